"""Steady text, recovery words, opening phrases, and what the root gives: section 12."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from unicodedata import ucd_3_2_0 as unicode_3_2

from tests.second_reader import curve
from tests.second_reader.basics import demand, derive, u32

HERE = Path(__file__).parent
HASHES = {
    "english": "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda",
    "spanish": "0c639b0d58b6e56c18dcf418017ff341418a129e45fbf303361e8569edb02efe",
}
LANGUAGES = {"en": "english", "es": "spanish"}
LETTERS = dict(zip("ÆÐØÞĐĦŁŊŒŦ", "æðøþđħłŋœŧ", strict=True))
FOLDED = {"\u00df": "ss", "\u1e9e": "ss", "\u0131": "i", "\u03c2": "\u03c3"}
CAPITALS = ((0x41, 0x5A, 32), (0x391, 0x3A9, 32), (0x410, 0x42F, 32), (0x400, 0x40F, 80))


@lru_cache
def words_of(language):
    data = (HERE / f"{language}.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == HASHES[language]
    return data.decode("utf-8").split()


def _decomposed(text):
    """NFKD of Unicode 3.2; what it does not assign has class 0 and stays."""
    letters = list("".join(unicode_3_2.normalize("NFKD", letter) for letter in text))
    start = 0
    while start < len(letters):
        end = start
        while end < len(letters) and unicode_3_2.combining(letters[end]):
            end += 1
        letters[start:end] = sorted(letters[start:end], key=unicode_3_2.combining)
        start = end + 1
    return "".join(letters)


def _small(letter):
    point = ord(letter)
    for first, last, step in CAPITALS:
        if first <= point <= last:
            return chr(point + step)
    return LETTERS.get(letter) or FOLDED.get(letter) or letter


UNSEEN = [0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
UNSEEN += [*range(0xFE00, 0xFE10), 0xFEFF]
PLAIN = {
    "'": [*range(0x2018, 0x201C), 0x2BC, 0x2032, 0x60],
    '"': range(0x201C, 0x2020),
    "-": [0x2010, *range(0x2012, 0x2016), 0x2212],
}


def _passed(letter):
    if "\u0300" <= letter <= "\u036f":
        return ""
    for plain, others in PLAIN.items():
        if ord(letter) in others:
            return plain
    return " " if "\t" <= letter <= "\r" else _small(letter)


def steady(text):
    seen = "".join(letter for letter in text if ord(letter) not in UNSEEN)
    passed = "".join(map(_passed, _decomposed(seen)))
    return re.sub(" +", " ", passed).strip(" ")


def _cut(text):
    return [word for word in re.split("[ \x1c-\x1f\x85\u1680\u2028\u2029]", text) if word]


@lru_cache
def _steady_words(language):
    return [steady(word) for word in words_of(language)]


def _checksum(root):
    return hashlib.sha256(root).digest()[0] >> 4


def write_words(root, language):
    number = int.from_bytes(root, "big") << 4 | _checksum(root)
    return " ".join(words_of(LANGUAGES[language])[number >> shift & 2047] for shift in range(121, -1, -11))


def _place(word, words):
    """The place of the word that was typed, or nothing."""
    if word in words:
        return words.index(word)
    found = [place for place, each in enumerate(words) if each.startswith(word)]
    return found[0] if len(word) >= 4 and found else None


def read_words(typed):
    words = _cut(steady(typed))
    demand(len(words) == 12, "WrongNumberOfWords")
    places = [[_place(word, _steady_words(language)) for word in words] for language in HASHES]
    complete = [each for each in places if None not in each]
    demand(complete != [], "RecoveryWordUnknown")
    roots = [_root(each) for each in complete]
    demand(any(roots), "RecoveryWordsDoNotFit")
    return next(root for root in roots if root)


def _root(places):
    number = 0
    for place in places:
        number = number << 11 | place
    root = (number >> 4).to_bytes(16, "big")
    return root if _checksum(root) == number & 15 else None


def opening_words(chance, language):
    number = int.from_bytes(chance, "big") >> 6
    return " ".join(words_of(LANGUAGES[language])[number >> shift & 2047] for shift in range(55, -1, -11))


def phrase_bytes(typed):
    return steady(typed).encode("utf-8")


def from_root(root):
    seed = derive(root, "p2pcard-ident", u32(0))
    return {
        "seed": seed,
        "identity": curve.public_key(seed),
        "backup-key": derive(root, "p2pcard-backup"),
        "support": derive(root, "p2pc-support-sec")[:16],
        "exchange-secret": derive(root, "p2pc-exchange"),
    }
