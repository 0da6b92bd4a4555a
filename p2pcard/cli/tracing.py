"""The command about who introduced whom."""

import json
from pathlib import Path

import click

from p2pcard.cli.general import Command, pass_session
from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.errors import NetworkNotUnderstood


@click.command(cls=Command, help=say("Answer who stands behind whom in a file."))
@click.option(
    "--graph",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar=say("FILE"),
    help=say("The file with the network, as docs/json.md describes it."),
)
@pass_session
def trace(session: Session, graph: Path) -> None:
    """Answer a network of a file without touching a vault."""
    from p2pcard.core.networks import answer_cases

    click.echo(json.dumps({"cases": answer_cases(_read(graph))}, ensure_ascii=False))


def _read(graph: Path) -> object:
    try:
        return json.loads(graph.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise NetworkNotUnderstood(case=graph.name) from error
