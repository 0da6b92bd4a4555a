"""Rows of the tables of memory and bundles in the specification, played on the program."""

import re
from dataclasses import replace

import pytest

from p2pcard.core.book import admission, receiving
from p2pcard.core.book.book import How
from p2pcard.core.book.receiving import NO_SENDER, Came
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.vouches import Confirmation
from p2pcard.core.statements.bundle import Item
from scripts.drawing.tables import SPEC, rows
from scripts.vectors.case import MONTH
from scripts.vectors.lives import Life, card_by, dead, key_of, known, root_of, shown, withdrawn
from tests.vector_files import vectors

LATER = MONTH + 2  # when what came two months before is forgotten
TEO = key_of("Teo")
ENTRY = rows("15.8.3", "the contact", "n")
CHOICES = rows("15.8.1", "choice", "the last month in which something is remembered")
LOOKS = {row["event"]: row["the device looks"] for row in rows("15.8.3", "event", "the device looks")}


def section(number):
    """What the specification says in one section, and in those below it."""
    text = SPEC.read_text(encoding="utf-8").partition(f"\n### {number} ")[2]
    return re.split(r"^##? |^### ", text, maxsplit=1, flags=re.MULTILINE)[0]


# What may enter (16.2)


def test_each_refusal_that_the_tables_of_what_may_enter_name_is_expected_by_a_vector():
    named = set(re.findall(r"`((?:[A-Z][a-z]+){2,})`", section("16.2"))) - {"OlderCard"}  # that one stays
    assert len(named) > 15
    assert named - {vector.expect for vector in vectors("receiving")} == set()


# What is remembered (15.8.1)

LAST = {"forget": MONTH - 1, "two-months": MONTH + 1, "until-expiry": MONTH + 13}


@pytest.mark.parametrize("row", CHOICES, ids=lambda row: row["choice"])
def test_others_vouches_are_remembered_as_long_as_the_table_says(row):
    kind = row["choice"].split("`")[1]
    for month in range(MONTH, MONTH + 15):
        life = known().remember(kind).take(shown("Ana", "Teo")).over(month)
        assert bool(life.book.vouches.shown) == (month <= LAST[kind])


# What is kept (15.8.3)


def three(*in_hand, month=MONTH):
    """A device that holds cards of Teo and of three people it marked, and was shown their vouches."""
    life = Life().hold("Ana", "Ben", "Eva", mark=1).hold("Teo", how=How.CARD_ONLY)
    return life.take(*(shown(name, "Teo") for name in in_hand), month=month)


def renamed(life, *items):
    """The same, where Teo is called Theo by now, and under that name vouched for or not."""
    life.take_card(card_by("Teo", "Theo", sequence=2), How.CARD_ONLY, LATER)
    return life.take(*items, month=LATER)


THEO = shown("Ana", "Teo", name="Theo", sequence=64 * LATER + 1, month=LATER)
LOST = withdrawn("Ana", "Teo")
LIVES: dict[tuple[str, str], list[tuple[Life, tuple[Item, ...]]]] = {
    ("is revoked", "any"): [(three("Ana"), (dead("Teo"),))],
    ("has no entry, or one under another name", "0"): [(three(), ()), (renamed(three("Ana")), ())],
    ("has no entry, or one under another name", "1 or more"): [
        (three().over(LATER), (shown("Ana", "Teo"),)),
        (renamed(three("Ana").over(LATER)), (THEO,)),
    ],
    ("has an entry", "at least its number, with the routes that are kept, all of them"): [
        (three("Ana", "Ben").over(LATER), (shown("Ana", "Teo"), shown("Ben", "Teo")))
    ],
    ("has an entry", "at least its number, otherwise"): [
        (three("Ana").over(LATER), (shown("Ben", "Teo"),)),
        (three("Ana").over(LATER), (shown("Ana", "Teo"), shown("Ben", "Teo"))),
    ],
    (
        "has an entry",
        "less than its number, at least one, and at least as many as are left with a last month not before "
        "this one",
    ): [(three("Ana", "Ben").over(LATER), (LOST, shown("Eva", "Teo")))],
    ("has an entry", "less than its number, otherwise"): [
        (three("Ana", "Ben").over(LATER), (shown("Eva", "Teo"),)),
        (three("Ana", "Ben").over(LATER), ()),
    ],
}


def in_hand(life):
    """The entry that only the vouches in hand would make: on a device that kept nothing before."""
    bare = replace(life.book, vouches=replace(life.book.vouches, kept={}))
    again = Life()
    again.book = bare
    return again.take(month=LATER).book.vouches.kept.get(TEO)


def expected(then, before, life):
    """The entry that the table's last column tells."""
    hand = in_hand(life)
    if then == "none":
        return None
    if then == "as before":
        return before
    if then == "n, this month, the routes in hand":
        return Confirmation(hand.name, len(hand.routes), LATER, hand.routes)
    if then == "number and month as before, the routes in hand":
        return replace(before, routes=hand.routes)
    assert then == "number and month as before, the routes that are left"
    gone = life.book.vouches.ended
    left = (route for route in before.routes if all(each.withdrawal not in gone for each in route.handles))
    return replace(before, routes=tuple(left))


@pytest.mark.parametrize("row", ENTRY, ids=lambda row: f"{row['the contact']}: {row['n']}")
def test_what_is_kept_of_vouches_becomes_what_the_table_says(row):
    for life, items in LIVES[row["the contact"], row["n"]]:
        before = life.book.vouches.kept.get(TEO)
        life.take(*items, month=LATER)
        assert life.book.vouches.kept.get(TEO) == expected(row["the entry then"], before, life)


def test_each_row_of_what_is_kept_is_played():
    assert [(row["the contact"], row["n"]) for row in ENTRY] == list(LIVES)


# When a device looks (15.8.3)

OLD = b"\1" * 32  # a handle that goes when the device looks
ANA = key_of("Ana")


def marking(wanted):
    return lambda book: admission.mark(book, book.contacts[ANA], wanted, MONTH)


HAPPENING = {
    "all items of a bundle (8.5), or of all bundles of a round (7.9), were taken": lambda book: (
        receiving.take(book, (), Came(NO_SENDER, MONTH))[0]
    ),
    "a mark is given or raised": marking(Mark.THOSE_THEY_NAME),
    "a mark is lowered, also as 17 says": marking(Mark.NO),
    "a contact takes another name": lambda book: book.accept(
        card_by("Ana", "Anna", sequence=2), How.CARD_ONLY, MONTH
    ),
    "I end a circle": lambda book: admission.leave(book, root_of("me"), "street", MONTH, forget=False),
}


@pytest.mark.parametrize("event", HAPPENING)
def test_a_device_looks_at_what_it_keeps_when_the_table_says_so(event):
    book = known().circle("street", 2, 3, 2).book
    book = replace(book, vouches=replace(book.vouches, ended={OLD: MONTH - 26}))
    looked = OLD not in HAPPENING[event](book).vouches.ended
    assert LOOKS[event].split(",")[0] == ("yes" if looked else "no")
