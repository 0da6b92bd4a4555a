"""Finding people by what is on their cards: without accents, in both languages, those met last first."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from p2pcard.core import text
from p2pcard.core.book import ID_PREFIX, Book, Contact
from p2pcard.errors import NoSuchPerson, SeveralPeople

NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})


def search(
    book: Book, typed: str, offer_words: Mapping[int, str], language_words: Mapping[str, str] = NO_WORDS
) -> tuple[Contact, ...]:
    """Return the people whose cards hold every word that was typed; all of them for no word.

    `offer_words` are the words by which each coded offer may be asked for,
    `language_words` those for each language's code. Those met in person come
    first, the latest month first, then by name.
    """
    wanted, everybody = text.plain(typed).split(), book.contacts.values()
    found = [c for c in everybody if not wanted or _holds(c, wanted, offer_words, language_words)]
    return tuple(sorted(found, key=_place))


def numbered(book: Book, people: Collection[bytes]) -> dict[str, bytes]:
    """Return people (keys) in the order of their names, each under the number that picks them from a list."""
    found = sorted((text.plain(each.name), key) for key, each in book.contacts.items() if key in people)
    return {str(number): key for number, (_, key) in enumerate(found, 1)}


def somebody(book: Book, typed: str) -> bytes:
    """Return the key of one person of this name, also of one whom others only vouch for or with.

    Raises NoSuchPerson or SeveralPeople.
    """
    try:
        return book.find(typed).key
    except NoSuchPerson:
        wanted = text.plain(text.tidy(typed))
        held = book.vouches.everything_shown()
        found = {each.says.subject for each in held if wanted and wanted in text.plain(each.says.name)}
        if not found:
            raise
        if len(found) > 1:
            people = ", ".join(sorted(key.hex()[:ID_PREFIX] for key in found))
            raise SeveralPeople(name=typed, people=people) from None
        return found.pop()


def _holds(
    contact: Contact, wanted: list[str], offer_words: Mapping[int, str], language_words: Mapping[str, str]
) -> bool:
    pieces: list[str] = []
    for card in contact.read():
        pieces += [card.name, card.organisation, card.role, *(channel for _, channel in card.channels)]
        pieces += [each if isinstance(each, str) else offer_words.get(each, "") for each in card.offers]
        pieces += [f"{each} {language_words.get(each, '')}" for each in card.languages]
    whole = text.plain(" ".join(pieces))
    return all(word in whole for word in wanted)


def _place(contact: Contact) -> tuple[bool, int, str]:
    return not contact.provenance.how.met, -contact.provenance.month, text.plain(contact.name)
