"""Leaving no trace of a person, or of what others told about one another (spec section 15.8)."""

from dataclasses import replace
from types import MappingProxyType

from p2pcard.core.book import retention, vouching
from p2pcard.core.book.book import Book, Contact
from p2pcard.core.book.circles import Circle
from p2pcard.core.book.introductions import Introductions
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.vouches import Vouches
from p2pcard.core.formats.frozen import without


def forget(book: Book, root: bytes, key: bytes) -> Book:
    """Return the book without any trace of this person: no card, no vouch by or about them, no place.

    What stays are secrets and handles that name nobody: of what I took back of
    my word for them, and of what I did not, so that no sequence comes twice.
    Where others may rest on their word, they are to be asked anew. That their
    card is dead stays known: such notices are held of strangers, too, and a
    thief could come back to a device that forgets it.
    """
    if book.mark_of(key) is not Mark.NO:
        book = retention.doubt(book)
    book = _note_given(book, root, key)
    contacts = {each.key: _not_introduced_by(each, key) for each in book.contacts.values() if each.key != key}
    return replace(
        book,
        contacts=MappingProxyType(contacts),
        vouches=_vouches(book.vouches, key),
        introductions=_introductions(book.introductions, key),
        circles=MappingProxyType({name: _circle(circle, key) for name, circle in book.circles.items()}),
    )


def forget_alike(kept: Book, root: bytes, before: Book, after: Book) -> Book:
    """Return what a save that lies beside may keep, after a change that erased something of a book.

    Nobody who was forgotten, no circle that was changed, and as in a backup no pair secret and no vouch
    between others. The other people of that save stay.
    """
    for key in before.contacts.keys() - after.contacts.keys():
        if key in kept.contacts:
            kept = forget(kept, root, key)
    changed = {name for name, circle in before.circles.items() if after.circles.get(name) != circle}
    circles = {name: circle for name, circle in kept.circles.items() if name not in changed}
    return retention.to_copy(replace(kept, circles=MappingProxyType(circles)))


def _note_given(book: Book, root: bytes, key: bytes) -> Book:
    """Keep the handles of what I vouched, and that there was something, for a later withdrawal.

    Of what a thief wrote in my name the id is kept: the handle may be another's.
    """
    given = book.vouches.given.get(key, ())
    if not given:
        return book
    genuine, forged = vouching.part(book, root, key)
    ended = {held.says.handle.withdrawal: held.says.month for held in genuine}
    ended |= {held.statement.id: held.says.month for held in forged}
    whole = replace(book.vouches, ended=MappingProxyType({**ended, **book.vouches.ended}))
    months = [held.says.month for held in given]
    noted = replace(book.settings, lost=book.settings.lost.months(min(months), max(months)))
    return replace(book, vouches=whole, settings=noted)


def _not_introduced_by(contact: Contact, key: bytes) -> Contact:
    if contact.provenance.by != key:
        return contact
    return replace(contact, provenance=replace(contact.provenance, by=b""))


def _vouches(vouches: Vouches, key: bytes) -> Vouches:
    past = {
        subject: frozenset(each for each in found if each.by != key)
        for subject, found in vouches.past.items()
        if subject != key
    }
    bare = vouches.without_shown_of(key).without_blobs()  # something of theirs may be sealed in them
    return replace(
        bare,
        given=without(bare.given, key),
        mine=without(bare.mine, key),
        past=MappingProxyType({subject: found for subject, found in past.items() if found}),
        kept=without(vouches.kept, key),
    )


def _introductions(introductions: Introductions, key: bytes) -> Introductions:
    numbers = {each.says.number for each in introductions.made if each.says.to == key}
    return Introductions(
        tuple(each for each in introductions.offered if each.says.by != key),
        tuple(each for each in introductions.made if each.says.number not in numbers),
    )


def _circle(circle: Circle, key: bytes) -> Circle:
    return replace(circle, people=without(circle.people, key))
