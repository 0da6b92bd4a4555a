"""What can be handed on about a fault of the program: where it happened, and nothing of what was there.

An exception's own text and the variables around it may hold a name, a card or
a phrase, and a path holds the user's name. So a report is put together of
names that stand in the program or in a library alone, of line numbers and of
versions, and what is not known to be one of these is left out.
"""

import re
import sys
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Final

from p2pcard import __version__

_MODULES: Final = {  # of each package that p2pcard stands on, by the package's name
    "click": "click",
    "ifaddr": "ifaddr",
    "msgpack": "msgpack",
    "pynacl": "nacl",
    "qrcode": "qrcode",
    "zeroconf": "zeroconf",
    "zxing-cpp": "zxingcpp",
    "pillow": "PIL",
}
_LIBRARIES: Final = frozenset({*sys.stdlib_module_names, *_MODULES.values(), "_cffi_backend"})  # below nacl
_CAUSES: Final = 8  # of an exception, and exceptions beside one another
_FIRST, _LAST = 10, 40  # lines of the program on the way to an exception: endless recursion has a thousand
_VERSION: Final = re.compile(r"[0-9][0-9a-z.]{0,19}")


def report(error: BaseException) -> tuple[str, ...]:
    """Return the lines of a report: versions, then types of exceptions with modules and line numbers."""
    return (
        f"p2pcard {__version__}",
        f"python {'.'.join(map(str, sys.version_info[:3]))}",
        f"system {sys.platform}",
        *(f"{name} {_version(name)}" for name in _MODULES),
        *_told(error),
    )


def _told(error: BaseException) -> Iterator[str]:
    """Name an exception and those behind it, each with the way to it."""
    waiting: list[tuple[str, BaseException]] = [("", error)]
    seen: list[BaseException] = []
    while waiting and len(seen) < _CAUSES:
        before, found = waiting.pop(0)
        if any(found is each for each in seen):
            continue
        seen.append(found)
        yield before + _type_name(type(found))
        yield from _cut([*_way(found.__traceback__)])
        if isinstance(found, BaseExceptionGroup):
            waiting += [("one of them: ", each) for each in found.exceptions]
        if behind := found.__cause__ or (None if found.__suppress_context__ else found.__context__):
            waiting.append(("because of ", behind))


def _way(place: TracebackType | None) -> Iterator[str]:
    while place is not None:
        yield f"  {_module_name(place.tb_frame)} {place.tb_lineno}"
        place = place.tb_next


def _cut(lines: list[str]) -> list[str]:
    if len(lines) <= _FIRST + _LAST:
        return lines
    return [*lines[:_FIRST], "  ...", *lines[-_LAST:]]


def _module_name(frame: FrameType) -> str:
    """Name the module of a line: one of ours in full, one of a known library by the library alone."""
    name = frame.f_globals.get("__name__")
    found = sys.modules.get(name) if isinstance(name, str) else None
    if isinstance(name, str) and found is not None and vars(found) is frame.f_globals:
        return _known(name)
    return "unknown"


def _known(name: str) -> str:
    top = name.partition(".")[0]
    if top == "p2pcard":
        return name
    return top if top in _LIBRARIES else "unknown"


def _type_name(kind: type) -> str:
    """Name a type of exception, or the nearest above it that stands in the program or in a known library.

    One that was made while the program ran could be called anything.
    """
    for each in kind.__mro__:
        module = sys.modules.get(each.__module__)
        if getattr(module, each.__name__, None) is each and _known(each.__module__) != "unknown":
            return str(each.__name__)
    return "unknown"


def _version(name: str) -> str:
    from importlib import metadata

    try:
        found = _VERSION.match(metadata.version(name))
    except (metadata.PackageNotFoundError, OSError):
        return "missing"
    return found[0] if found else "unknown"
