"""Nothing of a book can be read on disk, what was forgotten is gone, and sizes tell little."""

import gc

import pytest

from p2pcard.core.book.book import How
from p2pcard.core.book.forgetting import forget
from p2pcard.core.book.settings import Settings
from p2pcard.core.formats import armor, sealed
from p2pcard.core.formats.sealed import SlotKind, What
from p2pcard.core.statements.card import Card
from p2pcard.edge.store import generations
from p2pcard.errors import CannotOpen, DamagedFile, NoVault, WrongPhrase
from p2pcard.service.cardholder import Cardholder
from tests.peers import MONTH, card_of, chance_of, seed_of
from tests.vaults import (
    CANARY,
    CANARY_SECRET,
    OTHER_PHRASE,
    PHRASE,
    ROOT,
    WATCH,
    back,
    book_of,
    canary_book,
    create,
    leaks,
    reopen,
)

pytestmark = pytest.mark.usefixtures("stretched_once")


def test_the_search_finds_each_canary_in_each_disguise(tmp_path):
    assert len(WATCH.forms) > 1000
    for number, form in enumerate(WATCH.forms):
        (tmp_path / "file").write_bytes(b"before %d " % number + form + b" after")
        assert leaks(tmp_path)


def test_nothing_can_be_read_after_any_way_of_writing(held, tmp_path):
    someone = card_of("Somebody Else")
    for write in (
        lambda: held.save(held.book.accept(someone, How.QR, MONTH, seed_of("s")), MONTH),
        lambda: held.save(book_of(0), MONTH),
        lambda: held.save(canary_book(), MONTH, erase_previous=True),
        lambda: held.rekey(OTHER_PHRASE, MONTH),
        lambda: held.write_backup(tmp_path / "backup"),
        held.close,
        lambda: generations.destroy(held.folder),
    ):
        write()
        assert leaks(tmp_path) == []


def test_a_confirmed_pair_secret_erases_the_older_ones_from_both_saves(held):
    key = next(key for key, contact in held.book.contacts.items() if contact.name == CANARY)
    newer = seed_of("newer")
    book = held.book.accept(held.book.contacts[key].cards[0], How.QR, MONTH, newer)
    held.save(book, MONTH)
    held.save(book.confirm(key, newer), MONTH, erase_previous=True)
    for name in (generations.VAULT, generations.PREVIOUS):
        container = sealed.read((held.folder / name).read_bytes(), What.VAULT)
        content = sealed.unseal(container, held._opened.keys.data_key)
        assert newer in content
        assert CANARY_SECRET not in content


def everything_openable(files, phrase_keys):
    """Return all that these files and slot keys give: data keys, and what they unseal among all files."""
    containers = [sealed.read(data, What.VAULT) for data in files]
    keys, contents = set(), []
    for container in containers:
        for slot_key in phrase_keys:
            try:
                keys.add(sealed.open_key(container.head, container.slot(SlotKind.PHRASE), slot_key))
            except CannotOpen:
                continue
    for container in containers:
        for key in keys:
            try:
                contents.append(sealed.unseal(container, key))
            except DamagedFile:
                continue
    return keys, contents


@pytest.mark.parametrize(
    "erase",
    [
        lambda held: held.save(held.book, MONTH, erase_previous=True),
        lambda held: held.rekey(OTHER_PHRASE, MONTH),
    ],
    ids=["save", "rekey"],
)
def test_a_deleted_person_cannot_be_had_from_the_disk_as_it_is_afterwards(held, erase):
    """The images before and after, both with the right phrase."""
    held.save(held.book.with_settings(Settings("es")), MONTH)
    paths = (held.folder / generations.VAULT, held.folder / generations.PREVIOUS)
    before = [path.read_bytes() for path in paths]
    old_keys = held._opened.keys
    key = next(key for key, contact in held.book.contacts.items() if contact.name == CANARY)
    held.save(forget(held.book, ROOT, key), MONTH)
    overwrite_only = [path.read_bytes() for path in paths]
    erase(held)
    after = [path.read_bytes() for path in paths]
    assert {path.name for path in held.folder.iterdir()} == {
        generations.VAULT,
        generations.PREVIOUS,
        generations.LOCK,
    }

    slot_keys = {old_keys.slot_key, held._opened.keys.slot_key}
    naive_keys, naive = everything_openable(overwrite_only, slot_keys)
    assert any(CANARY.encode() in content for content in naive)  # saving alone keeps the save before

    keys, contents = everything_openable(after, slot_keys)
    assert len(contents) == 2
    for content in contents:
        assert not any(form in content for form in (CANARY.encode(), CANARY_SECRET, key))
    old = {old_keys.data_key} | naive_keys
    assert keys.isdisjoint(old)
    for container in (sealed.read(data, What.VAULT) for data in before):
        for new_key in keys:
            with pytest.raises(DamagedFile):
                sealed.unseal(container, new_key)
    assert not any(old_key in content for old_key in old for content in contents)


def test_after_a_new_phrase_the_old_one_opens_neither_save(held):
    held.save(book_of(1), MONTH)
    held.rekey(OTHER_PHRASE, MONTH)
    held.close()
    for again in (reopen, back):
        with pytest.raises(WrongPhrase):
            again(held.folder, PHRASE)
        with again(held.folder, OTHER_PHRASE) as opened:
            assert (opened.book, opened.root()) == (book_of(1), ROOT)


def test_an_interrupted_erasing_is_finished_at_the_next_opening(held):
    old = (held.folder / generations.VAULT).read_bytes()
    held.save(held.book, MONTH, erase_previous=True)
    (held.folder / generations.PREVIOUS).write_bytes(old)  # as if power had gone between the two files
    held.close()
    reopen(held.folder).close()
    files = [(held.folder / name).read_bytes() for name in (generations.VAULT, generations.PREVIOUS)]
    assert files[0] == files[1] != old


def test_a_vault_with_nobody_and_one_with_fifty_people_have_the_same_size(tmp_path):
    sizes = set()
    for people in (0, 1, 50):
        with create(tmp_path / str(people), book_of(people)) as made:
            made.save(book_of(people).with_settings(Settings("es")), MONTH)
            made.write_backup(made.folder / "backup")
            sizes |= {path.stat().st_size for path in made.folder.iterdir() if path.name != generations.LOCK}
    assert sizes == {2**18 + 26 + 1 + 94 + 24 + 16}


def test_two_saves_of_one_book_share_no_block(held):
    def blocks():
        body = (held.folder / generations.VAULT).read_bytes()[26 + 1 + 94 :]
        return {body[place : place + 16] for place in range(0, len(body), 16)}

    first = blocks()
    held.save(held.book, MONTH)
    assert first.isdisjoint(blocks())


def test_destroy_leaves_only_what_is_not_the_vaults(held):
    (held.folder / "a photograph").write_bytes(b"mine")
    held.save(book_of(1), MONTH)
    held.close()
    generations.destroy(held.folder)
    assert [path.name for path in held.folder.iterdir()] == ["a photograph"]


def test_destroy_takes_an_empty_folder_with_it(held):
    held.close()
    generations.destroy(held.folder)
    assert not held.folder.exists()
    with pytest.raises(NoVault):
        generations.destroy(held.folder)


def test_nobodys_card_stays_in_memory_once_the_vault_is_locked(tmp_path):
    def held():
        return [each.name for each in gc.get_objects() if isinstance(each, Card) and each.name == CANARY]

    me = Cardholder(tmp_path, chance=chance_of("me"))
    me.create(PHRASE, Card("Ana"), low_memory=True)
    me.add(armor.to_text(bytes(card_of(CANARY))))
    assert me.search(CANARY, {}, {})
    assert held()
    me.lock()
    assert not held()
