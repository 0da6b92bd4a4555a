"""What a device has for somebody: by itself, and what its person chooses to show (spec 16.3)."""

from dataclasses import replace

import pytest

from p2pcard.core.book import retention, sending, vouching
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.pair_secrets import PairSecret
from p2pcard.core.formats import frozen
from p2pcard.core.statements import bundle, vouch
from p2pcard.core.statements.bundle import Introduced, Shown, Withdrawal
from p2pcard.errors import NothingFor, NothingToShow
from tests.peers import MONTH, chance_of
from tests.vouchers import (
    INTRODUCES,
    KNOWS,
    NUMBER,
    ROOT,
    after,
    agreed,
    card_by,
    dead,
    first_of,
    held,
    key_of,
    met,
    newest,
    offered,
    shown,
    vouch_by,
    withdrawn,
)

ANA, BEN, EVA, TEO = map(key_of, ("Ana", "Ben", "Eva", "Teo"))
BOOK = met("Ana", "Ben", "Teo")


def waiting(book, key=TEO, month=MONTH):
    """What goes to somebody by itself."""
    return list(sending.waiting(book, key, month))


def vouched(book=BOOK, said=KNOWS, month=MONTH):
    """A book in which I vouch for Teo."""
    return vouching.give(book, ROOT, book.contacts[TEO], month, said, chance_of("me"))


def introducing(book=BOOK):
    """A book in which I introduce Ana and Ben."""
    return vouching.introduce(book, ROOT, book.contacts[ANA], book.contacts[BEN], MONTH, NUMBER)


def agreeing(book, *names):
    """The book in which these people agreed to the introductions that were made to them."""
    for name in names:
        offer = next(each for each in book.introductions.made if each.says.to == key_of(name))
        book = after(book, agreed(offer.statement, name))
    return book


def test_for_somebody_of_whom_nothing_is_said_there_is_nothing():
    assert waiting(BOOK) == []
    assert waiting(BOOK, key_of("Zoe")) == []
    assert waiting(Book(key_of("me"))) == []


# My former identities, and my word taken back


def test_everybody_gets_the_ends_of_my_former_identities():
    book = replace(BOOK, former=(dead("my first self"), dead("my second self")))
    for key in (ANA, TEO, key_of("Zoe")):
        assert waiting(book, key) == [dead("my first self"), dead("my second self")]


def test_everybody_gets_what_takes_my_word_back_until_it_would_have_run_out():
    book = vouched(month=MONTH - 3)
    book = vouching.withdraw(book, ROOT, book.contacts[TEO], MONTH)
    gone = withdrawn("me", "Teo", month=MONTH - 3)
    for key in (ANA, BEN, TEO):
        assert waiting(book, key) == [gone]
    assert waiting(retention.settle(book, MONTH + 9), ANA, MONTH + 9) == [gone]
    assert waiting(retention.settle(book, MONTH + 10), ANA, MONTH + 10) == []


# Vouches


def test_my_vouch_goes_to_its_subject_alone_until_they_agreed():
    book = vouched()
    mine = newest(book)
    assert waiting(book) == [Shown(mine.statement, None, mine.blobs)]
    assert waiting(book, ANA) == []
    assert waiting(after(book, agreed(mine.statement, "Teo"))) == []


def test_a_newer_vouch_goes_until_it_is_agreed_to_and_the_older_one_no_more():
    book = vouched(vouched(), INTRODUCES)
    first, second = book.vouches.given[TEO]
    assert waiting(book) == [Shown(second.statement, None, second.blobs)]
    assert waiting(after(book, agreed(first.statement, "Teo"))) == waiting(book)


def test_what_was_taken_back_ran_out_or_is_about_a_dead_key_does_not_go():
    book = vouched()
    assert waiting(vouching.withdraw(book, ROOT, book.contacts[TEO], MONTH)) == [withdrawn("me", "Teo")]
    assert len(waiting(book, month=MONTH + 12)) == 1
    assert waiting(book, month=MONTH + 13) == []
    assert waiting(after(book, dead("Teo"))) == []


def test_my_agreement_goes_to_who_vouched_for_me():
    book = after(BOOK, Shown(vouch_by("Ana", "me"), None))
    assert waiting(book, ANA) == []
    yes = vouching.accept_vouch(book, ROOT, ANA)
    assert waiting(yes, ANA) == [agreed(vouch_by("Ana", "me"), "me")]
    assert waiting(yes, BEN) == []


# Introductions


def test_an_offer_goes_to_each_of_the_two_until_they_answered():
    book = introducing()
    assert waiting(book, ANA) == [offered("me", "Ana", "Ben")]
    assert waiting(book, BEN) == [offered("me", "Ben", "Ana")]
    assert waiting(book, TEO) == []
    assert waiting(agreeing(book, "Ana"), ANA) == []
    assert waiting(agreeing(book, "Ana"), BEN) == [offered("me", "Ben", "Ana")]


def test_a_card_goes_when_both_agreed_with_what_its_owner_agreed_to():
    book = agreeing(introducing(), "Ana", "Ben")
    to_ben = offered("me", "Ben", "Ana")
    assert waiting(book, ANA) == [Introduced(card_by("Ben"), to_ben, agreed(to_ben, "Ben"))]
    to_ana = offered("me", "Ana", "Ben")
    assert waiting(book, BEN) == [Introduced(card_by("Ana"), to_ana, agreed(to_ana, "Ana"))]


def test_of_several_cards_the_one_goes_whose_name_was_said():
    book = BOOK.accept(card_by("Ben", "Dr Ben", series=7, sequence=1), How.QR, MONTH)
    (item,) = waiting(agreeing(introducing(book), "Ana", "Ben"), ANA)
    assert item.card == card_by("Ben")


def test_no_card_goes_of_somebody_who_is_not_held_any_more():
    book = agreeing(introducing(), "Ana", "Ben")
    contacts = {key: contact for key, contact in book.contacts.items() if key != BEN}
    assert waiting(replace(book, contacts=contacts), ANA) == []


def test_of_introductions_nothing_goes_of_or_to_a_dead_key():
    both = agreeing(introducing(), "Ana", "Ben")
    for book in (introducing(), both):
        assert waiting(after(book, dead("Ana")), ANA) == []
    for book in (introducing(), both, agreeing(introducing(), "Ana")):
        assert waiting(after(book, dead("Ben")), ANA) == []


def test_my_answer_goes_to_who_introduces_me():
    book = after(BOOK, offered("Ana", "me", "Teo"), offered("Ben", "me", "Teo"))
    assert waiting(book, ANA) == []
    first = next(each for each in book.introductions.offered if each.says.by == ANA)
    yes = vouching.accept_introduction(book, ROOT, first)
    assert waiting(yes, ANA) == [agreed(offered("Ana", "me", "Teo"), "me")]
    assert waiting(yes, BEN) == []
    no = vouching.decline_introduction(yes, yes.introductions.offered[-1], MONTH)
    assert waiting(no, ANA) == []


def test_what_is_for_one_person_comes_in_one_order():
    book = replace(vouched(introducing()), former=(dead("my first self"),))
    book = after(book, Shown(vouch_by("Ana", "me"), None))
    book = vouching.accept_vouch(book, ROOT, ANA)
    book = vouching.give(book, ROOT, book.contacts[ANA], MONTH, KNOWS, chance_of("me"))
    book = vouching.withdraw(book, ROOT, book.contacts[TEO], MONTH)
    given = newest(book, "Ana")
    assert waiting(book, ANA) == [
        dead("my first self"),
        withdrawn("me", "Teo"),
        agreed(vouch_by("Ana", "me"), "me"),
        Shown(given.statement, None, given.blobs),
        offered("me", "Ana", "Ben"),
    ]


# What I choose to show


def test_the_vouches_about_me_that_i_agreed_to_are_shown_newest_first_with_their_blobs():
    blobs = tuple(chance_of("blobs")(656) for _ in range(3))
    book = after(
        met("Ana", "Ben", "Eva"),
        shown("Ana", "me", month=MONTH - 2),
        replace(shown("Ben", "me"), blobs=blobs),
        Shown(vouch_by("Eva", "me"), None),
    )
    items = [replace(shown("Ben", "me"), blobs=blobs), shown("Ana", "me", month=MONTH - 2)]
    assert list(sending.mine_to_show(book, MONTH)) == items
    assert sending.mine_to_show(BOOK, MONTH) == ()


def test_one_bundle_holds_what_there_is_for_somebody_and_when_asked_who_vouches_for_me():
    blobs = tuple(chance_of("blobs")(656) for _ in range(3))
    said = replace(shown("Ana", "me"), blobs=blobs)
    book = after(vouched(), said)
    contact = book.contacts[TEO]
    for_teo = (Shown(book.vouches.given_to(TEO).statement, None, book.vouches.given_to(TEO).blobs),)

    def items(about=contact, *, shown, support=True):
        made = sending.bundle_for(book, about, MONTH, shown=shown, support=support)
        return bundle.read(made)

    assert items(shown=False) == for_teo
    assert items(shown=True) == (*for_teo, said)
    assert items(None, shown=True) == (said,)
    assert items(shown=True, support=False) == tuple(replace(each, blobs=()) for each in (*for_teo, said))
    with pytest.raises(NothingFor):
        sending.bundle_for(BOOK, contact, MONTH, shown=False, support=True)
    with pytest.raises(NothingToShow):
        sending.bundle_for(BOOK, contact, MONTH, shown=True, support=True)


def test_what_ended_is_not_shown():
    book = after(met("Ana", "Ben"), shown("Ana", "me"), shown("Ben", "me", month=MONTH - 12))
    assert len(sending.mine_to_show(book, MONTH)) == 2
    assert list(sending.mine_to_show(book, MONTH + 1)) == [shown("Ana", "me")]
    assert list(sending.mine_to_show(after(book, dead("Ben")), MONTH)) == [shown("Ana", "me")]
    assert len(sending.mine_to_show(after(book, withdrawn("Ana", "me")), MONTH)) == 1


def test_nothing_that_is_said_of_others_goes_anywhere():
    book = after(held("Eva", book=BOOK), shown("Ana", "Eva"), withdrawn("Ana", "Teo"), dead("Zoe"))
    for key in (ANA, BEN, TEO, EVA):
        assert waiting(book, key) == []
    assert sending.mine_to_show(book, MONTH) == ()


def test_a_secret_names_nobody():
    book = vouched()
    book = vouching.withdraw(book, ROOT, book.contacts[TEO], MONTH)
    (item,) = waiting(book, ANA)
    assert isinstance(item, Withdrawal)
    assert item.secret == vouch.withdrawal_secret(ROOT, TEO, first_of(MONTH))
    assert TEO not in item.secret


def test_somebody_is_told_that_pair_secrets_are_held_with_them_and_a_stranger_that_none_are():
    book = with_secret(BOOK, TEO)
    told = sending.held_secrets(book, TEO, b"this exchange")
    assert len(told.tags) == 1
    assert told != sending.held_secrets(book, TEO, b"another exchange")
    assert sending.held_secrets(book, ANA, b"this exchange").tags == ()
    assert sending.held_secrets(book, EVA, b"this exchange").tags == ()


def with_secret(book, key):
    contact = replace(book.contacts[key], secrets=(PairSecret(bytes(range(32))),))
    return replace(book, contacts=frozen.put(book.contacts, key, contact))
