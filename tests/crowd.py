"""The people of a room: what they do when they do as the screens say, and when they do not."""

from p2pcard.core.exchange.events import Elapsed, Heard, Stop, StoredNow
from p2pcard.core.exchange.meeting import host_states, member
from p2pcard.core.exchange.meeting.events import (
    Agree,
    Counted,
    NumberNow,
    PhraseNow,
    SentNow,
    TakeReader,
    WithoutNow,
)


def phrase_of(room):
    """What is read aloud: the phrase of the first screen that shows one whole, or nothing."""
    shown = (device.last(PhraseNow) for device in room.devices if not device.over)
    return next((" ".join(each.words) for each in shown if each and None not in each.words), "")


def readers(room):
    """The lines whose screens show the phrase."""
    return [
        line for line, each in enumerate(room.devices) if (p := each.last(PhraseNow)) and None not in p.words
    ]


def type_all(room, spoken=None):
    """Everybody whose screen has blanks types what was read."""
    for line in range(len(room.devices)):
        if line not in readers(room):
            room.person(line, Heard(spoken or phrase_of(room)))


def counting(room):
    """Whether every screen here says that it is time to count off, so that nobody is left out."""
    return all(device.last(NumberNow) for device in room.devices if not device.ended)


def heads(room):
    """The last number that is said when the room counts off: one head for each device that people hold."""
    return len(room.devices)


def play(room, reads, leaves):
    """A whole run up to the cards; a line other than 0 takes the reader's role, and one leaves."""
    if reads:
        room.person(reads, TakeReader())
    room.start()
    type_all(room)
    if leaves:
        room.leave(leaves)
        agree(room)
    confirm_all(room)


def confirm_all(room, spoken="", said=0):
    """Members type the last number that was said, and a reader types the answer that somebody says."""
    for line in range(len(room.devices)):
        if line not in readers(room):
            room.person(line, Counted(said or heads(room)))
    here = [device for device in room.devices if not device.ended and not device.over]
    answers = [n.answer for device in here if (n := device.last(NumberNow)) and n.answer]
    for line in readers(room) if spoken or answers else ():
        room.person(line, Heard(spoken or answers[-1]))


def careful(room, spoken=None):
    """People who type, count and stop where something is wrong; returns whether all was well."""
    type_all(room, spoken)
    if not counting(room):
        for line in range(len(room.devices)):
            room.person(line, Stop())
        return False
    confirm_all(room)
    return True


def careless(room, spoken=None):
    """People who type what is read, and for the rest whatever the device wants to hear."""
    type_all(room, spoken)
    confirm_all(
        room, said=next((d.state.run.transcript.count for d in room.devices if hasattr(d.state, "run")), 0)
    )


def settle(room):
    """People do as their screens say, and clocks run out, until nothing changes."""
    for _ in range(8):
        before = [(device.state, len(device.shown)) for device in room.devices], room.relay
        type_all(room)
        agree(room)
        confirm_all(room)
        if before == ([(device.state, len(device.shown)) for device in room.devices], room.relay):
            room.host(host_states.Late())
            if before[1] == room.relay:
                break
    for _ in range(3):
        for line in range(len(room.devices)):
            if not isinstance(room.devices[line].state, member.Waiting):
                room.person(line, Elapsed())


def agree(room):
    """Everybody who is asked agrees to go on with those who stay."""
    for line, device in enumerate(room.devices):
        if device.last(WithoutNow):
            room.person(line, Agree())


def numbers_of(room, lines):
    """The numbers on the screens of these lines."""
    return [room.devices[line].last(NumberNow).number for line in lines]


class Doubter:
    """A room in which one person does nothing."""

    def __init__(self, room, line):
        self.devices, self._room, self._line = room.devices, room, line

    def person(self, line, event):
        """Let all others do something."""
        if line != self._line:
            self._room.person(line, event)


def nothing_left(room):
    """No card's key has left, and nobody holds a card."""
    assert not any(device.last(SentNow) for device in room.devices)
    assert not any(device.stored for device in room.devices)
    return True


def everything_stored(room, but=()):
    """Whether everybody holds all cards, but those on some lines."""
    cards = [device.me.card for device in room.devices]
    return all(
        set(device.stored) == set(cards) - {device.me.card}
        for line, device in enumerate(room.devices)
        if line not in but
    )


def check_screens(room):
    """What holds whatever happened: nothing false is stored, nothing unsaid is missing.

    A device holds other people's true cards only. If its run ended early it
    holds none; otherwise its last screen names the number of everybody whose
    card it lacks, and it says to which numbers its own card's key has left.
    """
    cards = {device.me.card for device in room.devices}
    numbers = {d.me.card: n.number for d in room.devices if (n := d.last(NumberNow))}
    for device in room.devices:
        assert set(device.stored) <= cards - {device.me.card}
        assert not (device.ended and device.stored)
        if shown := device.last(StoredNow):
            others = set(range(1, len(room.devices) + 1)) - {numbers[device.me.card]}
            assert set(shown.missing) == others - {numbers[card] for card in device.stored}
            assert set(shown.missing) <= others
        if device.stored:
            assert device.last(SentNow)
