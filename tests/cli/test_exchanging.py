"""Two in a swap or many in a meeting: what is asked before a conversation begins, and how it is left."""

import pytest

from p2pcard.cli.exchanging import CODE_TAKEN
from p2pcard.core.exchange.phrase import Mode
from p2pcard.errors import MeetingLeft, SwapStopped
from p2pcard.wording import prompts
from tests.shells import ANA, BEN, PHRASE, device
from tests.terminals import Terminal

HIDDEN = "(what you type is not shown):"
CODE = "Type or paste it (q: stop):"
INVITATION = "from the first screen (q: stop):"


def test_enter_shows_a_code_as_text_and_it_may_be_copied_in_small_letters(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    with (
        Terminal(ana.home, "swap", "--address", "127.0.0.1") as shower,
        Terminal(ben.home, "swap", "--scan", "--address", "127.0.0.1") as scanner,
    ):
        shower.answer(HIDDEN, PHRASE)
        shower.until("As text: ")
        shower.type("")
        shower.until("As text: ")
        code = shower.code()
        scanner.answer(HIDDEN, PHRASE)
        scanner.answer(CODE, f"P2PC:26O{code[8:]}")
        scanner.answer(CODE, code[:-4])
        told = scanner.answer(CODE, code.lower())
        assert "missing" in told or "damaged" in told, told
        scanner.until(CODE_TAKEN)
        said = []
        for each in (shower, scanner):
            each.until(prompts.SWAP_SAY[Mode.WORDS])
            each.until("\n    ")
            said.append(each.until("\n").strip())
        for each, words in zip((shower, scanner), reversed(said), strict=True):
            each.answer(prompts.SWAP_TYPE[Mode.WORDS], words)
        assert (shower.end(), scanner.end()) == (0, 0)


def test_an_invitation_with_a_slip_is_asked_for_again_and_an_empty_one_leaves(tmp_path):
    with Terminal(device(tmp_path, ANA).home, "meet", "--host", "--address", "127.0.0.1") as host:
        host.answer(HIDDEN, PHRASE)
        host.until("and then:\n")
        invitation = host.code()
        ben = device(tmp_path, BEN).home
        with Terminal(ben, "meet", "--invitation", "--address", "127.0.0.1") as joiner:
            joiner.answer(HIDDEN, PHRASE)
            joiner.answer(INVITATION, f"{'2' if invitation[0] == '1' else '1'}{invitation[1:]}")
            assert "has a slip in group 1.\nLook at group 1" in joiner.answer(INVITATION, invitation)
            joiner.until("You are in.")
        with Terminal(ben, "meet", "--invitation", "--address", "127.0.0.1") as joiner:
            joiner.answer(HIDDEN, PHRASE)
            joiner.answer(INVITATION, "")
            assert joiner.end() == 2
            assert "A question was not answered." in joiner.shown


@pytest.mark.parametrize(
    ("command", "question", "told", "kept"),
    [
        (("swap", "--scan"), CODE, SwapStopped.text, SwapStopped.kept),
        (("meet", "--invitation"), INVITATION, MeetingLeft.text, MeetingLeft.kept),
    ],
)
def test_q_alone_stops_where_a_code_is_asked_for(tmp_path, command, question, told, kept):
    with Terminal(device(tmp_path, ANA).home, *command) as joiner:
        joiner.answer(HIDDEN, PHRASE)
        joiner.answer(question, "Q")
        assert joiner.end() == 1
        assert f"{told}\n{kept}\n" in joiner.shown


def test_three_wrong_invitations_end_it(tmp_path):
    with Terminal(device(tmp_path, ANA).home, "meet", "--invitation") as joiner:
        joiner.answer(HIDDEN, PHRASE)
        for _ in range(3):
            joiner.answer(INVITATION, "abc")
        assert joiner.end() == 1
        assert joiner.shown.count("is not whole") == 3


@pytest.mark.parametrize("command", [("meet", "--invitation-only"), ("swap",)])
def test_whoever_ends_their_input_is_told_that_they_left(tmp_path, command):
    with Terminal(device(tmp_path, ANA).home, *command, "--address", "127.0.0.1") as terminal:
        terminal.answer(HIDDEN, PHRASE)
        terminal.until("Type how many:" if command[0] == "meet" else "As text:")
        terminal.press("\x04")
        terminal.until("You left the meeting." if command[0] == "meet" else "You stopped the swap.")
        assert terminal.end() == 1
