"""Rooms of people with real programs, and a director who plays what they do: read, type, count, agree."""

import contextlib
import queue
import time
from typing import Any

from tests.people import PATIENCE, Person


class Room:
    """People who meet, and the director who plays them."""

    def __init__(self, *people: Person) -> None:
        self.people = list(people)
        self.inbox: queue.SimpleQueue[tuple[Person, Any]] = queue.SimpleQueue()
        self.heads = len(people)  # the last number that is said when they count off
        for person in people:
            person.inbox = self.inbox

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for person in self.people:
            if person.program:
                person.program.kill()
                person.program.wait(PATIENCE)
                person._reader.join(PATIENCE)
                person._complainer.join(PATIENCE)
                for pipe in (person.program.stdin, person.program.stdout, person.program.stderr):
                    if pipe:
                        with contextlib.suppress(OSError):
                            pipe.close()

    def join(self, person):
        """One more person comes into the room."""
        person.inbox = self.inbox
        self.people.append(person)
        return person

    @property
    def present(self):
        """Those whose programs run."""
        return [person for person in self.people if person.there]

    def until(self, condition, seconds=PATIENCE):
        """Wait until something holds; what the programs say is what may change it."""
        end = time.monotonic() + seconds
        while not condition():
            try:
                who, event = self.inbox.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"This did not come about.\n{self.log()}") from None
            if isinstance(event, dict):
                who.events.append(event)
            elif event is who.program:
                who.ended = True

    def log(self):
        """All that was said, for a reader who looks for a fault."""
        return "\n".join(
            f"{p.name} {'there' if p.there else 'gone'} {p.events} {b''.join(p._complaints).decode()}"
            for p in self.people
            if p.program
        )

    # What people do

    def gather(self, count=0):
        """Wait until there is one host, so many devices came to it, and everybody is in."""
        wanted = count or len(self.present)

        def all_in():
            hosts = [person for person in self.present if person.role == "host"]
            return [host.count for host in hosts] == [wanted] and all(person.count for person in self.present)

        self.until(all_in)

    @property
    def host(self):
        """Whose device is the host."""
        return next(person for person in self.present if person.role == "host")

    @property
    def reader(self):
        """Whose screen shows the phrase."""
        shown = [person for person in self.present if (p := person.last("phrase")) and None not in p["words"]]
        assert len(shown) == 1
        return shown[0]

    @property
    def others(self):
        """All but the reader."""
        reader = self.reader
        return [person for person in self.present if person is not reader]

    def begin(self):
        """The host's person counts who holds a device, and begins; everybody has a phrase or its blanks."""
        self.host.say(start=self.host.count)
        self.until(lambda: all(person.last("phrase") for person in self.present))

    def read(self):
        """The reader reads aloud, and all others type what they hear; everybody has a number."""
        heard = " ".join(self.reader.last("phrase")["words"])
        for person in self.others:
            person.say(heard=heard)
        self.until(lambda: all(person.last("number") for person in self.present))

    def count_off(self):
        """Everybody counts off in the order of seats, and the one with the highest number says the answer."""
        shown = [person.last("number") for person in self.present]
        assert sorted(each["number"] for each in shown) == list(range(1, len(shown) + 1))
        self.heads = len(shown)
        assert self.reader.last("number")["answer"] is None
        return self.answer()

    def answer(self):
        """The one answer that is on a screen."""
        answers = [n["answer"] for person in self.present if (n := person.last("number")) and n["answer"]]
        assert len(answers) == 1
        return answers[0]

    def confirm(self, answer):
        """All others type the last number that was said, and the reader types the answer."""
        for person in self.others:
            person.say(counted=self.heads)
        self.reader.say(heard=answer)

    def go_on(self):
        """Those who are asked agree to go on with those who stay, and the reader types the new answer."""
        self.until(lambda: all(person.last("without") for person in self.present))
        self.until(lambda: all(self._renewed(person) for person in self.present))
        for person in self.others:
            person.say(agree=True)
        self.confirm(self.answer())

    def _renewed(self, person):
        kinds = [event["event"] for event in person.events]
        return kinds[::-1].index("number") < kinds[::-1].index("without")

    def over(self):
        """Wait until every program has ended; the host's person ends a meeting once all cards are stored."""
        self.until(lambda: all(person.last("stay") or not person.there for person in self.people))
        for person in self.present:
            if person.role == "host":
                person.say(done=True)
        self.until(lambda: not self.present)

    def meet(self):
        """All of it, once everybody has started."""
        self.gather()
        self.begin()
        self.read()
        self.confirm(self.count_off())
        self.over()

    def all_hold_all(self, but=()):
        """Whether each holds the cards of all others here, and nobody else's."""
        here = [person for person in self.people if person not in but]
        return all(person.held == {other.name for other in here if other is not person} for person in here)


def come(room, *words):
    """The first person opens a meeting, and all others come."""
    first, *others = room.people
    first.meet("--host", *words)
    room.until(lambda: first.last("invitation"))
    for person in others:
        person.meet()
    room.gather()


def say_words(room, *two):
    """Both people say the words on their screens, and each types the other's."""
    room.until(lambda: all(person.last("words") for person in two))
    for person, other in (two, two[::-1]):
        person.say(heard=" ".join(other.last("words")["say"]))


def swap(room, shower, scanner):
    """One shows a code, the other scans it, and each types what the other says."""
    shower.start(*shower.words("swap"))
    room.until(lambda: shower.last("code"))
    scanner.start(*scanner.words("swap", "--scan"))
    scanner.say(code=shower.last("code")["text"])
    say_words(room, shower, scanner)
    room.over()
