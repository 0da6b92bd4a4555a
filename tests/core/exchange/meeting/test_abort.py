"""Why a run ends early: each number in ABORT is one refusal, and back."""

from p2pcard.core.exchange.meeting import abort
from p2pcard.errors import (
    MeetingEnded,
)


def test_every_reason_has_its_refusal_and_back():
    for why in abort.Why:
        assert isinstance(abort.refusal(why), MeetingEnded)
        assert abort.code(abort.refusal(why)) is why
