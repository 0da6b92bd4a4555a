"""What is remembered of others' vouches, and what is kept when they are forgotten (docs/spec.md, 15.8)."""

from p2pcard.core import acceptance, statement
from p2pcard.core.book import How
from p2pcard.core.bundle import Shown
from p2pcard.core.statement import Kind
from scripts.vectors.case import MONTH
from scripts.vectors.lives import Life, card_by, dead, seed_of, shown, vouch_by, withdrawn

Good = dict[str, tuple[str, Life]]
FORGOTTEN = MONTH + 2  # when what came two months ago is


def good() -> tuple[Good, ...]:
    """Return all cases."""
    return _kinds(), _kept(), _ended(), _made_up(), _again(), _doubted()


def two(kind: str = "") -> Life:
    """Return a device on which two marked people confirm Teo."""
    life = Life().hold("Ana", "Ben", "Eva", mark=1).hold("Teo", how=How.CARD_ONLY)
    if kind:
        life.remember(kind)
    return life.take(shown("Ana", "Teo"), shown("Ben", "Teo"))


def _kinds() -> Good:
    kinds = {"forget": (0, 1), "two-months": (1, 2), "until-expiry": (13, 14)}
    found: Good = {"memory_unchosen": ("nothing chosen, in the next month", two().over(MONTH + 1))}
    found["memory_unchosen_over"] = ("nothing chosen, two months later", two().over(MONTH + 2))
    found["memory_forget_during"] = ("forget, while the exchange goes on", two("forget"))
    one = Life().hold("Ana", "Ben", mark=1).hold("Teo", how=How.CARD_ONLY).remember("forget")
    one.take(shown("Ana", "Teo")).take(shown("Ben", "Teo")).over()
    found["memory_forget_together"] = ("forget, two bundles of one exchange", one)
    apart = Life().hold("Ana", "Ben", mark=1).hold("Teo", how=How.CARD_ONLY).remember("forget")
    apart.take(shown("Ana", "Teo")).over().take(shown("Ben", "Teo")).over()
    found["memory_forget_apart"] = ("forget, two exchanges", apart)
    for kind, months in kinds.items():
        for later in months:
            name = f"memory_{kind.replace('-', '_')}_{later}"
            found[name] = (f"{kind}, {later} months later", two(kind).over(MONTH + later))
    return found


def _kept() -> Good:
    far = Life().hold("Ana", mark=2).hold("Eva", "Teo", how=How.CARD_ONLY)
    far.take(shown("Ana", "Eva", may_introduce=True, month=MONTH - 3), shown("Eva", "Teo"))
    mixed = Life().hold("Ana", "Ben", mark=2).hold("Eva", "Teo", how=How.CARD_ONLY)
    items = [shown("Ana", "Eva", may_introduce=True), shown("Ben", "Eva", may_introduce=True)]
    mixed.take(*items, shown("Eva", "Teo"), shown("Ana", "Teo"))
    unmarked = Life().hold("Ana").hold("Teo", how=How.CARD_ONLY).take(shown("Ana", "Teo"))
    marked = Life().hold("Ana").hold("Teo", how=How.CARD_ONLY).take(shown("Ana", "Teo"))
    unknown = Life().hold("Ana", "Ben", mark=2).take(shown("Ana", "Ben"))
    return {
        "kept_far": ("a route of two people, until the first of its vouches runs out", far),
        "kept_far_over": ("and after that", far_again().over(MONTH + 10)),
        "kept_alone_first": ("whoever can stand alone does", mixed),
        "kept_unmarked": ("nobody marked", unmarked),
        "kept_marked_later": ("marked later, and then time passes", marked.mark("Ana", 1).over(MONTH + 1)),
        "kept_met": ("about somebody I met as well", unknown.over(FORGOTTEN)),
        "kept_three": ("a third comes later", two().take(shown("Eva", "Teo"), month=MONTH + 1)),
        "kept_forgotten": ("when the vouches are forgotten", two().over(FORGOTTEN)),
    }


def far_again() -> Life:
    """Return a device that knows Teo through two others."""
    far = Life().hold("Ana", mark=2).hold("Eva", "Teo", how=How.CARD_ONLY)
    return far.take(shown("Ana", "Eva", may_introduce=True, month=MONTH - 3), shown("Eva", "Teo"))


def _ended() -> Good:
    stolen = statement.make(Kind.REVOCATION, {1: bytes(16)}, seed_of("Ben"))
    late = two().over(FORGOTTEN)
    return {
        "kept_withdrawn_in_hand": ("one is withdrawn", two().take(withdrawn("Ana", "Teo"))),
        "kept_withdrawn": (
            "one is withdrawn when it is forgotten",
            late.take(withdrawn("Ana", "Teo"), month=FORGOTTEN),
        ),
        "kept_withdrawn_both": (
            "both are withdrawn",
            two().over(FORGOTTEN).take(withdrawn("Ana", "Teo"), withdrawn("Ben", "Teo"), month=FORGOTTEN),
        ),
        "kept_dead": ("one author is dead", two("forget").over().take(dead("Ben"))),
        "kept_dead_twice": (
            "one author is dead, by a thief, and then by their own void secret",
            two("forget").over().take(stolen).take(dead("Ben")),
        ),
        "kept_dead_unknown": ("somebody unknown is dead", two("forget").over().take(dead("Zoe"))),
        "kept_dead_subject": ("the subject is dead", two("forget").over().take(dead("Teo"))),
        "kept_last_month": ("in the last month", two().over(FORGOTTEN).over(MONTH + 12)),
        "kept_run_out": ("after it", two().over(FORGOTTEN).over(MONTH + 13)),
    }


def forged(by: str, about: str, handles_of: tuple[str, str] | None = None) -> Shown:
    """Return a vouch with a void handle that is made up, or with the handles of another one."""
    fields = vouch_by(by, about, may_introduce=True).fields()
    says = {field: value for field, value in fields.items() if field}
    says |= {9: bytes(16)}
    if handles_of:
        copied = vouch_by(*handles_of).fields()
        says |= {8: copied[8], 9: copied[9]}
    made = statement.make(Kind.VOUCH, says, seed_of(by))
    return Shown(made, acceptance.write(made, seed_of(about)))


def _made_up() -> Good:
    near = Life().hold("Ana", "Ben", mark=1).hold("Teo", how=How.CARD_ONLY)
    near.take(forged("Ana", "Teo"), shown("Ben", "Teo"))
    far, elsewhere = (Life().hold("Ana", mark=2).hold("Eva", "Teo", how=How.CARD_ONLY) for _ in "12")
    far.take(forged("Ana", "Eva"), shown("Eva", "Teo"))
    elsewhere.remember("forget").take(shown("Ana", "Teo")).over()
    elsewhere.take(forged("Zoe", "Eva", ("Ana", "Teo")))
    about = two("forget").over().take(forged("Zoe", "Teo", ("Ana", "Teo")))
    return {
        "made_up_void": ("with a void handle that is made up, its author dead", near.take(dead("Ana"))),
        "made_up_void_far": ("and of somebody who names", far.take(dead("Ana"))),
        "copied_elsewhere": (
            "a vouch about another has its handles, and its author is dead",
            elsewhere.take(dead("Zoe")),
        ),
        "copied": ("a vouch about the same person has its handles", about.take(dead("Zoe"))),
    }


def _again() -> Good:
    left = two().over(FORGOTTEN).take(withdrawn("Ana", "Teo"), month=FORGOTTEN)
    fewer = two().over(FORGOTTEN).take(withdrawn("Ana", "Teo"), month=FORGOTTEN)
    more = [shown("Ben", "Teo"), shown("Eva", "Teo")]
    three = two().take(shown("Eva", "Teo")).over(FORGOTTEN)
    renamed = two().over(FORGOTTEN).take_card(card_by("Teo", "Theo", sequence=2), How.CARD_ONLY, FORGOTTEN)
    new = shown("Ana", "Teo", name="Theo", month=FORGOTTEN)
    return {
        "again_as_many": ("as many are shown again", left.take(*more, month=FORGOTTEN)),
        "again_as_many_as_left": ("as many as are left", fewer.take(shown("Eva", "Teo"), month=FORGOTTEN)),
        "again_fewer": ("fewer than are left", three.take(shown("Ana", "Teo"), month=FORGOTTEN)),
        "again_same": (
            "the same ones",
            two().over(FORGOTTEN).take(shown("Ana", "Teo"), shown("Ben", "Teo"), month=FORGOTTEN),
        ),
        "renamed": ("under another name", renamed.over(FORGOTTEN)),
        "renamed_again": ("and confirmed under that one", _renamed().take(new, month=FORGOTTEN)),
    }


def _renamed() -> Life:
    renamed = two().over(FORGOTTEN)
    return renamed.take_card(card_by("Teo", "Theo", sequence=2), How.CARD_ONLY, FORGOTTEN)


def _doubted() -> Good:
    return {
        "mark_raised": ("a mark is raised", two().over(FORGOTTEN).mark("Ana", 2, FORGOTTEN)),
        "mark_lowered": (
            "a mark is lowered when it is forgotten",
            two().over(FORGOTTEN).mark("Ana", 0, FORGOTTEN),
        ),
        "mark_lowered_in_hand": ("a mark is lowered", two().mark("Ana", 0)),
        "mark_lowered_other": (
            "the mark of somebody else is lowered",
            two().over(FORGOTTEN).mark("Eva", 0, FORGOTTEN),
        ),
    }
