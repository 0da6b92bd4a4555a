"""What a value says of itself, in a traceback or a debugger, holds no secret."""

import pytest

from p2pcard.core.book import PairSecret
from p2pcard.core.exchange import Arrival
from p2pcard.core.invitation import Address, Invitation, SwapCode
from p2pcard.core.meeting.messages import Listing
from p2pcard.core.meeting.opening import Run, Self
from p2pcard.core.meeting.transcript import Fresh, Transcript
from p2pcard.core.noise import Channel, Cipher, Handshake
from p2pcard.core.phrase import Mode
from p2pcard.core.sealed import RECOVERY, Head, What
from p2pcard.core.swap import Role, Side
from p2pcard.edge.keyring import Keyring
from tests.peers import card_of

SECRET = b"known to no more than two people"
OPEN = bytes(32)
HERE = Address("127.0.0.1", 9)
CHANNEL = Channel(Cipher(SECRET), Cipher(SECRET), OPEN, SECRET)
ME = Self(card_of("Ana"), bytes, False, Fresh(SECRET, SECRET, SECRET, SECRET, SECRET))


@pytest.mark.parametrize(
    "holder",
    [
        Handshake("NNpsk0", True, SECRET, SECRET, OPEN, SECRET, SECRET, OPEN, Cipher(SECRET)),
        Side(Role.SHOWER, card_of("Ana"), bytes, False, CHANNEL),
        PairSecret(SECRET),
        Arrival(0, card_of("Ana"), SECRET),
        SwapCode(OPEN, SECRET, Mode.WORDS, HERE),
        Invitation(SECRET, HERE),
        Run(ME, Transcript(Listing(Mode.WORDS, 0, OPEN, ()), ()), 0, (SECRET, SECRET)),
        Keyring(Head(What.VAULT, OPEN), RECOVERY, SECRET, SECRET),
    ],
    ids=lambda holder: type(holder).__name__,
)
def test_what_a_value_says_of_itself_holds_no_secret(holder):
    assert SECRET.decode() not in repr(holder)
    assert type(holder).__name__ in repr(holder)
