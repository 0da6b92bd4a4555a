"""Answers about people's standing as plain values, the shape of every JSON answer (docs/json.md)."""

from collections.abc import Iterable
from itertools import islice
from pathlib import PurePath
from typing import Final, assert_never

from p2pcard.core.book import graph_file
from p2pcard.core.book.book import Book, Contact
from p2pcard.core.book.introductions import Offer
from p2pcard.core.book.news import (
    AskAgain,
    IntroducedNow,
    IntroductionAccepted,
    IntroductionOffered,
    News,
    RenewNow,
    RevokedNow,
    VouchAccepted,
    VouchOffered,
    VouchOffMonth,
    VouchShown,
)
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.verdict import Answer
from p2pcard.core.book.vouches import Confirmation, Held
from p2pcard.core.formats import calendar
from p2pcard.jsonapi.cards import write_name
from p2pcard.jsonapi.values import Json

GROUPS: Final = 64  # smallest groups that are listed: there can be more than anybody reads
MARKS: Final = {"no": Mark.NO, "word": Mark.THEIR_WORD, "named": Mark.THOSE_THEY_NAME}
MARK_NAMES: Final = {mark: name for name, mark in MARKS.items()}


def answer_trace(answer: Answer, files: Iterable[PurePath]) -> dict[str, Json]:
    """Answer who stands behind somebody, and which files show it."""
    return {**write_answer(answer), "files": [str(file) for file in files]}


def answer_network(values: object) -> dict[str, Json]:
    """Answer about everybody in a network of a file; raises NetworkNotUnderstood."""
    return {"cases": graph_file.answer_cases(values)}


def answer_vouched(held: Held) -> dict[str, Json]:
    """Answer what I vouch."""
    return {"vouch": write_vouch(held)}


def answer_vouches(given: Iterable[Held], mine: Iterable[Held]) -> dict[str, Json]:
    """Answer with the vouches that I gave, and with those about me."""
    return {"vouches": {"given": [*map(write_vouch, given)], "mine": [*map(write_vouch, mine)]}}


def answer_withdrawn(contact: Contact) -> dict[str, Json]:
    """Answer which person I vouch for no more."""
    return {"withdrawn": write_name(contact)}


def answer_marked(contact: Contact) -> dict[str, Json]:
    """Answer with my mark on somebody."""
    return {"marked": {**write_name(contact), "mark": MARK_NAMES[contact.mark]}}


def answer_introduced(contacts: Iterable[Contact]) -> dict[str, Json]:
    """Answer which people I offer to each other."""
    return {"introduced": [write_name(each) for each in contacts]}


def answer_waits(book: Book, vouches: Iterable[Held], offers: Iterable[Offer]) -> dict[str, Json]:
    """Answer what waits for me."""
    introductions = [write_offer(book, each) for each in offers]
    return {"waiting": {"vouches": [write_vouch(each) for each in vouches], "introductions": introductions}}


def answer_answered(vouches: Iterable[bytes], offers: Iterable[Offer], *, yes: bool) -> dict[str, Json]:
    """Answer to which vouches, by their authors, and to which introductions I agreed, or did not."""
    done = {"vouches": [by.hex() for by in vouches], "introductions": [o.statement.id.hex() for o in offers]}
    return {"accepted" if yes else "declined": done}


def answer_news(news: Iterable[News]) -> dict[str, Json]:
    """Answer what something brought."""
    return {"news": [write_news(each) for each in news]}


def write_answer(answer: Answer) -> dict[str, Json]:
    """Return who stands behind somebody."""
    verdict = answer.verdict
    return {
        "person": verdict.person.hex(),
        "level": answer.level.value,
        "own": verdict.own,
        "routes": [[key.hex() for key in route] for route in verdict.routes],
        "separate": answer.people,
        "blocking": sorted(sorted(key.hex() for key in group) for group in islice(answer.groups(), GROUPS)),
        "links": [
            {
                "from": each.by.hex(),
                "to": each.subject.hex(),
                "month": calendar.write(each.month),
                "how": each.how,
            }
            for each in answer.links
        ],
        "lacking": [{"by": held.says.by.hex(), "reason": why.value} for held, why in answer.lacking],
        "kept": _kept(answer.kept) if answer.kept else None,
    }


def write_vouch(held: Held) -> dict[str, Json]:
    """Return a vouch."""
    says = held.says
    return {
        "by": says.by.hex(),
        "subject": says.subject.hex(),
        "name": says.name,
        "may_introduce": says.may_introduce,
        "how": says.how.name.lower(),
        "month": calendar.write(says.month),
        "until": calendar.write(says.until),
        "accepted": held.acceptance is not None,
    }


def write_offer(book: Book, offer: Offer) -> dict[str, Json]:
    """Return an introduction that was made to me."""
    return {
        "id": offer.statement.id.hex(),
        "by": offer.says.by.hex(),
        "by_name": book.contacts[offer.says.by].name if offer.says.by in book.contacts else "",
        "name": offer.says.name,
        "until": calendar.write(offer.says.until),
        "accepted": offer.acceptance is not None,
    }


def write_news(news: News) -> dict[str, Json]:
    """Return one thing that a bundle brought."""
    match news:
        case VouchOffered(by):
            return {"news": "vouch-offered", "by": by.hex()}
        case VouchAccepted(subject):
            return {"news": "vouch-accepted", "id": subject.hex()}
        case VouchShown(by, subject):
            return {"news": "vouch-shown", "by": by.hex(), "id": subject.hex()}
        case IntroductionOffered(id_, by, name, again):
            offered: dict[str, Json] = {
                "by": by.hex(),
                "introduction": id_.hex(),
                "name": name,
                "again": again,
            }
            return {"news": "introduction-offered", **offered}
        case IntroductionAccepted(by):
            return {"news": "introduction-accepted", "id": by.hex()}
        case IntroducedNow(by, key):
            return {"news": "introduced", "by": by.hex(), "id": key.hex()}
        case RevokedNow(key):
            return {"news": "revoked", "id": key.hex()}
        case RenewNow(key):
            return {"news": "renew", "id": key.hex()}
        case VouchOffMonth(by, month):
            return {"news": "vouch-off-month", "id": by.hex(), "month": calendar.write(month)}
        case AskAgain(by):
            return {"news": "ask-again", "id": by.hex()}
        case _:
            assert_never(news)


def read_news(values: object) -> News | None:  # one case for each
    """Read what `write_news` wrote, or None for what it did not write."""
    try:
        match values:
            case {"news": "vouch-offered", "by": str(by)}:
                return VouchOffered(bytes.fromhex(by))
            case {"news": "vouch-accepted", "id": str(key)}:
                return VouchAccepted(bytes.fromhex(key))
            case {"news": "vouch-shown", "by": str(by), "id": str(key)}:
                return VouchShown(bytes.fromhex(by), bytes.fromhex(key))
            case {
                "news": "introduction-offered",
                "by": str(by),
                "introduction": str(id_),
                "name": str(name),
                "again": bool(again),
            }:
                return IntroductionOffered(bytes.fromhex(id_), bytes.fromhex(by), name, again)
            case {"news": "introduction-accepted", "id": str(key)}:
                return IntroductionAccepted(bytes.fromhex(key))
            case {"news": "introduced", "by": str(by), "id": str(key)}:
                return IntroducedNow(bytes.fromhex(by), bytes.fromhex(key))
            case {"news": "revoked", "id": str(key)}:
                return RevokedNow(bytes.fromhex(key))
            case {"news": "renew", "id": str(key)}:
                return RenewNow(bytes.fromhex(key))
            case {"news": "vouch-off-month", "id": str(key), "month": str(month)}:
                return VouchOffMonth(bytes.fromhex(key), calendar.read(month))
            case {"news": "ask-again", "id": str(key)}:
                return AskAgain(bytes.fromhex(key))
    except ValueError:  # hex digits, or a month, that are none
        pass
    return None


def _kept(kept: Confirmation) -> dict[str, Json]:
    return {
        "count": kept.count,
        "left": len(kept.routes),
        "month": calendar.write(kept.month),
        "renew": kept.renew,
    }
