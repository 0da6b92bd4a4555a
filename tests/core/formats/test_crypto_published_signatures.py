"""Ed25519 against the published edge cases: with our check of keys no ambiguous signature passes."""

from nacl import bindings
from nacl.exceptions import BadSignatureError

from p2pcard.core.formats import crypto
from p2pcard.errors import BadKey, BadSignature
from tests.published import octets, published, wycheproof


def verdict(key, message, signature):
    """None if a signature is accepted, or the kind of refusal."""
    try:
        crypto.verify(key, message, signature)
    except (BadKey, BadSignature) as refusal:
        return type(refusal)
    return None


def cctv(case):
    """The verdict about a case of CCTV, whose messages are text."""
    key, signature = octets(case, "key", "sig")
    return verdict(key, case["msg"].encode(), signature)


def test_of_914_edge_cases_exactly_the_ordinary_one_is_accepted():
    cases = published("ed25519/ed25519-cctv.json")["vectors"]
    assert len(cases) == 914
    accepted = [case for case in cases if cctv(case) is None]
    assert [case["flags"] for case in accepted] == [None]


def test_keys_with_a_part_of_small_order_are_refused_as_keys():
    cases = published("ed25519/ed25519-cctv.json")["vectors"]
    doubtful = {"low_order_A", "low_order_component_A", "non_canonical_A"}
    refused = [case for case in cases if doubtful & set(case["flags"] or ())]
    assert len(refused) > 500
    kinds = {cctv(case) for case in refused}
    assert kinds == {BadKey}


def test_none_of_the_twelve_cases_of_the_many_eddsas_is_accepted():
    cases = published("ed25519/ed25519-speccheck.json")["vectors"]
    assert len(cases) == 12
    for case in cases:
        key, message, signature = octets(case, "pub_key", "message", "signature")
        assert verdict(key, message, signature) is not None


def test_wycheproof_and_we_agree_about_every_signature():
    cases = wycheproof("ed25519/wycheproof-ed25519_test.json")
    assert len(cases) == 151
    for group, case in cases:
        key = bytes.fromhex(group["publicKey"]["pk"])
        message, signature = octets(case, "msg", "sig")
        accepted = verdict(key, message, signature) is None
        assert accepted == (case["result"] == "valid"), case["tcId"]


def test_without_the_check_of_the_key_the_library_accepts_more():
    cases = published("ed25519/ed25519-cctv.json")["vectors"]
    accepted = 0
    for case in cases:
        key, signature = octets(case, "key", "sig")
        try:
            bindings.crypto_sign_open(signature + case["msg"].encode(), key)
        except BadSignatureError:
            continue
        accepted += 1
    assert accepted == 43
