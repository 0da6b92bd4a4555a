"""Commands about cards: mine, and those that come as text or picture."""

from typing import TYPE_CHECKING

import click

from p2pcard.cli import filling, window
from p2pcard.cli.general import Command, File, Group, card_source, expanded, pass_session
from p2pcard.cli.session import Session
from p2pcard.errors.next_step import NewCard, ShowCard
from p2pcard.wording.catalogue import say

if TYPE_CHECKING:
    from pathlib import Path

    from p2pcard.core.book.book import OwnCard
    from p2pcard.core.book.news import News
    from p2pcard.service.cardholder import Cardholder


@click.group(cls=Group, invoke_without_command=True, help=say("See, change and write your own cards."))
@pass_session
@click.pass_context
def card(ctx: click.Context, session: Session) -> None:
    """Show my first card where no subcommand is named."""
    if ctx.invoked_subcommand is None:
        own = session.opened.book.own_card()
        from p2pcard.wording.people import ALL_OTHERS_GET

        card_answer(session, own, say(ALL_OTHERS_GET))


@card.command("list", help=say("List your cards."))
@pass_session
def list_cards(session: Session) -> None:
    """List all of my cards."""
    own = session.opened.book.own
    labels = [say("{label}: {size} bytes", label=each.label, size=len(bytes(each.statement))) for each in own]
    from p2pcard.jsonapi.cards import answer_all_own

    session.answer(answer_all_own(own), *labels)


@card.command("edit", help=say("Change a card. An empty answer keeps what is there."))
@click.argument("label", default="", metavar=say("[NAME]"))
@card_source
@pass_session
def edit(session: Session, label: str, source: str | None) -> None:
    """Write one of my cards anew."""
    me = session.opened
    before = me.book.own_card(label).read()
    mine = filling.card_given(session, source) if source else filling.card_asked(session, before)
    from p2pcard.wording.people import CHANGED

    card_answer(session, me.write_card(mine, label), say(CHANGED))
    tell_holders(session)


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
    from p2pcard.wording.people import MADE, SHOWS_ONE_PERSON

    session.note(say(SHOWS_ONE_PERSON))
    own = me.new_card(label, mine, short=short)
    card_answer(session, own, say(MADE))


@card.command("drop", help=say("Drop a card. Those who hold it keep it until it runs out."))
@click.argument("label", metavar=say("NAME"))
@pass_session
def drop(session: Session, label: str) -> None:
    """Drop one of my cards."""
    session.opened.drop_card(label)
    from p2pcard.jsonapi.cards import answer_dropped
    from p2pcard.wording.people import DROPPED

    session.answer(answer_dropped(label), say(DROPPED))


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
    from p2pcard.service import codes

    files = codes.write_pictures(small, png, svg, say("A code for a camera"))
    given_away(session, small, whole, files, text=text, command=_call(label, receiver, vouches=vouches))


def tell_holders(session: Session) -> None:
    """Name the people who may hold the card as it was, and say how they get the new one."""
    from p2pcard.wording.people import holders_lines

    if not session.json:
        for line in holders_lines(session.cardholder.book):
            session.note(line)


def write_text(session: Session, file: "Path", label: str, receiver: str | None, *, vouches: bool) -> None:
    """Write to a file as text what `show` shows; see `codes.write_block`."""
    from p2pcard.service import codes

    _, whole = _to_give(session.opened, label, receiver, vouches=vouches)
    codes.write_block(file, whole)
    window.tell(say("The text is in {file}.", file=file))


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
    from p2pcard.wording.people import HELD_NOW

    found = me.add_file(file) if file else me.add(_pasted(session))
    if isinstance(found, tuple):
        _news_answer(session, found)
    else:
        person_answer(session, found, say(HELD_NOW))


def _load_drawing() -> None:
    from p2pcard.service import codes

    codes.load()


def _to_give(me: "Cardholder", label: str, receiver: str | None, *, vouches: bool) -> tuple[bytes, bytes]:
    """Return what fits a code, and the whole of it."""
    if not receiver and not vouches:
        data = bytes(me.current_card(label))
        return data, data
    who = me.find(receiver) if receiver else None
    small, whole = (me.vouching.bundle_for(who, shown=vouches, support=each) for each in (False, True))
    return small, whole


def given_away(
    session: Session, small: bytes, whole: bytes, files: "list[Path]", *, text: bool, command: str
) -> None:
    """Print something to give away: `small` as a code, unless it is in files; for `text`, the `whole`.

    `command` is what was typed to get it.
    """
    from p2pcard.jsonapi.cards import answer_given
    from p2pcard.service import codes

    block = codes.block_of(whole)
    values = answer_given(codes.text_of(small), block, files)
    session.answer(values, *([block] if text and not files else _shown(session, small, files, command)))


def _news_answer(session: Session, news: "tuple[News, ...]") -> None:
    from p2pcard.jsonapi.standing import answer_news
    from p2pcard.wording.news import news_lines, nothing_new

    lines = [*news_lines(session.cardholder.book, news, session.name_place)]
    session.answer(answer_news(news), *(lines or [nothing_new()]))


def card_answer(session: Session, own: "OwnCard", title: str) -> None:
    """Print one of my cards, and whether one code can hold it."""
    from p2pcard.jsonapi.cards import answer_own
    from p2pcard.wording.people import card_lines, own_validity

    mine = own.read()
    me = session.cardholder
    lines = [title, *card_lines(mine), own_validity(mine.until, me.month if me.knows_month else None)]
    short = [each.label for each in me.book.own if _fits_a_code(each)]
    if short and own.label not in short:
        shown = session.name_place(ShowCard()) if session.guided else _call(short[0])
        lines.append(say("For older cameras, show your short card: {command}", command=shown))
    elif not short:
        lines.append(say("Older cameras may not read this card as a code."))
        longer = session.name_place(NewCard()) if session.guided else "p2pcard card new codes --short"
        lines.append(say("Write a short card for codes: {next}", next=longer))
    session.answer(answer_own(own), *lines)


def _fits_a_code(own: "OwnCard") -> bool:
    from p2pcard.core.statements.card import ONE_CODE_LIMIT

    return len(bytes(own.statement)) <= ONE_CODE_LIMIT


def _shown(session: Session, data: bytes, files: "list[Path]", command: str) -> list[str]:
    from p2pcard.cli.drawing import code_lines

    if files:
        return [say("The code is in {file}.", file=file) for file in files]
    if session.plain or session.guided:  # where choices lead, text was one of them
        return code_lines(session, data)
    return [say("To get this as text: {command} --text", command=command), *code_lines(session, data)]


def _call(label: str, receiver: str | None = None, *, vouches: bool = False) -> str:
    """Write the command that shows this."""
    named = f' "{label}"' if " " in label else f" {label}" if label else ""
    about = f' --for "{receiver}"' if receiver else ""
    return f"p2pcard show{named}{about}{' --vouches' if vouches else ''}"


def _pasted(session: Session) -> str:
    if session.guided:
        return _pasted_lines(session)
    if not session.json:
        session.note(say("Type or paste the card, then press Enter and Ctrl-D:"))
    from p2pcard.service.letters import decoded

    return decoded(session.keyboard.everything()) or ""


def _pasted_lines(session: Session) -> str:
    """Read a card to the line that ends it, or to an empty line: more is typed behind it."""
    from p2pcard.core.formats import armor

    session.note(say("Type or paste the card. It ends with its last line, or where you press Enter twice:"))
    lines: list[str] = []
    while (line := session.keyboard.line()) is not None and (line.strip() or not lines):
        lines.append(line)
        if armor.ends_block(line):
            break
    return "\n".join(lines)
