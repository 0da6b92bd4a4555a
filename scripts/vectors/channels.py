"""Handshakes, and messages cut into frames (docs/spec.md, section 6)."""

import hashlib

from p2pcard.core.exchange import channel, noise
from p2pcard.core.exchange.channel import PIECE_LIMIT
from p2pcard.core.exchange.noise import Channel, Cipher, Handshake
from p2pcard.core.formats import crypto
from scripts.vectors.case import Case, Folder, chance, word

SECRETS = {name: chance(name) for name in ("initiator-ephemeral", "responder-ephemeral")}
PROLOGUES = {"NN": b"p2pcard/1/meetNN", "NNpsk0": b"p2pcard/1/meetNNpsk0"}
PSK, KEY = chance("psk"), chance("channel")


def cases() -> list[Case]:
    """Return all cases."""
    handshakes, frames = Folder("handshake"), Folder("channel")
    for pattern in PROLOGUES:
        _handshakes(handshakes, pattern)
    _written(frames)
    _read(frames)
    return handshakes.cases + frames.cases


def sides(pattern: str) -> tuple[Handshake, Handshake]:
    """Return the initiator's and the responder's beginning."""
    psk = PSK if "psk" in pattern else b""
    caller = noise.begin(
        pattern,
        initiator=True,
        ephemeral=SECRETS["initiator-ephemeral"],
        prologue=PROLOGUES[pattern],
        psk=psk,
    )
    host = noise.begin(
        pattern,
        initiator=False,
        ephemeral=SECRETS["responder-ephemeral"],
        prologue=PROLOGUES[pattern],
        psk=psk,
    )
    return caller, host


def _handshakes(folder: Folder, pattern: str) -> None:
    caller, host = sides(pattern)
    caller, first = caller.write()
    host, _ = host.read(first)
    host, second = host.write()
    done = host.finish()
    given = _given(pattern)

    def add(name: str, expect: str, comment: str, one: bytes, two: bytes = b"") -> None:
        reads = word("second" if two else "first")
        lines = (("first", one), ("second", two), ("reads", reads))
        folder.add(f"{pattern}_{name}".lower(), expect, comment, *given, *lines)

    lines = (("first", first), ("second", second), ("reads", word("second")), *_results(done))
    folder.add(f"{pattern}_good".lower(), "ok", "both messages", *given, *lines)
    add("second_flipped", "CannotOpen", "one bit of the tag", first, _flip(second))
    add("second_short", "CannotOpen", "one byte short", first, second[:-1])
    add("second_long", "CannotOpen", "one byte long", first, second + b"\0")
    add("second_low_order", "BadKey", "an ephemeral key that gives zeros", first, bytes(32) + second[32:])
    add("first_short", "CannotOpen", "shorter than a key", first[:31])
    if "psk" in pattern:
        add("first_flipped", "CannotOpen", "one bit of the tag", _flip(first))
        add("first_long", "CannotOpen", "one byte long", first + b"\0")
        _, payload = sides(pattern)[0].write(b"payload")
        add("first_payload", "ok", "a payload, which is ignored", payload)


def _results(done: Channel) -> tuple[tuple[str, object], ...]:
    return (
        ("h", done.binding),
        ("to-responder", done.receiving.key),
        ("to-initiator", done.sending.key),
        ("o3", done.third),
    )


def _given(pattern: str) -> list[tuple[str, object]]:
    lines: list[tuple[str, object]] = [("pattern", word(pattern)), ("prologue", PROLOGUES[pattern])]
    lines += [(name, SECRETS[name]) for name in SECRETS]
    return [*lines, ("psk", PSK)] if "psk" in pattern else lines


def _written(folder: Folder) -> None:
    whole = {
        "empty": ("an empty message", b"", 1),
        "short": ("a short message", b"hello", 1),
        "one_piece": ("the longest message of one frame", b"x", PIECE_LIMIT),
        "two_pieces": ("one byte more", b"x", PIECE_LIMIT + 1),
        "full_pieces": ("two full pieces", b"x", 2 * PIECE_LIMIT),
        "largest": ("the largest message", b"x", channel.MESSAGE_LIMIT),
    }
    for name, (comment, message, repeat) in whole.items():
        _, frames = channel.cut(Cipher(KEY), message * repeat)
        lines: list[tuple[str, object]] = [("does", word("write")), ("key", KEY)]
        lines += [("message", message), ("repeat", repeat)]
        framed = [_framed(frame) for frame in frames]
        if repeat == 1:
            lines += [("frame", frame) for frame in framed]
        else:
            lines.append(("frames-sha256", hashlib.sha256(b"".join(framed)).digest()))
        folder.add(f"write_{name}", "ok", comment, *lines)


def _read(folder: Folder) -> None:
    sealed: dict[str, tuple[str, str, tuple[bytes, ...]]] = {
        "one": ("ok", "one frame", (b"\1hello",)),
        "empty": ("ok", "an empty message", (b"\1",)),
        "nothing": ("Malformed", "an empty plaintext", (b"",)),
        "mark_2": ("Malformed", "a mark that is neither 0 nor 1", (b"\2hello",)),
        "short_piece": ("Malformed", "a piece that is not the last and not full", (b"\0hel", b"\1lo")),
    }
    for name, (expect, comment, plain) in sealed.items():
        shown = (("message", plain[0][1:]),) if expect == "ok" else ()
        frames = [("frame", frame) for frame in _sealed(plain)]
        folder.add(f"read_{name}", expect, comment, ("does", word("read")), ("key", KEY), *frames, *shown)
    (good,) = _sealed((b"\1hello",))
    skipped = crypto.seal(KEY, bytes(4) + (1).to_bytes(8, "little"), b"\1hello")
    bent = {
        "flipped": ("one bit of the tag", _flip(good)),
        "skipped": ("the second frame first", _framed(skipped)),
        "cut": ("one byte short", _framed(good[2:-1])),
        "one_byte": ("shorter than a tag", _framed(b"x")),
    }
    for name, (comment, frame) in bent.items():
        lines = (("does", word("read")), ("key", KEY), ("frame", frame))
        folder.add(f"read_{name}", "CannotOpen", comment, *lines)


def _sealed(plain: tuple[bytes, ...]) -> tuple[bytes, ...]:
    cipher, frames = Cipher(KEY), []
    for piece in plain:
        cipher, frame = cipher.seal(piece)
        frames.append(_framed(frame))
    return tuple(frames)


def _framed(frame: bytes) -> bytes:
    return len(frame).to_bytes(2, "big") + frame


def _flip(data: bytes) -> bytes:
    return data[:-1] + bytes((data[-1] ^ 1,))
