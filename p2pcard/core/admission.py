"""Who may be counted into a circle, and who may be marked: a rule put to the facts in a book (spec 17)."""

from dataclasses import dataclass, replace
from types import MappingProxyType

from p2pcard.core import verdict
from p2pcard.core.book import Book, Contact
from p2pcard.core.circles import QUARTER, Circle, Place, Rule, quarter
from p2pcard.core.routes import Mark
from p2pcard.core.verdict import Answer
from p2pcard.errors import CardRevoked, CircleExists, NoSuchCircle, NotMet, NotYet, OverBudget, StillNew


@dataclass(frozen=True, slots=True)
class Check:
    """Whether somebody meets a circle's rule, and why.

    `have` of `need` separate people, myself included (`own`) if I vouch for them.
    `bound` are those on whom others' vouches depend, each with the people whom I
    know through them alone; `spent` are people on whose word I already took as
    many newcomers this quarter as the rule allows. `place` is there for whoever
    is counted in already; `renew` where something of what confirmed them ended.
    """

    rule: Rule
    answer: Answer
    own: bool
    have: int
    spent: tuple[bytes, ...]
    bound: tuple[tuple[bytes, tuple[bytes, ...]], ...]
    place: Place | None
    renew: bool
    revoked: bool

    @property
    def need(self) -> int:
        """How many separate people the rule asks for."""
        return self.rule.people

    @property
    def met(self) -> bool:
        """Whether the rule is met."""
        if self.revoked:
            return False
        return self.have >= self.need or (self.place is not None and self.place.founder)


def check(book: Book, name: str, contact: Contact, month: int) -> Check:
    """Put a circle's rule to what this book holds about somebody; raises NoSuchCircle."""
    circle = find(book, name)
    network = verdict.lay_out(book, month)
    answer = verdict.answer(book, network, contact.key, month)
    own, place = verdict.is_given(book, contact.key, month), circle.people.get(contact.key)
    spent = () if place else tuple(each for each in _near(answer) if _left(book, each, circle, month) < 1)
    free = sum(route[0] not in spent for route in answer.verdict.separate)
    kept = len(answer.kept.routes) if answer.kept and place else 0  # who it was cannot be counted any more
    return Check(
        rule=circle.rule,
        answer=answer,
        own=own,
        have=max(free, kept) + own,
        spent=spent,
        bound=_bound(answer),
        place=place,
        renew=answer.kept is not None and answer.kept.renew,
        revoked=contact.key in book.vouches.revoked,
    )


def find(book: Book, name: str) -> Circle:
    """Return my circle of this name; raises NoSuchCircle."""
    if name not in book.circles:
        raise NoSuchCircle(name=name)
    return book.circles[name]


def begin(book: Book, name: str, rule: Rule) -> Book:
    """Return the book with a new circle; raises CircleExists."""
    if name in book.circles:
        raise CircleExists(name=name)
    return with_circle(book, name, Circle(rule))


def with_circle(book: Book, name: str, circle: Circle) -> Book:
    """Return the book in which a circle is so."""
    return replace(book, circles=MappingProxyType({**book.circles, name: circle}))


def without_circle(book: Book, name: str) -> Book:
    """Return the book without a circle; raises NoSuchCircle."""
    find(book, name)
    return replace(book, circles=MappingProxyType({n: c for n, c in book.circles.items() if n != name}))


def found(book: Book, name: str, contact: Contact, month: int) -> Book:
    """Count somebody in who was there from the start, whom I met; raises NoSuchCircle or NotMet."""
    circle = find(book, name)
    if not contact.provenance.how.met:
        raise NotMet(name=contact.name)
    return _with_place(book, name, circle, contact, Place(month, founder=True))


def admit(book: Book, name: str, contact: Contact, month: int, *, anyway: bool = False) -> Book:
    """Count a newcomer in who meets the rule, and note on whose word.

    `anyway` goes beyond a budget, never below the number of people. Raises
    NoSuchCircle, CardRevoked, NotYet or OverBudget.
    """
    checked = check(book, name, contact, month)
    if checked.place is not None:
        return book
    if checked.revoked:
        raise CardRevoked
    without_budget = checked.answer.people + checked.own
    if checked.have < checked.need and not (anyway and without_budget >= checked.need):
        if without_budget >= checked.need:
            names = ", ".join(book.contacts[each].name for each in checked.spent)
            raise OverBudget(count=checked.rule.budget, people=names)
        raise NotYet(name=contact.name, have=checked.have, need=checked.need)
    for key in _near(checked.answer):
        near = book.contacts[key]
        book = book.with_contact(replace(near, brought=near.brought.add(quarter(month))))
    return _with_place(book, name, find(book, name), contact, Place(month))


def mark(book: Book, contact: Contact, wanted: Mark, month: int) -> Book:
    """Note whether somebody's word on newcomers counts with me; raises NotMet or StillNew."""
    if wanted is not Mark.NO:
        if not contact.provenance.how.met:
            raise NotMet(name=contact.name)
        for name, circle in book.circles.items():
            until = _new_until(circle, contact.key)
            if month < until:
                raise StillNew(name=contact.name, circle=name, when=until)
    return book.with_contact(replace(contact, mark=wanted))


def _new_until(circle: Circle, key: bytes) -> int:
    """Return the first month in which somebody is no longer new in a circle."""
    place = circle.people.get(key)
    if place is None or place.founder:
        return 0
    return (quarter(place.month) + circle.rule.probation) * QUARTER


def _with_place(book: Book, name: str, circle: Circle, contact: Contact, place: Place) -> Book:
    people = MappingProxyType({**circle.people, contact.key: place})
    return with_circle(book, name, replace(circle, people=people))


def _near(answer: Answer) -> tuple[bytes, ...]:
    """Return the people I met and marked on whom the separate routes rest, one each."""
    return tuple(route[0] for route in answer.verdict.separate)


def _left(book: Book, key: bytes, circle: Circle, month: int) -> int:
    return circle.rule.budget - book.contacts[key].brought.in_period(quarter(month))


def _bound(answer: Answer) -> tuple[tuple[bytes, tuple[bytes, ...]], ...]:
    """Return those who are alone on a route, each with the other vouchers known through them alone."""
    routes = answer.verdict.routes
    alone = [route[0] for route in routes if len(route) == 1]
    through = {
        route[1]: {each[0] for each in routes if each[1:] == route[1:]} for route in routes if len(route) == 2
    }
    found = ((near, tuple(far for far, nears in through.items() if nears == {near})) for near in alone)
    return tuple((near, fars) for near, fars in found if fars)
