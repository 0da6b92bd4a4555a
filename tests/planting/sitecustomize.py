"""Plants a fault in a program that begins with this folder on its path; Python runs this before all else.

`P2PCARD_PLANT` names what is broken, as `module:function`, or as a module alone
that cannot be loaded. `P2PCARD_CANARY` is then in every variable on the way to
the fault, in its text, in the name of its type, in a second thread and in the
name of the machine. `P2PCARD_WAY` says how it breaks: `raise` does so, `beside`
breaks what nobody waits for and goes on, anything else is one of Python's own
exceptions.
"""

import asyncio
import builtins
import contextlib
import ctypes
import functools
import importlib.abc
import importlib.machinery
import os
import socket
import sys
import threading
import types

CANARY = os.environ["P2PCARD_CANARY"]
MODULE, _, PLACE = os.environ["P2PCARD_PLANT"].partition(":")
WAY = os.environ.get("P2PCARD_WAY", "raise")
A_NAME_OF_ITS_OWN = 0x04000000  # for the machine, as this process sees it: CLONE_NEWUTS


def fail(*given, **more):
    """Fail as badly as can be."""
    frame: types.FrameType | None = sys._getframe()
    while frame is not None:
        frame.f_locals[f"planted_{CANARY}"] = CANARY
        frame = frame.f_back
    try:
        os.environ[f"no {CANARY}"]
    except KeyError as error:
        error.add_note(CANARY)
        raise type(CANARY, (ValueError,), {"__module__": CANARY})(CANARY, {CANARY: given}) from error


def fail_beside(work, *given, **more):
    """Fail where nobody waits, in each of three ways, and go on."""

    class Thrown:
        __del__ = fail

    async def fail_soon():
        raise ValueError(CANARY)

    Thrown()
    thread = threading.Thread(target=fail, name=CANARY)
    thread.start()
    thread.join()
    with contextlib.suppress(RuntimeError):
        loop = asyncio.get_running_loop()
        loop.call_soon(fail)
        tasks = {loop.create_task(fail_soon(), name=CANARY)}
        loop.call_soon(loop.call_soon, tasks.clear)
    return work(*given, **more)


def fail_as(*given, **more):
    """Fail with one of Python's own exceptions."""
    raise getattr(builtins, WAY)(CANARY)


def break_beside(work):
    """Let a function fail where nobody waits, and go on."""
    return lambda *given, **more: fail_beside(work, *given, **more)


BREAK = {"raise": lambda work: fail, "beside": break_beside}


class Planter(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module and breaks it."""

    def find_spec(self, name, path, target=None):
        if name != MODULE:
            return None
        found = importlib.machinery.PathFinder.find_spec(name, path, target)
        assert found and found.loader
        self._loader, found.loader = found.loader, self
        return found

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        if not PLACE:
            fail()
        self._loader.exec_module(module)
        *above, last = PLACE.split(".")
        place = functools.reduce(getattr, above, module)
        work = getattr(place, last)
        setattr(place, last, BREAK[WAY](work) if WAY in BREAK else fail_as)


sys.meta_path.insert(0, Planter())
with contextlib.suppress(OSError, AttributeError):
    if ctypes.CDLL(None).unshare(A_NAME_OF_ITS_OWN) == 0:
        socket.sethostname(CANARY)
