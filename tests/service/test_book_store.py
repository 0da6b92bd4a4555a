"""All changes of a book go through one place: nobody loses what another one saved, or saves after a lock."""

import ast
import asyncio
import gc
import threading
import types
import weakref
from pathlib import Path

import pytest

from p2pcard.core.book.book import Book, How
from p2pcard.core.book.circles import Rule
from p2pcard.core.book.routes import Mark
from p2pcard.core.formats import sealed
from p2pcard.core.statements import card, vouch
from p2pcard.core.statements.card import Card
from p2pcard.edge.store.vault import Vault
from p2pcard.errors import Locked, NoSuchPerson, WeakPhrase
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.live.exchange_store import ExchangeStore
from tests.peers import MONTH, card_of, chance_of
from tests.shells import ROOT
from tests.vaults import OTHER_PHRASE, PHRASE

NAMES = tuple(f"Person {number}" for number in range(20))


def cardholder(home, name="me"):
    return Cardholder(home, "", chance_of(name), lambda: MONTH)


@pytest.fixture
def me(tmp_path):
    made = cardholder(tmp_path / "home")
    made.create(PHRASE, Card("Ana"), low_memory=True)
    yield made
    made.lock()


def hold(me, name):
    """Take somebody's card, in a change of its own."""
    me.store.change(lambda book: book.accept(card_of(name), How.QR, MONTH))


def names_kept(me):
    """Who is held by what is on the disk."""
    me.lock()
    me.unlock(PHRASE)
    return sorted(each.name for each in me.book.contacts.values())


def test_what_four_threads_save_at_once_is_all_kept(me):
    start, refused = threading.Barrier(4), []

    def work(mine):
        start.wait()
        try:
            for name in mine:
                hold(me, name)
        except BaseException as error:
            refused.append(error)

    threads = [threading.Thread(target=work, args=(NAMES[at::4],)) for at in range(4)]
    before = me.save_number
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert refused == []
    assert me.save_number == before + len(NAMES)
    assert names_kept(me) == sorted(NAMES)


def test_no_other_module_above_the_edge_saves_a_vault():
    saving = {
        path.name
        for path in Path(ROOT, "p2pcard").rglob("*.py")
        if "edge" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save"
    }
    assert saving == {"book_store.py"}


def test_what_several_tasks_on_one_loop_save_is_all_kept(me):
    async def caller(mine):
        for name in mine:
            await asyncio.sleep(0)
            hold(me, name)

    async def story():
        await asyncio.gather(*(caller(NAMES[at::4]) for at in range(4)))

    asyncio.run(story())
    assert names_kept(me) == sorted(NAMES)


def test_a_change_begins_from_the_book_of_its_turn_and_not_from_one_that_was_read_before(me):
    hold(me, "Ben")
    (read_before,) = me.book.contacts.values()
    newer = card_of("Ben", channels=((0, "+49 30 1"),), sequence=2)
    me.store.change(lambda book: book.accept(newer, How.PHRASE, MONTH, bytes(32)))
    me.circles.begin("street", Rule())
    me.vouching.mark(read_before, Mark.THEIR_WORD)
    me.vouching.give(read_before, may_introduce=False)
    me.circles.count_in("street", read_before, founder=True, anyway=False)
    (now,) = me.book.contacts.values()
    assert now.mark is Mark.THEIR_WORD
    assert now.cards == (newer,)
    assert [each.secret for each in now.secrets] == [bytes(32)]
    assert now.provenance.how is How.PHRASE
    assert me.book.vouches.given_to(now.key).says.how is vouch.Manner.PHRASE


def test_of_a_person_whom_another_caller_forgot_nothing_is_done_and_nothing_comes_back(me):
    hold(me, "Ben")
    hold(me, "Teo")
    ben, teo = me.book.contacts.values()
    me.circles.begin("street", Rule())
    me.forget(ben)
    number = me.save_number
    for act in (
        lambda: me.forget(ben),
        lambda: me.vouching.mark(ben, Mark.THEIR_WORD),
        lambda: me.vouching.give(ben, may_introduce=False),
        lambda: me.vouching.withdraw(ben),
        lambda: me.vouching.introduce(teo, ben),
        lambda: me.circles.count_in("street", ben, founder=True, anyway=False),
    ):
        with pytest.raises(NoSuchPerson) as refused:
            act()
        assert refused.value.values == {"name": "Ben"}
    assert me.save_number == number
    assert names_kept(me) == ["Teo"]


def test_a_card_that_is_renewed_to_be_given_away_takes_back_nothing_that_was_written_meanwhile(tmp_path):
    me = Cardholder(tmp_path / "home", "", chance_of("me"), lambda: MONTH)
    me.create(PHRASE, Card("Ana"), low_memory=True)
    me.it_is(MONTH + 13)
    me.write_card(Card("Ana", organisation="Clinic"))
    number = me.save_number
    assert card.read(me.current_card()).organisation == "Clinic"
    assert me.save_number == number
    me.it_is(MONTH + 26)
    number = me.save_number
    assert card.read(me.current_card()).until > MONTH + 26
    assert me.save_number == number + 1
    me.lock()


def test_a_change_that_changes_nothing_saves_nothing_and_one_that_is_refused_changes_nothing(me):
    number, book = me.save_number, me.book
    me.store.change(lambda book: book)
    with pytest.raises(WeakPhrase):
        me.change_phrase("short")

    def refuse(book):
        raise NoSuchPerson(name="Zoe")

    with pytest.raises(NoSuchPerson):
        me.store.change(refuse)
    assert (me.save_number, me.book) == (number, book)
    hold(me, "Ben")  # and the next one has its turn
    assert len(me.book.contacts) == 1


def test_no_caller_comes_past_the_one_place_of_change_to_the_vault_itself(me):
    for held in (me, me.store, me.vouching, me.circles, ExchangeStore(me.vouching, How.QR)):
        offered = [getattr(held, name) for name in dir(held) if not name.startswith("_")]
        assert offered
        assert not any(isinstance(each, Vault) for each in offered)


def test_what_another_caller_still_holds_after_locking_says_that_the_cards_are_locked(me):
    hold(me, "Ben")
    ben = next(iter(me.book.contacts.values()))
    store, vouching, circles = me.store, me.vouching, me.circles
    vault = store._vault
    exchange = ExchangeStore(vouching, How.QR)
    me.lock()
    for act in (
        lambda: vault.book,
        lambda: vault.save_number,
        lambda: vault.last_month,
        vault.root,
        lambda: vault.save(Book(bytes(32)), MONTH),
        lambda: vault.save(Book(bytes(32)), MONTH, erase_previous=True),
        lambda: vault.rekey(OTHER_PHRASE, MONTH),
        lambda: vault.become(bytes(16), Book(bytes(32)), MONTH),
        lambda: store.book,
        lambda: store.save_number,
        lambda: store.last_month,
        store.root,
        lambda: store.refuse_backup_at(Path("copy")),
        lambda: store.write_backup(Path("copy")),
        lambda: store.change(lambda book: book),
        lambda: store.become(lambda book, root: (book, root)),
        lambda: store.rekey(OTHER_PHRASE, sealed.LOW_MEMORY),
        lambda: vouching.mark(ben, Mark.THEIR_WORD),
        lambda: vouching.answer(ben.key),
        vouching.settle,
        lambda: circles.begin("street", Rule()),
        lambda: circles.check("street", ben),
        lambda: exchange.keep((), b""),
        exchange.ready,
        lambda: me.book,
        lambda: me.save_number,
        lambda: me.vouching,
        lambda: me.find("Ben"),
        lambda: me.search("", {}, {}),
        lambda: me.write_card(Card("Ana")),
        me.current_card,
    ):
        if act == exchange.ready:
            exchange._here = (ben.key,)
        with pytest.raises(Locked):
            act()


def test_locking_lets_go_of_the_image_and_of_the_book_although_others_still_hold_the_vault(me):
    hold(me, "Ben")
    held = me.store, me.vouching, me.circles, ExchangeStore(me.vouching, How.QR)
    book = weakref.ref(me.book)
    image = me.store._vault._opened.image
    card.read(card_of("Ben"))
    assert card.read.cache_info().currsize
    me.lock()
    gc.collect()
    assert book() is None
    assert [each for each in gc.get_referrers(image) if not isinstance(each, types.FrameType)] == []
    assert card.read.cache_info().currsize == vouch.read.cache_info().currsize == 0
    assert len(held) == 4


def test_locking_waits_for_a_save_that_goes_on_in_another_thread_and_refuses_the_next(me):
    begun, go_on = threading.Event(), threading.Event()

    def slowly(book):
        begun.set()
        go_on.wait()
        return book.accept(card_of("Ben"), How.QR, MONTH)

    store = me.store
    saving = threading.Thread(target=lambda: store.change(slowly))
    saving.start()
    begun.wait()
    locking = threading.Thread(target=me.lock)
    locking.start()
    go_on.set()
    saving.join()
    locking.join()
    with pytest.raises(Locked):
        store.change(slowly)
    me.unlock(PHRASE)
    assert names_kept(me) == ["Ben"]


def test_after_locking_another_window_can_open_the_cards_although_this_one_still_holds_the_vault(me):
    held, other = me.store, cardholder(me.home, "other")
    me.lock()
    other.unlock(PHRASE)
    assert other.is_open
    with pytest.raises(Locked):
        held.root()
    other.lock()
