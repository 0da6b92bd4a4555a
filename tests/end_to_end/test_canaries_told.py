"""What is of one device alone is in nothing that travels: no card, code, notice, vouch or sealed copy.

Every command is called, on a device on which all that is its own is to be
looked for: its folder, profile, phrase, circle, label of a card, and somebody's card.
"""

import random
from pathlib import Path

import click
import pytest

from p2pcard.cli import commands
from p2pcard.core.formats import armor
from tests.canaries import Watch, word
from tests.machines import drawn_card, texts_of
from tests.peers import card_of
from tests.shells import PHRASE
from tests.standings import friends


def leaves(command, path=()):
    """All commands below one, each as the words that it is called by."""
    if not isinstance(command, click.Group):
        return {path}
    return {leaf for name, below in command.commands.items() for leaf in leaves(below, (*path, name))}


class Told:
    """Somebody whose every word is kept, with what only their own device may know."""

    def __init__(self, seed, folder):
        self.drawn = random.Random(seed)
        self.circle, self.label, self.place, self.profile = (word(self.drawn) for _ in range(4))
        self.phrase = " ".join(word(self.drawn) for _ in range(3))
        (folder / self.place).mkdir()
        self.ana, self.ben, self.cleo = friends(folder / self.place)
        self.files = folder / "files"
        self.files.mkdir()
        self.third = drawn_card(self.drawn)
        self.called, self.told, self.travels = set(), [], []

    def do(self, *words, given="", by=None):
        """Call a command, which must be done, and keep what it says in both ways."""
        answer = (by or self.ana).run("--json", *words, given=given)
        assert answer.code == 0, (words, answer)
        self.called |= {words[at : at + size] for at in (0, 2) for size in (1, 2)}
        self.told.append((words, answer.out + answer.err))
        return answer.values

    def send(self, *words, by=None):
        """Call a command that says what is to travel: as text, and as the bytes in it."""
        values = self.do(*words, by=by)
        for text in filter(None, (values.get("text"), values.get("block"))):
            self.travels += [text.encode(), armor.read(text, armor.label_of(text))]
        self.travels += [Path(each).read_bytes() for each in values["files"]]
        return values

    def written(self, ending):
        """A path for something to be handed on."""
        return str(self.files / f"{len(self.travels)}.{ending}")

    def begin(self):
        """Keep what is to stay on this device: another phrase, somebody's card, a circle, a label, a mark."""
        self.ana.use(PHRASE, self.phrase)
        self.do("passphrase")
        self.ana.use(self.phrase)
        fields = {"offers": tuple(self.third["offers"]), "organisation": self.third["organisation"]}
        self.ana.hold(card_of(self.third["name"], **fields))
        self.do("circle", "new", self.circle)
        for name in ("Ben", "Cleo"):
            self.do("circle", "add", self.circle, name, "--founder")
            self.do("mark", name, "named")
        self.do("card", "new", self.label, "--card", "-", given='{"name": "Annie"}')
        self.do("settings", "memory", "forget")

    def hand_on(self):
        """Say and write all that a device has for others."""
        self.do("vouch", "Ben", "--may-introduce", "--mark", "word")
        self.do("introduce", "Ben", "Cleo")
        block = self.send("show", "--for", "Ben")["block"]
        self.do("add", given=block, by=self.ben)
        self.do("accept", by=self.ben)
        self.do("accept", "Ana", by=self.ben)
        self.send("show", "--vouches", "--svg", self.written("svg"), by=self.ben)
        self.do("add", given=self.send("show", "--for", "Ana", by=self.ben)["block"])
        for form in ("png", "svg"):
            self.send("show", f"--{form}", self.written(form))
            self.send("show", self.label, f"--{form}", self.written(form))
            self.send("revoke", f"--{form}", self.written(form))
        self.send("show", "--for", "Cleo")
        self.do("trace", "Ben", "--svg", self.written("svg"))
        self.backup = self.written("backup")
        kept_words = self.do("backup", self.backup)["words"]
        self.do("withdraw", "Ben")
        back = ("--profile", self.profile, "restore", self.backup, "--lost", "--low-memory")
        self.do(*back, given=" ".join(kept_words) + "\n")
        self.send("show", "--for", "Ben")

    def look_around_and_end(self):
        """Ask everything, change everything, and end."""
        asked = (("people",), ("person", "Ben"), ("card", "list"), ("circle", "check", "Ben"), ("doctor",))
        for words in (*asked, ("completion", "bash")):
            self.do(*words)
        self.do("circle", "rule", self.circle, "--budget", "1")
        self.do("card", "edit", "--card", "-", given='{"name": "Ana"}')
        self.send("show", "--for", "Ben")
        self.do("card", "drop", self.label)
        self.do("forget", "Cleo", "--yes")
        self.do("circle", "leave", self.circle)
        self.do("wipe", given="DELETE\n")
        new = ("--profile", "again", "init", "--low-memory", "--card", "-")
        self.do(*new, given='{"name": "Anita"}')


@pytest.mark.parametrize("seed", range(2))
def test_m4_what_is_of_this_device_alone_is_in_nothing_that_travels_or_tells(tmp_path, seed):
    life = Told(seed, tmp_path)
    life.begin()
    life.hand_on()
    life.look_around_and_end()
    alone = (life.circle, life.label, life.place, life.profile, life.phrase, *texts_of(life.third))
    assert len(life.travels) > 20
    said = b"\n\xff".join(life.travels)
    assert Watch.of(["600 100 101"]).seen(said)  # what is on the card does travel
    assert Watch.of(alone).seen(said) == []
    assert Watch.of(alone).in_folders(life.files) == []
    assert Watch.of([life.phrase]).seen("\n".join(text for _, text in life.told).encode()) == []
    others = "\n".join(text for words, text in life.told if "circle" not in words)
    assert Watch.of([life.circle]).seen(others.encode()) == []
    lived_elsewhere = {("swap",), ("meet",), ("demo",), ("ui",)}  # end_to_end/test_canaries.py, web/
    assert leaves(commands.p2pcard) - life.called == lived_elsewhere
