"""What stands where a file is to be written stays, unless it is an older one of the same kind."""

import os

import pytest

from p2pcard.edge.store.generations import VAULT
from tests.disks import make_read_only, needs_root, small_disk
from tests.shells import ANA, PHRASE, Device, device
from tests.standings import device_of
from tests.terminals import Terminal
from tests.vaults import place_in
from tests.vouchers import met

WRITING = {
    "backup": (("backup",), "copy"),
    "show-png": (("show", "--png"), "card.png"),
    "show-svg": (("show", "--svg"), "card.svg"),
    "trace": (("trace", "Ana", "--svg"), "routes.svg"),
    "revoke-png": (("revoke", "--png"), "notice.png"),
    "revoke-svg": (("revoke", "--svg"), "notice.svg"),
}
SHOWN = "Write these twelve words on paper."
every_way = pytest.mark.parametrize("way", WRITING)


@pytest.fixture
def mine(tmp_path):
    return device_of(tmp_path, met("Ana"))


def files(folder):
    return {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@every_way
def test_an_older_one_of_the_same_kind_is_replaced(mine, tmp_path, way):
    words, name = WRITING[way]
    mine.do(*words, str(tmp_path / name))
    written = (tmp_path / name).read_bytes()
    mine.do(*words, str(tmp_path / name))
    assert (tmp_path / name).read_bytes()[:8] == written[:8]


@every_way
@pytest.mark.parametrize("content", [b"Dear Ben", b"<svg>"])
def test_any_other_file_stays_as_it_is(mine, tmp_path, way, content):
    letter = tmp_path / "letter"
    letter.write_bytes(content)
    before = files(tmp_path)
    assert mine.refused(*WRITING[way][0], str(letter)) == "something-else-there"
    assert files(tmp_path) == before


@every_way
def test_neither_the_vault_nor_a_picture_of_the_other_kind_is_replaced(mine, tmp_path, way):
    others = {name.rpartition(".")[2]: (words, tmp_path / name) for words, name in WRITING.values()}
    for words, place in others.values():
        mine.do(*words, str(place))
    places = [place for kind, (_, place) in others.items() if kind != WRITING[way][1].rpartition(".")[2]]
    for place in (*places, *mine.home.rglob(VAULT)):
        before = place.read_bytes()
        assert mine.refused(*WRITING[way][0], str(place)) == "something-else-there"
        assert place.read_bytes() == before


@every_way
def test_a_pipe_is_neither_read_nor_replaced(mine, tmp_path, way):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert mine.refused(*WRITING[way][0], str(pipe)) == "something-else-there"  # reading it would never end
    assert pipe.is_fifo()


@every_way
def test_a_link_is_not_replaced_wherever_it_leads(mine, tmp_path, way):
    words, name = WRITING[way]
    mine.do(*words, str(tmp_path / name))
    for place in (name, "nowhere", "."):
        link = tmp_path / "link"
        link.symlink_to(tmp_path / place)
        assert mine.refused(*words, str(link)) == "something-else-there"
        assert link.is_symlink()
        link.unlink()


@every_way
def test_a_folder_is_said_to_be_one(mine, tmp_path, way):
    (tmp_path / "folder").mkdir()
    assert mine.refused(*WRITING[way][0], str(tmp_path / "folder")) == "is-a-folder"


READING = {
    "restore": ("restore", "--lost"),
    "add": ("add",),
    "swap": ("swap", "--image"),
    "trace": ("trace", "--graph"),
    "card": ("card", "edit", "--card"),
}


@pytest.mark.parametrize("way", READING)
def test_a_folder_where_a_file_is_to_be_read_is_said_to_be_one_in_the_same_words(mine, tmp_path, way):
    if way == "restore":
        mine = Device(tmp_path / "new")
    answer = mine.run(*READING[way], str(tmp_path))
    assert answer.code == 1
    assert answer.err.endswith(
        f"“{tmp_path}” is a folder, and not a file.\nNothing was lost.\nGive the name of a file.\n"
    )
    assert mine.refused(*READING[way], str(tmp_path / "none")) == "folder-missing"


@pytest.mark.parametrize("place", ["letter", "pipe", "folder", "letter/copy", "none/copy"])
def test_before_the_twelve_words_are_shown_it_is_known_that_the_copy_can_be_written(tmp_path, place):
    ana = device(tmp_path, ANA)
    (tmp_path / "letter").write_text("Dear Ben")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    answer = ana.run("backup", str(tmp_path / place))
    assert (answer.code, SHOWN in answer.err) == (1, False)


@needs_root
def test_before_the_twelve_words_are_shown_it_is_known_that_there_is_room_for_the_copy(tmp_path):
    ana = device(tmp_path, ANA)
    with small_disk(tmp_path / "disk", 250) as disk:
        answer = ana.run("backup", str(disk / "copy"))
        assert (answer.code, SHOWN in answer.err) == (1, False)
        assert "There is no room left on this disk." in answer.err
        make_read_only(disk)
        answer = ana.run("backup", str(disk / "copy"))
        assert (answer.code, SHOWN in answer.err) == (1, False)
        assert f"The disk of “{disk}” can be read but not written." in answer.err


def test_the_guided_session_looks_at_the_place_before_it_shows_the_words_too(tmp_path):
    (tmp_path / "letter").write_text("Dear Ben")
    with Terminal(device(tmp_path, ANA).home) as session:
        session.answer("(what you type is not shown):", PHRASE)
        session.answer("or an offer to find:", "7")
        session.answer("Enter alone: nowhere.", str(tmp_path / "letter"))
        assert SHOWN not in session.until("Choose another name for the file.")


def test_of_two_pictures_none_is_written_where_one_is_in_the_way(tmp_path):
    ana, letter = device(tmp_path, ANA), tmp_path / "letter"
    letter.write_text("Dear Ben")
    ana.refused("show", "--png", str(tmp_path / "card.png"), "--svg", str(letter))
    assert not (tmp_path / "card.png").exists()
    told = ana.run("show", "--svg", str(letter)).err.splitlines()
    assert told[-3:] == [
        f"Something else is at “{letter}” already.",
        "Nothing was changed.",
        "Choose another name for the file.",
    ]


HOMES = {
    "file": "not-a-folder",
    "file/below": "not-a-folder",
    "loop": "disk-trouble",
    "loop/below": "disk-trouble",
    "nowhere": "folder-missing",
    "nowhere/below": "folder-missing",
    "x" * 300: "disk-trouble",
}


@pytest.mark.parametrize("place", HOMES, ids=lambda place: place[:20])
def test_a_home_that_cannot_be_one_is_told_by_every_command_before_it_asks_anything(tmp_path, place):
    (tmp_path / "file").write_text("Dear Ben")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to(tmp_path / "unplugged")
    mine = Device(tmp_path / "mine")
    mine.home = tmp_path / place
    for words in (("people",), ("restore", "--previous"), ("wipe",), ("init",)):
        assert mine.refused(*words, given="DELETE\n") == HOMES[place]
    told = mine.tell("doctor").splitlines()
    assert f"In the way: Nothing can be written in this folder: {mine.home}" in told
    assert not (tmp_path / "unplugged").exists()


@pytest.mark.parametrize("planted", ["file", "nowhere"])
def test_what_is_in_the_place_of_the_folder_of_the_cards_is_told_before_anything_is_asked(tmp_path, planted):
    mine = Device(tmp_path / "mine")
    mine.home.mkdir()
    place = place_in(mine.home)
    place.write_text("Dear Ben") if planted == "file" else place.symlink_to(tmp_path / "unplugged")
    reason = "not-a-folder" if planted == "file" else "folder-missing"
    for words in (("people",), ("wipe",), ("init",)):
        assert mine.refused(*words) == reason
