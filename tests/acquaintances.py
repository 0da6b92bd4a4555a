"""Networks of people for tests, and the definitions taken literally: slow answers that are plainly right."""

from dataclasses import dataclass
from itertools import combinations, permutations

from p2pcard.core.book.routes import ActiveVouch, Mark, lay_out

ME = b"me"
TOM = b"Tom"


@dataclass(frozen=True)
class Facts:
    """What a network is made of; a vouch is (by, subject, may introduce)."""

    met: frozenset[bytes] = frozenset()
    own: frozenset[bytes] = frozenset()
    marks: tuple[tuple[bytes, Mark], ...] = ()
    vouches: tuple[tuple[bytes, bytes, bool], ...] = ()

    def network(self):
        return lay_out(
            ME, self.met, self.own, dict(self.marks), [ActiveVouch(*each) for each in self.vouches]
        )

    @property
    def people(self):
        ends = {person for by, subject, _ in self.vouches for person in (by, subject)}
        return sorted((self.met | self.own | ends) - {ME})

    def mark(self, person):
        return dict(self.marks).get(person, Mark.NO) if person in self.met else Mark.NO

    def renamed(self, names):
        return Facts(
            frozenset(names[person] for person in self.met),
            frozenset(names[person] for person in self.own),
            tuple((names[person], mark) for person, mark in self.marks),
            tuple((names[by], names[subject], may) for by, subject, may in self.vouches),
        )

    def silenced(self, people):
        """The same without a word or a mark of these people."""
        return Facts(
            self.met,
            self.own,
            tuple((person, mark) for person, mark in self.marks if person not in people),
            tuple(each for each in self.vouches if each[0] not in people),
        )


def facts(marks, *vouches):
    """The people I met with my mark, and vouches as `Ana Tom` or `Ana Bo +`, the plus for may introduce."""
    marked = tuple((name.encode(), Mark(mark)) for name, mark in marks.items())
    words = [each.split() for each in vouches]
    given = tuple((by.encode(), subject.encode(), bool(plus)) for by, subject, *plus in words)
    return Facts(frozenset(name for name, _ in marked), frozenset(), marked, given)


def named(*names):
    """People by their names, as in a route or a group."""
    return tuple(name.encode() for name in names)


def literal_routes(known, person):
    """All routes, from their definition alone."""
    vouched = {(by, subject) for by, subject, _ in known.vouches}
    may_introduce = {(by, subject) for by, subject, may in known.vouches if may}
    others = [each for each in known.people if each != person]
    routes: set[tuple[bytes, ...]] = {()} if person in known.met else set()
    routes |= {(one,) for one in others if known.mark(one) >= 1 and (one, person) in vouched}
    routes |= {
        (near, far)
        for near, far in permutations(others, 2)
        if known.mark(near) == 2 and (near, far) in may_introduce and (far, person) in vouched
    }
    return routes


def literal_groups(routes):
    """All smallest sets of people who sit on every route, by trying all sets; none if nobody leads there."""
    if () in routes or not routes:
        return set()
    between = sorted({person for route in routes for person in route})
    for size in range(1, len(between) + 1):
        tried = map(frozenset, combinations(between, size))
        found = {group for group in tried if all(group & set(route) for route in routes)}
        if found:
            return found
    raise AssertionError("all of them together block all routes")


def random_facts(chance, size):
    """A network of so many people, of one of four shapes."""
    shape = chance.choice(["sparse", "dense", "layers", "narrow"])
    people = [bytes([chance.randrange(256), *divmod(number, 256)]) for number in range(size)]
    if shape in {"layers", "narrow"}:
        return _layers(chance, people, 0.25 if shape == "narrow" else 0.5)
    density = 0.2 if shape == "sparse" else 0.5
    met = [person for person in people if chance.random() < 0.5]
    return Facts(
        frozenset(met),
        frozenset(person for person in people if chance.random() < 0.3),
        tuple((person, Mark(chance.choice([0, 1, 2, 2]))) for person in people if chance.random() < 0.8),
        tuple(
            (*pair, chance.random() < 0.6) for pair in permutations(people, 2) if chance.random() < density
        ),
    )


def _layers(chance, people, density):
    """Some whose naming counts, some that they name, and all of the named vouch for Tom."""
    middle = len(people) // 2
    near, far = people[:middle], people[middle:]
    names = [(one, other, True) for one in near for other in far if chance.random() < density]
    across = [(one, other, True) for one in far for other in far if one != other and chance.random() < 0.1]
    last = [(one, TOM, False) for one in far] + [(one, TOM, False) for one in near if chance.random() < 0.1]
    met = near + [one for one in far if chance.random() < 0.1]
    vouches = names + across + last
    chance.shuffle(vouches)
    return Facts(frozenset(met), frozenset(), tuple((one, Mark(2)) for one in met), tuple(vouches))
