"""Where people find each other: this device's addresses, and a meeting's invitation."""

from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

from p2pcard.core.exchange import invitation, network
from p2pcard.core.exchange.invitation import Address, Invitation, SwapCode
from p2pcard.core.exchange.network import Way
from p2pcard.core.formats import armor, foreign
from p2pcard.core.formats.armor import Label
from p2pcard.core.statements import bundle, card, statement
from p2pcard.core.statements.card import Card
from p2pcard.edge import lan
from p2pcard.errors import NothingFromHere, Refusal


def read_invitation(typed: str) -> Invitation:
    """Read a meeting's invitation, typed or from a code; raises what `armor` and `invitation` raise."""
    return invitation.read_invitation(_bytes_of(typed))


def read_swap(copied: str) -> SwapCode:
    """Read the code of a swap, as text or from a picture; raises what `armor` and `invitation` raise."""
    return invitation.read_swap(_bytes_of(copied))


def _bytes_of(copied: str) -> bytes:
    """Return the bytes of a code; what is from another program is named as such, as on a picture."""
    try:
        return armor.read(copied)
    except NothingFromHere as error:
        raise foreign.refusal(copied) from error


def is_swap(copied: str) -> bool:
    """Tell whether this is the code of a swap."""
    with suppress(Refusal):
        return bool(read_swap(copied))
    return False


def what_is(copied: str) -> SwapCode | Invitation | Card | None:
    """Tell what a code or a text of ours is, with nothing done about it; None for a bundle.

    Raises what `armor`, `invitation` and `statement` raise, or names a code of another program.
    """
    if armor.label_of(copied) is Label.BUNDLE:
        return None
    data = _bytes_of(copied)
    for read in (invitation.read_swap, invitation.read_invitation):
        with suppress(Refusal):
            return read(data)
    return None if bundle.is_bundle(data) else card.read(statement.read(data))


def local_addresses(address: str = "") -> tuple[str, ...]:
    """Return the given address of this device, or those to use; raises NoSuchAddress or NoNetwork."""
    return (lan.own_address(address),) if address else lan.local_addresses()


def in_code(own: tuple[str, ...], port: int) -> Address:
    """Return where a code leads to this device: one address, so that the code stays small."""
    return Address(network.bare(own[0]), port)


def places_of(address: Address) -> tuple[str, ...]:
    """Return where the address of a code is called from here."""
    return network.places(address, lan.interfaces())


def way_to(address: Address, own: tuple[str, ...]) -> Way:
    """Tell where a code's address leads from a device that uses `own`; raises LeadsHere or LeadsNowhere."""
    loopback = any(ip_address(each).is_loopback for each in own)
    return network.judge(address, lan.interfaces(), lan.gateways(), loopback=loopback)


def ways_from() -> Callable[[str], Way]:
    """Return what tells where a line comes from by its address, as the networks of this device are now."""
    held, routers = tuple(lan.interfaces()), lan.gateways()
    return lambda address: network.way_from(address, held, routers)
