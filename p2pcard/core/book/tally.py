"""Counts that begin anew: newcomers in a quarter, withdrawals in a year."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """A count that begins anew with each period."""

    period: int = 0
    count: int = 0

    def in_period(self, period: int) -> int:
        """Return the count of a period: of one that has not begun or is over, nothing is known."""
        return self.count if self.period == period else 0

    def since(self, period: int) -> "Tally":
        """Return the tally if it is of this period or a later one, else an empty one."""
        return self if self.period >= period else Tally()

    def until(self, period: int) -> "Tally":
        """Return the tally as one of this period where it is of a later one, which has not come."""
        return Tally(min(self.period, period), self.count)

    def add(self, period: int) -> "Tally":
        """Return the tally with one more in this period."""
        return Tally(period, self.in_period(period) + 1)
