"""A vault gives back what was saved, to whoever has the phrase, and to one window at a time."""

import subprocess
import sys

import pytest

from p2pcard.core import crypto
from p2pcard.edge import generations, rows, saves, vault
from p2pcard.errors import (
    NewerFile,
    NewerVault,
    NoVault,
    VaultBusy,
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


def test_a_keyring_does_not_show_its_keys(folder):
    with create(folder) as made:
        shown = repr(made._keys)
        assert repr(made._keys.data_key) not in shown
        assert repr(made._keys.slot_key) not in shown


def test_another_window_is_refused_with_code_3_until_the_first_closes(folder):
    with create(folder):
        with pytest.raises(VaultBusy) as refused:
            reopen(folder)
        assert refused.value.exit_code == 3
        with pytest.raises(VaultBusy):
            generations.destroy(folder)
    reopen(folder).close()


def test_another_process_is_refused_and_its_death_frees_the_vault(folder):
    create(folder).close()
    story = (
        "import pathlib, tests.vaults\n"
        f"held = tests.vaults.reopen(pathlib.Path({str(folder)!r}))\n"
        "print('open', flush=True)\n"
        "input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", story], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(VaultBusy):
            reopen(folder)
        other.kill()
        other.wait()
    reopen(folder).close()


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


def test_a_closed_vault_cannot_be_saved(folder):
    made = create(folder)
    made.close()
    made.close()
    with pytest.raises(AttributeError):
        made.save(book_of(1), MONTH)


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


def another_table(run):
    run("CREATE TABLE newer (id BLOB PRIMARY KEY)")
    run("INSERT INTO fact VALUES ('newest', 0)")


def test_tables_of_an_older_version_are_brought_forward_once_each():
    old = saves.migrated(b"")
    new = saves.migrated(old, (*rows.MIGRATIONS, another_table))
    assert new != old
    assert saves.migrated(new, (*rows.MIGRATIONS, another_table)) == new
    assert b"newest" in new


def test_tables_of_a_newer_version_are_refused(folder, tmp_path, monkeypatch):
    with monkeypatch.context() as tomorrow:
        tomorrow.setattr(saves.migrated, "__defaults__", ((*rows.MIGRATIONS, another_table),))
        with create(folder, book_of(1)) as made:
            made.write_backup(tmp_path / "backup")
    with pytest.raises(NewerVault):
        reopen(folder)
    with pytest.raises(NewerFile):
        vault.read_backup(tmp_path / "backup", ROOT)
