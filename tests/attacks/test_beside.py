"""Attacks by somebody who can write into the folder of a vault: what lies beside the last save stops nothing.

They may also be no attack at all: a program that syncs folders does the same.
"""

import os
import shutil
from dataclasses import replace

import pytest

from p2pcard.core.book.book import How
from p2pcard.core.book.forgetting import forget
from p2pcard.core.book.settings import Settings
from p2pcard.core.formats import armor, crypto
from p2pcard.core.formats.crypto import digest
from p2pcard.core.statements.card import Card
from p2pcard.edge.store import disk, generations
from p2pcard.edge.store.generations import KEPT, LOCK, PREVIOUS, VAULT, Moved
from p2pcard.errors import DamagedOnlySave, EarlierPhrase, KeptFull, WrongPhrase
from p2pcard.service.cardholder import Cardholder
from tests.disks import make_read_only, needs_root, small_disk
from tests.full_books import everything as everything_in_a_book
from tests.peers import MONTH, card_of, seed_of
from tests.shells import ANA, BEN, device
from tests.shells import PHRASE as SHELL_PHRASE
from tests.vaults import (
    CANARY,
    CANARY_SECRET,
    OTHER_PHRASE,
    PHRASE,
    ROOT,
    back,
    book_of,
    canary_book,
    create,
    files,
    go_back,
    reopen,
)

pytestmark = pytest.mark.usefixtures("stretched_once")

BEGINNING = b"p2pcard\0"
LETTER = b"Dear Ben, " * 1000


def profile(ana):
    """The folder of the one profile of a device."""
    (folder,) = (each for each in ana.home.iterdir() if each.is_dir())
    return folder


@pytest.fixture
def ana(tmp_path):
    """Somebody with two people, and a save before the last."""
    ana = device(tmp_path, ANA)
    ana.hold(card_of("Cam"))
    ana.hold(card_of("Dot"))
    return ana


def make_folder(path):
    path.mkdir()
    (path / "letter.txt").write_bytes(LETTER)


def hole(path):
    path.touch()
    os.truncate(path, 2**30)


def of_somebody_else(path):
    elsewhere = path.parent.parent.parent / f"elsewhere for {path.name}"
    elsewhere.mkdir()
    shutil.copy(profile(device(elsewhere, BEN)) / VAULT, path)


FORGED = {
    "27 bytes of a version to come": lambda path: path.write_bytes(BEGINNING + b"\2\1" + b"A" * 17),
    "27 bytes of this version": lambda path: path.write_bytes(BEGINNING + b"\1\1" + b"A" * 17),
    "nothing": lambda path: path.write_bytes(b""),
    "a letter": lambda path: path.write_bytes(LETTER),
    "chance": lambda path: path.write_bytes(digest("chance") * 20_000),
    "a hole of a gigabyte": hole,
    "half a save": lambda path: path.write_bytes(path.with_name(VAULT).read_bytes()[:1000]),
    "a save of a version to come": lambda path: path.write_bytes(
        path.with_name(VAULT).read_bytes()[:8] + b"\2" + path.with_name(VAULT).read_bytes()[9:]
    ),
    "the vault of somebody else": of_somebody_else,
    "a folder": make_folder,
    "an empty folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a link": lambda path: path.symlink_to(path.with_name(VAULT)),
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
}
forged = pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)


def plant(path, forge):
    """Put something else in the place of what is there."""
    path.unlink(missing_ok=True)
    forge(path)


@forged
@pytest.mark.parametrize("name", [PREVIOUS, KEPT[0]])
def test_whatever_is_forged_beside_a_whole_save_stops_nothing(ana, tmp_path, forge, name):
    plant(profile(ana) / name, forge)
    (cards,) = (each for each in ana.do("doctor")["findings"] if each["check"] == "cards")
    assert cards["weight"] == "fine"
    assert ana.people() == ["Cam", "Dot"]
    assert ana.do("show")["block"]
    assert ana.do("backup", str(tmp_path / "copy"))["words"]
    assert ana.run("restore", "--previous", given="\n").code == 0
    ana.hold(card_of("Eva"))
    assert ana.people() == ["Cam", "Dot", "Eva"]
    ana.do("forget", "Cam")
    assert ana.people() == ["Dot", "Eva"]
    assert ana.do("wipe", given="DELETE\n") == {"wiped": True}
    assert not list(ana.home.rglob("*.p2pcard"))


@forged
def test_what_is_forged_in_all_places_at_once_stops_nothing_and_a_letter_outlives_it(ana, forge):
    for name in (PREVIOUS, *KEPT):
        plant(profile(ana) / name, forge)
    for person in ("Eva", "Fay", "Gus"):
        ana.hold(card_of(person))
    assert ana.people() == ["Cam", "Dot", "Eva", "Fay", "Gus"]
    ana.do("forget", "Cam")
    letters = [path.read_bytes() for path in ana.home.rglob("letter.txt")]
    assert letters == [LETTER] * (4 if forge is make_folder else 0)


# Forks: copies that each went on


def forks(folder, people=(1, 2)):
    """Let two copies of one vault at save 2 each make save 3; return both, the second's files in place."""
    with create(folder) as held:
        held.save(book_of(0), MONTH)
    start, found = files(folder), []
    for count in people:
        for name, data in start.items():
            (folder / name).write_bytes(data)
        with reopen(folder) as held:
            held.save(book_of(count), MONTH)
        found.append((folder / VAULT).read_bytes())
    return found


def test_of_two_forks_with_one_number_both_are_kept_whichever_is_in_place(folder):
    first, second = forks(folder)
    for last, beside in ((first, second), (second, first)):
        for name in KEPT:
            (folder / name).unlink(missing_ok=True)
        (folder / VAULT).write_bytes(last)
        (folder / PREVIOUS).write_bytes(beside)
        with reopen(folder) as held:
            assert held.moved == [Moved(PREVIOUS, KEPT[0])]
            held.save(book_of(4), MONTH)
            held.save(book_of(5), MONTH)
        assert files(folder)[KEPT[0]] == beside


def test_a_fork_that_comes_while_the_vault_is_open_is_kept_in_either_place(folder):
    first, second = forks(folder)
    with reopen(folder) as held:
        (folder / VAULT).write_bytes(first)
        held.save(book_of(4), MONTH)
        (folder / PREVIOUS).write_bytes(second + b"and a byte")
        held.save(book_of(5), MONTH)
        assert held.moved == [Moved(VAULT, KEPT[0]), Moved(PREVIOUS, KEPT[1])]
    assert [files(folder)[name] for name in KEPT[:2]] == [first, second + b"and a byte"]
    with reopen(folder) as held:
        assert held.book == book_of(5)
    with back(folder) as held:
        assert held.book == book_of(4)


def test_an_earlier_copy_that_comes_while_the_vault_is_open_is_written_over_and_the_save_before_stays(folder):
    with create(folder) as held:
        first = (folder / VAULT).read_bytes()
        held.save(book_of(1), MONTH)
        held.save(book_of(2), MONTH)
        (folder / VAULT).write_bytes(first)
        held.save(book_of(3), MONTH)
        assert held.moved == []
    with back(folder) as held:
        assert held.book == book_of(1)


def test_with_three_saves_kept_a_fourth_stays_where_it_is_and_saving_goes_on(folder):
    with create(folder) as held:
        start = files(folder)
        for people in range(1, 9):
            held.save(book_of(people), MONTH)
    first = (folder / VAULT).read_bytes()
    (folder / VAULT).write_bytes(start[VAULT])
    for name in (PREVIOUS, *KEPT):
        (folder / name).write_bytes(first)
    for people in (4, 5):
        with reopen(folder) as held:
            assert held.moved == [Moved(PREVIOUS, PREVIOUS)]
            held.save(book_of(people), MONTH)
    assert [files(folder)[name] for name in (PREVIOUS, *KEPT)] == [first] * 4
    (folder / KEPT[1]).write_bytes(b"Dear Ben")  # what does not open goes first
    with reopen(folder) as held:
        assert held.moved == [Moved(PREVIOUS, KEPT[1])]
        held.save(book_of(6), MONTH)
    assert [files(folder)[name] for name in KEPT] == [first] * 3
    with pytest.raises(KeptFull):
        back(folder)


def test_with_no_place_left_at_all_a_save_is_refused_and_nothing_is_lost(folder):
    first, second = forks(folder)
    with reopen(folder) as held:
        for name in (VAULT, PREVIOUS, *KEPT):
            (folder / name).write_bytes(first)
        before = files(folder)
        with pytest.raises(KeptFull):
            held.save(book_of(4), MONTH)
        assert files(folder) == before
        (folder / KEPT[2]).unlink()
        held.save(book_of(4), MONTH)
    assert second not in files(folder).values()
    with reopen(folder) as held:
        assert held.book == book_of(4)


# What erases


def with_kept(folder):
    """A vault at save 5 beside which a fork at save 4 is kept that holds somebody to be forgotten."""
    with create(folder, canary_book()) as held:
        held.save(held.book.with_settings(Settings("es")), MONTH)
        fork = (folder / VAULT).read_bytes()
        held.save(held.book.with_settings(Settings("fr")), MONTH)
    (folder / KEPT[0]).write_bytes(fork)
    (folder / KEPT[1]).write_bytes(b"Dear Ben")
    return folder


def everything(folder, phrase=PHRASE):
    """All that a phrase opens in a folder, in the clear."""
    found = generations.find(folder, phrase)
    found.lock.release()
    return {each.name: each.content for each in found.saves}


def canary_key(book):
    return next(key for key, contact in book.contacts.items() if contact.name == CANARY)


def test_who_is_forgotten_is_gone_from_what_is_kept_and_the_others_stay_there(folder):
    assert any(CANARY.encode() in content for content in everything(with_kept(folder)).values())
    with reopen(folder) as held:
        after = forget(held.book, ROOT, canary_key(held.book))
        held.save(after, MONTH, erase_previous=True)
        assert held.moved == [Moved(KEPT[1], "")]
    found = everything(folder)
    assert set(found) == {VAULT, PREVIOUS, KEPT[0]}
    for content in found.values():
        assert CANARY.encode() not in content
        assert CANARY_SECRET not in content
    with back(folder, name=KEPT[0]) as held:
        assert len(held.book.contacts) == 3


def test_a_confirmed_pair_secret_takes_the_older_ones_from_what_is_kept_too(folder):
    with reopen(with_kept(folder)) as held:
        key, newer = canary_key(held.book), seed_of("newer")
        book = held.book.accept(held.book.contacts[key].cards[0], How.QR, MONTH, newer)
        held.save(book.confirm(key, newer), MONTH, erase_previous=True)
    found = everything(folder)
    assert set(found) == {VAULT, PREVIOUS, KEPT[0]}
    assert not any(CANARY_SECRET in content for content in found.values())
    assert CANARY.encode() in found[KEPT[0]]


def test_a_new_phrase_is_the_only_one_that_opens_what_is_kept(folder):
    with reopen(with_kept(folder)) as held:
        held.rekey(OTHER_PHRASE, MONTH)
        assert held.moved == [Moved(KEPT[1], "")]
    with pytest.raises(WrongPhrase):
        everything(folder)
    assert set(everything(folder, OTHER_PHRASE)) == {VAULT, PREVIOUS, KEPT[0]}
    with back(folder, OTHER_PHRASE, KEPT[0]) as held:
        assert (CANARY in [each.name for each in held.book.contacts.values()], held.root()) == (True, ROOT)


def test_who_begins_anew_leaves_the_old_root_nowhere(folder):
    other = digest("another root")[:16]
    with reopen(with_kept(folder)) as held:
        held.become(other, held.book, MONTH)
        assert held.moved == [Moved(KEPT[0], ""), Moved(KEPT[1], "")]
    assert set(everything(folder)) == {VAULT, PREVIOUS}


def test_wiping_takes_what_is_kept_along(folder):
    generations.destroy(with_kept(folder))
    assert not folder.exists()


def test_nobody_makes_the_program_erase_a_newer_save_by_putting_an_older_one_in_its_place(tmp_path):
    """In a new month the program forgets by itself, also in what is kept: the people in that stay."""
    ana = Cardholder(tmp_path / "home", clock=lambda: MONTH)
    ana.create(PHRASE, Card("Ana"), low_memory=True)
    ana.store.change(everything_of)
    older = (ana.folder / VAULT).read_bytes()
    ana.store.change(lambda book: book.accept(card_of("Cam"), How.QR, MONTH))
    newer = (ana.folder / VAULT).read_bytes()
    ana.lock()
    (ana.folder / VAULT).write_bytes(older)
    (ana.folder / PREVIOUS).write_bytes(newer)
    later = Cardholder(tmp_path / "home", clock=lambda: MONTH + 30)
    later.it_is(MONTH + 30)
    later.unlock(PHRASE)
    assert later.save_number > 2
    later.lock()
    go_back(later, name=KEPT[0])
    assert "Cam" in [each.name for each in later.book.contacts.values()]
    later.lock()


def everything_of(book):
    """A book in which a new month leaves something to forget."""
    return replace(everything_in_a_book(), me=book.me, own=book.own)


# Heads that were changed


def with_cost(data, memory, passes):
    """A save whose slot names another cost."""
    return data[:28] + memory.to_bytes(4, "big") + bytes((passes,)) + data[33:]


@pytest.mark.parametrize(("memory", "passes"), [(2**20, 8), (2**18, 3), (2**18, 4), (2**16, 8), (2**19, 3)])
def test_a_cost_that_was_raised_in_both_saves_is_told_as_damage_and_not_paid(
    folder, monkeypatch, memory, passes
):
    with create(folder) as held:
        held.save(book_of(1), MONTH)
    for name in (VAULT, PREVIOUS):
        (folder / name).write_bytes(with_cost((folder / name).read_bytes(), memory, passes))
    paid = []
    real = crypto.stretch

    def paying(phrase, salt, memory, passes):
        paid.append((memory, passes))
        return real(phrase, salt, memory, passes)

    monkeypatch.setattr(crypto, "stretch", paying)
    with pytest.raises(DamagedOnlySave):
        reopen(folder)
    assert set(paid) <= {(2**18, 3), (2**16, 3)}


def test_a_phrase_that_only_the_save_before_knows_is_not_called_damage(folder):
    """As where power goes between the files of a new phrase: going back would bring the old one back."""
    with create(folder) as held:
        held.save(book_of(1), MONTH)
        before = (folder / PREVIOUS).read_bytes()
        held.rekey(OTHER_PHRASE, MONTH)
    (folder / PREVIOUS).write_bytes(before)
    with pytest.raises(EarlierPhrase):
        reopen(folder, PHRASE)
    assert files(folder)[PREVIOUS] == before
    with reopen(folder, OTHER_PHRASE) as held:
        assert held.book == book_of(1)
        assert held.moved == []
    with pytest.raises(WrongPhrase):
        everything(folder, PHRASE)


def test_whoever_types_the_phrase_of_before_is_told_to_type_the_new_one(ana):
    before = (profile(ana) / PREVIOUS).read_bytes()
    ana.use(SHELL_PHRASE, OTHER_PHRASE)
    ana.do("passphrase", "--low-memory")
    (profile(ana) / PREVIOUS).write_bytes(before)
    ana.use(SHELL_PHRASE)
    assert ana.run("people").err.splitlines() == [
        "This phrase opens an earlier save, and not your last one.",
        "Nothing was lost.",
        "If you chose another phrase since, open your cards with that one. "
        "If you did not, go back to a save that this one opens: p2pcard restore --previous",
    ]
    ana.use(OTHER_PHRASE)
    assert ana.people() == ["Cam", "Dot"]


def test_what_a_newer_version_seems_to_have_written_is_kept_when_somebody_goes_back(ana):
    folder = profile(ana)
    data = (folder / VAULT).read_bytes()
    (folder / VAULT).write_bytes(data[:8] + b"\2" + data[9:])
    assert ana.refused("people") == "newer-vault"
    assert ana.do("restore", "--previous", given="1\n")["people"] == 1
    assert files(folder)[KEPT[0]] == data[:8] + b"\2" + data[9:]
    assert ana.people() == ["Cam"]
    (folder / KEPT[0]).write_bytes(data)
    listed = ana.do("restore", "--previous", given="\n")["saves"]
    assert [each["people"] for each in listed] == [1, 1, 2]
    ana.do("restore", "--previous", given="3\n")
    assert ana.people() == ["Cam", "Dot"]


# Folders in the place of files


@pytest.mark.parametrize("full", [False, True], ids=["empty", "full"])
@pytest.mark.parametrize(
    "name", [LOCK, f".{VAULT}{disk.NEW}", f".{PREVIOUS}{disk.NEW}", f".{KEPT[0]}{disk.NEW}"]
)
def test_a_folder_in_the_place_of_another_file_of_ours_stops_nothing(ana, name, full):
    folder = profile(ana)
    (folder / name).unlink(missing_ok=True)
    (folder / name).mkdir()
    if full:
        (folder / name / "letter.txt").write_bytes(LETTER)
    told = ana.run("people")
    assert told.code == 0
    assert (f"It is kept as {name}-1." in told.err) == (full and name == LOCK)
    ana.hold(card_of("Eva"))
    assert ana.people() == ["Cam", "Dot", "Eva"]
    ana.do("forget", "Eva")
    assert [path.read_bytes() for path in folder.rglob("letter.txt")] == [LETTER] * full


@pytest.mark.parametrize("forge", [make_folder, os.mkfifo, lambda path: path.mkdir()])
def test_a_folder_in_the_place_of_the_last_save_is_named_and_going_back_helps(ana, forge):
    folder = profile(ana)
    plant(folder / VAULT, forge)
    refused = ana.run("people")
    assert refused.code == 1
    assert refused.err.splitlines()[-1] == "Go back to the save before: p2pcard restore --previous"
    assert (str(folder / VAULT) in refused.err) is (forge is not os.mkfifo)
    assert ana.do("restore", "--previous", given="1\n")["people"] == 1
    assert ana.people() == ["Cam"]
    assert [path.read_bytes() for path in folder.rglob("letter.txt")] == [LETTER] * (forge is make_folder)


@needs_root
def test_on_a_disk_that_can_only_be_read_people_are_seen_and_saving_says_so(tmp_path):
    with small_disk(tmp_path / "disk", 4096) as place:
        ana = device(place, ANA)
        ana.hold(card_of("Cam"))
        ana.phrase_file = tmp_path / "phrase"
        ana.use(SHELL_PHRASE)
        before = files(profile(ana))
        make_read_only(place)
        assert ana.people() == ["Cam"]
        assert ana.do("person", "Cam")["person"]["name"] == "Cam"
        assert ana.do("show")["block"]
        assert ana.do("trace", "Cam")
        assert ana.do("card", "list")["cards"]
        assert ana.do("backup", str(tmp_path / "copy"))["words"]
        for command in (("forget", "Cam"), ("restore", "--previous"), ("wipe",)):
            given = "DELETE\n" if command == ("wipe",) else "\n"
            assert ana.refused(*command, given=given) == "folder-read-only"
        assert ana.run("add", given=armor.to_text(bytes(card_of("Dot")))).code == 1
        assert files(profile(ana)) == before
