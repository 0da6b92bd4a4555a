"""Behind the cards on real terminals: agreed in a swap in two languages, vouched on the spot in a meeting."""

import contextlib
import re

import pytest

from p2pcard.cli.exchanging import PASTE_CODE
from p2pcard.cli.live.terminal_vouching import WHO_MAY_SEE
from p2pcard.core.exchange.phrase import Mode
from p2pcard.wording import catalogue, prompts
from tests.shells import LOOPBACK, PHRASE
from tests.standings import friends, hand
from tests.terminals import COLOURS, Terminal, controls

HIDDEN = "(what you type is not shown):"
WHO = WHO_MAY_SEE.format(word="all")
SAY = prompts.SWAP_SAY
TYPE = prompts.SWAP_TYPE


def in_spanish(template, **values):
    return catalogue.in_each(template)[1].format(**values)


@contextlib.contextmanager
def swapping(shower, scanner, *options):
    """Two terminals in which a swap comes to the word that is said; the scanner's in whatever language."""
    spanish = "es" in options
    hidden = in_spanish("Your opening phrase (what you type is not shown):") if spanish else HIDDEN
    with (
        Terminal(shower.home, "swap", "--plain", "--address", LOOPBACK) as showing,
        Terminal(scanner.home, "swap", "--plain", "--scan", "--address", LOOPBACK, *options) as scanning,
    ):
        showing.answer(HIDDEN, PHRASE)
        showing.until("As text: ")
        code = showing.code()
        scanning.answer(hidden, PHRASE)
        scanning.until(in_spanish(PASTE_CODE) if spanish else PASTE_CODE)
        scanning.type(code)
        mode = Mode.DIGITS if spanish else Mode.WORDS
        scanning.until(in_spanish(SAY[mode]) if spanish else SAY[mode])
        showing.until(SAY[mode])
        shown, scanned = (each.until("\n    ") and each.until("\n").strip() for each in (showing, scanning))
        showing.answer(TYPE[mode], scanned)
        scanning.answer(in_spanish(TYPE[mode]) if spanish else TYPE[mode], shown)
        yield showing, scanning


@pytest.mark.parametrize("language", ["en", "es"])
def test_in_a_swap_each_question_is_answered_and_then_it_ends(tmp_path, language):
    ana, ben, _ = friends(tmp_path)
    ana.do("vouch", "Ben")
    ana.do("introduce", "Ben", "Cleo")
    say = in_spanish if language == "es" else str.format
    yes = say("yes")
    agree = say("Do you agree? Type {word}, or press Enter to decide later:", word=yes)
    with swapping(ana, ben, "--lang", language) as (showing, scanning):
        scanning.until(say("{name} vouches for you, as “{own}”.", name="Ana", own="Ben"))
        scanning.answer(agree, yes)
        scanning.until(say("{by} wants to introduce you to “{name}”.", by="Ana", name="Cleo"))
        scanning.answer(agree, "")
        showing.until("Ben agreed to what you said of them.")
        assert (showing.end(), scanning.end()) == (0, 0)
        assert scanning.shown.count(say("You agreed.")) == 1
        assert not controls(showing.shown + scanning.shown)
    assert len(ben.do("accept")["waiting"]["introductions"]) == 1


def test_in_a_swap_a_name_that_is_not_here_is_asked_again(tmp_path):
    ana, ben, cleo = friends(tmp_path)
    ana.do("vouch", "Ben")
    hand(ana, ben)
    ben.do("accept", "Ana")
    with swapping(cleo, ben) as (showing, scanning):
        scanning.until("These people vouch for you: Ana.")
        scanning.answer(WHO, "Ana")
        scanning.until("“Ana” is not here.")
        scanning.answer(WHO, "cleo")
        scanning.until("Cleo can see it now.")
        showing.until("Ana vouches for Ben.")
        assert (showing.end(), scanning.end()) == (0, 0)


def test_in_a_meeting_somebody_is_vouched_for_on_the_spot_and_all_see_it(tmp_path):
    homes = [each.home for each in friends(tmp_path)]
    with (
        Terminal(homes[0], "meet", "--invitation-only", "--address", LOOPBACK) as ana,
        Terminal(homes[1], "meet", "--invitation", "--address", LOOPBACK) as ben,
        Terminal(homes[2], "meet", "--invitation", "--address", LOOPBACK) as cleo,
    ):
        for each in (ana, ben, cleo):
            each.answer(HIDDEN, PHRASE)
        ana.until("p2pcard meet --invitation, and then:\n")
        invitation = ana.code()
        for each in (ben, cleo):
            each.answer("from the first screen (q: stop):", invitation)
        for _ in (ben, cleo):
            ana.until("Somebody came in.")
        ana.type("3")
        ana.until("Read this aloud, slowly, twice:\n\n    ")
        phrase = ana.until("\n").strip()
        for each in (ben, cleo):
            each.answer("three letters of each:", phrase)
        for each in (ben, cleo):
            each.answer("and one of you said one more word, type the last number:", "3")
        answer = re.findall(r"you say this aloud, too: (\w+)", COLOURS.sub("", ben.shown + cleo.shown))
        ana.answer("Type that word here:", answer[0])
        ana.answer("To end it now, press Enter.", "vouch")
        ana.until("1: Ben\n2: Cleo\n")
        ana.answer("like this: vouch 1", "vouch 1")
        ana.answer("Type yes to give your word, or press Enter for no:", "yes")
        ana.answer("Type a number, or press Enter for 1:", "")
        ana.until("You vouch for Ben. It counts once Ben agreed.")
        ben.until("Ana vouches for you, as “Ben”.")
        ben.answer("Do you agree? Type yes, or press Enter to decide later:", "yes")
        ben.until("1: Ana\n2: Cleo\n")
        ben.answer(WHO, "2")
        cleo.until("Ana vouches for Ben.")
        ana.until("Ben agreed to what you said of them.")
        ana.type("")
        assert [each.end() for each in (ana, ben, cleo)] == [0, 0, 0]
