"""Cards (docs/spec.md, section 5)."""

from typing import Any

from p2pcard.core.formats import wire
from p2pcard.core.statements import card, statement
from p2pcard.core.statements.card import Card
from p2pcard.core.statements.statement import Kind
from scripts.vectors.case import MONTH, Case, Folder, chance, key_of, seed_of

SEED, KEY = seed_of("Ada"), key_of("Ada")
LEAST: dict[int, wire.Value] = {1: 1, 2: MONTH, 3: "Ada", 5: MONTH + 12}
NAMES = {
    0: "key",
    1: "sequence",
    2: "month",
    3: "name",
    4: "channels",
    5: "until",
    6: "organisation",
    7: "role",
    8: "offers",
    9: "languages",
    10: "keys",
    11: "exchange",
    12: "printable",
    13: "support",
    14: "series",
}
ABSENT: dict[str, tuple[str, int]] = {
    "no_sequence": ("without a sequence", 1),
    "no_month": ("without a month", 2),
    "no_name": ("without a name", 3),
    "no_until": ("without until, which is 0 then and before month", 5),
}
# name: expect, comment, fields that differ from LEAST
BAD: dict[str, tuple[str, str, dict[int, Any]]] = {
    "sequence_0": ("Malformed", "sequence 0", {1: 0}),
    "sequence_text": ("Malformed", "a text as sequence", {1: "1"}),
    "sequence_yes": ("Malformed", "yes as sequence", {1: True}),
    "month_beyond_until": ("Malformed", "until before month", {2: MONTH + 13}),
    "month_beyond": ("Malformed", "month 65536", {2: 65536, 5: 65536}),
    "until_25": ("Malformed", "until month + 25", {5: MONTH + 25}),
    "name_empty": ("EmptyText", "an empty name", {3: ""}),
    "name_long": ("TextTooLong", "a name of 61", {3: "A" * 61}),
    "name_bytes": ("Malformed", "bytes as name", {3: b"Ada"}),
    "name_hidden": ("HiddenCharacter", "a name with U+202E", {3: "A\u202eda"}),
    "name_mixed": ("MixedAlphabets", "a name of two alphabets", {3: "Ad\u0430"}),
    "channels_empty": ("Malformed", "an empty list of channels", {4: ()}),
    "channels_9": ("Malformed", "nine channels", {4: ((0, "1"),) * 9}),
    "channels_no_list": ("Malformed", "a text as channels", {4: "1"}),
    "channel_no_pair": ("Malformed", "a channel that is a text", {4: ("1",)}),
    "channel_three": ("Malformed", "a channel of three items", {4: ((0, "1", 2),)}),
    "channel_256": ("Malformed", "a channel of kind 256", {4: ((256, "1"),)}),
    "channel_yes": ("Malformed", "yes as kind of a channel", {4: ((True, "1"),)}),
    "channel_bytes": ("Malformed", "a channel with bytes", {4: ((0, b"1"),)}),
    "channel_empty": ("EmptyText", "an empty channel", {4: ((0, ""),)}),
    "channel_long": ("TextTooLong", "a channel of 201", {4: ((7, "x" * 201),)}),
    "channel_hidden": ("HiddenCharacter", "a channel with U+200B", {4: ((0, "1\u200b2"),)}),
    "until_0": ("Malformed", "until is there and 0", {2: 0, 5: 0}),
    "organisation_empty": ("Malformed", "an empty organisation", {6: ""}),
    "organisation_long": ("TextTooLong", "an organisation of 61", {6: "x" * 61}),
    "role_long": ("TextTooLong", "a role of 61", {7: "x" * 61}),
    "role_number": ("Malformed", "a number as role", {7: 1}),
    "offers_empty": ("Malformed", "an empty list of offers", {8: ()}),
    "offers_17": ("Malformed", "17 offers", {8: tuple(range(1, 18))}),
    "offer_0": ("Malformed", "offer 0", {8: (0,)}),
    "offer_65536": ("Malformed", "offer 65536", {8: (65536,)}),
    "offer_yes": ("Malformed", "yes as an offer", {8: (True,)}),
    "offer_twice": ("Malformed", "an offer twice", {8: (1, 2, 1)}),
    "offer_text_twice": ("Malformed", "a free offer twice", {8: ("soup", "soup")}),
    "offer_long": ("TextTooLong", "a free offer of 31", {8: ("x" * 31,)}),
    "offer_no_text": ("EmptyText", "an empty free offer", {8: ("",)}),
    "languages_empty": ("Malformed", "an empty list of languages", {9: ()}),
    "languages_9": ("Malformed", "nine languages", {9: tuple(f"a{letter}" for letter in "abcdefghi")}),
    "language_short": ("Malformed", "a language of one letter", {9: ("e",)}),
    "language_long": ("Malformed", "a language of four letters", {9: ("engl",)}),
    "language_capital": ("Malformed", "a capital in a language", {9: ("En",)}),
    "language_twice": ("Malformed", "a language twice", {9: ("en", "en")}),
    "keys_empty": ("Malformed", "an empty list of keys", {10: ()}),
    "keys_5": ("Malformed", "five keys", {10: ((0, b"x"),) * 5}),
    "key_no_bytes": ("Malformed", "a key of no bytes", {10: ((0, b""),)}),
    "key_513": ("Malformed", "a key of 513 bytes", {10: ((0, b"x" * 513),)}),
    "key_text": ("Malformed", "a text as a key", {10: ((0, "x"),)}),
    "exchange_31": ("Malformed", "an exchange key of 31 bytes", {11: b"x" * 31}),
    "exchange_33": ("Malformed", "an exchange key of 33 bytes", {11: b"x" * 33}),
    "exchange_empty": ("Malformed", "an exchange key of no bytes", {11: b""}),
    "printable_no": ("Malformed", "printable is there and no", {12: False}),
    "printable_1": ("Malformed", "1 as printable", {12: 1}),
    "support_15": ("Malformed", "a support secret of 15 bytes", {13: b"x" * 15}),
    "support_17": ("Malformed", "a support secret of 17 bytes", {13: b"x" * 17}),
    "series_0": ("Malformed", "series is there and 0", {14: 0}),
    "series_beyond": ("Malformed", "series 2^32", {14: 2**32}),
    "field_15": ("NewerVersion", "the first field that is not known", {15: 1}),
    "field_127": ("NewerVersion", "the last field that must be known", {127: 1}),
}


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("card")
    for name, (comment, mine) in _written().items():
        _good(folder, name, comment, bytes(card.write(mine, SEED)), ("seed", SEED))
    _good(folder, "field_128", "a field that need not be known", _raw({**LEAST, 128: ()}))
    _good(folder, "not_composed", "a name that is not composed", _raw({**LEAST, 3: "Jose\u0301"}))
    for name, (comment, field) in ABSENT.items():
        left = {number: value for number, value in LEAST.items() if number != field}
        folder.add(name, "Malformed", comment, ("bytes", _raw(left)))
    for name, (expect, comment, fields) in BAD.items():
        folder.add(name, expect, comment, ("bytes", _raw({**LEAST, **fields})))
    return folder.cases


def _written() -> dict[str, tuple[str, Card]]:
    largest = _largest()
    short = 2048 - len(bytes(card.write(largest, SEED)))
    address = (8, "z" * (200 - 3))
    filled = Card(**{**_fields(largest), "channels": (*largest.channels, (9, "z" * (short - 4)))})
    return {
        "smallest": ("only what is needed, in month 0", Card("A")),
        "ordinary": (
            "a card as people write it",
            Card(
                "Ada Núñez",
                ((1, "ada@example.org"), address),
                (1, "soup"),
                ("es", "en"),
                month=MONTH,
                until=MONTH + 12,
            ),
        ),
        "largest": ("2,048 bytes", filled),
        "limits": ("the longest life, and codes that nobody knows", _limits()),
    }


def _largest() -> Card:
    return Card(
        "N" * 60,
        channels=tuple((kind, "x" * 127) for kind in range(7)),
        other_keys=((1, b"k" * 512),),
        offers=(*range(1, 16), "y" * 30),
        organisation="o" * 60,
        role="r" * 60,
        languages=("en", "es", "ast"),
        exchange=chance("exchange"),
        support=chance("support", 16),
        printable=True,
        series=2**32 - 1,
        sequence=2**64 - 1,
        month=65535,
        until=65535,
    )


def _limits() -> Card:
    return Card(
        "A",
        channels=((255, "x" * 200),),
        offers=(65535, "x" * 30),
        other_keys=((255, b"x" * 512),),
        month=MONTH,
        until=MONTH + 24,
    )


def _fields(mine: Card) -> dict[str, Any]:
    return {name: getattr(mine, name) for name in Card.__dataclass_fields__}


def _good(folder: Folder, name: str, comment: str, data: bytes, *more: tuple[str, object]) -> None:
    found = statement.read(data).fields()
    fields = {NAMES[number]: value for number, value in found.items() if number in NAMES}
    folder.add(name, "ok", comment, ("bytes", data), *more, ("fields", fields))


def _raw(fields: dict[int, Any]) -> bytes:
    return bytes(statement.make(Kind.CARD, fields, SEED))
