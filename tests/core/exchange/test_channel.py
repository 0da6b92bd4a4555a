"""Whole messages over a channel: cut anywhere, they are never taken for a whole."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.exchange import channel
from p2pcard.core.exchange.channel import MESSAGE_LIMIT, PIECE_LIMIT, Inbox
from p2pcard.core.exchange.noise import Cipher
from p2pcard.errors import CannotOpen, Malformed
from tests.peers import seed_of

KEY = seed_of("channel")
FRESH = Inbox(Cipher(KEY))
SIZES = [
    0,
    1,
    PIECE_LIMIT - 1,
    PIECE_LIMIT,
    PIECE_LIMIT + 1,
    2 * PIECE_LIMIT,
    MESSAGE_LIMIT - 1,
    MESSAGE_LIMIT,
]


def message_of(size):
    return (b"0123456789abcdef!" * (size // 17 + 1))[:size]


def heard(inbox, frames):
    """The inbox after some frames, and the whole messages among them."""
    whole = []
    for frame in frames:
        inbox, message = inbox.take(frame)
        if message is not None:
            whole.append(message)
    return inbox, whole


def sealed(*plain):
    """Frames of any content, well sealed."""
    cipher, frames = Cipher(KEY), []
    for each in plain:
        cipher, frame = cipher.seal(each)
        frames.append(frame)
    return frames


def whole_cut(*parts):
    """The cipher behind a message, and all its frames."""
    cipher, frames = channel.cut(Cipher(KEY), *parts)
    return cipher, tuple(frames)


@pytest.mark.parametrize("size", SIZES)
def test_a_message_of_any_size_arrives_whole(size):
    message = message_of(size)
    cipher, frames = whole_cut(message)
    inbox, whole = heard(FRESH, frames)
    assert whole == [message]
    assert inbox == Inbox(cipher)
    assert len(frames) == max(1, -(-size // PIECE_LIMIT))
    assert all(len(frame) <= 65535 for frame in frames)


@pytest.mark.parametrize("size", SIZES)
def test_a_message_of_which_the_end_is_missing_is_never_whole(size):
    _, frames = whole_cut(message_of(size))
    for count in range(len(frames)):
        assert heard(FRESH, frames[:count])[1] == []


@given(st.lists(st.sampled_from([0, 1, 4112, PIECE_LIMIT - 1, PIECE_LIMIT, 2 * PIECE_LIMIT]), max_size=4))
def test_a_message_in_parts_has_the_frames_of_the_whole_one(sizes):
    parts = [message_of(size) for size in sizes]
    assert whole_cut(*parts) == whole_cut(b"".join(parts))


def test_a_large_message_is_neither_put_together_nor_sealed_before_its_frames_are_asked_for():
    parts = [message_of(4112)] * 249
    tracemalloc.start()
    try:
        _, frames = channel.cut(Cipher(KEY), *parts)
        for _ in frames:
            assert tracemalloc.get_traced_memory()[1] < 8 * PIECE_LIMIT
    finally:
        tracemalloc.stop()


def test_a_message_whose_sending_was_broken_off_is_never_taken_for_the_beginning_of_the_next():
    cipher, frames = channel.cut(Cipher(KEY), message_of(3 * PIECE_LIMIT))
    inbox, _ = heard(FRESH, [next(frames)])
    with pytest.raises(CannotOpen):
        heard(inbox, channel.cut(cipher, b"the next one")[1])


def test_a_cut_frame_is_refused_wherever_it_is_cut():
    _, frames = whole_cut(b"a short message")
    for size in range(len(frames[0])):
        with pytest.raises(CannotOpen):
            FRESH.take(frames[0][:size])


def test_frames_that_are_missing_swapped_doubled_or_altered_are_refused():
    _, (one, two, three) = channel.cut(Cipher(KEY), message_of(2 * PIECE_LIMIT + 5))
    for frames in ([two, three], [one, three], [one, one], [three], [one, two[:-1] + bytes((two[-1] ^ 1,))]):
        with pytest.raises(CannotOpen):
            heard(FRESH, frames)


@given(st.lists(st.binary(max_size=50), max_size=6))
def test_messages_arrive_one_after_the_other(messages):
    cipher, inbox, whole = Cipher(KEY), FRESH, []
    for message in messages:
        cipher, frames = channel.cut(cipher, message)
        inbox, found = heard(inbox, frames)
        whole += found
    assert whole == messages


def test_a_refused_frame_changes_nothing():
    _, (frame,) = channel.cut(Cipher(KEY), b"hello")
    with pytest.raises(CannotOpen):
        FRESH.take(bytes(len(frame)))
    assert FRESH.take(frame)[1] == b"hello"


def test_one_byte_above_the_limit_is_refused():
    _, frames = channel.cut(Cipher(KEY), message_of(MESSAGE_LIMIT + 1))
    with pytest.raises(Malformed):
        heard(FRESH, frames)


def test_pieces_without_an_end_are_refused_at_the_limit():
    frames = sealed(*[b"\0" + message_of(PIECE_LIMIT)] * 17)
    inbox, whole = heard(FRESH, frames[:16])
    assert (len(inbox.pieces), whole) == (16 * PIECE_LIMIT, [])
    with pytest.raises(Malformed):
        inbox.take(frames[16])


@pytest.mark.parametrize("plain", [b"", b"\x02", b"\x02hello", b"\xffhello"])
def test_a_frame_without_a_mark_of_ours_is_refused(plain):
    with pytest.raises(Malformed):
        FRESH.take(sealed(plain)[0])


@pytest.mark.parametrize("size", [0, 1, PIECE_LIMIT - 1])
def test_a_piece_before_the_last_that_is_not_full_is_refused(size):
    with pytest.raises(Malformed):
        FRESH.take(sealed(b"\0" + bytes(size))[0])


def test_the_largest_message_of_a_meeting_fits():
    assert MESSAGE_LIMIT > 250 * (2304 + 16)
