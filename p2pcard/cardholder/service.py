"""What a person can do: one method for each thing they come to do.

Joins core and edge and decides nothing itself. What only exchanges need is
loaded when one begins.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from p2pcard.cardholder import codes
from p2pcard.cardholder.keeper import Keeper
from p2pcard.core import (
    armor,
    bundle,
    card,
    crypto,
    finding,
    forgetting,
    issuing,
    memory,
    recovery,
    statement,
    text,
)
from p2pcard.core.armor import Label
from p2pcard.core.book import Contact, How, OwnCard
from p2pcard.core.card import Card
from p2pcard.core.statement import Statement
from p2pcard.edge import disk, qr
from p2pcard.errors import NothingFromHere, TypedSlip, TypedWrong

if TYPE_CHECKING:
    from p2pcard.cardholder.meeting import Wish
    from p2pcard.cardholder.person import Person
    from p2pcard.cardholder.shelf import VaultShelf
    from p2pcard.core.exchange import Mine
    from p2pcard.core.invitation import SwapCode
    from p2pcard.core.news import News

BYTE_ORDER_MARK = "\ufeff"  # some editors put it before a text


class Cardholder(Keeper):
    """One person with one profile under `home`; locked until `unlock` or `create`."""

    # My cards

    def write_card(self, mine: Card, label: str = "") -> OwnCard:
        """Write one of my cards anew; raises NoSuchCard or what a card may not be."""
        self._save(issuing.change(self.book, self.vault.root(), label, mine, self.month))
        return self.book.own_card(label)

    def new_card(self, label: str, mine: Card, *, short: bool) -> OwnCard:
        """Write one more card under a label of my own; raises CardExists or what a card may not be."""
        label, root = text.name(text.tidy(label)), self.vault.root()
        self._save(issuing.add(self.book, root, label, mine, self.month, short=short, chance=self._chance))
        return self.book.own_card(label)

    def drop_card(self, label: str) -> None:
        """Drop one of my cards; raises NoSuchCard, or LastCard."""
        self._save(issuing.drop(self.book, label))

    def current_card(self, label: str = "") -> Statement:
        """Return a card of mine to give away, written anew first if its time is over or its date is odd."""
        own = self.book.own_card(label)
        mine = card.read(own.statement)
        if issuing.is_current(mine, self.month):
            return own.statement
        return self.write_card(mine, own.label).statement

    # Other people

    def add(self, text_or_code: str) -> "Contact | tuple[News, ...]":
        """Hold a card that came as text, or take what a bundle brings; return the person, or what is new.

        Raises what `armor`, `statement`, `bundle` and `Book.accept` raise, and
        where nothing of a bundle enters, why its first item does not.
        """
        text_or_code = text_or_code.removeprefix(BYTE_ORDER_MARK)
        label = armor.label_of(text_or_code)
        try:
            data = armor.read(text_or_code, label)
        except (TypedSlip, TypedWrong) as error:  # no card is short enough to be typed
            raise NothingFromHere from error
        if label is Label.BUNDLE or (bundle.is_bundle(data) and armor.MARKER not in text_or_code):
            return self.vouching.take_file(data)
        found = statement.read(data)
        self._save(self.book.accept(found, How.CARD_ONLY, self.month))
        return self.book.contacts[found.author]

    def add_file(self, path: Path) -> "Contact | tuple[News, ...]":
        """Take a card or a bundle from a file: a picture of its code, or text. Raises what `add` raises."""
        data = disk.read(path, qr.FILE_LIMIT * qr.MILLION)
        try:
            return self.add(data.decode("utf-8"))
        except UnicodeDecodeError:  # no text, so a picture
            return self.add(codes.read_picture(data))

    def search(
        self, typed: str, offer_words: Mapping[int, str], language_words: Mapping[str, str]
    ) -> tuple[Contact, ...]:
        """Return the people whose cards hold what was typed, those met last first."""
        return finding.search(self.book, typed, offer_words, language_words)

    def forget(self, contact: Contact) -> None:
        """Forget a person, in both saves, under a new data key."""
        book = memory.settle(forgetting.forget(self.book, self.vault.root(), contact.key), self.month)
        self.vault.save(book, self.month, erase_previous=True)

    # Exchanges

    async def meet(self, person: "Person", wish: "Wish", label: str = "", *, digits: bool) -> None:
        """Take part in a meeting; raises MeetingEnded, Unreachable or NoNetwork."""
        from p2pcard.cardholder.meeting import Meeting
        from p2pcard.core.meeting.opening import Self
        from p2pcard.core.meeting.transcript import Fresh

        mine = self._mine(label, digits=digits)

        def draw() -> Self:
            return Self(mine.card, mine.prove, mine.digits, Fresh.draw(self._chance))

        await Meeting(wish, person, self._shelf(How.PHRASE), draw, self._chance).run()

    async def show_swap(self, person: "Person", address: str, label: str = "", *, digits: bool) -> None:
        """Show a code and swap with who scans it; raises SwapEnded or NoNetwork."""
        from p2pcard.cardholder.swapping import Swap

        mine = self._mine(label, digits=digits)
        await Swap(mine, person, self._shelf(How.QR), self._chance).show(address)

    async def scan_swap(self, person: "Person", code: "SwapCode", label: str = "", *, digits: bool) -> None:
        """Swap with whoever shows this code; raises SwapEnded or Unreachable."""
        from p2pcard.cardholder.swapping import Swap

        mine = self._mine(label, digits=digits)
        await Swap(mine, person, self._shelf(How.QR), self._chance).scan(code)

    def _mine(self, label: str, *, digits: bool) -> "Mine":
        from p2pcard.core.exchange import Mine

        return Mine(self.current_card(label), self._prove, digits)

    def _prove(self, message: bytes) -> bytes:
        return crypto.sign(recovery.identity_seed(self.vault.root()), message)

    def _shelf(self, how: How) -> "VaultShelf":
        from p2pcard.cardholder.shelf import VaultShelf

        return VaultShelf(self.vouching, how)
