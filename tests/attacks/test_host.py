"""A host that lies about lists and readers, keeps things back, or turns their order: it can stop a run."""

from dataclasses import replace
from typing import Any

import pytest

from p2pcard.core.exchange.events import StoredNow
from p2pcard.core.exchange.meeting import messages
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.events import PhraseNow, ReceiptsNow, SentNow, TakeReader
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import crypto
from p2pcard.errors import ListWrong, MeetingBroken, PhraseDiffers, ReaderDiffers
from tests import crowd
from tests.adversaries import forger, only
from tests.crowd import everything_stored, nothing_left
from tests.peers import Room, room_of, self_of

OTHER = crypto.digest("p2pc-meet-commit", b"somebody else")


# Lists

LISTS = {
    "without me": lambda lists, me: replace(lists, commitments=(*(c for c in lists.commitments if c != me),)),
    "me twice": lambda lists, me: replace(lists, commitments=(*sorted((*lists.commitments, me)),)),
    "another order": lambda lists, me: replace(lists, commitments=lists.commitments[::-1]),
    "me alone": lambda lists, me: replace(lists, commitments=(me,), reader=me),
    "nobody": lambda lists, me: replace(lists, commitments=()),
    "a reader who is not in it": lambda lists, me: replace(lists, reader=OTHER),
}


@pytest.mark.parametrize("lie", LISTS.values(), ids=LISTS.keys())
def test_a_list_that_cannot_be_is_refused_before_anything_is_opened(lie):
    opened = []

    def bend(line, message, down):
        if not down and isinstance(message, messages.Open):
            opened.append(line)
        if down and line == 1 and isinstance(message, messages.Listing):
            return (lie(message, room.devices[1].me.join.commitment),)
        return (message,)

    room = room_of(4, bend=bend)
    room.start()
    assert isinstance(room.devices[1].ended, ListWrong)
    assert 1 not in opened
    assert nothing_left(room)


@pytest.mark.parametrize("digits", [True, False])
def test_what_a_device_asked_for_when_it_joined_must_be_in_the_list(digits):
    """Digits, and room for a large card: a host that leaves them out gets no opening."""
    large: Any = {} if digits else {"channels": tuple((0, str(number) * 120) for number in range(8))}
    people = [self_of("P1", digits=digits, **large), self_of("P2")]
    plain = forger(messages.Listing, lambda line, m: (replace(m, mode=Mode.WORDS, size=0),))
    room = Room(people, ["P1", "P2"], bend=plain)
    room.start()
    assert isinstance(room.devices[0].ended, ListWrong)
    assert nothing_left(room)


def test_a_second_list_ends_the_run():
    room = room_of(3, bend=forger(messages.Listing, only(1, lambda m: (m, m))))
    room.start()
    assert isinstance(room.devices[1].ended, MeetingBroken)
    assert nothing_left(room)


def test_a_list_that_names_another_reader_is_refused_by_whoever_took_the_role():
    host = self_of("P1").join.commitment
    room = room_of(3, bend=forger(messages.Listing, lambda line, m: (replace(m, reader=host),)))
    room.person(2, TakeReader())
    room.start()
    assert isinstance(room.devices[2].ended, ReaderDiffers)
    assert nothing_left(room)


def test_different_readers_on_different_devices_are_two_phrases_in_one_room():
    lie = only(1, lambda m: (replace(m, reader=self_of("P2").join.commitment),))
    room = room_of(4, bend=forger(messages.Listing, lie))
    room.start()
    assert crowd.readers(room) == [0, 1]
    phrases = {device.last(PhraseNow).words for device in room.devices[:2]}
    assert len(phrases) == 2
    for _ in range(3):
        crowd.type_all(room)
    assert isinstance(room.devices[2].ended or room.devices[3].ended, PhraseDiffers | None)
    crowd.confirm_all(room)
    assert nothing_left(room)


@pytest.mark.parametrize("lie", ["size", "mode"])
def test_any_other_difference_between_two_lists_is_another_phrase(lie):
    change: Any = {"size": {"size": 1}, "mode": {"mode": Mode.DIGITS}}[lie]
    room = room_of(3, bend=forger(messages.Listing, only(2, lambda m: (replace(m, **change),))))
    room.start()
    crowd.careless(room)
    assert nothing_left(room)


# Silence, order and noise


@pytest.mark.parametrize(
    "kind", [messages.Opens, messages.Seals, messages.Oks, messages.Boxes, messages.Dones]
)
def test_what_is_withheld_from_one_device_is_named_there_and_stores_nothing_false(kind):
    room = room_of(4, bend=forger(kind, only(1, lambda m: ())))
    room.start()
    crowd.settle(room)
    robbed = room.devices[1]
    crowd.check_screens(room)
    if kind in (messages.Opens, messages.Seals):
        assert nothing_left(room)
    if kind is messages.Oks:  # its card stayed at home; the others name its number
        assert not robbed.stored
        assert robbed.last(SentNow) is None
        assert all(len(d.stored) == 2 for line, d in enumerate(room.devices) if line != 1)
    if kind is messages.Boxes:
        assert len(robbed.last(SentNow).numbers) == len(robbed.last(StoredNow).missing) == 3
        assert all(len(d.stored) == 3 for line, d in enumerate(room.devices) if line != 1)
    if kind is messages.Dones:
        assert everything_stored(room)
        assert len(robbed.last(ReceiptsNow).unknown) == 3
        assert robbed.confirmed == set()


@pytest.mark.parametrize("early", [messages.Seals, messages.Oks, messages.Boxes, messages.Dones])
def test_messages_in_another_order_win_nothing(early):
    """One device gets a message of this kind from an equal run, before each message that is due."""
    kept = {}

    def keep(line, message, down):
        kept[type(message)] = message
        return (message,)

    finished = room_of(3, bend=keep)
    finished.start()
    crowd.careful(finished)
    for due in (messages.Listing, messages.Opens, messages.Seals, messages.Oks, messages.Boxes):
        if due is early:
            continue
        room = room_of(3, bend=forger(due, only(1, lambda m: (kept[early], m))))
        room.start()
        crowd.settle(room)
        crowd.check_screens(room)


SEALS = {
    "cut": lambda m: (messages.Seals(tuple(each[:-1] for each in m.seals)),),
    "one missing": lambda m: (messages.Seals(m.seals[:-1]),),
    "twice": lambda m: (m, m),
}


@pytest.mark.parametrize("forge", SEALS.values(), ids=SEALS.keys())
def test_seals_come_once_for_everybody_at_one_size_or_the_run_ends(forge):
    room = room_of(3, bend=forger(messages.Seals, only(1, forge)))
    room.start()
    assert isinstance(room.devices[1].ended, MeetingBroken)
    assert nothing_left(room)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_more_or_fewer_boxes_than_people_are_passed_over(count):
    """No list of the right length, no cards; the right one may still come, and does."""
    spoilt = forger(messages.Boxes, only(1, lambda m: (messages.Boxes((m.boxes * 2)[:count]), m)))
    room = room_of(3, bend=spoilt)
    room.start()
    crowd.careful(room)
    assert everything_stored(room)


def test_noise_after_the_boxes_cannot_make_a_device_say_that_nothing_was_stored():
    noise = (messages.People(7), messages.Seals((b"", b"")), messages.Abort(Why.STOPPED, 1))
    room = room_of(3, bend=forger(messages.Boxes, lambda line, m: (m, *noise)))
    room.start()
    crowd.careful(room)
    assert everything_stored(room)
    assert [device.ended for device in room.devices] == [None] * 3
