"""Supporting vouches (docs/spec.md, 15.6)."""

from p2pcard.core.formats import crypto, recovery
from p2pcard.core.statements import acceptance, support
from p2pcard.core.statements.statement import Kind, Statement
from scripts.vectors.case import Case, Folder, chance, seed_of, word
from scripts.vectors.vouches import LEAST, ROOT, SEED, TEO, raw, vouch_for

SECRET, NONCE = recovery.support_secret(ROOT), chance("nonce of a blob", 24)
CONTENT = 600
VOUCH = vouch_for("Teo", may_introduce=True)
ACCEPTANCE = acceptance.write(VOUCH, seed_of("Teo"))
BLOB = support.seal(SECRET, TEO, VOUCH, ACCEPTANCE, NONCE)
FULL = CONTENT - 4 - len(bytes(ACCEPTANCE))  # bytes of the longest vouch that has room


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("support")
    _sealed(folder)
    _opened(folder)
    for name, (expect, comment, content) in _broken().items():
        _open(folder, name, expect, comment, sealed(content))
    for name, (expect, comment, blob) in _altered().items():
        _open(folder, name, expect, comment, blob)
    return folder.cases


def vouch_of(size: int) -> Statement:
    """Return a vouch about Teo of so many bytes, with a field that nobody knows."""
    short = len(bytes(raw(Kind.VOUCH, {**LEAST, 200: bytes(100)}, SEED))) - 100
    return raw(Kind.VOUCH, {**LEAST, 200: bytes(size - short)}, SEED)


def sealed(content: bytes) -> bytes:
    """Seal any content as the blob of a supporting vouch."""
    key = crypto.digest("p2pc-support", SECRET, TEO)
    tag = crypto.digest("p2pc-sup-tag", key, NONCE)[:16]
    seal_key = crypto.digest("p2pc-sup-key", key)
    return NONCE + tag + crypto.xseal(seal_key, NONCE, content, tag)


def contained(vouch: bytes, accepted: bytes, behind: bytes = b"") -> bytes:
    """Return the content that holds a vouch and an acceptance, with these bytes where zeros should be."""
    parts = b"".join(len(part).to_bytes(2, "big") + part for part in (vouch, accepted))
    return (parts + behind).ljust(CONTENT, b"\0")


def _sealed(folder: Folder) -> None:
    tries = {
        "ordinary": (SECRET, TEO, VOUCH, NONCE),
        "other_secret": (chance("another secret", 16), TEO, VOUCH, NONCE),
        "other_nonce": (SECRET, TEO, VOUCH, chance("another nonce", 24)),
        "full": (SECRET, TEO, vouch_of(FULL), NONCE),
    }
    for name, (secret, signer, made, nonce) in tries.items():
        accepted = acceptance.write(made, seed_of("Teo"))
        folder.add(
            f"seal_{name}",
            "ok",
            "a vouch and its acceptance, sealed",
            ("does", word("seal")),
            ("secret", secret),
            ("signer", signer),
            ("nonce", nonce),
            ("vouch", bytes(made)),
            ("acceptance", bytes(accepted)),
            ("blob", support.seal(secret, signer, made, accepted, nonce)),
        )
    for name, size in {"room_less": FULL - 1, "room_full": FULL, "room_more": FULL + 1}.items():
        made = vouch_of(size)
        accepted = acceptance.write(made, seed_of("Teo"))
        lines = (("does", word("room")), ("vouch", bytes(made)), ("acceptance", bytes(accepted)))
        folder.add(name, "ok", f"a vouch of {size} bytes", *lines, ("fits", support.fits(made, accepted)))


def _open(
    folder: Folder, name: str, expect: str, comment: str, blob: bytes, *more: tuple[str, object]
) -> None:
    lines = (("does", word("open")), ("secret", SECRET), ("signer", TEO), ("blob", blob))
    folder.add(f"open_{name}", expect, comment, *lines, *more)


def _opened(folder: Folder) -> None:
    mine = (("for-me", True), ("vouch", bytes(VOUCH)), ("acceptance", bytes(ACCEPTANCE)))
    _open(folder, "ordinary", "ok", "what was sealed", BLOB, *mine)
    full = vouch_of(FULL)
    accepted = acceptance.write(full, seed_of("Teo"))
    whole = (("for-me", True), ("vouch", bytes(full)), ("acceptance", bytes(accepted)))
    _open(folder, "full", "ok", "with no zeros behind", sealed(contained(*_both(full, accepted))), *whole)
    nothing = (("for-me", True), ("vouch", b""), ("acceptance", b""))
    _open(
        folder,
        "nothing",
        "ok",
        "what is in it is looked at later, and is nothing",
        sealed(bytes(600)),
        *nothing,
    )
    for name, (comment, blob) in _foreign().items():
        _open(folder, name, "ok", comment, blob, ("for-me", False))


def _both(vouch: Statement, accepted: Statement) -> tuple[bytes, bytes]:
    return bytes(vouch), bytes(accepted)


def _foreign() -> dict[str, tuple[str, bytes]]:
    other = chance("another secret", 16)
    return {
        "random": ("random bytes, which stand where there are fewer", chance("no blob", support.SIZE)),
        "zeros": ("zero bytes", bytes(support.SIZE)),
        "other_secret": ("for another card", support.seal(other, TEO, VOUCH, ACCEPTANCE, NONCE)),
        "other_signer": (
            "beside a vouch by another",
            support.seal(SECRET, b"\2" * 32, VOUCH, ACCEPTANCE, NONCE),
        ),
        "nonce_altered": ("one bit of the nonce", _flipped(BLOB, 0)),
        "nonce_altered_last": ("the last bit of the nonce", _flipped(BLOB, 23)),
        "tag_altered": ("one bit of the tag", _flipped(BLOB, 24)),
        "tag_altered_last": ("the last byte of the tag", _flipped(BLOB, 39)),
    }


def _altered() -> dict[str, tuple[str, str, bytes]]:
    key = crypto.digest("p2pc-support", SECRET, TEO)
    plain = crypto.xseal(crypto.digest("p2pc-sup-key", key), NONCE, contained(*_both(VOUCH, ACCEPTANCE)))
    return {
        "sealed_altered": ("CannotOpen", "one bit of what is sealed", _flipped(BLOB, 40)),
        "sealed_altered_last": ("CannotOpen", "one bit of the last byte", _flipped(BLOB, 639)),
        "tag_not_bound": ("CannotOpen", "sealed without the tag as context", BLOB[:40] + plain),
    }


def _broken() -> dict[str, tuple[str, str, bytes]]:
    vouch, accepted = _both(VOUCH, ACCEPTANCE)
    whole = contained(vouch, accepted)
    beyond = (CONTENT - 2 + 1).to_bytes(2, "big") + whole[2:]
    reach = CONTENT - 4 - len(vouch) + 1
    place = 2 + len(vouch)
    behind = whole[:place] + reach.to_bytes(2, "big") + whole[place + 2 :]
    filled = (CONTENT - 2).to_bytes(2, "big") + bytes(CONTENT - 2)
    return {
        "first_behind": (
            "Malformed",
            "a byte right behind the acceptance",
            contained(vouch, accepted, b"\1"),
        ),
        "last_behind": ("Malformed", "one in the last byte", whole[:-1] + b"\1"),
        "vouch_beyond": ("Malformed", "a vouch that reaches beyond the end by one", beyond),
        "acceptance_beyond": ("Malformed", "an acceptance that reaches beyond the end by one", behind),
        "no_acceptance": ("Malformed", "a vouch that leaves no room for a length", filled),
    }


def _flipped(blob: bytes, place: int) -> bytes:
    return blob[:place] + bytes((blob[place] ^ 1,)) + blob[place + 1 :]
