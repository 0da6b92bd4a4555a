"""How often somebody who stands between the two people of a swap wins: real handshakes, 2,000,000 relays.

A relay has one channel towards a scanner, who took the relay's code, and one
towards a shower. Nothing can be drawn twice, so a relay is any pair of these:
each of `SCANNERS` channels with each of `SHOWERS` is one. Any two pairs are
independent, so the count has the mean and the spread of as many relays of
their own. A relay wins in a direction where what one honest person says is
what the other one's screen asks for.

The odds are those of docs/spec.md, section 13: with 16 bits each way 30.5 are
expected, and 12 to 52 are all but one case in a thousand. With the words cut
to 4 bits it is one in 16.
"""

import os
from collections import Counter
from typing import Final

from p2pcard.core.exchange import swap
from p2pcard.core.exchange.invitation import Address
from p2pcard.core.exchange.noise import Channel
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import Role

SCANNERS: Final = 2000
SHOWERS: Final = 1000
BITS: Final = 16
FEW_BITS: Final = 4
LEAST, MOST = 12, 52  # of 2,000,000, in each direction
FEW_LEAST, FEW_MOST = 15.2, 16.8  # one in so many, with the words cut


def run() -> bool:
    """Print how many relays win; return whether it is what chance alone gives."""
    towards_scanners = [_channel() for _ in range(SCANNERS)]
    towards_showers = [_channel() for _ in range(SHOWERS)]
    relays, kept = SCANNERS * SHOWERS, []
    print(f"{'a relay with a code of its own':<44}{'relays':>12}{'wins':>10}{'one in':>10}{'limits':>16}")
    for role, who in ((Role.SCANNER, "scanner"), (Role.SHOWER, "shower")):
        wins = _wins(towards_scanners, towards_showers, role, BITS)
        kept.append(LEAST <= wins <= MOST)
        _row(f"what the {who} says", relays, wins, f"{LEAST} to {MOST}", kept=kept[-1])
        wins = _wins(towards_scanners, towards_showers, role, FEW_BITS)
        kept.append(FEW_LEAST <= relays / wins <= FEW_MOST)
        limits = f"{FEW_LEAST} to {FEW_MOST}"
        _row(f"what the {who} says, cut to {FEW_BITS} bits", relays, wins, limits, kept=kept[-1])
    return all(kept)


def _channel() -> Channel:
    """Return a channel of a fresh code: its shower or its scanner is the relay, which makes no difference."""
    secret = os.urandom(32)
    code = swap.code_for(secret, Address("192.0.2.7", 4711))
    _, first = swap.call(code, os.urandom(32))
    return swap.answer(code, secret, first)[0]


def _wins(ones: list[Channel], others: list[Channel], role: Role, bits: int) -> int:
    """Count the pairs in which the first `bits` of what a role says are the same."""
    mine, theirs = (
        Counter(int(swap.said(each, role, Mode.DIGITS)[0]) >> BITS - bits for each in channels)
        for channels in (ones, others)
    )
    return sum(count * theirs[said] for said, count in mine.items())


def _row(name: str, relays: int, wins: int, limits: str, *, kept: bool) -> None:
    over = "" if kept else "  OUTSIDE"
    print(f"{name:<44}{relays:>12,}{wins:>10,}{relays / max(wins, 1):>10,.1f}{limits:>16}{over}")
