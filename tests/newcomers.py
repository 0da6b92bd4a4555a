"""Circles of my own for the tests: who is counted in, and on whose word."""

from dataclasses import replace

from p2pcard.core.book import admission
from p2pcard.core.book.admission import admit, check, found
from p2pcard.core.book.circles import Rule
from p2pcard.core.book.tally import Tally
from tests.peers import MONTH
from tests.vouchers import key_of

QUARTER = MONTH // 3
JANUARY = MONTH + 2  # where the next quarter begins


def circle(book, people=2, budget=3, probation=2, name="street"):
    """The book with a circle of this rule."""
    return admission.begin(book, name, Rule(people, budget, probation))


def contact(book, name="Teo"):
    return book.contacts[key_of(name)]


def checked(book, name="Teo", month=MONTH, circle="street"):
    """What the rule says of somebody."""
    return check(book, circle, contact(book, name), month)


def counted_in(book, name="Teo", month=MONTH, *, anyway=False, circle="street"):
    """The book in which somebody came as a newcomer."""
    return admit(book, circle, contact(book, name), month, anyway=anyway)


def founder(book, name, month=MONTH, circle="street"):
    """The book in which somebody was there from the start."""
    return found(book, circle, contact(book, name), month)


def having_brought(book, **counts):
    """The book in which so many newcomers came on these people's word in this quarter."""
    for name, count in counts.items():
        book = book.with_contact(replace(contact(book, name), brought=Tally(QUARTER, count)))
    return book


def credits(book, *names):
    """How many newcomers came on each one's word in this quarter."""
    return [contact(book, name).brought.in_period(QUARTER) for name in names]
