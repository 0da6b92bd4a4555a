"""Months, the only measure of time in anything signed or stored: whole months since January 1970.

An exact day or minute would say who met whom when (spec section 5.2).
"""

from typing import Final

MONTH_LIMIT: Final = 0xFFFF  # two bytes: until the year 7431
LIFE: Final = 12  # months that a card lives


def month(year: int, number: int) -> int:
    """Return the month of a date: its year, and 1 for January to 12 for December."""
    return (year - 1970) * 12 + number - 1


def parts(month: int) -> tuple[int, int]:
    """Return the year and the number, 1 to 12, of a month."""
    return 1970 + month // 12, month % 12 + 1


def write(month: int) -> str:
    """Return a month as programs write it: `2026-03`."""
    year, number = parts(month)
    return f"{year:04d}-{number:02d}"
