"""The way in: choose the language, then load the commands; what no command took care of ends the call."""

import atexit
import gc
import os
import sys

from p2pcard.cli import output

TYPE_CHECKING = False  # typing itself takes longer to load than the version takes to be said
if TYPE_CHECKING:
    from p2pcard.cli.session import ServePage, Session


def main(serve_page: "ServePage") -> None:
    """Run p2pcard on the arguments of this process; `serve_page` is the other shell."""
    output.guard()
    session: Session | None = None
    try:
        if sys.argv[1:] == ["--version"]:
            _say_version()
            return
        gc.set_threshold(50_000)  # a short call ends before Python first looks for what it could drop
        atexit.register(gc.freeze)  # Python would look through all it loaded once more before it leaves
        from p2pcard.wording import catalogue

        catalogue.begin(sys.argv[1:], os.environ)
        from p2pcard.cli import session as sessions
        from p2pcard.cli.commands import p2pcard

        session = sessions.Session(serve_page=serve_page)
        p2pcard(prog_name="p2pcard", obj=session)
    except Exception as error:
        from p2pcard.cli import ending

        sys.exit(ending.tell(error, session, as_json="--json" in sys.argv))


def _say_version() -> None:
    """Print the version without loading what commands need: click is what takes the time."""
    from p2pcard import __version__

    print(f"p2pcard {__version__}", flush=True)  # noqa: T201  click is what takes the time
