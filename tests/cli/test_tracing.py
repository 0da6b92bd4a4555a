"""What would be left if somebody were wrong, the picture of the routes, and what cannot be answered."""

import functools

import pytest

from p2pcard.core.book.book import Book
from p2pcard.core.formats import recovery
from p2pcard.core.statements import support
from p2pcard.wording.catalogue import month
from tests.peers import chance_of
from tests.shells import ROOT
from tests.standings import NOW, device_of, given, sentences, through, trusting, with_shown
from tests.vouchers import (
    ME,
    NAMED,
    after,
    agreed,
    held,
    key_of,
    met,
    root_of,
    shown,
    vouch_by,
)

THIS = month(NOW)
LEFT = "Without {}, this would be left:"
ONLY_ANA = "Only Ana vouches for Teo: everything depends on Ana."
NOBODY = "Nobody whose word counts with you vouches for Teo."


@pytest.fixture
def traced(tmp_path):
    """Trace Teo on a device that holds a book; return the sentences below how his card came."""
    return functools.partial(sentences, tmp_path)


# If somebody were wrong


@pytest.mark.parametrize(
    ("book", "without", "lines"),
    [
        (trusting("Ana", "Ben"), "Ben", [LEFT.format("Ben"), ONLY_ANA]),
        (trusting("Ana"), "ana", [LEFT.format("Ana"), NOBODY]),
        (with_shown(trusting("Ana"), "Zoe Teo"), "Ana", [LEFT.format("Ana"), NOBODY]),
        (through("Bo", "Cleo"), "Bo", ["Without Bo, nothing would change."]),
    ],
)
def test_leaving_somebody_out_says_what_would_be_left(traced, book, without, lines):
    assert traced(book, "--without", without) == lines


def test_somebody_of_whom_i_hold_no_card_can_be_left_out_by_the_name_that_others_give_them(traced):
    made = vouch_by("Ana", "Bo", may_introduce=True, month=NOW)
    secret = recovery.support_secret(root_of("Ana"))
    blob = support.seal(secret, key_of("Bo"), made, agreed(made, "Bo"), bytes(24))
    blobs = support.fill((blob,), chance_of("blobs"))
    book = after(
        held("Teo", book=met("Ana", mark=NAMED)), shown("Bo", "Teo", month=NOW, blobs=blobs), month=NOW
    )
    assert key_of("Bo") not in book.contacts
    assert f"Ana vouches for Bo (as Ana says) ({THIS})." in traced(book)
    lines = traced(book, "--without", "bo")
    assert lines == [LEFT.format("Bo (as Ana says)"), NOBODY]


# Who is meant


def test_first_stands_how_their_card_came(tmp_path):
    first = device_of(tmp_path, held("Teo")).tell("trace", "Teo").splitlines()[0]
    assert first.startswith("You only hold the card (")
    first = device_of(tmp_path, met("Teo")).tell("trace", "Teo").splitlines()[0]
    assert first.startswith("You met, by a code and words (")


def test_where_the_clock_is_behind_no_month_is_named(tmp_path):
    book = given(met("Teo", book=trusting("Ana")))
    lines = device_of(tmp_path, book, NOW + 1).tell("trace", "Teo").splitlines()
    assert lines[:2] == [
        "You met, by a code and words (month not known).",
        "You vouch for Teo (month not known), who has not agreed yet.",
    ]
    assert "Ana vouches for Teo (month not known)." in lines
    assert THIS not in " ".join(lines)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("Nobody",), 1, "You hold no card of “Nobody”."),
        (("Teo", "--without", "Nobody"), 1, "You hold no card of “Nobody”."),
        ((), 2, "Name a person, or a file with --graph."),
        (("Teo", "--graph", "network.json"), 2, "Name a person, or a file with --graph."),
        (("Teo", "--svg", "there/is/no/such.svg"), 1, "There is no “there/is/no”."),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(tmp_path, arguments, code, said):
    answer = device_of(tmp_path, trusting("Ana")).run("trace", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_a_network_in_a_file_is_answered_without_a_vault(tmp_path):
    network = ROOT / "tests/vectors/routes/routes.json"
    mine = device_of(tmp_path, Book(ME))
    mine.use("this opens nothing at all")
    assert mine.do("trace", "--graph", str(network))["cases"]


def test_a_mark_changes_the_next_answer_and_nothing_else(tmp_path):
    mine = device_of(tmp_path, with_shown(held("Teo", book=met("Ana")), "Ana Teo"))
    assert mine.do("trace", "Teo")["level"] == "none"
    mine.do("mark", "Ana", "word")
    answer = mine.do("trace", "Teo")
    assert (answer["level"], answer["routes"]) == ("one", [[key_of("Ana").hex()]])
    assert mine.do("mark", "Ana", "no")["marked"]["mark"] == "no"
    assert mine.do("trace", "Teo")["level"] == "none"
