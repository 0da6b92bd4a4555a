"""Looking at this device: the facts that `core.checkup` judges. Nothing is opened, asked or changed."""

import asyncio
from pathlib import Path

from p2pcard.cardholder.keeper import Keeper
from p2pcard.core import sealed
from p2pcard.core.checkup import Disk, Facts, Lan, Screen
from p2pcard.edge import disk, generations, lan, qr
from p2pcard.edge.memory import can_take
from p2pcard.errors import NoMulticast, NoNetwork, Refusal, ScanNotInstalled

KIB = 1024


def look(me: Keeper, screen: Screen) -> Facts:
    """Return what is known about this device without the opening phrase."""
    cost = sealed.LOW_MEMORY if me.needs_low_memory else sealed.NORMAL
    return Facts(
        cards=_cards(me),
        disk=_disk(me.folder.parent),
        has_memory=can_take(cost.memory_kib * KIB),
        network=_network(),
        reads_pictures=_reads_pictures(),
        screen=screen,
    )


def _cards(me: Keeper) -> Refusal | None:
    """Return what opening the cards would be refused with, as far as it shows without their phrase."""
    try:
        generations.refuse_if_damaged(me.folder)
    except Refusal as refusal:
        return refusal
    return None


def _disk(home: Path) -> Disk:
    try:
        disk.refuse_if_not_writable(home)
    except Refusal:
        writable = False
    else:
        writable = True
    try:
        return Disk(writable, disk.is_private(home), disk.free_space(home))
    except Refusal:
        return Disk(writable=False, private=True, free=0)


def _network() -> Lan | None:
    """Return what a meeting would find of a network; an address that only this device has is none."""
    try:
        address = lan.local_address()
    except NoNetwork:
        return None
    if address.startswith("127."):
        return None
    can_listen, can_be_found = asyncio.run(_allowed(address))
    return Lan(address, len(lan.networks()), can_listen, can_be_found)


async def _allowed(address: str) -> tuple[bool, bool]:
    """Tell whether the system lets others come to an address, and whether it lets them find it."""
    can_listen = can_be_found = True
    try:
        async with lan.listen(address, limit=1, patience=1.0):
            pass
    except NoNetwork:
        can_listen = False
    try:
        await lan.try_multicast(address)
    except NoMulticast:
        can_be_found = False
    return can_listen, can_be_found


def _reads_pictures() -> bool:
    try:
        qr.refuse_if_unreadable()
    except ScanNotInstalled:
        return False
    return True
