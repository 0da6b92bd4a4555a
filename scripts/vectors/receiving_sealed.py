"""What stands sealed beside a vouch, and of which people a device holds it (docs/spec.md, 15.6, 16.2)."""

from p2pcard.core.book.book import How
from p2pcard.core.formats import recovery
from p2pcard.core.statements import support
from p2pcard.core.statements.bundle import Item
from scripts.vectors.case import MONTH, chance
from scripts.vectors.lives import (
    EIGHT,
    FIRST,
    Life,
    agreed,
    card_by,
    dead,
    key_of,
    known,
    root_of,
    shown,
    vouch_by,
    withdrawn,
)

Good = dict[str, tuple[str, Life]]
Tries = dict[str, tuple[str, Life, list[bytes]]]


def blob(by: str, about: str, secret_of: str = "", signer: str = "", **more: object) -> bytes:
    """Return a vouch with its acceptance, sealed for the holders of a card of its author."""
    item = shown(by, about, **more)
    assert item.acceptance  # noqa: S101  # there always is one
    secret = recovery.support_secret(root_of(secret_of or by))
    nonce = chance(f"nonce {by} {about} {sorted(more)}", 24)
    return support.seal(secret, key_of(signer or about), item.vouch, item.acceptance, nonce)


def beside(*blobs: bytes) -> Item:
    """Return Ben's vouch for Teo with these blobs."""
    filled = support.fill(blobs, lambda size: chance("no blob", size))
    return shown("Ben", "Teo", blobs=filled)


def good() -> Good:
    """Return all cases."""
    tries = {**_entering(), **_wanting()}
    found = {
        name: (f"blobs: {comment}", life.take(beside(*blobs)))
        for name, (comment, life, blobs) in tries.items()
    }
    return found | _beside_others()


def _beside_others() -> Good:
    """Blobs beside a vouch that is not held itself."""
    word, newer = blob("Ana", "Ben"), shown("Ben", "Teo", sequence=FIRST + 1)
    older, again = known().take(newer), known().take(shown("Ben", "Teo"))
    full = known(0).take(*(shown(name, "Teo") for name in EIGHT[:8]))
    return {
        "sealed_beside_older": ("blobs: beside an older vouch than is held", older.take(beside(word))),
        "sealed_beside_same": ("blobs: beside the one that is held", again.take(beside(word))),
        "sealed_beside_many": ("blobs: beside one for which there is no room", full.take(beside(word))),
    }


def _entering() -> Tries:
    word = blob("Ana", "Ben", may_introduce=True)
    full = [shown(name, "Ben") for name in EIGHT[:8]]
    second = known().take_card(card_by("Ana", series=7, support=b"", sequence=1))
    other = known().take_card(card_by("Ana", series=7, support=bytes(16 * (9,)), sequence=1))
    two = [word, blob("Eva", "Ben", may_introduce=True)]
    return {
        "sealed": ("one for the holder of Ana's card", known(), [word]),
        "sealed_two": ("two for two cards", known().hold("Eva"), two),
        "sealed_second_card": ("the secret is on one of two cards", second, [word]),
        "sealed_first_secret": ("the secret is on the first of two cards with different ones", other, [word]),
        "sealed_second_secret": (
            "the secret is on the second of two cards with different ones",
            known()
            .take_card(card_by("Ana", support=bytes(16 * (9,)), sequence=2))
            .take_card(card_by("Ana", series=7, sequence=1)),
            [word],
        ),
        "sealed_many_marked": ("where eight others are held about Ben", known().take(*full), [word]),
        "sealed_three": ("three, of which one is for me", known(), [*two, blob("Leo", "Ben")]),
    }


def _wanting() -> Tries:
    word, full = blob("Ana", "Ben"), [shown(name, "Ben") for name in EIGHT[:8]]
    short = known().take_card(card_by("Ana", support=b"", sequence=2))
    unmet = Life().hold("Ben", mark=1).hold("Ana", "Teo", how=How.CARD_ONLY)
    broken = word[:-1] + bytes((word[-1] ^ 1,))
    return {
        "sealed_no_secret": ("no secret on the card", short, [word]),
        "sealed_not_met": ("Ana was not met", unmet, [word]),
        "sealed_other_author": ("by another than the card's owner", known(), [blob("Eva", "Ben", "Ana")]),
        "sealed_other_subject": ("about another", known(), [blob("Ana", "Teo", signer="Ben")]),
        "sealed_other_signer": ("beside a vouch by another", known(), [blob("Ana", "Ben", signer="Teo")]),
        "sealed_run_out": ("that has run out", known(), [blob("Ana", "Ben", month=MONTH - 13)]),
        "sealed_ahead": ("dated too far ahead", known(), [blob("Ana", "Ben", month=MONTH + 2)]),
        "sealed_withdrawn": ("that was withdrawn", known().take(withdrawn("Ana", "Ben")), [word]),
        "sealed_dead": ("by somebody dead", known().take(dead("Ana")), [word]),
        "sealed_not_agreed": ("with an acceptance that does not fit", known(), [_not_agreed()]),
        "sealed_broken": ("with one bit changed", known(), [broken]),
        "sealed_many": ("where eight are held about Ben", known(0).take(*full), [word]),
    }


def _not_agreed() -> bytes:
    made, secret = vouch_by("Ana", "Ben"), recovery.support_secret(root_of("Ana"))
    return support.seal(secret, key_of("Ben"), made, agreed(made, "Teo"), chance("nonce", 24))
