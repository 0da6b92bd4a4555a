"""Behind the cards, between the room and the book: a newer vouch, a full disk, and two people of one name."""

import os

import pytest

from p2pcard.cli.live.terminal import TerminalPerson
from p2pcard.cli.session import Session
from p2pcard.core.book import pair_secrets
from p2pcard.core.book.book import How
from p2pcard.core.book.news import VouchOffered
from p2pcard.core.book.pair_secrets import PairSecret
from p2pcard.core.book.routes import Mark
from p2pcard.core.exchange.events import AnswerVouch, Arrival, Busy, Ready, Saved, StoredNow, VouchFor
from p2pcard.core.exchange.meeting.events import StayNow
from p2pcard.core.statements import bundle
from p2pcard.core.statements.bundle import LARGE, SMALL, HeldSecrets, Shown
from p2pcard.errors import DiskFull, SeveralPeople
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.live.exchange_store import ExchangeStore
from p2pcard.service.live.person import ActedNow, NewsNow, RefusedNow
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


def exchange_of(me, *here):
    """What stands between this person's book and those who are here."""
    exchange = ExchangeStore(me.vouching, How.PHRASE)
    assert not list(exchange.arrive(here))
    return exchange


def brought(sequence=0):
    """What Ana's device sends: her vouch for me, filled up as it travels."""
    vouched = vouch_by("Ana", "me", month=NOW, sequence=sequence)
    return ((ANA, bundle.fill([Shown(vouched, None, ())], LARGE)[0]),)


def test_whoever_agrees_while_a_newer_vouch_comes_is_asked_about_that_one(opened):
    me = opened(met("Ana"))
    exchange, offered = exchange_of(me, ANA), NewsNow((VouchOffered(ANA),))
    assert list(exchange.unpack(brought())) == [offered]
    assert list(exchange.unpack(brought(first_of(NOW) + 1))) == [offered]
    assert list(exchange.do(AnswerVouch(ANA, yes=True))) == [offered]
    assert me.book.vouches.mine[ANA].acceptance is None
    assert list(exchange.do(AnswerVouch(ANA, yes=True))) == [ActedNow(AnswerVouch(ANA, yes=True))]
    held = me.book.vouches.mine[ANA]
    assert (held.says.sequence, held.acceptance is None) == (first_of(NOW) + 1, False)


def test_whoever_agrees_to_the_same_vouch_that_came_twice_is_not_asked_again(opened):
    exchange = exchange_of(opened(met("Ana")), ANA)
    assert list(exchange.unpack(brought() + brought())) == [NewsNow((VouchOffered(ANA),))]
    assert list(exchange.do(AnswerVouch(ANA, yes=True))) == [ActedNow(AnswerVouch(ANA, yes=True))]


@needs_root
def test_what_comes_when_the_disk_is_full_is_told_and_may_come_once_more(opened, tmp_path):
    with small_disk(tmp_path / "small", 1024) as disk:
        me = opened(met("Ana"), disk)
        exchange, filler = exchange_of(me, ANA), disk / "filler"
        with filler.open("wb") as file, pytest.raises(OSError, match="No space"):
            while True:
                os.write(file.fileno(), bytes(4096))
        (told,) = exchange.unpack(brought())
        assert isinstance(told, RefusedNow)
        assert isinstance(told.refusal, DiskFull)
        assert not me.book.vouches.mine
        filler.unlink()
        assert list(exchange.unpack(brought())) == [NewsNow((VouchOffered(ANA),))]
        me.lock()


def two_bens():
    """A book with two people who call themselves Ben."""
    return met("Ben").accept(card_by("Another", called="Ben"), How.PHRASE, NOW)


def test_of_two_people_of_one_name_the_one_whose_id_is_said_is_vouched_for(opened):
    me = opened(two_bens())
    ben, another = key_of("Ben"), key_of("Another")
    exchange = exchange_of(me, ben, another)
    (refused,) = exchange.do(VouchFor("Ben", False, None))
    assert isinstance(refused, RefusedNow)
    assert isinstance(refused.refusal, SeveralPeople)
    act = VouchFor(another.hex(), False, None)
    assert list(exchange.do(act)) == [ActedNow(act)]
    assert set(me.book.vouches.given) == {another}


def test_at_a_terminal_the_two_are_told_apart_by_the_start_of_their_ids(opened, capsys):
    person = TerminalPerson(Session(plain=True, cardholder=opened(two_bens())))
    here = (card_by("Ben"), card_by("Another", called="Ben"))
    for screen in (StoredNow(here, (), ()), StayNow()):
        person.show(screen)
    capsys.readouterr()
    assert person._meaning("vouch ben") is None
    told = capsys.readouterr().out
    ids = [key_of(name).hex()[:8] for name in ("Ben", "Another")]
    assert all(f"Ben ({each})" in told for each in ids)
    assert person._meaning(f"vouch {ids[1]}") == Busy()
    assert person._meaning("yes") is None
    act = VouchFor(key_of("Another").hex(), False, Mark.NO)
    assert person._meaning("") == act
    capsys.readouterr()
    person.show(ActedNow(act))
    assert capsys.readouterr().out == "You vouch for Ben. It counts once Ben agreed.\n"


def test_what_a_whole_room_sends_in_one_round_is_one_save(opened):
    names = [f"Person {number}" for number in range(12)]
    me = opened(met(*names))
    exchange, saved = exchange_of(me, *map(key_of, names)), me.save_number
    vouches = [vouch_by(name, "me", month=NOW) for name in names]
    nonsense = (key_of(names[0]), b"\xff" * LARGE)
    came = [(v.author, bundle.fill([Shown(v, None, ())], LARGE)[0]) for v in vouches]
    told = list(exchange.unpack((nonsense, *came)))
    assert told == [NewsNow((VouchOffered(key_of(name)),)) for name in names]
    assert me.save_number == saved + 1


def stored(me, *, waiting=0):
    """What stands between this person and Ana, after so many meetings that confirmed nothing and one more."""
    for number in range(waiting):
        keep(ExchangeStore(me.vouching, How.PHRASE), number)
    exchange = ExchangeStore(me.vouching, How.PHRASE)
    kept = keep(exchange, waiting)
    assert not list(exchange.arrive((ANA,)))
    return exchange, kept


def keep(exchange, number):
    return exchange.keep((Arrival(1, card_by("Ana"), bytes((number,)) * 32),), b"transcript")


def items_to_ana(exchange, size=SMALL):
    (filled,) = exchange.pack((ANA,), size)
    return bundle.read_filled(filled)


@pytest.mark.parametrize("waiting", [0, 3, 15])
def test_what_is_held_with_somebody_is_told_first_and_once_and_its_size_does_not_tell_how_much(
    opened, waiting
):
    exchange, kept = stored(opened(met("Ben")), waiting=waiting)
    assert kept == Saved((1,), ())
    assert exchange.ready() == Ready(waiting=True)
    (told,) = items_to_ana(exchange)
    assert isinstance(told, HeldSecrets)
    assert len(told.tags) == waiting + 1
    assert exchange.ready() == Ready()
    assert items_to_ana(exchange) == ()


def test_a_person_whose_card_was_not_stored_here_is_told_nothing(opened):
    exchange, _ = stored(opened(met("Ben")))
    for filled in exchange.pack((b"", key_of("Ben")), SMALL):
        assert bundle.read_filled(filled) == ()


def test_where_sixteen_wait_the_card_is_kept_without_the_secret_and_nothing_is_confirmed(opened):
    me = opened(met("Ben"))
    exchange, kept = stored(me, waiting=16)
    assert kept == Saved((1,), (1,))
    before = me.book.contacts[ANA].secrets
    assert len(before) == 16
    exchange.confirm((Arrival(1, card_by("Ana"), bytes((16,)) * 32),))
    assert me.book.contacts[ANA].secrets == before


def test_a_person_who_was_forgotten_meanwhile_stays_forgotten(opened):
    me = opened(met("Ben"))
    exchange, _ = stored(me)
    me.forget(me.find("Ana"))
    exchange.confirm((Arrival(1, card_by("Ana"), bytes(32)),))
    assert ANA not in me.book.contacts
    assert items_to_ana(exchange) == (HeldSecrets(()),)
    assert not list(exchange.unpack(((ANA, bundle.fill([HeldSecrets(())], SMALL)[0]),)))
    assert ANA not in me.book.contacts


def test_what_another_tells_in_the_first_bundle_settles_what_was_held_before(opened):
    me = opened(met("Ben"))
    exchange, _ = stored(me, waiting=2)
    one = (PairSecret(bytes((1,)) * 32),)
    told = HeldSecrets(pair_secrets.tags(one, b"transcript"))
    assert not list(exchange.unpack(((ANA, bundle.fill([told], SMALL)[0]),)))
    newest = bytes((2,)) * 32
    assert me.book.contacts[ANA].secrets == (PairSecret(one[0].secret, confirmed=True), PairSecret(newest))
