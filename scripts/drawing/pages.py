"""All files of docs/pictures: the pictures, and a page that says each of them in words, too."""

from pathlib import Path
from typing import Final

from scripts.drawing import exchange, machine, rooms
from scripts.drawing.tables import ROOT, exchanges, machines

FOLDER: Final = ROOT / "docs" / "pictures"
PAGE: Final = """\
# Pictures

`scripts/pictures` draws this page and its pictures, and a test fails when they are stale.
The rooms come from the import contracts in `pyproject.toml`.
The messages and the states come from the tables of `docs/spec.md`.
Each picture is followed by the same in words.
"""
SAID: Final = """\
Which message may come when, and what it holds, is in `docs/spec.md`, section {section} and those below it.

"""
NOTE: Final = """\
What stands on an arrow are events; the conditions and effects are in `docs/spec.md`, sections {sections}.
A doubled box is an end, and a broken one a refusal: the run is over, and what came was not stored.
Any event that the picture does not name there is a refusal too, or changes nothing.

"""


def files() -> dict[Path, str]:
    """Return every file as it should be."""
    whole = rooms.house()
    sheets = [
        ("rooms", "The rooms, and the wings of core", rooms.outline(whole, 2)),
        ("core", "What is in the wings of core", rooms.inside(whole, "core")),
    ]
    found, page = {}, [PAGE]
    for name, title, room in sheets:
        found[FOLDER / f"{name}.svg"] = rooms.picture(title, room)
        page.append(_part(title, name, "", rooms.words(room)))
    for said in exchanges():
        name, title = f"messages-of-a-{said.name}", f"The messages of a {said.name}"
        found[FOLDER / f"{name}.svg"] = exchange.picture(title, said)
        page.append(_part(title, name, SAID.format(section=said.section), exchange.words(said)))
    for each in machines():
        name, title = each.name.replace(" ", "-"), f"The {each.name}"
        found[FOLDER / f"{name}.svg"] = machine.picture(title, each)
        page.append(_part(title, name, NOTE.format(sections=each.sections), machine.words(each)))
    return found | {FOLDER / "README.md": "\n".join(page)}


def _part(title: str, name: str, note: str, words: list[str]) -> str:
    said = "\n".join(f"- {line}" for line in words)
    return f"## {title}\n\n{note}![{title}, as in the list below]({name}.svg)\n\n{said}\n"
