"""Finding people, always without accents and case: by a name that is typed, or by what is on their cards.

One rule is behind both: a typed word fits where a word begins with it. Names in
scripts that put no spaces between words (Chinese, Thai and others) fit by any
part, or nobody would find 李小龍 by 小龍.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from p2pcard.core.book.book import Book, Contact
from p2pcard.core.formats import text
from p2pcard.core.statements.card import Words
from p2pcard.errors import NoSuchPerson, SeveralPeople

ID_PREFIX: Final = 8  # hex digits of a person's id that are enough to name them
DIGITS: Final = 3  # of a telephone number that are enough to find it, wherever they stand in it
NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})
# Scripts without spaces between words, as `text.plain` leaves them: Thai and Lao, Burmese, the parts of
# Hangul, Khmer, and from radicals to the last Chinese sign with kana among them.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u9fff\U00020000-\U0003ffff]"
)
_APOSTROPHES: Final = str.maketrans("'’‘ʼ", "    ")


class Found(NamedTuple):
    """Who fits what was typed: by name, offer or language, and who only by something else on a card."""

    people: tuple[Contact, ...]
    by_other_words: tuple[Contact, ...] = ()


def search(
    book: Book, typed: str, offer_words: Mapping[int, str], language_words: Mapping[str, str] = NO_WORDS
) -> Found:
    """Return the people whose cards hold every word that was typed; all of them for nothing typed.

    `offer_words` are the words by which each coded offer may be asked for,
    `language_words` those for each language's code. Those met in person come
    first, the latest month first, then by name.
    """
    if not typed.strip():
        return Found(_sorted(book, book.contacts))
    wanted, places = _asked(typed), _Places(offer_words, language_words)
    found, elsewhere = list[bytes](), list[bytes]()
    letters = [word for each in wanted if not each.digits for word in each.words]
    for key, cards in book.words.items():
        if not places.may_hold(letters, cards):  # nearly everybody
            continue
        near = places.near(cards)
        if _all_fit(wanted, near):
            found.append(key)
        elif _all_fit(wanted, near + places.far(cards), [line for each in cards for line in each.lines[3:]]):
            elsewhere.append(key)
    return Found(_sorted(book, found), _sorted(book, elsewhere))


def numbered(book: Book, people: Iterable[bytes]) -> dict[str, bytes]:
    """Return people (keys) in the order of their names, each under the number that picks them from a list."""
    held = (book.contacts[key] for key in people if key in book.contacts)
    found = sorted((text.plain(each.name), each.key) for each in held)
    return {str(number): key for number, (_, key) in enumerate(found, 1)}


def find(book: Book, typed: str, among: Collection[bytes] | None = None) -> Contact:
    """Return the one person that a typed name means.

    Raises NoSuchPerson, or SeveralPeople with their names.
    """
    found = candidates(book, typed, among)
    return book.contacts[_only(typed, {key: book.contacts[key].name for key in found})]


def candidates(book: Book, typed: str, among: Collection[bytes] | None = None) -> Sequence[bytes]:
    """Return the people (keys) that a typed name may mean, by any of their cards.

    With `among` (keys of people in the room), nobody else is looked at, and
    only at whole words of the name that is shown of each: another card could
    bear somebody else's, and where Ana's card was kept back, "Ana" is not
    Anabel.
    """
    if among is None:
        return _meant(typed, book.names)
    names = {key: (book.contacts[key].name,) for key in among if key in book.contacts}
    return _meant(typed, names, whole=True)


def somebody(book: Book, typed: str) -> bytes:
    """Return the key of the one person that a typed name means: I hold their card, or others vouch for them.

    Raises NoSuchPerson or SeveralPeople.
    """
    try:
        return find(book, typed).key
    except NoSuchPerson:
        names: dict[bytes, list[str]] = {}
        for held in book.vouches.everything_shown():
            names.setdefault(held.says.subject, []).append(held.says.name)
        return _only(typed, {key: names[key][0] for key in _meant(typed, names)})


def _meant(typed: str, called: Mapping[bytes, Sequence[str]], *, whole: bool = False) -> Sequence[bytes]:
    """Return who is meant: by the id or its start, else by a whole name, else by words of one.

    `called` has everybody's names. Only where words need not be `whole`, beginnings of them are enough.
    """
    wanted = text.plain(text.tidy(typed))
    if len(wanted) >= ID_PREFIX and (found := [key for key in called if key.hex().startswith(wanted)]):
        return found
    words = _spaced(typed).split()
    if not words:
        return ()
    if found := [key for key, names in called.items() if wanted in map(text.plain, names)]:
        return found
    if whole:
        words = [f"{word} " for word in words]
    spaced = {key: tuple(map(_spaced, names)) for key, names in called.items()}
    return [
        key
        for key, names in spaced.items()
        if any(all(_fits(word, name) for word in words) for name in names)
    ]


def _only(typed: str, found: Mapping[bytes, str]) -> bytes:
    """Return the one key there is; raises NoSuchPerson, or SeveralPeople with their names."""
    if not found:
        raise NoSuchPerson(name=typed)
    if len(found) > 1:
        people = sorted(f"{name} ({key.hex()[:ID_PREFIX]})" for key, name in found.items())
        raise SeveralPeople(name=typed, people=", ".join(people))
    return next(iter(found))


class _Asked(NamedTuple):
    """A typed word, or a number that was typed in groups: its words, and its digits behind the zeros."""

    words: tuple[str, ...]
    digits: str = ""


def _asked(typed: str) -> list[_Asked]:
    """Return what was typed, piece by piece; groups of digits beside each other are one number."""
    found: list[_Asked] = []
    for piece in typed.split():
        words, digits = tuple(_spaced(piece).split()), ""
        if not any(map(str.isalpha, piece)):
            digits = _digits(piece)
            if digits and found and found[-1].digits:
                last = found.pop()
                words, digits = last.words + words, last.digits + digits
        found.append(_Asked(words, digits))
    return found


def _all_fit(wanted: Iterable[_Asked], spaced: str, ways: Iterable[str] = ()) -> bool:
    """Tell whether each piece fits a spaced text, or as a number one of the ways to reach somebody."""
    return all(
        (each.words and all(_fits(word, spaced) for word in each.words)) or _reaches(each.digits, ways)
        for each in wanted
    )


def _fits(word: str, spaced: str) -> bool:
    """Tell whether a word of a spaced text begins with this one, which is whole if a space ends it.

    In scripts without spaces any part of a word fits.
    """
    return f" {word}" in spaced or (word in spaced and word[-1] != " " and _UNSPACED.match(word) is not None)


def _reaches(digits: str, ways: Iterable[str]) -> bool:
    """Tell whether a number is part of a way to reach somebody; zeros before it stand for a country."""
    number = digits.lstrip("0")
    return len(number) >= DIGITS and any(number in _digits(way) for way in ways)


def _digits(line: str) -> str:
    """Return the digits of a line, of whatever script, as 0 to 9."""
    return "".join(str(unicodedata.decimal(each)) for each in line if each.isdecimal())


def _spaced(line: str) -> str:
    """Return the words of a line as they are compared, with spaces around: "O'Neil" is " oneil o neil "."""
    cut = line.translate(_APOSTROPHES)
    pieces = (line,) if cut == line else (line, cut)
    return f" {' '.join(map(text.plain, pieces)).translate(_CUTS)} "


def _cut(letter: str) -> str:
    """Return what a character is where words are cut: punctuation is a space."""
    return " " if unicodedata.category(letter)[0] in "PZ" else letter


_CUTS: Final = text.EachOnce(_cut)


class _Places:
    """The two places of a card in which words are looked for, each as a spaced text."""

    def __init__(self, offer_words: Mapping[int, str], language_words: Mapping[str, str]) -> None:
        self._offers = {number: _spaced(words) for number, words in offer_words.items()}
        self._language_words, self._languages = language_words, dict[str, str]()

    def may_hold(self, words: Iterable[str], cards: Iterable[Words]) -> bool:
        """Tell whether all of these stand somewhere, be it in the middle of a word: quick, and often no."""
        lines = text.plain(" ".join(line for each in cards for line in each.lines)) + self._offered(cards)
        return all(map(lines.__contains__, words))

    def near(self, cards: Iterable[Words]) -> str:
        """Return the names, offers and languages on somebody's cards."""
        return "".join(_spaced(each.lines[0]) for each in cards) + self._offered(cards)

    def _offered(self, cards: Iterable[Words]) -> str:
        pieces = list[str]()
        for _, offers, languages in cards:
            for each in offers:
                pieces.append(_spaced(each) if isinstance(each, str) else self._offers.get(each, ""))
            for code in languages:
                if code not in self._languages:
                    self._languages[code] = _spaced(f"{code} {self._language_words.get(code, '')}")
                pieces.append(self._languages[code])
        return "".join(pieces)

    def far(self, cards: Iterable[Words]) -> str:
        """Return everything else: the group, the role there and the ways to reach somebody."""
        return "".join(_spaced(line) for each in cards for line in each.lines[1:] if line)


def _sorted(book: Book, keys: Iterable[bytes]) -> tuple[Contact, ...]:
    """Return people with those met in person first, the latest month first, then by name."""

    def place(key: bytes) -> tuple[bool, int, str]:
        came = book.contacts[key].provenance
        return not came.how.met, -came.month, text.plain(book.names[key][0])

    return tuple(book.contacts[key] for key in sorted(keys, key=place))
