"""Who stands behind a person, and whether that is enough for a circle (docs/spec.md, 15.7, 15.8, 17)."""

from collections.abc import Iterable

from p2pcard.core.book.book import How
from p2pcard.core.statements.bundle import Item, Shown
from scripts.vectors import circle_cases
from scripts.vectors.case import MONTH, Case, Folder
from scripts.vectors.holdings import answered
from scripts.vectors.lives import (
    FIRST,
    Life,
    agreed,
    card_by,
    dead,
    key_of,
    network,
    shown,
    vouch_by,
    withdrawn,
)

Cases = dict[str, tuple[str, Life]]


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("answer")
    for group in (_routes(), _separate(), _crossed(), _groups(), _ended(), _named(), _own(), _kept()):
        for name, (comment, life) in group.items():
            folder.add(name, "ok", comment, *life.told(), *_answers(life))
    for name, (expect, comment, life) in _refused().items():
        assert life.refused[-1] == [expect], name  # noqa: S101  # else the case is about something else
        folder.add(name, expect, comment, *life.told(), *_answers(life))
    for name, (comment, lines) in circle_cases.everything().items():
        folder.add(name, "ok", comment, *lines)
    return folder.cases


def _answers(life: Life) -> Iterable[tuple[str, object]]:
    """Ask about everybody whose card is held in the month of the last step, about the first also later."""
    for key in sorted(life.book.contacts):
        yield "answer", answered(life.book, key, life.month)
    for later in (1, 10, 11, 12, 13):
        yield "answer", answered(life.book, key_of("Teo"), life.month + later)


def _routes() -> Cases:
    return {
        "nobody": ("no vouches", network({"Ana": 1})),
        "met": ("I met Teo", network({"Teo": 0})),
        "met_and_vouched": ("I met Teo, and others vouch", network({"Ana": 1, "Teo": 0}, "Ana Teo")),
        "one": ("one whose word counts", network({"Ana": 1}, "Ana Teo")),
        "unmarked": ("one whose word does not", network({"Ana": 0}, "Ana Teo")),
        "not_met": ("one whom I did not meet", network({}, "Ana Teo", "Ana Ben")),
        "unknown": ("one whose card is not held", network({"Ben": 2}, "Zoe Teo")),
        "far": (
            "one who may introduce, named by one whose naming counts",
            network({"Ana": 2}, "Ana Ben +", "Ben Teo"),
        ),
        "far_word": ("named by one whose own word alone counts", network({"Ana": 1}, "Ana Ben +", "Ben Teo")),
        "far_may_not": ("one who may not introduce", network({"Ana": 2}, "Ana Ben", "Ben Teo")),
        "far_three": ("three in between", network({"Ana": 2}, "Ana Ben +", "Ben Eva +", "Eva Teo")),
        "far_marked": (
            "one who is met and named",
            network({"Ana": 2, "Ben": 1}, "Ana Ben +", "Ben Teo"),
        ),
        "person_between": (
            "Teo stands in no route to Teo",
            network({"Teo": 2, "Ana": 0}, "Teo Ben +", "Ben Teo"),
        ),
        "person_names": (
            "Teo names Ben, and Ben Teo",
            network({"Ana": 2}, "Ana Teo +", "Teo Ben +", "Ben Teo"),
        ),
        "about_me": ("what is said of me leads nowhere", network({"Ana": 2}, "Ana me +", "Ana Teo")),
    }


def _separate() -> Cases:
    return {
        "two": ("two who share nobody", network({"Ana": 1, "Ben": 1}, "Ana Teo", "Ben Teo")),
        "three": ("three", network({"Ana": 1, "Ben": 2, "Eva": 1}, "Ana Teo", "Ben Teo", "Eva Teo")),
        "same_near": (
            "two who are both named by one",
            network({"Ana": 2}, "Ana Ben +", "Ana Eva +", "Ben Teo", "Eva Teo"),
        ),
        "same_far": (
            "one who is named by two",
            network({"Ana": 2, "Ben": 2}, "Ana Eva +", "Ben Eva +", "Eva Teo"),
        ),
        "alone_and_naming": (
            "one alone, who names another",
            network({"Ana": 2}, "Ana Teo", "Ana Ben +", "Ben Teo"),
        ),
        "alone_both": (
            "both alone, of whom one names the other",
            network({"Ana": 2, "Ben": 1}, "Ana Teo", "Ben Teo", "Ana Ben +"),
        ),
        "mixed": (
            "one alone, and one through another",
            network({"Ana": 1, "Ben": 2}, "Ana Teo", "Ben Eva +", "Eva Teo"),
        ),
    }


def _crossed() -> Cases:
    cross = {"A": 2, "B": 2, "C": 2}
    return {
        "crossed": (
            "who takes the first one offered takes it from the others",
            network(cross, "A K +", "A L +", "B K +", "C L +", "C M +", "K Teo", "L Teo", "M Teo"),
        ),
        "crossed_short": (
            "three who name the same two",
            network(cross, *(f"{near} {far} +" for near in "ABC" for far in "KL"), "K Teo", "L Teo"),
        ),
        "chain": (
            "a chain of namings in which each names two",
            network(
                {"A": 2, "B": 2, "C": 2, "D": 2},
                *("A K +", "A L +", "B L +", "B M +", "C M +", "C N +", "D N +"),
                *("K Teo", "L Teo", "M Teo", "N Teo"),
            ),
        ),
    }


def _groups() -> Cases:
    pairs = [(f"N{number}", f"F{number}") for number in range(5)]
    namings = [f"{near} {far} +" for near, far in pairs]
    return {
        "groups_32": (
            "five routes of two people: 32 smallest groups",
            network({near: 2 for near, _ in pairs}, *namings, *(f"{far} Teo" for _, far in pairs)),
        ),
        "groups_alone": (
            "one alone is in every group",
            network({"Ana": 1, "Ben": 2}, "Ana Teo", "Ben Eva +", "Ben Leo +", "Eva Teo", "Leo Teo"),
        ),
        "groups_met": (
            "of somebody I met, too",
            network({"Ana": 1, "Ben": 1, "Teo": 1}, "Ana Teo", "Ben Teo"),
        ),
        "eight": (
            "eight who vouch, named by four, of whom two are marked themselves",
            network(
                {"A": 2, "B": 2, "C": 2, "D": 2, "K": 1, "L": 1},
                *("A K +", "A M +", "B N +", "B O +", "C M +", "C P +", "D Q +", "D R +"),
                *(f"{far} Teo" for far in "KLMNOPQR"),
            ),
        ),
    }


def _ended() -> Cases:
    other, words = (
        Life().hold("Ana", "Ben", mark=1).hold("Teo", how=How.CARD_ONLY),
        ["Ana Eva +", "Eva Teo", "Ben Teo"],
    )
    other.take(shown("Ben", "Teo")).take(shown("Ana", "Teo"), shown("Ben", "Teo"))
    late = Life().hold("Ana", "Ben", mark=1).hold("Teo", how=How.CARD_ONLY).remember("until-expiry")
    late.take(shown("Ana", "Teo", month=MONTH - 12), shown("Ben", "Teo"))
    return {
        "order": ("the same as two, in another order, and one twice", other),
        "dead_author": ("one of two authors is dead", _two().take(dead("Ana"))),
        "dead_near": ("who names is dead", network({"Ana": 2, "Ben": 1}, *words).take(dead("Ana"))),
        "dead_met": ("I met Teo, who is dead", network({"Ana": 1, "Teo": 1}, "Ana Teo").take(dead("Teo"))),
        "withdrawn": ("one of two is withdrawn", _two().take(withdrawn("Ben", "Teo"))),
        "run_out_one": ("two that run out in different months", late),
    }


def _named() -> Cases:
    work = card_by("Teo", "Teo at work", series=7, sequence=1)
    at_work = shown("Ana", "Teo", name="Teo at work")
    lower = Life().hold("Ana", mark=1).take_card(work, How.CARD_ONLY).take(at_work)
    both = network({"Ana": 1, "Ben": 1}, "Ben Teo").take_card(work, How.CARD_ONLY).take(at_work)
    other = network({"Ana": 1}).take(shown("Ana", "Teo", name="Leo"))
    renamed = network({"Ana": 1}, "Ana Teo").take_card(card_by("Teo", "Theo", sequence=2), How.CARD_ONLY)
    return {
        "other_name": ("under another name", other),
        "renamed": ("a newer card has another name", renamed),
        "series_alone": ("under the name on a card of a higher series, where none is lower", lower),
        "series_two": ("under the name on the card of the higher of two series", both),
        "far_renamed": ("who is named under another name", _far_renamed()),
    }


def _far_renamed() -> Life:
    life = network({"Ana": 2}, "Ben Teo").hold("Ben", how=How.CARD_ONLY)
    return life.take(shown("Ana", "Ben", may_introduce=True, name="Bens"))


def _two() -> Life:
    return network({"Ana": 1, "Ben": 1}, "Ana Teo", "Ben Teo")


def _own() -> Cases:
    mine, later = vouch_by("me", "Teo"), vouch_by("me", "Teo", sequence=FIRST + 1)
    met = network({"Ana": 1, "Teo": 0}, "Ana Teo")
    return {
        "own": ("my own vouch, accepted", met.give(mine).take(agreed(mine, "Teo"))),
        "own_waiting": ("my own vouch, not yet accepted", network({"Teo": 0}).give(mine)),
        "own_newer_waiting": (
            "a newer one that is not yet accepted",
            network({"Teo": 0}).give(mine).take(agreed(mine, "Teo")).give(later),
        ),
        "own_renamed": (
            "under another name than the card's",
            network({"Teo": 0})
            .give(vouch_by("me", "Teo", name="Leo"))
            .take(agreed(vouch_by("me", "Teo", name="Leo"), "Teo")),
        ),
        "own_dead": (
            "about somebody dead",
            network({"Teo": 0}).give(mine).take(agreed(mine, "Teo")).take(dead("Teo")),
        ),
    }


def _kept() -> Cases:
    one = _two().over(MONTH + 2)
    return {
        "kept": ("both are forgotten", _two().over(MONTH + 2)),
        "kept_and_one": ("one is shown again", one.take(shown("Ana", "Teo"), month=MONTH + 2)),
        "kept_and_withdrawn": (
            "one is withdrawn",
            _two().over(MONTH + 2).take(withdrawn("Ana", "Teo"), month=MONTH + 2),
        ),
        "kept_and_dead": (
            "both authors are dead",
            _two().over(MONTH + 2).take(dead("Ana"), dead("Ben"), month=MONTH + 2),
        ),
        "kept_other_name": (
            "under another name",
            _two().over(MONTH + 2).take_card(card_by("Teo", "Theo", sequence=2), How.CARD_ONLY, MONTH + 2),
        ),
        "kept_mark_lowered": ("a mark is lowered", _two().over(MONTH + 2).mark("Ben", 0, MONTH + 2)),
    }


def _refused() -> dict[str, tuple[str, str, Life]]:
    forged: Item = Shown(vouch_by("Ana", "Teo"), agreed(vouch_by("Ana", "Teo"), "Ben"))
    alone: Item = Shown(vouch_by("Ana", "Teo"), None)
    ended = _two().take(withdrawn("Ana", "Teo")).take(shown("Ana", "Teo"))
    start = network({"Ana": 1, "Ben": 1}, "Ben Teo")
    return {
        "refused_not_accepted": ("NotAccepted", "what is refused is not counted", start.take(alone)),
        "refused_bad": ("BadAcceptance", "nor is this", network({"Ana": 1}).hold("Teo").take(forged)),
        "refused_withdrawn": ("VouchWithdrawn", "nor is what was taken back, when it comes again", ended),
    }
