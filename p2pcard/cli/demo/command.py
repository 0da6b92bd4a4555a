"""Real meetings on this device: a process and a vault for each person, real sockets on loopback."""

import click

from p2pcard.cli.general import Command, pass_session
from p2pcard.cli.session import Session
from p2pcard.wording.catalogue import say


@click.command(
    cls=Command,
    help=say("See people meet, and a newcomer come to them. It leaves nothing behind."),
)
@pass_session
def demo(session: Session) -> None:
    """Let five people meet, and a newcomer come to them."""
    from p2pcard.cli.demo import newcomer
    from p2pcard.cli.demo.meeting import DemoMeeting

    with DemoMeeting(session) as meeting:
        meeting.introduce()
        meeting.meet()
        meeting.look_around()
        newcomer.play(meeting)
        meeting.leave()
