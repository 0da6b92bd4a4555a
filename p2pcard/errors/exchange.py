"""Refusals of meetings and swaps: why they end, and what was typed."""

from typing import ClassVar

from p2pcard.errors.refusal import N_, Refusal


class NotAWord(Refusal):
    """Something typed that no phrase can hold."""

    text = N_("“{word}” is not among the words that are read here.")
    advice = N_("Listen again, then write at least three letters of each word, or all the digits.")


class Differs(Refusal):
    """A phrase or word that could be one, but is another than expected."""

    text = N_("These are not the words of this meeting.")
    advice = N_("Ask the person who reads to read once more.")


class NotAnInvitation(Refusal):
    """A code of ours, but for something else."""

    text = N_("This code is for something else.")
    advice = N_("Ask the person what they show: a card, a swap or a meeting.")


class ExchangeEnded(Refusal):
    """A meeting or swap that ended before anything was stored; `reason` is its name for programs."""

    reason: ClassVar[str] = ""


class MeetingEnded(ExchangeEnded):
    """A meeting that ended early; `number` is what the one who ended it says in the room, 0 if not known."""

    text = N_("The meeting ended.")
    advice = N_("Start again together: p2pcard meet")

    def __init__(self, number: int = 0) -> None:
        super().__init__(number=number)


class MeetingStopped(MeetingEnded):
    """Somebody chose to stop."""

    reason = "stopped"
    text = N_("Somebody stopped the meeting.")
    advice = N_("Ask aloud who and why, then start again together: p2pcard meet")


class MeetingLeft(MeetingStopped):
    """My own person stopped: the others are told that somebody did."""

    text = N_("You left the meeting.")
    advice = N_("To come back, start again together: p2pcard meet")


class PhraseDiffers(MeetingEnded):
    """Somebody typed a different phrase three times."""

    reason = "phrase-differs"
    text = N_("What was read aloud is not what somebody's device shows.")
    advice = N_("Start again in another spot; if it happens twice, swap by code: p2pcard swap")


class AnswerDiffers(MeetingEnded):
    """The reader typed a different answer word three times."""

    reason = "answer-differs"
    text = N_("The answer word was not the one on the last person's device.")
    advice = N_("Start again in another spot; if it happens twice, swap by code: p2pcard swap")


class ListWrong(MeetingEnded):
    """A list of people that leaves somebody out, doubles somebody or goes against what was asked for."""

    reason = "list-wrong"
    text = N_("The list of people that came was not right.")
    advice = N_("Let another device start the meeting: p2pcard meet --host")


class ReaderDiffers(MeetingEnded):
    """The list names another reader than the person who took the role."""

    reason = "reader-differs"
    text = N_("The list names somebody else as the one who reads.")
    advice = N_("Let another device start the meeting: p2pcard meet --host")


class OpeningWrong(MeetingEnded):
    """Somebody opened another value than they had committed to, or one that cannot be."""

    reason = "opening-wrong"
    text = N_("One device did not keep to what it sent before.")
    advice = N_("Start again; if it happens twice, swap by code: p2pcard swap")


class SomebodyLeft(MeetingEnded):
    """Somebody without whom the run cannot go on was gone."""

    reason = "left"
    text = N_("Somebody left or was not ready, and the meeting cannot go on without them.")
    advice = N_("Ask aloud who, then start again together: p2pcard meet")


class TookTooLong(MeetingEnded):
    """A device did not answer in time."""

    reason = "timeout"
    text = N_("One device did not answer in time.")
    advice = N_("Start again together: p2pcard meet")


class MeetingBroken(MeetingEnded):
    """A message that does not belong here, or no line to the host any more."""

    reason = "broken"
    text = N_("The line to the device that started the meeting broke.")
    advice = N_("Start again together: p2pcard meet")


class AlreadyStarted(MeetingEnded):
    """A late-comer."""

    reason = "started"
    text = N_("This meeting has already started.")
    advice = N_("Wait until it is over, then swap with one of them: p2pcard swap")


class MeetingFull(MeetingEnded):
    """More people than a meeting can hold."""

    reason = "full"
    text = N_("This meeting is full.")
    advice = N_("Make two tables, and start one meeting at each: p2pcard meet --host")


class OtherVersion(MeetingEnded):
    """Another version of the protocol."""

    reason = "newer-version"
    text = N_("The devices here speak different versions of p2pcard.")
    advice = N_("Install the newest version on all of them, then start again.")


class CouldNotSave(MeetingEnded):
    """The vault could not be written, so no receipt was given."""

    reason = "not-saved"
    text = N_("The cards came, but could not be saved.")
    advice = N_("Make room on the disk, then start again together: p2pcard meet")


class SwapEnded(ExchangeEnded):
    """A swap that ended early."""

    text = N_("The swap ended.")
    advice = N_("Start again together: p2pcard swap")


class SwapStopped(SwapEnded):
    """My person chose to stop."""

    reason = "stopped"
    text = N_("You stopped the swap.")


class WordDiffers(SwapEnded):
    """Three other words than the one on the scanner's screen."""

    reason = "word-differs"
    text = N_("The word was not the one on their screen. Perhaps another device answered.")
    advice = N_("Turn your screen away from others, then show a new code: p2pcard swap")


class SwapBroken(SwapEnded):
    """The other side closed the line, or said what does not belong here."""

    reason = "broken"
    text = N_("The other device ended the swap, or the line to it broke.")


class SwapTookTooLong(SwapEnded):
    """Nothing came in time."""

    reason = "timeout"
    text = N_("The other device did not answer in time.")
    advice = N_("Show a new code, and start again together: p2pcard swap")


class SwapNotSaved(SwapEnded):
    """The vault could not be written."""

    reason = "not-saved"
    text = N_("The card came, but could not be saved.")
    advice = N_("Make room on the disk, then start again together: p2pcard swap")


class CodeRanOut(SwapEnded):
    """Nobody scanned the code in time."""

    reason = "code-ran-out"
    text = N_("Nobody scanned the code within five minutes, so it is no longer good.")
    advice = N_("Show a new one: p2pcard swap")


class SwapNotKept(SwapEnded):
    """The book holds another card of the same person with the same sequence."""

    reason = "two-versions"
    text = N_("You hold another card of this person with the same number. One of the two is a bad copy.")
    advice = N_("Ask them to change their card, then swap again: p2pcard swap")
