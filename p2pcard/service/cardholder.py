"""What a person can do: one method for each thing they come to do.

Joins core and edge and decides nothing itself. What only exchanges need is
loaded when one begins.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

from p2pcard.core.book import forgetting, issuing, retention, search
from p2pcard.core.book.book import Book, Contact, How, OwnCard
from p2pcard.core.formats import armor, crypto, recovery, text
from p2pcard.core.formats.armor import Label
from p2pcard.core.formats.crypto import Chance
from p2pcard.core.statements import bundle, card, statement
from p2pcard.core.statements.card import Card
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import (
    CardToRewrite,
    HiddenCharacter,
    MixedAlphabets,
    NothingFromHere,
    Refusal,
    TypedSlip,
    TypedWrong,
)
from p2pcard.service import codes, letters
from p2pcard.service.keeper import Keeper, this_month

if TYPE_CHECKING:
    from p2pcard.core.book.news import News
    from p2pcard.core.exchange.events import Mine
    from p2pcard.core.exchange.invitation import SwapCode
    from p2pcard.service.live.conversation import Conversation
    from p2pcard.service.live.exchange_store import ExchangeStore
    from p2pcard.service.live.meeting import Wish
    from p2pcard.service.live.swap_codes import SwapCodes
    from p2pcard.service.live.trace import Trace


class Cardholder(Keeper):
    """One person with one profile under `home`; locked until `unlock` or `create`."""

    def __init__(
        self,
        home: Path,
        profile: str = "",
        chance: Chance = os.urandom,
        clock: Callable[[], int] = this_month,
    ) -> None:
        super().__init__(home, profile, chance, clock)
        self._conversations: WeakSet[Conversation] = WeakSet()
        self._swaps: WeakSet[Conversation] = WeakSet()  # those that were prepared; one at a time goes on
        self._swap_codes: SwapCodes | None = None

    def beside(self, profile: str) -> "Cardholder":
        """Return a cardholder of another profile under this home, locked; for both it is the same month."""
        other = Cardholder(self.home, profile, self._chance, self._calendar.clock)
        other._calendar = self._calendar
        return other

    def afresh(self) -> "Cardholder":
        """Return a cardholder of the same profile, locked, with a knowledge of its own of the month."""
        other = self.beside(self.profile)
        other._calendar = copy(self._calendar)
        return other

    def lock(self) -> None:
        """End all conversations, whose others are told, and close the vault; see `Keeper.lock`.

        It waits for nobody. Where a conversation runs, it is called on the loop of that conversation.
        """
        running = [each for each in self._conversations if each.is_running]
        for each in running:
            each.abandon()
        if running:  # as at the end of each
            with suppress(Refusal):
                self.vouching.settle()
        super().lock()

    # My cards

    def write_card(self, mine: Card, label: str = "") -> OwnCard:
        """Write one of my cards anew; raises NoSuchCard or what a card may not be."""
        self.store.change(lambda book: issuing.change(book, self.store.root(), label, mine, self.month))
        return self.book.own_card(label)

    def new_card(self, label: str, mine: Card, *, short: bool) -> OwnCard:
        """Write one more card under a label of my own; raises CardExists or what a card may not be."""
        label, root = text.name(text.tidy(label)), self.store.root()

        def added(book: Book) -> Book:
            return issuing.add(book, root, label, mine, self.month, short=short, chance=self._chance)

        self.store.change(added)
        return self.book.own_card(label)

    def drop_card(self, label: str) -> None:
        """Drop one of my cards; raises NoSuchCard, or LastCard."""
        self.store.change(lambda book: issuing.drop(book, label))

    def current_card(self, label: str = "") -> Statement:
        """Return a card of mine to give away, written anew first if its time is over or its date is odd.

        Raises NoSuchCard, or CardToRewrite where a rule that was added since would have others refuse it.
        """

        def renewed(book: Book) -> Book:
            own = book.own_card(label)
            try:
                mine = card.read(own.statement)
            except (HiddenCharacter, MixedAlphabets) as error:
                raise CardToRewrite from error
            if issuing.is_current(mine, self.month):
                return book
            return issuing.change(book, self.store.root(), own.label, mine, self.month)

        self.store.change(renewed)
        return self.book.own_card(label).statement

    # Other people

    def add(self, pasted: str) -> "Contact | tuple[News, ...]":
        """Hold a card that came as text, or take what a bundle brings; return the person, or what is new.

        Raises what `armor`, `statement`, `bundle` and `Book.accept` raise, and
        where nothing of a bundle enters, why its first item does not.
        """
        return self._add(letters.text_of(pasted.encode("utf-8", "replace")) or pasted)

    def _add(self, text_or_code: str) -> "Contact | tuple[News, ...]":
        label = armor.label_of(text_or_code)
        try:
            data = armor.read(text_or_code, label)
        except (TypedSlip, TypedWrong) as error:  # no card is short enough to be typed
            raise NothingFromHere from error
        if label is Label.BUNDLE or (bundle.is_bundle(data) and not armor.holds_block(text_or_code)):
            return self.vouching.take_file(data)
        found = statement.read(data)
        self.store.change(lambda book: book.accept(found, How.CARD_ONLY, self.month))
        return self.book.contacts[found.author]

    def add_file(self, path: Path) -> "Contact | tuple[News, ...]":
        """Take a card or a bundle from a file: a picture of its code, or text. Raises what `add` raises."""
        data = codes.read_file(path)
        text = letters.text_of(data)
        return self._add(codes.read_picture(data, _brings_somebody) if text is None else text)

    def find(self, typed: str) -> Contact:
        """Return the one person that a typed name means; raises NoSuchPerson or SeveralPeople."""
        return search.find(self.book, typed)

    def search(
        self, typed: str, offer_words: Mapping[int, str], language_words: Mapping[str, str]
    ) -> search.Found:
        """Return the people whose cards hold what was typed, those met last first."""
        return search.search(self.book, typed, offer_words, language_words)

    def forget(self, contact: Contact) -> None:
        """Forget a person, in both saves, under a new data key; raises NoSuchPerson."""

        def forgotten(book: Book) -> Book:
            book = forgetting.forget(book, self.store.root(), book.current(contact).key)
            return retention.settle(book, self.month)

        self.store.change(forgotten, erases=lambda before, after: True)

    # Exchanges

    def meet(
        self, wish: "Wish", label: str = "", *, digits: bool, trace: "Trace | None" = None
    ) -> "Conversation":
        """Prepare to take part in a meeting; its run raises MeetingEnded, Unreachable or NoNetwork."""
        from p2pcard.core.exchange.meeting.opening import MeetingMine
        from p2pcard.core.exchange.meeting.transcript import Fresh
        from p2pcard.service.live.conversation import Conversation
        from p2pcard.service.live.meeting import Meeting

        mine, store = self._mine(label, digits=digits), self._exchange_store(How.PHRASE)

        def draw() -> MeetingMine:
            return MeetingMine(mine.card, mine.prove, mine.digits, Fresh.draw(self._chance))

        return self._known(Conversation(lambda show: Meeting(wish, show, store, draw, self._chance, trace)))

    def swap(
        self,
        where: "tuple[str, ...] | SwapCode",
        label: str = "",
        *,
        digits: bool,
        own: tuple[str, ...] = (),
        trace: "Trace | None" = None,
    ) -> "Conversation":
        """Prepare to swap with the device that shows this code, or with one that scans mine at these places.

        `own` are the addresses that this device uses where it takes a code.
        A swap that runs is ended: there is one at a time. Raises OwnCode or CodeUsed;
        its run raises SwapEnded, CodeRanOut, Unreachable or NoNetwork.
        """
        from p2pcard.core.exchange.invitation import SwapCode
        from p2pcard.service.live.conversation import Conversation
        from p2pcard.service.live.swap import Swap
        from p2pcard.service.live.swap_codes import SwapCodes

        known = self._swap_codes = self._swap_codes or SwapCodes()
        if isinstance(where, SwapCode):
            known.refuse(where)
        mine, store = self._mine(label, digits=digits), self._exchange_store(How.QR)
        for each in tuple(self._swaps):
            each.end()
        begun = Conversation(lambda show: Swap(mine, where, show, store, self._chance, known, trace, own))
        self._swaps.add(begun)
        return self._known(begun)

    def _known(self, conversation: "Conversation") -> "Conversation":
        self._conversations.add(conversation)
        return conversation

    def _mine(self, label: str, *, digits: bool) -> "Mine":
        from p2pcard.core.exchange.events import Mine

        self.store.refuse_if_read_only()  # a card is not given where none can be kept
        return Mine(self.current_card(label), self._prove, digits)

    def _prove(self, message: bytes) -> bytes:
        return crypto.sign(recovery.identity_seed(self.store.root()), message)

    def _exchange_store(self, how: How) -> "ExchangeStore":
        from p2pcard.service.live import exchange_store

        return exchange_store.ExchangeStore(self.vouching, how)


def _brings_somebody(text: str) -> bool:
    """Tell whether a code holds a card or a bundle, where a picture shows others of ours, too."""
    with suppress(Refusal):
        data = armor.from_qr(text)
        return bundle.is_bundle(data) or bool(statement.read(data))
    return False
