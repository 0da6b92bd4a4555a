"""Sixty thousand alterations of what people sign about one another: none is taken for what was signed."""

import random
from collections import Counter
from collections.abc import Callable

import pytest

from p2pcard.core.formats import crypto, wire
from p2pcard.core.formats.recovery import identity_seed, support_secret
from p2pcard.core.statements import acceptance, bundle, introduction, revocation, statement, support, vouch
from p2pcard.core.statements.bundle import Introduced, Shown, Withdrawal
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.core.statements.vouch import Manner
from p2pcard.errors import Refusal
from tests.peers import MONTH, card_of, chance_of, seed_of

ROUNDS = 10_000
ROOTS = [chance_of(f"root {number}")(16) for number in range(3)]
NAMES = ["Teo", "Bea", "Çiğdem", "Benjamin Quintana"]
KEYS = [crypto.public_key(seed_of(name)) for name in NAMES]


def vouch_by(root, name, **more):
    given = {"month": MONTH, "how": Manner.QR, "may_introduce": False, **more}
    return vouch.issue(root, crypto.public_key(seed_of(name)), name, 64 * MONTH + 1, **given)


VOUCHES = [vouch_by(root, name, may_introduce=root == ROOTS[1]) for root in ROOTS for name in NAMES[:3]]
OFFERS = [
    introduction.write(key, "Bea", MONTH, chance_of(f"number {place}")(16), identity_seed(root))
    for root in ROOTS
    for place, key in enumerate(KEYS)
]
AGREED = [acceptance.write(made, seed_of(name)) for made in (*VOUCHES, *OFFERS[:4]) for name in NAMES[:2]]
GONE = [revocation.write(root) for root in (*ROOTS, *(chance_of(f"gone {n}")(16) for n in range(3)))]
SECRETS = [vouch.withdrawal_secret(root, KEYS[0], 64 * MONTH + 1) for root in ROOTS]
ACCEPTED = {(each.author, acceptance.read(each)): each for each in AGREED}
FITTING = [
    (made, ACCEPTED[key, made.id]) for made in VOUCHES for key in KEYS[:2] if (key, made.id) in ACCEPTED
]
BLOB_KEYS = [(support_secret(root), key) for root in ROOTS for key in KEYS[:2]]
BLOBS = [
    support.seal(secret, key, made, agreed, chance_of(f"nonce {number} {place}")(24))
    for place, (secret, key) in enumerate(BLOB_KEYS)
    for number, (made, agreed) in enumerate(FITTING[:3])
]
CONTENTS: list[list[bundle.Item]] = [
    [GONE[0], Withdrawal(SECRETS[0])],
    [Shown(*FITTING[0], tuple(BLOBS[:3])), Withdrawal(SECRETS[1])],
    [Shown(VOUCHES[1], None), AGREED[0], OFFERS[0]],
    [Introduced(card_of("Teo"), OFFERS[0], acceptance.write(OFFERS[0], seed_of("Teo")))],
    [Withdrawal(SECRETS[2]), Shown(*FITTING[1]), GONE[1]],
]
BUNDLES = [bundle.write(items) for items in CONTENTS]
SIGNED: dict[str, tuple[list[Statement], Kind, Callable[[Statement], object]]] = {
    "vouch": (VOUCHES, Kind.VOUCH, vouch.read),
    "acceptance": (AGREED, Kind.ACCEPTANCE, acceptance.read),
    "introduction": (OFFERS, Kind.INTRODUCTION, introduction.read),
    "revocation": (GONE, Kind.REVOCATION, revocation.read),
}


# Alterations: each takes bytes, others of their kind, and chance


def flip(data, others, chance):
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        place = chance.randrange(len(data))
        data = data[:place] + bytes((data[place] ^ 1 << chance.randrange(8),)) + data[place + 1 :]
    return data


def insert(data, others, chance):
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.randbytes(chance.randint(1, 4)) + data[place:]


def leave_out(data, others, chance):
    place = chance.randrange(len(data))
    return data[:place] + data[place + chance.randint(1, 4) :]


def cut(data, others, chance):
    place = chance.randrange(len(data))
    return chance.choice((data[:place], data[place:]))


def splice(data, others, chance):
    """The front of one and the back of another, mostly at the same place."""
    other = chance.choice(others)
    place = chance.randrange(min(len(data), len(other)))
    return data[:place] + other[chance.choice((place, place, chance.randrange(len(other)))) :]


def exchange(data, others, chance):
    """Two pieces of one size change places, or a piece comes from another."""
    size = chance.choice((1, 2, 16, 32, 32, 64, 137, 640)) % len(data)
    one, other = (chance.randrange(len(data) - size + 1) for _ in range(2))
    source = chance.choice((data, chance.choice(others)))
    return data[:one] + source[other : other + size] + data[one + size :]


def swap_fields(data, others, chance):
    """Two fields change their values, or one is that of another; the signature stays."""
    fields = dict(statement.load_trusted(data).fields())
    given = statement.load_trusted(chance.choice(others)).fields()
    one, other = chance.choice(list(fields)), chance.choice(list(fields))
    if chance.random() < 0.5:
        fields[one], fields[other] = fields[other], fields[one]
    else:
        fields[one] = given.get(one, fields[one])
    return data[:2] + wire.encode(fields) + data[-64:]


def sign_as_another(data, others, chance):
    """The signature is that of another, or truly by the same person under another kind, or under none."""
    made = statement.load_trusted(data)
    if chance.random() < 0.5:
        return data[:-64] + chance.choice(others)[-64:]
    contexts = [kind.context for kind in Kind if kind is not made.kind] + [b"", b"p2pcard/1/bind\0"]
    seed = SEEDS[made.author]
    return data[:-64] + crypto.sign(seed, chance.choice(contexts) + made.body)


def relabel(data, others, chance):
    """The same under another kind or version."""
    return chance.choice(
        (data[:1] + bytes((chance.randrange(8),)) + data[2:], bytes((chance.randrange(4),)) + data[1:])
    )


SEEDS = {crypto.public_key(seed): seed for seed in (*map(identity_seed, ROOTS), *map(seed_of, NAMES))}
SEEDS |= {made.author: identity_seed(chance_of(f"gone {n}")(16)) for n, made in enumerate(GONE[3:])}
PLAIN = (flip, flip, insert, leave_out, cut, splice, exchange)
DEEP = (*PLAIN, swap_fields, swap_fields, sign_as_another, relabel)


def altered(good, ways, chance):
    """So many alterations of good bytes, none of them good again, with the name of the way."""
    count = 0
    while count < ROUNDS:
        way = chance.choice(ways)
        data = way(chance.choice(good), good, chance)
        if data not in good:
            count += 1
            yield way.__name__, data


@pytest.mark.parametrize("name", SIGNED)
def test_no_altered_statement_is_read(name):
    made, kind, read = SIGNED[name]
    good = [bytes(each) for each in made]
    assert [read(statement.read(each)) for each in good]
    everything = good + [bytes(each) for each in (*VOUCHES, *AGREED, *OFFERS, *GONE) if each.kind is not kind]
    refused = Counter[tuple[str, str]]()
    for way, data in altered(good, DEEP, random.Random(f"mutated {name}")):
        try:
            found = read(statement.read(data))
        except Refusal as refusal:
            refused[way, type(refusal).__name__] += 1
            continue
        pytest.fail(f"{way} made {data.hex()}, read as {found}")
    for other in everything[len(good) :]:  # replayed as they are, for something else
        with pytest.raises(Refusal):
            read(statement.read(other))
    assert refused.total() == ROUNDS
    assert {way for way, _ in refused} == {way.__name__ for way in DEEP}
    assert {"BadSignature", "Malformed", "NewerVersion"} <= {refusal for _, refusal in refused}


def statements_in(items):
    """All that is signed in a bundle."""
    for item in items:
        match item:
            case Statement():
                yield item
            case Shown(made, agreed, _):
                yield from filter(None, (made, agreed))
            case Introduced(card, made, agreed):
                yield from (card, made, agreed)


def test_no_altered_bundle_holds_a_statement_that_nobody_made_or_withdraws_what_nobody_withdrew():
    good = {bytes(each) for data in BUNDLES for each in statements_in(bundle.read(data))}
    handles = {vouch.read(each).handle.withdrawal for each in VOUCHES}
    outcome = Counter[str]()
    for way, data in altered(BUNDLES, PLAIN, random.Random("mutated bundle")):
        try:
            items = bundle.read(data)
        except Refusal:
            outcome["refused"] += 1
            continue
        outcome["read"] += 1
        assert {bytes(each) for each in statements_in(items)} <= good, way
        secrets = {item.secret for item in items if isinstance(item, Withdrawal)}
        ended = {vouch.withdrawal_handle(secret) for secret in secrets - set(SECRETS)}
        assert not ended & handles, way
    assert outcome.total() == ROUNDS
    assert outcome["refused"] > ROUNDS / 2
    assert outcome["read"] > 100  # what nobody signs may be altered: a withdrawal, a blob


def test_no_altered_blob_is_opened_for_anybody():
    whole = {blob: support.open_blob(*BLOB_KEYS[place // 3], blob) for place, blob in enumerate(BLOBS)}
    assert None not in whole.values()
    chance, outcome = random.Random("mutated blob"), Counter[str]()
    for way, data in altered(BLOBS, PLAIN, chance):
        for key in chance.sample(BLOB_KEYS, 2):
            try:
                opened = support.open_blob(*key, data)
            except Refusal as refusal:
                outcome[type(refusal).__name__] += 1
                continue
            assert opened is None, way
            outcome["for somebody else"] += 1
    assert outcome.total() == 2 * ROUNDS
    assert set(outcome) == {"CannotOpen", "for somebody else"}
    for place, blob in enumerate(BLOBS):  # and as they are, each opens with its own secret and signer
        opens = [key for key in BLOB_KEYS if support.open_blob(*key, blob) is not None]
        assert opens == [BLOB_KEYS[place // 3]]
