"""What others say of one another enters by its rules or changes nothing (spec 16.2)."""

from dataclasses import replace

import pytest

from p2pcard.core.book import receiving, vouching
from p2pcard.core.book.news import AskAgain, VouchAccepted, VouchOffered, VouchOffMonth, VouchShown
from p2pcard.core.book.receiving import NO_SENDER, Came
from p2pcard.core.book.retention import settle
from p2pcard.core.book.vouches import SHOWN_LIMIT
from p2pcard.core.statements import support
from p2pcard.core.statements.bundle import Shown
from p2pcard.core.statements.statement import Kind, make
from p2pcard.errors import (
    BadAcceptance,
    CardRevoked,
    Malformed,
    ManyVouches,
    NotAccepted,
    NothingForYou,
    NotTheirs,
    UnknownSubject,
    UnknownVoucher,
    VouchAhead,
    VouchCopied,
    VouchRanOut,
    VouchWithdrawn,
)
from tests.peers import MONTH, chance_of
from tests.vouchers import (
    ROOT,
    WORD,
    after,
    agreed,
    by_whom,
    card_by,
    dead,
    first_of,
    given,
    held,
    key_of,
    met,
    newest,
    news_of,
    seed_of,
    sequences,
    shown,
    taken_back,
    vouch_by,
    why_not,
    withdrawn,
)

ANA, BEN, TEO = map(key_of, ("Ana", "Ben", "Teo"))
BOOK = held("Teo", book=met("Ana", "Ben"))
MANY = [f"Voucher {number}" for number in range(SHOWN_LIMIT + 1)]


# About somebody else


@pytest.mark.parametrize("sender", [TEO, NO_SENDER], ids=["Teo", "a file"])
def test_what_teo_shows_of_himself_is_held_without_its_blobs(sender):
    item = shown("Ana", "Teo", blobs=tuple(chance_of("blobs")(support.SIZE) for _ in range(3)))
    found = after(BOOK, item, sender=sender).vouches.about(TEO, ANA)
    assert (found.statement, found.acceptance, found.first) == (item.vouch, item.acceptance, MONTH)
    assert found.blobs == ()
    assert news_of(BOOK, item, sender=sender) == (VouchShown(ANA, TEO),)
    assert news_of(after(BOOK, item), item) == ()


def test_whoever_vouches_need_not_be_known():
    assert by_whom(after(BOOK, shown("Zoe", "Teo")), TEO) == {key_of("Zoe"): first_of(MONTH)}


@pytest.mark.parametrize(
    "accepted",
    [
        agreed(vouch_by("Ana", "Teo"), "Ana"),
        agreed(vouch_by("Ana", "Teo"), "Ben"),
        agreed(vouch_by("Ben", "Teo"), "Teo"),
        agreed(vouch_by("Ana", "Teo", name="Theo"), "Teo"),
    ],
    ids=["by the author", "by a third", "of another author's", "of another name"],
)
def test_an_acceptance_that_does_not_fit_is_refused_with_its_vouch(accepted):
    assert why_not(BOOK, Shown(vouch_by("Ana", "Teo"), accepted)) == [BadAcceptance]
    assert why_not(BOOK, Shown(vouch_by("Ana", "me"), accepted)) == [BadAcceptance]
    assert why_not(BOOK, Shown(vouch_by("me", "Teo"), accepted)) == [BadAcceptance]


def test_other_kinds_in_the_places_of_a_vouch_and_its_acceptance_are_malformed():
    good = shown("Ana", "Teo")
    assert why_not(BOOK, replace(good, vouch=card_by("Ana"))) == [Malformed]
    assert why_not(BOOK, replace(good, vouch=good.acceptance)) == [Malformed]
    assert why_not(BOOK, replace(good, acceptance=card_by("Teo"))) == [Malformed]


def test_what_was_taken_back_does_not_come_again_and_all_else_does():
    ended = after(BOOK, withdrawn("Ana", "Teo"))
    assert why_not(ended, shown("Ana", "Teo")) == [VouchWithdrawn]
    assert why_not(ended, Shown(vouch_by("Ana", "Teo"), None)) == [VouchWithdrawn]
    again = after(ended, shown("Ben", "Teo"), shown("Ana", "Teo", sequence=first_of(MONTH) + 1))
    assert by_whom(again, TEO) == {BEN: first_of(MONTH), ANA: first_of(MONTH) + 1}


@pytest.mark.parametrize("name", ["Ana", "Teo"])
def test_nothing_by_or_about_a_dead_key_enters(name):
    book = after(BOOK, dead(name))
    assert why_not(book, shown("Ana", "Teo")) == [CardRevoked]
    assert why_not(after(BOOK, dead("Ana")), Shown(vouch_by("Ana", "me"), None)) == [CardRevoked]
    assert by_whom(after(after(BOOK, dead("Ben")), shown("Ana", "Teo")), TEO) == {ANA: first_of(MONTH)}


@pytest.mark.parametrize("item", [shown("Ana", "Teo"), Shown(vouch_by("Ana", "me"), None)])
def test_a_vouch_enters_from_the_month_before_its_own_until_it_runs_out(item):
    assert why_not(BOOK, item, month=MONTH - 2) == [VouchAhead]
    for month in (MONTH - 1, MONTH, MONTH + 12):
        assert len(news_of(BOOK, item, month=month)) == 1
    assert why_not(BOOK, item, month=MONTH + 13) == [VouchRanOut]


@pytest.mark.parametrize("month", [MONTH - 2, MONTH - 300, MONTH + 13])
def test_whoever_is_vouched_for_in_a_month_that_cannot_be_right_is_told_by_whom(month):
    """The author is beside them, and sees nothing of it."""
    item = Shown(vouch_by("Ana", "me"), None)
    _, news, _ = receiving.take(BOOK, (item,), Came(ANA, month))
    assert news == (VouchOffMonth(ANA, MONTH),)
    for other in (shown("Ana", "Teo"), Shown(vouch_by("Zoe", "me"), None)):
        assert receiving.take(BOOK, (other,), Came(ANA, month))[1] == ()


def test_a_vouch_that_has_run_out_names_its_author_where_they_are_known():
    for by, name in {"Ana": "Ana", "Zoe": "?"}.items():
        _, _, (refusal,) = receiving.take(BOOK, [shown(by, "Teo")], Came(NO_SENDER, MONTH + 13))
        assert refusal.values == {"name": name}


def test_a_vouch_counts_with_its_subjects_agreement_alone():
    assert why_not(BOOK, Shown(vouch_by("Ana", "Teo"), None)) == [NotAccepted]


def test_face_to_face_nobody_shows_the_vouches_of_another():
    assert why_not(BOOK, shown("Ana", "Teo"), sender=ANA) == [NotTheirs]
    assert why_not(BOOK, shown("Ana", "Teo"), sender=BEN) == [NotTheirs]


def test_what_is_about_somebody_unknown_is_refused():
    assert why_not(BOOK, shown("Ana", "Zoe")) == [UnknownSubject]
    assert by_whom(after(held("Zoe", book=BOOK), shown("Ana", "Zoe")), key_of("Zoe"))


@pytest.mark.parametrize(("one", "other", "kept"), [(1, 2, 2), (2, 1, 2), (2, 2, 2)])
def test_of_one_author_the_highest_sequence_is_held(one, other, kept):
    book = after(BOOK, shown("Ana", "Teo", sequence=one), shown("Ana", "Teo", sequence=other))
    assert by_whom(book, TEO) == {ANA: kept}


def test_only_what_is_newer_is_news():
    first, second = (shown("Ana", "Teo", sequence=first_of(MONTH) + number) for number in (0, 1))
    assert news_of(after(BOOK, first), second) == (VouchShown(ANA, TEO),)
    assert news_of(after(BOOK, first), first, month=MONTH + 1) == ()
    assert news_of(after(BOOK, second), first) == ()


def test_of_one_sequence_what_came_first_stays():
    book = after(BOOK, shown("Ana", "Teo"), shown("Ana", "Teo", may_introduce=True))
    assert not book.vouches.about(TEO, ANA).says.may_introduce


def test_eight_vouches_are_held_about_one_person_and_no_ninth_author():
    seven = after(BOOK, *(shown(name, "Teo") for name in MANY[:7]))
    eight = after(seven, shown(MANY[7], "Teo"))
    assert len(by_whom(eight, TEO)) == 8
    assert why_not(eight, shown(MANY[8], "Teo")) == [ManyVouches]
    newer = after(eight, shown(MANY[0], "Teo", sequence=first_of(MONTH) + 1))
    assert by_whom(newer, TEO)[key_of(MANY[0])] == first_of(MONTH) + 1
    assert by_whom(after(held("Zoe", book=eight), shown(MANY[8], "Zoe")), key_of("Zoe"))


def test_whom_i_marked_takes_the_place_of_somebody_i_did_not():
    eight = after(met("Ana", mark=WORD, book=BOOK), *(shown(name, "Teo") for name in MANY[:8]))
    full = after(eight, shown("Ana", "Teo"))
    assert len(by_whom(full, TEO)) == 8
    assert ANA in by_whom(full, TEO)
    assert why_not(full, shown("Ben", "Teo")) == [ManyVouches]
    marked_too = met(*MANY[:8], mark=WORD, book=eight)
    assert why_not(marked_too, shown("Ana", "Teo")) == [ManyVouches]
    assert after(met("Ana", mark=WORD, book=full), shown("Ana", "Teo")) == full


def test_what_is_shown_again_is_remembered_from_then_on():
    book = after(after(BOOK, shown("Ana", "Teo")), shown("Ana", "Teo"), month=MONTH + 1)
    assert book.vouches.about(TEO, ANA).first == MONTH + 1
    assert by_whom(settle(book, MONTH + 2), TEO) == {ANA: first_of(MONTH)}
    assert by_whom(settle(book, MONTH + 3), TEO) == {}


# By me and about me


def test_whoever_shows_me_my_own_word_with_their_agreement_accepts_it():
    book = given(met("Teo"))
    mine = newest(book).statement
    assert news_of(book, Shown(mine, None)) == ()
    assert after(book, Shown(mine, None)) == book
    whole = after(book, Shown(mine, agreed(mine, "Teo")))
    assert newest(whole).acceptance == agreed(mine, "Teo")
    assert news_of(book, Shown(mine, agreed(mine, "Teo"))) == (VouchAccepted(TEO),)
    assert news_of(book, agreed(mine, "Teo")) == (VouchAccepted(TEO),)
    assert after(whole, agreed(mine, "Teo")) == whole
    assert news_of(whole, agreed(mine, "Teo")) == ()


def test_from_its_subject_i_learn_of_a_vouch_of_mine_that_was_lost_with_a_device():
    book = after(met("Teo"), shown("me", "Teo"))
    assert (newest(book).statement, newest(book).first) == (vouch_by("me", "Teo"), MONTH)
    assert newest(book).acceptance == agreed(vouch_by("me", "Teo"), "Teo")
    assert news_of(met("Teo"), shown("me", "Teo")) == (VouchAccepted(TEO),)
    newer = after(given(met("Teo")), shown("me", "Teo", sequence=first_of(MONTH) + 1))
    assert sequences(newer) == [first_of(MONTH), first_of(MONTH) + 1]
    assert newest(newer).blobs == ()
    assert why_not(met("Ana"), shown("me", "Teo")) == [NothingForYou]
    assert why_not(taken_back(given(met("Teo"))), shown("me", "Teo")) == [VouchWithdrawn]


def test_nobody_accepts_what_i_did_not_say():
    book = given(met("Teo"))
    mine = newest(book).statement
    for item in (agreed(mine, "Ana"), agreed(vouch_by("Ana", "Teo"), "Teo"), shown("me", "Zoe")):
        assert why_not(book, item) == [NothingForYou]


def test_a_vouch_about_me_waits_for_my_answer_whoever_brings_it():
    item = Shown(vouch_by("Ana", "me"), None, tuple(chance_of("blobs")(support.SIZE) for _ in range(3)))
    for sender in (ANA, BEN, NO_SENDER):
        assert news_of(BOOK, item, sender=sender) == (VouchOffered(ANA),)
        found = after(BOOK, item, sender=sender).vouches.mine
        assert {by: each.blobs for by, each in found.items()} == {ANA: item.blobs}
    assert news_of(BOOK, shown("Ana", "me")) == ()
    assert after(BOOK, shown("Ana", "me")).vouches.mine[ANA].acceptance is not None


def test_nobody_unknown_vouches_for_me():
    assert why_not(BOOK, Shown(vouch_by("Zoe", "me"), None)) == [UnknownVoucher]


@pytest.mark.parametrize(("one", "other", "kept"), [(1, 2, 2), (2, 1, 2), (2, 2, 2)])
def test_of_one_author_the_newest_vouch_about_me_is_held(one, other, kept):
    book = after(BOOK, *(Shown(vouch_by("Ana", "me", sequence=each), None) for each in (one, other)))
    assert book.vouches.mine[ANA].says.sequence == kept
    mine = vouching.accept_vouch(book, ROOT, ANA)
    assert after(mine, Shown(vouch_by("Ana", "me", sequence=2), None)) == mine


def test_what_i_declined_does_not_come_again_and_a_newer_one_does():
    book = after(BOOK, Shown(vouch_by("Ana", "me"), None))
    book = vouching.decline_vouch(book, ANA, MONTH)
    assert after(book, Shown(vouch_by("Ana", "me"), None)) == book
    newer = Shown(vouch_by("Ana", "me", sequence=first_of(MONTH) + 1), None)
    assert news_of(book, newer) == (VouchOffered(ANA),)


@pytest.mark.parametrize("agreed_to", [True, False])
def test_a_vouch_about_me_with_the_withdrawal_handle_of_another_authors_is_refused(agreed_to):
    def by(author, number):
        fields = vouch_by(author, "me", sequence=number).fields()
        whole = {field: value for field, value in fields.items() if field} | {8: bytes(32)}
        return Shown(make(Kind.VOUCH, whole, seed_of(author)), None)

    book = after(BOOK, by("Ana", 2))
    book = vouching.accept_vouch(book, ROOT, ANA) if agreed_to else book
    for number in (1, 3):
        assert why_not(book, by("Ben", number)) == [VouchCopied]
    assert after(book, by("Ana", 3)).vouches.mine[ANA].says.sequence == 3
    without = vouching.decline_vouch(book, ANA, MONTH)
    assert set(after(without, by("Ben", 1)).vouches.mine) == {BEN}


def test_when_a_vouch_about_me_ends_its_author_is_to_be_asked_for_another():
    book = after(BOOK, shown("Ana", "me"), shown("Ben", "me"))
    assert news_of(book, withdrawn("Ana", "me")) == (AskAgain(ANA),)
    assert AskAgain(BEN) in news_of(book, dead("Ben"))
    ended = after(book, withdrawn("Ana", "me"))
    assert AskAgain(ANA) not in news_of(ended, dead("Ana"))
    assert news_of(book, withdrawn("Ana", "Teo")) == ()
