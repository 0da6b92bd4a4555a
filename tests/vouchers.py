"""People with roots, what they say of one another, and books that hold them, for the tests of standing."""

import functools
from dataclasses import replace

from p2pcard.core.book import receiving, retention, verdict, vouching
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.news import VouchOffMonth
from p2pcard.core.book.receiving import NO_SENDER, Came
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.settings import Retention, Settings
from p2pcard.core.book.vouching import Said
from p2pcard.core.formats import crypto, recovery
from p2pcard.core.statements import acceptance, card, introduction, revocation, vouch
from p2pcard.core.statements.bundle import Introduced, Shown, Withdrawal
from p2pcard.core.statements.card import Card
from p2pcard.core.statements.vouch import Manner
from tests.peers import MONTH, chance_of

NO, WORD, NAMED = Mark
KNOWS = Said(may_introduce=False, how=How.QR)
INTRODUCES = Said(may_introduce=True, how=How.QR)
NUMBER = bytes(range(16))


@functools.cache
def root_of(name):
    """The 16-byte root of a person, the same in every test."""
    return chance_of(f"the root of {name}")(16)


@functools.cache
def seed_of(name):
    return recovery.identity_seed(root_of(name))


@functools.cache
def key_of(name):
    return crypto.public_key(seed_of(name))


ME, ROOT = key_of("me"), root_of("me")


def card_by(name, called="", **fields):
    """A card of a person, perhaps under another name, with the support secret of their root."""
    whole = {"month": MONTH, "until": MONTH + 12, "support": recovery.support_secret(root_of(name)), **fields}
    return card.write(Card(called or name, **whole), seed_of(name))


def first_of(month):
    """The first sequence that a month has room for."""
    return 64 * month + 1


def vouch_by(by, about, *, month=MONTH, sequence=0, may_introduce=False, name="", how=Manner.QR):
    """The vouch of one person about another."""
    more = (sequence or first_of(month), month, how)
    return vouch.issue(root_of(by), key_of(about), name or about, *more, may_introduce=may_introduce)


def agreed(made, by):
    """Somebody's acceptance of a vouch or an introduction."""
    return acceptance.write(made, seed_of(by))


def shown(by, about, *, blobs=(), **more):
    """A vouch that its subject agreed to, as they show it."""
    made = vouch_by(by, about, **more)
    return Shown(made, agreed(made, about), blobs)


def withdrawn(by, about, *, month=MONTH, sequence=0):
    """What takes back the vouch of one person about another."""
    secret = vouch.withdrawal_secret(root_of(by), key_of(about), sequence or first_of(month))
    return Withdrawal(secret)


def dead(name):
    """Somebody's revocation."""
    return revocation.write(root_of(name))


def offered(by, to, of, *, month=MONTH, number=NUMBER):
    """The introduction that one person makes to another, of somebody of this name."""
    return introduction.write(key_of(to), of, month, number, seed_of(by))


def brought(by, owner, *, to="me", number=NUMBER, made=None, accepted=None, carried=None):
    """An introduced card: of `owner`, with the introduction to them and their acceptance."""
    made = made or offered(by, owner, to, number=number)
    return Introduced(carried or card_by(owner), made, accepted or agreed(made, owner))


def met(*names, book=None, mark=NO, how=How.QR):
    """A book in which I hold these people's cards."""
    book = book or Book(ME)
    for name in names:
        book = book.accept(card_by(name), how, MONTH)
        book = marked(book, name, mark)
    return book


def marked(book, name, mark):
    return book.with_contact(replace(book.contacts[key_of(name)], mark=mark))


def held(*names, book=None):
    """A book in which I hold the cards of people I never met."""
    return met(*names, book=book, how=How.CARD_ONLY)


def after(book, *items, sender=NO_SENDER, month=MONTH):
    """The book that took all of these; not one may be refused."""
    book, _, refused = receiving.take(book, items, Came(sender, month))
    assert refused == ()
    return book


def news_of(book, *items, sender=NO_SENDER, month=MONTH):
    """What is new after these items."""
    _, news, refused = receiving.take(book, items, Came(sender, month))
    assert refused == ()
    return news


def why_not(book, *items, sender=NO_SENDER, month=MONTH):
    """Why not one of these enters; the book is then as it is without them."""
    left, news, refused = receiving.take(book, items, Came(sender, month))
    assert left == retention.settle(book, month, over=False)
    assert all(isinstance(each, VouchOffMonth) for each in news)
    return [type(refusal) for refusal in refused]


def about(book, name, month=MONTH):
    """The answer about somebody."""
    return verdict.answer(book, verdict.lay_out(book, month), key_of(name), month)


def confirmed(*by, memory_kind="", month=MONTH):
    """A book with Teo in it, vouched for by these people; I met them, and their word counts."""
    book = held("Teo", book=met(*by, mark=WORD))
    if memory_kind:
        book = book.with_settings(Settings(retention=Retention(memory_kind)))
    return after(book, *(shown(each, "Teo", month=month) for each in by), month=month)


def given(book, said=KNOWS, *, name="Teo", month=MONTH, chance=None):
    """The book in which I vouch for somebody."""
    contact = book.contacts[key_of(name)]
    return vouching.give(book, ROOT, contact, month, said, chance or chance_of("me"))


def accepted(book, name="Teo", month=MONTH):
    """The book in which they agreed to the newest of what I vouch for them."""
    return after(book, agreed(book.vouches.given_to(key_of(name)).statement, name), month=month)


def taken_back(book, *, name="Teo", month=MONTH):
    """The book in which I took my word for somebody back."""
    return vouching.withdraw(book, ROOT, book.contacts[key_of(name)], month)


def own(book, name="Teo", month=MONTH):
    """Whether my word for somebody counts."""
    return about(book, name, month).verdict.own


def newest(book, name="Teo"):
    """My newest vouch about somebody."""
    return book.vouches.given_to(key_of(name))


def sequences(book, name="Teo"):
    """The sequences of my vouches about somebody."""
    return [each.says.sequence for each in book.vouches.given.get(key_of(name), ())]


def published(book):
    """The secrets of my word that I took back."""
    return {each.secret for each in book.vouches.withdrawn}


def secrets(*sequences, name="Teo"):
    """The secrets of my vouches about somebody."""
    return {withdrawn("me", name, sequence=each).secret for each in sequences}


def by_whom(book, subject):
    """Who vouches for somebody in a book, with the sequence."""
    return {each.says.by: each.says.sequence for each in book.vouches.shown.get(subject, ())}
