"""Hosts and strangers who attack a meeting: each is played with the effort that docs/threats.md allows."""

import pytest

from p2pcard.core.exchange import phrase
from p2pcard.core.exchange.events import Again, Elapsed, Heard
from p2pcard.core.exchange.meeting import member, messages, opening
from p2pcard.core.exchange.meeting.events import (
    Agree,
    CountAgainNow,
    Counted,
    LeaveOut,
    NumberNow,
    PhraseNow,
    SentNow,
    TakeReader,
    WithoutNow,
)
from p2pcard.core.exchange.meeting.transcript import Transcript, commit
from p2pcard.core.formats import crypto
from p2pcard.errors import CountDiffers, MeetingBroken, MeetingStopped, OpeningWrong, PhraseDiffers
from tests import crowd
from tests.adversaries import Face, FalseHost, forger, phantom, puppets, stand_in
from tests.peers import room_of

EFFORT = 3_000


def names_of(attacker):
    return {card.author for card in attacker.cards}


def authors_of(room):
    return {device.me.card.author for device in room.devices}


def nothing_left(room, attacker):
    """No card's key left any device, nothing was stored, and the attacker holds no card."""
    assert not any(device.last(SentNow) for device in room.devices)
    assert not any(device.stored for device in room.devices)
    assert attacker.cards == []
    return True


# Somebody between the reader and the others


@pytest.mark.parametrize("moment", ["", "list", "opens"])
@pytest.mark.parametrize("people", [3, 6])
def test_somebody_who_stands_in_for_everybody_gets_no_card(people, moment):
    attacker = stand_in(people, effort=EFFORT, moment=moment)
    room = room_of(people, step=attacker.step)
    room.start()
    crowd.careless(room)
    assert attacker.tried == (EFFORT if moment else 0)
    assert nothing_left(room, attacker)
    if moment == "opens":
        assert isinstance(room.devices[0].ended, OpeningWrong)
    else:
        assert all(device.last(Again).differs for device in room.devices[1:])


def test_three_tries_with_the_phrase_of_another_list_end_the_run():
    attacker = stand_in(3)
    room = room_of(3, step=attacker.step)
    room.start()
    for _ in range(3):
        crowd.type_all(room)
    assert all(isinstance(device.ended, PhraseDiffers) for device in room.devices[1:])
    assert nothing_left(room, attacker)


def shorten(monkeypatch, bits):
    """Leave so many bits of the phrase (at most 8), so that a search ends in the time of a test."""
    real, mask = phrase.phrase, 0xFF << (8 - bits) & 0xFF
    monkeypatch.setattr(
        phrase, "phrase", lambda digest, mode: real(bytes((digest[0] & mask,)) + bytes(31), mode)
    )


@pytest.mark.parametrize("bits", [2, 4])
def test_searching_for_puppets_wins_no_more_than_chance(bits, monkeypatch):
    """A hundred tries before LIST win no more than one: 1 run in 4, or 1 in 16."""
    shorten(monkeypatch, bits)
    runs, won = 160, 0
    for run in range(runs):
        attacker = stand_in(2, f"{bits}/{run}", effort=100, moment="list", match=lambda t: t.phrase)
        room = room_of(2, step=attacker.step)
        room.start()
        assert (
            attacker.tried < 100
        )  # it found one under which both sides would be equal, if the reader were silent
        won += room.devices[0].last(PhraseNow).words == attacker.faces[0].transcript.phrase
    expected = runs / 2**bits  # 40 and 10
    assert expected / 2 < won < expected * 2


def test_an_opening_for_a_commitment_cannot_be_searched():
    """Another opening for a commitment takes 2^256 tries, two for one of one's own 2^128."""
    assert 8 * messages.COMMITMENT_SIZE == 256
    puppet = puppets(1)[0]
    seen = {commit(puppet.opening[:96] + number.to_bytes(32, "big")) for number in range(EFFORT)}
    assert len(seen) == EFFORT


# The same attackers against a meeting that was weakened on purpose: 4 bits of phrase, 8 of answer and the
# reader's number (1 of 3) take 2^12 x 3 = 12,288 tries on average, below a second. With the whole phrase it
# is 2^40 x 3 tries to satisfy people who do everything right, and 2^32 for people who only type: at
# 10 million hashes a second on each core, 92 core hours or 7 minutes. So such a weakness is deadly.

WEAK_EFFORT = 120_000  # misses 1 time in 17,000


def commitments_only(self):
    return crypto.digest("p2pc-meet", self.listing.reader, *self.listing.commitments)


class Anything(bytes):
    """A commitment that every opening fits."""

    __hash__ = bytes.__hash__

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


@pytest.mark.parametrize("weakness", ["phrase from commitments alone", "commitments not checked"])
def test_a_weakened_meeting_falls_to_the_same_host(weakness, monkeypatch):
    shorten(monkeypatch, 4)
    if weakness == "commitments not checked":
        monkeypatch.setattr(opening, "commit", lambda opened: Anything(commit(opened)))
        attacker = stand_in(3, effort=WEAK_EFFORT, moment="opens")
    else:
        monkeypatch.setattr(Transcript, "digest", property(commitments_only))
        attacker = stand_in(3, effort=WEAK_EFFORT, moment="list")
    room = room_of(3, step=attacker.step)
    room.start()
    assert crowd.careful(room)  # people who do everything right notice nothing
    assert names_of(attacker) == authors_of(room)


# People who are not there


def haunted(run=1):
    """A room of four in which all typed the phrase, and its phantom: runs differ in the phantom's number."""
    attacker = phantom(4, f"{run}")
    room = room_of(4, step=attacker.step)
    room.start()
    crowd.type_all(room)
    return room, attacker


def rank_of(attacker):
    face = attacker.faces[0]
    place = next(i for i, (line, _) in enumerate(face.order) if line is None)
    return face.transcript.numbers[place]


RUNS = {rank_of(haunted(run)[1]): run for run in range(40)}  # the phantom's number, and a run in which it is


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_phantom_of_any_number_is_stopped_by_one_person_who_types_what_was_said(number):
    """The room counts four heads; all others type what their devices want to hear."""
    room, attacker = haunted(RUNS[number])
    answer = attacker.faces[0].transcript.answer(tuple(range(5)))
    said = crowd.heads(room)
    for line in (0, 1, 3):
        room.person(line, Counted(5) if line else Heard(answer))
    for _ in range(3):
        room.person(2, Counted(said))
        room.person(2, Elapsed())
    assert isinstance(room.devices[2].ended, CountDiffers)
    assert nothing_left(room, attacker)


def test_a_person_who_types_another_number_at_once_is_not_taken_at_their_word():
    """Between two numbers the room has time to count; a person who types one up is stopped at the third."""
    room, attacker = haunted()
    for guess in (3, 4, 5):
        room.person(2, Counted(guess))
    assert not room.devices[2].state.confirmed
    room.person(2, Elapsed())
    assert nothing_left(room, attacker)


def test_a_phantom_does_not_become_right_by_sending_somebody_away():
    """The room counts four of five; then a device is said to have left, and four are in the list."""
    room, attacker = haunted()
    state = room.devices[2].state
    numbers, mine = state.run.transcript.numbers, state.run.position
    gone = next(p for p in range(5) if p not in (mine, state.run.transcript.reader))
    room._event(2, messages.Without(tuple(place for place in range(5) if place != gone)))
    room.person(2, Agree())
    room.person(2, Counted(4))
    assert room.devices[2].last(CountAgainNow)
    assert not room.devices[2].state.confirmed
    assert len(numbers) == 5
    assert nothing_left(room, attacker)


@pytest.mark.parametrize("typed", [False, True], ids=["before the phrase", "behind the phrase"])
@pytest.mark.parametrize("left", ["the last number", "all but me and the reader"])
def test_who_is_said_to_have_left_before_my_count_tells_me_no_number_that_i_could_type(left, typed):
    """A phantom with the last number leaves: a screen that named it would tell what only a count may."""
    attacker = phantom(4, f"{RUNS[5]}")
    room = room_of(4, step=attacker.step)
    room.start()
    if typed:
        crowd.type_all(room)
    run, device = room.devices[2].state.run, room.devices[2]
    needed = {run.position, run.transcript.reader}
    last = {max(run.everybody, key=run.transcript.numbers.__getitem__)}
    gone = last if left == "the last number" else set(run.everybody) - needed
    before = len(device.shown)
    room._event(2, messages.Without(tuple(sorted(set(run.everybody) - gone))))
    mine = run.transcript.numbers[run.position]
    told = device.shown[before:]
    assert told[0] == WithoutNow(())
    assert [type(screen) for screen in told[1:]] == [NumberNow] * typed
    assert not typed or device.last(NumberNow).number == mine
    assert nothing_left(room, attacker)


def test_behind_my_count_i_am_told_which_numbers_are_said_to_have_left():
    room, attacker = haunted(RUNS[5])
    room.person(2, Counted(5))
    run = room.devices[2].state.run
    two = tuple(sorted({run.position, run.transcript.reader}))
    room._event(2, messages.Without(two))
    gone = tuple(place for place in run.everybody if place not in two)
    assert room.devices[2].last(WithoutNow) == WithoutNow(run.numbers(gone))
    assert nothing_left(room, attacker)


@pytest.mark.parametrize("reads", [0, 1], ids=["the host reads", "another reads"])
@pytest.mark.parametrize("typed", [False, True], ids=["before the phrase", "behind the phrase"])
def test_before_their_own_part_the_hosts_person_leaves_out_nobody_and_learns_no_number_by_it(reads, typed):
    """Numbers tried one by one would be told as waited for or not, and would stand on all other screens."""
    room = room_of(5)
    if reads:
        room.person(reads, TakeReader())
    room.start()
    if typed:
        crowd.type_all(room)
    for number in range(1, 7):
        with pytest.raises(MeetingBroken):  # which a device tells as ignored
            member.step(room.devices[0].state, LeaveOut((number,)))


def test_where_nobody_counts_a_phantom_gets_every_card():
    room, attacker = haunted()
    answer = attacker.faces[0].transcript.answer(tuple(range(5)))
    crowd.confirm_all(room, answer, said=5)  # said by somebody who has no business to
    assert names_of(attacker) == authors_of(room)


@pytest.mark.parametrize("careful", [True, False])
def test_a_false_reader_with_a_phantom_is_stopped_by_one_member_who_counts(careful):
    attacker = FalseHost(Face((0, 1, 2), puppets(2)))  # the first reads, the second is not in the room
    room = room_of(3, step=attacker.step)
    room.start()
    spoken = " ".join(attacker.faces[0].transcript.phrase)
    crowd.type_all(room, spoken)
    if careful:
        room.person(1, Counted(crowd.heads(room)))
    crowd.confirm_all(crowd.Doubter(room, 1) if careful else room, said=5)
    assert nothing_left(room, attacker) if careful else names_of(attacker) == authors_of(room)


def test_a_room_that_is_split_in_two_ends_at_the_phrase():
    """Each half sees as many people as there are; the other half's are puppets."""
    attacker = FalseHost(
        Face((0, 1, 2), puppets(3, "left"), reader=0), Face((3, 4, 5), puppets(3, "right"), reader=3)
    )
    room = room_of(6, step=attacker.step)
    room.start()
    assert crowd.readers(room) == [0, 3]  # two screens with a phrase, which the room can hear
    assert not crowd.careful(room)
    assert all(device.last(Again).differs for device in room.devices[4:])
    assert isinstance(room.devices[1].ended, MeetingStopped)
    assert nothing_left(room, attacker)


def test_a_device_that_never_hears_of_the_openings_gives_up():
    attacker = stand_in(3)
    room = room_of(3, step=attacker.step, bend=forger(messages.Opens, lambda line, message: ()))
    room.start()
    room.person(1, Elapsed())
    assert room.devices[1].ended.reason == "timeout"
    assert nothing_left(room, attacker)
