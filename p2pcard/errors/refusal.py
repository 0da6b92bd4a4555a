"""What every refusal has: three sentences, and what a command ends with."""

from typing import ClassVar


def N_(text: str) -> str:  # noqa: N802  # gettext's own name for "collect this, translate later"
    """Mark a sentence for the catalogue and return it unchanged."""
    return text


NOTHING_STORED = N_("Nothing was stored.")
NOTHING_CHANGED = N_("Nothing was changed.")
NOTHING_LOST = N_("Nothing was lost.")


class Refusal(Exception):
    """Something expected that ends what was asked; anything else is a bug and is not caught.

    `text` says what happened, `kept` what became of what one had, `advice`
    the one next step; `exit_code` is what a command ends with (1 refused,
    2 wrong use, 3 locked or busy).
    """

    text: ClassVar[str] = ""
    kept: ClassVar[str] = NOTHING_STORED
    advice: ClassVar[str] = ""
    exit_code: ClassVar[int] = 1

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.text.format(**values))

    @property
    def sentences(self) -> tuple[str, str, str]:
        """The three templates in the order they are shown: what happened, what was kept, what to do."""
        return self.text, self.kept, self.advice
