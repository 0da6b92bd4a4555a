"""Runs of meetings and swaps out of vector files, played to the machines line by line."""

from typing import Any

from p2pcard.core import bundle, crypto, invitation, swap
from p2pcard.core.exchange import Packed, Unpack
from p2pcard.core.meeting import passing, reading, relay, stages
from p2pcard.core.meeting.messages import BUNDLE_SIZES, Bundles, Listing, Opens
from p2pcard.core.meeting.opening import Run
from p2pcard.core.meeting.passing import Passing
from p2pcard.core.meeting.transcript import Transcript
from p2pcard.core.noise import Channel, Cipher
from p2pcard.core.swap import Role
from p2pcard.errors import CannotOpen
from tests.vector_devices import EVENTS, Device, Swap, spelled

TOLD = {
    *(">", "saved", "shows-phrase", "shows-number", "confirms", "looks", "packs", "unpacks", "finishes"),
    "ends",
}  # of what a machine did
AT_HOST = {"begin": stages.Begin, "go-on": stages.GoOn, "late": stages.Late}


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
        if verb in EVENTS or verb == "packed":
            self.devices[number].happen(verb, value)

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
    _, effects = passing.step(Passing(run, pair, (b"them",), number, size=0), Bundles((box,)))
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
    _, (sent,) = passing.step(Passing(other, pair, (b"me",), number, size=size), Packed((filled,)))
    assert getattr(sent, "message", None) == Bundles((box,))


def swapped(vector):
    code = invitation.read_swap(vector.octets("code"))
    if vector.has("side"):
        over = Channel(Cipher(b""), Cipher(b""), vector.octets("binding"), vector.octets("third"))
        channels = {Role[vector.word("side").upper()]: over}
    else:
        channels = shaken(vector, code)
    run = Swap(vector, code, channels)
    for text in map(spelled, vector.all("do")):
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
