"""What stands sealed beside a vouch of mine: the words of those who let me introduce (spec 15.6)."""

from dataclasses import replace

from p2pcard.core.book.book import How
from p2pcard.core.book.retention import settle
from p2pcard.core.formats import recovery
from p2pcard.core.statements import support
from p2pcard.core.statements.bundle import Shown
from tests.peers import MONTH, chance_of
from tests.vouchers import (
    ME,
    accepted,
    after,
    card_by,
    dead,
    given,
    key_of,
    met,
    newest,
    root_of,
    shown,
    taken_back,
    vouch_by,
    withdrawn,
)

ANA, BEN, TEO = map(key_of, ("Ana", "Ben", "Teo"))
BOOK = met("Ana", "Ben", "Teo")


def pieces(book, name):
    """What a holder of a person's card opens beside my vouch for Teo."""
    secret = recovery.support_secret(root_of(name))
    opened = [support.open_blob(secret, ME, each) for each in newest(book).blobs]
    return [each for each in opened if each is not None]


def opened(book, *names):
    """Which of these people's vouches about me stand sealed beside my vouch for Teo."""
    return [name for name in names if pieces(book, name)]


def named_by(*names, month=MONTH, book=BOOK):
    """A book in which these people let me introduce, and I agreed."""
    for name in names:
        book = after(met(name, book=book), shown(name, "me", may_introduce=True, month=month))
    return book


def test_beside_my_word_stand_the_words_of_those_who_let_me_introduce():
    book = given(after(named_by("Ana"), shown("Ben", "me")))
    assert opened(book, "Ana", "Ben") == ["Ana"]
    item = shown("Ana", "me", may_introduce=True)
    assert pieces(book, "Ana") == [(bytes(item.vouch), bytes(item.acceptance))]


def test_they_stand_there_until_my_word_is_agreed_to_taken_back_or_has_run_out():
    book = given(named_by("Ana"))
    assert len(newest(book).blobs) == 3
    assert newest(accepted(book)).blobs == ()
    assert newest(taken_back(book)).blobs == ()
    assert len(newest(settle(book, MONTH + 12)).blobs) == 3
    assert newest(settle(book, MONTH + 13)).blobs == ()


def test_where_nobody_does_three_random_pieces_stand_there():
    book = given(BOOK, chance=chance_of("random"))
    chance = chance_of("random")
    assert newest(book).blobs == tuple(chance(support.SIZE) for _ in range(3))


def test_of_more_than_three_the_newest_three_are_sealed():
    old = named_by("Eva", month=MONTH - 1)
    book = given(named_by("Ana", "Ben", "Leo", book=old))
    assert sorted(opened(book, "Ana", "Ben", "Leo", "Eva")) == ["Ana", "Ben", "Leo"]
    assert len(newest(book).blobs) == 3


def test_what_cannot_be_sealed_or_does_not_count_takes_nobodys_place():
    book = named_by("Ana", "Ben", "Leo", book=named_by("Eva", month=MONTH - 1))
    short = book.accept(card_by("Ana", support=b"", sequence=2), How.QR, MONTH)
    for less in (short, after(book, withdrawn("Ana", "me")), after(book, dead("Ana"))):
        assert sorted(opened(given(less), "Ana", "Ben", "Leo", "Eva")) == ["Ben", "Eva", "Leo"]
    offer = after(met("Zoe", book=BOOK), Shown(vouch_by("Zoe", "me", may_introduce=True), None))
    assert opened(given(offer), "Zoe") == []
    gone = {key: contact for key, contact in book.contacts.items() if key != ANA}
    assert opened(given(replace(book, contacts=gone)), "Ana") == []
