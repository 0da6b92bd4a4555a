"""Who stands behind somebody, in sentences: never a score, never a word against anybody (spec 15.7, 17)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from p2pcard.core.book import verdict
from p2pcard.core.book.admission import Admission
from p2pcard.core.book.book import Book, Contact, How
from p2pcard.core.book.routes import Level, Route
from p2pcard.core.book.verdict import Answer, Lack, Link
from p2pcard.core.book.vouches import Held
from p2pcard.errors import N_
from p2pcard.errors.next_step import MarkPerson, Place
from p2pcard.wording.catalogue import isolated, month, say, say_count
from p2pcard.wording.people import dead

BY_A_STRANGER = N_("Somebody whose card you do not hold vouches for {name}.")
SHORT = 8  # hex digits of a person whose name is not known


def called(book: Book, key: bytes) -> str:
    """Return what a person is called: by their card, or by a voucher for them, who is named, too."""
    if key == book.me:
        return say("you")
    if contact := book.contacts.get(key):
        return isolated(contact.name)
    for held in book.vouches.shown.get(key, ()):
        if by := book.contacts.get(held.says.by):
            return say("{name} (as {by} says)", name=held.says.name, by=by.name)
    return key.hex()[:SHORT]


def listed(book: Book, keys: Iterable[bytes]) -> str:
    """Return the names of people, in alphabetical order."""
    return ", ".join(sorted(called(book, key) for key in keys))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is said of one contact in a month, which is `known` unless the clock is behind.

    `name_place` is how the shell that speaks names a place in the program.
    """

    book: Book
    contact: Contact
    now: int
    name_place: Callable[[Place], str]
    known: bool = True

    @property
    def name(self) -> str:
        """What the person is called."""
        return isolated(self.contact.name)

    def answer(self, answer: Answer) -> Iterator[str]:
        """Say all that is known of who stands behind somebody: first the sentence, then the routes."""
        if self.contact.key in self.book.vouches.revoked:
            yield dead(self.contact)
            return
        yield from self.own()
        yield from self.word(answer)
        for held, why in answer.lacking:
            yield self._lacking(held, why)
        yield from self._steps(answer)
        yield from self._not_counting(answer)
        if answer.verdict.separate:
            yield say(
                "If somebody took back their word since, this device does not know it until it is told."
            )

    def word(self, answer: Answer) -> Iterator[str]:
        """Say what others' word comes to: how many separate people, and whose word all of it depends on."""
        separate, kept = answer.verdict.separate, answer.kept
        if kept and kept.renew:
            yield say(
                "Something that this rested on has ended. Please ask {name} to show it again.", name=self.name
            )
        if len(separate) > 1:
            yield self._confirmed(separate)
            people = self._alternatives(separate)
            yield say("You would be fooled only if all of these were wrong: {people}.", people=people)
        elif separate:
            yield from self._depends(answer)
        elif kept and kept.routes:
            yield say_count(
                "Confirmed by {count} person ({when}).",
                "Confirmed by {count} people who did not depend on each other ({when}).",
                len(kept.routes),
                when=self._when(kept.month),
            )
            yield say(
                "Who that was is no longer kept. To see it again, ask {name} to show it.", name=self.name
            )

    def without(self, before: Answer, after: Answer, left_out: bytes) -> Iterator[str]:
        """Say what would change if one person were wrong."""
        other = called(self.book, left_out)
        if len(after.verdict.separate) == len(before.verdict.separate):
            yield say("Without {name}, nothing would change.", name=other)
            return
        yield say("Without {name}, this would be left:", name=other)
        lines = list(self.word(after))
        yield from lines or [say("Nobody whose word counts with you vouches for {name}.", name=self.name)]

    def check(self, circle: str, check: Admission) -> Iterator[str]:
        """Say whether somebody meets a circle's rule, and what is missing."""
        yield say("Circle “{name}”:", name=circle)
        if check.revoked:
            yield dead(self.contact)
        elif check.place and check.place.founder:
            yield say("{name} has been there from the start.", name=self.name)
        elif check.met:
            have, need = check.have, check.need
            yield say(
                "{name} meets the circle's rule: {have} of {need}.", name=self.name, have=have, need=need
            )
            yield from self._reasons(check)
        else:
            yield self._not_yet(check)
            yield from self._reasons(check)

    def own(self) -> Iterator[str]:
        """Say that I vouch for somebody, where my word stands."""
        given = self.book.vouches.given_to(self.contact.key)
        if given is None or verdict.lack(self.book, given, self.now) not in (None, Lack.ACCEPTANCE):
            return
        when = self._when(given.says.month)
        if given.acceptance is None:
            yield say("You vouch for {name} ({when}), who has not agreed yet.", name=self.name, when=when)
        else:
            yield say("You vouch for {name} ({when}).", name=self.name, when=when)

    def _when(self, number: int) -> str:
        return month(number) if self.known else say("month not known")

    def _confirmed(self, separate: tuple[Route, ...]) -> str:
        return say_count(
            "Confirmed by {count} person: {people}.",
            "Confirmed by {count} people who do not depend on each other: {people}.",
            len(separate),
            people=listed(self.book, (route[-1] for route in separate)),
        )

    def _alternatives(self, separate: tuple[Route, ...]) -> str:
        """Name one person of each separate route, or both where either would do."""
        names = [[called(self.book, key) for key in route] for route in separate]
        found = [
            each[0] if len(each) == 1 else say("{one} or {other}", one=each[0], other=each[1])
            for each in names
        ]
        return "; ".join(sorted(found))

    def _depends(self, answer: Answer) -> Iterator[str]:
        routes = [route for route in answer.verdict.routes if route]
        alone = sorted(
            (called(self.book, key) for group in answer.groups() for key in group), key=str.casefold
        )
        if len(routes) == 1 and len(routes[0]) == 1:
            yield say(
                "Only {by} vouches for {name}: everything depends on {by}.", by=alone[0], name=self.name
            )
            return
        for one in alone:
            yield say_count(
                "Everything depends on {name}: the one route passes through {name}.",
                "Everything depends on {name}: all {count} routes pass through {name}.",
                len(routes),
                name=one,
            )

    def _steps(self, answer: Answer) -> Iterator[str]:
        """Say each step of all routes once, in the order of names, which is the same on all devices."""
        links = {(link.by, link.subject): link for link in answer.links}
        links.pop((self.book.me, self.contact.key), None)  # how we met stands at the top
        for route in sorted(
            answer.verdict.routes, key=lambda route: [called(self.book, key) for key in route]
        ):
            for step in pairwise((self.book.me, *route, self.contact.key)):
                if link := links.pop(step, None):
                    yield self._link(link)

    def _link(self, link: Link) -> str:
        by, of, when = called(self.book, link.by), called(self.book, link.subject), self._when(link.month)
        if link.by != self.book.me:
            return say("{by} vouches for {name} ({when}).", by=by, name=of, when=when)
        if link.how == "qr":
            return say("You met {name}, by a code and words ({when}).", name=of, when=when)
        return say("You met {name} in person, by the words read aloud ({when}).", name=of, when=when)

    def _lacking(self, held: Held, why: Lack) -> str:
        by, other, when = (
            called(self.book, held.says.by),
            held.says.name,
            self._when(held.says.month),
        )
        match why:
            case Lack.NAME:
                return say(
                    "{by} vouches for “{other}”, not for “{name}”. It was not made for this card. Ask {by}.",
                    by=by,
                    other=other,
                    name=self.name,
                )
            case Lack.TIME:
                return say(
                    "{by} wrote this ({when}). It has run out. It was genuine when written.",
                    by=by,
                    when=when,
                )
            case _:
                return say("What {by} said of {name} does not count any more.", by=by, name=self.name)

    def _not_counting(self, answer: Answer) -> Iterator[str]:
        """Name whose word there is without a mark of mine; if there is nothing, say what that means."""
        lacking = {held.says.by for held, _ in answer.lacking}
        on_routes = {key for route in answer.verdict.routes for key in route}
        shown = self.book.vouches.shown.get(self.contact.key, ())
        for by in sorted(held.says.by for held in shown if held.says.by not in lacking | on_routes):
            if by in self.book.contacts:
                who = called(self.book, by)
                count = self.name_place(MarkPerson(who))
                yield say(
                    "{by} vouches for {name}. To count {by}: {next}", by=who, name=self.name, next=count
                )
            else:
                yield say(BY_A_STRANGER, name=self.name)
        if shown or answer.kept or answer.verdict.own:
            return
        provenance = self.contact.provenance
        if provenance.how is How.INTRODUCED and provenance.by:
            introducer = called(self.book, provenance.by)
            yield say("{by} introduced you to {name}.", by=introducer, name=self.name)
        if answer.level is Level.MET or provenance.by:
            yield say("Nobody has shown you who vouches for {name}.", name=self.name)
        else:
            yield say(
                "Nothing here shows who brought {name}. That is not proof of anything bad.", name=self.name
            )
            yield say("To be sure, call somebody you know, on a number that you already had.")

    def _not_yet(self, check: Admission) -> str:
        return say_count(
            "Not yet: {name} has {have} of {need}. {count} more person is needed.",
            "Not yet: {name} has {have} of {need}. {count} more people are needed.",
            check.need - check.have,
            name=self.name,
            have=check.have,
            need=check.need,
        )

    def _reasons(self, check: Admission) -> Iterator[str]:
        """Say who stands behind somebody, and why some of them do not count apart."""
        if check.own:
            yield say("You are one of them.")
        yield from self.word(check.answer)
        for near, others in check.bound:
            one, rest = called(self.book, near), listed(self.book, others)
            if len(others) == 1:
                yield say(
                    "{one} and {other} count as one here, because you know {other} only through {one}.",
                    one=one,
                    other=rest,
                )
            else:
                yield say(
                    "You know these only through {one}, so they count as one: {people}.", one=one, people=rest
                )
        yield from self._budgets(check)
        if len(check.new) > 1:
            people = listed(self.book, check.new)
            yield say("{people} came as newcomers themselves, so only one of them counts.", people=people)
        if check.place:
            yield say("You counted {name} in ({when}).", name=self.name, when=self._when(check.place.month))

    def _budgets(self, check: Admission) -> Iterator[str]:
        for key in check.spent:
            yield say_count(
                "You took {count} newcomer this quarter on the word of {name}, so it does not count again.",
                "You took {count} newcomers this quarter on the word of {name}, so it does not count again.",
                check.rule.budget,
                name=called(self.book, key),
            )
        if check.through_spent:
            yield say_count(
                "You took {count} newcomer this quarter on the word of people you know only through others.",
                "You took {count} newcomers this quarter on the word of people you know only through others.",
                check.rule.budget,
            )
