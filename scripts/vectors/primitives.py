"""Hashes, keys and signatures (docs/spec.md, section 1)."""

from p2pcard.core.formats import crypto
from scripts.vectors.case import Case, Folder, chance, word

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
SEED = chance("primitives")
KEY = crypto.public_key(SEED)
MESSAGE = b"a message"
SMALL = {  # the points of small order in their canonical encodings
    "1": "0100000000000000000000000000000000000000000000000000000000000000",
    "2": "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "4a": "0000000000000000000000000000000000000000000000000000000000000000",
    "4b": "0000000000000000000000000000000000000000000000000000000000000080",
    "8a": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "8b": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "8c": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "8d": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
}


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("primitives")
    _hashes(folder)
    _keys(folder)
    _signatures(folder)
    _sealing(folder)
    _exchanges(folder)
    _stretching(folder)
    return folder.cases


def _hashes(folder: Folder) -> None:
    for name, parts in {"none": (), "empty": (b"",), "two": (b"ab", b"c"), "shifted": (b"a", b"bc")}.items():
        result = crypto.digest("p2pcard-stmt", *parts)
        lines = [("does", word("digest")), ("tag", word("p2pcard-stmt")), *(("part", part) for part in parts)]
        folder.add(f"digest_{name}", "ok", "each input is behind its length", *lines, ("result", result))
    long = ("p2pc-support-sec", (chance("long", 300),))
    folder.add(
        "digest_long",
        "ok",
        "a tag of 16 characters, and an input of more than one block",
        ("does", word("digest")),
        ("tag", word(long[0])),
        ("part", long[1][0]),
        ("result", crypto.digest(long[0], *long[1])),
    )
    for size in (1, 16, 64):
        key = chance("key", size)
        folder.add(
            f"derive_{size}",
            "ok",
            f"a key of {size} bytes",
            ("does", word("derive")),
            ("key", key),
            ("tag", word("p2pcard-ident")),
            ("part", bytes(4)),
            ("result", crypto.derive(key, "p2pcard-ident", bytes(4))),
        )


def _keys(folder: Folder) -> None:
    def add(name: str, expect: str, comment: str, key: bytes) -> None:
        folder.add(f"key_{name}", expect, comment, ("does", word("check-key")), ("key", key))

    add("good", "ok", "an ordinary key", KEY)
    add("base", "ok", "the base point", bytes.fromhex("58" + "66" * 31))
    add("short", "BadKey", "one byte short", KEY[:-1])
    add("long", "BadKey", "one byte long", KEY + b"\0")
    add("no_point", "BadKey", "no point has this y", bytes((2,)) + bytes(31))
    add("field_prime", "BadKey", "y is p, which is 0 in another spelling", P.to_bytes(32, "little"))
    add("not_canonical", "BadKey", "y is p + 3", (P + 3).to_bytes(32, "little"))
    add("negative_zero", "BadKey", "x is 0 and its sign is set", bytes.fromhex("01" + "00" * 30 + "80"))
    for name, key in SMALL.items():
        add(f"order_{name}", "BadKey", f"a point of order {name[0]}", bytes.fromhex(key))
    add("mixed_2", "BadKey", "the base point and the one of order 2", bytes.fromhex("95" + "99" * 31))
    mixed = bytes.fromhex("da99e28ba529cdde35a25fba9059e78ecaee239f99755b9b1aa4f65df00803e2")
    add("mixed_8", "BadKey", "the base point and one of order 8", mixed)


def _signatures(folder: Folder) -> None:
    good = crypto.sign(SEED, MESSAGE)
    folder.add(
        "sign",
        "ok",
        "signing draws nothing by chance",
        ("does", word("sign")),
        ("seed", SEED),
        ("message", MESSAGE),
        ("signature", good),
    )

    def add(name: str, expect: str, comment: str, signature: bytes, key: bytes = KEY) -> None:
        lines = (("does", word("verify")), ("key", key), ("message", MESSAGE), ("signature", signature))
        folder.add(f"verify_{name}", expect, comment, *lines)

    s = int.from_bytes(good[32:], "little")
    add("good", "ok", "an ordinary signature", good)
    add("other_message", "BadSignature", "of another message", crypto.sign(SEED, b"another"))
    add("short", "BadSignature", "one byte short", good[:-1])
    add("long", "BadSignature", "one byte long", good + b"\0")
    add("s_plus_l", "BadSignature", "S is not below L", good[:32] + (s + L).to_bytes(32, "little"))
    add("small_r", "BadSignature", "R is the neutral element", bytes.fromhex(SMALL["1"]) + good[32:])
    add("flipped", "BadSignature", "one bit of R", bytes((good[0] ^ 1,)) + good[1:])
    add("small_key", "BadKey", "a key of order 1", good, bytes.fromhex(SMALL["1"]))


def _sealing(folder: Folder) -> None:
    key, context = chance("sealing"), b"context"
    for does, size, seal in (("unseal", 12, crypto.seal), ("xunseal", 24, crypto.xseal)):
        nonce = chance("nonce", size)
        good = seal(key, nonce, MESSAGE, context)
        bent = {
            "good": ("ok", "opens", good),
            "empty": ("ok", "an empty message", seal(key, nonce, b"", context)),
            "flipped": ("CannotOpen", "one bit of the tag", good[:-1] + bytes((good[-1] ^ 1,))),
            "short": ("CannotOpen", "one byte short", good[:-1]),
            "no_tag": ("CannotOpen", "shorter than a tag", good[:15]),
        }
        for name, (expect, comment, sealed) in bent.items():
            message = b"" if name == "empty" else MESSAGE
            shown = (("message", message),) if expect == "ok" else ()
            lines = (("key", key), ("nonce", nonce), ("context", context), ("sealed", sealed))
            folder.add(f"{does}_{name}", expect, comment, ("does", word(does)), *lines, *shown)


def _exchanges(folder: Folder) -> None:
    secret, public = chance("secret"), crypto.exchange_public(chance("public"))

    def exchange(name: str, expect: str, comment: str, key: bytes) -> None:
        shown = (("result", crypto.exchange(secret, key)),) if expect == "ok" else ()
        lines = (("does", word("exchange")), ("secret", secret), ("public", key))
        folder.add(f"exchange_{name}", expect, comment, *lines, *shown)

    exchange("good", "ok", "an ordinary key", public)
    exchange("high_bit", "ok", "the highest bit is ignored", public[:-1] + bytes((public[-1] | 0x80,)))
    exchange("zero", "BadKey", "the result would be zeros", bytes(32))
    exchange("one", "BadKey", "the result would be zeros", bytes((1,)) + bytes(31))
    exchange("short", "BadKey", "one byte short", public[:-1])


def _stretching(folder: Folder) -> None:
    salt = chance("salt", 16)
    folder.add(
        "stretch",
        "ok",
        "the least cost that a sealed file may have",
        ("does", word("stretch")),
        ("phrase", b"correct horse"),
        ("salt", salt),
        ("memory", 65536),
        ("passes", 2),
        ("result", crypto.stretch(b"correct horse", salt, 65536, 2)),
    )
