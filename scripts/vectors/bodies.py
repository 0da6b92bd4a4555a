"""The field encoding (docs/spec.md, section 2)."""

from p2pcard.core.formats import wire
from scripts.vectors.case import Case, Folder

GOOD: dict[str, tuple[str, wire.Fields]] = {
    "empty": ("no field at all", {}),
    "numbers": (
        "each length of a number",
        {0: 0, 1: 127, 2: 128, 3: 255, 4: 256, 5: 65535, 6: 65536, 7: 2**32 - 1, 8: 2**32, 9: 2**64 - 1},
    ),
    "texts": ("each length of a text", {0: "", 1: "x" * 31, 2: "x" * 32, 3: "x" * 255, 4: "x" * 256}),
    "bytes": ("each length of bytes", {0: b"", 1: b"x" * 255, 2: b"x" * 256}),
    "yes_or_no": ("both", {0: True, 1: False}),
    "lists": ("each length of a list", {0: (), 1: (0,) * 15, 2: (0,) * 16, 3: (0,) * 64}),
    "pairs": ("a list in a list", {0: ((1, "a"), (2, b"b")), 1: ((),)}),
    "code_points": ("code points of every length, U+0000 among them", {0: "\0é€\U0001f600"}),
    "15_fields": ("the largest short map", {number: 0 for number in range(15)}),
    "16_fields": ("the smallest long map", {number: 0 for number in range(16)}),
    "64_fields": ("the most fields", {number: 0 for number in range(192, 256)}),
    "largest": ("2,048 bytes", {0: b"x" * 2043}),
}
BAD = {
    "none": ("no bytes", ""),
    "cut": ("one byte short", "8100c40201"),
    "behind": ("one byte long", "8100c402010200"),
    "no_map": ("a list", "9100"),
    "nil": ("nil", "8100c0"),
    "negative": ("a negative number", "8100ff"),
    "negative_long": ("a negative number of 8 bytes", "8100d3ffffffffffffffff"),
    "signed": ("a positive number in a signed encoding", "8100d0" + "05"),
    "float": ("a floating point number", "8100cb3ff0000000000000"),
    "extension": ("an extension type", "8100d40500"),
    "extension_unread": ("an extension type in a field that need not be known", "81cc80c70305616263"),
    "time": ("a time stamp", "8100d6ff00000000"),
    "map_inside": ("a map as a value", "810080"),
    "long_number": ("1 in two bytes", "8100cc01"),
    "long_text": ("a short text with a length byte", "8100d90161"),
    "long_bytes": ("short bytes with a long length", "8100c5000161"),
    "long_list": ("a short list with a long length", "8100dc0000"),
    "long_map": ("a short map with a long length", "de00010000"),
    "long_name": ("a field number in two bytes that fits one", "81cc0500"),
    "text_32": ("a text with four bytes of length", "8100db0000000161"),
    "order": ("fields in descending order", "8201000000"),
    "twice": ("a field twice", "8200000001"),
    "name_256": ("field 256", "81cd010000"),
    "name_text": ("a text as a field number", "81a16100"),
    "name_yes": ("yes as a field number", "81c300"),
    "surrogate": ("half a surrogate pair as UTF-8", "8100a3eda080"),
    "overlong": ("an overlong form", "8100a2c080"),
    "beyond_unicode": ("a code point above U+10FFFF", "8100a4f4908080"),
    "cut_text": ("half a code point", "8100a1c3"),
    "65_items": ("too many items", "8100dc0041" + "00" * 65),
    "three_deep": ("a list in a list in a list", "810091919100"),
    "three_deep_empty": ("the same, empty", "8100919190"),
}


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("fields")
    for name, (comment, fields) in GOOD.items():
        data = wire.encode(fields)
        folder.add(name, "ok", comment, ("bytes", data), ("values", list(fields.items())))
    for name, (comment, digits) in BAD.items():
        folder.add(name, "Malformed", comment, ("bytes", bytes.fromhex(digits)))
    folder.add(
        "65_fields",
        "Malformed",
        "too many fields",
        ("bytes", wire.encode({number: 0 for number in range(65)})),
    )
    folder.add("too_large", "Malformed", "2,049 bytes", ("bytes", wire.encode({0: b"x" * 2044})))
    return folder.cases
