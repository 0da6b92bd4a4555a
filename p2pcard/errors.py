"""Every refusal: what happened, that nothing was stored or lost, and one next step.

The wording of all of them is here so that one person can review it in one
sitting. A sentence is a template; the values it needs are given when it is
raised. A shell translates the template first and fills it in afterwards, so
`str(refusal)` is plain English. Imports nothing but the marker's own word.
"""

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


# Cryptography and formats


class BadKey(Refusal):
    """A public key that is not one: wrong length, not canonical, or of small order."""

    text = N_("This card is damaged, or was made by a program that cuts corners.")
    advice = N_("Ask the person to show it again.")


class BadSignature(Refusal):
    """A signature that does not fit what it is said to sign."""

    text = N_("This was changed after it was written, or is damaged.")
    advice = N_("Ask the person to show it again.")


class CannotOpen(Refusal):
    """A sealed message that does not open under this key."""

    text = N_("This does not open.")
    advice = N_("Ask for it again.")
