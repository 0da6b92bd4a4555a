"""A whole swap, and one side against another that breaks the rules (docs/spec.md, section 8)."""

from collections.abc import Iterable

from p2pcard.core import channel, crypto, swap
from p2pcard.core.exchange import Confirm, Dropped, Elapsed, Finish, Heard, Keep, Saved, Show, Stop
from p2pcard.core.invitation import Address, SwapCode
from p2pcard.core.noise import Channel, Cipher
from p2pcard.core.phrase import Mode
from p2pcard.core.statement import Statement
from p2pcard.core.swap import Role, Send, Side
from p2pcard.errors import Refusal
from scripts.vectors.case import Case, Folder, Word, card_of, chance, seed_of, word, write

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
        folder.add(name, "ok", "a whole swap", *_whole(digits))
    for role, table in ((Role.SHOWER, {**_shower(), **_storing_shower()}), (Role.SCANNER, _scanner())):
        for name, (expect, comment, events) in table.items():
            folder.add(f"{role.name.lower()}_{name}", expect, comment, *_one_side(role, events))
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


def _whole(digits: tuple[Role, ...]) -> list[tuple[str, object]]:
    mode = Mode.DIGITS if Role.SHOWER in digits else Mode.WORDS
    code = SwapCode(crypto.exchange_public(SECRET), chance("swap token", 16), mode, PLACE)
    ephemerals = {role: chance(f"ephemeral of {role.name}") for role in Role}
    handshake, first = swap.call(code, ephemerals[Role.SCANNER])
    shower, second = swap.answer(code, SECRET, ephemerals[Role.SHOWER], first)
    scanner = handshake.read(second)[0].finish()
    lines = [*_people(digits), ("code", bytes(code)), ("code-secret", SECRET)]
    lines += [(f"{role.name.lower()}.ephemeral", ephemerals[role]) for role in Role]
    lines += [("first", first), ("second", second)]
    said, sent = _play(code, {Role.SCANNER: scanner, Role.SHOWER: shower}, digits)
    lines += [("do", Word(text)) for text in said]
    ciphers = {Role.SCANNER: scanner.sending, Role.SHOWER: shower.sending}
    for role, message in sent:
        ciphers[role], (frame,) = channel.cut(ciphers[role], message)
        lines.append(("frame", len(frame).to_bytes(2, "big") + frame))
    return [*lines, ("secret", crypto.digest("p2pc-pair", scanner.third, scanner.binding))]


def _play(
    code: SwapCode, channels: dict[Role, Channel], digits: tuple[Role, ...]
) -> tuple[list[str], list[tuple[Role, bytes]]]:
    said: list[str] = []
    sent: list[tuple[Role, bytes]] = []
    states: dict[Role, swap.State] = {}
    waiting: list[tuple[Role, swap.Event]] = []

    def do(role: Role, step: swap.Step) -> None:
        states[role], effects = step
        for effect in effects:
            said.extend(_told(role, effect))
            match effect:
                case Send(message):
                    sent.append((role, message))
                    waiting.append((Role.SHOWER if role is Role.SCANNER else Role.SCANNER, message))
                case Keep():
                    said.append(f"{role.name.lower()} saved")
                    waiting.insert(0, (role, Saved((0,))))

    for role in (Role.SHOWER, Role.SCANNER):
        do(role, swap.begin(side(role, channels[role], digits=role in digits), code))
    while waiting:
        role, event = waiting.pop(0)
        do(role, swap.step(states[role], event))
        if isinstance(states[role], swap.Asking):
            word_now = swap.word(channels[role], Mode.DIGITS if digits else Mode.WORDS)
            said.append(f"shower heard {write(word_now)}")
            do(role, swap.step(states[role], Heard(word_now)))
    return said, sent


def _told(role: Role, effect: swap.Effect) -> Iterable[str]:
    name = role.name.lower()
    match effect:
        case Send(message):
            yield f"{name} > {message.hex()}"
        case Show(swap.WordNow(shown)):
            yield f"{name} shows {write(shown)}"
        case Show(swap.WordNeeded(whose, mode)):
            yield f"{name} asks {write(whose)} {mode.name.lower()}"
        case Confirm():
            yield f"{name} confirms"
        case Finish():
            yield f"{name} finishes"


def _one_side(role: Role, events: list[Do]) -> list[tuple[str, object]]:
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


def _says(message: bytes) -> Do:
    return f"< {message.hex()}", message


def _heard(typed: str) -> Do:
    return f"heard {write(typed)}", Heard(typed)


SAVED: Do = ("saved", Saved((0,)))
NOT_SAVED: Do = ("saved-nothing", Saved(()))
STOP: Do = ("stop", Stop())
ELAPSED: Do = ("elapsed", Elapsed())
DROPPED: Do = ("dropped", Dropped())
Table = dict[str, tuple[str, str, list[Do]]]


def _shower() -> Table:
    good = card_message(Role.SCANNER)
    asked, wrong = [_says(good)], _heard(WRONG)
    return {
        **{
            name: (expect, comment, [_says(data)])
            for name, (expect, comment, data) in _bent(Role.SCANNER).items()
        },
        "silent": ("SwapTookTooLong", "no card in time", [ELAPSED]),
        "dropped": ("SwapBroken", "the line breaks", [DROPPED]),
        "stopped": ("SwapStopped", "my person stops", [STOP]),
        "wrong_word": ("WordDiffers", "three other words", [*asked, wrong, wrong, wrong]),
        "no_word": ("SwapTookTooLong", "no word in time", [*asked, ELAPSED]),
        "second_card": ("SwapBroken", "a second card", [*asked, _says(good)]),
    }


def _storing_shower() -> Table:
    asked, wrong = [_says(card_message(Role.SCANNER))], _heard(WRONG)
    right = _heard(swap.word(CHANNEL, Mode.WORDS))
    stored = [*asked, right, SAVED]
    return {
        "third_word": (
            "ok",
            "the third is right, and what is no word costs nothing",
            [*asked, wrong, _heard("zz"), wrong, right, SAVED],
        ),
        "stop_while_saving": (
            "ok",
            "a stop while the card is being saved changes nothing",
            [*asked, right, STOP, SAVED],
        ),
        "not_kept": ("SwapNotKept", "the book refused the card", [*asked, right, NOT_SAVED]),
        "no_receipt": ("ok", "no OK in time", [*stored, ELAPSED]),
        "other_receipt": ("ok", "something else instead of OK", [*stored, _says(b"\3")]),
        "long_receipt": ("ok", "OK and a byte", [*stored, _says(b"\2\0")]),
        "receipt": ("ok", "OK", [*stored, _says(b"\2")]),
    }


def _scanner() -> Table:
    good = card_message(Role.SHOWER)
    return {
        **{
            name: (expect, comment, [_says(data)])
            for name, (expect, comment, data) in _bent(Role.SHOWER).items()
        },
        "reflected": ("BadSignature", "its own CARD sent back", [_says(card_message(Role.SCANNER))]),
        "silent": ("SwapTookTooLong", "no card in time", [ELAPSED]),
        "dropped": ("SwapBroken", "the line breaks", [DROPPED]),
        "good": ("ok", "the card is saved", [_says(good), SAVED]),
        "dropped_while_saving": ("ok", "the line breaks while it is saved", [_says(good), DROPPED, SAVED]),
    }


def _bent(role: Role) -> dict[str, tuple[str, str, bytes]]:
    good = card_message(role)
    other = Channel(Cipher(b""), Cipher(b""), chance("other h", 64), b"")
    mine = card_of(NAMES[Role.SHOWER if role is Role.SCANNER else Role.SCANNER])
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
