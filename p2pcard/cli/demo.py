"""Real meetings on this device: a process and a vault for each person, real sockets on loopback."""

import click

from p2pcard.cli.general import Command, pass_session
from p2pcard.cli.session import Session
from p2pcard.cli.words import say


@click.command(
    cls=Command,
    help=say("See people meet, and a newcomer come to them. It leaves nothing behind."),
)
@pass_session
def demo(session: Session) -> None:
    """Let five people meet, and a newcomer come to them."""
    from p2pcard.cli import scenes
    from p2pcard.cli.stage import Stage

    with Stage(session) as stage:
        stage.introduce()
        stage.meet()
        stage.look_around()
        scenes.play(stage)
        stage.leave()
