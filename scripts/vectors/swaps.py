"""A whole swap, and one side against another that breaks the rules (docs/spec.md, section 8)."""

from collections.abc import Iterable

from p2pcard.core import channel, crypto, swap
from p2pcard.core.bundle import Item
from p2pcard.core.exchange import (
    Confirm,
    Dropped,
    Elapsed,
    Finish,
    Heard,
    Keep,
    Look,
    Pack,
    Saved,
    Show,
    Stop,
    Unpack,
)
from p2pcard.core.handing import Send
from p2pcard.core.invitation import Address, SwapCode
from p2pcard.core.noise import Channel, Cipher
from p2pcard.core.phrase import Mode
from p2pcard.core.statement import Statement
from p2pcard.core.swap import Role, Side
from p2pcard.errors import Refusal
from scripts.vectors import handed
from scripts.vectors.case import Case, Folder, Word, card_of, chance, hexed, seed_of, word, write

NAMES = {Role.SCANNER: "Sam", Role.SHOWER: "Wen"}
SECRET = chance("swap secret")
PLACE = Address("10.1.2.3", 4321)
CHANNEL = Channel(Cipher(b""), Cipher(b""), chance("h", 64), chance("o3", 64))
WRONG = "absurd" if swap.word(CHANNEL, Mode.WORDS) != "absurd" else "aardvark"
Do = tuple[str, swap.Event]


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("swap")
    for digits in ((), (Role.SCANNER,), (Role.SHOWER,)):
        name = "_".join(("whole", *(f"{role.name.lower()}_in_digits" for role in digits)))
        folder.add(name, "ok", "a whole swap", *_whole(digits, {}))
    things = {Role.SCANNER: handed.withdrawals(2, "of Sam"), Role.SHOWER: handed.withdrawals(120, "of Wen")}
    comment = "a whole swap, in which one has more than fits one bundle"
    folder.add("whole_with_bundles", "ok", comment, *_whole((), things))
    for role, table in ((Role.SHOWER, {**_shower(), **_storing_shower()}), (Role.SCANNER, _scanner())):
        for name, (expect, comment, events) in table.items():
            folder.add(f"{role.name.lower()}_{name}", expect, comment, *one_side(role, events))
    return folder.cases


def side(role: Role, over: Channel, *, digits: bool = False, card: Statement | None = None) -> Side:
    """Return what one side brings."""
    seed = seed_of(NAMES[role])
    return Side(role, card or card_of(NAMES[role]), lambda message: crypto.sign(seed, message), digits, over)


def _people(digits: tuple[Role, ...]) -> list[tuple[str, object]]:
    lines: list[tuple[str, object]] = []
    for role in Role:
        name = role.name.lower()
        lines += [(f"{name}.seed", seed_of(NAMES[role])), (f"{name}.card", bytes(card_of(NAMES[role])))]
        lines.append((f"{name}.digits", role in digits))
    return lines


def _whole(digits: tuple[Role, ...], things: dict[Role, list[Item]]) -> list[tuple[str, object]]:
    mode = Mode.DIGITS if Role.SHOWER in digits else Mode.WORDS
    code = SwapCode(crypto.exchange_public(SECRET), chance("swap token", 16), mode, PLACE)
    ephemerals = {role: chance(f"ephemeral of {role.name}") for role in Role}
    handshake, first = swap.call(code, ephemerals[Role.SCANNER])
    shower, second = swap.answer(code, SECRET, ephemerals[Role.SHOWER], first)
    scanner = handshake.read(second)[0].finish()
    lines = [*_people(digits), ("code", bytes(code)), ("code-secret", SECRET)]
    lines += [(f"{role.name.lower()}.ephemeral", ephemerals[role]) for role in Role]
    lines += [("first", first), ("second", second)]
    both = _Play(code, {Role.SCANNER: scanner, Role.SHOWER: shower}, digits)
    both.play(things)
    lines += [("do", Word(text)) for text in both.said]
    ciphers = {Role.SCANNER: scanner.sending, Role.SHOWER: shower.sending}
    for role, message in both.sent:
        ciphers[role], (frame,) = channel.cut(ciphers[role], message)
        lines.append(("frame", len(frame).to_bytes(2, "big") + frame))
    return [*lines, ("secret", crypto.digest("p2pc-pair", scanner.third, scanner.binding))]


class _Play:
    """Both sides of a swap, each message arriving behind all that was sent before."""

    def __init__(self, code: SwapCode, channels: dict[Role, Channel], digits: tuple[Role, ...]) -> None:
        self.code, self.channels, self.digits = code, channels, digits
        self.said: list[str] = []
        self.sent: list[tuple[Role, bytes]] = []
        self.states: dict[Role, swap.State] = {}
        self.waiting: list[tuple[Role, swap.Event]] = []

    def play(self, things: dict[Role, list[Item]]) -> None:
        """Play it to its end; `things` is what each side has for the other."""
        self.things = things
        for role in (Role.SHOWER, Role.SCANNER):
            me = side(role, self.channels[role], digits=role in self.digits)
            self._do(role, swap.begin(me, self.code))
        while self.waiting:
            self._happen(*self.waiting.pop(0))

    def _happen(self, role: Role, event: swap.Event) -> None:
        if isinstance(event, bytes):  # sent by this role, and now it arrives
            self.said.append(f"{role.name.lower()} > {hexed(event)}")
            self.sent.append((role, event))
            role = _other(role)
        self._do(role, swap.step(self.states[role], event))
        if isinstance(self.states[role], swap.Asking):
            word_now = swap.word(self.channels[role], Mode.DIGITS if self.digits else Mode.WORDS)
            self.said.append(f"shower heard {write(word_now)}")
            self._do(role, swap.step(self.states[role], Heard(word_now)))

    def _do(self, role: Role, step: swap.Step) -> None:
        self.states[role], effects = step
        for effect in effects:
            self.said.extend(_told(role, effect) if not isinstance(effect, Send) else ())
            match effect:
                case Send(message):
                    self.waiting.append((role, message))
                case Keep():
                    self.said.append(f"{role.name.lower()} saved")
                    self.waiting.insert(0, (role, Saved((0,))))
                case Look() | Pack() | Unpack():
                    text, event = handed.answered(effect, self.things.get(role, []))
                    self.said.append(f"{role.name.lower()} {text}")
                    self._do(role, swap.step(self.states[role], event))


def _other(role: Role) -> Role:
    return Role.SHOWER if role is Role.SCANNER else Role.SCANNER


def _told(role: Role, effect: swap.Effect) -> Iterable[str]:
    name = role.name.lower()
    match effect:
        case Send(message):
            yield f"{name} > {hexed(message)}"
        case Show(swap.WordNow(shown)):
            yield f"{name} shows {write(shown)}"
        case Show(swap.WordNeeded(whose, mode)):
            yield f"{name} asks {write(whose)} {mode.name.lower()}"
        case Confirm():
            yield f"{name} confirms"
        case Look() | Pack() | Unpack():
            yield f"{name} {handed.told(effect)}"
        case Finish():
            yield f"{name} finishes"


def one_side(role: Role, events: list[Do]) -> list[tuple[str, object]]:
    """Play events to one side's machine and write down all that happens."""
    code = SwapCode(crypto.exchange_public(SECRET), chance("swap token", 16), Mode.WORDS, PLACE)
    name = role.name.lower()
    lines = [*_people(()), ("side", word(name)), ("code", bytes(code))]
    lines += [("binding", CHANNEL.binding), ("third", CHANNEL.third)]
    state, effects = swap.begin(side(role, CHANNEL), code)
    lines += [("do", Word(text)) for effect in effects for text in _told(role, effect)]
    for text, event in events:
        lines.append(("do", Word(f"{name} {text}")))
        try:
            state, effects = swap.step(state, event)
        except Refusal:
            break
        lines += [("do", Word(text)) for effect in effects for text in _told(role, effect)]
    return lines


def card_message(role: Role, **changes: object) -> bytes:
    """Return the CARD of a role; `over` and `card` may be others."""
    over = changes.get("over", CHANNEL)
    card = changes.get("card")
    assert isinstance(over, Channel)  # noqa: S101  # the types of a case
    assert card is None or isinstance(card, Statement)  # noqa: S101  # the same
    return swap._card(side(role, over, card=card))


def says(message: bytes) -> Do:
    """Return a message of the other side as an event."""
    return f"< {hexed(message)}", message


def heard(typed: str) -> Do:
    """Return what the person types."""
    return f"heard {write(typed)}", Heard(typed)


SAVED: Do = ("saved", Saved((0,)))
NOT_SAVED: Do = ("saved-nothing", Saved(()))
STOP: Do = ("stop", Stop())
ELAPSED: Do = ("elapsed", Elapsed())
DROPPED: Do = ("dropped", Dropped())
Table = dict[str, tuple[str, str, list[Do]]]


def _shower() -> Table:
    good = card_message(Role.SCANNER)
    asked, wrong = [says(good)], heard(WRONG)
    return {
        **{
            name: (expect, comment, [says(data)])
            for name, (expect, comment, data) in _bent(Role.SCANNER).items()
        },
        "silent": ("SwapTookTooLong", "no card in time", [ELAPSED]),
        "dropped": ("SwapBroken", "the line breaks", [DROPPED]),
        "stopped": ("SwapStopped", "my person stops", [STOP]),
        "wrong_word": ("WordDiffers", "three other words", [*asked, wrong, wrong, wrong]),
        "no_word": ("SwapTookTooLong", "no word in time", [*asked, ELAPSED]),
        "second_card": ("SwapBroken", "a second card", [*asked, says(good)]),
    }


def _storing_shower() -> Table:
    asked, wrong = [says(card_message(Role.SCANNER))], heard(WRONG)
    right = heard(swap.word(CHANNEL, Mode.WORDS))
    stored = [*asked, right, SAVED]
    return {
        "third_word": (
            "ok",
            "the third is right, and what is no word costs nothing",
            [*asked, wrong, heard("zz"), wrong, right, SAVED],
        ),
        "stop_while_saving": (
            "ok",
            "a stop while the card is being saved changes nothing",
            [*asked, right, STOP, SAVED],
        ),
        "not_kept": ("SwapNotKept", "the book refused the card", [*asked, right, NOT_SAVED]),
        "no_receipt": ("ok", "no OK in time", [*stored, ELAPSED]),
        "other_receipt": ("ok", "something else instead of OK", [*stored, says(b"\3")]),
        "long_receipt": ("ok", "OK and a byte", [*stored, says(b"\2\0")]),
        "receipt": ("ok", "OK", [*stored, says(b"\2")]),
    }


def _scanner() -> Table:
    good = card_message(Role.SHOWER)
    return {
        **{
            name: (expect, comment, [says(data)])
            for name, (expect, comment, data) in _bent(Role.SHOWER).items()
        },
        "reflected": ("BadSignature", "its own CARD sent back", [says(card_message(Role.SCANNER))]),
        "silent": ("SwapTookTooLong", "no card in time", [ELAPSED]),
        "dropped": ("SwapBroken", "the line breaks", [DROPPED]),
        "good": ("ok", "the card is saved", [says(good), SAVED]),
        "dropped_while_saving": ("ok", "the line breaks while it is saved", [says(good), DROPPED, SAVED]),
    }


def _bent(role: Role) -> dict[str, tuple[str, str, bytes]]:
    good = card_message(role)
    other = Channel(Cipher(b""), Cipher(b""), chance("other h", 64), b"")
    mine = card_of(NAMES[_other(role)])
    length = len(bytes(card_of(NAMES[role])))
    flipped = good[: 68 + length - 1] + bytes((good[68 + length - 1] ^ 1,)) + good[68 + length :]
    return {
        "empty": ("Malformed", "no bytes", b""),
        "short": ("Malformed", "one byte short", good[:-1]),
        "long": ("Malformed", "one byte long", good + b"\0"),
        "type": ("Malformed", "type 2", b"\2" + good[1:]),
        "flags": ("Malformed", "flag 2", b"\1\2" + good[2:]),
        "length": ("Malformed", "a card longer than the message", good[:66] + b"\xff\xff" + good[68:]),
        "card_short": ("BadSignature", "a card one byte short", _cut(good, length - 1)),
        "card_altered": ("BadSignature", "one bit of the card's signature", flipped),
        "proof": ("BadSignature", "one bit of the proof", good[:2] + bytes((good[2] ^ 1,)) + good[3:]),
        "other_channel": ("BadSignature", "a proof of another channel", card_message(role, over=other)),
        "my_own": ("BadSignature", "my card, under their proof", card_message(role, card=mine)),
    }


def _cut(message: bytes, length: int) -> bytes:
    return (
        message[:66] + length.to_bytes(2, "big") + message[68 : 68 + length].ljust(len(message) - 68, b"\0")
    )
