"""Which vouches form a kept route, and which revocations are held for it (docs/spec.md, 15.8 and 16.2)."""

from p2pcard.core.book.book import How
from scripts.vectors.case import MONTH
from scripts.vectors.lives import FIRST, Life, dead, key_of, known, shown
from scripts.vectors.receiving_sealed import beside, blob
from scripts.vectors.remembered import forged, two

Good = dict[str, tuple[str, Life]]
FIRST_KEY, LAST_KEY = sorted(("Eva", "Leo"), key=key_of)


def good() -> tuple[Good, ...]:
    """Return all cases."""
    return _copied(), _several(), _routes(), _full(), _mine()


def _copied() -> Good:
    marked, gone = two("forget").over().take(forged("Eva", "Teo", ("Ana", "Teo"))), dead("Leo")
    return {
        "copied_marked": ("who copied the handles is marked, and dead", marked.take(dead("Eva"))),
        "copied_last": ("who copied the last handles of two is dead", _copied_last().take(dead("Zoe"))),
        "copied_first": ("who copied the first of two may not name others", _copied_first(1).take(gone)),
        "copied_first_named": ("and may name others", _copied_first(2).take(gone)),
    }


def _two_far() -> Life:
    """Return a device on which a route of two is kept for Teo, and none of its vouches is in hand."""
    life = Life().hold("Ana", mark=2).hold("Eva", "Teo", how=How.CARD_ONLY).remember("forget")
    return life.take(shown("Ana", "Eva", may_introduce=True), shown("Eva", "Teo")).over()


def _copied_last() -> Life:
    return _two_far().take(forged("Zoe", "Teo", ("Eva", "Teo")))


def _copied_first(mark: int) -> Life:
    return _two_far().hold("Leo", mark=mark).take(forged("Leo", "Eva", ("Ana", "Eva")), shown("Eva", "Teo"))


def _several() -> Good:
    """Let one person I marked form one route by way of two others; a newer vouch follows each of theirs."""
    return {
        "several_first": ("of two ways, the smaller key is dead", _by_way_of_two().take(dead(FIRST_KEY))),
        "several_last": ("and the other one", _by_way_of_two().take(dead(LAST_KEY))),
        "several_near": ("and whoever named both", _by_way_of_two().take(dead("Ana"))),
        "several_longer": (
            "the smaller key, where the way of the other lasts longer",
            _by_way_of_two(MONTH - 1).take(dead(FIRST_KEY)),
        ),
        "several_longest": ("and the other one", _by_way_of_two(MONTH - 1).take(dead(LAST_KEY))),
        "several_shorter": (
            "and where the way of the smaller key begins with a vouch that does not last as long",
            _by_way_of_two(MONTH, MONTH - 1).take(dead(LAST_KEY)),
        ),
    }


def _by_way_of_two(first: int = MONTH, named: int = MONTH) -> Life:
    """Return a device to which Ana named two, who vouched for Teo with the same handles.

    The vouch by the one of the smaller key is from the month `first`, and that about them from `named`.
    """
    life = Life().hold("Ana", mark=2).hold("Eva", "Leo", "Teo", how=How.CARD_ONLY).remember("until-expiry")
    for name, month in ((FIRST_KEY, first), (LAST_KEY, MONTH)):
        near = named if name == FIRST_KEY else MONTH
        far = forged(name, "Teo", ("Zoe", "Teo"), month=month)
        life.take(forged("Ana", name, ("Zoe", "Ana"), month=near), far)
    for name in (FIRST_KEY, LAST_KEY):
        pairs = (("Ana", name), (name, "Teo"))
        life.take(*(shown(*pair, sequence=FIRST + 1, name="Another") for pair in pairs))
    return life


def _named(mark: int = 2) -> Life:
    """Return a device that holds no card of Ben, who vouches for Teo, while Ana vouches for Ben."""
    life = Life().hold("Ana", mark=mark).hold("Teo", how=How.CARD_ONLY).remember("forget")
    return life.take(beside(blob("Ana", "Ben", may_introduce=True)))


def _routes() -> Good:
    """Take the revocation of a person whose card is not held, where 512 are held."""
    gone, copied = dead("Ben"), _copied_last()
    return {
        "revocation_512_named": ("named by one who may", _named().strangers(512).take(gone)),
        "revocation_512_not_named": (
            "named by one who may not: what is shown goes",
            _named(1).strangers(512).take(gone),
        ),
        "revocation_512_far": ("on a route that is kept", _named().over().strangers(512).take(gone)),
        "revocation_512_forms": (
            "whose vouch forms a kept route by copied handles",
            copied.strangers(512).take(dead("Zoe")),
        ),
    }


def _full() -> Good:
    """Take the revocation of a person whose card is not held, where so many are held that few enter."""
    gone, twice = dead("Ben"), known().take(dead("Zoe"))
    return {
        "revocation_1023": ("where 1,023 are held", _named().strangers(1023).take(gone)),
        "revocation_1024": ("where 1,024 are: what is shown goes", _named().strangers(1024).take(gone)),
        "revocation_1024_far": ("and what is kept", _named().over().strangers(1024).take(gone)),
        "revocation_1024_twice": ("one that is held", twice.strangers(1024).take(dead("Zoe"))),
        "revocation_1024_held": ("of people whose card is held", known().strangers(1024).take(dead("Ana"))),
    }


def _mine() -> Good:
    again = forged("Ana", "me", ("Ana", "me"), sequence=FIRST + 1)
    return {
        "mine_same_handle": (
            "a newer vouch about me with the withdrawal handle of the same author's",
            known().take(shown("Ana", "me")).take(again),
        ),
    }
