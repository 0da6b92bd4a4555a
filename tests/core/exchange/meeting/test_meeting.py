"""After one phrase read aloud everybody holds everybody's card, and each screen says what it should."""

from typing import Any

import pytest

from p2pcard.core.exchange.events import Again, Elapsed, Heard, StoredNow
from p2pcard.core.exchange.meeting import abort, host, host_states, member, messages
from p2pcard.core.exchange.meeting.events import (
    Agree,
    Counted,
    NumberNow,
    PhraseNow,
    ReaderNow,
    ReceiptsNow,
    SentNow,
    TakeReader,
)
from p2pcard.core.exchange.phrase import Mode
from p2pcard.errors import (
    AlreadyStarted,
    AnswerDiffers,
    MeetingBroken,
    MeetingFull,
)
from tests import crowd
from tests.peers import Room, room_of, self_of

step: Any = member.step
relay_step: Any = host.step
LARGE: Any = {"channels": tuple((0, str(number) * 190) for number in range(8))}
WRONG = "aardvark adroitness aardvark adroitness"


def all_stored(room):
    cards = {device.me.card for device in room.devices}
    return all(set(device.stored) == cards - {device.me.card} for device in room.devices)


@pytest.mark.parametrize("count", [2, 3, 25, 100])
def test_everybody_holds_everybodys_card_after_one_phrase(count):
    room = room_of(count)
    room.start()
    assert crowd.careful(room)
    assert all_stored(room)
    assert not any(device.over for device in room.devices)  # until people are done
    room.done()
    others = set(range(1, count + 1))
    for device in room.devices:
        mine = {device.last(NumberNow).number}
        assert device.over
        assert device.last(StoredNow).missing == device.last(StoredNow).refused == ()
        assert set(device.last(SentNow).numbers) == set(device.last(ReceiptsNow).stored) == others - mine
        assert device.last(ReceiptsNow).unknown == device.last(ReceiptsNow).not_stored == ()


def test_only_the_readers_screen_has_the_phrase_and_no_number_shows_before_it_was_typed():
    room = room_of(4)
    room.start()
    assert crowd.readers(room) == [0]
    assert room.devices[0].last(NumberNow)
    assert not any(device.last(NumberNow) for device in room.devices[1:])
    room.person(2, Heard(crowd.phrase_of(room)))
    assert [bool(device.last(NumberNow)) for device in room.devices] == [True, False, True, False]


def test_the_answer_is_on_the_screen_with_the_last_number_that_does_not_read():
    for run in range(6):
        people = [self_of(f"P{number}", run=str(run)) for number in range(4)]
        room = Room(people, [f"P{number}" for number in range(4)])
        room.start()
        crowd.type_all(room)
        shown = {d.last(NumberNow).number: d.last(NumberNow).answer for d in room.devices}
        reader = room.devices[0].last(NumberNow).number
        assert [number for number, answer in shown.items() if answer] == [3 if reader == 4 else 4]
        assert room.devices[0].last(NumberNow).answer is None


@pytest.mark.parametrize("line", [0, 1, 2])
def test_whoever_takes_the_role_first_reads_and_a_second_is_told_no(line):
    room = room_of(3)
    room.person(line, TakeReader())
    other = (line + 1) % 3
    room.person(other, TakeReader())
    assert room.devices[line].last(ReaderNow) == ReaderNow(mine=True)
    assert room.devices[other].last(ReaderNow) == ReaderNow(mine=False)
    room.start()
    assert crowd.readers(room) == [line]
    assert room.devices[line].last(PhraseNow).asked
    assert crowd.careful(room)
    assert all_stored(room)


def test_a_reader_who_leaves_before_the_start_gives_the_role_back_to_the_host():
    room = room_of(3)
    room.person(2, TakeReader())
    room.leave(2)
    assert room.devices[1].last(ReaderNow) == ReaderNow(mine=False)
    room.start()
    assert crowd.readers(room) == [0]
    assert not room.devices[0].last(PhraseNow).asked  # the screen says: you read this time


def test_who_joins_later_learns_that_somebody_reads():
    room = room_of(2)
    room.person(1, TakeReader())
    after, effects = relay_step(room.relay, host_states.From(2, self_of("P3").join))
    told = [e.message for e in effects if isinstance(e, host_states.Tell) and e.line == 2]
    assert told == [messages.Reader(room.devices[1].me.join.commitment), messages.People(3)]
    assert len(after.joined) == 3


def test_digits_for_all_if_anybody_asked_for_them():
    room = Room([self_of("P1"), self_of("P2", digits=True), self_of("P3")], ["P1", "P2", "P3"])
    room.start()
    shown = room.devices[0].last(PhraseNow)
    assert shown.mode is Mode.DIGITS
    assert [len(group) for group in shown.words] == [3, 3, 4]
    assert crowd.careful(room)
    assert all_stored(room)


@pytest.mark.parametrize("large", [False, True])
def test_all_seals_of_a_run_have_one_size(large):
    sizes: set[int] = set()

    def bend(line, message, down):
        sizes.update({len(message.sealed)} if isinstance(message, messages.Seal) else ())
        return (message,)

    people = [self_of("P1"), self_of("P2", **(LARGE if large else {}))]
    room = Room(people, ["P1", "P2"], bend)
    room.start()
    crowd.careful(room)
    assert sizes == {2304 + 16 if large else 1024 + 16}
    assert all_stored(room)


# What is typed


def test_short_words_and_any_spacing_are_enough():
    room = room_of(2)
    room.start()
    phrase = crowd.phrase_of(room).split()
    room.person(1, Heard("  " + ", ".join(each[:6].upper() for each in phrase) + "."))
    assert room.devices[1].last(NumberNow)


def test_what_is_no_word_is_asked_again_and_costs_nothing():
    room = room_of(2)
    room.start()
    for _ in range(5):
        room.person(1, Heard("hello"))
    assert room.devices[1].last(Again) == Again(differs=False, left=3, typed="hello")
    crowd.careful(room)
    assert all_stored(room)


def test_a_beginning_that_several_words_have_is_asked_on_and_costs_nothing():
    room = room_of(2)
    room.start()
    typed = "sta adroitness sta adroitness"
    for _ in range(5):
        room.person(1, Heard(typed))
    assert room.devices[1].last(Again) == Again(differs=False, left=3, typed=typed, beginning="sta")
    crowd.careful(room)
    assert all_stored(room)


def test_a_different_phrase_may_be_retyped_twice():
    room = room_of(2)
    room.start()
    for left in (2, 1):
        room.person(1, Heard(WRONG))
        assert room.devices[1].last(Again) == Again(differs=True, left=left, typed=WRONG)
    assert crowd.careful(room)
    assert all_stored(room)


def test_three_other_answers_end_the_run_for_all():
    room = room_of(3)
    room.start()
    crowd.type_all(room)
    answer = next(n.answer for d in room.devices if (n := d.last(NumberNow)).answer)
    for _ in range(3):
        room.person(0, Heard("absurd" if answer != "absurd" else "acme"))
    assert all(isinstance(device.ended, AnswerDiffers) for device in room.devices)
    assert not any(device.stored for device in room.devices)


def test_no_ok_leaves_before_the_phrase_the_count_and_all_seals():
    said = []

    def bend(line, message, down):
        said.extend([line] if isinstance(message, messages.Ok) else [])
        held.extend([(line, message)] if isinstance(message, messages.Seals) else [])
        return () if isinstance(message, messages.Seals) else (message,)

    held: list[Any] = []
    room = room_of(3, bend=bend)
    room.start()
    crowd.careful(room)
    assert said == []  # the seals are not in hand
    for line, message in held[:1]:
        room._event(line, message)
    assert said == [held[0][0]]


def test_a_count_before_the_phrase_is_no_count():
    room = room_of(2)
    room.start()
    before = room.devices[1].state
    with pytest.raises(MeetingBroken):
        step(before, Counted(2))
    with pytest.raises(MeetingBroken):
        step(room.devices[0].state, Counted(2))  # a reader types the answer instead


def test_saying_the_same_thing_twice_is_saying_it_once():
    said = []

    def bend(line, message, down):
        said.extend([line] * isinstance(message, messages.Ok))
        return (message,)

    room = room_of(3, bend=bend)
    room.start()
    phrase = crowd.phrase_of(room)
    for event in (Heard(phrase), Heard(WRONG), Counted(3), Counted(3), Agree()):
        room.person(1, event)
    room.person(0, Agree())
    assert said == [1]
    room.person(2, Heard(phrase))
    answer = next(n.answer for d in room.devices if (n := d.last(NumberNow)).answer)
    for event in (Heard(answer), Heard(answer), Heard("absurd")):
        room.person(0, event)
    room.person(2, Counted(3))
    assert said == [1, 0, 2]
    assert all_stored(room)


# After the keys


def test_cards_that_could_not_be_saved_are_named_and_the_others_are_told():
    room = room_of(3, bend=lambda line, m, down: () if line == 1 and isinstance(m, messages.Boxes) else (m,))
    room.start()
    crowd.careful(room)
    room.person(1, Elapsed())
    assert len(room.devices[1].last(StoredNow).missing) == 2
    assert len(room.devices[0].last(ReceiptsNow).not_stored) == 1


def test_both_ends_of_each_pair_hold_one_secret_and_no_two_pairs_or_runs_the_same():
    seen: dict[bytes, list[object]] = {}
    for run in ("1", "2"):
        people = [self_of(f"P{number}", run=run) for number in range(4)]
        room = Room(people, [f"P{number}" for number in range(4)])
        room.start()
        crowd.careful(room)
        for device in room.devices:
            assert device.confirmed == set(device.secrets)
            for author, secret in device.secrets.items():
                seen.setdefault(secret, []).append((run, frozenset((author, device.me.card.author))))
    assert len(seen) == 2 * 6  # runs x pairs
    assert all(len(pairs) == 2 and pairs[0] == pairs[1] for pairs in seen.values())


def test_a_late_comer_is_told_that_it_has_started():
    room = room_of(2)
    room.start()
    for late in ("between", "behind the cards", "after"):
        if late == "behind the cards":
            crowd.careful(room)
        if late == "after":
            room.done()
            assert isinstance(room.relay, host_states.Ended)
        _, effects = relay_step(room.relay, host_states.From(7, self_of("P7").join))
        assert effects == (host_states.Tell(7, messages.Abort(abort.Why.STARTED)),)
    assert isinstance(abort.refusal(abort.Why.STARTED), AlreadyStarted)


def test_a_full_meeting_takes_nobody_more():
    joined = {line: messages.Join(line.to_bytes(32, "big"), digits=False, large=False) for line in range(250)}
    state, effects = relay_step(host_states.Gathering(joined), host_states.From(250, self_of("P1").join))
    assert state.joined == joined
    assert effects == (host_states.Tell(250, messages.Abort(abort.Why.FULL)),)
    assert isinstance(abort.refusal(abort.Why.FULL), MeetingFull)
