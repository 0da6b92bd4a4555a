"""One side of a swap behind the cards, where bundles go both ways (docs/spec.md, 8.5)."""

from typing import Any

from p2pcard.core.exchange.events import Busy, PersonDone, Ready
from p2pcard.core.exchange.swap import Role
from p2pcard.core.statements import bundle
from p2pcard.core.statements.bundle import Item
from scripts.vectors.bundle_lines import packed, withdrawals
from scripts.vectors.case import Case, Folder
from scripts.vectors.swaps import (
    DROPPED,
    ELAPSED,
    OK,
    STOP,
    Do,
    card_message,
    one_side,
    right,
    says,
    stored,
)

READY: Do = ("ready nothing", Ready())
SMALL: Do = ("ready small", Ready(waiting=True))
LARGE: Do = ("ready large", Ready(waiting=True, large=True))
ASKING: Do = ("ready nothing asking", Ready(asking=True))
SMALL_ASKING: Do = ("ready small asking", Ready(waiting=True, asking=True))
_BEGUN: Any = Busy()  # which the type of the events does not name
BUSY: Do = ("busy", _BEGUN)
DONE: Do = ("done", PersonDone())
END = says(b"\4")
ONE = withdrawals(1, "one")
Good = dict[str, tuple[str, list[Do]]]


def cases() -> list[Case]:
    """Return all cases: most are told of the shower's side, which is the same from there on."""
    folder = Folder("swap")
    for role, good in ((Role.SHOWER, {**_good(), **_ends(), **_broken()}), (Role.SCANNER, _scanner())):
        for name, (comment, events) in good.items():
            folder.add(f"{role.name.lower()}_handing_{name}", "ok", comment, *one_side(role, events))
    return folder.cases


def _filled(*items: Item) -> bytes:
    return bundle.fill(items, bundle.LARGE)[0]


def _bundle(*items: Item) -> Do:
    return says(b"\3" + _filled(*items))


def _start() -> list[Do]:
    return [*stored(Role.SHOWER), OK]


EMPTY = packed(_filled())


def _sent() -> list[Do]:
    """Return what leads to where one bundle is out."""
    return [*_start(), READY, EMPTY]


def _good() -> Good:
    sent, came = _sent(), [_bundle(*ONE), READY]
    full = packed(_filled(*withdrawals(116, "full")))
    return {
        "bundle": ("each sends a bundle and END", [*sent, READY, *came, END]),
        "end_first": ("the other's END comes before mine", [*sent, READY, _bundle(), END, READY]),
        "none_came": ("no END before a bundle came", [*sent, READY, READY, *came]),
        "first_comes": ("the other's comes before mine goes", [*_start(), _bundle(), READY, EMPTY, READY]),
        "more": ("what does not fit goes in the next", [
            *_start(), LARGE, full, SMALL, packed(_filled(*ONE)), READY,
        ]),
        "asking": ("no END while my person is asked", [*sent, *came[:1], ASKING, END, ASKING]),
        "answered": ("an answer goes behind the other's END", [
            *sent, *came[:1], ASKING, END, SMALL, packed(_filled(*ONE)), READY,
        ]),
        "answered_later": ("something waits while my person is asked", [
            *sent, SMALL_ASKING, packed(_filled(*ONE)), ASKING, *came,
        ]),
        "sent_64": ("64 bundles went, and nothing more may go", [
            *_start(), *[SMALL, EMPTY] * 64, SMALL, _bundle(), SMALL,
        ]),
        "several": ("three bundles come", [*sent, READY, *[_bundle(*ONE), ASKING] * 3, READY]),
    }  # fmt: skip


def _ends() -> Good:
    sent, came = _sent(), [_bundle(*ONE), ASKING]
    ended = [*sent, READY, _bundle(), READY]
    words = right(Role.SHOWER)
    return {
        "done": ("done while the question is on the screen", [*sent, ASKING, *came, DONE, ASKING]),
        "done_first": ("done before a bundle came", [*sent, DONE, ASKING, *came, END]),
        "done_at_once": ("done before anything went", [*_start(), DONE, READY, EMPTY, READY, *came]),
        "done_behind_end": ("done behind my END", [*ended, DONE, READY, END]),
        "ready_behind_end": ("what waits behind my END stays", [*ended, SMALL, READY]),
        "bundle_behind_end": ("a bundle behind my END is taken", [*ended, _bundle(*ONE), SMALL, END]),
        "heard": (
            "what my person types changes nothing",
            [*sent, words, READY, *came[:1], words, READY, words, END],
        ),
        "busy": ("Busy changes nothing", [*sent, BUSY, READY, *came[:1], BUSY, READY, BUSY, END]),
        "stop": ("my person stops", [*sent, STOP]),
        "elapsed": ("nothing comes in all the time", [*sent, READY, ELAPSED]),
        "dropped": ("the line breaks", [*sent, READY, *came, DROPPED]),
    }


def _broken() -> Good:
    sent = _sent()
    hidden = _filled()[:-1] + b"\1"
    long, short = b"\3" + _filled() + b"\0", b"\3" + _filled()[:-1]
    return {
        "bundle_after_end": ("a bundle behind the other's END", [
            *sent, READY, _bundle(), ASKING, END, _bundle(),
        ]),
        "bundle_short": ("a BUNDLE that is a byte short", [*sent, READY, says(short)]),
        "bundle_long": ("a BUNDLE that is a byte long", [*sent, READY, says(long)]),
        "bundle_65": ("64 bundles and one more", [*sent, READY, *[_bundle()] * 65]),
        "end_twice": ("END twice", [*sent, READY, _bundle(), ASKING, END, END]),
        "end_alone": ("END without a bundle: nothing more is sent", [*sent, READY, END, READY, DONE, READY]),
        "end_long": ("END and a byte", [*sent, READY, _bundle(), ASKING, says(b"\4\0")]),
        "ok_again": ("OK again", [*sent, says(b"\2")]),
        "card_again": ("CARD again", [*sent, says(card_message(Role.SCANNER))]),
        "other_type": ("type 7", [*sent, says(b"\7" + _filled())]),
        "typed_again": ("TYPED again", [*sent, says(b"\6")]),
        "nothing": ("an empty message", [*sent, says(b"")]),
        "bundle_hidden": ("something behind a bundle, which costs that one", [
            *sent, READY, says(b"\3" + hidden), READY,
        ]),
        "bundle_newer": ("a bundle of version 2", [*sent, READY, says(b"\3\0\2\2\x20" + bytes(4092)), READY]),
        "packed_behind_end": ("Packed behind my END", [*sent, READY, _bundle(), READY, EMPTY]),
    }  # fmt: skip


def _scanner() -> Good:
    start = [*stored(Role.SCANNER), OK]
    return {
        "bundle": ("each sends a bundle and END", [*start, READY, EMPTY, READY, _bundle(*ONE), READY, END]),
        "ok_again": ("OK again", [*start, READY, EMPTY, OK]),
    }
