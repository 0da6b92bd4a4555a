"""Attacks with what was taken or came too often: keys, old copies, floods, bundles of junk, and the line."""

import random
import time
import zlib
from dataclasses import replace

import pytest

from p2pcard import errors
from p2pcard.core.book import forgetting, sending, vouching
from p2pcard.core.book.news import RenewNow, RevokedNow
from p2pcard.core.book.settings import Retention
from p2pcard.core.book.vouches import SHOWN_LIMIT
from p2pcard.core.exchange.meeting.messages import Bundles
from p2pcard.core.formats.recovery import support_secret
from p2pcard.core.statements import acceptance, bundle, revocation, support, vouch
from p2pcard.core.statements.bundle import Shown, Withdrawal
from p2pcard.core.statements.statement import Kind, make
from p2pcard.core.statements.vouch import Manner
from p2pcard.edge.store.vault import read_backup
from p2pcard.service.keeper import Keeper
from tests import crowd
from tests.attacks.test_vouches import agreed, checked
from tests.end_to_end.test_seizure import confirmed, on_disk
from tests.holders import NAMED, Holder, holders
from tests.peers import MONTH, card_of, room_of
from tests.vaults import PHRASE, place_in


def test_ten_thousand_vouches_are_too_large_and_one_by_one_they_fill_eight_places():
    cleo, teo = holders("Cleo Teo")
    cleo.meet(teo)
    roots = [number.to_bytes(16, "big") for number in range(10_000)]
    made = [vouch.issue(root, teo.key, "Teo", 1, MONTH, Manner.QR, may_introduce=False) for root in roots]
    whole = [each for one in made for each in agreed(one, teo)]
    with pytest.raises(errors.TooLarge):
        bundle.read(bundle.write(whole))
    start = time.process_time()
    assert cleo.take(whole, teo.key) == [errors.ManyVouches] * (10_000 - SHOWN_LIMIT)
    assert time.process_time() - start < 30  # a tenth of it, mostly
    assert len(cleo.book.vouches.shown[teo.key]) == SHOWN_LIMIT == 8
    assert (len(cleo.book.contacts), cleo.people(teo)) == (1, 0)


def junk(chance):
    """Full bundles: chance, chance behind true lengths, empty items, good cards with a bad one at the end."""
    yield bundle.HEAD + chance.randbytes(8190)
    for first in range(5):
        yield bundle.HEAD + b"\x1f\xfc" + bytes((first,)) + chance.randbytes(8187)
        yield bundle.HEAD + b"".join(b"\0\x40" + bytes((first,)) + chance.randbytes(63) for _ in range(124))
    yield bundle.HEAD + bytes(8190)
    yield bundle.write([card_of("Eve")] * 66) + b"\0\x64" + bytes(card_of("Eve"))[:99] + b"\0"


def test_a_bundle_full_of_junk_is_refused_at_once_as_a_whole():
    chance, start = random.Random("junk"), time.process_time()
    for data in junk(chance):
        assert len(data) <= bundle.SIZE_LIMIT
        with pytest.raises(errors.Refusal):
            bundle.read(data)
    cleo, ana, teo = checked()
    ana.vouch(teo)
    teo.show(cleo)
    secrets = [Withdrawal(chance.randbytes(32)) for _ in range(234)]
    assert len(bundle.write(secrets)) == bundle.SIZE_LIMIT
    assert cleo.take(secrets, teo.key) == []  # a secret of nobody's vouch looks like any other
    assert (len(cleo.book.vouches.ended), cleo.people(teo)) == (234, 1)
    assert time.process_time() - start < 10


def test_useless_vouches_that_fill_all_places_make_room_for_one_that_counts():
    cleo, ana, teo = checked()
    useless = holders("A B C D E F G H")
    ana.vouch(teo)
    for each in useless:
        each.vouch(teo)
    whole = [Shown(held.statement, held.acceptance) for held in teo.book.vouches.mine.values()]
    assert (cleo.take(whole[1:], teo.key), cleo.take(whole, teo.key)) == ([], [errors.ManyVouches])
    assert (cleo.people(teo), len(cleo.book.vouches.shown[teo.key])) == (1, 8)


def test_bundles_of_one_round_have_one_size_and_hide_all_that_a_vouch_says():
    ana, teo = Holder("Ana"), Holder("Teodora Santiago")
    made = ana.vouch(teo, may=True)
    items, said = [*sending.mine_to_show(teo.book, MONTH)], []

    def listen(line, message, down):
        said.append(message)
        return (message,)

    room = room_of(4, bend=listen)
    room.give(1, 2, *items)
    room.give(0, 3, Withdrawal(bytes(range(32))))
    room.start()
    assert crowd.careful(room)
    boxes = [box for message in said if isinstance(message, Bundles) for box in message.boxes]
    assert len(boxes) >= 2 * 4 * 3
    assert {len(box) for box in boxes} == {bundle.LARGE + 16}
    handle, yes = vouch.read(made).handle, acceptance.write(made, teo.seed)
    hidden = [ana.key, teo.key, made.id, yes.id, handle.withdrawal, handle.void, b"Teodora Santiago"]
    hidden += [made.signature, yes.signature, bytes(range(32)), items[0].blobs[0]]
    assert [each for each in hidden if each[:16] in b"".join(boxes)] == []
    assert list(room.devices[2].bag.got().values()) == [items]


def test_a_thief_is_believed_until_the_key_is_revoked_and_then_nothing_of_it_counts():
    cleo, ana, teo = checked()
    fake, stranger = holders("Fake Stranger")
    ana.vouch(teo)
    teo.show(cleo)
    cleo.later(3)  # and remembers only that somebody confirmed Teo
    thief = Holder("Ana", cleo.month)
    fake.month = teo.month = cleo.month
    thief.vouch(fake)
    cleo.meet(fake)
    assert (fake.show(cleo), cleo.people(fake), cleo.people(teo)) == ([[]], 1, 1)
    assert cleo.take([revocation.write(ana.root)], stranger.key) == []
    assert set(cleo.news) == {RevokedNow(ana.key), RenewNow(fake.key), RenewNow(teo.key)}
    assert (cleo.people(fake), cleo.people(teo)) == (0, 0)
    assert fake.show(cleo) == teo.show(cleo) == [[errors.CardRevoked]]
    with pytest.raises(errors.CardRevoked):
        cleo.mark(ana, mark=NAMED)
    with pytest.raises(errors.CardRevoked):
        cleo.vouch(ana)
    assert list(sending.waiting(cleo.book, ana.key, cleo.month)) == []


@pytest.mark.parametrize(("months", "left"), [(0, 0), (1, 0), (2, 1)])
def test_what_a_thief_signed_with_handles_of_their_own_ends_only_while_it_is_remembered(months, left):
    cleo, ana, _ = checked()
    fake = Holder("Fake")
    made = ana.vouch(fake)
    own = {8: vouch.withdrawal_handle(bytes(32)), 9: bytes(range(16))}  # which fit nothing of Ana's
    fields = {field: value for field, value in made.fields().items() if field}
    made = make(made.kind, {**fields, **own}, ana.seed)
    cleo.meet(fake)
    cleo.take([Shown(made, acceptance.write(made, fake.seed))], fake.key)
    cleo.later(months)
    assert cleo.people(fake) == 1
    cleo.take([revocation.write(ana.root)])
    assert cleo.people(fake) == left
    assert cleo.take([Shown(made, acceptance.write(made, fake.seed))], fake.key) == [errors.CardRevoked]
    cleo.later(12)
    assert cleo.people(fake) == 0  # it runs out, at the latest


def test_nobody_revokes_another_and_revocations_of_strangers_change_nothing_and_have_an_end():
    cleo, ana, teo = checked()
    eve = Holder("Eve")
    ana.vouch(teo)
    teo.show(cleo)
    good, own = revocation.write(ana.root), revocation.write(eve.root)
    with pytest.raises(errors.BadSignature):
        bundle.read(bundle.write([replace(own, author=ana.key, body=good.body)]))
    strangers = [revocation.write(number.to_bytes(16, "big")) for number in range(600)]
    start = time.process_time()
    assert cleo.take(strangers, teo.key) == [errors.NothingForYou] * 88
    assert time.process_time() - start < 10
    assert (cleo.people(teo), cleo.news, len(cleo.book.vouches.revoked)) == (1, (), 512)
    assert cleo.take([own, good]) == [errors.NothingForYou]  # Eve was a stranger still, Ana was none
    assert cleo.people(teo) == 0
    cleo.meet(eve)
    cleo.mark(eve)  # what is won: the thief of Eve's key is believed until Cleo is told again
    assert cleo.take([own]) == []
    assert eve.key in cleo.book.vouches.revoked


def test_borrowed_handles_and_false_revocations_end_nobody_elses_word():
    cleo, ana, teo = checked()
    xena, fake = holders("Xena Fake")
    cleo.meet(xena, fake)
    words = [ana.vouch(teo), ana.vouch(cleo)]
    teo.show(cleo)

    def borrowed(made, subject, name):
        fields = {field: value for field, value in made.fields().items() if field}
        return make(made.kind, {**fields, 1: subject.key, 2: name}, xena.seed)

    theirs, mine = (Shown(borrowed(made, cleo, "Cleo"), None) for made in words)
    assert cleo.take([theirs, mine], xena.key) == [errors.VouchCopied]
    cleo.book = vouching.decline_vouch(cleo.book, xena.key, MONTH)
    assert (teo.show(cleo), cleo.people(teo), len(sending.mine_to_show(cleo.book, MONTH))) == ([[]], 1, 1)
    cleo.later(3)
    assert cleo.take([*agreed(borrowed(words[0], fake, "Fake"), fake), revocation.write(xena.root)]) == []
    assert (cleo.people(teo), cleo.people(fake)) == (1, 0)
    cleo.later(3)
    cleo.take([make(Kind.REVOCATION, {1: bytes(range(16))}, ana.seed), revocation.write(ana.root)])
    assert cleo.people(teo) == 0


def test_a_voucher_who_lost_a_device_takes_back_what_the_copy_does_not_know():
    cleo, ana, teo = checked()
    ana.meet(teo)
    copy = ana.book
    for each in (cleo, ana, teo):
        each.later(1)
    first = agreed(ana.vouch(teo), teo)
    second = agreed(ana.vouch(teo, may=True), teo)
    assert cleo.take(first, teo.key) == []
    ana.book = vouching.restored(copy, MONTH, ana.month)
    ana.withdraw(teo)
    ana.tell(cleo)
    assert cleo.people(teo) == 0
    assert cleo.take([*first, *second], teo.key) == [errors.VouchWithdrawn]
    assert cleo.people(teo) == 1  # the second of a lost month is not reached, until Ana sees it, too
    assert ana.take(second, teo.key) == []
    ana.withdraw(teo)
    ana.tell(cleo)
    assert cleo.people(teo) == 0


def test_no_sequence_comes_twice_whatever_is_forgotten_or_restored():
    ana, teo = holders("Ana Teo")
    ana.meet(teo)
    copy, made = ana.book, []
    for number in range(12):
        if number % 3 == 1:
            ana.book = forgetting.forget(ana.book, ana.root, teo.key)
            ana.meet(teo)
        elif number % 3 == 2:
            ana.book = vouching.restored(copy, ana.month, ana.month)
            copy = ana.book
        made.append(vouch.read(ana.vouch(teo, may=number % 2 == 0)))
        assert teo.book.vouches.mine[ana.key].says == made[-1]
    assert [says.sequence for says in made] == sorted({says.sequence for says in made})
    assert len({says.handle for says in made}) == 12


def test_a_checker_who_went_back_to_an_old_copy_believes_what_was_withdrawn_until_told_again():
    cleo, ana, teo = checked()
    ana.vouch(teo)
    teo.show(cleo)
    copy, again = cleo.book, sending.mine_to_show(teo.book, MONTH)
    ana.withdraw(teo)
    ana.tell(cleo)
    assert (cleo.take(again, teo.key), cleo.people(teo)) == ([errors.VouchWithdrawn], 0)
    cleo.book = copy
    assert (cleo.take(again, teo.key), cleo.people(teo)) == ([], 1)
    for month in range(12):
        ana.later(1)
        assert len(list(sending.waiting(ana.book, cleo.key, ana.month))) == 1, month
    ana.tell(cleo)
    assert (cleo.take(again, teo.key), cleo.people(teo)) == ([errors.VouchWithdrawn], 0)


def test_withdrawals_are_not_guessed_and_a_flood_of_them_ends_at_256_from_one_person_in_a_year():
    cleo, ana, teo = checked()
    eve = Holder("Eve")
    cleo.meet(eve)
    says = vouch.read(ana.vouch(teo))
    teo.show(cleo)
    chance = random.Random("flood")
    guessed = [bytes(32), says.handle.withdrawal, vouch.withdrawal_secret(eve.root, teo.key, says.sequence)]
    guessed += [chance.randbytes(32) for _ in range(397)]
    flood = [Withdrawal(secret) for secret in guessed]
    assert cleo.take(flood, eve.key) == [errors.ManyWithdrawals] * 144
    assert (cleo.people(teo), len(cleo.book.vouches.ended)) == (1, 256)
    cleo.later(2)
    assert cleo.take(flood[256:], eve.key) == []  # in January
    assert cleo.take([Withdrawal(chance.randbytes(32)) for _ in range(300)]) == []  # a file is from nobody
    ana.withdraw(teo)
    assert ana.tell(cleo) == []
    assert (cleo.people(teo), len(cleo.book.vouches.ended)) == (0, 701)


def test_a_newcomer_reads_no_supporting_vouch_of_people_whose_card_they_lack_and_cannot_count_them():
    ana, ben, cy, teo, una, cleo = holders("Ana Ben Cy Teo Una Cleo")
    ana.vouch(ben, may=True)
    for each in (ben, cy):
        each.vouch(teo)
        each.vouch(una)
    by_ben, by_cy = (teo.book.vouches.mine[each.key].blobs for each in (ben, cy))
    mine = support_secret(teo.root)
    held = [mine, *(each.support for each in teo.book.contacts.values())]
    blobs = [*by_ben, *by_cy, *una.book.vouches.mine[ben.key].blobs]
    opened = [support.open_blob(each, ben.key, blob) for each in held for blob in blobs]
    assert (len(held), set(opened)) == (3, {None})
    assert {len(blob) for blob in blobs} == {support.SIZE}
    assert len({blob[at : at + 8] for blob in blobs for at in range(support.SIZE - 7)}) == 9 * 649
    assert min(len(zlib.compress(blob)) for blob in blobs) > support.SIZE
    cleo.meet(ana, teo)
    cleo.mark(ana, mark=NAMED)
    teo.show(cleo)
    assert [route for route in cleo.answer(teo).verdict.routes if route] == [(ana.key, ben.key)]
    teo.meet(ana)  # a holder of Ana's card reads what Ana said of Ben
    with_card = [support.open_blob(support_secret(ana.root), ben.key, blob) for blob in by_ben]
    assert sum(each is not None for each in with_card) == 1


def test_a_copy_holds_no_vouch_between_others_and_a_locked_vault_leaves_none_in_memory(tmp_path):
    cleo, *_, shown = confirmed(0, 1, 2, 3)
    keeper = Keeper(tmp_path, "", cleo.chance, lambda: MONTH)
    on_disk(place_in(tmp_path), cleo, Retention.UNTIL_EXPIRY, shown)
    keeper.unlock(PHRASE)
    keeper.backup(tmp_path / "copy")
    assert len([*keeper.book.vouches.everything_shown()]) == 2
    assert not [*read_backup(tmp_path / "copy", cleo.root).book.vouches.everything_shown()]
    keeper.lock()
    assert vouch.read.cache_info().currsize == 0
