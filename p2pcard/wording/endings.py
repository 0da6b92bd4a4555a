"""How a call ended that is neither an answer nor a refusal: what happened, what was kept, what to do next."""

from typing import Final

from p2pcard.wording.catalogue import say

REPORT_BEGINS: Final = "-----BEGIN P2PCARD REPORT-----"
REPORT_ENDS: Final = "-----END P2PCARD REPORT-----"


def fault(saved: int | None) -> tuple[str, str, str]:
    """Return what is said where the program itself is broken; `saved` is what `Keeper.saved` says."""
    return (
        say("Something in p2pcard itself is broken. You did nothing wrong."),
        kept(saved),
        say("Send this report to the people who make p2pcard. It holds nothing about you or your people."),
    )


def unwritten(saved: int | None) -> tuple[str, str, str]:
    """Return what is said where the answer could not be written."""
    return (
        say("The answer could not be written where it was to go."),
        kept(saved),
        say("Make room there, and look at your cards before you do anything twice."),
    )


def framed(report: tuple[str, ...]) -> tuple[str, ...]:
    """Return a report as it is copied from a screen."""
    return REPORT_BEGINS, *report, REPORT_ENDS


def kept(saved: int | None) -> str:
    """Tell what became of one's cards: only what is known."""
    match saved:
        case None:
            return say("Whether your last step is saved is not known.")
        case 0:
            return say("Nothing in your cards was changed.")
    return say("What you did up to save number {number} is saved.", number=saved)


def aside() -> str:
    """Return what is said of a fault beside what goes on."""
    return say("Something beside this broke in p2pcard. It goes on.")
