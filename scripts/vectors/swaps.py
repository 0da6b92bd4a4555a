"""A whole swap, and one side against another that breaks the rules (docs/spec.md, section 8)."""

from collections.abc import Iterable
from typing import Any

from p2pcard.core.exchange import channel, noise, swap
from p2pcard.core.exchange.events import (
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
    Wait,
)
from p2pcard.core.exchange.invitation import Address
from p2pcard.core.exchange.noise import Channel, Cipher
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import Role, Side
from p2pcard.core.exchange.swap_bundles import SwapSend
from p2pcard.core.formats import crypto
from p2pcard.core.statements.bundle import HeldSecrets, Item
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import Refusal
from scripts.vectors import bundle_lines
from scripts.vectors.case import Case, Folder, Word, card_of, chance, hexed, seed_of, word, write

NO_TAGS = HeldSecrets(())  # the first bundle tells which secrets were held before
NAMES = {Role.SCANNER: "Sam", Role.SHOWER: "Wen"}
SECRET = chance("swap secret")
PLACE = Address("10.1.2.3", 4321)
CHANNEL = Channel(Cipher(b""), Cipher(b""), chance("h", 64), chance("o3", 64))
CODE = swap.code_for(SECRET, PLACE)
HELLO = bytes((5, *bytes(31)))
Do = tuple[str, swap.Event]


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("swap")
    for digits in ((), (Role.SCANNER,), (Role.SHOWER,)):
        name = "_".join(("whole", *(f"{role.name.lower()}_in_digits" for role in digits)))
        folder.add(name, "ok", "a whole swap", *_whole(digits, {}))
    things = {
        Role.SCANNER: bundle_lines.withdrawals(2, "of Sam"),
        Role.SHOWER: bundle_lines.withdrawals(120, "of Wen"),
    }
    comment = "a whole swap, in which one has more than fits one bundle"
    folder.add("whole_with_bundles", "ok", comment, *_whole((), things))
    for name, (expect, comment, *lines) in {**_answers(), **_connects()}.items():
        folder.add(name, expect, comment, *lines)
    for role, table in ((Role.SHOWER, _early() | _late() | _bent(Role.SCANNER)), (Role.SCANNER, _scanner())):
        for name, (expect, comment, events) in table.items():
            folder.add(f"{role.name.lower()}_{name}", expect, comment, *one_side(role, events))
    return folder.cases


def side(
    role: Role,
    over: Channel,
    *,
    digits: bool = False,
    card: Statement | None = None,
    seed: bytes | None = None,
) -> Side:
    """Return what one side brings."""
    secret = seed or seed_of(NAMES[role])
    return Side(
        card or card_of(NAMES[role]), lambda message: crypto.sign(secret, message), digits, role, over
    )


def _people(digits: tuple[Role, ...]) -> list[tuple[str, object]]:
    lines: list[tuple[str, object]] = []
    for role in Role:
        name = role.name.lower()
        lines += [(f"{name}.seed", seed_of(NAMES[role])), (f"{name}.card", bytes(card_of(NAMES[role])))]
        lines.append((f"{name}.digits", role in digits))
    return lines


def _whole(digits: tuple[Role, ...], things: dict[Role, list[Item]]) -> list[tuple[str, object]]:
    ephemerals = {Role.SCANNER: chance("ephemeral of SCANNER"), Role.SHOWER: SECRET}
    handshake, first = swap.call(CODE, ephemerals[Role.SCANNER])
    shower, second = swap.answer(CODE, SECRET, first)
    scanner = swap.connect(CODE, handshake, second)
    lines = [*_people(digits), ("code", bytes(CODE))]
    lines += [(f"{role.name.lower()}.ephemeral", ephemerals[role]) for role in Role]
    lines += [("first", first), ("second", second)]
    both = _Play({Role.SCANNER: scanner, Role.SHOWER: shower}, digits)
    both.play(things)
    lines += [("do", Word(text)) for text in both.said]
    ciphers = {Role.SCANNER: scanner.sending, Role.SHOWER: shower.sending}
    for role, message in both.sent:
        ciphers[role], (frame,) = channel.cut(ciphers[role], message)
        lines.append(("frame", len(frame).to_bytes(2, "big") + frame))
    return [*lines, ("secret", crypto.digest("p2pc-pair", scanner.third, scanner.binding))]


class _Play:
    """Both sides of a swap, each message arriving behind all that was sent before."""

    def __init__(self, channels: dict[Role, Channel], digits: tuple[Role, ...]) -> None:
        self.channels, self.digits = channels, digits
        self.said: list[str] = []
        self.sent: list[tuple[Role, bytes]] = []
        self.states: dict[Role, swap.State] = {}
        self.waiting: list[tuple[Role, swap.Event]] = []

    def play(self, things: dict[Role, list[Item]]) -> None:
        """Play it to its end; `things` is what each side has for the other."""
        self.things = {role: [NO_TAGS, *things.get(role, [])] for role in Role}
        for role in (Role.SHOWER, Role.SCANNER):
            me = side(role, self.channels[role], digits=role in self.digits)
            self._do(role, swap.begin(me))
        while self.waiting:
            self._happen(*self.waiting.pop(0))

    def _happen(self, role: Role, event: swap.Event) -> None:
        if isinstance(event, bytes):  # sent by this role, and now it arrives
            self.said.append(f"{role.name.lower()} > {hexed(event)}")
            self.sent.append((role, event))
            role = _other(role)
        self._do(role, swap.step(self.states[role], event))
        if isinstance(self.states[role], swap.Comparing):
            mode = Mode.DIGITS if self.digits else Mode.WORDS
            text, event = right(role, mode, self.channels[role])
            self.said.append(f"{role.name.lower()} {text}")
            self._do(role, swap.step(self.states[role], event))

    def _do(self, role: Role, step: swap.Step) -> None:
        self.states[role], effects = step
        for effect in effects:
            self.said.extend(_told(role, effect) if not isinstance(effect, SwapSend) else ())
            match effect:
                case SwapSend(message):
                    self.waiting.append((role, message))
                case Keep():
                    self.said.append(f"{role.name.lower()} saved")
                    self.waiting.insert(0, (role, Saved((0,))))
                case Look() | Pack() | Unpack():
                    text, event = bundle_lines.answered(effect, self.things[role])
                    self.said.append(f"{role.name.lower()} {text}")
                    self._do(role, swap.step(self.states[role], event))


def _other(role: Role) -> Role:
    return Role.SHOWER if role is Role.SCANNER else Role.SCANNER


def _told(role: Role, effect: swap.Effect) -> Iterable[str]:
    name = role.name.lower()
    match effect:
        case SwapSend(message):
            yield f"{name} > {hexed(message)}"
        case Show(swap.WordsNow(words)):
            yield f"{name} shows {write(' '.join(words))}"
        case Show(swap.TypedNow()):
            yield f"{name} typed"
        case Show(swap.CardSentNow()):
            yield f"{name} gives"
        case Confirm():
            yield f"{name} confirms"
        case Look() | Pack() | Unpack():
            yield f"{name} {bundle_lines.told(effect)}"
        case Finish():
            yield f"{name} finishes"


def _waits(role: Role, effects: Iterable[swap.Effect]) -> list[str]:
    """Say what one side alone waits for; of a whole swap it is not told."""
    return [f"{role.name.lower()} waits {each.seconds}" for each in effects if isinstance(each, Wait)]


def one_side(role: Role, events: list[Do]) -> list[tuple[str, object]]:
    """Play events to one side's machine and write down all that happens."""
    name = role.name.lower()
    lines = [*_people(()), ("side", word(name))]
    lines += [("binding", CHANNEL.binding), ("third", CHANNEL.third)]
    state, effects = swap.begin(side(role, CHANNEL))
    said = [text for effect in effects for text in _told(role, effect)] + _waits(role, effects)
    for happens, event in events:
        said.append(f"{name} {happens}")
        before = state
        try:
            state, effects = swap.step(state, event)
        except Refusal:
            break
        if type(state) is not type(before):
            said.append(f"{name} is {type(state).__name__}")
        said += [text for effect in effects for text in _told(role, effect)] + _waits(role, effects)
    return [*lines, *(("do", Word(text)) for text in said)]


def card_message(role: Role, **changes: object) -> bytes:
    """Return the CARD of a role; `over`, `card` and `seed` may be others."""
    over = changes.get("over", CHANNEL)
    card = changes.get("card")
    assert isinstance(over, Channel)  # noqa: S101  # the types of a case
    assert card is None or isinstance(card, Statement)  # noqa: S101  # the same
    seed = changes.get("seed", seed_of(NAMES[role]))
    assert isinstance(seed, bytes)  # noqa: S101  # the same
    return swap._card(side(role, over, card=card, seed=seed))


def says(message: bytes) -> Do:
    """Return a message of the other side as an event."""
    return f"< {hexed(message)}", message


def heard(typed: str) -> Do:
    """Return what the person types."""
    return f"heard {write(typed)}", Heard(typed)


def right(role: Role, mode: Mode = Mode.WORDS, over: Channel = CHANNEL) -> Do:
    """Return what the person of a role types who hears well."""
    return heard(" ".join(swap.said(over, _other(role), mode)))


def _wrong(role: Role) -> Do:
    first, second = swap.said(CHANNEL, _other(role), Mode.WORDS)
    others = ("absurd", "aardvark") if role is Role.SCANNER else ("adviser", "adroitness")
    return heard(f"{first} {next(each for each in others if each != second)}")


SAVED: Do = ("saved", Saved((0,)))
NOT_SAVED: Do = ("saved-nothing", Saved(()))
BARE: Do = ("saved-bare", Saved((0,), (0,)))
STOP: Do = ("stop", Stop())
ELAPSED: Do = ("elapsed", Elapsed())
DROPPED: Do = ("dropped", Dropped())
Table = dict[str, tuple[str, str, list[Do]]]
Lines = dict[str, tuple[Any, ...]]

GREETED = says(HELLO)
TYPED = says(b"\6")
OK = says(b"\2")
KEPT = says(b"\7")


def given(role: Role) -> list[Do]:
    """Return what leads a side to where its own card is sent."""
    return [GREETED, right(role), TYPED]


def stored(role: Role) -> list[Do]:
    """Return what leads a side to where the other's card is stored, and OK is to come."""
    return [*given(role), says(card_message(_other(role))), SAVED]


def _answers() -> Lines:
    """Return first messages to the shower of a code."""
    _, first = swap.call(CODE, chance("ephemeral of SCANNER"))
    other = swap.code_for(chance("other secret"), PLACE)
    moved = swap.code_for(SECRET, Address("10.1.2.3", 4322))
    begun = noise.begin(
        "NNpsk0",
        initiator=True,
        ephemeral=chance("ephemeral of SCANNER"),
        prologue=b"p2pcard/2/swapNNpsk0" + bytes(CODE),
        psk=CODE.psk,
    )
    cases = {
        "other_code": ("CannotOpen", "a first message for another code", swap.call(other, SECRET)[1]),
        "other_address": ("CannotOpen", "the same commitment, another port", swap.call(moved, SECRET)[1]),
        "payload": ("CannotOpen", "a payload, though it opens", begun.write(b"!")[1]),
        "short": ("CannotOpen", "one byte short", first[:-1]),
        "empty": ("CannotOpen", "no bytes", b""),
        "flipped": ("CannotOpen", "one bit of the tag", first[:-1] + bytes((first[-1] ^ 1,))),
    }
    return {
        f"answer_{name}": (
            expect, comment, ("does", word("answer")), ("code", bytes(CODE)),
            ("shower.ephemeral", SECRET), ("first", data),
        )
        for name, (expect, comment, data) in cases.items()
    }  # fmt: skip


def _connects() -> Lines:
    """Return answers to the scanner of a code."""
    ephemeral = chance("ephemeral of SCANNER")
    _, first = swap.call(CODE, ephemeral)
    _, second = swap.answer(CODE, SECRET, first)
    prologue = b"p2pcard/2/swapNNpsk0" + bytes(CODE)

    def answered(secret: bytes, payload: bytes = b"") -> bytes:
        host = noise.begin("NNpsk0", initiator=False, ephemeral=secret, prologue=prologue, psk=CODE.psk)
        return host.read(first)[0].write(payload)[1]

    cases = {
        "other_key": ("another key than the code's, by somebody who has the code", answered(chance("thief"))),
        "payload": ("a payload of one byte, by the shower itself", answered(SECRET, b"!")),
        "short": ("one byte short", second[:-1]),
        "empty": ("no bytes", b""),
        "flipped": ("the right key, and one bit of the tag", second[:-1] + bytes((second[-1] ^ 1,))),
    }
    return {
        f"connect_{name}": (
            "OtherDevice", comment, ("does", word("connect")), ("code", bytes(CODE)),
            ("scanner.ephemeral", ephemeral), ("first", first), ("second", data),
        )
        for name, (comment, data) in cases.items()
    }  # fmt: skip


def _early() -> Table:
    role = Role.SHOWER
    typed, wrong = right(role), _wrong(role)
    asked, card = [GREETED, typed], says(card_message(_other(role)))
    digits = says(bytes((5, 1, *bytes(30))))
    return {
        "hello_empty": ("Malformed", "no bytes", [says(b"")]),
        "hello_short": ("Malformed", "a HELLO one byte short", [says(HELLO[:-1])]),
        "hello_long": ("Malformed", "a HELLO one byte long", [says(HELLO + b"\0")]),
        "hello_type": ("Malformed", "type 4", [says(b"\4" + HELLO[1:])]),
        "hello_flags": ("Malformed", "flag 2", [says(b"\5\2" + HELLO[2:])]),
        "hello_padding": ("Malformed", "a HELLO that does not end in zeros", [says(HELLO[:-1] + b"\1")]),
        "hello_twice": ("SwapBroken", "a second HELLO", [GREETED, GREETED]),
        "digits": ("ok", "the other asks for digits", [digits, right(role, Mode.DIGITS)]),
        "digits_differ": ("ok", "four digits cost nothing", [digits, heard("1234"), heard("99999")]),
        "silent": ("SwapTookTooLong", "no HELLO in time", [ELAPSED]),
        "dropped": ("SwapBroken", "the line breaks", [DROPPED]),
        "stopped": ("SwapStopped", "my person stops", [STOP]),
        "no_words": ("SwapTookTooLong", "no words in time", [GREETED, ELAPSED]),
        "left": ("SwapBroken", "the line breaks before the words", [GREETED, DROPPED]),
        "left_typed": ("SwapBroken", "they typed, and the line breaks", [GREETED, TYPED, DROPPED]),
        "stopped_words": ("SwapStopped", "my person stops at the words", [GREETED, STOP]),
        "typed_first": ("Malformed", "TYPED before HELLO", [TYPED]),
        "typed_twice": ("SwapBroken", "TYPED twice", [GREETED, TYPED, TYPED]),
        "typed_long": ("SwapBroken", "TYPED and a byte", [GREETED, says(b"\6\0")]),
        "card_early": ("SwapBroken", "CARD before I typed", [GREETED, TYPED, card]),
        "card_untyped": ("SwapBroken", "CARD without TYPED", [*asked, card]),
        "wrong_words": ("WordsDiffer", "three other pairs", [GREETED, wrong, wrong, wrong]),
        "own_words": ("ok", "what my own screen says costs nothing", [GREETED, right(_other(role)), typed]),
        "more_letters": ("ok", "a beginning of several words costs nothing", [
            GREETED, wrong, wrong, heard("con sta"), typed,
        ]),
        "typed_gone": ("NotTyped", "I typed, and the line breaks", [*asked, DROPPED]),
        "typed_silent": ("NotTyped", "I typed, and they did not in time", [*asked, ELAPSED]),
        "typed_stopped": ("SwapStopped", "I typed, and my person stops", [*asked, STOP]),
        "typed_other": ("SwapBroken", "I typed, and something else comes", [*asked, OK]),
    }  # fmt: skip


def _late() -> Table:
    role = Role.SHOWER
    card, wrong, before = says(card_message(_other(role))), _wrong(role), given(role)
    return {
        "third_words": ("ok", "the third is right, and what is no word costs nothing", [
            GREETED, wrong, heard("zz"), wrong, TYPED, right(role), card, SAVED, OK,
        ]),
        "typed_second": ("ok", "they typed first", [GREETED, TYPED, right(role), card, SAVED, OK]),
        "card_gone": ("CardNotBack", "my card went, and the line breaks", [*before, DROPPED]),
        "card_silent": ("CardNotBack", "my card went, and theirs does not come", [*before, ELAPSED]),
        "card_stopped": ("CardNotBack", "my card went, and my person stops", [*before, STOP]),
        "stop_while_saving": ("ok", "a stop while it is being saved changes nothing", [
            *before, card, STOP, SAVED,
        ]),
        "ok_while_saving": ("ok", "OK while it is being saved", [*before, card, OK, SAVED]),
        "not_kept": ("SwapNotKept", "the book refused the card", [*before, card, NOT_SAVED]),
        "no_receipt": ("ok", "no OK in time", [*stored(role), ELAPSED]),
        "other_receipt": ("ok", "something else instead of OK", [*stored(role), says(b"\3")]),
        "long_receipt": ("ok", "OK and a byte", [*stored(role), says(b"\2\0")]),
        "receipt": ("ok", "OK", [*stored(role), OK]),
        "receipt_kept": ("ok", "KEPT, which confirms nothing", [*stored(role), KEPT]),
        "kept_while_saving": ("ok", "KEPT while it is being saved", [*before, card, KEPT, SAVED]),
        "ok_behind_kept": ("ok", "KEPT and OK while it is being saved", [*before, card, KEPT, OK, SAVED]),
        "ok_before_other": ("ok", "OK and then TYPED while it is being saved", [
            *before, card, OK, TYPED, SAVED,
        ]),
        "kept_behind_ok": ("ok", "OK and KEPT while it is being saved", [*before, card, OK, KEPT, SAVED]),
        "bare": ("ok", "the card is saved without its pair secret", [*before, card, BARE, OK]),
        "bare_ok_first": ("ok", "the same, and their OK came before", [*before, card, OK, BARE]),
        "bare_both": ("ok", "both cards are saved without it", [*before, card, BARE, KEPT]),
        "long_kept": ("ok", "KEPT and a byte", [*stored(role), says(b"\7\0")]),
    }  # fmt: skip


def _scanner() -> Table:
    role = Role.SCANNER
    before = given(role)
    return {
        **_bent(Role.SHOWER),
        "reflected": ("BadSignature", "its own CARD sent back", [*before, says(card_message(role))]),
        "silent": ("SwapTookTooLong", "no HELLO in time", [ELAPSED]),
        "dropped": ("SwapBroken", "the line breaks", [DROPPED]),
        "wrong_words": ("WordsDiffer", "three other pairs", [GREETED, *[_wrong(role)] * 3]),
        "own_words": ("ok", "what my own screen says costs nothing", [GREETED, right(_other(role)), TYPED]),
        "good": ("ok", "the card is saved", [*stored(role), OK]),
        "dropped_while_saving": ("ok", "the line breaks while it is saved", [
            *before, says(card_message(_other(role))), DROPPED, SAVED,
        ]),
    }  # fmt: skip


def _bent(role: Role) -> Table:
    """Return CARDs of a role that do not hold."""
    return {
        f"card_{name}": (expect, comment, [*given(_other(role)), says(data)])
        for name, (expect, comment, data) in _bent_cards(role).items()
    }


def _bent_cards(role: Role) -> dict[str, tuple[str, str, bytes]]:
    good = card_message(role)
    other = Channel(Cipher(b""), Cipher(b""), chance("other h", 64), b"")
    mine = card_of(NAMES[_other(role)])
    length = len(bytes(card_of(NAMES[role])))
    flipped = good[: 67 + length - 1] + bytes((good[67 + length - 1] ^ 1,)) + good[67 + length :]
    return {
        "empty": ("Malformed", "no bytes", b""),
        "short": ("Malformed", "one byte short", good[:-1]),
        "long": ("Malformed", "one byte long", good + b"\0"),
        "type": ("Malformed", "type 2", b"\2" + good[1:]),
        "length": ("Malformed", "a card longer than the message", good[:65] + b"\xff\xff" + good[67:]),
        "padding": ("Malformed", "something behind the card", good[:-1] + b"\1"),
        "cut": ("BadSignature", "a card one byte short", _cut(good, length - 1)),
        "altered": ("BadSignature", "one bit of the card's signature", flipped),
        "proof": ("BadSignature", "one bit of the proof", good[:1] + bytes((good[1] ^ 1,)) + good[2:]),
        "other_channel": ("BadSignature", "a proof of another channel", card_message(role, over=other)),
        "my_own": (
            "YourOwnCard",
            "my card, and a proof of my own identity, as another device of mine makes it",
            card_message(role, card=mine, seed=seed_of(NAMES[_other(role)])),
        ),
        "my_own_their_proof": ("BadSignature", "my card, under their proof", card_message(role, card=mine)),
    }


def _cut(message: bytes, length: int) -> bytes:
    return (
        message[:65] + length.to_bytes(2, "big") + message[67 : 67 + length].ljust(len(message) - 67, b"\0")
    )
