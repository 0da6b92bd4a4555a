"""A refusal as programs are told of it."""

from collections.abc import Callable

from p2pcard.errors import ExchangeEnded, Refusal
from p2pcard.errors.next_step import NextStep, Place
from p2pcard.jsonapi.values import Json
from p2pcard.wording import catalogue


def reason_of(refusal: Refusal) -> str:
    """Return the name of a refusal for programs."""
    named = refusal.reason if isinstance(refusal, ExchangeEnded) else ""
    return named or _dashed(type(refusal))


def write_refusal(refusal: Refusal, name_place: Callable[[Place], str]) -> dict[str, Json]:
    """Return a refusal for programs; `name_place` is how the shell that is asked names a place in it."""
    happened, kept, advice = catalogue.refusal(refusal, name_place)
    return {
        "reason": reason_of(refusal),
        "text": happened,
        "kept": kept,
        "advice": advice,
        "next": write_next(refusal.next),
    }


def answer_refused(refusal: Refusal, name_place: Callable[[Place], str]) -> dict[str, Json]:
    """Answer why there is no answer."""
    return {"refused": write_refusal(refusal, name_place)}


def write_next(step: NextStep) -> dict[str, Json]:
    """Return a next step for programs: what to do, and with what."""
    return {
        "do": _dashed(type(step)),
        **{name: _value(getattr(step, name)) for name in step.__match_args__},
    }


def _value(value: str | bool | Place | None) -> Json:
    return value if value is None or isinstance(value, str | bool) else write_next(value)


def _dashed(kind: type) -> str:
    letters = (f"-{letter.lower()}" if letter.isupper() else letter for letter in kind.__name__)
    return "".join(letters).lstrip("-")
