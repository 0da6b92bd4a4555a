"""What a device lives through, step by step, and what it holds then (docs/spec.md, 14.3)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from p2pcard.core.book import (
    admission,
    forgetting,
    introductions,
    passing,
    receiving,
    retention,
    vouches,
    vouching,
)
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.circles import Rule
from p2pcard.core.book.receiving import NO_SENDER, Came
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.settings import Retention, Settings
from p2pcard.core.formats import crypto, recovery
from p2pcard.core.statements import acceptance, bundle, card, introduction, revocation, vouch
from p2pcard.core.statements.bundle import Introduced, Item, Shown, Withdrawal
from p2pcard.core.statements.card import Card
from p2pcard.core.statements.statement import Statement
from p2pcard.core.statements.vouch import Manner
from scripts.vectors.case import MONTH, chance, word

NUMBER = chance("number", 16)
FIRST = 64 * MONTH + 1
MOST = 20  # vouches in a bundle
EIGHT = [f"Voucher {number}" for number in range(9)]  # one more than are held


def root_of(name: str) -> bytes:
    """Return a person's root."""
    return chance(f"root of {name}", 16)


def seed_of(name: str) -> bytes:
    """Return a person's identity seed, which follows from their root."""
    return recovery.identity_seed(root_of(name))


def key_of(name: str) -> bytes:
    """Return a person's identity key."""
    return crypto.public_key(seed_of(name))


def card_by(name: str, called: str = "", **fields: Any) -> Statement:
    """Return a person's card, perhaps under another name, with the support secret of their root."""
    secret = recovery.support_secret(root_of(name))
    whole = {"month": MONTH, "until": MONTH + 12, "support": secret, **fields}
    return card.write(Card(called or name, **whole), seed_of(name))


def vouch_by(by: str, about: str, **more: Any) -> Statement:
    """Return the vouch of one person about another; `more` are month, sequence, may_introduce and name."""
    month = more.get("month", MONTH)
    says = (more.get("name", about), more.get("sequence", 64 * month + 1), month, Manner.QR)
    may_introduce = more.get("may_introduce", False)
    return vouch.issue(root_of(by), key_of(about), *says, may_introduce=may_introduce)


def agreed(made: Statement, by: str) -> Statement:
    """Return a person's acceptance."""
    return acceptance.write(made, seed_of(by))


def shown(by: str, about: str, **more: Any) -> Shown:
    """Return a vouch as its subject shows it."""
    made = vouch_by(by, about, **more)
    return Shown(made, agreed(made, about), more.get("blobs", ()))


def withdrawn(by: str, about: str, sequence: int = FIRST) -> Withdrawal:
    """Return what takes back the vouch of one person about another."""
    return Withdrawal(vouch.withdrawal_secret(root_of(by), key_of(about), sequence))


def dead(name: str) -> Statement:
    """Return a person's revocation."""
    return revocation.write(root_of(name))


def offered(by: str, to: str, of: str, month: int = MONTH, number: bytes = NUMBER) -> Statement:
    """Return the introduction that one person makes to another, of a third one of this name."""
    return introduction.write(key_of(to), of, month, number, seed_of(by))


def brought(
    by: str, owner: str, carried: Statement | None = None, made: Statement | None = None
) -> Introduced:
    """Return a card that one person passes on, with the introduction that was made to its owner."""
    made = made or offered(by, owner, "me")
    return Introduced(carried or card_by(owner), made, agreed(made, owner))


class Life:
    """A device of "me": each step is a line, and changes the book."""

    def __init__(self) -> None:
        self.book = Book(key_of("me"))
        self.lines: list[tuple[str, object]] = [("me", self.book.me)]
        self.refused: list[list[str]] = []
        self.month = MONTH

    def _do(self, *words: object) -> None:
        written = (each.hex() if isinstance(each, bytes) else str(each) for each in words)
        self.lines.append(("do", word(" ".join(written))))

    def hold(self, *names: str, how: How = How.QR, mark: int = 0, month: int = MONTH) -> "Life":
        """Hold these people's cards, and mark them."""
        for name in names:
            self.take_card(card_by(name), how, month)
            if mark:
                self.mark(name, mark, month)
        return self

    def take_card(self, made: Statement, how: How = How.QR, month: int = MONTH) -> "Life":
        """Hold a card."""
        self._do("hold", how.value, month, bytes(made))
        self.book = self.book.accept(made, how, month)
        return self

    def mark(self, name: str, mark: int, month: int = MONTH) -> "Life":
        """Mark a person."""
        self._do("mark", month, key_of(name), mark)
        self.book = admission.mark(self.book, self.book.contacts[key_of(name)], Mark(mark), month)
        return self

    def remember(self, kind: str) -> "Life":
        """Choose how long others' vouches are remembered."""
        self._do("remember", kind)
        self.book = self.book.with_settings(Settings(retention=Retention(kind)))
        return self

    def give(self, made: Statement, month: int = MONTH) -> "Life":
        """Vouch for a person."""
        self._do("give", month, bytes(made))
        self.book = replace(self.book, vouches=self.book.vouches.with_given(vouches.hold(made, None, month)))
        return self

    def introduce(self, *made: Statement) -> "Life":
        """Offer people to each other."""
        for each in made:
            self._do("introduce", bytes(each))
            said = self.book.introductions.with_made(introductions.offer(each))
            self.book = replace(self.book, introductions=said)
        return self

    def agree(self, made: Statement) -> "Life":
        """Agree to a vouch about me or to an introduction."""
        self._do("agree", bytes(agreed(made, "me")))
        if made.author in self.book.vouches.mine and vouch_is(self.book, made):
            self.book = vouching.accept_vouch(self.book, root_of("me"), made.author)
        else:
            offer = next(each for each in self.book.introductions.offered if each.statement == made)
            self.book = vouching.accept_introduction(self.book, root_of("me"), offer)
        return self

    def decline(self, made: Statement, month: int = MONTH) -> "Life":
        """Decline a vouch about me or an introduction."""
        self._do("decline", month, made.id)
        if vouch_is(self.book, made):
            self.book = vouching.decline_vouch(self.book, made.author, month)
        else:
            offer = next(each for each in self.book.introductions.offered if each.statement == made)
            self.book = vouching.decline_introduction(self.book, offer, month)
        return self

    def strangers(self, count: int) -> "Life":
        """Hold so many revocations of keys of which nothing is known."""
        self._do("strangers", count)
        keys = {number.to_bytes(32, "big"): dead("nobody") for number in range(count)}
        revoked = {**self.book.vouches.revoked, **keys}
        self.book = replace(self.book, vouches=replace(self.book.vouches, revoked=revoked))
        return self

    def take(self, *items: Item, sender: str = "", month: int = MONTH) -> "Life":
        """Take a bundle."""
        by, self.month = key_of(sender) if sender else NO_SENDER, month
        self._do("bundle", by.hex() or "-", month, bundle.write(items))
        self.book, _, refused = receiving.take(self.book, items, Came(by, month))
        self.refused.append([type(refusal).__name__ for refusal in refused])
        return self

    def over(self, month: int = MONTH) -> "Life":
        """End the exchange, or let time pass."""
        self._do("over", month)
        self.month = month
        self.book = retention.settle(self.book, month)
        return self

    def come(self, last: int, month: int) -> "Life":
        """Open the vault in a month, where the last save was in `last`."""
        self._do("come", last, month)
        self.month = month
        self.book = retention.settle(passing.arrive(self.book, last, month), month)
        return self

    def forget(self, name: str, month: int = MONTH) -> "Life":
        """Forget a person."""
        self._do("forget", month, key_of(name))
        self.month = month
        forgotten = forgetting.forget(self.book, root_of("me"), key_of(name))
        self.book = retention.settle(forgotten, month)
        return self

    def circle(self, name: str, people: int, budget: int, probation: int) -> "Life":
        """Begin a circle."""
        self._do("circle", name, people, budget, probation)
        self.book = admission.begin(self.book, name, Rule(people, budget, probation))
        return self

    def founder(self, name: str, *people: str, month: int = MONTH) -> "Life":
        """Count people in who were there from the start."""
        for each in people:
            self._do("founder", name, month, key_of(each))
            self.book = admission.found(self.book, name, self.book.contacts[key_of(each)], month)
        return self

    def newcomer(self, name: str, *people: str, month: int = MONTH) -> "Life":
        """Count newcomers in."""
        for each in people:
            self._do("newcomer", name, month, key_of(each))
            self.book = admission.admit(self.book, name, self.book.contacts[key_of(each)], month)
        return self

    def told(self) -> Iterable[tuple[str, object]]:
        """Return the lines, and what was refused of each bundle."""
        return (*self.lines, ("refused", self.refused))


def vouch_is(book: Book, made: Statement) -> bool:
    """Tell whether this is a vouch about me that is held."""
    held = book.vouches.mine.get(made.author)
    return held is not None and held.statement == made


def known(mark: int = 1) -> Life:
    """Return a device that holds the cards of two people who were met and marked, and of Teo."""
    return Life().hold("Ana", "Ben", mark=mark).hold("Teo", how=How.CARD_ONLY)


def network(marks: dict[str, int], *words: str) -> Life:
    """Return a device whose person met and marked people, and was shown vouches.

    A word is `Ana Teo`, or `Ana Ben +` where the vouch lets introduce. The
    cards of all their subjects, and of Teo, are held.
    """
    life, vouched = Life(), [each.split() for each in words]
    for name, mark in marks.items():
        life.hold(name, mark=mark)
    others = dict.fromkeys(about for _, about, *_ in vouched if about != "me")
    life.hold(*(name for name in (*others, "Teo") if name not in marks and name != "Teo"), how=How.CARD_ONLY)
    if "Teo" not in marks:
        life.hold("Teo", how=How.CARD_ONLY)
    items = [shown(by, about, may_introduce=bool(plus)) for by, about, *plus in vouched]
    for start in range(0, len(items), MOST):
        life.take(*items[start : start + MOST])
    return life
