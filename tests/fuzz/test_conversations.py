"""The fuzzer's conversations go through every state, and their seeds notice a check that goes missing."""

from dataclasses import replace
from typing import Any

import pytest
from zeroconf import Zeroconf

from p2pcard.core.exchange import swap, swap_bundles
from p2pcard.core.exchange.meeting import comparing, host, host_rounds, member, opening
from p2pcard.core.statements import statement
from p2pcard.edge.lan import discovery
from p2pcard.edge.lan.line import Line
from p2pcard.edge.lan.multicast import Multicast
from tests import fuzzing_hosts, fuzzing_promises, fuzzing_swaps
from tests.fuzzing import judge
from tests.fuzzing_conversations import CONVERSATION, PIECES, flat, joined, pieces
from tests.fuzzing_targets import TARGETS


def seen(monkeypatch, module, name):
    """The states that the seeds of a target go through."""
    states: set[type] = set()
    step, seeds = module.step, TARGETS[name].seeds()

    def noted(state, event):
        after = step(state, event)
        states.update((type(state), type(after[0])))
        return after

    monkeypatch.setattr(module, "step", noted)
    for seed in seeds:
        judge(replace(TARGETS[name], seconds=60.0), seed)
    return states


def test_seeds_go_through_every_state(monkeypatch):
    assert seen(monkeypatch, member, "member") == {*fuzzing_promises.ORDER}
    assert seen(monkeypatch, host, "host") == {*fuzzing_hosts.ORDER}
    for side in ("swap-shower", "swap-scanner"):
        assert seen(monkeypatch, swap, side) == {*fuzzing_swaps.NEXT}


def test_an_honest_conversation_ends_in_what_both_keep():
    for name in ("member", "swap-shower", "swap-scanner"):
        told: Any = TARGETS[name].parse(TARGETS[name].seeds()[0])
        _, ((arrival,),) = told
        assert statement.read(bytes(arrival.card)) == arrival.card


def test_pieces_are_written_as_they_were_read_and_whatever_became_of_them_is_a_case():
    rows = [b"\x02\x00\x02", b"\x85", b"a" * 300]
    assert pieces(joined(rows)) == rows
    assert CONVERSATION.dumps(CONVERSATION.loads(joined(rows))) == joined(rows)
    assert pieces(joined(rows)[:-1]) == [*rows[:2], b"a" * 299]
    assert pieces(flat((rows[0], ((rows[1], 7), None), "x"))) == [*rows[:2], b"\x07"]
    assert len(pieces(flat((rows,) * PIECES))) == PIECES


def nothing(*_, **__):
    """In place of a check: it never refuses."""


def yes(*_, **__):
    """In place of a question: all is well."""
    return True


@pytest.mark.parametrize(("name", "where", "what", "instead"), [
    ("member", opening, "check_listing", nothing), ("member", comparing, "check_oks", nothing),
    ("member", comparing, "is_fewer", yes), ("member", member, "_signed", yes),
    ("host", host, "_fits", yes), ("host", host_rounds, "_fits", yes), ("host", host, "MOST", 1000),
    ("swap-shower", swap_bundles, "_is_bundle", yes), ("swap-scanner", swap_bundles, "BUNDLES", 1000),
    ("stream", Line, "receive", lambda line: line._reader.readexactly(1)),
    ("discovery", Multicast, "async_send", Zeroconf.async_send), ("discovery", discovery, "_LIMIT", 1000),
])  # fmt: skip
def test_a_check_that_is_taken_out_is_noticed(name, where, what, instead, monkeypatch):
    target = replace(TARGETS[name], seconds=60.0)
    assert {judge(target, seed)[0] for seed in target.seeds()} == {""}
    monkeypatch.setattr(where, what, instead)
    assert "crash" in {judge(target, seed)[0] for seed in target.seeds()}
