"""The last part of a run: the card keys in their boxes, and which of the cards hold (spec 7.6)."""

from dataclasses import dataclass
from typing import Final

from p2pcard.core.exchange.events import Arrival, Refused
from p2pcard.core.exchange.meeting.messages import NO_BOX, Keys
from p2pcard.core.exchange.meeting.opening import Run
from p2pcard.core.exchange.meeting.transcript import card_hash
from p2pcard.core.formats import crypto
from p2pcard.core.formats.cursor import Cursor
from p2pcard.core.statements import card, statement
from p2pcard.core.statements.statement import Statement
from p2pcard.errors import CannotOpen, Refusal

_NONCE: Final = bytes(crypto.NONCE_SIZE)  # every key here seals one message


@dataclass(frozen=True, slots=True)
class Results:
    """The cards that hold, and those that came and do not."""

    arrivals: tuple[Arrival, ...]
    refused: tuple[Refused, ...]


def keys(run: Run, staying: tuple[int, ...]) -> Keys:
    """Box my card key for each of the others who stay."""
    return Keys(
        tuple(
            crypto.seal(
                run.transcript.box_key(run.shared[place], run.position, place), _NONCE, run.me.fresh.card_key
            )
            for place in run.others(staying)
        )
    )


def open_boxes(
    run: Run, staying: tuple[int, ...], seals: tuple[bytes, ...], boxes: tuple[bytes, ...]
) -> Results:
    """Open what came, at most one card of an identity and none of mine.

        A member without a box, or with a card that does not hold, is left out; no
    other member's card suffers for it.
    """
    opened: dict[int, Statement] = {}
    refused: list[Refused] = []
    for place, box in zip(run.others(staying), boxes, strict=True):
        if box == NO_BOX:
            continue
        try:
            opened[place] = _open(run, place, seals[place], box)
        except Refusal:
            refused.append(Refused(run.transcript.numbers[place], "damaged"))
    authors = [each.author for each in opened.values()] + [run.me.card.author]
    arrivals = []
    for place, each in opened.items():
        if authors.count(each.author) > 1:
            refused.append(Refused(run.transcript.numbers[place], "same-person"))
        else:
            secret = run.transcript.pair_secret(run.shared[place], run.position, place)
            arrivals.append(Arrival(place, each, secret))
    return Results(tuple(arrivals), tuple(refused))


def _open(run: Run, place: int, sealed: bytes, box: bytes) -> Statement:
    transcript = run.transcript
    key = crypto.unseal(transcript.box_key(run.shared[place], place, run.position), _NONCE, box)
    cursor = Cursor(crypto.unseal(key, _NONCE, sealed, transcript.seal_context(place)))
    salt, proof = cursor.take(32), cursor.take(crypto.SIGNATURE_SIZE)
    data = cursor.take(cursor.u16())
    cursor.zeros()
    if card_hash(salt, data) != transcript.card_hash(place):
        raise CannotOpen  # another card than the one committed to
    found = statement.read(data)
    card.read(found)
    crypto.verify(found.author, transcript.bind(place), proof)
    return found
