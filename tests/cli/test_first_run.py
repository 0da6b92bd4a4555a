"""U01: a newcomer who was told nothing answers a few questions, in their language, and has a card."""

import pytest

from p2pcard.core.formats import passphrase
from tests.disks import make_read_only, needs_root, small_disk
from tests.shells import Device
from tests.terminals import Terminal, proposed
from tests.wording.test_catalogue import _pairs

OWN = "a red bicycle under nine stars"
SPANISH = {
    "language": "o pulsa Enter para Español:",
    "name": "¿Cómo quieres que te llamen aquí?",
    "reach": "¿Cómo pueden contactarte?",
    "right": "¿Está bien? Pulsa Enter.",
    "offer": "¿Qué puedes ofrecer?",
    "speak": "¿Qué idiomas hablas?",
    "phrase": "no se ve lo que escribes):",
}
ENGLISH = {
    "language": "or press Enter for English:",
    "name": "What should people here call you?",
    "reach": "How can they reach you?",
    "right": "Right? Press Enter.",
    "offer": "What can you offer?",
    "speak": "Which languages do you speak?",
    "phrase": "(what you type is not shown):",
}


def _begin(terminal, asked, name="Don Julio", reach="600 100 104", offer="reparaciones"):
    """Answer everything up to the phrase; return the six words that are proposed."""
    terminal.answer(asked["language"], "")
    terminal.answer(asked["name"], name)
    terminal.answer(asked["reach"], reach)
    terminal.answer(asked["right"], "")
    terminal.answer(asked["offer"], offer)
    terminal.answer(asked["speak"], "")
    return proposed(terminal.until(asked["phrase"]))


def test_don_julio_makes_his_card_in_spanish_with_six_answers_and_one_look_at_a_line(tmp_path):
    with Terminal(tmp_path, "init", "--low-memory", language="es_ES.UTF-8") as julio:
        julio.type(_begin(julio, SPANISH))
        assert julio.end() == 0
    assert len(julio.typed) == 7  # six questions, and Enter for how one of them was understood
    preview = julio.shown[julio.shown.index("Esto es todo lo que recibirán") :]
    for line in ("Nombre: Don Julio", "Teléfono: 600 100 104", "Puede ofrecer: reparaciones", "Vale hasta "):
        assert line in preview
    for template, translated in _pairs("es"):
        assert len(template) < 12 or template == translated or template not in julio.shown, template


def test_the_six_words_are_typed_once_in_any_case_and_without_accents(tmp_path):
    with Terminal(tmp_path, "init", "--low-memory", language="es") as julio:
        julio.type(passphrase.steady(_begin(julio, SPANISH)).upper())
        assert julio.end() == 0


def test_the_words_open_the_cards_again_and_a_wrong_phrase_wipes_nothing(tmp_path):
    with Terminal(tmp_path, "init", "--low-memory") as teo:
        phrase = _begin(teo, ENGLISH)
        teo.type(phrase)
        assert teo.end() == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with Terminal(tmp_path, "card") as teo:
        teo.answer(ENGLISH["phrase"], "some other words")
        refused = teo.until("Type it again; capitals, accents and extra spaces do not matter.")
        assert "This phrase does not open your cards.\nNothing was lost.\n" in refused
        after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        assert after == before
        teo.answer(ENGLISH["phrase"], phrase.upper())
        teo.until("Name: Don Julio")
        assert teo.end() == 0


def test_a_phrase_of_ones_own_is_typed_twice(tmp_path):
    with Terminal(tmp_path, "init", "--low-memory") as mei:
        _begin(mei, ENGLISH)
        mei.type(OWN)
        mei.answer("type it once more:", OWN)
        assert mei.end() == 0
    assert len(mei.typed) == 8


def test_a_weak_or_mistyped_phrase_is_asked_for_again(tmp_path):
    with Terminal(tmp_path, "init", "--low-memory") as mei:
        _begin(mei, ENGLISH)
        mei.type("1234")
        assert "too easy to guess" in mei.until(ENGLISH["phrase"])
        mei.type(OWN)
        mei.answer("type it once more:", OWN + "!")
        assert "You did not type the phrase the same way twice." in mei.until(ENGLISH["phrase"])
        mei.type(OWN)
        mei.answer("type it once more:", OWN)
        assert mei.end() == 0


def test_however_often_somebody_slips_no_answer_of_theirs_is_lost(tmp_path):
    with Terminal(tmp_path, "init", "--low-memory") as mei:
        _begin(mei, ENGLISH)
        for _ in range(5):
            mei.type("1234")
            assert "too easy to guess" in mei.until(ENGLISH["phrase"])
        mei.type(OWN)
        mei.answer("type it once more:", OWN)
        mei.until("Name: Don Julio")
        assert mei.end() == 0


@pytest.mark.parametrize("typed", ["", "  ", "q", "?", "help"])
def test_whatever_is_typed_at_the_six_words_no_card_is_lost_and_other_words_are_had(tmp_path, typed):
    with Terminal(tmp_path, "init", "--low-memory") as mei:
        first = _begin(mei, ENGLISH)
        mei.type(typed)
        if typed == "q":
            mei.answer("Your answers are lost. Type yes to stop, or press Enter to go on:", "")
        told = mei.answer(ENGLISH["phrase"], "n")
        assert "Nothing is lost: what you typed before is still here." in told
        assert "(n: six other words, q: stop)" in told
        other = proposed(mei.until(ENGLISH["phrase"]))
        assert other != first
        mei.type(other)
        mei.until("Name: Don Julio")
        assert mei.end() == 0


def test_whoever_means_to_stop_at_the_six_words_stops_and_nothing_is_made(tmp_path):
    with Terminal(tmp_path / "home", "init", "--low-memory") as mei:
        _begin(mei, ENGLISH)
        mei.type("q")
        mei.answer("Type yes to stop, or press Enter to go on:", "y")
        mei.until("You stopped.\nNothing was changed.\n")
        assert mei.end() == 1
    assert not (tmp_path / "home").exists()


def test_the_end_of_typing_leaves_and_nothing_is_made(tmp_path):
    with Terminal(tmp_path / "home", "init", "--low-memory") as mei:
        _begin(mei, ENGLISH)
        mei.press("\x04")
        mei.until("A question was not answered.\nNothing was changed.\n")
        assert mei.end() == 2
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "There is nothing on this line."),
        ("Ro\u202esa", "a character that turns the order of the letters"),
        ("\u0410na", "mixes letters of two alphabets"),
        ("Rosa " * 20, "longer than 60 letters"),
    ],
)
def test_a_name_that_cannot_be_is_asked_for_again_with_a_sentence(tmp_path, typed, told):
    with Terminal(tmp_path, "init", "--low-memory") as rosa:
        rosa.answer(ENGLISH["language"], "")
        rosa.answer(ENGLISH["name"], typed)
        assert told in rosa.until(ENGLISH["name"])
        rosa.type("Rosa")
        rosa.until(ENGLISH["reach"])


def test_a_way_and_an_offer_that_cannot_be_are_asked_for_again(tmp_path):
    with Terminal(tmp_path, "init", "--low-memory") as rosa:
        rosa.answer(ENGLISH["language"], "")
        rosa.answer(ENGLISH["name"], "Rosa")
        rosa.answer(ENGLISH["reach"], "phone 600\u202e123")
        assert "turns the order" in rosa.until(ENGLISH["reach"])
        rosa.type("600 123 456, señal rosa.1; mobile 600 111 222, telegram @rosa, rosa@example.org")
        understood = (
            "Phone 600 123 456. señal rosa.1. Phone 600 111 222. Telegram @rosa. Email rosa@example.org."
        )
        assert f"Understood: {understood}" in rosa.answer(ENGLISH["right"], "signal rosa.24")
        assert f"Understood: {understood} Signal rosa.24." in rosa.answer(ENGLISH["right"], "-")
        rosa.answer(ENGLISH["reach"], "600 123 456, signal rosa.24 and rosa@example.org")
        rosa.answer(ENGLISH["right"], "")
        rosa.answer(ENGLISH["offer"], "a story longer than thirty letters")
        assert "longer than 30 letters" in rosa.until(ENGLISH["offer"])
        rosa.type("furgoneta, Spanish, bread")
        rosa.answer(ENGLISH["speak"], "wxyz")
        assert "“wxyz” is no language that is known here." in rosa.answer(ENGLISH["speak"], "inglés, hu")
        rosa.type(proposed(rosa.until(ENGLISH["phrase"])))
        assert rosa.end() == 0
    lines = rosa.shown.splitlines()
    for line in ("Phone: 600 123 456", "Signal: rosa.24", "Email: rosa@example.org"):
        assert line in lines
    assert {"Can offer: van, bread", "Speaks: English, hu, Spanish"} <= set(lines)


def test_the_language_is_asked_first_and_is_remembered(tmp_path):
    with Terminal(tmp_path, "init", "--low-memory") as julio:
        assert "1: English\n2: Español\n" in julio.answer(ENGLISH["language"], "7")
        assert "There is no choice 7 here." in julio.until(ENGLISH["language"])
        julio.type("espanol")
        julio.answer(SPANISH["name"], "Julio")
        julio.answer(SPANISH["reach"], "")
        julio.answer(SPANISH["offer"], "")
        julio.answer(SPANISH["speak"], "")
        phrase = proposed(julio.until(SPANISH["phrase"]))
        julio.type(phrase)
        assert julio.end() == 0
    with Terminal(tmp_path, "card") as julio:
        julio.answer(ENGLISH["phrase"], phrase)
        julio.until("Nombre: Julio")
    with Terminal(tmp_path, "--lang", "en", "card") as helper:
        helper.answer(ENGLISH["phrase"], phrase)
        helper.until("Name: Julio")


def test_where_nothing_can_be_made_nobody_is_asked_anything(tmp_path):
    new, file = Device(tmp_path / "new"), tmp_path / "file"
    file.write_text("not a folder")
    for home in (file, file / "inside"):
        for command in (("init",), ("restore", str(file))):  # a question would be refused as not answered
            assert new.refused("--home", str(home), *command) == "not-a-folder"
    assert file.read_text() == "not a folder"


@needs_root
def test_on_a_disk_that_is_full_or_only_to_be_read_nobody_is_asked_anything(tmp_path):
    new = Device(tmp_path / "new")
    with small_disk(tmp_path / "disk", 700) as disk:
        assert new.refused("--home", str(disk / "home"), "init") == "disk-full"
        make_read_only(disk)
        answer = new.run("--home", str(disk / "home"), "init")
        assert answer.err.startswith(f"The disk of “{disk / 'home'}” can be read but not written.\n")
        assert answer.out == ""


def test_whoever_names_a_language_is_not_asked_for_one(tmp_path):
    with Terminal(tmp_path, "init", "--lang", "es") as julio:
        assert "1: English" not in julio.until(SPANISH["name"])
