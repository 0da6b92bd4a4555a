"""What every refusal has: three sentences, the next step as a value, and what a command ends with."""

from typing import ClassVar

from p2pcard.errors.next_step import NextStep


def N_(text: str) -> str:  # noqa: N802  # gettext's own name for "collect this, translate later"
    """Mark a sentence for the catalogue and return it unchanged."""
    return text


NOTHING_STORED = N_("Nothing was stored.")
NOTHING_CHANGED = N_("Nothing was changed.")
NOTHING_LOST = N_("Nothing was lost.")


class Term(str):
    """A value of a refusal that is translated as its sentence is."""

    __slots__ = ()


class Refusal(Exception):
    """Something expected that ends what was asked; anything else is a bug and is not caught.

    `text` says what happened, `kept` what became of what one had, `advice`
    the one next step, which is `next`: where the sentence says `{next}` (and
    `{other}`, of two), each shell puts its own words for that place in the
    program. `exit_code` is what a command ends with (1 refused, 2 wrong use,
    3 locked or busy).
    """

    text: ClassVar[str] = ""
    kept: ClassVar[str] = NOTHING_STORED
    advice: ClassVar[str] = ""
    next: NextStep
    exit_code: ClassVar[int] = 1

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.text.format(**values))
