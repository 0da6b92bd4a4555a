"""A person who is forgotten leaves no trace, and what they and others ended stays ended (spec 15.8)."""

from dataclasses import replace

import pytest

from p2pcard.core.book import admission, retention, sending, vouching
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.circles import Place, Rule
from p2pcard.core.book.forgetting import forget, forget_alike
from p2pcard.core.statements import bundle
from p2pcard.core.statements.bundle import Shown
from p2pcard.errors import CardRevoked, VouchWithdrawn
from tests.peers import MONTH, chance_of
from tests.vouchers import (
    INTRODUCES,
    KNOWS,
    NAMED,
    NUMBER,
    ROOT,
    WORD,
    about,
    after,
    agreed,
    card_by,
    confirmed,
    dead,
    held,
    key_of,
    marked,
    met,
    newest,
    offered,
    shown,
    vouch_by,
    why_not,
    withdrawn,
)

ANA, BEN, EVA, TEO = map(key_of, ("Ana", "Ben", "Eva", "Teo"))


def full_book():
    """A book in which Ana stands wherever somebody can."""
    book = held("Leo", book=met("Ana", "Ben", "Teo", mark=WORD))
    book = book.accept(card_by("Eva"), How.INTRODUCED, MONTH, by=ANA)
    for name in ("Ana", "Teo"):
        book = vouching.give(book, ROOT, book.contacts[key_of(name)], MONTH, KNOWS, chance_of("me"))
    book = after(
        book,
        *(Shown(vouch_by(name, "me"), None) for name in ("Ana", "Ben")),
        *(shown(by, about) for by in ("Ana", "Ben") for about in ("Ana", "Teo", "Leo") if by != about),
        *(offered(by, "me", "Yan") for by in ("Ana", "Ben")),
        dead("Zoe"),
    )
    for one, other in (("Ana", "Ben"), ("Ben", "Teo")):
        pair = book.contacts[key_of(one)], book.contacts[key_of(other)]
        book = vouching.introduce(book, ROOT, *pair, MONTH, NUMBER if one == "Ana" else bytes(16))
    book = admission.begin(book, "street", Rule())
    for name in ("Ana", "Ben"):
        book = admission.found(book, "street", book.contacts[key_of(name)], MONTH)
    return book


def traces(value, key):
    """Whether a key stands anywhere in a value, in what its statements say, too."""
    return repr(key)[2:-1] in repr(value)


# No trace


def test_of_whoever_is_forgotten_no_trace_is_left():
    book = full_book()
    assert traces(book, ANA)
    left = retention.settle(forget(book, ROOT, ANA), MONTH)
    assert not traces(left, ANA)
    items = [item for key in left.contacts for item in sending.waiting(left, key, MONTH)]
    assert items
    assert not any(ANA in bundle.write_item(item) for item in items)


def test_all_others_stay_as_they_are():
    book = full_book()
    left = forget(book, ROOT, ANA)
    assert left.contacts.keys() == book.contacts.keys() - {ANA}
    assert left.contacts[BEN] == book.contacts[BEN]
    assert left.vouches.given == {TEO: tuple(replace(each, blobs=()) for each in book.vouches.given[TEO])}
    assert left.vouches.mine == {BEN: book.vouches.mine[BEN]}
    assert {(each.says.by, each.says.subject) for each in left.vouches.everything_shown()} == {
        (BEN, TEO),
        (BEN, key_of("Leo")),
    }
    assert left.vouches.revoked == book.vouches.revoked
    assert [each.says.by for each in left.introductions.offered] == [BEN]
    assert {each.says.to for each in left.introductions.made} == {BEN, TEO}
    assert left.circles["street"].people == {BEN: Place(MONTH, founder=True)}


def test_who_was_introduced_by_them_stays_introduced_by_nobody():
    left = forget(full_book(), ROOT, ANA)
    assert left.contacts[EVA].provenance.how is How.INTRODUCED
    assert left.contacts[EVA].provenance.by == b""


def test_that_their_card_is_dead_stays_known_so_that_no_thief_comes_back_with_it():
    left = forget(after(met("Ana", mark=WORD), dead("Ana")), ROOT, ANA)
    again = met("Ana", book=left, mark=WORD)
    assert about(again, "Ana").level == "none"
    assert why_not(held("Teo", book=again), shown("Ana", "Teo")) == [CardRevoked]


def test_whatever_may_be_sealed_of_theirs_goes_with_them():
    blobs = tuple(bytes((number,)) * 656 for number in range(3))
    book = vouching.give(met("Ana", "Ben"), ROOT, met("Ben").contacts[BEN], MONTH, KNOWS, chance_of("me"))
    book = after(book, Shown(vouch_by("Ben", "me"), None, blobs))
    left = forget(book, ROOT, ANA)
    assert (left.vouches.mine[BEN].blobs, left.vouches.given[BEN][0].blobs) == ((), ())


def test_somebody_unknown_cannot_be_forgotten_and_nothing_changes():
    book = full_book()
    book = replace(book, vouches=book.vouches.without_blobs())
    assert forget(book, ROOT, key_of("Yan")) == book
    assert forget(Book(key_of("me")), ROOT, ANA) == Book(key_of("me"))


def test_who_is_known_by_others_word_alone_is_forgotten_too():
    book = full_book()
    assert TEO not in forget(replace(book, contacts={}), ROOT, TEO).vouches.shown


# What stays


def test_what_i_took_back_stays_taken_back_and_goes_on_being_handed_out():
    book = full_book()
    book = vouching.withdraw(book, ROOT, book.contacts[ANA], MONTH)
    left = forget(book, ROOT, ANA)
    assert next(sending.waiting(left, BEN, MONTH)) == withdrawn("me", "Ana")
    assert why_not(met("Ana", book=left), Shown(vouch_by("me", "Ana"), None)) == [VouchWithdrawn]


def test_a_sequence_never_comes_twice_in_whatever_month_they_come_back():
    for later in (0, 1, 12):
        book = met("Ana")
        book = vouching.give(book, ROOT, book.contacts[ANA], MONTH, INTRODUCES, chance_of("me"))
        used = newest(book, "Ana").says.sequence
        book = met("Ana", book=retention.settle(forget(book, ROOT, ANA), MONTH))
        month = MONTH + later
        again = vouching.give(book, ROOT, book.contacts[ANA], month, KNOWS, chance_of("me"))
        new = newest(again, "Ana")
        assert new.says.sequence > used
        whole = after(again, agreed(new.statement, "Ana"), month=month)
        assert about(whole, "Ana", month).verdict.own


@pytest.mark.parametrize("later", [0, 1, 12])
def test_what_i_vouched_before_i_forgot_them_can_still_be_taken_back(later):
    book = met("Ana")
    book = vouching.give(book, ROOT, book.contacts[ANA], MONTH, INTRODUCES, chance_of("me"))
    book = met("Ana", book=forget(book, ROOT, ANA))
    left = vouching.withdraw(book, ROOT, book.contacts[ANA], MONTH + later)
    assert withdrawn("me", "Ana") in list(sending.waiting(left, BEN, MONTH + later))


# The people they may have confirmed


def test_whom_a_marked_person_may_have_confirmed_is_to_be_asked_anew():
    book = retention.settle(confirmed("Ana", "Ben"), MONTH + 2)
    left = retention.settle(forget(book, ROOT, ANA), MONTH + 2)
    assert (about(left, "Teo", MONTH + 2).people, left.vouches.kept[TEO].renew) == (0, True)
    in_hand = retention.settle(forget(confirmed("Ana", "Ben"), ROOT, ANA), MONTH)
    assert (about(in_hand, "Teo").people, in_hand.vouches.kept[TEO].renew) == (1, True)


def test_whoever_was_never_marked_confirmed_nobody():
    book = met("Eva", book=retention.settle(confirmed("Ana", "Ben"), MONTH + 2))
    left = retention.settle(forget(book, ROOT, EVA), MONTH + 2)
    assert left.vouches.kept == book.vouches.kept
    unmarked = retention.settle(forget(marked(book, "Eva", NAMED), ROOT, EVA), MONTH + 2)
    assert about(unmarked, "Teo", MONTH + 2).people == 0


def test_what_a_change_erased_is_erased_in_a_save_beside_it_and_the_other_people_there_stay():
    beside = met("Eli", book=full_book())
    before = met("Zoe", book=full_book())  # who is in no save beside it
    after_it = forget(forget(before, ROOT, ANA), ROOT, key_of("Zoe"))
    after_it = admission.leave(after_it, ROOT, "street", MONTH, forget=False)
    kept = forget_alike(beside, ROOT, before, after_it)
    assert ANA not in kept.contacts
    assert kept.contacts.keys() == beside.contacts.keys() - {ANA}
    assert not kept.circles
    assert kept.vouches.shown == {}
    assert not any(contact.secrets for contact in kept.contacts.values())
    same = forget_alike(beside, ROOT, before, before)
    assert same.contacts.keys() == beside.contacts.keys()
    assert same.circles == beside.circles
