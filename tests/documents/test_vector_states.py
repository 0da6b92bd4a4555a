"""A vector of one machine reaches what its name speaks of, and is not over before its last event."""

import re

import pytest

from tests.vector_files import vectors

SPOKEN_OF = {  # the beginning of a name, and the state in which the case happens; the longest one counts
    "host_": "Gathering",
    "host_late_comer": "Opening",
    "host_opening": "Opening",
    "host_abort": "Sealing",
    "host_seal": "Sealing",
    "host_go_on": "Confirming",
    "host_late_talk": "Confirming",
    "host_ok": "Confirming",
    "host_reader_gone": "Confirming",
    "host_talk": "Confirming",
    "host_keys": "Keying",
    "host_receipts": "Receipting",
    "host_own": "Wanting",
    "host_own_left_early": "Receipting",
    "host_own_left_late": "Receipting",
    "host_own_abort_in_round": "Bundling",
    "host_own_left_in_round": "Bundling",
    "host_done": "Wanting",
    "host_done_late_in_round": "Bundling",
    "host_rests": "Bundling",
    "host_wants": "Wanting",
    "host_bundles": "Bundling",
    "host_bundles_early": "Wanting",
    "host_round": "Bundling",
    "host_slow": "Bundling",
    "member_list": "Waiting",
    "member_reader": "Waiting",
    "member_waiting": "Waiting",
    "member_opens": "Opened",
    "member_answer": "Comparing",
    "member_count": "Comparing",
    "member_leave_out": "Comparing",
    "member_oks": "Comparing",
    "member_phrase": "Comparing",
    "member_seals": "Comparing",
    "member_talk": "Comparing",
    "member_without": "Comparing",
    "member_keyed": "Keyed",
    "member_cards": "Keyed",
    "member_dropped_receipts": "Receiving",
    "member_passing": "MemberBundling",
    "side_": "Greeting",
    "side_bare": "Storing",
    "side_card": "Giving",
    "side_card_early": "Comparing",
    "side_card_untyped": "Typed",
    "side_digits": "Comparing",
    "side_dropped_while": "Storing",
    "side_good": "Sent",
    "side_handing": "SwapBundling",
    "side_hello_twice": "Comparing",
    "side_kept_": "Storing",
    "side_left": "Comparing",
    "side_long": "Sent",
    "side_more_letters": "Comparing",
    "side_no_receipt": "Sent",
    "side_no_words": "Comparing",
    "side_not_kept": "Storing",
    "side_ok_": "Storing",
    "side_other_receipt": "Sent",
    "side_own_words": "Comparing",
    "side_receipt": "Sent",
    "side_reflected": "Giving",
    "side_stop_while": "Storing",
    "side_stopped_words": "Comparing",
    "side_third_words": "Comparing",
    "side_typed": "Typed",
    "side_typed_first": "Greeting",
    "side_typed_long": "Comparing",
    "side_typed_second": "Comparing",
    "side_typed_twice": "Comparing",
    "side_wrong_words": "Comparing",
}
OVER = {"Ended", "MemberOver", "SwapOver"}
BEHIND_THE_END = "host_own_"  # what comes behind the end is told there, too
TOLD = {  # what a machine did
    *("is", "waits", "pauses", "confirms", "proposes", "looks", "packs", "unpacks", "finishes"),
    *("shows", "typed", "gives"),
}
ALONE = [
    vector
    for folder in ("meeting", "swap")
    for vector in vectors(folder)
    if vector.has("side") or (vector.has("machines") and vector.word("machines") in ("host", "member"))
]


def happens(vector, line):
    """Tell whether a line is an event: what a host tells, and what others send, is what its machine did."""
    verb = line.split()[1]
    by_machine = "<" if vector.has("machines") and vector.word("machines") == "host" else ">"
    return verb not in TOLD and verb != by_machine


def states_before_the_last_event(vector):
    """The states that the machine was in, in order, when the last event of its file came."""
    begins = {"host": "Gathering", "member": "Waiting"}
    states = ["Greeting" if vector.has("side") else begins[vector.word("machines")]]
    lines = vector.all("do")
    last = max(place for place, line in enumerate(lines) if happens(vector, line))
    return states + [line.split()[2] for line in lines[:last] if line.split()[1] == "is"]


@pytest.mark.parametrize("vector", ALONE, ids=[vector.name for vector in ALONE])
def test_a_case_meets_its_machine_in_the_state_that_its_name_speaks_of(vector):
    name = re.sub("^swap/(scanner|shower)_", "side_", vector.name).removeprefix("meeting/")
    spoken_of = SPOKEN_OF[max((each for each in SPOKEN_OF if name.startswith(each)), key=len)]
    states = states_before_the_last_event(vector)
    assert spoken_of in states
    assert not OVER.intersection(states) or name.startswith(BEHIND_THE_END)
