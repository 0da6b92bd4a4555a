"""Every command and option says what it is for, and the page about them says the same."""

import click
import pytest

from p2pcard.cli.commands import p2pcard
from scripts import make_commands_doc
from tests.shells import ROOT, call


def commands(group=p2pcard, words=()):
    yield words, group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*words, name))


ALL = [pytest.param(words, command, id=" ".join(("p2pcard", *words))) for words, command in commands()]


@pytest.mark.parametrize(("words", "command"), ALL)
def test_every_command_and_every_option_has_help(words, command):
    assert command.help
    assert command.help.strip().endswith((".", ")"))
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize(("words", "command"), ALL)
def test_every_command_knows_the_options_of_the_whole_program(words, command):
    known = {option for parameter in command.params for option in parameter.opts}
    assert {"--home", "--profile", "--plain", "--json", "--lang", "--technical", "--passphrase-fd"} <= known


@pytest.mark.parametrize("words", [(), ("card",), ("meet",), ("card", "edit")])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_opens_nothing_and_is_done(words, option, tmp_path):
    answer = call("--home", str(tmp_path / "none"), *words, option)
    assert answer.code == 0
    assert answer.out.startswith(" ".join(("Usage: p2pcard", *words)))
    assert not (tmp_path / "none").exists()


def test_the_page_of_commands_is_what_help_says():
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert page == make_commands_doc.page(), "run scripts/make commands"
