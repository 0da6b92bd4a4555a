"""A policeman opens vaults with the right phrase, and knows this source: who vouched for others (M5 to M7)?

Twenty-five people, three vouches for each, of which each shows two to everybody they met; all mark all
they met. What counts are vouches between two people who both lost no device.
"""

import random
import statistics
from functools import cache, partial
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import networkx  # type: ignore[import-untyped]  # networkx comes without types
import pytest

from p2pcard.core.book import admission, sending
from p2pcard.core.book.book import Book
from p2pcard.core.book.circles import Rule, quarter
from p2pcard.core.book.settings import Retention, Settings
from p2pcard.core.formats import passphrase, sealed
from p2pcard.core.statements import bundle, revocation, support, vouch
from p2pcard.edge.store import generations, saves
from p2pcard.edge.store.generations import PREVIOUS, VAULT
from p2pcard.edge.store.vault import Vault
from p2pcard.service.book_store import BookStore
from p2pcard.service.vouching import Vouching
from tests.holders import NAMED, Holder, holders
from tests.keepers import calendar_at
from tests.peers import MONTH, chance_of
from tests.vaults import PHRASE, stretch_once

TEXT = (Path(__file__).resolve().parents[2] / "docs/threats.md").read_text(encoding="utf-8")
COUNT, ACQUAINTED, VOUCHES, SHOWN, SEATS, NEW = 25, 0.6, 3, 2, 5, 5
SIZES, DRAWS = (1, 2, 3, 5), 100  # devices that are taken together, and how many such sets are drawn
FORGET, TWO_MONTHS, UNTIL_EXPIRY = Retention


@pytest.fixture(autouse=True, scope="module")
def _stretch_once():
    with pytest.MonkeyPatch.context() as patch:
        stretch_once(patch)
        yield


# People, and what is on their disks


def mixed(chance):
    """Each two have met with the same probability."""
    return [pair for pair in combinations(range(COUNT), 2) if chance.random() < ACQUAINTED]


def tables(_):
    """Five tables of five, and everybody knows one person at each of two other tables."""
    sat = [pair for pair in combinations(range(COUNT), 2) if pair[0] // SEATS == pair[1] // SEATS]
    ring = [table * SEATS + seat for seat in range(SEATS) for table in range(SEATS)]
    return sat + list(pairwise([*ring, ring[0]]))


class World:
    """The people before they show anything; `may`: their vouches let others introduce."""

    def __init__(self, meetings, *, may=False):
        chance = random.Random(20261125)
        self.people = [Holder(f"Person {number}") for number in range(COUNT)]
        self.by_key = {each.key: each for each in self.people}
        for one, other in meetings(chance):
            self.people[one].meet(self.people[other])
        met = {each: [self.by_key[key] for key in each.book.contacts] for each in self.people}
        pairs = [(by, each) for each in self.people for by in chance.sample(met[each], VOUCHES)]
        for by, each in pairs * (1 + may):  # the second time beside all that is said of themselves
            by.vouch(each, may=may)
        for each in self.people:
            each.mark(*met[each], mark=NAMED)
        self.vouches = {(by.key, each.key) for by, each in pairs}

    def disks(self, folder, kind, opened=(), new=0):
        """Let everybody show, open all so many months later; return what is on each disk, by whose it is."""
        newcomers = [each.key for each in self.people[COUNT - new :]]
        return {
            owner.key: seize(
                on_disk(folder / str(place), owner, kind, self.shown_to(owner), newcomers, opened)
            )
            for place, owner in enumerate(self.people)
        }

    def shown_to(self, owner):
        """What each of the people a person met shows them, and to everybody."""
        for key in owner.book.contacts:
            whole = sending.mine_to_show(self.by_key[key].book, MONTH)
            yield key, random.Random(key).sample(whole, SHOWN)


def on_disk(folder, owner, kind, shown, newcomers=(), opened=()):
    """Make a vault of somebody, let others show, and open it so many months later; return where it is."""
    before = Holder("before")  # all but the last come before the vault is made, which saves time
    before.book, (*first, last) = owner.book.with_settings(Settings(retention=kind)), shown
    for key, items in first:
        before.take(items, key)
    start = (PHRASE, owner.root, before.book, sealed.LOW_MEMORY)
    with Vault.create(folder, *start, chance_of("create"), MONTH) as made:
        desk = Vouching(BookStore(made, calendar_at(MONTH), owner.chance))
        for item in last[1]:
            desk.take(((last[0], bundle.fill([item], bundle.LARGE)[0]),))
        if newcomers:
            desk.store.change(lambda book: counted_in(book, newcomers))
        desk.settle()  # as at the end of an exchange
        for months in opened:
            Vouching(BookStore(made, calendar_at(MONTH + months), owner.chance)).settle()
    return folder


def counted_in(book, newcomers):
    """A circle of all people who were met; these are newcomers who meet its rule."""
    book = admission.begin(book, "circle", Rule(budget=9))
    for key in book.contacts.keys() - newcomers:
        book = admission.found(book, "circle", book.contacts[key], MONTH)
    for key in newcomers:
        if key in book.contacts and admission.check(book, "circle", book.contacts[key], MONTH).met:
            book = admission.admit(book, "circle", book.contacts[key], MONTH)
    return book


# The policeman


class Disk(NamedTuple):
    """The books of both saves, and what follows from each of them alone."""

    books: list[Book]
    alone: set[tuple[bytes, bytes]]


def seize(folder):
    """Open both saves with the right phrase, though another program may have the vault open."""
    key_of = cache(partial(sealed.phrase_key, passphrase.read(PHRASE)))
    images = [generations._unsealed(folder / name, key_of)[2] for name in (VAULT, PREVIOUS)]
    books = [saves.read(saves.migrated(image)).book for image in images]
    return Disk(books, {edge for book in books for edge in (*counted(book), *cornered(book))})


def edges(disks):
    """Return all (voucher, subject) that follow for certain from these disks, taken together."""
    books = [book for disk in disks for book in disk.books]
    held, found = [*written(books)], set().union(*(disk.alone for disk in disks))
    blobs = {(each.says.by, blob) for each in held for blob in each.blobs}
    for key, contact in {key: each for book in books for key, each in book.contacts.items()}.items():
        secret = contact.support
        found |= {(key, by) for by, blob in blobs if opens(secret, by, blob)}
    dead = {(key, revocation.read(each)) for book in books for key, each in book.vouches.revoked.items()}
    for subject, handle in kept(books):
        voids = {by: vouch.void_handle(secret, handle.withdrawal) for by, secret in dead}
        found |= {(by, subject) for by, void in voids.items() if void == handle.void}
    return found.union((each.says.by, each.says.subject) for each in held)


def written(books):
    """Walk through all vouches in hand."""
    for book in books:
        yield from (*book.vouches.everything_shown(), *book.vouches.mine.values())
        yield from (held for given in book.vouches.given.values() for held in given)


def kept(books):
    """Return the handles of the last vouch on each kept route, each with its subject."""
    found = ((subject, each) for book in books for subject, each in book.vouches.kept.items())
    return {(subject, route.handles[-1]) for subject, each in found for route in each.routes}


@cache
def opens(secret, by, blob):
    return support.open_blob(secret, by, blob) is not None


def direct(book, subject):
    """Return how many separate people vouched for somebody without a second one in between."""
    found = book.vouches.kept.get(subject)
    return sum(len(route.handles) == 1 for route in found.routes) if found else 0


def cornered(book):
    """Where as many people as are marked vouched for somebody, it was those."""
    marked = {key for key, contact in book.contacts.items() if contact.mark}
    for subject in book.vouches.kept:
        if direct(book, subject) == len(marked - {subject}):
            yield from ((by, subject) for by in marked - {subject})


def counted(book):
    """Share out the counts of a quarter among its newcomers; return what is the same in each way to do it."""
    for circle in book.circles.values():
        new = [key for key, place in circle.people.items() if not place.founder]
        counts = {key: each.brought.in_period(quarter(MONTH)) for key, each in book.contacts.items()}
        pairs = [(by, key) for by in counts for key in new if counts[by] and by != key]
        if new and shared(book, counts, pairs) == sum(counts.values()) > 0:
            yield from (e for e in pairs if shared(book, counts, {*pairs} - {e}) < sum(counts.values()))


def shared(book, counts, pairs):
    """Return how much of the counts fits: each person once for each newcomer, whose routes are known."""
    graph = networkx.DiGraph([("all", "new", {"capacity": 0})])
    graph.add_edges_from(("all", by, {"capacity": count}) for by, count in counts.items())
    graph.add_edges_from((key, "new", {"capacity": direct(book, key)}) for _, key in pairs)
    graph.add_edges_from((*pair, {"capacity": 1}) for pair in pairs)
    return networkx.maximum_flow_value(graph, "all", "new")


def percent(world, share):
    """Return the mean share for 1, 2, 3 and 5 devices, in percent; `share` is given whose they are."""
    chance, keys = random.Random(5), sorted(world.by_key)
    for size in SIZES:
        draws = [(key,) for key in keys] if size == 1 else [chance.sample(keys, size) for _ in range(DRAWS)]
        yield f"{round(100 * statistics.mean(share({*owners}) for owners in draws))} %"


def revealed(world, disks):
    def share(owners):
        others = {edge for edge in world.vouches if owners.isdisjoint(edge)}
        found = {edge for edge in edges([disks[key] for key in owners]) if owners.isdisjoint(edge)}
        assert found <= others  # this policeman accuses nobody wrongly
        return len(found) / len(others)

    return " | ".join(percent(world, share))


def named(world, disks):
    def share(owners):
        books = [book for key in owners for book in disks[key].books]
        subjects = {held.says.subject for held in written(books)}  # a vouch names nobody else
        return len(owners.union(subjects, *(book.contacts for book in books))) / COUNT

    return " | ".join(percent(world, share))


ROWS = [
    ("`forget`, when the exchange is over", "mixed", FORGET, (), 0),
    ("`two-months`, meanwhile", "mixed", TWO_MONTHS, (), 0),
    ("`two-months`, opened afterwards", "mixed", TWO_MONTHS, (2,), 0),
    ("`until-expiry`, meanwhile", "mixed", UNTIL_EXPIRY, (), 0),
    ("`until-expiry`, opened in two months afterwards", "mixed", UNTIL_EXPIRY, (14, 15), 0),
    ("`forget`, five newcomers counted in this quarter", "mixed", FORGET, (), NEW),
    ("the same, opened in two months of the next quarter", "mixed", FORGET, (2, 3), NEW),
    ("`forget`, where everybody may introduce", "introducing", FORGET, (), 0),
    ("`two-months`, where everybody may introduce", "introducing", TWO_MONTHS, (), 0),
]


@cache
def world(name):
    return World(tables if name == "tables" else mixed, may=name == "introducing")


@pytest.mark.parametrize(("label", "place", "kind", "opened", "new"), ROWS)
def test_m5_m6_the_table_says_what_is_found_of_others_vouches(label, place, kind, opened, new, tmp_path):
    found = revealed(world(place), world(place).disks(tmp_path, kind, opened, new))
    assert f"| {label} | {found} |" in TEXT
    if opened or (kind is FORGET and not new):
        assert found == "0 % | 0 % | 0 % | 0 %"


@pytest.mark.parametrize(("place", "label"), [("mixed", "everybody mixes"), ("tables", "tables of five")])
def test_m7_the_table_says_who_is_named(place, label, tmp_path):
    found = named(world(place), world(place).disks(tmp_path, FORGET))
    assert f"| names, {label} | {found} |" in TEXT
    assert place == "mixed" or int(found.split()[0]) <= 30


# What can be concluded


def confirmed(*marked):
    """Cleo, who marked some of Ana, Ben, Dai and Eva; Teo, vouched for by the first two; what Teo shows."""
    cleo, teo, *others = holders("Cleo Teo Ana Ben Dai Eva")
    cleo.meet(teo, *others)
    cleo.mark(*(others[place] for place in marked))
    for each in others[:2]:
        each.vouch(teo)
    return cleo, teo, others, [(teo.key, sending.mine_to_show(teo.book, MONTH))]


def test_counts_tell_who_brought_the_only_newcomer_of_a_quarter_until_it_is_over(tmp_path):
    cleo, teo, (ana, ben, *_), shown = confirmed(0, 1, 2, 3)
    for opened, found in (((), {(ana.key, teo.key), (ben.key, teo.key)}), ((2, 3), set())):
        folder = on_disk(tmp_path / str(len(opened)), cleo, FORGET, shown, [teo.key], opened)
        assert edges([seize(folder)]) == found


@pytest.mark.parametrize(("marked", "found"), [((0, 1), 2), ((0, 1, 2), 0), ((0, 2), 0)])
def test_where_all_who_are_marked_confirmed_somebody_it_is_plain_who_that_was(marked, found, tmp_path):
    cleo, _, _, shown = confirmed(*marked)
    assert len(edges([seize(on_disk(tmp_path / "one", cleo, FORGET, shown))])) == found


def test_what_ends_a_vouch_tells_nothing_in_two_saves_and_a_revocation_does_on_two_devices(tmp_path):
    cleo, teo, (ana, ben, *_), shown = confirmed(0, 1, 2, 3)
    one, other = (on_disk(tmp_path / name, cleo, FORGET, shown) for name in ("one", "other"))
    ben.withdraw(teo)
    withdrawn = [*sending.waiting(ben.book, cleo.key, MONTH)]
    for left, by, items in ((1, ben, withdrawn), (0, ana, [revocation.write(ana.root)])):
        with Vault.open(generations.unlock(one, PHRASE), cleo.chance) as opened:
            desk = Vouching(BookStore(opened, calendar_at(MONTH), cleo.chance))
            desk.take(((by.key, bundle.fill(items, bundle.LARGE)[0]),))
        assert len(kept(seize(one).books)) == left
    assert edges([seize(one)]) == edges([seize(other)]) == set()
    assert edges([seize(one), seize(other)]) == {(ana.key, teo.key)}
