"""Two people, one code on a screen: cards go both ways once each typed what the other said.

    state         event                     next          what is done
    -             begin                     Greeting      HELLO
    Greeting      HELLO                     Comparing     my words are shown, theirs are asked for
    Comparing     TYPED                     Comparing     noted
    Comparing     Heard, right              Typed         TYPED; before theirs it is said that nothing left
    Comparing     Heard, right, TYPED came  Giving        TYPED, CARD
    Typed         TYPED                     Giving        CARD
    Giving        CARD, which holds         Storing       kept
    Storing       OK, KEPT                  Storing       noted
    Storing       Saved                     Sent          OK, or KEPT without a pair secret
    Storing       Saved, OK or KEPT came    SwapBundling  the same; the receipt
    Sent          OK, KEPT                  SwapBundling  the receipt
    Sent          anything else             SwapOver      the receipt is not known
    SwapBundling  bundles, both ways        SwapOver      (`swap_bundles`)

Both sides are alike but for their words and their proof. No name is shown and
nothing stored before both typed, so somebody who stands between must have two
pairs of words come out alike, one chance in 65,536 each way: the code binds the
shower's key, and each side draws one key and sends one message with it.
Stop, Elapsed and Dropped before Storing, and any other pair there, are refused
with the reason; from Storing on nothing can make a device say that nothing was
stored when something was (spec section 8).

    CARD  = 01h | proof (64) | length (2) | card | zeros to 2,304 bytes
    OK    = 02h
    HELLO = 05h | flags (bit 0: digits) | zeros to 32 bytes
    TYPED = 06h
    KEPT  = 07h
"""

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Final, TypeAlias

from p2pcard import errors
from p2pcard.core.exchange import invitation, noise, phrase, swap_bundles
from p2pcard.core.exchange.events import (
    Again,
    Arrival,
    Confirm,
    Dropped,
    Elapsed,
    Finish,
    Heard,
    Keep,
    Mine,
    Saved,
    Show,
    Stop,
    StoredNow,
    Wait,
    try_words,
)
from p2pcard.core.exchange.invitation import SwapCode
from p2pcard.core.exchange.noise import Channel, Handshake
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap_bundles import SwapBundling, SwapOver, SwapSend
from p2pcard.core.formats import crypto
from p2pcard.core.formats.cursor import Cursor
from p2pcard.core.statements import card, statement
from p2pcard.core.statements.statement import Statement

CODE_TIME: Final = 300  # seconds that a code is good
DEVICE_TIME: Final = 30  # seconds for a device alone
WORD_TIME: Final = 300  # seconds for a person to hear words and type them
OK_TIME: Final = 20  # seconds for a receipt
TRIES: Final = 3
ROW: Final = 3  # swaps in a row that ended between code and words, before it is said what that may mean
CARD_SIZE: Final = 2304  # one size for all cards, so that no card's length shows
HELLO_SIZE: Final = 32
HANDSHAKE_SIZE: Final = 48  # of both messages: a payload would be something to search with
_CARD: Final = 1
_OK: Final = b"\x02"
_KEPT: Final = b"\x07"  # the card is stored, and there was no room for its pair secret
_HELLO: Final = 5
_TYPED: Final = b"\x06"
_BIND: Final = b"p2pcard/2/bind\x00"
_PROLOGUE: Final = b"p2pcard/2/swapNNpsk0"


class Role(IntEnum):
    """Who scanned and who showed; the number stands in the proof, so that none can be sent back."""

    SCANNER = 1
    SHOWER = 2


@dataclass(frozen=True, slots=True)
class Side(Mine):
    """What I bring to a swap: also whether I scanned or showed, and the channel."""

    role: Role
    channel: Channel


@dataclass(frozen=True, slots=True)
class Greeting:
    """The code was answered; whether they ask for digits is to come."""

    me: Side


@dataclass(frozen=True, slots=True)
class Comparing:
    """My words are on my screen, and my person is asked for theirs; `theirs`: they have typed mine."""

    me: Side
    mode: Mode
    tries: int = TRIES
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """My person typed their words; they have not typed mine yet."""

    me: Side


@dataclass(frozen=True, slots=True)
class Giving:
    """Both typed, and my card is sent; theirs is to come."""

    me: Side


@dataclass(frozen=True, slots=True)
class Storing:
    """Their card is being saved; `theirs` is what they said of mine, OK or KEPT, if they did."""

    arrival: Arrival
    theirs: bytes = b""


@dataclass(frozen=True, slots=True)
class Sent:
    """I stored theirs; their receipt is to come."""

    arrival: Arrival


@dataclass(frozen=True, slots=True)
class WordsNow:
    """The words for my person to say, or the digits; those that the other says are asked for."""

    words: tuple[str, ...] = field(repr=False)
    mode: Mode


@dataclass(frozen=True, slots=True)
class TypedNow:
    """My person typed their words; they have not typed mine yet, and nothing has left this device."""


@dataclass(frozen=True, slots=True)
class CardSentNow:
    """Both typed: my card is on its way to the person whose words were typed here."""


@dataclass(frozen=True, slots=True)
class ReceiptNow:
    """Whether the other side showed that it stored my card; if not, it is not known."""

    stored: bool


State: TypeAlias = Greeting | Comparing | Typed | Giving | Storing | Sent | SwapBundling | SwapOver
SwapScreen: TypeAlias = WordsNow | TypedNow | CardSentNow | ReceiptNow | Again | StoredNow
Event: TypeAlias = swap_bundles.Event
Effect: TypeAlias = swap_bundles.Effect | Show[SwapScreen] | Keep | Confirm
Step: TypeAlias = tuple[State, tuple[Effect, ...]]


def code_for(ephemeral: bytes, address: invitation.Address) -> SwapCode:
    """Return the code for a shower at this address that will answer with this fresh 32-byte secret."""
    return SwapCode(invitation.commit(crypto.exchange_public(ephemeral)), address)


def call(code: SwapCode, ephemeral: bytes) -> tuple[Handshake, bytes]:
    """Begin the scanner's handshake with a fresh 32-byte secret; return it and the first message.

    A secret serves one message, and a code one secret: a second would be a second draw for
    somebody who stands between.
    """
    return _handshake(code, ephemeral, initiator=True).write()


def connect(code: SwapCode, begun: Handshake, second: bytes) -> Channel:
    """Finish the scanner's handshake with the answer; raises OtherDevice where the code does not bind it."""
    fits = invitation.commit(second[: crypto.KEY_SIZE]) == code.commitment
    if len(second) != HANDSHAKE_SIZE or not fits:
        raise errors.OtherDevice
    try:
        state, _ = begun.read(second)
    except (errors.CannotOpen, errors.BadKey) as error:
        raise errors.OtherDevice from error
    return state.finish()


def answer(code: SwapCode, ephemeral: bytes, message: bytes) -> tuple[Channel, bytes]:
    """Answer a first message under a code of mine, made for this secret; return the channel and the answer.

    Raises CannotOpen or BadKey for a device that did not see the code: it gets no
    answer. The first message that opens uses the code up, whatever follows: a
    secret answers one.
    """
    if len(message) != HANDSHAKE_SIZE:
        raise errors.CannotOpen
    state, _ = _handshake(code, ephemeral, initiator=False).read(message)
    state, second = state.write()
    return state.finish(), second


def _handshake(code: SwapCode, ephemeral: bytes, *, initiator: bool) -> Handshake:
    prologue = _PROLOGUE + bytes(code)
    return noise.begin("NNpsk0", initiator=initiator, ephemeral=ephemeral, prologue=prologue, psk=code.psk)


def begin(me: Side) -> Step:
    """Begin behind a finished handshake: each side says whether it works in digits, and nothing is shown."""
    hello = bytes((_HELLO, me.digits)).ljust(HELLO_SIZE, b"\x00")
    return Greeting(me), (SwapSend(hello), Wait(DEVICE_TIME))


def step(state: State, event: Event) -> Step:
    """Take one step: the next state, and what to do now; raises SwapEnded or what a bad card raises."""
    match state, event:
        case Sent(arrival), bytes() | Elapsed() | Dropped() | Stop():
            return _receipt(arrival, event)
        case Storing(), Saved():
            return _saved(state, event)
        case Storing(), bytes() if event in (_OK, _KEPT):
            return replace(state, theirs=event), ()
        case SwapBundling(), _:
            return swap_bundles.step(state, event)
        case Storing() | Sent() | SwapOver(), _:
            return state, ()
        case Giving(), Stop() | Elapsed() | Dropped():
            raise errors.CardNotBack
        case Giving(me), bytes():
            return _keep(me, _read(me, event))
        case _, Stop():
            raise errors.SwapStopped
        case Typed(), Elapsed() | Dropped():
            raise errors.NotTyped
        case _, Elapsed():
            raise errors.SwapTookTooLong
        case Greeting(me), bytes():
            return _greet(me, event)
        case Comparing(), bytes() if event == _TYPED and not state.theirs:
            return replace(state, theirs=True), ()
        case Comparing(), Heard(typed):
            return _hear(state, typed)
        case Typed(me), bytes() if event == _TYPED:
            return _give(me)
        case _:
            raise errors.SwapBroken


def said(channel: Channel, role: Role, mode: Mode) -> tuple[str, ...]:
    """Return what the person of a role says: two words, or five digits in one group.

    They are the same 16 bits, so that nobody draws again by asking for digits.
    """
    words = crypto.digest("p2pc-swap-words", channel.binding)
    two = words[:2] if role is Role.SCANNER else words[2:4]
    return phrase.pair(two, mode, first(role))


def first(role: Role) -> int:
    """Return the place of a role's first word: one's own words mostly are not on the lists of the other's."""
    return 0 if role is Role.SCANNER else 1


def _other(role: Role) -> Role:
    return Role.SHOWER if role is Role.SCANNER else Role.SCANNER


def _greet(me: Side, message: bytes) -> Step:
    cursor = Cursor(message)
    if len(message) != HELLO_SIZE or cursor.u8() != _HELLO:
        raise errors.Malformed("HELLO of a swap: its length or its kind")
    flags = cursor.u8()
    if flags > 1:
        raise errors.Malformed("HELLO of a swap: its flags")
    cursor.zeros()
    mode = Mode.DIGITS if me.digits or flags else Mode.WORDS
    return Comparing(me, mode), (Show(WordsNow(said(me.channel, me.role, mode), mode)), Wait(WORD_TIME))


def _hear(state: Comparing, typed: str) -> Step:
    me, other = state.me, _other(state.me.role)
    tries, asked = try_words(
        said(me.channel, other, state.mode), typed, state.mode, state.tries, first(other)
    )
    if not tries:
        raise errors.WordsDiffer
    if asked:
        return replace(state, tries=tries), asked
    if not state.theirs:
        return Typed(me), (SwapSend(_TYPED), Show(TypedNow()), Wait(WORD_TIME))
    giving, effects = _give(me)
    return giving, (SwapSend(_TYPED), *effects)


def _give(me: Side) -> Step:
    return Giving(me), (SwapSend(_card(me)), Show(CardSentNow()), Wait(DEVICE_TIME))


def _keep(me: Side, came: Statement) -> Step:
    secret = crypto.digest("p2pc-pair", me.channel.third, me.channel.binding)
    arrival = Arrival(0, came, secret)
    return Storing(arrival), (Keep((arrival,), me.channel.binding),)


def _saved(state: Storing, saved: Saved) -> Step:
    if not saved.stored:  # the book refused it; a disk that fails ends the swap before this
        raise errors.SwapNotKept
    receipt = SwapSend(_KEPT if saved.without_secret else _OK)
    shown = (receipt, Show(StoredNow((state.arrival.card,), (), ())))
    if not state.theirs:
        return Sent(state.arrival), (*shown, Wait(OK_TIME))
    after, effects = _receipt(state.arrival, state.theirs)
    return after, (*shown, *effects)


def _receipt(arrival: Arrival, came: Event) -> Step:
    if came not in (_OK, _KEPT):  # nobody is there to hand anything on
        return SwapOver(), (Show(ReceiptNow(stored=False)), Finish())
    confirmed = (Confirm((arrival,)),) if came == _OK else ()
    after, begun = swap_bundles.begin(arrival.card.author)
    return after, (*confirmed, Show(ReceiptNow(stored=True)), *begun)


def _card(me: Side) -> bytes:
    data = bytes(me.card)
    proof = me.prove(_bind(me.role, me.channel))
    content = bytes((_CARD,)) + proof + len(data).to_bytes(2, "big") + data
    return content.ljust(CARD_SIZE, b"\x00")


def _read(me: Side, message: bytes) -> Statement:
    cursor = Cursor(message)
    if len(message) != CARD_SIZE or cursor.u8() != _CARD:
        raise errors.Malformed("CARD of a swap: its length or its kind")
    proof = cursor.take(crypto.SIGNATURE_SIZE)
    found = statement.read(cursor.take(cursor.u16()))
    cursor.zeros()
    card.read(found)
    crypto.verify(found.author, _bind(_other(me.role), me.channel), proof)
    if found.author == me.card.author:
        raise errors.YourOwnCard
    return found


def _bind(role: Role, channel: Channel) -> bytes:
    return _BIND + bytes((role,)) + channel.binding
