"""The tutorial is played as it stands, by people with a home each, and every line is compared."""

import shlex
import sys

from tests.shells import ROOT
from tests.tutorials import play

PAGE = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
USED = (
    "init card show add swap meet people person forget backup restore wipe"
    " vouch accept withdraw mark trace circle"
)


def test_the_tutorial_is_true_line_by_line(tmp_path):
    program = tmp_path / "bin" / "p2pcard"
    program.parent.mkdir()
    run = f'PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m p2pcard "$@"'
    program.write_text(f"#!/bin/sh\n{run}\n", encoding="utf-8")
    program.chmod(0o755)
    commands = play(PAGE, tmp_path, f"{program.parent}:/usr/bin:/bin")
    assert {command.split()[1] for command in commands if command.startswith("p2pcard ")} == set(USED.split())


def test_every_page_that_the_tutorial_names_is_there():
    for name in ("commands.md", "json.md", "spec.md"):
        assert f"({name})" in PAGE
        assert (ROOT / "docs" / name).exists()
