"""Vouches and acceptances that are refused (docs/spec.md, 16.2)."""

from p2pcard.core.book.book import How
from p2pcard.core.statements.bundle import HeldSecrets, Item, Shown
from p2pcard.core.statements.statement import Kind
from scripts.vectors.case import MONTH
from scripts.vectors.lives import (
    EIGHT,
    FIRST,
    Life,
    agreed,
    card_by,
    dead,
    known,
    seed_of,
    shown,
    vouch_by,
    withdrawn,
)
from scripts.vectors.remembered import forged
from scripts.vectors.vouches import raw

Bad = dict[str, tuple[str, str, Life]]


def refused() -> tuple[Bad, ...]:
    """Return all of them."""
    return _unfit(), _over(), _unknown(), _nothing(), _order()


def _unfit() -> Bad:
    one = shown("Ana", "Teo")
    mine = Shown(vouch_by("Ana", "me"), agreed(vouch_by("Ana", "me"), "Ben"))
    tries: dict[str, tuple[str, str, Item]] = {
        "bad_author": ("BadAcceptance", "accepted by its author", _with(agreed(one.vouch, "Ana"))),
        "bad_third": ("BadAcceptance", "accepted by a third", _with(agreed(one.vouch, "Ben"))),
        "bad_other": ("BadAcceptance", "as is another vouch", _with(agreed(vouch_by("Ben", "Teo"), "Teo"))),
        "bad_mine": ("BadAcceptance", "about me, accepted by another", mine),
        "other_kind": ("Malformed", "a card in the place of a vouch", Shown(card_by("Ana"), None)),
        "other_kind_accepted": ("Malformed", "a card as acceptance", _with(card_by("Teo"))),
        "not_accepted": ("NotAccepted", "without an acceptance", Shown(one.vouch, None)),
    }
    return {name: (expect, why, known().take(item)) for name, (expect, why, item) in tries.items()}


def _over() -> Bad:
    one, mine = shown("Ana", "Teo"), Shown(vouch_by("Ana", "me"), None)
    ended = known().take(withdrawn("Ana", "me"))
    ahead = shown("Ana", "Teo", month=MONTH + 2)
    return {
        "withdrawn": ("VouchWithdrawn", "withdrawn", known().take(withdrawn("Ana", "Teo")).take(one)),
        "withdrawn_mine": ("VouchWithdrawn", "about me, withdrawn", ended.take(mine)),
        "dead_author": ("CardRevoked", "a dead author", known().take(dead("Ana")).take(one)),
        "dead_subject": ("CardRevoked", "a dead subject", known().take(dead("Teo")).take(one)),
        "ahead_2": ("VouchAhead", "until this month + 14", known().take(ahead)),
        "run_out": ("VouchRanOut", "the month after its last", known().take(one, month=MONTH + 13)),
    }


def _unknown() -> Bad:
    one, eight = shown("Ana", "Teo"), [shown(name, "Teo") for name in EIGHT[:8]]
    marked = Life().hold(*EIGHT[:8], "Ana", mark=1).hold("Teo", how=How.CARD_ONLY)
    copied, own = forged("Ben", "me", ("Ana", "me")), Shown(vouch_by("Ben", "me", sequence=FIRST + 1), None)
    two, newer = known().take(shown("Ana", "me")), known().take(shown("Ana", "me"), own)
    ninth = known().take(*eight).take(shown(EIGHT[8], "Teo"))
    return {
        "not_theirs": ("NotTheirs", "shown by its author", known().take(one, sender="Ana")),
        "not_theirs_third": ("NotTheirs", "shown by a third", known().take(one, sender="Ben")),
        "unknown_subject": ("UnknownSubject", "about somebody unknown", known().take(shown("Ana", "Zoe"))),
        "mine_copied": ("VouchCopied", "about me, with another's withdrawal handle", two.take(copied)),
        "mine_copied_older": ("VouchCopied", "and of a lower sequence than one held", newer.take(copied)),
        "unknown_voucher": ("UnknownVoucher", "about me, by one unknown", known().take(shown("Zoe", "me"))),
        "ninth": ("ManyVouches", "a ninth author", ninth),
        "ninth_marked": ("ManyVouches", "a ninth where all are marked", marked.take(*eight).take(one)),
    }


def _nothing() -> Bad:
    mine, one = vouch_by("me", "Teo"), vouch_by("Ana", "Teo")
    tries: dict[str, tuple[str, str, Item]] = {
        "own_not_held": ("NothingForYou", "a vouch of mine about somebody unknown", shown("me", "Zoe")),
        "own_too_high": (
            "NothingForYou",
            "a vouch of mine behind which few sequences are left",
            shown("me", "Teo", sequence=2**63),
        ),
        "accepted_by_another": ("NothingForYou", "one of mine, accepted by another", agreed(mine, "Ana")),
        "accepted_unknown": ("NothingForYou", "the acceptance of another's vouch", agreed(one, "Teo")),
        "acceptance_malformed": ("Malformed", "an acceptance of nothing", _empty(Kind.ACCEPTANCE)),
        "card": ("NothingForYou", "a card alone", card_by("Teo")),
        "held_secrets": ("NothingForYou", "tags of pair secrets outside of an exchange", HeldSecrets(())),
        "vouch_alone": ("NothingForYou", "a vouch as a plain statement", one),
    }
    return {name: (expect, why, known().give(mine).take(item)) for name, (expect, why, item) in tries.items()}


def _with(accepted: object) -> Shown:
    return Shown(vouch_by("Ana", "Teo"), accepted)  # type: ignore[arg-type]  # of any kind


def _empty(kind: Kind) -> Item:
    return raw(kind, {}, seed_of("Teo"))


def _order() -> Bad:
    """Break two rules at once: the one that comes first is named."""
    ended = known().take(withdrawn("Ana", "Teo"), dead("Ana"))
    ahead, over = (vouch_by("Ana", "Zoe", month=MONTH + later) for later in (2, -13))
    dead_ahead = known().take(dead("Ana"))
    bad = Shown(vouch_by("Ana", "Teo"), agreed(vouch_by("Ana", "Teo"), "Ben"))
    bare = Shown(vouch_by("Ana", "Zoe"), None)
    kind = Shown(vouch_by("Ana", "Teo"), card_by("Ben"))
    mine = Shown(vouch_by("Zoe", "me", month=MONTH - 13), None)
    return {
        "order_kind": ("Malformed", "a card as acceptance, of another", known().take(kind)),
        "order_bad": ("BadAcceptance", "and withdrawn", known().take(withdrawn("Ana", "Teo")).take(bad)),
        "order_withdrawn": ("VouchWithdrawn", "and a dead author", ended.take(shown("Ana", "Teo"))),
        "order_dead": ("CardRevoked", "and ahead", dead_ahead.take(Shown(ahead, None))),
        "order_ahead": ("VouchAhead", "and not accepted", known().take(Shown(ahead, None))),
        "order_run_out": ("VouchRanOut", "and not accepted", known().take(Shown(over, None))),
        "order_mine": ("VouchRanOut", "about me, and by somebody unknown", known().take(mine)),
        "order_not_accepted": ("NotAccepted", "and not theirs", known().take(bare, sender="Ana")),
        "order_not_theirs": (
            "NotTheirs",
            "and about somebody unknown",
            known().take(shown("Ana", "Zoe"), sender="Ana"),
        ),
    }
