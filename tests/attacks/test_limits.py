"""Attacks on what has an end: places for notices, vouches that were followed, budgets and probation."""

from itertools import permutations

import pytest

from p2pcard import errors
from p2pcard.core.book import forgetting, passing
from p2pcard.core.book.news import RenewNow
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.vouching import PER_MONTH
from p2pcard.core.book.withdrawing import NAMED_LIMIT, REVOKED_LIMIT
from p2pcard.core.statements import acceptance, card, revocation, vouch
from p2pcard.core.statements.bundle import Shown, Withdrawal
from p2pcard.core.statements.statement import make
from p2pcard.core.statements.vouch import Manner
from tests.attacks.test_vouches import checked
from tests.holders import NAMED, QUARTER, WORD, Holder, circle_of, comes, fakes, holders

# Notices of strangers


def full(holder, count=REVOKED_LIMIT):
    """Have so many revocations of strangers taken, as anybody can."""
    roots = [number.to_bytes(16, "big") for number in range(count)]
    assert holder.take([revocation.write(root) for root in roots]) == []
    return holder


def carried(newcomer, by):
    """What somebody said of a newcomer, as the newcomer shows it with what is sealed beside it."""
    held = newcomer.book.vouches.mine[by.key]
    return Shown(held.statement, held.acceptance, held.blobs)


def test_who_is_vouched_for_by_keys_that_are_revoked_at_once_finds_no_more_places():
    cleo, eve = holders("Cleo Eve")
    cleo.meet(eve)
    full(cleo)
    for number in range(20):
        sock = Holder(f"Sock {number}")
        items = [says(sock, eve, 1), revocation.write(sock.root)]
        assert (cleo.take(items, eve.key), cleo.news) == ([], ())
    assert (len(cleo.book.vouches.revoked), dict(cleo.book.vouches.shown)) == (REVOKED_LIMIT, {})
    cleo.later(40)
    assert len(cleo.book.vouches.revoked) == REVOKED_LIMIT == 512


def test_a_dead_strangers_word_is_dropped_though_there_is_no_place_for_the_notice():
    cleo, ana, teo = checked()
    sock = Holder("Sock")
    for each in (ana, sock):
        each.vouch(teo)
    teo.show(full(cleo))
    assert len(cleo.book.vouches.shown[teo.key]) == 2
    assert cleo.take([revocation.write(sock.root)]) == []
    assert [each.says.by for each in cleo.book.vouches.shown[teo.key]] == [ana.key]
    assert cleo.take([revocation.write(sock.root)]) == [errors.NothingForYou]
    assert cleo.people(teo) == 1


@pytest.mark.parametrize("months", [0, 3])
def test_where_strangers_filled_all_places_a_dead_key_that_was_on_a_route_does_not_come_back(months):
    cleo, ana, ben, teo, fake = everybody = holders("Cleo Ana Ben Teo Fake")
    cleo.meet(ana, teo, fake)
    cleo.mark(ana, mark=NAMED)
    ana.vouch(ben, may=True)
    ben.vouch(teo)
    teo.show(full(cleo))
    for each in everybody:
        each.later(months)
    assert (cleo.people(teo), ben.key in cleo.book.contacts) == (1, False)
    assert cleo.take([revocation.write(ben.root)]) == []
    assert (cleo.news, cleo.people(teo)) == ((RenewNow(teo.key),), 0)
    ben.vouch(fake)  # the thief of the key, with what Ana said of Ben beside it
    assert teo.show(cleo) == fake.show(cleo) == [[errors.CardRevoked]]
    assert (cleo.people(teo), cleo.people(fake)) == (0, 0)


def test_who_may_name_others_fills_as_many_places_again_and_those_of_people_one_knows_stay():
    cleo, eve, fake, ana = holders("Cleo Eve Fake Ana")
    cleo.meet(eve, fake, ana)
    cleo.mark(eve, mark=NAMED)
    full(cleo)
    socks = [Holder(f"Sock {number}") for number in range(NAMED_LIMIT - REVOKED_LIMIT + 5)]
    for sock in socks:
        eve.vouch(sock, may=True)
        sock.vouch(fake)
        assert cleo.take([carried(fake, sock)], fake.key) == []
        assert (cleo.people(fake), cleo.take([revocation.write(sock.root)]), cleo.people(fake)) == (1, [], 0)
    assert len(cleo.book.vouches.revoked) == NAMED_LIMIT == 1024
    assert cleo.take([carried(fake, socks[-1])], fake.key) == []
    assert cleo.people(fake) == 1  # what is won: a dead key of Eve's own is as good as Eve
    assert cleo.take([revocation.write(ana.root), revocation.write(eve.root)]) == []
    assert {ana.key, eve.key} < cleo.book.vouches.revoked.keys()
    assert cleo.people(fake) == 0


# Vouches that others followed


def says(by, about, number, handle=None, *, may=False, name=""):
    """A vouch with any handles, agreed to."""
    name = name or card.read(about.card).name
    made = vouch.issue(
        by.root, about.key, name, by.month * PER_MONTH + number, by.month, Manner.QR, may_introduce=may
    )
    fields = {field: value for field, value in made.fields().items() if field}
    if handle:
        made = make(made.kind, {**fields, 8: handle.withdrawal, 9: handle.void}, by.seed)
    return Shown(made, acceptance.write(made, about.seed))


def freed(by, about, number):
    """A newer vouch under another name, and what withdraws it, so that its place is free again."""
    secret = by.chance(32)
    handle = vouch.Handle(vouch.withdrawal_handle(secret), bytes(16))
    return says(by, about, number, handle, name="Another"), Withdrawal(secret)


def past(holder):
    """The subjects of vouches that are left though another one took their place."""
    return sorted(each.by for found in holder.book.vouches.past.values() for each in found)


def test_copied_handles_that_are_followed_again_and_again_leave_nothing_behind():
    cleo, ana, *people = holders("Cleo Ana A B C D E F G H I J K L")
    friends = holders("Eve Fay Gil Hal")
    cleo.meet(ana, *people, *friends)
    cleo.mark(ana, friends[0])
    handles = [vouch.read(ana.vouch(each)).handle for each in people]
    for each in people:
        each.show(cleo)
    for by, about in permutations(friends, 2):
        for number, handle in enumerate(handles):
            assert cleo.take([says(by, about, number, handle)], about.key) == []
    assert (past(cleo), len(cleo.book.vouches.shown[friends[1].key])) == ([], 3)
    assert [cleo.people(each) for each in people] == [1] * 12


@pytest.mark.parametrize("mark", [WORD, NAMED])
def test_a_flood_of_copies_neither_grows_nor_displaces_what_tells_that_a_key_was_stolen(mark):
    """Fake was confirmed with Ana's stolen key; others copy the handles, and Eve names them all."""
    cleo, ana, _ = checked()
    eve, fake = holders("Eve Fake")
    cleo.meet(eve, fake)
    cleo.mark(eve, mark=mark)
    handle = vouch.Handle(bytes(32), bytes(16))
    for each in (says(ana, fake, 1, handle), says(ana, fake, 2, name="Another")):
        assert cleo.take([each], fake.key) == []
    for sock in holders("A B C D E F G H I J"):
        cleo.meet(sock)
        items = [says(eve, sock, 1, handle, may=True), says(sock, fake, 1, handle), *freed(sock, fake, 2)]
        assert cleo.take(items) == []
    assert (past(cleo), cleo.people(fake)) == ([ana.key], 1)
    assert cleo.take([says(eve, fake, 1, handle)]) == cleo.take([says(eve, fake, 2, name="Another")]) == []
    assert past(cleo) == sorted([ana.key, eve.key])  # one for each of those who count
    assert cleo.take([revocation.write(ana.root)]) == []
    assert (cleo.people(fake), past(cleo)) == (0, [])


def test_who_names_any_number_of_keys_leaves_one_way_to_form_a_route():
    cleo, eve, fake, *socks = holders("Cleo Eve Fake A B C D E F G H I J K L")
    cleo.meet(eve, fake, *socks)
    cleo.mark(eve, mark=NAMED)
    near, far = (vouch.Handle(bytes((number,)) * 32, bytes(16)) for number in (1, 2))
    for sock in socks:
        assert cleo.take([says(eve, sock, 1, near, may=True), says(sock, fake, 1, far)]) == []
        assert cleo.people(fake) == 1
        assert cleo.take([*freed(eve, sock, 2), *freed(sock, fake, 2)]) == []
    assert {key: len(found) for key, found in cleo.book.vouches.past.items()} == {
        each.key: 1 for each in (fake, *socks)
    }
    assert dict(cleo.book.vouches.shown) == {}
    assert cleo.people(fake) == 1  # by what is kept
    assert cleo.take([revocation.write(eve.root)]) == []
    assert (cleo.people(fake), past(cleo)) == (0, [])


# Kept words


def test_who_copies_the_handles_of_a_word_into_their_own_is_refused_by_whom_it_is_about():
    ana, teo, xena = holders("Ana Teo Xena")
    teo.meet(xena)
    handle = vouch.read(ana.vouch(teo)).handle
    offered = Shown(says(xena, teo, 1, handle).vouch, None)
    assert (teo.take([offered], xena.key), teo.news) == ([errors.VouchCopied], ())
    assert set(teo.book.vouches.mine) == {ana.key}
    xena.vouch(teo)  # as it should be
    assert set(teo.book.vouches.mine) == {ana.key, xena.key}


@pytest.mark.parametrize(("mark", "left"), [(Mark.NO, 1), (WORD, 0)])
def test_who_copied_and_revokes_ends_a_kept_word_only_where_they_count_and_it_was_agreed_to(mark, left):
    cleo, ana, teo, xena = everybody = holders("Cleo Ana Teo Xena")
    cleo.meet(ana, teo, xena)
    cleo.mark(ana)
    cleo.mark(xena, mark=mark)
    handle = vouch.read(ana.vouch(teo)).handle
    teo.show(cleo)
    for each in everybody:
        each.later(3)
    teo.book = forgetting.forget(teo.book, teo.root, ana.key)  # so that their device cannot compare
    teo.meet(xena)
    item = says(xena, teo, 1, handle)
    assert teo.take([Shown(item.vouch, None)], xena.key) == []
    assert (cleo.take([item], teo.key), cleo.people(teo)) == ([], 1)
    cleo.take([revocation.write(xena.root)])
    assert cleo.people(teo) == left  # what is won where Cleo counts Xena's word
    ana.meet(teo)
    ana.vouch(teo)
    teo.show(cleo)
    assert cleo.people(teo) == 1


# Budgets and probation


def test_a_clock_that_is_set_ahead_for_one_evening_ends_probation_and_begins_a_budget():
    eve, fay = holders("Eve Fay", QUARTER)
    cleo, army = circle_of(eve, fay), fakes(8, QUARTER)
    assert [comes(cleo, each, eve, fay) for each in army[:4]] == [None] * 3 + [errors.OverBudget]
    with pytest.raises(errors.StillNew):
        cleo.mark(army[0])
    cleo.later(9)
    for each in (eve, fay, *army):
        each.month = cleo.month
    cleo.mark(army[0], army[1])  # what is won by an evening whose month Cleo confirmed
    assert [comes(cleo, each, eve, fay) for each in army[4:]] == [None] * 3 + [errors.OverBudget]


def test_what_came_in_a_month_that_was_none_is_new_again_and_in_this_quarters_budget():
    eve, fay = holders("Eve Fay", QUARTER)
    cleo, army = circle_of(eve, fay), fakes(6, QUARTER)
    assert [comes(cleo, each, eve, fay) for each in army[:2]] == [None] * 2
    cleo.book = passing.arrive(cleo.book, QUARTER, QUARTER + 9)
    cleo.later(9)
    for each in (eve, fay, *army):
        each.month = cleo.month
    assert [comes(cleo, each, eve, fay) for each in army[2:5]] == [None] * 3
    cleo.book, cleo.month = passing.arrive(cleo.book, cleo.month, QUARTER), QUARTER
    for each in (eve, fay, army[5]):
        each.month = cleo.month
    for each in army[:5]:
        with pytest.raises(errors.StillNew):
            cleo.mark(each)
    assert comes(cleo, army[5], eve, fay) is errors.OverBudget


def test_who_comes_with_a_new_key_has_a_fresh_budget_once_they_are_marked_again():
    eve, fay = holders("Eve Fay", QUARTER)
    cleo, army = circle_of(eve, fay), fakes(8, QUARTER)
    assert [comes(cleo, each, eve, fay) for each in army[:4]] == [None] * 3 + [errors.OverBudget]
    assert cleo.take([revocation.write(each.root) for each in (eve, fay)]) == []
    new = [Holder(f"new {each}", QUARTER, called=each) for each in ("Eve", "Fay")]
    cleo.meet(*new)
    assert comes(cleo, army[4], *new) is errors.NotYet  # until somebody marks them
    cleo.mark(*new)
    assert [comes(cleo, each, *new) for each in army[4:]] == [None] * 3 + [errors.OverBudget]
