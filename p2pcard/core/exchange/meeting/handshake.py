"""How a line to a meeting's host begins: who may come in (spec 7.7).

The length of a first message tells its pattern: 32 bytes are a plain NN, 48
an NNpsk0 under the invitation's token. Neither proves anything about the other
side; the phrase does that for all at once.
"""

from typing import Final

from p2pcard.core.exchange import noise
from p2pcard.core.exchange.noise import Channel, Handshake
from p2pcard.errors import CannotOpen

_PLAIN_SIZE: Final = 32
_INVITED_SIZE: Final = 48


def call(ephemeral: bytes, psk: bytes = b"") -> tuple[Handshake, bytes]:
    """Begin a member's handshake with a fresh 32-byte secret; `psk` is the invitation's, if there is one."""
    pattern = "NNpsk0" if psk else "NN"
    state = noise.begin(pattern, initiator=True, ephemeral=ephemeral, prologue=_prologue(pattern), psk=psk)
    return state.write()


def is_invited(first: bytes) -> bool:
    """Tell whether a first message has the form of one under an invitation; whether it opens shows later."""
    return len(first) == _INVITED_SIZE


def answer(first: bytes, ephemeral: bytes, psk: bytes, *, only_invited: bool) -> tuple[Channel, bytes]:
    """Answer a first message at the host; return the channel and the second message.

    Raises CannotOpen or BadKey for a device that gets no answer.
    """
    if is_invited(first):
        pattern = "NNpsk0"
    elif len(first) == _PLAIN_SIZE and not only_invited:
        pattern = "NN"
    else:
        raise CannotOpen
    key = psk if pattern == "NNpsk0" else b""
    state = noise.begin(pattern, initiator=False, ephemeral=ephemeral, prologue=_prologue(pattern), psk=key)
    state, _ = state.read(first)
    state, second = state.write()
    return state.finish(), second


def _prologue(pattern: str) -> bytes:
    return b"p2pcard/1/meet" + pattern.encode("ascii")
