"""The opening phrase is tried beside the rest: nothing stays behind, and nobody who stops waits for it."""

import asyncio
import gc
import os
import signal
import subprocess
import sys
import threading

import pytest

from p2pcard.core.formats import sealed
from p2pcard.core.statements.card import Card
from p2pcard.edge.store import generations
from p2pcard.edge.store.lockfile import FolderLock
from p2pcard.errors import WrongPhrase
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.unlocking import Unlocking
from tests.shells import ANA, PHRASE, ROOT, device

WAITING = """
import os, threading
from p2pcard.edge.store import generations
def unlock(*given, **more):
    os.write(1, b"TRYING\\n")  # print would hold the lock of what is flushed at the end
    threading.Event().wait()
generations.unlock = unlock
from p2pcard.__main__ import main
main()
"""


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


def alive(*kinds):
    """How many objects of these kinds there are."""
    return sum(isinstance(each, kinds) for each in gc.get_objects())


def test_a_wrong_phrase_is_forgotten_as_soon_as_it_was_refused(ana):
    me = Cardholder(ana.home)
    gc.collect()
    gc.disable()  # or it might tidy up what is to be gone by itself
    try:
        for _ in range(2):
            with pytest.raises(WrongPhrase) as refused:
                me.unlock("another phrase altogether")
            del refused
        me.unlock(PHRASE)
        assert alive(WrongPhrase, Unlocking) == 0
    finally:
        gc.enable()
    me.lock()


def test_where_there_can_be_no_more_threads_the_vault_opens_all_the_same(ana, monkeypatch):
    def refuse(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    me = Cardholder(ana.home)
    with pytest.raises(WrongPhrase):
        me.unlock("another phrase altogether")
    me.unlock(PHRASE)
    assert me.is_open
    me.lock()


def of_normal_cost(home):
    """The folder of a vault that costs what is usual."""
    me = Cardholder(home)
    me.create(PHRASE, Card("Ana"))
    me.lock()
    return me


def test_while_a_vault_of_the_usual_cost_opens_everything_else_on_the_loop_goes_on(tmp_path):
    me, turns = of_normal_cost(tmp_path / "home"), 0
    assert sealed.NORMAL.memory_kib > sealed.LOW_MEMORY.memory_kib

    async def others():
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def story():
        beside = asyncio.create_task(others())
        await asyncio.sleep(0)
        unlocking = Unlocking(me.home, "", PHRASE)
        before = turns
        await unlocking
        after = turns
        me.enter(unlocking)
        assert turns == after  # there was nothing left to wait for
        beside.cancel()
        return after - before

    assert asyncio.run(story()) > 100
    assert me.is_open
    me.lock()


def test_a_wrong_phrase_that_was_awaited_is_refused_and_leaves_the_vault_free(ana):
    async def story():
        me = Cardholder(ana.home)
        wrong = Unlocking(me.home, "", "another phrase altogether")
        await wrong
        with pytest.raises(WrongPhrase):
            me.enter(wrong)
        right = Unlocking(me.home, "", PHRASE)
        await right
        await right  # what is over is not waited for
        me.enter(right)
        assert me.is_open
        me.lock()

    asyncio.run(story())


def test_opening_that_is_given_up_lets_go_of_the_vault(ana, monkeypatch):
    begun, go_on, opened = threading.Event(), threading.Event(), threading.Event()
    unlock, release = generations.unlock, FolderLock.release

    def slowly(*given, **more):
        begun.set()
        go_on.wait()
        return unlock(*given, **more)

    def released(lock):
        release(lock)
        opened.set()

    async def story():
        opening = asyncio.ensure_future(Unlocking(ana.home, "", PHRASE))
        await asyncio.to_thread(begun.wait)
        opening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await opening

    monkeypatch.setattr(generations, "unlock", slowly)
    monkeypatch.setattr(FolderLock, "release", released)
    asyncio.run(story())
    go_on.set()  # the loop is gone by now
    opened.wait()
    monkeypatch.undo()
    me = Cardholder(ana.home)
    me.unlock(PHRASE)
    assert me.is_open
    me.lock()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_whoever_stops_while_the_phrase_is_tried_does_not_wait_for_it(ana, tmp_path, number):
    (tmp_path / "phrase").write_text(PHRASE)
    environment = {**os.environ, "P2PCARD_PASSPHRASE_FILE": str(tmp_path / "phrase"), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", WAITING, "--home", ana.home, "people"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509  # one thread
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"TRYING\n"
        process.send_signal(number)
        _, complaint = process.communicate(timeout=60)
    assert process.returncode in (1, -signal.SIGTERM)
    assert b"Traceback" not in complaint
    assert b"Exception ignored" not in complaint
    assert ana.run("people").code == 0
