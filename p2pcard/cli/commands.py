"""All commands, in the order in which a newcomer meets them; each is loaded when it is asked for."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final

import click

from p2pcard.cli.general import Group, pass_session, version
from p2pcard.cli.session import Session
from p2pcard.wording.catalogue import say

MODULES: Final = MappingProxyType(  # of p2pcard.cli, by the name of the command in it
    {
        "init": "keeping",
        "card": "cards",
        "show": "cards",
        "add": "cards",
        "swap": "exchanging",
        "meet": "exchanging",
        "people": "people",
        "person": "people",
        "forget": "people",
        "vouch": "vouching",
        "accept": "vouching",
        "withdraw": "vouching",
        "mark": "vouching",
        "introduce": "vouching",
        "trace": "tracing",
        "circle": "circles",
        "settings": "settling",
        "passphrase": "keeping",
        "backup": "keeping",
        "restore": "keeping",
        "revoke": "settling",
        "wipe": "keeping",
        "ui": "page",
        "demo": "demo.command",
        "doctor": "doctor",
        "completion": "completing",
    }
)


class Commands(Mapping[str, click.Command]):
    """The commands by name; each is loaded when it is looked at."""

    def __getitem__(self, name: str) -> click.Command:
        """Load a command; raises KeyError."""
        found: click.Command = getattr(import_module(f"p2pcard.cli.{MODULES[name]}"), name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


@click.group(
    cls=Group,
    commands=Commands(),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say("Swap contact cards face to face. Type p2pcard alone to be asked step by step."),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=version,
    help=say("Show the version and leave."),
)
@pass_session
@click.pass_context
def p2pcard(ctx: click.Context, session: Session) -> None:
    """Begin the guided session where no command is named."""
    if ctx.invoked_subcommand is None:
        if session.json:
            raise click.UsageError(say("Missing command."))
        from p2pcard.cli.guided.first_screen import guide

        guide(ctx, session)
