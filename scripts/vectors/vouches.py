"""Vouches and their handles (docs/spec.md, 15.1, 15.2)."""

from collections.abc import Iterator
from typing import Any

from p2pcard.core.formats import crypto, recovery, wire
from p2pcard.core.statements import statement, vouch
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.core.statements.vouch import Manner
from scripts.vectors.case import MONTH, Case, Folder, chance, key_of, seed_of, word

ROOT = chance("root of Ada", 16)
SEED = recovery.identity_seed(ROOT)
KEY = crypto.public_key(SEED)
TEO = key_of("Teo")
FIRST = MONTH * 64 + 1
NAMES = {
    0: "key",
    1: "subject",
    2: "name",
    3: "sequence",
    4: "may introduce",
    5: "month",
    6: "until",
    7: "how",
    8: "withdrawal",
    9: "void",
}
LEAST: dict[int, wire.Value] = {
    1: TEO,
    2: "Teo",
    3: FIRST,
    5: MONTH,
    6: MONTH + 12,
    7: 1,
    8: chance("withdrawal handle"),
    9: chance("void handle", 16),
}
NONE: Any = None  # the field is not there
# name: comment, fields that differ from LEAST
GOOD: dict[str, tuple[str, dict[int, Any]]] = {
    "may_introduce": ("that lets introduce", {4: True}),
    "month_0": ("written and run out in the first months", {5: 0, 6: 1}),
    "month_last": ("in the last month of all", {5: 65535, 6: 65535}),
    "until_month": ("that runs out in its own month", {6: MONTH}),
    "until_11": ("that lasts eleven months", {6: MONTH + 11}),
    "met": ("of people who met in a meeting", {7: 2}),
    "sequence_1": ("of sequence 1", {3: 1}),
    "sequence_most": ("of the highest sequence", {3: 2**64 - 1}),
    "name_one": ("about somebody of one letter", {2: "T"}),
    "name_59": ("about somebody of 59 letters", {2: "T" * 59}),
    "name_60": ("about somebody of 60 letters", {2: "T" * 60}),
    "name_not_composed": ("about a name that is not composed", {2: "Jose\u0301"}),
    "subject_no_point": ("about 32 bytes that are no key, which is not looked at here", {1: b"\xff" * 32}),
    "field_128": ("with a field that need not be known", {128: ()}),
    "field_255": ("with the last field that need not be known", {255: ((1, "x"), b"")}),
    "largest": ("of 2,048 bytes", {4: True, 255: b"x" * 1831}),
    "many_fields": ("of more than 15 fields", {number: 1 for number in range(200, 208)}),
}
# name: expect, comment, fields that differ from LEAST
BAD: dict[str, tuple[str, str, dict[int, Any]]] = {
    "no_subject": ("Malformed", "without a subject", {1: NONE}),
    "no_name": ("Malformed", "without a name", {2: NONE}),
    "no_sequence": ("Malformed", "without a sequence", {3: NONE}),
    "no_month": ("Malformed", "without a month", {5: NONE}),
    "no_until": ("Malformed", "without until", {6: NONE}),
    "no_until_month_0": ("Malformed", "without until, in month 0", {5: 0, 6: NONE}),
    "no_how": ("Malformed", "without how", {7: NONE}),
    "no_withdrawal": ("Malformed", "without a withdrawal handle", {8: NONE}),
    "no_void": ("Malformed", "without a void handle", {9: NONE}),
    "subject_author": ("Malformed", "about its author", {1: KEY}),
    "subject_empty": ("Malformed", "a subject of no bytes", {1: b""}),
    "subject_31": ("Malformed", "a subject of 31 bytes", {1: TEO[:31]}),
    "subject_33": ("Malformed", "a subject of 33 bytes", {1: TEO + b"\0"}),
    "subject_text": ("Malformed", "a text as subject", {1: "x" * 32}),
    "name_empty": ("EmptyText", "an empty name", {2: ""}),
    "name_61": ("TextTooLong", "a name of 61", {2: "T" * 61}),
    "name_bytes": ("Malformed", "bytes as name", {2: b"Teo"}),
    "name_number": ("Malformed", "a number as name", {2: 1}),
    "name_list": ("Malformed", "a list as name", {2: ("Teo",)}),
    "name_hidden": ("HiddenCharacter", "a name with U+202E", {2: "T\u202eeo"}),
    "name_space": ("HiddenCharacter", "a name with a space at its end", {2: "Teo "}),
    "name_marks": ("HiddenCharacter", "a name with three marks in a row", {2: "Te\u0301\u0301\u0301o"}),
    "name_mixed": ("MixedAlphabets", "a name of two alphabets", {2: "T\u0435o"}),
    "sequence_0": ("Malformed", "sequence 0", {3: 0}),
    "sequence_text": ("Malformed", "a text as sequence", {3: "1"}),
    "sequence_yes": ("Malformed", "yes as sequence", {3: True}),
    "sequence_bytes": ("Malformed", "bytes as sequence", {3: b"\1"}),
    "may_introduce_no": ("Malformed", "may introduce is there and no", {4: False}),
    "may_introduce_0": ("Malformed", "0 as may introduce", {4: 0}),
    "may_introduce_1": ("Malformed", "1 as may introduce", {4: 1}),
    "may_introduce_text": ("Malformed", "a text as may introduce", {4: "yes"}),
    "month_65536": ("Malformed", "month 65536", {5: 65536, 6: 65536}),
    "month_text": ("Malformed", "a text as month", {5: "682"}),
    "month_no": ("Malformed", "no as month", {5: False, 6: 1}),
    "month_beyond_until": ("Malformed", "until the month before", {6: MONTH - 1}),
    "until_0": ("Malformed", "until is there and 0", {5: 0, 6: 0}),
    "until_13": ("Malformed", "until month + 13", {6: MONTH + 13}),
    "until_65536": ("Malformed", "until 65536", {5: 65535, 6: 65536}),
    "until_text": ("Malformed", "a text as until", {6: "694"}),
    "until_yes": ("Malformed", "yes as until", {5: 0, 6: True}),
    "how_0": ("Malformed", "how is there and 0", {7: 0}),
    "how_3": ("Malformed", "a third way to meet", {7: 3}),
    "how_yes": ("Malformed", "yes as how", {7: True}),
    "how_text": ("Malformed", "a text as how", {7: "qr"}),
    "withdrawal_empty": ("Malformed", "a withdrawal handle of no bytes", {8: b""}),
    "withdrawal_31": ("Malformed", "a withdrawal handle of 31 bytes", {8: bytes(31)}),
    "withdrawal_33": ("Malformed", "a withdrawal handle of 33 bytes", {8: bytes(33)}),
    "withdrawal_text": ("Malformed", "a text as withdrawal handle", {8: "x" * 32}),
    "void_empty": ("Malformed", "a void handle of no bytes", {9: b""}),
    "void_15": ("Malformed", "a void handle of 15 bytes", {9: bytes(15)}),
    "void_17": ("Malformed", "a void handle of 17 bytes", {9: bytes(17)}),
    "void_text": ("Malformed", "a text as void handle", {9: "x" * 16}),
    "field_10": ("NewerVersion", "the first field that is not known", {10: 1}),
    "field_127": ("NewerVersion", "the last field that must be known", {127: 1}),
    "field_10_empty": ("NewerVersion", "a field that is not known, and empty", {10: b""}),
}


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("vouch")
    for name, (comment, about) in _written().items():
        _good(folder, name, comment, about, ("root", ROOT))
    for name, (comment, fields) in GOOD.items():
        _good(folder, name, f"a vouch {comment}", raw(Kind.VOUCH, {**LEAST, **fields}, SEED))
    for name, (expect, comment, fields) in BAD.items():
        made = raw(Kind.VOUCH, {**LEAST, **fields}, SEED)
        folder.add(name, expect, comment, ("does", word("read")), ("bytes", bytes(made)))
    for name, (expect, comment, data) in other_kinds(Kind.VOUCH, LEAST, SEED):
        folder.add(name, expect, comment, ("does", word("read")), ("bytes", data))
    _handles(folder)
    return folder.cases


def vouch_for(
    name: str, *, sequence: int = FIRST, may_introduce: bool = False, month: int = MONTH
) -> Statement:
    """Return Ada's vouch for a person whose seed is `seed_of` the name."""
    return vouch.issue(ROOT, key_of(name), name, sequence, month, Manner.QR, may_introduce=may_introduce)


def raw(kind: Kind, fields: dict[int, Any], seed: bytes) -> Statement:
    """Return a signed statement of any fields; those that are None are left out."""
    return statement.make(kind, {field: value for field, value in fields.items() if value is not None}, seed)


def named(names: dict[int, str], data: bytes) -> dict[str, wire.Value]:
    """Return the fields of a statement by the names of a table."""
    found = statement.read(data).fields()
    return {names[number]: value for number, value in found.items() if number in names}


def other_kinds(
    kind: Kind, least: dict[int, Any], seed: bytes
) -> Iterator[tuple[str, tuple[str, str, bytes]]]:
    """Walk through the same fields under every other kind, truly signed and relabelled."""
    good = bytes(statement.make(kind, least, seed))
    for other in Kind:
        if other is not kind:
            signed = bytes(statement.make(other, least, seed))
            label = other.name.lower()
            yield f"signed_as_{label}", ("Malformed", f"the same fields as kind {other}", signed)
            swapped = good[:1] + bytes((other,)) + good[2:]
            yield (
                f"relabelled_{label}",
                ("BadSignature", f"labelled kind {other} behind its signing", swapped),
            )
            back = signed[:1] + bytes((kind,)) + signed[2:]
            yield f"from_{label}", ("BadSignature", f"signed as kind {other}, and labelled {kind}", back)
    altered = good[:-80] + bytes((good[-80] ^ 1,)) + good[-79:]
    yield "altered", ("BadSignature", "one bit of the last field", altered)
    by_another = good[:-64] + crypto.sign(seed_of("Ben"), kind.context + good[2:-64])
    yield "by_another", ("BadSignature", "signed with another key", by_another)
    yield "kind_6", ("NewerVersion", "a kind that is not known", good[:1] + b"\6" + good[2:])
    yield "version_2", ("NewerVersion", "version 2", b"\2" + good[1:])
    yield "cut", ("BadSignature", "one byte short", good[:-1])


def _written() -> dict[str, tuple[str, Statement]]:
    last = vouch.issue(ROOT, TEO, "\U00020000" * 60, 2**64 - 1, 65523, Manner.PHRASE, may_introduce=True)
    return {
        "smallest": (
            "the smallest that p2pcard writes",
            vouch.issue(ROOT, TEO, "T", 1, 0, Manner.QR, may_introduce=False),
        ),
        "ordinary": ("a vouch as p2pcard writes it", vouch_for("Teo")),
        "introduces": (
            "and one that lets introduce",
            vouch_for("Teo", sequence=FIRST + 1, may_introduce=True),
        ),
        "longest": ("the largest that p2pcard writes: 60 letters of four bytes", last),
    }


def _good(folder: Folder, name: str, comment: str, made: Statement, *more: tuple[str, object]) -> None:
    lines = (("does", word("read")), ("bytes", bytes(made)), *more)
    folder.add(name, "ok", comment, *lines, ("id", made.id), ("fields", named(NAMES, bytes(made))))


def _handles(folder: Folder) -> None:
    tries = {
        "ordinary": (ROOT, TEO, FIRST),
        "next_sequence": (ROOT, TEO, FIRST + 1),
        "most_sequence": (ROOT, TEO, 2**64 - 1),
        "other_subject": (ROOT, key_of("Bea"), FIRST),
        "other_root": (bytes(16), TEO, FIRST),
    }
    for name, (root, subject, sequence) in tries.items():
        secret = vouch.withdrawal_secret(root, subject, sequence)
        handle = vouch.handle_of(root, secret)
        folder.add(
            f"handles_{name}",
            "ok",
            "what follows from a root, a subject and a sequence",
            ("does", word("handles")),
            ("root", root),
            ("subject", subject),
            ("sequence", sequence),
            ("withdrawal-key", recovery.withdrawal_key(root)),
            ("withdrawal-secret", secret),
            ("void-secret", recovery.void_secret(root)),
            ("withdrawal", handle.withdrawal),
            ("void", handle.void),
        )
