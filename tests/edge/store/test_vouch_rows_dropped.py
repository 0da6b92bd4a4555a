"""What was dropped of others' word is in neither save (spec 11.3, 15.8)."""

import pytest

from p2pcard.core.book.settings import Retention, Settings
from p2pcard.core.statements.bundle import Shown, write
from p2pcard.service.book_store import BookStore
from p2pcard.service.vouching import Vouching
from tests.keepers import calendar_at
from tests.peers import MONTH, chance_of
from tests.vaults import back, create, reopen
from tests.vouchers import (
    WORD,
    after,
    dead,
    held,
    key_of,
    met,
    shown,
    vouch_by,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("stretched_once")


def images(folder):
    """What both saves keep, in the clear."""
    found = []
    for again in (reopen, back):
        with again(folder) as opened:
            found.append(opened._opened.image)
    return found


def traces(folder, *statements):
    """How many of these signatures stand in each save."""
    return [sum(each.signature in image for each in statements) for image in images(folder)]


ITEMS = [shown(by, "Teo") for by in ("Ana", "Ben")]


def vouching(made, month=MONTH):
    return Vouching(BookStore(made, calendar_at(month), chance_of("me")))


def town():
    return held("Teo", book=met("Ana", "Ben", mark=WORD))


def test_a_vouch_between_others_that_was_taken_back_is_in_neither_save(folder):
    with create(folder, town()) as made:
        vouching(made).take_file(write(ITEMS))
        made.save(made.book.with_settings(Settings("es")), MONTH)
    assert traces(folder, ITEMS[0].vouch, ITEMS[0].acceptance) == [2, 2]
    with reopen(folder) as opened:
        vouching(opened).take_file(write([withdrawn("Ana", "Teo")]))
        assert opened.book.vouches.kept[key_of("Teo")].count == 2
    assert traces(folder, ITEMS[0].vouch, ITEMS[0].acceptance) == [0, 0]
    assert traces(folder, ITEMS[1].vouch, ITEMS[1].acceptance) == [2, 2]


@pytest.mark.parametrize("way", ["time", "dead", "forgotten at once", "declined"])
def test_neither_is_what_was_dropped_in_any_other_way(folder, way):
    book = after(town(), Shown(vouch_by("Ana", "me"), None)) if way == "declined" else town()
    gone = [vouch_by("Ana", "me")] if way == "declined" else [ITEMS[0].vouch]
    with create(folder, after(book, *ITEMS)) as made:
        made.save(made.book.with_settings(Settings("es")), MONTH)
        match way:
            case "time":
                vouching(made, MONTH + 2).settle()
            case "dead":
                vouching(made).take_file(write([dead("Ana")]))
            case "forgotten at once":
                vouching(made).remember(Retention.FORGET)
            case "declined":
                vouching(made).answer_vouch(key_of("Ana"), yes=False)
    assert traces(folder, *gone) == [0, 0]


def test_while_nothing_is_dropped_the_save_before_stays(folder):
    with create(folder, town()) as made:
        vouching(made).take_file(write(ITEMS))
    assert traces(folder, ITEMS[0].vouch) == [1, 0]
