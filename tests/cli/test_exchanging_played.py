"""Swaps and meetings at real terminals, with few actions each, in several languages."""

import re

from p2pcard.core.exchange.phrase import Mode
from p2pcard.wording import catalogue, prompts
from tests.shells import ANA, BEN, PHRASE, device
from tests.terminals import Terminal


def test_two_people_at_two_terminals_swap_in_two_languages(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    with (
        Terminal(ana.home, "swap", "--address", "127.0.0.1") as shower,
        Terminal(ben.home, "swap", "--scan", "--address", "127.0.0.1", "--lang", "es") as scanner,
    ):
        shower.answer("(what you type is not shown):", PHRASE)
        shower.until("As text: ")
        code = shower.code()
        scanner.answer("(no se ve lo que escribes):", PHRASE)
        scanner.answer("el código como texto. Escríbelo o pégalo (q: parar):", code)
        scanner.until(catalogue.in_each(prompts.SWAP_SAY[Mode.DIGITS])[1])
        shower.until(prompts.SWAP_SAY[Mode.DIGITS])
        said = [each.until("\n    ") and each.until("\n").strip() for each in (shower, scanner)]
        assert all(len(each) == 5 for each in said)
        assert "Ben" not in shower.until(prompts.SWAP_TYPE[Mode.DIGITS])
        shower.type(said[1])
        shower.until("They have not typed yours yet. Nothing has left this device.")
        scanner.answer(catalogue.in_each(prompts.SWAP_TYPE[Mode.DIGITS])[1], said[0])
        shower.until("You both typed. Your card is on its way to the person whose words you typed.\n")
        shower.until("You now hold 1 card: Ben\nThey hold your card, too.\n")
        scanner.until("Ahora tienes 1 tarjeta: Ana\n")
        assert (shower.end(), scanner.end()) == (0, 0)
    assert (len(shower.typed), len(scanner.typed)) == (2, 3)


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
        invitation = host.code()
        for each in (ben, mei):
            each.answer("from the first screen (q: stop):", invitation)
        for _ in (ben, mei):
            host.until("Somebody came in.")
        host.type("3")
        host.until("Read this aloud, slowly, twice:\n\n    ")
        phrase = host.until("\n").strip()
        for each in (ben, mei):
            each.answer("three letters of each:", phrase)
        for each in (ben, mei):
            each.until("and one of you said one more word, type the last number:")
        answer = re.findall(r"you say this aloud, too: (\w+)", ben.shown + mei.shown)
        for each in (ben, mei):
            each.type("yes")
            each.answer("and one of you said one more word, type the last number:", "3")
        host.answer("Type that word here:", answer[0])
        for each in (host, ben, mei):
            each.until("You now hold 2 cards: ")
            each.until("All of them hold your card.")
        assert len(host.typed) == 3  # the phrase that opens the cards, how many are here, the answer
        host.answer("To end it now, press Enter.", "")  # else it ends by itself
        for each in (host, ben, mei):
            assert each.end() == 0
