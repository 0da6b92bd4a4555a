"""What is remembered of others' vouches, and what is kept when they are forgotten (docs/spec.md, 15.8)."""

from typing import Any

from p2pcard.core.book.book import How
from p2pcard.core.statements import acceptance, statement
from p2pcard.core.statements.bundle import Shown
from p2pcard.core.statements.statement import Kind
from scripts.vectors.case import MONTH, chance
from scripts.vectors.lives import (
    FIRST,
    Life,
    agreed,
    card_by,
    dead,
    offered,
    seed_of,
    shown,
    vouch_by,
    withdrawn,
)

Good = dict[str, tuple[str, Life]]
FORGOTTEN = MONTH + 2  # when what came two months ago is


def good() -> tuple[Good, ...]:
    """Return all cases."""
    return (
        _kinds(),
        _kept(),
        _ended(),
        _made_up(),
        _again(),
        _doubted(),
        _followed(),
        _followed_far(),
        _gone(),
    )


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


def forged(by: str, about: str, handles_of: tuple[str, str] | None = None, **more: Any) -> Shown:
    """Return a vouch with a void handle that is made up, or with the handles of another one."""
    fields = vouch_by(by, about, may_introduce=True, **more).fields()
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
        "copied": (
            "a vouch about the same person has its handles, and its author is not marked",
            about.take(dead("Zoe")),
        ),
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


def _thiefs(kind: str = "") -> Life:
    """Return a device on which Ben is kept and Ana is in hand, whose void handle is made up."""
    life = Life().hold("Ana", "Ben", mark=1).hold("Teo", how=How.CARD_ONLY)
    if kind:
        life.remember(kind)
    life.take(forged("Ana", "Teo"), shown("Ben", "Teo"))
    return life.take(forged("Ana", "Teo"), month=MONTH + 1).over(FORGOTTEN)


def _honest() -> Life:
    """Return the same with a void handle that is right, and Ana renewed."""
    newer = shown("Ana", "Teo", sequence=FIRST + 1)
    return two().take(shown("Ana", "Teo"), month=MONTH + 1).over(FORGOTTEN).take(newer, month=FORGOTTEN)


def _followed() -> Good:
    same, other = (forged("Ana", "Teo", sequence=FIRST + 1, name=name) for name in ("Teo", "Another"))
    gone = dead("Ana")
    both = [withdrawn("Ana", "Teo", FIRST + number) for number in (0, 1)]
    newer = _thiefs().take(other, month=FORGOTTEN)
    return {
        "followed": ("a newer vouch takes the place of one of two that are kept", _honest()),
        "followed_withdrawn": ("and both are withdrawn", _honest().take(*both, month=FORGOTTEN)),
        "followed_void": ("and its author is dead", _honest().take(gone, month=FORGOTTEN)),
        "followed_made_up": (
            "with void handles that are made up, its author dead",
            _thiefs().take(same, gone, month=FORGOTTEN),
        ),
        "followed_made_up_alone": (
            "and nothing else is kept",
            Life()
            .hold("Ana", mark=1)
            .hold("Teo", how=How.CARD_ONLY)
            .take(forged("Ana", "Teo"))
            .take(same, gone),
        ),
        "followed_other_name": ("and under another name", _thiefs().take(other, gone, month=FORGOTTEN)),
        "followed_other_name_then": ("and its author is dead later", newer.take(gone, month=FORGOTTEN)),
        "followed_last_month": (
            "in the last month in which what was followed is remembered",
            _thiefs("until-expiry")
            .take(other, month=FORGOTTEN)
            .over(MONTH + 12)
            .take(gone, month=MONTH + 12),
        ),
        "followed_forgotten": (
            "when it is not remembered",
            _thiefs().take(other, month=FORGOTTEN).over(FORGOTTEN + 1).take(gone, month=FORGOTTEN + 1),
        ),
        "followed_512": (
            "where 512 revocations are held, of one who is in hand no more",
            _displaced().strangers(512).take(dead("Eva"), month=FORGOTTEN),
        ),
    }


def _displaced() -> Life:
    """Return a device on which a marked author takes the place of one who counts through another."""
    life = Life().hold("Ana", mark=2).hold("Ben", "Leo", mark=1).hold("Teo", how=How.CARD_ONLY)
    life.take(shown("Ana", "Eva", may_introduce=True), shown("Ben", "Teo")).hold("Eva", how=How.CARD_ONLY)
    life.take(shown("Ana", "Eva", may_introduce=True), forged("Eva", "Teo"), month=MONTH + 1).over(FORGOTTEN)
    for number in range(7):
        life.take(shown(f"Voucher {number}", "Teo"), month=FORGOTTEN)
    return life.take(shown("Leo", "Teo"), month=FORGOTTEN)


def _far() -> Life:
    life = Life().hold("Ana", mark=2).hold("Eva", "Teo", how=How.CARD_ONLY)
    return life.take(forged("Ana", "Eva"), shown("Eva", "Teo"))


def _copied() -> Life:
    """Return a device on which a voucher's copied handles are followed by handles of their own."""
    newer = shown("Zoe", "Teo", sequence=FIRST + 1)
    return two("forget").over().take(forged("Zoe", "Teo", ("Ana", "Teo"))).take(newer)


def _followed_far() -> Good:
    first = forged("Ana", "Eva", sequence=FIRST + 1, name="Another")
    last = shown("Eva", "Teo", sequence=FIRST + 1, name="Another")
    return {
        "followed_first": ("the first of two, its author dead", _far().take(first, dead("Ana"))),
        "followed_last": ("the last of two, the author of the first dead", _far().take(last, dead("Ana"))),
        "followed_both": ("both of two", _far().take(first, last, dead("Ana"))),
        "displaced": ("a marked author takes the place", _displaced()),
        "displaced_dead": ("and who had it is dead", _displaced().take(dead("Eva"), month=FORGOTTEN)),
        "copied_followed": ("copied handles are followed by others", _copied()),
        "copied_followed_withdrawn": (
            "and what was copied is withdrawn",
            _copied().take(withdrawn("Ana", "Teo")),
        ),
        "copied_followed_dead": ("and who copied is dead", _copied().take(dead("Zoe"))),
        "copied_followed_other": (
            "and the newer one is withdrawn",
            _copied().take(withdrawn("Zoe", "Teo", FIRST + 1)),
        ),
    }


def _gone() -> Good:
    """People who are forgotten."""
    mine, filled = vouch_by("me", "Teo"), tuple(chance(f"blob {number}", 656) for number in range(3))
    given = two().give(mine).take(agreed(mine, "Teo"))
    blobs = two().take(shown("Ben", "me", blobs=filled)).forget("Eva")
    between = [offered("me", "Ana", "Ben"), offered("me", "Ben", "Ana")]
    others = Life().hold("Ana", "Ben").take(offered("Ana", "me", "Teo"), offered("Ben", "me", "Leo"))
    introduced = _followed_far()["displaced"][1]
    return {
        "gone_marked_in_hand": ("one of two who are marked is forgotten", two().forget("Ana")),
        "gone_marked": (
            "one of two who are marked is forgotten, and what they said was before",
            two().over(FORGOTTEN).forget("Ana", FORGOTTEN),
        ),
        "gone_unmarked": (
            "somebody without a mark is forgotten",
            two().hold("Leo").over(FORGOTTEN).forget("Leo", FORGOTTEN),
        ),
        "gone_subject": ("the person who was confirmed is forgotten", two().forget("Teo")),
        "gone_dead": ("somebody who is dead is forgotten", two().take(dead("Ana")).forget("Ana")),
        "gone_given": ("somebody I vouched for is forgotten", given.forget("Teo")),
        "gone_author": (
            "somebody who vouched for me is forgotten",
            two().take(shown("Ana", "me")).forget("Ana"),
        ),
        "gone_blobs": ("when anybody is forgotten, blobs go", blobs),
        "gone_made": (
            "one of two I introduce is forgotten",
            Life().hold("Ana", "Ben").introduce(*between).forget("Ben"),
        ),
        "gone_introducer": ("somebody who introduces is forgotten", others.forget("Ana")),
        "gone_followed": (
            "the author of a vouch whose place was taken is forgotten",
            introduced.forget("Ana"),
        ),
    }
