"""The introductions under way: offered to me, and offered by me to two others (spec section 15.4)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from p2pcard.core.formats import text
from p2pcard.core.statements import introduction
from p2pcard.core.statements.introduction import Introduction
from p2pcard.core.statements.statement import Statement

LIMIT: Final = 32  # offers that wait for me, so that nobody can fill my disk with names


@dataclass(frozen=True, slots=True)
class Offer:
    """An introduction, what it says, and its receiver's acceptance if there is one."""

    statement: Statement
    says: Introduction
    acceptance: Statement | None = None


def offer(
    statement: Statement, acceptance: Statement | None = None, rules: text.Rules = text.STRICT
) -> Offer:
    """Hold an introduction; raises what reading it raises."""
    return Offer(statement, introduction.read(statement, rules), acceptance)


@dataclass(frozen=True, slots=True)
class Introductions:
    """`offered` to me by others, one for each number and author; `made` by me, two for each number."""

    offered: tuple[Offer, ...] = ()
    made: tuple[Offer, ...] = ()

    def with_offered(self, new: Offer) -> "Introductions":
        """Return these with an offer to me in place of the same one before."""
        return replace(self, offered=(*_others(self.offered, new), new))

    def with_made(self, new: Offer) -> "Introductions":
        """Return these with an offer of mine in place of the same one before."""
        return replace(self, made=(*_others(self.made, new), new))

    def without_offered(self, gone: Offer) -> "Introductions":
        """Return these without an offer to me."""
        return replace(self, offered=tuple(_others(self.offered, gone)))

    def is_offered_twice(self, offer: Offer) -> bool:
        """Tell whether somebody else offers me a person of a name that looks like this one, too."""
        looks = text.looks(offer.says.name)
        alike = (each for each in self.offered if looks & text.looks(each.says.name))
        return any(each.says.by != offer.says.by for each in alike)

    def partner(self, of: Offer) -> Offer | None:
        """Return the offer of mine to the other one of the two."""
        found = (
            each for each in self.made if each.says.number == of.says.number and each.says.to != of.says.to
        )
        return next(found, None)

    def current(self, month: int) -> "Introductions":
        """Return these without what has run out."""
        return Introductions(
            tuple(each for each in self.offered if each.says.until >= month),
            tuple(each for each in self.made if each.says.until >= month),
        )


def _others(offers: tuple[Offer, ...], one: Offer) -> Iterator[Offer]:
    return (each for each in offers if each.statement.id != one.statement.id)
