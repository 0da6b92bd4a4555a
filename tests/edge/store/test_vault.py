"""A vault gives back what was saved, under its phrase, and to one window at a time."""

import subprocess
import sys

import pytest

from p2pcard.core.formats import crypto
from p2pcard.edge.store import generations, vault
from p2pcard.errors import (
    Locked,
    NoVault,
    VaultExists,
    WeakPhrase,
    WrongPhrase,
)
from tests.peers import MONTH, card_of
from tests.vaults import OTHER_PHRASE, ROOT, book_of, create, files, reopen

pytestmark = pytest.mark.usefixtures("stretched_once")


def test_a_new_vault_is_at_its_first_save_and_opens_with_its_phrase(folder):
    with create(folder, book_of(2)) as made:
        assert (made.save_number, made.last_month, made.root()) == (1, MONTH, ROOT)
    with reopen(folder, "  ONE twó three\tfour five  six ") as opened:
        assert opened.book == book_of(2)
        assert (opened.save_number, opened.last_month, opened.root()) == (1, MONTH, ROOT)


def test_a_save_counts_up_and_keeps_the_save_before_beside_it(folder):
    with create(folder) as made:
        first = files(folder)[generations.VAULT]
        made.save(book_of(1), MONTH + 1)
        assert (made.book, made.save_number, made.last_month) == (book_of(1), 2, MONTH + 1)
    assert files(folder)[generations.PREVIOUS] == first
    with reopen(folder) as opened:
        assert (opened.book, opened.save_number, opened.last_month) == (book_of(1), 2, MONTH + 1)


def test_everything_is_for_its_owner_alone(folder):
    with create(folder) as made:
        made.save(book_of(1), MONTH)
        made.write_backup(folder / "backup")
    assert [path.name for path in folder.iterdir() if path.stat().st_mode & 0o77] == []
    assert folder.stat().st_mode & 0o77 == 0


def test_no_vault_is_a_refusal_that_makes_nothing(folder):
    with pytest.raises(NoVault):
        reopen(folder)
    assert not folder.exists()


def test_a_vault_is_never_written_over(folder):
    create(folder, book_of(1)).close()
    held = files(folder)
    with pytest.raises(VaultExists):
        create(folder, book_of(2))
    assert files(folder) == held


def test_a_weak_phrase_makes_no_vault_and_changes_none(folder):
    with pytest.raises(WeakPhrase):
        create(folder, phrase="too short")
    assert not folder.exists()
    with create(folder) as made:
        held = files(folder)
        with pytest.raises(WeakPhrase):
            made.rekey("too short", MONTH)
        assert files(folder) == held


def test_a_wrong_phrase_opens_nothing_and_changes_nothing(folder):
    with create(folder) as made:
        made.save(book_of(1), MONTH)
    held = files(folder)
    for wrong in ("", "one two three four five", OTHER_PHRASE):
        with pytest.raises(WrongPhrase):
            reopen(folder, wrong)
    assert files(folder) == held
    reopen(folder).close()


def test_a_wrong_phrase_is_paid_for_once(folder, monkeypatch):
    with create(folder) as made:
        made.save(book_of(1), MONTH)
    paid = []
    stretch = crypto.stretch

    def paying(*asked):
        paid.append(asked)
        return stretch(*asked)

    monkeypatch.setattr(crypto, "stretch", paying)
    with pytest.raises(WrongPhrase):
        reopen(folder, OTHER_PHRASE)
    assert len(paid) == 1


@pytest.mark.parametrize("begin", ["create", "reopen"])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes no core dumps")
def test_whoever_has_a_vault_open_leaves_no_memory_on_disk(folder, begin):
    if begin == "reopen":
        create(folder).close()
    story = (
        "import pathlib, resource, tests.vaults\n"
        f"held = tests.vaults.{begin}(pathlib.Path({str(folder)!r}))\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    told = subprocess.run([sys.executable, "-c", story], check=True, capture_output=True, text=True)
    assert told.stdout == "(0, 0)\n"


def test_a_closed_vault_is_locked_for_everybody_who_still_holds_it(folder, tmp_path):
    made = create(folder)
    made.close()
    made.close()
    for act in (
        lambda: made.book,
        lambda: made.last_month,
        made.root,
        lambda: made.save(book_of(1), MONTH),
        lambda: made.write_backup(tmp_path / "copy"),
    ):
        with pytest.raises(Locked):
            act()
    assert not (tmp_path / "copy").exists()


def test_a_backup_gives_the_book_back_without_pair_secrets(folder, tmp_path):
    path = tmp_path / "a backup"
    with create(folder, book_of(3).with_own("neighbours", card_of("me"))) as made:
        made.write_backup(path)
        made.write_backup(path)
        expected = made.book
    restored = vault.read_backup(path, ROOT).book
    assert [contact.secrets for contact in restored.contacts.values()] == [()] * 3
    assert restored.own == expected.own
    assert restored.settings == expected.settings
    for key, contact in restored.contacts.items():
        assert (contact.cards, contact.provenance) == (
            expected.contacts[key].cards,
            expected.contacts[key].provenance,
        )
