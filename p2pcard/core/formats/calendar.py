"""Months, the only measure of time in anything signed or stored: whole months since January 1970.

An exact day or minute would say which people met when (spec section 5.2).
"""

import re
from typing import Final

from p2pcard.errors import MonthNotUnderstood

MONTH_LIMIT: Final = 0xFFFF  # two bytes: until the year 7431
LIFE: Final = 12  # months that a card lives
FIRST: Final = 672  # January 2026: a clock that stands before it was never set
SLACK: Final = 2  # months from one save to the next that nobody is asked about
_WRITTEN: Final = re.compile(r"(?P<year>20[0-9]{2})-(?P<number>[0-9]{1,2})")
_SAID: Final = re.compile(r"(?P<number>[0-9]{1,2})[ /.-]+(?P<year>20[0-9]{2})")


def month(year: int, number: int) -> int:
    """Return the month of a date: its year, and 1 for January to 12 for December."""
    return (year - 1970) * 12 + number - 1


def parts(month: int) -> tuple[int, int]:
    """Return the year and the number, 1 to 12, of a month."""
    return 1970 + month // 12, month % 12 + 1


def follows(now: int, last: int) -> bool:
    """Tell whether a clock that shows `now` is believed unasked where the last save was in `last`."""
    return last <= now <= last + SLACK


def read(typed: str) -> int:
    """Read a month as `write` writes it, or as 3 2026 or 3/2026; raises MonthNotUnderstood."""
    found = _WRITTEN.fullmatch(typed.strip()) or _SAID.fullmatch(typed.strip())
    if not found or not 1 <= int(found["number"]) <= 12:  # months of a year
        raise MonthNotUnderstood
    read = month(int(found["year"]), int(found["number"]))
    if read < FIRST:
        raise MonthNotUnderstood
    return read


def write(month: int) -> str:
    """Return a month as programs write it: `2026-03`."""
    year, number = parts(month)
    return f"{year:04d}-{number:02d}"
