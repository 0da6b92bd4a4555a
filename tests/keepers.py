"""People in the tests whose devices keep what they get in vaults of their own, as the program does."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from p2pcard.core.book.book import Book, How
from p2pcard.core.exchange.events import Confirm, Keep, Look, Pack, Packed, Unpack
from p2pcard.core.exchange.swap import Role
from p2pcard.core.formats import crypto, sealed
from p2pcard.edge.store.vault import Vault
from p2pcard.service.book_store import BookStore, Calendar
from p2pcard.service.live.exchange_store import ExchangeStore
from p2pcard.service.vouching import Vouching
from tests.pairs import Pair
from tests.peers import MONTH, Room, chance_of, seed_of, self_of
from tests.vaults import PHRASE, ROOT

ROLES = (Role.SHOWER, Role.SCANNER)


def calendar_at(month):
    """A calendar of a device whose person said that it is this month."""
    made = Calendar(lambda: month)
    made.tell(month)
    return made


class Keeper:
    """One person with an open vault."""

    def __init__(self, name, folder):
        self.name, self.key = name, crypto.public_key(seed_of(name))
        made = (folder / name, PHRASE, ROOT, Book(self.key), sealed.LOW_MEMORY, chance_of(name), MONTH)
        self.vault = Vault.create(*made)
        self.store = BookStore(self.vault, calendar_at(MONTH), chance_of(f"{name} later"))

    def exchange(self):
        """What stands between this person's book and one exchange."""
        return ExchangeStore(Vouching(self.store), How.PHRASE)

    def secrets(self, other):
        """The pair secrets held with somebody, and whether each is confirmed."""
        contact = self.store.book.contacts.get(other.key)
        return [(each.secret, each.confirmed) for each in contact.secrets] if contact else []

    def loses_secrets(self):
        """Go back to what a backup holds."""
        self.store.change(lambda book: book.without_secrets())


class Keeping:
    """Mixed into a room or a pair: what machines ask for is done in the vaults, as the program does it."""

    exchanges: Mapping[Any, ExchangeStore]
    queue: Any
    _event: Any

    def _do(self, who, effects):
        exchange = self.exchanges[who]
        for effect in effects:
            match effect:
                case Keep(arrivals, binding):
                    self.queue.append(partial(self._event, who, exchange.keep(arrivals, binding)))
                case Confirm(arrivals):
                    exchange.confirm(arrivals)
                case Look(people):
                    assert not list(exchange.arrive(people))
                    self._event(who, exchange.ready())
                case Pack(people, size):
                    self._event(who, Packed(exchange.pack(people, size)))
                case Unpack(came):
                    assert not list(exchange.unpack(came))
                    self._event(who, exchange.ready())
                case _:
                    super()._do(who, (effect,))  # type: ignore[misc]  # of the room or the pair


class KeepersRoom(Keeping, Room):
    """A meeting."""

    def __init__(self, keepers, run, **options):
        self.exchanges = {line: each.exchange() for line, each in enumerate(keepers)}
        names = [each.name for each in keepers]
        super().__init__([self_of(name, run=run) for name in names], names, **options)


class KeepersPair(Keeping, Pair):
    """A swap; the first of the two shows the code."""

    def __init__(self, keepers, run, bend=None):
        self.exchanges = {role: each.exchange() for role, each in zip(ROLES, keepers, strict=True)}
        shower, scanner = (self_of(each.name) for each in keepers)
        super().__init__(shower, scanner, bend, run)
