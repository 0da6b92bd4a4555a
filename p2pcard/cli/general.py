"""The options of the whole program, and how a refusal becomes words on the terminal.

General options may stand before or behind the command's name: people write
them where they come to mind.
"""

import contextlib
import functools
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from p2pcard import __version__
from p2pcard.cli.session import Session, tell_program
from p2pcard.errors import MonthNotUnderstood, Refusal, VaultBusy
from p2pcard.wording import catalogue
from p2pcard.wording.catalogue import say

if TYPE_CHECKING:
    from pathlib import Path

_F = TypeVar("_F", bound=Callable[..., Any])

pass_session = click.make_pass_decorator(Session, ensure=True)
card_source = click.option(
    "--card",
    "source",
    metavar=say("FILE"),
    help=say("For scripts: read the card as JSON from a file, or from - ."),
)


def several_words(name: str, *, metavar: str, required: bool = True) -> Callable[[_F], _F]:
    """Return the last argument of a command, a name, which need not stand in quotation marks."""
    return click.argument(name, nargs=-1, required=required, metavar=metavar, callback=_joined)


def _joined(ctx: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> str:
    return " ".join(words)


class Command(click.Command):
    """A command that knows the general options, too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", say("[OPTIONS]"))
        super().__init__(*args, **kwargs)
        self.params = [*self.params, *general_options()]


class Group(click.Group):
    """A group of commands; the outermost locks behind the one that was called."""

    command_class = Command
    group_class = type  # a group in a group is the same kind of group

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", say("[OPTIONS]"))
        kwargs.setdefault("subcommand_metavar", say("[COMMAND] [WORDS]..."))
        super().__init__(*args, **kwargs)
        self.params = [*self.params, *general_options()]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of a call, whatever is in them."""
        with _through_click():
            return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order they were written: the first ones first."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run, and lock at the end."""
        if ctx.parent is not None:
            return super().invoke(ctx)
        session = ctx.ensure_object(Session)
        try:
            with _through_click():
                return super().invoke(ctx)
        finally:
            session.close()


class Unexpected(Exception):
    """What click would take for the end of the input or for a reader that left, and is a fault."""


@contextlib.contextmanager
def _through_click() -> Iterator[None]:
    """Let click say what is wrong with a call, on one line and without what would move a cursor in it.

    It is to say nothing of a fault.
    """
    try:
        yield
    except click.UsageError as error:
        line = " ".join(error.format_message().split())  # click lists choices on lines of their own
        raise click.UsageError(catalogue.harmless(line), error.ctx) from error
    except (OSError, EOFError) as error:
        raise Unexpected from error


def tell_refusal(session: Session, refusal: Refusal) -> None:
    """Print a refusal: its sentences beside the answer, and for programs one object more."""
    if isinstance(refusal, VaultBusy):
        refusal = session.who_is_busy(refusal)
    session.note_refusal(refusal)
    if session.json and not session.told:
        from p2pcard.jsonapi.refusals import answer_refused

        tell_program(answer_refused(refusal, session.name_place))


@functools.cache
def general_options() -> tuple[click.Option, ...]:
    """Return the general options, which all commands share: one set for each would be hundreds to make."""
    return (
        _option(
            "--home", "home", _folder, help=say("Keep everything under this folder."), metavar=say("FOLDER")
        ),
        _option(
            "--profile",
            "profile",
            _name,
            help=say("Use another profile: another you, with nothing in common."),
            metavar=say("NAME"),
        ),
        _option(
            "--month",
            "month",
            Month(),
            help=say("Say which month it is, where the clock of this device is wrong or was asked about."),
            metavar=say("YYYY-MM"),
        ),
        _flag("--plain", "plain", help=say("Speak line by line, without pictures or colours.")),
        _flag("--json", "json", help=say("Answer in JSON, for programs (docs/json.md).")),
        _option(
            "--lang",
            "asked_language",
            click.Choice(list(catalogue.LANGUAGES)),
            help=say("Speak English or Spanish."),
        ),
        _flag("--technical", "technical", help=say("Show long numbers, too.")),
        _option(
            "--passphrase-fd",
            "phrase_fd",
            Number(0, 2**31 - 1),
            help=say("For scripts: read the opening phrase from this descriptor."),
            metavar="N",
        ),
        _option(
            "--trace",
            "trace",
            File(),
            help=say("For a report: write what a swap or a meeting does, without names, to this new file."),
            metavar=say("FILE"),
        ),
    )


class Number(click.ParamType):  # type: ignore[type-arg]  # click before 8.4 takes no type here
    """A whole number from one to another; whatever else is typed is refused in one sentence."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; raises BadParameter."""
        with contextlib.suppress(ValueError):
            if self.least <= int(value) <= self.most:
                return int(value)
        sentence = say("this is not a whole number from {least} to {most}.", least=self.least, most=self.most)
        raise click.BadParameter(sentence, ctx, param)


class Month(click.ParamType):  # type: ignore[type-arg]  # click before 8.4 takes no type here
    """A month, as 2026-03."""

    name = "month"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the month; raises BadParameter."""
        from p2pcard.core.formats import calendar

        try:
            return value if isinstance(value, int) else calendar.read(value)
        except MonthNotUnderstood as error:
            raise click.BadParameter(say("this is not a month like 2026-03."), ctx, param) from error


def expanded(text: str) -> "Path":
    """Return a place that was named, also as ~/there where no shell sees it, as in `--home=~/there`."""
    from pathlib import Path

    with contextlib.suppress(RuntimeError):  # no such person here, so it is a name like any other
        return Path(text).expanduser()
    return Path(text)


class File(click.Path):
    """A file that is named; the code that opens it tells what is wrong with it."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> "Path":
        """Return its path."""
        return expanded(os.fspath(value))


def _folder(text: str) -> "Path":
    """Return a folder that was named."""
    if not text or not text.isprintable():
        raise click.BadParameter(repr(text))
    return expanded(text).absolute()


def _name(text: str) -> str:
    """Return a name that was given; bytes that are no text name nothing."""
    if not text.isprintable():
        raise click.BadParameter(repr(text))
    return text


def _keep(ctx: click.Context, parameter: click.Parameter, value: object) -> None:
    if value is not None:
        setattr(ctx.ensure_object(Session), str(parameter.name), value)


def _option(flag: str, name: str, kind: Any, **more: Any) -> click.Option:
    return click.Option([flag, name], type=kind, expose_value=False, callback=_keep, default=None, **more)


def _flag(flag: str, name: str, **more: Any) -> click.Option:
    return click.Option(
        [flag, name], is_flag=True, flag_value=True, expose_value=False, callback=_keep, default=None, **more
    )


def version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    """Print the version and leave."""
    if value and not ctx.resilient_parsing:
        click.echo(f"p2pcard {__version__}")
        ctx.exit()
