"""Hosts and members who meddle with bundles behind the cards: what did not come is missing, and no more."""

from dataclasses import replace
from typing import Any

import pytest

from p2pcard.core.exchange import channel
from p2pcard.core.exchange.events import Elapsed, Unpack
from p2pcard.core.exchange.meeting import member_rounds, messages
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.host_states import Bundling, Late
from p2pcard.core.exchange.meeting.messages import Bundles, Dones, Round, Want
from p2pcard.core.exchange.noise import Cipher
from p2pcard.core.formats import crypto
from p2pcard.core.statements import bundle
from p2pcard.errors import CannotOpen, Malformed
from tests.adversaries import cheat, forger
from tests.bags import Bag, withdrawal
from tests.gifts import behind, expected, gathered, gifts_of_all, got, meet, stage
from tests.peers import chance_of

ROBBED, CHEAT = 1, 2  # the lines of who is lied to, and of who cheats
GIFTS = gifts_of_all(4)
SMALL = bundle.SMALL + crypto.TAG_SIZE


def unharmed(room, **missing):
    """All hold all cards, nobody's run ended early, and all came but what was for, or from, some lines."""
    lost, silent = missing.get("lost", ()), missing.get("silent", ())
    for line, device in enumerate(room.devices):
        assert len(device.stored) == 3
        assert device.ended is None
        senders = set() if line in lost else {0, 1, 2, 3} - set(silent)
        assert got(room, line) == expected(GIFTS, line, senders)
    return True


def again(room):
    """Whether another round, with something for the member who was lied to, is as good as ever."""
    room.give(3, ROBBED, withdrawal(7))
    room.ready(3)
    came = room.devices[ROBBED].bag.came[-1]
    return bundle.read_filled(came[room.devices[3].key]) == (withdrawal(7),)


def lie(kind, forge):
    """A host that forges a kind of message for one device."""
    return forger(kind, lambda line, message: forge(message) if line == ROBBED else (message,))


# Hosts

BOXES: dict[str, Any] = {  # what is handed out instead, and which of the three still come
    "nothing": (lambda boxes: (bytes(SMALL),) * 3, ()),
    "one dropped": (lambda boxes: (bytes(SMALL), *boxes[1:]), (1, 2)),
    "noise": (lambda boxes: (boxes[0], chance_of("noise")(SMALL), boxes[2]), (0, 2)),
    "one bit": (lambda boxes: (*boxes[:2], boxes[2][:-1] + bytes((boxes[2][-1] ^ 1,))), (0, 1)),
    "turned": (lambda boxes: (*boxes[1:], boxes[0]), ()),
    "two swapped": (lambda boxes: (boxes[1], boxes[0], boxes[2]), (2,)),
    "one for all": (lambda boxes: (boxes[1],) * 3, (1,)),
    "cut": (lambda boxes: tuple(box[:-1] for box in boxes), ()),
    "longer": (lambda boxes: tuple(box + b"\0" for box in boxes), ()),
}


@pytest.mark.parametrize(("forge", "come"), BOXES.values(), ids=BOXES)
def test_boxes_that_a_host_drops_swaps_or_changes_are_missing_and_nothing_else_comes(forge, come):
    told: list[Any] = []

    def once(message):
        told.append(message)
        return (Bundles(forge(message.boxes)) if len(told) == 1 else message,)

    room = behind(4, *GIFTS, bend=lie(Bundles, once))
    run = room.devices[ROBBED].state.run
    places = {device.state.run.position: line for line, device in enumerate(room.devices)}
    senders = {places[place] for rank, place in enumerate(run.others(run.everybody)) if rank in come}
    assert got(room, ROBBED) == expected(GIFTS, ROBBED, senders)
    room.devices[ROBBED].bag.came.clear()
    assert unharmed(room, lost=(ROBBED,))
    assert again(room)


@pytest.mark.parametrize(("line", "down"), [(CHEAT, True), (ROBBED, False)])
def test_boxes_that_are_for_another_or_come_back_to_their_sender_do_not_open(line, down):
    kept: list[Any] = []

    def keep(who, message, way):
        kept.extend([message] if isinstance(message, Bundles) and (who, way) == (line, down) else [])
        return (message,)

    room = behind(4, *GIFTS, bend=keep)
    as_before = replace(room.devices[ROBBED].state, round=0, size=0)
    after, effects = member_rounds.step(as_before, kept[0])
    assert after == room.devices[ROBBED].state
    assert [each.came for each in effects if isinstance(each, Unpack)] == [()]
    assert unharmed(room)


@pytest.mark.parametrize("run", ["1", "2"])
def test_a_box_of_an_earlier_round_or_of_another_run_does_not_open(run):
    """The same people, cards and words; and in the same run the same keys."""
    kept: list[Any] = []

    def keep(message):
        kept.append(message)
        return (message,)

    behind(4, *GIFTS, bend=lie(Bundles, keep))
    room = meet(gathered(4, *GIFTS, bend=lie(Bundles, lambda message: (kept[0],)), run=run))
    assert unharmed(room, lost=() if run == "1" else (ROBBED,))
    room.give(3, ROBBED, withdrawal(7))
    room.ready(3)
    assert [len(device.bag.came[1]) for device in room.devices] == [3, 0, 3, 3]


def test_a_round_that_is_kept_from_one_device_goes_on_for_the_others():
    room = behind(4, *GIFTS, bend=lie(Round, lambda message: ()))
    assert stage(room) is Bundling
    room.host(Late())
    room.host(Late())
    assert unharmed(room, lost=(ROBBED,), silent=(ROBBED,))
    room.person(ROBBED, Elapsed())
    assert [device.over for device in room.devices] == [False, True, False, False]


def test_another_size_that_is_told_to_one_device_counts_that_one_out_and_no_more():
    room = behind(4, *GIFTS, bend=lie(Round, lambda message: (Round(1 - message.size),)))
    assert unharmed(room, lost=(ROBBED,), silent=(ROBBED,))


def test_rounds_that_a_host_makes_up_seal_nothing_twice_under_one_nonce_and_end_after_64():
    """ROUND again and again, in both sizes, and boxes before anything was sent and behind it."""
    said: list[Any] = []

    def keep(line, message, down):
        said.extend([message] if not down and line == ROBBED and isinstance(message, Bundles) else [])
        return (message,)

    room = behind(4, bend=keep)
    device, other = room.devices[ROBBED], room.devices[0]
    run = device.state.run
    place = other.state.run.position
    nothing = Bundles((bytes(SMALL),) * 3)
    for number in range(200):
        device.bag.items[other.key].append(withdrawal(number))
        for made_up in (nothing, Round(number % 2), Round(1), Round(0), nothing, nothing):
            room._event(ROBBED, made_up)
    assert (device.over, len(device.stored), len(said)) == (True, 3, 64)
    key = run.transcript.bundle_key(run.shared[place], run.position, place)
    boxes = [message.boxes[place - (place > run.position)] for message in said]
    assert [opening(key, box) for box in boxes] == [[number] for number in range(64)]


def opening(key, box):
    """The rounds in which a box opens."""
    found = []
    for number in range(64):
        try:
            crypto.unseal(key, bytes(8) + number.to_bytes(4, "big"), box)
        except CannotOpen:
            continue
        found.append(number)
    return found


def watched(room_with, *acts):
    """What an onlooker sees of acts behind the cards: whose line, which way, and the sizes of frames."""
    seen: list[Any] = []

    def watch(line, message, down):
        _, frames = channel.cut(Cipher(bytes(32)), bytes(message))
        seen.append((line, down, [len(frame) for frame in frames]))
        return (message,)

    room = room_with(watch)
    for giver, receiver in acts:
        room.give(giver, receiver, withdrawal(giver))
        room.ready(giver)
    return seen


def asked(seen):
    """Who sent a frame that is as small as no other one is."""
    return [line for line, down, sizes in seen if not down and sizes == [len(bytes(Want(0))) + 17]]


def test_whoever_watches_the_line_sees_who_asks_for_rounds_and_so_who_vouched_for_whom():
    """Somebody gives another one their word; the other agrees, which the first is told."""
    behind_cards = [0, 1, 2, 3]
    for voucher, subject in ((2, 1), (1, 2), (3, 0)):
        said = asked(watched(lambda watch: behind(4, bend=watch), (voucher, subject), (subject, voucher)))
        assert (sorted(said[:4]), said[4:]) == (behind_cards, [voucher, subject])


def test_whoever_watches_the_line_does_not_see_whom_a_word_was_for_that_nobody_answered():
    one, other = (watched(lambda watch: behind(4, bend=watch), (2, subject)) for subject in (1, 3))
    assert one == other


def test_whoever_watches_the_line_does_not_see_what_goes_in_the_first_round():
    much, nothing = (
        watched(lambda watch, gifts=gifts: behind(4, *gifts, bend=watch)) for gifts in (GIFTS, ())
    )
    assert much == nothing


def test_a_forged_goodbye_behind_the_cards_takes_nothing_back():
    room = behind(4, *GIFTS, bend=lie(Dones, lambda message: (message, messages.Abort(Why.STOPPED, 2))))
    assert [device.over for device in room.devices] == [False, True, False, False]
    assert unharmed(room, lost=(ROBBED,), silent=(ROBBED,))


# Members


def test_a_member_who_floods_the_room_with_wishes_has_64_rounds_and_nobody_loses_a_card():
    def flood(line, message, down):
        floods = not down and line == CHEAT and isinstance(message, Want | Bundles)
        return (Want(0), message, *[Want(number % 2) for number in range(20)]) if floods else (message,)

    room = behind(4, *GIFTS, bend=flood)
    assert unharmed(room)
    assert [len(device.bag.came) for device in room.devices] == [64] * 4
    assert all(device.over for device in room.devices)


@pytest.mark.parametrize("turn", [1, 2])
def test_bundles_for_somebody_else_open_nowhere(turn):
    room = behind(4, *GIFTS, bend=cheat(CHEAT, Bundles, lambda m: Bundles(m.boxes[turn:] + m.boxes[:turn])))
    assert unharmed(room, silent=(CHEAT,))
    assert again(room)


FORMS: dict[str, Any] = {
    "one less": lambda boxes: boxes[:-1],
    "one more": lambda boxes: (*boxes, boxes[0]),
    "a byte short": lambda boxes: tuple(box[:-1] for box in boxes),
    "of the other size": lambda boxes: (bytes(bundle.LARGE + crypto.TAG_SIZE),) * 3,
    "of no bytes": lambda boxes: (b"",) * 3,
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_boxes_of_another_number_or_size_are_not_handed_out_and_count_as_leaving(form):
    room = behind(4, *GIFTS, bend=cheat(CHEAT, Bundles, lambda m: Bundles(form(m.boxes))))
    assert unharmed(room, lost=(CHEAT,), silent=(CHEAT,))
    assert again(room)


class Junk(Bag):
    """Somebody whose boxes hold what is no bundle."""

    def _fill(self, person, size):
        return (size - 2).to_bytes(2, "big") + b"\x01\x20".ljust(size - 2, b"\xff")


def test_what_is_no_bundle_is_refused_as_a_whole_and_costs_its_sender_alone():
    room = gathered(4, *[gift for gift in GIFTS if gift[0] != CHEAT])
    room.devices[CHEAT].bag = Junk()
    meet(room)
    for line in (0, 1, 3):
        with pytest.raises(Malformed):
            bundle.read_filled(room.devices[line].bag.came[0].pop(room.devices[CHEAT].key))
    assert unharmed(room, silent=(CHEAT,))


def test_a_member_who_asks_for_a_round_and_sends_nothing_costs_the_others_time_and_nothing_else():
    def silent(line, message, down):
        return () if line == CHEAT and not down and isinstance(message, Bundles) else (message,)

    room = behind(4, *GIFTS, bend=silent)
    assert stage(room) is Bundling
    room.host(Late())
    assert stage(room) is Bundling  # this once
    room.host(Late())
    assert unharmed(room, silent=(CHEAT,))
    room.give(3, ROBBED, withdrawal(7))
    room.ready(3)
    room.host(Late())
    assert withdrawal(7) in room.devices[ROBBED].bag.got()[room.devices[3].key]
