"""How often a device that nobody in the room holds is passed over, counted in two ways, by people who slip.

A model and no measurement of people. Twelve devices take part, eleven in
hands, and the one that reads aloud is honest. People who press on do what
their device wants to go on; all others do what their screen says. Counting
off, one head in so many is said twice or left out.

Heads: people count off in the order of seats, and each of ten types the last
number that was said. People who press on type it, too: nobody is told which
number the device wants. The next number is taken behind another count, and
the third different one ends it.

Numbers: each says the number on their screen, which says of how many, and
confirms with yes. The device in nobody's hands leaves a gap, and people
who press on confirm all the same. Where it has the last number but the
reader's, it alone is shown the answer, and the reader waits for it.
"""

import random
from collections.abc import Callable
from functools import partial
from typing import Final

from p2pcard.core.exchange.meeting.comparing import TRIES

RUNS: Final = 20_000
HEADS: Final = 11
SLIPS: Final = 500  # one head in so many is counted twice or left out
MISHEARD: Final = 200  # one number in so many is typed as another one beside it
LIMIT: Final = 0.05  # of the runs in which a room counts heads
PRESSING_ON: Final = (0.0, 0.5, 0.8, 0.95, 1.0)  # the share of people who do


def run() -> bool:
    """Print the share of runs that go on with one device too many, and what both ways cost without one."""
    chance = random.Random(12)  # noqa: S311  # a model, and the same each time
    print(f"{HEADS} people, {HEADS + 1} devices: {RUNS:,} runs each that went on all the same")
    print(f"{'who press on':<16}{'heads':>10}{'numbers':>10}{'limit':>8}")
    kept = True
    for share in PRESSING_ON:
        heads = _share(lambda: by_heads(chance, HEADS + 1)[0])
        numbers = _share(partial(by_numbers, chance, share))
        kept = kept and heads <= LIMIT
        print(f"{share:<16.0%}{heads:>10.2%}{numbers:>10.2%}{LIMIT:>8.0%}")
    ended = 1 - _share(lambda: by_heads(chance, HEADS)[0])
    again = _share(lambda: by_heads(chance, HEADS)[1] > 1)
    print(f"Without a device too many, heads were counted again in {again:.2%} and it ended in {ended:.2%}.")
    return kept


def by_heads(chance: random.Random, devices: int) -> tuple[bool, int]:
    """Count heads; return whether each of those who type got through, and how often the room counted."""
    typing, counts = HEADS - 1, 0  # the reader types the answer
    while typing and counts < TRIES:
        counts += 1
        said = counted(chance)
        typing = sum(heard(chance, said) != devices for _ in range(typing))
    return not typing, counts


def counted(chance: random.Random) -> int:
    """Return the last number that a room says."""
    slips = (chance.choice((-1, 1)) for _ in range(HEADS) if chance.randrange(SLIPS) == 0)
    return HEADS + sum(slips)


def heard(chance: random.Random, said: int) -> int:
    """Return the number that one person types."""
    return said + (chance.choice((-1, 1)) if chance.randrange(MISHEARD) == 0 else 0)


def by_numbers(chance: random.Random, pressing_on: float) -> bool:
    """Say the devices' own numbers; return whether nobody minds the gap, and there is an answer."""
    last = chance.randrange(HEADS) == 0  # of the eleven that do not read
    return not last and all(chance.random() < pressing_on for _ in range(HEADS - 1))


def _share(happens: Callable[[], bool]) -> float:
    return sum(happens() for _ in range(RUNS)) / RUNS
