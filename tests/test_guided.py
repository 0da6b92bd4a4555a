"""The guided session on a real terminal: every choice by its number, in English and in Spanish."""

import re

import pytest

from p2pcard.cli import guided, words
from tests.peers import card_of
from tests.shells import ANA, BEN, PHRASE, device
from tests.shells import swap as swap_of
from tests.terminals import Terminal

ASKED = "or press Enter to see all choices:"


def _open(terminal):
    terminal.answer("(what you type is not shown):", PHRASE)
    return terminal.until(ASKED)


def test_a_session_is_led_by_numbers_and_ends_with_nought(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    swap_of(ana, ben)
    with Terminal(ana.home) as session:
        choices = _open(session)
        for number, (label, _) in guided.CHOICES.items():
            assert f" {number}  {label}\n" in choices
        session.type("4")
        listed = "1 person\n\nBen  ben@example.org\n    first aid\n    You met in person"
        assert listed in session.until(ASKED)
        session.type("5")
        session.answer("a name, an offer or a language:", "primeros")
        assert "Ben" in session.until(ASKED)
        session.type("6")
        session.answer("the name or a part of it:", "be")
        assert "Email: ben@example.org" in session.until(ASKED)
        session.type("9")
        assert "█" in session.until(ASKED)
        session.type("11")
        session.answer("the name or a part of it:", "ben")
        session.answer("Forget Ben? Type yes:", "YES")
        assert "Forgotten" in session.until(ASKED)
        session.type("0")
        assert session.end() == 0


def test_a_refusal_leads_back_to_the_choices(tmp_path):
    ana = device(tmp_path, ANA)
    ana.hold(card_of("Cam"))
    with Terminal(ana.home) as session:
        _open(session)
        session.type("99")
        assert "There is no choice 99 here." in session.until(ASKED)
        session.type("6")
        session.answer("the name or a part of it:", "nobody")
        session.answer("the name or a part of it:", "")
        session.until(ASKED)
        session.type("10")
        session.answer("A picture or a text:", str(tmp_path / "nothing.png"))
        assert "There is no “" in session.until(ASKED)
        session.type("12")
        session.answer("one on a USB stick:", "")
        session.until(ASKED)
        session.type("")
        assert "Leave and lock" in session.until(ASKED)


def test_among_several_people_of_one_name_one_is_chosen_by_number(tmp_path):
    ana = device(tmp_path, ANA)
    for name, way in (("Rosa Mar", "1@example.org"), ("Rosa Paz", "2@example.org"), ("Teo", "3@example.org")):
        ana.hold(card_of(name, channels=((1, way),)))
    with Terminal(ana.home) as session:
        _open(session)
        session.type("6")
        session.answer("the name or a part of it:", "ros")
        asked = session.until("press Enter for nobody:")
        assert "  1  Rosa Mar  1@example.org\n  2  Rosa Paz  2@example.org\n" in asked
        session.type("3")
        assert "There is no choice 3 here." in session.answer("press Enter for nobody:", "2")
        assert "Name: Rosa Paz\n" in session.until(ASKED)
        session.type("11")
        session.answer("the name or a part of it:", "rosa")
        session.answer("press Enter for nobody:", "")
        assert "Rosa" not in session.until(ASKED)
        session.type("17")
        session.answer("the name or a part of it:", "rosa")
        session.answer("press Enter for nobody:", "1")
        assert "Rosa Mar" in session.until(ASKED)


def test_whoever_names_nobody_is_asked_again_and_enter_leaves(tmp_path):
    ana = device(tmp_path, ANA)
    ana.hold(card_of("Cam"))
    with Terminal(ana.home) as session:
        _open(session)
        session.type("6")
        session.answer("the name or a part of it:", "nobody")
        told = session.answer("the name or a part of it:", "")
        assert "You hold no card of “nobody”.\nType another part of the name, or press Enter to leave" in told
        session.until(ASKED)
        session.type("18")
        session.answer("the name or a part of it:", "xyz")
        session.answer("the name or a part of it:", "c")
        session.answer("Take back your word for Cam? Type yes:", "")
        session.until(ASKED)


@pytest.mark.parametrize("typed", ["'{}'", '"{}"', "{}", "escaped"])
def test_a_file_is_named_as_a_window_does_it_into_which_it_is_dragged(tmp_path, typed):
    ana, file = device(tmp_path, ANA), tmp_path / "from ben (1).txt"
    file.write_text(device(tmp_path, BEN).do("show")["block"])
    escaped = re.sub(r"([ ()])", r"\\\1", str(file))
    with Terminal(ana.home) as session:
        _open(session)
        session.type("10")
        session.answer("A picture or a text:", f"{typed.format(file) if '{' in typed else escaped} ")
        assert "You now hold this card:\nName: Ben\n" in session.until(ASKED)


def test_q_leaves_as_nought_does_and_the_name_of_the_program_shows_the_choices(tmp_path):
    with Terminal(device(tmp_path, ANA).home) as session:
        _open(session)
        session.type("p2pcard")
        assert "Leave and lock" in session.until(ASKED)
        session.type("q")
        assert session.end() == 0


def test_where_there_is_nobody_nobody_is_asked_for(tmp_path):
    with Terminal(device(tmp_path, ANA).home) as session:
        _open(session)
        for choice in ("4", "5", "6", "11", "15", "17", "18"):
            session.type(choice)
            if choice == "5":
                session.answer("a name, an offer or a language:", "van")
            shown = session.until(ASKED)
            assert "Nobody yet. Swap cards with somebody: p2pcard swap\n" in shown
            assert "Who?" not in shown


def test_a_file_in_ones_own_folder_may_be_named_as_in_a_shell(tmp_path):
    ana = device(tmp_path, ANA)  # and her own folder is where her cards are
    (ana.home / "ben.txt").write_text(device(tmp_path, BEN).do("show")["block"])
    with Terminal(ana.home) as session:
        _open(session)
        session.type("10")
        session.answer("A picture or a text:", "~/ben.txt")
        assert "You now hold this card:\nName: Ben\n" in session.until(ASKED)
        session.type("p2pcard show --png ~/ana.png")
        assert f"The code is in {ana.home / 'ana.png'}." in session.until(ASKED)
        session.type("12")
        session.answer("one on a USB stick:", "~/ben.txt")
        assert f"Something else is at “{ana.home / 'ben.txt'}” already." in session.until(ASKED)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('p2pcard person "Ana Ruiz"', "Name: Ana Ruiz\n"),
        ('person  "ana"', "Name: Ana Ruiz\n"),
        ("person O'Brien\\", "You hold no card of “O'Brien\\”."),
        ('person "Ana', "Name: Ana Ruiz\n"),
        ('show --for="Ana Ruiz" --text', "You have nothing for Ana Ruiz."),
        ("person أمل", "You hold no card of “\u2068أمل\u2069”."),
        ("person #Ana", "You hold no card of “#Ana”."),
    ],
)
def test_a_name_of_two_words_is_typed_as_the_advice_writes_it(tmp_path, typed, shown):
    ben = device(tmp_path, BEN)
    (ben.home / "ana.txt").write_text(device(tmp_path, {"name": "Ana Ruiz"}).do("show")["block"])
    ben.do("add", str(ben.home / "ana.txt"))
    with Terminal(ben.home) as session:
        _open(session)
        session.type(typed)
        assert shown in session.until(ASKED)


def test_a_card_is_changed_line_by_line(tmp_path):
    with Terminal(device(tmp_path, ANA).home) as session:
        _open(session)
        session.type("8")
        session.answer("call you?", "")
        session.answer("reach you?", "-")
        session.answer("can you offer?", "cooking")
        changed = session.until(ASKED)
    assert "Name: Ana\nCan offer: cooking\nGood until " in changed
    assert "Phone" not in changed


def test_the_language_is_changed_for_good(tmp_path):
    ana = device(tmp_path, ANA)
    with Terminal(ana.home) as session:
        _open(session)
        session.type("14")
        session.answer("press Enter for English:", "2")
        session.answer("para ver todas las opciones:", "7")
        assert "Nombre: Ana" in session.until("para ver todas las opciones:")
        session.type("0")
        assert session.end() == 0
    with Terminal(ana.home, "people") as again:
        again.answer("(what you type is not shown):", PHRASE)
        again.until("Todavía nadie.")


@pytest.mark.parametrize("typed", ["sí", "SI", "si", "yes"])
def test_confirmations_are_typed_without_accents_and_in_any_case(tmp_path, typed):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    swap_of(ana, ben)
    assert ana.run("--lang", "es", "forget", "ben", given=f"{typed}\n").code == 0
    assert ana.people() == []


@pytest.mark.parametrize("typed", ["BORRAR", "borrar", " Borrar ", "DELETE"])
def test_wiping_takes_the_word_in_spanish(tmp_path, typed):
    ana = device(tmp_path, ANA)
    assert ana.run("--lang", "es", "wipe", given="sí\n").code == 1
    assert "Escribe BORRAR:" in ana.run("--lang", "es", "wipe", given="\n").out
    assert ana.run("--lang", "es", "wipe", given=f"{typed}\n").code == 0
    assert not [path for path in ana.home.rglob("*") if path.is_file()]


def test_every_choice_says_the_same_in_spanish():
    spanish = [words.in_each(label)[1] for label, _ in guided.CHOICES.values()]
    english = [label for label, _ in guided.CHOICES.values()]
    assert len({*spanish, *english}) == 2 * len(english)


def test_two_people_at_two_terminals_swap_in_two_languages(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    with (
        Terminal(ana.home, "swap", "--address", "127.0.0.1") as shower,
        Terminal(ben.home, "swap", "--scan", "--lang", "es") as scanner,
    ):
        shower.answer("(what you type is not shown):", PHRASE)
        shower.until("As text: ")
        code = re.sub(r" ?\n", "", shower.until("\n").strip())
        scanner.answer("(no se ve lo que escribes):", PHRASE)
        scanner.answer("el código como texto. Escríbelo o pégalo (q: parar):", code)
        scanner.until("Di esto a la otra persona: ")
        said = scanner.until("\n").strip()
        asked = shower.until("three digits are on their screen. Type them here:")
        assert "Ben wants to swap cards." in asked
        shower.type(said)
        shower.until("You now hold 1 card: Ben\nThey hold your card, too.\n")
        scanner.until("Ahora tienes 1 tarjeta: Ana\n")
        assert (shower.end(), scanner.end()) == (0, 0)
    assert (len(shower.typed), len(scanner.typed)) == (2, 2)


def test_three_people_at_three_terminals_meet_with_three_actions_each_at_most(tmp_path):
    homes = [device(tmp_path, card).home for card in (ANA, BEN, {"name": "Mei"})]
    with (
        Terminal(homes[0], "meet", "--invitation-only", "--address", "127.0.0.1") as host,
        Terminal(homes[1], "meet", "--invitation", "--address", "127.0.0.1") as ben,
        Terminal(homes[2], "meet", "--invitation", "--address", "127.0.0.1") as mei,
    ):
        for each in (host, ben, mei):
            each.answer("(what you type is not shown):", PHRASE)
        host.until("p2pcard meet --invitation, and then:\n")
        invitation = host.until("\n").strip()
        for each in (ben, mei):
            each.answer("from the first screen (q: stop):", invitation)
        host.until("3 people are here.")
        host.answer("press Enter.", "")
        host.until("Read this aloud, slowly, twice:\n\n    ")
        phrase = host.until("\n").strip()
        for each in (ben, mei):
            each.answer("three letters of each:", " ".join(word[:3] for word in phrase.split()))
        for each in (ben, mei):
            each.until("and one of you one more word, type yes:")
        answer = re.findall(r"you say this aloud, too: (\w+)", ben.shown + mei.shown)
        for each in (ben, mei):
            each.type("y")
            each.answer("and one of you one more word, type yes:", "Yes")
        host.answer("Type that word here:", answer[0])
        for each in (host, ben, mei):
            each.until("You now hold 2 cards: ")
            each.until("All of them hold your card.")
        assert len(host.typed) == 3  # the phrase that opens the cards, Enter, the answer
        host.answer("To end it now, press Enter.", "")  # else it ends by itself
        for each in (host, ben, mei):
            assert each.end() == 0
