"""Runs of meetings and swaps out of vector files, played to the machines line by line."""

import json
from collections.abc import Callable
from typing import Any

from p2pcard.core import channel, crypto, invitation, statement, swap
from p2pcard.core.exchange import Confirm, Dropped, Elapsed, Finish, Heard, Keep, Saved, Show, Stop
from p2pcard.core.meeting import events, member, reading, relay, stages
from p2pcard.core.meeting.messages import Listing, Opens
from p2pcard.core.meeting.opening import Self
from p2pcard.core.meeting.transcript import Fresh, Transcript
from p2pcard.core.noise import Channel, Cipher
from p2pcard.core.phrase import Mode
from p2pcard.core.swap import Role, Side
from p2pcard.errors import MeetingEnded

EVENTS: dict[str, Callable[[str], Any]] = {
    "counted": lambda _: events.Counted(),
    "agree": lambda _: events.Agree(),
    "take-reader": lambda _: events.TakeReader(),
    "heard": lambda value: Heard(json.loads(value)),
    "saved": lambda value: Saved(tuple(map(int, value.split()))),
    "stop": lambda _: Stop(),
    "elapsed": lambda _: Elapsed(),
    "dropped": lambda _: Dropped(),
}
TOLD = {">", "saved", "shows-phrase", "shows-number", "confirms", "finishes", "ends"}  # of what a machine did
AT_HOST = {"begin": stages.Begin, "go-on": stages.GoOn, "late": stages.Late}


class Device:
    """One member's machine, and what it did that the file has not told yet."""

    def __init__(self, vector, number, *, refuses):
        seed = vector.octets(f"{number}.seed")
        fresh = (
            vector.octets(f"{number}.{name}")
            for name in ("exchange", "signing", "random", "salt", "card-key")
        )
        card = statement.read(vector.octets(f"{number}.card"))
        me = Self(card, lambda m: crypto.sign(seed, m), vector.yes(f"{number}.digits"), Fresh(*fresh))
        self.refuses, self.me, self.secrets = refuses, me, {}
        self.undone: list[str] = []  # what the machine did and the file must tell
        self.state, effects = member.begin(me)
        self.do(effects)

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
                case events.Send(message):
                    self.undone.append(f"> {bytes(message).hex()}")
                case Show(events.PhraseNow(words)) if None not in words:
                    self.undone.append(f"shows-phrase {json.dumps(words)}")
                case Show(events.NumberNow(number, people, answer)):
                    shown = {"number": number, "of": people, "answer": answer}
                    self.undone.append(f"shows-number {json.dumps(shown)}")
                case Keep(arrivals):
                    self.secrets = {each.position: each.secret for each in arrivals}
                    self.undone.append(" ".join(("saved", *(str(each.position) for each in arrivals))))
                case Confirm(arrivals):
                    self.undone.append(" ".join(("confirms", *(str(each.position) for each in arrivals))))
                case Finish():
                    self.undone.append("finishes")


class Meeting:
    """The machines that a file is for."""

    def __init__(self, vector):
        self.machines = vector.word("machines")
        self.people = len({key for key, _ in vector.lines if key.endswith(".seed")})
        self.devices = {
            number: Device(vector, number, refuses=self.machines == "room")
            for number in range(1, self.people + 1)
        }
        self.host: stages.State | None = None if self.machines == "member" else stages.Gathering()
        self.silent = self.machines == "member"  # screens are told of a whole room alone
        self.told: dict[
            int, list[bytes]
        ] = {}  # what the host's machine sent to each line and the file must tell

    def line(self, text):
        who, rest = text.split(" ", 1)
        if who == "host":
            self.at_host(AT_HOST[rest]())
        elif who == "all":
            for number in sorted(self.told):
                if self.told[number]:
                    self.person(number, rest)
        else:
            self.person(int(who), rest)

    def person(self, number, text):
        verb, _, value = text.partition(" ")
        device = self.devices.get(number)
        if verb == "left":
            self.at_host(stages.Left(number - 1))
        elif verb == "<":
            self.told_by_host(number, device, reading.read(bytes.fromhex(value)))
        elif verb in TOLD:
            self.expect(device, text)
        if verb == ">" and self.host is not None:
            self.at_host(stages.From(number - 1, reading.read(bytes.fromhex(value))))
        if verb in EVENTS:
            self.devices[number].take(EVENTS[verb](value))

    def told_by_host(self, number, device, message):
        if self.host is not None:
            assert self.told[number].pop(0) == bytes(message)
        if device:
            device.take(message)

    def expect(self, device, text):
        """The machine did this next; for one device alone the file leaves out what it shows."""
        if device is None:
            return
        if self.silent:
            skipped = ("shows", "confirms")
            device.undone = [each for each in device.undone if not each.startswith(skipped)]
        assert text in device.undone
        sends = [each for each in device.undone if each[:1] == text[:1] == ">"]
        assert not sends or sends[0] == text
        device.undone.remove(text)

    def at_host(self, event):
        assert self.host is not None
        self.host, effects = relay.step(self.host, event)
        for effect in effects:
            if isinstance(effect, stages.Tell):
                self.told.setdefault(effect.line + 1, []).append(bytes(effect.message))

    def over(self):
        """Nothing was done that the file does not tell."""
        shown = ("shows", "confirms") if self.silent else ()
        left = [each for device in self.devices.values() for each in device.undone]
        assert [each for each in left if not each.startswith(shown)] == []
        assert not any(self.told.values())


def meeting(vector):
    run = Meeting(vector)
    for text in vector.all("do"):
        run.line(text)
    run.over()
    if vector.has("transcript"):
        results(vector, run)


def results(vector, run):
    told = [message for text in vector.all("do") if (message := message_of(text))]
    listing = next(message for message in told if isinstance(message, Listing))
    opens = next(message for message in told if isinstance(message, Opens))
    transcript = Transcript(listing, opens.openings)
    assert transcript.digest == vector.octets("transcript")
    assert list(transcript.phrase) == vector.json("phrase")
    places = {n: listing.commitments.index(d.me.join.commitment) for n, d in run.devices.items()}
    for number, device in run.devices.items():
        assert places[number] == vector.number(f"{number}.position")
        assert transcript.numbers[places[number]] == vector.number(f"{number}.number")
        kept = {m: device.secrets[p].hex() for m, p in places.items() if p in device.secrets}
        named = f"{number}.secret-with-"
        assert {int(k.removeprefix(named)): v for k, v in vector.lines if k.startswith(named)} == kept


def message_of(text):
    _, verb, value = [*text.split(" ", 2), ""][:3]
    return reading.read(bytes.fromhex(value)) if verb == "<" else None


def swapped(vector):
    code = invitation.read_swap(vector.octets("code"))
    if vector.has("side"):
        over = Channel(Cipher(b""), Cipher(b""), vector.octets("binding"), vector.octets("third"))
        channels = {Role[vector.word("side").upper()]: over}
    else:
        channels = shaken(vector, code)
    run = Swap(vector, code, channels)
    for text in vector.all("do"):
        run.line(*text.split(" ", 1))
    assert not any(run.undone.values())
    if vector.has("secret"):
        assert run.secrets == {role: vector.octets("secret") for role in Role}
        assert run.frames == vector.all("frame")


def shaken(vector, code):
    handshake, first = swap.call(code, vector.octets("scanner.ephemeral"))
    secret, ephemeral = vector.octets("code-secret"), vector.octets("shower.ephemeral")
    shower, second = swap.answer(code, secret, ephemeral, first)
    assert (first, second) == (vector.octets("first"), vector.octets("second"))
    return {Role.SHOWER: shower, Role.SCANNER: handshake.read(second)[0].finish()}


class Swap:
    """One or both sides of a swap."""

    def __init__(self, vector, code, channels):
        self.states: dict[Role, swap.State] = {}
        self.undone: dict[Role, list[str]] = {}  # what each machine did and the file must tell
        self.secrets, self.frames = {}, []
        self.ciphers = {role: each.sending for role, each in channels.items()}
        for role, over in channels.items():
            name, self.undone[role] = role.name.lower(), []
            seed = vector.octets(f"{name}.seed")
            card = statement.read(vector.octets(f"{name}.card"))
            prove = lambda message, seed=seed: crypto.sign(seed, message)  # noqa: E731  # one line of a test
            me = Side(role, card, prove, vector.yes(f"{name}.digits"), over)
            self.did(role, swap.begin(me, code))

    def line(self, who, text):
        role = Role[who.upper()]
        verb, _, value = text.partition(" ")
        match verb:
            case "<":
                self.did(role, swap.step(self.states[role], bytes.fromhex(value)))
            case "heard":
                self.did(role, swap.step(self.states[role], Heard(json.loads(value))))
            case "saved" | "saved-nothing":
                self.undone[role].remove("saved")
                self.did(role, swap.step(self.states[role], Saved((0,) if verb == "saved" else ())))
            case "stop" | "elapsed" | "dropped":
                self.did(role, swap.step(self.states[role], EVENTS[verb]("")))
            case _:
                self.undone[role].remove(text)
                if verb == ">":
                    self.passed_on(role, bytes.fromhex(value))

    def passed_on(self, role, message):
        other = Role.SHOWER if role is Role.SCANNER else Role.SCANNER
        if other in self.states:
            self.ciphers[role], (frame,) = channel.cut(self.ciphers[role], message)
            self.frames.append((len(frame).to_bytes(2, "big") + frame).hex())
            self.did(other, swap.step(self.states[other], message))

    def did(self, role, step):
        self.states[role], effects = step
        for effect in effects:
            match effect:
                case swap.Send(message):
                    self.undone[role].append(f"> {message.hex()}")
                case Show(swap.WordNow(word)):
                    self.undone[role].append(f"shows {json.dumps(word)}")
                case Show(swap.WordNeeded(name, mode)):
                    self.undone[role].append(f"asks {json.dumps(name)} {Mode(mode).name.lower()}")
                case Keep(arrivals):
                    self.secrets[role] = arrivals[0].secret
                    self.undone[role].append("saved")
                case Confirm():
                    self.undone[role].append("confirms")
                case Finish():
                    self.undone[role].append("finishes")
