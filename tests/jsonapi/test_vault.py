"""The vault, and who I am, as programs are told of it."""

from pathlib import Path

import pytest

from p2pcard.core.book.settings import Retention
from p2pcard.jsonapi import vault
from tests.schema import fits
from tests.vouchers import ME, key_of, met

BOOK = met("Ana", "Bo")


def test_what_is_back_is_told_with_who_has_to_be_told():
    told = vault.answer_restored(Path("copy"), 2, [BOOK.contacts[key_of("Ana")]], same_identity=False)
    assert fits("answer-restore", told)
    assert told == {
        "restored": "copy",
        "same_identity": False,
        "people": 2,
        "tell": [{"id": key_of("Ana").hex(), "name": "Ana"}],
    }


def test_the_save_before_has_no_file():
    told = vault.answer_restored(None, 0, [], same_identity=True)
    assert fits("answer-restore", told)
    assert told["restored"] == "previous"


@pytest.mark.parametrize("words", [None, ("abandon",) * 12])
def test_the_words_of_a_copy_are_told_only_where_there_are_any(words):
    told = vault.answer_backup(Path("copy"), words)
    assert fits("answer-backup", told | {"words": [*words] if words else None})
    assert told["words"] == words


@pytest.mark.parametrize("retention", Retention)
def test_how_long_words_are_remembered_is_told_by_its_name(retention):
    told = vault.answer_memory(retention)
    assert fits("answer-settings-memory", told)
    assert told == {"memory": retention.value}


def test_who_begins_anew_is_told_who_they_are_and_how_many_they_hold():
    told = vault.answer_begun_anew(BOOK)
    assert fits("answer-revoke", told)
    assert told == {"begun_anew": {"id": ME.hex(), "people": 2}}


def test_what_is_only_done_says_so():
    assert fits("answer-passphrase", vault.answer_changed())
    assert fits("answer-wipe", vault.answer_wiped())
