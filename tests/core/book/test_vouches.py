"""The vouches that a person holds: one for each place, and none lost or doubled on the way (spec 15.2)."""

from dataclasses import FrozenInstanceError, replace

import pytest

from p2pcard.core.book.vouches import Confirmation, KeptRoute, Vouches
from tests.full_books import BLOBS, HANDLES, held_of
from tests.peers import MONTH
from tests.vouchers import first_of, key_of

ANA, BEN, EVA, TEO = map(key_of, ("Ana", "Ben", "Eva", "Teo"))


def test_of_my_vouches_each_sequence_has_one_place_and_the_newest_is_last_and_alone_is_shown_with_blobs():
    old, new = (held_of("me", "Teo", sequence=first_of(MONTH) + n, blobs=BLOBS) for n in (0, 1))
    for order in ((old, new), (new, old)):
        said = Vouches()
        for each in order:
            said = said.with_given(each)
        assert [each.says.sequence for each in said.given[TEO]] == [old.says.sequence, new.says.sequence]
        assert said.given_to(TEO) == new
        assert said.given_to(ANA) is None
    assert Vouches().with_given(old).with_given(new).given[TEO] == (old.bare, new)
    again = replace(new, acceptance=None)
    assert Vouches().with_given(new).with_given(again).given[TEO] == (again,)
    assert Vouches().given_to(TEO) is None


def test_of_an_author_one_vouch_about_me_and_one_about_each_other_person_is_held():
    first, second = (held_of("Ana", "me", sequence=first_of(MONTH) + n) for n in (0, 1))
    assert Vouches().with_mine(first).with_mine(second).mine == {ANA: second}
    by_ana, by_ben = held_of("Ana", "Teo"), held_of("Ben", "Teo")
    newer = held_of("Ana", "Teo", sequence=first_of(MONTH) + 1)
    said = Vouches().with_shown(by_ana).with_shown(by_ben).with_shown(newer).with_shown(held_of("Ana", "Eva"))
    assert said.shown[TEO] == (by_ben, newer)
    assert (said.about(TEO, ANA), said.about(TEO, BEN), said.about(TEO, EVA)) == (newer, by_ben, None)
    assert {each.says.subject for each in said.everything_shown()} == {TEO, EVA}
    assert len([*said.everything_shown()]) == 3


def test_what_makes_way_is_remembered_as_long_as_the_longest_of_those_alike():
    one = held_of("Ana", "Teo", first=MONTH)
    said = Vouches().with_shown(one).with_shown(held_of("Ben", "Teo")).with_past(one)
    assert [each.says.by for each in said.shown[TEO]] == [BEN]
    later = replace(one, first=MONTH + 2, says=replace(one.says, until=one.says.until - 3))
    both = said.with_shown(later).with_past(later)
    (left,) = both.past[TEO]
    assert (left.by, left.subject, left.handle) == (ANA, TEO, one.says.handle) == left.name
    assert (left.first, left.until) == (MONTH + 2, one.says.until)


def test_about_whom_somebody_spoke_is_known_in_hand_and_past():
    said = Vouches().with_shown(held_of("Ana", "Teo")).with_shown(held_of("Ben", "Teo"))
    gone = held_of("Ana", "Eva")
    said = said.with_shown(gone).with_past(gone)
    assert said.spoken_of(ANA) == {TEO, EVA}
    assert (said.spoken_of(BEN), said.spoken_of(TEO)) == ({TEO}, set())


def test_what_is_by_or_about_somebody_goes_and_all_else_stays():
    pairs = ("Ana Teo", "Ben Teo", "Ana Eva", "Teo Eva", "Ben Eva")
    said = Vouches()
    for by, about in map(str.split, pairs):
        said = said.with_shown(held_of(by, about))
    left = {(each.says.by, each.says.subject) for each in said.without_shown_of(ANA).everything_shown()}
    assert left == {(BEN, TEO), (TEO, EVA), (BEN, EVA)}
    left = {(each.says.by, each.says.subject) for each in said.without_shown_of(TEO).everything_shown()}
    assert left == {(ANA, EVA), (BEN, EVA)}
    assert EVA not in Vouches().with_shown(held_of("Ana", "Eva")).without_shown_of(ANA).shown


def test_without_blobs_everything_else_stays():
    given, mine = held_of("me", "Teo", blobs=BLOBS), held_of("Ana", "me", blobs=BLOBS)
    bare = Vouches().with_given(given).with_mine(mine).without_blobs()
    assert bare == Vouches().with_given(given.bare).with_mine(mine.bare)
    assert (given.bare.blobs, given.bare.statement, given.bare.bare) == ((), given.statement, given.bare)


@pytest.mark.parametrize(("routes", "renew"), [(0, True), (1, True), (2, False), (3, False)])
def test_where_fewer_routes_are_good_than_confirmed_somebody_is_asked_to_show_it_again(routes, renew):
    kept = tuple(KeptRoute(MONTH, HANDLES[:1]) for _ in range(routes))
    assert Confirmation("Teo", 2, MONTH, kept).renew is renew


def test_what_a_person_holds_is_never_changed_in_place():
    with pytest.raises(FrozenInstanceError):
        Vouches().mine = {}  # type: ignore[misc]  # nobody may
