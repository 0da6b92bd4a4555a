"""A live conversation as JSON lines: events out, answers in (docs/json.md)."""

import asyncio
import json
from typing import Any, Final

from p2pcard.cardholder import codes
from p2pcard.cardholder.person import (
    ActedNow,
    CodeNow,
    HostsNow,
    IgnoredNow,
    InvitationNow,
    NewsNow,
    QuietNow,
    RefusedNow,
    RoleNow,
    StrangerNow,
    ToShowNow,
)
from p2pcard.cli.general import refusal_values
from p2pcard.cli.keyboard import Keyboard
from p2pcard.cli.session import tell_program
from p2pcard.core import card, vouch_values
from p2pcard.core.exchange import (
    Again,
    AnswerIntroduction,
    AnswerVouch,
    Busy,
    DecideLater,
    Done,
    Heard,
    ShowVouches,
    Stop,
    StoredNow,
    VouchFor,
)
from p2pcard.core.meeting.events import (
    Agree,
    Counted,
    NumberNow,
    PeopleNow,
    PhraseNow,
    ReaderNow,
    ReceiptsNow,
    SentNow,
    StayNow,
    TakeReader,
    WithoutNow,
)
from p2pcard.core.meeting.stages import Begin, GoOn
from p2pcard.core.swap import ReceiptNow, WordNeeded, WordNow

_ANSWERS: Final[dict[str, object]] = {
    "reader": TakeReader(),
    "start": Begin(),
    "counted": Counted(),
    "agree": Agree(),
    "go_on": GoOn(),
    "stop": Stop(),
    "busy": Busy(),
    "done": Done(),
}
_ACT_NAMES: Final = {
    VouchFor: "vouch",
    AnswerVouch: "answer",
    AnswerIntroduction: "answer",
    DecideLater: "later",
    ShowVouches: "show",
}


class JsonPerson:
    """A program in a person's place."""

    def __init__(self, keyboard: Keyboard) -> None:
        self._keyboard = keyboard
        self._host = False

    def show(self, screen: object) -> None:
        """Print what happened as one line."""
        if isinstance(screen, RoleNow):
            self._host = screen.host
        tell_program(_event(screen, self._host))

    async def say(self) -> object:
        """Wait for the next answer; once there are no more lines the program has nothing more to say."""
        while (line := await self._keyboard.line_soon()) is not None:
            if line.strip():
                if (event := read_answer(line)) is not None:
                    return event
                self.show(IgnoredNow())
        await asyncio.Event().wait()
        return Stop()


def read_answer(line: str) -> object | None:
    """Read one answer, or None for what is not one."""
    try:
        match json.loads(line):
            case {"heard": str(typed)}:
                return Heard(typed)
            case {"vouch": _} | {"show": _} | {"accept": _} | {"decline": _} as act:
                return _act(act)
            case {"later": str(about)}:
                return DecideLater(bytes.fromhex(about))
            case {"accept_introduction": str(id_)}:
                return AnswerIntroduction(bytes.fromhex(id_), yes=True)
            case {"decline_introduction": str(id_)}:
                return AnswerIntroduction(bytes.fromhex(id_), yes=False)
            case {**answers} if len(answers) == 1 and all(value is True for value in answers.values()):
                return _ANSWERS.get(str(next(iter(answers))))
    except (ValueError, RecursionError):
        return None
    return None


def _act(act: dict[str, Any]) -> object | None:
    """Read what a program does behind the cards; raises ValueError for hex digits that are none."""
    match act:
        case {"vouch": str(name), **more} if more.keys() <= {"may_introduce", "mark"}:
            mark, may_introduce = more.get("mark", ""), more.get("may_introduce", False)
            if mark not in ("", *vouch_values.MARKS) or not isinstance(may_introduce, bool):
                return None
            return VouchFor(name, may_introduce, vouch_values.MARKS.get(mark))
        case {"show": "everybody"}:
            return ShowVouches((), everybody=True)
        case {"show": [*names]} if all(isinstance(name, str) for name in names):
            return ShowVouches(tuple(names))
        case {"accept": str(by)}:
            return AnswerVouch(bytes.fromhex(by), yes=True)
        case {"decline": str(by)}:
            return AnswerVouch(bytes.fromhex(by), yes=False)
        case _:
            return None


def _event(screen: object, host: bool) -> dict[str, Any]:
    if isinstance(screen, PeopleNow):
        return {"event": "people", "count": screen.count, "role": _role(host)}
    for describe in (_around, _meeting, _swap, _end, _after):
        if (found := describe(screen)) is not None:
            return found
    raise TypeError(f"{type(screen).__name__} is no screen.")


def _around(screen: object) -> dict[str, Any] | None:
    match screen:
        case RoleNow(host):
            return {"event": "role", "role": _role(host)}
        case InvitationNow(data):
            return {"event": "invitation", "text": codes.text_of(data), "typed": codes.typed_of(data)}
        case HostsNow(others):
            return {"event": "hosts", "others": others}
        case QuietNow():
            return {"event": "quiet"}
        case IgnoredNow():
            return {"event": "ignored"}
        case _:
            return None


def _meeting(screen: object) -> dict[str, Any] | None:
    match screen:
        case ReaderNow(mine):
            return {"event": "reader", "mine": mine}
        case PhraseNow(shown, people, mode, asked):
            said = {"words": list(shown), "people": people, "mode": mode.name.lower(), "asked": asked}
            return {"event": "phrase", **said}
        case NumberNow(number, people, answer):
            return {"event": "number", "number": number, "people": people, "answer": answer}
        case WithoutNow(numbers, people):
            return {"event": "without", "numbers": list(numbers), "people": people}
        case SentNow(numbers):
            return {"event": "sent", "numbers": list(numbers)}
        case ReceiptsNow(stored, not_stored, unknown):
            told = {"stored": list(stored), "not_stored": list(not_stored), "unknown": list(unknown)}
            return {"event": "receipts", **told}
        case _:
            return None


def _swap(screen: object) -> dict[str, Any] | None:
    match screen:
        case CodeNow(code):
            return {"event": "code", "text": codes.text_of(code)}
        case StrangerNow(count):
            return {"event": "stranger", "count": count}
        case WordNow(word):
            return {"event": "word", "word": word}
        case WordNeeded(name, mode):
            return {"event": "word-needed", "name": name, "mode": mode.name.lower()}
        case ReceiptNow(stored):
            return {"event": "receipt", "stored": stored}
        case _:
            return None


def _end(screen: object) -> dict[str, Any] | None:
    match screen:
        case Again(differs, left, _):
            return {"event": "again", "reason": "different" if differs else "not-a-word", "left": left}
        case StoredNow(cards, missing, refused):
            stored = [{"id": each.author.hex(), "name": card.read(each).name} for each in cards]
            why = [{"number": each.number, "reason": each.reason} for each in refused]
            return {"event": "stored", "cards": stored, "missing": list(missing), "refused": why}
        case _:
            return None


def _after(screen: object) -> dict[str, Any] | None:
    match screen:
        case StayNow():
            return {"event": "stay"}
        case ToShowNow(by):
            return {"event": "to-show", "by": [each.hex() for each in by]}
        case NewsNow(news):
            return {"event": "news", "news": [vouch_values.write_news(each) for each in news]}
        case ActedNow(act):
            return {"event": "acted", "act": _ACT_NAMES[type(act)]}
        case RefusedNow(refusal):
            return {"event": "not-done", **refusal_values(refusal)}
        case _:
            return None


def _role(host: bool) -> str:
    return "host" if host else "member"
