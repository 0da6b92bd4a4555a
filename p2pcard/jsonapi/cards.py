"""Cards and people as plain values, the shape of every JSON answer (docs/json.md).

Only text, numbers, yes or no, lists and maps: what `json` reads and writes.
Months are `2026-11`, bytes are hex digits, codes have names.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from p2pcard.core.book.book import Book, Contact, OwnCard
from p2pcard.core.book.search import Found
from p2pcard.core.formats import calendar, offers, text
from p2pcard.core.statements import card
from p2pcard.core.statements.card import Card
from p2pcard.errors import CardNotUnderstood, Malformed, MoreThanACard
from p2pcard.jsonapi.values import Json

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


def refuse_what_no_card_holds(fields: Mapping[str, object]) -> None:
    """Refuse fields of a card that a person answered, before there is the whole card.

    Raises MoreThanACard, and what `text` and `card.write` raise.
    """
    try:
        card.write(replace(read_card({"name": "a", **fields}), month=1, until=1), bytes(32))
    except (Malformed, CardNotUnderstood) as error:  # each field has its form, so there is too much of it
        raise MoreThanACard from error


def write_card(mine: Card) -> dict[str, Json]:
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


def write_person(book: Book, contact: Contact) -> dict[str, Json]:
    """Return one person: the fields of all their cards taken together, and how they came to me."""
    cards = contact.read()
    written = [write_card(each) for each in cards]
    several = [name for name, value in written[0].items() if isinstance(value, list)]
    provenance = contact.provenance
    introducer = provenance.by.hex() or None
    return {
        "id": contact.key.hex(),
        **written[0],
        **{name: _joined(each[name] for each in written) for name in several},
        "until": calendar.write(max(each.until for each in cards)),
        "provenance": {
            "how": provenance.how.value,
            "month": calendar.write(provenance.month),
            "by": introducer,
        },
        "revoked": contact.key in book.vouches.revoked,
        "look_alikes": [other.key.hex() for other in book.look_alikes(contact)],
    }


def answer_own(own: OwnCard) -> dict[str, Json]:
    """Answer with one of my cards."""
    return {"card": _write_own(own)}


def answer_all_own(own: Iterable[OwnCard]) -> dict[str, Json]:
    """Answer with all of my cards."""
    return {"cards": [_write_own(each) for each in own]}


def answer_dropped(label: str) -> dict[str, Json]:
    """Answer which of my cards is no more."""
    return {"dropped": label}


def answer_person(book: Book, contact: Contact) -> dict[str, Json]:
    """Answer with one person."""
    return {"person": write_person(book, contact)}


def answer_people(book: Book, found: Found) -> dict[str, Json]:
    """Answer with several people: who fits by name, offer or language, and who only by something else."""
    return {where: [write_person(book, each) for each in people] for where, people in found._asdict().items()}


def answer_forgotten(contact: Contact) -> dict[str, Json]:
    """Answer who is forgotten."""
    return {"forgotten": write_name(contact)}


def answer_given(text: str, block: str, files: Iterable[PurePath]) -> dict[str, Json]:
    """Answer with something to give away: as the text of a code, as a block, and the files it is in."""
    return {"text": text, "block": block, "files": [str(file) for file in files]}


def write_name(contact: Contact) -> dict[str, Json]:
    """Return who somebody is, and no more."""
    return {"id": contact.key.hex(), "name": contact.name}


def _write_own(own: OwnCard) -> dict[str, Json]:
    size = len(bytes(own.statement))
    facts: dict[str, Json] = {"label": own.label, "id": own.statement.author.hex(), "bytes": size}
    return {
        **facts,
        "one_code": size <= card.ONE_CODE_LIMIT,
        **write_card(own.read()),
    }


def _joined(lists: Iterable[Json]) -> list[Json]:
    """Return what is in several lists, each thing once."""
    found: list[Json] = []
    for each in lists:
        found += [item for item in each if item not in found] if isinstance(each, list) else []
    return found


def _text(values: Mapping[str, object], field: str) -> str:
    found = values.get(field, "")
    if not isinstance(found, str):
        raise CardNotUnderstood(field=field)
    return text.tidy(found)


def _list(values: Mapping[str, object], field: str) -> Sequence[object]:
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
