"""What stays of others' vouches when they are forgotten, how it ends, and how it is renewed (spec 15.8)."""

from dataclasses import replace
from itertools import permutations

import pytest

from p2pcard.core.book import receiving, retention
from p2pcard.core.book.book import How
from p2pcard.core.book.forgetting import forget
from p2pcard.core.book.news import RenewNow, VouchShown
from p2pcard.core.book.receiving import Came
from p2pcard.core.book.retention import settle
from p2pcard.core.book.settings import Retention
from p2pcard.core.book.vouches import Confirmation, KeptRoute
from p2pcard.core.statements import statement, vouch
from p2pcard.core.statements.bundle import Shown
from p2pcard.core.statements.statement import Kind
from tests.peers import MONTH
from tests.vouchers import (
    NAMED,
    WORD,
    about,
    after,
    agreed,
    card_by,
    confirmed,
    dead,
    first_of,
    held,
    key_of,
    marked,
    met,
    news_of,
    seed_of,
    shown,
    vouch_by,
    withdrawn,
)

ANA, BEN, TEO = map(key_of, ("Ana", "Ben", "Teo"))
FORGET, TWO_MONTHS, UNTIL_EXPIRY = Retention


def handle(by, about, **more):
    return vouch.read(vouch_by(by, about, **more)).handle


def route(*vouches, until=MONTH + 12):
    """A kept route of the vouches of these pairs of people."""
    return KeptRoute(until, tuple(handle(*pair) for pair in vouches))


def kept(book):
    return book.vouches.kept.get(TEO)


def kept_routes(book):
    """The kept routes without their order, which nothing depends on."""
    return set(kept(book).routes)


BOTH = {route(("Ana", "Teo")), route(("Ben", "Teo"))}


# What stays


def test_of_what_confirmed_somebody_name_number_month_and_handles_stay_and_no_key():
    book = settle(confirmed("Ana", "Ben"), MONTH + 2)
    assert (kept(book).name, kept(book).count, kept(book).month) == ("Teo", 2, MONTH)
    assert kept_routes(book) == BOTH
    written = repr((kept(book), book.vouches.shown))
    assert not any(repr(key)[2:-1] in written for key in (ANA, BEN))


def test_a_route_of_two_people_is_kept_with_both_handles_until_the_first_of_them_runs_out():
    book = held("Teo", book=met("Ana", mark=NAMED))
    old = shown("Ana", "Ben", may_introduce=True, month=MONTH - 3)
    book = after(held("Ben", book=book), old, shown("Ben", "Teo"))
    found = KeptRoute(MONTH + 9, (handle("Ana", "Ben", month=MONTH - 3), handle("Ben", "Teo")))
    assert kept(book).routes == (found,)
    assert kept(book).count == 1
    assert about(settle(book, MONTH + 9), "Teo").people == 1
    assert about(settle(book, MONTH + 10), "Teo").people == 0


def test_what_a_vouch_that_may_not_introduce_or_an_unmarked_person_says_is_not_kept():
    book = held("Teo", "Ben", book=met("Ana", mark=NAMED))
    assert kept(after(book, shown("Ana", "Ben"), shown("Ben", "Teo"))) is None
    assert kept(after(held("Teo", book=met("Ana")), shown("Ana", "Teo"))) is None
    assert kept(after(book, shown("Zoe", "Teo"))) is None


def test_only_about_people_whose_card_is_held_anything_is_kept():
    book = confirmed("Ana", "Ben")
    gone = {key: contact for key, contact in book.contacts.items() if key != TEO}
    assert settle(replace(book, contacts=gone), MONTH).vouches.kept == {}


def test_settling_twice_is_settling_once():
    for kind in Retention:
        for month in (MONTH, MONTH + 1, MONTH + 2, MONTH + 13, MONTH + 14):
            once = settle(confirmed("Ana", "Ben", memory_kind=kind), month)
            assert settle(once, month) == once


# How it ends


@pytest.mark.parametrize("kind", Retention)
@pytest.mark.parametrize("ending", [withdrawn("Ana", "Teo"), dead("Ana")], ids=["withdrawn", "void"])
def test_a_kept_route_ends_with_a_secret_for_one_of_its_handles(kind, ending):
    book = settle(confirmed("Ana", "Ben", memory_kind=kind), MONTH)
    assert not kept(book).renew
    left = settle(after(book, ending), MONTH)
    assert (kept(left).count, kept_routes(left), kept(left).renew) == (2, {route(("Ben", "Teo"))}, True)
    assert RenewNow(TEO) in news_of(book, ending)
    assert RenewNow(TEO) not in news_of(left, ending)
    assert about(left, "Teo").people == 1
    none = settle(after(left, withdrawn("Ben", "Teo")), MONTH)
    assert (kept(none).count, kept(none).routes, kept(none).renew) == (2, (), True)


def test_a_revocation_ends_kept_routes_through_its_author_also_where_nobody_knows_whose_they_were():
    book = settle(confirmed("Ana", "Ben", memory_kind=FORGET), MONTH)
    forgot = replace(book, contacts={TEO: book.contacts[TEO]})
    assert kept_routes(after(forgot, dead("Ben"))) == {route(("Ana", "Teo"))}
    assert kept_routes(after(forgot, dead("Zoe"))) == BOTH


def test_a_thief_who_revokes_a_key_first_does_not_hide_its_owners_void_secret():
    stolen = statement.make(Kind.REVOCATION, {1: bytes(16)}, seed_of("Ana"))
    book = after(settle(confirmed("Ana", "Ben", memory_kind=FORGET), MONTH), stolen)
    assert kept_routes(book) == BOTH
    left = after(book, dead("Ana"))
    assert kept_routes(left) == {route(("Ben", "Teo"))}
    assert left.vouches.revoked[ANA] == stolen


def test_a_route_whose_vouches_are_in_hand_ends_with_its_author_whatever_its_void_handle_is():
    says = {field: value for field, value in vouch_by("Ana", "Teo").fields().items() if field}
    made = statement.make(Kind.VOUCH, {**says, 9: bytes(16)}, seed_of("Ana"))
    book = after(confirmed("Ben"), Shown(made, agreed(made, "Teo")))
    book = after(marked(met("Ana", book=book), "Ana", WORD))
    assert kept(book).count == 2
    assert kept_routes(after(book, dead("Ana"))) == {route(("Ben", "Teo"))}
    assert len(after(settle(book, MONTH + 2), dead("Ana"), month=MONTH + 2).vouches.kept[TEO].routes) == 2


def copying(by, about, *copied):
    """A vouch that carries the handles of another one, agreed to."""
    says = {field: value for field, value in vouch_by(by, about).fields().items() if field}
    other = vouch_by(*copied).fields()
    made = statement.make(Kind.VOUCH, {**says, 8: other[8], 9: other[9]}, seed_of(by))
    return Shown(made, agreed(made, about))


@pytest.mark.parametrize("about", ["Leo", "Ben"])
def test_whoever_copies_handles_into_a_vouch_about_another_ends_no_route(about):
    book = settle(held("Leo", book=confirmed("Ana", "Ben", memory_kind=FORGET)), MONTH)
    left = after(after(book, copying("Zoe", about, "Ana", "Teo")), dead("Zoe"))
    assert kept_routes(left) == BOTH


def test_a_route_of_two_ends_with_the_first_of_its_vouches_in_hand_whatever_its_void_handle_is():
    says = {
        field: value for field, value in vouch_by("Ana", "Ben", may_introduce=True).fields().items() if field
    }
    made = statement.make(Kind.VOUCH, {**says, 9: bytes(16)}, seed_of("Ana"))
    book = held("Ben", "Teo", book=met("Ana", mark=NAMED))
    book = after(book, Shown(made, agreed(made, "Ben")), shown("Ben", "Teo"))
    assert (kept(book).count, kept(after(book, dead("Ana"))).routes) == (1, ())


def test_a_kept_route_ends_with_its_time():
    book = confirmed("Ana", "Ben", month=MONTH)
    late = settle(settle(book, MONTH + 2), MONTH + 12)
    assert late.vouches.shown == {}
    assert kept_routes(late) == BOTH
    assert about(late, "Teo").people == 2
    assert about(late, "Teo", MONTH + 13).people == 0
    over = settle(book, MONTH + 13)
    assert (kept(over).routes, kept(over).renew) == ((), True)
    assert retention.to_renew(late, over) == (TEO,)
    assert retention.to_renew(over, over) == ()


def test_nothing_is_kept_about_somebody_whose_card_is_dead():
    book = settle(confirmed("Ana", "Ben"), MONTH + 2)
    assert kept(after(book, dead("Teo"), month=MONTH + 2)) is None
    revoked = replace(book, vouches=replace(book.vouches, revoked={TEO: dead("Teo")}))
    assert about(revoked, "Teo", MONTH + 2).kept is None


def test_nobody_is_asked_to_show_anything_who_is_forgotten_or_dead_and_whoever_has_another_name_is():
    book = settle(confirmed("Ana", "Ben"), MONTH + 2)
    assert retention.to_renew(book, settle(forget(book, bytes(16), TEO), MONTH + 2)) == ()
    assert retention.to_renew(book, after(book, dead("Teo"), month=MONTH + 2)) == ()
    renamed = book.accept(card_by("Teo", "Theo", sequence=2), How.CARD_ONLY, MONTH + 2)
    assert retention.to_renew(book, settle(renamed, MONTH + 2)) == (TEO,)


# How it is shown again


def test_who_shows_as_much_again_is_not_asked_any_more():
    book = after(settle(confirmed("Ana", "Ben"), MONTH + 2), withdrawn("Ana", "Teo"), month=MONTH + 2)
    book = marked(met("Eva", book=book), "Eva", WORD)
    again = after(book, shown("Ben", "Teo"), shown("Eva", "Teo"), month=MONTH + 2)
    assert (kept(again).count, kept(again).month, kept(again).renew) == (2, MONTH + 2, False)
    assert kept_routes(again) == {route(("Ben", "Teo")), route(("Eva", "Teo"))}


def test_who_shows_more_has_more_and_who_shows_less_loses_nothing_that_is_good():
    three = marked(met("Eva", book=confirmed("Ana", "Ben")), "Eva", WORD)
    three = after(three, shown("Eva", "Teo"))
    assert (kept(three).count, len(kept(three).routes)) == (3, 3)
    less = after(settle(three, MONTH + 2), shown("Ana", "Teo"), month=MONTH + 2)
    assert kept(less) == kept(three)
    assert not kept(less).renew


def test_what_is_left_makes_way_for_as_much_that_is_shown_and_the_number_stays():
    book = after(settle(confirmed("Ana", "Ben"), MONTH + 2), withdrawn("Ana", "Teo"), month=MONTH + 2)
    book = marked(met("Eva", book=book), "Eva", WORD)
    other = after(book, shown("Eva", "Teo"), month=MONTH + 2)
    assert kept(other) == Confirmation("Teo", 2, MONTH, (route(("Eva", "Teo")),))
    assert kept(other).renew
    none = after(other, dead("Eva"), month=MONTH + 2)
    assert kept(none).routes == ()


def test_the_same_shown_again_later_is_the_same_number():
    book = after(settle(confirmed("Ana", "Ben"), MONTH + 2), shown("Ana", "Teo"), month=MONTH + 2)
    again = after(book, shown("Ben", "Teo"), month=MONTH + 2)
    assert kept_routes(again) == BOTH
    assert (kept(again).count, kept(again).renew) == (2, False)


def test_nothing_depends_on_the_order_in_which_vouches_come():
    items = [shown("Ana", "Teo"), shown("Ben", "Teo"), withdrawn("Ana", "Teo"), shown("Zoe", "Teo")]
    start = held("Teo", book=met("Ana", "Ben", mark=WORD))
    results = []
    for order in permutations(items):
        book, _, refused = receiving.take(start, order, Came(b"", MONTH))
        results.append(
            (book.vouches.about(TEO, ANA), about(book, "Teo").people, len(book.vouches.shown[TEO]))
        )
        assert len(refused) == (order.index(items[0]) > order.index(items[2]))
    assert set(results) == {(None, 1, 2)}


def test_a_voucher_who_is_marked_later_is_counted_when_something_comes_next():
    book = after(held("Teo", book=met("Ana", "Ben")), shown("Ana", "Teo"), shown("Ben", "Teo"))
    assert kept(book) is None
    later = settle(marked(marked(book, "Ana", WORD), "Ben", WORD), MONTH + 1)
    assert (kept(later).count, kept(later).month) == (2, MONTH + 1)


def test_under_another_name_nothing_is_kept_until_the_new_one_is_confirmed():
    book = confirmed("Ana", "Ben").accept(card_by("Teo", "Theo", sequence=2), How.CARD_ONLY, MONTH)
    assert kept(settle(book, MONTH)) is None
    one = after(book, shown("Ana", "Teo", name="Theo", sequence=first_of(MONTH) + 1))
    assert (kept(one).name, kept(one).count) == ("Theo", 1)


def test_in_doubt_only_what_is_in_hand_confirms_anybody():
    book = held("Leo", book=settle(confirmed("Ana", "Ben"), MONTH + 2))
    book = after(book, shown("Ana", "Leo"), month=MONTH + 2)
    doubted = settle(retention.doubt(book), MONTH + 2)
    assert kept(doubted) == Confirmation("Teo", 2, MONTH, ())
    assert doubted.vouches.kept[key_of("Leo")] == book.vouches.kept[key_of("Leo")]
    assert retention.to_renew(book, doubted) == (TEO,)


def test_what_came_first_is_news_and_so_is_what_is_asked_for():
    book = settle(confirmed("Ana", "Ben", memory_kind=FORGET), MONTH)
    news = news_of(book, shown("Ana", "Teo"), withdrawn("Ben", "Teo"))
    assert news == (VouchShown(ANA, TEO), RenewNow(TEO))
