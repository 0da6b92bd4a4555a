"""A card: what a person says about themselves, signed by them.

One identity may have several cards. `series` tells them apart (0 for the
first), and each has its own sequence, of which the highest counts (spec section 5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from p2pcard.core.formats import calendar, text, wire
from p2pcard.core.formats.crypto import KEY_SIZE
from p2pcard.core.formats.offers import OFFER_LIMIT
from p2pcard.core.statements import statement
from p2pcard.core.statements.statement import Kind, Statement
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


class Words(NamedTuple):
    """What a card can be found by: its lines of text, its offers, the codes of its languages."""

    lines: Sequence[str]
    offers: Sequence[int | str]
    languages: Sequence[str]


def write(card: Card, seed: bytes, rules: text.Rules = text.STRICT) -> Statement:
    """Sign a card with its owner's 32-byte seed; raises Malformed, TooLarge or what `rules` raise."""
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
    _card(kept, rules)  # before they are signed, and before they are encoded: not every str has bytes
    return statement.make(Kind.CARD, kept, seed)


@lru_cache(maxsize=16384)
def read(card: Statement, rules: text.Rules = text.STRICT) -> Card:
    """Read the fields of a card; raises Malformed, NewerVersion or what `rules` raise."""
    return _card(card.fields_as(Kind.CARD, _KNOWN), rules)


def trusted_name(body: bytes) -> str:
    """Return the name on a card that `read` once read, from its body, without a look at any rule again."""
    return str(wire.load_trusted(body)[_NAME])


def trusted_words(body: bytes) -> Words:
    """Return what a card that `read` once read can be found by, without a look at any rule again."""
    fields: dict[int, Any] = wire.load_trusted(body)
    lines = [fields[_NAME], fields.get(_ORGANISATION, ""), fields.get(_ROLE, "")]
    lines += [line for _, line in fields.get(_CHANNELS, ())]
    return Words(lines, fields.get(_OFFERS, ()), fields.get(_LANGUAGES, ()))


def _card(fields: wire.Fields, rules: text.Rules) -> Card:
    found = Card(
        name=rules.name(wire.take(fields, _NAME, str)),
        channels=tuple(_channel(item, rules) for item in _items(fields, _CHANNELS, CHANNEL_LIMIT)),
        offers=tuple(_offer(item, rules) for item in _items(fields, _OFFERS, OFFERS_LIMIT)),
        languages=tuple(_language(item) for item in _items(fields, _LANGUAGES, LANGUAGE_LIMIT)),
        organisation=_line(fields, _ORGANISATION, rules),
        role=_line(fields, _ROLE, rules),
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
    if card.sequence < 1:
        raise Malformed("a card: its sequence")
    wire.nothing_empty(fields, _KNOWN, _MONTH)
    if not 0 <= card.month <= card.until <= card.month + LIFE_LIMIT:
        raise Malformed("a card: its months")
    if len(set(card.offers)) < len(card.offers) or len(set(card.languages)) < len(card.languages):
        raise Malformed("a card: an offer or a language twice")


def _items(fields: wire.Fields, field: int, limit: int) -> tuple[wire.Value, ...]:
    found: tuple[wire.Value, ...] = wire.take(fields, field, tuple, default=())
    if len(found) > limit:
        raise Malformed("a card: too many items in a list")
    return found


def _line(fields: wire.Fields, field: int, rules: text.Rules) -> str:
    found = wire.take(fields, field, str, default="")
    return rules.line(found, text.NAME_LIMIT) if found else found


def _pair(item: wire.Value, second: type[_T]) -> tuple[int, _T]:
    if type(item) is not tuple or len(item) != 2:
        raise Malformed("a card: an item that is no pair")
    kind, value = item
    if type(kind) is not int or not 0 <= kind <= CODE_LIMIT or type(value) is not second:
        raise Malformed("a card: the types of a pair")
    return kind, value


def _channel(item: wire.Value, rules: text.Rules) -> tuple[int, str]:
    kind, value = _pair(item, str)
    return kind, rules.line(value, text.LINE_LIMIT)


def _other_key(item: wire.Value) -> tuple[int, bytes]:
    kind, value = _pair(item, bytes)
    if not 1 <= len(value) <= OTHER_KEY_SIZE:
        raise Malformed("a card: the length of another key")
    return kind, value


def _offer(item: wire.Value, rules: text.Rules) -> int | str:
    if type(item) is int and 1 <= item <= OFFER_LIMIT:
        return item
    if type(item) is str:
        return rules.line(item, FREE_OFFER_LIMIT)
    raise Malformed("a card: an offer")


def _language(item: wire.Value) -> str:
    """A language is two or three letters a to z (ISO 639)."""
    if type(item) is not str or len(item) not in (2, 3) or not all("a" <= letter <= "z" for letter in item):
        raise Malformed("a card: a language")
    return item
