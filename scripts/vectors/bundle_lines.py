"""What machines ask for behind the cards, and what they are given, as lines (docs/spec.md, 14.3)."""

from collections.abc import Mapping, Sequence

from p2pcard.core.exchange.events import Look, Pack, Packed, Ready, Unpack
from p2pcard.core.statements import bundle
from p2pcard.core.statements.bundle import Item, Withdrawal
from p2pcard.errors import Refusal
from scripts.vectors.case import chance

EMPTY = bundle.write(())


def told(effect: Look | Pack | Unpack, places: Mapping[bytes, int] | None = None) -> str:
    """Return the line for an effect; `places` are positions by key, and in a swap there are none."""
    match effect:
        case Look():
            return "looks"
        case Pack(_, size):
            return f"packs {size}"
        case Unpack(came):
            words = ["unpacks"]
            for person, filled in came:
                words += [str(places[person])] if places else []
                words.append(_inside(filled))
            return " ".join(words)


def ready(*waiting: Sequence[Item]) -> tuple[str, Ready]:
    """Return the line and the event that say what there is: items for each person."""
    there = [items for items in waiting if items]
    large = any(map(bundle.needs_large, there))
    return f"ready {('large' if large else 'small') if there else 'nothing'}", Ready(bool(there), large)


def taken(items: list[Item], effect: Pack) -> bytes:
    """Fill what fits into one bundle, and take it away."""
    filled, went = bundle.fill(items, effect.size)
    del items[: len(went)]
    return filled


def answered(effect: Look | Pack | Unpack, items: list[Item]) -> tuple[str, Ready | Packed]:
    """Return the line and the event that a machine waits for, where there are these items for one person."""
    if isinstance(effect, Pack):
        return packed(taken(items, effect))
    return ready(items)


def packed(*filled: bytes) -> tuple[str, Packed]:
    """Return the line and the event that bring bundles."""
    return " ".join(("packed", *map(_inside, filled))), Packed(filled)


def withdrawals(count: int, label: str) -> list[Item]:
    """Return so many items, of which 14 fit a small bundle."""
    return [Withdrawal(chance(f"{label} {number}")) for number in range(count)]


def _inside(filled: bytes) -> str:
    """Return the bundle inside a filled one, or the name of what it is refused as."""
    try:
        return bundle.write(bundle.read_filled(filled)).hex()
    except Refusal as refusal:
        return type(refusal).__name__
