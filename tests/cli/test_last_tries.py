"""A person who slips is asked again, and at the last try is told how to begin anew: not to type again."""

import pytest

from p2pcard.core.formats import recovery
from tests.shells import ANA, BEN, PHRASE, Device, device, swap
from tests.terminals import Terminal

HIDDEN = "(what you type is not shown):"
WRONG = "this is not what opens them"
LAST = "That was the last try.\n"
AGAIN = "ype it again"


def _copy(folder, *people):
    """Make a sealed copy of Ana's cards; return its file and the twelve words."""
    ana, file = device(folder, ANA), folder / "copy"
    for each in people:
        swap(ana, device(folder, each))
    return file, ana.do("backup", str(file))["words"]


@pytest.mark.parametrize("command", [("card",), ("restore", "--previous")])
def test_after_the_last_opening_phrase_nobody_is_told_to_type_it_again(tmp_path, command):
    with Terminal(device(tmp_path, ANA).home, *command) as ana:
        for _ in range(2):
            ana.answer(HIDDEN, WRONG)
            ana.until("Type it again; capitals, accents and extra spaces do not matter.")
        ana.answer(HIDDEN, WRONG)
        told = ana.until("To begin again: p2pcard\n")
        assert f"This phrase does not open your cards. {LAST}Nothing was changed.\n" in told
        assert ana.end() == 1
        assert AGAIN not in told


def test_a_script_with_a_wrong_phrase_is_told_the_same_as_ever(tmp_path):
    ana = device(tmp_path, ANA)
    ana.use(WRONG)
    assert ana.refused("restore", "--previous") == ana.refused("card") == "wrong-phrase"


def test_twelve_words_that_are_not_typed_back_leave_no_copy_and_that_is_said(tmp_path):
    file = tmp_path / "copy"
    with Terminal(device(tmp_path, ANA).home, "backup", str(file)) as ana:
        ana.answer(HIDDEN, PHRASE)
        for _ in range(3):
            ana.answer("Type all twelve from your paper:", " ".join(["zzz"] * 12))
        told = ana.until("To begin again: p2pcard backup FILE\n")
        assert f"{LAST}No copy was made, and nothing was changed.\n" in told
        assert ana.end() == 1
    assert not file.exists()


def test_twelve_words_that_are_not_right_bring_nothing_back_and_that_is_said(tmp_path):
    file, words = _copy(tmp_path)
    with Terminal(tmp_path / "new", "restore", str(file), "--lost") as new:
        for _ in range(3):
            new.answer("Type your twelve words:", " ".join([*words[:11], "zzz"]))
        told = new.until("To begin again: p2pcard restore FILE\n")
        assert f"{LAST}Nothing was brought back.\n" in told
        assert AGAIN not in told.split(LAST)[1]
        assert new.end() == 1
    assert not (tmp_path / "new").exists()


def test_twelve_words_are_taken_in_two_lines_as_they_are_shown(tmp_path):
    ana, file = device(tmp_path, ANA), tmp_path / "copy"
    with Terminal(ana.home, "backup", str(file)) as keeping:
        keeping.answer(HIDDEN, PHRASE)
        keeping.until("again:\n")
        first, second = keeping.until("Type all").removesuffix("Type all").split("\n")[1:3]
        keeping.answer("from your paper:", first)
        keeping.answer("These are 6 words of twelve. Type the others:", second)
        assert keeping.end() == 0
    with Terminal(tmp_path / "new", "restore", str(file), "--lost", "--low-memory") as new:
        new.answer("Type your twelve words:", first.split()[0])
        new.answer("This is 1 word of twelve. Type the others:", "")
        assert "The number of words is 1" in new.answer("Type your twelve words:", "some slip")
        new.answer("These are 2 words of twelve. Type the others:", f"{first} {second}")
        new.type(new.until(HIDDEN).split("\n\n")[1].strip())
        assert new.end() == 0
    assert recovery.read_recovery_words(f"{first} {second}")


def test_whether_the_old_device_was_open_is_asked_until_it_is_answered(tmp_path):
    file, words = _copy(tmp_path, BEN)
    with Terminal(tmp_path / "new", "restore", str(file), "--taken", "--low-memory") as new:
        new.answer("press Enter for no:", "p people")
        assert "Type yes or no.\n" in new.answer("press Enter for no:", "y")
        new.answer("Type your twelve words:", " ".join(words))
        new.answer(HIDDEN, PHRASE)
        new.answer("type it once more:", PHRASE)
        assert "Tell them, face to face: Ben" in new.until("\nTheir cards were open") + new.until("Ben")
        assert new.end() == 0


@pytest.mark.parametrize("typed", ["", "no", "NO"])
def test_no_is_typed_or_meant_by_enter(tmp_path, typed):
    file, words = _copy(tmp_path, BEN)
    with Terminal(tmp_path / "new", "restore", str(file), "--taken", "--low-memory", language="es") as new:
        new.answer("pulsa Enter para decir no:", typed)
        new.answer("Escribe tus doce palabras:", " ".join(words))
        new.answer("(no se ve lo que escribes):", PHRASE)
        new.answer("escríbela una vez más:", PHRASE)
        assert new.end() == 0
        assert "Ben" not in new.shown
    assert Device(tmp_path / "new").people() == ["Ben"]


def test_q_stops_at_every_question_of_bringing_cards_back(tmp_path):
    file, words = _copy(tmp_path, BEN)
    asked = [
        ("Type 1 or 2:", "2"),
        ("press Enter for no:", "no"),
        ("Type your twelve words:", "one two"),
        ("Type the others:", " ".join(words)),
        (HIDDEN, PHRASE),
    ]
    for place, (question, _) in enumerate(asked):
        with Terminal(tmp_path / "new", "restore", str(file), "--low-memory") as new:
            for before, typed in asked[:place]:
                new.answer(before, typed)
            new.answer(question, "q")
            if question == HIDDEN:
                new.answer("Type yes to stop, or press Enter to go on:", "yes")
            new.until("You stopped.\nNothing was changed.\n")
            assert new.end() == 1
    assert not (tmp_path / "new").exists()
