"""A fault is one object for programs: what is said, what was saved, and the report line by line."""

from p2pcard.jsonapi.faults import write_fault
from p2pcard.wording import endings


def test_a_program_is_told_what_a_person_is_told_and_which_save_was_the_last():
    told = write_fault(7, ("one", "two"))
    assert (told["text"], told["kept"], told["advice"]) == endings.fault(7)
    assert (told["saved"], told["report"]) == (7, ["one", "two"])
    assert write_fault(None, ())["saved"] is None
