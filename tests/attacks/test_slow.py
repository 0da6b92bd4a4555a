"""Members who make the rounds of bundles slow: each of them can do so once, and then only a little."""

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from p2pcard.core.exchange.meeting import host_rounds, member_rounds, messages
from p2pcard.core.exchange.meeting.host_states import Bundling, From, Late, Lines, Pause, Tell
from p2pcard.core.exchange.meeting.messages import Bundles, Want
from p2pcard.core.formats import crypto

BOX = b"\1" * (messages.BUNDLE_SIZES[0] + crypto.TAG_SIZE)
SOON = 0.25  # seconds that an honest device takes, a power of two so that sums are exact
LAST = host_rounds.BUNDLES_TIME - SOON
THREATS = (Path(__file__).resolve().parents[2] / "docs/threats.md").read_text(encoding="utf-8")


@dataclass
class Host:
    """A host's machine on a clock of its own, from the first ROUND on.

    `answers` says for each line, by the number of the round, how many seconds
    behind ROUND its bundles come; None if they never do.
    """

    answers: Any
    now: float = 0
    alarm: float = math.inf
    lasted: list[float] = field(default_factory=list)  # from ROUND until the bundles are handed out
    handed: list[set[int]] = field(default_factory=list)  # whose bundles the host's own device then got
    state: Any = None

    def play(self, count, asks=0.0):
        """Let so many rounds go by, for each of which somebody asks so many seconds behind the one before."""
        people = tuple(range(len(self.answers)))
        self._take(host_rounds.begin(Lines(people, 0), people))
        for line in people:
            self._hear(line, Want(0))
        for number in range(count):
            self._round(number)
            self._until(self.now + asks)
            self._hear(1, Want(0))
            if self.state.__class__ is not Bundling:
                self._until(self.alarm)  # the rest
        return self

    def _round(self, number):
        begun, before = self.now, self.state
        due = sorted((begun + when, line) for line, each in enumerate(self.answers) if (when := each(number)))
        while isinstance(self.state, Bundling) and self.state.number == before.number:
            if due and due[0][0] < self.alarm:
                self.now, line = due.pop(0)
                self._hear(line, Bundles((BOX,) * (len(self.answers) - 1)))
            else:
                self._until(self.alarm)
        self.lasted.append(self.now - begun)

    def _until(self, then):
        if self.alarm <= then:
            self.now, self.alarm = self.alarm, math.inf
            self._take(host_rounds.step(self.state, Late()))
        self.now = max(self.now, then)

    def _hear(self, line, message):
        self._take(host_rounds.step(self.state, From(line, message)))

    def _take(self, step):
        self.state, effects = step
        for effect in effects:
            match effect:
                case Pause(seconds):
                    self.alarm = self.now + seconds
                case Tell(0, Bundles(boxes)):
                    self.handed.append({line for line, box in enumerate(boxes, 1) if any(box)})


def honest(number):
    """A device that answers at once."""
    return SOON


def silent(number):
    """A member who never sends bundles."""
    return None


def last_moment(number):
    """A member who sends them just before the host's patience is over."""
    return LAST


def now_and_then(number):
    """A member who is silent in every second round, and answers at once in the others."""
    return SOON if number % 2 else None


def room(people, *cheats):
    return Host([honest] * (people - len(cheats)) + list(cheats))


ONE = SOON + host_rounds.FEW_TIME


@pytest.mark.parametrize("people", [2, 3, 4, 100])
@pytest.mark.parametrize("cheat", [silent, last_moment])
def test_a_member_who_is_silent_or_late_on_purpose_slows_one_round_by_half_a_minute_and_others_by_5_seconds(
    cheat, people
):
    lasted = room(people, cheat).play(20).lasted
    assert lasted[0] == (LAST if cheat is last_moment else SOON + host_rounds.BUNDLES_TIME)
    assert lasted[1:] == [ONE] * 19


def test_whoever_is_late_only_now_and_then_is_not_waited_for_any_longer():
    lasted = room(4, now_and_then).play(20).lasted
    assert (lasted[0], lasted[2::2], lasted[1::2]) == (SOON + 30, [ONE] * 9, [SOON] * 10)


@pytest.mark.parametrize("cheats", [2, 5, 49, 98])
def test_silent_members_however_many_share_one_long_round_or_take_one_each(cheats):
    assert room(100, *[silent] * cheats).play(3).lasted[1:] == [ONE] * 2

    def in_turn(mine):
        return lambda number: None if number == mine else SOON

    lasted = room(100, *map(in_turn, range(cheats))).play(100).lasted
    assert sorted(set(lasted)) == [SOON, SOON + 30]
    assert lasted.count(SOON + 30) == cheats


def test_only_more_than_a_quarter_of_a_room_can_be_late_together_again_and_again():
    quarter, more = (room(100, *[last_moment] * count).play(5).lasted for count in (25, 26))
    assert (quarter, more) == ([LAST, *[ONE] * 4], [LAST] * 5)
    assert room(100, silent, *[last_moment] * 26).play(3).lasted == [LAST + 30, LAST + 5, LAST + 5]


def test_a_device_that_is_out_of_reach_for_a_moment_loses_nothing_and_nor_does_a_slow_one():
    """One whose radio fails in one round, and one that always needs a while more than all others."""
    falters = [lambda number: 29 if number == 3 else SOON, lambda number: SOON + 4]
    assert room(5, *falters).play(8).handed == [{1, 2, 3, 4}] * 8
    late = room(5, lambda number: 29 if number < 2 else SOON).play(4)
    assert late.handed == [{1, 2, 3, 4}, {1, 2, 3}, {1, 2, 3, 4}, {1, 2, 3, 4}]


def test_the_threats_say_how_long_one_member_can_keep_a_room():
    """Asking at once, answering or not; asking as late as can be, not answering; two of four, always late."""
    asks = member_rounds.STAY_TIME - 1
    plays = [room(4, honest).play(64), room(4, silent).play(64), room(4, silent).play(64, asks)]
    plays.append(room(4, last_moment, last_moment).play(64))
    assert [round(play.now / 60) for play in plays] == [4, 10, 133, 36]
    for said in ("four minutes", "ten minutes", "two and a quarter hours", "36 minutes"):
        assert f"about {said}" in THREATS
