"""Sealed files: section 11."""

from dataclasses import dataclass

from tests.second_reader import sealing
from tests.second_reader.basics import Refusal, demand, digest, number_of, u8, u32, u64

STEPS = [2**power for power in range(18, 29)]
WHAT = {"vault": 1, "backup": 2}
KINDS = {"phrase": 1, "recovery": 2}


@dataclass(frozen=True)
class Slot:
    """One way to the data key."""

    lock: bytes
    nonce: bytes
    sealed: bytes

    @property
    def kind(self):
        return self.lock[0]

    @property
    def memory(self):
        return number_of(self.lock[1:5])

    @property
    def passes(self):
        return self.lock[5]

    @property
    def salt(self):
        return self.lock[6:]

    def holds(self):
        if self.kind == 1:
            return 65536 <= self.memory <= 1048576 and 2 <= self.passes <= 8
        return self.kind == 2 and not any(self.lock[1:])


@dataclass(frozen=True)
class SealedFile:
    """A file whose form holds."""

    head: bytes
    slots: list[Slot]
    nonce: bytes
    body: bytes

    def data_key(self, kind, phrase_or_key):
        """The data key, by the first slot of a kind."""
        slot = next((slot for slot in self.slots if slot.kind == KINDS[kind]), None)
        if slot is None:
            raise Refusal("CannotOpen")
        key = phrase_or_key
        if kind == "phrase":
            key = sealing.stretch(phrase_or_key, slot.salt, slot.memory, slot.passes)
        return sealing.xunseal(key, slot.nonce, slot.sealed, self.head + slot.lock)

    def kept(self, data_key):
        content = _damaged(sealing.xunseal, data_key, self.nonce, self.body, self.head)
        size = number_of(content[:8])
        demand(size <= len(content) - 8, "DamagedFile")
        demand(not any(content[8 + size :]), "DamagedFile")
        return content[8 : 8 + size]


def _damaged(opener, *details):
    try:
        return opener(*details)
    except Refusal:
        raise Refusal("DamagedFile") from None


def read_file(data, expected):
    demand(data[:8] == b"p2pcard\0", "NotASealedFile")
    demand(len(data) >= 27, "DamagedFile")
    demand(data[8] == 1, "NewerFile")
    demand(data[9] == WHAT[expected], "NotASealedFile")
    count = data[26]
    start = 27 + 94 * count
    demand(1 <= count <= 8 and len(data) - start - 24 - 16 in STEPS, "DamagedFile")
    slots = [_slot(data[place : place + 94]) for place in range(27, start, 94)]
    demand(all(slot.holds() for slot in slots), "DamagedFile")
    return SealedFile(data[:26], slots, data[start : start + 24], data[start + 24 :])


def _slot(data):
    return Slot(data[:22], data[22:46], data[46:])


def mark_of(data):
    """What a later save holds of this file: section 11.5."""
    return digest("p2pc-vault-file", data)


def head_of(what, store):
    return b"p2pcard\0\x01" + u8(what) + store


def lock_of(kind, memory, passes, salt):
    return u8(kind) + u32(memory) + u8(passes) + salt


def content_of(kept, length=None, last=None):
    step = next(step for step in STEPS if 8 + len(kept) <= step)
    content = u64(len(kept) if length is None else length) + kept
    content = content.ljust(step, b"\0")
    return content if last is None else content[:-1] + last


def write_file(head, slots, data_key, nonce, content):
    """The file; each slot is its lock, its nonce and its slot key."""
    data = head + u8(len(slots))
    for lock, slot_nonce, key in slots:
        data += lock + slot_nonce + sealing.xseal(key, slot_nonce, data_key, head + lock)
    return data + nonce + sealing.xseal(data_key, nonce, content, head)
