"""Ways to reach somebody, understood as people write them: one or several, named or told by their looks."""

import re
from typing import Final

from p2pcard.core.formats.text import plain, tidy
from p2pcard.core.statements.card import CHANNELS
from p2pcard.wording.catalogue import in_each, say
from p2pcard.wording.people import CHANNEL_WORDS

Way = tuple[str, str]  # a name of CHANNELS, and what follows it

MAIL: Final = re.compile(r"(mailto:)?[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", re.IGNORECASE)
NUMBER: Final = re.compile(r"(tel:)?\+?[\d\s().\-/–]{6,}(\s*\([^)]*\))?", re.IGNORECASE)
PAGE: Final = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
LEAST_DIGITS: Final = 5  # of a telephone number; a house number has fewer
ALSO_CALLED: Final = {
    "phone": "tel telf tfno tlf telefon telephone telefono number mobile mob cell cellphone movil celular cel"
    " numero fijo landline llamar call sms",
    "email": "mail e-mail correo e-correo electronico",
    "xmpp": "jabber",
    "matrix": "element",
    "url": "website site page pagina",
}
APART: Final = {  # what cards have no kind of their own for is written with its name
    "WhatsApp": "whatsapp whatsap wasap guasap wa",
    "Telegram": "telegram tg",
    "Instagram": "instagram insta ig",
    "Facebook": "facebook fb messenger",
    "Mastodon": "mastodon",
    "Session": "session",
    "Wire": "wire",
    "SimpleX": "simplex",
    "Delta Chat": "deltachat",
    "Skype": "skype",
}
PARTS: Final = re.compile(r"[;\n•·|]")
PERHAPS: Final = re.compile(r"\s*,\s*|\s+(?:and|or|y|e|o|u|/|&|\+)\s+", re.IGNORECASE)
BESIDE: Final = re.compile(r"\s+(?=[^\s@]+@[^\s@]+\.)")  # a mail address with nothing but a space before it
NAMED: Final = re.compile(r"([^\W\d_][\w-]*)\.?\s*(?:[:=]\s*|\s+|(?<=\.)|(?=[+@(]))(.+)", re.DOTALL)
LIKE: Final = {  # what follows the name of a kind, or that word was meant as a word
    "phone": re.compile(r"(?=.*\d.*\d.*\d)[+(\d].*"),
    "email": re.compile(r"\S+@\S+"),
    "url": re.compile(r"\S+\.\S+"),
}


def understood(typed: str) -> list[Way]:
    """Return the ways that a person wrote.

    A semicolon and a line end part them always. A comma, or a word such as “and”, parts them only where a
    way that is known begins behind it, and a comma behind a number or a mail address: other addresses and
    sentences hold commas, too.
    """
    found: list[Way] = []
    for part in map(tidy, PARTS.split(typed)):
        found += [way for piece in _pieces(part) if (way := _way(piece))]
    return list(dict.fromkeys(found))


def shown(ways: list[Way]) -> str:
    """Say how ways were understood: Phone 600 100 101. Email ana@example.org."""
    return " ".join(f"{_named(*way).rstrip('.')}." for way in ways)


def typed(ways: list[Way]) -> str:
    """Write ways as they would be typed."""
    return "; ".join(_named(*way) for way in ways)


def _named(kind: str, text: str) -> str:
    return text if kind == "other" else f"{say(CHANNEL_WORDS[kind])} {text}"


def _pieces(part: str) -> list[str]:
    """Cut where a way that is known begins; all else stays with what stands before it."""
    pieces: list[str] = []
    start = 0
    for cut in sorted((*PERHAPS.finditer(part), *BESIDE.finditer(part)), key=lambda each: each.start()):
        before = part[start : cut.start()]
        ends = "," in cut[0] and _by_its_looks(before.strip()) is not None
        if ends or (_known(part[cut.end() :]) and (cut.re is PERHAPS or _known(before))):
            pieces.append(before)
            start = cut.end()
    return [*pieces, part[start:]]


def _known(rest: str) -> bool:
    """Tell whether a text begins with a way that is known by its name or its looks."""
    piece = PERHAPS.split(rest.strip(), maxsplit=1)[0]
    return (way := _way(piece)) is not None and (way[0] != "other" or piece.startswith("@") or _is_apart(way))


def _is_apart(way: Way) -> bool:
    return any(way[1].startswith(f"{name} ") for name in APART)


def _way(piece: str) -> Way | None:
    """Take the first word as the kind if it names one; else guess from the look of it."""
    piece = piece.strip().rstrip(",").strip()
    if not piece:
        return None
    if looks := _by_its_looks(piece):
        return looks
    if (named := NAMED.fullmatch(piece)) and (found := _by_its_name(named[1], named[2].strip())):
        return found
    return "other", piece


def _by_its_looks(piece: str) -> Way | None:
    if MAIL.fullmatch(piece):
        return "email", re.sub("^mailto:", "", piece, flags=re.IGNORECASE)
    if NUMBER.fullmatch(piece) and sum(letter.isdigit() for letter in piece) >= LEAST_DIGITS:
        return "phone", re.sub(r"^tel:\s*", "", piece, flags=re.IGNORECASE)
    return ("url", piece) if PAGE.fullmatch(piece) else None


def _by_its_name(word: str, rest: str) -> Way | None:
    called = plain(word)
    for kind in CHANNELS:
        words = {*map(plain, in_each(CHANNEL_WORDS[kind])), *ALSO_CALLED.get(kind, "").split(), kind}
        if called in words and kind != "other":
            text = _without_second_name(kind, rest)
            return (kind, text) if kind not in LIKE or LIKE[kind].fullmatch(text) else None
    for name, words_of in APART.items():
        if called in words_of.split():
            return "other", f"{name} {rest}"
    return None


def _without_second_name(kind: str, rest: str) -> str:
    """Leave out what names the kind once more, as in “phone number 600 100 101” or “mobile phone: …”."""
    named = NAMED.fullmatch(rest)
    again = named and plain(named[1]) in (kind, *ALSO_CALLED.get(kind, "").split())
    return named[2].strip() if named and again else rest
