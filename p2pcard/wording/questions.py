"""The questions that come up behind the cards."""

from dataclasses import dataclass
from typing import TypeAlias

from p2pcard.core.book.news import IntroductionOffered, News, VouchOffered


@dataclass(frozen=True, slots=True)
class MayShow:
    """Who may see who vouches for me."""


@dataclass(frozen=True, slots=True)
class Accept:
    """Whether I agree to what somebody vouches about me."""

    by: bytes


@dataclass(frozen=True, slots=True)
class Meet:
    """Whether I agree to be introduced to somebody of this name; `again`: another person offers it, too."""

    id: bytes
    by: bytes
    name: str
    again: bool


@dataclass(frozen=True, slots=True)
class Vouch:
    """What I vouch: whether I mean it, and then whether the person's word helps newcomers in."""

    key: bytes
    name: str
    meant: bool = False


Question: TypeAlias = MayShow | Accept | Meet | Vouch


def asked_by(news: News) -> Question | None:
    """Return the question that news asks, if it asks one."""
    match news:
        case VouchOffered(by):
            return Accept(by)
        case IntroductionOffered(id_, by, name, again):
            return Meet(id_, by, name, again)
        case _:
            return None
