"""Writing a card question by question: what stands there is shown, `q` stops, no word to us goes on it."""

import json

import pytest

from p2pcard.wording import catalogue
from tests.shells import ANA, BEN, PHRASE, device
from tests.terminals import Terminal

HIDDEN = "(what you type is not shown):"
QUESTIONS = ("call you?", "reach you?", "can you offer?", "do you speak?")


def test_whoever_changes_a_card_sees_what_is_there_as_they_would_type_it(tmp_path):
    ways = [["phone", "600 100 101"], ["email", "ana@example.org"], ["other", "ask at the bakery"]]
    ana = device(tmp_path, {**ANA, "channels": ways})
    with Terminal(ana.home, "card", "edit") as editing:
        editing.answer(HIDDEN, PHRASE)
        editing.answer("Now: Ana\n", "")
        shown = "Phone 600 100 101; Email ana@example.org; ask at the bakery"
        editing.answer(f"Now: {shown}\n", shown)
        editing.answer("Right?", "")
        editing.answer("Now: van\n", "-")
        editing.answer("Now: Spanish\n", "-")
        assert editing.end() == 0
    assert ana.do("card")["card"]["channels"] == ways
    with Terminal(ana.home, "card", "edit", "--plain") as editing:
        editing.answer(HIDDEN, PHRASE)
        editing.answer(QUESTIONS[0], "")
        editing.answer(QUESTIONS[1], "")
        editing.answer("Now: nothing\n", "")
        editing.answer("Now: nothing\n", "")
        assert editing.end() == 0


@pytest.mark.parametrize("before", [0, 1, 2, 3])
def test_q_stops_at_any_question_and_nothing_is_changed(tmp_path, before):
    ana = device(tmp_path, ANA)
    with Terminal(ana.home, "card", "edit") as editing:
        editing.answer(HIDDEN, PHRASE)
        assert "or q to stop." in editing.until(QUESTIONS[0])
        for question in QUESTIONS[1 : before + 1]:
            editing.type("ca")
            if question == QUESTIONS[2]:
                editing.answer("Right?", "")
            editing.until(question)
        editing.type("q")
        editing.until("You stopped.\nNothing was changed.\nTo begin again: p2pcard\n")
        assert editing.end() == 1
    card = ana.do("card")["card"]
    assert {name: card[name] for name in ANA} == ANA


@pytest.mark.parametrize("typed", ["--help", "-h", "QUIT", "--lang es"])
def test_a_word_to_the_program_is_no_name_and_the_question_comes_again(tmp_path, typed):
    with Terminal(tmp_path / "new", "init", "--lang", "en") as ana:
        ana.answer(QUESTIONS[0], typed)
        told = f"“{typed}” does not go on a card. Answer the question, or type q to stop.\n"
        assert told in ana.answer(QUESTIONS[0], "Q")
        ana.until("You stopped.\nNothing was changed.\n")
        assert ana.end() == 1
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("typed", ["?", "help", "AYUDA"])
def test_whoever_asks_for_help_is_told_how_to_answer_and_asked_again(tmp_path, typed):
    with Terminal(tmp_path / "new", "init", "--lang", "en") as ana:
        ana.answer(QUESTIONS[0], typed)
        told = ana.answer(QUESTIONS[0], "q")
        assert "Type your answer, then press Enter. To go back and change nothing, type q." in told
        assert ana.end() == 1


def test_in_the_guided_session_stopping_leads_back_to_the_choices(tmp_path):
    with Terminal(device(tmp_path, BEN).home, "--lang", "es") as session:
        session.answer("(no se ve lo que escribes):", PHRASE)
        session.answer("oferta para buscar:", "4")
        session.answer("Enter para volver:", "1")
        session.answer("Ahora: Ben\n", "ayuda")
        session.answer("Ahora: Ben\n", "q")
        assert "No se cambió nada." in session.until("Enter para volver:")


CARD = json.dumps({**ANA, "name": "Señora Ñu"}, ensure_ascii=False, indent=1)
WRITTEN = {
    "utf-8": CARD.encode(),
    "utf-8 with a mark": CARD.encode("utf-8-sig"),
    "utf-16": CARD.encode("utf-16"),
    "utf-16-be with a mark": b"\xfe\xff" + CARD.encode("utf-16-be"),
    "line ends of another system": CARD.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_a_card_is_read_from_what_any_editor_writes(tmp_path, way):
    file, ana = tmp_path / "card.json", device(tmp_path / "ana", BEN)
    file.write_bytes(WRITTEN[way])
    assert ana.do("card", "edit", "--card", str(file))["card"]["name"] == "Señora Ñu"
    ana.do("card", "edit", "--card", "-", given=json.dumps(BEN))
    assert ana.do("card", "edit", "--card", "-", given=WRITTEN[way])["card"]["name"] == "Señora Ñu"


BAD = {
    "old-letters": CARD.encode("latin-1"),
    "not-json": b'{"name": "Ana",}',
    "said-twice": b'{"name": "Ana", "name": "Ben"}',
    "file-too-long": b'{"name": "' + b"A" * (1 << 20) + b'"}',
}


@pytest.mark.parametrize("reason", BAD)
def test_what_is_wrong_with_a_card_names_the_file(tmp_path, reason):
    file, ana = tmp_path / "card.json", device(tmp_path / "ana", BEN)
    file.write_bytes(BAD[reason])
    for source, given, named in ((str(file), b"", str(file)), ("-", BAD[reason], "standard input")):
        done = ana.run("card", "edit", "--json", "--card", source, given=given)
        assert (done.code, done.values["refused"]["reason"]) == (1, reason)
        assert f"“{named}”" in done.values["refused"]["text"]
    assert ana.do("card")["card"]["name"] == "Ben"


def test_a_card_file_that_is_missing_or_a_folder_is_named(tmp_path):
    ana = device(tmp_path / "ana", BEN)
    assert ana.refused("card", "edit", "--card", str(tmp_path / "none.json")) == "folder-missing"
    assert ana.refused("card", "edit", "--card", str(tmp_path)) == "is-a-folder"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("ශ\u0dca\u200dරී", "ශ\u0dca\u200dරී"),
        ("Teo \u2764\ufe0f", "Teo \u2764"),
        ("Ａｎａ　Ｐａｚ", "Ana Paz"),
        ("𝐀𝐧𝐚", "Ana"),
        ("👩\u200d🌾 Eva", "👩🌾 Eva"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
    ],
)
def test_what_a_keyboard_adds_to_a_name_is_tidied_and_what_a_script_needs_stays(tmp_path, typed, name):
    ana = device(tmp_path, ANA)
    given = json.dumps({"name": typed, "organisation": typed, "offers": [typed]})
    card = ana.do("card", "edit", "--card", "-", given=given)["card"]
    assert (card["name"], card["organisation"], card["offers"]) == (name, name, [name])
    assert f"Name: {catalogue.isolated(name)}\n" in ana.tell("card")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Ana\U00016fe4", "This line holds a character that looks like an empty place (U+16FE4).\n"),
        (
            "Ana \u202eB",
            "This line holds a character that turns the order of the letters around it (U+202E).\n",
        ),
        ("An\u0430", "The word “An\u0430” mixes letters of two alphabets, which can mislead the eye.\n"),
        (
            "A" + "\u0301\u0302\u0303" * 3,
            "This line holds too many accents or other marks on one letter (U+0301).\n",
        ),
    ],
)
def test_a_name_that_cannot_stand_is_asked_for_again_in_plain_words(tmp_path, typed, told):
    ana = device(tmp_path, ANA)
    with Terminal(ana.home, "card", "edit") as editing:
        editing.answer(HIDDEN, PHRASE)
        editing.answer("Now: Ana\n", typed)
        assert told in editing.until(QUESTIONS[0])
        editing.answer("Now: Ana\n", "Rosa")
        editing.answer(QUESTIONS[1], "q")
        assert editing.end() == 1
    for given, line in (("es", "Esta línea contiene"), ("en", "This line holds")):
        answer = ana.run(
            "--lang", given, "card", "edit", "--card", "-", given=json.dumps({"name": "a\u200bb\U00016fe4"})
        )
        assert answer.err.splitlines()[-3].startswith(line)
