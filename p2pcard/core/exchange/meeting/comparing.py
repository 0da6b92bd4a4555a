"""The spoken part of a run: phrase, numbers, answer, and the OK that only people can bring about (spec 7.5).

An OK leaves when all of this holds: every SEAL is in hand; the phrase was
typed (the reader's own device knows it); my person confirmed (a member: typed
the last number that the room counted to, and it is how many devices there
are; the reader: typed the answer); and, if somebody left, my person agreed to
go on with exactly those who stay.
"""

from dataclasses import dataclass, replace
from typing import Final

from p2pcard.core.exchange.events import Show, Wait, try_words
from p2pcard.core.exchange.meeting.abort import Why, refusal
from p2pcard.core.exchange.meeting.events import (
    CountAgainNow,
    CountNow,
    Effect,
    NotLeftOutNow,
    NotReadyNow,
    NumberNow,
    PhraseNow,
    Propose,
    SendToHost,
    WaitingNow,
    WithoutNow,
)
from p2pcard.core.exchange.meeting.messages import LEAST, SEAL_SIZES, Ok, Oks, Seals
from p2pcard.core.exchange.meeting.opening import Run
from p2pcard.core.formats import crypto
from p2pcard.errors import BadSignature, CountDiffers

TRIES: Final = 3  # with the phrase, with each answer, and with the count
TALK_TIME: Final = 1800  # seconds for a hundred people to read, type and count
RECOUNT_TIME: Final = 20  # seconds in which no number is taken: the room is to count, and nobody to guess

Effects = tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Comparing:
    """What my person has done so far.

    `counts` are the numbers that may still be typed; while the room is
    `recounting`, none is taken. `signed` is the S of my last OK, empty before
    the first; `unready` are the positions whose OK the host lacks, where this
    device is the host's.
    """

    run: Run
    staying: tuple[int, ...]
    accepted: bool
    seals: tuple[bytes, ...] = ()
    confirmed: bool = False
    agreed: bool = True
    tries: int = TRIES
    counts: int = TRIES
    recounting: bool = False
    signed: tuple[int, ...] = ()
    unready: tuple[int, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether the count lies behind my person: numbers that are told now tell nobody what to type."""
        return self.confirmed or bool(self.signed)


def begin(run: Run, *, asked: bool) -> tuple[Comparing, Effects]:
    """Show the phrase to the reader, and as many blanks to all others."""
    transcript = run.transcript
    words: tuple[str | None, ...] = transcript.phrase if run.reads else (None,) * len(transcript.phrase)
    shown = Show(PhraseNow(words, transcript.listing.mode, asked))
    state = Comparing(run, run.everybody, accepted=run.reads)
    return state, (shown, *_number(state), Wait(TALK_TIME))


def take_seals(state: Comparing, seals: Seals) -> tuple[Comparing, Effects]:
    """Keep all sealed cards; they come once, one for each, at the length of the run. Raises MeetingBroken."""
    size = SEAL_SIZES[state.run.transcript.listing.size] + crypto.TAG_SIZE
    if state.seals or len(seals.seals) != state.run.transcript.count or len(seals.seals[0]) != size:
        raise refusal(Why.BROKEN)
    return _sign(replace(state, seals=seals.seals))


def hear(state: Comparing, typed: str) -> tuple[Comparing, Effects]:
    """Take what my person typed: the phrase, or on the reader's device the answer.

    The third different one ends the run: raises PhraseDiffers or AnswerDiffers.
    """
    run = state.run
    if (state.confirmed and state.agreed) if run.reads else state.accepted:
        return state, ()
    expected = (run.transcript.answer(state.staying),) if run.reads else run.transcript.phrase
    tries, asked = try_words(expected, typed, run.transcript.listing.mode, state.tries)
    state = replace(state, tries=tries)
    if not tries:
        raise refusal(Why.ANSWER if run.reads else Why.PHRASE)
    if asked:
        return state, asked
    if run.reads:  # who types the fresh answer of those who stay agrees to go on with them
        return _done(replace(state, confirmed=True, agreed=True))
    state, effects = _sign(replace(state, accepted=True))
    return state, _number(state) + effects


def count(state: Comparing, number: int) -> tuple[Comparing, Effects]:
    """My person, a member, typed the last number that was counted; before the phrase it means nothing yet.

    It is compared with all who take part, also where somebody left since: heads are still in the room.
    The third different one ends the run: raises CountDiffers.
    """
    if state.run.reads or not state.accepted:
        raise refusal(Why.BROKEN)
    if state.confirmed:
        return state, ()
    if state.recounting:  # too early: nothing is said of whether it was right
        return state, (Show(CountAgainNow(state.counts, 0)),)
    if number == state.run.transcript.count:
        return _done(replace(state, confirmed=True))
    if state.counts == 1:
        raise CountDiffers
    state = replace(state, counts=state.counts - 1, recounting=True)
    return state, (Show(CountAgainNow(state.counts, RECOUNT_TIME)), Wait(RECOUNT_TIME))


def recounted(state: Comparing) -> tuple[Comparing, Effects]:
    """Take a number again, as the room had time to count; raises TookTooLong where it did not count."""
    if not state.recounting:
        raise refusal(Why.TIME)
    return replace(state, recounting=False), (Show(CountNow()), Wait(TALK_TIME))


def agree(state: Comparing) -> tuple[Comparing, Effects]:
    """My person agrees to go on with those who stay; the reader agrees by typing their answer."""
    return (state, ()) if state.run.reads or state.agreed else _done(replace(state, agreed=True))


def without(state: Comparing, staying: tuple[int, ...]) -> tuple[Comparing, Effects]:
    """Ask my person whether to go on with fewer; raises ListWrong for a list that cannot be.

    Before the count it is not told whose devices left, nor how many.
    """
    if not is_fewer(state.run, state.staying, staying):
        raise refusal(Why.LIST)
    gone = tuple(place for place in state.staying if place not in staying)
    asked = Show(WithoutNow(state.run.numbers(gone) if state.counted else ()))
    confirmed = state.confirmed and not state.run.reads
    tries = TRIES if state.run.reads else state.tries  # the answer is a new one, the phrase is not
    state = replace(state, staying=staying, agreed=False, confirmed=confirmed, tries=tries)
    return state, (asked, *_number(state))


def unready(state: Comparing, positions: tuple[int, ...]) -> tuple[Comparing, Effects]:
    """Note whose OK the host lacks; my person, the host's, sees it once they have counted themselves."""
    known = state.run.others(state.unready)
    state = replace(state, unready=positions)
    return state, () if state.run.others(positions) == known else _not_ready(state)


def leave_out(state: Comparing, numbers: tuple[int, ...]) -> tuple[Comparing, Effects]:
    """Propose to go on without these numbers; each must be waited for, and the run must not need it.

    Before my own person's part nobody may be named: raises MeetingBroken.
    """
    if not state.counted:
        raise refusal(Why.BROKEN)
    run = state.run
    places = tuple(place for place in run.others(state.unready) if run.transcript.numbers[place] in numbers)
    enough = len(state.staying) - len(places) >= LEAST
    if not numbers or len(places) < len(set(numbers)) or run.transcript.reader in places or not enough:
        return state, (Show(NotLeftOutNow(numbers)),)
    return state, (Propose(places),)


def is_fewer(run: Run, before: tuple[int, ...], staying: tuple[int, ...]) -> bool:
    """Tell whether a list is a proper part of the one before, at least two, with me and the reader in it."""
    stay = {run.position, run.transcript.reader} <= set(staying)
    return stay and len(staying) >= LEAST and set(staying) < set(before)


def check_oks(state: Comparing, oks: Oks) -> None:
    """Refuse anything but valid OKs of all over the S that I signed; raises ListWrong or MeetingBroken."""
    if not state.signed or oks.staying != state.signed or len(oks.signatures) != len(oks.staying):
        raise refusal(Why.LIST)
    transcript = state.run.transcript
    try:
        for place, signature in zip(oks.staying, oks.signatures, strict=True):
            crypto.verify(transcript.signing_key(place), transcript.ok(place, oks.staying), signature)
    except BadSignature as error:
        raise refusal(Why.LIST) from error


def sign_ok(run: Run, staying: tuple[int, ...]) -> SendToHost:
    """Return my OK over those who stay."""
    signature = crypto.sign(run.me.fresh.signing, run.transcript.ok(run.position, staying))
    return SendToHost(Ok(staying, signature))


def number_now(run: Run, staying: tuple[int, ...]) -> Show[NumberNow]:
    """Tell my number, and to the one who says it the answer of those who stay."""
    answers = run.transcript.answerer(staying) == run.position
    answer = run.transcript.answer(staying) if answers else None
    return Show(NumberNow(run.transcript.numbers[run.position], answer))


def _done(state: Comparing) -> tuple[Comparing, Effects]:
    """Sign if all else is there, and tell my person that the others are waited for if nothing is asked."""
    state, effects = _sign(state)
    waits = (Show(WaitingNow()),) if state.confirmed and state.agreed else ()
    return state, (*effects, *waits, *_not_ready(state))


def _not_ready(state: Comparing) -> Effects:
    places = state.run.others(state.unready)
    if not state.confirmed or not places:
        return ()
    can_go_on = len(state.staying) > LEAST and places != (state.run.transcript.reader,)
    return (Show(NotReadyNow(state.run.numbers(places), can_go_on)),)


def _sign(state: Comparing) -> tuple[Comparing, Effects]:
    ready = state.seals and state.accepted and state.confirmed and state.agreed
    if not ready or state.signed == state.staying:
        return state, ()
    return replace(state, signed=state.staying), (sign_ok(state.run, state.staying),)


def _number(state: Comparing) -> Effects:
    return (number_now(state.run, state.staying),) if state.accepted else ()
