"""The spoken part of a run: phrase, numbers, answer, and the OK that only people can bring about (spec 7.5).

An OK leaves when all of this holds: every SEAL is in hand; the phrase was
typed (the reader's own device knows it); my person confirmed (a member: all
numbers were said; the reader: typed the answer); and, if somebody left, my
person agreed to go on with exactly those who stay.
"""

from dataclasses import dataclass, replace
from typing import Final

from p2pcard.core import crypto, phrase
from p2pcard.core.exchange import Again, Show
from p2pcard.core.meeting.ending import Why, refusal
from p2pcard.core.meeting.events import Effect, NumberNow, PhraseNow, Send, WithoutNow
from p2pcard.core.meeting.messages import LEAST, SEAL_SIZES, Ok, Oks, Seals
from p2pcard.core.meeting.opening import Run
from p2pcard.errors import BadSignature, Differs, NotAWord

TRIES: Final = 3

Effects = tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Comparing:
    """What my person has done so far; `signed` is the S of my last OK, empty before the first."""

    run: Run
    staying: tuple[int, ...]
    accepted: bool
    seals: tuple[bytes, ...] = ()
    confirmed: bool = False
    agreed: bool = True
    tries: int = TRIES
    signed: tuple[int, ...] = ()


def begin(run: Run, *, asked: bool) -> tuple[Comparing, Effects]:
    """Show the phrase to the reader, and as many blanks to all others."""
    transcript = run.transcript
    words: tuple[str | None, ...] = transcript.phrase if run.reads else (None,) * len(transcript.phrase)
    shown = Show(PhraseNow(words, transcript.count, transcript.listing.mode, asked))
    state = Comparing(run, run.everybody, accepted=run.reads)
    return state, (shown, *_number(state))


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
    try:
        phrase.hear(expected, typed, run.transcript.listing.mode)
    except NotAWord:
        return state, (Show(Again(differs=False, left=state.tries, typed=typed)),)
    except Differs as error:
        if state.tries == 1:
            raise refusal(Why.ANSWER if run.reads else Why.PHRASE) from error
        state = replace(state, tries=state.tries - 1)
        return state, (Show(Again(differs=True, left=state.tries, typed=typed)),)
    if run.reads:  # who types the fresh answer of those who stay agrees to go on with them
        return _sign(replace(state, confirmed=True, agreed=True))
    state, effects = _sign(replace(state, accepted=True))
    return state, _number(state) + effects


def count(state: Comparing) -> tuple[Comparing, Effects]:
    """My person, a member, says that every number was said; before the phrase it means nothing yet."""
    if state.run.reads or not state.accepted:
        raise refusal(Why.BROKEN)
    return _sign(replace(state, confirmed=True))


def agree(state: Comparing) -> tuple[Comparing, Effects]:
    """My person agrees to go on with those who stay; the reader agrees by typing their answer."""
    return (state, ()) if state.run.reads else _sign(replace(state, agreed=True))


def without(state: Comparing, staying: tuple[int, ...]) -> tuple[Comparing, Effects]:
    """Ask my person whether to go on with fewer; raises ListWrong for a list that cannot be."""
    if not is_fewer(state.run, state.staying, staying):
        raise refusal(Why.LIST)
    gone = tuple(place for place in state.staying if place not in staying)
    confirmed = state.confirmed and not state.run.reads
    tries = TRIES if state.run.reads else state.tries  # the answer is a new one, the phrase is not
    state = replace(state, staying=staying, agreed=False, confirmed=confirmed, tries=tries)
    asked = Show(WithoutNow(state.run.numbers(gone), len(staying)))
    return state, (asked, *(_number(state) if state.accepted else ()))


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


def sign_ok(run: Run, staying: tuple[int, ...]) -> Send:
    """Return my OK over those who stay."""
    signature = crypto.sign(run.me.fresh.signing, run.transcript.ok(run.position, staying))
    return Send(Ok(staying, signature))


def _sign(state: Comparing) -> tuple[Comparing, Effects]:
    ready = state.seals and state.accepted and state.confirmed and state.agreed
    if not ready or state.signed == state.staying:
        return state, ()
    return replace(state, signed=state.staying), (sign_ok(state.run, state.staying),)


def _number(state: Comparing) -> Effects:
    if not state.accepted:
        return ()
    run = state.run
    answers = run.transcript.answerer(state.staying) == run.position
    answer = run.transcript.answer(state.staying) if answers else None
    return (Show(NumberNow(run.transcript.numbers[run.position], len(state.staying), answer)),)
