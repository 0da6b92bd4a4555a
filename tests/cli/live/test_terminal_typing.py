"""Half a line stands on a real terminal when something is told: it stays whole, and is shown again."""

import pytest

from tests.shells import ANA, BEN, LOOPBACK, PHRASE, Talk, device
from tests.terminals import Terminal

HIDDEN = "(what you type is not shown):"
HEADS = "how many: (r: read aloud yourself, q: stop)"


@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_what_is_typed_while_somebody_comes_is_shown_again_and_taken_whole(tmp_path, plain):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    cora = device(tmp_path, {"name": "Cora"})
    with Terminal(ana.home, "meet", "--invitation-only", "--address", LOOPBACK, *plain) as host:
        host.answer(HIDDEN, PHRASE)
        host.until("and then:\n")
        invitation = host.code()
        host.answer(HEADS, "?")  # from here on what is typed is shown
        host.until(HEADS)
        host.press("ayu")
        host.until("ayu")
        with joining(ben, invitation), joining(cora, invitation):
            host.until("\nSomebody came in.\nayu\nSomebody came in.\nayu")
            host.press("daa")
            host.press("\x7f\n")
            host.until("Type your answer, then press Enter.")
            host.until(HEADS)
            host.type("q")
            host.answer("press Enter to stay:", "2")
            host.until("You stopped the meeting for all.")
            assert host.end() == 1


def joining(one, invitation):
    talk = Talk(one, "meet", "--invitation", "--address", LOOPBACK)
    talk.say({"invitation": invitation})
    return talk
