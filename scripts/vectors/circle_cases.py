"""Circles: who meets a rule, on whose word, and from when they can be marked (docs/spec.md, 17)."""

from collections.abc import Iterable

from p2pcard.core.book.book import How
from scripts.vectors.case import MONTH
from scripts.vectors.holdings import answered, checked
from scripts.vectors.lives import Life, agreed, dead, key_of, network, shown, vouch_by, withdrawn

Lines = tuple[tuple[str, object], ...]
Cases = dict[str, tuple[str, Lines]]
JANUARY = MONTH + 2


def everything() -> Cases:
    """Return all cases."""
    return {**_people(), **_budgets(), **_through(), **_newcomers(), **_places(), **_probation()}


def _asked(life: Life, *about: str, month: int = 0, circle: str = "street") -> Lines:
    """Return a life, and what a rule then says of these people (Teo, if of nobody)."""
    when = month or life.month
    checks = [checked(life.book, circle, key_of(name), when) for name in about or ("Teo",)]
    answers = [answered(life.book, key_of(name), when) for name in about or ("Teo",)]
    return (*life.told(), *(("answer", each) for each in answers), *(("check", each) for each in checks))


def town(*newcomers: str, mark: int = 1, budget: int = 3, probation: int = 2, people: int = 2) -> Life:
    """Return a device with a circle, on which Ana and Ben vouch for Teo and for these newcomers."""
    words = [f"{by} {about}" for about in ("Teo", *newcomers) for by in ("Ana", "Ben")]
    return network({"Ana": mark, "Ben": mark}, *words).circle("street", people, budget, probation)


def _people() -> Cases:
    mine = vouch_by("me", "Teo")
    own = network({"Ana": 1, "Teo": 0}, "Ana Teo").circle("street", 2, 3, 2).give(mine)
    accepted = network({"Ana": 1, "Teo": 0}, "Ana Teo").circle("street", 2, 3, 2).give(mine)
    return {
        "circle_people_1": ("two of one", _asked(town(people=1))),
        "circle_people_2": ("two of two", _asked(town())),
        "circle_people_3": ("two of three", _asked(town(people=3))),
        "circle_nobody": ("nobody vouches", _asked(network({"Teo": 0}).circle("street", 1, 3, 2))),
        "circle_own_waiting": ("one, and my own word, which is not accepted", _asked(own)),
        "circle_own": ("one, and my own word", _asked(accepted.take(agreed(mine, "Teo")))),
        "circle_dead": ("whose key is revoked", _asked(town().take(dead("Teo")))),
    }


def _budgets() -> Cases:
    return {
        "budget_left": ("one newcomer of two", _asked(town("N1", budget=2).newcomer("street", "N1"))),
        "budget_spent": ("two of two", _asked(town("N1", "N2", budget=2).newcomer("street", "N1", "N2"))),
        "budget_december": (
            "in the last month of the quarter",
            _asked(town("N1", budget=1).newcomer("street", "N1"), month=MONTH + 1),
        ),
        "budget_january": (
            "in the next quarter",
            _asked(town("N1", budget=1).newcomer("street", "N1"), month=JANUARY),
        ),
        "budget_one_spent": ("one of two people has brought enough", _asked(_one_spent())),
        "budget_unneeded": ("who was not needed is noted as well", _asked(_unneeded())),
        "budget_founder": (
            "who was there from the start is on nobody's budget",
            _asked(town("N1", budget=1).hold("N1").founder("street", "N1")),
        ),
        "budget_other_circle": ("a circle with a wider rule", _asked(_two_circles(), circle="clinic")),
        "budget_between": ("nor does their word count between others", _asked(_spent_between())),
    }


def _one_spent() -> Life:
    words = ["Ana N1", "Eva N1", "Ana Teo", "Ben Teo"]
    return network({"Ana": 1, "Ben": 1, "Eva": 1}, *words).circle("street", 2, 1, 2).newcomer("street", "N1")


def _unneeded() -> Life:
    words = ["Ana N1", "Eva N1", "Ben N1", "Ana Teo", "Ben Teo"]
    return network({"Ana": 1, "Ben": 1, "Eva": 1}, *words).circle("street", 2, 1, 2).newcomer("street", "N1")


def _two_circles() -> Life:
    return town("N1", budget=1).circle("clinic", 2, 2, 2).newcomer("street", "N1")


def _spent_between() -> Life:
    words = ["Ana Ben +", "Ben Teo", "Ben N1"]
    life = network({"Ana": 2, "Ben": 1}, *words).circle("street", 1, 1, 2)
    return life.newcomer("street", "N1")


def _far(*newcomers: str, extra: tuple[str, ...] = (), budget: int = 1) -> Life:
    """Return a device on which two people that others name vouch for Teo and these newcomers."""
    words = [f"{far} {about}" for about in ("Teo", *newcomers) for far in ("K", "L")]
    life = network({"Ana": 2, "Ben": 2, "Eva": 1}, "Ana K +", "Ben L +", *words, *extra)
    return life.circle("street", 2, budget, 2)


def _through() -> Cases:
    mixed = ("Eva N1", "Eva Teo")
    return {
        "through": ("nobody came through others yet", _asked(_far("N1"))),
        "through_spent": ("one of one came through others", _asked(_far("N1").newcomer("street", "N1"))),
        "through_left": ("one of two", _asked(_far("N1", budget=2).newcomer("street", "N1"))),
        "through_january": (
            "in the next quarter",
            _asked(_far("N1").newcomer("street", "N1"), month=JANUARY),
        ),
        "through_mixed": (
            "one alone was too few, so others were needed, and that one is noted, too",
            _asked(_far("N1", extra=mixed).newcomer("street", "N1")),
        ),
        "through_alone_left": (
            "who stands alone counts all the same",
            _asked(_far("N1", extra=("Eva Teo",)).newcomer("street", "N1")),
        ),
        "through_own": ("with my own word, those alone were enough", _asked(_with_me())),
        "through_inside": (
            "who is counted in is past that budget",
            _asked(_far("N1", budget=2).newcomer("street", "Teo", "N1")),
        ),
        "through_unneeded": ("those alone were enough, and others as well", _asked(_enough())),
        "through_beside_spent": (
            "who has brought enough spares nobody the budget of those known through others",
            _asked(_beside_spent()),
        ),
        "same_far_spent": ("two name one: whoever has a budget left counts", _asked(_same_far())),
        "same_far_spent_other": ("and the other way round", _asked(_same_far("Ben"))),
    }


def _with_me() -> Life:
    mine = vouch_by("me", "N1")
    life = _far("N1", extra=("Eva N1",)).hold("N1").give(mine).take(agreed(mine, "N1"))
    return life.newcomer("street", "N1")


def _beside_spent() -> Life:
    far = [f"{by} {about}" for about in ("N2", "Teo") for by in ("K", "L")]
    near = [f"{by} {about}" for about in ("N1", "N2", "Teo") for by in ("Eva", "Fay")]
    life = network({"Ana": 2, "Ben": 2, "Eva": 1, "Fay": 1}, "Ana K +", "Ben L +", *far, *near)
    return life.circle("street", 2, 1, 2).newcomer("street", "N1", "N2")


def _enough() -> Life:
    words = [
        "Ana K +",
        "K N1",
        "Ben N1",
        "Eva N1",
        "K Teo",
        "Leo Teo",
        "Ana M +",
        "M Teo",
        "Ben L +",
        "L Teo",
    ]
    life = network({"Ana": 2, "Ben": 2, "Eva": 1, "Leo": 1}, *words)
    return life.circle("street", 2, 1, 2).newcomer("street", "N1")


def _same_far(spent: str = "Ana") -> Life:
    words = ["Ana Eva +", "Ben Eva +", "Eva Teo", f"{spent} N1"]
    return network({"Ana": 2, "Ben": 2}, *words).circle("street", 1, 1, 2).newcomer("street", "N1")


def new(life: Life, *names: str) -> Life:
    """Let people come to another circle as newcomers who can be marked at once."""
    life.circle("clinic", 1, 9, 0).hold("Yan", mark=1)
    life.take(*(shown("Yan", name) for name in names))
    return life.newcomer("clinic", *names)


def _newcomers() -> Cases:
    three = {"Ana": 1, "Ben": 1, "Eva": 1}
    words = ["Ana Teo", "Ben Teo", "Eva Teo"]

    def of(*names: str) -> Lines:
        return _asked(new(network(three, *words), *names).circle("street", 2, 3, 2))

    far = new(_far(budget=3), "K", "L")
    one_far = new(_far(budget=3), "K")
    near = new(network({"Ana": 2, "Ben": 2}, "Ana K +", "Ben L +", "K Teo", "L Teo"), "Ana", "Ben")
    fork = new(
        network({"Ana": 2, "Ben": 2, "Eva": 1}, "Ana K +", "Ben K +", "K Teo", "Ana Teo", "Eva Teo"),
        "Ana",
        "K",
    )
    founders = network(three, *words).circle("street", 2, 3, 2).founder("street", "Ana", "Ben", "Eva")
    return {
        "new_one": ("one of three came as a newcomer", of("Ana")),
        "new_two": ("two of three", of("Ana", "Ben")),
        "new_all": ("all three", of("Ana", "Ben", "Eva")),
        "new_far_one": ("one who is known through another", _asked(one_far)),
        "new_far": ("both who are known through others", _asked(far)),
        "new_near": ("those who name", _asked(near.circle("street", 1, 3, 2))),
        "new_best": ("the one counts who leaves the most routes", _asked(fork.circle("street", 1, 3, 2))),
        "new_founders": ("all were there from the start", _asked(founders)),
        "new_noted": (
            "two newcomers alone are too few, so that others were needed",
            _asked(_new_noted(), "Teo"),
        ),
    }


def _new_noted() -> Life:
    words = ["Ana N1", "Ben N1", "Eva K +", "K N1", "Eva L +", "L Teo", "Leo M +", "M Teo"]
    life = new(network({"Ana": 1, "Ben": 1, "Eva": 2, "Leo": 2}, *words), "Ana", "Ben")
    return life.circle("street", 2, 1, 2).newcomer("street", "N1")


def _places() -> Cases:
    inside = town("N1", budget=1).newcomer("street", "Teo")
    founder = network({"Teo": 0}).circle("street", 9, 3, 2).founder("street", "Teo")
    gone = network({"Teo": 0}).circle("street", 9, 3, 2).founder("street", "Teo").take(dead("Teo"))
    again = town().newcomer("street", "Teo").over(JANUARY)
    left = town().newcomer("street", "Teo").over(JANUARY).take(withdrawn("Ana", "Teo"), month=JANUARY)
    marked = network({"Ana": 1, "Ben": 1, "Teo": 1}, "Ana Teo", "Ben Teo", "Teo N1")
    return {
        "place_no_budget": ("who is counted in is past all budgets", _asked(inside, "Teo", "N1")),
        "place_kept": ("who is counted in, and what confirmed them is forgotten", _asked(again)),
        "place_kept_left": ("and one of two has ended", _asked(left)),
        "no_place_kept": ("for who is not counted in, it does not count", _asked(town().over(JANUARY))),
        "place_founder": ("who was there from the start", _asked(founder)),
        "place_founder_dead": ("who is dead by now", _asked(gone)),
        "place_mark_lost": (
            "who is counted in loses my mark",
            _asked(marked.circle("street", 2, 3, 2).newcomer("street", "Teo"), "Teo", "N1"),
        ),
        "place_mark_stays": (
            "where there is no probation it stays",
            _asked(_marked().circle("street", 2, 3, 0).newcomer("street", "Teo"), "Teo", "N1"),
        ),
    }


def _marked() -> Life:
    return network({"Ana": 1, "Ben": 1, "Teo": 1}, "Ana Teo", "Ben Teo", "Teo N1")


def _probation() -> Cases:
    found: Cases = {}
    for probation, start in {1: JANUARY, 2: JANUARY + 3, 9: JANUARY + 24}.items():
        for month in (MONTH - 1, MONTH, MONTH + 1):
            life = _newcomer(probation, month)
            lines: Iterable[tuple[str, object]] = (
                *life.told(),
                ("marked-from", [key_of("Teo").hex(), start]),
            )
            name = f"probation_{probation}_{month - MONTH + 1}"
            found[name] = (
                f"{probation} quarters, counted in in month {month - MONTH + 2} of one",
                tuple(lines),
            )
    return found


def _newcomer(probation: int, month: int) -> Life:
    life = Life().hold("Ana", "Ben", mark=1).hold("Teo", how=How.PHRASE)
    life.take(*(shown(by, "Teo", month=MONTH - 1) for by in ("Ana", "Ben")), month=MONTH - 1)
    return life.circle("street", 2, 3, probation).newcomer("street", "Teo", month=month)
