"""Plays the runs of the folder meeting again, with machines of our own: section 14.3."""

import json
from collections import defaultdict

from tests.second_reader import sealing
from tests.second_reader.basics import Refusal
from tests.second_reader.handed import inside, packed, ready, spelled
from tests.second_reader.host import Host
from tests.second_reader.member import Member
from tests.second_reader.messages import read_message
from tests.second_reader.passing import fill, unfill
from tests.second_reader.transcript import Person, Transcript, nonce_of

SECRETS = {
    "exchange": "exchange",
    "signing": "signing",
    "random": "random",
    "salt": "salt",
    "card_key": "card-key",
}
EVENTS = {
    "agree": "Agree",
    "take-reader": "TakeReader",
    "stop": "Stop",
    "elapsed": "Elapsed",
    "dropped": "Dropped",
    "busy": "Busy",
    "done": "Done",
}
UNSAID = {"unready": "Unready", "leave-out": "LeaveOut"}
SHOWN = {"phrase": "shows-phrase", "number": "shows-number"}
TOLD = {
    **{**SHOWN, "confirm": "confirms", "propose": "proposes"},
    **{"look": "looks", "pack": "packs", "unpack": "unpacks", "finish": "finishes"},
}


def check_meeting(vector):
    machines = vector["machines"]
    if machines == "bundle":
        _check_boxed(vector)
    else:
        Stage(vector, machines).play()


def _check_boxed(vector):
    listing, opens = (read_message(vector.bytes(name)) for name in ("list", "opens"))
    transcript = Transcript(listing, opens["openings"])
    sender, receiver, number = (vector.number(name) for name in ("from", "to", "round"))
    shared = sealing.exchange(vector.bytes("exchange"), transcript.e(sender))
    filled = transcript.open_bundle(shared, vector.bytes("boxed"), sender, receiver, number)
    bundle = unfill(filled)
    assert (filled, bundle) == (vector.bytes("filled"), vector.bytes("bundle"))
    assert fill(bundle, len(filled)) == filled
    assert transcript.bundle_key(shared, sender, receiver) == vector.bytes("bundle-key")
    assert nonce_of(number) == vector.bytes("nonce")
    assert transcript.boxed_bundle(shared, filled, sender, receiver, number) == vector.bytes("boxed")


def _person(vector, number):
    secrets = {name: vector.bytes(f"{number}.{key}") for name, key in SECRETS.items()}
    digits = vector[f"{number}.digits"] == "yes"
    return Person(vector.bytes(f"{number}.seed"), vector.bytes(f"{number}.card"), digits, **secrets)


class Stage:
    """The machines of one file, and what they did and no line has told yet."""

    def __init__(self, vector, machines):
        self.vector = vector
        self.machines = machines
        self.host = Host()
        self.members = {}
        self.from_member = defaultdict(list)
        self.from_host = defaultdict(list)
        self.told = defaultdict(list)
        self.kept = {}
        self.sizes = {}
        self.ended = {}
        self.left = set()
        self.waits = []
        self.states = {"host": "Gathering"}

    def play(self):
        numbers = [key.split(".")[0] for key, _ in self.vector.lines if key.endswith(".exchange")]
        for number in numbers:
            self.members[number] = Member(_person(self.vector, number))
            self._did(number, self.members[number].begin())
        for line in map(spelled, self.vector.all("do")):
            self._line(*line.split(" ", 2))
        self._as_told()
        assert (not self.waits and not self.host.pauses) or self.machines == "room"
        assert not any(self.from_member.values()), "a member sent more"
        assert not any(self.from_host.values()), "the host sent more"
        assert not any(self.told.values()) and not self.kept and not self.ended, "a machine did more"
        if "transcript" in self.vector:
            self._check_end()

    def _line(self, who, what, rest=""):
        if what == "is":
            self.states[who] = rest
        elif what == "waits":
            assert self.waits.pop(0) == int(rest)
        elif what == "pauses":
            assert self.host.pauses.pop(0) == int(rest)
        elif who == "host":
            self._as_told()
            numbers = [int(each) for each in rest.split()]
            told = {"begin": self.host.begin, "go-on": self.host.go_on}
            self._host(told[what](numbers) if what in told else self.host.late())
        elif what == ">":
            self._to_host(who, bytes.fromhex(rest))
        elif what == "<":
            self._from_host(who, bytes.fromhex(rest))
        elif what == "left":
            self.left.add(who)
            self._as_told()
            self._host(self.host.left(int(who) - 1))
        elif what in ("saved", "ends"):
            {"saved": self._saved, "ends": self._ends}[what](who, rest)
        elif what in TOLD.values():
            assert self.told[who].pop(0) == (what, rest)
        else:
            self._happens(who, what, rest)

    def _as_told(self):
        """The one machine is in the state that the file told last."""
        if self.machines == "host":
            assert self.host.stage == self.states["host"]
            assert not any(self.from_host.values()) and not self.host.pauses, "the host did more"
        if self.machines == "member":
            assert self.members["1"].state == self.states.get("1", "Waiting")

    def _to_host(self, who, raw):
        if self.machines != "host":
            assert self.from_member[who].pop(0) == raw
        if self.machines != "member":
            self._as_told()
            self._host(self.host.receive(int(who) - 1, raw))

    def _host(self, messages):
        for line, raw in messages:
            self.from_host[str(line + 1)].append(raw)

    def _from_host(self, who, raw):
        for number in self._everybody() if who == "all" else [who]:
            if self.machines != "member":
                assert self.from_host[number].pop(0) == raw
            if self.machines != "host":
                self._take(number, lambda member: member.receive(raw))

    def _everybody(self):
        """All who are still on a line; the host must have something for each of them."""
        everybody = sorted(str(line + 1) for line in self.host.members())
        assert everybody == sorted(number for number, messages in self.from_host.items() if messages)
        return everybody

    def _happens(self, who, what, rest):
        if what == "heard":
            self._take(who, lambda member: member.take("Heard", json.loads(rest)))
        elif what == "counted":
            self._take(who, lambda member: member.take("Counted", int(rest)))
        elif what in ("unready", "leave-out"):
            numbers = [*map(int, rest.split())]
            self._take(who, lambda member: member.take(UNSAID[what], numbers))
        elif what == "ready":
            self._take(who, lambda member: member.take("Ready", *ready(rest)[:2]))
        elif what == "packed":
            self._take(who, lambda member: member.take("Packed", packed(rest, self.sizes[who])))
        else:
            self._take(who, lambda member: member.take(EVENTS[what]))

    def _take(self, number, event):
        self._as_told()
        try:
            self._did(number, event(self.members[number]))
        except Refusal as refusal:
            if self.machines != "room":
                raise
            self.ended[number] = refusal.name

    def _ends(self, who, rest):
        assert self.ended.pop(who) == rest
        self._host(self.host.left(int(who) - 1))

    def _did(self, number, effects):
        for name, *details in effects:
            if name == "send":
                self.from_member[number].append(details[0])
            elif name == "keep":
                self.kept[number] = details[0]
            elif name in TOLD and (self.machines == "room" or name not in SHOWN):
                self.told[number].append((TOLD[name], _as_written(name, *details)))
            if name == "wait":
                self.waits.append(details[0])
            if name == "pack":
                self.sizes[number] = details[0]

    def _saved(self, who, rest):
        stored, without = ([*map(int, part.split())] for part in rest.partition("without")[::2])
        assert self.kept.pop(who) == stored
        self._take(who, lambda member: member.take("Saved", stored, without))

    def _check_end(self):
        numbers = {
            number: member for number, member in self.members.items() if f"{number}.position" in self.vector
        }
        for number, member in numbers.items():
            assert member.transcript.t == self.vector.bytes("transcript")
            assert member.transcript.phrase() == self.vector.text("phrase")
            assert member.position == self.vector.number(f"{number}.position")
            assert member.transcript.number(member.position) == self.vector.number(f"{number}.number")
            kept = {
                f"{number}.secret-with-{other}": member.pair_secret(them.position).hex()
                for other, them in numbers.items()
                if them.position in member.stored
            }
            told = {
                key: value for key, value in self.vector.lines if key.startswith(f"{number}.secret-with-")
            }
            assert kept == told


def _as_written(name, *details):
    if name in ("confirm", "propose"):
        return " ".join(map(str, details[0]))
    if name == "unpack":
        return " ".join(f"{position} {inside(filled)}" for position, filled in details[0].items())
    return json.dumps(details[0]) if details else ""
