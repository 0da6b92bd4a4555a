"""What the vouches in a book say about one person: which count, why others do not, the answer (spec 15.7).

The question itself is put to `routes`; here it is decided what it is put about.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from p2pcard.core.book import routes
from p2pcard.core.book.book import Book
from p2pcard.core.book.routes import NOBODY, Level, Network, People, Verdict
from p2pcard.core.book.vouches import Confirmation, Held
from p2pcard.core.statements.vouch import Handle


class Lack(StrEnum):
    """Why a vouch does not count."""

    ACCEPTANCE = "not-accepted"
    TIME = "run-out"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    NAME = "other-name"


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a route: the voucher, the subject, in which month they vouched or met, and how."""

    by: bytes
    subject: bytes
    month: int
    how: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict about one person, the links of its routes, the vouches that do not count, and what is kept.

    `kept` is there only where it tells more than the vouches in hand.
    """

    verdict: Verdict
    links: tuple[Link, ...]
    lacking: tuple[tuple[Held, Lack], ...]
    kept: Confirmation | None

    @property
    def people(self) -> int:
        """How many separate people stand behind this person, by the vouches in hand or by what is kept."""
        return max(len(self.verdict.separate), len(self.kept.routes) if self.kept else 0)

    @property
    def level(self) -> Level:
        """Say in one word how the person came to me."""
        return Level.of(self.people, met=self.verdict.met)

    def groups(self) -> Iterator[People]:
        """Walk through the smallest groups that others' word depends on, whether I met the person or not."""
        others = tuple(route for route in self.verdict.routes if route)
        return replace(self.verdict, met=False, routes=others).groups()


def lack(book: Book, held: Held, month: int) -> Lack | None:
    """Return why a vouch does not count now; None where it does."""
    says, vouches = held.says, book.vouches
    if says.handle.withdrawal in vouches.ended:
        return Lack.WITHDRAWN
    if says.by in vouches.revoked or says.subject in vouches.revoked:
        return Lack.REVOKED
    if says.until < month:
        return Lack.TIME
    contact = book.contacts.get(says.subject)
    if contact is not None and says.name != contact.name:  # the name that is shown, on whichever card it is
        return Lack.NAME
    return Lack.ACCEPTANCE if held.acceptance is None else None


def about_me(book: Book, month: int) -> tuple[Held, ...]:
    """Return the vouches about me that I agreed to and that count with others, the newest first."""
    good = (held for held in book.vouches.mine.values() if lack(book, held, month) is None)
    return tuple(sorted(good, key=lambda held: (-held.says.month, held.says.by)))


def lay_out(book: Book, month: int) -> Network:
    """Lay out all that counts in a month, for many answers.

    Nobody whose card is dead counts as met: the holder of that key now may be another person.
    """
    met = {
        key: contact.mark
        for key, contact in book.contacts.items()
        if contact.provenance.how.met and key not in book.vouches.revoked
    }
    own = [subject for subject in book.vouches.given if is_given(book, subject, month)]
    counting = (
        routes.ActiveVouch(held.says.by, held.says.subject, held.says.may_introduce)
        for held in book.vouches.everything_shown()
        if lack(book, held, month) is None
    )
    return routes.lay_out(book.me, met, own, met, counting)


def is_given(book: Book, subject: bytes, month: int) -> bool:
    """Tell whether I vouch for somebody, and it counts."""
    held = book.vouches.given_to(subject)
    return held is not None and lack(book, held, month) is None


def answer(book: Book, network: Network, key: bytes, month: int, without: People = NOBODY) -> Answer:
    """Answer about one person; `without` are people whose word is to count for nothing this once."""
    verdict = network.answer(key, without)
    shown = book.vouches.shown.get(key, ())
    lacking = tuple((held, why) for held in shown if (why := lack(book, held, month)) is not None)
    left = None if without else kept(book, key, month)
    if left and not left.renew and len(verdict.separate) >= len(left.routes):
        left = None  # it says nothing that is not in hand
    return Answer(verdict, tuple(_links(book, verdict)), lacking, left)


def kept(book: Book, key: bytes, month: int) -> Confirmation | None:
    """Return what is kept about somebody under the name they have, without what has run out.

    Nothing where they are revoked.
    """
    found = book.vouches.kept.get(key)
    contact = book.contacts.get(key)
    if found is None or contact is None or found.name != contact.name or key in book.vouches.revoked:
        return None
    return replace(found, routes=tuple(route for route in found.routes if route.until >= month))


def handles(book: Book, subject: bytes, route: routes.Route) -> Iterator[tuple[int, Handle]]:
    """Walk through the vouches of a route, the first link is my own mark: their last months and handles."""
    for by, about in zip(route, (*route[1:], subject), strict=True):
        held = book.vouches.about(about, by)
        if held is not None:
            yield held.says.until, held.says.handle


def _links(book: Book, verdict: Verdict) -> Iterator[Link]:
    """Walk through each step of all routes once: first my own, from people I met, then their vouches."""
    seen: set[tuple[bytes, bytes]] = set()
    for route in verdict.routes:
        steps = (book.me, *route, verdict.person)
        for by, about in pairwise(steps):
            if (by, about) not in seen:
                seen.add((by, about))
                yield _link(book, by, about)


def _link(book: Book, by: bytes, about: bytes) -> Link:
    if by == book.me:
        provenance = book.contacts[about].provenance
        return Link(by, about, provenance.month, provenance.how.value)
    held = book.vouches.about(about, by)
    assert held is not None  # noqa: S101  # a route consists of vouches that are held
    return Link(by, about, held.says.month, held.says.how.name.lower())
