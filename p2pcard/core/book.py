"""The book: everything a person holds, and the rules for letting more in.

A Book never changes; accepting a statement returns another one, so "refused"
and "nothing happened" are the same thing. It takes only Statements, so nothing
unchecked can enter it (spec section 9).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final

from p2pcard.core import card, text
from p2pcard.core.card import Card
from p2pcard.core.circles import Circle
from p2pcard.core.introductions import Introductions
from p2pcard.core.routes import Mark
from p2pcard.core.statement import Statement
from p2pcard.core.vouches import Vouches, put
from p2pcard.errors import NoSuchCard, NoSuchPerson, OlderCard, SeveralPeople, TwoVersions, YourOwnCard

SECRETS_LIMIT: Final = 4  # unconfirmed pair secrets kept beside the newest confirmed one


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
class PairSecret:
    """32 bytes that two people share since a swap or meeting; confirmed: the other side holds it too."""

    secret: bytes = field(repr=False)
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """A count that begins anew with each period."""

    period: int = 0
    count: int = 0

    def in_period(self, period: int) -> int:
        """Return the count of a period: of one that has not begun or is over, nothing is known."""
        return self.count if self.period == period else 0

    def only(self, period: int) -> "Tally":
        """Return the tally if it is of this period, else an empty one."""
        return self if self.period == period else Tally()

    def add(self, period: int) -> "Tally":
        """Return the tally with one more in this period."""
        return Tally(period, self.in_period(period) + 1)


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
    secrets: tuple[PairSecret, ...] = ()
    mark: Mark = Mark.NO
    brought: Tally = Tally()
    delivered: Tally = Tally()

    @property
    def tallied(self) -> bool:
        """Whether something is counted about this person."""
        return bool(self.brought.count or self.delivered.count)

    def read(self) -> tuple[Card, ...]:
        """Return the fields of each card."""
        return tuple(card.read(each) for each in self.cards)

    @property
    def support(self) -> bytes:
        """The support secret on the first card that has one, or nothing."""
        return next((each.support for each in self.read() if each.support), b"")

    @property
    def name(self) -> str:
        """What the person calls themselves on the first of their cards."""
        return self.names[0]

    @property
    def names(self) -> tuple[str, ...]:
        """What the person calls themselves on each of their cards."""
        return tuple(each.name for each in self.read())


@dataclass(frozen=True, slots=True)
class OwnCard:
    """One of my own cards; its label is mine alone and stands in no statement."""

    label: str
    statement: Statement


@dataclass(frozen=True)  # no slots: an index is kept beside the fields
class Book:
    """My identity's key, my cards, the people whose cards I hold, and what is said about whom.

    `former` are the revocations of identities that I had before this one.
    """

    me: bytes
    own: tuple[OwnCard, ...] = ()
    contacts: Mapping[bytes, Contact] = field(default_factory=lambda: MappingProxyType({}))
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    vouches: Vouches = field(default_factory=Vouches)
    introductions: Introductions = field(default_factory=Introductions)
    circles: Mapping[str, Circle] = field(default_factory=lambda: MappingProxyType({}))
    former: tuple[Statement, ...] = ()

    def accept(
        self, statement: Statement, how: How, month: int, secret: bytes = b"", by: bytes = b""
    ) -> "Book":
        """Return the book with this card in it; holding it already changes only how and when it came.

        `secret` is the pair secret of a swap or meeting, `by` who introduced us. Raises YourOwnCard,
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
            secrets=_with_secret(secrets, secret) if secret else secrets,
        )
        return self.with_contact(contact)

    def confirm(self, key: bytes, secret: bytes) -> "Book":
        """Return the book in which this pair secret is confirmed and every older one is gone."""
        contact = self.contacts[key]
        place = [held.secret for held in contact.secrets].index(secret)
        kept = (PairSecret(secret, confirmed=True), *contact.secrets[place + 1 :])
        return self.with_contact(replace(contact, secrets=kept))

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

    def with_setting(self, name: str, value: str) -> "Book":
        """Return the book in which a setting has this value."""
        return replace(self, settings=put(self.settings, name, value))

    def own_card(self, label: str = "") -> OwnCard:
        """Return my card of this label, or my first one; raises NoSuchCard."""
        for own in self.own:
            if not label or own.label == label:
                return own
        raise NoSuchCard(name=label)

    def find(self, typed: str, among: Collection[bytes] | None = None) -> Contact:
        """Return the one person of this name on any card, whole before part, whatever accents and case.

        A person's id (64 hex digits) or its start of at least 8 digits is found too.
        With `among` (keys of people in the room), nobody else is looked at, and
        only at whole words of the name that is shown of each: another card could
        bear somebody else's, and where Ana's card was kept back, "Ana" is not
        Mariana. Raises NoSuchPerson, or SeveralPeople with their names.
        """
        wanted = text.plain(text.tidy(typed))
        everybody = self.contacts.values() if wanted else ()
        people = [each for each in everybody if among is None or each.key in among]
        named = [
            (each, [text.plain(name) for name in (each.names if among is None else (each.name,))])
            for each in people
        ]
        edge = "" if among is None else " "
        for found in (
            [c for c, _ in named if len(wanted) >= ID_PREFIX and c.key.hex().startswith(wanted)],
            [c for c, names in named if wanted in names],
            [
                c
                for c, names in named
                if any(f"{edge}{wanted}{edge}" in f"{edge}{name}{edge}" for name in names)
            ],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                raise SeveralPeople(name=typed, people=", ".join(sorted(_mention(c) for c in found)))
        raise NoSuchPerson(name=typed)

    def mark_of(self, key: bytes) -> Mark:
        """Return whether and how far I count somebody's word on newcomers; that of a stranger not at all."""
        contact = self.contacts.get(key)
        return contact.mark if contact else Mark.NO

    def name_of(self, key: bytes) -> str:
        """Return what somebody is called in a refusal, whether or not I hold their card."""
        contact = self.contacts.get(key)
        return contact.name if contact else "?"

    def look_alikes(self, contact: Contact) -> tuple[Contact, ...]:
        """Return the other people with a name that a reader may take for one of this person's."""
        looks = dict.fromkeys(text.look(name) for name in contact.names)
        found = {other.key: other for look in looks for other in self._by_look.get(look, ())}
        return tuple(other for key, other in found.items() if key != contact.key)

    @cached_property
    def _by_look(self) -> Mapping[str, list[Contact]]:
        """Everybody by what their names look like, once for a list of many."""
        found: dict[str, list[Contact]] = {}
        for contact in self.contacts.values():
            for look in dict.fromkeys(text.look(name) for name in contact.names):
                found.setdefault(look, []).append(contact)
        return found

    def with_contact(self, contact: Contact) -> "Book":
        """Return the book with this contact in place of the one with its key."""
        return replace(self, contacts=put(self.contacts, contact.key, contact))


ID_PREFIX: Final = 8  # hex digits of a person's id that are enough to name them


def _mention(contact: Contact) -> str:
    return f"{contact.name} ({contact.key.hex()[:ID_PREFIX]})"


def _newest(held: tuple[Statement, ...], offered: Statement, *, met: bool) -> tuple[Statement, ...]:
    """Return the cards held with the offered one in its place; see `Book.accept` for what is refused."""
    new = card.read(offered)
    cards = {card.read(each).series: each for each in held}
    old = cards.get(new.series)
    if old is not None and old.id == offered.id:
        return held
    sequence = card.read(old).sequence if old is not None else 0
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


def _with_secret(held: tuple[PairSecret, ...], secret: bytes) -> tuple[PairSecret, ...]:
    """Add a pair secret; of more than four unconfirmed ones the oldest goes (spec section 9.3)."""
    if any(each.secret == secret for each in held):
        return held
    waiting = [each for each in held if not each.confirmed]
    kept = [each for each in held if len(waiting) < SECRETS_LIMIT or each is not waiting[0]]
    return (*kept, PairSecret(secret))
