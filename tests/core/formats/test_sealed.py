"""A sealed file opens whole and unchanged, or not at all."""

import functools
import hashlib
import itertools

import nacl.bindings as sodium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.formats import crypto, sealed
from p2pcard.core.formats.sealed import Cost, Lock, SlotKind, What
from p2pcard.errors import (
    CannotOpen,
    DamagedFile,
    NewerFile,
    NotASealedFile,
    NotEnoughMemory,
    Refusal,
    VaultFull,
)

DATA_KEY, SLOT_KEY = b"d" * 32, b"s" * 32
HEAD_SIZE, SLOT_SIZE = 26, 94


def chances(seed=b""):
    """Repeatable chance: each call gives other bytes."""
    count = itertools.count()
    return lambda size: hashlib.shake_128(seed + next(count).to_bytes(4, "big")).digest(size)


def backup(content=b"the book", slots=1, chance=None):
    chance = chance or chances()
    head = sealed.new_head(What.BACKUP, chance)
    keys = tuple(sealed.seal_key(head, sealed.RECOVERY, SLOT_KEY, DATA_KEY, chance) for _ in range(slots))
    return bytes(sealed.seal(head, keys, DATA_KEY, content, chance))


def open_backup(data):
    found = sealed.read(data, What.BACKUP)
    data_key = sealed.open_key(found.head, found.slot(SlotKind.RECOVERY), SLOT_KEY)
    return sealed.unseal(found, data_key)


WHOLE = backup()


@given(st.binary(max_size=3000), st.integers(1, sealed.SLOT_LIMIT))
def test_what_was_sealed_is_opened_and_written_back_the_same(content, slots):
    data = backup(content, slots)
    assert open_backup(data) == content
    assert bytes(sealed.read(data, What.BACKUP)) == data


def test_a_phrase_opens_its_slot_and_another_phrase_does_not():
    chance = chances()
    head = sealed.new_head(What.VAULT, chance)
    lock = sealed.phrase_lock(sealed.LOW_MEMORY, chance)
    slot = sealed.seal_key(head, lock, sealed.phrase_key(b"a good phrase", lock), DATA_KEY, chance)
    found = sealed.read(bytes(sealed.seal(head, (slot,), DATA_KEY, b"", chance)), What.VAULT)
    held = found.slot(SlotKind.PHRASE)
    assert sealed.open_key(found.head, held, sealed.phrase_key(b"a good phrase", held.lock)) == DATA_KEY
    with pytest.raises(CannotOpen):
        sealed.open_key(found.head, held, sealed.phrase_key(b"a good phrasf", held.lock))
    with pytest.raises(CannotOpen):
        found.slot(SlotKind.RECOVERY)


def test_a_phrase_can_change_without_touching_the_body():
    chance = chances()
    old = sealed.read(WHOLE, What.BACKUP)
    slot = sealed.seal_key(old.head, sealed.RECOVERY, b"n" * 32, DATA_KEY, chance)
    new = sealed.Container(old.head, (slot,), old.nonce, old.body)
    assert sealed.open_key(new.head, sealed.read(bytes(new), What.BACKUP).slots[0], b"n" * 32) == DATA_KEY
    with pytest.raises(CannotOpen):
        open_backup(bytes(new))


@pytest.mark.parametrize("place", range(HEAD_SIZE + 1 + SLOT_SIZE + 24 + 40))
def test_a_changed_byte_at_the_front_is_refused(place):
    for change in (1, 0x80):
        altered = bytearray(WHOLE)
        altered[place] ^= change
        with pytest.raises((NotASealedFile, NewerFile, DamagedFile, CannotOpen)):
            open_backup(bytes(altered))


@given(st.integers(0, len(WHOLE) * 8 - 1))
def test_a_changed_bit_anywhere_is_refused(bit):
    altered = bytearray(WHOLE)
    altered[bit // 8] ^= 1 << bit % 8
    with pytest.raises((NotASealedFile, NewerFile, DamagedFile, CannotOpen)):
        open_backup(bytes(altered))


@given(st.integers(0, len(WHOLE) - 1))
def test_a_truncated_file_is_refused(size):
    with pytest.raises((NotASealedFile, DamagedFile)):
        open_backup(WHOLE[:size])


@pytest.mark.parametrize("more", [b"\x00", b"\x00" * 16, b"\x00" * len(WHOLE), WHOLE])
def test_trailing_bytes_are_refused(more):
    with pytest.raises(DamagedFile):
        open_backup(WHOLE + more)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data):
    for start in (b"", sealed.MAGIC + b"\x01\x02"):
        with pytest.raises(Refusal):
            open_backup(start + data)


def test_a_newer_version_is_named_as_such():
    with pytest.raises(NewerFile):
        sealed.read(sealed.MAGIC + b"\x02" + WHOLE[9:], What.BACKUP)


def test_a_backup_is_not_taken_for_a_vault():
    with pytest.raises(NotASealedFile):
        sealed.read(WHOLE, What.VAULT)
    posing = WHOLE[:9] + b"\x01" + WHOLE[10:]
    found = sealed.read(posing, What.VAULT)
    with pytest.raises(CannotOpen):
        sealed.open_key(found.head, found.slots[0], SLOT_KEY)
    with pytest.raises(DamagedFile):
        sealed.unseal(found, DATA_KEY)


def test_the_body_of_another_file_under_the_same_key_is_refused():
    other = sealed.read(backup(chance=chances(b"other")), What.BACKUP)
    mine = sealed.read(WHOLE, What.BACKUP)
    mixed = sealed.Container(mine.head, mine.slots, other.nonce, other.body)
    with pytest.raises(DamagedFile):
        open_backup(bytes(mixed))


@pytest.mark.parametrize("slots", [0, sealed.SLOT_LIMIT + 1])
def test_too_few_or_too_many_slots_are_refused(slots):
    with pytest.raises(DamagedFile):
        sealed.read(backup(slots=slots), What.BACKUP)


def with_lock(lock):
    head = sealed.new_head(What.VAULT, chances())
    slot = sealed.seal_key(head, lock, SLOT_KEY, DATA_KEY, chances())
    return bytes(sealed.seal(head, (slot,), DATA_KEY, b"", chances()))


@pytest.mark.parametrize("memory", [64 * 1024, 1024 * 1024])
@pytest.mark.parametrize("passes", [2, 8])
def test_a_cost_at_the_limits_is_read(memory, passes):
    lock = Lock(SlotKind.PHRASE, Cost(memory, passes), b"x" * 16)
    assert sealed.read(with_lock(lock), What.VAULT).slots[0].lock == lock


@pytest.mark.parametrize(
    "cost",
    [
        Cost(64 * 1024 - 1, 3),
        Cost(1024 * 1024 + 1, 3),
        Cost(64 * 1024, 1),
        Cost(64 * 1024, 9),
        Cost(2**32 - 1, 255),
    ],
)
def test_a_cost_one_beyond_the_limits_is_refused_before_it_is_paid(cost):
    with pytest.raises(DamagedFile):
        sealed.read(with_lock(Lock(SlotKind.PHRASE, cost, b"x" * 16)), What.VAULT)


@pytest.mark.parametrize(
    "lock",
    [Lock(SlotKind.RECOVERY, sealed.LOW_MEMORY, bytes(16)), Lock(SlotKind.RECOVERY, Cost(0, 0), b"x" * 16)],
)
def test_a_recovery_slot_has_no_cost_and_no_salt(lock):
    with pytest.raises(DamagedFile):
        sealed.read(with_lock(lock), What.VAULT)


def test_a_slot_of_unknown_kind_is_refused():
    altered = bytearray(WHOLE)
    altered[HEAD_SIZE + 1] = 3
    with pytest.raises(DamagedFile):
        sealed.read(bytes(altered), What.BACKUP)


def test_the_defaults_are_256_and_64_mebibytes_with_three_passes():
    assert Cost(262144, 3) == sealed.NORMAL
    assert Cost(65536, 3) == sealed.LOW_MEMORY


def test_memory_that_cannot_be_had_is_a_refusal():
    with pytest.raises(NotEnoughMemory) as refused:
        sealed.phrase_key(b"phrase", Lock(SlotKind.PHRASE, Cost(2**32 - 1, 1), b"x" * 16))
    assert refused.value.exit_code == 3


@pytest.mark.parametrize(
    ("content", "size"),
    [(0, 2**18), (1, 2**18), (2**18 - 8, 2**18), (2**18 - 7, 2**19), (2**19 - 8, 2**19), (2**20, 2**21)],
)
def test_sizes_grow_in_steps_that_double(content, size):
    assert len(backup(b"x" * content)) == HEAD_SIZE + 1 + SLOT_SIZE + 24 + size + 16
    assert open_backup(backup(b"x" * content)) == b"x" * content


@pytest.mark.parametrize("limit", [2**18, 2**20])
def test_as_much_as_the_last_step_holds_is_sealed_and_one_byte_more_is_refused(limit):
    head = sealed.new_head(What.VAULT, chances())
    for size in (limit - 9, limit - 8):
        sealed_file = sealed.seal(head, (), DATA_KEY, bytes(size), chances(), limit)
        assert sealed.unseal(sealed_file, DATA_KEY) == bytes(size)
    with pytest.raises(VaultFull) as refusal:
        sealed.seal(head, (), DATA_KEY, bytes(limit - 7), chances(), limit)
    assert refusal.value.values == {"megabytes": limit >> 20}


def test_the_last_step_is_256_megabytes_unless_another_is_named():
    head = sealed.new_head(What.VAULT, chances())
    with pytest.raises(VaultFull) as refusal:
        sealed.seal(head, (), DATA_KEY, bytes(sealed.LAST_STEP - 7), chances())
    assert refusal.value.values == {"megabytes": 256}


def resealed(change):
    """A file whose sealer holds the key and breaks a rule inside."""
    found = sealed.read(WHOLE, What.BACKUP)
    padded = bytearray(crypto.xunseal(DATA_KEY, found.nonce, found.body, bytes(found.head)))
    change(padded)
    body = crypto.xseal(DATA_KEY, found.nonce, bytes(padded), bytes(found.head))
    return bytes(sealed.Container(found.head, found.slots, found.nonce, body))


def longer_than_there_is(padded):
    padded[:8] = b"\xff" * 8


def something_in_the_padding(padded):
    padded[-1] = 1


@pytest.mark.parametrize("change", [longer_than_there_is, something_in_the_padding])
def test_a_body_with_a_false_length_or_padding_is_refused(change):
    with pytest.raises(DamagedFile):
        open_backup(resealed(change))
    assert open_backup(resealed(functools.partial(lambda padded: None))) == b"the book"


def test_nothing_kept_can_be_read_without_a_key():
    assert b"the book" not in WHOLE
    assert WHOLE.count(b"\x00" * 16) <= 1  # the salt of the recovery slot


def test_a_slot_does_not_open_under_another_lock():
    head = sealed.new_head(What.VAULT, chances())
    lock = Lock(SlotKind.PHRASE, sealed.LOW_MEMORY, b"x" * 16)
    slot = sealed.seal_key(head, lock, SLOT_KEY, DATA_KEY, chances())
    assert sealed.open_key(head, slot, SLOT_KEY) == DATA_KEY
    for other in (
        sealed.RECOVERY,
        Lock(SlotKind.PHRASE, sealed.NORMAL, lock.salt),
        Lock(SlotKind.PHRASE, lock.cost, b"y" * 16),
    ):
        with pytest.raises(CannotOpen):
            sealed.open_key(head, sealed.Slot(other, slot.nonce, slot.sealed_key), SLOT_KEY)


def test_a_reader_written_from_the_description_alone_agrees():
    """Offsets counted by hand; a change of format must be meant."""
    assert WHOLE[:10] == b"p2pcard\x00\x01\x02"
    head, count, slot, rest = WHOLE[:26], WHOLE[26], WHOLE[27:121], WHOLE[121:]
    assert count == 1
    assert slot[:22] == b"\x02" + bytes(21)
    opened = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt
    data_key = opened(slot[46:], head + slot[:22], slot[22:46], SLOT_KEY)
    content = opened(rest[24:], head, rest[:24], data_key)
    assert len(content) == 262_144
    assert content.rstrip(b"\x00") == b"\x00\x00\x00\x00\x00\x00\x00\x08the book"
    assert (
        hashlib.sha256(WHOLE).hexdigest()
        == "ad1dd8a7ed063ad3e231240094292ee22ef0341f5f716af041ef7cecc9c0863b"
    )


def test_a_file_is_known_by_its_first_bytes_in_whatever_version():
    assert sealed.is_a(What.BACKUP, WHOLE)
    assert sealed.is_a(What.BACKUP, WHOLE[: sealed.START_SIZE])
    for other in (WHOLE[: sealed.START_SIZE - 1], b"x" + WHOLE[1:], b""):
        assert not sealed.is_a(What.BACKUP, other)
    assert not sealed.is_a(What.VAULT, WHOLE)


def test_the_mark_of_a_file_is_that_of_its_bytes_alone():
    mark = sealed.mark(WHOLE)
    assert len(mark) == sealed.MARK_SIZE
    assert mark == sealed.mark(bytes(bytearray(WHOLE)))
    assert mark != sealed.mark(WHOLE[:-1] + bytes([WHOLE[-1] ^ 1]))
