"""A host that lies about who stays, who signed and who stored: no key leaves, no receipt is believed."""

from dataclasses import replace

import pytest

from p2pcard.core.exchange.events import Elapsed, StoredNow
from p2pcard.core.exchange.meeting import host_states, messages
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.events import NumberNow, ReceiptsNow, SentNow, WithoutNow
from p2pcard.core.exchange.meeting.transcript import Transcript
from p2pcard.core.formats import crypto
from p2pcard.errors import BadSignature, ListWrong
from tests import crowd
from tests.adversaries import forger, only
from tests.crowd import everything_stored, nothing_left
from tests.peers import room_of

# Those who stay


def test_different_leavers_on_different_devices_let_no_key_go():
    """The host tells each half that the other half has left; the reader can sign one of the two only."""
    room = room_of(5)
    room.start()
    crowd.type_all(room)
    everybody = set(range(5))
    reader, *others = (d.state.run.position for d in room.devices)
    for line in range(5):
        mine = room.devices[line].state.run.position
        gone = set(others[:2] if line > 2 else others[2:])
        stay = messages.Without(tuple(sorted(everybody - gone)))
        room._event(line, stay if mine not in gone else messages.Without((reader, mine)))
    crowd.agree(room)
    crowd.confirm_all(room)
    assert len({device.state.signed for device in room.devices}) > 1
    assert nothing_left(room)


@pytest.mark.parametrize("who", ["without the reader", "without me", "me alone", "as many as before"])
def test_going_on_without_the_reader_or_alone_or_with_nobody_less_is_refused(who):
    room = room_of(4)
    room.start()
    crowd.type_all(room)
    run = room.devices[1].state.run
    stay = {
        "without the reader": set(run.everybody) - {run.transcript.reader},
        "without me": set(run.everybody) - {run.position},
        "me alone": {run.position},
        "as many as before": set(run.everybody),
    }[who]
    room._event(1, messages.Without(tuple(sorted(stay))))
    assert isinstance(room.devices[1].ended, ListWrong)


@pytest.mark.parametrize("who", ["alone", "without the reader"])
def test_a_reader_cannot_be_left_out_or_left_alone_on_his_own_device(who):
    room = room_of(4)
    room.start()
    run = room.devices[0].state.run
    stay = {"alone": (run.position,), "without the reader": run.others(run.everybody)}[who]
    room._event(0, messages.Without(stay))
    assert isinstance(room.devices[0].ended, ListWrong)


def test_the_answer_for_everybody_does_not_serve_for_those_who_stay():
    room = room_of(4)
    room.start()
    crowd.type_all(room)
    old = next(n.answer for d in room.devices if (n := d.last(NumberNow)).answer)
    last = next(line for line, d in enumerate(room.devices) if d.last(NumberNow).answer)
    room.leave(last)
    crowd.agree(room)
    crowd.confirm_all(room, spoken=old)
    assert room.devices[0].last(WithoutNow)
    assert nothing_left(room)


def oks(staying=None, forge=lambda signatures: signatures):
    """Pass OKS on with another S or other signatures, to one line."""
    return forger(
        messages.Oks,
        only(1, lambda m: (messages.Oks(staying or m.staying, forge(m.signatures)),)),
    )


OKS = {
    "one signature twice": oks(forge=lambda s: (s[0], *s[:-1])),
    "one forged": oks(forge=lambda s: (*s[:-1], bytes(64))),
    "one missing": oks(forge=lambda s: s[:-1]),
    "another S": oks(staying=(0, 1, 2), forge=lambda s: s[:3]),
    "another S as long": oks(staying=(0, 1, 2, 7)),
}


@pytest.mark.parametrize("bend", OKS.values(), ids=OKS.keys())
def test_no_key_leaves_for_oks_that_do_not_hold_over_what_i_signed(bend):
    room = room_of(4, bend=bend)
    room.start()
    crowd.careful(room)
    assert isinstance(room.devices[1].ended, ListWrong)
    assert room.devices[1].last(SentNow) is None
    crowd.check_screens(room)


def test_oks_over_a_list_that_was_not_signed_release_nothing():
    """All others signed; a device that signed nothing believes no such list."""
    room = room_of(4)
    room.start()
    crowd.type_all(room)
    sealed = [device.state.run for device in room.devices]
    staying = sealed[0].everybody
    signatures = {
        run.position: crypto.sign(run.me.fresh.signing, run.transcript.ok(run.position, staying))
        for run in sealed
    }
    room._event(1, messages.Oks(staying, tuple(signatures[place] for place in staying)))
    assert isinstance(room.devices[1].ended, ListWrong)
    assert nothing_left(room)


def test_good_oks_of_those_who_leave_me_out_release_nothing_of_mine():
    """The host tells the others that I left, and brings me their OKs, which are valid over their list."""
    kept = []

    def bend(line, message, down):
        kept.extend([message] if isinstance(message, messages.Oks) else [])
        return () if line == 1 and isinstance(message, messages.Ok) else (message,)

    room = room_of(4, bend=bend)
    room.start()
    crowd.careful(room)
    assert room.devices[1].state.signed == (0, 1, 2, 3)  # my own OK is in the host's hands
    room.host(host_states.Left(1))
    crowd.agree(room)
    crowd.confirm_all(room)
    assert [len(device.stored) for device in room.devices] == [2, 0, 2, 2]
    room._event(1, kept[-1])
    assert isinstance(room.devices[1].ended, ListWrong)
    assert room.devices[1].last(SentNow) is None


def test_oks_over_another_list_do_not_serve_for_the_one_that_i_signed():
    """The host takes my own OK over all of us, and what the others gave for a list without me."""
    kept: dict[int, bytes] = {}

    def bend(line, message, down):
        if isinstance(message, messages.Ok):
            kept[room.devices[line].state.run.position] = message.signature
        return () if line == 1 and isinstance(message, messages.Ok) else (message,)

    room = room_of(4, bend=bend)
    room.start()
    crowd.careful(room)
    room.host(host_states.Left(1))
    crowd.agree(room)
    crowd.confirm_all(room)
    assert [len(device.stored) for device in room.devices] == [2, 0, 2, 2]
    room._event(1, messages.Oks((0, 1, 2, 3), tuple(kept[place] for place in range(4))))
    assert isinstance(room.devices[1].ended, ListWrong)
    assert room.devices[1].last(SentNow) is None


def test_nothing_signed_or_keyed_for_one_run_place_or_direction_serves_for_another():
    """Two lists with the same people and openings, and two readers: all that follows from them differs."""
    room = room_of(3)
    room.start()
    one = room.devices[0].state.run.transcript
    other = Transcript(replace(one.listing, reader=one.listing.commitments[one.reader - 1]), one.openings)
    made = []
    for run in (one, other):
        made += [run.digest, run.phrase]
        made += [run.ok(place, staying) for place in (0, 1) for staying in ((0, 1), (0, 1, 2))]
        made += [run.done(place, stored) for place in (0, 1) for stored in ((1,), (1, 2), ())]
        made += [run.bind(0), run.bind(1), run.seal_context(0), run.seal_context(1)]
        made += [run.box_key(bytes(32), *way) for way in ((0, 1), (1, 0), (0, 2))]
        made += [run.pair_secret(bytes(32), *pair) for pair in ((0, 1), (0, 2))]
    assert len(set(made)) == len(made)
    answers = [run.answer(staying) for run in (one, other) for staying in ((0, 1), (0, 2), (1, 2), (0, 1, 2))]
    assert len(set(answers)) > 6  # of 256 words, two of eight may be equal


def test_a_signature_for_one_purpose_serves_for_no_other():
    """OK, receipt and proof of one run and place are three different messages, and none is a statement's."""
    room = room_of(2)
    room.start()
    run = room.devices[0].state.run
    signed = [run.transcript.ok(0, (0, 1)), run.transcript.done(0, (0, 1)), run.transcript.bind(0)]
    signature = crypto.sign(run.me.fresh.signing, signed[0])
    for other in signed[1:]:
        with pytest.raises(BadSignature):
            crypto.verify(crypto.public_key(run.me.fresh.signing), other, signature)
    assert len({each.partition(b"\x00")[0] for each in signed}) == 3


# Words in other people's mouths


def test_a_forged_abort_ends_a_run_and_accuses_whom_the_host_likes():
    """Nothing binds ABORT to anybody: the number on the screen is what the host says, which stays open."""
    room = room_of(3)
    room.start()
    crowd.type_all(room)
    innocent = room.devices[2].state.run
    room._event(1, messages.Abort(Why.PHRASE, innocent.position))
    number = innocent.transcript.numbers[innocent.position]
    assert room.devices[1].ended.values == {"number": number}
    assert nothing_left(room)


def test_a_forged_abort_after_the_keys_costs_the_cards_of_one_device_and_no_more():
    room = room_of(3, bend=forger(messages.Boxes, only(1, lambda m: (messages.Abort(Why.STOPPED),))))
    room.start()
    crowd.careful(room)
    assert len(room.devices[1].last(StoredNow).missing) == 2
    assert room.devices[1].ended is None
    crowd.check_screens(room)


def shrink(done):
    return replace(done, stored=done.stored[1:])


def grow(done):
    return replace(done, stored=tuple(range(3)))


def swapped(receipts):
    return tuple(replace(a, signature=b.signature) for a, b in zip(receipts, receipts[::-1], strict=True))


@pytest.mark.parametrize("forge", [
    lambda receipts: tuple(map(shrink, receipts)),
    lambda receipts: tuple(map(grow, receipts)),
    swapped,
    lambda receipts: tuple(replace(each, position=200) for each in receipts),
    lambda receipts: (),
])  # fmt: skip
def test_a_forged_receipt_is_not_believed(forge):
    lie = only(1, lambda m: (messages.Dones(forge(m.receipts)),))
    room = room_of(4, bend=forger(messages.Dones, lie))
    room.start()
    crowd.careful(room)
    receipts = room.devices[1].last(ReceiptsNow)
    assert receipts.stored == receipts.not_stored == ()
    assert len(receipts.unknown) == 3
    assert room.devices[1].confirmed == set()
    assert everything_stored(room)


def test_the_receipt_of_a_device_that_could_not_store_says_so():
    room = room_of(3, bend=forger(messages.Boxes, only(1, lambda m: ())))
    room.start()
    crowd.careful(room)
    room.person(1, Elapsed())
    told = room.devices[0].last(ReceiptsNow)
    assert (len(told.stored), len(told.not_stored), len(told.unknown)) == (1, 1, 0)
    assert room.devices[0].confirmed == {room.devices[2].me.card.author}
