"""What stands in the folder primitives, computed again."""

from tests.second_reader import curve, sealing
from tests.second_reader.basics import derive, digest


def _digest(vector):
    assert digest(vector["tag"], *vector.each_bytes("part")) == vector.bytes("result")


def _derive(vector):
    result = derive(vector.bytes("key"), vector["tag"], *vector.each_bytes("part"))
    assert result == vector.bytes("result")


def _sign(vector):
    signature = curve.sign(vector.bytes("seed"), vector.bytes("message"))
    assert signature == vector.bytes("signature")
    curve.verify(curve.public_key(vector.bytes("seed")), vector.bytes("message"), signature)


def _check_key(vector):
    curve.check_key(vector.bytes("key"))


def _verify(vector):
    curve.verify(vector.bytes("key"), vector.bytes("message"), vector.bytes("signature"))


def _exchange(vector):
    result = sealing.exchange(vector.bytes("secret"), vector.bytes("public"))
    assert result == vector.bytes("result")


def _unseal(vector, opener=sealing.unseal, sealer=sealing.seal):
    key, nonce, context = (vector.bytes(name) for name in ("key", "nonce", "context"))
    message = opener(key, nonce, vector.bytes("sealed"), context)
    assert message == vector.bytes("message")
    assert sealer(key, nonce, message, context) == vector.bytes("sealed")


def _xunseal(vector):
    _unseal(vector, sealing.xunseal, sealing.xseal)


def _stretch(vector):
    cost = vector.number("memory"), vector.number("passes")
    assert sealing.stretch(vector.bytes("phrase"), vector.bytes("salt"), *cost) == vector.bytes("result")


PRIMITIVES = {
    "digest": _digest,
    "derive": _derive,
    "sign": _sign,
    "check-key": _check_key,
    "verify": _verify,
    "exchange": _exchange,
    "unseal": _unseal,
    "xunseal": _xunseal,
    "stretch": _stretch,
}


def check_primitives(vector):
    PRIMITIVES[vector["does"]](vector)
