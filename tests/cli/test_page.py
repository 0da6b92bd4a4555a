"""The command that opens the page: its links, the browser, and what it needs."""

import json
import os
import sys
from urllib.request import Request, urlopen

import pytest

from p2pcard.edge.store.generations import LOCK
from p2pcard.edge.store.lockfile import FolderLock
from tests.browser import Served
from tests.schema import fits
from tests.shells import ANA, PATIENCE, PHRASE, device


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


def ask(served, key, method, **values):
    """Call the engine of a page that is served, as its page does."""
    headers = {"origin": served.origin, "content-type": "application/json", "x-p2pcard-key": key}
    body = json.dumps({"method": method, "values": values}).encode()
    with urlopen(Request(f"{served.origin}/call", body, headers), timeout=PATIENCE) as answer:  # noqa: S310  # our own page
        return json.load(answer)["answer"]


def test_while_the_page_has_the_cards_open_a_command_is_refused_by_its_name(ana):
    with Served(ana) as served:
        key = ask(served, "", "enter", token=served.link.partition("#")[2])["key"]
        assert ana.people() == []  # the page is there, and its cards are locked
        key = ask(served, key, "enter", phrase=PHRASE)["key"]
        assert ana.refused("people", code=3) == "open-on-page"
        assert "on the page in your browser" in ana.run("people").err
        assert "en la página de tu navegador" in ana.run("--lang", "es", "people").err
        ask(served, key, "lock")
        assert ana.people() == []


def test_a_page_that_is_served_no_more_is_not_named(ana):
    with Served(ana):
        pass
    folder = next(path.parent for path in ana.home.rglob(LOCK))
    lock = FolderLock(folder / LOCK)
    assert ana.refused("people", code=3) == "vault-busy"
    lock.release()
