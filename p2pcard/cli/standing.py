"""Who stands behind somebody, in sentences: never a score, never a word against anybody (spec 15.7, 17)."""

from collections.abc import Iterable, Iterator

from p2pcard.cli.phrasing import isolated, month
from p2pcard.cli.words import say, say_count
from p2pcard.core.admission import Check
from p2pcard.core.book import Book, Contact
from p2pcard.core.routes import Route
from p2pcard.core.verdict import Answer, Lack, Link
from p2pcard.core.vouches import Held

SHORT = 8  # hex digits of somebody of whom no name is known


def called(book: Book, key: bytes) -> str:
    """Return what somebody is called: by their card, or by whoever vouches for them."""
    if key == book.me:
        return say("you")
    if contact := book.contacts.get(key):
        return isolated(contact.name)
    named = (held.says.name for held in book.vouches.shown.get(key, ()))
    return isolated(next(named, key.hex()[:SHORT]))


def listed(book: Book, keys: Iterable[bytes]) -> str:
    """Return the names of people, in alphabetical order."""
    return ", ".join(sorted(called(book, key) for key in keys))


def answer_lines(book: Book, contact: Contact, answer: Answer, now: int) -> Iterator[str]:
    """Say all that is known of who stands behind somebody: first the sentence, then the routes."""
    name = isolated(contact.name)
    if contact.key in book.vouches.revoked:
        yield say("This card is dead: its owner said so. Meet {name} again and take the new card.", name=name)
    yield from _own(book, contact, name, now)
    yield from word_lines(book, answer, name)
    for held, why in answer.lacking:
        yield _lacking(book, held, why, name)
    for link in answer.links:
        if link.subject != contact.key or link.by != book.me:  # how we met stands at the top
            yield _link(book, link)
    yield from _not_counting(book, contact, answer, name)
    if answer.verdict.separate:
        yield say("If somebody took back their word since, this device does not know it until it is told.")


def word_lines(book: Book, answer: Answer, name: str) -> Iterator[str]:
    """Say what others' word comes to: how many separate people, and on whom everything depends."""
    separate, kept = answer.verdict.separate, answer.kept
    if kept and kept.renew:
        yield say("Something that this rested on has ended. Please ask {name} to show it again.", name=name)
    if len(separate) > 1:
        yield _confirmed(book, separate)
        yield say(
            "You would be fooled only if all of these were wrong: {people}.",
            people=_alternatives(book, separate),
        )
    elif separate:
        yield from _depends(book, answer, name)
    elif kept and kept.routes:
        yield say_count(
            "Confirmed by {count} person ({when}).",
            "Confirmed by {count} people who did not depend on each other ({when}).",
            len(kept.routes),
            when=month(kept.month),
        )
        yield say("Who that was is no longer kept. To see it again, ask {name} to show it.", name=name)


def without_lines(book: Book, before: Answer, after: Answer, name: str, left_out: str) -> Iterator[str]:
    """Say what would change if one person were wrong."""
    if len(after.verdict.separate) == len(before.verdict.separate):
        yield say("Without {name}, nothing would change.", name=left_out)
        return
    yield say("Without {name}, this would be left:", name=left_out)
    lines = list(word_lines(book, after, name))
    yield from lines or [say("Nobody whose word counts with you vouches for {name}.", name=name)]


def check_lines(book: Book, circle: str, check: Check, contact: Contact) -> Iterator[str]:
    """Say whether somebody meets a circle's rule, and what is missing."""
    name = isolated(contact.name)
    yield say("Circle “{name}”:", name=circle)
    if check.revoked:
        yield say("This card is dead: its owner said so. Meet {name} again and take the new card.", name=name)
        return
    if check.place and check.place.founder:
        yield say("{name} has been there from the start.", name=name)
        return
    if check.met:
        yield say(
            "{name} meets the circle's rule: {have} of {need}.", name=name, have=check.have, need=check.need
        )
    else:
        yield _not_yet(check, name)
    yield from _reasons(book, check, name)


def _own(book: Book, contact: Contact, name: str, now: int) -> Iterator[str]:
    given = book.vouches.given_to(contact.key)
    if given is None or given.says.handle.withdrawal in book.vouches.ended or given.says.until < now:
        return
    when = month(given.says.month)
    if given.acceptance is None:
        yield say("You vouch for {name} ({when}), who has not agreed yet.", name=name, when=when)
    else:
        yield say("You vouch for {name} ({when}).", name=name, when=when)


def _confirmed(book: Book, separate: tuple[Route, ...]) -> str:
    return say_count(
        "Confirmed by {count} person: {people}.",
        "Confirmed by {count} people who do not depend on each other: {people}.",
        len(separate),
        people=listed(book, (route[-1] for route in separate)),
    )


def _alternatives(book: Book, separate: tuple[Route, ...]) -> str:
    """Name one person of each separate route, or the two of whom one would do."""
    found = [
        called(book, route[0])
        if len(route) == 1
        else say("{one} or {other}", one=called(book, route[0]), other=called(book, route[1]))
        for route in separate
    ]
    return "; ".join(sorted(found))


def _depends(book: Book, answer: Answer, name: str) -> Iterator[str]:
    routes = [route for route in answer.verdict.routes if route]
    alone = sorted((called(book, key) for group in answer.groups() for key in group), key=str.casefold)
    if len(routes) == 1 and len(routes[0]) == 1:
        yield say("Only {by} vouches for {name}: everything depends on {by}.", by=alone[0], name=name)
        return
    for one in alone:
        yield say_count(
            "Everything depends on {name}: the one route passes through {name}.",
            "Everything depends on {name}: all {count} routes pass through {name}.",
            len(routes),
            name=one,
        )


def _link(book: Book, link: Link) -> str:
    by, of, when = called(book, link.by), called(book, link.subject), month(link.month)
    if link.by == book.me:
        return {
            "qr": say("You met {name} in person, by a code ({when}).", name=of, when=when),
            "phrase": say("You met {name} in person, by the words read aloud ({when}).", name=of, when=when),
        }[link.how]
    return say("{by} vouches for {name} ({when}).", by=by, name=of, when=when)


def _lacking(book: Book, held: Held, why: Lack, name: str) -> str:
    by = called(book, held.says.by)
    match why:
        case Lack.NAME:
            return say(
                "{by} vouches for “{other}”, not for “{name}”. It was not made for this card. Ask {by}.",
                by=by,
                other=isolated(held.says.name),
                name=name,
            )
        case Lack.TIME:
            when = month(held.says.month)
            return say(
                "{by} wrote this in {when}. It has run out. It was genuine when written.", by=by, when=when
            )
        case _:
            return say("What {by} said of {name} does not count any more.", by=by, name=name)


def _not_counting(book: Book, contact: Contact, answer: Answer, name: str) -> Iterator[str]:
    """Name whose word there is without a mark of mine; if there is nothing at all, say what that means."""
    lacking = {held.says.by for held, _ in answer.lacking}
    on_routes = {key for route in answer.verdict.routes for key in route}
    shown = book.vouches.shown.get(contact.key, ())
    for by in sorted(held.says.by for held in shown if held.says.by not in lacking | on_routes):
        if by in book.contacts:
            yield say("{by} vouches for {name}. To count {by}: p2pcard mark", by=called(book, by), name=name)
        else:
            yield say("Somebody whose card you do not hold vouches for {name}.", name=name)
    if not shown and not answer.kept and not answer.verdict.own:
        yield say("Nothing here shows who brought {name}. That is not proof of anything bad.", name=name)
        yield say("To be sure, call somebody you know, on a number that you already had.")


def _not_yet(check: Check, name: str) -> str:
    return say_count(
        "Not yet: {name} has {have} of {need}. {count} more person is needed.",
        "Not yet: {name} has {have} of {need}. {count} more people are needed.",
        check.need - check.have,
        name=name,
        have=check.have,
        need=check.need,
    )


def _reasons(book: Book, check: Check, name: str) -> Iterator[str]:
    if check.own:
        yield say("You are one of them.")
    yield from word_lines(book, check.answer, name)
    for near, others in check.bound:
        yield say(
            "{one} and {others} count as one here, because you know {others} only through {one}.",
            one=called(book, near),
            others=listed(book, others),
        )
    for key in check.spent:
        yield say_count(
            "You took {count} newcomer this quarter on the word of {name}, so it does not count again.",
            "You took {count} newcomers this quarter on the word of {name}, so it does not count again.",
            check.rule.budget,
            name=called(book, key),
        )
    if check.through_spent:
        yield say_count(
            "You took {count} newcomer this quarter on the word of people you know only through others.",
            "You took {count} newcomers this quarter on the word of people you know only through others.",
            check.rule.budget,
        )
    if len(check.new) > 1:
        yield say(
            "{people} came as newcomers themselves, so only one of them counts.",
            people=listed(book, check.new),
        )
    if check.place:
        yield say("You counted {name} in ({when}).", name=name, when=month(check.place.month))
