"""The word of the person before this device calls an address outside the network of the room."""

import asyncio
from collections.abc import Callable

from p2pcard.core.exchange.invitation import Address
from p2pcard.core.exchange.network import Way
from p2pcard.service.live.person import IgnoredNow, LeadsOutNow, Screen
from p2pcard.service.places import way_to


class Consent:
    """Asks about the address of a code, where it must be asked about; without a yes nothing is sent to it."""

    def __init__(self, show: Callable[[Screen], None]) -> None:
        self._show = show
        self._is_asked = False
        self._given = asyncio.Event()

    async def to_call(self, address: Address, own: tuple[str, ...]) -> None:
        """Wait until the person agrees to call an address, which one that is near needs not.

        `own` are the addresses that this device uses. Raises LeadsHere or LeadsNowhere.
        """
        way = way_to(address, own)
        if way is Way.NEAR:
            return
        self._show(LeadsOutNow(address, way))
        self._is_asked = True
        await self._given.wait()
        self._is_asked = False

    def give(self) -> None:
        """Take the yes of the person; where nothing is asked, it means nothing."""
        if self._is_asked:
            self._given.set()
        else:
            self._show(IgnoredNow())
