"""Codes in a terminal: drawn where the window has room, and text for those who cannot use a picture."""

import contextlib
import fcntl
import json
import os
import pty
import struct
import termios

from tests.screens import DARK, screenshot, seen
from tests.shells import ANA, device


def own_cards(ana):
    return {each["label"]: each for each in ana.do("card", "list")["cards"]}


def test_for_screen_readers_a_code_is_text(tmp_path):
    ana = device(tmp_path, ANA)
    shown = ana.tell("--plain", "show")
    assert ana.do("show")["text"] in shown
    assert "\x1b" not in shown
    assert "█" not in shown


def on_screen(ana, rows, columns, *arguments):
    """What a command draws in a window of this size, line by line."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    running = ana.process(*arguments, stdin=theirs, stdout=theirs)
    os.close(theirs)
    drawn = b""
    with contextlib.suppress(OSError):  # Linux: the other end is closed
        while piece := os.read(ours, 65536):
            drawn += piece
    os.close(ours)
    assert running.wait() == 0, running.communicate()[1]
    running.communicate()
    return drawn.decode().replace("\r\n", "\n").splitlines()


def test_the_code_of_a_card_with_name_and_phone_can_be_read_from_a_terminal(tmp_path):
    ana = device(tmp_path, {"name": "Ana", "channels": [["phone", "600 100 101"]]}, "Ana")
    lines = on_screen(ana, 24, 80, "show")
    code = [line for line in lines if "\x1b[" in line]
    assert all(len(line) <= 80 for line in lines if line not in code)
    assert seen(screenshot(code, DARK, len(code), 80)) == [ana.do("show")["text"]]


def test_a_short_card_fits_a_smaller_window_than_a_whole_one(tmp_path):
    ana = device(tmp_path, {"name": "Ana", "channels": [["phone", "600 100 101"]]}, "Ana")
    ana.do("card", "new", "codes", "--short", "--card", "-", given=json.dumps({"name": "Ana"}))
    cards = own_cards(ana)
    assert cards["codes"]["bytes"] < cards["card"]["bytes"]
    assert cards["codes"]["one_code"]
    whole, short = (on_screen(ana, 100, 80, "show", label) for label in ("card", "codes"))
    assert len(short) < len(whole)


def test_without_colours_a_code_is_still_drawn_and_the_screen_says_where_a_camera_reads_it(
    tmp_path, monkeypatch
):
    ana = device(tmp_path, ANA)
    monkeypatch.setenv("NO_COLOR", "1")
    lines = on_screen(ana, 60, 100, "show")
    assert "\x1b" not in "".join(lines)
    assert any("NO_COLOR" in line and "dark window" in line for line in lines)
    drawn = [line for line in lines if set(line) <= set(" ▀▄█") and line]
    assert seen(screenshot(drawn, DARK, rows=60, columns=100)) == [ana.do("show")["text"]]
