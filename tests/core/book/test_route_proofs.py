"""A vouch whose place in hand another took still tells when what it formed ends (spec 15.8)."""

from dataclasses import replace

import pytest

from p2pcard.core.book import receiving, retention, route_proofs, vouches, vouching
from p2pcard.core.book.forgetting import forget
from p2pcard.core.book.receiving import Came
from p2pcard.core.book.retention import settle
from p2pcard.core.book.settings import Retention
from p2pcard.core.book.vouches import Confirmation, KeptRoute, SupersededVouch, Vouches
from p2pcard.core.statements import vouch
from p2pcard.core.statements.bundle import Shown, Withdrawal
from p2pcard.core.statements.statement import Kind, make
from p2pcard.errors import NothingForYou
from tests.peers import MONTH, chance_of
from tests.vouchers import (
    INTRODUCES,
    NAMED,
    WORD,
    about,
    after,
    agreed,
    confirmed,
    dead,
    first_of,
    held,
    key_of,
    marked,
    met,
    root_of,
    seed_of,
    shown,
    vouch_by,
    why_not,
    withdrawn,
)

ANA, BEN, EVA, TEO = map(key_of, ("Ana", "Ben", "Eva", "Teo"))
LATER = MONTH + 2  # when what came first is forgotten
FORGET, TWO_MONTHS, UNTIL_EXPIRY = Retention


def handle(by, about, **more):
    return vouch.read(vouch_by(by, about, **more)).handle


def with_handles(by, about, number, handles, **more):
    """A vouch with other handles than those that its author can end, agreed to."""
    says = vouch_by(by, about, sequence=first_of(MONTH) + number, **more).fields()
    own = {field: value for field, value in says.items() if field} | handles
    made = make(Kind.VOUCH, own, seed_of(by))
    return Shown(made, agreed(made, about))


def made_up(by, about, *, number=0, **more):
    return with_handles(by, about, number, {8: bytes((number + 1,)) * 32, 9: bytes(16)}, **more)


def copying(by, about, number, *copied):
    handles = vouch_by(*copied).fields()
    return with_handles(by, about, number, {8: handles[8], 9: handles[9]})


def hold(item, first=MONTH):
    return vouches.hold(item.vouch, item.acceptance, first)


def kept(book):
    return book.vouches.kept[TEO]


def past(book):
    return {(each.by, each.subject) for found in book.vouches.past.values() for each in found}


def one_in_hand():
    """A book in which Ana and Ben are kept for Teo, and only Ana's vouch is still in hand."""
    book = after(confirmed("Ana", "Ben"), shown("Ana", "Teo"), month=MONTH + 1)
    return settle(book, LATER)


def renewed(**more):
    return shown("Ana", "Teo", sequence=first_of(LATER), month=LATER, **more)


def both(ana=None):
    return {
        KeptRoute(MONTH + 12, (ana or handle("Ana", "Teo"),)),
        KeptRoute(MONTH + 12, (handle("Ben", "Teo"),)),
    }


# An honest voucher


def test_who_shows_a_renewed_vouch_of_one_loses_nothing_of_the_other():
    before = one_in_hand()
    book = after(before, renewed(), month=LATER)
    assert (kept(book), set(kept(book).routes)) == (kept(before), both())
    assert (about(book, "Teo", LATER).people, kept(book).renew) == (2, False)
    assert settle(settle(book, LATER), LATER) == settle(book, LATER)
    assert after(book, renewed(), month=LATER) == book


def test_what_is_shown_again_and_is_not_newer_takes_no_place():
    book = one_in_hand()
    assert after(book, shown("Ana", "Teo"), month=LATER).vouches.past == {}


def test_when_all_that_is_kept_is_shown_anew_nothing_is_left_of_the_old_ones():
    book = after(confirmed("Ana", "Ben"), renewed(), month=LATER - 1)
    assert book.vouches.past == {}
    assert handle("Ana", "Teo", sequence=first_of(LATER)) in {route.handles[0] for route in kept(book).routes}


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("way", ["withdrawn", "void"])
def test_a_withdrawal_and_a_revocation_end_what_both_formed_in_any_order(way, first):
    ends = [dead("Ana")] if way == "void" else [withdrawn("Ana", "Teo"), withdrawn("Ana", "Teo", month=LATER)]
    items = [*ends, renewed()] if first else [renewed(), *ends]
    book, _, refused = receiving.take(one_in_hand(), items, Came(b"", LATER))
    assert len(refused) == first
    assert kept(book) == Confirmation("Teo", 2, MONTH, (KeptRoute(MONTH + 12, (handle("Ben", "Teo"),)),))
    assert book.vouches.past == {}


def test_taking_back_the_newer_one_publishes_what_ends_the_older_one():
    ana = replace(met("Teo"), me=ANA)
    for month in (MONTH, LATER):
        contact = ana.contacts[TEO]
        ana = vouching.give(ana, root_of("Ana"), contact, month, INTRODUCES, chance_of("Ana"))
    ana = vouching.withdraw(ana, root_of("Ana"), ana.contacts[TEO], LATER)
    published = [Withdrawal(each.secret) for each in ana.vouches.withdrawn]
    book = after(after(one_in_hand(), renewed(), month=LATER), *published, month=LATER)
    assert kept(book).routes == (KeptRoute(MONTH + 12, (handle("Ben", "Teo"),)),)


# A thief


def test_whoever_signed_with_handles_of_their_own_ends_by_them_however_often_they_were_renewed():
    book = after(confirmed("Ben"), made_up("Ana", "Teo"))
    book = after(marked(met("Ana", book=book), "Ana", WORD))
    book = settle(after(book, made_up("Ana", "Teo"), month=MONTH + 1), LATER)
    assert kept(book).count == 2
    for number in (1, 2, 3):
        book = after(book, made_up("Ana", "Teo", number=number), month=LATER)
    assert past(book) == {(ANA, TEO)}
    assert kept(after(book, dead("Ana"), month=LATER)).routes == (
        KeptRoute(MONTH + 12, (handle("Ben", "Teo"),)),
    )


@pytest.mark.parametrize("newer", [("Ana", "Eva"), ("Eva", "Teo"), ("both", "")])
def test_a_route_of_two_ends_with_its_first_author_whichever_of_its_vouches_was_followed(newer):
    book = held("Eva", "Teo", book=met("Ana", mark=NAMED))
    book = after(book, made_up("Ana", "Eva", may_introduce=True), shown("Eva", "Teo"))
    other = made_up("Ana", "Eva", number=1, name="Another"), shown("Eva", "Teo", sequence=first_of(MONTH) + 1)
    items = {"Ana": other[:1], "Eva": other[1:], "both": other}[newer[0]]
    assert kept(after(book, *items)).count == 1
    left = after(book, *items, dead("Ana"))
    assert (kept(left).count, kept(left).routes) == (1, ())


def test_whose_place_a_marked_author_took_ends_what_they_formed():
    book = held("Eva", "Teo", book=met("Ben", mark=NAMED, book=met("Ana", "Leo", mark=WORD)))
    book = after(book, shown("Ben", "Eva", may_introduce=True), shown("Ana", "Teo"))
    book = settle(after(book, made_up("Eva", "Teo"), month=MONTH + 1), LATER)
    assert (kept(book).count, list(book.vouches.shown)) == (2, [TEO])
    many = [shown(f"Stranger {number}", "Teo") for number in range(7)]
    book = after(book, *many, shown("Leo", "Teo"), month=LATER)
    assert (past(book), kept(book).count, len(kept(book).routes)) == ({(EVA, TEO)}, 2, 2)
    left = after(book, dead("Eva"), month=LATER)
    assert (about(left, "Teo", LATER).people, kept(left).renew) == (1, True)


@pytest.mark.parametrize("months", [0, 1])
def test_where_512_revocations_are_held_that_of_such_an_author_enters_if_a_kept_route_is_formed(months):
    """Zoe's card is not held; that Ana named her is forgotten when her word had its place taken later."""
    full = {number.to_bytes(32, "big"): dead("nobody") for number in range(512)}
    route = KeptRoute(MONTH + 12, (handle("Ana", "Zoe"), vouch.read(made_up("Zoe", "Teo").vouch).handle))
    book = held("Teo", book=met("Ana", mark=NAMED))
    said = Vouches(kept={TEO: Confirmation("Teo", 1, MONTH, (route,))}, revoked=full)
    said = said.with_past(hold(made_up("Zoe", "Teo"), MONTH + months))
    book = settle(replace(book, vouches=said), MONTH + 1 + months)
    assert why_not(book, dead("Yan"), month=MONTH + 1 + months) == [NothingForYou]
    left = after(book, dead("Zoe"), month=MONTH + 1 + months)
    assert (key_of("Zoe") in left.vouches.revoked, kept(left).routes, past(left)) == (True, (), set())
    without = replace(book, vouches=replace(book.vouches, past={}))
    assert why_not(without, dead("Zoe"), month=MONTH + 1 + months) == [NothingForYou]


# A voucher who copies handles


@pytest.mark.parametrize("by", ["Ben", "Zoe"])
def test_copied_handles_that_are_followed_by_others_keep_no_withdrawal_from_its_end(by):
    book = settle(confirmed("Ana", "Ben", memory_kind=FORGET), MONTH)
    book = after(book, copying(by, "Teo", 2, "Ana", "Teo"), made_up(by, "Teo", number=3))
    assert set(kept(book).routes) == both()
    left = after(book, withdrawn("Ana", "Teo"))
    assert (kept(left).count, len(kept(left).routes)) == (2, 1)


def test_they_end_nothing_by_being_followed_or_withdrawn_or_about_somebody_else():
    book = settle(held("Leo", book=confirmed("Ana", "Ben", memory_kind=FORGET)), MONTH)
    book = met("Zoe", mark=WORD, book=book)
    book = after(book, *(copying("Zoe", each, 0, "Ana", "Teo") for each in ("Teo", "Leo")))
    for each in ("Teo", "Leo"):
        book = after(book, shown("Zoe", each, sequence=first_of(MONTH) + 1))
    assert past(book) == {(key_of("Zoe"), TEO)}  # about Leo it can end nothing
    taken = after(book, *(withdrawn("Zoe", each, sequence=first_of(MONTH) + 1) for each in ("Teo", "Leo")))
    assert set(kept(taken).routes) == both()
    assert len(kept(after(book, dead("Zoe"))).routes) == 1  # about Teo it does


@pytest.mark.parametrize("again", [True, False])
def test_they_end_nothing_where_who_copied_them_is_not_marked(again):
    book = settle(confirmed("Ana", "Ben", memory_kind=FORGET), MONTH)
    book = after(book, copying("Zoe", "Teo", 0, "Ana", "Teo"))
    book = after(book, shown("Zoe", "Teo", sequence=first_of(MONTH) + 1)) if again else book
    assert past(book) == set()
    assert set(kept(after(book, dead("Zoe"))).routes) == both()


# How long


@pytest.mark.parametrize(
    ("kind", "last"), [(FORGET, MONTH - 1), (TWO_MONTHS, MONTH + 1), (UNTIL_EXPIRY, MONTH + 13)]
)
def test_it_is_remembered_as_long_as_if_nothing_had_taken_its_place(kind, last):
    newer = shown("Ana", "Teo", sequence=first_of(MONTH) + 1, name="Another")
    book = after(confirmed("Ana", "Ben", memory_kind=kind), newer)
    longer = Confirmation("Teo", 2, MONTH, tuple(replace(each, until=MONTH + 99) for each in both()))
    book = replace(book, vouches=replace(book.vouches, kept={TEO: longer}))
    for month in range(MONTH, MONTH + 20):
        assert past(settle(book, month)) == ({(ANA, TEO)} if month <= last else set())


def test_of_several_with_the_same_handles_one_is_remembered_as_long_as_any():
    said = Vouches()
    for number, month, first in ((1, MONTH - 3, 5), (2, MONTH - 1, 6), (3, MONTH - 2, 7), (4, MONTH, 0)):
        item = with_handles("Ana", "Teo", number, {9: bytes(16), 8: bytes(32)}, month=month)
        said = said.with_past(hold(item, MONTH + first))
    other = with_handles("Ana", "Teo", 5, {8: bytes(32)})
    said = said.with_past(hold(other, MONTH))
    found = sorted((each.first, each.until) for each in said.past[TEO])
    assert found == [(MONTH, MONTH + 12), (MONTH + 7, MONTH + 12)]


def test_it_goes_when_its_author_is_dead_though_something_else_has_its_handles():
    route, leo = KeptRoute(MONTH + 12, (handle("Ana", "Teo"),)), key_of("Leo")
    both_kept = {key: Confirmation(name, 1, MONTH, (route,)) for key, name in ((TEO, "Teo"), (leo, "Leo"))}
    said = Vouches(kept=both_kept).with_past(hold(copying("Zoe", "Teo", 0, "Ana", "Teo")))
    book = held("Teo", "Leo", book=met("Zoe", mark=WORD))
    book = settle(replace(book, vouches=said), MONTH)
    assert past(book) == {(key_of("Zoe"), TEO)}
    left = after(book, dead("Zoe"))
    assert (kept(left).routes, left.vouches.kept[leo].routes, past(left)) == ((), (route,), set())


def test_it_goes_with_what_is_kept_with_its_people_and_from_copies():
    book = after(one_in_hand(), renewed(), month=LATER)
    assert past(book) == {(ANA, TEO)}
    assert settle(retention.doubt(book), LATER).vouches.past == {}
    assert [past(forget(book, bytes(16), key)) for key in (ANA, BEN, TEO)] == [set(), {(ANA, TEO)}, set()]
    assert retention.to_copy(book).vouches.past == {}
    assert retention.drops(book, replace(book, vouches=replace(book.vouches, past={})))
    assert not retention.drops(book, book)


# What is asked of the proofs


def a_kept_route_of_two(*others):
    """A book that keeps a route from Ana over one person to Teo, which any of these could have formed."""
    near, last = handle("Ana", "Ben"), handle("Ben", "Teo")
    old = {key: frozenset({SupersededVouch(ANA, key, near, MONTH, MONTH + 12)}) for key in others}
    old[TEO] = frozenset(SupersededVouch(key, TEO, last, MONTH, MONTH + 12) for key in others)
    whole = {TEO: Confirmation("Teo", 1, MONTH, (KeptRoute(MONTH + 12, (near, last)),))}
    return replace(met("Ana", mark=NAMED), vouches=Vouches(past=old, kept=whole))


def test_a_kept_route_is_good_until_the_end_of_its_last_month():
    book = a_kept_route_of_two(BEN)
    assert route_proofs.good_routes(book, TEO, MONTH + 12) == kept(book).routes
    assert route_proofs.good_routes(book, TEO, MONTH + 13) == ()
    assert route_proofs.good_routes(book, ANA, MONTH) == ()


def test_of_several_ways_to_form_a_route_the_one_that_lasts_longest_is_needed():
    book = a_kept_route_of_two(BEN, EVA)
    for longest, other in ((BEN, EVA), (EVA, BEN)):

        def lasts(each, other=other):
            return MONTH + 12 - (other in each.name[:2])

        names = route_proofs.needed(book, lasts)
        assert {name[:2] for name in names} == {(ANA, longest), (longest, TEO)}
