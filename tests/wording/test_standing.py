"""Who stands behind a person, in sentences: what counts, what does not and why, and what it depends on."""

import functools

import pytest

from p2pcard.cli.next_steps import command
from p2pcard.core.book import retention
from p2pcard.core.book.book import How
from p2pcard.core.book.settings import Retention
from p2pcard.core.book.verdict import Lack
from p2pcard.core.book.vouching import withdraw
from p2pcard.wording.catalogue import month
from p2pcard.wording.standing import Standing, called
from tests.standings import NOW, given, sentences, through, trusting, with_shown
from tests.vouchers import (
    ME,
    ROOT,
    WORD,
    about,
    after,
    agreed,
    card_by,
    dead,
    held,
    key_of,
    met,
    shown,
    withdrawn,
)

TOLD = "If somebody took back their word since, this device does not know it until it is told."
RENEW = "Something that this rested on has ended. Please ask Teo to show it again."
NOBODY = [
    "Nothing here shows who brought Teo. That is not proof of anything bad.",
    "To be sure, call somebody you know, on a number that you already had.",
]
KEPT = "Who that was is no longer kept. To see it again, ask Teo to show it."
THIS, LAST_YEAR = month(NOW), month(NOW - 13)


@pytest.fixture
def traced(tmp_path):
    """Trace Teo on a device that holds a book; return the sentences below how his card came."""
    return functools.partial(sentences, tmp_path)


def forgotten(*by):
    """A book that keeps that these people vouched for Teo, and not who they were."""
    return retention.settle(trusting(*by, memory_kind=Retention.FORGET), NOW)


# Four outcomes, worded apart


def test_what_is_valid_is_said_with_who_it_rests_on_and_when(traced):
    lines = traced(trusting("Ana"))
    assert lines == [
        "Only Ana vouches for Teo: everything depends on Ana.",
        f"You met Ana, by a code and words ({month(about_ana())}).",
        f"Ana vouches for Teo ({THIS}).",
        TOLD,
    ]


def about_ana():
    """The month in which the people of `trusting` were met."""
    return trusting("Ana").contacts[key_of("Ana")].provenance.month


def test_what_is_not_for_this_card_names_both_names(traced):
    other = shown("Ana", "Teo", name="Theo", month=NOW)
    lines = traced(after(held("Teo", book=met("Ana", mark=WORD)), other, month=NOW))
    assert lines == ["Ana vouches for “Theo”, not for “Teo”. It was not made for this card. Ask Ana."]


def test_what_has_run_out_was_genuine_when_written(traced):
    lines = traced(trusting("Ana", month=NOW - 13, memory_kind=Retention.UNTIL_EXPIRY))
    assert lines == [RENEW, f"Ana wrote this ({LAST_YEAR}). It has run out. It was genuine when written."]


def test_nothing_is_no_proof_of_anything_bad_and_leads_to_a_call(traced):
    assert traced(held("Teo")) == NOBODY


def test_of_somebody_whom_i_met_it_is_said_that_nobody_showed_me_more(traced):
    assert traced(met("Teo")) == ["Nobody has shown you who vouches for Teo."]


def test_of_somebody_introduced_to_me_it_is_said_by_whom(traced):
    book = met("Ana").accept(card_by("Teo"), How.INTRODUCED, NOW, by=key_of("Ana"))
    assert traced(book) == [
        f"Introduced to you ({THIS}).",
        "Ana introduced you to Teo.",
        "Nobody has shown you who vouches for Teo.",
    ]


def test_whoever_was_met_by_words_is_told_apart_from_whoever_was_met_by_a_code(traced):
    known = held("Teo", book=met("Ana", mark=WORD, how=How.PHRASE))
    lines = traced(with_shown(known, "Ana Teo"))
    assert lines[1].startswith("You met Ana in person, by the words read aloud (")


def test_the_four_outcomes_share_no_sentence_and_accuse_nobody(traced):
    other = shown("Ana", "Teo", name="Theo", month=NOW)
    said = [
        set(traced(trusting("Ana"))),
        set(traced(after(held("Teo", book=met("Ana", mark=WORD)), other, month=NOW))),
        set(traced(trusting("Ana", month=NOW - 13, memory_kind=Retention.UNTIL_EXPIRY))),
        set(traced(held("Teo"))),
    ]
    assert all(one.isdisjoint(other) for one in said for other in said if one is not other)
    everything = " ".join(line for lines in said for line in lines).lower()
    assert not any(word in everything for word in ("fake", "suspect", "liar", "trust", "score", "invalid"))


# Which people it depends on


def test_two_who_do_not_depend_on_each_other_confirm_and_both_would_have_to_be_wrong(traced):
    lines = traced(trusting("Ben", "Ana"))
    assert lines[:2] == [
        "Confirmed by 2 people who do not depend on each other: Ana, Ben.",
        "You would be fooled only if all of these were wrong: Ana; Ben.",
    ]
    assert sorted(lines[2:-1]) == sorted(
        line
        for name in ("Ana", "Ben")
        for line in (
            f"You met {name}, by a code and words ({month(about_ana())}).",
            f"{name} vouches for Teo ({THIS}).",
        )
    )
    assert lines[-1] == TOLD


def test_on_a_route_of_two_people_either_of_them_would_do(traced):
    lines = traced(with_shown(met("Ben", book=through("Bo"), mark=WORD), "Ben Teo"))
    assert lines[:2] == [
        "Confirmed by 2 people who do not depend on each other: Ben, Bo.",
        "You would be fooled only if all of these were wrong: Ana or Bo; Ben.",
    ]
    assert f"Ana vouches for Bo ({THIS})." in lines


def test_one_route_through_two_people_depends_on_each_of_them(traced):
    assert traced(through("Bo"))[:2] == [
        "Everything depends on Ana: the one route passes through Ana.",
        "Everything depends on Bo: the one route passes through Bo.",
    ]


def test_all_routes_through_one_person_depend_on_that_person(traced):
    lines = traced(through("Bo", "Cleo", "Dai"))
    assert lines[0] == "Everything depends on Ana: all 3 routes pass through Ana."
    assert not [line for line in lines if line.startswith("Everything depends") and "Ana" not in line]


def test_whoever_may_not_introduce_leads_nobody_on(traced):
    lines = traced(through("Bo", may_introduce=False))
    assert lines == ['Bo vouches for Teo. To count Bo: p2pcard mark "Bo"']


# What counts for nothing


def test_a_word_without_a_mark_of_mine_is_named_with_what_would_count_it(traced):
    lines = traced(with_shown(held("Teo", book=met("Ana")), "Ana Teo", "Zoe Teo"))
    assert sorted(lines) == [
        'Ana vouches for Teo. To count Ana: p2pcard mark "Ana"',
        "Somebody whose card you do not hold vouches for Teo.",
    ]


@pytest.mark.parametrize("why", [Lack.WITHDRAWN, Lack.REVOKED, Lack.ACCEPTANCE])
def test_a_word_that_counts_no_more_is_said_without_a_reason_against_anybody(why):
    book = trusting("Ana")
    answer = about(book, "Teo", NOW)
    lacking = type(answer)(
        answer.verdict, (), ((book.vouches.about(key_of("Teo"), key_of("Ana")), why),), None
    )
    lines = [*Standing(book, book.contacts[key_of("Teo")], NOW, command).answer(lacking)]
    assert "What Ana said of Teo does not count any more." in lines


def test_a_card_that_is_dead_says_so_first_and_nobody_stands_behind_it(traced):
    lines = traced(after(trusting("Ana", "Ben"), dead("Teo"), month=NOW))
    assert lines[0] == "This card is dead: its owner said so. Meet Teo again and take the new card."
    assert not [line for line in lines if "vouches" in line or "Confirmed" in line]


def test_a_dead_card_behind_somebody_counts_no_more_and_the_person_is_to_show_it_again(traced):
    lines = traced(after(trusting("Ana", "Ben"), dead("Ana"), month=NOW))
    assert lines[:2] == [RENEW, "Only Ben vouches for Teo: everything depends on Ben."]
    assert "Ana" not in " ".join(lines)


# My own word


def test_my_own_word_is_said_first_whether_they_agreed_or_not(traced):
    waiting = given(met("Teo"))
    assert traced(waiting)[0] == f"You vouch for Teo ({THIS}), who has not agreed yet."


def test_my_own_word_counts_once_they_agreed(traced):
    waiting = given(met("Teo"))
    made = waiting.vouches.given_to(key_of("Teo")).statement
    assert traced(after(waiting, agreed(made, "Teo"), month=NOW))[0] == f"You vouch for Teo ({THIS})."


def test_my_own_word_is_not_said_once_it_is_taken_back(traced):
    book = given(met("Teo"))
    gone = withdraw(book, ROOT, book.contacts[key_of("Teo")], NOW)
    assert not [line for line in traced(gone) if "You vouch" in line]


def test_my_own_word_is_not_said_once_it_has_run_out(traced):
    assert not [line for line in traced(given(met("Teo"), NOW - 13)) if "You vouch" in line]


# What is kept when it is forgotten who it was


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (("Ana",), "Confirmed by 1 person ({when})."),
        (("Ana", "Ben"), "Confirmed by 2 people who did not depend on each other ({when})."),
    ],
)
def test_after_forgetting_it_is_kept_how_many_it_was_and_not_who(traced, by, words):
    lines = traced(forgotten(*by))
    assert lines == [words.format(when=THIS), KEPT]


def test_when_part_of_what_is_kept_has_ended_the_person_is_asked_to_show_it_again(traced):
    lines = traced(after(forgotten("Ana", "Ben"), withdrawn("Ben", "Teo", month=NOW), month=NOW))
    assert lines == [RENEW, f"Confirmed by 1 person ({THIS}).", KEPT]


def test_when_all_of_what_is_kept_has_ended_nothing_else_is_said(traced):
    ended = [withdrawn(name, "Teo", month=NOW) for name in ("Ana", "Ben")]
    assert traced(after(forgotten("Ana", "Ben"), *ended, month=NOW)) == [RENEW]


@pytest.mark.parametrize("known", [True, False])
def test_my_own_word_that_ran_out_is_said_no_more_whether_or_not_the_clock_is_behind(known):
    book, said = given(met("Teo", how=How.QR)), []
    for now in (NOW + 12, NOW + 13):
        standing = Standing(book, book.contacts[key_of("Teo")], now, command, known=known)
        said.append(any("You vouch for Teo" in line for line in standing.answer(about(book, "Teo", now))))
    assert said == [True, False]


def test_people_are_called_by_their_card_by_whoever_vouches_for_them_or_by_their_key():
    book = with_shown(held("Teo", book=met("Ana")), "Zoe Teo")
    names = [called(book, key) for key in (ME, key_of("Teo"), key_of("Zoe"))]
    assert names == ["you", "Teo", key_of("Zoe").hex()[:8]]
