"""Codes in the terminal, and what stands beside them for those who cannot use a picture."""

import sys

from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.errors import CodeTooBig


def code_lines(session: Session, data: bytes) -> list[str]:
    """Draw a code for this window, dark on light; with `--plain` only say how to get it in other ways."""
    from p2pcard.cardholder import codes

    if session.plain:
        return [
            say("The code as text, for a camera's program or to paste elsewhere:"),
            codes.text_of(data),
        ]
    rows, columns = session.window
    try:
        return codes.drawn(data, rows, columns, codes.Ink.COLOURS)
    except CodeTooBig as refusal:
        if not sys.stdout.isatty():
            raise
        return [say(refusal.text, **refusal.values), say(refusal.advice, **refusal.values)]
