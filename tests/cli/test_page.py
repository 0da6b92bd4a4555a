"""The command that opens the page: its links, the browser, and what it needs."""

import json
import os
import sys

import pytest

from tests.browser import Served
from tests.schema import fits
from tests.shells import ANA, PATIENCE, device


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


def test_programs_get_each_link_as_an_answer(ana):
    with Served(ana, "--json") as served:
        links = [json.loads(served.link), json.loads(served.new_link())]
    assert all(fits("answer-ui", link) for link in links)
    assert links[0]["page"].partition("#")[0] == links[1]["page"].partition("#")[0]
    assert links[0] != links[1]


def test_the_browser_of_this_person_is_opened_at_the_link(ana, tmp_path, monkeypatch):
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{opener.parent}:{os.environ['PATH']}")
    process = ana.process("ui")
    try:
        assert process.stdout
        link = process.stdout.readline()
        process.terminate()
        process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert (tmp_path / "opened").read_text() == link


def test_what_is_missing_is_named_with_the_command_that_installs_it(ana, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "p2pcard.web.serve", raising=False)
    assert ana.refused("ui", "--no-browser") == "web-not-installed"
    assert 'pip install "p2pcard[web]"' in ana.run("ui", "--no-browser").err
