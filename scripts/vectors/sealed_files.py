"""Vaults and backups as files (docs/spec.md, section 11)."""

import hashlib
from collections.abc import Mapping
from typing import Any

from p2pcard.core.formats import crypto
from p2pcard.core.formats.sealed import FIRST_STEP, RECOVERY, Cost, Head, Lock, Slot, SlotKind, What, mark
from scripts.vectors.case import Case, Folder, chance, word

STORE, DATA_KEY, NONCE = chance("store", 16), chance("data key"), chance("nonce", 24)
BACKUP_KEY, PHRASE, SALT = chance("backup key"), b"six words of a list", chance("salt", 16)
LEAST = Lock(SlotKind.PHRASE, Cost(65536, 2), SALT)
BODY = 27 + 94  # where the nonce of the body stands behind one slot


def made(values: Mapping[str, Any]) -> bytes:
    """Make the file that a case describes."""
    head = Head(What(values["what"]), values["store"])
    slots = b"".join(bytes(_slot(head, each, values["data-key"])) for each in values["slots"])
    kept = values["kept"] * values["repeat"]
    size = FIRST_STEP
    while size < 8 + len(kept):
        size *= 2
    content: bytes = (values.get("length", len(kept)).to_bytes(8, "big") + kept).ljust(size, b"\0")
    content = content[:-1] + values.get("last", content[-1:])
    body = crypto.xseal(values["data-key"], values["nonce"], content, bytes(head))
    data: bytes = bytes(head) + bytes((len(values["slots"]),)) + slots + values["nonce"] + body
    for change in values.get("changes", ()):
        data = _changed(data, *change.split())
    return data


def _slot(head: Head, slot: Mapping[str, Any], data_key: bytes) -> Slot:
    cost = Cost(slot["memory"], slot["passes"])
    lock = Lock(SlotKind(slot["kind"]), cost, bytes.fromhex(slot["salt"]["hex"]))
    nonce, key = bytes.fromhex(slot["nonce"]["hex"]), bytes.fromhex(slot["key"]["hex"])
    return Slot(lock, nonce, crypto.xseal(key, nonce, data_key, bytes(head) + bytes(lock)))


def _changed(data: bytes, how: str, *values: str) -> bytes:
    match how, values:
        case "set", (place, digits):
            at, put = int(place) % len(data), bytes.fromhex(digits)
            return data[:at] + put + data[at + len(put) :]
        case "cut", (count,):
            return data[: -int(count)]
        case "keep", (count,):
            return data[: int(count)]
        case _, (digits,):
            return data + bytes.fromhex(digits)
    raise AssertionError(how)


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("sealed")
    _good(folder)
    for name, (expect, comment, change) in _bent().items():
        _add(folder, name, expect, comment, changes=[change])
    key = crypto.stretch(PHRASE, SALT, 65536, 2)
    phrase_slot = _slot_of(LEAST, key)
    locked: dict[str, Any] = {"what": 1, "slots": [phrase_slot], "expects": "vault"}
    _add(folder, "phrase", "ok", "a vault", opens="phrase", key=PHRASE, **locked)
    _add(folder, "phrase_other", "CannotOpen", "another phrase", opens="phrase", key=b"another", **locked)
    _add(folder, "no_slot", "CannotOpen", "a vault has no recovery slot", **locked)
    both = {**locked, "slots": [phrase_slot, _slot_of(RECOVERY, BACKUP_KEY)]}
    _add(folder, "two_slots", "ok", "two slots, of which the second opens", **both)
    return folder.cases


def _good(folder: Folder) -> None:
    room = FIRST_STEP - 8
    _add(folder, "smallest", "ok", "nothing is kept", kept=b"")
    _add(folder, "ordinary", "ok", "a backup")
    _add(folder, "first_step", "ok", "the most that fits the first step", kept=b"x", repeat=room)
    _add(folder, "second_step", "ok", "one byte more", kept=b"x", repeat=room + 1)
    _add(folder, "8_slots", "ok", "the most slots", slots=[_slot_of(RECOVERY, BACKUP_KEY)] * 8)
    _add(folder, "9_slots", "DamagedFile", "one slot more", slots=[_slot_of(RECOVERY, BACKUP_KEY)] * 9)
    _add(folder, "other_key", "CannotOpen", "another backup key", key=chance("another"))
    _add(folder, "other_what", "NotASealedFile", "a backup where a vault is expected", expects="vault")
    _add(folder, "length_beyond", "DamagedFile", "a length beyond the content", length=room + 1)
    _add(folder, "not_zero", "DamagedFile", "a last byte that is not zero", last=b"\1")


def _bent() -> dict[str, tuple[str, str, str]]:
    return {
        "empty": ("NotASealedFile", "no bytes", "keep 0"),
        "magic_only": ("DamagedFile", "8 bytes", "keep 8"),
        "26_bytes": ("DamagedFile", "26 bytes", "keep 26"),
        "27_bytes": ("DamagedFile", "27 bytes", "keep 27"),
        "magic": ("NotASealedFile", "another beginning", "set 0 50"),
        "version_0": ("NewerFile", "version 0", "set 8 00"),
        "version_2": ("NewerFile", "version 2", "set 8 02"),
        "what_3": ("NotASealedFile", "something that is neither vault nor backup", "set 9 03"),
        "store": ("CannotOpen", "another store id", "set 10 00"),
        "no_slots": ("DamagedFile", "no slots", "set 26 00"),
        "slot_count": ("DamagedFile", "two slots announced and one there", "set 26 02"),
        "slot_kind_0": ("DamagedFile", "a slot of kind 0", "set 27 00"),
        "slot_kind_3": ("DamagedFile", "a slot of kind 3", "set 27 03"),
        "recovery_cost": ("DamagedFile", "a recovery slot with a cost", "set 31 01"),
        "recovery_salt": ("DamagedFile", "a recovery slot with a salt", "set 33 01"),
        "memory_low": ("DamagedFile", "a phrase slot of 65,535 KiB", "set 27 010000ffff02"),
        "memory_high": ("DamagedFile", "a phrase slot of 1,048,577 KiB", "set 27 010010000102"),
        "passes_low": ("DamagedFile", "a phrase slot of 1 pass", "set 27 010001000001"),
        "passes_high": ("DamagedFile", "a phrase slot of 9 passes", "set 27 010001000009"),
        "slot_nonce": ("CannotOpen", "one byte of the slot's nonce", f"set {27 + 22} 00"),
        "slot_key": ("CannotOpen", "one byte of the sealed data key", f"set {27 + 46} 00"),
        "body_nonce": ("DamagedFile", "one byte of the body's nonce", f"set {BODY} 00"),
        "body": ("DamagedFile", "one byte of the body", f"set {BODY + 24 + 1000} 00"),
        "tag": ("DamagedFile", "the last byte", "set -1 00"),
        "short": ("DamagedFile", "one byte short", "cut 1"),
        "long": ("DamagedFile", "one byte long", "add 00"),
    }


def _slot_of(lock: Lock, key: bytes) -> dict[str, Any]:
    return {
        "kind": int(lock.kind),
        "memory": lock.cost.memory_kib,
        "passes": lock.cost.passes,
        "salt": {"hex": lock.salt.hex()},
        "nonce": {"hex": chance(f"slot {key.hex()}", 24).hex()},
        "key": {"hex": key.hex()},
    }


def _add(folder: Folder, name: str, expect: str, comment: str, **given: Any) -> None:
    values: dict[str, Any] = {
        "what": 2,
        "store": STORE,
        "slots": [_slot_of(RECOVERY, BACKUP_KEY)],
        "data-key": DATA_KEY,
        "nonce": NONCE,
        "kept": b"a book",
        "repeat": 1,
        "expects": "backup",
        "opens": "recovery",
        "key": BACKUP_KEY,
        **given,
    }
    lines: list[tuple[str, object]] = [("what", values["what"]), ("store", values["store"])]
    lines += [("slot", each) for each in values["slots"]]
    lines += [(key, values[key]) for key in ("data-key", "nonce", "kept", "repeat")]
    lines += [(key, values[key]) for key in ("length", "last") if key in values]
    lines += [("change", word(change)) for change in values.get("changes", ())]
    data = made(values)
    lines += [("sha256", hashlib.sha256(data).digest()), ("mark", mark(data))]
    reader = [("expects", word(values["expects"])), ("opens", word(values["opens"]))]
    folder.add(name, expect, comment, *lines, *reader, ("with", values["key"]))
