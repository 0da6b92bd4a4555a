"""Faults that end nothing: in a thread, in what is thrown away, in a task that nobody waits for.

Python and its loop would print them with paths and values.
"""

import contextlib
import sys
import threading

_told: set[tuple[str, ...]] = set()  # the same thing may fail again and again


def listen() -> None:
    """From now on, tell such faults in our own words."""
    sys.excepthook = lambda kind, error, place: tell(error)
    sys.unraisablehook = lambda found: tell(found.exc_value)
    threading.excepthook = lambda found: tell(found.exc_value)


def listen_to_logs() -> None:
    """Tell what the loop, or a library, would write to a log; what is said there besides is left out."""
    import logging

    class Log(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info:
                tell(record.exc_info[1])

    logging.getLogger().handlers = [Log()]


def tell(error: BaseException | None) -> None:
    """Print the report of a fault beside what goes on."""
    if not isinstance(error, Exception):
        return
    with contextlib.suppress(Exception):
        from p2pcard.service import faults
        from p2pcard.wording import endings

        report = faults.report(error)
        if report not in _told and sys.stderr is not None:
            _told.add(report)
            sys.stderr.write("\n".join((endings.aside(), *endings.framed(report), "")))
