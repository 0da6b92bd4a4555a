"""Attacks with what was copied or borrowed: handles, sealed words, dead keys, names, and answers."""

from dataclasses import replace
from itertools import chain

import pytest

from p2pcard import errors
from p2pcard.core.book import admission, forgetting, sending
from p2pcard.core.book.book import How
from p2pcard.core.book.news import RenewNow, VouchOffered, VouchShown
from p2pcard.core.book.routes import Level
from p2pcard.core.exchange.events import AnswerVouch, ShowVouches, VouchFor
from p2pcard.core.formats.sealed import LOW_MEMORY
from p2pcard.core.statements import acceptance, bundle, card, revocation, support
from p2pcard.core.statements.bundle import Shown, Withdrawal
from p2pcard.core.statements.card import Card
from p2pcard.edge.store.vault import Vault, read_backup
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.live.exchange_store import ExchangeStore
from p2pcard.service.live.person import ActedNow, NewsNow, RefusedNow
from tests.attacks.test_vouches import agreed, checked
from tests.end_to_end.test_seizure import seize
from tests.holders import NAMED, Holder, copied, holders, said
from tests.peers import MONTH
from tests.vaults import PHRASE, place_in, stretch_once


@pytest.fixture
def device(tmp_path, monkeypatch):
    """Put what somebody holds into a vault, and open it."""
    stretch_once(monkeypatch)
    desk = Cardholder(tmp_path, clock=lambda: MONTH)

    def holding(holder):
        start = (PHRASE, holder.root, holder.book, LOW_MEMORY, holder.chance, MONTH)
        Vault.create(place_in(tmp_path), *start).close()
        desk.unlock(PHRASE)
        return desk

    yield holding
    desk.lock()


def opening(book, *people):
    """All that is sealed in a book and opens with the cards of these people."""
    held = [*book.vouches.mine.values(), *chain(*book.vouches.given.values())]
    blobs = [(one.says.by, blob) for one in held for blob in one.blobs]
    return {support.open_blob(card.read(each.card).support, *blob) for each in people for blob in blobs} - {
        None
    }


def between():
    """Me, who carries sealed what Ana said of me and of Ben, beside what Ben said of me and I of Teo."""
    me, ana, ben, teo = holders("Me Ana Ben Teo")
    me.meet(ana, ben, teo)
    ana.vouch(ben, may=True)
    ana.vouch(me, may=True)
    ben.vouch(me)
    me.vouch(teo, agreed=False)
    assert len(opening(me.book, ana)) == 2
    return me, ana, ben, teo


@pytest.mark.parametrize("months", [0, 3])
def test_copied_handles_and_the_revocations_of_those_who_signed_them_end_nothing_that_is_kept(months):
    cleo, ana, ben, far, teo, eve = everybody = holders("Cleo Ana Ben Far Teo Eve")
    cleo.meet(ana, ben, eve)
    cleo.mark(ana, ben, mark=NAMED)
    cleo.hold(teo.card, How.CARD_ONLY)
    teo.hold(cleo.card)
    ben.vouch(far, may=True)
    for each in (ana, far):
        each.vouch(teo)
    teo.show(cleo)
    handles = [held.says.handle for each in (teo, far) for held in each.book.vouches.mine.values()]
    for each in everybody:
        each.later(months)
    kept = cleo.book.vouches.kept[teo.key]
    assert (len(handles), len(kept.routes), cleo.people(teo)) == (3, 2, 2)
    for number, handle in enumerate(handles):
        for apart in (False, True):
            sock = Holder(f"Sock {number} {apart}", cleo.month)
            whole = [*agreed(copied(sock, eve, handle), eve), revocation.write(sock.root)]
            for items in ([each] for each in whole) if apart else (whole,):
                assert cleo.take(items, eve.key) == []
                assert RenewNow(teo.key) not in cleo.news
    assert (cleo.book.vouches.kept[teo.key], cleo.people(teo)) == (kept, 2)
    ana.withdraw(teo)  # what Ana says herself still ends it
    ana.tell(cleo)
    assert (cleo.news, cleo.people(teo)) == ((RenewNow(teo.key),), 1)


def test_whoever_forgets_a_dead_card_refuses_what_its_key_signs_as_before():
    cleo, ana, ben, fake = holders("Cleo Ana Ben Fake")
    cleo.meet(ana, ben, fake)
    cleo.mark(ben, mark=NAMED)
    ben.vouch(ana, may=True)
    thief = Holder("Ana")
    thief.book = ana.book
    assert cleo.take([revocation.write(ana.root)]) == []
    thief.vouch(fake, may=True)
    assert fake.show(cleo) == [[errors.CardRevoked]]
    cleo.book = forgetting.forget(cleo.book, cleo.root, ana.key)
    cleo.later(0)
    assert (fake.show(cleo), cleo.people(fake)) == ([[errors.CardRevoked]], 0)
    cleo.meet(thief)  # who comes in person as Ana
    assert cleo.answer(thief).level is Level.NONE
    with pytest.raises(errors.CardRevoked):
        cleo.mark(thief, mark=NAMED)
    with pytest.raises(errors.CardRevoked):
        cleo.vouch(thief)
    assert (fake.show(cleo), cleo.people(fake)) == ([[errors.CardRevoked]], 0)


@pytest.mark.parametrize("leave", [False, True])
def test_forgetting_a_dead_card_alone_or_with_its_circle_keeps_the_notice_on_the_disk(device, leave):
    cleo, ana, fake = holders("Cleo Ana Fake")
    cleo.meet(ana, fake)
    cleo.founds(people=(ana,))
    desk = device(cleo)
    desk.vouching.take_file(bundle.write([revocation.write(ana.root)]))
    if leave:
        assert desk.circles.leave("street", forget=True) == 1
    else:
        desk.forget(desk.book.contacts[ana.key])
    desk.lock()
    desk.unlock(PHRASE)
    assert ana.key not in desk.book.contacts
    ana.vouch(fake)
    with pytest.raises(errors.CardRevoked):
        desk.vouching.take_file(bundle.write(sending.mine_to_show(fake.book, MONTH)))


def test_a_dead_card_is_not_counted_in_as_founder_and_is_none_where_it_was_one():
    cleo, ana = holders("Cleo Ana")
    cleo.meet(ana)
    cleo.founds("choir", people=(ana,))
    assert admission.check(cleo.book, "choir", cleo.held(ana), MONTH).met
    cleo.take([revocation.write(ana.root)])
    assert not admission.check(cleo.book, "choir", cleo.held(ana), MONTH).met
    with pytest.raises(errors.CardRevoked):
        cleo.founds("street", people=(ana,))
    assert cleo.counts_in(ana) is errors.CardRevoked
    assert not cleo.book.circles["street"].people


def test_nothing_in_a_backup_opens_with_the_cards_beside_it(device, tmp_path):
    me, *others = between()
    device(me).backup(tmp_path / "copy")
    book = read_backup(tmp_path / "copy", me.root).book
    assert {each.key for each in others} == set(book.contacts)
    assert (len(book.vouches.mine), len(book.vouches.given)) == (2, 1)
    assert opening(book, me, *others) == set()
    assert not [*book.vouches.everything_shown()]


@pytest.mark.parametrize("leave", [False, True])
def test_once_somebody_was_forgotten_nothing_sealed_in_either_save_opens_with_their_card(device, leave):
    me, ana, *_ = between()
    me.founds(people=(ana,))
    desk = device(me)
    desk.choose_language("en")  # so that the save before holds it, too
    assert [len(opening(book, ana)) for book in seize(desk.folder).books] == [2, 2]
    if leave:
        assert desk.circles.leave("street", forget=True) == 1
    else:
        desk.forget(desk.book.contacts[ana.key])
    books = seize(desk.folder).books
    assert [opening(book, ana) for book in books] == [set()] * 2
    assert [(ana.key in book.contacts, len(book.vouches.mine)) for book in books] == [(False, 1)] * 2


@pytest.mark.parametrize("end", ["accepted", "taken back", "run out"])
def test_what_is_sealed_beside_my_word_is_gone_with_its_use(end):
    me, ana, teo = holders("Me Ana Teo")
    me.meet(ana)
    ana.vouch(me, may=True)
    me.vouch(teo, agreed=False)
    me.later(12)
    assert len(opening(me.book, ana)) == 1  # Teo may still be met and agree
    if end == "accepted":
        made = me.book.vouches.given[teo.key][0].statement
        assert me.take([acceptance.write(made, teo.seed)], teo.key) == []
    elif end == "taken back":
        me.withdraw(teo)
    else:
        me.later(1)
    assert (len(me.book.vouches.given[teo.key]), opening(me.book, ana)) == (1, set())


@pytest.mark.parametrize("yes", [True, False])
def test_an_answer_agrees_to_no_vouch_that_came_after_the_question_and_throws_none_away(device, yes):
    mia, eve = holders("Mia Eve")
    mia.meet(eve)
    exchange, answer = ExchangeStore(device(mia).vouching, How.QR), AnswerVouch(eve.key, yes)
    assert not [*exchange.arrive((eve.key,))]
    first, second = said(eve, mia), said(eve, mia, number=2, name="Maria of Main Street")
    asked = [NewsNow((VouchOffered(eve.key),))]
    for made in (first, second):
        bytes_of = bundle.fill([Shown(made, None)], bundle.LARGE)[0]
        assert [*exchange.unpack(((eve.key, bytes_of),))] == asked
    assert [*exchange.do(answer)] == asked  # about the second
    assert (exchange.ready().waiting, exchange.ready().asking) == (False, True)
    assert [*exchange.do(answer)] == [ActedNow(answer)]
    got = bundle.read_filled(exchange.pack((eve.key,), bundle.LARGE)[0])
    assert got == ((acceptance.write(second, mia.seed),) if yes else ())


def test_in_a_room_a_second_card_called_like_another_names_nobody(device):
    cleo, eve, teo = holders("Cleo Eve Teo")
    ana = Holder("Ana", called="Ana Maria")
    cleo.meet(eve, ana)
    cleo.hold(card.write(replace(card.read(eve.card), name="Ana", series=5), eve.seed))
    teo.vouch(cleo)
    assert cleo.held(eve).names == ("Eve", "Ana")
    desk = device(cleo)
    exchange = ExchangeStore(desk.vouching, How.PHRASE)
    acts = (ShowVouches(("Ana",), everybody=False), VouchFor("Ana", may_introduce=False, mark=None))
    assert [*exchange.arrive((eve.key, ana.key))]
    assert [each for act in acts for each in exchange.do(act)] == [ActedNow(act) for act in acts]
    assert set(desk.book.vouches.given) == {ana.key}
    packed = zip(*(exchange.pack((eve.key, ana.key), bundle.LARGE) for _ in range(2)), strict=True)
    assert [sum(len(bundle.read_filled(each)) for each in sent) for sent in packed] == [0, 2]
    alone = ExchangeStore(desk.vouching, How.PHRASE)
    assert [*alone.arrive((eve.key,))]
    refused = [each for act in acts for each in alone.do(act) if isinstance(each, RefusedNow)]
    assert [type(each.refusal) for each in refused] == [errors.NotHere] * 2
    assert not alone.ready().waiting


def test_in_a_room_a_part_of_a_word_names_nobody_whoever_keeps_a_card_back(device):
    cleo, ana, mariana, teo = holders("Cleo Ana Mariana Teo")
    rosa = Holder("Rosa", called="Ana Rosa")
    cleo.meet(ana, mariana, rosa)
    teo.vouch(cleo)
    desk = device(cleo)
    acts = (ShowVouches(("ana",), everybody=False), VouchFor("ana", may_introduce=False, mark=None))
    without_ana = ExchangeStore(desk.vouching, How.PHRASE)
    assert [*without_ana.arrive((mariana.key,))]
    refused = [each for act in acts for each in without_ana.do(act) if isinstance(each, RefusedNow)]
    assert [type(each.refusal) for each in refused] == [errors.NotHere] * 2
    assert not without_ana.ready().waiting
    with_rosa = ExchangeStore(desk.vouching, How.PHRASE)
    assert [*with_rosa.arrive((mariana.key, rosa.key))]
    assert [each for each in with_rosa.do(acts[0])] == [
        ActedNow(acts[0])
    ]  # what is won: she is called so, too


def test_nothing_is_told_of_a_vouch_that_ended_in_the_same_bundle():
    cleo, ana, teo = checked()
    sock, other = holders("Sock Other")
    whole = agreed(said(sock, teo), teo)
    assert (cleo.take([*whole, revocation.write(sock.root)], teo.key), cleo.news) == ([], ())
    ana.vouch(teo)
    items = sending.mine_to_show(teo.book, MONTH)
    ana.withdraw(teo)
    secret = Withdrawal(ana.book.vouches.withdrawn[0].secret)
    assert (cleo.take([*items, secret], teo.key), cleo.news) == ([], ())
    assert cleo.take(agreed(said(other, teo), teo), teo.key) == []
    assert cleo.news == (VouchShown(other.key, teo.key),)  # as it is where nothing ends it


def test_another_name_on_a_genuine_card_ends_what_was_kept_and_it_is_told():
    cleo, ana, ben, teo = everybody = holders("Cleo Ana Ben Teo")
    first = teo.card
    teo.card = card.write(Card("Wolf", month=MONTH, until=MONTH + 12, series=77, sequence=1), teo.seed)
    cleo.meet(ana, ben)
    cleo.mark(ana, ben)
    cleo.hold(teo.card, How.CARD_ONLY)
    teo.hold(cleo.card)
    for each in (ana, ben):
        each.vouch(teo)
    teo.show(cleo)
    for each in everybody:
        each.later(3)
    assert (cleo.held(teo).name, cleo.people(teo)) == ("Wolf", 2)
    cleo.hold(first, How.CARD_ONLY)  # from Eve, who has it from a swap
    assert (cleo.held(teo).name, cleo.people(teo)) == ("Teo", 0)
    assert (cleo.take([Withdrawal(bytes(32))]), cleo.news) == ([], (RenewNow(teo.key),))
