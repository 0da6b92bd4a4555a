"""Where people find each other: this device's address, and a meeting's invitation."""

from p2pcard.core import armor, invitation
from p2pcard.core.invitation import Invitation, SwapCode
from p2pcard.edge import lan


def read_invitation(typed: str) -> Invitation:
    """Read a meeting's invitation, typed or from a code; raises what `armor` and `invitation` raise."""
    return invitation.read_invitation(armor.read(typed))


def read_swap(copied: str) -> SwapCode:
    """Read the code of a swap, as text or from a picture; raises what `armor` and `invitation` raise."""
    return invitation.read_swap(armor.read(copied))


def local_address(address: str = "") -> str:
    """Return the given address of this device, or the one to use; raises NoSuchAddress or NoNetwork."""
    if not address:
        return lan.local_address()
    lan.refuse_if_elsewhere(address)
    return address
