"""The program as a process, run as its users run it; nothing here imports it."""

import json
import os
import subprocess
import sys

PHRASE = "wooden boats sail over quiet lakes"
PATIENCE = 60


class Program:
    """One command of the program, as a process that speaks JSON."""

    def __init__(self, home, *words):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "p2pcard", "--home", home, "--json", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"P2PCARD_PASSPHRASE_FILE": str(home / "phrase")},
            encoding="utf-8",
        )

    def __enter__(self):
        return self

    def __exit__(self, *details):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def say(self, **words):
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()

    def event(self, name, /, **expected):
        """The next event of a name and of some values; an early end is none."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            told = json.loads(line)
            assert told.get("event") not in ("aborted", "ignored", None), told
            if told["event"] == name and expected.items() <= told.items():
                return told
        raise AssertionError(f"the program ended before it told {name}")

    def ends(self):
        self.process.communicate(timeout=PATIENCE)
        return self.process.returncode


def answer(home, *words, said=""):
    """The whole answer of one command."""
    with Program(home, *words) as program:
        told, _ = program.process.communicate(said, timeout=PATIENCE)
        assert program.process.returncode == 0, told
        return json.loads(told)


def new_home(folder, name, **fields):
    folder.mkdir()
    (folder / "phrase").write_text(PHRASE + "\n", encoding="utf-8")
    card = json.dumps({"name": name, **fields})
    return answer(folder, "init", "--low-memory", "--card", "-", said=card)["card"]
