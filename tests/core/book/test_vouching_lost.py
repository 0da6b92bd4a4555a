"""After a copy is restored or a person forgotten no sequence comes twice, and all can end (spec 15.2)."""

import pytest

from p2pcard.core.book import forgetting, issuing, sending, vouching
from p2pcard.errors import NoVouch
from tests.peers import MONTH
from tests.vouchers import (
    INTRODUCES,
    KNOWS,
    NUMBER,
    ROOT,
    accepted,
    after,
    card_by,
    first_of,
    given,
    key_of,
    met,
    offered,
    own,
    published,
    root_of,
    secrets,
    sequences,
    shown,
    taken_back,
    withdrawn,
)

ANA, BEN, TEO = map(key_of, ("Ana", "Ben", "Teo"))
BOOK = met("Ana", "Ben", "Teo")


def restored(book, copied, month=MONTH):
    """The book as it is after a restore of a copy of some month."""
    return vouching.restored(book, copied, month)


def test_after_a_restore_the_first_sequence_of_each_month_since_the_copy_is_taken_back_too():
    book = restored(given(BOOK, month=MONTH - 5), MONTH - 3)
    left = taken_back(book)
    lost = [first_of(MONTH - 3 + number) for number in range(4)]
    assert published(left) == secrets(first_of(MONTH - 5), *lost)
    assert {each.until for each in left.vouches.withdrawn} == {MONTH + 7, *range(MONTH + 9, MONTH + 13)}


def test_also_where_the_copy_knew_of_no_vouch():
    assert published(taken_back(restored(BOOK, MONTH))) == secrets(first_of(MONTH))
    later = taken_back(restored(BOOK, MONTH - 1), month=MONTH + 3)
    assert published(later) == secrets(first_of(MONTH - 1), first_of(MONTH))


def test_of_a_copy_of_long_ago_only_those_that_may_still_count():
    left = taken_back(restored(BOOK, MONTH - 40))
    assert published(left) == secrets(*(first_of(month) for month in range(MONTH - 12, MONTH + 1)))
    assert min(each.until for each in left.vouches.withdrawn) == MONTH


@pytest.mark.parametrize("copied", [MONTH, MONTH - 1, MONTH - 6])
def test_after_a_restore_no_sequence_comes_twice_and_what_i_say_counts(copied):
    """The lost device said the first of each month: nothing new is one of them, or ends with them."""
    book = restored(accepted(given(BOOK, INTRODUCES, month=MONTH - 8)), copied)
    lost = {first_of(month) for month in range(copied, MONTH + 1)}
    for less in (accepted(given(book, KNOWS)), accepted(given(taken_back(book)))):
        assert own(less)
        assert not lost & set(sequences(less))
    assert own(accepted(given(taken_back(accepted(given(book))))))


def test_a_copy_that_is_restored_twice_in_a_month_does_not_repeat_either():
    copy = given(BOOK, month=MONTH - 1)
    first = given(given(restored(copy, MONTH)))
    second = given(given(restored(restored(copy, MONTH), MONTH)))
    new = [set(sequences(book)) - set(sequences(copy)) for book in (first, second, given(given(copy)))]
    assert [len(each) for each in new] == [2, 2, 2]
    assert len(set.union(*new)) == 6


def test_what_was_lost_before_the_first_restore_is_taken_back_after_a_second_one():
    book = restored(restored(BOOK, MONTH - 7, MONTH - 6), MONTH - 2)
    assert secrets(first_of(MONTH - 7), first_of(MONTH - 6)) <= published(taken_back(book))


def test_a_restored_identity_goes_on_and_a_new_one_says_nothing_of_the_old():
    book = after(accepted(given(BOOK)), shown("Ana", "me"), offered("Ana", "me", "Leo"))
    book = vouching.introduce(book, ROOT, book.contacts[ANA], book.contacts[BEN], MONTH, NUMBER)
    book = taken_back(given(book, name="Ana"), name="Ana").with_own("card", card_by("me"))
    same, new = issuing.reissue(book, ROOT, MONTH), issuing.reissue(book, root_of("me anew"), MONTH)
    assert (same.vouches, same.introductions) == (book.vouches, book.introductions)
    assert (new.me, new.vouches.given, new.vouches.mine) == (key_of("me anew"), {}, {})
    assert new.introductions.offered == new.introductions.made == ()
    assert new.vouches.withdrawn == book.vouches.withdrawn
    assert withdrawn("me", "Ana") in list(sending.waiting(new, BEN, MONTH))


def test_the_first_of_a_lost_month_is_taken_back_also_where_something_was_said_in_it_since():
    left = taken_back(given(restored(given(BOOK, month=MONTH - 1), MONTH - 1)))
    assert published(left) >= secrets(first_of(MONTH - 1), first_of(MONTH))


# After somebody was forgotten


@pytest.mark.parametrize("later", [0, 1, 11])
@pytest.mark.parametrize("ends", [False, True], ids=["kept", "taken back"])
def test_whoever_was_forgotten_and_met_again_gets_no_sequence_twice_and_a_word_that_counts(later, ends):
    book = given(given(BOOK))
    used = sequences(book)
    book = met("Teo", book=forgetting.forget(taken_back(book) if ends else book, ROOT, TEO))
    again = accepted(given(book, month=MONTH + later), month=MONTH + later)
    assert min(sequences(again)) > max(used)
    assert own(again, month=MONTH + later)


def test_what_was_said_to_whoever_was_forgotten_is_taken_back_with_what_is_said_anew():
    book = met("Teo", book=forgetting.forget(given(BOOK, month=MONTH - 2), ROOT, TEO))
    left = taken_back(given(book))
    assert published(left) >= secrets(first_of(MONTH - 2), first_of(MONTH))
    with pytest.raises(NoVouch):
        taken_back(left)
