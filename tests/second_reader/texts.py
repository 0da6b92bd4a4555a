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


def read_block(text):
    demand(len(text) <= 65536, "TooMuchText")
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    begins = [place for place, line in enumerate(lines) if line.startswith(BEGIN)]
    ends = [place for place, line in enumerate(lines) if line.startswith(END)]
    demand(begins != [], "NothingFromHere")
    demand(len(begins) == 1, "SeveralBlocks")
    demand(len(ends) == 1, "BlockDamaged")
    labels = re.findall(f"\\A{BEGIN}([A-Z]{{1,16}})-----\\Z", lines[begins[0]])
    demand(lines[ends[0]] in [f"{END}{label}-----" for label in labels], "BlockDamaged")
    demand(labels == ["CARD"], "OtherBlock")
    return _between(lines[begins[0] + 1 : ends[0]])


def _between(lines):
    try:
        data = base64.b64decode("".join(lines).encode("ascii"), validate=True)
    except ValueError:
        raise Refusal("BlockDamaged") from None
    demand(data != b"" and write_block(data).split("\n")[1:-2] == lines, "BlockDamaged")
    demand(len(data) <= 2048, "TooMuchText")
    return data


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


def read_typed(text):
    demand(len(text) <= 352, "TooMuchText")
    symbols = re.sub("[ \t\r\n-]", "", text)
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
    if (
        BEGIN not in text
        and len(text) <= 352
        and re.fullmatch("[0-9A-Za-z\t\n\r -]*[0-9A-Za-z][0-9A-Za-z\t\n\r -]*", text)
    ):
        return read_typed(text)
    return read_block(text)
