"""Refusals of meetings and swaps: why they end, and what was typed."""

from typing import ClassVar

from p2pcard.errors.next_step import AnswerAgain, AskSomebody, HostMeeting, Meet, NextStep, Swap, Update
from p2pcard.errors.refusal import N_, Refusal


class NotAWord(Refusal):
    """Something typed that no phrase can hold."""

    text = N_("“{word}” is not among the words that are read here.")
    advice = N_("Listen again, then write at least three letters of each word, or all the digits.")
    next = AnswerAgain()


class MoreLetters(Refusal):
    """The beginning of more than one word of the list, so that it does not say which one was heard."""

    text = N_("More than one word here begins with “{word}”.")
    advice = N_("Write one more letter of that word.")
    next = AnswerAgain()

    def __init__(self, word: str) -> None:
        super().__init__(word=word)
        self.word = word


class Differs(Refusal):
    """A phrase or word that could be one, but is another than expected."""

    text = N_("These are not the words of this meeting.")
    advice = N_("Ask the person who reads to read once more.")
    next = AskSomebody()


class NotAnInvitation(Refusal):
    """A code of ours, but for something else."""

    text = N_("This code is for something else.")
    advice = N_("Ask the person what they show: a card, a swap or a meeting.")
    next = AskSomebody()


class ExchangeEnded(Refusal):
    """A meeting or swap that ended before anything was stored; `reason` is its name for programs."""

    reason: ClassVar[str] = ""


class MeetingEnded(ExchangeEnded):
    """A meeting that ended early; `number` is what the one who ended it says in the room, 0 if not known."""

    text = N_("The meeting ended.")
    advice = N_("Start again together: {next}")
    next: NextStep = Meet()

    def __init__(self, number: int = 0) -> None:
        super().__init__(number=number)


class MeetingStopped(MeetingEnded):
    """Somebody stopped it for all, because something is wrong."""

    reason = "stopped"
    text = N_("Somebody stopped the meeting: something is wrong.")
    advice = N_("Ask aloud what it is, then start again together: {next}")
    next = Meet()


class NumberStopped(MeetingStopped):
    """The same, and the host says whose device it was."""

    text = N_("Number {number} stopped the meeting: something is wrong.")


class MeetingStoppedHere(MeetingStopped):
    """My own person stopped it for all: the others are told that somebody did."""

    text = N_("You stopped the meeting for all.")
    advice = N_("Say aloud what is wrong, then start again together: {next}")
    next = Meet()


class CountDiffers(MeetingStopped):
    """My own person typed a different count three times: the others are told that somebody stopped."""

    reason = "count-differs"
    text = N_("The room does not count as many people as there are devices.")
    advice = N_("Look for a device that belongs to nobody in the room, then start again together: {next}")
    next = Meet()


class MeetingLeft(MeetingStopped):
    """My own person had to go: the line closes, and the others can go on."""

    reason = "you-left"
    text = N_("You left the meeting.")
    advice = N_("To come back, start again together: {next}")
    next = Meet()


class PhraseDiffers(MeetingEnded):
    """Somebody typed a different phrase three times."""

    reason = "phrase-differs"
    text = N_("What was read aloud is not what somebody's device shows.")
    advice = N_("Start again in another spot; if it happens twice, swap by code: {next}")
    next = Swap()


class AnswerDiffers(MeetingEnded):
    """The reader typed a different answer word three times."""

    reason = "answer-differs"
    text = N_("The answer word was not the one on the last person's device.")
    advice = N_("Start again in another spot; if it happens twice, swap by code: {next}")
    next = Swap()


class ListWrong(MeetingEnded):
    """A list of people that leaves somebody out, doubles somebody or goes against what was asked for."""

    reason = "list-wrong"
    text = N_("The list of people that came was not right.")
    advice = N_("Let another device start the meeting: {next}")
    next = AskSomebody(HostMeeting())


class ReaderDiffers(MeetingEnded):
    """The list names another reader than the person who took the role."""

    reason = "reader-differs"
    text = N_("The list names somebody else as the one who reads.")
    advice = N_("Let another device start the meeting: {next}")
    next = AskSomebody(HostMeeting())


class OpeningWrong(MeetingEnded):
    """Somebody opened another value than they had committed to, or one that cannot be."""

    reason = "opening-wrong"
    text = N_("One device did not keep to what it sent before.")
    advice = N_("Start again; if it happens twice, swap by code: {next}")
    next = Swap()


class SomebodyLeft(MeetingEnded):
    """A member that the run cannot go on without was gone."""

    reason = "left"
    text = N_("Somebody left, or you were left out, and the meeting does not go on here.")
    advice = N_("Ask aloud who and why, then start again together: {next}")
    next = Meet()


class NumberLeft(SomebodyLeft):
    """The same, and the host says whose device it was."""

    text = N_("Number {number} left, and the meeting cannot go on without them.")
    advice = N_("Ask aloud why, then start again together: {next}")


class TookTooLong(MeetingEnded):
    """A device did not answer in time."""

    reason = "timeout"
    text = N_("One device did not answer in time.")
    advice = N_("Start again together: {next}")
    next = Meet()


class MeetingBroken(MeetingEnded):
    """A message that does not belong here, or no line to the host any more."""

    reason = "broken"
    text = N_("The line to the device that started the meeting broke.")
    advice = N_("Start again together: {next}")
    next = Meet()


class AlreadyStarted(MeetingEnded):
    """A late-comer."""

    reason = "started"
    text = N_("This meeting has already started.")
    advice = N_("Wait until it is over, then swap with one of them: {next}")
    next = Swap()


class MeetingFull(MeetingEnded):
    """More devices than a meeting can hold, or than may come to it in this way."""

    reason = "full"
    text = N_("This meeting takes in no more devices in this way.")
    advice = N_(
        "Let the host start again with invitation only and show the new invitation only to people who are"
        " here; then come by that: {next}"
    )
    next = AskSomebody(HostMeeting(only_invited=True))


class OtherVersion(MeetingEnded):
    """Another version of the protocol."""

    reason = "newer-version"
    text = N_("The devices here speak different versions of p2pcard.")
    advice = N_("Install the newest version on all of them, then start again.")
    next = Update()


class CouldNotSave(MeetingEnded):
    """The vault could not be written, so no receipt was given."""

    reason = "not-saved"
    text = N_("The cards came, but could not be saved.")
    advice = N_("Make room on the disk, then start again together: {next}")
    next = Meet()


class CardsMissing(Refusal):
    """A meeting behind its keys in which cards of people who stayed did not come; what came is stored."""

    text = N_("Cards are missing: {missing} of {due}.")
    kept = N_("Nothing was lost: what came is stored.")
    advice = N_("Meet once more, all of you. The missing cards come, and nobody types a name: {next}")
    next = Meet()

    def __init__(self, missing: int, due: int) -> None:
        super().__init__(missing=missing, due=due)


class OlderCode(Refusal):
    """The code of a swap as version 1 made it, where one word on one side was all that was compared."""

    text = N_("This code was made by an older version of p2pcard.")
    advice = N_("Install the newest version on both devices, then swap again.")
    next = Update()


class OwnCode(Refusal):
    """The code of a swap that this device itself showed."""

    text = N_("This is your own code.")
    advice = N_("Take the code on the other screen, or let the other person take yours.")
    next = AskSomebody()


class CodeUsed(Refusal):
    """The code of a swap that this device called before: a second call would be a second guess for others."""

    text = N_("This device took this code before, and a code is good once.")
    advice = N_("Ask the other person to show a new one: {next}")
    next = AskSomebody(Swap())


class SwapEnded(ExchangeEnded):
    """A swap that ended early: while nothing of mine had left this device, where nothing else is said."""

    text = N_("The swap ended.")
    kept = N_("Nothing has left this device, and nothing was stored.")
    advice = N_("Start again together: {next}")
    next: NextStep = Swap()


class SwapStopped(SwapEnded):
    """My person chose to stop."""

    reason = "stopped"
    text = N_("You stopped the swap.")


class WordsDiffer(SwapEnded):
    """Three times other words than those on the other screen."""

    reason = "words-differ"
    text = N_("What you typed is not on the other screen. Perhaps somebody stands between you.")
    advice = N_("Stand face to face, take the code from the screen itself, and swap again: {next}")
    next = Swap()


class OtherDevice(SwapEnded):
    """What answered does not have the key that the code was made for."""

    reason = "other-device"
    text = N_("Another device answered than the one that made this code.")
    advice = N_("Take a new code from the screen of the person in front of you: {next}")
    next = Swap()


class SwapBroken(SwapEnded):
    """The other side closed the line, or said what does not belong here."""

    reason = "broken"
    text = N_("The other device ended the swap, or the line to it broke.")


class SwapTookTooLong(SwapEnded):
    """Nothing came in time."""

    reason = "timeout"
    text = N_("The swap took too long, so it ended.")
    advice = N_("Show a new code, and start again together: {next}")
    next = Swap()


class NotTyped(SwapEnded):
    """I typed what they said, and they went away or were silent before they had typed what I say."""

    reason = "not-typed"
    text = N_("They did not type what your screen says.")
    advice = N_("Ask them why, then swap again: {next}")
    next = AskSomebody(Swap())


class CardNotBack(SwapEnded):
    """Both had typed, and my card went; theirs did not come."""

    reason = "no-card"
    text = N_("Your card went to the person whose words you typed. Theirs did not come.")
    kept = N_("Nothing was stored here.")
    advice = N_("Swap again: {next}")
    next = Swap()


class CardUnreadable(SwapEnded):
    """Both had typed, and my card went; what came back is no card, an altered one or a newer one."""

    reason = "card-unreadable"
    text = N_("Your card went to the person whose words you typed. What came back is no whole card.")
    kept = N_("Nothing was stored here.")
    advice = N_("See that both of you have the newest p2pcard, then swap again: {next}")
    next = Swap()


class SwapNotSaved(SwapEnded):
    """The vault could not be written, when mine had gone."""

    reason = "not-saved"
    text = N_("Both cards were sent. Theirs came, but could not be saved.")
    kept = N_("Nothing was stored here.")
    advice = N_("Make room on the disk, then start again together: {next}")
    next = Swap()


class CodeRanOut(SwapEnded):
    """Nobody scanned the code in time."""

    reason = "code-ran-out"
    text = N_("Nobody scanned the code within five minutes, so it is no longer good.")
    advice = N_("Show a new one: {next}")
    next = Swap()


class SwapNotKept(SwapEnded):
    """The book holds another card of the same person with the same sequence."""

    reason = "two-versions"
    text = N_("You hold another card of this person with the same number. One of the two is a bad copy.")
    kept = N_("Your card went to them. Nothing was stored here.")
    advice = N_("Ask them to change their card, then swap again: {next}")
    next = Swap()
