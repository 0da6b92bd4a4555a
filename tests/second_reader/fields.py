"""The field encoding: section 2."""

from tests.second_reader.basics import Cursor, Refusal, demand, u8, u16, u32, u64

LIMIT = 2048
ITEMS = 64
FIELDS = 64


def decode(data):
    """The body as a list of pairs of field number and value."""
    demand(len(data) <= LIMIT, "Malformed")
    cursor = Cursor(data)
    body: list[tuple[int, object]] = []
    for _ in range(_fields(cursor)):
        number = _value(cursor, 3)
        demand(type(number) is int and number <= 255, "Malformed")
        demand(not body or body[-1][0] < number, "Malformed")
        body.append((number, _value(cursor, 1)))
    cursor.end()
    return body


def _fields(cursor):
    first = cursor.number(1)
    if 0x80 <= first <= 0x8F:
        return first - 0x80
    demand(first == 0xDE, "Malformed")
    count = cursor.number(2)
    demand(16 <= count <= FIELDS, "Malformed")
    return count


def _value(cursor, depth):
    """One value; depth says how many collections it is in."""
    first = cursor.number(1)
    if first <= 0x7F:
        return first
    if 0x90 <= first <= 0x9F:
        return _list(cursor, first - 0x90, depth)
    if 0xA0 <= first <= 0xBF:
        return _text(cursor.take(first - 0xA0))
    reader = READERS.get(first)
    if reader is None:
        raise Refusal("Malformed")
    return reader(cursor, depth)


def _list(cursor, count, depth):
    demand(depth < 3 and count <= ITEMS, "Malformed")
    return [_value(cursor, depth + 1) for _ in range(count)]


def _long_list(cursor, depth):
    count = cursor.number(2)
    demand(count >= 16, "Malformed")
    return _list(cursor, count, depth)


def _text(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal("Malformed") from None


def _sized(size, least):
    """A length or number of some bytes, which no shorter encoding fits."""

    def number(cursor, _depth=0):
        result = cursor.number(size)
        demand(result >= least, "Malformed")
        return result

    return number


READERS = {
    0xC2: lambda cursor, depth: False,
    0xC3: lambda cursor, depth: True,
    0xC4: lambda cursor, depth: cursor.take(cursor.number(1)),
    0xC5: lambda cursor, depth: cursor.take(_sized(2, 2**8)(cursor)),
    0xCC: _sized(1, 2**7),
    0xCD: _sized(2, 2**8),
    0xCE: _sized(4, 2**16),
    0xCF: _sized(8, 2**32),
    0xD9: lambda cursor, depth: _text(cursor.take(_sized(1, 2**5)(cursor))),
    0xDA: lambda cursor, depth: _text(cursor.take(_sized(2, 2**8)(cursor))),
    0xDC: _long_list,
}


def _head(size, short, limit, middle, long):
    if size <= limit:
        return u8(short + size)
    if middle is not None and size <= 255:
        return middle + u8(size)
    return long + u16(size)


def _number(number):
    if number <= 127:
        return u8(number)
    for first, size, writer in ((0xCC, 1, u8), (0xCD, 2, u16), (0xCE, 4, u32)):
        if number < 2 ** (8 * size):
            return u8(first) + writer(number)
    return b"\xcf" + u64(number)


def _written(value):
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return _number(value)
    if isinstance(value, str):
        data = value.encode("utf-8")
        return _head(len(data), 0xA0, 31, b"\xd9", b"\xda") + data
    if isinstance(value, bytes):
        return (b"\xc4" + u8(len(value)) if len(value) <= 255 else b"\xc5" + u16(len(value))) + value
    return _head(len(value), 0x90, 15, None, b"\xdc") + b"".join(map(_written, value))


def encode(body):
    """The one encoding of pairs of field number and value."""
    pairs = sorted(body)
    data = b"".join(_written(number) + _written(value) for number, value in pairs)
    return _head(len(pairs), 0x80, 15, None, b"\xde") + data
