"""Whole runs of a meeting, and what the host does on its own (docs/spec.md, section 7)."""

from p2pcard.core.meeting import relay
from p2pcard.core.meeting.ending import Why
from p2pcard.core.meeting.messages import Abort, Join, Message, Ok, Open, Read, Seal
from p2pcard.core.meeting.stages import Begin, Event, From, Gathering, GoOn, Late, Left, State, Tell
from scripts.vectors.case import Case, Folder, Word, card_of, chance, word
from scripts.vectors.rooms import NAMES, Room, of_two, self_of

OPENING, SEALED, SIGNATURE = chance("opening", 128), chance("sealed", 1040), chance("signature", 64)


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("meeting")
    for name, (comment, room) in _rooms().items():
        folder.add(name, "ok", comment, ("machines", word("room")), *room.secrets, *room.log, *room.results())
    for name, (comment, events) in {**_gathering(), **_running()}.items():
        folder.add(name, "ok", comment, ("machines", word("host")), *_hosted(events))
    return folder.cases


def _rooms() -> dict[str, tuple[str, Room]]:
    two = of_two()
    two.say_answer()
    return {
        "run_of_two": ("two people, words, small cards", two),
        "run_of_five": ("five people", _whole("five")),
        "run_in_digits": ("one of three asks for digits", _digits()),
        "run_with_large_card": ("one of three has a large card", _large()),
        "run_with_reader": ("a member of three reads", _reader()),
        "run_without_one": ("one of four leaves after the phrase", _without()),
        "run_without_two": ("two of five do not confirm, and the host goes on", _without_two()),
        "run_same_person": ("one identity twice among three", _twice()),
    }


def _whole(run: str) -> Room:
    room = Room({name: self_of(name, run) for name in NAMES})
    room.begin()
    room.talk()
    room.say_answer()
    return room


def _digits() -> Room:
    room = Room({name: self_of(name, "digits", digits=name == "Ben") for name in NAMES[:3]})
    room.begin()
    room.talk()
    room.say_answer()
    return room


def _large() -> Room:
    large = card_of("Ben", channels=tuple((9, "x" * 150) for _ in range(8)))
    cards = {"Ada": card_of("Ada"), "Ben": large, "Cleo": card_of("Cleo")}
    room = Room({name: self_of(name, "large", card=card) for name, card in cards.items()})
    room.begin()
    room.talk()
    room.say_answer()
    return room


def _reader() -> Room:
    room = Room({name: self_of(name, "reader") for name in NAMES[:3]})
    room.take_reader(3)
    room.begin()
    room.talk()
    room.say_answer()
    return room


def _without() -> Room:
    room = Room({name: self_of(name, "without") for name in NAMES[:4]})
    room.begin()
    room.talk(without=(4,))
    room.leave(4)
    room.agree(2)
    room.agree(3)
    room.say_answer()
    return room


def _without_two() -> Room:
    room = Room({name: self_of(name, "without two") for name in NAMES})
    room.begin()
    room.talk(without=(4, 5))
    room.go_on()
    room.agree(2)
    room.agree(3)
    room.say_answer()
    return room


def _twice() -> Room:
    people = {"Ada": self_of("Ada", "twice"), "Ben": self_of("Ben", "twice")}
    room = Room({**people, "Ben again": self_of("Ben", "twice again")})
    room.people[2].name = "Ben"
    room.begin()
    room.talk()
    room.say_answer()
    return room


def _join(number: int, *, digits: bool = False) -> Join:
    return Join(chance(f"C of {number}"), digits, large=False)


def _from(number: int, message: Message) -> tuple[str, Event]:
    return f"{number} > {bytes(message).hex()}", From(number - 1, message)


def _left(number: int) -> tuple[str, Event]:
    return f"{number} left", Left(number - 1)


BEGIN, GO_ON, LATE = ("host begin", Begin()), ("host go-on", GoOn()), ("host late", Late())
Events = list[tuple[str, Event]]


def _joined() -> Events:
    return [_from(number, _join(number)) for number in (1, 2, 3)]


def _gathering() -> dict[str, tuple[str, Events]]:
    joined = _joined()
    return {
        "host_alone": ("nobody else came", [joined[0], BEGIN]),
        "host_late_comer": ("somebody joins after the start", [*joined, BEGIN, _from(4, _join(4))]),
        "host_same_c": ("two with one C", [*joined, _from(4, _join(3))]),
        "host_joins_twice": ("a second JOIN on one line counts as leaving", [*joined, _from(3, _join(4))]),
        "host_reader": (
            "a second taker, and one who comes later",
            [*joined, *map(_reads, (2, 3)), _from(4, _join(4))],
        ),
        "host_reader_left": ("the reader leaves", [*joined, _reads(2), _left(2)]),
        "host_stops": ("the host's device stops before the start", [*joined, _from(1, Abort(Why.STOPPED))]),
    }


def _running() -> dict[str, tuple[str, Events]]:
    joined = _joined()
    opened = [*joined, BEGIN, *(_from(number, Open(OPENING)) for number in (1, 2, 3))]
    sealed = [*opened, *(_from(number, Seal(SEALED)) for number in (1, 2, 3))]
    order = sorted((1, 2, 3), key=lambda number: _join(number).commitment)
    everybody, last = (0, 1, 2), order[2]
    return {
        "host_opening_late": ("somebody does not open in time", [*joined, BEGIN, LATE]),
        "host_opening_left": ("somebody leaves before all opened", [*joined, BEGIN, _left(2)]),
        "host_opening_twice": ("somebody opens twice", [*joined, BEGIN, *[_from(1, Open(OPENING))] * 2]),
        "host_abort": ("somebody aborts", [*opened, _from(2, Abort(Why.OPENING))]),
        "host_seal_short": ("a SEAL of another length", [*opened, _from(2, Seal(SEALED[1:]))]),
        "host_reader_gone": ("the reader leaves while people talk", [*sealed, _left(1)]),
        "host_ok_overtaken": (
            "an OK over all after WITHOUT",
            [*sealed, _left(_member(order)), _ok(1, everybody)],
        ),
        "host_go_on_alone": ("going on while nobody confirmed", [*sealed, GO_ON]),
        "host_late_talk": ("no time limit while people talk", [*sealed, LATE, _ok(last, everybody)]),
    }


def _reads(number: int) -> tuple[str, Event]:
    return _from(number, Read())


def _ok(number: int, staying: tuple[int, ...]) -> tuple[str, Event]:
    return _from(number, Ok(staying, SIGNATURE))


def _member(order: list[int]) -> int:
    return next(number for number in order if number != 1)


def _hosted(events: Events) -> list[tuple[str, Word]]:
    lines: list[tuple[str, Word]] = []
    state: State = Gathering()
    for text, event in events:
        lines.append(("do", Word(text)))
        state, effects = relay.step(state, event)
        told = [(each.line + 1, each.message) for each in effects if isinstance(each, Tell)]
        lines += [("do", Word(f"{number} < {bytes(message).hex()}")) for number, message in told]
    return lines
