"""How a line to the host begins: with an invitation or without, and not at all (spec 7.7)."""

import pytest

from p2pcard.core.exchange.meeting import handshake
from p2pcard.core.formats import crypto
from p2pcard.errors import (
    CannotOpen,
)
from tests.peers import chance_of


@pytest.mark.parametrize("invited", [False, True])
def test_a_line_to_the_host_opens_with_or_without_an_invitation(invited):
    psk = crypto.digest("p2pc-invite", bytes(16)) if invited else b""
    begun, first = handshake.call(chance_of("guest")(32), psk)
    assert len(first) == (48 if invited else 32)
    host, second = handshake.answer(
        first, chance_of("host")(32), crypto.digest("p2pc-invite", bytes(16)), only_invited=False
    )
    state, _ = begun.read(second)
    assert state.finish().binding == host.binding


def test_behind_a_closed_door_an_uninvited_guest_gets_no_answer():
    _, first = handshake.call(chance_of("guest")(32))
    with pytest.raises(CannotOpen):
        handshake.answer(first, chance_of("host")(32), bytes(32), only_invited=True)
