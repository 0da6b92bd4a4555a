"""Statements: frame, signature and body (docs/spec.md, section 4)."""

from p2pcard.core.formats import crypto, wire
from p2pcard.core.statements import statement
from p2pcard.core.statements.statement import Kind
from scripts.vectors.case import Case, Folder, key_of, seed_of

SEED, KEY = seed_of("Ada"), key_of("Ada")
SMALLEST = bytes(statement.make(Kind.CARD, {}, SEED))
BODY_LIMIT = 2048 - 66


def signed(body: bytes, *, context: bytes = b"p2pcard/1/card\0", head: bytes = b"\1\1") -> bytes:
    """Sign any bytes as if they were a body."""
    return head + body + crypto.sign(SEED, context + body)


def padded(size: int) -> bytes:
    """Return a body of so many bytes."""
    return wire.encode({0: KEY, 128: bytes(size - len(wire.encode({0: KEY, 128: bytes(300)})) + 300)})


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("statement")
    _good(folder)
    for name, (expect, comment, data) in {**_frames(), **_signatures(), **_bodies()}.items():
        folder.add(name, expect, comment, ("bytes", data))
    return folder.cases


def _good(folder: Folder) -> None:
    many = wire.encode({0: KEY, **{number: 1 for number in range(1, 20)}})
    good = {
        "smallest": ("only the key", SMALLEST),
        "largest": ("2,048 bytes", signed(padded(BODY_LIMIT))),
        "many_fields": ("a map of more than 15 fields, so the key stands two bytes later", signed(many)),
        "unknown_fields": ("fields are not looked at here", signed(wire.encode({0: KEY, 100: 1}))),
    }
    for name, (comment, data) in good.items():
        found = statement.read(data)
        folder.add(name, "ok", comment, ("bytes", data), ("author", found.author), ("id", found.id))


def _frames() -> dict[str, tuple[str, str, bytes]]:
    return {
        "empty": ("Malformed", "no bytes", b""),
        "short": ("Malformed", "one byte short of the smallest", SMALLEST[:-1]),
        "too_large": ("TooLarge", "2,049 bytes", signed(padded(BODY_LIMIT + 1))),
        "version_0": ("NewerVersion", "version 0", b"\0" + SMALLEST[1:]),
        "version_2": ("NewerVersion", "version 2", b"\2" + SMALLEST[1:]),
        "kind_0": ("NewerVersion", "kind 0", b"\1\0" + SMALLEST[2:]),
        "kind_255": ("NewerVersion", "kind 255", b"\1\xff" + SMALLEST[2:]),
    }


def _signatures() -> dict[str, tuple[str, str, bytes]]:
    body = SMALLEST[2:-64]
    small = wire.encode({0: bytes((1,)) + bytes(31)})
    other = crypto.sign(seed_of("Ben"), b"p2pcard/1/card\0" + body)
    flipped = bytes((SMALLEST[-64] ^ 1,))
    return {
        "one_byte_long": ("BadSignature", "one byte long", SMALLEST + b"\0"),
        "one_byte_short": ("BadSignature", "one byte short", signed(wire.encode({0: KEY, 1: 5}))[:-1]),
        "altered": ("BadSignature", "one bit of the signature", SMALLEST[:-64] + flipped + SMALLEST[-63:]),
        "by_another": ("BadSignature", "signed with another key", SMALLEST[:-64] + other),
        "other_context": (
            "BadSignature",
            "signed as another kind",
            signed(body, context=b"p2pcard/1/note\0"),
        ),
        "no_context": ("BadSignature", "signed without a context", signed(body, context=b"")),
        "bad_key": ("BadKey", "a key of small order", signed(small)),
    }


def _bodies() -> dict[str, tuple[str, str, bytes]]:
    key = b"\x00\xc4\x20" + KEY
    return {
        "no_key": ("Malformed", "field 0 is not there", signed(wire.encode({1: KEY, 2: 0}))),
        "key_text": ("Malformed", "field 0 is a text", signed(wire.encode({0: "x" * 32, 1: b"1234"}))),
        "key_short": ("Malformed", "field 0 has 31 bytes", signed(wire.encode({0: KEY[:31], 1: 1}))),
        "key_long": ("Malformed", "field 0 has 33 bytes", signed(wire.encode({0: KEY + b"\0"}))),
        "nil_inside": ("Malformed", "signed well, but nil is no value", signed(b"\x82" + key + b"\x01\xc0")),
        "not_shortest": (
            "Malformed",
            "signed well, but 1 in two bytes",
            signed(b"\x82" + key + b"\x01\xcc\1"),
        ),
        "no_map": ("Malformed", "signed well, but a list", signed(b"\x92" + key)),
        "behind": ("Malformed", "signed well, with a byte behind the map", signed(b"\x81" + key + b"\0")),
        "order": ("Malformed", "signed well, fields in descending order", signed(_disordered(key))),
    }


def _disordered(key: bytes) -> bytes:
    return b"\x83" + key + b"\x02\x01\x01\x01"
