"""What a bundle brought, as values: words are the shell's part (spec section 16.2)."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class VouchOffered:
    """Somebody vouches for me, and waits for my acceptance."""

    by: bytes


@dataclass(frozen=True, slots=True)
class VouchAccepted:
    """Somebody accepted my vouch for them."""

    subject: bytes


@dataclass(frozen=True, slots=True)
class VouchShown:
    """I was shown that one person vouches for another; `by` may be somebody whose card I do not hold."""

    by: bytes
    subject: bytes


@dataclass(frozen=True, slots=True)
class IntroductionOffered:
    """A contact wants to introduce me to somebody of this name; `again`: so does another contact.

    `id` is that of the introduction.
    """

    id: bytes
    by: bytes
    name: str
    again: bool


@dataclass(frozen=True, slots=True)
class IntroductionAccepted:
    """Somebody agreed to an introduction that I offered."""

    by: bytes


@dataclass(frozen=True, slots=True)
class IntroducedNow:
    """I hold the card of a person that a contact introduced me to."""

    by: bytes
    key: bytes


@dataclass(frozen=True, slots=True)
class RevokedNow:
    """The owner of a key declared it dead."""

    key: bytes


@dataclass(frozen=True, slots=True)
class RenewNow:
    """Something that somebody's standing rested on has ended: they are to be asked to show it again."""

    key: bytes


@dataclass(frozen=True, slots=True)
class AskAgain:
    """A vouch about me has ended: its author is to be asked for another."""

    by: bytes


@dataclass(frozen=True, slots=True)
class VouchOffMonth:
    """Somebody vouches for me with a month that cannot be right here: of two clocks one is wrong."""

    by: bytes
    month: int


News: TypeAlias = (
    VouchOffered | VouchAccepted | VouchShown | IntroductionOffered | IntroductionAccepted
    | IntroducedNow | RevokedNow | RenewNow | AskAgain | VouchOffMonth
)  # fmt: skip
