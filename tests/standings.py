"""Devices of people who met, and vaults that hold what people say of one another, in any month."""

import functools
import itertools
import os
import re
import shutil
import tempfile
from pathlib import Path

from p2pcard.core.book.vouching import give
from p2pcard.core.formats import sealed
from p2pcard.edge.store import disk
from p2pcard.edge.store.vault import Vault
from p2pcard.jsonapi import standing
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.keeper import this_month
from tests.peers import chance_of
from tests.shells import ANA, BEN, PHRASE, Device, device, swap
from tests.vaults import place_in
from tests.vouchers import KNOWS, NAMED, ROOT, after, card_by, confirmed, held, key_of, met, shown

NOW = this_month()
HOW = re.compile(r"You only hold the card|You met(,| in person)")


def device_of(folder, book, month=NOW):
    """A device with this book in its vault, saved last in `month`."""
    made = Device(Path(tempfile.mkdtemp(dir=folder)) / "mine")
    vault = place_in(made.home)
    disk.make_folder(vault.parent)
    mine = book.with_own("card", card_by("me", month=NOW, until=NOW + 12))
    Vault.create(vault, PHRASE, ROOT, mine, sealed.LOW_MEMORY, os.urandom, month).close()
    return made


def with_shown(book, *pairs, month=NOW, may_introduce=False):
    """The book to which these vouches were shown, each as `Ana Teo`, of this month."""
    words = [pair.split() for pair in pairs]
    items = (shown(by, about, month=month, may_introduce=may_introduce) for by, about in words)
    return after(book, *items, month=month)


def trusting(*by, month=NOW, **more):
    """A book with Teo in it, vouched for in a month by these people; I met them, and their word counts."""
    return confirmed(*by, month=month, **more)


def through(*far, may_introduce=True):
    """A book in which I know of these people only by Ana, and they vouch for Teo."""
    known = held("Teo", *far, book=met("Ana", mark=NAMED))
    named = with_shown(known, *(f"Ana {each}" for each in far), may_introduce=may_introduce)
    return with_shown(named, *(f"{each} Teo" for each in far))


def given(book, month=NOW):
    """The book in which I vouch for Teo after we met."""
    return give(book, ROOT, book.contacts[key_of("Teo")], month, KNOWS, chance_of("blobs"))


def sentences(folder, book, *arguments):
    """What `trace Teo` says on a device with this book, below how his card came."""
    first, *others = device_of(folder, book).tell("trace", "Teo", *arguments).splitlines()
    return others if HOW.match(first) else [first, *others]


@functools.cache
def _evening():
    """The evening on which Ana, Ben and Cleo all met each other, once for all tests of this process."""
    people = [device(Path(_evenings.name), card) for card in (ANA, BEN, {"name": "Cleo"})]
    for one, other in itertools.combinations(people, 2):
        swap(one, other)
    return people


def friends(folder):
    """The devices of Ana, Ben and Cleo as they were after they met."""
    people = [Device(folder / each.home.name) for each in _evening()]
    for before, now in zip(_evening(), people, strict=True):
        shutil.copytree(before.home, now.home)
    return people


def hand(giver, taker):
    """Hand what one has for another over as a file; return what is new."""
    block = giver.do("show", "--for", taker.home.name)["block"]
    return taker.do("add", given=block)["news"]


def kinds(news):
    """What kinds of news these are."""
    return [each["news"] for each in news]


def id_of(mine):
    """The id of the person whose device it is."""
    return mine.do("card")["card"]["id"]


_evenings = tempfile.TemporaryDirectory(prefix="p2pcard-evenings-")


def book_of(mine):
    """What a device holds."""
    me = Cardholder(mine.home)
    me.unlock(PHRASE)
    book = me.book
    me.lock()
    return book


def said_of(mine):
    """What a device's person vouches, each as for programs."""
    return [standing.write_vouch(held[-1]) for held in book_of(mine).vouches.given.values()]


def mark_of(mine, name):
    return mine.do("mark", name)["marked"]["mark"]
