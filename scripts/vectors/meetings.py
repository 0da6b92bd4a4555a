"""Whole runs of a meeting, and what the host does on its own (docs/spec.md, section 7)."""

from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.host_states import Event
from p2pcard.core.exchange.meeting.messages import Abort, Join, Ok, Open, Read, Seal
from scripts.vectors.bundle_lines import withdrawals
from scripts.vectors.case import Case, Folder, card_of, chance, word
from scripts.vectors.hosted import LATE, Events, begin, from_person, go_on, hosted, left, newer, too_long
from scripts.vectors.rooms import NAMES, Room, of_two, self_of

OPENING, SEALED, SIGNATURE = chance("opening", 128), chance("sealed", 1040), chance("signature", 64)


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("meeting")
    for name, (comment, room) in _rooms().items():
        folder.add(name, "ok", comment, ("machines", word("room")), *room.secrets, *room.log, *room.results())
    for name, (comment, events) in {**_gathering(), **_running()}.items():
        folder.add(name, "ok", comment, ("machines", word("host")), *hosted(events))
    return folder.cases


def _rooms() -> dict[str, tuple[str, Room]]:
    two = of_two()
    two.say_answer()
    two.end()
    return {
        "run_of_two": ("two people, words, small cards", two),
        "run_of_five": ("five people", _whole("five")),
        "run_in_digits": ("one of three asks for digits", _digits()),
        "run_with_large_card": ("one of three has a large card", _large()),
        "run_with_reader": ("a member of three reads", _reader()),
        "run_without_one": ("one of four leaves after the phrase", _without()),
        "run_without_two": (
            "two of five do not confirm, and the host proposes to go on without them",
            _without_two(),
        ),
        "run_same_person": ("one identity twice among three", _twice()),
        "run_in_rounds": ("three, of whom one has something at once and another later", _in_rounds()),
        "run_in_large_rounds": ("two with more than fits a small bundle, then with less", _large_rounds()),
        "run_left_in_round": ("one of three leaves in a round", _left_in_round()),
        "run_host_done": ("the host's person is done first", _host_done()),
    }


def _whole(run: str) -> Room:
    room = Room({name: self_of(name, run) for name in NAMES})
    room.begin()
    room.talk()
    room.say_answer()
    room.end()
    return room


def _digits() -> Room:
    room = Room({name: self_of(name, "digits", digits=name == "Ben") for name in NAMES[:3]})
    room.begin()
    room.talk()
    room.say_answer()
    room.end()
    return room


def _large() -> Room:
    large = card_of("Ben", channels=tuple((9, "x" * 150) for _ in range(8)))
    cards = {"Ada": card_of("Ada"), "Ben": large, "Cleo": card_of("Cleo")}
    room = Room({name: self_of(name, "large", card=card) for name, card in cards.items()})
    room.begin()
    room.talk()
    room.say_answer()
    room.end()
    return room


def _reader() -> Room:
    room = Room({name: self_of(name, "reader") for name in NAMES[:3]})
    room.take_reader(3)
    room.begin()
    room.talk()
    room.say_answer()
    room.end()
    return room


def _without() -> Room:
    room = Room({name: self_of(name, "without") for name in NAMES[:4]})
    room.begin()
    room.talk(without=(4,))
    room.leave(4)
    room.agree(2)
    room.agree(3)
    room.say_answer()
    room.end()
    return room


def _without_two() -> Room:
    room = Room({name: self_of(name, "without two") for name in NAMES})
    room.begin()
    room.talk(without=(4, 5))
    room.go_on(4, 5)
    room.agree(2)
    room.agree(3)
    room.say_answer()
    room.end()
    return room


def _twice() -> Room:
    people = {"Ada": self_of("Ada", "twice"), "Ben": self_of("Ben", "twice")}
    room = Room({**people, "Ben again": self_of("Ben", "twice again")})
    room.people[2].name = "Ben"
    room.begin()
    room.talk()
    room.say_answer()
    room.end()
    return room


def _begun(run: str, count: int) -> Room:
    room = Room({name: self_of(name, run) for name in NAMES[:count]})
    room.begin()
    room.talk()
    return room


def _in_rounds() -> Room:
    room = _begun("rounds", 3)
    room.gives(2, 1, *withdrawals(2, "of Ben"))
    room.gives(2, 3, *withdrawals(1, "of Ben for Cleo"))
    room.say_answer()
    room.has(3, 2, *withdrawals(1, "of Cleo"))
    room.end()
    return room


def _large_rounds() -> Room:
    room = _begun("large rounds", 2)
    room.gives(1, 2, *withdrawals(15, "of Ada"))
    room.say_answer()
    room.has(2, 1, *withdrawals(14, "of Ben"))
    room.end()
    return room


def _left_in_round() -> Room:
    room = _begun("left in round", 3)
    room.gives(2, 1, *withdrawals(1, "of Ben"))
    room.people[2].packs = False
    room.say_answer()
    room.leave(3)
    room.has(1, 3, *withdrawals(1, "of Ada for nobody"))
    room.end()
    return room


def _host_done() -> Room:
    room = _begun("host done", 3)
    room.say_answer()
    room.done(1)
    return room


def _join(number: int, *, digits: bool = False) -> Join:
    return Join(chance(f"C of {number}"), digits, large=False)


def _joined() -> Events:
    return [from_person(number, _join(number)) for number in (1, 2, 3)]


def _gathering() -> dict[str, tuple[str, Events]]:
    joined = _joined()
    return {
        "host_alone": ("nobody else came", [joined[0], begin(1), begin(2)]),
        "host_counts_fewer": (
            "the host's person counts two of three, then four, then three",
            [
                *joined,
                begin(2),
                begin(4),
                begin(3),
            ],
        ),
        "host_must_go": (
            "the host's person must go before the start",
            [*joined, from_person(1, Abort(Why.LEFT))],
        ),
        "host_late_comer": (
            "somebody joins after the start",
            [*joined, begin(len(joined)), from_person(4, _join(4))],
        ),
        "host_same_c": ("two with one C", [*joined, from_person(4, _join(3))]),
        "host_joins_twice": (
            "a second JOIN on one line counts as leaving",
            [*joined, from_person(3, _join(4))],
        ),
        "host_reader": (
            "a second taker, and one who comes later",
            [*joined, *map(_reads, (2, 3)), from_person(4, _join(4))],
        ),
        "host_full": ("the 251st who joins", [from_person(n, _join(n)) for n in range(1, 252)]),
        "host_join_newer": (
            "a JOIN of version 2: one of 1,024 bytes is answered, one of 1,025 is too long",
            [*joined, newer(4, 1024), too_long(5, 1025), from_person(6, _join(6))],
        ),
        "host_reader_left": ("the reader leaves", [*joined, _reads(2), left(2)]),
        "host_stops": (
            "the host's device stops before the start",
            [*joined, from_person(1, Abort(Why.STOPPED))],
        ),
    }


def _running() -> dict[str, tuple[str, Events]]:
    joined = _joined()
    opened = [*joined, begin(len(joined)), *(from_person(number, Open(OPENING)) for number in (1, 2, 3))]
    sealed = [*opened, *(from_person(number, Seal(SEALED)) for number in (1, 2, 3))]
    order = sorted((1, 2, 3), key=lambda number: _join(number).commitment)
    everybody, last, gone = (0, 1, 2), order[2], _member(order)
    stay = tuple(number for number in order if number != gone)
    fewer = tuple(order.index(number) for number in stay)
    return {
        "host_opening_late": ("somebody does not open in time", [*joined, begin(len(joined)), LATE]),
        "host_opening_newer": (
            "behind LIST a JOIN of version 2 may have 16,384 bytes",
            [*joined, begin(3), newer(4, 16384), too_long(5, 16385), from_person(6, _join(6))],
        ),
        "host_opening_left": ("somebody leaves before all opened", [*joined, begin(len(joined)), left(2)]),
        "host_opening_twice": (
            "somebody opens twice",
            [*joined, begin(len(joined)), *[from_person(1, Open(OPENING))] * 2],
        ),
        "host_abort": ("somebody aborts", [*opened, from_person(2, Abort(Why.OPENING))]),
        "host_seal_short": ("a SEAL of another length", [*opened, from_person(2, Seal(SEALED[1:]))]),
        "host_seal_late": ("somebody sends no SEAL in time", [*opened, from_person(1, Seal(SEALED)), LATE]),
        "host_seal_left": ("somebody leaves before all sent a SEAL", [*opened, left(3)]),
        "host_seal_twice": ("somebody sends two SEALs", [*opened, *[from_person(2, Seal(SEALED))] * 2]),
        "host_ok_stranger": (
            "OKs over a list without their sender, and over another list, count for nothing",
            [*sealed, *(_ok(last, each) for each in ((0, 1), (0, 2))), *(_ok(n, everybody) for n in order)],
        ),
        "host_ok_forgotten": (
            "OKs over all are forgotten at WITHOUT, and count anew",
            [*sealed, *(_ok(n, everybody) for n in stay), left(gone), *(_ok(n, fewer) for n in stay)],
        ),
        "host_talk_alone": (
            "all but the host's device leave while people talk",
            [*sealed, left(2), left(3)],
        ),
        "host_talk_abort": (
            "somebody who was left out is heard no more, and then somebody aborts",
            [
                *sealed,
                go_on(order.index(gone)),
                _ok(gone, everybody),
                from_person(gone, Abort(Why.STOPPED)),
                from_person(1, Abort(Why.PHRASE)),
            ],
        ),
        "host_reader_gone": ("the reader leaves while people talk", [*sealed, left(1)]),
        "host_ok_overtaken": (
            "an OK over all after WITHOUT",
            [*sealed, left(gone), _ok(1, everybody)],
        ),
        "host_go_on_alone": (
            "going on alone, without the reader, or with all",
            [
                *sealed,
                go_on(*(place for place in everybody if order[place] != 1)),
                go_on(order.index(1)),
                go_on(),
            ],
        ),
        "host_go_on_ready": (
            "whoever confirmed meanwhile is not left out",
            [
                *sealed,
                _ok(last, everybody),
                go_on(2),
                go_on(order.index(gone), 2),
            ],
        ),
        "host_late_talk": ("no time limit while people talk", [*sealed, LATE, _ok(last, everybody)]),
    }


def _reads(number: int) -> tuple[str, Event]:
    return from_person(number, Read())


def _ok(number: int, staying: tuple[int, ...]) -> tuple[str, Event]:
    return from_person(number, Ok(staying, SIGNATURE))


def _member(order: list[int]) -> int:
    return next(number for number in order if number != 1)
