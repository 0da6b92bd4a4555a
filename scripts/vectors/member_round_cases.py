"""One member's device in rounds of bundles, and boxed bundles alone (docs/spec.md, 7.9)."""

from collections.abc import Callable

from p2pcard.core.exchange.events import Busy, PersonDone, Ready
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.messages import Abort, Boxes, Bundles, Round, Without
from p2pcard.core.statements import bundle
from p2pcard.core.statements.bundle import Item
from scripts.vectors.bundle_lines import packed, withdrawals
from scripts.vectors.case import Case, Folder, chance, word
from scripts.vectors.members import COUNTED, DROPPED, ELAPSED, STOP, Do, Table, heard, says

READY: Do = ("ready nothing", Ready())
SMALL: Do = ("ready small", Ready(waiting=True))
LARGE: Do = ("ready large", Ready(waiting=True, large=True))
BUSY: Do = ("busy", Busy())
DONE: Do = ("done", PersonDone())
ROUND, LARGE_ROUND = says(Round(0)), says(Round(1))
ONE, TWO = withdrawals(1, "one"), withdrawals(2, "two")
Good = dict[str, tuple[str, list[Do]]]


def cases() -> list[Case]:
    """Return all cases."""
    folder, table = Folder("meeting"), Table("passing")
    groups: tuple[Callable[[Table], Good], ...] = (_rounds, _ends, _boxes, _noise, _unheld)
    for group in groups:
        for name, (comment, events) in group(table).items():
            folder.add(f"member_passing_{name}", "ok", comment, *table.lines(events))
    for name, (expect, comment, lines) in _boxed(table).items():
        folder.add(f"bundle_{name}", expect, comment, ("machines", word("bundle")), *lines)
    return folder.cases


def filled(*items: Item, size: int = bundle.SMALL) -> bytes:
    """Return a filled bundle."""
    return bundle.fill(items, size)[0]


def _start(table: Table, boxes: Boxes | None = None) -> list[Do]:
    """Go to where the receipts are in: nobody's, which changes nothing here."""
    everybody = table.everybody
    talked = [says(table.listing), says(table.opens), says(table.seals)]
    talked += [heard(" ".join(table.transcript.phrase)), COUNTED, says(table.oks(everybody))]
    return [*talked, says(boxes or table.boxes(everybody)), says(table.dones({}))]


def _packed(*mine: bytes) -> Do:
    return packed(*(mine or (filled(), filled())))


def _came(table: Table, number: int = 0, *, empty: bool = False) -> Do:
    """What comes in a round: something from the first of the others, nothing from the last."""
    theirs = (filled() if empty else filled(*ONE), filled())
    boxes = zip(table.others, theirs, strict=True)
    return says(Bundles(tuple(table.bundle(place, each, number) for place, each in boxes)))


def _rounds(table: Table) -> Good:
    start, came = _start(table), _came(table)
    once = [*start, READY, ROUND, _packed(), came]
    mine = _packed(filled(*TWO), filled(*ONE))
    return {
        "once": ("one round, and nothing waits", [*once, READY]),
        "again": (
            "something waits behind the first round, and goes in the second",
            [*once, SMALL, ROUND, mine, _came(table, 1), READY],
        ),
        "asked_once": ("WANT is sent once for a round", [*start, READY, SMALL, LARGE]),
        "large": ("a large round", [*start, LARGE, LARGE_ROUND, packed(*[filled(size=bundle.LARGE)] * 2)]),
        "unasked": ("a round that this device did not ask for", [*start, ROUND, _packed(), came, READY]),
        "ready_in_round": ("what waits is asked for behind the round", [*once[:-1], SMALL, came, SMALL]),
        "busy": ("a round that is asked for to gain time", [*once, READY, BUSY, BUSY, ROUND, _packed()]),
        "busy_first": ("Busy before the first Ready", [*start, BUSY, LARGE, ROUND, _packed(), came, LARGE]),
        "busy_no_more": ("Busy in a round, and behind Done", [*once[:-1], BUSY, came, SMALL, DONE, BUSY]),
        "late_bundles": ("Packed behind the round changes nothing", [*start, READY, ROUND, came, _packed()]),
        "round_65": (
            "64 rounds and one more",
            [*start, READY, *[ROUND, says(Bundles((b"", b"")))] * 64, ROUND],
        ),
    }


def _ends(table: Table) -> Good:
    start, came = _start(table), _came(table)
    asked = [*start, READY]
    under_way = [*asked, ROUND, _packed()]
    return {
        "done": ("done before anything is asked for", [*start, DONE]),
        "done_between": ("done between two rounds", [*under_way, came, READY, DONE]),
        "done_asked": ("done while a round is asked for", [*asked, DONE, ROUND, _packed(), came]),
        "done_in_round": ("done in a round, in which nothing more is asked", [*under_way, DONE, SMALL, came]),
        "done_twice": ("done twice does not wait for the round", [*under_way, DONE, DONE]),
        "done_elapsed": ("the round does not end in time", [*under_way, DONE, ELAPSED]),
        "elapsed": ("nobody says anything in all the time", [*under_way, came, READY, ELAPSED]),
        "stop": ("my person stops in a round", [*under_way, STOP]),
        "dropped": ("the line breaks in a round", [*under_way, DROPPED]),
        "abort": ("an ABORT", [*asked, says(Abort(Why.BROKEN))]),
    }


def _boxes(table: Table) -> Good:
    under_way = [*_start(table), READY, ROUND, _packed()]
    one, other = table.others
    good, theirs = table.bundle(one, filled(*ONE)), table.bundle(other, filled(*TWO))
    bent = good[:-1] + bytes((good[-1] ^ 1,))
    hidden = filled()[:-1] + b"\1"
    newer = b"\0\2\2\x20" + bytes(508)

    def came(*boxes: bytes) -> list[Do]:
        return [*under_way, says(Bundles(boxes)), READY]

    return {
        "box_bent": ("a box that does not open costs one bundle", came(bent, theirs)),
        "box_zeros": ("a box that did not come", came(bytes(528), theirs)),
        "boxes_cut": ("boxes that are a byte short", came(good[:-1], theirs[:-1])),
        "boxes_swapped": ("two boxes that changed places", came(theirs, good)),
        "box_reflected": ("a box of my own", came(_own(table), theirs)),
        "box_replayed": (
            "the boxes of the round before",
            [*under_way, _came(table), SMALL, ROUND, _packed(), _came(table), READY],
        ),
        "box_ahead": ("the boxes of the next round", [*under_way, _came(table, 1), READY]),
        "bundle_hidden": ("something behind a bundle", came(table.bundle(one, hidden), theirs)),
        "bundle_newer": ("a bundle of version 2", came(table.bundle(one, newer), theirs)),
        "bundle_long": ("a length beyond the end", came(table.bundle(one, b"\1\xff" + filled()[2:]), theirs)),
    }


def _own(table: Table) -> bytes:
    """Return what the first person boxed for the first of the others."""
    lines = table.lines([*_start(table), READY, ROUND, _packed(filled(*ONE), filled())])
    sent = [bytes.fromhex(str(text)[4:]) for key, text in lines if key == "do" and "1 > 14" in str(text)]
    return sent[0][3 : 3 + 528]


def _noise(table: Table) -> Good:
    start, came = _start(table), _came(table)
    one = says(Bundles((table.bundle(table.others[0], filled()),)))
    three = says(Bundles((b"",) * 3))
    others = [
        says(table.listing),
        says(table.oks(table.everybody)),
        says(table.dones({})),
        says(Without(tuple(sorted((table.mine, table.transcript.reader))))),
        heard("absurd"),
        COUNTED,
    ]
    return {
        "early": ("BUNDLES without a round", [*start, READY, came, ROUND]),
        "few": ("a box too few, a box too many, then all", [*start, ROUND, one, three, came]),
        "round_twice": ("ROUND in a round", [*start, READY, ROUND, LARGE_ROUND, _packed(), came]),
        "others": ("what belongs to other states changes nothing", [*start, *others, READY, *others, ROUND]),
    }


def _unheld(table: Table) -> Good:
    """No device knows what to do with a bundle of a member whose card did not come."""
    one, other = table.others
    boxes = Boxes((bytes(48), table.box(other, table.everybody)))
    mine = _packed(filled(), filled(*ONE))
    came = says(Bundles((table.bundle(one, filled(*ONE)), table.bundle(other, filled(*TWO)))))
    return {
        "unheld": (
            "a bundle of somebody whose card is not stored is left unread",
            [*_start(table, boxes), SMALL, ROUND, mine, came, READY],
        )
    }


Boxed = dict[str, tuple[str, str, list[tuple[str, object]]]]


def _boxed(table: Table) -> Boxed:
    """One box from another to the first person, with all that goes into it."""
    sender = table.others[0]
    run = table.runs[sender]
    key = run.transcript.bundle_key(run.shared[table.mine], sender, table.mine)
    given: list[tuple[str, object]] = [("list", bytes(table.listing)), ("opens", bytes(table.opens))]
    given += [("from", sender), ("to", table.mine), ("exchange", table.me.fresh.exchange)]

    def case(inside: bytes, number: int = 0, read: int | None = None) -> list[tuple[str, object]]:
        box = table.bundle(sender, inside, number)
        return [*given, ("round", number if read is None else read), ("boxed", box)]

    def good(*items: Item, size: int = bundle.SMALL, number: int = 0) -> list[tuple[str, object]]:
        inside = filled(*items, size=size)
        made = [("bundle-key", key), ("nonce", bytes(8) + number.to_bytes(4, "big")), ("filled", inside)]
        return [*case(inside, number), *made, ("bundle", bundle.write(items))]

    noise, hidden = chance("what no bundle is", 509), filled()[:-1] + b"\1"
    flipped = table.bundle(sender, filled())[:-1]
    return {
        "empty": ("ok", "an empty bundle", good()),
        "small": ("ok", "two withdrawals", good(*TWO)),
        "small_full": ("ok", "14 withdrawals, as many as a small one holds", good(*withdrawals(14, "full"))),
        "large": ("ok", "15 withdrawals, in a large one", good(*withdrawals(15, "large"), size=bundle.LARGE)),
        "round_63": ("ok", "in the last round", good(*ONE, number=63)),
        "other_round": ("CannotOpen", "of another round", case(filled(), 1, 2)),
        "cut": ("CannotOpen", "one byte short", [*given, ("round", 0), ("boxed", flipped)]),
        "zeros": ("CannotOpen", "of zeros", [*given, ("round", 0), ("boxed", bytes(528))]),
        "hidden": ("Malformed", "something behind the bundle", case(hidden)),
        "length": ("Malformed", "a length beyond the end", case(b"\1\xff" + filled()[2:])),
        "nothing": ("Malformed", "no bundle at all", case(bytes(512))),
        "newer": ("NewerVersion", "a bundle of version 2", case(b"\0\2\2\x20" + bytes(508))),
        "no_bundle": ("NewerVersion", "something else", case(b"\1\xfe\2" + noise)),
    }
