"""What is said of the next step of a refusal: in the terminal a command, in the guided session a choice."""

import re
import subprocess
import sys

import pytest

from p2pcard.cli.next_steps import command
from p2pcard.errors import next_step
from p2pcard.errors.next_step import (
    Backup,
    BeginAgain,
    ChangeRule,
    CheckPerson,
    CountInAnyway,
    CountInAsFounder,
    EditCard,
    HostMeeting,
    JoinByInvitation,
    MakeVault,
    Meet,
    Restore,
    RestorePrevious,
    SeeCards,
    SeePeople,
    ShowCard,
    ShowFor,
    Swap,
    Trace,
    Unlock,
    Vouch,
)
from p2pcard.wording import catalogue
from tests.next_steps import every_place, there_is
from tests.shells import ROOT

SHELLS = ("p2pcard/cli/next_steps.py", "p2pcard/cli/guided/places.py")
READ = ("p2pcard/errors/next_step.py", "p2pcard/errors/refusal.py", "p2pcard/errors/__init__.py", *SHELLS)


@pytest.fixture(params=["en", "es"])
def language(request):
    catalogue.install(request.param)
    yield request.param
    catalogue.install("en")


def test_every_place_is_a_command_in_both_languages(language):
    for place in every_place():
        typed = command(place)
        assert typed
        assert not re.search(r"\b(NAME|FILE|CIRCLE)\b", typed) or language == "en"
        if typed.startswith("p2pcard"):
            assert there_is(typed.split()[1:]), typed


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        (BeginAgain(), "p2pcard"),
        (Unlock(), "p2pcard"),
        (MakeVault(), "p2pcard init"),
        (Restore(), "p2pcard restore FILE"),
        (RestorePrevious(), "p2pcard restore --previous"),
        (Backup(), "p2pcard backup FILE"),
        (SeePeople(), "p2pcard people"),
        (SeeCards(), "p2pcard card list"),
        (EditCard(), "p2pcard card edit"),
        (ShowCard(), "p2pcard show"),
        (ShowCard(as_text=True), "p2pcard show --text"),
        (ShowFor("Ana Ruiz"), 'p2pcard show --for "Ana Ruiz" --text'),
        (Swap(), "p2pcard swap"),
        (Meet(), "p2pcard meet"),
        (HostMeeting(), "p2pcard meet --host"),
        (HostMeeting(only_invited=True), "p2pcard meet --invitation-only"),
        (JoinByInvitation(), "p2pcard meet --invitation"),
        (Vouch(), "p2pcard vouch"),
        (Vouch("Ana"), 'p2pcard vouch "Ana"'),
        (Trace("Ana"), 'p2pcard trace "Ana"'),
        (CheckPerson("Ana"), 'p2pcard circle check "Ana"'),
        (ChangeRule("street"), 'p2pcard circle rule "street"'),
        (CountInAsFounder("street", "Ana"), 'p2pcard circle add "street" "Ana" --founder'),
        (CountInAnyway("street", "Ana"), 'p2pcard circle add "street" "Ana" --anyway'),
    ],
)
def test_a_place_is_named_by_the_command_that_leads_there(place, typed):
    assert command(place) == typed


def test_the_type_checker_names_every_shell_that_has_no_words_for_a_new_place(tmp_path):
    source = (ROOT / "p2pcard/errors/next_step.py").read_text(encoding="utf-8")
    grown = source.replace(
        "Place: TypeAlias = (", "class Dance:\n    pass\n\n\nPlace: TypeAlias = (\n    Dance |"
    )
    assert grown != source
    (tmp_path / "grown.py").write_text(grown, encoding="utf-8")
    assert _without_words(next_step.__file__) == set()
    assert _without_words(str(tmp_path / "grown.py")) == set(SHELLS)


def _without_words(steps):
    """Return the shells in which the type checker misses words for a place, with the steps of this file."""
    given = [sys.executable, "-m", "mypy", "--follow-imports=skip", "--no-incremental"]
    shadow = ["--shadow-file", "p2pcard/errors/next_step.py", steps]
    done = subprocess.run([*given, *shadow, *READ], cwd=ROOT, capture_output=True, text=True, check=False)
    assert not done.stderr
    return {line.split(":")[0] for line in done.stdout.splitlines() if "assert_never" in line}
