"""Refusals of the shell: questions that are not answered, or not as they must be, and the demo."""

from p2pcard.errors.refusal import N_, NOTHING_CHANGED, NOTHING_LOST, Refusal


class NoPhrase(Refusal):
    """A script gave no opening phrase, or one that cannot be read."""

    text = N_("The opening phrase is missing.")
    kept = NOTHING_CHANGED
    advice = N_("Write it into a file, and name that file in P2PCARD_PASSPHRASE_FILE.")
    exit_code = 2


class NoAnswer(Refusal):
    """A question that nobody answers."""

    text = N_("A question was not answered.")
    kept = NOTHING_CHANGED
    advice = N_("Start the command again and answer it.")
    exit_code = 2


class OutOfTries(Refusal):
    """The last of the tries that a person has; `text` says what was wrong with it, translated already."""

    text = N_("{text} That was the last try.")
    kept = NOTHING_CHANGED
    advice = N_("To begin again: p2pcard")


class NoCopyMade(OutOfTries):
    """Twelve words that were not typed back."""

    kept = N_("No copy was made, and nothing was changed.")
    advice = N_("To begin again: p2pcard backup FILE")


class NothingBroughtBack(OutOfTries):
    """A copy that was not named, or its twelve words not typed."""

    kept = N_("Nothing was brought back.")
    advice = N_("To begin again: p2pcard restore FILE")


class QuestionStopped(NoAnswer):
    """A question at which somebody typed q."""

    text = N_("You stopped.")
    advice = N_("To begin again: p2pcard")
    exit_code = 1


class DifferentPhrase(Refusal):
    """A new phrase that was not typed the same way twice."""

    text = N_("You did not type the phrase the same way twice.")
    kept = NOTHING_CHANGED
    advice = N_("Start again, and type slowly.")


class NotConfirmed(Refusal):
    """Something that cannot be undone, for which the word was not typed."""

    text = N_("You did not type the word {word}.")
    kept = NOTHING_LOST
    advice = N_("If you do mean it, start again and type {word}.")


class OtherWords(Refusal):
    """Twelve words typed back that are not the ones shown."""

    text = N_("These are not the twelve words that were shown.")
    kept = NOTHING_CHANGED
    advice = N_("Compare them with your paper, one by one and in order.")


class DemoFailed(Refusal):
    """The demo's own meeting did not come to its end."""

    text = N_("The demo stopped: {text}")
    kept = NOTHING_CHANGED
    advice = N_("Start it again: p2pcard demo")
