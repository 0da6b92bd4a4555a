"""The command that opens the page in the person's own browser."""

import click

from p2pcard.cli.exchanging import own_address
from p2pcard.cli.general import Command, pass_session
from p2pcard.cli.session import Session
from p2pcard.errors import WebNotInstalled
from p2pcard.wording.catalogue import say


@click.command(cls=Command, help=say("Open your cards as a page in your browser."))
@own_address
@click.option("--no-browser", is_flag=True, help=say("Only show the link, and open no browser."))
@pass_session
def ui(session: Session, address: str, no_browser: bool) -> None:
    """Serve the page until it is closed."""
    if session.serve_page is None:
        raise WebNotInstalled
    me = session.cardholder

    def tell(link: str) -> None:
        session.answer({"page": link}, link)
        if not no_browser:
            click.launch(link)

    session.note(say("This link opens your cards in a browser, once. Press Enter for another link."))
    session.note(say("To end p2pcard, close it on the page, or press Ctrl-C here."))
    session.serve_page(me, address, tell, session.keyboard.line_soon)
