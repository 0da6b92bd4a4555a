"""A person at a terminal who is played what follows the cards, and the questions they read there."""

import contextlib

from p2pcard.cli.live.terminal import TerminalPerson
from p2pcard.cli.session import Session
from p2pcard.core.exchange.events import StoredNow
from p2pcard.core.exchange.meeting.events import ReceiptsNow, StayNow
from p2pcard.core.exchange.swap import ReceiptNow
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.live.person import ActedNow, RoleNow
from tests.shells import PHRASE
from tests.standings import device_of
from tests.vouchers import card_by, met

HINT = "To vouch for somebody here, type: vouch NAME (vouch alone: see who is here)"
WHO = "Who may see it here? Type {word}, or numbers or names with commas, or press Enter for nobody:"
ASKED_WHO = ["1: Ana", "2: Ben", WHO.format(word="all")]
MEAN_IT = "Do you know {name}, and is this their card? Type yes to give your word, or press Enter for no:"
AGREE = "Do you agree? Type {word}, or press Enter to decide later:"
AS_IT_IS = "Type a number, or press Enter for 1:"


@contextlib.contextmanager
def somebody(folder):
    """Somebody who met Ana, Ben and Teo, two of one family, Amal, and two whose names look alike."""
    book = met("Ana", "Ben", "Teo", "Eva Ruiz", "Leo Ruiz", "أمل", "Mila", "Mi1a")
    found = Cardholder(device_of(folder, book).home)
    found.unlock(PHRASE)
    yield found
    found.lock()


class Stage:
    """A person at a terminal who is played a conversation; Ana and Ben are here, Teo is at home."""

    def __init__(self, cardholder, capsys, *, plain):
        self.person = TerminalPerson(Session(plain=plain, cardholder=cardholder))
        self._capsys = capsys

    def show(self, *screens):
        """Show screens; return the lines that are printed."""
        for screen in screens:
            self.person.show(screen)
        return self._capsys.readouterr().out.splitlines()

    def type(self, line):
        """Type a line; return what it does, and the lines that are printed."""
        event = self.person._meaning(line)
        return event, self._capsys.readouterr().out.splitlines()

    def act(self, line):
        """Type a line that does something; return what it does, and the lines until it is done."""
        event, lines = self.type(line)
        return event, lines + self.show(ActedNow(event))

    def meet(self, *, host=False):
        """Come to the end of a meeting of three."""
        cards = tuple(card_by(name) for name in ("Ana", "Ben"))
        self.show(RoleNow(host), StoredNow(cards, (), ()), ReceiptsNow((1, 2), (), ()))
        return self.show(StayNow())

    def swap(self):
        """Come to the end of a swap with Ana."""
        return self.show(StoredNow((card_by("Ana"),), (), ()), ReceiptNow(True))
