"""The Tab key finishes commands in a real shell."""

import os
import shutil
import subprocess
import sys

import pytest

from p2pcard.cli.completing import SHELLS
from tests.shells import ROOT, call

PRESS_TAB = """
eval "$(p2pcard completion bash)" || exit 1
complete -p p2pcard >/dev/null || exit 1
COMP_WORDS=(p2pcard "$@")
COMP_CWORD=$#
_p2pcard_completion p2pcard
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def press_tab(tmp_path):
    """Real bash, with the program on its path: what it offers for the last of some words."""
    program = tmp_path / "p2pcard"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m p2pcard "$@"\n')
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}

    def press(*typed):
        done = subprocess.run(
            ["bash", "--norc", "-c", PRESS_TAB, "bash", *typed],
            env={**environment, "LANGUAGE": "en", "HOME": str(tmp_path)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert done.stderr == ""
        return done.stdout.split()

    return press


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("me",), ["meet"]),
        (("card", "e"), ["edit"]),
        (("settings", "memory", "u"), ["until-expiry"]),
        (("meet", "--invitation-"), ["--invitation-only"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
    ],
)
def test_bash_finishes_what_is_typed(press_tab, typed, offered):
    assert press_tab(*typed) == offered


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_one_that_its_shell_reads(shell):
    answer = call("completion", shell)
    assert answer.code == 0
    assert f"_P2PCARD_COMPLETE={shell}_complete" in answer.out
    assert call("--json", "completion", shell).values == {
        "shell": shell,
        "script": answer.out.rstrip("\n") + "\n",
    }
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=answer.out, text=True, check=True)


def test_another_shell_is_wrong_use():
    assert call("completion", "cmd").code == 2
