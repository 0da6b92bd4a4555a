"""Several vaults under one home: which one a phrase and a name mean."""

import pytest

from p2pcard.core.formats import sealed
from p2pcard.core.statements.card import Card
from p2pcard.edge.store import disk, generations, homes
from p2pcard.edge.store.generations import VAULT
from p2pcard.edge.store.lockfile import FolderLock
from p2pcard.edge.store.vault import read_backup
from p2pcard.errors import (
    DamagedOnlySave,
    DamagedVault,
    NewerVault,
    NotEnoughMemory,
    NotPermitted,
    NoVault,
    OtherProfile,
    SeveralProfiles,
    VaultBusy,
    VaultExists,
    WrongPhrase,
)
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.profiles import cards_here
from tests.vaults import OTHER_PHRASE, PHRASE, create, go_back, of_first_release, place_in

pytestmark = pytest.mark.usefixtures("stretched_once")
THIRD_PHRASE = "nine hills under a slow moon"


def made(home, profile="", phrase=PHRASE):
    """The folder of a new profile, whose card shows the name of the profile."""
    me = Cardholder(home, profile)
    me.create(phrase, Card(profile or "Me"), low_memory=True)
    me.lock()
    return me.folder


def opened(home, profile="", phrase=PHRASE, unlock=Cardholder.unlock):
    """The name inside the vault that a name and a phrase open."""
    me = Cardholder(home, profile)
    unlock(me, phrase)
    name = me.book.settings.profile
    me.lock()
    return name


@pytest.fixture
def three(tmp_path):
    """Three profiles, two of them under one phrase."""
    for profile, phrase in (("", PHRASE), ("clinic", OTHER_PHRASE), ("Work", OTHER_PHRASE)):
        made(tmp_path, profile, phrase)
    return tmp_path


def test_a_phrase_opens_its_own_cards_without_a_name(tmp_path):
    made(tmp_path)
    made(tmp_path, "clinic", OTHER_PHRASE)
    assert (opened(tmp_path), opened(tmp_path, phrase=OTHER_PHRASE)) == ("", "clinic")


def test_of_several_that_a_phrase_opens_the_name_decides_and_never_which_was_used_last(three):
    for last in ("clinic", "Work", "clinic"):
        me = Cardholder(three, last)
        me.unlock(OTHER_PHRASE)
        me.choose_language("es" if me.book.settings.language != "es" else "en")
        me.lock()
        assert opened(three, "clinic", OTHER_PHRASE) == "clinic"
        assert opened(three, "Work", OTHER_PHRASE) == "Work"
        with pytest.raises(SeveralProfiles):
            opened(three, phrase=OTHER_PHRASE)


def test_without_a_name_the_profile_that_has_none_is_meant_also_where_another_was_used_last(tmp_path):
    made(tmp_path)
    made(tmp_path, "clinic")
    assert opened(tmp_path) == ""


@pytest.mark.parametrize("typed", ["work", "WORK", "  wOrk "])
def test_capitals_of_a_name_do_not_matter(three, typed):
    assert opened(three, typed, OTHER_PHRASE) == "Work"


def test_letters_that_are_put_together_in_another_way_are_the_same(tmp_path):
    made(tmp_path, "cli\u0301nica")
    assert opened(tmp_path, "CL\u00cdNICA") == "cl\u00ednica"
    with pytest.raises(OtherProfile):
        opened(tmp_path, "clinica")


@pytest.mark.parametrize("name", ["clinics", "nobody", "card"])
def test_a_name_that_the_opened_vault_does_not_go_by_is_refused_and_opens_nothing(three, name):
    with pytest.raises(OtherProfile) as refused:
        opened(three, name)
    assert refused.value.values == {"profile": name}
    assert [opened(three), opened(three, "clinic", OTHER_PHRASE)] == ["", "clinic"]  # both are let go of


def test_a_wrong_phrase_is_tried_on_every_vault_once(three, monkeypatch):
    tried, unlock = [], generations.unlock

    def counted(folder, *given, **more):
        tried.append(folder)
        return unlock(folder, *given, **more)

    monkeypatch.setattr(generations, "unlock", counted)
    with pytest.raises(WrongPhrase) as refused:
        opened(three, phrase=THIRD_PHRASE)
    assert type(refused.value) is WrongPhrase
    assert len(tried) == len(set(tried)) == 3


def test_the_one_saved_last_is_tried_first(three, monkeypatch):
    me = Cardholder(three, "clinic")
    me.unlock(OTHER_PHRASE)
    me.choose_language("es")
    me.lock()
    tried, unlock = [], generations.unlock

    def counted(folder, *given, **more):
        tried.append(folder)
        return unlock(folder, *given, **more)

    monkeypatch.setattr(generations, "unlock", counted)
    assert opened(three, "clinic", OTHER_PHRASE) == "clinic"
    assert tried == [me.folder]


def test_once_open_the_phrase_of_another_profile_does_not_change_whose_cards_these_are(three):
    me = Cardholder(three)
    me.unlock(PHRASE)
    me.lock()
    with pytest.raises(WrongPhrase):
        me.unlock(OTHER_PHRASE)
    me.unlock(PHRASE)
    assert me.book.settings.profile == ""
    me.lock()


# Another window


def test_a_window_on_one_profile_keeps_nobody_out_of_another(three):
    window = Cardholder(three, "clinic")
    window.unlock(OTHER_PHRASE)
    Cardholder(three).refuse_if_out_of_reach()
    assert (opened(three), opened(three, "work", OTHER_PHRASE)) == ("", "Work")
    for name in ("clinic", "Clinic"):
        with pytest.raises(VaultBusy):
            opened(three, name, OTHER_PHRASE)
    with pytest.raises(OtherProfile):
        opened(three, "nobody", OTHER_PHRASE)
    with pytest.raises(WrongPhrase):
        opened(three, phrase=THIRD_PHRASE)
    window.lock()


def test_a_window_on_the_profile_without_a_name_does_not_make_another_one_meant(tmp_path):
    made(tmp_path)
    made(tmp_path, "clinic")
    window = Cardholder(tmp_path)
    window.unlock(PHRASE)
    with pytest.raises(VaultBusy):
        opened(tmp_path)
    assert opened(tmp_path, "clinic") == "clinic"
    window.lock()


def test_where_all_are_open_elsewhere_that_is_told_before_anybody_types(three):
    locks = [FolderLock(each.folder / generations.LOCK) for each in cards_here(three)]
    with pytest.raises(VaultBusy):
        Cardholder(three).refuse_if_out_of_reach()
    locks[1].release()
    Cardholder(three).refuse_if_out_of_reach()
    for lock in locks:
        lock.release()


# Something amiss with one of them


def test_a_damaged_vault_is_told_to_the_phrase_that_is_its_own_and_keeps_nobody_out_of_the_others(three):
    me = Cardholder(three, "clinic")
    me.unlock(OTHER_PHRASE)
    me.choose_language("es")
    me.lock()
    data = bytearray((me.folder / VAULT).read_bytes())
    data[-1] ^= 1
    (me.folder / VAULT).write_bytes(data)
    assert (opened(three), opened(three, "work", OTHER_PHRASE)) == ("", "Work")
    with pytest.raises(WrongPhrase):
        opened(three, phrase=THIRD_PHRASE)
    for name in ("clinic", ""):  # another one of that phrase is not taken for it
        with pytest.raises(DamagedVault):
            opened(three, name, OTHER_PHRASE)


def test_a_phrase_that_is_surely_that_of_a_damaged_vault_is_not_called_wrong(tmp_path):
    made(tmp_path)
    folder = made(tmp_path, "clinic", OTHER_PHRASE)
    data = bytearray((folder / VAULT).read_bytes())
    data[-1] ^= 1
    (folder / VAULT).write_bytes(data)
    with pytest.raises(DamagedOnlySave):
        opened(tmp_path, phrase=OTHER_PHRASE)
    (folder / VAULT).write_bytes(b"")
    with pytest.raises(WrongPhrase):  # nobody can tell, and nobody is advised to wipe anything for that
        opened(tmp_path, phrase=OTHER_PHRASE)
    assert opened(tmp_path) == ""


def test_what_a_newer_version_wrote_keeps_nobody_out_of_the_others(tmp_path):
    made(tmp_path)
    folder = made(tmp_path, "clinic", OTHER_PHRASE)
    data = bytearray((folder / VAULT).read_bytes())
    data[8] += 1
    (folder / VAULT).write_bytes(data)
    assert opened(tmp_path) == ""
    (home,) = {folder.parent}
    for each in cards_here(home):
        if each.folder != folder:
            (each.folder / VAULT).unlink()
    with pytest.raises(NewerVault):
        opened(tmp_path, phrase=OTHER_PHRASE)


def test_a_vault_for_which_there_is_no_memory_is_told_where_no_other_opens(tmp_path, monkeypatch):
    made(tmp_path)
    me = Cardholder(tmp_path, "clinic")
    me.create(OTHER_PHRASE, Card("Me"))
    me.lock()
    phrase_key = sealed.phrase_key

    def little(phrase, lock):
        if lock.cost.memory_kib == sealed.NORMAL.memory_kib:
            raise NotEnoughMemory(mebibytes=256)
        return phrase_key(phrase, lock)

    monkeypatch.setattr(sealed, "phrase_key", little)
    assert opened(tmp_path) == ""
    with pytest.raises(NotEnoughMemory):
        opened(tmp_path, phrase=THIRD_PHRASE)


# Making one


def test_where_there_are_cards_new_ones_need_a_name(three):
    for me in (Cardholder(three), Cardholder(three, " ")):
        with pytest.raises(VaultExists):
            me.refuse_if_no_place()
    Cardholder(three, "family").refuse_if_no_place()
    assert made(three, "family", THIRD_PHRASE).parent == three


@pytest.mark.parametrize("name", ["clinic", "CLINIC"])
def test_no_second_profile_of_one_name_is_made_under_one_phrase(three, name):
    with pytest.raises(VaultExists):
        made(three, name, OTHER_PHRASE)
    assert len(cards_here(three)) == 3


def test_that_holds_while_another_window_has_the_first_one_open_too(three):
    window = Cardholder(three, "clinic")
    window.unlock(OTHER_PHRASE)
    with pytest.raises(VaultExists):
        made(three, "clinic", OTHER_PHRASE)
    window.lock()


def test_two_profiles_of_one_name_are_told_apart_by_their_phrases(tmp_path):
    made(tmp_path)
    first, second = made(tmp_path, "clinic", OTHER_PHRASE), made(tmp_path, "clinic", THIRD_PHRASE)
    for folder, phrase in ((first, OTHER_PHRASE), (second, THIRD_PHRASE)):
        me = Cardholder(tmp_path, "clinic")
        me.unlock(phrase)
        assert me.folder == folder
        me.lock()


def test_a_folder_in_which_a_vault_was_begun_and_never_saved_is_taken_by_the_next_one(tmp_path):
    begun = tmp_path / ("ab" * 16)
    begun.mkdir()
    lock = FolderLock(begun / generations.LOCK)
    with pytest.raises(VaultBusy):  # two windows begin at once: one of them is first
        made(tmp_path)
    lock.release()
    assert made(tmp_path) == begun
    assert list(tmp_path.iterdir()) == [begun]


def test_a_copy_that_is_brought_back_goes_by_the_name_that_is_given_then_and_tells_no_other(tmp_path):
    folder = made(tmp_path / "home", "clinic")
    me = Cardholder(tmp_path / "home")
    me.unlock(PHRASE)
    me.backup(tmp_path / "copy")
    root = me.store.root()
    assert read_backup(tmp_path / "copy", root).book.settings.profile is None
    me.wipe()
    assert not folder.exists()
    for name in ("", "quiet"):
        new = Cardholder(tmp_path / f"home {name}", name)
        new.restore(tmp_path / "copy", root, PHRASE, taken=False, low_memory=True)
        assert new.book.settings.profile == name
        new.lock()


def test_where_there_is_nothing_nothing_opens(tmp_path):
    for name in ("", "clinic"):
        with pytest.raises(NoVault):
            opened(tmp_path / "nowhere", name)


# Profiles of the first release


@pytest.fixture
def old(tmp_path):
    """A home as the first release left it: a profile in a folder that is called by a hash of its name."""
    folder = of_first_release(tmp_path / "home", "Clinic")
    create(folder).close()
    return tmp_path / "home"


def test_a_profile_of_the_first_release_is_found_by_its_name_and_then_tells_it_to_nobody(old):
    assert opened(old, "Clinic") == "Clinic"
    (folder,) = (each.folder for each in cards_here(old))
    assert not homes.is_of_first_release(folder)
    assert [opened(old), opened(old, "clinic")] == ["Clinic", "Clinic"]
    with pytest.raises(OtherProfile):
        opened(old, "union")
    assert [each.folder for each in cards_here(old)] == [folder]


@pytest.mark.parametrize("typed", ["clinic", "CLINIC", " clinic  "])
def test_its_capitals_are_tried_as_people_write_them(old, typed):
    assert opened(old, typed) == typed.strip()
    assert opened(old, "Clinic") == typed.strip()


@pytest.mark.parametrize("typed", ["", "union"])
def test_under_another_name_it_is_not_found(old, typed):
    before = sorted(old.rglob("*"))
    with pytest.raises(NoVault):
        opened(old, typed)
    assert sorted(old.rglob("*")) == before
    assert opened(old, "Clinic") == "Clinic"


def test_the_profile_that_had_no_name_has_none(tmp_path):
    create(of_first_release(tmp_path, "")).close()
    create(of_first_release(tmp_path, "clinic"), phrase=OTHER_PHRASE).close()
    assert [opened(tmp_path), opened(tmp_path, "clinic", OTHER_PHRASE)] == ["", "clinic"]
    assert [opened(tmp_path), opened(tmp_path, phrase=OTHER_PHRASE)] == ["", "clinic"]


def test_where_the_folder_cannot_get_another_name_everything_opens_and_the_next_time_it_gets_one(
    old, monkeypatch
):
    def refuse(folder, place):
        raise NotPermitted(place=folder)

    monkeypatch.setattr(disk, "move", refuse)
    assert [opened(old, "Clinic"), opened(old, "Clinic")] == ["Clinic", "Clinic"]
    assert [homes.is_of_first_release(each.folder) for each in cards_here(old)] == [True]
    monkeypatch.undo()
    opened(old, "Clinic")
    assert [homes.is_of_first_release(each.folder) for each in cards_here(old)] == [False]


def test_while_one_window_gives_a_folder_its_new_name_another_one_finds_it_there(old, monkeypatch):
    first, unlock = Cardholder(old, "Clinic"), generations.unlock

    def open_first():
        monkeypatch.undo()
        first.unlock(PHRASE)
        first.lock()

    def slowly(folder, *given, **more):
        open_first()
        return unlock(folder, *given, **more)

    second = Cardholder(old, "Clinic")
    monkeypatch.setattr(generations, "unlock", slowly)
    second.unlock(PHRASE)
    assert second.folder == first.folder
    second.lock()


def test_what_a_first_save_without_a_name_beside_it_brings_back_gets_the_name_that_is_asked_for(old):
    opened(old, "Clinic")
    assert opened(old, "Clinic", unlock=go_back) == "Clinic"


def test_a_vault_whose_name_nobody_wrote_gets_none_until_somebody_says_one(tmp_path):
    create(place_in(tmp_path)).close()
    assert [opened(tmp_path), opened(tmp_path, "clinic"), opened(tmp_path)] == [None, "clinic", "clinic"]


def test_making_one_of_the_same_name_is_refused_before_anybody_types_anything(old):
    for typed in ("Clinic", "clinic"):
        with pytest.raises(VaultExists):
            Cardholder(old, typed).refuse_if_no_place()
    Cardholder(old).refuse_if_no_place()
