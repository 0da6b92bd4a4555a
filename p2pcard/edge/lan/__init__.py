"""The local network: which address, who is there, and a line to them.

Moves bytes and decides nothing: what travels on a line is somebody else's
business (spec section 7.8). One IPv4 address is used at a time, no name is ever
looked up, nothing is logged, and nothing is sent before it is asked for.
"""

from p2pcard.edge.lan.address import local_address, networks, refuse_if_elsewhere
from p2pcard.edge.lan.discovery import Appeared, Gone, Sighting, Sightings, announce, browse, try_multicast
from p2pcard.edge.lan.line import FRAME_LIMIT, Line, Listener, connect, listen

__all__ = [
    "FRAME_LIMIT",
    "Appeared",
    "Gone",
    "Line",
    "Listener",
    "Sighting",
    "Sightings",
    "announce",
    "browse",
    "connect",
    "listen",
    "local_address",
    "networks",
    "refuse_if_elsewhere",
    "try_multicast",
]
