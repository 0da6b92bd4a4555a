"""Where the cards of one exchange go: into the book, and with it to disk, in one save."""

from contextlib import suppress

from p2pcard.core.book import How
from p2pcard.core.exchange import Arrival
from p2pcard.edge.vault import Vault
from p2pcard.errors import Refusal


class VaultShelf:
    """Keeps what comes in one exchange, under one manner and month."""

    def __init__(self, vault: Vault, how: How, month: int) -> None:
        self._vault, self._how, self._month = vault, how, month

    def keep(self, arrivals: tuple[Arrival, ...]) -> tuple[int, ...]:
        """Store cards in one save; a card that the book refuses is left out and harms no other.

        Returns the positions of those stored. Raises what `Vault.save` raises.
        """
        book, stored = self._vault.book, []
        for arrival in arrivals:
            with suppress(Refusal):
                book = book.accept(arrival.card, self._how, self._month, arrival.secret)
                stored.append(arrival.position)
        if stored:
            self._vault.save(book, self._month)
        return tuple(stored)

    def confirm(self, arrivals: tuple[Arrival, ...]) -> None:
        """Confirm these pair secrets; where that ends older ones, the save before must not keep them."""
        book, older = self._vault.book, False
        for arrival in arrivals:
            older = older or len(book.contacts[arrival.card.author].secrets) > 1
            book = book.confirm(arrival.card.author, arrival.secret)
        if arrivals:
            self._vault.save(book, self._month, erase_previous=older)
