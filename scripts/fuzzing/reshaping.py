"""Altering values in place of bytes: what has one encoding only is hardly ever met by altered bytes."""

import random
from typing import Any, Final

VALUES: Final[tuple[Any, ...]] = (
    *(0, 1, 2, 23, 24, 127, 128, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**63, 2**64 - 1, True, False),
    *(
        "",
        "a",
        "Ana",
        "x" * 31,
        "x" * 61,
        "x" * 201,
        (),
        (0,),
        (0, "a"),
        (0, "a", 0),
        (("a",),),
        ((0, ("a",)),),
    ),
    *(b"", b"a", bytes(16), bytes(31), bytes(32), bytes(33), bytes(512), bytes(513)),
)
LETTERS: Final = (
    *(
        "\x1b[2J",
        "\n",
        "\x00",
        "\x7f",
        "\x9b",
        "\u00ad",
        "\u202e",
        "\u2066",
        "\u200b",
        "\u2028",
        "\ufeff",
        "\u3000",
    ),
    *(
        " ",
        "  ",
        "\u0301",
        "\u0301\u0301\u0301",
        "\u0430",
        "أ",
        "א",
        "😀",
        "\U000e0041",
        "\uffff",
        "{0}",
        "%s",
        "1",
    ),
)
NAMES: Final = (*range(20), 127, 128, 255, 256)  # of fields
MANY: Final = 70  # more items than any list may have


def reshaped(value: Any, chance: random.Random) -> Any:
    """Return a value that is altered in one place."""
    if chance.random() < 0.08:
        return chance.choice(VALUES)
    if isinstance(value, dict) and value:
        return _map(dict(value), chance)
    if isinstance(value, tuple | list) and value:
        return _list(list(value), chance)
    if isinstance(value, str):
        return _text(value, chance)
    if isinstance(value, bytes) and value:
        return _octets(bytearray(value), chance)
    if type(value) is int:
        return chance.choice((value + 1, max(value - 1, 0), value * 2, value + 12, value + 24))
    return chance.choice(VALUES)


def _map(value: dict[Any, Any], chance: random.Random) -> dict[Any, Any]:
    one, other = chance.choice(list(value)), chance.choice(list(value))
    match chance.randrange(10):
        case 0:
            del value[one]
        case 1:
            value[one], value[other] = value[other], value[one]
        case 2:
            value[chance.choice(NAMES) if type(one) is int else one + "s"] = chance.choice(VALUES)
        case _:
            value[one] = reshaped(value[one], chance)
    return value


def _list(value: list[Any], chance: random.Random) -> tuple[Any, ...]:
    place = chance.randrange(len(value))
    match chance.randrange(8):
        case 0:
            del value[place]
        case 1:
            value.insert(place, value[place])
        case 2:
            value.insert(place, reshaped(value[place], chance))
        case 3:
            value[place] = tuple(value)
        case 4:
            value = value * (MANY // len(value)) if chance.random() < 0.3 else value[: place + 1]
        case _:
            value[place] = reshaped(value[place], chance)
    return tuple(value)


def _text(value: str, chance: random.Random) -> str:
    place = chance.randrange(len(value) + 1)
    match chance.randrange(4):
        case 0:
            return value[:place]
        case 1:
            return value * chance.choice((2, 5, 30))
        case _:
            return value[:place] + chance.choice(LETTERS) + value[place:]


def _octets(value: bytearray, chance: random.Random) -> bytes:
    place = chance.randrange(len(value))
    match chance.randrange(3):
        case 0:
            del value[place]
        case 1:
            value.insert(place, chance.randrange(256))
        case _:
            value[place] ^= 1 << chance.randrange(8)
    return bytes(value)
