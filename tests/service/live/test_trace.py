"""A trace tells by the names of types alone what the machines did, in order, and holds nothing of anybody."""

import random
import re
import stat
from itertools import pairwise

import pytest

from scripts.drawing.tables import machines
from tests.canaries import Watch, number, word
from tests.disks import needs_root, small_disk
from tests.shells import LOOPBACK, PATIENCE, PHRASE, Talk, device, meet, swap

LINE = re.compile(r"(\d+\.\d{3}) (swap|member|host)((?: (?:bytes|[A-Z][A-Za-z]+)){3,4})")
MEMBER, HOST, SWAP = machines()


class Room:
    """Two people whose devices trace, with strange words wherever a word can stand."""

    def __init__(self, tmp_path):
        drawn = random.Random(11)
        self.said = [word(drawn) for _ in range(8)] + [number(drawn)]
        self.devices = [
            device(
                tmp_path / self.said[place],
                {
                    "name": self.said[2 + place],
                    "channels": [["phone", self.said[8]], ["other", self.said[4 + place]]],
                    "offers": [self.said[6 + place]],
                },
            )
            for place in (0, 1)
        ]
        self.files = [tmp_path / f"trace-{place}" for place in (0, 1)]

    def traced(self, place):
        """A device that traces whatever it is asked."""
        return Traced(self.devices[place], self.files[place])

    def lines(self, place):
        """Each line of a trace in parts: seconds, machine, names of types."""
        found = [LINE.fullmatch(line) for line in self.files[place].read_text().splitlines()]
        assert found
        assert None not in found
        return [(float(line[1]), line[2], line[3].split()) for line in found if line]

    def holds_nothing(self, *more):
        """Check that nobody and nothing that was said can be found in the traces."""
        watch = Watch.of([*self.said, PHRASE, *more])
        for file in self.files:
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            assert watch.seen(file.read_bytes()) == []
        return True


class Traced:
    """A device on which each conversation is traced."""

    def __init__(self, device, file):
        self._device, self._file = device, file

    def process(self, *words, **options):
        return self._device.process("--trace", str(self._file), *words, **options)


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path)


def follows(lines, machine, drawn):
    """Check that a machine went from state to state as the tables of the specification let it; name them."""
    steps = [(names[0], names[-1]) for _, name, names in lines if name == machine]
    moves = [(before, after) for before, after in steps if before != after]
    assert [move for move in moves if move not in drawn.arrows] == []
    assert all(after == before for (_, after), (before, _) in pairwise(steps))
    return [moves[0][0], *(after for _, after in moves)]


def in_order(lines):
    """Check that the times of a trace begin at its own beginning and never go back."""
    seconds = [second for second, _, _ in lines]
    return seconds == sorted(seconds) and seconds[0] >= 0 and seconds[-1] < PATIENCE


def test_a_swap_is_traced_from_state_to_state_as_the_specification_lists_them(room):
    showing, scanning = swap(room.traced(0), room.traced(1))
    lines = room.lines(0), room.lines(1)
    assert all(map(in_order, lines))
    for found, drawn in zip(lines, (SWAP, SWAP), strict=True):
        states = follows(found, "swap", drawn)
        assert "Storing" in states
        assert states[-2:] == ["SwapBundling", "SwapOver"]
    said = [str(value) for talk in (showing, scanning) for each in talk.heard for value in each.values()]
    assert room.holds_nothing(*(each for each in said if len(each) > 8))


def test_a_meeting_is_traced_by_each_of_its_machines_as_the_specification_lists_their_states(room):
    talks = meet(room.traced(0), room.traced(1))
    lines = room.lines(0), room.lines(1)
    assert all(map(in_order, lines))
    assert {machine for _, machine, _ in lines[0]} == {"host", "member"}
    assert {machine for _, machine, _ in lines[1]} == {"member"}
    assert follows(lines[0], "host", HOST) == [
        *("Gathering", "Opening", "Sealing", "Confirming", "Keying", "Receipting"),
        *("Wanting", "Bundling", "Wanting", "Ended"),
    ]
    for found in lines:
        states = follows(found, "member", MEMBER)
        assert states[:6] == ["Waiting", "Opened", "Comparing", "Keyed", "Storing", "Receiving"]
        assert states[-1] == "MemberOver"
    joins = [names for _, machine, names in lines[0] if machine == "host" and names[1:3] == ["From", "Join"]]
    assert joins == [["Gathering", "From", "Join", "Gathering"]] * 2
    phrase = next(each["words"] for each in talks[0].heard if each["event"] == "phrase")
    said = [str(value) for talk in talks for each in talk.heard for value in each.values()]
    assert room.holds_nothing(*(each for each in said if len(each) > 8), " ".join(phrase))


def test_what_is_refused_is_in_the_trace_too(room):
    with Talk(room.traced(0), "meet", "--host", "--address", LOOPBACK) as host:
        host.until("in")
        host.say({"counted": 2})
        host.until("ignored")
        host.say({"stop": True})
        host.end()
    told = [names for _, machine, names in room.lines(0) if machine == "member"]
    assert ["Waiting", "Counted", "MeetingBroken"] in told
    assert told[-1][1] == "Stop"


@pytest.mark.parametrize("command", ["meet", "swap"])
def test_a_trace_that_cannot_be_written_is_refused_before_a_phrase_is_asked(room, tmp_path, command):
    ana = room.devices[0]
    ana.use()
    letter = tmp_path / "letter"
    letter.write_text("Dear Ben")
    for place, reason in ((letter, "something-else-there"), (tmp_path / "none" / "trace", "folder-missing")):
        assert ana.refused("--trace", str(place), command) == reason
    assert letter.read_text() == "Dear Ben"


def test_without_a_conversation_there_is_no_trace_and_without_the_option_no_file(room, tmp_path):
    room.devices[0].do("--trace", str(room.files[0]), "people")
    before = {*tmp_path.rglob("*")}
    swap(*room.devices)
    assert {path.name for path in {*tmp_path.rglob("*")} - before} <= {"vault-before.p2pcard"}


@needs_root
def test_a_trace_for_which_there_is_no_room_ends_nothing(room, tmp_path):
    with small_disk(tmp_path / "disk", 4) as disk:
        room.files[0] = disk / "trace"
        (disk / "full").write_bytes(bytes(4096))
        swap(room.traced(0), room.devices[1])
        assert room.files[0].read_bytes() == b""
    assert len(room.devices[0].people()) == 1
