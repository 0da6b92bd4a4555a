"""What becomes of the vault and of who I am, in sentences."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from p2pcard.core.book.book import Book, Contact
from p2pcard.core.book.settings import Retention
from p2pcard.core.formats import calendar
from p2pcard.errors import N_
from p2pcard.errors.next_step import Backup, BeginAnew, Place, RestorePrevious
from p2pcard.wording.catalogue import isolated, month, say, say_count

if TYPE_CHECKING:
    from p2pcard.edge.store.generations import Moved
    from p2pcard.service.keeper import FoundSaves
    from p2pcard.service.profiles import CardsHere

PHRASE_CHANGED: Final = N_("Done. Only the new phrase opens your cards now.")
GO_BACK: Final = N_("Type the number of the save to go back to, or press Enter to change nothing:")
DROP: Final = N_("Three others are kept already. Type the number of one that may go for good:")
NOT_GONE_BACK: Final = N_("Nothing was changed. Your last save is the one it was.")
WIPED: Final = N_("Everything is gone from this device. Copies in other places are not.")
WIPED_ONE: Final = N_(
    "These cards are gone from this device. Copies in other places and your other profiles are not."
)
WIPE_WORD: Final = N_("DELETE")  # typed in full before everything goes
END_WORD: Final = N_("DEAD")  # typed in full before one's own card ends
WIPE: Final = N_("Your cards and your people will be gone from here. Type {word}:")
END: Final = N_("Your card will be dead for good, and you begin anew. Type {word}:")
NOTICE: Final = N_("With this notice anybody can end your card for good. Without it nobody can.")
MONTHS_NOT_KNOWN: Final = N_("So months are shown as not known.")
READ_WHEN_OPEN: Final = N_("Whoever gets this device while it is open can read what is remembered.")
MEMORIES: Final = {
    Retention.FORGET: N_(
        "Who vouches for whom is forgotten as soon as it was looked at, so no circle can count it."
    ),
    Retention.TWO_MONTHS: N_("Who vouches for whom is remembered this month and the next."),
    Retention.UNTIL_EXPIRY: N_("Who vouches for whom is remembered until it runs out."),
}


def opened(
    book: Book, number: int, named: str, name_place: Callable[[Place], str], *, wrong: str | None
) -> Iterator[str]:
    """Say what is open: so many people in which save; the profile, if nobody `named` it; and what is amiss.

    `wrong` says what is wrong with the clock, where the month is not known.
    """
    yield say_count(
        "Opened: {count} person, save number {number}.",
        "Opened: {count} people, save number {number}.",
        len(book.contacts),
        number=number,
    )
    if not named and (profile := book.settings.profile):
        yield say("This is your profile “{profile}”.", profile=isolated(profile))
    if wrong is not None:
        yield wrong
        yield say(MONTHS_NOT_KNOWN)
    if book.me in book.vouches.revoked:
        yield say(
            "Your card is dead, and nobody takes it. To begin anew: {next}", next=name_place(BeginAnew())
        )


def found_saves(found: "FoundSaves") -> Iterator[str]:
    """Name the saves to go back to, by numbers from 1, and what nobody can open here."""
    yield say("These saves of your cards are on this device:")
    for place, each in enumerate(found.saves, 1):
        facts = {"place": place, "number": each.number, "month": month(each.month)}
        if each.is_last:
            yield say_count(
                "{place}: number {number} ({month}), {count} person. This is your last save.",
                "{place}: number {number} ({month}), {count} people. This is your last save.",
                each.people,
                **facts,
            )
        else:
            yield say_count(
                "{place}: number {number} ({month}), {count} person.",
                "{place}: number {number} ({month}), {count} people.",
                each.people,
                **facts,
            )
    if found.closed:
        yield say("This does not open here, and stays: {names}", names=", ".join(found.closed))


def moved(what: "Moved", name_place: Callable[[Place], str]) -> str:
    """Say what became of something that lay beside the last save."""
    names = {"name": what.name, "now": what.now}
    if not what.now:
        return say("What lay beside your cards as {name} is gone, too.", **names)
    if what.name == what.now:
        return say(
            "Three other saves are kept already, so {name} stays where it is. Choose which may go: {next}",
            next=name_place(RestorePrevious()),
            **names,
        )
    return say(
        "Something else was where {name} belongs. It is kept as {now}. To see it: {next}",
        next=name_place(RestorePrevious()),
        **names,
    )


def clock_is_wrong(clock: int, saved: int) -> str:
    """Say that the month of a clock does not fit the month of the last save."""
    if clock < calendar.FIRST:
        return say("The clock of this device is not set: it says {clock}.", clock=month(clock))
    return say(
        "This device says it is {clock}, but your cards were last saved in {saved_in}.",
        clock=month(clock),
        saved_in=month(saved),
    )


def seen_from_outside(cards: "CardsHere") -> str:
    """Say what shows of cards that nobody opened."""
    line = N_("changed last on {day} at {time}, {size} KB")
    if cards.amiss:
        line = N_("changed last on {day} at {time}, {size} KB, damaged")
    day, time = f"{cards.saved_at:%Y-%m-%d}", f"{cards.saved_at:%H:%M}"
    return say(line, day=day, time=time, size=cards.size // 1024)


def copied(file: PurePath) -> str:
    """Say where the sealed copy is."""
    return say("The copy is in {file}.", file=file)


def remembered(retention: Retention) -> Iterator[str]:
    """Say how long others' words are remembered, and who could read them."""
    yield say(MEMORIES[retention])
    yield say(READ_WHEN_OPEN)


def restored(tell: Sequence[Contact], *, taken: bool) -> Iterator[str]:
    """Say what is back, and what is to be done now; `tell` are the people whose cards were open to others."""
    if taken:
        yield say("Your people are back. Your card is new, because the old one may be in other hands.")
        yield say(
            "Meet your people again, so that they hold the new one, and learn that the old one is dead."
        )
        yield say("Nobody vouches for your new card yet. Ask them again, and vouch again for others.")
    else:
        yield say("Your cards are back, and you are the same person to everybody.")
    if tell:
        names = ", ".join(isolated(each.name) for each in tell)
        yield say("Their cards were open to others. Tell them, face to face: {names}", names=names)


def begun_anew(name_place: Callable[[Place], str]) -> Iterator[str]:
    """Say that I am somebody new to others, and what is to be done."""
    yield say("Your card is new, and nobody vouches for it yet.")
    yield say("Whoever you meet from now on learns that the old one is dead.")
    yield say("Make a new copy with new words: {next}", next=name_place(Backup()))
