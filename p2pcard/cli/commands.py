"""All commands, in the order in which a newcomer meets them."""

import click

from p2pcard.cli import cards, circles, exchanging, keeping, people, settling, tracing, vouching
from p2pcard.cli.completing import completion
from p2pcard.cli.demo import demo
from p2pcard.cli.doctor import doctor
from p2pcard.cli.general import Group, pass_session, version
from p2pcard.cli.session import Session
from p2pcard.cli.words import say


@click.group(
    cls=Group,
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
        from p2pcard.cli.guided import guide

        guide(ctx, session)


for _command in (
    keeping.init,
    cards.card,
    cards.show,
    cards.add,
    exchanging.swap,
    exchanging.meet,
    people.people,
    people.person,
    people.forget,
    vouching.vouch,
    vouching.accept,
    vouching.withdraw,
    vouching.mark,
    vouching.introduce,
    tracing.trace,
    circles.circle,
    settling.settings,
    keeping.passphrase,
    keeping.backup,
    keeping.restore,
    settling.revoke,
    keeping.wipe,
    demo,
    doctor,
    completion,
):
    p2pcard.add_command(_command)
