"""Where a call ends that has no answer: refused, not to be written, or because p2pcard itself is broken.

Nothing of an exception reaches the screen but what `service.faults` says of it.
"""

import contextlib
import errno
import sys
from typing import TYPE_CHECKING, Final

from p2pcard.cli.output import Unwritten

if TYPE_CHECKING:
    from p2pcard.cli.session import Session

FAULT: Final = 4  # what the program ends with where it is broken itself
UNWRITTEN: Final = 5  # where the answer could not be written
READER_LEFT: Final = 141  # where nobody read on: what shells show for a program that a broken pipe ended
LAST_WORDS: Final = "Something in p2pcard itself is broken."  # where no other words can be loaded
EXHAUSTED: Final = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)


def tell(error: Exception, session: "Session | None", *, as_json: bool) -> int:
    """Tell how a call ended; return what the program ends with."""
    try:
        from p2pcard.cli.session import Session

        session = session or Session()
        session.json = session.json or as_json  # it may have ended before the options were read
        try:
            return _tell(error, session)
        except Unwritten as unwritten:
            return _tell(unwritten, session)
    except Exception:
        with contextlib.suppress(Exception):
            _say_last_words(error, as_json=as_json)
        return FAULT


def _tell(error: Exception, session: "Session") -> int:
    from p2pcard.cli.general import Unexpected, tell_refusal
    from p2pcard.errors import DeviceExhausted, Refusal
    from p2pcard.wording import endings

    found = error.__cause__ if isinstance(error, Unexpected) and error.__cause__ else error
    match found:
        case Unwritten(reader_left=True):
            return READER_LEFT
        case Unwritten():
            session.note("\n".join(endings.unwritten(session.saved)))
            return UNWRITTEN
        case Refusal() as refusal:
            tell_refusal(session, refusal)
            return refusal.exit_code
        case OSError() | MemoryError() if is_exhausted(found):
            tell_refusal(session, DeviceExhausted())
            return DeviceExhausted.exit_code
    _tell_fault(found, session)
    return FAULT


def is_exhausted(error: OSError | MemoryError) -> bool:
    """Tell whether it was the device that had too little left: memory, or files that may be open."""
    return isinstance(error, MemoryError) or error.errno in EXHAUSTED


def _tell_fault(error: BaseException, session: "Session") -> None:
    from p2pcard.cli.session import tell_program
    from p2pcard.jsonapi.faults import write_fault
    from p2pcard.service import faults
    from p2pcard.wording import endings

    report = faults.report(error)
    session.note("\n".join(endings.fault(session.saved)))
    if session.json:
        try:
            tell_program({"fault": write_fault(session.saved, report)})
            return
        except Unwritten:  # the program hears nothing more, so a person is to have the report
            pass
    session.note("\n".join(endings.framed(report)))


def _say_last_words(error: Exception, *, as_json: bool) -> None:
    """Say what can be said where even the words for it cannot be loaded."""
    import json

    from p2pcard.service import faults

    report = faults.report(error)
    sys.stderr.write("\n".join((LAST_WORDS, *report, "")))
    if as_json:
        fault = {"text": LAST_WORDS, "kept": "", "advice": "", "saved": None, "report": report}
        sys.stdout.write(json.dumps({"fault": fault}) + "\n")
        sys.stdout.flush()
