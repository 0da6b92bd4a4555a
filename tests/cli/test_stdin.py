"""Standard input is waited for beside other things, whatever it is."""

import asyncio
import os
import sys

from p2pcard.cli.stdin import read_soon


def test_other_things_go_on_until_something_is_typed(monkeypatch):
    reading, writing = os.pipe()

    async def story():
        waiting = asyncio.create_task(read_soon(5))
        await asyncio.sleep(0)
        assert not waiting.done()
        os.write(writing, b"a line of more than five")
        first = await waiting
        os.close(writing)
        return first, await read_soon(100), await read_soon(100)

    with open(reading, encoding="utf-8") as there:  # noqa: PTH123  # a pipe has no path
        monkeypatch.setattr(sys, "stdin", there)
        assert asyncio.run(story()) == (b"a lin", b"e of more than five", b"")


def test_who_stops_waiting_takes_nothing_away(monkeypatch):
    reading, writing = os.pipe()

    async def story():
        waiting = asyncio.create_task(read_soon(5))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait({waiting})
        os.write(writing, b"later")
        return waiting.cancelled(), await read_soon(9)

    with open(reading, encoding="utf-8") as there:  # noqa: PTH123  # a pipe has no path
        monkeypatch.setattr(sys, "stdin", there)
        assert asyncio.run(story()) == (True, b"later")
    os.close(writing)


def test_a_plain_file_and_a_closed_input_need_no_waiting(monkeypatch, tmp_path):
    (tmp_path / "typed").write_bytes(b"typed before")
    with (tmp_path / "typed").open(encoding="utf-8") as there:
        monkeypatch.setattr(sys, "stdin", there)
        assert asyncio.run(read_soon(5)) == b"typed"
    monkeypatch.setattr(sys, "stdin", None)
    assert asyncio.run(read_soon(5)) == b""
