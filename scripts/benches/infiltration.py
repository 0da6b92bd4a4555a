"""How many fakes get into a circle in two years, and how many honest newcomers have to come twice.

The world is that of an earlier simulation: 25 founders, some of them infiltrators; honest
ones have met with probability 0.6, infiltrators have met everybody; in each quarter some are tricked into
vouching for one fake each; all fakes stand in front of everybody honest. The program's own code decides
who is counted in, with real books and cards. Only the vouches carry no signature: no book looks at one again.

The attacker is greedy and plays against each book by itself. A fake comes with two vouches, for more cost
more budget; a tricked one is kept where that loses nothing now; at last a fake tries with all there are.
"""

import random
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from itertools import chain, combinations, islice, zip_longest
from typing import NamedTuple

from p2pcard.core.book import admission, retention
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.circles import QUARTER, Rule
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.vouches import SHOWN_LIMIT, Held
from p2pcard.core.formats import calendar, crypto
from p2pcard.core.statements import card
from p2pcard.core.statements.card import Card
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.core.statements.vouch import Handle, Manner, Vouch
from p2pcard.errors import NotYet, OverBudget, StillNew

RULE, NAME, FIRST = Rule(), "circle", 681  # the attack begins with this month, the first of a quarter
FOUNDERS, ACQUAINTED, BACKERS, CAP, QUARTERS = 25, 0.6, 3, 200, 8
SEEDS, FEWER_SEEDS, GROUPS, TRIES = 20, 4, 100, 60
FAKES, WORD, NAMED = range(1_000, 1_000 + CAP), Mark.THEIR_WORD, Mark.THOSE_THEY_NAME
CASES = ((1, 0), (1, 1), (2, 0), (2, 1), (3, 0))  # infiltrators, and people tricked in each quarter
LIMITS, GROWTH = (0, 8, 24, CAP, 45), 2.2  # after 8 quarters; at most so many times as many after 16
SIMPLER = {  # people, budget, probation; and what an earlier simulation found
    "1 vouch": ((1, CAP, 0), (200, 200, 200, 200, 200)),
    "2 vouches": ((2, CAP, 0), (0, 200, 200, 200, 200)),
    "2 vouches, budget, probation": ((2, RULE.budget, RULE.probation), (0, 112, 200, 200, 200)),
}
NO_COMMON_ANCESTOR = (0, 8, 24, 30, 42)  # the last one with such vouchers only; from the same source
TARGETS = {25: 6, 10: 13, 5: 24}  # founders, and percent of newcomers who may have to come twice


class Case(NamedTuple):
    """Who attacks, and what the others do: each marks all founders they met, and perhaps more."""

    bad: int = 0
    tricked: int = 0
    mark: Mark = WORD
    newcomers: bool = False  # everybody also marks the people they counted in, as soon as the rule lets them
    pass_on: bool = False  # a tricked vouch says that the fake may introduce
    unmet: bool = False  # infiltrators met no more people than others do; these vouch for them


class Lead(NamedTuple):
    """A voucher, and the marked person on the way there, who vouches for the voucher since a month."""

    near: int
    voucher: int
    month: int


class World:
    """Founders by number, infiltrators first: people each met, vouchers of each, and tricked vouches."""

    def __init__(self, case: Case, seed: int, quarters: int, founders: int = FOUNDERS) -> None:
        self.case, chance = case, random.Random(seed)  # noqa: S311 - the same world each time
        self.met: dict[int, set[int]] = {each: set() for each in range(founders)}
        for one, other in combinations(range(founders), 2):
            if (one < case.bad and not case.unmet) or chance.random() < ACQUAINTED:
                self.met[one].add(other)
                self.met[other].add(one)
        honest = {each: sorted(met - {*range(case.bad)}) for each, met in self.met.items()}
        self.backers = {each: chance.sample(met, min(BACKERS, len(met))) for each, met in honest.items()}
        days = [FIRST + quarter * QUARTER for quarter in range(quarters) for _ in range(case.tricked)]
        some = [chance.randrange(case.bad, founders) for _ in days]
        self.tricks = [*map(Lead, some, FAKES[::-1], days)]


def play(case: Case, quarters: int, seed: int) -> list[tuple[float, int]]:
    """Return after each quarter how many fakes are in a circle, on average, and how many in any."""
    world = World(case, seed, quarters)
    checkers = [Checker(world, number) for number in range(case.bad, FOUNDERS)]
    inside = ([checker.turn(quarter) for checker in checkers] for quarter in range(quarters))
    return [(statistics.mean(map(len, each)), len(frozenset().union(*each))) for each in inside]


class Checker:
    """An honest person with a book, and the attacker who plays against it."""

    def __init__(self, world: World, number: int) -> None:
        self.world, self.case, self.number, self.month = world, world.case, number, FIRST - 1
        book = admission.begin(Book(_key(number)), NAME, RULE)
        for other in sorted(world.met[number]):
            book = book.accept(_card(other), How.QR, self.month)
            book = admission.found(book, NAME, book.contacts[_key(other)], self.month)
            book = admission.mark(book, book.contacts[_key(other)], world.case.mark, self.month)
        self.book = book

    def begin(self, quarter: int) -> None:
        """Forget what is to be forgotten, and mark newcomers who may be marked."""
        self.month = FIRST + quarter * QUARTER
        self.book = retention.settle(self.book, self.month)
        for person in _inside(self.book) if self.case.newcomers else ():
            with suppress(StillNew):
                self.book = admission.mark(self.book, self.book.contacts[person], self.case.mark, self.month)

    def turn(self, quarter: int) -> frozenset[bytes]:
        """Let the attacker have a quarter; return which fakes are in the circle by now."""
        self.begin(quarter)
        good = [each for each in self.world.tricks if 0 <= self.month - each.month <= calendar.LIFE]
        for by, fake, month in good:
            if by == self.number and month == self.month:
                book = self.book.accept(_card(fake), How.QR, month)
                self.book = replace(book, vouches=book.vouches.with_given(_held(by, fake, month)))
        heard, inside = {self.number, *self.world.met[self.number]}, _inside(self.book)
        heard |= {each.near for each in good if self.backing(each.near)}
        waiting = [each for each in good if each.near in heard and _key(each.voucher) not in inside]
        plans = [self._spend(waiting[:count], good) for count in range(len(waiting) + 1)[-2:]]
        self.book = max(plans, key=lambda book: len(_inside(book)))  # the first of those that are as good
        return _inside(self.book)

    def _spend(self, waiting: Sequence[Lead], good: Sequence[Lead]) -> Book:
        """Use these tricked vouches, then show fakes until one is refused."""
        book, leads = self.book, tuple(self._leads(good))
        for by, fake, month in waiting:
            words = [*self.backing(by), _held(by, fake, month, may_introduce=self.case.pass_on)]
            tries = [[*words, *self.vouches(fake, [lead])] for lead in self._ordered(book, leads, fake)]
            book = self.show(book, fake, tries) or book
        inside = _inside(book)
        for fake in (fake for fake in FAKES if _key(fake) not in inside):
            ordered = self._ordered(book, leads, fake)
            pairs = (two for two in combinations(ordered, 2) if not {*two[0][:2]} & {*two[1][:2]})
            after = self.show(book, fake, map(partial(self.vouches, fake), (*islice(pairs, TRIES), ordered)))
            if after is None:
                break
            book = after
        return book

    def _leads(self, good: Sequence[Lead]) -> Iterator[Lead]:
        """Walk through the attacker's vouchers, each with all ways of leading this checker there."""
        bad, contacts = range(self.case.bad), self.book.contacts.items()
        marked = {person for person, contact in contacts if contact.mark}
        yield from (Lead(each, each, self.month) for each in (*bad, *FAKES) if _key(each) in marked)
        known = [Lead(near, each, self.month) for each in bad for near in self.world.met[each] - {*bad}]
        for lead in (*known, *(good if self.case.pass_on else ())) if self.case.mark is NAMED else ():
            if _key(lead.near) in marked and _key(lead.voucher) not in marked:
                yield lead

    def _ordered(self, book: Book, leads: Iterable[Lead], fake: int) -> list[Lead]:
        """Order leads to a fake by budget used; since routes prefer small keys, large ones come first."""
        near = {lead: book.contacts[_key(lead.near)] for lead in leads if lead.voucher != fake}
        unit, now = RULE.budget if self.case.unmet else 1, self.month // QUARTER
        ordered = sorted(near, key=lambda lead: near[lead].key, reverse=True)
        return sorted(ordered, key=lambda lead: near[lead].brought.in_period(now) // unit)

    def vouches(self, fake: int, leads: Sequence[Lead]) -> list[Held]:
        """Return the vouches for a fake, and those that lead to their authors."""
        between = [_held(*lead) for lead in leads if lead.near != lead.voucher]
        return [*between, *(_held(lead.voucher, fake, self.month) for lead in leads)]

    def backing(self, voucher: int) -> list[Held]:
        """Return what shows that a voucher may introduce, where this checker met only people who say so."""
        known = self.world.met[self.number] if self.case.mark is NAMED else set()
        backers = known.intersection(self.world.backers[voucher]) if voucher not in known else ()
        return [_held(each, voucher, self.month) for each in backers]

    def show(self, book: Book, person: int, tries: Iterable[Iterable[Held]]) -> Book | None:
        """Meet a person who shows some vouches, or else the next, until they are counted in."""
        met = book.accept(_card(person), How.QR, self.month)
        for vouches in tries:
            shown = met.vouches
            for each in vouches:
                if len(shown.shown.get(each.says.subject, ())) < SHOWN_LIMIT:
                    shown = shown.with_shown(each)
            asked = replace(met, vouches=shown)
            with suppress(NotYet, OverBudget):
                return admission.admit(asked, NAME, asked.contacts[_key(person)], self.month)
        return None


def play_simpler(people: int, budget: int, probation: int, bad: int, tricked: int) -> int:
    """Return how many fakes get in where so many vouches do, by the people inside, and known to all."""
    joined: list[int] = []  # the quarter of each
    for quarter in range(QUARTERS):
        old = sum(since + probation <= quarter for since in joined)
        left = Counter(dict.fromkeys(range(bad + old), budget) | {-1 - each: 1 for each in range(tricked)})
        while len(joined) < CAP:
            used = [who for who, much in left.most_common(people) if much]
            if len(used) < people:
                break
            left.subtract(used)
            joined.append(quarter)
    return len(joined)


def delayed(mark: Mark, pool: str, founders: int, seed: int) -> list[bool]:
    """Return of each honest newcomer who comes to a checker whether they lack something.

    In each quarter one comes for each five founders, with vouches of two drawn from those the checker
    "marked", all "founders", or all "members": founders, and newcomers through their probation.
    """
    checker = Checker(World(Case(mark=mark), seed, 0, founders), 0)
    chance, world, each = random.Random(seed), checker.world, founders // 5  # noqa: S311  # repeatable chance is wanted
    late: list[bool] = []
    for quarter in range(QUARTERS):
        checker.begin(quarter)
        old = FAKES[: max(0, quarter - RULE.probation + 1) * each] if pool == "members" else ()
        others = [*(sorted(world.met[0]) if pool == "marked" else range(1, founders)), *old]
        for person in FAKES[len(late) :][:each] if len(others) > 1 else ():
            two = world.backers[person] = chance.sample(others, 2)
            leads = [Lead(who, who, checker.month) for who in two]
            shown = chain(*map(checker.backing, two), checker.vouches(person, leads))
            after = checker.show(checker.book, person, [shown])
            late.append(after is None)
            checker.book = after or checker.book
    return late


def run() -> bool:
    """Print all rows; return whether limits hold where infiltrators are met, and founders alone marked."""
    _head(f"fakes in {QUARTERS} quarters", [f"{bad} bad, {tricked} tricked" for bad, tricked in CASES])
    for name, (rule, published) in SIMPLER.items():
        _row(name, [play_simpler(*rule, *case) for case in CASES])
        _row("  in an earlier simulation", published)
    _row("  there, and no common ancestor", NO_COMMON_ANCESTOR)
    _row(f"limit ({CAP}: none)", LIMITS)
    with ProcessPoolExecutor(2) as processes:
        kept = [_attacks(processes, mark) for mark in (WORD, NAMED)]
        for name, habit in (
            ("their word, newcomers marked", Case(newcomers=True)),
            ("those they name, fakes may introduce", Case(mark=NAMED, pass_on=True)),
            ("those they name, infiltrators unmet", Case(mark=NAMED, unmet=True)),
        ):
            cases = [habit._replace(bad=bad, tricked=tricked) for bad, tricked in CASES[:3]]
            _row(name, [_mean(processes, case, QUARTERS, FEWER_SEEDS)[-1][0] for case in cases], LIMITS[:3])
        return all([*kept, _newcomers(processes)])


def _attacks(processes: ProcessPoolExecutor, mark: Mark) -> bool:
    found = [_mean(processes, Case(*case, mark), 24, SEEDS) for case in CASES]
    limits = {4: (), 8: LIMITS, 16: [GROWTH * each[7][0] for each in found], 24: ()}
    name = mark.name.lower().replace("_", " ")
    after = {each: [means[each - 1][0] for means in found] for each in limits}
    _row(f"{name}, in any circle", [each[QUARTERS - 1][1] for each in found])
    return all([_row(f"{name}, {each} quarters", after[each], limits[each]) for each in limits])


def _newcomers(processes: ProcessPoolExecutor) -> bool:
    _head("% of newcomers who come twice", [f"{founders} founders" for founders in TARGETS])
    _row("target", TARGETS.values())
    kept = []
    for mark, pool in ((WORD, "marked"), (WORD, "founders"), (NAMED, "founders"), (NAMED, "members")):
        runs = [processes.map(partial(delayed, mark, pool, each), range(GROUPS)) for each in TARGETS]
        late = [100 * statistics.mean(chain.from_iterable(each)) for each in runs]
        kept.append(_row(f"{mark.name.lower().replace('_', ' ')}, two {pool}", late, TARGETS.values()))
    return kept[0]


def _mean(processes: ProcessPoolExecutor, case: Case, quarters: int, seeds: int) -> list[tuple[float, ...]]:
    worlds = zip(*processes.map(partial(play, case, quarters), range(seeds)), strict=True)
    return [tuple(map(statistics.mean, zip(*each, strict=True))) for each in worlds]


def _head(name: str, columns: Iterable[str]) -> None:
    print(f"{name:<38}" + "".join(f"{each:>18}" for each in columns))


def _row(name: str, values: Iterable[float], limits: Iterable[float] = ()) -> bool:
    found = [(value, value > limit) for value, limit in zip_longest(values, limits, fillvalue=CAP)]
    _head(name, [f"{value:.3g}{' OVER' * over}" for value, over in found])
    return not any(over for _, over in found)


@cache
def _card(number: int) -> Statement:
    seed = crypto.digest("p2pcard-bench", number.to_bytes(4, "big"))
    return card.write(Card(f"Person {number}", month=FIRST, until=FIRST + calendar.LIFE), seed)


def _key(number: int) -> bytes:
    return _card(number).author


@cache
def _held(by: int, subject: int, month: int, *, may_introduce: bool = True) -> Held:
    mark = crypto.digest("p2pcard-bench", _key(by), _key(subject), month.to_bytes(4, "big"))
    handle, until, name = Handle(mark, mark[:16]), month + calendar.LIFE, f"Person {subject}"
    says = Vouch(_key(by), _key(subject), name, month, may_introduce, month, until, Manner.QR, handle)
    accepted = Statement(Kind.ACCEPTANCE, _key(subject), b"", b"")
    return Held(Statement(Kind.VOUCH, _key(by), b"", b""), says, accepted, month)


def _inside(book: Book) -> frozenset[bytes]:
    return frozenset(who for who, place in book.circles[NAME].people.items() if not place.founder)
