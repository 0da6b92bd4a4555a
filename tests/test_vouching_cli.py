"""One's word for somebody: given, agreed to, taken back; typed at a terminal, and carried in files."""

import pytest

from p2pcard.cardholder.service import Cardholder
from p2pcard.core import armor, vouch_values
from p2pcard.core.armor import Label
from tests.peers import card_of
from tests.shells import PHRASE
from tests.standings import friends, hand, id_of, kinds
from tests.terminals import Terminal

HIDDEN = "(what you type is not shown):"
MEAN_IT = "Do you know Ben, and do you give your word? Type yes:"
HOW = "Type the number, or press Enter for “by a code”:"
MAY = "May others count what Ben says of newcomers? They will see your answer."
ENTER = "Type yes, or press Enter for no:"
COUNTS = "For you alone: does the word of Ben on newcomers count with you?\n0: no\n1: yes, their own word\n"
MARK = "Type the number, or press Enter for “no”:"
DONE = (
    "You vouch for Ben. It counts once Ben agreed.\n"
    "Ben gets it when you next swap or meet.\n"
    'Or as text, for a file: p2pcard show --for "Ben" --text\n'
)


@pytest.fixture
def town(tmp_path):
    """Ana, Ben and Cleo, who have all met each other."""
    return friends(tmp_path)


def book_of(mine):
    """What a device holds."""
    me = Cardholder(mine.home)
    me.unlock(PHRASE)
    book = me.book
    me.lock()
    return book


def said_of(mine):
    """What a device's person vouches, each as for programs."""
    return [vouch_values.write_vouch(held[-1]) for held in book_of(mine).vouches.given.values()]


def mark_of(mine, name):
    return mine.do("mark", name)["marked"]["mark"]


# Vouching


def test_at_a_terminal_four_questions_are_asked_one_after_the_other(town):
    ana, *_ = town
    with Terminal(ana.home, "vouch", "ben") as terminal:
        terminal.answer(HIDDEN, PHRASE)
        terminal.answer(MEAN_IT, "Yes")
        assert "How did you meet?\n1: by a code\n2: by the words read aloud\n" in terminal.answer(HOW, "2")
        terminal.until(MAY)
        terminal.answer(ENTER, "1")
        assert "Type yes or no.\n" in terminal.answer(ENTER, "YES")
        terminal.until(COUNTS)
        terminal.answer(MARK, "1")
        terminal.until(DONE)
        assert terminal.end() == 0
    (said,) = said_of(ana)
    assert (said["name"], said["how"], said["may_introduce"]) == ("Ben", "phrase", True)
    assert mark_of(ana, "Ben") == "word"


def test_empty_answers_keep_how_one_met_and_promise_nothing_more(town):
    ana, *_ = town
    assert ana.tell("vouch", "Ben", given="yes\n\n\n\n").endswith(DONE)
    (said,) = said_of(ana)
    assert (said["how"], said["may_introduce"], said["accepted"]) == ("qr", False, False)
    assert mark_of(ana, "Ben") == "no"


@pytest.mark.parametrize(
    ("typed", "code"), [("no\n", 1), ("\n", 1), ("yes please\n", 1), ("", 2), ("yes\n", 2), ("yes\n1\n\n", 2)]
)
def test_whoever_does_not_mean_it_or_leaves_early_has_not_vouched(town, typed, code):
    ana, *_ = town
    before = book_of(ana)
    answer = ana.run("vouch", "Ben", given=typed)
    assert answer.code == code
    assert ("You did not type the word yes." in answer.err) == (code == 1)
    assert ("A question was not answered." in answer.err) == (code == 2)
    assert book_of(ana) == before


def test_an_answer_that_is_no_choice_is_asked_again(town):
    ana, *_ = town
    answer = ana.run("vouch", "Ben", given="yes\nby a code\n3\n2\n\nword\n3\n1\n")
    assert answer.code == 0
    for typed in ("by a code", "word"):
        assert f"There is no choice {typed} here.\n" in answer.out
    assert answer.out.count("There is no choice 3 here.\n") == 2
    assert said_of(ana)[0]["how"] == "phrase"
    assert mark_of(ana, "Ben") == "word"


def test_what_an_option_says_is_not_asked(town):
    ana, *_ = town
    answer = ana.run("vouch", "Ben", "--may-introduce", "--mark", "named", given="yes\n2\n")
    assert answer.code == 0, answer
    assert MAY not in answer.err + answer.out
    (said,) = said_of(ana)
    assert (said["how"], said["may_introduce"]) == ("phrase", True)
    assert mark_of(ana, "Ben") == "named"


def test_in_spanish_the_same_questions_take_a_spanish_yes(town):
    ana, *_ = town
    ana.tell("--lang", "es", "vouch", "Ben", given="sí\n2\nsí\n2\n")
    (said,) = said_of(ana)
    assert (said["how"], said["may_introduce"]) == ("phrase", True)
    assert mark_of(ana, "Ben") == "named"


def test_with_yes_nothing_is_asked_and_the_options_say_it_all(town):
    ana, *_ = town
    assert ana.tell("vouch", "Ben", "--yes", "--how", "phrase", "--may-introduce", "--mark", "named") == DONE
    (said,) = said_of(ana)
    assert (said["how"], said["may_introduce"]) == ("phrase", True)
    assert mark_of(ana, "Ben") == "named"


@pytest.mark.parametrize("option", [("--how", "letter"), ("--mark", "yes"), ("--mark", "2")])
def test_an_option_with_a_word_that_it_does_not_know_is_wrong_use(town, option):
    ana, *_ = town
    answer = ana.run("vouch", "Ben", "--yes", *option)
    assert (answer.code, answer.out) == (2, "")
    assert f"What you typed for '{option[0]}' does not fit" in answer.err
    assert said_of(ana) == []


def test_whoever_was_not_met_is_refused_before_the_first_question(town):
    ana, *_ = town
    ana.hold(card_of("Dot"))
    answer = ana.run("vouch", "Dot", given="yes\n\n\n\n")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.endswith(
        "You have not met Dot in person.\nNothing was changed.\nMeet first, and swap cards: p2pcard swap\n"
    )
    for command in (("vouch", "Dot"), ("vouch", "Dot", "--yes"), ("mark", "Dot", "word")):
        assert ana.refused(*command) == "not-met"
    assert said_of(ana) == []


@pytest.mark.parametrize("command", ["vouch", "withdraw", "mark", "accept", "trace"])
def test_nobody_of_this_name_is_refused(town, command):
    ana, *_ = town
    assert ana.refused(command, "Nobody") == "no-such-person"
    assert ana.refused(command, "e") == "several-people"


def test_vouching_again_with_less_takes_the_first_one_back(town):
    ana, ben, cleo = town
    ana.do("vouch", "Ben", "--may-introduce")
    hand(ana, ben)
    ben.do("accept", "Ana")
    cleo.do("mark", "Ana", "named")
    cleo.do("add", given=ben.do("show", "--vouches")["block"])
    assert cleo.do("trace", "Ben")["separate"] == 1
    ana.do("vouch", "Ben")
    assert kinds(hand(ana, cleo)) == ["renew"]
    assert cleo.do("trace", "Ben")["separate"] == 0


# Agreeing


def test_a_vouch_counts_for_others_once_its_subject_agreed_and_showed_it(town):
    ana, ben, cleo = town
    ana.do("vouch", "Ben")
    assert kinds(hand(ana, ben)) == ["vouch-offered"]
    assert ben.refused("show", "--vouches") == "nothing-to-show"
    assert ben.tell("accept", "Ana").splitlines() == [
        "Ana vouches for you, as “Ben”.",
        "You agreed. Ana gets to know it when you next swap or meet.",
    ]
    assert kinds(hand(ben, ana)) == ["vouch-accepted"]
    assert said_of(ana)[0]["accepted"]
    news = cleo.do("add", given=ben.do("show", "--vouches")["block"])["news"]
    assert kinds(news) == ["vouch-shown"]
    assert cleo.do("add", given=ben.do("show", "--vouches")["text"])["news"] == []


def test_what_is_thrown_away_is_gone_and_nobody_is_told(town):
    ana, ben, _ = town
    ana.do("vouch", "Ben")
    hand(ana, ben)
    assert ben.tell("accept", "Ana", "--no").splitlines()[1:] == ["Thrown away. Nobody is told."]
    assert ben.refused("accept", "Ana") == "nothing-to-accept"
    assert ben.refused("show", "--for", "Ana") == "nothing-for"


def test_all_that_waits_is_gone_through_with_a_question_each(town):
    ana, ben, cleo = town
    for by in (ana, cleo):
        by.do("vouch", "Ben")
        hand(by, ben)
    ana.do("introduce", "Ben", "Cleo")
    hand(ana, ben)
    waiting = ben.do("accept")["waiting"]
    assert [len(waiting["vouches"]), len(waiting["introductions"])] == [2, 1]
    answer = ben.run("accept", given="yes\n\nyes\n")
    assert answer.code == 0
    told = answer.err + answer.out
    for sentence in (
        "Ana vouches for you, as “Ben”.",
        "Cleo vouches for you, as “Ben”.",
        "Ana wants to introduce you to “Cleo”.",
    ):
        assert sentence in told
    assert "Something still waits for your answer: p2pcard accept\n" in answer.err
    left = ben.do("accept")["waiting"]
    assert left == {"vouches": waiting["vouches"][1:], "introductions": []}
    assert ben.run("accept", given="\n").code == 0
    assert ben.do("accept")["waiting"] == left


def test_where_nothing_waits_there_is_nothing_to_agree_to(town):
    ana, *_ = town
    assert ana.do("accept") == {"waiting": {"vouches": [], "introductions": []}}
    answer = ana.run("accept")
    assert (answer.code, answer.out) == (1, "")
    assert "Nothing is waiting for your answer." in answer.err
    assert ana.refused("accept", "Ben") == ana.refused("accept", "Ben", "--no") == "nothing-to-accept"
    answer = ana.run("accept", "--no")
    assert (answer.code, answer.out) == (2, "")
    assert "Name the person whose word you do not want." in answer.err


# Taking back, and marking


def test_what_is_taken_back_ends_everywhere_and_names_nobody(town):
    ana, ben, cleo = town
    ana.do("vouch", "Ben")
    hand(ana, ben)
    ben.do("accept", "Ana")
    cleo.do("mark", "Ana", "word")
    cleo.do("add", given=ben.do("show", "--vouches")["block"])
    assert ana.tell("withdraw", "Ben").splitlines() == [
        "You no longer vouch for Ben.",
        "Whoever you swap or meet with from now on gets to know it.",
    ]
    assert ana.refused("withdraw", "Ben") == "no-vouch"
    carried = armor.read(ana.do("show", "--for", "Cleo")["block"], Label.BUNDLE)
    assert not [key for each in (ana, ben, cleo) if (key := bytes.fromhex(id_of(each))) in carried]
    assert b"Ben" not in carried
    assert kinds(hand(ana, cleo)) == ["renew"]
    assert hand(ana, ben) == [{"news": "ask-again", "id": id_of(ana)}]
    assert ben.refused("show", "--vouches") == "nothing-to-show"


def test_a_mark_is_shown_asked_for_and_changed_for_oneself_alone(town):
    ana, ben, _ = town
    yes = "The word of Ben on newcomers counts with you: yes, their own word.\n"
    assert ana.tell("mark", "Ben", given="1\n").endswith(yes)
    assert ana.tell("mark", "Ben", given="\n").endswith(yes)
    assert ana.tell("mark", "Ben", "no") == "The word of Ben on newcomers counts with you: no.\n"
    assert ana.run("mark", "Ben").code == 2
    assert ana.refused("show", "--for", "Ben") == "nothing-for"
    assert book_of(ben).contacts[bytes.fromhex(id_of(ana))].mark == 0
