"""What the host does in rounds of bundles (docs/spec.md, 7.9)."""

from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.host_rounds import UNRESTED
from p2pcard.core.exchange.meeting.host_states import Event
from p2pcard.core.exchange.meeting.messages import (
    Abort,
    Bundles,
    Join,
    Keys,
    Ok,
    Open,
    Read,
    Receipt,
    Seal,
    Want,
)
from scripts.vectors.case import Case, Folder, chance, word
from scripts.vectors.hosted import LATE, Events, begin, from_person, hosted, left

SEALED, SIGNATURE = bytes(1040), chance("signature", 64)  # the host looks at neither
SMALL, LARGE = 528, 4112
Good = dict[str, tuple[str, Events]]


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("meeting")
    for name, (comment, events) in {
        **_keys_and_receipts(),
        **_wants(),
        **_rests(),
        **_bundles(),
        **_slow(),
        **_bad(),
        **_ends(),
    }.items():
        folder.add(f"host_{name}", "ok", comment, ("machines", word("host")), *hosted(events))
    return folder.cases


def _join(number: int) -> Join:
    return Join(chance(f"C of {number}"), digits=False, large=False)


def _confirmed(people: int) -> Events:
    """Return what leads these people to where the keys are to come."""
    everybody = range(1, people + 1)
    staying = tuple(range(people))
    events: Events = [*(from_person(number, _join(number)) for number in everybody), begin(people)]
    for message in (Open(chance("opening", 128)), Seal(SEALED), Ok(staying, SIGNATURE)):
        events += [from_person(number, message) for number in everybody]
    return events


def _keys(number: int, people: int, count: int | None = None) -> tuple[str, Event]:
    """Return the boxes of one person for the others, of which no two are alike."""
    boxes = range(people - 1 if count is None else count)
    return from_person(number, Keys(tuple(chance(f"key of {number} to {box}", 48) for box in boxes)))


def _keyed(people: int) -> Events:
    """Return what leads these people to where the boxes are out."""
    return [*_confirmed(people), *(_keys(number, people) for number in range(1, people + 1))]


def _receipt(number: int, people: int) -> tuple[str, Event]:
    return from_person(number, Receipt(_place(number, people), (), SIGNATURE))


def _place(number: int, people: int) -> int:
    return sorted(range(1, people + 1), key=lambda each: _join(each).commitment).index(number)


def _behind(people: int = 2) -> Events:
    """Return what leads these people behind the receipts."""
    return [*_keyed(people), *(_receipt(number, people) for number in range(1, people + 1))]


def _want(number: int, size: int = 0) -> tuple[str, Event]:
    return from_person(number, Want(size))


def _sends(number: int, people: int = 2, size: int = SMALL, count: int | None = None) -> tuple[str, Event]:
    """Return the boxes of one person for the others, of which no two are alike."""
    boxes = range(people - 1 if count is None else count)
    made = tuple(chance(f"{number} to {box}", 16).ljust(size, b"\0") for box in boxes)
    return from_person(number, Bundles(made))


def _round(people: int = 2) -> Events:
    return [*_behind(people), *(_want(number) for number in range(1, people + 1))]


def _rounds(number: int) -> Events:
    """Return so many whole rounds of two; in each of them one wants another, a large one."""
    events = _round()
    for done in range(number):
        size = LARGE if done else SMALL
        events += [_want(2, 1), _sends(1, size=size), _sends(2, size=size)]
        events += [LATE] if UNRESTED <= done + 1 < number else []
    return events


def _rests() -> Good:
    asked_twice = [from_person(1, _join(1)), from_person(2, _join(2)), from_person(2, Read())]
    eighth = [_sends(1, size=LARGE), _sends(2, size=LARGE)]
    return {
        "read_again": (
            "of two who would read aloud the second is answered alone",
            [*asked_twice, from_person(1, Read()), from_person(2, Read()), from_person(3, _join(3))],
        ),
        "rests": ("behind the eighth round the room rests", [*_rounds(8), _want(1), LATE]),
        "rests_longer": ("behind the sixteenth it rests longer", [*_rounds(16), LATE]),
        "rests_unasked": (
            "in the rest nobody wants another round",
            [*_rounds(7), *eighth, LATE, _want(1)],
        ),
        "rests_left": ("in the rest somebody leaves", [*_rounds(8), left(2), LATE]),
    }


def _keys_and_receipts() -> Good:
    confirmed, keyed = _confirmed(3), _keyed(3)
    one, two, three = (_keys(number, 3) for number in (1, 2, 3))
    receipts = [_receipt(number, 3) for number in (1, 2, 3)]
    ok = from_person(2, Ok((0, 1), SIGNATURE))
    other = from_person(2, Receipt(_place(3, 3), (), SIGNATURE))
    return {
        "keys": ("three, each gets what is for it", [*confirmed, three, one, two, *receipts]),
        "keys_late": ("one sends no keys in time", [*confirmed, one, three, LATE, *receipts]),
        "keys_none": ("nobody sends keys in time", [*confirmed, LATE, *receipts]),
        "keys_left": ("one leaves before sending keys", [*confirmed, one, left(2), three, receipts[2]]),
        "keys_left_last": (
            "one who had not sent keys leaves as the last",
            [*confirmed, one, three, left(2), receipts[2]],
        ),
        "keys_sent_left": (
            "one leaves behind its keys, and its boxes are handed out",
            [*confirmed, two, left(2), one, three, receipts[2]],
        ),
        "keys_few": ("a box too few", [*confirmed, _keys(2, 3, 1), one, three]),
        "keys_many": ("a box too many", [*confirmed, _keys(2, 3, 3), one, three]),
        "keys_twice": ("keys for the second time", [*confirmed, two, two, one, three]),
        "keys_ok": ("an OK changes nothing", [*confirmed, ok, one, ok, two, three]),
        "keys_abort": (
            "an ABORT behind the keys counts as leaving",
            [*confirmed, from_person(2, Abort(Why.STOPPED)), one, three, from_person(4, _join(4))],
        ),
        "receipts_left": ("one leaves before its receipt", [*keyed, receipts[0], left(2), receipts[2]]),
        "receipts_left_last": ("the same, as the last", [*keyed, receipts[0], receipts[2], left(2)]),
        "receipts_sent_left": (
            "one leaves behind its receipt, which is passed on",
            [*keyed, receipts[1], left(2), receipts[0], receipts[2]],
        ),
        "receipts_other": (
            "a receipt with another one's position",
            [*keyed, other, receipts[1], receipts[0], receipts[2]],
        ),
        "receipts_twice": (
            "a receipt for the second time",
            [*keyed, receipts[1], receipts[1], receipts[0], receipts[2], _want(2), _want(1), _want(3)],
        ),
        "receipts_ok": ("an OK changes nothing", [*keyed, ok, *receipts]),
        "receipts_order": ("they are passed on by position", [*keyed, *receipts[::-1], LATE]),
    }


def _wants() -> Good:
    two = _behind()
    ok = from_person(2, Ok((0, 1), SIGNATURE))
    return {
        "receipts_late": ("a receipt that does not come", [*_keyed(2), _receipt(1, 2), LATE, _want(1)]),
        "wants_one_late": ("one WANT in time", [*two, _want(2, 1), LATE]),
        "wants_none_late": ("no WANT in time", [*two, LATE]),
        "wants_sizes": ("one wants a small round, one a large one", [*two, _want(1, 1), _want(2)]),
        "wants_twice": ("of two WANTs of one the larger counts", [*two, _want(1, 1), _want(1), _want(2)]),
        "wants_kept_twice": (
            "of two WANTs of one in a round, too",
            [*_round(), _want(2, 1), _want(2), _sends(1), _sends(2)],
        ),
        "wants_left": ("whoever left is not waited for", [*_behind(3), _want(1), _want(3, 1), left(2)]),
        "wants_wanted_left": (
            "the WANT of one who left",
            [*_behind(3), _want(1), _want(3, 1), left(3), LATE],
        ),
        "wants_kept": ("a WANT in a round begins the next", [*_round(), _want(2, 1), _sends(1), _sends(2)]),
        "wants_later": ("one is enough for a later round", [*_round(), _sends(1), _sends(2), _want(2)]),
        "wants_later_late": ("no time limit between two rounds", [*_round(), _sends(1), _sends(2), LATE]),
        "wants_ok": ("an OK changes nothing", [*two, _want(1), ok, _want(2), ok, _sends(2), _sends(1)]),
        "wants_join": (
            "somebody joins between the receipts and a round, and in a round",
            [*two, from_person(3, _join(3)), *_round()[len(two) :], from_person(4, _join(4))],
        ),
    }


def _bundles() -> Good:
    two, three = _round(), _round(3)
    early = [*_keyed(2), _receipt(1, 2), LATE]
    large = [*_behind(), _want(1), _want(2, 1)]
    return {
        "bundles": ("three, each gets what is for it", [*three, *(_sends(n, 3) for n in (3, 1, 2))]),
        "bundles_large": ("a large round", [*large, _sends(1, size=LARGE), _sends(2, size=LARGE)]),
        "bundles_late": ("one does not send in time", [*two, _sends(2), LATE, LATE]),
        "bundles_late_large": (
            "one does not send in time in a large round",
            [*large, _sends(2, size=LARGE), LATE, LATE],
        ),
        "bundles_none_late": ("nobody sends in time", [*two, LATE, _want(1)]),
        "bundles_left": ("one leaves before sending", [*three, _sends(1, 3), left(2), _sends(3, 3)]),
        "bundles_sent_left": (
            "one leaves behind its bundles, which are handed out",
            [*three, _sends(1, 3), _sends(2, 3), left(2), _sends(3, 3)],
        ),
        "bundles_early": ("BUNDLES before ROUND change nothing", [*_behind(), _sends(2), _want(1), _want(2)]),
        "bundles_after": (
            "BUNDLES behind the round, too",
            [*two, _sends(1), LATE, LATE, _sends(2), _want(2)],
        ),
        "done_late": (
            "a receipt behind DONES",
            [*early, _receipt(2, 2), _want(2), _want(1), _sends(1), _sends(2)],
        ),
        "done_late_in_round": (
            "a receipt in a round",
            [*early, _want(1), LATE, _receipt(2, 2), *map(_sends, (1, 2))],
        ),
        "bundles_twice": ("BUNDLES for the second time", [*two, *[_sends(2)] * 2, _sends(1), _want(2)]),
        "bundles_twice_other": (
            "the same, of another size",
            [*two, _sends(2), _sends(2, size=LARGE), _sends(1), _want(2)],
        ),
        "bundles_after_next": (
            "BUNDLES of the round before and then those of this one",
            [*two, _sends(1), _want(1), LATE, LATE, *[_sends(2)] * 2, _sends(1)],
        ),
        "bundles_all_left": ("all but the host's leave", [*three, left(2), left(3), _sends(1, 3), _want(1)]),
    }


def _slow() -> Good:
    """Who is waited for, and for how long, which only a LATE shows."""
    three, eight = _round(3), _round(8)
    late = [*three, _sends(1, 3), _sends(3, 3), LATE, LATE, _want(3)]
    both = [*three, LATE, _want(3)]
    return {
        "slow_once": ("the last one is late once", [*three, _sends(1, 3), _sends(3, 3), LATE, _sends(2, 3)]),
        "slow_twice": ("and a second time", [*late, _sends(1, 3), _sends(3, 3), LATE, _sends(2, 3)]),
        "slow_then_soon": ("and then in time", [*late, _sends(1, 3), _sends(3, 3), _sends(2, 3), LATE]),
        "slow_another": ("in the next round another one", [*late, _sends(1, 3), _sends(2, 3), LATE, LATE]),
        "slow_both": ("another one who was in time before", [*late, _sends(1, 3), LATE]),
        "slow_left": ("of the last few one leaves", [*three, _sends(1, 3), left(2), LATE, left(3)]),
        "slow_all": (
            "all were late, and the first who sends leaves the others the last few",
            [*both, _sends(2, 3), LATE, _want(2), LATE, _want(2), _sends(1, 3)],
        ),
        "slow_quarter": (
            "a quarter is few",
            [*eight, *(_sends(number, 8) for number in range(1, 7)), LATE, _sends(8, 8), _sends(7, 8)],
        ),
        "slow_third": ("nor is a third", [*_round(6), *(_sends(n, 6) for n in range(1, 5)), LATE]),
        "slow_more": ("more than a quarter is not", [*eight, *(_sends(n, 8) for n in range(1, 6)), LATE]),
    }


def _bad() -> Good:
    """What counts as leaving; the others go on."""
    two, three = _round(), _round(3)
    return {
        "bundles_few": ("a box too few", [*three, _sends(2, 3, count=1), _sends(1, 3), _sends(3, 3)]),
        "bundles_many": ("a box too many", [*two, _sends(2, count=2), _sends(1)]),
        "bundles_short": ("boxes that are a byte short", [*two, _sends(2, size=SMALL - 1), _sends(1)]),
        "bundles_other_size": ("boxes of the other size", [*two, _sends(2, size=LARGE), _sends(1)]),
        "round_abort": ("an ABORT in a round", [*two, from_person(2, Abort(Why.STOPPED)), _sends(1)]),
        "round_seal": ("SEAL in a round", [*two, from_person(2, Seal(SEALED)), _sends(1), _want(2)]),
    }


def _ends() -> Good:
    two = _round()
    join = from_person(3, _join(3))
    stop = from_person(1, Abort(Why.STOPPED))
    return {
        "own_left_early": (
            "it is gone when Wanting begins",
            [*_keyed(2), left(1), _receipt(2, 2), _want(2), join],
        ),
        "own_left_late": ("the same, and a receipt is missing", [*_keyed(2), left(1), LATE, _want(2)]),
        "own_abort": ("the host's own device sends an ABORT", [*_behind(), stop, _want(2)]),
        "own_abort_in_round": ("the host's own device sends an ABORT in a round", [*two, stop, _sends(2)]),
        "own_left": ("the host's own device leaves before a round", [*_behind(), left(1), _want(2), join]),
        "own_left_in_round": ("the host's own device leaves in a round", [*two, left(1), _sends(2), join]),
        "own_left_between": (
            "the host's own device leaves between two rounds",
            [*two, _sends(1), _sends(2), left(1), _want(2), LATE],
        ),
    }
