"""A vault from its first phrase to its last byte: made once, opened, copied, restored, wiped."""

import pytest

from p2pcard.core.formats import sealed
from p2pcard.core.formats.sealed import SlotKind, What
from p2pcard.core.statements import card
from p2pcard.core.statements.card import Card
from p2pcard.edge.store.generations import VAULT
from p2pcard.errors import (
    Locked,
    NoVault,
    OtherWords,
    RecoveryWordsDoNotFit,
    VaultExists,
    WeakPhrase,
    WrongPhrase,
)
from p2pcard.service import keeper
from p2pcard.service.cardholder import Cardholder
from tests.peers import MONTH, chance_of
from tests.vaults import OTHER_PHRASE, PHRASE

pytestmark = pytest.mark.usefixtures("stretched_once")


def device(folder, month=MONTH):
    return Cardholder(folder, chance=chance_of(folder.name), clock=lambda: month)


@pytest.fixture
def mine(tmp_path):
    made = device(tmp_path / "mine")
    made.create(PHRASE, Card("Me"), low_memory=True)
    return made


def test_a_vault_is_made_once_and_holds_one_card_of_this_month_for_a_year(mine):
    (own,) = mine.book.own
    read = card.read(own.statement)
    assert (own.label, read.name, read.month, read.until) == (keeper.FIRST_CARD, "Me", MONTH, MONTH + 12)
    with pytest.raises(VaultExists):
        device(mine.home).refuse_if_no_place()
    mine.lock()
    with pytest.raises(VaultExists):
        device(mine.home).create(OTHER_PHRASE, Card("Another"), low_memory=True)


def test_once_locked_nothing_is_to_be_had_until_the_phrase_is_there(mine):
    book = mine.book
    mine.lock()
    mine.lock()
    assert not mine.is_open
    with pytest.raises(Locked):
        _ = mine.book
    with pytest.raises(WrongPhrase):
        mine.unlock(OTHER_PHRASE)
    mine.unlock(PHRASE)
    assert (mine.is_open, mine.book) == (True, book)


def test_a_clock_that_is_behind_is_noticed_and_takes_the_month_not_along(mine, tmp_path):
    mine.lock()
    for month, behind, counts in (
        (MONTH - 1, True, MONTH),
        (MONTH, False, MONTH),
        (MONTH + 1, False, MONTH + 1),
    ):
        now = device(tmp_path / "mine", month)
        now.unlock(PHRASE)
        assert (now.knows_month, now.month) == (not behind, counts)
        now.lock()


def test_a_new_phrase_takes_the_place_of_the_old_one_for_this_save_and_the_one_before(mine):
    with pytest.raises(WeakPhrase):
        mine.change_phrase("easy")
    mine.change_phrase(OTHER_PHRASE)
    mine.lock()
    for again in (mine.unlock, mine.find_saves):
        with pytest.raises(WrongPhrase):
            again(PHRASE)
    mine.unlock(OTHER_PHRASE)


def test_the_twelve_words_are_known_once_they_were_asked_back(mine):
    words = mine.recovery_words()
    assert (len(words), mine.knows_words) == (12, False)
    with pytest.raises((OtherWords, RecoveryWordsDoNotFit)):
        mine.check_words(" ".join((words[1], words[0], *words[2:])))
    mine.check_words(" ".join(words).upper())
    mine.note_words_known()
    assert mine.knows_words


def test_a_copy_brings_everything_back_under_another_phrase(mine, tmp_path):
    mine.choose_language("es")
    mine.backup(tmp_path / "copy")
    mine.check_backup(tmp_path / "copy")
    other = device(tmp_path / "other")
    other.restore(tmp_path / "copy", mine.store.root(), OTHER_PHRASE, taken=False, low_memory=True)
    assert (other.book.me, other.book.settings.language) == (mine.book.me, "es")
    stranger = device(tmp_path / "stranger")
    stranger.restore(tmp_path / "copy", mine.store.root(), OTHER_PHRASE, taken=True, low_memory=True)
    assert stranger.book.me != mine.book.me


def test_after_wiping_there_is_nothing(mine):
    folder = mine.folder
    mine.wipe()
    assert not folder.exists()
    with pytest.raises(Locked):
        mine.wipe()
    with pytest.raises(NoVault):
        mine.refuse_if_out_of_reach()


def test_a_device_with_less_than_two_gigabytes_takes_less_memory_to_open(mine, monkeypatch):
    for size, low in ((2 * 10**9 - 1, True), (2 * 10**9, False)):
        monkeypatch.setattr(keeper, "memory_size", lambda size=size: size)
        assert mine.needs_low_memory is low


def test_a_new_phrase_takes_the_usual_cost_of_a_guess_unless_it_shall_take_less(mine):
    usual = sealed.LOW_MEMORY if mine.needs_low_memory else sealed.NORMAL
    for low_memory, cost in ((False, usual), (True, sealed.LOW_MEMORY), (False, usual)):
        mine.change_phrase(OTHER_PHRASE, low_memory=low_memory)
        data = (mine.folder / VAULT).read_bytes()
        assert sealed.read(data, What.VAULT).slot(SlotKind.PHRASE).lock.cost == cost
