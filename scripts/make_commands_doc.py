"""Write docs/commands.md from what each command's `--help` says.

Run as `scripts/make commands` after a change of a command, an option or its
help; a test fails when the page is stale.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "commands.md"
WIDTH = 100
INTRODUCTION = """\
# Commands

This page is what `p2pcard COMMAND --help` says, written by `scripts/make commands`.
The options of the whole program may stand before or behind the command.
`docs/tutorial.md` shows the commands in use, `docs/json.md` what they say to programs.
"""


def page() -> str:
    """Return the whole page."""
    os.environ["LANGUAGE"] = "en"
    from p2pcard.wording import catalogue

    catalogue.install("en")
    from p2pcard.cli.commands import p2pcard

    return "\n".join([INTRODUCTION, *_sections(("p2pcard",), p2pcard, None)])


def _sections(words: tuple[str, ...], command: Any, above: Any) -> Iterator[str]:
    """Give the section of a command, then those of the commands in it."""
    context = command.make_context(
        words[-1], [], parent=above, resilient_parsing=True, terminal_width=WIDTH, max_content_width=WIDTH
    )
    yield f"## `{' '.join(words)}`\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    for name, below in getattr(command, "commands", {}).items():
        yield from _sections((*words, name), below, context)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(ROOT))
