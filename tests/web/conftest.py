"""The people of the page's tests: Ana in a real browser, Ben with the program beside her."""

import pytest

from tests.browser import FAKE_CAMERA, Served, chromium, press, unlock
from tests.shells import ANA, BEN, LOOPBACK, Talk, device


@pytest.fixture(scope="module")
def browser():
    with chromium(*FAKE_CAMERA, permissions=["camera"]) as context:
        yield context


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


@pytest.fixture
def ben(tmp_path):
    return device(tmp_path, BEN)


@pytest.fixture
def page(browser, ana):
    """Ana's page, unlocked."""
    with Served(ana) as served:
        opened = browser.new_page()
        unlock(opened, served.link)
        yield opened
        opened.close()


@pytest.fixture
def host(page, ben):
    """Ben, who started a meeting of two that Ana's page joined."""
    with Talk(ben, "meet", "--host", "--address", LOOPBACK) as talk:
        talk.until("invitation")
        press(page, "Swap cards with a whole room")
        press(page, "Join the meeting")
        talk.until("came")
        talk.say({"start": 2})
        yield talk
