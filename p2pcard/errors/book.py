"""Refusals of the book: whom one holds, and one's own cards."""

from p2pcard.errors.refusal import N_, NOTHING_CHANGED, NOTHING_LOST, Refusal


class YourOwnCard(Refusal):
    """My own card, shown to me."""

    text = N_("This is your own card.")
    advice = N_("Ask the other person to show theirs: p2pcard show")


class OlderCard(Refusal):
    """A card with a lower sequence than the one already held."""

    text = N_("You already hold a newer card of {name}.")
    advice = N_("Do nothing: the newer card stays.")


class TwoVersions(Refusal):
    """Two different cards of one person with the same sequence."""

    text = N_("You hold another card of {name} with the same number. One of the two is a bad copy.")
    advice = N_("Ask {name} to change their card and show it again: p2pcard card edit")


class NoSuchPerson(Refusal):
    """A name that nobody in the book has."""

    text = N_("You hold no card of “{name}”.")
    kept = NOTHING_CHANGED
    advice = N_("See who is there: p2pcard people")


class SeveralPeople(Refusal):
    """A name that fits more than one person."""

    text = N_("“{name}” fits several people: {people}.")
    kept = NOTHING_CHANGED
    advice = N_("Write more of the name, or the letters in brackets.")


class NoSuchCard(Refusal):
    """A label that none of my cards has."""

    text = N_("You have no card called “{name}”.")
    kept = NOTHING_CHANGED
    advice = N_("See your cards: p2pcard card list")


class Locked(Refusal):
    """Something was asked of a vault that is not open."""

    text = N_("Your cards are locked.")
    kept = NOTHING_CHANGED
    advice = N_("Open them with your opening phrase: p2pcard")
    exit_code = 3


class CardExists(Refusal):
    """A label that one of my cards already has."""

    text = N_("You already have a card called “{name}”.")
    kept = NOTHING_CHANGED
    advice = N_("Choose another name: p2pcard card new NAME")


class LastCard(Refusal):
    """The only card cannot be dropped."""

    text = N_("This is your only card.")
    kept = NOTHING_CHANGED
    advice = N_("Write another one first: p2pcard card new NAME")


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
    advice = N_("Start again, and write all twelve in order: p2pcard backup FILE")


class DemoFailed(Refusal):
    """The demo's own meeting did not come to its end."""

    text = N_("The demo stopped: {text}")
    kept = NOTHING_CHANGED
    advice = N_("Start it again: p2pcard demo")
