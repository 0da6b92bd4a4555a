"""Each message of a meeting is written in one form, and read as what it was (spec 7.3)."""

import pytest

from p2pcard.core.exchange.meeting import messages, reading
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.phrase import Mode

C, BOX = tuple(bytes((n,)) * 32 for n in range(1, 4)), tuple(bytes((n,)) * 48 for n in range(1, 4))
SIGNED, OPENED = tuple(bytes((n,)) * 64 for n in range(1, 3)), tuple(bytes((n,)) * 128 for n in range(1, 3))
FORMS = [
    (messages.Join(C[0], digits=False, large=False), b"\x01\x01\x00" + C[0]),
    (messages.Join(C[0], digits=True, large=False), b"\x01\x01\x01" + C[0]),
    (messages.Join(C[0], digits=False, large=True), b"\x01\x01\x02" + C[0]),
    (messages.People(258), b"\x02\x01\x02"),
    (messages.Read(), b"\x03"),
    (messages.Reader(b""), b"\x04"),
    (messages.Reader(C[1]), b"\x04" + C[1]),
    (messages.Listing(Mode.DIGITS, 1, C[1], C), b"\x05\x01\x01\x01" + C[1] + b"".join(C)),
    (messages.Open(OPENED[0]), b"\x06" + OPENED[0]),
    (messages.Opens(OPENED), b"\x07" + b"".join(OPENED)),
    (messages.Seal(b"sealed"), b"\x08sealed"),
    (messages.Seals((b"one", b"two")), b"\x09\x00\x02onetwo"),
    (messages.Ok((0, 258), SIGNED[0]), b"\x0a\x00\x02\x00\x00\x01\x02" + SIGNED[0]),
    (messages.Oks((0, 2), SIGNED), b"\x0b\x00\x02\x00\x00\x00\x02" + b"".join(SIGNED)),
    (messages.Keys(BOX), b"\x0c" + b"".join(BOX)),
    (messages.Boxes(BOX), b"\x0d" + b"".join(BOX)),
    (messages.Receipt(1, (0, 2), SIGNED[0]), b"\x0e\x00\x01\x00\x02\x00\x00\x00\x02" + SIGNED[0]),
    (messages.Without((1,)), b"\x10\x00\x01\x00\x01"),
    (messages.Abort(Why.LEFT, 3), b"\x11\x07\x00\x03"),
    (messages.Want(1), b"\x12\x01"),
    (messages.Round(0), b"\x13\x00"),
    (messages.Bundles((b"box", b"two")), b"\x14\x00\x02boxtwo"),
]


@pytest.mark.parametrize(("message", "data"), FORMS, ids=lambda each: type(each).__name__)
def test_a_message_has_these_bytes_and_is_read_from_them(message, data):
    assert bytes(message) == data
    assert reading.read(data) == message


def test_receipts_travel_together_as_they_were_signed():
    receipts = (messages.Receipt(0, (1,), SIGNED[0]), messages.Receipt(1, (), SIGNED[1]))
    assert bytes(messages.Dones(receipts)) == b"\x0f" + b"".join(bytes(each)[1:] for each in receipts)
    assert reading.read(bytes(messages.Dones(receipts))) == messages.Dones(receipts)


@pytest.mark.parametrize("message", [message for message, _ in FORMS], ids=lambda each: type(each).__name__)
def test_the_pieces_of_a_message_are_the_message(message):
    assert b"".join(messages.parts(message)) == bytes(message)
