"""All that a command can do is done by a choice of the guided session, or it is named here why it is not."""

import ast
import inspect
import pkgutil
from importlib import import_module

import click

from p2pcard.cli import guided
from p2pcard.cli.commands import p2pcard
from p2pcard.cli.general import general_options

FOR_SCRIPTS = "people are asked instead"
ASIDE = {
    "completion": "it is about the shell in which commands are typed",
    "completion shell": "the same",
    "settings": "its own choices are the settings",
    "init source": FOR_SCRIPTS,
    "card edit source": FOR_SCRIPTS,
    "card new source": FOR_SCRIPTS,
    "init low_memory": "the program sees by itself that a device has little memory",
    "restore low_memory": "the same",
    "passphrase low_memory": "the same",
    "restore lost": FOR_SCRIPTS,
    "restore was_open": FOR_SCRIPTS,
    "forget yes": FOR_SCRIPTS,
    "vouch yes": FOR_SCRIPTS,
    "vouch how": "the program knows how two people met",
    "vouch may_introduce": FOR_SCRIPTS,
    "vouch mark": FOR_SCRIPTS,
    "mark answer": FOR_SCRIPTS,
    "accept name": "all that waits is asked, one by one",
    "accept declined": "no is an answer to each of these questions",
    "ui no_browser": "the link is shown beside the browser",
    "trace graph": "it is for research, on a network in a file",
    "people words": "the words are searched for without the command",
    "circle new people": "the rule is changed by its own choice",
    "circle new budget": "the same",
    "circle new probation": "the same",
}
OTHERWISE = {  # done by the function that the command calls, too
    "people": ("first_screen", "people_lines"),
    "accept": ("first_screen", "answer_waiting"),
}


def everything(command=p2pcard, name=""):
    """Each command, and each of its own options and arguments."""
    general = {option.name for option in general_options()}
    for word, each in command.commands.items():
        called = f"{name} {word}".strip()
        yield called
        yield from (f"{called} {param.name}" for param in each.params if param.name not in general)
        if isinstance(each, click.Group):
            yield from everything(each, called)


def names(command=p2pcard, name=""):
    """The name of each command, by the command."""
    for word, each in command.commands.items():
        called = f"{name} {word}".strip()
        yield id(each), called
        if isinstance(each, click.Group):
            yield from names(each, called)


def reached():
    """What the guided session invokes: commands, and what it gives them."""
    called = dict(names())
    for found in pkgutil.iter_modules(guided.__path__):
        module = import_module(f"{guided.__name__}.{found.name}")
        for call in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "ctx.invoke":
                command = eval(ast.unparse(call.args[0]), vars(module))  # noqa: S307  our own source
                name = called[id(command)]
                yield name
                yield from (f"{name} {keyword.arg}" for keyword in call.keywords)


def test_what_commands_do_and_what_choices_do_is_the_same_but_for_what_is_named_here():
    there, done = {*everything()}, {*reached(), *OTHERWISE}
    assert {*ASIDE} <= there
    assert there - done == {*ASIDE} - done
    assert not {*ASIDE} & done


def test_what_is_done_otherwise_is_done():
    for module, function in OTHERWISE.values():
        assert function in inspect.getsource(import_module(f"{guided.__name__}.{module}"))
