"""Bytes as text: inside a QR code, as a block to paste, and short enough to type.

Three forms, each with a writer and a reader. A reader looks past what programs
and people change without touching a byte, and refuses everything else: what it
accepts has one spelling, which its writer gives back. Length is looked at
before anything else. What the bytes say is not known here (spec section 10).
"""

import base64
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from p2pcard.errors import (
    BlockDamaged,
    CodeDamaged,
    NothingFromHere,
    NotOurCode,
    OtherBlock,
    SeveralBlocks,
    TooMuchText,
    TypedSlip,
    TypedWrong,
)

LIMIT: Final = 2_048  # bytes: a statement has no more, and no code that a camera reads
BUNDLE_LIMIT: Final = 8_192  # bytes of a bundle in a block, which nobody types or photographs
TEXT_LIMIT: Final = 65_536  # characters: a mail around the largest block, of 11,155, fits, a book does not
TYPED_LIMIT: Final = 51  # bytes: with their checksum 88 symbols, and its promises end at 89


class Label(StrEnum):
    """What a block says it holds, in its first and last line."""

    CARD = "CARD"
    BUNDLE = "BUNDLE"

    @property
    def limit(self) -> int:
        """How many bytes such a block may hold."""
        return BUNDLE_LIMIT if self is Label.BUNDLE else LIMIT


def label_of(text: str) -> Label:
    """Tell what `text` claims to be a block of; a text without any block is looked at as a card."""
    return Label.BUNDLE if any(mark[2] == Label.BUNDLE for mark in re.finditer(_MARK, text)) else Label.CARD


def read(text: str, label: Label = Label.CARD) -> bytes:
    """Return the bytes of whichever of the three forms `text` is.

    `P2PC:` at its start makes it the text of a QR code, for which line ends
    around it are dropped; without the first line of a block, short, and of
    letters, digits and separators only, it was typed; anything else is
    searched for a block.
    Raises what `from_qr`, `from_text` and `from_typed` raise.
    """
    if len(text) > TEXT_LIMIT:
        raise TooMuchText
    code = text.strip("\r\n")
    if is_code(code):
        return from_qr(code)
    if (
        not holds_block(text)
        and len(text) <= _TYPED_TEXT_LIMIT
        and _TYPED.fullmatch(re.sub(_SEPARATOR, "", text))
    ):
        return from_typed(text)
    return from_text(text, label)


def _bounded(data: bytes, limit: int) -> bytes:
    """Return `data` if it has 1 to `limit` bytes; raises TooMuchText, or ValueError for none at all."""
    if not data:
        raise ValueError("nothing to write as text")
    if len(data) > limit:
        raise TooMuchText
    return data


# Inside a QR code: a prefix and Base45 (RFC 9285), so that the code stays in its alphanumeric mode.

PREFIX: Final = "P2PC:"
BASE45: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # RFC 9285, table 1
_DIGITS45: Final = {symbol: value for value, symbol in enumerate(BASE45)}
_QR_LIMIT: Final = len(PREFIX) + LIMIT // 2 * 3  # two bytes take three characters


def is_code(text: str) -> bool:
    """Tell whether this is the text of a code that this program made, whole or not."""
    return text.startswith(PREFIX)


def to_qr(data: bytes) -> str:
    """Return the text for a QR code: `P2PC:` and Base45. Takes 1 to LIMIT bytes; raises TooMuchText."""
    _bounded(data, LIMIT)
    pairs = (data[at : at + 2] for at in range(0, len(data), 2))
    return PREFIX + "".join(map(_symbols_of, pairs))


def from_qr(text: str) -> bytes:
    """Read what `to_qr` wrote, and nothing else.

    Base45 has one spelling for each value, so refusing what is too large for
    its bytes leaves nothing that could be written in two ways.
    Raises NotOurCode, TooMuchText or CodeDamaged.
    """
    if not is_code(text):
        raise NotOurCode
    if len(text) > _QR_LIMIT:
        raise TooMuchText
    if len(text) == len(PREFIX) or not _DIGITS45.keys() >= set(text):
        raise CodeDamaged
    body = text[len(PREFIX) :]
    return b"".join(_bytes_of(body[at : at + 3]) for at in range(0, len(body), 3))


def _symbols_of(pair: bytes) -> str:
    """Return three Base45 symbols for two bytes, two for one; the least significant stands first."""
    value, symbols = int.from_bytes(pair, "big"), ""
    for _ in range(len(pair) + 1):
        value, digit = divmod(value, 45)
        symbols += BASE45[digit]
    return symbols


def _bytes_of(symbols: str) -> bytes:
    """Return the two or one bytes of three or two Base45 symbols; raises CodeDamaged."""
    value, size = 0, len(symbols) - 1
    for symbol in reversed(symbols):
        value = value * 45 + _DIGITS45[symbol]
    if not size or value >> 8 * size:
        raise CodeDamaged
    return value.to_bytes(size, "big")


# A block for files and for pasting: two marked lines, and Base64 (RFC 4648, section 4) between them.
#
# Mail and chat programs change what nobody sees: white space, line ends, dashes, a mark in front of each
# line. None of it carries a byte, and what a block holds is signed, so a reader looks past all of it.

MARKER: Final = "-----BEGIN P2PCARD "
END_MARKER: Final = "-----END P2PCARD "
LINE: Final = 64  # characters in a line: what mail programs leave alone
_BLANK: Final = (
    "\t-\r\x1c- \x85\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"  # shows nothing
)
_DASHES: Final = "[\\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]"
# Texts, which `re` compiles when a block is first looked for: no start waits for them.
_MARK: Final = (  # from the first of its dashes on, so that a long run of them is looked at once
    f"(?<!{_DASHES}){_DASHES}+[{_BLANK}]*(BEGIN|END)[{_BLANK}]+P2PCARD[{_BLANK}]+([A-Z]{{1,16}})[{_BLANK}]*{_DASHES}+"
)
_UNSEEN: Final = f"[{_BLANK}>|]"  # with the marks of answers, which may stand in the middle, too
_LINE_ENDS: Final = "[\n\r]", "[\n-\r\x1c-\x1e\x85\u2028\u2029]"  # those of every program, and all there are


def ends_block(line: str) -> bool:
    """Tell whether a line is the last one of a block."""
    return any(mark[1] == "END" for mark in re.finditer(_MARK, line))


def holds_block(text: str) -> bool:
    """Tell whether a block begins in `text`, or what is left of one."""
    return any(mark[1] == "BEGIN" for mark in re.finditer(_MARK, text))


def to_text(data: bytes, label: Label = Label.CARD) -> str:
    """Return a block with LF line ends, the last one included; takes 1 to its label's limit of bytes.

    Raises TooMuchText.
    """
    text = base64.b64encode(_bounded(data, label.limit)).decode("ascii")
    lines = [text[at : at + LINE] for at in range(0, len(text), LINE)]
    return "\n".join([f"{MARKER}{label}-----", *lines, f"{END_MARKER}{label}-----", ""])


def from_text(text: str, label: Label = Label.CARD) -> bytes:
    """Read the one block in `text`; neither words around it nor white space in it matter.

    Nor do the kind and number of the dashes, lines that a program broke or
    joined, a mark in front of every line, and a `=` that was written as `=3D`.
    Raises TooMuchText, NothingFromHere, SeveralBlocks, OtherBlock or BlockDamaged.
    """
    if len(text) > TEXT_LIMIT:
        raise TooMuchText
    found = {*_blocks(text)}  # the same block twice is one, as where an answer repeats it
    if not found:
        raise BlockDamaged if holds_block(text) else NothingFromHere
    if len(found) > 1:
        raise SeveralBlocks
    named, body = found.pop()
    if named != label:
        raise OtherBlock
    try:
        data = base64.b64decode(body, validate=True)
    except ValueError as error:
        raise BlockDamaged from error
    if not data or base64.b64encode(data).decode("ascii") != body:  # empty, or loose bits
        raise BlockDamaged
    return _bounded(data, label.limit)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Give the label and the symbols of each block: from a first line to the next last line of that label."""
    begin, before, read = None, "", 0
    for mark in re.finditer(_MARK, text):
        if mark[1] == "BEGIN":
            begin, before = mark, text[read : mark.start()]
        elif begin and mark[2] == begin[2]:
            yield mark[2], _symbols(before, text[begin.end() : mark.start()])
            begin = None
        read = mark.end()


def _symbols(before: str, between: str) -> str:
    """Return what stands between two marks without what carries no byte.

    `before` ends at the first mark; where what it has on that line stands in front
    of all lines, as "#" in a list of comments, it is no part of them.
    """
    ends = next(each for each in _LINE_ENDS if re.search(each, between) or each is _LINE_ENDS[-1])
    lines = re.split(ends, before)[-1], *re.split(ends, between)
    before, first, *more = (re.sub(_UNSEEN, "", line) for line in lines)
    if more and more[-1].startswith(before) and all(line.startswith(before) for line in more if line):
        more = [line.removeprefix(before) for line in more]
    return "".join([first, *more]).replace("=3D", "=")


# Typed: Crockford's Base32 (no I, L, O, U) in groups of four, the last six symbols a checksum.
#
# The checksum is the BCH code of BIP 173 with the final constant of BIP 350: up to 89 symbols any
# four wrong ones are noticed, so a code one slip away from ours is one slip away from no other.

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP: Final = 4
_SEPARATOR: Final = f"[{_BLANK}]|{_DASHES}"  # as in a block: none of it carries a byte
CHECK_SYMBOLS: Final = 6
_VALUES: Final = {
    **{symbol: value for value, symbol in enumerate(ALPHABET)},
    **{symbol: value for value, symbol in enumerate(ALPHABET.lower())},
    **{"O": 0, "o": 0, "I": 1, "i": 1, "L": 1, "l": 1},
}
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)  # BIP 173
_WHOLE: Final = 0x2BC830A3  # BIP 350
_SYMBOL_LIMIT: Final = -(-TYPED_LIMIT * 8 // 5) + CHECK_SYMBOLS
_TYPED: Final = re.compile("[0-9A-Za-z]+")  # without what stands between
_TYPED_TEXT_LIMIT: Final = 4 * _SYMBOL_LIMIT  # room for three separators after every symbol


def to_typed(data: bytes) -> str:
    """Return groups of four symbols joined by hyphens. Takes 1 to TYPED_LIMIT bytes; raises TooMuchText."""
    size = -(-len(_bounded(data, TYPED_LIMIT)) * 8 // 5)
    number = int.from_bytes(data, "big") << (5 * size - 8 * len(data))
    values = _five_bits(number, size)
    check = _checksum([*values, *[0] * CHECK_SYMBOLS]) ^ _WHOLE
    symbols = "".join(ALPHABET[value] for value in [*values, *_five_bits(check, CHECK_SYMBOLS)])
    return "-".join(symbols[at : at + GROUP] for at in range(0, len(symbols), GROUP))


def from_typed(text: str) -> bytes:
    """Read what `to_typed` wrote: also in small letters, with O for 0, I or L for 1, and white space
    and dashes of any kind anywhere.

    Nothing else is put right: a code with one slip is refused with the number
    of the group to look at. Raises TooMuchText, TypedSlip or TypedWrong.
    """
    if len(text) > _TYPED_TEXT_LIMIT:
        raise TooMuchText
    symbols = re.sub(_SEPARATOR, "", text)
    if len(symbols) > _SYMBOL_LIMIT + 1:  # one too many may still be the slip
        raise TooMuchText
    for place, symbol in enumerate(symbols):
        if symbol not in _VALUES:
            raise TypedSlip(group=place // GROUP + 1)
    values = [_VALUES[symbol] for symbol in symbols]
    if _is_whole(values):
        return _eight_bits(values[:-CHECK_SYMBOLS])
    places = [place for place, mended in _one_slip_away(values) if _is_whole(mended)]
    if places:  # several only where equal letters stand together: the eye begins at the first
        raise TypedSlip(group=min(places) // GROUP + 1)
    raise TypedWrong


def _five_bits(number: int, size: int) -> list[int]:
    """Return `size` values of five bits each, the most significant first."""
    return [number >> 5 * place & 31 for place in reversed(range(size))]


def _eight_bits(values: list[int]) -> bytes:
    """Return the bytes that `values` of five bits carry, without the zero bits at their end."""
    number = 0
    for value in values:
        number = number << 5 | value
    return (number >> len(values) * 5 % 8).to_bytes(len(values) * 5 // 8, "big")


def _is_whole(values: list[int]) -> bool:
    """Tell whether `values` are a code that `to_typed` could have written: length, last bits and checksum."""
    size = len(values) - CHECK_SYMBOLS
    spare = size * 5 % 8
    fits = size >= 2 and spare < 5  # the shortest code carries one byte
    return fits and not values[size - 1] & (1 << spare) - 1 and _checksum(values) == _WHOLE


def _checksum(values: list[int]) -> int:
    """Return the 30-bit remainder of `values`, a number from 0 to 31 each, by the generator of BIP 173."""
    state = 1
    for value in values:
        state = _take(state, value)
    return state


def _take(state: int, value: int) -> int:
    """Return the remainder after one more value. Linear: what two values do is the XOR of what each does."""
    top = state >> 25
    state = (state & 0x1FFFFFF) << 5 ^ value
    for bit, term in enumerate(_GENERATOR):
        if top >> bit & 1:
            state ^= term
    return state


def _one_slip_away(values: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Give codes that one slip turns into `values`, and where; every whole one is among them.

    A slip is one symbol missing or wrong, two neighbours swapped or one
    symbol too many. `effects` gives the value that, with `after` behind it,
    changes the checksum so; thus not all 32 have to be tried.
    """
    effects = {value: value for value in range(32)}
    for place in reversed(range(len(values) + 1)):
        after = values[place:]
        for before in (values[:place], values[: max(place - 1, 0)]):
            gap = _checksum([*before, 0, *after]) ^ _WHOLE
            if gap in effects:
                yield len(before), [*before, effects[gap], *after]
        before, last = values[: max(place - 2, 0)], values[max(place - 2, 0) : place]
        yield len(before), [*before, *reversed(last), *after]
        yield max(place - 1, 0), [*before, *last[:-1], *after]
        effects = {_take(effect, 0): value for effect, value in effects.items()}
