"""A fault of the program as programs are told of it."""

from p2pcard.jsonapi.values import Json
from p2pcard.wording import endings


def write_fault(saved: int | None, report: tuple[str, ...]) -> dict[str, Json]:
    """Return a fault for programs; `saved` is what `Keeper.saved` says."""
    happened, kept, advice = endings.fault(saved)
    return {"text": happened, "kept": kept, "advice": advice, "saved": saved, "report": [*report]}
