"""Sealed files and recovery words of the vectors, made and read again."""

import hashlib
import json

from tests.second_reader import recovery, sealed


def check_sealed(vector):
    data = _file_of(vector)
    assert hashlib.sha256(data).hexdigest() == vector["sha256"]
    assert sealed.mark_of(data) == vector.bytes("mark")
    file = sealed.read_file(data, vector["expects"])
    data_key = file.data_key(vector["opens"], vector.bytes("with"))
    assert data_key == vector.bytes("data-key")
    assert file.kept(data_key) == vector.bytes("kept") * vector.number("repeat")


def _file_of(vector):
    head = sealed.head_of(vector.number("what"), vector.bytes("store"))
    slots = []
    for text in vector.all("slot"):
        slot = {name: _bytes_in(value) for name, value in json.loads(text).items()}
        lock = sealed.lock_of(slot["kind"], slot["memory"], slot["passes"], slot["salt"])
        slots.append((lock, slot["nonce"], slot["key"]))
    kept = vector.bytes("kept") * vector.number("repeat")
    length = vector.number("length") if "length" in vector else None
    last = vector.bytes("last") if "last" in vector else None
    content = sealed.content_of(kept, length, last)
    data = sealed.write_file(head, slots, vector.bytes("data-key"), vector.bytes("nonce"), content)
    for change in vector.all("change"):
        data = _changed(data, *change.split(" "))
    return data


def _bytes_in(value):
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value


def _changed(data, name, detail, more=""):
    if name == "set":
        place, new = int(detail) % len(data), bytes.fromhex(more)
        return data[:place] + new + data[place + len(new) :]
    if name == "cut":
        return data[: len(data) - int(detail)]
    if name == "keep":
        return data[: int(detail)]
    assert name == "add"
    return data + bytes.fromhex(detail)


def check_recovery(vector):
    RECOVERY[vector["does"]](vector)


def _words(vector):
    words = recovery.write_words(vector.bytes("root"), vector["language"])
    assert words == vector.text("words")
    assert recovery.read_words(words) == vector.bytes("root")


def _read_words(vector):
    assert recovery.read_words(vector.text("typed")) == vector.bytes("root")


def _opening(vector):
    assert recovery.opening_words(vector.bytes("chance"), vector["language"]) == vector.text("words")


def _phrase(vector):
    assert recovery.phrase_bytes(vector.text("typed")) == vector.bytes("bytes")


def _root(vector):
    for name, value in recovery.from_root(vector.bytes("root")).items():
        assert value == vector.bytes(name), name


RECOVERY = {
    "words": _words,
    "read": _read_words,
    "opening": _opening,
    "phrase": _phrase,
    "root": _root,
}
