"""Refusals of the book: whom one holds, and one's own cards."""

from p2pcard.errors.refusal import N_, NOTHING_CHANGED, Refusal


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
