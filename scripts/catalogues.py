"""Collect the words on the screen into the catalogues and compile them (`scripts/words`).

Ours are collected from p2pcard/, those of click from the click that is
installed. English needs no catalogue of our own words; the English one holds
only what click would say in words that this program does not use. Ends with 1
when a sentence waits for its translation. Catalogues hold no dates, no names
and no places in files, so that they change only when words do.
"""

import argparse
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeAlias

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
LOCALE: Final = ROOT / "p2pcard" / "locale"
Keywords: TypeAlias = dict[str, Any]  # which arguments of a call are messages, as babel has it

OURS: Final[Keywords] = {"say": None, "say_count": (1, 2), "N_": None}
CLICKS: Final[Keywords] = {"_": None, "gettext": None, "ngettext": (1, 2)}
SEEN: Final = ("core", "decorators", "exceptions", "formatting", "parser", "types")  # of click's modules
HEADER: Final = "# The words of p2pcard. Collected and compiled by scripts/words.\n#"


class Plain(Catalog):
    """A catalogue whose header holds no dates, addresses or names."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What a program needs to know to read it."""
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def collected(language: str) -> Catalog:
    """Return all that can be said in a language, with nothing translated yet."""
    catalog = _empty(language)
    if language != "en":
        _add(catalog, ROOT / "p2pcard", OURS, lambda name: True)
    _add(catalog, Path(click.__file__).parent, CLICKS, lambda name: Path(name).stem in SEEN)
    return catalog


def merged(language: str) -> Catalog:
    """Return the catalogue of a language as it should be: everything there is, and what is translated."""
    old = committed(language)
    new = _empty(language)
    for message in sorted(collected(language), key=lambda each: str(each.id).casefold()):
        known = old.get(message.id)
        if known and known.pluralizable != message.pluralizable:
            known = None  # said in another way now, so it waits for its translation
        if message.id and (language != "en" or known):
            new.add(message.id, known.string if known else "", flags=message.flags)
    return new


def committed(language: str) -> Catalog:
    """Return the catalogue of a language as it is in its file."""
    place = file(language)
    text = place.read_bytes() if place.exists() else b""
    return read_po(io.BytesIO(text), locale=language)


def file(language: str) -> Path:
    """Return where the catalogue of a language is."""
    return LOCALE / language / "LC_MESSAGES" / "p2pcard.po"


def text_of(catalog: Catalog) -> bytes:
    """Return the file of a catalogue."""
    found = io.BytesIO()
    write_po(found, catalog, width=100, no_location=True)
    return found.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue as the program reads it."""
    found = io.BytesIO()
    write_mo(found, catalog)
    return found.getvalue()


def main() -> int:
    """Write the catalogues anew; return 1 if a sentence waits for its translation."""
    argparse.ArgumentParser("scripts/words", description=(__doc__ or "").splitlines()[0]).parse_args()
    waiting = 0
    for language in ("en", "es"):
        catalog = merged(language)
        file(language).parent.mkdir(parents=True, exist_ok=True)
        file(language).write_bytes(text_of(catalog))
        file(language).with_suffix(".mo").write_bytes(compiled(catalog))
        for message in catalog:
            said = message.string if isinstance(message.string, tuple | list) else (message.string,)
            if message.id and not all(said):
                print(f"{language}: not translated: {message.id}")
                waiting += 1
    return 1 if waiting else 0


def _empty(language: str) -> Catalog:
    return Plain(locale=language, header_comment=HEADER, fuzzy=False)


def _add(catalog: Catalog, folder: Path, keywords: Keywords, wanted: Callable[[str], bool]) -> None:
    for name, _, message, _, _ in extract_from_dir(folder, [("**.py", "python")], keywords=keywords):
        if wanted(name):
            catalog.add(message)


if __name__ == "__main__":
    sys.exit(main())
