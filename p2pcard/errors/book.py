"""Refusals of the book: the people a person holds, and the person's own cards."""

from p2pcard.errors.next_step import (
    AnswerAgain,
    AskSomebody,
    DoNothing,
    EditCard,
    NewCard,
    SeeCards,
    SeePeople,
    ShowCard,
)
from p2pcard.errors.refusal import N_, NOTHING_CHANGED, Refusal


class YourOwnCard(Refusal):
    """My own card, shown to me."""

    text = N_("This is your own card.")
    advice = N_("Ask the other person to show theirs: {next}")
    next = AskSomebody(ShowCard())


class OlderCard(Refusal):
    """A card with a lower sequence than the one already held."""

    text = N_("You already hold a newer card of {name}.")
    advice = N_("Do nothing: the newer card stays.")
    next = DoNothing()


class TwoVersions(Refusal):
    """Two different cards of one person with the same sequence."""

    text = N_("You hold another card of {name} with the same number. One of the two is a bad copy.")
    advice = N_("Ask {name} to change their card and show it again: {next}")
    next = AskSomebody(EditCard())


class NoSuchPerson(Refusal):
    """A name that nobody in the book has."""

    text = N_("You hold no card of “{name}”.")
    kept = NOTHING_CHANGED
    advice = N_("See who is there: {next}")
    next = SeePeople()


class SeveralPeople(Refusal):
    """A name that fits more than one person."""

    text = N_("“{name}” fits several people: {people}.")
    kept = NOTHING_CHANGED
    advice = N_("Write more of the name, or the letters in brackets.")
    next = AnswerAgain()


class NoSuchCard(Refusal):
    """A label that none of my cards has."""

    text = N_("You have no card called “{name}”.")
    kept = NOTHING_CHANGED
    advice = N_("See your cards: {next}")
    next = SeeCards()


class CardExists(Refusal):
    """A label that one of my cards already has."""

    text = N_("You already have a card called “{name}”.")
    kept = NOTHING_CHANGED
    advice = N_("Choose another name: {next}")
    next = NewCard()


class CardToRewrite(Refusal):
    """A card of my own from before a rule of text that others have by now."""

    text = N_("A line of your card holds something that other devices refuse by now.")
    kept = N_("Nothing was sent, and your card is as it was.")
    advice = N_("Write that line again: {next}")
    next = EditCard()


class LastCard(Refusal):
    """The only card cannot be dropped."""

    text = N_("This is your only card.")
    kept = NOTHING_CHANGED
    advice = N_("Write another one first: {next}")
    next = NewCard()
