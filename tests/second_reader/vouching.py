"""Vouches, acceptances, introductions and revocations: sections 15.1 to 15.5."""

from dataclasses import dataclass
from typing import Any

from tests.second_reader import curve, fields, lines
from tests.second_reader.basics import Refusal, demand, derive, digest, u32, u64
from tests.second_reader.cards import KINDS, Statement, read_statement


def _whole(least, most):
    return lambda value: type(value) is int and least <= value <= most


def _octets(size):
    return lambda value: type(value) is bytes and len(value) == size


def _name(value):
    if type(value) is str:
        lines.check_name(value)
        return True
    return False


def _yes(value):
    return value is True


# for each kind its table: name, what the value must be, whether it is needed
TABLES: dict[str, list[tuple[str, Any, bool]]] = {
    "vouch": [
        ("key", _octets(32), True),
        ("subject", _octets(32), True),
        ("name", _name, True),
        ("sequence", _whole(1, 2**64 - 1), True),
        ("may introduce", _yes, False),
        ("month", _whole(0, 65535), True),
        ("until", _whole(1, 65535), True),
        ("how", _whole(1, 2), True),
        ("withdrawal", _octets(32), True),
        ("void", _octets(16), True),
    ],
    "acceptance": [("key", _octets(32), True), ("id", _octets(32), True)],
    "introduction": [
        ("key", _octets(32), True),
        ("to", _octets(32), True),
        ("name", _name, True),
        ("month", _whole(0, 65535), True),
        ("until", _whole(1, 65535), True),
        ("number", _octets(16), True),
    ],
    "revocation": [("key", _octets(32), True), ("void", _octets(16), True)],
}
LIVES = {"vouch": 12, "introduction": 1}
OTHERS = {"vouch": "subject", "introduction": "to"}


@dataclass(frozen=True)
class Said:
    """A statement of one of these kinds, with its fields by name."""

    statement: Statement
    kind: str
    values: dict[str, Any]

    def __getitem__(self, name):
        return self.values[name]


def look_at(statement, kind):
    """What a statement says, if it is of this kind and follows its table."""
    demand(KINDS[statement.raw[1]] == kind, "Malformed")
    table = TABLES[kind]
    if any(len(table) <= number < 128 for number, _ in statement.body):
        raise Refusal("NewerVersion")
    values = {table[number][0]: value for number, value in statement.body if number < len(table)}
    for name, fits, needed in table:
        demand(fits(values[name]) if name in values else not needed, "Malformed")
    if kind in LIVES:
        demand(0 <= values["until"] - values["month"] <= LIVES[kind], "Malformed")
        demand(values[OTHERS[kind]] != values["key"], "Malformed")
    return Said(statement, kind, values)


def read(raw, kind):
    return look_at(read_statement(raw), kind)


def sign(seed, kind, values):
    """The bytes of a statement by the owner of a seed, from the names and values of its table."""
    numbers = {name: number for number, (name, _, _) in enumerate(TABLES[kind])}
    whole = {**values, "key": curve.public_key(seed)}
    body = fields.encode([(numbers[name], value) for name, value in whole.items()])
    code = next(number for number, name in KINDS.items() if name == kind)
    return bytes([1, code]) + body + curve.sign(seed, f"p2pcard/1/{kind}\0".encode("ascii") + body)


def check_fits(acceptance, other):
    """Whether somebody agreed to this vouch or introduction who can."""
    demand(acceptance["key"] == other[OTHERS[other.kind]], "BadAcceptance")
    demand(acceptance["id"] == other.statement.id, "BadAcceptance")


def accept(seed, other):
    return sign(seed, "acceptance", {"id": other.statement.id})


def handles(root, subject, sequence):
    """The secrets and handles of 15.2, by the names that the vectors have for them."""
    key = derive(root, "p2pc-withdraw-k")
    secret = derive(key, "p2pc-withdraw-x", subject, u64(sequence))
    void = derive(root, "p2pc-void-secret")[:16]
    withdrawal = digest("p2pc-withdraw", secret)
    return {
        "withdrawal-key": key,
        "withdrawal-secret": secret,
        "void-secret": void,
        "withdrawal": withdrawal,
        "void": digest("p2pc-void", void, withdrawal)[:16],
    }


def seed_of(root):
    return derive(root, "p2pcard-ident", u32(0))


def vouch_as(root, values):
    """The vouch of the identity of a root that says all of this; its handles follow from the rest."""
    made = handles(root, values["subject"], values["sequence"])
    carried = {name: made[name] for name in ("withdrawal", "void")}
    return sign(seed_of(root), "vouch", {**values, **carried})


def revoke(root):
    return sign(seed_of(root), "revocation", {"void": handles(root, b"", 0)["void-secret"]})
