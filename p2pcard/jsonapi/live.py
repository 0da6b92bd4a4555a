"""What programs are told and say in a live conversation: events out, answers in (docs/json.md)."""

from collections.abc import Callable
from typing import Final, assert_never

from p2pcard.core.exchange.events import (
    Act,
    Again,
    AnswerIntroduction,
    AnswerVouch,
    Busy,
    DecideLater,
    Heard,
    PersonDone,
    ShowVouches,
    Stop,
    StoredNow,
    VouchFor,
)
from p2pcard.core.exchange.meeting.events import (
    Agree,
    CountAgainNow,
    Counted,
    CountNow,
    InNow,
    LeaveOut,
    NotLeftOutNow,
    NotReadyNow,
    NumberNow,
    PhraseNow,
    ReaderNow,
    ReceiptsNow,
    SentNow,
    StayNow,
    TakeReader,
    WaitingNow,
    WithoutNow,
)
from p2pcard.core.exchange.meeting.host_states import Begin, CameNow, NotStartedNow
from p2pcard.core.exchange.swap import CardSentNow, ReceiptNow, TypedNow, WordsNow
from p2pcard.core.statements import card
from p2pcard.errors import NotJson, SaidTwice
from p2pcard.errors.next_step import Place
from p2pcard.jsonapi import reading, standing
from p2pcard.jsonapi.refusals import write_refusal
from p2pcard.jsonapi.values import Json
from p2pcard.service import codes
from p2pcard.service.live.person import (
    ActedNow,
    BetweenNow,
    CallAnyway,
    CodeNow,
    HostsNow,
    IgnoredNow,
    InvitationNow,
    LeadsOutNow,
    NewsNow,
    PersonEvent,
    PersonLeaves,
    QuietNow,
    RefusedNow,
    RoleNow,
    Screen,
    StrangerNow,
    ToShowNow,
)

_ANSWERS: Final[dict[str, PersonEvent]] = {
    "call": CallAnyway(),
    "reader": TakeReader(),
    "agree": Agree(),
    "leave": PersonLeaves(),
    "stop": Stop(),
    "busy": Busy(),
    "done": PersonDone(),
}


def read_answer(line: str) -> PersonEvent | None:
    """Read one answer, or None for what is not one."""
    try:
        return event_of(reading.read(line, ""))
    except (NotJson, SaidTwice):
        return None


def event_of(values: object) -> PersonEvent | None:  # a table of all answers
    """Return what an answer means, or None for what is not one."""
    try:
        match values:
            case {"heard": str(typed)}:
                return Heard(typed)
            case {"start": int(number)} if not isinstance(number, bool):
                return Begin(number)
            case {"counted": int(number)} if not isinstance(number, bool):
                return Counted(number)
            case {"leave_out": [*said]}:
                numbers = tuple(each for each in said if isinstance(each, int) and not isinstance(each, bool))
                return LeaveOut(numbers) if len(numbers) == len(said) else None
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
    except ValueError:  # hex digits that are none
        return None
    return None


def _act(act: object) -> PersonEvent | None:
    """Read what a program does behind the cards; raises ValueError for hex digits that are none."""
    match act:
        case {"vouch": str(name), **more} if more.keys() <= {"may_introduce", "mark"}:
            mark, may_introduce = more.get("mark", ""), more.get("may_introduce", False)
            if mark not in ("", *standing.MARKS) or not isinstance(may_introduce, bool):
                return None
            return VouchFor(name, may_introduce, standing.MARKS.get(mark))
        case {"show": "everybody"}:
            return ShowVouches((), everybody=True)
        case {"show": [*said]}:
            names = tuple(name for name in said if isinstance(name, str))
            return ShowVouches(names) if len(names) == len(said) else None
        case {"accept": str(by)}:
            return AnswerVouch(bytes.fromhex(by), yes=True)
        case {"decline": str(by)}:
            return AnswerVouch(bytes.fromhex(by), yes=False)
        case _:
            return None


def write_screen(  # noqa: C901  # a table of all screens
    screen: Screen, name_place: Callable[[Place], str]
) -> dict[str, Json]:
    """Return the event that tells a screen.

    `name_place` is how the shell that is asked names a place in the program.
    """
    match screen:
        case LeadsOutNow(address, way):
            return {"event": "leads-out", "address": address.host, "port": address.port, "way": way.value}
        case RoleNow(is_host):
            return {"event": "role", "role": "host" if is_host else "member"}
        case InvitationNow(data):
            return {"event": "invitation", "text": codes.text_of(data), "typed": codes.typed_of(data)}
        case HostsNow(others):
            return {"event": "hosts", "others": others}
        case QuietNow():
            return {"event": "quiet"}
        case IgnoredNow():
            return {"event": "ignored"}
        case CameNow(here):
            return {"event": "came" if here else "went"}
        case NotStartedNow(counted, devices):
            return {"event": "not-started", "counted": counted, "devices": devices}
        case InNow():
            return {"event": "in"}
        case ReaderNow(mine):
            return {"event": "reader", "mine": mine}
        case PhraseNow(shown, mode, asked):
            return {"event": "phrase", "words": list(shown), "mode": mode.name.lower(), "asked": asked}
        case NumberNow(number, answer):
            return {"event": "number", "number": number, "answer": answer}
        case CountAgainNow(left, seconds):
            return {"event": "count-again", "left": left, "seconds": seconds}
        case CountNow():
            return {"event": "count"}
        case WaitingNow():
            return {"event": "waiting"}
        case NotReadyNow(numbers):
            return {"event": "not-ready", "numbers": list(numbers)}
        case NotLeftOutNow(numbers):
            return {"event": "not-left-out", "numbers": list(numbers)}
        case WithoutNow(numbers):
            return {"event": "without", "numbers": list(numbers)}
        case SentNow(numbers):
            return {"event": "sent", "numbers": list(numbers)}
        case ReceiptsNow(stored, not_stored, unknown):
            told = {"stored": list(stored), "not_stored": list(not_stored), "unknown": list(unknown)}
            return {"event": "receipts", **told}
        case CodeNow(code):
            return {"event": "code", "text": codes.text_of(code), "typed": codes.typed_of(code)}
        case StrangerNow(count):
            return {"event": "stranger", "count": count}
        case WordsNow(words, mode):
            return {"event": "words", "say": list(words), "mode": mode.name.lower()}
        case TypedNow():
            return {"event": "typed"}
        case CardSentNow():
            return {"event": "card-sent"}
        case BetweenNow(swaps):
            return {"event": "between", "swaps": swaps}
        case ReceiptNow(stored):
            return {"event": "receipt", "stored": stored}
        case Again(differs, left, _, beginning):
            slip = "different" if differs else "more-letters" if beginning else "not-a-word"
            return {"event": "again", "reason": slip, "left": left, "beginning": beginning}
        case StoredNow(cards, missing, refused):
            held = [{"id": each.author.hex(), "name": card.read(each).name} for each in cards]
            why: list[Json] = [{"number": each.number, "reason": each.reason} for each in refused]
            return {"event": "stored", "cards": held, "missing": list(missing), "refused": why}
        case StayNow():
            return {"event": "stay"}
        case ToShowNow(by):
            return {"event": "to-show", "by": [each.hex() for each in by]}
        case NewsNow(news):
            return {"event": "news", "news": [standing.write_news(each) for each in news]}
        case ActedNow(act):
            return {"event": "acted", "act": _act_name(act)}
        case RefusedNow(refusal):
            return {"event": "not-done", **write_refusal(refusal, name_place)}
        case _:
            assert_never(screen)


def _act_name(act: Act) -> str:
    match act:
        case VouchFor():
            return "vouch"
        case AnswerVouch() | AnswerIntroduction():
            return "answer"
        case DecideLater():
            return "later"
        case ShowVouches():
            return "show"
        case _:
            assert_never(act)
