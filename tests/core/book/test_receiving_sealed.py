"""What stands sealed beside a vouch enters by the same rules (spec 15.6, 16.2)."""

import pytest

from p2pcard.core.book.book import How
from p2pcard.core.formats import recovery
from p2pcard.core.statements import support
from tests.peers import MONTH, chance_of
from tests.vouchers import (
    after,
    agreed,
    by_whom,
    card_by,
    dead,
    first_of,
    held,
    key_of,
    met,
    root_of,
    shown,
    vouch_by,
    withdrawn,
)

ANA, BEN, TEO = map(key_of, ("Ana", "Ben", "Teo"))
BOOK = held("Teo", book=met("Ana", "Ben"))


def blob(by, about, *, secret_of="", signer="", **more):
    """A vouch with its acceptance, sealed for the holders of a card of its author."""
    item = shown(by, about, **more)
    secret = recovery.support_secret(root_of(secret_of or by))
    nonce = chance_of(f"{by} {about} {more}")(24)
    return support.seal(secret, key_of(signer or about), item.vouch, item.acceptance, nonce)


def beside(*blobs, book=BOOK, month=MONTH):
    """Who vouches for Ben after Teo showed a vouch by Ben with these blobs."""
    filled = support.fill(blobs, chance_of("nothing"))
    return by_whom(after(book, shown("Ben", "Teo", blobs=filled), month=month), BEN)


def test_what_is_sealed_for_who_holds_anas_card_is_a_vouch_about_ben():
    assert beside(blob("Ana", "Ben", may_introduce=True)) == {ANA: first_of(MONTH)}
    found = after(BOOK, shown("Ben", "Teo", blobs=support.fill((blob("Ana", "Ben"),), chance_of("n"))))
    assert [each.blobs for each in found.vouches.shown[BEN]] == [()]
    both = beside(blob("Ana", "Ben"), blob("Eva", "Ben"), book=met("Eva", book=BOOK))
    assert both == {ANA: first_of(MONTH), key_of("Eva"): first_of(MONTH)}


def test_only_on_the_cards_of_people_i_met_a_secret_opens_anything():
    unmet = met("Ben", book=held("Ana", "Teo"))
    short = met("Ben", book=held("Teo")).accept(card_by("Ana", support=b""), How.QR, MONTH)
    second = BOOK.accept(card_by("Ana", series=7), How.QR, MONTH).accept(
        card_by("Ana", support=b"", sequence=2), How.QR, MONTH
    )
    assert beside(blob("Ana", "Ben"), book=second) == {ANA: first_of(MONTH)}
    assert beside(blob("Ana", "Ben"), book=unmet) == {}
    assert beside(blob("Ana", "Ben"), book=short) == {}


@pytest.mark.parametrize(
    "made",
    [
        blob("Eva", "Ben", secret_of="Ana"),
        blob("Ana", "Teo", signer="Ben"),
        blob("Ana", "Ben", signer="Teo"),
        blob("Ana", "Ben", month=MONTH - 13),
        blob("Ana", "Ben", month=MONTH + 2),
        blob("Ana", "Ben")[:-1] + b"\0",
    ],
    ids=["by another", "about another", "for another", "run out", "ahead", "broken"],
)
def test_what_is_sealed_enters_by_the_rules_of_a_vouch_or_harms_nothing(made):
    assert beside(made) == {}
    assert beside(made, blob("Ana", "Ben")) == {ANA: first_of(MONTH)}


def test_what_ended_or_is_too_much_does_not_enter_sealed_either():
    assert beside(blob("Ana", "Ben"), book=after(BOOK, withdrawn("Ana", "Ben"))) == {}
    assert beside(blob("Ana", "Ben"), book=after(BOOK, dead("Ana"))) == {}
    full = after(BOOK, *(shown(name, "Ben") for name in [f"Voucher {number}" for number in range(8)]))
    assert ANA not in beside(blob("Ana", "Ben"), book=full)
    other = support.seal(
        recovery.support_secret(root_of("Ana")),
        BEN,
        vouch_by("Ana", "Ben"),
        agreed(vouch_by("Ana", "Ben"), "Teo"),
        bytes(24),
    )
    assert beside(other) == {}
