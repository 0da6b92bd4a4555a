"""What vouches and acceptances may change on a device (docs/spec.md, 16.2)."""

from p2pcard.core.book.book import How
from p2pcard.core.statements.bundle import Shown
from scripts.vectors import (
    receiving_cases,
    receiving_refusals,
    receiving_sealed,
    remembered,
    route_proof_cases,
)
from scripts.vectors.case import MONTH, Case, Folder, chance
from scripts.vectors.holdings import holdings
from scripts.vectors.lives import (
    EIGHT,
    FIRST,
    Life,
    agreed,
    card_by,
    dead,
    known,
    shown,
    vouch_by,
    withdrawn,
)

Good = dict[str, tuple[str, Life]]
Bad = dict[str, tuple[str, str, Life]]


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("receiving")
    good = (
        _shown(),
        _shown_later(),
        _many(),
        _own(),
        _about_me(),
        _months(),
        _filled(),
        receiving_sealed.good(),
    )
    for group in (*good, *receiving_cases.good(), *remembered.good(), *route_proof_cases.good()):
        for name, (comment, life) in group.items():
            folder.add(name, "ok", comment, *life.told(), ("held", holdings(life.book)))
    for several in (*receiving_refusals.refused(), *receiving_cases.refused()):
        for name, (expect, comment, life) in several.items():
            assert life.refused[-1] == [expect], name  # noqa: S101  # else the case is about something else
            folder.add(name, expect, comment, *life.told(), ("held", holdings(life.book)))
    return folder.cases


def _shown() -> Good:
    one, two = shown("Ana", "Teo"), shown("Ana", "Teo", sequence=FIRST + 1)
    return {
        "shown_by_subject": ("shown by its subject", known().take(one, sender="Teo")),
        "shown_in_file": ("in a file", known().take(one)),
        "shown_by_nobody_known": (
            "by somebody whose card is not held",
            known().take(shown("Zoe", "Teo"), sender="Teo"),
        ),
        "shown_two_authors": ("two authors in one bundle", known().take(one, shown("Ben", "Teo"))),
        "shown_newer": ("a higher sequence takes the place", known().take(one).take(two)),
        "shown_older": ("a lower sequence does not", known().take(two).take(one)),
        "shown_same_sequence": (
            "another vouch of the same sequence does not",
            known().take(one).take(shown("Ana", "Teo", may_introduce=True)),
        ),
        "several_refused": (
            "what is refused harms nothing beside it",
            known().take(card_by("Teo"), one, shown("Ana", "Zoe"), Shown(vouch_by("Ben", "Teo"), None)),
        ),
    }


def _shown_later() -> Good:
    one, two = shown("Ana", "Teo"), shown("Ana", "Teo", sequence=FIRST + 1)
    other_name = shown("Ana", "Teo", name="Leo")
    return {
        "shown_again": (
            "what is shown again in the next month is remembered from then on",
            known().take(one).take(one, month=MONTH + 1).over(MONTH + 2),
        ),
        "shown_once": ("what is not is forgotten by then", known().take(one).over(MONTH + 2)),
        "shown_ahead_1": ("from next month", known().take(shown("Ana", "Teo", month=MONTH + 1))),
        "shown_last_month": ("in its last month", known().take(one, month=MONTH + 12)),
        "shown_other_name": ("under another name than the card's", known().take(other_name)),
        "shown_withdrawn_sequence": (
            "the sequence after the one that was withdrawn",
            known().take(withdrawn("Ana", "Teo"), one, two),
        ),
    }


def _many() -> Good:
    eight = [shown(name, "Teo") for name in EIGHT[:8]]
    marked = shown("Ana", "Teo")
    return {
        "eight": ("eight authors", known().take(*eight[:4]).take(*eight[4:])),
        "eight_newer": (
            "a newer one of one of them",
            known().take(*eight).take(shown(EIGHT[0], "Teo", sequence=FIRST + 1)),
        ),
        "eight_marked": (
            "a marked author takes the place of the one who is not",
            Life()
            .hold(*EIGHT[:7], "Ana", mark=1)
            .hold("Teo", how=How.CARD_ONLY)
            .take(*eight[:7], shown("Zoe", "Teo"))
            .take(marked),
        ),
        "eight_marked_oldest": (
            "a marked author takes the place of the vouch that was taken longest ago",
            known().take(*eight).take(eight[0]).take(shown(EIGHT[1], "Teo", sequence=FIRST + 1)).take(marked),
        ),
        "eight_elsewhere": (
            "about somebody else there is room",
            known().hold("Leo").take(*eight).take(shown(EIGHT[8], "Leo")),
        ),
    }


def _own() -> Good:
    mine, later = vouch_by("me", "Teo"), vouch_by("me", "Teo", sequence=FIRST + 1)
    given = known().give(mine)
    return {
        "own_shown": ("my vouch with its acceptance", given.take(shown("me", "Teo"))),
        "own_alone": ("my vouch without an acceptance", known().give(mine).take(Shown(mine, None))),
        "own_unknown": ("one of mine that I do not know", known().take(shown("me", "Teo"))),
        "own_unknown_newer": (
            "one that I do not know beside one that I do",
            known().give(mine).take(Shown(later, agreed(later, "Teo"))),
        ),
        "own_unknown_highest": (
            "one that I do not know, with the highest sequence that is taken",
            known().take(shown("me", "Teo", sequence=2**63 - 1)),
        ),
        "own_unknown_same_sequence": (
            "one that I do not know, of the sequence of one that I do",
            known().give(vouch_by("me", "Teo", may_introduce=True)).take(shown("me", "Teo")),
        ),
        "own_unknown_alone": (
            "one that I do not know, without an acceptance",
            known().take(Shown(mine, None)),
        ),
        "accepted": ("the acceptance alone", known().give(mine).take(agreed(mine, "Teo"))),
        "accepted_twice": ("twice", known().give(mine).take(agreed(mine, "Teo"), agreed(mine, "Teo"))),
        "accepted_older": ("of the older of two", known().give(mine).give(later).take(agreed(mine, "Teo"))),
    }


def _about_me() -> Good:
    one, two = (Shown(vouch_by("Ana", "me", sequence=FIRST + number), None) for number in (0, 1))
    return {
        "mine": ("a vouch about me", known().take(one, sender="Ana")),
        "mine_from_another": ("brought by another", known().take(one, sender="Ben")),
        "mine_accepted": ("with my acceptance", known().take(shown("Ana", "me"))),
        "mine_agreed": (
            "to which I then agreed, and it comes again",
            known().take(one).agree(one.vouch).take(one),
        ),
        "mine_newer": ("a higher sequence takes its place", known().take(one).agree(one.vouch).take(two)),
        "mine_older": ("a lower one does not", known().take(two).take(one)),
        "mine_two": ("of two authors", known().take(one, Shown(vouch_by("Ben", "me"), None))),
        "mine_declined": (
            "one that was declined comes again",
            known().take(one).decline(one.vouch).take(one),
        ),
        "mine_declined_newer": (
            "a newer one after one was declined",
            known().take(one).decline(one.vouch).take(two),
        ),
        "mine_dead": ("whose author is dead stays", known().take(shown("Ana", "me")).take(dead("Ana"))),
        "mine_dead_run_out": (
            "until it runs out",
            known().take(shown("Ana", "me")).take(dead("Ana")).over(MONTH + 13),
        ),
        "mine_last_month": ("in its last month", known().take(one).over(MONTH + 12)),
        "mine_run_out": ("that has run out", known().take(one).over(MONTH + 13)),
    }


def _months() -> Good:
    ahead, one = MONTH + 40, Shown(vouch_by("Ana", "me"), None)
    said = shown("Ana", "Teo"), shown("Ben", "Teo")

    def wrong(memory: str = "two-months") -> Life:
        return known().remember(memory).take(one, *said, withdrawn("Ben", "Zoe")).come(MONTH, ahead)

    return {
        "month_ahead": ("what ran out in a month far ahead is still there", wrong()),
        "month_ahead_twice": ("and once more in that month", wrong().come(ahead, ahead)),
        "month_ahead_next": ("until the next month", wrong().come(ahead, ahead + 1)),
        "month_back": ("or until that month had not come", wrong().come(ahead, MONTH)),
        "month_back_expiry": ("remembered until it runs out", wrong("until-expiry").come(ahead, MONTH)),
        "month_back_noted": (
            "what came in that month came in this one",
            wrong().take(withdrawn("Ana", "Zoe"), month=ahead).come(ahead, MONTH).come(MONTH, MONTH + 26),
        ),
        "month_introduced": (
            "an introduction that has run out is there until the month after",
            receiving_cases.agreeing().come(MONTH, MONTH + 3),
        ),
    }


def _filled() -> Good:
    filled = shown("Ana", "me", blobs=tuple(chance(f"blob {number}", 656) for number in range(3)))
    return {
        "mine_blobs": ("with blobs, in the next month", known().take(filled).over(MONTH + 1)),
        "mine_blobs_over": ("with blobs, two months later", known().take(filled).over(MONTH + 2)),
        "mine_blobs_forget": (
            "with blobs, and to be forgotten",
            known().remember("forget").take(filled).over(),
        ),
        "mine_blobs_during": ("while the exchange goes on", known().remember("forget").take(filled)),
    }
