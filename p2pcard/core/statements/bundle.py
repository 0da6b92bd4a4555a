"""A bundle: statements and withdrawals on their way from one person to another (spec section 16).

One form for all ways: after the cards of a meeting or swap, in a file, in a
code, as text.

    bundle = 01h | 20h | items        item = length (2) | content

A content is a statement, or begins with 02h (a withdrawal), 03h (a vouch with
what goes with it), 04h (a card that an introduction brings) or 05h (which pair
secrets are held).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from p2pcard.core.formats import armor
from p2pcard.core.formats.cursor import Cursor
from p2pcard.core.statements import statement, support
from p2pcard.core.statements.statement import Statement
from p2pcard.core.statements.vouch import SECRET_SIZE
from p2pcard.errors import Malformed, NewerVersion, TooLarge

HEAD: Final = b"\x01\x20"
SIZE_LIMIT: Final = 8192  # bytes of a bundle in a file or text: three vouches with their support
SMALL: Final = 512  # bytes of a filled-up bundle in a meeting where nobody has more
LARGE: Final = 4096  # and where somebody shows a vouch, and in swaps: 249 of them fit one message
_LENGTH: Final = 2
TAG_COUNT: Final = 17  # of pair secrets: one that is confirmed and sixteen that are not
TAG_SIZE: Final = 16
_WITHDRAWAL, _SHOWN, _INTRODUCED, _HELD = 2, 3, 4, 5
_NO_TAG: Final = bytes(TAG_SIZE)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The secret of a vouch that its author takes back; it names nobody."""

    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """A vouch with its acceptance, if it has one yet, and three blobs for support, or none to save room."""

    vouch: Statement
    acceptance: Statement | None
    blobs: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Introduced:
    """A card, the introduction that was made to its owner, and the owner's acceptance of it."""

    card: Statement
    introduction: Statement
    acceptance: Statement


@dataclass(frozen=True, slots=True)
class HeldSecrets:
    """The tags of the pair secrets that the sender holds with the receiver, oldest first; at most 17.

    Always of one size, so that it tells neither an observer nor the size of a bundle how many there are.
    """

    tags: tuple[bytes, ...] = field(repr=False)


Item: TypeAlias = Statement | Withdrawal | Shown | Introduced | HeldSecrets


def write(items: Iterable[Item]) -> bytes:
    """Return the bundle of these items."""
    return HEAD + b"".join(map(write_item, items))


def write_item(item: Item) -> bytes:
    """Return one item behind its length."""
    content = _content(item)
    return len(content).to_bytes(2, "big") + content


def is_bundle(data: bytes) -> bool:
    """Tell whether bytes claim to be a bundle, of whatever version."""
    return data[1:2] == HEAD[1:]


def read(data: bytes) -> tuple[Item, ...]:
    """Read a bundle as a whole, and check every signature in it.

    Raises TooLarge, Malformed, NewerVersion or what `statement.read` raises.
    """
    if len(data) > SIZE_LIMIT:
        raise TooLarge(size=len(data), limit=SIZE_LIMIT)
    cursor = Cursor(data)
    if cursor.u8() != HEAD[0]:
        raise NewerVersion
    if cursor.u8() != HEAD[1]:
        raise Malformed("a bundle: its kind")
    return tuple(_items(cursor))


def fill(items: Iterable[Item], size: int) -> tuple[bytes, tuple[Item, ...]]:
    """Put as many items as fit into `size` bytes: length, bundle, zeros; return them, and what went in."""
    room = size - _LENGTH - len(HEAD)
    taken: list[Item] = []
    for item in items:
        needed = len(write_item(item))
        if needed <= room:
            taken.append(item)
            room -= needed
    written = write(taken)
    return (len(written).to_bytes(_LENGTH, "big") + written).ljust(size, b"\x00"), tuple(taken)


def fitting(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return as many of these as one bundle of a file or text may hold."""
    return fill(items, SIZE_LIMIT + _LENGTH)[1]


def fitting_code(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return as many of these as the text of one code may hold, each without blobs."""
    bare = (replace(item, blobs=()) if isinstance(item, Shown) else item for item in items)
    return fill(bare, armor.LIMIT + _LENGTH)[1]


def read_filled(data: bytes) -> tuple[Item, ...]:
    """Read what `fill` wrote; raises what `read` raises."""
    cursor = Cursor(data)
    found = read(cursor.take(cursor.u16()))
    cursor.zeros()
    return found


def needs_large(items: Iterable[Item]) -> bool:
    """Tell whether these do not all fit a small bundle."""
    return sum(len(write_item(item)) for item in items) + _LENGTH + len(HEAD) > SMALL


def _content(item: Item) -> bytes:
    match item:
        case Statement():
            return bytes(item)
        case Withdrawal(secret):
            return bytes((_WITHDRAWAL,)) + secret
        case Shown(vouch, acceptance, blobs):
            return bytes((_SHOWN, len(blobs))) + _sized(vouch) + _sized(acceptance) + b"".join(blobs)
        case Introduced(card, introduction, acceptance):
            return bytes((_INTRODUCED,)) + _sized(card) + _sized(introduction) + _sized(acceptance)
        case HeldSecrets(tags):
            return bytes((_HELD,)) + b"".join(tags).ljust(TAG_COUNT * TAG_SIZE, b"\x00")


def _items(cursor: Cursor) -> Iterator[Item]:
    while cursor.left():
        content = cursor.take(cursor.u16())
        item = Cursor(content)
        match item.u8():
            case statement.VERSION:
                yield statement.read(content)
            case kind if kind == _WITHDRAWAL:
                yield Withdrawal(item.take(SECRET_SIZE))
                item.end()
            case kind if kind == _SHOWN:
                yield _shown(item)
            case kind if kind == _INTRODUCED:
                yield Introduced(_statement(item), _statement(item), _statement(item))
                item.end()
            case kind if kind == _HELD:
                yield _held(item)
            case _:
                raise NewerVersion


def _held(item: Cursor) -> HeldSecrets:
    tags = tuple(item.take(TAG_SIZE) for _ in range(TAG_COUNT))
    item.end()
    count = tags.index(_NO_TAG) if _NO_TAG in tags else TAG_COUNT
    if any(map(any, tags[count:])):
        raise Malformed("a bundle: a tag behind the last one")
    return HeldSecrets(tags[:count])


def _shown(item: Cursor) -> Shown:
    count = item.u8()
    if count not in (0, support.COUNT):
        raise Malformed("a bundle: how many supports a vouch has")
    vouch = _statement(item)
    accepted = item.take(item.u16())
    acceptance = statement.read(accepted) if accepted else None
    blobs = tuple(item.take(support.SIZE) for _ in range(count))
    item.end()
    return Shown(vouch, acceptance, blobs)


def _statement(item: Cursor) -> Statement:
    return statement.read(item.take(item.u16()))


def _sized(found: Statement | None) -> bytes:
    data = bytes(found) if found else b""
    return len(data).to_bytes(2, "big") + data
