"""Attacks by somebody who plants links and pipes in the folder of a vault."""

import os

import pytest

from p2pcard.edge import generations
from p2pcard.edge.generations import PREVIOUS, VAULT, WINDOW
from p2pcard.errors import (
    DamagedOnlySave,
    DamagedVault,
    DiskTrouble,
    NoPreviousSave,
    NotAPlainFile,
    SomethingElseThere,
)
from tests.peers import MONTH
from tests.vaults import book_of, create, files, reopen

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


def test_a_link_in_the_place_of_the_windows_lock_makes_and_opens_nothing(vault, letter, tmp_path):
    (vault / WINDOW).unlink()
    for target in (tmp_path / "made elsewhere", letter):
        (vault / WINDOW).symlink_to(target)
        for act in (reopen, create, generations.destroy, generations.refuse_if_busy):
            with pytest.raises(NotAPlainFile):
                act(vault)
        (vault / WINDOW).unlink()
    assert not (tmp_path / "made elsewhere").exists()
    reopen(vault).close()


def test_a_pipe_in_the_place_of_the_windows_lock_is_not_opened(vault):
    (vault / WINDOW).unlink()
    os.mkfifo(vault / WINDOW)
    with pytest.raises(NotAPlainFile):
        reopen(vault)


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="Windows cannot tell while it opens")
def test_a_link_planted_behind_the_look_at_the_windows_lock_is_not_followed(vault, letter, monkeypatch):
    real = os.open

    def planting(path, *how, **more):
        if str(path).endswith(WINDOW):
            (vault / WINDOW).unlink()
            (vault / WINDOW).symlink_to(letter)
        return real(path, *how, **more)

    monkeypatch.setattr(os, "open", planting)
    with pytest.raises(DiskTrouble):
        reopen(vault)


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
def test_what_was_planted_in_the_place_of_the_save_before_is_replaced_and_not_read(vault, letter, plant):
    (vault / PREVIOUS).unlink()
    plant(vault / PREVIOUS, letter)
    with pytest.raises(NoPreviousSave):
        reopen(vault, previous=True)
    with reopen(vault) as held:
        held.save(book_of(2), MONTH)
    assert [(vault / name).is_symlink() for name in (VAULT, PREVIOUS)] == [False, False]
    assert letter.read_bytes() == LETTER
    with reopen(vault, previous=True) as opened:
        assert opened.book == book_of(1)


@planted
def test_what_was_planted_in_the_place_of_the_last_save_is_told_as_damage_and_not_read(vault, letter, plant):
    (vault / VAULT).unlink()
    plant(vault / VAULT, letter)
    for look in (reopen, generations.refuse_if_damaged):
        with pytest.raises(DamagedVault) as refused:
            look(vault)
        assert not isinstance(refused.value, DamagedOnlySave)
    with reopen(vault, previous=True) as opened:
        assert opened.book == book_of(0)
    assert (letter.read_bytes(), (vault / VAULT).is_symlink()) == (LETTER, False)


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
    with reopen(vault, previous=True) as opened:
        assert opened.book == book_of(0)
