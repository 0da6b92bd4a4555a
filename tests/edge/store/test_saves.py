"""A save is an image of a book: its tables are brought forward, and nothing of it is written by itself."""

import os
import resource
import sqlite3

import pytest

from p2pcard.core.book.forgetting import forget
from p2pcard.edge.store import rows, saves, vault, vouch_rows
from p2pcard.errors import (
    NewerFile,
    NewerVault,
)
from tests.full_books import everything
from tests.peers import MONTH
from tests.vaults import (
    CANARY,
    CANARY_SECRET,
    ROOT,
    book_of,
    create,
    reopen,
)


def in_a_child_that_cannot_write(story):
    """Run a story where not one byte can be written to any file; return whether it came through."""
    child = os.fork()
    if child == 0:
        came_through = False
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
            story()
            came_through = True
        finally:
            os._exit(0 if came_through else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def much_work(database):
    """Sort, index and repack far more rows than a cache holds."""
    database.execute("PRAGMA cache_size = 10")
    database.execute("CREATE TABLE many (value BLOB)")
    database.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
        " INSERT INTO many SELECT randomblob(600) FROM n"
    )
    database.execute("CREATE INDEX sorted ON many (value)")
    database.execute("SELECT value FROM many ORDER BY substr(value, 3)").fetchall()
    database.execute("VACUUM")


pytestmark = pytest.mark.usefixtures("stretched_once")


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


def test_every_column_that_all_migrations_make_is_read_or_is_of_a_key():
    with saves.database(saves.write(saves.Save(everything(), 1, MONTH))) as database:
        made = set(
            database.execute(
                "SELECT made.name, its.name FROM sqlite_master AS made, pragma_table_info(made.name) AS its"
                " WHERE made.type = 'table'"
            )
        )
        read = {(name, column) for name, table in vouch_rows.TABLES.items() for column in table.key}

        def note(action, table, column, *_):
            if action == sqlite3.SQLITE_READ:
                read.add((table, column))
            return sqlite3.SQLITE_OK

        database.set_authorizer(note)
        assert rows.book(database.execute) == everything()
        database.set_authorizer(None)
    assert read == made


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_the_database_never_writes_a_file_of_its_own():
    image = saves.migrated(b"")

    def as_the_vault_does():
        with saves.database(image) as database:
            much_work(database)

    def without_the_vaults_care():
        with saves.database(image) as database:
            database.execute("PRAGMA temp_store = FILE")
            much_work(database)

    assert in_a_child_that_cannot_write(as_the_vault_does)
    assert not in_a_child_that_cannot_write(without_the_vaults_care)


def test_what_was_deleted_is_overwritten_in_the_image(held):
    image = held._opened.image
    assert CANARY.encode() in image
    assert CANARY_SECRET in image
    key = next(key for key, contact in held.book.contacts.items() if contact.name == CANARY)
    held.save(forget(held.book, ROOT, key), MONTH)
    assert CANARY.encode() not in held._opened.image
    assert CANARY_SECRET not in held._opened.image
