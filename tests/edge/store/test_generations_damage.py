"""A vault or a backup that is not as it was written is refused, and the save before still opens."""

import pytest

from p2pcard.core.formats import sealed
from p2pcard.core.formats.sealed import What
from p2pcard.edge.store import generations, vault
from p2pcard.errors import (
    BackupOfSomebodyElse,
    DamagedFile,
    DamagedOnlySave,
    DamagedVault,
    NewerFile,
    NewerVault,
    NoPreviousSave,
    NotASealedFile,
    SomethingElseThere,
    VaultExists,
    WrongPhrase,
)
from tests.peers import MONTH
from tests.vaults import OTHER_PHRASE, PHRASE, ROOT, back, book_of, create, files, reopen

pytestmark = pytest.mark.usefixtures("stretched_once")


def altered(data, place):
    return data[:place] + bytes((data[place] ^ 1,)) + data[place + 1 :]


def newer(data):
    return data[:8] + b"\x02" + data[9:]


# One place in each region: magic, version, what, store id, slots, kind, memory, passes, salt, nonce,
# sealed key, body's nonce, body at its start, middle and end
REGIONS = [0, 8, 9, 12, 26, 27, 30, 32, 40, 60, 90, 130, 146, 100_000, -1]


@pytest.mark.parametrize("place", REGIONS)
def test_a_vault_changed_anywhere_is_refused_and_the_save_before_opens(folder, place):
    with create(folder) as made:
        made.save(book_of(1), MONTH)
        made.save(book_of(2), MONTH)
    good = files(folder)
    place = place % len(good[generations.VAULT])
    (folder / generations.VAULT).write_bytes(altered(good[generations.VAULT], place))
    bad = files(folder)
    with pytest.raises(NewerVault if place == 8 else DamagedVault):
        reopen(folder)
    assert files(folder) == bad
    with back(folder) as opened:
        assert (opened.book, opened.save_number) == (book_of(1), 2)
    with reopen(folder) as opened:
        assert opened.book == book_of(1)


@pytest.mark.parametrize("keep", [0, 7, 26, 100, 150, 5000, -1])
def test_a_truncated_vault_is_refused_and_the_save_before_opens(folder, keep):
    with create(folder, book_of(1)) as made:
        made.save(book_of(2), MONTH)
    path = folder / generations.VAULT
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(DamagedVault):
        reopen(folder)
    with back(folder) as opened:
        assert opened.book == book_of(1)


def test_a_missing_last_save_leaves_the_one_before(folder):
    with create(folder, book_of(1)) as made:
        made.save(book_of(2), MONTH)
    (folder / generations.VAULT).unlink()
    with pytest.raises(DamagedVault):
        reopen(folder)
    with pytest.raises(VaultExists):
        create(folder)
    with back(folder) as opened:
        assert opened.book == book_of(1)


def test_a_damaged_only_save_says_so(folder):
    create(folder).close()
    path = folder / generations.VAULT
    path.write_bytes(altered(path.read_bytes(), 5000))
    with pytest.raises(DamagedOnlySave):
        reopen(folder)
    with pytest.raises(NoPreviousSave):
        back(folder)


def test_a_save_before_that_is_damaged_is_not_gone_back_to(folder):
    with create(folder) as made:
        made.save(book_of(1), MONTH)
    for place in (40, 5000):
        path = folder / generations.PREVIOUS
        path.write_bytes(altered(path.read_bytes(), place))
        with pytest.raises(NoPreviousSave):
            back(folder)
    with reopen(folder) as opened:
        assert opened.book == book_of(1)


def without_a_phrase(data):
    """The file as it would be if only recovery words opened it."""
    container = sealed.read(data, What.VAULT)
    slots = tuple(slot._replace(lock=sealed.RECOVERY) for slot in container.slots)
    return bytes(container._replace(slots=slots))


@pytest.mark.parametrize("look", [reopen, generations.refuse_if_damaged])
def test_a_save_that_no_phrase_can_open_is_a_damaged_one(folder, look):
    with create(folder) as made:
        made.save(book_of(1), MONTH)
    last, before = folder / generations.VAULT, folder / generations.PREVIOUS
    last.write_bytes(without_a_phrase(last.read_bytes()))
    with pytest.raises(DamagedVault) as refused:
        look(folder)
    assert not isinstance(refused.value, DamagedOnlySave)
    before.write_bytes(last.read_bytes())
    with pytest.raises(DamagedOnlySave):
        look(folder)
    with pytest.raises(NoPreviousSave):
        back(folder)


@pytest.mark.parametrize("place", [9, 90, 5000])
def test_nobody_is_sent_back_to_a_save_whose_body_is_damaged_too(folder, place):
    with create(folder) as made:
        made.save(book_of(1), MONTH)
    for name, at in ((generations.VAULT, place), (generations.PREVIOUS, 5000)):
        path = folder / name
        path.write_bytes(altered(path.read_bytes(), at))
    with pytest.raises(DamagedOnlySave):
        reopen(folder)


@pytest.mark.parametrize("other", [None, newer], ids=["phrase", "program"])
def test_a_save_before_that_something_else_may_open_is_not_given_up(folder, other):
    with create(folder) as made:
        made.save(book_of(1), MONTH)
    last, before = folder / generations.VAULT, folder / generations.PREVIOUS
    last.write_bytes(b"")
    if other:
        before.write_bytes(other(before.read_bytes()))
    with pytest.raises(DamagedVault) as refused:
        reopen(folder, PHRASE if other else OTHER_PHRASE)
    assert not isinstance(refused.value, DamagedOnlySave)


def test_with_both_saves_damaged_in_front_the_phrase_gets_the_blame(folder):
    with create(folder) as made:
        made.save(book_of(1), MONTH)
    for name in (generations.VAULT, generations.PREVIOUS):
        path = folder / name
        path.write_bytes(altered(path.read_bytes(), 90))
    with pytest.raises(WrongPhrase):
        reopen(folder)
    (folder / generations.PREVIOUS).write_bytes(b"")
    with pytest.raises(WrongPhrase):
        reopen(folder)


def test_the_save_of_another_vault_in_the_place_of_the_last_one_is_refused(folder, tmp_path):
    create(folder, book_of(1)).close()
    with create(tmp_path / "other", book_of(2), seed="other", phrase=OTHER_PHRASE) as other:
        other.save(book_of(3), MONTH)
    (folder / generations.VAULT).write_bytes((tmp_path / "other" / generations.VAULT).read_bytes())
    with pytest.raises(WrongPhrase):
        reopen(folder)


def test_a_backup_is_refused_to_other_words_and_when_it_was_changed(folder, tmp_path):
    path = tmp_path / "a backup"
    with create(folder) as made:
        made.write_backup(path)
    data = path.read_bytes()
    with pytest.raises(BackupOfSomebodyElse):
        vault.read_backup(path, bytes(16))
    for place, refusal in (
        (0, NotASealedFile),
        (8, NewerFile),
        (27, DamagedFile),
        (90, BackupOfSomebodyElse),
        (9999, DamagedFile),
    ):
        path.write_bytes(altered(data, place))
        with pytest.raises(refusal):
            vault.read_backup(path, ROOT)
    path.write_bytes((folder / generations.VAULT).read_bytes())
    with pytest.raises(NotASealedFile):
        vault.read_backup(path, ROOT)


@pytest.mark.parametrize(
    "name", [generations.VAULT, generations.PREVIOUS, generations.LOCK, "a letter", "empty"]
)
def test_a_backup_is_written_over_nothing_but_a_backup(folder, name):
    with create(folder) as made:
        made.save(book_of(1), MONTH)
        (folder / "a letter").write_bytes(b"Dear Ada")
        (folder / "empty").write_bytes(b"")
        held = files(folder)
        with pytest.raises(SomethingElseThere):
            made.write_backup(folder / name)
        assert files(folder) == held
