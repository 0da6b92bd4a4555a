"""The pictures are of today, say in words what they show, and show each step that the machines take."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from p2pcard.core.exchange import events, swap
from p2pcard.core.exchange.meeting import host, host_states, member, messages
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.events import Agree
from p2pcard.core.exchange.swap import Role
from p2pcard.errors import Refusal
from scripts.drawing.pages import FOLDER, files
from scripts.drawing.tables import REFUSED, SPEC, exchanges, machines, rows
from tests import crowd
from tests.pairs import Pair
from tests.peers import Room, room_of, self_of

FILES = files()
PICTURES = [path for path in FILES if path.suffix == ".svg"]
MEMBER, HOST, SWAP = machines()
MEETING, SWAPPING = exchanges()
NAMES = {int(row["type"][:2], 16): row["name"] for row in rows("7.3", "type", "name")}
SPOKEN = re.findall(r"^    ([A-Z]+) += (\w\w)h\b", SPEC.read_text(encoding="utf-8"), re.MULTILINE)
IN_A_SWAP = {int(byte, 16): name for name, byte in SPOKEN}
SVG = "{http://www.w3.org/2000/svg}"
ENDING = (events.Stop(), events.Elapsed(), events.Dropped())


def test_the_pictures_are_those_of_today():
    assert set(FOLDER.iterdir()) == set(FILES), "run scripts/pictures"
    stale = [path.name for path, text in FILES.items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run scripts/pictures"


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_says_in_words_what_it_shows(path):
    drawn = ElementTree.fromstring(FILES[path])  # noqa: S314  # our own file
    said = drawn.findtext(f"{SVG}desc") or ""
    names = [text.text or "" for text in drawn.iter(f"{SVG}text") if text.get("font-weight") == "bold"]
    assert drawn.findtext(f"{SVG}title")
    assert names
    assert [name for name in names if name not in said] == []
    assert f"]({path.name})" in FILES[FOLDER / "README.md"]


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_no_two_lines_of_text_in_a_picture_lie_on_each_other(path):
    drawn = ElementTree.fromstring(FILES[path])  # noqa: S314  # our own file
    taken = [span(text) for text in drawn.iter(f"{SVG}text")]
    close = [(a, b) for n, a in enumerate(taken) for b in taken[:n] if abs(a[2] - b[2]) < 13]
    assert [(a[3], b[3]) for a, b in close if a[0] < b[1] and b[0] < a[1]] == []
    assert [
        words for left, right, _, words in taken if left < 0 or right > float(drawn.get("width") or 0)
    ] == []


def span(text):
    """Where a line of text begins and ends, on which height, and what it is."""
    letter = 9.0 if text.get("font-weight") else 7.6
    x, wide = float(text.get("x")), letter * len(text.text)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[text.get("text-anchor")]
    return left, left + wide, float(text.get("y")), text.text


# What is drawn is what the machines do


class Recorded(Room):
    """A meeting that remembers every state and every event, of its members and of its host."""

    def __init__(self, *arguments):
        self.members: tuple[list[Any], list[Any]] = ([], [])
        self.hosts: tuple[list[Any], list[Any]] = ([], [])
        super().__init__(*arguments)

    def _event(self, line, event):
        self.members[0].append(self.devices[line].state)
        self.members[1].append(event)
        super()._event(line, event)

    def _relay(self, event):
        self.hosts[0].append(self.relay)
        self.hosts[1].append(event)
        super()._relay(event)


def lived():
    names = ["P1", "P2", "P3"]
    room = Recorded([self_of(name) for name in names], names)
    room.start()
    crowd.type_all(room)
    crowd.confirm_all(room)
    room.done()
    return room


def each(values):
    """Values without those that are equal; some cannot be hashed, and some hide what they hold."""
    found: list[Any] = []
    found.extend(value for value in values if value not in found)
    return found


def steps(step: Any, states, happening):
    """All states that follow when each event happens in each state; None where that is refused."""
    for state in each(states):
        for event in happening:
            try:
                yield state, step(state, event)[0]
            except Refusal:
                yield state, None


def arrows(found):
    """The arrows between states of different kinds."""
    names = {(type(a).__name__, type(b).__name__ if b is not None else REFUSED) for a, b in found}
    return {(a, b) for a, b in names if a != b}


def test_the_picture_of_the_member_shows_each_step_that_it_takes_and_no_other():
    states, happened = lived().members
    more = (*ENDING, Agree(), events.Busy(), events.PersonDone(), messages.Abort(Why.STOPPED))
    found = list(steps(member.step, states, each((*happened, *more))))
    assert arrows(found) == MEMBER.arrows


def test_the_picture_of_the_host_shows_each_step_that_it_takes_and_no_other():
    states, happened = lived().hosts
    aborts = [host_states.From(line, messages.Abort(Why.STOPPED)) for line in range(3)]
    left = [host_states.Left(line) for line in range(3)]
    happening = each((*happened, *aborts, *left, host_states.Late(), host_states.GoOn((0,))))
    found = list(steps(host.step, states, happening))
    found += steps(host.step, [after for _, after in found], (*left, host_states.Late()))
    assert arrows(found) == HOST.arrows


def told(exchange):
    """The messages of 7.3 and 8.3 that a table names, and which side sends each."""
    found = [(each.what.replace(",", " ").split()[0], each.sender) for each in exchange.messages]
    return [(name, sender) for name, sender in found if name in {*NAMES.values(), *IN_A_SWAP.values()}]


def test_the_picture_of_a_meetings_messages_shows_them_in_the_order_in_which_they_go():
    said = []

    def note(_, message, down):
        said.append((NAMES[bytes(message)[0]], "host" if down else "every member"))
        return (message,)

    room = room_of(3, bend=note)
    room.start()
    room.talk()
    room.done()
    assert list(dict.fromkeys(said)) == told(MEETING)


class RecordedPair(Pair):
    """A swap that remembers every state and every event of both sides."""

    def __init__(self, *arguments):
        self.lived: dict[Role, tuple[list[Any], list[Any]]] = {role: ([], []) for role in Role}
        super().__init__(*arguments)

    def _event(self, role, event):
        self.lived[role][0].append(self.ends[role].state)
        self.lived[role][1].append(event)
        super()._event(role, event)


def test_the_picture_of_a_side_of_a_swap_shows_each_step_that_it_takes_and_no_other():
    found = []
    for order in ((Role.SCANNER, Role.SHOWER), (Role.SHOWER, Role.SCANNER)):
        pair = RecordedPair(self_of("Ana"), self_of("Bo"))
        for role in order:
            pair.typed(role)
        for states, happened in pair.lived.values():
            more = (*ENDING, events.Heard("no word"), events.Saved(()), events.PersonDone(), events.Ready())
            found += steps(swap.step, states, each((*happened, *more)))
            found += steps(swap.step, [after for _, after in found if after is not None], each(happened))
    assert arrows(found) == SWAP.arrows


def test_the_picture_of_a_swaps_messages_shows_what_each_side_says_in_its_order():
    said: dict[str, list[str]] = {role.name.lower(): [] for role in Role}

    def note(role, message):
        said[role.name.lower()].append(IN_A_SWAP[message[0]])
        return (message,)

    pair = Pair(self_of("Ana"), self_of("Bo"), bend=note)
    pair.both_typed()
    pair.done()
    drawn = told(SWAPPING)
    assert len(drawn) > 10
    for side, messages_of_side in said.items():
        names = [name for name, sender in drawn if sender == side]
        assert list(dict.fromkeys(messages_of_side)) == names
