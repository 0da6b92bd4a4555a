"""A report of a fault names places in the program, and holds nothing of what was there."""

from p2pcard import __version__
from p2pcard.core.formats import calendar, text
from p2pcard.service import faults

SECRET = "Quintessenza Zefirelli"


def caught(broken):
    try:
        broken()
    except Exception as error:  # whatever it is, it is to be reported
        return faults.report(error)
    raise AssertionError("Nothing broke.")


def test_a_report_begins_with_versions_and_names_the_module_and_line_where_it_broke():
    lines = caught(lambda: calendar.write(SECRET))  # type: ignore[arg-type]  # this is the fault
    assert lines[0] == f"p2pcard {__version__}"
    assert any("core.formats.calendar" in line for line in lines)


def test_neither_the_text_of_an_exception_nor_what_was_in_hand_stands_in_it():
    def broken():
        held = SECRET
        try:
            text.name(held).encode("ascii").decode(held)
        except Exception as error:
            raise RuntimeError(f"{held} at /home/{held}") from error

    told = "\n".join(caught(broken))
    assert "RuntimeError" in told and "LookupError" in told
    for part in SECRET.split():
        assert part not in told
    assert "/home" not in told and __file__ not in told
