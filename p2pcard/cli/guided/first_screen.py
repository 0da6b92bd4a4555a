"""The guided session: one unlock, a first screen of six choices and more, and locked again at the end."""

from functools import partial

import click

from p2pcard.cli import accepting, cards, doctor, page, window
from p2pcard.cli.asking import wants_help
from p2pcard.cli.guided import (
    beginning,
    face_to_face,
    files,
    keeping_safe,
    menu,
    my_circles,
    my_settings,
    who,
)
from p2pcard.cli.guided.choices import (
    BEHIND_MORE,
    CARD,
    CHECK,
    CIRCLES,
    COPY,
    DEMO,
    FIND,
    FIRST,
    LEAVE,
    LOST,
    MEET,
    MORE,
    PAGE,
    PROFILE,
    SETTINGS,
    SWAP,
    TAKE,
    VOUCH,
    WAITS,
    WIPE,
)
from p2pcard.cli.guided.my_card import open_card
from p2pcard.cli.guided.person import open_person, vouch
from p2pcard.cli.guided.places import choice_for
from p2pcard.cli.session import Session
from p2pcard.core.book.book import Contact
from p2pcard.errors import N_
from p2pcard.wording.catalogue import QUIT, said, say, say_count
from p2pcard.wording.people import people_count

LISTS = ("", "p2pcard")  # the second is what people type who do not know that they are in it
LEAVES = (LEAVE, QUIT, "0", N_("quit"), "exit")


def guide(ctx: click.Context, session: Session) -> None:
    """Lead a person through everything, choice by choice."""
    session.name_place, session.guided = choice_for, True
    try:
        while True:
            try:
                _lead(ctx, session)
            except menu.LockedNow:
                continue
    except menu.Left:
        if session.cardholder.is_open:
            session.cardholder.lock()
            window.tell(say("Locked. Nothing can be read here now."))


def actions() -> dict[str, menu.Action]:
    """Return what each choice of the first screen, and of More, does."""
    return {
        SWAP: face_to_face.swap,
        MEET: face_to_face.meet,
        FIND: _find,
        CARD: open_card,
        WAITS: lambda ctx, session: accepting.answer_waiting(session),
        VOUCH: _vouch,
        COPY: keeping_safe.copy,
        LOST: keeping_safe.lost,
        TAKE: _take,
        CIRCLES: my_circles.open_circles,
        SETTINGS: my_settings.open_settings,
        CHECK: _check,
        PROFILE: beginning.elsewhere,
        DEMO: beginning.play,
        WIPE: keeping_safe.wipe,
        PAGE: _page,
    }


def _lead(ctx: click.Context, session: Session) -> None:
    """Open the cards, show what can be done, and do what is chosen; raises menu.Left or menu.LockedNow."""
    beginning.open_cards(ctx, session)
    _welcome(session)
    done = actions()
    while True:
        if not session.cardholder.is_open:
            return
        line = menu.typed(session, say("Type a number, or a name or an offer to find:"))
        if said(line, *LEAVES, say(LEAVES[3])):
            raise menu.Left
        if said(line, MORE):
            menu.show(session, menu.filled(BEHIND_MORE))
        elif wants_help(line) or line in LISTS:
            _show_first(session)
        elif line in done:
            menu.do(ctx, session, done[line])
        else:
            menu.do(ctx, session, partial(_search, line))


def _welcome(session: Session) -> None:
    window.tell(
        "", say("Your cards are open. {people}.", people=people_count(len(session.opened.book.contacts)))
    )
    _show_first(session)


def _show_first(session: Session) -> None:
    """Show the first screen: only when asked, so that it drives no answer out of the window."""
    vouching = session.cardholder.vouching
    waiting = len(vouching.vouches_to_answer()) + len(vouching.introductions_to_answer())
    if waiting:
        window.tell(say_count("{count} thing waits for you.", "{count} things wait for you.", waiting))
    window.tell("")
    menu.show(session, menu.filled(FIRST, count=waiting))
    window.tell("")


def _find(ctx: click.Context, session: Session) -> None:
    from p2pcard.cli import asking

    question = say("What do you look for? A name, an offer or a language. Enter: everybody.")
    _search(asking.line(session, question), ctx, session)


def _search(words: str, ctx: click.Context, session: Session) -> None:
    """Show the people that words fit, and let one of them be chosen."""
    from p2pcard.cli.listing import people_lines
    from p2pcard.wording.people import language_words, offer_words

    found = session.opened.search(words, offer_words(), language_words())
    session.answer({}, *people_lines(session, found, numbered=True))
    if people := (*found.people, *found.by_other_words):
        _open_one(ctx, session, people)


def _open_one(ctx: click.Context, session: Session, found: "tuple[Contact, ...]") -> None:
    numbers = {str(number): contact for number, contact in enumerate(found, 1)}
    line = menu.typed(session, say("Type a number to see one, or press Enter to go back:"))
    if contact := numbers.get(line):
        open_person(ctx, session, contact)
    elif line and not said(line, QUIT):
        _search(line, ctx, session)


def _vouch(ctx: click.Context, session: Session) -> None:
    if contact := who.who(session):
        vouch(contact, ctx, session)


def _take(ctx: click.Context, session: Session) -> None:
    window.tell(say("A card comes from a picture of its code, or from text."))
    file = files.to_read(session, say("Which file is it? Enter alone: type or paste the text here."))
    ctx.invoke(cards.add, source=str(file) if file else "-")


def _page(ctx: click.Context, session: Session) -> None:
    session.cardholder.lock()  # the page asks for the phrase itself
    ctx.invoke(page.ui, address=session.address)


def _check(ctx: click.Context, session: Session) -> None:
    ctx.invoke(doctor.doctor)
    window.tell(
        say(
            "Save number {number}, with {people}.",
            number=session.opened.save_number,
            people=people_count(len(session.opened.book.contacts)),
        ),
    )
