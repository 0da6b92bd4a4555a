"""Acceptances, introductions and revocations (docs/spec.md, 15.3 to 15.5)."""

from typing import Any

from p2pcard.core.formats import recovery, wire
from p2pcard.core.statements import acceptance, introduction, revocation
from p2pcard.core.statements.statement import Kind, Statement
from scripts.vectors.case import MONTH, Case, Folder, chance, key_of, seed_of, word
from scripts.vectors.vouches import FIRST, NONE, ROOT, SEED, named, other_kinds, raw, vouch_for

TEO_SEED, TEO = seed_of("Teo"), key_of("Teo")
KEY = raw(Kind.REVOCATION, {}, SEED).author
VOUCH = vouch_for("Teo")
NUMBER = chance("number", 16)
NAMES = {0: "key", 1: "to", 2: "name", 3: "month", 4: "until", 5: "number"}
LEAST: dict[int, wire.Value] = {1: TEO, 2: "Bea", 3: MONTH, 4: MONTH + 1, 5: NUMBER}
OFFER = raw(Kind.INTRODUCTION, LEAST, SEED)
Bad = dict[str, tuple[str, str, dict[int, Any]]]
GOOD: dict[str, tuple[str, dict[int, Any]]] = {
    "month_0": ("in the first months", {3: 0, 4: 1}),
    "month_last": ("in the last month of all", {3: 65535, 4: 65535}),
    "until_month": ("that runs out in its own month", {4: MONTH}),
    "name_60": ("of somebody of 60 letters", {2: "B" * 60}),
    "to_no_point": ("to 32 bytes that are no key, which is not looked at here", {1: b"\xff" * 32}),
    "field_128": ("with a field that need not be known", {128: ((1, b"x"), "")}),
}
BAD: Bad = {
    "no_to": ("Malformed", "to nobody", {1: NONE}),
    "no_name": ("Malformed", "without a name", {2: NONE}),
    "no_month": ("Malformed", "without a month", {3: NONE}),
    "no_until": ("Malformed", "without until", {4: NONE}),
    "no_until_month_0": ("Malformed", "without until, in month 0", {3: 0, 4: NONE}),
    "no_number": ("Malformed", "without a number", {5: NONE}),
    "to_author": ("Malformed", "to its author", {1: KEY}),
    "to_empty": ("Malformed", "to no bytes", {1: b""}),
    "to_31": ("Malformed", "to 31 bytes", {1: TEO[:31]}),
    "to_33": ("Malformed", "to 33 bytes", {1: TEO + b"\0"}),
    "to_text": ("Malformed", "to a text", {1: "x" * 32}),
    "name_empty": ("EmptyText", "an empty name", {2: ""}),
    "name_61": ("TextTooLong", "a name of 61", {2: "B" * 61}),
    "name_bytes": ("Malformed", "bytes as name", {2: b"Bea"}),
    "name_hidden": ("HiddenCharacter", "a name with U+200F", {2: "Be\u200fa"}),
    "name_mixed": ("MixedAlphabets", "a name of two alphabets", {2: "Be\u0430"}),
    "month_65536": ("Malformed", "month 65536", {3: 65536, 4: 65536}),
    "month_text": ("Malformed", "a text as month", {3: "682"}),
    "month_no": ("Malformed", "no as month", {3: False, 4: 1}),
    "month_beyond_until": ("Malformed", "until the month before", {4: MONTH - 1}),
    "until_0": ("Malformed", "until is there and 0", {3: 0, 4: 0}),
    "until_2": ("Malformed", "until month + 2", {4: MONTH + 2}),
    "until_65536": ("Malformed", "until 65536", {3: 65535, 4: 65536}),
    "until_yes": ("Malformed", "yes as until", {3: 0, 4: True}),
    "number_empty": ("Malformed", "a number of no bytes", {5: b""}),
    "number_15": ("Malformed", "a number of 15 bytes", {5: bytes(15)}),
    "number_17": ("Malformed", "a number of 17 bytes", {5: bytes(17)}),
    "number_whole": ("Malformed", "a whole number", {5: 16}),
    "field_6": ("NewerVersion", "the first field that is not known", {6: 1}),
    "field_127": ("NewerVersion", "the last field that must be known", {127: 1}),
}


def one_field(what: str, size: int) -> Bad:
    """Return what is wrong with a statement that has one field of so many bytes beside its key."""
    return {
        "nothing": ("Malformed", f"without {what}", {1: NONE}),
        "empty": ("Malformed", f"{what} of no bytes", {1: b""}),
        "short": ("Malformed", f"{what} of {size - 1} bytes", {1: bytes(size - 1)}),
        "long": ("Malformed", f"{what} of {size + 1} bytes", {1: bytes(size + 1)}),
        "text": ("Malformed", f"a text as {what}", {1: "x" * size}),
        "list": ("Malformed", f"a list as {what}", {1: (bytes(size),)}),
        "yes": ("Malformed", f"yes as {what}", {1: True}),
        "field_2": ("NewerVersion", "the first field that is not known", {2: 1}),
        "field_127": ("NewerVersion", "the last field that must be known", {127: 1}),
    }


def cases() -> list[Case]:
    """Return all cases."""
    accepted, offered, revoked = Folder("acceptance"), Folder("introduction"), Folder("revocation")
    _acceptances(accepted)
    _introductions(offered)
    _revocations(revoked)
    return accepted.cases + offered.cases + revoked.cases


def _acceptances(folder: Folder) -> None:
    read = ("does", word("read"))
    least: dict[int, wire.Value] = {1: VOUCH.id}
    good = {
        "smallest": ("as p2pcard writes it", raw(Kind.ACCEPTANCE, least, TEO_SEED)),
        "any_id": ("of an id that belongs to nothing", raw(Kind.ACCEPTANCE, {1: bytes(32)}, TEO_SEED)),
        "field_128": ("a field that need not be known", raw(Kind.ACCEPTANCE, {**least, 128: ()}, TEO_SEED)),
    }
    for name, (comment, made) in good.items():
        mine = (("bytes", bytes(made)), ("key", made.author), ("id", acceptance.read(made)))
        folder.add(name, "ok", comment, read, *mine)
    for name, (expect, comment, fields) in one_field("an id", 32).items():
        made = raw(Kind.ACCEPTANCE, {**least, **fields}, TEO_SEED)
        folder.add(name, expect, comment, read, ("bytes", bytes(made)))
    for name, (expect, comment, data) in other_kinds(Kind.ACCEPTANCE, least, TEO_SEED):
        folder.add(name, expect, comment, read, ("bytes", data))
    fits = ("does", word("fits"))
    for kind, of in (("vouch", VOUCH), ("introduction", OFFER)):
        lines = (("of", bytes(of)), ("bytes", bytes(_agreed(of))), ("seed", TEO_SEED))
        folder.add(f"fits_{kind}", "ok", f"that of the one whom the {kind} is about or made to", fits, *lines)
    for name, (comment, of, accepted) in _unfitting().items():
        folder.add(
            f"fits_{name}", "BadAcceptance", comment, fits, ("of", bytes(of)), ("bytes", bytes(accepted))
        )


def _unfitting() -> dict[str, tuple[str, Statement, Statement]]:
    longer = vouch_for("Teo", sequence=FIRST + 1)
    bea, unknown = vouch_for("Bea"), raw(Kind.VOUCH, {**VOUCH.fields(), 128: 1}, SEED)
    second = raw(Kind.INTRODUCTION, {**LEAST, 2: "Ben"}, SEED)
    altered = bytearray(VOUCH.id)
    altered[31] ^= 1
    return {
        "by_author": ("of the author, who is not the subject", VOUCH, acceptance.write(VOUCH, SEED)),
        "by_third": ("of somebody else", VOUCH, acceptance.write(VOUCH, seed_of("Bea"))),
        "next_sequence": ("of the vouch before", longer, acceptance.write(VOUCH, TEO_SEED)),
        "other_subject": ("of a vouch about somebody else", bea, acceptance.write(VOUCH, TEO_SEED)),
        "own_subject": ("by the subject, but of another vouch", bea, acceptance.write(VOUCH, seed_of("Bea"))),
        "field_128": ("of the vouch without a field that need not be known", unknown, _agreed(VOUCH)),
        "one_bit": (
            "of an id with one other bit",
            VOUCH,
            raw(Kind.ACCEPTANCE, {1: bytes(altered)}, TEO_SEED),
        ),
        "of_introduction": ("of an introduction, for a vouch", VOUCH, _agreed(OFFER)),
        "of_vouch": ("of a vouch, for an introduction", OFFER, _agreed(VOUCH)),
        "offer_by_author": ("of the author of the introduction", OFFER, acceptance.write(OFFER, SEED)),
        "offer_by_third": ("of the other one", OFFER, acceptance.write(OFFER, seed_of("Bea"))),
        "offer_other_name": ("of an introduction with another name", second, _agreed(OFFER)),
    }


def _agreed(to: Statement) -> Statement:
    return acceptance.write(to, TEO_SEED)


def _introductions(folder: Folder) -> None:
    written = {
        "ordinary": ("as p2pcard writes it", introduction.write(TEO, "Bea", MONTH, NUMBER, SEED)),
        "month_0_written": ("in month 0", introduction.write(TEO, "B", 0, bytes(16), SEED)),
    }
    for name, (comment, made) in written.items():
        lines = (("bytes", bytes(made)), ("seed", SEED), ("fields", named(NAMES, bytes(made))))
        folder.add(name, "ok", comment, *lines)
    for name, (comment, fields) in GOOD.items():
        data = bytes(raw(Kind.INTRODUCTION, {**LEAST, **fields}, SEED))
        folder.add(name, "ok", f"one {comment}", ("bytes", data), ("fields", named(NAMES, data)))
    for name, (expect, comment, fields) in BAD.items():
        data = bytes(raw(Kind.INTRODUCTION, {**LEAST, **fields}, SEED))
        folder.add(name, expect, comment, ("bytes", data))
    for name, (expect, comment, data) in other_kinds(Kind.INTRODUCTION, LEAST, SEED):
        folder.add(name, expect, comment, ("bytes", data))


def _revocations(folder: Folder) -> None:
    secret = recovery.void_secret(ROOT)
    for name, root in {"ordinary": ROOT, "zeros": bytes(16)}.items():
        made = revocation.write(root)
        lines = (
            ("bytes", bytes(made)),
            ("root", root),
            ("key", made.author),
            ("void", revocation.read(made)),
        )
        folder.add(name, "ok", "as p2pcard writes it", *lines)
    unknown = raw(Kind.REVOCATION, {1: secret, 128: "x"}, SEED)
    more = (("bytes", bytes(unknown)), ("key", unknown.author), ("void", secret))
    folder.add("field_128", "ok", "a field that need not be known", *more)
    for name, (expect, comment, fields) in one_field("a void secret", 16).items():
        data = bytes(raw(Kind.REVOCATION, {1: secret, **fields}, SEED))
        folder.add(name, expect, comment, ("bytes", data))
    for name, (expect, comment, data) in other_kinds(Kind.REVOCATION, {1: secret}, SEED):
        folder.add(name, expect, comment, ("bytes", data))
