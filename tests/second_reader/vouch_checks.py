"""What the second implementation makes of vouches, their companions, bundles and rules."""

from tests.second_reader import bundling, ruling, supporting, vouching
from tests.second_reader.cards import read_statement
from tests.second_reader.vectors import same


def check_vouch(vector):
    if vector["does"] == "handles":
        root, subject = vector.bytes("root"), vector.bytes("subject")
        for name, value in vouching.handles(root, subject, vector.number("sequence")).items():
            assert value == vector.bytes(name), name
        return
    assert vector["does"] == "read"
    vouch = vouching.read(vector.bytes("bytes"), "vouch")
    assert vouch.statement.id == vector.bytes("id")
    assert same(vouch.values, vector.structure("fields"))
    if "root" in vector:
        known = {name: vouch[name] for name in vouch.values if name not in ("key", "withdrawal", "void")}
        assert vouching.vouch_as(vector.bytes("root"), known) == vector.bytes("bytes")


def check_acceptance(vector):
    raw = vector.bytes("bytes")
    acceptance = vouching.read(raw, "acceptance")
    if vector["does"] == "read":
        assert acceptance.values == {"key": vector.bytes("key"), "id": vector.bytes("id")}
        return
    assert vector["does"] == "fits"
    other = read_statement(vector.bytes("of"))
    other = vouching.look_at(other, {2: "vouch", 4: "introduction"}[other.raw[1]])
    vouching.check_fits(acceptance, other)
    assert vouching.accept(vector.bytes("seed"), other) == raw


def check_introduction(vector):
    introduction = vouching.read(vector.bytes("bytes"), "introduction")
    assert same(introduction.values, vector.structure("fields"))
    if "seed" in vector:
        again = vouching.sign(vector.bytes("seed"), "introduction", introduction.values)
        assert again == vector.bytes("bytes")


def check_revocation(vector):
    revocation = vouching.read(vector.bytes("bytes"), "revocation")
    assert revocation.values == {"key": vector.bytes("key"), "void": vector.bytes("void")}
    if "root" in vector:
        assert vouching.revoke(vector.bytes("root")) == vector.bytes("bytes")


def check_support(vector):
    if vector["does"] == "open":
        opened = supporting.open_blob(*map(vector.bytes, ("secret", "signer", "blob")))
        assert {"yes": True, "no": False}[vector["for-me"]] == (opened is not None)
        assert opened is None or opened == (vector.bytes("vouch"), vector.bytes("acceptance"))
        return
    vouch, acceptance = vector.bytes("vouch"), vector.bytes("acceptance")
    if vector["does"] == "room":
        assert supporting.has_room(vouch, acceptance) == {"yes": True, "no": False}[vector["fits"]]
        return
    assert vector["does"] == "seal"
    lock = supporting.lock_of(*map(vector.bytes, ("secret", "signer", "nonce")))
    assert supporting.write_blob(lock, vouch, acceptance) == vector.bytes("blob")


def check_bundle(vector):
    items = bundling.read_bundle(vector.bytes("bytes"))
    assert same(items, vector.structure("items"))
    assert bundling.write_bundle(items) == vector.bytes("bytes")


def check_rule(vector):
    rule = ruling.read_rule(vector.text("text"))
    assert rule == {name: vector.number(name) for name in ("people", "budget", "probation")}
    assert (ruling.write_rule(rule) == vector.text("text")) == ("writes" in vector)


CHECKS = {
    "vouch": check_vouch,
    "acceptance": check_acceptance,
    "introduction": check_introduction,
    "revocation": check_revocation,
    "support": check_support,
    "bundle": check_bundle,
    "rule": check_rule,
}
