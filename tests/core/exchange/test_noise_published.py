"""Noise against the published handshakes of cacophony and snow, every byte of both sides."""

import pytest

from p2pcard.core.exchange import noise
from tests.published import octets, published

FILES = ("noise-cacophony-25519_ChaChaPoly_BLAKE2b.json", "noise-snow-25519_ChaChaPoly_BLAKE2b.json")
SUITE = "_25519_ChaChaPoly_BLAKE2b"


def ours():
    """The vectors of the patterns that we speak."""
    for file in FILES:
        for vector in published(f"noise/{file}")["vectors"]:
            pattern = vector["protocol_name"].removeprefix("Noise_").removesuffix(SUITE)
            if pattern in noise.PATTERNS:
                yield pytest.param(pattern, vector, id=f"{file.split('-')[1]} {pattern}")


CASES = list(ours())


def test_the_two_patterns_are_among_the_published_ones():
    assert sorted(case.id for case in CASES) == [
        "cacophony NN",
        "cacophony NNpsk0",
        "snow NN",
    ]


def side(pattern, vector, who):
    """One side of a published handshake."""
    psks = vector.get(f"{who}_psks") or [""]
    return noise.begin(
        pattern,
        initiator=who == "init",
        ephemeral=bytes.fromhex(vector[f"{who}_ephemeral"]),
        prologue=bytes.fromhex(vector[f"{who}_prologue"]),
        psk=bytes.fromhex(psks[0]),
    )


@pytest.mark.parametrize(("pattern", "vector"), CASES)
def test_a_published_handshake_is_played_byte_for_byte(pattern, vector):
    first, second, *transport = [octets(message, "payload", "ciphertext") for message in vector["messages"]]
    anna, bela = side(pattern, vector, "init"), side(pattern, vector, "resp")
    for writer, (payload, ciphertext) in ((True, first), (False, second)):
        speaker, listener = (anna, bela) if writer else (bela, anna)
        speaker, message = speaker.write(payload)
        assert message == ciphertext
        listener, heard = listener.read(message)
        assert heard == payload
        anna, bela = (speaker, listener) if writer else (listener, speaker)
    annas, belas = anna.finish(), bela.finish()
    assert annas.binding == belas.binding
    assert annas.third == belas.third
    if "handshake_hash" in vector:
        assert annas.binding == bytes.fromhex(vector["handshake_hash"])
    _transport(transport, annas, belas)


def _transport(messages, annas, belas):
    assert len(messages) >= 2
    up, down = (annas.sending, belas.receiving), (belas.sending, annas.receiving)
    for number, (payload, ciphertext) in enumerate(messages):
        sending, receiving = down if number % 2 else up
        sending, message = sending.seal(payload)
        assert message == ciphertext
        receiving, heard = receiving.unseal(message)
        assert heard == payload
        if number % 2:
            down = sending, receiving
        else:
            up = sending, receiving
