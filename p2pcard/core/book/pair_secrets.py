"""What two people share since a swap or meeting, until the other is known to hold a newer one (spec 9.3).

Nothing drops a secret but the confirmation of a newer one, and the other's own word that they do
not hold it. So two devices never lose the last secret that both hold, whatever was lost on the way.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from p2pcard.core.formats import crypto
from p2pcard.core.statements.bundle import TAG_COUNT, TAG_SIZE

SECRETS_LIMIT: Final = TAG_COUNT - 1  # unconfirmed ones held beside the newest confirmed one


@dataclass(frozen=True, slots=True)
class PairSecret:
    """32 bytes that two people share since a swap or meeting; confirmed: the other side holds it too."""

    secret: bytes = field(repr=False)
    confirmed: bool = False


Secrets: TypeAlias = tuple[PairSecret, ...]  # oldest first


@dataclass(frozen=True, slots=True)
class Before:
    """The pair secrets that were held when an exchange began, by the key of each person in it.

    `binding` is h of a swap (64 bytes) or T of a meeting (32): in another exchange a tag is another one.
    """

    binding: bytes = field(repr=False)
    secrets: Mapping[bytes, Secrets] = field(repr=False)


def holds(held: Secrets, secret: bytes) -> bool:
    """Tell whether a secret is among these."""
    return any(each.secret == secret for each in held)


def add(held: Secrets, secret: bytes) -> Secrets:
    """Add a secret, not confirmed; where sixteen of these wait already, it is not taken."""
    waiting = sum(not each.confirmed for each in held)
    return held if holds(held, secret) or waiting >= SECRETS_LIMIT else (*held, PairSecret(secret))


def confirm(held: Secrets, secret: bytes) -> Secrets:
    """Mark a secret as confirmed and erase every older one; one that is not held changes nothing."""
    if not holds(held, secret):
        return held
    place = [each.secret for each in held].index(secret)
    return (PairSecret(secret, confirmed=True), *held[place + 1 :])


def tags(held: Secrets, binding: bytes) -> tuple[bytes, ...]:
    """Return the tag of each of these in one exchange, in their order."""
    return tuple(crypto.digest("p2pc-held", each.secret, binding)[:TAG_SIZE] for each in held)


def compare(held: Secrets, before: Secrets, binding: bytes, theirs: Collection[bytes]) -> Secrets:
    """Return what is left of `held` once the other's tags are known.

    The newest secret that both hold is confirmed. What was held before this exchange and the other
    does not hold opens nothing any more, and is dropped so that it does not take a place for ever.
    """
    common = [each.secret for each, tag in zip(held, tags(held, binding), strict=True) if tag in theirs]
    left = confirm(held, common[-1]) if common else held
    return tuple(each for each in left if each.secret in common or not holds(before, each.secret))
