"""After a restore, or when a device was taken: what of one's word goes on, and what ends (spec 5.4, 15.5)."""

from dataclasses import replace

import pytest

from p2pcard.core.book import sending, verdict, vouching
from p2pcard.core.book.book import How
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.settings import Lost
from p2pcard.core.formats import crypto, recovery
from p2pcard.core.statements import revocation, vouch
from p2pcard.core.statements.bundle import Shown, Withdrawal
from p2pcard.core.statements.card import Card
from p2pcard.service.cardholder import Cardholder
from tests.peers import MONTH, chance_of
from tests.vaults import OTHER_PHRASE, PHRASE, go_back
from tests.vouchers import (
    INTRODUCES,
    KNOWS,
    NAMED,
    NUMBER,
    after,
    agreed,
    first_of,
    key_of,
    met,
    root_of,
    shown,
)

ANA, BEN, TEO = map(key_of, ("Ana", "Ben", "Teo"))


pytestmark = pytest.mark.usefixtures("stretched_once")


class Calendar:
    """A clock that the tests set."""

    def __init__(self):
        self.month = MONTH

    def __call__(self):
        return self.month


@pytest.fixture
def clock():
    return Calendar()


def device(folder, clock):
    return Cardholder(folder, chance=chance_of(folder.name), clock=clock)


@pytest.fixture
def mine(tmp_path, clock):
    """My device, on which I hold some people, vouch for two of them, and took one of that back."""
    made = device(tmp_path / "first", clock)
    made.create(PHRASE, Card("Me"), low_memory=True)
    book, root = met("Ana", "Ben", "Teo", book=made.book, mark=NAMED), made.store.root()
    for name in ("Teo", "Ana"):
        book = vouching.give(book, root, book.contacts[key_of(name)], MONTH, INTRODUCES, chance_of(name))
    book = vouching.withdraw(book, root, book.contacts[ANA], MONTH)
    word = vouch.issue(
        *(root_of("Ana"), book.me, "Me", first_of(MONTH), MONTH, vouch.Manner.QR), may_introduce=False
    )
    book = after(book, Shown(word, None), shown("Ana", "Teo"))
    book = vouching.introduce(book, root, book.contacts[ANA], book.contacts[BEN], MONTH, NUMBER)
    made.store.change(lambda _: book)
    return made


def copied(mine, tmp_path):
    mine.backup(tmp_path / "copy")
    return tmp_path / "copy", mine.store.root()


def restored(mine, tmp_path, clock, *, taken, name="second"):
    """Another device on which a copy of mine was restored."""
    path, root = copied(mine, tmp_path)
    other = device(tmp_path / name, clock)
    other.restore(path, root, OTHER_PHRASE, taken=taken, low_memory=True)
    return other


# A new identity


@pytest.mark.parametrize("taken", [False, True], ids=["begun anew", "restored, the device was taken"])
def test_a_new_identity_says_nothing_of_the_old_one_but_that_it_ended(mine, tmp_path, clock, taken):
    old, secret = mine.book.me, mine.book.vouches.withdrawn
    ended = revocation.write(mine.store.root())
    new = restored(mine, tmp_path, clock, taken=True) if taken else mine
    if not taken:
        mine.begin_anew()
    book = new.book
    assert book.me == crypto.public_key(recovery.identity_seed(new.store.root())) != old
    assert (book.vouches.given, book.vouches.mine) == ({}, {})
    assert book.introductions.offered == book.introductions.made == ()
    assert (book.former, book.vouches.revoked) == ((ended,), {old: ended})
    assert book.vouches.withdrawn == secret
    assert book.settings.lost == Lost()
    assert [contact.mark for contact in book.contacts.values()] == [Mark.THOSE_THEY_NAME] * 3
    gone = [Withdrawal(each.secret) for each in secret]
    for key in (ANA, BEN, TEO):
        assert list(sending.waiting(book, key, MONTH)) == [ended, *gone]


def test_the_card_of_my_former_identity_is_dead_on_my_own_device(mine):
    card = mine.book.own[0].statement
    mine.begin_anew()
    book = mine.book.accept(card, How.QR, MONTH)
    assert card.author not in verdict.lay_out(book, MONTH).met


def test_each_former_identity_is_ended_wherever_one_comes(mine):
    first = revocation.write(mine.store.root())
    mine.begin_anew()
    second = revocation.write(mine.store.root())
    mine.begin_anew()
    assert mine.book.former == (first, second)
    assert list(sending.waiting(mine.book, TEO, MONTH))[:2] == [first, second]
    assert set(mine.book.vouches.revoked) == {first.author, second.author}


def test_what_others_hold_of_the_old_one_ends_with_its_end(mine):
    word = mine.book.vouches.given[TEO][0].statement
    theirs = after(met("Teo"), Shown(word, agreed(word, "Teo")))
    mine.begin_anew()
    left = after(theirs, *sending.waiting(mine.book, TEO, MONTH))
    assert left.vouches.shown == {}


def test_a_new_identity_vouches_from_the_start(mine):
    mine.begin_anew()
    book = mine.book
    book = vouching.give(book, mine.store.root(), book.contacts[TEO], MONTH, KNOWS, chance_of("anew"))
    (held,) = book.vouches.given[TEO]
    assert (held.says.by, held.says.sequence) == (book.me, first_of(MONTH))


# The same identity


def test_a_restored_one_goes_on_with_its_word(mine, tmp_path, clock):
    clock.month = MONTH + 2
    book = restored(mine, tmp_path, clock, taken=False).book
    assert book.me == mine.book.me
    assert book.vouches == replace(mine.book.vouches.without_blobs(), shown={})
    assert book.introductions == mine.book.introductions
    assert book.former == ()


def test_it_takes_back_the_first_of_each_month_since_the_copy(mine, tmp_path, clock):
    clock.month = MONTH + 2
    other = restored(mine, tmp_path, clock, taken=False)
    other.vouching.withdraw(other.book.contacts[BEN])
    root, before = other.store.root(), {each.secret for each in mine.book.vouches.withdrawn}
    new = {each.secret for each in other.book.vouches.withdrawn} - before
    months = (MONTH, MONTH + 1, MONTH + 2)
    assert new == {vouch.withdrawal_secret(root, BEN, first_of(month)) for month in months}


def test_what_it_says_after_that_is_none_of_those_and_counts(mine, tmp_path, clock):
    clock.month = MONTH + 1
    other = restored(mine, tmp_path, clock, taken=False)
    other.vouching.give(other.book.contacts[TEO], may_introduce=False)
    held = other.book.vouches.given_to(TEO)
    assert held.says.sequence > first_of(MONTH + 1)
    whole = after(other.book, agreed(held.statement, "Teo"), month=MONTH + 1)
    assert verdict.is_given(whole, TEO, MONTH + 1)


def test_a_second_restore_remembers_what_the_first_one_lost(mine, tmp_path, clock):
    clock.month = MONTH + 2
    second = restored(mine, tmp_path, clock, taken=False)
    clock.month = MONTH + 4
    second.choose_language("es")
    third = restored(second, tmp_path, clock, taken=False, name="third")
    assert (third.book.settings.lost.since, third.book.settings.lost.until) == (MONTH, MONTH + 4)


def test_whoever_goes_back_to_the_save_before_repeats_no_sequence_either(mine, clock):
    clock.month = MONTH + 1
    mine.vouching.give(mine.book.contacts[BEN], may_introduce=False)
    gone = mine.book.vouches.given_to(BEN)
    mine.lock()
    go_back(mine)
    assert BEN not in mine.book.vouches.given
    mine.vouching.give(mine.book.contacts[BEN], may_introduce=True)
    again = mine.book.vouches.given_to(BEN)
    assert again.says.sequence > gone.says.sequence
    mine.vouching.withdraw(mine.book.contacts[BEN])
    assert again.says.handle.withdrawal in mine.book.vouches.ended


def test_what_was_said_in_a_save_that_is_gone_can_be_taken_back(mine, clock):
    mine.vouching.give(mine.book.contacts[BEN], may_introduce=False)
    gone = mine.book.vouches.given_to(BEN)
    mine.lock()
    go_back(mine)
    mine.vouching.withdraw(mine.book.contacts[BEN])
    assert gone.says.handle.withdrawal in mine.book.vouches.ended


def test_the_month_of_the_copy_counts_where_the_clock_is_behind(mine, tmp_path, clock):
    clock.month = 0
    for name, taken in (("second", False), ("third", True)):
        other = restored(mine, tmp_path, clock, taken=taken, name=name)
        assert other.month == other.store.last_month == MONTH
        assert not other.knows_month
