"""A real meeting of five people on this device: five processes, five vaults, real sockets on loopback."""

import click

from p2pcard.cli.general import Command, pass_session
from p2pcard.cli.session import Session
from p2pcard.cli.words import say


@click.command(cls=Command, help=say("See five people meet. It all happens here, and leaves nothing behind."))
@pass_session
def demo(session: Session) -> None:
    """Hold a meeting of five and show what each person then holds."""
    from p2pcard.cli.stage import Stage

    with Stage(session) as stage:
        stage.introduce()
        stage.meet()
        stage.look_around()
