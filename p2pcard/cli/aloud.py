"""What a person is asked to listen for: words, or digits where somebody speaks another language."""

from typing import Final

from p2pcard.cli.words import say, say_count
from p2pcard.core.exchange import Again
from p2pcard.core.phrase import Mode
from p2pcard.errors import N_

PHRASE: Final = {
    Mode.WORDS: N_("One of you reads four words aloud. Type them, or three letters of each:"),
    Mode.DIGITS: N_("One of you reads ten digits aloud. Type them:"),
}
COUNTED: Final = {
    Mode.WORDS: N_("When all have said their numbers, and one of you one more word, type {word}:"),
    Mode.DIGITS: N_("When all have said their numbers, and one of you three more digits, type {word}:"),
}
ANSWER: Final = {
    Mode.WORDS: N_("After the last number, one of the others says one more word. Type that word here:"),
    Mode.DIGITS: N_("After the last number, one of the others says three more digits. Type them here:"),
}
NEW_ANSWER: Final = {
    Mode.WORDS: N_("To go on, ask who has a new word on their screen. Type that word here (q: stop):"),
    Mode.DIGITS: N_("To go on, ask who has three new digits on their screen. Type them here (q: stop):"),
}
SWAP_WORD: Final = {
    Mode.WORDS: N_("Ask them which word is on their screen. Type it here:"),
    Mode.DIGITS: N_("Ask them which three digits are on their screen. Type them here:"),
}


def again(asked: Again, mode: Mode) -> str:
    """Ask once more for what was typed: it was another one, or cannot be it."""
    if asked.differs:
        return say_count(
            "That was different. {count} try is left. Ask to hear it again, and type it:",
            "That was different. {count} tries are left. Ask to hear it again, and type it:",
            asked.left,
        )
    if mode is Mode.DIGITS and any(letter.isalpha() for letter in asked.typed):
        return say("Here you need digits (0 to 9), not words. Listen once more, and type them all:")
    return say("“{typed}” cannot be it. Listen once more, and type it all:", typed=asked.typed)
