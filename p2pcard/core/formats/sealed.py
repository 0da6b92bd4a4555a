"""The sealed file of a vault or a backup: a random data key in slots, and a body under that key.

    head  = "p2pcard" 00 | version 01 | what (1 vault, 2 backup) | store id (16)        26 bytes
    slots = count (1 to 8) | count times:
            kind (1 phrase, 2 recovery) | memory in KiB (4) | passes (1) | salt (16)    22 bytes,
            nonce (24) | the data key, sealed (48); associated data: head | those 22 bytes
    body  = nonce (24) | content, sealed; associated data: head
    content = true length (8) | what is kept | zeros, 2^18, 2^19, ... bytes in all

Everything is XChaCha20-Poly1305; numbers are big-endian. A phrase slot's key
is Argon2id of the phrase; a recovery slot's is the backup key, with zeros for
cost and salt. A slot can change without touching the body; nothing else can
change without being noticed (spec section 11).
"""

from enum import IntEnum
from typing import Final, NamedTuple

from p2pcard.core.formats import crypto
from p2pcard.core.formats.crypto import Chance
from p2pcard.errors import CannotOpen, DamagedFile, NewerFile, NotASealedFile, NotEnoughMemory, VaultFull

MAGIC: Final = b"p2pcard\x00"
VERSION: Final = 1
STORE_ID_SIZE: Final = 16
SALT_SIZE: Final = 16
SLOT_LIMIT: Final = 8  # a phrase, the recovery words, and room for later kinds
FIRST_STEP: Final = 2**18  # bytes: 0 and 50 contacts look alike
LAST_STEP: Final = 2**28  # 256 MiB: ten times the largest book that was measured
MEMORY_LIMITS: Final = (64 * 1024, 1024 * 1024)  # KiB: less is too weak, more lets a file exhaust a device
PASSES_LIMITS: Final = (2, 8)
SIZE_LIMIT: Final = LAST_STEP + 1024  # bytes of a whole file: nothing larger need be read
MARK_SIZE: Final = 32

START_SIZE: Final = len(MAGIC) + 2  # bytes that say what a file is
_HEAD_SIZE: Final = START_SIZE + STORE_ID_SIZE
_SLOT_HEAD_SIZE: Final = 1 + 4 + 1 + SALT_SIZE
_SEALED_KEY_SIZE: Final = crypto.KEY_SIZE + crypto.TAG_SIZE
_SLOT_SIZE: Final = _SLOT_HEAD_SIZE + crypto.XNONCE_SIZE + _SEALED_KEY_SIZE
_LENGTH_SIZE: Final = 8


class What(IntEnum):
    """What a sealed file is; its number is byte 9."""

    VAULT = 1
    BACKUP = 2


class SlotKind(IntEnum):
    """What opens a slot."""

    PHRASE = 1
    RECOVERY = 2


class Cost(NamedTuple):
    """What one guess at a phrase costs: Argon2id's memory in KiB and its passes, one lane."""

    memory_kib: int
    passes: int


NORMAL: Final = Cost(256 * 1024, 3)
LOW_MEMORY: Final = Cost(64 * 1024, 3)
_NO_COST: Final = Cost(0, 0)


class Head(NamedTuple):
    """What a file is, and the random id that ties its slots to its body."""

    what: What
    store: bytes

    def __bytes__(self) -> bytes:
        return MAGIC + bytes((VERSION, self.what)) + self.store


class Lock(NamedTuple):
    """What a slot says in the clear: who can open it and at what cost; 22 bytes."""

    kind: SlotKind
    cost: Cost
    salt: bytes

    def __bytes__(self) -> bytes:
        memory = self.cost.memory_kib.to_bytes(4, "big")
        return bytes((self.kind,)) + memory + bytes((self.cost.passes,)) + self.salt


RECOVERY: Final = Lock(SlotKind.RECOVERY, _NO_COST, bytes(SALT_SIZE))


class Slot(NamedTuple):
    """The data key under one lock."""

    lock: Lock
    nonce: bytes
    sealed_key: bytes

    def __bytes__(self) -> bytes:
        return bytes(self.lock) + self.nonce + self.sealed_key


class Container(NamedTuple):
    """A sealed file taken apart, nothing opened."""

    head: Head
    slots: tuple[Slot, ...]
    nonce: bytes
    body: bytes

    def __bytes__(self) -> bytes:
        slots = bytes((len(self.slots),)) + b"".join(map(bytes, self.slots))
        return b"".join((bytes(self.head), slots, self.nonce, self.body))

    def slot(self, kind: SlotKind) -> Slot:
        """Return the first slot of this kind; raises CannotOpen where there is none."""
        for each in self.slots:
            if each.lock.kind is kind:
                return each
        raise CannotOpen


def new_head(what: What, chance: Chance) -> Head:
    """Begin another file, with an id of its own."""
    return Head(what, chance(STORE_ID_SIZE))


def phrase_lock(cost: Cost, chance: Chance) -> Lock:
    """Return a lock for a phrase, with a fresh salt."""
    return Lock(SlotKind.PHRASE, cost, chance(SALT_SIZE))


def phrase_key(phrase: bytes, lock: Lock) -> bytes:
    """Return the 32-byte slot key of a phrase: slow by design. Raises NotEnoughMemory."""
    try:
        return crypto.stretch(phrase, lock.salt, lock.cost.memory_kib, lock.cost.passes)
    except (RuntimeError, MemoryError) as error:
        raise NotEnoughMemory(mebibytes=lock.cost.memory_kib // 1024) from error


def seal_key(head: Head, lock: Lock, slot_key: bytes, data_key: bytes, chance: Chance) -> Slot:
    """Put the data key into a slot."""
    nonce = chance(crypto.XNONCE_SIZE)
    return Slot(lock, nonce, crypto.xseal(slot_key, nonce, data_key, bytes(head) + bytes(lock)))


def open_key(head: Head, slot: Slot, slot_key: bytes) -> bytes:
    """Take the data key out of a slot; raises CannotOpen, which a wrong phrase and an altered slot share."""
    return crypto.xunseal(slot_key, slot.nonce, slot.sealed_key, bytes(head) + bytes(slot.lock))


def seal(
    head: Head,
    slots: tuple[Slot, ...],
    data_key: bytes,
    content: bytes,
    chance: Chance,
    limit: int = LAST_STEP,
) -> Container:
    """Seal `content` behind `slots` that hold `data_key`; raises VaultFull beyond `limit` bytes, a step."""
    size = FIRST_STEP
    while size < _LENGTH_SIZE + len(content):
        size *= 2
    if size > limit:
        raise VaultFull(megabytes=limit >> 20)
    length = len(content).to_bytes(_LENGTH_SIZE, "big")
    padded = b"".join((length, content, bytes(size - _LENGTH_SIZE - len(content))))
    nonce = chance(crypto.XNONCE_SIZE)
    return Container(head, slots, nonce, crypto.xseal(data_key, nonce, padded, bytes(head)))


def unseal(container: Container, data_key: bytes) -> bytes:
    """Return what is kept in the body; raises DamagedFile."""
    try:
        padded = crypto.xunseal(data_key, container.nonce, container.body, bytes(container.head))
    except CannotOpen as error:
        raise DamagedFile from error
    length = int.from_bytes(padded[:_LENGTH_SIZE], "big")
    content, padding = padded[_LENGTH_SIZE : _LENGTH_SIZE + length], padded[_LENGTH_SIZE + length :]
    if len(content) != length or padding != bytes(len(padding)):
        raise DamagedFile
    return content


def read(data: bytes, what: What) -> Container:
    """Take a file apart and check all that can be checked without a key.

    Raises NotASealedFile, NewerFile or DamagedFile.
    """
    if data[: len(MAGIC)] != MAGIC:
        raise NotASealedFile
    if len(data) < _HEAD_SIZE + 1:
        raise DamagedFile
    if data[len(MAGIC)] != VERSION:
        raise NewerFile
    if data[len(MAGIC) + 1] != what:
        raise NotASealedFile
    head = Head(what, data[_HEAD_SIZE - STORE_ID_SIZE : _HEAD_SIZE])
    count = data[_HEAD_SIZE]
    start = _HEAD_SIZE + 1
    end = start + count * _SLOT_SIZE
    body = data[end + crypto.XNONCE_SIZE :]
    if not 1 <= count <= SLOT_LIMIT or not _is_step(len(body) - crypto.TAG_SIZE):
        raise DamagedFile
    slots = tuple(_slot(data[place : place + _SLOT_SIZE]) for place in range(start, end, _SLOT_SIZE))
    return Container(head, slots, data[end : end + crypto.XNONCE_SIZE], body)


def mark(data: bytes) -> bytes:
    """Return the MARK_SIZE bytes by which a save names the file of another one (spec section 11.5)."""
    return crypto.digest("p2pc-vault-file", data)


def is_a(what: What, start: bytes) -> bool:
    """Return whether START_SIZE bytes or more are how such a file begins, in whatever version."""
    return start.startswith(MAGIC) and start[START_SIZE - 1 : START_SIZE] == bytes((what,))


def _is_step(size: int) -> bool:
    return FIRST_STEP <= size <= LAST_STEP and size & (size - 1) == 0


def _slot(data: bytes) -> Slot:
    if data[0] not in set(SlotKind):
        raise DamagedFile
    cost = Cost(int.from_bytes(data[1:5], "big"), data[5])
    lock = Lock(SlotKind(data[0]), cost, data[6:_SLOT_HEAD_SIZE])
    _check(lock)
    rest = data[_SLOT_HEAD_SIZE:]
    return Slot(lock, rest[: crypto.XNONCE_SIZE], rest[crypto.XNONCE_SIZE :])


def _check(lock: Lock) -> None:
    """Refuse a cost that is too weak to protect or high enough to harm; raises DamagedFile."""
    if lock.kind is SlotKind.RECOVERY:
        if lock != RECOVERY:
            raise DamagedFile
        return
    memory, passes = lock.cost.memory_kib, lock.cost.passes
    if (
        not MEMORY_LIMITS[0] <= memory <= MEMORY_LIMITS[1]
        or not PASSES_LIMITS[0] <= passes <= PASSES_LIMITS[1]
    ):
        raise DamagedFile
