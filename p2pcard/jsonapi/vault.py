"""Answers about the vault and about who I am as plain values (docs/json.md)."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from p2pcard.core.book.book import Book, Contact
from p2pcard.core.book.settings import Retention
from p2pcard.core.formats import calendar
from p2pcard.jsonapi.cards import write_name
from p2pcard.jsonapi.values import Json

if TYPE_CHECKING:
    from p2pcard.service.keeper import FoundSaves


def answer_changed() -> dict[str, Json]:
    """Answer that the opening phrase is another one."""
    return {"changed": True}


def answer_backup(file: PurePath, words: Sequence[str] | None) -> dict[str, Json]:
    """Answer where the copy is, and the first time the words that open it."""
    return {"backup": str(file), "words": words}


def answer_restored(
    file: PurePath | None, people: int, tell: Iterable[Contact], *, same_identity: bool
) -> dict[str, Json]:
    """Answer what is back, and who is to be told that their card was open to others."""
    told = [write_name(each) for each in tell]
    facts: dict[str, Json] = {"same_identity": same_identity, "people": people, "tell": told}
    return {"restored": str(file) if file else "previous", **facts}


def answer_saves(found: "FoundSaves") -> dict[str, Json]:
    """Answer that nothing was brought back, and which saves there are to go back to, the last one first."""
    saves: list[Json] = [
        {
            "file": each.name,
            "save": each.number,
            "month": calendar.write(each.month),
            "people": each.people,
        }
        for each in found.saves
    ]
    return {"restored": None, "saves": saves, "closed": list(found.closed)}


def answer_wiped() -> dict[str, Json]:
    """Answer that everything is gone from this device."""
    return {"wiped": True}


def answer_memory(retention: Retention) -> dict[str, Json]:
    """Answer how long others' words are remembered."""
    return {"memory": retention.value}


def answer_begun_anew(book: Book) -> dict[str, Json]:
    """Answer who I am now, and how many people I hold."""
    return {"begun_anew": {"id": book.me.hex(), "people": len(book.contacts)}}
