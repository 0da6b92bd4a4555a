"""Machines of vector files, and what they did that the file has not told yet (docs/spec.md, 14.3)."""

import json
import re
from collections.abc import Callable
from typing import Any

from p2pcard.core.exchange import channel, swap
from p2pcard.core.exchange.events import (
    Busy,
    Confirm,
    Dropped,
    Elapsed,
    Finish,
    Heard,
    Keep,
    Look,
    Pack,
    Packed,
    PersonDone,
    Ready,
    Saved,
    Show,
    Stop,
    Unpack,
    Wait,
)
from p2pcard.core.exchange.meeting import events, member
from p2pcard.core.exchange.meeting.opening import MeetingMine
from p2pcard.core.exchange.meeting.transcript import Fresh
from p2pcard.core.exchange.swap import Role, Side
from p2pcard.core.exchange.swap_bundles import SwapSend
from p2pcard.core.formats import crypto
from p2pcard.core.statements import bundle, statement
from p2pcard.errors import MeetingEnded, Refusal


def spelled(text):
    """A line of `do` in whose message a number in parentheses stands for so many zero bytes."""
    who, verb, value = [*text.split(" ", 2), ""][:3]
    if verb not in ("<", ">"):
        return text
    return f"{who} {verb} " + re.sub(r"\((\d+)\)", lambda zeros: "00" * int(zeros[1]), value)


def ready(text):
    """What `ready` says: nothing, small or large, and perhaps asking."""
    size, *asking = text.split()
    assert size in ("nothing", "small", "large")
    assert asking in ([], ["asking"])
    return Ready(size != "nothing", size == "large", bool(asking))


EVENTS: dict[str, Callable[[str], Any]] = {
    "counted": lambda value: events.Counted(int(value)),
    "unready": lambda value: events.Unready(tuple(map(int, value.split()))),
    "leave-out": lambda value: events.LeaveOut(tuple(map(int, value.split()))),
    "agree": lambda _: events.Agree(),
    "take-reader": lambda _: events.TakeReader(),
    "heard": lambda value: Heard(json.loads(value)),
    "saved": lambda value: Saved(
        *(tuple(map(int, part.split())) for part in value.partition("without")[::2])
    ),
    "stop": lambda _: Stop(),
    "elapsed": lambda _: Elapsed(),
    "dropped": lambda _: Dropped(),
    "ready": ready,
    "busy": lambda _: Busy(),
    "done": lambda _: PersonDone(),
}


def packed(text, size):
    """What `packed` says: bundles, each filled up to what the machine asked for."""
    filled = tuple(bundle.fill(bundle.read(bytes.fromhex(each)), size)[0] for each in text.split())
    assert [inside(each) for each in filled] == text.split()
    return Packed(filled)


def inside(filled):
    """The bundle in a filled one, or the name of what it is refused as."""
    try:
        return bundle.write(bundle.read_filled(filled)).hex()
    except Refusal as refusal:
        return type(refusal).__name__


class Device:
    """One member's machine, and what it did that the file has not told yet."""

    def __init__(self, vector, number, *, refuses):
        seed = vector.octets(f"{number}.seed")
        fresh = (
            vector.octets(f"{number}.{name}")
            for name in ("exchange", "signing", "random", "salt", "card-key")
        )
        card = statement.read(vector.octets(f"{number}.card"))
        me = MeetingMine(card, lambda m: crypto.sign(seed, m), vector.yes(f"{number}.digits"), Fresh(*fresh))
        self.refuses, self.me, self.secrets = refuses, me, {}
        self.places, self.size = {}, 0  # positions by key, and the size of the bundles asked for
        self.undone: list[str] = []  # what the machine did and the file must tell
        self.told = "Waiting"  # the state that the file told last
        self.state, effects = member.begin(me)
        self.do(effects)

    def happen(self, verb, value):
        """An event that the file names."""
        self.take(packed(value, self.size) if verb == "packed" else EVENTS[verb](value))

    def take(self, event):
        try:
            self.state, effects = member.step(self.state, event)
        except MeetingEnded as ended:
            if not self.refuses:
                raise
            self.undone.append(f"ends {type(ended).__name__}")
            return
        self.do(effects)

    def do(self, effects):
        for effect in effects:
            match effect:
                case events.SendToHost(message):
                    self.undone.append(f"> {bytes(message).hex()}")
                case Show(events.PhraseNow(words)) if None not in words:
                    self.undone.append(f"shows-phrase {json.dumps(words)}")
                case Show(events.NumberNow(number, answer)):
                    shown = {"number": number, "answer": answer}
                    self.undone.append(f"shows-number {json.dumps(shown)}")
                case Keep(arrivals):
                    self.secrets = {each.position: each.secret for each in arrivals}
                    self.places = {each.card.author: each.position for each in arrivals}
                    self.undone.append(" ".join(("saved", *(str(each.position) for each in arrivals))))
                case Confirm(arrivals):
                    self.undone.append(" ".join(("confirms", *(str(each.position) for each in arrivals))))
                case events.Propose(positions):
                    self.undone.append(" ".join(("proposes", *map(str, positions))))
                case Look():
                    self.undone.append("looks")
                case Pack(_, size):
                    self.size = size
                    self.undone.append(f"packs {size}")
                case Unpack(came):
                    told = (f"{self.places[person]} {inside(filled)}" for person, filled in came)
                    self.undone.append(" ".join(("unpacks", *told)))
                case Wait(seconds):
                    self.undone.append(f"waits {seconds}")
                case Finish():
                    self.undone.append("finishes")


class Swap:
    """One or both sides of a swap."""

    def __init__(self, vector, channels):
        self.states: dict[Role, swap.State] = {}
        self.undone: dict[Role, list[str]] = {}  # what each machine did and the file must tell
        self.secrets, self.frames = {}, []
        self.ciphers = {role: each.sending for role, each in channels.items()}
        self.alone, self.told = (
            vector.has("side"),
            "Greeting",
        )  # one side, and the state that the file told last
        for role, over in channels.items():
            name, self.undone[role] = role.name.lower(), []
            seed = vector.octets(f"{name}.seed")
            card = statement.read(vector.octets(f"{name}.card"))
            prove = lambda message, seed=seed: crypto.sign(seed, message)  # noqa: E731  # one line of a test
            me = Side(card, prove, vector.yes(f"{name}.digits"), role, over)
            self.did(role, swap.begin(me))

    def line(self, who, text):
        role = Role[who.upper()]
        verb, _, value = text.partition(" ")
        match verb:
            case "is":
                self.told = value
            case "<":
                self.step(role, bytes.fromhex(value))
            case "heard":
                self.step(role, Heard(json.loads(value)))
            case "saved" | "saved-bare" | "saved-nothing":
                self.undone[role].remove("saved")
                stored, bare = (0,) if verb != "saved-nothing" else (), (0,) if verb == "saved-bare" else ()
                self.step(role, Saved(stored, bare))
            case "stop" | "elapsed" | "dropped" | "ready" | "busy" | "done":
                self.step(role, EVENTS[verb](value))
            case "packed":
                self.step(role, packed(value, bundle.LARGE))
            case _:
                self.undone[role].remove(text)
                if verb == ">":
                    self.passed_on(role, bytes.fromhex(value))

    def passed_on(self, role, message):
        other = Role.SHOWER if role is Role.SCANNER else Role.SCANNER
        if other in self.states:
            self.ciphers[role], (frame,) = channel.cut(self.ciphers[role], message)
            self.frames.append((len(frame).to_bytes(2, "big") + frame).hex())
            self.step(other, message)

    def step(self, role, event):
        self.where_told()
        self.did(role, swap.step(self.states[role], event))

    def where_told(self):
        """One side alone is in the state that the file told last."""
        if self.alone:
            assert [type(state).__name__ for state in self.states.values()] == [self.told]

    def did(self, role, step):
        self.states[role], effects = step
        for effect in effects:
            match effect:
                case SwapSend(message):
                    self.undone[role].append(f"> {message.hex()}")
                case Show(swap.WordsNow(words)):
                    self.undone[role].append(f"shows {json.dumps(' '.join(words))}")
                case Show(swap.TypedNow()):
                    self.undone[role].append("typed")
                case Show(swap.CardSentNow()):
                    self.undone[role].append("gives")
                case Keep(arrivals):
                    self.secrets[role] = arrivals[0].secret
                    self.undone[role].append("saved")
                case Confirm():
                    self.undone[role].append("confirms")
                case Look():
                    self.undone[role].append("looks")
                case Pack(_, size):
                    self.undone[role].append(f"packs {size}")
                case Unpack(((_, filled),)):
                    self.undone[role].append(f"unpacks {inside(filled)}")
                case Wait(seconds) if self.alone:  # of a whole swap it is not told
                    self.undone[role].append(f"waits {seconds}")
                case Finish():
                    self.undone[role].append("finishes")
