"""Codes in the terminal, and what stands beside them for those who cannot use a picture."""

from contextlib import suppress

from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.errors import CodeTooBig

ANY = 1000  # lines: more than any code has


def code_lines(session: Session, data: bytes, above: int = 0) -> list[str]:
    """Draw a code for this window, dark on light; with `--plain` only say how to get it in other ways.

    If it can be so, it leaves room for as many lines `above` it as have to stay in sight.
    """
    from p2pcard.cardholder import codes

    if session.plain:
        return [
            say("The code as text, to send or to paste:"),
            codes.text_of(data),
        ]
    rows, columns = session.window
    for left in (rows - above, rows):
        with suppress(CodeTooBig):
            return codes.drawn(data, left, columns)
    # a window may be scrolled or made higher, so one that is wide enough is drawn in
    lines = codes.drawn(data, ANY, columns)
    more = say("The code has {rows} lines. Make the window higher to see it whole.", rows=len(lines))
    return [*lines, more]
