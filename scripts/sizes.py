"""Name the modules and functions that have grown large: a warning, never a failure.

A table or a `match` stays whole, and a thought is not cut to fit. What is named here may be right as it is.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULE = 400
FUNCTION = 40


def modules() -> list[Path]:
    """Every file of Python: what ends so, and the scripts that say it in their first line."""
    named = [path for room in ("p2pcard", "scripts", "tests") for path in (ROOT / room).rglob("*.py")]
    called = [
        path
        for path in (ROOT / "scripts").iterdir()
        if path.is_file() and not path.suffix and "python" in path.read_text("utf-8").partition("\n")[0]
    ]
    return sorted([*named, *called])


def functions(path: Path) -> Iterator[tuple[int, str, int]]:
    """The functions of a file: at which line, called how, and how long without decorators and docstring."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = node.body[0] if ast.get_docstring(node) is not None else None
            docstring = (told.end_lineno or 0) - told.lineno + 1 if told else 0
            yield node.lineno, node.name, (node.end_lineno or 0) - node.lineno + 1 - docstring


def large(path: Path) -> Iterator[str]:
    """What is large in one file."""
    place = path.relative_to(ROOT)
    lines = len(path.read_text("utf-8").splitlines())
    if lines > MODULE:
        yield f"{place}: {lines} lines (more than {MODULE})"
    if place.parts[0] == "tests" or "vectors" in place.parts:  # a story and a table of cases may be long
        return
    for line, name, size in functions(path):
        if size > FUNCTION:
            yield f"{place}:{line}: {name} has {size} lines (more than {FUNCTION})"


def main() -> None:
    """Name what is large; end well in any case."""
    for path in modules():
        for row in large(path):
            print(f"large: {row}")


if __name__ == "__main__":
    main()
