"""Refusals of bytes and lines of text that are not what they should be."""

from p2pcard.errors.next_step import AnswerAgain, AskSomebody, ReadFormats
from p2pcard.errors.refusal import N_, NOTHING_CHANGED, Refusal, Term


class BadKey(Refusal):
    """A public key that is not one: wrong length, not canonical, or of small order."""

    text = N_("This card is damaged, or another program made it wrongly.")
    advice = N_("Ask the person to show it again.")
    next = AskSomebody()


class BadSignature(Refusal):
    """A signature that does not fit what it is said to sign."""

    text = N_("This was changed after it was written, or is damaged.")
    advice = N_("Ask the person to show it again.")
    next = AskSomebody()


class CannotOpen(Refusal):
    """A sealed message that does not open under this key."""

    text = N_("This does not open.")
    advice = N_("Ask for it again.")
    next = AskSomebody()


class Malformed(Refusal):
    """Bytes or text that follow no format of ours, or follow it in a way we would not write.

    `where` says to developers what was read just then, without a value. No screen shows it.
    """

    text = N_("This is not something that p2pcard wrote, or it is damaged.")
    advice = N_("Ask the person to show it again.")
    next = AskSomebody()

    def __init__(self, where: str = "", **values: object) -> None:
        super().__init__(**values)
        self.where = where
        self.add_note(where)


class NewerVersion(Refusal):
    """A version, kind or field that this program does not know and must not skip."""

    text = N_("A newer version of p2pcard made this, or a letter in it is wrong.")
    advice = N_("Copy it once more. If that does not help, install the newest version.")
    next = AnswerAgain()


class TooLarge(Refusal):
    """More bytes than a statement may have."""

    text = N_("This card is too long: it has {size} bytes, and the limit is {limit}.")
    advice = N_("Leave something out, then try again.")
    next = AnswerAgain()


class MoreThanACard(Refusal):
    """An answer that no card has room for."""

    text = N_("That is more than a card can hold.")
    advice = N_("Write less.")
    next = AnswerAgain()


class LanguageNotKnown(Refusal):
    """A language that has no word here, and whose code was not typed."""

    text = N_("“{text}” is no language that is known here.")
    advice = N_("Try its two letters, as hu.")
    next = AnswerAgain()


class EmptyText(Refusal):
    """Nothing where something must stand."""

    text = N_("There is nothing on this line.")
    advice = N_("Write at least one letter.")
    next = AnswerAgain()


class TextTooLong(Refusal):
    """A line longer than its limit, in code points."""

    text = N_("This line is longer than {limit} letters.")
    advice = N_("Write it shorter.")
    next = AnswerAgain()


class MonthNotUnderstood(Refusal):
    """A month that is none, or was before there was this program."""

    text = N_("This is not a month, or one that is long over.")
    kept = NOTHING_CHANGED
    advice = N_("Write it as a number and a year.")
    next = AnswerAgain()


class Hidden:
    """What a character is that may not stand where it does, in words that are translated."""

    SPACE = Term(N_("a space too many, or one of an unusual width"))
    CONTROL = Term(N_("a line break or another character that is not shown"))
    INVISIBLE = Term(N_("a character that nobody can see"))
    TURNS = Term(N_("a character that turns the order of the letters around it"))
    BLANK = Term(N_("a character that looks like an empty place"))
    IMITATES = Term(N_("a symbol that looks like one of this program"))
    SHAPE = Term(N_("a letter in an unusual shape, such as a bold or a wide one"))
    UNUSED = Term(N_("a letter of an alphabet that cards cannot be written in"))
    UNKNOWN = Term(N_("a character that this program does not know"))
    BARE = Term(N_("an accent or another mark without its letter"))
    PILE = Term(N_("too many accents or other marks on one letter"))
    JOINER = Term(N_("an invisible joiner where letters need none"))


class HiddenCharacter(Refusal):
    """A character that hides, turns, imitates or is not known; `number` is its Unicode number."""

    text = N_("This line holds {what} (U+{number}).")
    advice = N_("Write the line again without it.")
    next = AnswerAgain()


class MixedAlphabets(Refusal):
    """A word of letters of two scripts, which may look alike."""

    text = N_("The word “{word}” mixes letters of two alphabets, which can mislead the eye.")
    advice = N_("Write the word again in one alphabet.")
    next = AnswerAgain()


class CardNotUnderstood(Refusal):
    """A field of a card as a program writes it that has another shape, or a name of no field."""

    text = N_("The card that was given has something in “{field}” that is not understood.")
    advice = N_("See how a card is written: {next}")
    next = ReadFormats()


class NotJson(Refusal):
    """A file, or standard input, that is no JSON (RFC 8259); `line` is where it stops to be any."""

    text = N_("“{file}” is not written as JSON: look at line {line}.")
    kept = NOTHING_CHANGED
    advice = N_("See how it is written: {next}")
    next = ReadFormats()


class SaidTwice(Refusal):
    """An object in JSON with two values under one name, so that nobody knows which one counts."""

    text = N_("“{file}” says “{field}” twice, so it is not clear which of the two counts.")
    kept = NOTHING_CHANGED
    advice = N_("Take one of them out, then try again.")
    next = AnswerAgain()


class OldLetters(Refusal):
    """A file, or standard input, that is text in neither UTF-8 nor UTF-16."""

    text = N_("“{file}” is not saved as UTF-8, so its letters could be read wrongly.")
    kept = NOTHING_CHANGED
    advice = N_("Save it once more as UTF-8 in the program that wrote it, then try again.")
    next = AnswerAgain()


class FileTooLong(Refusal):
    """A file, or standard input, that is longer than what it is read for can be, in KiB."""

    text = N_("“{file}” is longer than {limit} KiB, which is more than is read here.")
    kept = NOTHING_CHANGED
    advice = N_("Name the right file. See how it is written: {next}")
    next = ReadFormats()


class NetworkNotUnderstood(Refusal):
    """A network of people in a file that has another shape than documented."""

    text = N_("The network “{case}” is not written as it should be.")
    kept = NOTHING_CHANGED
    advice = N_("See how a network is written: {next}")
    next = ReadFormats()
