"""What a vault keeps beside cards: all of it comes back, row by row, and what was dropped is nowhere."""

from dataclasses import fields, replace

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from p2pcard.core.book.book import Book
from p2pcard.core.book.circles import Circle, Place, Rule
from p2pcard.core.book.introductions import Introductions
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.settings import Settings
from p2pcard.core.book.tally import Tally
from p2pcard.core.book.vouches import Confirmation, KeptRoute, SupersededVouch, Vouches, Withdrawn
from p2pcard.core.formats import recovery, sealed
from p2pcard.core.formats.sealed import What
from p2pcard.edge.store import disk, generations, rows, saves, vouch_rows
from p2pcard.edge.store.keyring import Keyring
from p2pcard.edge.store.saves import Save
from p2pcard.edge.store.vault import read_backup
from p2pcard.errors import NewerFile
from tests.full_books import BLOBS, HANDLES, KEYS, NAMES, everything, held_of, offer_of
from tests.peers import MONTH, chance_of
from tests.vaults import PHRASE, ROOT, back, create, reopen
from tests.vouchers import (
    ME,
    card_by,
    dead,
)

pytestmark = pytest.mark.usefixtures("stretched_once")


def test_a_book_with_everything_in_it_survives_saving_and_opening(folder):
    with create(folder, everything()) as made:
        assert made.book == everything()
        made.save(made.book.with_settings(Settings("es")), MONTH)
        made.save(everything(), MONTH)
    with reopen(folder) as opened:
        assert opened.book == everything()
        assert list(opened.book.contacts) == list(everything().contacts)
        opened.save(opened.book, MONTH, erase_previous=True)
    with back(folder) as opened:
        assert opened.book == everything()


def test_no_table_is_without_a_row_then():
    changed = {command.split()[4] for command, _ in rows.changes(None, everything())}
    assert changed >= vouch_rows.TABLES.keys()
    assert len(vouch_rows.TABLES) == 11


def test_the_tables_that_all_migrations_make_are_those_that_rows_are_written_to():
    with saves.database(saves.migrated(b"")) as database:
        for name, table in vouch_rows.TABLES.items():
            made = database.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
            keys = [(column, place) for place, column in enumerate(table.key, 1)]
            assert made == [*keys, *((column, 0) for column in table.cells)]


# Row by row


@st.composite
def books(draw):
    """A book with by chance this and that in it."""

    def some(values):
        return draw(st.lists(st.sampled_from(values), unique=True, max_size=3))

    def mapping(keys, values):
        return draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(values), max_size=3))

    handles = [each.withdrawal for each in HANDLES]
    routes = [
        (),
        (KeptRoute(MONTH, HANDLES[:2]),),
        (KeptRoute(MONTH, HANDLES[2:3]), KeptRoute(9, HANDLES[3:])),
    ]
    kept = [Confirmation(name, 2, MONTH, each) for name in ("Eva", "Leo") for each in routes]
    said = Vouches(
        given={KEYS[0]: GIVEN[: draw(st.integers(1, 4))]} if draw(st.booleans()) else {},
        mine={each.says.by: each for each in some(MINE)},
        shown={KEYS[2]: tuple(some(SHOWN))} if draw(st.booleans()) else {},
        past={key: frozenset(some(PAST[key])) for key in some(KEYS[:2])},
        kept=mapping(KEYS, kept),
        ended=mapping(handles, [MONTH, MONTH + 1]),
        withdrawn=tuple(some([Withdrawn(each, MONTH) for each in handles])),
        revoked={each.author: each for each in some(DEAD)},
    )
    said = replace(said, shown={key: each for key, each in said.shown.items() if each})
    said = replace(said, past={key: each for key, each in said.past.items() if each})
    places = [Place(MONTH), Place(MONTH + 1), Place(MONTH, founder=True)]
    names = draw(st.lists(st.sampled_from(["street", "clinic"]), unique=True))
    circles = {
        name: Circle(draw(st.sampled_from([Rule(), Rule(1, 1, 1)])), mapping(KEYS, places)) for name in names
    }
    offers = Introductions(tuple(some(OFFERS[:3])), tuple(some(OFFERS[3:])))
    return Book(ME, vouches=said, introductions=offers, circles=circles, former=tuple(some(DEAD)))


GIVEN = tuple(held_of("me", "Ana", sequence=each, yes=each % 2 == 0) for each in range(1, 5))
MINE = [held_of("Ana", "me"), held_of("Ben", "me", yes=False), held_of("Ben", "me", blobs=BLOBS)]
SHOWN = [held_of(by, "Eva", sequence=each) for by in ("Ana", "Ben") for each in (1, 2)]
PAST = {
    key: [SupersededVouch(by, key, each, MONTH, 9) for by in KEYS[2:] for each in HANDLES[:2]]
    for key in KEYS[:2]
}
DEAD = [dead(name) for name in NAMES]
OFFERS = [
    *(offer_of("Ana", "me", "Yan", 1, yes=yes) for yes in (True, False)),
    offer_of("Ben", "me", "Yan", 2, yes=False),
    *(offer_of("me", to, of, 3, yes=False) for to, of in (("Ana", "Ben"), ("Ben", "Ana"))),
]


@settings(max_examples=60, deadline=None)
@drawn(books(), books())
def test_changes_turn_any_book_into_any_other(one, other):
    image = saves.write(Save(one, 1, MONTH))
    assert saves.read(image).book == one
    changed = saves.follow(image, one, Save(other, 1, MONTH))
    assert saves.read(changed).book == other
    assert list(rows.changes(other, saves.read(changed).book)) == []


def test_where_one_thing_changes_one_row_does():
    book = everything()
    said = book.vouches
    less = {key: each for key, each in said.mine.items() if key != KEYS[1]}
    for changed in (
        replace(book, vouches=replace(said, ended={**said.ended, bytes(32): MONTH})),
        replace(book, vouches=replace(said, mine=less)),
        replace(book, vouches=said.with_mine(replace(said.mine[KEYS[0]], acceptance=None))),
        replace(book, circles={**book.circles, "clinic": Circle()}),
        replace(book, vouches=replace(said, past={KEYS[2]: said.past[KEYS[2]]})),
        replace(book, former=book.former[:1]),
        book.with_settings(Settings()),
        book.with_contact(replace(book.contacts[KEYS[1]], mark=Mark.NO)),
    ):
        assert len(list(rows.changes(book, changed))) == 1
    assert list(rows.changes(book, everything())) == []


def each_alone(old, new):
    """One thing or the other with each of its fields alone taken from the other of the two."""
    for one, other in ((old, new), (new, old)):
        for each in fields(one):
            yield one, replace(one, **{each.name: getattr(other, each.name)})


def test_each_part_of_a_book_that_alone_changed_is_saved():
    empty, full = Book(bytes(32)), everything().with_own("card", card_by("me"))
    stories = [*each_alone(empty, full)]
    for part in ("vouches", "introductions"):
        for old, new in each_alone(getattr(empty, part), getattr(full, part)):
            stories.append((replace(full, **{part: old}), replace(full, **{part: new})))
    for book, changed in stories:
        assert changed != book
        image = saves.follow(saves.write(Save(book, 1, MONTH)), book, Save(changed, 2, MONTH))
        assert saves.read(image).book == changed


# From before there were vouches


COPIED = {
    "SELECT * FROM fact": "INSERT INTO fact VALUES (?, ?)",
    "SELECT * FROM own": "INSERT INTO own VALUES (?, ?, ?)",
    "SELECT number, key, how, month, first, by FROM contact": "INSERT INTO contact VALUES (?, ?, ?, ?, ?, ?)",
    "SELECT * FROM card": "INSERT INTO card VALUES (?, ?, ?)",
    "SELECT * FROM secret": "INSERT INTO secret VALUES (?, ?, ?, ?)",
}


def first_version(book):
    """The image of a book as version 1 of the tables had it."""
    image = saves.write(Save(replace(book, vouches=Vouches()), 3, MONTH))
    old = saves.database(saves.migrated(b"", rows.MIGRATIONS[:1]))
    with saves.database(image) as new, old as database:
        for read, put in COPIED.items():
            database.executemany(put, new.execute(read).fetchall())
        database.execute("INSERT INTO setting VALUES ('language', 'es')")
        assert database.execute("PRAGMA user_version").fetchone() == (1,)
        return database.serialize()


def bare(book):
    """The book as it was before there were vouches."""
    plain = {
        key: replace(each, mark=Mark.NO, brought=Tally(), delivered=Tally())
        for key, each in book.contacts.items()
    }
    return Book(book.me, book.own, plain, Settings("es"))


def test_a_vault_from_before_there_were_vouches_opens_and_goes_on(folder):
    old = first_version(everything().with_own("card", card_by("me")))
    keys = Keyring.make(PHRASE, sealed.LOW_MEMORY, chance_of("keys"))
    with saves.database(old) as database:
        database.execute(*rows.fact("root", keys.seal_root(ROOT, chance_of("root"))))
        image = database.serialize()
    disk.make_folder(folder)
    disk.replace({folder / generations.VAULT: keys.seal(image, chance_of("seal"))})
    with reopen(folder) as opened:
        assert opened.book == bare(everything()).with_own("card", card_by("me"))
        assert (opened.save_number, opened.last_month, opened.root()) == (3, MONTH, ROOT)
        opened.save(everything(), MONTH)
    with reopen(folder) as opened:
        assert opened.book == everything()
    with back(folder) as opened:
        assert opened.book == bare(everything()).with_own("card", card_by("me"))


def test_a_vault_with_newer_tables_is_refused():
    with saves.database(saves.write(Save(Book(ME), 1, MONTH))) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (5,)
        database.execute("PRAGMA user_version = 6")
        image = database.serialize()
    with pytest.raises(NewerFile):
        saves.migrated(image)


# From before anything took the place of a vouch


def test_a_vault_of_the_second_version_opens_with_all_that_was_in_it():
    book = replace(everything(), vouches=replace(everything().vouches, past={}), settings=Settings())
    with saves.database(saves.write(Save(book, 1, MONTH))) as database:
        database.execute("DROP TABLE past")
        database.execute("DROP TABLE settings")
        database.execute("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        database.execute("PRAGMA user_version = 2")
        image = database.serialize()
    assert saves.read(saves.migrated(image)).book == book


# A backup


def test_a_backup_keeps_all_but_pair_secrets_what_others_showed_and_what_is_sealed(folder, tmp_path):
    with create(folder, everything()) as made:
        made.write_backup(tmp_path / "copy")
    book = everything()
    contacts = {key: replace(each, secrets=()) for key, each in book.contacts.items()}
    bare = replace(book.vouches.without_blobs(), shown={}, past={})
    saved = replace(book, contacts=contacts, vouches=bare)
    assert read_backup(tmp_path / "copy", ROOT) == Save(saved, 1, MONTH)


def test_in_a_backup_there_is_no_byte_of_what_it_does_not_keep(folder, tmp_path):
    with create(folder, everything()) as made:
        made.write_backup(tmp_path / "copy")
    container = sealed.read((tmp_path / "copy").read_bytes(), What.BACKUP)
    slot = container.slots[0]
    data_key = sealed.open_key(container.head, slot, recovery.backup_key(ROOT))
    image = sealed.unseal(container, data_key)
    assert bytes(held_of("me", "Leo").statement) in image
    for each in everything().vouches.shown[KEYS[2]]:
        assert each.statement.signature not in image
    assert bytes(range(32)) not in image
    assert not any(blob in image for blob in BLOBS)
