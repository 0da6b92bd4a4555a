"""Codes in the terminal, and what stands beside them for those who cannot use a picture."""

from contextlib import suppress

from p2pcard.cli.session import Session
from p2pcard.errors import N_, CodeTooBig
from p2pcard.wording.catalogue import say

GROUPS = 8  # of a typed code on a line
NO_COLOURS = N_(
    "Drawn without colours, because NO_COLOR is set. A camera reads it where letters are light on a dark"
    " window; with NO_COLOR= before the command, on any."
)
ANY = 1000  # lines: more than any code has


def typed_lines(session: Session, before: str, typed: str) -> list[str]:
    """Return a code to type behind a word, on one line where the window is wide enough.

    Else it has a few groups on each line below; one that goes on ends with its hyphen.
    """
    if len(before) + 1 + len(typed) <= session.window[1]:
        return [f"{before} {typed}"]
    groups = typed.split("-")
    lines = ["-".join(groups[start : start + GROUPS]) for start in range(0, len(groups), GROUPS)]
    return [*filter(str.strip, [before]), *(f"    {line}-" for line in lines[:-1]), f"    {lines[-1]}"]


def code_lines(session: Session, data: bytes, above: int = 0, *, smallest: bool = False) -> list[str]:
    """Draw a code for this window, dark on light; with `--plain` only say how to get it in other ways.

    If it can be so, it leaves room for as many lines `above` it as have to stay in
    sight. The `smallest` code has the weakest correction.
    """
    from p2pcard.service import codes

    if session.plain:
        return [
            say("The code as text, to send or to paste:"),
            codes.text_of(data),
        ]
    rows, columns = session.window
    said = [] if session.colours else [say(NO_COLOURS)]
    for left in (rows - above - len(said), rows):
        with suppress(CodeTooBig):
            return [*said, *codes.drawn(data, left, columns, smallest=smallest, colours=session.colours)]
    # a window may be scrolled or made higher, so one that is wide enough is drawn in
    lines = codes.drawn(data, ANY, columns, smallest=smallest, colours=session.colours)
    more = say("The code has {rows} lines. Make the window higher to see it whole.", rows=len(lines))
    return [*said, *lines, more]
