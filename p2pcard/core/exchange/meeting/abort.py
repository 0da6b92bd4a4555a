"""Why a run ends before its time: the number that ABORT carries, and the refusal that a person reads."""

from enum import IntEnum
from typing import Final

from p2pcard import errors
from p2pcard.errors import MeetingEnded


class Why(IntEnum):
    """Why somebody ended the run; the number stands in ABORT."""

    STOPPED = 1
    PHRASE = 2
    ANSWER = 3
    LIST = 4
    READER = 5
    OPENING = 6
    LEFT = 7
    TIME = 8
    BROKEN = 9
    STARTED = 10
    FULL = 11
    VERSION = 12
    STORAGE = 13


_REFUSALS: Final[dict[Why, type[MeetingEnded]]] = {
    Why.STOPPED: errors.MeetingStopped,
    Why.PHRASE: errors.PhraseDiffers,
    Why.ANSWER: errors.AnswerDiffers,
    Why.LIST: errors.ListWrong,
    Why.READER: errors.ReaderDiffers,
    Why.OPENING: errors.OpeningWrong,
    Why.LEFT: errors.SomebodyLeft,
    Why.TIME: errors.TookTooLong,
    Why.BROKEN: errors.MeetingBroken,
    Why.STARTED: errors.AlreadyStarted,
    Why.FULL: errors.MeetingFull,
    Why.VERSION: errors.OtherVersion,
    Why.STORAGE: errors.CouldNotSave,
}
_NUMBERED: Final[dict[Why, type[MeetingEnded]]] = {
    Why.STOPPED: errors.NumberStopped,
    Why.LEFT: errors.NumberLeft,
}


def refusal(why: Why, number: int = 0) -> MeetingEnded:
    """Return what the person reads; `number` is the number of the member who ended it, 0 if unknown."""
    return (_NUMBERED.get(why, _REFUSALS[why]) if number else _REFUSALS[why])(number=number)


def code(refusal: MeetingEnded) -> Why:
    """Return what ABORT says of a refusal."""
    return next(why for why, kind in _REFUSALS.items() if isinstance(refusal, kind))
