"""Of all published encodings of a value, the strict decoder reads at most one."""

import pytest

from p2pcard.core.formats import wire
from p2pcard.errors import Malformed
from tests.published import published

SUITE = published("msgpack/msgpack-test-suite.json")
HEAD = b"\x81\x00"  # a map of one field, number 0
FLOATS = (0xCA, 0xCB)
OURS = {"bool", "binary", "number", "bignum", "string", "array"}


def groups():
    """Each value of the suite with its kind and its encodings; a number may come as text."""
    for entries in SUITE.values():
        for entry in entries:
            kind = next(name for name in entry if name != "msgpack")
            yield kind, entry.get("bignum", entry[kind]), [decode(text) for text in entry["msgpack"]]


def decode(text):
    return bytes.fromhex(text.replace("-", ""))


def survivors(encodings):
    """The encodings that are read as the value of a field."""
    found = []
    for encoding in encodings:
        try:
            fields = wire.decode(HEAD + encoding)
        except Malformed:
            continue
        assert wire.encode(fields) == HEAD + encoding
        found.append(encoding)
    return found


def allowed(value):
    """Whether a field may hold this value at all."""
    if isinstance(value, list):
        return all(allowed(item) for item in value)
    if isinstance(value, dict | float) or value is None:
        return False
    return not isinstance(value, int) or value >= 0


def cases():
    for kind, value, encodings in groups():
        number = int(value) if kind in ("number", "bignum") and not isinstance(value, float) else value
        yield pytest.param(kind, number, encodings, id=f"{kind} {str(value)[:20]}")


CASES = list(cases())


def test_the_suite_is_whole():
    assert len(CASES) > 60
    assert {case.values[0] for case in CASES} == OURS | {"nil", "map", "timestamp", "ext"}


@pytest.mark.parametrize(("kind", "value", "encodings"), CASES)
def test_one_encoding_of_a_value_is_read_and_no_other(kind, value, encodings):
    read = survivors(encodings)
    if kind in OURS and allowed(value):
        assert len(read) == 1
        assert len(read[0]) == min(len(encoding) for encoding in encodings if encoding[0] not in FLOATS)
    else:
        assert read == []
