"""The questions about a card of one's own, each asked again until its answer can stand on the card."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from p2pcard.cli import window
from p2pcard.cli.asking import choose_language, line, tell
from p2pcard.cli.general import expanded
from p2pcard.cli.keyboard import LINE_LIMIT
from p2pcard.cli.session import Session
from p2pcard.errors import N_, EmptyText, FileTooLong, Refusal
from p2pcard.wording.catalogue import said, say

if TYPE_CHECKING:
    from p2pcard.core.statements.card import Card

RIGHT: Final = N_("Right? Press Enter. One more way? Type it. To begin this line anew, type - alone:")
TAKE_OUT: Final = "-"  # the answer that empties a line of a card
CARD_LIMIT: Final = (
    LINE_LIMIT // 1024
)  # KiB: far more than any card, and no more than is kept of what comes in
NO_ANSWERS: Final = ("-h", "quit", "exit")  # said to the program, and not to others
Fields = dict[str, Any]


def card_given(session: Session, source: str) -> "Card":
    """Read a card as a program writes it, from a file or from standard input (`-`)."""
    from p2pcard.jsonapi import cards, reading
    from p2pcard.service import files, letters

    if source != "-":
        return cards.read_card(reading.read(files.read_written(expanded(source), CARD_LIMIT), source))
    file, data = say("standard input"), session.keyboard.everything()
    if len(data) >= LINE_LIMIT:
        raise FileTooLong(file=file, limit=CARD_LIMIT)
    return cards.read_card(reading.read(letters.written(data, file), file))


def first_card(session: Session) -> "Card":
    """Greet a newcomer in their language, and ask for their first card."""
    if session.can_choose_language:
        choose_language(session)
    window.tell(say("Welcome. Answer these questions, and your card is made. A name is enough."))
    window.tell(say("Where you want to say nothing, press Enter. (?: help, q: stop)"))
    return card_asked(session)


def card_asked(session: Session, before: "Card | None" = None) -> "Card":
    """Ask for a card's fields; an empty answer keeps what stood there before. Raises QuestionStopped."""
    from p2pcard.jsonapi import cards
    from p2pcard.wording import understanding

    old: Fields = cards.write_card(before) if before else {}
    old.pop("until", None)
    if before:
        window.tell(say("Press Enter to keep a line as it is. Type - to take it out, or q to stop."))
    name, ways, offers, spoken = _now(before) if before else ("", "", "", "")
    question = say("What should people here call you? It need not be your legal name.")
    called = _answered(session, question + name, understanding.name, needed=not before)
    question = say("How can they reach you? For example: phone 600 123 456, signal teo.24")
    found = {**old, **called, **_ways(session, question + ways)}
    question = say("What can you offer? For example: van, first aid, cooking")
    offered = _answered(session, question + offers, understanding.offers)
    among = offered.pop("languages", [])  # people name them there, too
    question = say("Which languages do you speak? For example: English, Spanish")
    found |= offered | _answered(session, question + spoken, understanding.languages)
    found["languages"] = list(dict.fromkeys([*found.get("languages", []), *among]))
    return cards.read_card(found)


def _now(card: "Card") -> list[str]:
    """Return a line to stand below each question: what is on the card, as it would be typed."""
    from p2pcard.wording.understanding import as_typed

    return [
        "\n" + (say("Now: {text}", text=text) if text else say("Now: nothing"))
        for text in as_typed(card).values()
    ]


def _asked(session: Session, question: str) -> str:
    """Ask for what others will read, which no word to the program is. Raises QuestionStopped."""
    while (typed := line(session, question)).startswith("--") or said(typed, *NO_ANSWERS):
        window.tell(
            say("“{text}” does not go on a card. Answer the question, or type q to stop.", text=typed)
        )
    return typed


def _answered(
    session: Session, question: str, read: Callable[[str], Fields], *, needed: bool = False
) -> Fields:
    """Ask until the answer can stand on a card; nothing for an empty answer, unless one is needed."""
    from p2pcard.jsonapi import cards

    while (typed := _asked(session, question)) or needed:
        try:
            found = {name: [] for name in read("")} if typed == TAKE_OUT and not needed else read(typed)
            if found.get("name") == []:
                raise EmptyText
            cards.refuse_what_no_card_holds(found)
            return found
        except Refusal as refusal:
            tell(session, refusal)
    return {}


def _ways(session: Session, question: str) -> Fields:
    """Ask for ways to be reached, and tell how they were understood, until the person agrees.

    What is typed in place of that is one more way; nothing, where no way was typed.
    """
    from p2pcard.wording import reach, understanding

    found = _answered(session, question, understanding.ways)
    while found.get("channels"):
        ways = [(kind, text) for kind, text in found["channels"]]
        window.tell(say("Understood: {ways}", ways=reach.shown(ways)))
        more = _answered(session, say(RIGHT), partial(_one_more, found["channels"]))
        if not more:
            break
        found = more if more["channels"] else _answered(session, question, understanding.ways)
    return found


def _one_more(before: list[list[str]], typed: str) -> Fields:
    from p2pcard.wording import understanding

    more = understanding.ways(typed)["channels"]
    return {"channels": [*before, *(each for each in more if each not in before)]}
