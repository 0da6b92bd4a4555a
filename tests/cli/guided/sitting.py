"""Somebody who sits at the guided session on a real terminal and reads what is asked."""

import contextlib

from tests.shells import PHRASE
from tests.terminals import Shown, Terminal

FIND = {"en": "Type a number, or a name or an offer to find:", "es": "o un nombre u oferta para buscar:"}
HIDDEN = {"en": "(what you type is not shown):", "es": "(no se ve lo que escribes):"}
BACK = {"en": "or press Enter to go back:", "es": "o pulsa Enter para volver:"}
SIZES = [(24, 80), (20, 60)]


class Sitting:
    """A terminal with the guided session in it, at the first screen."""

    def __init__(self, terminal, language):
        self.terminal, self.language = terminal, language
        self.first = Shown(terminal.answer(HIDDEN[language], PHRASE) + terminal.until(FIND[language]))

    def choose(self, *lines):
        """Type lines at the first screen, each when the one before was answered; return all until it is back.

        A pair is a line with the question that it waits for.
        """
        first, *others = lines
        self.terminal.type(first)
        shown = ""
        for each in others:
            question, line = each if isinstance(each, tuple) else (BACK[self.language], each)
            shown += self.terminal.answer(question, line)
        return Shown(shown + self.terminal.until(FIND[self.language]))

    def leave(self):
        """Lock and leave; return what the program ended with."""
        self.terminal.type("q")
        return self.terminal.end()


@contextlib.contextmanager
def sitting(device, *arguments, language="en", **more):
    """Sit down at the guided session of a device."""
    with Terminal(device.home, *arguments, "--lang", language, **more) as terminal:
        yield Sitting(terminal, language)
