"""Codes in the terminal, and what stands beside them for those who cannot use a picture."""

from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.errors import CodeTooBig

ANY = 1000  # lines: more than any code has


def code_lines(session: Session, data: bytes) -> list[str]:
    """Draw a code for this window, dark on light; with `--plain` only say how to get it in other ways."""
    from p2pcard.cardholder import codes

    if session.plain:
        return [
            say("The code as text, to send or to paste:"),
            codes.text_of(data),
        ]
    rows, columns = session.window
    try:
        return codes.drawn(data, rows, columns)
    except CodeTooBig:
        # a window may be scrolled or made higher, so one that is wide enough is drawn in
        lines = codes.drawn(data, ANY, columns)
        return [
            *lines,
            say("The code has {rows} lines. Make the window higher to see it whole.", rows=len(lines)),
        ]
