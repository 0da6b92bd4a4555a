"""The picture of one answer: who is drawn where, what stands on the lines, and the same in words."""

from collections.abc import Iterator
from itertools import pairwise

from p2pcard.core.book.book import Book, Contact
from p2pcard.core.book.routes import Verdict
from p2pcard.core.book.verdict import Answer, Link
from p2pcard.wording import routes_layout as drawing
from p2pcard.wording.catalogue import month, say
from p2pcard.wording.standing import called


def picture(book: Book, contact: Contact, answer: Answer, lines: list[str]) -> str:
    """Return the routes to one person as an SVG image; `lines` say the same."""
    verdict = answer.verdict
    people = {key for route in verdict.routes for key in route} | {book.me, contact.key}
    figure = drawing.Figure(
        title=say("Who stands behind {name}", name=contact.name),
        description=" ".join(lines),
        people={key: called(book, key) for key in people},
        columns=drawing.columns(verdict, book.me),
        links=tuple((link.by, link.subject, _label(book, link)) for link in answer.links),
        separate=frozenset(
            step for route in verdict.separate for step in pairwise((book.me, *route, contact.key))
        ),
        notes=tuple(_notes(verdict)),
    )
    return drawing.svg(figure)


def _notes(verdict: Verdict) -> Iterator[str]:
    """Say what thick lines and dashed boxes mean, where there are any."""
    if verdict.separate:
        yield say("Thick lines: routes that share nobody in between.")
    near, far = ({route[place] for route in verdict.routes if len(route) > place} for place in (0, 1))
    if near & far:
        yield say("A dashed box: somebody who is in the picture already.")


def _label(book: Book, link: Link) -> str:
    when = month(link.month)
    return say("met, {when}", when=when) if link.by == book.me else say("vouches, {when}", when=when)
