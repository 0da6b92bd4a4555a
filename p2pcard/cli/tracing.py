"""The command about who stands behind somebody."""

from typing import TYPE_CHECKING, Final

import click

from p2pcard.cli.general import Command, File, pass_session, several_words
from p2pcard.cli.session import Session, tell_program
from p2pcard.wording.catalogue import say

if TYPE_CHECKING:
    from pathlib import Path

    from p2pcard.core.book.book import Contact

GRAPH_LIMIT: Final = 64 * 1024  # KiB: some hundred thousand vouches


@click.command(cls=Command, help=say("See who stands behind somebody, and on whom that depends."))
@several_words("name", required=False, metavar=say("[NAME]"))
@click.option("--without", metavar=say("NAME"), help=say("See what would change if this person were wrong."))
@click.option("--svg", type=File(), help=say("Write a picture of the routes to an SVG file."))
@click.option(
    "--graph",
    type=File(),
    metavar=say("FILE"),
    help=say("Answer a network in a file instead, as docs/json.md describes it."),
)
@pass_session
def trace(session: Session, name: str, without: str | None, svg: "Path | None", graph: "Path | None") -> None:
    """Answer about one person, or about a network of a file without touching a vault."""
    if bool(name) == bool(graph) or (graph and (without or svg)):
        raise click.UsageError(say("Name a person, or a file with --graph."))
    if graph:
        _trace_file(graph)
    else:
        _trace_person(session, session.opened.find(name), without, svg)


def _trace_file(graph: "Path") -> None:
    from p2pcard.jsonapi import reading
    from p2pcard.jsonapi.standing import answer_network
    from p2pcard.service.files import read_written

    tell_program(answer_network(reading.read(read_written(graph, GRAPH_LIMIT), str(graph))))


def _trace_person(session: Session, contact: "Contact", without: str | None, svg: "Path | None") -> None:
    from p2pcard.jsonapi.standing import answer_trace
    from p2pcard.wording.people import provenance
    from p2pcard.wording.standing import Standing

    me = session.cardholder
    answer = me.vouching.answer(contact.key)
    standing = Standing(me.book, contact, me.month, session.name_place, known=me.knows_month)
    if without:
        key = me.vouching.somebody(without)
        changed = me.vouching.answer(contact.key, frozenset((key,)))
        lines, answer = [*standing.without(answer, changed, key)], changed
    else:
        lines = [provenance(contact, known=standing.known), *standing.answer(answer)]
    if svg:
        from p2pcard.service import codes
        from p2pcard.wording.routes_picture import picture

        codes.write_svg(svg, picture(me.book, contact, answer, lines))
        lines = [*lines, say("The picture is in {file}.", file=svg)]
    session.answer(answer_trace(answer, [svg] if svg else []), *lines)
