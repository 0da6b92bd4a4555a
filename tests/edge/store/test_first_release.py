"""What the first release wrote opens whole, and the first release refuses what this one writes.

The vault and the backup in `first-release` were written by its program: everything that a book can hold,
and every setting, each of which was a text then.
"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from p2pcard.core.book import retention
from p2pcard.core.book.settings import Lost, Retention, Settings
from p2pcard.core.book.tally import Tally
from p2pcard.core.book.vouches import Withdrawn
from p2pcard.core.formats import sealed
from p2pcard.edge.store import generations, rows, saves, vouch_rows
from p2pcard.edge.store.generations import VAULT
from p2pcard.edge.store.saves import Save
from p2pcard.edge.store.vault import read_backup
from p2pcard.errors import NewerFile, WrongPhrase
from p2pcard.service.cardholder import Cardholder
from tests.full_books import everything
from tests.peers import MONTH, chance_of
from tests.vaults import PHRASE, back, create, reopen
from tests.vouchers import ROOT, card_by

pytestmark = pytest.mark.usefixtures("stretched_once")

WRITTEN = Path(__file__).parent / "first-release"
SETTINGS = Settings("es", Retention.UNTIL_EXPIRY, True, Tally(227, 2), Lost(680, 681, 682, 3))
BOOK = replace(everything().with_own("card", card_by("me")), settings=SETTINGS)
FIRST_VERSION = 3  # of the tables in the first release


@pytest.fixture
def old(folder):
    """A folder with the vault of the first release."""
    folder.mkdir(parents=True)
    shutil.copy(WRITTEN / VAULT, folder / VAULT)
    return folder


def image_in(folder, **which):
    """What the save in a folder keeps, in the clear, as it would be saved again."""
    with reopen(folder, **which) as opened:
        return opened._opened.image


def test_its_vault_opens_with_all_that_was_in_it(old):
    with reopen(old) as opened:
        assert opened.book == BOOK
        assert list(opened.book.contacts) == list(BOOK.contacts)
        assert (opened.save_number, opened.last_month, opened.root()) == (1, MONTH, ROOT)


def test_opening_it_writes_nothing_and_the_next_save_writes_the_new_tables(old):
    before = (old / VAULT).read_bytes()
    with reopen(old) as opened:
        assert (old / VAULT).read_bytes() == before
        opened.save(opened.book.with_settings(replace(SETTINGS, language="en")), MONTH)
    with reopen(old) as opened:
        assert opened.book == BOOK.with_settings(replace(SETTINGS, language="en"))
    with back(old) as opened:
        assert opened.book == BOOK


def test_after_that_no_text_of_the_old_settings_is_in_it(old):
    with reopen(old) as opened:
        opened.save(opened.book, MONTH)
    image = image_in(old)
    for text in (b"lost-vouches", b"680 681 682 3", b"brought-through", b"recovery-words-known"):
        assert text not in image


def test_a_vault_without_any_setting_of_its_own_opens_with_none():
    image = saves.migrated(b"", rows.MIGRATIONS[:FIRST_VERSION])
    with saves.database(image) as database:
        for name, value in (("me", b"me"), ("number", 1), ("month", MONTH)):
            database.execute(*rows.fact(name, value))
        image = database.serialize()
    assert saves.read(saves.migrated(image)).book.settings == Settings()


def tables_in(image):
    """The tables of an image, each with the text that made it."""
    with saves.database(image) as database:
        return dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))


def test_its_tables_become_those_of_a_new_vault(old):
    assert tables_in(image_in(old)) == tables_in(saves.migrated(b""))


@pytest.fixture
def one_more_column(monkeypatch):
    """A later version, whose own withdrawals say one thing more."""

    def fifth(run):
        run("ALTER TABLE withdrawn ADD COLUMN told INTEGER NOT NULL DEFAULT 0")

    now = vouch_rows.TABLES["withdrawn"]
    later = now._replace(
        cells=(*now.cells, "told"), rows=lambda book: ((key, (*cells, 1)) for key, cells in now.rows(book))
    )
    monkeypatch.setattr(vouch_rows, "TABLES", {**vouch_rows.TABLES, "withdrawn": later})
    monkeypatch.setattr(saves.migrated, "__defaults__", ((*rows.MIGRATIONS, fifth),))


@pytest.mark.usefixtures("one_more_column")
def test_a_column_that_a_later_version_adds_comes_to_a_new_vault_and_to_that_one(old, tmp_path):
    more = Withdrawn(bytes(32), MONTH)
    book = replace(BOOK, vouches=replace(BOOK.vouches, withdrawn=(*BOOK.vouches.withdrawn, more)))
    create(tmp_path / "new", BOOK).close()
    for folder, told in ((tmp_path / "new", 1), (old, 0)):
        with reopen(folder) as opened:
            assert opened.book == BOOK
            opened.save(book, MONTH)
        with reopen(folder) as opened:
            assert opened.book == book
        with saves.database(image_in(folder)) as database:
            written = database.execute("SELECT told FROM withdrawn ORDER BY place").fetchall()
        assert written == [(told,)] * len(BOOK.vouches.withdrawn) + [(1,)]


def test_its_backup_restores(tmp_path):
    saved = read_backup(WRITTEN / "copy.p2pcard", ROOT)
    assert saved == Save(retention.to_copy(BOOK), 1, MONTH)
    me = Cardholder(tmp_path / "home", chance=chance_of("restored"), clock=lambda: MONTH)
    me.restore(WRITTEN / "copy.p2pcard", ROOT, PHRASE, taken=False, low_memory=True)
    assert me.book.contacts == saved.book.contacts
    assert me.book.circles == BOOK.circles
    assert me.book.settings == replace(SETTINGS, lost=Lost(680, MONTH, MONTH, 4), profile="")
    me.lock()


def test_the_first_release_refuses_what_this_one_saved_as_newer(old):
    with reopen(old) as opened:
        opened.save(opened.book, MONTH)
    image = image_in(old)
    with saves.database(image) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (FIRST_VERSION + 2,)
    with pytest.raises(NewerFile):  # what its own check comes to, with the tables that it knows
        saves.migrated(image, rows.MIGRATIONS[:FIRST_VERSION])


@pytest.mark.parametrize("phrase", ["don’t tell the grey cat", "\ufeffa kettle of seven lanterns"])
def test_a_phrase_with_a_sign_that_older_programs_did_not_look_past_still_opens_their_vaults(folder, phrase):
    with create(folder) as opened:
        keys, image = opened._opened.keys, opened._opened.image
    older = replace(keys, slot_key=sealed.phrase_key(phrase.encode(), keys.lock))
    (folder / VAULT).write_bytes(older.seal(image, chance_of("older")))
    with reopen(folder, phrase) as opened:
        assert opened.save_number == 1
        opened.save(opened.book, MONTH)
    with reopen(folder, phrase) as opened:
        assert opened.save_number == 2
    with pytest.raises(WrongPhrase):
        generations.unlock(folder, phrase + " and another")
