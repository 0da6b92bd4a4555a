"""Runs of meetings and swaps out of vector files, played to the machines line by line."""

from collections.abc import Callable
from typing import Any

from p2pcard.core.exchange import invitation, swap
from p2pcard.core.exchange.events import Dropped, Packed, Unpack
from p2pcard.core.exchange.meeting import host, host_states, member_rounds, reading
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.member_rounds import MemberBundling
from p2pcard.core.exchange.meeting.messages import BUNDLE_SIZES, Abort, Bundles, Listing, Opens
from p2pcard.core.exchange.meeting.opening import Run
from p2pcard.core.exchange.meeting.transcript import Transcript
from p2pcard.core.exchange.noise import Channel, Cipher
from p2pcard.core.exchange.swap import Role
from p2pcard.core.formats import crypto
from p2pcard.core.statements import bundle
from p2pcard.errors import CannotOpen, Malformed, NewerVersion
from tests.vector_devices import EVENTS, Device, Swap, spelled

TOLD = {
    *(">", "saved", "shows-phrase", "shows-number", "confirms", "looks", "packs", "unpacks", "finishes"),
    *("ends", "waits", "proposes"),
}  # of what a machine did
AT_HOST: dict[str, Callable[[list[int]], host_states.Event]] = {
    "begin": lambda numbers: host_states.Begin(*numbers),
    "go-on": lambda numbers: host_states.GoOn(tuple(numbers)),
    "late": lambda _: host_states.Late(),
}


class Meeting:
    """The machines that a file is for."""

    def __init__(self, vector):
        self.machines = vector.word("machines")
        self.people = len({key for key, _ in vector.lines if key.endswith(".seed")})
        self.devices = {
            number: Device(vector, number, refuses=self.machines == "room")
            for number in range(1, self.people + 1)
        }
        self.host: host_states.State | None = None if self.machines == "member" else host_states.Gathering()
        # screens are told of a whole room alone, and the time and the states of one machine alone
        self.untold = ("shows",) if self.machines == "member" else ("waits",)
        self.host_is, self.pauses = "Gathering", list[int]()
        self.told: dict[
            int, list[bytes]
        ] = {}  # what the host's machine sent to each line and the file must tell

    def line(self, text):
        who, rest = text.split(" ", 1)
        if who == "host":
            self.host_line(*rest.split())
        elif who == "all":
            for number in sorted(self.told):
                if self.told[number]:
                    self.person(number, rest)
        else:
            self.person(int(who), rest)

    def host_line(self, verb, *values):
        if verb == "is":
            (self.host_is,) = values
        elif verb == "pauses":
            assert self.pauses.pop(0) == int(*values)
        else:
            self.at_host(AT_HOST[verb]([int(each) for each in values]))

    def person(self, number, text):
        verb, _, value = text.partition(" ")
        device = self.devices.get(number)
        if verb == "left":
            self.at_host(host_states.Left(number - 1))
        elif verb == "is":
            self.devices[number].told = value
        elif verb == "<":
            self.told_by_host(number, device, bytes.fromhex(value))
        elif verb in TOLD:
            self.expect(device, text.partition(" without")[0])
        if verb == ">" and self.host is not None:
            self.to_host(number - 1, bytes.fromhex(value))
        if verb in EVENTS or verb == "packed":
            self.where_told()
            self.devices[number].happen(verb, value)

    def told_by_host(self, number, device, message):
        if self.host is not None:
            assert self.told[number].pop(0) == message
        if device:
            device.take(from_host(message))

    def expect(self, device, text):
        """The machine did this next; for one device alone the file leaves out what it shows."""
        if device is None:
            return
        device.undone = [each for each in device.undone if not each.startswith(self.untold)]
        assert text in device.undone
        sends = [each for each in device.undone if each[:1] == text[:1] == ">"]
        assert not sends or sends[0] == text
        device.undone.remove(text)

    def at_host(self, event):
        assert self.host is not None
        self.where_told()
        self.host, effects = host.step(self.host, event)
        for effect in effects:
            if isinstance(effect, host_states.Tell):
                self.told.setdefault(effect.line + 1, []).append(bytes(effect.message))
            if isinstance(effect, host_states.Pause) and self.machines == "host":
                self.pauses.append(effect.seconds)

    def to_host(self, line, message):
        """What cannot be read, or is too long, breaks a line; a JOIN of another version is told so before."""
        assert self.host is not None
        if len(message) > host_states.size_limit(self.host):
            self.at_host(host_states.Left(line))
            return
        try:
            said = reading.read(message, reading.FROM_MEMBERS)
        except NewerVersion:
            self.at_host(host_states.Left(line))
            self.told.setdefault(line + 1, []).append(bytes(Abort(Why.VERSION)))
            return
        self.at_host(host_states.From(line, said))

    def where_told(self):
        """Each machine is in the state that the file told last."""
        if self.machines == "host":
            assert type(self.host).__name__ == self.host_is
            assert not any(self.told.values())
            assert self.pauses == []
        if self.machines == "member":
            assert all(type(device.state).__name__ == device.told for device in self.devices.values())

    def over(self):
        """Nothing was done that the file does not tell."""
        left = [each for device in self.devices.values() for each in device.undone]
        assert [each for each in left if not each.startswith(self.untold)] == []
        assert not any(self.told.values())
        self.where_told()


def from_host(message):
    """What cannot be read breaks the line; a LIST of another version is an ABORT that says so."""
    try:
        return reading.read(message)
    except NewerVersion:
        return Abort(Why.VERSION)
    except Malformed:
        return Dropped()


def meeting(vector):
    if vector.word("machines") == "bundle":
        boxed(vector)
        return
    run = Meeting(vector)
    for text in map(spelled, vector.all("do")):
        run.line(text)
    run.over()
    if vector.has("transcript"):
        results(vector, run)


def results(vector, run):
    told = [message for text in map(spelled, vector.all("do")) if (message := message_of(text))]
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


def boxed(vector):
    """One box by itself, opened by its receiver's machine and made again by its sender's."""
    listing, opens = (reading.read(vector.octets(name)) for name in ("list", "opens"))
    assert isinstance(listing, Listing)
    assert isinstance(opens, Opens)
    transcript = Transcript(listing, opens.openings)
    sender, receiver, number = (vector.number(name) for name in ("from", "to", "round"))
    exchange = vector.octets("exchange")
    shared = [crypto.exchange(exchange, transcript.exchange_key(place)) for place in range(transcript.count)]
    me: Any = None  # nothing of the person's own is needed from here on
    run = Run(me, transcript, receiver, tuple(shared))
    pair, box = tuple(sorted((sender, receiver))), vector.octets("boxed")
    _, effects = member_rounds.step(MemberBundling(run, pair, (b"them",), number, size=0), Bundles((box,)))
    (came,) = (each.came for each in effects if isinstance(each, Unpack))
    if not came:
        raise CannotOpen
    filled = came[0][1]
    assert bundle.write(bundle.read_filled(filled)) == vector.octets("bundle")
    assert filled == vector.octets("filled")
    assert bundle.fill(bundle.read_filled(filled), len(filled))[0] == filled
    key = transcript.bundle_key(shared[sender], sender, receiver)
    assert key == vector.octets("bundle-key")
    assert crypto.unseal(key, vector.octets("nonce"), box) == filled
    other = Run(me, transcript, sender, (*shared[:receiver], shared[sender], *shared[receiver + 1 :]))
    size = BUNDLE_SIZES.index(len(filled))
    _, (sent,) = member_rounds.step(
        MemberBundling(other, pair, (b"me",), number, size=size), Packed((filled,))
    )
    assert getattr(sent, "message", None) == Bundles((box,))


def swapped(vector):
    if vector.has("does"):
        called(vector)
        return
    if vector.has("side"):
        over = Channel(Cipher(b""), Cipher(b""), vector.octets("binding"), vector.octets("third"))
        channels = {Role[vector.word("side").upper()]: over}
    else:
        channels = shaken(vector)
    run = Swap(vector, channels)
    for text in map(spelled, vector.all("do")):
        run.line(*text.split(" ", 1))
    assert not any(run.undone.values())
    run.where_told()
    if vector.has("secret"):
        assert run.secrets == {role: vector.octets("secret") for role in Role}
        assert run.frames == vector.all("frame")


def shaken(vector):
    code = invitation.read_swap(vector.octets("code"))
    handshake, first = swap.call(code, vector.octets("scanner.ephemeral"))
    shower, second = swap.answer(code, vector.octets("shower.ephemeral"), first)
    assert code == swap.code_for(vector.octets("shower.ephemeral"), code.address)
    assert (first, second) == (vector.octets("first"), vector.octets("second"))
    return {Role.SHOWER: shower, Role.SCANNER: swap.connect(code, handshake, second)}


def called(vector):
    code = invitation.read_swap(vector.octets("code"))
    if vector.word("does") == "answer":
        swap.answer(code, vector.octets("shower.ephemeral"), vector.octets("first"))
        return
    handshake, first = swap.call(code, vector.octets("scanner.ephemeral"))
    assert first == vector.octets("first")
    swap.connect(code, handshake, vector.octets("second"))
