"""Commands about cards: mine, and those that come as text or picture."""

from typing import TYPE_CHECKING, Any

import click

from p2pcard.cli import filling
from p2pcard.cli.general import Command, File, Group, card_source, expanded, pass_session
from p2pcard.cli.session import Session
from p2pcard.cli.words import say

if TYPE_CHECKING:
    from pathlib import Path

    from p2pcard.cardholder.service import Cardholder
    from p2pcard.core.book import OwnCard
    from p2pcard.core.news import News


@click.group(cls=Group, invoke_without_command=True, help=say("See, change and write your own cards."))
@pass_session
@click.pass_context
def card(ctx: click.Context, session: Session) -> None:
    """Show my first card where no subcommand is named."""
    if ctx.invoked_subcommand is None:
        card_answer(session, session.opened.book.own_card(), say("This is all that others will get:"))


@card.command("list", help=say("List your cards."))
@pass_session
def list_cards(session: Session) -> None:
    """List all of my cards."""
    own = session.opened.book.own
    labels = [say("{label}: {size} bytes", label=each.label, size=len(bytes(each.statement))) for each in own]
    session.answer({"cards": [_values(each) for each in own]}, *labels)


@card.command("edit", help=say("Change a card. An empty answer keeps what is there."))
@click.argument("label", default="", metavar=say("[NAME]"))
@card_source
@pass_session
def edit(session: Session, label: str, source: str | None) -> None:
    """Write one of my cards anew."""
    me = session.opened
    from p2pcard.core.card import read

    before = read(me.book.own_card(label).statement)
    mine = filling.card_given(session, source) if source else filling.card_asked(session, before)
    card_answer(session, me.write_card(mine, label), say("Changed. This is all that others will get:"))


@card.command(
    "new", help=say("Write one more card. It shows the same person: for two faces, use two profiles.")
)
@click.argument("label", metavar=say("NAME"))
@card_source
@click.option("--short", is_flag=True, help=say("A short one, for codes on paper and old cameras."))
@pass_session
def new(session: Session, label: str, source: str | None, short: bool) -> None:
    """Write one more card under a label."""
    me = session.opened
    mine = filling.card_given(session, source) if source else filling.card_asked(session)
    session.note(say("Whoever holds two of your cards can see that they belong to one person."))
    own = me.new_card(label, mine, short=short)
    card_answer(session, own, say("Your card is made. This is all that others will get:"))


@card.command("drop", help=say("Drop a card. Those who hold it keep it until it runs out."))
@click.argument("label", metavar=say("NAME"))
@pass_session
def drop(session: Session, label: str) -> None:
    """Drop one of my cards."""
    session.opened.drop_card(label)
    session.answer({"dropped": label}, say("The card is dropped."))


@click.command(
    cls=Command, help=say("Show your card as a code, a picture or text. Whoever gets it holds it.")
)
@click.argument("label", default="", metavar=say("[NAME]"))
@click.option("--for", "receiver", metavar=say("NAME"), help=say("Show what you have for this person."))
@click.option("--vouches", is_flag=True, help=say("Show who vouches for you."))
@click.option("--png", type=File(), help=say("Write the code to a PNG picture."))
@click.option("--svg", type=File(), help=say("Write the code to an SVG picture."))
@click.option("--text", is_flag=True, help=say("Show it as a block of text for a mail or a file."))
@pass_session
def show(
    session: Session,
    label: str,
    receiver: str | None,
    vouches: bool,
    png: "Path | None",
    svg: "Path | None",
    text: bool,
) -> None:
    """Give my card away one way, or what I have for somebody: nobody is met by it."""
    if label and (receiver or vouches):
        raise click.UsageError(say("Name a card of yours, or --for, or --vouches."))
    small, whole = _to_give(session.open(_load_drawing), label, receiver, vouches=vouches)
    from p2pcard.cardholder import codes

    files = codes.write_pictures(small, png, svg, say("A code for a camera"))
    given_away(session, small, whole, files, text=text, command=_call(label, receiver, vouches=vouches))


@click.command(
    cls=Command,
    help=say("Take a card or a vouch from a picture or a file. Without FILE: type or paste it."),
)
@click.argument("source", default="-", metavar=say("[FILE]"))
@pass_session
def add(session: Session, source: str) -> None:
    """Hold a card that came without its owner."""
    file = expanded(source) if source != "-" else None
    me = session.open(file=file)
    from p2pcard.cli.people import person_answer

    found = me.add_file(file) if file else me.add(_pasted(session))
    if isinstance(found, tuple):
        _news_answer(session, found)
    else:
        person_answer(session, found, say("You now hold this card:"))


def _load_drawing() -> None:
    from p2pcard.cardholder import codes

    codes.load()


def _to_give(me: "Cardholder", label: str, receiver: str | None, *, vouches: bool) -> tuple[bytes, bytes]:
    """Return what fits a code, and the whole of it."""
    if not receiver and not vouches:
        data = bytes(me.current_card(label))
        return data, data
    who = me.book.find(receiver) if receiver else None
    small, whole = (me.vouching.bundle_for(who, shown=vouches, support=each) for each in (False, True))
    return small, whole


def given_away(
    session: Session, small: bytes, whole: bytes, files: "list[Path]", *, text: bool, command: str
) -> None:
    """Print something to give away: `small` as a code, unless it is in files; for `text`, the `whole`.

    `command` is what was typed to get it.
    """
    from p2pcard.cardholder import codes

    block = codes.block_of(whole)
    values = {"text": codes.text_of(small), "block": block, "files": [str(file) for file in files]}
    session.answer(values, *([block] if text and not files else _shown(session, small, files, command)))


def _news_answer(session: Session, news: "tuple[News, ...]") -> None:
    from p2pcard.cli.tidings import news_lines
    from p2pcard.core.vouch_values import write_news

    lines = list(news_lines(session.cardholder.book, news)) or [say("There is nothing new for you in this.")]
    session.answer({"news": [write_news(each) for each in news]}, *lines)


def card_answer(session: Session, own: "OwnCard", title: str) -> None:
    """Print one of my cards, and whether one code can hold it."""
    from p2pcard.cli.phrasing import card_lines, validity
    from p2pcard.core.card import read

    mine = read(own.statement)
    lines = [title, *card_lines(mine), validity(mine.until, session.cardholder.month)]
    short = [each.label for each in session.cardholder.book.own if _fits_a_code(each)]
    if short and own.label not in short:
        lines.append(say("For older cameras, show your short card: {command}", command=_call(short[0])))
    elif not short:
        lines.append(say("Older cameras may not read this card as a code."))
        lines.append(say("Write a short card for codes: p2pcard card new codes --short"))
    session.answer({"card": _values(own)}, *lines)


def _fits_a_code(own: "OwnCard") -> bool:
    from p2pcard.core.card import ONE_CODE_LIMIT

    return len(bytes(own.statement)) <= ONE_CODE_LIMIT


def _values(own: "OwnCard") -> dict[str, Any]:
    from p2pcard.core import values
    from p2pcard.core.card import read

    size = len(bytes(own.statement))
    facts = {"label": own.label, "id": own.statement.author.hex(), "bytes": size}
    return {**facts, "one_code": _fits_a_code(own), **values.write_card(read(own.statement))}


def _shown(session: Session, data: bytes, files: "list[Path]", command: str) -> list[str]:
    from p2pcard.cli.drawing import code_lines

    if files:
        return [say("The code is in {file}.", file=file) for file in files]
    if session.plain:
        return code_lines(session, data)
    return [say("To get this as text: {command} --text", command=command), *code_lines(session, data)]


def _call(label: str, receiver: str | None = None, *, vouches: bool = False) -> str:
    """Write the command that shows this."""
    named = f' "{label}"' if " " in label else f" {label}" if label else ""
    about = f' --for "{receiver}"' if receiver else ""
    return f"p2pcard show{named}{about}{' --vouches' if vouches else ''}"


def _pasted(session: Session) -> str:
    if not session.json:
        session.note(say("Type or paste the card, then press Enter and Ctrl-D:"))
    return session.keyboard.everything()
