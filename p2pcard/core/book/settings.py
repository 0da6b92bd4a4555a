"""What a person chose, and the single facts that a book notes beside people and vouches."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from p2pcard.core.book.tally import Tally
from p2pcard.core.formats.calendar import MONTH_LIMIT


class Retention(StrEnum):
    """How long the vouches between others stay."""

    FORGET = "forget"
    TWO_MONTHS = "two-months"
    UNTIL_EXPIRY = "until-expiry"


@dataclass(frozen=True, slots=True)
class Lost:
    """What I may have vouched and do not know of any more: months from `since` to `until`, none at first.

    `restored` is the month in which a copy was restored last, `times` how often in it.
    """

    since: int = 1
    until: int = 0
    restored: int = 0
    times: int = 0

    def months(self, since: int, until: int) -> "Lost":
        """Return what is lost with these months as well."""
        if self.until < self.since:
            return replace(self, since=since, until=until)
        return replace(self, since=min(self.since, since), until=max(self.until, until))


@dataclass(frozen=True, slots=True)
class Settings:
    """The language that was chosen, if one was; how long others' vouches are remembered; what is noted.

    `profile` is the name of this profile: empty for the one that is used unless another is named, and None
    where no program wrote one yet.

    `words_known` is there once the recovery words were shown and asked back,
    `through_others` counts newcomers, by quarter, who rested on people I
    know only through others, and `lost` is what I may have vouched before.
    `sure` is a month that is over for sure, since a later one came after it; all are before one is noted.
    """

    language: str = ""
    retention: Retention = Retention.TWO_MONTHS
    words_known: bool = False
    through_others: Tally = field(default_factory=Tally)
    lost: Lost = field(default_factory=Lost)
    sure: int = MONTH_LIMIT
    profile: str | None = None
