"""The first half of a run: checking LIST and OPENS before anything of mine is risked (spec 7.4)."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from p2pcard.core.exchange.events import Mine
from p2pcard.core.exchange.meeting.abort import Why, refusal
from p2pcard.core.exchange.meeting.messages import LEAST, MOST, SEAL_SIZES, Join, Listing, Opens, Seal
from p2pcard.core.exchange.meeting.transcript import SMALL_CARD, Fresh, Transcript, commit
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import crypto
from p2pcard.errors import BadKey

_NONCE: Final = bytes(crypto.NONCE_SIZE)  # every key here seals one message


@dataclass(frozen=True, slots=True)
class MeetingMine(Mine):
    """What I bring to a meeting: also the fresh secrets of one run."""

    fresh: Fresh

    @property
    def opening(self) -> bytes:
        """My opening, 128 bytes."""
        return self.fresh.opening(self.card)

    @property
    def join(self) -> Join:
        """My first message."""
        return Join(commit(self.opening), self.digits, len(bytes(self.card)) > SMALL_CARD)


@dataclass(frozen=True, slots=True)
class Opened:
    """I opened my commitment to this list."""

    me: MeetingMine
    listing: Listing
    asked: bool  # whether I had taken the reader's role


@dataclass(frozen=True, slots=True)
class Run:
    """The facts of a run from OPENS on; `shared` are the X25519 results, one for each place."""

    me: MeetingMine
    transcript: Transcript
    position: int
    shared: tuple[bytes, ...] = field(repr=False)

    @property
    def reads(self) -> bool:
        """Whether I am the reader."""
        return self.position == self.transcript.reader

    @property
    def everybody(self) -> tuple[int, ...]:
        """All positions."""
        return tuple(range(self.transcript.count))

    def others(self, staying: tuple[int, ...]) -> tuple[int, ...]:
        """Return the positions of `staying` without mine."""
        return tuple(place for place in staying if place != self.position)

    def numbers(self, positions: tuple[int, ...]) -> tuple[int, ...]:
        """Return the numbers that these positions' people say, ascending."""
        return tuple(sorted(self.transcript.numbers[place] for place in positions))


def check_listing(me: MeetingMine, listing: Listing, *, asked: bool) -> None:
    """Refuse a list that I must not open to; raises ReaderDiffers or ListWrong."""
    mine, people = me.join, listing.commitments
    if not LEAST <= len(people) <= MOST or any(a >= b for a, b in pairwise(people)):
        raise refusal(Why.LIST)
    if mine.commitment not in people or listing.reader not in people:
        raise refusal(Why.LIST)
    if (mine.digits and listing.mode is not Mode.DIGITS) or (mine.large and listing.size == 0):
        raise refusal(Why.LIST)
    if asked and listing.reader != mine.commitment:
        raise refusal(Why.READER)


def check_openings(state: Opened, opens: Opens) -> Run:
    """Check every opening against its commitment and compute what I share with each.

    Refused: an opening that does not fit, an e or k that two have in common, a
    k that is no key, an e that gives nothing. Raises OpeningWrong.
    """
    people, openings = state.listing.commitments, opens.openings
    if tuple(commit(each) for each in openings) != people:
        raise refusal(Why.OPENING)
    transcript = Transcript(state.listing, openings)
    position = openings.index(state.me.opening)
    places = range(len(openings))
    if len({transcript.signing_key(i) for i in places}) < len(places):
        raise refusal(Why.OPENING)
    try:
        for place in places:
            crypto.check_key(transcript.signing_key(place))
        secret = state.me.fresh.exchange
        shared = tuple(crypto.exchange(secret, transcript.exchange_key(place)) for place in places)
    except BadKey as error:
        raise refusal(Why.OPENING) from error
    if len(set(shared)) < len(places):  # one e twice, in two of its spellings, too
        raise refusal(Why.OPENING)
    return Run(state.me, transcript, position, shared)


def seal(run: Run) -> Seal:
    """Seal my card under this run's card key, at the length that the whole run has."""
    me, transcript = run.me, run.transcript
    card = bytes(me.card)
    proof = me.prove(transcript.bind(run.position))
    content = me.fresh.salt + proof + len(card).to_bytes(2, "big") + card
    padded = content.ljust(SEAL_SIZES[transcript.listing.size], b"\x00")
    context = transcript.seal_context(run.position)
    return Seal(crypto.seal(me.fresh.card_key, _NONCE, padded, context))
