"""What may be fuzzed: every parser of bytes from outside, with its seeds, and a judge of what it did.

A case is what a mutator makes. Where a signature, a seal or a padding would
stop every mutated case at the door, the target puts a right one around it
(`tests.fuzzing_frames`), so that what lies behind is reached.
"""

import dataclasses
import json
import resource
import signal
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from p2pcard.cli.next_steps import command
from p2pcard.core.statements import card, introduction, vouch
from p2pcard.core.statements.card import Card
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.errors import Refusal
from p2pcard.wording import catalogue, people
from tests.terminals import bare

CORPUS = Path(__file__).resolve().parent / "corpus"
SECONDS = 1.0  # of this process: what the other programs of a busy machine take does not count
MEBIBYTES = 50
DIRECTIONS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F}
READERS: dict[Kind, Callable[[Statement], object]] = {
    Kind.CARD: card.read,
    Kind.VOUCH: vouch.read,
    Kind.INTRODUCTION: introduction.read,
}


@dataclasses.dataclass(frozen=True)
class Shape:
    """How bytes become plain values, and values bytes; either may raise a Refusal or ValueError."""

    loads: Callable[[bytes], Any]
    dumps: Callable[[Any], bytes]


@dataclasses.dataclass(frozen=True)
class Target:
    """A parser, what to begin with, and what it may cost."""

    parse: Callable[[bytes], object]
    seeds: Callable[[], list[bytes]]
    typed: bool = False  # its value is what was typed, which is shown through `words.say` alone
    share: float = 1.0  # of the cases that another target gets
    seconds: float = SECONDS
    mebibytes: int = MEBIBYTES
    shape: Shape | None = None  # of what is made of values, so that these can be altered, too


class Overdue(BaseException):
    """The time of one case is over; no parser that takes every Exception can take this one."""


def judge(target: Target, data: bytes) -> tuple[str, str]:
    """Tell what is wrong with how a case ended, and the details: crash, hang, escape, memory or nothing."""
    memory, begun = peak(), time.process_time()
    try:
        wrong = _limited(target, data)
    except Overdue:
        wrong = "hang", f"more than {target.seconds} s"
    if not wrong[0] and time.process_time() - begun > target.seconds:
        wrong = "hang", f"{time.process_time() - begun:.2f} s"
    if not wrong[0] and peak() - memory > target.mebibytes * 1024:
        wrong = "memory", f"{(peak() - memory) // 1024} MiB more"
    return wrong


def peak() -> int:
    """Return the most memory this process has had, in KiB."""
    found = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found // 1024 if sys.platform == "darwin" else found


def _limited(target: Target, data: bytes) -> tuple[str, str]:
    # The timer of processor time leaves the one of real time to the program that watches over a whole run.
    before = signal.signal(signal.SIGPROF, _overdue)
    signal.setitimer(signal.ITIMER_PROF, target.seconds)
    try:
        return _ended(target, data)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _overdue(number: int, frame: FrameType | None) -> None:
    raise Overdue


def _ended(target: Target, data: bytes) -> tuple[str, str]:
    try:
        value = target.parse(data)
        shown = [bare(catalogue.say("{text}", text=each)) if target.typed else each for each in texts(value)]
        drawn = [line for each in cards(value) for line in people.card_lines(each)]
    except Refusal as refusal:
        shown, drawn = [], [*map(bare, catalogue.refusal(refusal, command))]
    except Exception as error:  # whatever is no Refusal is what a fuzzer looks for
        return "crash", repr(error)
    for text in shown:
        if found := risky(text):
            return "escape", f"{found} in {text!r}"
    for text in drawn:
        if found := risky(bare(text)) - {ord("\n")}:
            return "escape", f"{found} in {text!r}"
    return "", ""


def risky(text: str) -> set[int]:
    """Name the characters that command a terminal, end a line or turn a direction."""
    if text.isascii() and text.isprintable():
        return set()
    return {
        ord(each)
        for each in text
        if unicodedata.category(each) in ("Cc", "Zl", "Zp", "Cs") or ord(each) in DIRECTIONS
    }


def texts(value: object) -> Iterator[str]:
    """Give every text in a value; in a statement, those that its reader gives out."""
    for each in parts(value):
        if isinstance(each, str):
            yield each


def cards(value: object) -> Iterator[Card]:
    """Give every card in a value."""
    for each in parts(value):
        if isinstance(each, Card):
            yield each


def parts(value: object) -> Iterator[Any]:
    """Give a value and all that it holds, also what its statements say."""
    yield value
    inside: list[object] = []
    if isinstance(value, Statement):
        inside = [_said(value)]
    elif isinstance(value, dict):
        inside = [*value, *value.values()]
    elif isinstance(value, tuple | list):
        inside = [*value]
    elif dataclasses.is_dataclass(value):
        inside = [getattr(value, each.name) for each in dataclasses.fields(value)]
    for each in inside:
        yield from parts(each)


def _said(found: Statement) -> object:
    try:
        return READERS[found.kind](found) if found.kind in READERS else None
    except Refusal:
        return None


def loads(data: bytes) -> object:
    """Read JSON as the program does; what is none gives None."""
    try:
        return json.loads(data.decode("utf-8", "surrogateescape"))
    except (ValueError, RecursionError):
        return None


def kept(name: str) -> list[Path]:
    """The files of a target's corpus."""
    return sorted((CORPUS / name).glob("*"))
