"""Members who cheat, devices that leave at every step, and people who disturb."""

from dataclasses import replace

import pytest

from p2pcard.core.exchange.events import Heard, Refused, Stop, StoredNow
from p2pcard.core.exchange.meeting import host, host_states, member, messages
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.events import PhraseNow, SentNow, TakeReader, WithoutNow
from p2pcard.core.exchange.meeting.host_states import Ended, From
from p2pcard.errors import ListWrong, MeetingStopped, OpeningWrong, PhraseDiffers, SomebodyLeft
from tests import crowd
from tests.adversaries import Leaver, cheat
from tests.cheats import copycat, crooked, other_card, twin, written_behind
from tests.peers import Room, card_of, room_of, self_of

PLACE = 2  # the cheat's line in rooms of four
GOOD = (0, 1, 3)


def room_with(cheater, bend=None):
    """A room of four, in which the third cheats."""
    people = [self_of("P1"), self_of("P2"), cheater, self_of("P4")]
    room = Room(people, ["P1", "P2", "Mallory", "P4"], bend)
    room.start()
    return room


def stored_without(room, cheater, reason):
    """All honest devices stored each other's cards, and name the cheat's number and what was wrong."""
    number = next(iter(set(range(1, 5)) - set(crowd.numbers_of(room, GOOD))))
    good = {room.devices[line].me.card for line in GOOD}
    for line in GOOD:
        device = room.devices[line]
        assert set(device.stored) == good - {device.me.card}
        assert device.last(StoredNow).missing == (number,)
        assert device.last(StoredNow).refused == (Refused(number, reason),)
    return True


# Cards


def test_a_copy_of_somebody_elses_card_is_refused_without_their_proof():
    room = room_with(copycat("Mallory", "P1"))
    crowd.careful(room)
    assert stored_without(room, PLACE, "damaged")


def test_a_copy_of_the_card_of_somebody_who_is_not_there_is_refused_too():
    room = room_with(copycat("Mallory", "Rosa"))
    crowd.careful(room)
    assert stored_without(room, PLACE, "damaged")


def test_another_card_than_the_one_committed_to_is_refused():
    later = card_of("Mallory", sequence=2)
    forge = other_card(lambda: room.devices[PLACE], "Mallory", later)
    people = [self_of("P1"), self_of("P2"), self_of("Mallory"), self_of("P4")]
    room = Room(people, ["P1", "P2", "Mallory", "P4"], cheat(PLACE, messages.Seal, forge))
    room.start()
    crowd.careful(room)
    assert stored_without(room, PLACE, "damaged")


def test_anything_written_behind_the_card_is_refused():
    forge = written_behind(lambda: room.devices[PLACE])
    people = [self_of("P1"), self_of("P2"), self_of("Mallory"), self_of("P4")]
    room = Room(people, ["P1", "P2", "Mallory", "P4"], cheat(PLACE, messages.Seal, forge))
    room.start()
    crowd.careful(room)
    assert stored_without(room, PLACE, "damaged")


@pytest.mark.parametrize("spoil", [bytes, lambda size: bytes((255,)) * size])
def test_a_seal_that_does_not_open_leaves_out_its_owner_alone(spoil):
    bend = cheat(PLACE, messages.Seal, lambda m: messages.Seal(spoil(len(m.sealed))))
    room = room_with(self_of("Mallory"), bend)
    crowd.careful(room)
    assert stored_without(room, PLACE, "damaged")


@pytest.mark.parametrize("size", [0, 1039, 1041, 2320])
def test_a_seal_of_another_size_counts_as_leaving(size):
    room = room_with(self_of("Mallory"), cheat(PLACE, messages.Seal, lambda m: messages.Seal(bytes(size))))
    assert all(isinstance(room.devices[line].ended, SomebodyLeft) for line in GOOD)
    crowd.check_screens(room)


@pytest.mark.parametrize("turn", [1, 2])
def test_boxes_for_the_wrong_receivers_open_nowhere(turn):
    bend = cheat(PLACE, messages.Keys, lambda m: messages.Keys(m.boxes[turn:] + m.boxes[:turn]))
    room = room_with(self_of("Mallory"), bend)
    crowd.careful(room)
    assert stored_without(room, PLACE, "damaged")


@pytest.mark.parametrize("count", [0, 2, 4])
def test_more_or_fewer_boxes_than_people_count_as_leaving(count):
    bend = cheat(PLACE, messages.Keys, lambda m: messages.Keys((m.boxes * 2)[:count]))
    room = room_with(self_of("Mallory"), bend)
    crowd.careful(room)
    good = {room.devices[line].me.card for line in GOOD}
    assert all(set(room.devices[line].stored) == good - {room.devices[line].me.card} for line in GOOD)
    crowd.check_screens(room)


def test_the_same_person_twice_is_shown_with_both_numbers_and_neither_is_stored():
    room = room_with(twin("P4"))
    crowd.careful(room)
    double = crowd.numbers_of(room, (2, 3))
    for line in (0, 1):
        assert set(room.devices[line].stored) == {room.devices[1 - line].me.card}
        assert {each.number for each in room.devices[line].last(StoredNow).refused} == set(double)
        assert {each.reason for each in room.devices[line].last(StoredNow).refused} == {"same-person"}
    for line in (2, 3):  # one's own card, from one's own other device
        assert {card.author for card in room.devices[line].stored} == {
            card_of("P1").author,
            card_of("P2").author,
        }


def test_ones_own_card_reflected_is_refused():
    """The copy stands at another place, and a proof holds for one place in one run."""
    room = room_with(copycat("Mallory", "P1"))
    crowd.careful(room)
    assert room.devices[0].me.card not in room.devices[0].stored
    assert len(room.devices[0].stored) == 2


# Keys

LOW = (0).to_bytes(32, "little"), (1).to_bytes(32, "little"), (2**255 - 19).to_bytes(32, "little")
VICTIM = self_of("P1").opening
WRONG = {
    "the e of another": crooked("Mallory", e=VICTIM[:32]),
    "the e of another with its spare bit set": crooked(
        "Mallory", e=VICTIM[:31] + bytes((VICTIM[31] | 0x80,))
    ),
    "the k of another": crooked("Mallory", k=VICTIM[32:64]),
    "an e of low order": crooked("Mallory", e=LOW[0]),
    "another e of low order": crooked("Mallory", e=LOW[1]),
    "a low e in another spelling": crooked("Mallory", e=LOW[2]),
    "a k that is no key": crooked("Mallory", k=bytes(31) + b"\x80"),
    "a k of low order": crooked("Mallory", k=LOW[1]),
    "a k that is not canonical": crooked("Mallory", k=(2**255 - 18).to_bytes(32, "little")),
}


@pytest.mark.parametrize("cheater", WRONG.values(), ids=WRONG.keys())
def test_keys_that_are_no_keys_or_somebody_elses_end_the_run_before_anything_is_sealed(cheater):
    sealed = []

    def bend(line, message, down):
        sealed.extend([line] if isinstance(message, messages.Seal) else [])
        return (message,)

    room = room_with(cheater, bend)
    assert all(isinstance(room.devices[line].ended, OpeningWrong) for line in GOOD)
    assert sealed == []


def test_an_opening_that_does_not_fit_its_commitment_ends_the_run():
    """Here a member cheats at OPEN; the searching host is in the other file."""
    bend = cheat(PLACE, messages.Open, lambda m: messages.Open(m.opening[:-1] + b"!"))
    room = room_with(self_of("Mallory"), bend)
    assert all(isinstance(room.devices[line].ended, OpeningWrong) for line in GOOD)
    crowd.check_screens(room)


def test_a_commitment_that_is_already_there_is_not_let_in():
    gathering, _ = host.step(host_states.Gathering(), From(0, self_of("P1").join))
    after, effects = host.step(gathering, From(1, self_of("P1").join))
    assert after == gathering
    assert effects == (host_states.Tell(1, messages.Abort(Why.LIST)),)


# Signatures


def test_an_ok_that_does_not_hold_releases_no_key_anywhere():
    bend = cheat(PLACE, messages.Ok, lambda m: replace(m, signature=bytes(64)))
    room = room_with(self_of("Mallory"), bend)
    crowd.careful(room)
    assert all(isinstance(room.devices[line].ended, ListWrong) for line in GOOD)
    assert not any(device.last(SentNow) for device in room.devices)


def test_an_ok_for_a_list_that_is_not_proposed_is_passed_over():
    bend = cheat(PLACE, messages.Ok, lambda m: replace(m, staying=m.staying[:2]))
    room = room_with(self_of("Mallory"), bend)
    crowd.careful(room)
    assert not any(device.last(SentNow) for device in room.devices)
    room.host(host_states.GoOn((room.devices[PLACE].state.run.position,)))
    assert all(room.devices[line].last(WithoutNow) for line in GOOD)
    crowd.agree(room)
    crowd.confirm_all(room)
    good = {room.devices[line].me.card for line in GOOD}
    assert all(set(room.devices[line].stored) == good - {room.devices[line].me.card} for line in GOOD)


def test_a_receipt_in_the_name_of_another_counts_as_leaving():
    bend = cheat(PLACE, messages.Receipt, lambda m: replace(m, position=(m.position + 1) % 4))
    room = room_with(self_of("Mallory"), bend)
    crowd.careful(room)
    assert all(len(room.devices[line].stored) == 3 for line in GOOD)
    crowd.check_screens(room)


# Leaving and disturbing


def left_at(who, step):
    """A room of three from which somebody is gone at their n-th message, and how many messages were left."""
    line = {"the host": 0, "a member": 1, "the reader": 2}[who]
    leaver = Leaver(line, step)
    room = leaver.room = room_of(3, bend=leaver.bend)
    if who == "the reader":
        room.person(line, TakeReader())
    room.start()
    crowd.settle(room)
    return room, leaver.left


@pytest.mark.parametrize("who", ["the host", "a member", "the reader"])
def test_whoever_leaves_at_any_step_nothing_false_is_stored_and_what_is_missing_is_named(who):
    steps, complete = 1000 - left_at(who, 1000)[1], []
    for step in range(steps + 1):
        room, _ = left_at(who, step)
        crowd.check_screens(room)
        assert all(d.over or d.ended or isinstance(d.state, member.Waiting) for d in room.devices), step
        complete.append(all(len(device.stored) == 2 for device in room.devices))
    assert steps >= 14
    assert complete == sorted(complete)  # once all hold all, no leaving takes anything back
    assert complete[-2:] == [True, True]


def test_who_leaves_before_the_openings_ends_the_run_and_afterwards_only_their_own_part():
    for step, ends in ((5, True), (8, False)):
        room, _ = left_at("a member", step)
        assert all(bool(room.devices[line].ended) is ends for line in (0, 2))
        if not ends:
            assert [len(room.devices[line].stored) for line in (0, 2)] == [1, 1]


def test_without_the_reader_a_new_run_is_needed():
    room = room_of(4)
    room.start()
    crowd.type_all(room)
    room.leave(0)
    assert all(isinstance(room.devices[line].ended, SomebodyLeft) for line in (1, 2, 3))
    assert isinstance(room.relay, Ended)


def test_whoever_was_left_out_cannot_end_the_run_of_the_others():
    room = room_with(self_of("Mallory"))
    for line in (1, 3):
        room.person(line, Heard(crowd.phrase_of(room)))
    crowd.confirm_all(crowd.Doubter(room, PLACE))
    room.host(host_states.GoOn((room.devices[PLACE].state.run.position,)))
    assert isinstance(room.devices[PLACE].ended, SomebodyLeft)
    for message in (messages.Abort(Why.PHRASE), self_of("Mallory").join, messages.Seal(b"")):
        room.host(From(PLACE, message))
    crowd.agree(room)
    crowd.confirm_all(room)
    assert all(len(room.devices[line].stored) == 2 for line in GOOD)


def test_one_person_can_stop_the_run_and_everybody_learns_which_number():
    room = room_with(self_of("Mallory"))
    crowd.type_all(room)
    number = crowd.numbers_of(room, (PLACE,))[0]
    room.person(PLACE, Stop())
    assert all(isinstance(room.devices[line].ended, MeetingStopped) for line in GOOD)
    assert {room.devices[line].ended.values["number"] for line in GOOD} == {number}
    crowd.check_screens(room)


def test_leaving_somebody_out_gives_nobody_more_tries_with_the_phrase():
    room = room_of(4)
    room.start()
    assert room.devices[1].last(PhraseNow)
    other = "aardvark adroitness aardvark adroitness"
    room.person(1, Heard(other))
    room.person(1, Heard(other))
    room.leave(3)
    room.person(1, Heard(other))
    assert isinstance(room.devices[1].ended, PhraseDiffers)
