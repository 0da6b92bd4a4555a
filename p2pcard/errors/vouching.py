"""Refusals about vouches, introductions and circles."""

from p2pcard.errors.next_step import (
    Accept,
    AnswerAgain,
    AskSomebody,
    ChangeRule,
    CheckPerson,
    CountInAnyway,
    CountInAsFounder,
    DoNothing,
    Either,
    Introduce,
    NewCircle,
    SeeCircles,
    SeeRule,
    Swap,
    Trace,
    Vouch,
)
from p2pcard.errors.refusal import N_, NOTHING_CHANGED, Refusal


class BadAcceptance(Refusal):
    """An acceptance by somebody else, or of something else."""

    text = N_("This was not agreed to by the person it is about.")
    advice = N_("Ask them to agree first: {next}")
    next = AskSomebody(Accept())


class NotAccepted(Refusal):
    """A vouch about somebody else that they did not accept."""

    text = N_("{name} has not agreed to this, so it does not count.")
    advice = N_("Ask {name} to agree first: {next}")
    next = AskSomebody(Accept())


class VouchRanOut(Refusal):
    """A vouch whose last month is past."""

    text = N_("What {name} wrote has run out. It was genuine when written.")
    advice = N_("Ask {name} to vouch again: {next}")
    next = AskSomebody(Vouch())


class VouchAhead(Refusal):
    """A vouch that is dated so far ahead that it could outlive its withdrawal."""

    text = N_("This is dated too far ahead.")
    advice = N_("Look at the clocks of both devices, then ask for it again.")
    next = AskSomebody()


class VouchWithdrawn(Refusal):
    """A vouch whose withdrawal this device has received."""

    text = N_("This was taken back by the person who wrote it.")
    advice = N_("Ask for a new one, from somebody who knows them now.")
    next = AskSomebody()


class VouchCopied(Refusal):
    """A vouch about me with the withdrawal handle of another author's, which one could end by the other."""

    text = N_("Part of what {name} wrote is the same as in what somebody else wrote about you.")
    advice = N_("Ask {name} to vouch again: {next}")
    next = AskSomebody(Vouch())


class CardRevoked(Refusal):
    """Something by or about a key whose owner declared it dead."""

    text = N_("The card behind this is dead: its owner said so.")
    advice = N_("Meet the person again and take their new card: {next}")
    next = Swap()


class UnknownVoucher(Refusal):
    """A vouch about me by somebody whose card I do not hold."""

    text = N_("You do not hold the card of the person who wrote this.")
    advice = N_("Swap cards with them first: {next}")
    next = Swap()


class UnknownSubject(Refusal):
    """A vouch about somebody whose card I do not hold."""

    text = N_("You do not hold the card of {name}, whom this is about.")
    advice = N_("Take their card first: {next}")
    next = Swap()


class NotTheirs(Refusal):
    """A vouch that in a meeting or swap was shown by somebody else than the person it is about."""

    text = N_("Only {name} may show this.")
    advice = N_("Ask {name} to show it.")
    next = AskSomebody()


class ManyVouches(Refusal):
    """More vouches about one person than anybody needs."""

    text = N_("You already hold {limit} vouches about {name}.")
    advice = N_("Do nothing: they are enough.")
    next = DoNothing()


class ManyWithdrawals(Refusal):
    """One contact delivered more withdrawals in a year than a person can mean."""

    text = N_("This person took back more words this year than one person gives.")
    advice = N_("Ask them what happened to their device.")
    next = AskSomebody()


class NotForYou(Refusal):
    """An introduction that was made for somebody else."""

    text = N_("This introduction by {name} was not made for you.")
    advice = N_("Ask {name}.")
    next = AskSomebody()


class IntroductionRanOut(Refusal):
    """An introduction whose last month is past."""

    text = N_("What {name} wrote has run out. It was genuine when written.")
    advice = N_("Ask {name} to introduce you again: {next}")
    next = AskSomebody(Introduce())


class NotIntroduced(Refusal):
    """A card that came as if by an introduction that I did not agree to, or that is not whole."""

    text = N_("This card came without an introduction that you agreed to.")
    advice = N_("Ask the person who sent it.")
    next = AskSomebody()


class ManyIntroductions(Refusal):
    """More introductions waiting than a person can answer."""

    text = N_("{limit} introductions are already waiting for you.")
    advice = N_("Answer those first: {next}")
    next = Accept()


class NothingForYou(Refusal):
    """A bundle in which nothing concerns me."""

    text = N_("There is nothing for you in this.")
    advice = N_("Ask the person who gave it to you whom it is for.")
    next = AskSomebody()


class NotMet(Refusal):
    """Something that only holds for people one met."""

    text = N_("You have not met {name} in person.")
    kept = NOTHING_CHANGED
    advice = N_("Meet first, and swap cards: {next}")
    next = Swap()


class NoVouch(Refusal):
    """Nothing of mine about this person to withdraw."""

    text = N_("You have not vouched for {name}.")
    kept = NOTHING_CHANGED
    advice = N_("See what there is: {next}")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.next = Trace(name)


class NothingToAccept(Refusal):
    """Nobody vouches for me or introduces me just now."""

    text = N_("Nothing is waiting for your answer.")
    kept = NOTHING_CHANGED
    advice = N_("Ask somebody who knows you to vouch for you.")
    next = AskSomebody()


class NothingToShow(Refusal):
    """Nobody vouches for me."""

    text = N_("Nobody has vouched for you yet.")
    kept = NOTHING_CHANGED
    advice = N_("Ask somebody who knows you to vouch for you.")
    next = AskSomebody()


class NotHere(Refusal):
    """A name that nobody who takes part has."""

    text = N_("“{name}” is not here.")
    kept = NOTHING_CHANGED
    advice = N_("Write the name as it stands on their card.")
    next = AnswerAgain()


class NothingFor(Refusal):
    """Nothing of mine is on its way to this person."""

    text = N_("You have nothing for {name}.")
    kept = NOTHING_CHANGED
    advice = N_("Vouch for them first: {next}")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.next = Vouch(name)


class TheSamePerson(Refusal):
    """Two names that fit one person."""

    text = N_("Both names fit {name}.")
    kept = NOTHING_CHANGED
    advice = N_("Name two different people: {next}")
    next = Introduce()


class StillNew(Refusal):
    """A person that a circle's rule does not let me mark yet."""

    text = N_("{name} is new in “{circle}”. Its rule says to wait ({when}).")
    kept = NOTHING_CHANGED
    advice = N_("Wait, or change the rule: {next}")

    def __init__(self, name: str, circle: str, when: int) -> None:
        super().__init__(name=name, circle=circle, when=when)
        self.next = ChangeRule(circle)


class NoSuchCircle(Refusal):
    """A name that no circle of mine has."""

    text = N_("You have no circle called “{name}”.")
    kept = NOTHING_CHANGED
    advice = N_("See your circles: {next}")
    next = SeeCircles()


class CircleExists(Refusal):
    """A name that one of my circles already has."""

    text = N_("You already have a circle called “{name}”.")
    kept = NOTHING_CHANGED
    advice = N_("Choose another name: {next}")
    next = NewCircle()


class NotYet(Refusal):
    """Somebody who does not meet a circle's rule yet."""

    text = N_("Not yet: {name} has {have} of {need}.")
    kept = NOTHING_CHANGED
    advice = N_("See who is needed: {next}. Who was there from the start: {other}")

    def __init__(self, circle: str, name: str, have: int, need: int) -> None:
        super().__init__(name=name, have=have, need=need)
        self.next = Either(CheckPerson(name), CountInAsFounder(circle, name))


class OverBudget(Refusal):
    """Too many newcomers of this quarter rest on the same person."""

    text = N_("You took as many newcomers this quarter on the word of the same people as the rule allows.")
    kept = NOTHING_CHANGED
    advice = N_("Wait for the next quarter, or {next} if you talked about it together.")

    def __init__(self, circle: str, name: str) -> None:
        super().__init__()
        self.next = CountInAnyway(circle, name)


class RuleNotUnderstood(Refusal):
    """A text that is no rule of a circle."""

    text = N_("This is not the rule of a circle.")
    kept = NOTHING_CHANGED
    advice = N_("Ask for its text: {next}")
    next = AskSomebody(SeeRule())
