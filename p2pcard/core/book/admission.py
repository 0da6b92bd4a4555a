"""My circles in a book, and a rule put to the facts: who may be counted in, who may be marked (spec 17)."""

from dataclasses import dataclass, replace

from p2pcard.core.book import forgetting, retention, verdict
from p2pcard.core.book.book import Book, Contact
from p2pcard.core.book.circles import QUARTER, Circle, Place, Rule, quarter
from p2pcard.core.book.routes import NOBODY, Mark, Network, People
from p2pcard.core.book.verdict import Answer
from p2pcard.core.formats import text
from p2pcard.core.formats.frozen import put, without
from p2pcard.errors import CardRevoked, CircleExists, NoSuchCircle, NotMet, NotYet, OverBudget, StillNew


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a person meets a circle's rule, and why.

    `have` of `need` separate people, myself included (`own`) if I vouch for them.
    `bound` are the people that others' vouches depend on, each with the people
    I know through them alone. `spent` are people on whose word I already took as
    many newcomers this quarter as the rule allows, and `through_spent` says the
    same of all people I know only through others. `new` are the people who came
    as newcomers themselves; only one of them counts. `place` is there for a
    person who is counted in already; `renew` where something of what confirmed
    them ended.
    """

    rule: Rule
    answer: Answer
    own: bool
    have: int
    spent: tuple[bytes, ...]
    through_spent: bool
    new: tuple[bytes, ...]
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


@dataclass(frozen=True, slots=True)
class _Counting:
    """The network about one person, and whose word does not count this time."""

    network: Network
    key: bytes
    spent: People
    new: People
    through_spent: bool

    def separate(self) -> int:
        """Return how many separate routes count, of newcomers at most one."""
        most = 0
        for one in (NOBODY, *(frozenset((key,)) for key in self.new)):
            found = self.network.answer(self.key, self.spent | (self.new - one)).separate
            most = max(most, sum(len(route) == 1 for route in found) if self.through_spent else len(found))
        return most


def check(book: Book, name: str, contact: Contact, month: int) -> Admission:
    """Put a circle's rule to what this book holds about somebody; raises NoSuchCircle."""
    circle, network = find(book, name), verdict.lay_out(book, month)
    answer = verdict.answer(book, network, contact.key, month)
    own, place = verdict.is_given(book, contact.key, month), circle.people.get(contact.key)
    counting = _counting(book, network, answer, circle, month)
    left = verdict.kept(book, contact.key, month) if place else None  # who it was cannot be counted any more
    return Admission(
        rule=circle.rule,
        answer=answer,
        own=own,
        have=max(counting.separate(), len(left.routes) if left else 0) + own,
        spent=tuple(sorted(counting.spent)),
        through_spent=counting.through_spent and any(len(route) == 2 for route in answer.verdict.routes),
        new=tuple(sorted(counting.new)),
        bound=_bound(answer),
        place=place,
        renew=answer.kept is not None and answer.kept.renew,
        revoked=contact.key in book.vouches.revoked,
    )


def _counting(book: Book, network: Network, answer: Answer, circle: Circle, month: int) -> _Counting:
    """Tell whose word counts for this circle now; a person who is counted in is past all budgets."""
    between = frozenset(key for route in answer.verdict.routes for key in route)
    new = frozenset(key for key in between if _came_new(book, key))
    if answer.verdict.person in circle.people:
        return _Counting(network, answer.verdict.person, NOBODY, new, through_spent=False)
    spent = frozenset(key for key in between if _brought(book, key, month) >= circle.rule.budget)
    through = book.settings.through_others.in_period(quarter(month)) >= circle.rule.budget
    return _Counting(network, answer.verdict.person, spent, new, through_spent=through)


def find(book: Book, name: str) -> Circle:
    """Return my circle of this name; raises NoSuchCircle."""
    if name not in book.circles:
        raise NoSuchCircle(name=name)
    return book.circles[name]


def named(book: Book, typed: str) -> str:
    """Return how a circle of mine is called, whatever accents and case were typed; raises NoSuchCircle."""
    exact, wanted = text.tidy(typed), text.plain(text.tidy(typed))
    alike = (each for each in sorted(book.circles) if text.plain(each) == wanted)
    found = exact if exact in book.circles else next(alike, None)
    if found is None:
        raise NoSuchCircle(name=typed)
    return found


def begin(book: Book, name: str, rule: Rule) -> Book:
    """Return the book with a new circle; raises CircleExists, also where another one differs only in case."""
    for each in book.circles:
        if text.plain(each) == text.plain(name):
            raise CircleExists(name=each)
    return _with_circle(book, name, Circle(rule))


def change(book: Book, name: str, rule: Rule) -> Book:
    """Return the book in which a circle has this rule; raises NoSuchCircle."""
    return _with_circle(book, name, replace(find(book, name), rule=rule))


def leave(book: Book, root: bytes, name: str, month: int, *, forget: bool) -> Book:
    """Return the book without a circle, and with `forget` without its people who are in no other.

    Raises NoSuchCircle.
    """
    left = find(book, name)
    book = replace(book, circles=without(book.circles, name))
    elsewhere = {key for circle in book.circles.values() for key in circle.people}
    for key in [key for key in left.people if key not in elsewhere] if forget else []:
        book = forgetting.forget(book, root, key)
    return retention.settle(book, month)


def found(book: Book, name: str, contact: Contact, month: int) -> Book:
    """Count a person I met in, who was there from the start.

    Raises NoSuchCircle, NotMet, CardRevoked or StillNew.
    """
    circle = find(book, name)
    if not contact.provenance.how.met:
        raise NotMet(name=contact.name)
    if contact.key in book.vouches.revoked:
        raise CardRevoked
    if month < (until := _new_until(circle, contact.key)):
        raise StillNew(name=contact.name, circle=name, when=until)
    return _with_place(book, name, circle, contact, Place(month, founder=True))


def admit(book: Book, name: str, contact: Contact, month: int, *, anyway: bool = False) -> Book:
    """Count a newcomer in who meets the rule, and note on whose word; their own word does not count yet.

    `anyway` goes beyond a budget, never below the number of people. Raises
    NoSuchCircle, CardRevoked, NotYet or OverBudget.
    """
    checked = check(book, name, contact, month)
    if checked.place is not None:
        return book
    if checked.revoked:
        raise CardRevoked
    if not checked.met:
        _refuse_below(book, name, checked, contact, month, anyway=anyway)
    book = _charged(book, checked, month)
    if checked.rule.probation:
        book = _marked(book, book.contacts[contact.key], Mark.NO, month)
    return _with_place(book, name, find(book, name), contact, Place(month))


def _refuse_below(
    book: Book, circle: str, checked: Admission, contact: Contact, month: int, *, anyway: bool
) -> None:
    """Refuse a person who has too few people; with `anyway`, budgets aside."""
    network, key = verdict.lay_out(book, month), contact.key
    unlimited = _Counting(network, key, NOBODY, frozenset(checked.new), through_spent=False)
    if unlimited.separate() + checked.own < checked.need:
        raise NotYet(circle=circle, name=contact.name, have=checked.have, need=checked.need)
    if not anyway:
        raise OverBudget(circle=circle, name=contact.name)


def _charged(book: Book, checked: Admission, month: int) -> Book:
    """Note a newcomer for everybody alone on a route; if those who count are too few, for the others, too."""
    alone = [route[0] for route in checked.answer.verdict.routes if len(route) == 1]
    for key in alone:
        near = book.contacts[key]
        book = book.with_contact(replace(near, brought=near.brought.add(quarter(month))))
    count = [key for key in alone if key not in checked.spent]
    new = sum(key in checked.new for key in count)
    if len(count) - max(new - 1, 0) + checked.own >= checked.need:
        return book
    tally = book.settings.through_others.add(quarter(month))
    return book.with_settings(replace(book.settings, through_others=tally))


def mark(book: Book, contact: Contact, wanted: Mark, month: int) -> Book:
    """Note whether a person's word on newcomers counts with me; raises NotMet, CardRevoked or StillNew.

    Where it counts less than before, the people they may have brought are to be asked anew.
    """
    if wanted is not Mark.NO:
        if not contact.provenance.how.met:
            raise NotMet(name=contact.name)
        if contact.key in book.vouches.revoked:
            raise CardRevoked
        for name, circle in book.circles.items():
            until = _new_until(circle, contact.key)
            if month < until:
                raise StillNew(name=contact.name, circle=name, when=until)
    return _marked(book, contact, wanted, month)


def _marked(book: Book, contact: Contact, wanted: Mark, month: int) -> Book:
    """Change a mark, and look anew at everybody who may rest on it."""
    if wanted is contact.mark:
        return book
    marked = book.with_contact(replace(contact, mark=wanted))
    return retention.settle(retention.doubt(marked) if wanted < contact.mark else marked, month, over=False)


def _new_until(circle: Circle, key: bytes) -> int:
    """Return the first month in which somebody is no longer new in a circle."""
    place = circle.people.get(key)
    if place is None or place.founder:
        return 0
    return (quarter(place.month) + circle.rule.probation) * QUARTER


def _with_circle(book: Book, name: str, circle: Circle) -> Book:
    return replace(book, circles=put(book.circles, name, circle))


def _with_place(book: Book, name: str, circle: Circle, contact: Contact, place: Place) -> Book:
    return _with_circle(book, name, replace(circle, people=put(circle.people, contact.key, place)))


def _came_new(book: Book, key: bytes) -> bool:
    """Tell whether somebody came to one of my circles as a newcomer."""
    places = (circle.people.get(key) for circle in book.circles.values())
    return any(place is not None and not place.founder for place in places)


def _brought(book: Book, key: bytes, month: int) -> int:
    contact = book.contacts.get(key)
    return contact.brought.in_period(quarter(month)) if contact else 0


def _bound(answer: Answer) -> tuple[tuple[bytes, tuple[bytes, ...]], ...]:
    """Return those who are alone on a route, each with the other vouchers known through them alone."""
    routes = answer.verdict.routes
    alone = [route[0] for route in routes if len(route) == 1]
    through = {
        route[1]: {each[0] for each in routes if each[1:] == route[1:]} for route in routes if len(route) == 2
    }
    found = ((near, tuple(far for far, nears in through.items() if nears == {near})) for near in alone)
    return tuple((near, fars) for near, fars in found if fars)
