"""Introductions, withdrawals and revocations on a device (docs/spec.md, 16.2)."""

from p2pcard.core.book.book import How
from p2pcard.core.statements.bundle import Introduced, Withdrawal
from p2pcard.core.statements.statement import Kind, Statement
from scripts.vectors.case import MONTH, chance
from scripts.vectors.lives import (
    Life,
    agreed,
    brought,
    card_by,
    dead,
    offered,
    seed_of,
    shown,
    vouch_by,
    withdrawn,
)
from scripts.vectors.vouches import raw

Good = dict[str, tuple[str, Life]]
Bad = dict[str, tuple[str, str, Life]]
OFFER, THEIRS = offered("Ana", "me", "Teo"), offered("Ana", "Teo", "me")
OTHER = chance("another number", 16)
JANUARY = MONTH + 2
NO = "NotIntroduced"


def good() -> tuple[Good, ...]:
    """Return what enters."""
    return _offers(), _brought(), _withdrawals(), _revocations()


def refused() -> tuple[Bad, ...]:
    """Return what is refused."""
    return _bad_offers(), _bad_cards(), _bad_endings()


def two() -> Life:
    """Return a device that holds the cards of two people who were met."""
    return Life().hold("Ana", "Ben")


def agreeing(life: Life | None = None) -> Life:
    """Return a device whose person agreed to be introduced to Teo by Ana."""
    return (life or two()).take(OFFER).agree(OFFER)


def _offers() -> Good:
    made = [offered("me", "Ana", "Ben"), offered("me", "Ben", "Ana")]
    many = [offered("Ana", "me", "Teo", number=chance(f"number {number}", 16)) for number in range(31)]
    return {
        "offer": ("an introduction to me", two().take(OFFER, sender="Ana")),
        "offer_from_another": ("brought by another", two().take(OFFER, sender="Ben")),
        "offer_twice": ("twice", two().take(OFFER, OFFER)),
        "offer_agreed": ("and again after I agreed", agreeing().take(OFFER)),
        "offer_ahead_1": ("from next month", two().take(offered("Ana", "me", "Teo", MONTH + 1))),
        "offer_last_month": ("in its last month", two().take(OFFER, month=MONTH + 1)),
        "offer_two": ("by two people", two().take(OFFER, offered("Ben", "me", "Teo"))),
        "offer_run_out": ("that has run out by now", agreeing().over(MONTH + 2)),
        "offer_declined": ("one that I declined comes again", two().take(OFFER).decline(OFFER).take(OFFER)),
        "offer_other_number": (
            "and one of another number after that",
            two().take(OFFER).decline(OFFER).take(offered("Ana", "me", "Teo", number=OTHER)),
        ),
        "offer_32": ("32 of them", two().take(*many, OFFER)),
        "offer_32_again": ("32 of them, and one of them again", two().take(*many, OFFER).take(OFFER)),
        "made_agreed": ("somebody agrees to mine", two().introduce(*made).take(agreed(made[0], "Ana"))),
        "made_agreed_both": (
            "both agree, one of them twice",
            two()
            .introduce(*made)
            .take(agreed(made[0], "Ana"), agreed(made[1], "Ben"), agreed(made[0], "Ana")),
        ),
        "made_run_out": ("mine have run out by now", two().introduce(*made).over(MONTH + 2)),
    }


def _brought() -> Good:
    it, newer = brought("Ana", "Teo"), card_by("Teo", sequence=2)
    mere, later = agreeing().hold("Teo", how=How.CARD_ONLY), agreeing().hold("Teo")
    lives = {
        "introduced": ("a card to whose owner I agreed to be introduced", agreeing().take(it)),
        "introduced_later": ("in the month after", agreeing().take(it, sender="Ana", month=MONTH + 1)),
        "introduced_known": ("of somebody whose card was passed on before", mere.take(it)),
        "introduced_met": ("of somebody I met since", later.take(it, month=MONTH + 1)),
        "introduced_older": ("an older one than I hold", agreeing().take_card(newer).take(it)),
    }
    newest = agreeing().hold("Teo").take(brought("Ana", "Teo", newer))
    return {**lives, "introduced_newer": ("a newer one than I hold", newest), **_brought_again()}


def _brought_again() -> Good:
    it, next_month = brought("Ana", "Teo"), MONTH + 1
    held = two().hold("Teo", how=How.CARD_ONLY).take(it, month=next_month)
    second = _by_two().take(it).take(brought("Ben", "Teo"), month=next_month)
    return {
        "introduced_twice": (
            "a second time, which changes nothing",
            agreeing().take(it).take(it, month=next_month),
        ),
        "introduced_held": ("to which I agreed to nothing, of a card that I hold", held),
        "introduced_by_two": ("by the second of two as well", second),
    }


def _by_two() -> Life:
    other = offered("Ben", "me", "Teo")
    return agreeing().take(other).agree(other)


def _withdrawals() -> Good:
    words = [Withdrawal(chance(f"word {number}")) for number in range(257)]
    held = Life().hold("Ana", "Ben", mark=1).hold("Teo", how=How.CARD_ONLY)
    held.take(shown("Ana", "Teo"), shown("Ben", "Teo"))
    full = two().take(*words[:233], sender="Ana").take(*words[233:256], sender="Ana")
    return {
        "withdrawal": ("a withdrawal", two().take(words[0], sender="Ana")),
        "withdrawal_in_file": ("in a file", two().take(words[0])),
        "withdrawal_twice": ("twice", two().take(words[0], words[0], sender="Ana")),
        "withdrawal_of_shown": ("of a vouch that is held", held.take(withdrawn("Ana", "Teo"))),
        "withdrawal_of_mine": (
            "of a vouch about me, which stays",
            two().take(shown("Ana", "me")).take(withdrawn("Ana", "me")),
        ),
        "withdrawal_25": ("25 months later", two().take(words[0]).over(MONTH + 25)),
        "withdrawal_26": ("26 months later", two().take(words[0]).over(MONTH + 26)),
        "withdrawals_256": (
            "256 by one sender, one of them again, one more by another, and one more in January",
            full.take(words[0], sender="Ana")
            .take(words[256], sender="Ben")
            .take(Withdrawal(chance("word of January")), sender="Ana", month=JANUARY),
        ),
    }


def _revocations() -> Good:
    held = Life().hold("Ana", "Ben", mark=1).hold("Teo", how=How.CARD_ONLY)
    both = shown("Ana", "Teo"), shown("Ben", "Teo")
    many = two().take_card(card_by("Eva"), How.CARD_ONLY).strangers(512)
    kept = Life().hold("Ana", "Ben", mark=1).hold("Teo", how=How.CARD_ONLY).remember("forget")
    kept.take(shown("Ana", "Teo"), shown("Zoe", "Teo")).over()
    others = Life().hold("Teo", how=How.CARD_ONLY).take(shown("Zoe", "Teo")).strangers(512)
    return {
        "revocation": ("a revocation, brought by another", two().take(dead("Ana"), sender="Ben")),
        "revocation_twice": ("twice", two().take(dead("Ana"), dead("Ana"))),
        "revocation_unknown": ("of somebody unknown", two().take(dead("Zoe"))),
        "revocation_of_me": ("of my own key", two().take(dead("me"))),
        "revocation_of_author": ("of the author of a vouch", held.take(*both).take(dead("Ana"))),
        "revocation_of_subject": ("of its subject", _two_shown().take(dead("Teo"))),
        "revocation_511": ("of somebody unknown, where 511 are held", two().strangers(511).take(dead("Zoe"))),
        "revocation_512_held": (
            "of people I hold, and of me",
            many.take(dead("Ana"), dead("Eva"), dead("me")),
        ),
        "revocation_512_shown": (
            "of the author of a vouch, where 512 are held: that goes",
            others.take(dead("Zoe")),
        ),
        "revocation_512_kept": (
            "of whoever stands behind what is kept",
            kept.strangers(512).take(dead("Ana")),
        ),
    }


def _two_shown() -> Life:
    life = Life().hold("Ana", "Ben", mark=1).hold("Teo", how=How.CARD_ONLY)
    return life.take(shown("Ana", "Teo"), shown("Ben", "Teo"))


def _bad_offers() -> Bad:
    many = [offered("Ana", "me", "Teo", number=chance(f"number {number}", 16)) for number in range(32)]
    made, late = offered("me", "Ana", "Ben"), offered("Zoe", "me", "Teo", MONTH - 2)
    both = two().take(dead("Ana")).take(offered("Ana", "Ben", "Teo"))
    return {
        "offer_dead": ("CardRevoked", "by somebody dead", two().take(dead("Ana")).take(OFFER)),
        "offer_to_another": ("NotForYou", "to another", two().take(offered("Ana", "Ben", "Teo"))),
        "offer_late": ("IntroductionRanOut", "that has run out", two().take(OFFER, month=MONTH + 2)),
        "offer_ahead_2": (
            "IntroductionRanOut",
            "dated two months ahead",
            two().take(offered("Ana", "me", "Teo", MONTH + 2)),
        ),
        "offer_unknown": ("UnknownVoucher", "by somebody unknown", two().take(offered("Zoe", "me", "Teo"))),
        "offer_33": ("ManyIntroductions", "a 33rd", two().take(*many).take(OFFER)),
        "offer_33_agreed": ("ManyIntroductions", "a 33rd, where I agreed to all", _all(many).take(OFFER)),
        "offer_order_dead": ("CardRevoked", "by somebody dead, and to another", both),
        "offer_order_late": ("IntroductionRanOut", "run out, and by somebody unknown", two().take(late)),
        "offer_malformed": (
            "Malformed",
            "that says nothing",
            two().take(raw(Kind.INTRODUCTION, {}, seed_of("Ana"))),
        ),
        "made_agreed_by_another": (
            "NothingForYou",
            "mine, agreed to by the other one",
            two().introduce(made).take(agreed(made, "Ben")),
        ),
    }


def _all(offers: list[Statement]) -> Life:
    life = two().take(*offers)
    for each in offers:
        life.agree(each)
    return life


def _bad_cards() -> Bad:
    good, own = brought("Ana", "Teo"), brought("Ana", "me", card_by("me", "Teo"), OFFER)
    lives = {
        "no_offer": ("without an introduction to me", two()),
        "not_agreed": ("to which I did not agree", two().take(OFFER)),
        "declined": ("which I declined", two().take(OFFER).decline(OFFER)),
        "run_out": ("which has run out", agreeing().over(MONTH + 2)),
        "dead": ("of a dead key", agreeing().take(dead("Teo"))),
        "by_dead": ("by somebody who is dead by now", agreeing().take(dead("Ana"))),
    }
    found: Bad = {f"introduced_{name}": (NO, why, life.take(good)) for name, (why, life) in lives.items()}
    for name, (expect, why, item) in _bad_parts().items():
        found[f"introduced_{name}"] = (expect, why, agreeing().take(item))
    versions = agreeing().take_card(card_by("Teo", role="nurse"))
    found["introduced_two_versions"] = ("TwoVersions", "of the sequence of another card", versions.take(good))
    found["introduced_own"] = ("YourOwnCard", "my own card", agreeing().take(own))
    return found


def _bad_parts() -> dict[str, tuple[str, str, Introduced]]:
    yes, card, number = agreed(THEIRS, "Teo"), card_by("Teo"), offered("Ana", "Teo", "me", number=OTHER)
    word = vouch_by("Ana", "Teo")
    return {
        "number": (NO, "of another number", brought("Ana", "Teo", made=number)),
        "by_another": (NO, "by another", brought("Ben", "Teo")),
        "to_another": (NO, "of somebody else of this name", Introduced(card_by("Zoe", "Teo"), THEIRS, yes)),
        "agreed_by_another": (NO, "agreed to by another", Introduced(card, THEIRS, agreed(THEIRS, "Zoe"))),
        "agreed_to_another": (
            NO,
            "something else is agreed to",
            Introduced(card, THEIRS, agreed(OFFER, "Teo")),
        ),
        "name": (NO, "of another name", brought("Ana", "Teo", card_by("Teo", "Theo"))),
        "kind_card": ("Malformed", "another kind as card", Introduced(yes, THEIRS, yes)),
        "kind_introduction": ("Malformed", "another kind as introduction", Introduced(card, word, yes)),
        "kind_acceptance": ("Malformed", "another kind as acceptance", Introduced(card, THEIRS, card)),
    }


def _bad_endings() -> Bad:
    words = [Withdrawal(chance(f"word {number}")) for number in range(257)]
    full = two().take(*words[:233], sender="Ana").take(*words[233:256], sender="Ana")
    return {
        "withdrawal_257": ("ManyWithdrawals", "a 257th by one sender", full.take(words[256], sender="Ana")),
        "revocation_512": (
            "NothingForYou",
            "of somebody unknown, where 512 are held",
            two().strangers(512).take(dead("Zoe")),
        ),
        "revocation_malformed": (
            "Malformed",
            "a revocation that says nothing",
            two().take(raw(Kind.REVOCATION, {}, seed_of("Ana"))),
        ),
    }
