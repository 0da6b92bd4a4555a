"""Cards and people as plain values, the shape of every JSON answer (docs/json.md).

Only text, numbers, yes or no, lists and maps: what `json` reads and writes.
Months are `2026-11`, bytes are hex digits, codes have names.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from p2pcard.core import calendar, card, offers, text
from p2pcard.core.book import Book, Contact
from p2pcard.core.card import Card
from p2pcard.errors import CardNotUnderstood

_WRITTEN: Final = ("name", "channels", "offers", "languages", "organisation", "role", "keys", "printable")
_LIMITS: Final = {
    "channels": card.CHANNEL_LIMIT,
    "offers": card.OFFERS_LIMIT,
    "languages": card.LANGUAGE_LIMIT,
    "keys": card.OTHER_KEY_LIMIT,
}


def read_card(values: object) -> Card:
    """Read what a person or program wrote about themselves; only the name is required.

    Raises CardNotUnderstood, which names the field, or what `text` raises.
    """
    if not isinstance(values, Mapping):
        raise CardNotUnderstood(field="{}")
    unknown = [str(name) for name in values if name not in _WRITTEN]
    if unknown:
        raise CardNotUnderstood(field=unknown[0])
    return Card(
        name=_text(values, "name"),
        channels=tuple(_channel(item) for item in _list(values, "channels")),
        offers=tuple(_offer(item) for item in _list(values, "offers")),
        languages=tuple(_language(item) for item in _list(values, "languages")),
        organisation=_text(values, "organisation"),
        role=_text(values, "role"),
        other_keys=tuple(_other_key(item) for item in _list(values, "keys")),
        printable=_yes_or_no(values, "printable"),
    )


def write_card(mine: Card) -> dict[str, Any]:
    """Return a card's fields; those that are empty are there, too."""
    return {
        "name": mine.name,
        "channels": [[_name(card.CHANNELS, kind), written] for kind, written in mine.channels],
        "offers": [offers.name(offer) for offer in mine.offers],
        "languages": list(mine.languages),
        "organisation": mine.organisation,
        "role": mine.role,
        "keys": [[_name(card.OTHER_KEYS, kind), data.hex()] for kind, data in mine.other_keys],
        "printable": mine.printable,
        "until": calendar.write(mine.until),
    }


def write_person(book: Book, contact: Contact) -> dict[str, Any]:
    """Return one person: the fields of all their cards taken together, and how they came to me."""
    cards = contact.read()
    first = write_card(cards[0])
    for other in cards[1:]:
        for name, value in write_card(other).items():
            if isinstance(value, list):
                first[name] += [item for item in value if item not in first[name]]
    provenance = contact.provenance
    introducer = provenance.by.hex() or None
    return {
        "id": contact.key.hex(),
        **first,
        "until": calendar.write(max(each.until for each in cards)),
        "provenance": {
            "how": provenance.how.value,
            "month": calendar.write(provenance.month),
            "by": introducer,
        },
        "revoked": contact.key in book.vouches.revoked,
        "look_alikes": [other.key.hex() for other in book.look_alikes(contact)],
    }


def _text(values: Mapping[str, object], field: str) -> str:
    found = values.get(field, "")
    if not isinstance(found, str):
        raise CardNotUnderstood(field=field)
    return text.tidy(found)


def _list(values: Mapping[str, object], field: str) -> list[Any]:
    """Return a field's list; what is too long or twice the same is refused here, where it has a name."""
    found = values.get(field, [])
    if not isinstance(found, list) or len(found) > _LIMITS[field]:
        raise CardNotUnderstood(field=field)
    if field in ("offers", "languages") and len({str(item).lower() for item in found}) < len(found):
        raise CardNotUnderstood(field=field)
    return found


def _yes_or_no(values: Mapping[str, object], field: str) -> bool:
    found = values.get(field, False)
    if not isinstance(found, bool):
        raise CardNotUnderstood(field=field)
    return found


def _channel(item: object) -> tuple[int, str]:
    match item:
        case [str(kind), str(written)] if kind in card.CHANNELS:
            return card.CHANNELS.index(kind), text.tidy(written)
        case _:
            raise CardNotUnderstood(field="channels")


def _other_key(item: object) -> tuple[int, bytes]:
    match item:
        case [str(kind), str(digits)] if kind in card.OTHER_KEYS:
            with suppress(ValueError):
                data = bytes.fromhex(digits)
                if 1 <= len(data) <= card.OTHER_KEY_SIZE:
                    return card.OTHER_KEYS.index(kind), data
            raise CardNotUnderstood(field="keys")
        case _:
            raise CardNotUnderstood(field="keys")


def _offer(item: object) -> int | str:
    """An offer's name of ours is its number; anything else is somebody's own words."""
    if not isinstance(item, str):
        raise CardNotUnderstood(field="offers")
    return offers.NUMBERS.get(item) or text.tidy(item)


def _language(item: object) -> str:
    """A language is its ISO 639 code, two or three letters, in either case."""
    if not isinstance(item, str) or not re.fullmatch("[A-Za-z]{2,3}", item):
        raise CardNotUnderstood(field="languages")
    return item.lower()


def _name(names: tuple[str, ...], number: int) -> str:
    return names[number] if number < len(names) else "other"
