"""Behind the cards, between the room and the book: a newer vouch, a full disk, and two people of one name."""

import os

import pytest

from p2pcard.cardholder.person import ActedNow, NewsNow, RefusedNow
from p2pcard.cardholder.service import Cardholder
from p2pcard.cardholder.shelf import VaultShelf
from p2pcard.cli.session import Session
from p2pcard.cli.telling import TerminalPerson
from p2pcard.core import bundle
from p2pcard.core.book import How
from p2pcard.core.bundle import LARGE, Shown
from p2pcard.core.exchange import AnswerVouch, Busy, StoredNow, VouchFor
from p2pcard.core.meeting.events import StayNow
from p2pcard.core.news import VouchOffered
from p2pcard.errors import DiskFull, SeveralPeople
from tests.disks import needs_root, small_disk
from tests.shells import PHRASE
from tests.standings import NOW, device_of
from tests.vouchers import card_by, first_of, key_of, met, vouch_by

ANA = key_of("Ana")


@pytest.fixture
def opened(tmp_path):
    """Open a device that holds a book, in a folder of its own or in one that is named."""
    found = []

    def unlock(book, folder=tmp_path):
        me = Cardholder(device_of(folder, book).home)
        me.unlock(PHRASE)
        found.append(me)
        return me

    yield unlock
    for me in found:
        me.lock()


def shelf_of(me, *here):
    """What stands between this person's book and those who are here."""
    shelf = VaultShelf(me.vouching, How.PHRASE)
    assert not list(shelf.arrive(here))
    return shelf


def brought(sequence=0):
    """What Ana's device sends: her vouch for me, filled up as it travels."""
    vouched = vouch_by("Ana", "me", month=NOW, sequence=sequence)
    return ((ANA, bundle.fill([Shown(vouched, None, ())], LARGE)[0]),)


def test_whoever_agrees_while_a_newer_vouch_comes_is_asked_about_that_one(opened):
    me = opened(met("Ana"))
    shelf, offered = shelf_of(me, ANA), NewsNow((VouchOffered(ANA),))
    assert list(shelf.unpack(brought())) == [offered]
    assert list(shelf.unpack(brought(first_of(NOW) + 1))) == [offered]
    assert list(shelf.do(AnswerVouch(ANA, yes=True))) == [offered]
    assert me.book.vouches.mine[ANA].acceptance is None
    assert list(shelf.do(AnswerVouch(ANA, yes=True))) == [ActedNow(AnswerVouch(ANA, yes=True))]
    held = me.book.vouches.mine[ANA]
    assert (held.says.sequence, held.acceptance is None) == (first_of(NOW) + 1, False)


def test_whoever_agrees_to_the_same_vouch_that_came_twice_is_not_asked_again(opened):
    shelf = shelf_of(opened(met("Ana")), ANA)
    assert list(shelf.unpack(brought() + brought())) == [NewsNow((VouchOffered(ANA),))]
    assert list(shelf.do(AnswerVouch(ANA, yes=True))) == [ActedNow(AnswerVouch(ANA, yes=True))]


@needs_root
def test_what_comes_when_the_disk_is_full_is_told_and_may_come_once_more(opened, tmp_path):
    with small_disk(tmp_path / "small", 1024) as disk:
        me = opened(met("Ana"), disk)
        shelf, filler = shelf_of(me, ANA), disk / "filler"
        with filler.open("wb") as file, pytest.raises(OSError, match="No space"):
            while True:
                os.write(file.fileno(), bytes(4096))
        (told,) = shelf.unpack(brought())
        assert isinstance(told, RefusedNow)
        assert isinstance(told.refusal, DiskFull)
        assert not me.book.vouches.mine
        filler.unlink()
        assert list(shelf.unpack(brought())) == [NewsNow((VouchOffered(ANA),))]
        me.lock()


def two_bens():
    """A book with two people who call themselves Ben."""
    return met("Ben").accept(card_by("Another", called="Ben"), How.PHRASE, NOW)


def test_of_two_people_of_one_name_the_one_whose_id_is_said_is_vouched_for(opened):
    me = opened(two_bens())
    ben, another = key_of("Ben"), key_of("Another")
    shelf = shelf_of(me, ben, another)
    (refused,) = shelf.do(VouchFor("Ben", False, None))
    assert isinstance(refused, RefusedNow)
    assert isinstance(refused.refusal, SeveralPeople)
    act = VouchFor(another.hex(), False, None)
    assert list(shelf.do(act)) == [ActedNow(act)]
    assert set(me.book.vouches.given) == {another}


def test_at_a_terminal_the_two_are_told_apart_by_the_start_of_their_ids(opened, capsys):
    person = TerminalPerson(Session(plain=True, _cardholder=opened(two_bens())))
    here = (card_by("Ben"), card_by("Another", called="Ben"))
    for screen in (StoredNow(here, (), ()), StayNow()):
        person.show(screen)
    capsys.readouterr()
    assert person._meaning("vouch ben") is None
    told = capsys.readouterr().out
    ids = [key_of(name).hex()[:8] for name in ("Ben", "Another")]
    assert all(f"Ben ({each})" in told for each in ids)
    assert person._meaning(f"vouch {ids[1]}") == Busy()
    assert [person._meaning(line) for line in ("yes", "")] == [None, None]
    act = VouchFor(key_of("Another").hex(), False, None)
    assert person._meaning("") == act
    capsys.readouterr()
    person.show(ActedNow(act))
    assert capsys.readouterr().out == "You vouch for Ben. It counts once Ben agreed.\n"


def test_what_a_whole_room_sends_in_one_round_is_one_save(opened):
    names = [f"Person {number}" for number in range(12)]
    me = opened(met(*names))
    shelf, saved = shelf_of(me, *map(key_of, names)), me.vouching.vault.save_number
    vouches = [vouch_by(name, "me", month=NOW) for name in names]
    nonsense = (key_of(names[0]), b"\xff" * LARGE)
    came = [(v.author, bundle.fill([Shown(v, None, ())], LARGE)[0]) for v in vouches]
    told = list(shelf.unpack((nonsense, *came)))
    assert told == [NewsNow((VouchOffered(key_of(name)),)) for name in names]
    assert me.vouching.vault.save_number == saved + 1
