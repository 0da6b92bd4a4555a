"""Answers about people's standing as plain values, the shape of every JSON answer (docs/json.md)."""

from itertools import islice
from typing import Any, Final

from p2pcard.core import calendar
from p2pcard.core.admission import Admission
from p2pcard.core.book import Book
from p2pcard.core.circles import Circle, Rule
from p2pcard.core.introductions import Offer
from p2pcard.core.news import (
    AskAgain,
    IntroducedNow,
    IntroductionAccepted,
    IntroductionOffered,
    News,
    RenewNow,
    RevokedNow,
    VouchAccepted,
    VouchOffered,
    VouchShown,
)
from p2pcard.core.routes import Mark
from p2pcard.core.verdict import Answer
from p2pcard.core.vouches import Held, Kept

GROUPS: Final = 64  # smallest groups that are listed: there can be more than anybody reads
MARKS: Final = {"no": Mark.NO, "word": Mark.THEIR_WORD, "named": Mark.THOSE_THEY_NAME}


def write_answer(answer: Answer) -> dict[str, Any]:
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


def write_check(check: Admission) -> dict[str, Any]:
    """Return whether somebody meets a circle's rule, and why."""
    return {
        "meets": check.met,
        "have": check.have,
        "need": check.need,
        "own": check.own,
        "counted_in": calendar.write(check.place.month) if check.place else None,
        "founder": check.place is not None and check.place.founder,
        "renew": check.renew,
        "revoked": check.revoked,
        "spent": [key.hex() for key in check.spent],
        "through_spent": check.through_spent,
        "new": [key.hex() for key in check.new],
        "bound": [
            {"by": key.hex(), "others": [each.hex() for each in others]} for key, others in check.bound
        ],
    }


def write_circle(name: str, circle: Circle) -> dict[str, Any]:
    """Return a circle: its name, its rule, and the ids of whom I count in."""
    return {
        "name": name,
        "rule": write_rule(circle.rule),
        "people": sorted(key.hex() for key in circle.people),
    }


def write_rule(rule: Rule) -> dict[str, Any]:
    """Return a circle's rule, and the line by which it is handed on."""
    return {"people": rule.people, "budget": rule.budget, "probation": rule.probation, "text": str(rule)}


def write_vouch(held: Held) -> dict[str, Any]:
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


def write_offer(book: Book, offer: Offer) -> dict[str, Any]:
    """Return an introduction that was made to me."""
    return {
        "id": offer.statement.id.hex(),
        "by": offer.says.by.hex(),
        "by_name": book.contacts[offer.says.by].name if offer.says.by in book.contacts else "",
        "name": offer.says.name,
        "until": calendar.write(offer.says.until),
        "accepted": offer.acceptance is not None,
    }


def write_news(news: News) -> dict[str, Any]:
    """Return one thing that a bundle brought."""
    match news:
        case VouchOffered(by):
            return {"news": "vouch-offered", "by": by.hex()}
        case VouchAccepted(subject):
            return {"news": "vouch-accepted", "id": subject.hex()}
        case VouchShown(by, subject):
            return {"news": "vouch-shown", "by": by.hex(), "id": subject.hex()}
        case IntroductionOffered(id_, by, name, again):
            offered = {"by": by.hex(), "introduction": id_.hex(), "name": name, "again": again}
            return {"news": "introduction-offered", **offered}
        case _:
            return _more_news(news)


def _more_news(
    news: IntroductionAccepted | IntroducedNow | RevokedNow | RenewNow | AskAgain,
) -> dict[str, Any]:
    match news:
        case IntroductionAccepted(by):
            return {"news": "introduction-accepted", "id": by.hex()}
        case IntroducedNow(by, key):
            return {"news": "introduced", "by": by.hex(), "id": key.hex()}
        case RevokedNow(key):
            return {"news": "revoked", "id": key.hex()}
        case RenewNow(key):
            return {"news": "renew", "id": key.hex()}
    return {"news": "ask-again", "id": news.by.hex()}


def _kept(kept: Kept) -> dict[str, Any]:
    return {
        "count": kept.count,
        "left": len(kept.routes),
        "month": calendar.write(kept.month),
        "renew": kept.renew,
    }
