"""Behind the eighth round of bundles the host lets the room rest: nobody uses up all rounds in a moment."""

from itertools import chain

from p2pcard.core.meeting.messages import Round, Want
from p2pcard.core.meeting.stages import Bundling, From, Late, Left, Wanting
from tests.test_passing_steps import HAD, LINES, WANTS, played


def test_from_the_eighth_round_on_the_room_rests_before_another_one_longer_and_longer():
    rests = {number: rest_behind(number) for number in (1, 7, 8, 15, 16, 63)}
    assert rests == {1: 0, 7: 0, 8: 1, 15: 1, 16: 2, 63: 7}


def rest_behind(number):
    """How long the room rests behind the round of a number, though somebody wants another one."""
    begun = Bundling(LINES, WANTS.staying, 0, {}, {1: 1}, number)
    state, told, pauses = played(begun, *(From(line, HAD) for line in range(3)))
    if type(state) is Bundling:
        assert pauses == [5, 30]
        return 0
    assert (state.rests, state.had) == (True, {1: 1})
    state, more, _ = played(state, From(0, Want(0)), Left(2))  # nothing of this ends the rest
    assert type(state) is Wanting
    assert not any(isinstance(each, Round) for each in chain(*told.values(), *more.values()))
    state, told, _ = played(state, Late())
    assert (state, told[0]) == (Bundling(state.lines, WANTS.staying, 1, {}, {}, number + 1), [Round(1)])
    return pauses[-1]


def test_a_rest_in_which_nobody_wants_anything_begins_no_round():
    begun = Bundling(LINES, WANTS.staying, 0, {}, {}, 8)
    state, _, pauses = played(begun, *(From(line, HAD) for line in range(3)), Late())
    assert (state, pauses) == (Wanting(LINES, WANTS.staying, {}, number=8), [5, 1])
    assert type(played(state, From(1, Want(0)))[0]) is Bundling
