"""What people say of one another: vouches, what is agreed to, introductions, revocations."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core import acceptance, crypto, introduction, recovery, revocation, statement, vouch
from p2pcard.core.statement import Kind
from p2pcard.core.vouch import Handle, Manner, Vouch
from p2pcard.errors import (
    BadAcceptance,
    BadSignature,
    HiddenCharacter,
    Malformed,
    MixedAlphabets,
    NewerVersion,
    TextTooLong,
)
from tests.peers import MONTH, card_of, chance_of, seed_of

ROOT = chance_of("the root of Ana")(16)
SEED = recovery.identity_seed(ROOT)
ANA, TEO = crypto.public_key(SEED), crypto.public_key(seed_of("Teo"))
FIRST = 64 * MONTH + 1
NUMBER = bytes(range(16))
WIDEST = "\U00020000"  # a letter of four bytes
WAYS = st.sampled_from(Manner)
KEYS = st.binary(min_size=32, max_size=32).filter(lambda key: key != ANA)
NAMES = st.text("ABCDE efgh", min_size=1, max_size=60).map(lambda name: " ".join(name.split()) or "A")


def vouch_for(name="Teo", root=ROOT, sequence=FIRST, **more):
    """A vouch about somebody."""
    given = {"month": MONTH, "how": Manner.QR, "may_introduce": False, **more}
    return vouch.issue(root, crypto.public_key(seed_of("Teo")), name, sequence, **given)


def fields_of(made, **changed):
    """The fields of a statement without its key; those called f1, f2 and so on are changed, or left out."""
    whole = made.fields() | {int(name[1:]): value for name, value in changed.items()}
    return {field: value for field, value in whole.items() if field and value is not None}


def signed(made, seed=SEED, **changed):
    """The same statement with other fields, truly signed and read."""
    return statement.read(bytes(statement.make(made.kind, fields_of(made, **changed), seed)))


VOUCH = vouch_for()
OFFER = introduction.write(TEO, "Bea", MONTH, NUMBER, SEED)
AGREED = acceptance.write(VOUCH, seed_of("Teo"))
GONE = revocation.write(ROOT)


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


def test_a_revocation_fits_every_vouch_of_its_author_and_no_other():
    void = revocation.read(GONE)
    mine = [vouch.read(vouch_for(sequence=FIRST + number)).handle for number in range(3)]
    theirs = vouch.read(vouch_for(root=bytes(16))).handle
    assert [vouch.void_handle(void, handle.withdrawal) == handle.void for handle in mine] == [True] * 3
    assert vouch.void_handle(void, theirs.withdrawal) != theirs.void
    assert len({handle.void for handle in mine}) == 3


def test_handles_name_nobody_and_hold_no_secret():
    handle = vouch.read(VOUCH).handle
    kept = bytes(handle)
    assert kept == handle.withdrawal + handle.void
    assert len(kept) == vouch.HANDLE_SIZE == 48
    assert isinstance(handle, Handle)
    secrets = (ANA, TEO, vouch.withdrawal_secret(ROOT, TEO, FIRST), revocation.read(GONE))
    assert [secret for secret in secrets if secret in kept] == []


# An acceptance


def test_somebody_agrees_to_a_vouch_about_them_and_to_an_introduction_to_them():
    assert acceptance.read(statement.read(bytes(AGREED))) == VOUCH.id
    acceptance.check(AGREED, VOUCH, TEO)
    acceptance.check(acceptance.write(OFFER, seed_of("Teo")), OFFER, TEO)
    acceptance.check(
        AGREED, replace(VOUCH, signature=bytes(64)), TEO
    )  # to what is said, not to its signature


@pytest.mark.parametrize(
    "agreed",
    [
        acceptance.write(VOUCH, SEED),
        acceptance.write(VOUCH, seed_of("Bea")),
        acceptance.write(vouch_for(sequence=FIRST + 1), seed_of("Teo")),
        acceptance.write(vouch_for("Theo"), seed_of("Teo")),
        acceptance.write(OFFER, seed_of("Teo")),
    ],
    ids=["by the author", "by another", "of the next vouch", "of another name", "of an introduction"],
)
def test_an_acceptance_by_another_or_of_something_else_does_not_fit(agreed):
    with pytest.raises(BadAcceptance):
        acceptance.check(agreed, VOUCH, TEO)


@pytest.mark.parametrize("value", [None, b"", bytes(31), bytes(33), "x" * 32])
def test_an_acceptance_names_32_bytes(value):
    with pytest.raises(Malformed):
        acceptance.read(signed(AGREED, seed_of("Teo"), f1=value))


# An introduction


def test_an_introduction_names_one_to_the_other_until_the_next_month():
    read = introduction.read(statement.read(bytes(OFFER)))
    assert (read.by, read.to, read.name, read.number) == (ANA, TEO, "Bea", NUMBER)
    assert (read.month, read.until) == (MONTH, MONTH + 1)


def test_an_introduction_holds_the_key_of_nobody_but_the_two_who_know_each_other():
    bea = crypto.public_key(seed_of("Bea"))
    assert bea not in bytes(OFFER)
    assert TEO in bytes(OFFER)


@pytest.mark.parametrize(
    "changed",
    [{f"f{field}": None} for field in range(1, 6)]
    + [{"f1": ANA}, {"f4": MONTH - 1}, {"f4": MONTH + 2}, {"f5": bytes(15)}, {"f1": bytes(33)}, {"f3": True}],
)
def test_an_introduction_that_lacks_something_or_says_what_none_can_say_is_malformed(changed):
    with pytest.raises(Malformed):
        introduction.read(signed(OFFER, **changed))


# A revocation


def test_a_revocation_follows_from_the_root_and_is_the_same_each_time():
    assert revocation.write(ROOT) == GONE
    assert GONE.author == ANA
    assert revocation.read(statement.read(bytes(GONE))) == recovery.void_secret(ROOT)


@pytest.mark.parametrize("value", [None, b"", bytes(15), bytes(17), "x" * 16])
def test_a_revocation_publishes_16_bytes(value):
    with pytest.raises(Malformed):
        revocation.read(signed(GONE, f1=value))


def test_nobody_can_revoke_the_key_of_another():
    forged = (
        bytes((1, Kind.REVOCATION)) + GONE.body + crypto.sign(seed_of("Teo"), GONE.kind.context + GONE.body)
    )
    with pytest.raises(BadSignature):
        statement.read(forged)
