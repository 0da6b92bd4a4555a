"""Bundles and their items (docs/spec.md, 16.1)."""

from collections.abc import Iterable

from p2pcard.core.formats import crypto
from p2pcard.core.statements import acceptance, bundle, introduction, revocation, vouch
from p2pcard.core.statements.bundle import HeldSecrets, Introduced, Item, Shown, Withdrawal
from p2pcard.core.statements.statement import Kind, Statement
from scripts.vectors.case import MONTH, Case, Folder, card_of, chance, seed_of
from scripts.vectors.statements import BODY_LIMIT, padded, signed
from scripts.vectors.vouches import FIRST, ROOT, SEED, TEO, raw, vouch_for

HEAD = b"\x01\x20"
LIMIT = 8192
SECRET = vouch.withdrawal_secret(ROOT, TEO, FIRST)
VOUCH = vouch_for("Teo")
ACCEPTANCE = acceptance.write(VOUCH, seed_of("Teo"))
REVOCATION = revocation.write(ROOT)
OFFER = introduction.write(TEO, "Bea", MONTH, chance("number", 16), SEED)
AGREED = acceptance.write(OFFER, seed_of("Teo"))
CARD = card_of("Teo")
TAGS = tuple(chance(f"tag {number}", 16) for number in range(17))
BLOBS = tuple(chance(f"blob {number}", 656) for number in range(4))
Cases = dict[str, tuple[str, str, bytes]]


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("bundle")
    for name, (comment, items) in _good().items():
        data = bundle.write(items)
        folder.add(name, "ok", comment, ("bytes", data), ("items", [described(item) for item in items]))
    for name, (expect, comment, data) in {**_heads(), **_items(), **_vouches(), **_statements()}.items():
        folder.add(name, expect, comment, ("bytes", data))
    return folder.cases


def described(item: Item) -> dict[str, object]:
    """Return what a vector says of an item."""
    match item:
        case Withdrawal(secret):
            return {"is": "withdrawal", "secret": secret}
        case HeldSecrets(tags):
            return {"is": "held", "tags": list(tags)}
        case Shown(shown, accepted, blobs):
            agreed = bytes(accepted) if accepted else None
            return {"is": "vouch", "vouch": bytes(shown), "acceptance": agreed, "blobs": list(blobs)}
        case Introduced(card, made, accepted):
            parts = {"card": card, "introduction": made, "acceptance": accepted}
            return {"is": "introduced", **{name: bytes(part) for name, part in parts.items()}}
    return {"is": "statement", "statement": bytes(item)}


def _good() -> dict[str, tuple[str, list[Item]]]:
    shown, full = Shown(VOUCH, ACCEPTANCE), Shown(VOUCH, ACCEPTANCE, BLOBS[:3])
    brought = Introduced(CARD, OFFER, AGREED)
    some: list[Item] = [
        REVOCATION,
        Withdrawal(SECRET),
        Shown(VOUCH, None),
        shown,
        full,
        brought,
        OFFER,
        AGREED,
    ]
    return {
        "empty": ("no items", []),
        "withdrawal": ("a withdrawal", [Withdrawal(SECRET)]),
        "held_none": ("no pair secret", [HeldSecrets(())]),
        "held_one": ("the tag of one pair secret", [HeldSecrets(TAGS[:1])]),
        "held_all": ("the tags of seventeen", [HeldSecrets(TAGS), Withdrawal(SECRET)]),
        "held_same": ("a tag twice", [HeldSecrets(TAGS[:1] * 2)]),
        "revocation": ("a revocation", [REVOCATION]),
        "acceptance": ("an acceptance", [ACCEPTANCE]),
        "introduction": ("an introduction", [OFFER]),
        "card": ("a card as a plain statement, which is looked at later", [CARD]),
        "plain_vouch": ("a vouch as a plain statement, which is looked at later", [VOUCH]),
        "vouch_alone": ("a vouch without an acceptance and without blobs", [Shown(VOUCH, None)]),
        "vouch_blobs_alone": ("a vouch without an acceptance, with blobs", [Shown(VOUCH, None, BLOBS[:3])]),
        "vouch_accepted": ("a vouch with its acceptance", [shown]),
        "vouch_whole": ("a vouch with all that goes with it", [full]),
        "vouch_other_kinds": ("other kinds in their places, which is looked at later", [Shown(CARD, VOUCH)]),
        "introduced": ("an introduced card", [brought]),
        "introduced_other_kinds": ("other kinds here, too", [Introduced(VOUCH, CARD, REVOCATION)]),
        "all_kinds": ("one of each", some),
        "twice": ("one item twice", [REVOCATION, REVOCATION]),
        "one_below": ("8,191 bytes", _filled(LIMIT - 1)),
        "largest": ("8,192 bytes", _filled(LIMIT)),
        "many": ("233 withdrawals", [Withdrawal(chance(f"withdrawal {number}")) for number in range(233)]),
    }


def item(content: bytes) -> bytes:
    """Return an item of any content."""
    return len(content).to_bytes(2, "big") + content


def sized(data: bytes | Statement) -> bytes:
    """Return bytes behind their length, as they stand in an item."""
    return item(bytes(data))


def _statement_of(size: int) -> Statement:
    """Return a revocation of so many bytes, with a field that nobody knows."""
    short = len(bytes(raw(Kind.REVOCATION, {200: bytes(300)}, SEED))) - 300
    return raw(Kind.REVOCATION, {200: bytes(size - short)}, SEED)


def _filled(size: int) -> list[Item]:
    """Return items whose bundle has so many bytes."""
    rest = size - len(HEAD) - 3 * (2 + 2048) - 2
    return [*[_statement_of(2048)] * 3, _statement_of(rest)]


def _heads() -> Cases:
    good = bundle.write([REVOCATION])
    return {
        "too_large": ("TooLarge", "8,193 bytes", bundle.write(_filled(LIMIT + 1))),
        "too_large_first": ("TooLarge", "8,193 bytes of version 2", b"\2" + bytes(LIMIT)),
        "nothing": ("Malformed", "no bytes", b""),
        "one_byte": ("Malformed", "the first byte alone", b"\1"),
        "version_0": ("NewerVersion", "version 0", b"\0" + good[1:]),
        "version_2": ("NewerVersion", "version 2", b"\2" + good[1:]),
        "version_255": ("NewerVersion", "version 255", b"\xff" + good[1:]),
        "version_2_alone": ("NewerVersion", "version 2, of which nothing more is known", b"\2"),
        "version_2_first": ("NewerVersion", "version 2 of something else", b"\2\0" + good[2:]),
        "type_1f": ("Malformed", "1fh as second byte", b"\x01\x1f" + good[2:]),
        "type_21": ("Malformed", "21h as second byte", b"\x01\x21" + good[2:]),
        "type_card": ("Malformed", "a card without a bundle around it", bytes(CARD)),
    }


def _items() -> Cases:
    good = bundle.write([REVOCATION])
    return {
        "half_length": ("Malformed", "one byte of a length", HEAD + b"\0"),
        "half_length_behind": ("Malformed", "one byte behind the last item", good + b"\0"),
        "length_beyond": (
            "Malformed",
            "a length beyond the end by one",
            HEAD + b"\0\x7a" + bytes(REVOCATION),
        ),
        "length_beyond_all": ("Malformed", "the highest length", HEAD + b"\xff\xff" + bytes(REVOCATION)),
        "no_content": ("Malformed", "an empty content", HEAD + b"\0\0"),
        "no_content_behind": ("Malformed", "an empty content behind a good item", good + b"\0\0"),
        "content_0": ("NewerVersion", "a content that begins with 00h", HEAD + item(b"\0" + SECRET)),
        "content_6": ("NewerVersion", "a content that begins with 06h", HEAD + item(b"\6" + SECRET)),
        "content_255": ("NewerVersion", "a content that begins with ffh", HEAD + item(b"\xff")),
        "content_6_behind": ("NewerVersion", "one behind a good item", good + item(b"\6")),
        "withdrawal_none": ("Malformed", "a withdrawal of nothing", HEAD + item(b"\2")),
        "withdrawal_31": ("Malformed", "a withdrawal of 31 bytes", HEAD + item(b"\2" + SECRET[:31])),
        "withdrawal_33": ("Malformed", "a withdrawal of 33 bytes", HEAD + item(b"\2" + SECRET + b"\0")),
        "held_nothing": ("Malformed", "a list of tags of no bytes", HEAD + item(b"\5")),
        "held_short": ("Malformed", "a byte less than 17 tags", HEAD + item(b"\5" + bytes(271))),
        "held_long": ("Malformed", "a byte behind 17 tags", HEAD + item(b"\5" + bytes(273))),
        "held_gap": (
            "Malformed",
            "a tag behind zeros",
            HEAD + item(b"\5" + bytes(16) + TAGS[0] + bytes(240)),
        ),
        "held_gap_end": ("Malformed", "a last byte behind zeros", HEAD + item(b"\5" + bytes(271) + b"\1")),
    }


def _shown(count: int, accepted: bytes, blobs: Iterable[bytes], *, behind: bytes = b"") -> bytes:
    content = bytes((3, count)) + sized(VOUCH) + sized(accepted) + b"".join(blobs)
    return HEAD + item(content + behind)


def _vouches() -> Cases:
    agreed = bytes(ACCEPTANCE)
    three, parts = BLOBS[:3], b"\4" + sized(CARD) + sized(OFFER)
    beyond = b"\3\0" + (len(bytes(VOUCH)) + 1).to_bytes(2, "big") + bytes(VOUCH)
    return {
        "vouch_no_number": ("Malformed", "no number of blobs", HEAD + item(b"\3")),
        "vouch_nothing": ("Malformed", "no vouch", HEAD + item(b"\3\0")),
        "vouch_empty": ("Malformed", "a vouch of no bytes", HEAD + item(b"\3\0" + bytes(4))),
        "vouch_beyond": ("Malformed", "a vouch that reaches beyond its item", HEAD + item(beyond)),
        "vouch_no_acceptance": (
            "Malformed",
            "no length of an acceptance",
            HEAD + item(b"\3\0" + sized(VOUCH)),
        ),
        "acceptance_beyond": ("Malformed", "an acceptance cut short", _shown(0, agreed, ())[:2] + _short()),
        "blobs_1": ("Malformed", "one blob", _shown(1, agreed, BLOBS[:1])),
        "blobs_2": ("Malformed", "two blobs", _shown(2, agreed, BLOBS[:2])),
        "blobs_4": ("Malformed", "four blobs", _shown(4, agreed, BLOBS)),
        "blobs_missing": ("Malformed", "three announced, two there", _shown(3, agreed, BLOBS[:2])),
        "blobs_unannounced": ("Malformed", "none announced, three there", _shown(0, agreed, three)),
        "blobs_short": (
            "Malformed",
            "the last one a byte short",
            _shown(3, agreed, (*three[:2], three[2][1:])),
        ),
        "blobs_long": ("Malformed", "a byte behind the last one", _shown(3, agreed, three, behind=b"\0")),
        "vouch_behind": ("Malformed", "a byte behind the acceptance", _shown(0, agreed, (), behind=b"\0")),
        "introduced_nothing": ("Malformed", "an introduced card of nothing", HEAD + item(b"\4")),
        "introduced_two": ("Malformed", "no acceptance", HEAD + item(parts)),
        "introduced_empty": ("Malformed", "an acceptance of no bytes", HEAD + item(parts + b"\0\0")),
        "introduced_behind": ("Malformed", "a byte behind it", HEAD + item(parts + sized(AGREED) + b"\0")),
    }


def _short() -> bytes:
    return item(b"\3\0" + sized(VOUCH) + sized(ACCEPTANCE)[:-1])


def _statements() -> Cases:
    """Put what 4.3 refuses into each place."""
    whole = bytes(REVOCATION)
    altered = whole[:-1] + bytes((whole[-1] ^ 1,))
    small = b"\x81\x00\xc4\x20" + bytes((1,)) + bytes(31)
    context = Kind.REVOCATION.context
    body = b"\x82" + whole[3:-64].replace(b"\x01\xc4\x10", b"\x01\xc5\x00\x10")
    bad = {
        "altered": ("BadSignature", "an altered signature", altered),
        "small_order": ("BadKey", "a key of small order", b"\1\5" + small + bytes(64)),
        "kind_6": ("NewerVersion", "a kind that is not known", b"\1\6" + whole[2:]),
        "kind_0": ("NewerVersion", "kind 0", b"\1\0" + whole[2:]),
        "version_2": ("NewerVersion", "version 2 of a statement", b"\2" + whole[1:]),
        "two_kilobytes": ("TooLarge", "2,049 bytes", signed(padded(BODY_LIMIT + 1))),
        "short": ("Malformed", "a statement of 101 bytes", whole[:101]),
        "not_shortest": (
            "Malformed",
            "a body that is not in its one form",
            b"\1\5" + body + crypto.sign(SEED, context + body),
        ),
    }
    found: Cases = {}
    for name, (expect, comment, data) in bad.items():
        places = {
            "statement": data,
            "vouch": b"\3\0" + sized(data) + sized(ACCEPTANCE),
            "acceptance": b"\3\0" + sized(VOUCH) + sized(data),
            "introduced": b"\4" + sized(data) + sized(OFFER) + sized(AGREED),
            "introduction": b"\4" + sized(CARD) + sized(data) + sized(AGREED),
            "introduced_acceptance": b"\4" + sized(CARD) + sized(OFFER) + sized(data),
        }
        if name == "version_2":
            del places["statement"]  # there it is a withdrawal
        for place, content in places.items():
            lines = (expect, f"{comment}, in the place of {place.replace('_', ' ')}")
            found[f"{place}_{name}"] = (*lines, bundle.write([Withdrawal(SECRET)]) + item(content))
    return found
