"""What a person is asked in a swap or a meeting: what they hear, and whether to go where a code leads."""

from typing import Final

from p2pcard.core.exchange.events import Again
from p2pcard.core.exchange.meeting.messages import LEAST
from p2pcard.core.exchange.network import Way
from p2pcard.core.exchange.phrase import Mode
from p2pcard.errors import N_
from p2pcard.wording.catalogue import say, say_count

LEADS_OUT: Final = {
    Way.OUTSIDE: N_("This code leads out of this network."),
    Way.ROUTER: N_("This code leads to the router of this network, which may pass you on to anybody."),
    Way.UNKNOWN: N_("This device cannot tell whether this code leads out of this network."),
}
CALL_ANYWAY: Final = N_("Nothing was sent yet. Type {word} to go there, or press Enter to stop:")
PHRASE: Final = {
    Mode.WORDS: N_("One of you reads four words aloud. Type them, or at least three letters of each:"),
    Mode.DIGITS: N_("One of you reads ten digits aloud. Type them:"),
}
COUNTED: Final = {
    Mode.WORDS: N_("When all have counted, and one of you said one more word, type the last number:"),
    Mode.DIGITS: N_(
        "When all have counted, and one of you said three more digits, type to what number they counted:"
    ),
}
ANSWER: Final = {
    Mode.WORDS: N_("After the last number, one of the others says one more word. Type that word here:"),
    Mode.DIGITS: N_("After the last number, one of the others says three more digits. Type them here:"),
}
NEW_ANSWER: Final = {
    Mode.WORDS: N_("To go on, ask who has a new word on their screen. Type that word here (q: stop):"),
    Mode.DIGITS: N_("To go on, ask who has three new digits on their screen. Type them here (q: stop):"),
}
SWAP_SAY: Final = {
    Mode.WORDS: N_("Say these two words aloud, face to face, or on a call where you know the voice:"),
    Mode.DIGITS: N_("Say these five digits aloud, face to face, or on a call where you know the voice:"),
}
SWAP_SHOW: Final = N_(
    "Whoever cannot hear or speak shows this screen instead. Written in a chat it proves nothing."
)
SWAP_TYPE: Final = {
    Mode.WORDS: N_(
        "Type the two words that the other person says, or at least three letters of each (q: stop):"
    ),
    Mode.DIGITS: N_("Type the five digits that the other person says (q: stop):"),
}


def again(asked: Again, mode: Mode) -> str:
    """Ask once more for what was typed: it was another one, or cannot be it."""
    if not asked.left:
        return say("That was different, too, and there are no more tries. What was sent stays sent.")
    if asked.differs:
        return say_count(
            "That was different. {count} try is left. Ask to hear it again, and type it:",
            "That was different. {count} tries are left. Ask to hear it again, and type it:",
            asked.left,
        )
    if asked.beginning:
        return say(
            "More than one word begins with “{beginning}”. "
            "Type it all again, with one more letter of that word:",
            beginning=asked.beginning,
        )
    if mode is Mode.DIGITS and any(letter.isalpha() for letter in asked.typed):
        return say("Here you need digits (0 to 9), not words. Listen once more, and type them all:")
    return say("“{typed}” cannot be it. Listen once more, and type it all:", typed=asked.typed)


def count_again(left: int, seconds: int) -> tuple[str, ...]:
    """Say that the room counts once more, without how many devices there are."""
    if not seconds:
        return (say("Not yet: first the room counts again. You are asked for the number in a moment."),)
    return (
        say("The number of devices here is another one. Ask the room to count again, aloud."),
        say_count(
            "In {seconds} seconds you can type the last number. {count} try is left.",
            "In {seconds} seconds you can type the last number. {count} tries are left.",
            left,
            seconds=seconds,
        ),
    )


def not_started(counted: int, devices: int) -> str:
    """Say why the meeting does not start: nobody else is here, or the host's person counts differently."""
    if devices < LEAST:
        return say("Nobody else is here yet.")
    return say_count(
        "You count {counted}, but {count} device is here. Find out why first.",
        "You count {counted}, but {count} devices are here. Find out why first.",
        devices,
        counted=counted,
    )


def must_go(*, host: bool, reads: bool) -> str:
    """Return what it means for the others where my person goes."""
    if host:
        return N_("Stop? 1: I must go. It ends for all, because this device holds the meeting together.")
    if reads:
        return N_("Stop? 1: I must go. It ends for all, because you read aloud.")
    return N_("Stop? 1: I must go. The others are asked whether to go on without me.")
