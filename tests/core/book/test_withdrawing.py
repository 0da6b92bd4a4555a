"""Withdrawals and revocations: what ends, who learns of it, and how much of it is taken (spec 16.2)."""

from dataclasses import replace

import pytest

from p2pcard.core.book import receiving
from p2pcard.core.book.news import RenewNow, RevokedNow
from p2pcard.core.book.receiving import Came
from p2pcard.core.book.retention import settle
from p2pcard.core.book.settings import Retention
from p2pcard.core.book.tally import Tally
from p2pcard.core.book.withdrawing import NAMED_LIMIT, REVOKED_LIMIT, WITHDRAWALS_LIMIT
from p2pcard.core.formats import recovery
from p2pcard.core.statements import statement, vouch
from p2pcard.core.statements.bundle import Withdrawal
from p2pcard.core.statements.statement import Kind
from p2pcard.errors import ManyWithdrawals, NothingForYou
from tests.peers import MONTH, chance_of
from tests.vouchers import (
    NAMED,
    NO,
    WORD,
    about,
    after,
    by_whom,
    confirmed,
    dead,
    first_of,
    held,
    key_of,
    met,
    news_of,
    shown,
    vouch_by,
    why_not,
    withdrawn,
)

ANA, BEN, TEO = map(key_of, ("Ana", "Ben", "Teo"))
JANUARY = 57 * 12
YEAR = MONTH // 12


def secrets(count, label="words"):
    """So many withdrawals."""
    chance = chance_of(label)
    return [Withdrawal(chance(32)) for _ in range(count)]


def delivered(count, book=None, year=YEAR):
    """A book in which so many withdrawals came from Ana in a year."""
    book = book or met("Ana", "Ben")
    return book.with_contact(replace(book.contacts[ANA], delivered=Tally(year, count)))


# Withdrawals


def test_of_a_withdrawal_its_handle_and_month_are_kept_and_no_name():
    book = after(met("Ana"), withdrawn("Ben", "Teo"), sender=ANA, month=MONTH + 3)
    handle = vouch.read(vouch_by("Ben", "Teo")).handle.withdrawal
    assert dict(book.vouches.ended) == {handle: MONTH + 3}
    assert news_of(met("Ana"), withdrawn("Ben", "Teo")) == ()
    assert handle == vouch.withdrawal_handle(withdrawn("Ben", "Teo").secret)


@pytest.mark.parametrize("ahead", [0, 1, 12, 13])
def test_what_was_withdrawn_never_counts_again_however_wrong_its_authors_clock_was(ahead):
    """Whatever there was to be withdrawn has run out when its handle goes."""
    book = after(held("Teo", book=met("Ana", mark=WORD)), withdrawn("Ana", "Teo", month=MONTH + ahead))
    item = shown("Ana", "Teo", month=MONTH + ahead)
    entered = {month for month in range(MONTH, MONTH + 40) if not why(settle(book, month), item, month)}
    assert entered == set()


def why(book, item, month):
    """Why an item does not enter, if so."""
    return receiving.take(book, [item], Came(b"", month))[2]


def test_the_same_withdrawal_again_changes_nothing_and_is_not_counted():
    book = after(met("Ana", "Ben"), withdrawn("Ben", "Teo"), sender=ANA)
    for sender in (ANA, BEN, b""):
        assert after(book, withdrawn("Ben", "Teo"), sender=sender, month=MONTH + 1) == book
    assert book.contacts[ANA].delivered == Tally(YEAR, 1)


@pytest.mark.parametrize("there", [0, 254, 255])
def test_one_person_brings_256_withdrawals_in_a_year(there):
    assert WITHDRAWALS_LIMIT == 256
    book = after(delivered(there), *secrets(1), sender=ANA)
    assert book.contacts[ANA].delivered == Tally(YEAR, there + 1)
    assert len(book.vouches.ended) == 1


def test_more_are_refused_until_january_and_others_may_bring_them():
    book = delivered(256)
    assert why_not(book, *secrets(2), sender=ANA) == [ManyWithdrawals] * 2
    assert len(after(book, *secrets(1), sender=BEN).vouches.ended) == 1
    december, january = JANUARY + 11, JANUARY + 12
    full = delivered(256, year=57)
    assert why_not(full, *secrets(1), sender=ANA, month=december) == [ManyWithdrawals]
    anew = after(full, *secrets(1), sender=ANA, month=january)
    assert anew.contacts[ANA].delivered == Tally(58, 1)


def test_256_and_one_at_once_are_taken_but_for_the_last():
    left, news, refused = receiving.take(met("Ana"), secrets(257), Came(ANA, MONTH))
    assert len(left.vouches.ended) == 256
    assert [type(each) for each in refused] == [ManyWithdrawals]
    assert news == ()


def test_a_file_and_somebody_unknown_bring_as_many_as_there_are():
    book = delivered(256)
    assert len(after(book, *secrets(300)).vouches.ended) == 300
    assert len(after(book, *secrets(3), sender=key_of("Zoe")).vouches.ended) == 3


def test_a_withdrawal_ends_a_vouch_that_is_held_wherever_it_comes_from():
    book = confirmed("Ana", "Ben")
    for sender in (ANA, TEO, b""):
        left = after(book, withdrawn("Ana", "Teo"), sender=sender)
        assert left.vouches.about(TEO, ANA) is None
        assert about(left, "Teo").people == 1
        assert news_of(book, withdrawn("Ana", "Teo"), sender=sender) == (RenewNow(TEO),)


def test_a_withdrawal_of_something_forgotten_is_news_about_whom_it_confirmed_all_the_same():
    book = settle(confirmed("Ana", "Ben", memory_kind=Retention.FORGET), MONTH)
    assert book.vouches.shown == {}
    assert news_of(book, withdrawn("Ana", "Teo")) == (RenewNow(TEO),)
    ended = after(book, withdrawn("Ana", "Teo"))
    assert news_of(ended, withdrawn("Ben", "Teo")) == (RenewNow(TEO),)
    assert news_of(ended, withdrawn("Ben", "Zoe")) == ()


# Revocations


def test_a_revocation_is_kept_whoever_brings_it_and_news_of_people_one_knows():
    book = met("Ana", "Ben")
    for sender in (ANA, BEN, b""):
        left = after(book, dead("Ana"), sender=sender)
        assert dict(left.vouches.revoked) == {ANA: dead("Ana")}
        assert after(left, dead("Ana"), sender=sender) == left
    assert news_of(book, dead("Ana")) == (RevokedNow(ANA),)
    assert news_of(book, dead("Zoe")) == ()
    assert news_of(book, dead("me")) == (RevokedNow(key_of("me")),)
    assert news_of(after(book, dead("Ana")), dead("Ana")) == ()


def test_a_revocation_that_says_nothing_is_malformed_and_ends_nothing():
    empty = statement.make(Kind.REVOCATION, {}, recovery.identity_seed(bytes(16)))
    assert [each.__name__ for each in why_not(met("Ana"), empty)] == ["Malformed"]


def test_nothing_of_a_dead_voucher_or_subject_is_left():
    book = confirmed("Ana", "Ben")
    without_ana = after(book, dead("Ana"))
    assert [each.says.by for each in without_ana.vouches.everything_shown()] == [BEN]
    assert (about(without_ana, "Teo").people, without_ana.vouches.kept[TEO].count) == (1, 2)
    without_teo = after(book, dead("Teo"))
    assert without_teo.vouches.shown == {}
    assert without_teo.vouches.kept == {}
    assert about(without_teo, "Teo").people == 0
    assert set(news_of(book, dead("Ana"))) == {RevokedNow(ANA), RenewNow(TEO)}
    assert news_of(book, dead("Teo")) == (RevokedNow(TEO),)


def full(book, count=REVOKED_LIMIT):
    """The same book with so many revocations of people nothing is known of."""
    strangers = {seed_key(number): dead("Zoe") for number in range(count)}
    return replace(book, vouches=replace(book.vouches, revoked={**book.vouches.revoked, **strangers}))


def seed_key(number):
    return number.to_bytes(32, "big")


def test_512_revocations_of_strangers_are_kept_and_no_more():
    assert REVOKED_LIMIT == 512
    book = full(met("Ana"), 511)
    whole = after(book, dead("Zoe"))
    assert len(whole.vouches.revoked) == 512
    assert why_not(whole, dead("Yan")) == [NothingForYou]
    assert after(whole, dead("Zoe")) == whole


def test_beyond_512_it_enters_if_it_is_about_me_or_somebody_whose_card_is_held():
    book = full(held("Eva", book=met("Ana")))
    for name in ("me", "Ana", "Eva"):
        assert key_of(name) in after(book, dead(name)).vouches.revoked


def test_beyond_512_it_only_drops_what_is_shown_by_or_about_its_author():
    book = full(after(held("Teo"), shown("Zoe", "Teo"), shown("Yan", "Teo")))
    left = after(book, dead("Zoe"))
    assert (len(left.vouches.revoked), by_whom(left, TEO).keys()) == (512, {key_of("Yan")})
    assert why_not(left, dead("Zoe")) == [NothingForYou]
    left = after(replace(book, contacts={}), dead("Teo"))
    assert (len(left.vouches.revoked), left.vouches.shown) == (512, {})


def test_beyond_512_it_enters_if_somebody_who_may_name_others_vouches_for_its_author():
    for mark, enters in ((NO, False), (WORD, False), (NAMED, True)):
        book = after(held("Zoe", book=met("Ana", mark=mark)), shown("Ana", "Zoe"))
        book = full(replace(book, contacts={ANA: book.contacts[ANA]}))
        assert (key_of("Zoe") in after(book, dead("Zoe")).vouches.revoked) == enters


def test_beyond_1024_it_enters_only_if_it_is_about_me_or_somebody_whose_card_is_held():
    assert NAMED_LIMIT == 1024
    book = after(held("Zoe", "Eva", book=met("Ana", mark=NAMED)), shown("Ana", "Zoe"), shown("Ana", "Eva"))
    book = full(replace(book, contacts={ANA: book.contacts[ANA]}), NAMED_LIMIT - 1)
    book = after(book, dead("Zoe"))
    assert len(book.vouches.revoked) == 1024
    left = after(book, dead("Eva"))
    assert (len(left.vouches.revoked), left.vouches.shown) == (1024, {})
    assert len(after(book, dead("me"), dead("Ana")).vouches.revoked) == 1026


def test_beyond_512_it_enters_if_what_is_kept_rests_on_its_author():
    book = full(settle(confirmed("Ana", "Ben", memory_kind=Retention.FORGET), MONTH))
    forgot = replace(book, contacts={TEO: book.contacts[TEO]})
    assert news_of(forgot, dead("Ana")) == (RenewNow(TEO),)
    assert len(after(forgot, dead("Ana")).vouches.revoked) == 513
    assert why_not(forgot, dead("Yan")) == [NothingForYou]


def test_a_sequence_that_is_not_the_one_withdrawn_stays():
    book = confirmed("Ana", "Ben")
    left = after(book, withdrawn("Ana", "Teo", sequence=first_of(MONTH) + 1))
    assert left.vouches.shown == book.vouches.shown
    assert about(left, "Teo").people == 2
