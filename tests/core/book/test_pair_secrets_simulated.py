"""Two people exchange cards again and again, and whatever is lost on the way, they never lose their secret.

A search through all that can become of what two devices hold: each message of a
meeting or a swap is lost or not, in every combination, and the rules of the book
say what follows. What a host withholds is lost, too.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import TypeAlias

import pytest

from p2pcard.core.book import pair_secrets
from p2pcard.core.book.pair_secrets import SECRETS_LIMIT, PairSecret, Secrets

Both: TypeAlias = tuple[Secrets, Secrets]
Add: TypeAlias = Callable[[Secrets, bytes], Secrets]
Lost: TypeAlias = tuple[tuple[bool, bool], tuple[bool, bool], tuple[bool, bool]]
NEW = b"\xff" * 32  # the secret of the exchange that goes on
YES = (True, True)
UNDISTURBED: Lost = (YES, YES, YES)


@cache
def tags(held: Secrets) -> frozenset[bytes]:
    """What one tells the other in this exchange."""
    return frozenset(pair_secrets.tags(held, b"binding"))


@cache
def compare(held: Secrets, before: Secrets, theirs: frozenset[bytes]) -> Secrets:
    """What is left when the other told of what they hold."""
    return pair_secrets.compare(held, before, b"binding", theirs)


def exchange(before: Both, came: Lost, first: int | None = None, add: Add = pair_secrets.add) -> Both:
    """What both hold behind an exchange in which each of the two got card, receipt and tags, or not.

    A side names the other's card in its receipt only with its secret. The tags go both ways at once,
    or one side (`first`) tells its own before the other's are there, and the other behind them.
    """
    cards, receipts, told = came
    held = [add(mine, NEW) if card else mine for mine, card in zip(before, cards, strict=True)]
    named = [pair_secrets.holds(mine, NEW) for mine in held]
    for me in (0, 1):
        if receipts[me] and cards[1 - me] and named[1 - me] and cards[me]:
            held[me] = pair_secrets.confirm(held[me], NEW)
    said = [tags(mine) for mine in held]
    for me in (0, 1) if first is None else (1 - first, first):
        if told[me] and all(cards):
            held[me] = compare(held[me], before[me], said[1 - me])
            if first is not None:
                said[me] = tags(held[me])
    return relabelled((held[0], held[1]))


def meetings() -> Iterator[Lost]:
    """All that may come of a meeting: a host passes each box, receipt and bundle on, or does not."""
    ways = tuple(product((True, False), repeat=2))
    yield from product(ways, ways, ways)


def swaps() -> Iterator[Lost]:
    """All that may come of a swap: CARD, OK and BUNDLE in each direction, until the line breaks.

    A side sends its OK behind its save, and its BUNDLE when the other's OK came.
    """
    for mine, theirs in product(range(4), repeat=2):
        sent = [1, 1]
        while True:
            come = (min(mine, sent[1]), min(theirs, sent[0]))  # of what the other side sent
            more = [1 + (come[me] >= 1) + (come[me] >= 2) for me in (0, 1)]
            if more == sent:
                break
            sent = more
        yield tuple((come[0] > kind, come[1] > kind) for kind in range(3))  # type: ignore[misc]  # three pairs


PATTERNS = tuple(meetings())


def relabelled(both: Both) -> Both:
    """The same with other secrets: only the order counts, and what both hold."""
    found = sorted({each.secret for held in both for each in held})
    names = {secret: bytes((number + 1,)) * 32 for number, secret in enumerate(found)}
    one, other = (tuple(PairSecret(names[e.secret], e.confirmed) for e in held) for held in both)
    return one, other


def newest_of_both(both: Both) -> bytes:
    """The newest secret that both hold, or nothing."""
    one, other = ({each.secret for each in held} for held in both)
    return max(one & other, default=b"")


def following(both: Both, add: Add = pair_secrets.add) -> Iterator[Both]:
    """All that both may hold after one exchange more."""
    for came in PATTERNS:
        for first in (None, 0, 1) if came[2] == YES else (None,):
            yield exchange(both, came, first, add)


def loses(before: Both, after: Both) -> bool:
    """Whether two people had a secret and have none."""
    return bool(newest_of_both(before)) and not newest_of_both(after)


def search(starts: set[Both], exchanges: int) -> tuple[set[Both], int]:
    """Go through all that both may hold; return that, and how many steps were looked at."""
    reached, edge, steps = set(starts), set(starts), 0
    for _ in range(exchanges):
        found = set()
        for before in edge:
            for after in following(before):
                steps += 1
                assert not loses(before, after), (before, after)
                assert max(map(len, after)) <= SECRETS_LIMIT + 1
                assert all(not each.confirmed for held in after for each in held[1:])
                found.add(after)
        edge = found - reached
        reached |= found
    return reached, steps


def sticks(both: Both) -> bool:
    """Whether two exchanges in which nothing is lost leave anything but one secret that both know of."""
    for _ in range(2):
        both = exchange(both, UNDISTURBED)
    return both != ((PairSecret(b"\x01" * 32, confirmed=True),),) * 2


def waiting(*numbers: int, confirmed: int = 0) -> Secrets:
    """Secrets by their numbers, of which none is confirmed but the one that is named."""
    older = (PairSecret(bytes((confirmed,)) * 32, confirmed=True),) if confirmed else ()
    return (*older, *(PairSecret(bytes((number,)) * 32) for number in numbers))


def test_a_swap_that_breaks_comes_to_nothing_else_than_a_meeting_may():
    assert set(swaps()) < set(PATTERNS)
    assert UNDISTURBED in set(swaps())


def test_whatever_is_lost_in_six_exchanges_two_people_keep_a_secret_and_nothing_sticks():
    reached, steps = search({((), ())}, 6)
    assert [both for both in reached if sticks(both)] == []
    assert (len(reached), steps) == (2901, 92064)  # else it was another search


FULL = range(2, 18)
STARTS = {
    "sixteen receipts withheld": (waiting(*FULL, confirmed=1), waiting(*FULL, confirmed=1)),
    "sixteen receipts withheld from one": (waiting(*FULL, confirmed=1), waiting(17, confirmed=16)),
    "fifteen": (waiting(*range(2, 17), confirmed=1), waiting(*range(2, 17), confirmed=1)),
    "one restored from a copy": (waiting(*FULL, confirmed=1), ()),
    "one restored, later": (waiting(*FULL, confirmed=1), waiting(18, 19)),
    "both full of what the other lacks": (waiting(*range(2, 34, 2)), waiting(*range(3, 35, 2))),
}


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
def test_where_sixteen_wait_nothing_is_lost_either_and_nothing_sticks(start):
    reached, _ = search({relabelled(start)}, 3)
    assert [both for both in reached if sticks(both)] == []


def test_whatever_one_device_goes_back_to_nothing_sticks_and_a_new_secret_is_kept():
    reached, _ = search({((), ())}, 3)
    restored: set[Both] = {((), both[1]) for both in reached}
    for before in reached:
        restored |= {(before[0], after[1]) for after in following(before)}
    found, _ = search({relabelled(both) for both in restored}, 2)
    assert [both for both in found if sticks(both)] == []


def earlier(held: Secrets, secret: bytes) -> Secrets:
    """A rule that loses: of more than four that are not confirmed the oldest goes."""
    open_ones = [each for each in held if not each.confirmed]
    kept = [each for each in held if len(open_ones) < 4 or each is not open_ones[0]]
    return (*kept, PairSecret(secret))


def test_a_lost_ok_and_four_lost_cards_leave_a_secret_which_a_rule_that_drops_the_oldest_loses():
    no = (False, False)
    lost_ok, lost_card = (YES, (True, False), no), ((False, True), no, no)
    for add in (pair_secrets.add, earlier):
        both = exchange(((), ()), UNDISTURBED, add=add)
        for came in (lost_ok, *[lost_card] * 4):
            both = exchange(both, came, add=add)
        assert bool(newest_of_both(both)) == (add is pair_secrets.add)
