"""The book: everything a person holds, and the rules for letting more in.

A Book never changes; accepting a statement returns another one, so "refused"
and "nothing happened" are the same thing. It takes only Statements, so nothing
unchecked can enter it (spec section 9).
"""

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from p2pcard.core.book import pair_secrets
from p2pcard.core.book.circles import Circle
from p2pcard.core.book.introductions import Introductions
from p2pcard.core.book.pair_secrets import Secrets
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.settings import Settings
from p2pcard.core.book.tally import Tally
from p2pcard.core.book.vouches import Vouches
from p2pcard.core.formats import frozen, text
from p2pcard.core.formats.frozen import Unread
from p2pcard.core.statements import card
from p2pcard.core.statements.card import Card, Words
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import NoSuchCard, NoSuchPerson, OlderCard, TwoVersions, YourOwnCard


class How(StrEnum):
    """How a card came to me, weakest first."""

    CARD_ONLY = "card-only"
    INTRODUCED = "introduced"
    PHRASE = "phrase"
    QR = "qr"

    @property
    def met(self) -> bool:
        """Whether the person stood in front of me."""
        return self in (How.PHRASE, How.QR)


@dataclass(frozen=True, slots=True)
class Provenance:
    """How and when I last got somebody's card, who introduced us, and the month I first held one."""

    how: How
    month: int
    first: int
    by: bytes = b""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person I hold at least one card of; `cards` in the order of their series, `secrets` oldest first.

    `mark` is my private decision whether their word on newcomers counts;
    `brought` counts newcomers that I took on their word, by quarter, and
    `delivered` the withdrawals that came from them, by year.
    """

    key: bytes
    cards: tuple[Statement, ...]
    provenance: Provenance
    secrets: Secrets = ()
    mark: Mark = Mark.NO
    brought: Tally = field(default_factory=Tally)
    delivered: Tally = field(default_factory=Tally)

    @property
    def tallied(self) -> bool:
        """Whether something is counted about this person."""
        return bool(self.brought.count or self.delivered.count)

    def read(self) -> tuple[Card, ...]:
        """Return the fields of each card."""
        return tuple(card.read(each, text.KEPT) for each in self.cards)

    @property
    def support(self) -> bytes:
        """The support secret on the first card that has one, or nothing."""
        return next((each.support for each in self.read() if each.support), b"")

    @property
    def name(self) -> str:
        """What the person calls themselves on the first of their cards."""
        return card.trusted_name(self.cards[0].body)

    @property
    def names(self) -> tuple[str, ...]:
        """What the person calls themselves on each of their cards."""
        return tuple(card.trusted_name(each.body) for each in self.cards)


class StoredPeople(Unread[bytes, Contact]):
    """People who are stored and were not read yet."""

    @abstractmethod
    def bodies(self, key: bytes) -> tuple[bytes, ...]:
        """Return the bodies of somebody's cards, without reading more of them."""


@dataclass(frozen=True, slots=True)
class OwnCard:
    """One of my own cards; its label is mine alone and stands in no statement."""

    label: str
    statement: Statement

    def read(self) -> Card:
        """Return the card's fields, whatever rules were added since it was written."""
        return card.read(self.statement, text.KEPT)


@dataclass(frozen=True)  # no slots: an index is kept beside the fields
class Book:
    """My identity's key, my cards, the people whose cards I hold, and what others say about each of them.

    `former` are the revocations of identities that I had before this one.
    """

    me: bytes
    own: tuple[OwnCard, ...] = ()
    contacts: Mapping[bytes, Contact] = field(default_factory=lambda: MappingProxyType({}))
    settings: Settings = field(default_factory=Settings)
    vouches: Vouches = field(default_factory=Vouches)
    introductions: Introductions = field(default_factory=Introductions)
    circles: Mapping[str, Circle] = field(default_factory=lambda: MappingProxyType({}))
    former: tuple[Statement, ...] = ()

    def accept(
        self, statement: Statement, how: How, month: int, secret: bytes = b"", by: bytes = b""
    ) -> "Book":
        """Return the book with this card in it; holding it already changes only how and when it came.

        `secret` is the pair secret of a swap or meeting, which `pair_secrets.add` may not take; `by` is who
        introduced us. Raises YourOwnCard,
        OlderCard (only where nobody was met: a person in front of me may well
        hold an older copy of what I have), TwoVersions or what reading a card raises.
        """
        if statement.author == self.me:
            raise YourOwnCard
        held = self.contacts.get(statement.author)
        cards = _newest(held.cards if held else (), statement, met=how.met)
        secrets = held.secrets if held else ()
        provenance = _provenance(held.provenance if held else None, how, month, by)
        contact = replace(
            held or Contact(statement.author, cards, provenance),
            cards=cards,
            provenance=provenance,
            secrets=pair_secrets.add(secrets, secret) if secret else secrets,
        )
        return self.with_contact(contact)

    def confirm(self, key: bytes, secret: bytes) -> "Book":
        """Return the book in which this pair secret, if it is held, is confirmed and every older one gone."""
        return self.with_secrets(key, pair_secrets.confirm(self.contacts[key].secrets, secret))

    def with_secrets(self, key: bytes, secrets: Secrets) -> "Book":
        """Return the book in which these are the pair secrets with somebody whose card is held."""
        contact = self.contacts[key]
        return self if secrets == contact.secrets else self.with_contact(replace(contact, secrets=secrets))

    def without_secrets(self) -> "Book":
        """Return the book without any pair secret."""
        contacts = {key: replace(contact, secrets=()) for key, contact in self.contacts.items()}
        return replace(self, contacts=MappingProxyType(contacts))

    def with_own(self, label: str, statement: Statement) -> "Book":
        """Return the book in which my card of this label is `statement`."""
        others = tuple(own for own in self.own if own.label != label)
        mine = OwnCard(label, statement)
        place = next((i for i, own in enumerate(self.own) if own.label == label), len(others))
        return replace(self, own=(*others[:place], mine, *others[place:]))

    def with_settings(self, settings: Settings) -> "Book":
        """Return the book with these settings."""
        return replace(self, settings=settings)

    def own_card(self, label: str = "") -> OwnCard:
        """Return my card of this label, or my first one; raises NoSuchCard."""
        for own in self.own:
            if not label or own.label == label:
                return own
        raise NoSuchCard(name=label)

    def current(self, contact: Contact) -> Contact:
        """Return what is held of a person now; raises NoSuchPerson where they were forgotten meanwhile."""
        if contact.key not in self.contacts:
            raise NoSuchPerson(name=contact.name)
        return self.contacts[contact.key]

    def mark_of(self, key: bytes) -> Mark:
        """Return whether and how far I count somebody's word on newcomers; that of a stranger not at all."""
        contact = self.contacts.get(key)
        return contact.mark if contact else Mark.NO

    def name_of(self, key: bytes) -> str:
        """Return what somebody is called in a refusal, whether or not I hold their card."""
        contact = self.contacts.get(key)
        return contact.name if contact else "?"

    def _bodies(self) -> Iterator[tuple[bytes, tuple[bytes, ...]]]:
        """Walk through the bodies of everybody's cards; of people not read yet, nothing else is read."""
        for key, cell in frozen.cells(self.contacts).items():
            if isinstance(cell, StoredPeople):
                yield key, cell.bodies(key)
            else:
                yield key, tuple(each.body for each in self.contacts[key].cards)

    @cached_property
    def words(self) -> Mapping[bytes, tuple[Words, ...]]:
        """What each of everybody's cards can be found by, by key; each card is taken apart once."""
        return {key: tuple(map(card.trusted_words, bodies)) for key, bodies in self._bodies()}

    @cached_property
    def names(self) -> Mapping[bytes, tuple[str, ...]]:
        """What everybody calls themselves on each of their cards, by key."""
        return {key: tuple(each.lines[0] for each in words) for key, words in self.words.items()}

    def look_alikes(self, contact: Contact) -> tuple[Contact, ...]:
        """Return the other people with a name that a reader may take for one of this person's."""
        found = dict.fromkeys(key for look in self._looks[contact.key] for key in self._by_look[look])
        return tuple(self.contacts[key] for key in found if key != contact.key)

    @cached_property
    def _looks(self) -> Mapping[bytes, Collection[str]]:
        """What everybody's names look like, by key: once for a list of many."""
        return {
            key: dict.fromkeys(look for name in names for look in text.looks(name))
            for key, names in self.names.items()
        }

    @cached_property
    def _by_look(self) -> Mapping[str, list[bytes]]:
        """Everybody's key by what their names look like."""
        found: defaultdict[str, list[bytes]] = defaultdict(list)
        for key, looks in self._looks.items():
            for look in looks:
                found[look].append(key)
        return found

    def with_contact(self, contact: Contact) -> "Book":
        """Return the book with this contact in place of the one with its key."""
        return replace(self, contacts=frozen.put(self.contacts, contact.key, contact))


def _newest(held: tuple[Statement, ...], offered: Statement, *, met: bool) -> tuple[Statement, ...]:
    """Return the cards held with the offered one in its place; see `Book.accept` for what is refused."""
    new = card.read(offered)
    cards = {card.read(each, text.KEPT).series: each for each in held}
    old = cards.get(new.series)
    if old is not None and old.id == offered.id:
        return held
    sequence = card.read(old, text.KEPT).sequence if old is not None else 0
    if sequence == new.sequence:
        raise TwoVersions(name=new.name)
    if sequence > new.sequence:
        if not met:
            raise OlderCard(name=new.name)
        return held
    cards[new.series] = offered
    return tuple(cards[series] for series in sorted(cards))


def _provenance(held: Provenance | None, how: How, month: int, by: bytes) -> Provenance:
    """Meeting somebody always counts as the latest; anything less never hides more."""
    if held is None:
        return Provenance(how, month, month, by)
    if how.met or how is held.how or held.how is How.CARD_ONLY:
        return Provenance(how, month, held.first, held.by or by)
    return held
