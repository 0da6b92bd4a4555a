"""The blobs beside a vouch: section 15.6."""

from dataclasses import dataclass

from tests.second_reader import sealing
from tests.second_reader.basics import Cursor, demand, digest, u16

SIZE, ROOM = 656, 600


@dataclass(frozen=True)
class Lock:
    """What a support key gives for one nonce."""

    nonce: bytes
    tag: bytes
    key: bytes


def lock_of(secret, signer, nonce):
    key = digest("p2pc-support", secret, signer)
    return Lock(nonce, digest("p2pc-sup-tag", key, nonce)[:16], digest("p2pc-sup-key", key))


def has_room(vouch, acceptance):
    return 2 + len(vouch) + 2 + len(acceptance) <= ROOM


def write_blob(lock, vouch, acceptance):
    content = u16(len(vouch)) + vouch + u16(len(acceptance)) + acceptance
    content += bytes(ROOM - len(content))
    blob = lock.nonce + lock.tag + sealing.xseal(lock.key, lock.nonce, content, lock.tag)
    assert len(blob) == SIZE
    return blob


def open_blob(secret, signer, blob):
    """The vouch and the acceptance, or nothing where the tag is another one."""
    nonce, tag, sealed = blob[:24], blob[24:40], blob[40:]
    lock = lock_of(secret, signer, nonce)
    if lock.tag != tag:
        return None
    cursor = Cursor(sealing.xunseal(lock.key, nonce, sealed, tag))
    vouch = cursor.take(cursor.number(2))
    acceptance = cursor.take(cursor.number(2))
    demand(set(cursor.rest()) <= {0}, "Malformed")
    return vouch, acceptance
