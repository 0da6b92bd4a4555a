"""Two people, one code on a screen: the scanner's card goes first, the shower's only after a spoken word.

    side     state     event                  next       what is done
    scanner  -         begin                  Showing    CARD; the word is shown
    scanner  Showing   CARD, which holds      Storing    kept
    scanner  Storing   Saved                  Handing    OK
    shower   -         begin                  Expecting  -
    shower   Expecting CARD, which holds      Asking     the name is shown, the word asked for
    shower   Asking    Heard, the word        Storing    kept
    shower   Storing   Saved                  Sent       CARD
    shower   Sent      OK                     Handing    the receipt
    shower   Sent      anything else          Over       the receipt is not known
    both     Handing   bundles, both ways     Over       (`handing`)
    before Storing     Stop, Elapsed, Dropped refused with the reason

Each side sends its last message only when the other's card is on its disk, so
that message is the receipt. Any other pair is refused as SwapBroken before
Storing; from there on it changes nothing, so that nobody can make a device say
that nothing was stored when something was (spec section 8).

    CARD = 01h | flags (bit 0: digits) | proof (64) | length (2) | card | zeros to 2,304 bytes
    OK   = 02h
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final, TypeAlias

from p2pcard import errors
from p2pcard.core import card, crypto, handing, noise, phrase, statement
from p2pcard.core.cursor import Cursor
from p2pcard.core.exchange import (
    Again,
    Arrival,
    Confirm,
    Dropped,
    Elapsed,
    Finish,
    Heard,
    Keep,
    Saved,
    Show,
    Stop,
    StoredNow,
    Wait,
)
from p2pcard.core.handing import Handing, Over, Send
from p2pcard.core.invitation import SwapCode
from p2pcard.core.noise import Channel, Handshake
from p2pcard.core.phrase import Mode
from p2pcard.core.statement import Statement

CODE_TIME: Final = 300  # seconds that a code is good
CARD_TIME: Final = 30  # seconds for a device alone
WORD_TIME: Final = 300  # seconds for a person to hear a word and type it
OK_TIME: Final = 20  # seconds for a receipt
TRIES: Final = 3
CARD_SIZE: Final = 2304  # one size for all cards, so that no card's length shows
_CARD: Final = 1
_OK: Final = b"\x02"
_BIND: Final = b"p2pcard/1/bind\x00"
_MODE: Final = 1  # a swap, among the ways to prove a card inside a channel
PROLOGUE: Final = b"p2pcard/1/swapNKpsk0"


class Role(IntEnum):
    """Who scanned and who showed; the number stands in the proof, so that none can be sent back."""

    SCANNER = 1
    SHOWER = 2


@dataclass(frozen=True, slots=True)
class Side:
    """What I bring: my card, a way to sign with my identity, whether I work in digits, and the channel."""

    role: Role
    card: Statement
    prove: Callable[[bytes], bytes]
    digits: bool
    channel: Channel


@dataclass(frozen=True, slots=True)
class Theirs:
    """The other side's card, checked, and whether they work in digits."""

    card: Statement
    digits: bool


@dataclass(frozen=True, slots=True)
class Expecting:
    """The code was answered; the scanner's card is to come."""

    me: Side


@dataclass(frozen=True, slots=True)
class Asking:
    """The scanner's name is on my screen; my person is asked for the word on theirs."""

    me: Side
    theirs: Theirs
    tries: int = TRIES


@dataclass(frozen=True, slots=True)
class Showing:
    """My card is sent and the word is on my screen."""

    me: Side


@dataclass(frozen=True, slots=True)
class Storing:
    """The other card is being saved."""

    me: Side
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class Sent:
    """I stored theirs and sent mine; their receipt is to come."""

    arrival: Arrival


@dataclass(frozen=True, slots=True)
class WordNow:
    """The word for my person to say."""

    word: str


@dataclass(frozen=True, slots=True)
class WordNeeded:
    """My person is asked for the word on the screen of whoever calls themselves so."""

    name: str
    mode: Mode


@dataclass(frozen=True, slots=True)
class ReceiptNow:
    """Whether the other side showed that it stored my card; if not, it is not known."""

    stored: bool


State: TypeAlias = Expecting | Asking | Showing | Storing | Sent | Handing | Over
Event: TypeAlias = handing.Event | Heard
Effect: TypeAlias = handing.Effect | Keep | Confirm
Step: TypeAlias = tuple[State, tuple[Effect, ...]]


def call(code: SwapCode, ephemeral: bytes) -> tuple[Handshake, bytes]:
    """Begin the scanner's handshake with a fresh 32-byte secret; return it and the first message."""
    state = noise.begin(
        "NKpsk0",
        initiator=True,
        ephemeral=ephemeral,
        prologue=PROLOGUE,
        psk=code.psk,
        remote_static=code.key,
    )
    return state.write()


def answer(code: SwapCode, secret: bytes, ephemeral: bytes, first: bytes) -> tuple[Channel, bytes]:
    """Answer a first message under a code of mine; return the channel and the second message.

    Raises CannotOpen or BadKey for whoever did not see the code: they get no
    answer. The first message that opens uses the code up, whatever follows.
    """
    state = noise.begin(
        "NKpsk0", initiator=False, ephemeral=ephemeral, prologue=PROLOGUE, psk=code.psk, static=secret
    )
    state, _ = state.read(first)
    state, second = state.write()
    return state.finish(), second


def begin(me: Side, code: SwapCode) -> Step:
    """Begin behind a finished handshake: whoever scanned sends first."""
    if me.role is Role.SHOWER:
        return Expecting(me), (Wait(CARD_TIME),)
    mode = Mode.DIGITS if me.digits or code.mode is Mode.DIGITS else Mode.WORDS
    shown = Show(WordNow(word(me.channel, mode)))
    return Showing(me), (Send(_card(me)), shown, Wait(WORD_TIME + CARD_TIME))


def step(state: State, event: Event) -> Step:  # noqa: C901  # the table of the machine is easier to check whole
    """Take one step: the next state, and what to do now; raises SwapEnded or what a bad card raises."""
    match state, event:
        case Sent(arrival), bytes() | Elapsed() | Dropped() | Stop():
            return _receipt(arrival, stored=event == _OK)
        case Storing(), Saved(stored):
            return _saved(state, stored)
        case Handing(), _:
            return handing.step(state, event)
        case Storing() | Sent() | Over(), _:
            return state, ()
        case _, Stop():
            raise errors.SwapStopped
        case _, Elapsed():
            raise errors.SwapTookTooLong
        case Expecting(me), bytes():
            theirs = _read(me, event)
            shown = Show(WordNeeded(card.read(theirs.card).name, _mode(me, theirs)))
            return Asking(me, theirs), (shown, Wait(WORD_TIME))
        case Asking(), Heard(typed):
            return _hear(state, typed)
        case Showing(me), bytes():
            return _keep(me, _read(me, event))
        case _:
            raise errors.SwapBroken


def word(channel: Channel, mode: Mode) -> str:
    """Return the word of a finished channel, or its three digits."""
    return phrase.word(crypto.digest("p2pc-swap-word", channel.binding), mode)


def _mode(me: Side, theirs: Theirs) -> Mode:
    return Mode.DIGITS if me.digits or theirs.digits else Mode.WORDS


def _hear(state: Asking, typed: str) -> Step:
    mode = _mode(state.me, state.theirs)
    try:
        phrase.hear((word(state.me.channel, mode),), typed, mode)
    except errors.NotAWord:
        return state, (Show(Again(differs=False, left=state.tries, typed=typed)),)
    except errors.Differs as error:
        if state.tries == 1:
            raise errors.WordDiffers from error
        state = replace(state, tries=state.tries - 1)
        return state, (Show(Again(differs=True, left=state.tries, typed=typed)),)
    return _keep(state.me, state.theirs)


def _keep(me: Side, theirs: Theirs) -> Step:
    secret = crypto.digest("p2pc-pair", me.channel.third, me.channel.binding)
    arrival = Arrival(0, theirs.card, secret)
    return Storing(me, arrival), (Keep((arrival,)),)


def _saved(state: Storing, stored: tuple[int, ...]) -> Step:
    if not stored:  # the book refused it; a disk that fails ends the swap before this
        raise errors.SwapNotKept
    shown = Show(StoredNow((state.arrival.card,), (), ()))
    if state.me.role is Role.SHOWER:
        return Sent(state.arrival), (Send(_card(state.me)), shown, Wait(OK_TIME))
    confirmed = Confirm((state.arrival,))  # the shower sends its card only after it stored mine
    after, begun = handing.begin(state.arrival.card.author)
    return after, (Send(_OK), confirmed, shown, Show(ReceiptNow(stored=True)), *begun)


def _receipt(arrival: Arrival, *, stored: bool) -> Step:
    if not stored:  # nobody is there to hand anything on
        return Over(), (Show(ReceiptNow(stored)), Finish())
    after, begun = handing.begin(arrival.card.author)
    return after, (Confirm((arrival,)), Show(ReceiptNow(stored)), *begun)


def _card(me: Side) -> bytes:
    data = bytes(me.card)
    proof = me.prove(_bind(me.role, me.channel))
    content = bytes((_CARD, me.digits)) + proof + len(data).to_bytes(2, "big") + data
    return content.ljust(CARD_SIZE, b"\x00")


def _read(me: Side, message: bytes) -> Theirs:
    cursor = Cursor(message)
    if len(message) != CARD_SIZE or cursor.u8() != _CARD:
        raise errors.Malformed
    flags = cursor.u8()
    if flags > 1:
        raise errors.Malformed
    proof = cursor.take(crypto.SIGNATURE_SIZE)
    found = statement.read(cursor.take(cursor.u16()))
    cursor.zeros()
    card.read(found)
    other = Role.SHOWER if me.role is Role.SCANNER else Role.SCANNER
    crypto.verify(found.author, _bind(other, me.channel), proof)
    if found.author == me.card.author:
        raise errors.YourOwnCard
    return Theirs(found, bool(flags))


def _bind(role: Role, channel: Channel) -> bytes:
    return _BIND + bytes((_MODE, role)) + channel.binding
