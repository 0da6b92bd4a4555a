"""The way in: choose the language, then load the commands."""

import os
import sys


def main() -> None:
    """Run p2pcard on the arguments of this process."""
    from p2pcard.cli import words

    words.begin(sys.argv[1:], os.environ)
    from p2pcard.cli.commands import p2pcard

    p2pcard(prog_name="p2pcard")
