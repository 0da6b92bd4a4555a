"""The opening phrase is tried beside the rest: nothing stays behind, and who stops does not wait for it."""

import gc
import os
import signal
import subprocess
import sys
import threading

import pytest

from p2pcard.cardholder.service import Cardholder
from p2pcard.cardholder.unlocking import Unlocking
from p2pcard.errors import WrongPhrase
from tests.shells import ANA, PHRASE, ROOT, device

WAITING = """
import sys, threading
from p2pcard.edge import generations
def unlock(*given, **more):
    print("TRYING", flush=True)
    threading.Event().wait()
generations.unlock = unlock
from p2pcard.cli.start import main
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
