"""The local network: which address, which devices are there, and a line to them.

Moves bytes and decides nothing: what travels on a line is somebody else's
business (spec section 7.8). One interface is used at a time, no name is ever
looked up, nothing is logged, and nothing is sent before it is asked for.
"""

from p2pcard.edge.lan.address import (
    gateways,
    interfaces,
    interfaces_twice,
    local_addresses,
    other_addresses,
    own_address,
)
from p2pcard.edge.lan.discovery import (
    Appeared,
    Disappeared,
    Sighting,
    Sightings,
    announce,
    browse,
    try_multicast,
)
from p2pcard.edge.lan.line import FRAME_LIMIT, Line, Listener, connect, listen

__all__ = [
    "FRAME_LIMIT",
    "Appeared",
    "Disappeared",
    "Line",
    "Listener",
    "Sighting",
    "Sightings",
    "announce",
    "browse",
    "connect",
    "gateways",
    "interfaces",
    "interfaces_twice",
    "listen",
    "local_addresses",
    "other_addresses",
    "own_address",
    "try_multicast",
]
