"""Refusals of the shell: questions that are not answered, or not as they must be, and the demo."""

from p2pcard.errors.next_step import (
    AnswerAgain,
    Backup,
    BeginAgain,
    Demo,
    GivePhrase,
    NextStep,
    Restore,
    TryAgain,
)
from p2pcard.errors.refusal import N_, NOTHING_CHANGED, NOTHING_LOST, Refusal


class NoPhrase(Refusal):
    """A script gave no opening phrase, or one that cannot be read."""

    text = N_("The opening phrase is missing.")
    kept = NOTHING_CHANGED
    advice = N_("Write it into a file, and name that file in {next}.")
    next = GivePhrase()
    exit_code = 2


class NoAnswer(Refusal):
    """A question that nobody answers."""

    text = N_("A question was not answered.")
    kept = NOTHING_CHANGED
    advice = N_("Start again and answer it.")
    next: NextStep = TryAgain()
    exit_code = 2


class OutOfTries(Refusal):
    """The last of the tries that a person has; `text` says what was wrong with it, translated already."""

    text = N_("{text} That was the last try.")
    kept = NOTHING_CHANGED
    advice = N_("To begin again: {next}")
    next: NextStep = BeginAgain()


class NoCopyMade(OutOfTries):
    """Twelve words that were not typed back."""

    kept = N_("No copy was made, and nothing was changed.")
    advice = N_("To begin again: {next}")
    next = Backup()


class NothingBroughtBack(OutOfTries):
    """A copy that was not named, or its twelve words not typed."""

    kept = N_("Nothing was brought back.")
    advice = N_("To begin again: {next}")
    next = Restore()


class QuestionStopped(NoAnswer):
    """A question at which the person chose to stop."""

    text = N_("You stopped.")
    advice = N_("To begin again: {next}")
    next = BeginAgain()
    exit_code = 1


class DifferentPhrase(Refusal):
    """A new phrase that was not typed the same way twice."""

    text = N_("You did not type the phrase the same way twice.")
    kept = NOTHING_CHANGED
    advice = N_("Start again, and type slowly.")
    next = AnswerAgain()


class NotConfirmed(Refusal):
    """Something that cannot be undone, for which the word was not typed."""

    text = N_("You did not type the word {word}.")
    kept = NOTHING_LOST
    advice = N_("If you do mean it, start again and type {word}.")
    next = TryAgain()


class NotTheSixWords(Refusal):
    """Six proposed words that were typed back otherwise, and no own words typed twice."""

    text = N_("These are not the six words that are shown.")
    kept = NOTHING_CHANGED
    advice = N_("Type all six in their order. Words of your own are typed twice.")
    next = AnswerAgain()


class OtherWords(Refusal):
    """Twelve words typed back that are not the ones shown."""

    text = N_("These are not the twelve words that were shown.")
    kept = NOTHING_CHANGED
    advice = N_("Compare them with your paper, one by one and in order.")
    next = AnswerAgain()


class DemoFailed(Refusal):
    """The demo's own meeting did not come to its end."""

    text = N_("The demo stopped: {text}")
    kept = NOTHING_CHANGED
    advice = N_("Start it again: {next}")
    next = Demo()


class DeviceExhausted(Refusal):
    """The system has no more memory or open files to give; what was being done may be saved or not."""

    text = N_("This device gave p2pcard too little to work with: memory, or open files.")
    kept = NOTHING_LOST
    advice = N_("Close other programs, look whether your last step is saved, and try again.")
    next = TryAgain()
    exit_code = 3


class CallNotUnderstood(Refusal):
    """The page asked for something that its engine does not know."""

    text = N_("The page asked for something that this program does not know.")
    kept = NOTHING_CHANGED
    advice = N_("Load the page again.")
    next = TryAgain()
    exit_code = 2


class NewLinkNeeded(Refusal):
    """The link of the page was used, or too many opening phrases were tried without it."""

    text = N_("This link was used before, or is not the newest one.")
    kept = NOTHING_CHANGED
    advice = N_("Ask for a new link in the window where you started p2pcard.")
    next = TryAgain()
