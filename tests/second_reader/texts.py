"""Text forms: section 10."""

import base64
import re

from tests.second_reader.basics import Refusal, demand

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
TYPED = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CONSTANT = 0x2BC830A3
BEGIN = "-----BEGIN P2PCARD "
END = "-----END P2PCARD "


def write_qr(data):
    text = "P2PC:"
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 45)
            text += BASE45[digit]
    return text


def read_qr(text):
    demand(text.startswith("P2PC:"), "NotOurCode")
    demand(len(text) <= 3077, "TooMuchText")
    rest = text[5:]
    demand(rest != "" and len(rest) % 3 != 1, "CodeDamaged")
    demand(all(symbol in BASE45 for symbol in rest), "CodeDamaged")
    return b"".join(_base45(rest[start : start + 3]) for start in range(0, len(rest), 3))


def _base45(symbols):
    number = sum(BASE45.index(symbol) * 45**place for place, symbol in enumerate(symbols))
    size = len(symbols) - 1
    demand(number < 256**size, "CodeDamaged")
    return number.to_bytes(size, "big")


def write_block(data):
    text = base64.b64encode(data).decode("ascii")
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return "\n".join([f"{BEGIN}CARD-----", *lines, f"{END}CARD-----", ""])


BLANKS = [*range(9, 14), *range(0x1C, 0x21), 0x85, 0xA0, 0xAD, 0x1680, 0x180E, *range(0x2000, 0x2010)]
BLANKS += [*range(0x2028, 0x2030), *range(0x205F, 0x2070), 0x3000, 0xFEFF]
DASHES = [0x2D, *range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D]
LINE_ENDS = [*range(0x0A, 0x0E), 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029]


class _Text:
    """A text that is read from the left, a code point at a time."""

    def __init__(self, text, at):
        self.text, self.at = text, at

    def some(self, kind):
        begun = self.at
        while self.at < len(self.text) and ord(self.text[self.at]) in kind:
            self.at += 1
        return self.text[begun : self.at]

    def word(self, *words):
        for word in words:
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return word
        return ""


def _mark(text, at):
    """The mark that begins at a dash, as its word, its label and its end."""
    rest = _Text(text, at)
    rest.some(DASHES)
    rest.some(BLANKS)
    word = rest.word("BEGIN", "END")
    if not (word and rest.some(BLANKS) and rest.word("P2PCARD") and rest.some(BLANKS)):
        return None
    label = rest.some(range(ord("A"), ord("Z") + 1))
    rest.some(BLANKS)
    if not 1 <= len(label) <= 16 or not rest.some(DASHES):
        return None
    return word, label, rest.at


def _marks(text):
    at = 0
    while at < len(text):
        if ord(text[at]) not in DASHES:
            at += 1
        elif found := _mark(text, at):
            yield (at, *found)
            at = found[2]
        else:
            while at < len(text) and ord(text[at]) in DASHES:
                at += 1


def _blocks(text):
    open_, behind = None, 0
    for start, word, label, end in _marks(text):
        if word == "BEGIN":
            open_ = (label, behind, start, end)
        elif open_ and open_[0] == label:
            yield label, _symbols(text[open_[1] : open_[2]], text[open_[3] : start])
            open_ = None
        behind = end


def _lines(text, ends):
    pieces = [""]
    for sign in text:
        if ord(sign) in ends:
            pieces.append("")
        elif ord(sign) not in BLANKS and sign not in ">|":
            pieces[-1] += sign
    return pieces


def _symbols(before, between):
    ends = (10, 13) if "\n" in between or "\r" in between else LINE_ENDS
    front, pieces = _lines(before, ends)[-1], _lines(between, ends)
    more = pieces[1:]
    if more and more[-1].startswith(front) and all(piece.startswith(front) for piece in more if piece != ""):
        more = [piece[len(front) :] for piece in more]
    return "".join([pieces[0], *more]).replace("=3D", "=")


def read_block(text):
    demand(len(text) <= 65536, "TooMuchText")
    found = set(_blocks(text))
    if not found:
        raise Refusal("BlockDamaged" if _begins(text) else "NothingFromHere")
    demand(len(found) == 1, "SeveralBlocks")
    label, symbols = found.pop()
    demand(label == "CARD", "OtherBlock")
    try:
        data = base64.b64decode(symbols.encode("ascii"), validate=True)
    except ValueError:
        raise Refusal("BlockDamaged") from None
    demand(data != b"" and base64.b64encode(data) == symbols.encode(), "BlockDamaged")
    demand(len(data) <= 2048, "TooMuchText")
    return data


def _begins(text):
    return any(word == "BEGIN" for _, word, _, _ in _marks(text))


def _xor(numbers):
    result = 0
    for number in numbers:
        result ^= number
    return result


TOPS = [_xor(GENERATORS[bit] for bit in range(5) if top >> bit & 1) for top in range(32)]


def _checksum(values):
    state = 1
    for value in values:
        state = ((state & 0x1FFFFFF) << 5) ^ value ^ TOPS[state >> 25]
    return state


def write_typed(data):
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[start : start + 5], 2) for start in range(0, len(bits), 5)]
    check = _checksum([*values, 0, 0, 0, 0, 0, 0]) ^ CONSTANT
    values += [check >> shift & 31 for shift in (25, 20, 15, 10, 5, 0)]
    symbols = "".join(TYPED[value] for value in values)
    return "-".join(symbols[start : start + 4] for start in range(0, len(symbols), 4))


def _without_separators(text):
    return "".join(sign for sign in text if ord(sign) not in BLANKS and ord(sign) not in DASHES)


def read_typed(text):
    demand(len(text) <= 352, "TooMuchText")
    symbols = _without_separators(text)
    symbols = re.sub("[a-z]", lambda small: small.group().upper(), symbols)
    symbols = symbols.replace("O", "0").replace("I", "1").replace("L", "1")
    demand(len(symbols) <= 89, "TooMuchText")
    demand(all(symbol in TYPED for symbol in symbols), "TypedSlip")
    values = [TYPED.index(symbol) for symbol in symbols]
    if not _accepted(values):
        raise Refusal("TypedSlip" if any(map(_accepted, _one_slip(values))) else "TypedWrong")
    return _bytes_of(values)


def _bytes_of(values):
    bits = "".join(f"{value:05b}" for value in values[:-6])
    size = len(bits) // 8
    return int(bits[: 8 * size], 2).to_bytes(size, "big")


def _accepted(values):
    if not 8 <= len(values) <= 89 or _checksum(values) != CONSTANT:
        return False
    left = 5 * (len(values) - 6) % 8
    return left < 5 and values[-7] % 2**left == 0


def _one_slip(values):
    """All that one slip could have turned into these values."""
    for place, value in enumerate(values):
        before, behind = values[:place], values[place + 1 :]
        yield before + behind
        for other in range(32):
            yield [*before, other, *behind]
        if behind:
            yield [*before, behind[0], value, *behind[1:]]
    for place in range(len(values) + 1):
        for other in range(32):
            yield [*values[:place], other, *values[place:]]


def read_any(text):
    demand(len(text) <= 65536, "TooMuchText")
    stripped = text.strip("\r\n")
    if stripped.startswith("P2PC:"):
        return read_qr(stripped)
    if not _begins(text) and len(text) <= 352 and re.fullmatch("[0-9A-Za-z]+", _without_separators(text)):
        return read_typed(text)
    return read_block(text)
