"""A token is good for one try, a key for one page, and phrases from outside for three."""

import os

from p2pcard.web.gate import TRIES, Gate


def test_a_token_is_taken_once_and_only_the_newest():
    gate = Gate(os.urandom)
    older, newer = gate.new_token(), gate.new_token()
    assert older != newer
    assert len(newer) == 32
    assert gate.takes_token(newer)
    assert not gate.takes_token(newer)
    assert not gate.takes_token("")


def test_a_wrong_token_uses_up_the_right_one():
    gate = Gate(os.urandom)
    token = gate.new_token()
    assert not gate.takes_token(token[:-1] + ("0" if token[-1] != "0" else "1"))
    assert not gate.takes_token(token)


def test_a_key_is_known_until_another_one_is_given_or_the_gate_is_shut():
    gate = Gate(os.urandom)
    assert not gate.knows("")
    first = gate.let_in()
    second = gate.let_in()
    assert not gate.knows(first)
    assert gate.knows(second)
    assert not gate.knows("\udcff" + second[1:])
    gate.shut()
    assert not gate.knows(second)
    assert not gate.knows("")


def test_phrases_are_heard_three_times_until_one_is_right_or_a_link_is_taken():
    gate = Gate(os.urandom)
    assert all(gate.takes_try() for _ in range(TRIES))
    gate.forget_tries()
    heard = [gate.takes_try() for _ in range(TRIES + 2)]
    assert gate.takes_token(gate.new_token())
    assert [*heard, gate.takes_try()] == [True] * TRIES + [False, False, True]
