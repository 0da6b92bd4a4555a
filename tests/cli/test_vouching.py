"""One's word for somebody: given, agreed to, taken back; typed at a terminal, and carried in files."""

import pytest

from p2pcard.core.formats import armor
from p2pcard.core.formats.armor import Label
from tests.standings import book_of, friends, hand, id_of, kinds, mark_of, said_of
from tests.vouchers import card_by

DONE = (
    "You vouch for Ben. It counts once Ben agreed.\n"
    "Ben gets it when you next swap or meet.\n"
    'Or as text, for a file: p2pcard show --for "Ben" --text\n'
)


@pytest.fixture
def town(tmp_path):
    """Ana, Ben and Cleo, who have all met each other."""
    return friends(tmp_path)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("no\n", 1), ("\n", 1), ("yes please\nn\n", 1), ("", 2), ("yes\n", 2), ("yes\n7\n", 2)],
)
def test_whoever_does_not_mean_it_or_leaves_early_has_not_vouched(town, typed, code):
    ana, *_ = town
    before = book_of(ana)
    answer = ana.run("vouch", "Ben", given=typed)
    assert answer.code == code
    assert ("You did not type the word yes." in answer.err) == (code == 1)
    assert ("A question was not answered." in answer.err) == (code == 2)
    assert book_of(ana) == before


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


@pytest.mark.parametrize("command", ["vouch", "withdraw", "mark", "accept", "trace"])
def test_nobody_of_this_name_is_refused(town, command):
    ana, *_ = town
    assert ana.refused(command, "Nobody") == "no-such-person"
    ana.hold(card_by("Benita"))
    assert ana.refused(command, "be") == "several-people"


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
