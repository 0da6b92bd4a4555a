"""The command that lets a shell finish what is typed, with the scripts that click brings."""

import click

from p2pcard.cli.general import Command, pass_session
from p2pcard.cli.session import Session
from p2pcard.wording.catalogue import say

NAME = "p2pcard"  # what is typed, and by which click names the variable that it asks this program with
VARIABLE = "_P2PCARD_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


@click.command(
    cls=Command,
    help=say(
        'Let Tab finish commands. In bash: eval "$(p2pcard completion bash)" '
        "(in fish: p2pcard completion fish | source)."
    ),
)
@click.argument("shell", type=click.Choice(SHELLS), metavar="[bash|zsh|fish]")
@pass_session
@click.pass_context
def completion(ctx: click.Context, session: Session, shell: str) -> None:
    """Print the script for one shell."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.BadParameter(repr(shell))
    script = kind(ctx.find_root().command, {}, NAME, VARIABLE).source()
    session.answer({"shell": shell, "script": script}, script)
