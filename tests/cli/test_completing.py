"""The Tab key finishes commands in a real shell."""

import os
import shutil
import subprocess
import sys

import pytest

from p2pcard.cli.completing import SHELLS
from tests.shells import ROOT, call

# Each shell is given a line and prints what Tab offers at its end. In bash what Tab calls is called, fish
# has a command for it, and zsh finishes words only where somebody types, so it is given a terminal: there
# what Tab made of the line is printed in place of being run (Ctrl-A goes to its start).
TAB = {
    "bash": r"""
eval "$(p2pcard completion bash)" || exit 1
complete -p p2pcard >/dev/null || exit 1
read -ra COMP_WORDS <<<"$1"
[[ $1 == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_p2pcard_completion p2pcard
printf '%s\n' "${COMPREPLY[@]}"
""",
    "fish": r"""
p2pcard completion fish | source
complete -C $argv[1]
""",
    "zsh": r"""
zmodload zsh/zpty
zpty shell 'PS1= TERM=dumb zsh -f -i'
zpty -w shell 'autoload -U compinit; compinit -D; eval "$(p2pcard completion zsh)"; print GO""ON'
while zpty -r shell line; do [[ $line == *GOON* ]] && break; done
zpty -w shell "$1"$'\t\x01'"print -r -- LINE: "
while zpty -r shell line; do [[ $line == LINE:* ]] && break; done
print -r -- ${${line%%$'\r'*}##* }
""",
}
CALL = {
    "bash": ("bash", "--norc", "-c", TAB["bash"], "bash"),
    "fish": ("fish", "--no-config", "-c", TAB["fish"]),
    "zsh": ("zsh", "-f", "-c", TAB["zsh"], "zsh"),
}
HERE = [shell for shell in SHELLS if shutil.which(shell)]  # where changes are checked it is all of them


@pytest.fixture
def press_tab(tmp_path):
    """A real shell, with the program on its path: what it offers for the last word of a line."""
    program = tmp_path / "p2pcard"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m p2pcard "$@"\n')
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}

    def press(shell, typed):
        done = subprocess.run(
            [*CALL[shell], typed],
            env={**environment, "LANGUAGE": "en", "HOME": str(tmp_path)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert done.stderr == ""
        return sorted(line.partition("\t")[0] for line in done.stdout.splitlines())  # fish says what for

    return press


@pytest.mark.parametrize("shell", HERE)
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("p2pcard me", ["meet"]),
        ("p2pcard card e", ["edit"]),
        ("p2pcard settings memory u", ["until-expiry"]),
        ("p2pcard meet --invitation-", ["--invitation-only"]),
        ("p2pcard completion z", ["zsh"]),
    ],
)
def test_a_shell_finishes_what_is_typed(press_tab, shell, typed, offered):
    assert press_tab(shell, typed) == offered


@pytest.mark.parametrize("shell", [each for each in HERE if each != "zsh"])
def test_where_several_words_fit_all_are_offered(press_tab, shell):
    assert press_tab(shell, "p2pcard completion ") == ["bash", "fish", "zsh"]


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


@pytest.mark.parametrize(("language", "told"), [("en", "Choose from: "), ("es", "Elige entre: ")])
def test_whoever_names_no_shell_is_told_which_there_are(language, told):
    answer = call("--lang", language, "completion")
    assert answer.code == 2
    assert answer.err.endswith(f"{told}bash, zsh, fish\n")
