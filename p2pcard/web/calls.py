"""What a call of the page brings, read value by value, and what a method answers."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from p2pcard.core.book.book import Contact
from p2pcard.errors import CallNotUnderstood, NotConfirmed
from p2pcard.jsonapi.values import Json
from p2pcard.service.cardholder import Cardholder
from p2pcard.wording import catalogue

Values: TypeAlias = Mapping[str, object]


class Answer(NamedTuple):
    """The values of an answer, its sentences, and a picture (SVG) where it has one."""

    values: Mapping[str, Json]
    lines: Sequence[str] = ()
    picture: str | None = None


def person(me: Cardholder, values: Values, name: str = "id") -> Contact:
    """Return the person whose id has this name; raises CallNotUnderstood where there is none."""
    contact = me.book.contacts.get(id_of(values, name))
    if contact is None:
        raise CallNotUnderstood
    return contact


def id_of(values: Values, name: str = "id") -> bytes:
    """Return the id of this name; raises CallNotUnderstood for what is no hex."""
    try:
        return bytes.fromhex(text(values, name))
    except ValueError as error:
        raise CallNotUnderstood from error


def text(values: Values, name: str) -> str:
    """Return the text of this name, empty where there is none; raises CallNotUnderstood."""
    found = values.get(name, "")
    if not isinstance(found, str):
        raise CallNotUnderstood
    return found


def yes_or_no(values: Values, name: str) -> bool:
    """Return the yes or no of this name, no where there is none; raises CallNotUnderstood."""
    found = values.get(name, False)
    if not isinstance(found, bool):
        raise CallNotUnderstood
    return found


def digit(values: Values, name: str, default: int, least: int) -> int:
    """Return the number of this name, from `least` to 9; raises CallNotUnderstood."""
    found = values.get(name, default)
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= 9:
        raise CallNotUnderstood
    return found


def refuse_unless_typed(values: Values, word: str) -> None:
    """Raises NotConfirmed for what cannot be undone, unless the word for it was `typed`, in any language."""
    if not catalogue.said(text(values, "typed"), *catalogue.in_each(word)):
        raise NotConfirmed(word=catalogue.say(word))
