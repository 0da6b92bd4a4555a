"""The way in: choose the language, then load the commands."""

import atexit
import gc
import os
import sys


def main() -> None:
    """Run p2pcard on the arguments of this process."""
    if sys.argv[1:] == ["--version"] and _said_version():
        return
    atexit.register(gc.freeze)  # Python would look through all it loaded once more before it leaves
    from p2pcard.cli import words

    words.begin(sys.argv[1:], os.environ)
    from p2pcard.cli.commands import p2pcard

    p2pcard(prog_name="p2pcard")


def _said_version() -> bool:
    """Print the version without loading what commands need; where it cannot be printed, click says why."""
    from p2pcard import __version__

    try:
        print(f"p2pcard {__version__}", flush=True)  # noqa: T201  click is what takes the time
    except OSError:
        return False
    return True
