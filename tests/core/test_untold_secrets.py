"""What a value says of itself, in a traceback or a debugger, holds no secret."""

import pytest

from p2pcard.core.book.pair_secrets import Before, PairSecret
from p2pcard.core.exchange.events import Again, Arrival, Heard, Keep
from p2pcard.core.exchange.invitation import Address, Invitation, SwapCode
from p2pcard.core.exchange.meeting.events import NumberNow, PhraseNow
from p2pcard.core.exchange.meeting.messages import Listing
from p2pcard.core.exchange.meeting.opening import MeetingMine, Run
from p2pcard.core.exchange.meeting.transcript import Fresh, Transcript
from p2pcard.core.exchange.noise import Channel, Cipher, Handshake
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import Role, Side, WordsNow
from p2pcard.core.formats.sealed import RECOVERY, Head, What
from p2pcard.core.statements.bundle import HeldSecrets
from p2pcard.edge.store.keyring import Keyring
from p2pcard.service.live.person import CodeNow, InvitationNow
from tests.peers import card_of

SECRET = b"known to no more than two people"
OPEN = bytes(32)
HERE = Address("127.0.0.1", 9)
CHANNEL = Channel(Cipher(SECRET), Cipher(SECRET), OPEN, SECRET)
ME = MeetingMine(card_of("Ana"), bytes, False, Fresh(SECRET, SECRET, SECRET, SECRET, SECRET))


@pytest.mark.parametrize(
    "holder",
    [
        Handshake("NNpsk0", True, SECRET, SECRET, SECRET, OPEN, Cipher(SECRET)),
        Side(card_of("Ana"), bytes, False, Role.SHOWER, CHANNEL),
        PairSecret(SECRET),
        Arrival(0, card_of("Ana"), SECRET),
        Keep((), SECRET),
        Before(SECRET, {SECRET: (PairSecret(SECRET),)}),
        HeldSecrets((SECRET,)),
        SwapCode(SECRET, HERE),
        Invitation(SECRET, HERE),
        Run(ME, Transcript(Listing(Mode.WORDS, 0, OPEN, ()), ()), 0, (SECRET, SECRET)),
        Keyring(Head(What.VAULT, OPEN), RECOVERY, SECRET, SECRET),
        PhraseNow((SECRET.decode(),), Mode.WORDS, False),
        NumberNow(1, SECRET.decode()),
        WordsNow((SECRET.decode(),), Mode.WORDS),
        Heard(SECRET.decode()),
        Again(differs=True, left=2, typed=SECRET.decode()),
        CodeNow(SECRET),
        InvitationNow(SECRET),
    ],
    ids=lambda holder: type(holder).__name__,
)
def test_what_a_value_says_of_itself_holds_no_secret(holder):
    assert SECRET.decode() not in repr(holder)
    assert type(holder).__name__ in repr(holder)
