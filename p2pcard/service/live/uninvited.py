"""Devices that come to an open meeting without its invitation: few at each address near the host."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Final

from p2pcard.core.exchange.network import Way

EACH: Final = (
    4  # at one address: people have one device each, and a stranger with many lines has few addresses
)


class Uninvited:
    """Who of them may come in; `way_from` tells where the line of an address comes from."""

    def __init__(self, way_from: Callable[[str], Way]) -> None:
        self._way_from = way_from
        self._here: Counter[str] = Counter()

    def is_answered(self, address: str) -> bool:
        """Tell whether a device at an address gets an answer: one in another network learns nothing."""
        return self._way_from(address) is not Way.OUTSIDE

    @contextmanager
    def place(self, address: str) -> Iterator[bool]:
        """Hold a place for one more device at an address; what is given says whether there is one."""
        is_free = self._way_from(address) is not Way.ROUTER and self._here[address] < EACH
        is_free = is_free or ip_address(address).is_loopback
        self._here[address] += is_free
        try:
            yield is_free
        finally:
            self._here[address] -= is_free
