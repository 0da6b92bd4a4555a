"""Attacks by somebody who plants links and pipes in the folder of a vault."""

import os

import pytest

from p2pcard.edge.store import disk, generations
from p2pcard.edge.store.generations import KEPT, LOCK, PREVIOUS, VAULT, Moved
from p2pcard.errors import (
    DamagedOnlySave,
    DamagedVault,
    DiskTrouble,
    NoPreviousSave,
    SomethingElseThere,
)
from tests.peers import MONTH
from tests.vaults import back, book_of, create, files, reopen

pytestmark = pytest.mark.usefixtures("stretched_once")

LETTER = b"Dear Ben, " * 1000


@pytest.fixture
def letter(tmp_path):
    (tmp_path / "letter.txt").write_bytes(LETTER)
    return tmp_path / "letter.txt"


@pytest.fixture
def vault(folder):
    with create(folder) as held:
        held.save(book_of(1), MONTH)
    return folder


def test_a_link_in_the_place_of_the_windows_lock_makes_and_opens_nothing_and_keeps_nobody_out(
    vault, letter, tmp_path
):
    for target in (tmp_path / "made elsewhere", letter):
        for act in (lambda folder: reopen(folder).close(), lambda folder: back(folder).close()):
            (vault / LOCK).unlink()
            (vault / LOCK).symlink_to(target)
            act(vault)
            assert (vault / LOCK).read_bytes() == b""
    assert not (tmp_path / "made elsewhere").exists()
    assert letter.read_bytes() == LETTER
    (vault / LOCK).unlink()
    (vault / LOCK).symlink_to(letter)
    generations.refuse_if_busy(vault)
    generations.destroy(vault)
    assert not vault.exists()


def test_a_pipe_in_the_place_of_the_windows_lock_is_not_opened(vault):
    (vault / LOCK).unlink()
    os.mkfifo(vault / LOCK)
    with reopen(vault) as opened:
        opened.save(book_of(2), MONTH)
        assert opened.book == book_of(2)


def test_a_folder_in_the_place_of_the_windows_lock_gets_another_name_which_is_told(vault):
    (vault / LOCK).unlink()
    (vault / LOCK).mkdir()
    (vault / LOCK / "letter.txt").write_bytes(LETTER)
    with reopen(vault) as opened:
        assert opened.moved == [Moved(LOCK, f"{LOCK}-1")]
        opened.save(book_of(2), MONTH)
    assert (vault / f"{LOCK}-1" / "letter.txt").read_bytes() == LETTER


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="Windows cannot tell while it opens")
def test_a_link_planted_behind_the_look_at_the_windows_lock_is_not_followed(vault, letter, monkeypatch):
    real = os.open

    def planting(path, *how, **more):
        if str(path).endswith(LOCK):
            (vault / LOCK).unlink()
            (vault / LOCK).symlink_to(letter)
        return real(path, *how, **more)

    monkeypatch.setattr(os, "open", planting)
    with reopen(vault) as opened, pytest.raises(DiskTrouble):
        opened.save(book_of(2), MONTH)
    assert letter.read_bytes() == LETTER


PLANTED = {
    "link": lambda path, letter: path.symlink_to(letter),
    "link to nowhere": lambda path, letter: path.symlink_to(letter.with_name("nowhere")),
    "pipe": lambda path, letter: os.mkfifo(path),  # opening it would wait for ever
}
planted = pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED)


@planted
@pytest.mark.parametrize("name", [VAULT, PREVIOUS])
def test_wiping_removes_what_was_planted_and_leaves_alone_where_it_leads(vault, letter, name, plant):
    (vault / name).unlink()
    plant(vault / name, letter)
    generations.destroy(vault)
    assert not vault.exists()
    assert files(letter.parent) == {"letter.txt": LETTER}


@planted
def test_what_was_planted_in_the_place_of_the_save_before_is_put_aside_and_not_read(vault, letter, plant):
    (vault / PREVIOUS).unlink()
    plant(vault / PREVIOUS, letter)
    with pytest.raises(NoPreviousSave):
        back(vault)
    with reopen(vault) as held:
        assert held.moved == [Moved(PREVIOUS, KEPT[0])]
        held.save(book_of(2), MONTH)
    assert [(vault / name).is_file() for name in (VAULT, PREVIOUS)] == [True, True]
    assert letter.read_bytes() == LETTER
    with back(vault) as opened:
        assert opened.book == book_of(1)


@planted
def test_what_was_planted_in_the_place_of_the_last_save_is_told_as_damage_and_not_read(vault, letter, plant):
    (vault / VAULT).unlink()
    plant(vault / VAULT, letter)
    for look in (reopen, generations.refuse_if_damaged):
        with pytest.raises(DamagedVault) as refused:
            look(vault)
        assert not isinstance(refused.value, DamagedOnlySave)
    with back(vault) as opened:
        assert opened.book == book_of(0)
    assert (letter.read_bytes(), (vault / VAULT).is_symlink()) == (LETTER, False)
    assert disk.is_there(vault / KEPT[0])


@planted
def test_what_is_planted_while_a_vault_is_open_is_neither_kept_nor_written_through(vault, letter, plant):
    with reopen(vault) as held:
        (vault / VAULT).unlink()
        plant(vault / VAULT, letter)
        held.save(book_of(2), MONTH)
        with pytest.raises(SomethingElseThere):
            plant(vault / "backup", letter)
            held.write_backup(vault / "backup")
    assert letter.read_bytes() == LETTER
    with back(vault) as opened:
        assert opened.book == book_of(0)
