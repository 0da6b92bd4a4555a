"""Looking at this device: the facts that `core.checkup` judges. Nothing is opened, asked or changed."""

import asyncio
from ipaddress import ip_address
from pathlib import Path

from p2pcard.core.checkup import Disk, Facts, Lan, Screen
from p2pcard.core.exchange import network
from p2pcard.core.formats import sealed
from p2pcard.edge import lan, qr
from p2pcard.edge.ram import can_take
from p2pcard.edge.store import disk, homes, lockfile
from p2pcard.errors import NoMulticast, NoNetwork, NoVault, Refusal, ScanNotInstalled
from p2pcard.service.keeper import Keeper
from p2pcard.service.profiles import cards_here

KIB = 1024


def look(me: Keeper, screen: Screen | None) -> Facts:
    """Return what is known about this device without the opening phrase."""
    cost = sealed.LOW_MEMORY if me.needs_low_memory else sealed.NORMAL
    return Facts(
        cards=_cards(me),
        disk=_disk(me.home),
        has_memory=can_take(cost.memory_kib * KIB),
        network=_network(),
        reads_pictures=_reads_pictures(),
        screen=screen,
    )


def _cards(me: Keeper) -> Refusal | None:
    """Return what opening the cards would be refused with, as far as it shows without their phrase.

    Of several vaults, the first that is not whole is told: nobody knows yet which one is meant.
    """
    try:
        cards = cards_here(me.home)
        if not cards:
            homes.refuse_if_cut_off(me.home)
            return NoVault()
    except Refusal as refusal:
        return refusal
    return next((each.amiss for each in cards if each.amiss), None)


def _disk(home: Path) -> Disk:
    try:
        disk.refuse_if_not_writable(home)
    except Refusal:
        writable = False
    else:
        writable = True
    try:
        lockfile.refuse_if_without(home)
    except Refusal:
        has_locks = False
    else:
        has_locks = True
    try:
        return Disk(writable, disk.is_private(home), disk.free_space(home), has_locks)
    except Refusal:
        return Disk(writable=False, private=True, free=0, has_locks=True)


def _network() -> Lan | None:
    """Return what a meeting would find of a network."""
    try:
        used = lan.local_addresses()
    except NoNetwork:
        return None
    can_listen, can_be_found = asyncio.run(_allowed(used))
    return Lan(
        tuple(map(network.bare, used)),
        lan.other_addresses(used),
        lan.interfaces_twice(used),
        any(network.is_of_hardware(ip_address(address)) for address in used),
        can_listen,
        can_be_found,
    )


async def _allowed(addresses: tuple[str, ...]) -> tuple[bool, bool]:
    """Tell whether the system lets others come to its addresses, and whether it lets them find it."""
    can_listen = can_be_found = True
    try:
        async with lan.listen(addresses, limit=1, patience=1.0):
            pass
    except NoNetwork:
        can_listen = False
    try:
        await lan.try_multicast(addresses)
    except NoMulticast:
        can_be_found = False
    return can_listen, can_be_found


def _reads_pictures() -> bool:
    try:
        qr.refuse_if_unreadable()
    except ScanNotInstalled:
        return False
    return True
