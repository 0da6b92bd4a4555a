"""Every place in the program that a refusal can lead to, and whether a command that is named exists."""

import string
from collections.abc import Iterator
from inspect import Parameter, signature
from typing import get_args

import click

from p2pcard.cli.commands import p2pcard
from p2pcard.errors import Refusal
from p2pcard.errors.next_step import Place


def every_place() -> Iterator[Place]:
    """Return each place, once with as little and once with as much as it can hold."""
    for kind in get_args(Place):
        values = signature(kind).parameters.values()
        needed = {each.name: "Ana" for each in values if each.default is Parameter.empty}
        yield kind(**needed)
        if more := {each.name: "Ana" if each.default == "" else True for each in values} | needed:
            yield kind(**more)


def raised(kind: type[Refusal]) -> Refusal:
    """Return a refusal that has something for each value that it takes."""
    asked = {name for _, name, _, _ in string.Formatter().parse(kind.text) if name}
    asked |= {name for name, each in signature(kind).parameters.items() if each.kind is not each.VAR_KEYWORD}
    return kind(**dict.fromkeys(asked, "7"))


def names_of_commands(command: click.Command = p2pcard) -> Iterator[str]:
    """Return the names of all commands, those in groups, too."""
    for name, each in getattr(command, "commands", {}).items():
        yield name
        yield from names_of_commands(each)


def there_is(typed: list[str]) -> bool:
    """Tell whether a command with these words and options exists; words in capitals stand for a person's."""
    command: click.Command = p2pcard
    is_value = False
    for word in typed:
        if is_value:
            is_value = False
            continue
        options = {name for each in command.params for name in each.opts}
        if isinstance(command, click.Group) and word in command.commands:
            command = command.commands[word]
        elif word.startswith("--"):
            if word not in options:
                return False
            is_value = any(
                isinstance(each, click.Option) and word in each.opts and not each.is_flag
                for each in command.params
            )
        elif not (word.isupper() or any(isinstance(each, click.Argument) for each in command.params)):
            return False
    return True
