"""A card: what a person says about themselves, signed by them.

One identity may have several cards. `series` tells them apart (0 for the
first), and each has its own sequence, of which the highest counts (spec section 5).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

from p2pcard.core import calendar, statement, text, wire
from p2pcard.core.crypto import KEY_SIZE
from p2pcard.core.offers import OFFER_LIMIT
from p2pcard.core.statement import Kind, Statement
from p2pcard.errors import Malformed

CHANNEL_LIMIT: Final = 8
OFFERS_LIMIT: Final = 16
LANGUAGE_LIMIT: Final = 8
OTHER_KEY_LIMIT: Final = 4
OTHER_KEY_SIZE: Final = 512
FREE_OFFER_LIMIT: Final = 30  # code points: a few words beside the coded offers
CODE_LIMIT: Final = 255  # channel kinds, kinds of other keys
SUPPORT_SIZE: Final = 16
SERIES_LIMIT: Final = 2**32 - 1
LIFE_LIMIT: Final = 24  # months: a card that outlives two years is out of date
ONE_CODE_LIMIT: Final = 204  # bytes that fit one QR code of version 10, level M, which any camera reads

# A channel is a way to reach somebody. Its number stands in the card, its name in words and in JSON.
CHANNELS: Final = (
    "phone",
    "email",
    "signal",
    "matrix",
    "xmpp",
    "briar",
    "threema",
    "url",
    "address",
    "other",
)
OTHER_KEYS: Final = ("openpgp", "ssh", "age")

_SEQUENCE, _MONTH, _NAME, _CHANNELS, _UNTIL, _ORGANISATION, _ROLE, _OFFERS = range(1, 9)
_LANGUAGES, _OTHER_KEYS, _EXCHANGE, _PRINTABLE, _SUPPORT, _SERIES = range(9, 15)
_KNOWN: Final = range(15)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Card:
    """The fields of a card; months are whole months since January 1970.

    `channels` are pairs of a channel's number and its text, `offers` code
    numbers or short free texts, `other_keys` pairs of a kind's number and bytes,
    `exchange` an X25519 key, `support` the 16-byte support secret.
    """

    name: str
    channels: tuple[tuple[int, str], ...] = ()
    offers: tuple[int | str, ...] = ()
    languages: tuple[str, ...] = ()
    organisation: str = ""
    role: str = ""
    other_keys: tuple[tuple[int, bytes], ...] = ()
    printable: bool = False
    exchange: bytes = b""
    support: bytes = b""
    series: int = 0
    sequence: int = 1
    month: int = 0
    until: int = 0


def write(card: Card, seed: bytes) -> Statement:
    """Sign a card with its owner's 32-byte seed; raises Malformed, TooLarge or what `text` raises."""
    fields: dict[int, wire.Value] = {
        _SEQUENCE: card.sequence,
        _MONTH: card.month,
        _NAME: card.name,
        _CHANNELS: card.channels,
        _UNTIL: card.until,
        _ORGANISATION: card.organisation,
        _ROLE: card.role,
        _OFFERS: card.offers,
        _LANGUAGES: card.languages,
        _OTHER_KEYS: card.other_keys,
        _EXCHANGE: card.exchange,
        _PRINTABLE: card.printable,
        _SUPPORT: card.support,
        _SERIES: card.series,
    }
    kept = {field: value for field, value in fields.items() if value or field in (_MONTH, _NAME)}
    _card(kept)  # before they are signed, and before they are encoded: not every str has bytes
    return statement.make(Kind.CARD, kept, seed)


@lru_cache(maxsize=16384)
def read(card: Statement) -> Card:
    """Read the fields of a card; raises Malformed, NewerVersion or what `text` raises."""
    return _card(card.fields_as(Kind.CARD, _KNOWN))


def _card(fields: wire.Fields) -> Card:
    found = Card(
        name=text.name(wire.take(fields, _NAME, str)),
        channels=tuple(_channel(item) for item in _items(fields, _CHANNELS, CHANNEL_LIMIT)),
        offers=tuple(_offer(item) for item in _items(fields, _OFFERS, OFFERS_LIMIT)),
        languages=tuple(_language(item) for item in _items(fields, _LANGUAGES, LANGUAGE_LIMIT)),
        organisation=_line(fields, _ORGANISATION),
        role=_line(fields, _ROLE),
        other_keys=tuple(_other_key(item) for item in _items(fields, _OTHER_KEYS, OTHER_KEY_LIMIT)),
        printable=wire.take(fields, _PRINTABLE, bool, default=False),
        exchange=wire.octets(fields, _EXCHANGE, KEY_SIZE),
        support=wire.octets(fields, _SUPPORT, SUPPORT_SIZE),
        series=wire.number(fields, _SERIES, SERIES_LIMIT),
        sequence=wire.number(fields, _SEQUENCE, wire.NUMBER_LIMIT),
        month=wire.take(fields, _MONTH, int),
        until=wire.number(fields, _UNTIL, calendar.MONTH_LIMIT),
    )
    _check_whole(fields, found)
    return found


def _check_whole(fields: wire.Fields, card: Card) -> None:
    """Refuse a field that is there but empty (it would be left out), and dates that cannot be."""
    wire.nothing_empty(fields, _KNOWN, _MONTH)
    if card.sequence < 1 or not 0 <= card.month <= card.until <= card.month + LIFE_LIMIT:
        raise Malformed
    if len(set(card.offers)) < len(card.offers) or len(set(card.languages)) < len(card.languages):
        raise Malformed


def _items(fields: wire.Fields, field: int, limit: int) -> tuple[wire.Value, ...]:
    found: tuple[wire.Value, ...] = wire.take(fields, field, tuple, default=())
    if len(found) > limit:
        raise Malformed
    return found


def _line(fields: wire.Fields, field: int) -> str:
    found = wire.take(fields, field, str, default="")
    return text.line(found, text.NAME_LIMIT) if found else found


def _pair(item: wire.Value, second: type[_T]) -> tuple[int, _T]:
    if type(item) is not tuple or len(item) != 2:
        raise Malformed
    kind, value = item
    if type(kind) is not int or not 0 <= kind <= CODE_LIMIT or type(value) is not second:
        raise Malformed
    return kind, value


def _channel(item: wire.Value) -> tuple[int, str]:
    kind, value = _pair(item, str)
    return kind, text.line(value)


def _other_key(item: wire.Value) -> tuple[int, bytes]:
    kind, value = _pair(item, bytes)
    if not 1 <= len(value) <= OTHER_KEY_SIZE:
        raise Malformed
    return kind, value


def _offer(item: wire.Value) -> int | str:
    if type(item) is int and 1 <= item <= OFFER_LIMIT:
        return item
    if type(item) is str:
        return text.line(item, FREE_OFFER_LIMIT)
    raise Malformed


def _language(item: wire.Value) -> str:
    """A language is two or three letters a to z (ISO 639)."""
    if type(item) is not str or len(item) not in (2, 3) or not all("a" <= letter <= "z" for letter in item):
        raise Malformed
    return item
