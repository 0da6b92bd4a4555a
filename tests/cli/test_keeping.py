"""The vault and what becomes of it: phrases, copies, going back, wiping, profiles with nothing in common."""

import json
from itertools import pairwise

import pytest

from p2pcard.core.formats import armor, calendar, recovery
from p2pcard.core.statements import card, statement
from p2pcard.edge.store.generations import KEPT, PREVIOUS, VAULT
from p2pcard.errors import RecoveryWordsDoNotFit
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.keeper import this_month
from p2pcard.wording import catalogue
from tests.peers import card_of
from tests.shells import ANA, BEN, PHRASE, Device, device, swap
from tests.terminals import Terminal

OTHER = "nine quiet boats at noon"


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


def vault_folder(device):
    (folder,) = device.home.iterdir()
    return folder


def sequence(device):
    return card.read(statement.read(armor.read(device.do("show")["block"]))).sequence


def words_of(device, file):
    """Make a copy, and return the twelve words that are given with it."""
    words = device.do("backup", str(file))["words"]
    assert len(words) == 12
    return words


def fits(words):
    """Whether the checksum in the last word fits: by chance it does in one of sixteen orders."""
    try:
        return bool(recovery.read_recovery_words(" ".join(words)))
    except RecoveryWordsDoNotFit:
        return False


def restored(folder, file, words, how, name="new"):
    """Make a new device from a copy."""
    made = Device(folder / name)
    typed = " ".join(words)
    assert made.run("restore", str(file), how, "--low-memory", given=typed).code == 0
    return made


def test_a_vault_is_made_once_and_for_its_owner_alone(tmp_path):
    ana = Device(tmp_path / "homes" / "ana")
    made = ana.do("init", "--low-memory", "--card", "-", given=json.dumps(ANA))
    assert made["card"]["name"] == "Ana"
    assert ana.refused("init", "--card", "-", given=json.dumps(ANA)) == "vault-exists"
    places = [ana.home, *ana.home.rglob("*")]
    assert len(places) >= 3
    for place in places:
        assert place.stat().st_mode & 0o777 == (0o700 if place.is_dir() else 0o600), place


@pytest.mark.parametrize("phrase", ["short", "aaaaaaaaaaaaaaaaaaaaaaaa", "one one one one one"])
def test_a_phrase_that_is_easy_to_guess_is_refused_and_leaves_no_folder(tmp_path, phrase):
    ana = Device(tmp_path / "home", phrase)
    assert ana.refused("init", "--low-memory", "--card", "-", given=json.dumps(ANA)) == "weak-phrase"
    assert not ana.home.exists()


def test_a_wrong_phrase_opens_nothing(ana):
    ana.use(OTHER)
    assert ana.refused("people") == "wrong-phrase"
    ana.use(PHRASE.upper() + "  ")
    assert ana.people() == []


def test_unlocking_says_how_many_people_and_which_save(ana):
    first = ana.run("people").err
    ana.hold(card_of("Cam"))
    second = ana.run("people").err
    assert ("0 people" in first, "1 person" in second) == (True, True)
    numbers = [
        int("".join(sign for sign in told.split("save")[1] if sign.isdigit())) for told in (first, second)
    ]
    assert numbers[1] == numbers[0] + 1


def test_after_a_new_phrase_the_old_one_opens_neither_save(ana):
    ana.hold(card_of("Cam"))
    ana.use(PHRASE, OTHER)
    assert ana.do("passphrase") == {"changed": True}
    ana.use(PHRASE)
    assert ana.refused("people") == "wrong-phrase"
    assert ana.refused("restore", "--previous", given="\n") == "wrong-phrase"
    ana.use(OTHER)
    assert ana.people() == ["Cam"]
    ana.use(OTHER, "short")
    assert ana.refused("passphrase") == "weak-phrase"
    ana.use(OTHER)
    assert ana.refused("passphrase", code=2) == "no-phrase"
    assert ana.people() == ["Cam"]


def test_going_back_to_another_save_brings_back_what_was_there_and_the_last_one_too(ana):
    ana.hold(card_of("Cam"))
    ana.hold(card_of("Dot"))
    answer = {"restored": "previous", "same_identity": True, "people": 1, "tell": []}
    assert ana.do("restore", "--previous", given="2\n") == answer
    assert ana.people() == ["Cam"]
    assert ana.do("restore", "--previous", given="3\n") == {**answer, "people": 2}
    assert ana.people() == ["Cam", "Dot"]


def test_each_save_is_named_by_its_number_its_month_and_its_people_and_nothing_is_done_unasked(ana):
    ana.hold(card_of("Cam"))
    folder = vault_folder(ana)
    (folder / KEPT[1]).write_bytes(b"Dear Ben")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    now = catalogue.month(this_month())
    for typed, code in (("\n", 0), ("1\n", 0), ("", 2), ("q\n", 1)):
        told = ana.run("restore", "--previous", given=typed)
        assert told.code == code
        assert told.err.splitlines()[:4] == [
            "These saves of your cards are on this device:",
            f"1: number 3 ({now}), 1 person. This is your last save.",
            f"2: number 2 ({now}), 0 people.",
            f"This does not open here, and stays: {KEPT[1]}",
        ]
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    month = calendar.write(this_month())
    assert ana.do("restore", "--previous", given="\n") == {
        "restored": None,
        "saves": [
            {"file": VAULT, "save": 3, "month": month, "people": 1},
            {"file": PREVIOUS, "save": 2, "month": month, "people": 0},
        ],
        "closed": [KEPT[1]],
    }


def test_whoever_types_another_number_is_asked_again_which_save_it_is(ana):
    ana.hold(card_of("Cam"))
    with Terminal(ana.home, "restore", "--previous", **ana.environment) as terminal:
        terminal.answer("press Enter to change nothing:", "7")
        terminal.answer("There is no choice 7 here.", "2")
        terminal.until("you are the same person to everybody.")
        assert terminal.end() == 0
    assert ana.people() == []


def test_with_three_saves_kept_already_a_person_chooses_which_one_goes(ana):
    for name in ("Cam", "Dot", "Eva"):
        ana.hold(card_of(name))
        ana.do("restore", "--previous", given="2\n")
    saves = ana.do("restore", "--previous", given="\n")["saves"]
    assert [each["file"] for each in saves] == [VAULT, PREVIOUS, *KEPT]
    folder = vault_folder(ana)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for typed in ("2\n", "2\n1\n", "2\nq\n"):
        ana.run("restore", "--previous", given=typed)
    assert ana.refused("restore", "--previous", given="2\n\n") == "kept-full"
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert ana.do("restore", "--previous", given="2\n4\n")["restored"] == "previous"
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after[KEPT[1]] == before[VAULT]
    assert [after[name] for name in (KEPT[0], KEPT[2])] == [before[name] for name in (KEPT[0], KEPT[2])]


def test_a_damaged_save_says_how_to_go_back(ana):
    ana.hold(card_of("Cam"))
    vault = vault_folder(ana) / VAULT
    data = bytearray(vault.read_bytes())
    data[-100] ^= 1
    vault.write_bytes(data)
    assert ana.refused("people") == "damaged-vault"
    assert ana.do("restore", "--previous", given="1\n")["people"] == 0
    for name in KEPT:
        (vault_folder(ana) / name).unlink(missing_ok=True)
    vault.write_bytes(data)
    (vault_folder(ana) / PREVIOUS).unlink()
    assert ana.refused("people") == "damaged-only-save"


def test_the_twelve_words_are_shown_once_and_asked_back(ana, tmp_path):
    root = recovery.recovery_words(_root(ana))
    file = tmp_path / "copy"
    wrong = ana.run("backup", str(file), given=" ".join(reversed(root)))
    assert wrong.code == 1
    assert not file.exists()
    right = ana.run("backup", str(file), given=" ".join(root))
    assert right.code == 0, right.err
    assert all(word in right.err + right.out for word in root)
    again = ana.run("backup", str(file))
    assert again.code == 0, again.err
    beside = [f"{one} {two}" for one, two in pairwise(root)]  # one alone may stand in any sentence
    assert not any(two in again.err + again.out for two in beside)
    assert ana.do("backup", str(file))["words"] is None
    assert file.stat().st_mode & 0o777 == 0o600


def _root(device):
    me = Cardholder(device.home)
    me.unlock(PHRASE)
    try:
        return me.store.root()
    finally:
        me.lock()


def test_words_that_a_program_could_not_be_told_are_told_again(ana, tmp_path):
    with open("/dev/full", "w") as nowhere:  # noqa: PTH123  # a device, not a file
        told = ana.process("--json", "backup", str(tmp_path / "copy"), stdout=nowhere)
        told.communicate()
    assert told.returncode == 5
    assert len(ana.do("backup", str(tmp_path / "copy"))["words"]) == 12
    assert ana.do("backup", str(tmp_path / "copy"))["words"] is None


def test_a_copy_is_written_over_nothing_but_a_copy(ana, tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear Ben")
    assert ana.refused("backup", str(file)) == "something-else-there"
    assert ana.refused("backup", str(vault_folder(ana) / VAULT)) == "something-else-there"
    assert ana.refused("backup", str(tmp_path / "none" / "copy")) == "folder-missing"
    assert file.read_text() == "Dear Ben"
    assert len(words_of(ana, tmp_path / "copy")) == 12


def test_after_a_loss_the_same_person_goes_on_above_every_number_that_friends_hold(ana, tmp_path):
    ben = device(tmp_path, BEN)
    swap(ana, ben)
    before, number = ana.do("card")["card"], sequence(ana)
    words = words_of(ana, tmp_path / "copy")
    new = restored(tmp_path, tmp_path / "copy", words, "--lost")
    assert new.do("card")["card"]["id"] == before["id"]
    assert sequence(new) == number + 1_000_000
    assert new.people() == ["Ben"]
    assert new.do("backup", str(tmp_path / "copy"))["words"] is None  # they were typed, so they are known
    me = Cardholder(new.home)
    me.unlock(PHRASE)
    assert [contact.secrets for contact in me.book.contacts.values()] == [()]
    me.lock()
    assert ben.do("add", given=new.do("show")["block"])["person"]["id"] == before["id"]
    assert ben.refused("add", given=ana.do("show")["block"]) == "older-card"


def test_after_a_theft_the_same_people_are_held_by_a_new_person(ana, tmp_path):
    ana.hold(card_of("Cam"))
    before = ana.do("card")["card"]
    words = words_of(ana, tmp_path / "copy")
    ana.do("backup", str(tmp_path / "copy"))  # now the copy says that the words are known
    new = restored(tmp_path, tmp_path / "copy", words, "--taken")
    after = new.do("card")["card"]
    assert after["id"] != before["id"]
    assert after["channels"] == before["channels"]
    assert sequence(new) == 1
    assert new.people() == ["Cam"]
    others = words_of(new, tmp_path / "copy of the new")
    assert others != words
    assert restored(tmp_path, tmp_path / "copy of the new", others, "--lost", "third").people() == ["Cam"]


def test_whether_a_device_was_lost_or_taken_is_asked_and_never_guessed(ana, tmp_path):
    words = words_of(ana, tmp_path / "copy")
    new = Device(tmp_path / "new")
    for answer in ("", "lost", "3"):
        typed = f"{answer}\n{' '.join(words)}\n"
        assert new.run("restore", str(tmp_path / "copy"), "--low-memory", given=typed).code == 2
        assert not new.home.exists()
    typed = f"1\n{' '.join(words)}\n"
    assert new.run("restore", str(tmp_path / "copy"), "--low-memory", given=typed).code == 0
    assert new.do("card")["card"]["id"] == ana.do("card")["card"]["id"]


def test_whoever_types_another_answer_is_asked_again_whether_a_device_was_lost(ana, tmp_path):
    words_of(ana, tmp_path / "copy")
    for answer, asked in (("", "A question was not answered."), ("1", "Type your twelve words:")):
        with Terminal(tmp_path / "new", "restore", str(tmp_path / "copy")) as terminal:
            terminal.answer("Type 1 or 2:", "lost")
            assert "There is no choice lost here." in terminal.answer("Type 1 or 2:", answer)
            terminal.until(asked)


def test_wrong_recovery_words_are_named_by_their_place_and_change_nothing(ana, tmp_path):
    words = words_of(ana, tmp_path / "copy")
    new = Device(tmp_path / "new")

    def refusal(typed, file="copy"):
        answer = new.run("--json", "restore", str(tmp_path / file), "--lost", given=typed)
        assert answer.code == 1
        assert not new.home.exists()
        return answer.values["refused"]

    told = refusal(" ".join([*words[:4], "qqqq", *words[5:]]))
    assert told["reason"] == "recovery-word-unknown"
    assert "5" in told["text"]
    assert "qqqq" not in json.dumps(told)
    assert refusal(" ".join(words[:11]))["reason"] == "wrong-number-of-words"
    assert refusal(words[0])["text"] == "The number of words is 1, and it has to be 12."
    turned = next(
        some for some in (words[place:] + words[:place] for place in range(1, 12)) if not fits(some)
    )
    assert refusal(" ".join(turned))["reason"] == "recovery-words-do-not-fit"
    others = recovery.recovery_words(bytes(16))
    assert refusal(" ".join(others))["reason"] == "backup-of-somebody-else"
    (tmp_path / "vault").write_bytes((vault_folder(ana) / VAULT).read_bytes())
    assert refusal("", "vault")["reason"] == "not-a-sealed-file"  # before anybody types words
    assert refusal("", "none")["reason"] == "folder-missing"


def test_nothing_is_restored_over_a_vault(ana, tmp_path):
    words = words_of(ana, tmp_path / "copy")
    answer = ana.refused("restore", str(tmp_path / "copy"), "--lost", given=" ".join(words))
    assert answer == "vault-exists"
    assert ana.run("restore").code == 2
    assert ana.run("restore", str(tmp_path / "copy"), "--previous").code == 2


def test_wiping_needs_the_word_and_leaves_nothing(ana):
    for typed, code in (("\n", 1), ("yes\n", 1), ("", 2)):
        assert ana.run("wipe", given=typed).code == code
    assert ana.people() == []
    assert ana.do("wipe", given="DELETE\n") == {"wiped": True}
    assert list(ana.home.iterdir()) == []
    assert ana.refused("people") == "no-vault"
    assert ana.refused("wipe", given="DELETE\n") == "no-vault"


def test_profiles_have_nothing_in_common(ana, tmp_path):
    written = json.dumps({"name": "Kim of the clinic"})
    kim = ana.do("--profile", "clinic", "init", "--low-memory", "--card", "-", given=written)["card"]
    assert kim["id"] != ana.do("card")["card"]["id"]
    ana.hold(card_of("Cam"))
    assert ana.do("--profile", "clinic", "people") == {"people": [], "by_other_words": []}
    folders = sorted(ana.home.iterdir())
    assert len(folders) == 2
    names = [str(path.relative_to(ana.home)) for path in ana.home.rglob("*")]
    assert not any("clinic" in name or "card" in name.split("/")[0] for name in names)
    shared = {
        path.read_bytes()[place : place + 16] for path in folders[0].glob("*") for place in range(28, 400, 4)
    }
    for path in folders[1].glob("*"):
        data = path.read_bytes()
        assert not any(len(piece) == 16 and piece in data for piece in shared)
    assert ana.do("--profile", "clinic", "wipe", given="DELETE\n") == {"wiped": True}
    assert ana.people() == ["Cam"]
