"""Where the cards and bundles of one exchange go: into the book, and with it to disk (spec 7.9, 8.5)."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from typing import assert_never

from p2pcard.core.book import pair_secrets, search, sending
from p2pcard.core.book.book import Book, Contact, How
from p2pcard.core.book.news import IntroductionOffered, News, VouchOffered
from p2pcard.core.book.pair_secrets import Before
from p2pcard.core.exchange.events import (
    Act,
    AnswerIntroduction,
    AnswerVouch,
    Arrival,
    DecideLater,
    Ready,
    Saved,
    ShowVouches,
    VouchFor,
)
from p2pcard.core.statements import bundle
from p2pcard.core.statements.bundle import Item, Shown
from p2pcard.errors import NoSuchPerson, NotHere, Refusal
from p2pcard.service.live.person import ActedNow, NewsNow, RefusedNow, ToShowNow
from p2pcard.service.vouching import Vouching


class ExchangeStore:
    """Keeps what comes in one exchange, under one manner, and knows what is to go to each person here."""

    def __init__(self, vouching: Vouching, how: How) -> None:
        self._vouching, self._store, self._how = vouching, vouching.store, how
        self._here: tuple[bytes, ...] = ()
        self._before = Before(b"", {})
        self._sent: defaultdict[bytes, set[bytes]] = defaultdict(set)  # items by person, each goes once
        self._told: set[bytes] = set()  # who was told which pair secrets I hold with them
        self._shown: defaultdict[bytes, list[Shown]] = defaultdict(list)
        self._questions: set[bytes] = set()  # vouchers and introductions that wait for an answer
        self._offered: dict[bytes, bytes] = {}  # by voucher: the vouch that my person was asked about
        self._may_show = False  # whether the question who may see them is on the screen

    def keep(self, arrivals: tuple[Arrival, ...], binding: bytes) -> Saved:
        """Store cards in one save; a card that the book refuses is left out and harms no other.

        `binding` is that of the exchange. Raises what `Vault.save` raises.
        """
        stored: list[int] = []
        without_secret: list[int] = []

        def kept(book: Book) -> Book:
            before = {}
            for arrival in arrivals:
                key = arrival.card.author
                held = book.contacts[key].secrets if key in book.contacts else ()
                with suppress(Refusal):
                    book = book.accept(arrival.card, self._how, self._store.month, arrival.secret)
                    stored.append(arrival.position)
                    before[key] = held
                    if not pair_secrets.holds(book.contacts[key].secrets, arrival.secret):
                        without_secret.append(arrival.position)
            self._before = Before(binding, before)
            return book

        self._store.change(kept)
        return Saved(tuple(stored), tuple(without_secret))

    def confirm(self, arrivals: tuple[Arrival, ...]) -> None:
        """Confirm these pair secrets, where they are held."""

        def confirmed(book: Book) -> Book:
            for arrival in arrivals:
                if arrival.card.author in book.contacts:  # who may have been forgotten meanwhile
                    book = book.confirm(arrival.card.author, arrival.secret)
            return book

        self._store.change(confirmed)

    def arrive(self, people: tuple[bytes, ...]) -> Iterator[ToShowNow]:
        """Note who is here; the first time, ask who may see the vouches about me, if there are any."""
        first, self._here = not self._here, tuple(person for person in people if person)
        to_show = sending.mine_to_show(self._store.book, self._store.month)
        if first and any(each.vouch.author != person for each in to_show for person in self._here):
            self._may_show = True
            yield ToShowNow(tuple(each.vouch.author for each in to_show))

    @property
    def has_people(self) -> bool:
        """Whether it is known who is here, so that something can be done for them."""
        return bool(self._here)

    def ready(self) -> Ready:
        """Tell what is to go to those who are here, and whether a question to my person is open."""
        waiting = [items for person in self._here if (items := self._items(person))]
        large = any(bundle.needs_large(items) for items in waiting)
        return Ready(bool(waiting), large, self._may_show or bool(self._questions))

    def pack(self, people: tuple[bytes, ...], size: int) -> tuple[bytes, ...]:
        """Fill a bundle for each of these people with what they did not get yet; an empty one for none."""
        return tuple(self._fill(person, size) for person in people)

    def unpack(self, came: tuple[tuple[bytes, bytes], ...]) -> Iterator[NewsNow | RefusedNow]:
        """Take the bundles of these people, each with its key; tell what is new."""
        try:
            told = self._vouching.take(came, self._before)
        except Refusal as refusal:
            yield RefusedNow(refusal)
            return
        for news in told:
            self._ask(news)
            yield NewsNow(news)

    def do(self, act: Act) -> Iterator[NewsNow | ActedNow | RefusedNow]:
        """Do what my person asks for behind the cards; what cannot be done is told."""
        if isinstance(act, AnswerVouch) and self._is_another(act.by):
            yield NewsNow((VouchOffered(act.by),))
            return
        try:
            self._do(act)
        except Refusal as refusal:
            yield RefusedNow(refusal)
        else:
            yield ActedNow(act)

    def _do(self, act: Act) -> None:
        match act:
            case VouchFor(name, may_introduce, mark):
                self._vouching.give(self._person(name), may_introduce=may_introduce, mark=mark)
            case AnswerVouch(by, yes):
                self._answered(by)
                self._vouching.answer_vouch(by, yes=yes)
            case AnswerIntroduction(id_, yes):
                self._answered(id_)
                self._vouching.answer_introduction(id_, yes=yes)
            case DecideLater(about):
                self._answered(about)
            case ShowVouches(names, everybody):
                self._show(names, everybody=everybody)
            case _:
                assert_never(act)

    def _ask(self, news: tuple[News, ...]) -> None:
        """Note what my person is asked now."""
        for each in news:
            if isinstance(each, VouchOffered):
                self._questions.add(each.by)
                self._offered.setdefault(each.by, self._offer(each.by))
            elif isinstance(each, IntroductionOffered):
                self._questions.add(each.id)

    def _answered(self, about: bytes) -> None:
        self._questions.discard(about)
        self._offered.pop(about, None)

    def _is_another(self, by: bytes) -> bool:
        """Tell whether a newer vouch came since my person was asked; from now on it is that one."""
        asked, now = self._offered.get(by), self._offer(by)
        self._offered[by] = now
        return bool(asked and now) and asked != now

    def _offer(self, by: bytes) -> bytes:
        """Return the id of what somebody vouches about me, or nothing."""
        held = self._store.book.vouches.mine.get(by)
        return held.statement.id if held else b""

    def close(self) -> None:
        """End the exchange: what was to be forgotten at once is forgotten now."""
        self._vouching.settle()

    def _show(self, names: tuple[str, ...], *, everybody: bool) -> None:
        people = self._here if everybody else tuple(self._person(name).key for name in names)
        shown = self._vouching.to_show() if people else ()
        self._may_show = False
        for person in people:
            self._shown[person] += shown

    def _person(self, name: str) -> Contact:
        """Find somebody who is here by name; raises NotHere or SeveralPeople."""
        try:
            return search.find(self._store.book, name, among=self._here)
        except NoSuchPerson as error:
            raise NotHere(name=name) from error

    def _items(self, person: bytes) -> list[Item]:
        waiting = sending.waiting(self._store.book, person, self._store.month)
        sent = self._sent[person]
        items = [item for item in (*waiting, *self._shown[person]) if bundle.write_item(item) not in sent]
        return [*self._tags(person), *items]

    def _tags(self, person: bytes) -> Iterator[Item]:
        """Tell each person whose card was stored, once and before all else, which pair secrets are held."""
        if person in self._before.secrets and person not in self._told:
            yield sending.held_secrets(self._store.book, person, self._before.binding)

    def _fill(self, person: bytes, size: int) -> bytes:
        if not person:
            return bundle.fill((), size)[0]
        filled, taken = bundle.fill(self._items(person), size)
        self._sent[person] |= {bundle.write_item(item) for item in taken}
        self._told.add(person)
        return filled
