"""What a device remembers of swaps while its cards are open: which codes it showed, and which it called.

A second call to one code would be a second draw for somebody who stands between, so there is none.
"""

from p2pcard.core.exchange.invitation import SwapCode
from p2pcard.errors import CodeUsed, OwnCode


class SwapCodes:
    """The codes of one cardholder, and how many swaps in a row ended between the code and the words."""

    def __init__(self) -> None:
        self._shown: set[bytes] = set()
        self._called: set[bytes] = set()
        self._in_a_row = 0

    def show(self, code: SwapCode) -> None:
        """Note a code that this device shows."""
        self._shown.add(code.commitment)

    def refuse(self, code: SwapCode) -> None:
        """Raises OwnCode for a code that this device showed, or CodeUsed for one that it called."""
        if code.commitment in self._shown:
            raise OwnCode
        if code.commitment in self._called:
            raise CodeUsed

    def call(self, code: SwapCode) -> None:
        """Note a code just before its only first message is sent; raises what `refuse` raises."""
        self.refuse(code)
        self._called.add(code.commitment)

    def ended(self) -> int:
        """Note a swap that ended between the code and the words; return how many did so in a row."""
        self._in_a_row += 1
        return self._in_a_row

    def went_through(self) -> None:
        """Note a swap in which both people typed."""
        self._in_a_row = 0
