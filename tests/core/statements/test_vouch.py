"""What people say of one another: vouches, what is agreed to, introductions, revocations."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.formats import crypto
from p2pcard.core.statements import acceptance, introduction, revocation, statement, vouch
from p2pcard.core.statements.vouch import Handle, Manner, Vouch
from p2pcard.errors import (
    BadSignature,
    HiddenCharacter,
    Malformed,
    MixedAlphabets,
    NewerVersion,
    TextTooLong,
)
from tests.peers import MONTH, card_of, chance_of, seed_of
from tests.resigned import (
    AGREED,
    ANA,
    FIRST,
    GONE,
    NUMBER,
    OFFER,
    ROOT,
    SEED,
    TEO,
    VOUCH,
    signed,
    vouch_for,
)

WIDEST = "\U00020000"  # a letter of four bytes
WAYS = st.sampled_from(Manner)
KEYS = st.binary(min_size=32, max_size=32).filter(lambda key: key != ANA)
NAMES = st.text("ABCDE efgh", min_size=1, max_size=60).map(lambda name: " ".join(name.split()) or "A")


# A vouch


def test_a_vouch_says_who_knows_whom_since_when_and_how():
    secret = vouch.withdrawal_secret(ROOT, TEO, FIRST)
    read = vouch.read(statement.read(bytes(VOUCH)))
    handle = vouch.handle_of(ROOT, secret)
    assert read == Vouch(ANA, TEO, "Teo", FIRST, False, MONTH, MONTH + 12, Manner.QR, handle)
    assert vouch.read(vouch_for(may_introduce=True, how=Manner.PHRASE)) == replace(
        read, may_introduce=True, how=Manner.PHRASE
    )


@given(KEYS, NAMES, st.integers(1, 2**64 - 1), st.integers(0, 65523), WAYS, st.booleans())
def test_whatever_is_vouched_for_is_read_the_same(subject, name, sequence, month, how, may_introduce):
    made = vouch.issue(ROOT, subject, name, sequence, month, how, may_introduce=may_introduce)
    read = vouch.read(statement.read(bytes(made)))
    handle = vouch.handle_of(ROOT, vouch.withdrawal_secret(ROOT, subject, sequence))
    assert read == Vouch(ANA, subject, name, sequence, may_introduce, month, month + 12, how, handle)


def test_a_vouch_for_teo_has_210_bytes_and_one_for_the_longest_name_450():
    assert len(bytes(VOUCH)) == 210
    assert len(bytes(vouch_for(WIDEST * 60, may_introduce=True))) == 450
    assert len(bytes(AGREED)) == 137


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("T" * 61, TextTooLong), ("T\u202eeo", HiddenCharacter), ("T\u0435o", MixedAlphabets)],
)
def test_nobody_is_vouched_for_or_introduced_by_a_name_that_no_card_could_have(name, refusal):
    with pytest.raises(refusal):
        vouch_for(name)
    with pytest.raises(refusal):
        introduction.write(TEO, name, MONTH, NUMBER, SEED)
    with pytest.raises(refusal):
        vouch.read(signed(VOUCH, f2=name))
    with pytest.raises(refusal):
        introduction.read(signed(OFFER, f2=name))


@pytest.mark.parametrize("field", [1, 2, 3, 5, 6, 7, 8, 9])
def test_a_vouch_without_something_is_none(field):
    with pytest.raises(Malformed):
        vouch.read(signed(VOUCH, **{f"f{field}": None}))


@pytest.mark.parametrize(
    "changed",
    [
        {"f1": ANA},
        {"f3": 0},
        {"f4": False},
        {"f6": MONTH - 1},
        {"f6": MONTH + 13},
        {"f7": 3},
        {"f8": bytes(31)},
        {"f9": bytes(17)},
        {"f5": "682"},
        {"f6": 65536, "f5": 65530},
    ],
)
def test_a_vouch_that_says_what_none_can_say_is_malformed(changed):
    with pytest.raises(Malformed):
        vouch.read(signed(VOUCH, **changed))


@pytest.mark.parametrize(
    ("made", "read", "first"),
    [
        (VOUCH, vouch.read, 10),
        (OFFER, introduction.read, 6),
        (AGREED, acceptance.read, 2),
        (GONE, revocation.read, 2),
    ],
)
def test_a_field_that_must_be_known_is_refused_and_one_that_need_not_is_left_unread(made, read, first):
    for field in (first, 127):
        with pytest.raises(NewerVersion):
            read(signed(made, **{f"f{field}": 1}))
    assert read(signed(made, f128=(1, ("x", b"")), f255="")) == read(made)


@pytest.mark.parametrize(
    "read",
    [vouch.read, introduction.read, acceptance.read, revocation.read],
    ids=lambda read: read.__module__,
)
def test_each_reader_takes_its_own_kind_alone(read):
    made = [VOUCH, OFFER, AGREED, GONE, card_of("Teo")]
    taken = []
    for each in made:
        try:
            read(each)
        except Malformed:
            continue
        taken.append(each)
    assert len(taken) == 1
    with pytest.raises(BadSignature):
        statement.read(bytes(taken[0])[:1] + bytes((taken[0].kind % 5 + 1,)) + bytes(taken[0])[2:])


@pytest.mark.parametrize(("until", "ahead"), [(MONTH + 12, False), (MONTH + 13, False), (MONTH + 14, True)])
def test_a_vouch_is_ahead_when_it_ends_later_than_one_from_next_month(until, ahead):
    assert vouch.is_ahead(replace(vouch.read(VOUCH), until=until), MONTH) is ahead


# Handles


def test_each_vouch_has_secrets_of_its_own():
    other_root, bea = chance_of("another root")(16), crypto.public_key(seed_of("Bea"))
    secrets = {
        vouch.withdrawal_secret(root, subject, sequence)
        for root in (ROOT, other_root)
        for subject in (TEO, bea)
        for sequence in (FIRST, FIRST + 1, 2**64 - 1)
    }
    assert len(secrets) == 12
    assert vouch.withdrawal_secret(ROOT, TEO, FIRST) in secrets


def test_a_published_secret_fits_the_handle_of_one_vouch():
    secret = vouch.withdrawal_secret(ROOT, TEO, FIRST)
    assert vouch.withdrawal_handle(secret) == vouch.read(VOUCH).handle.withdrawal
    assert vouch.withdrawal_handle(secret) != vouch.read(vouch_for(sequence=FIRST + 1)).handle.withdrawal


def test_handles_name_nobody_and_hold_no_secret():
    handle = vouch.read(VOUCH).handle
    kept = bytes(handle)
    assert kept == handle.withdrawal + handle.void
    assert len(kept) == vouch.HANDLE_SIZE == 48
    assert isinstance(handle, Handle)
    secrets = (ANA, TEO, vouch.withdrawal_secret(ROOT, TEO, FIRST), revocation.read(GONE))
    assert [secret for secret in secrets if secret in kept] == []
