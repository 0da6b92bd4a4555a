"""What lies in the browser's own profile after somebody used the page."""

import sqlite3

from tests.browser import FAKE_CAMERA, Served, chromium, go, heading, press, unlock
from tests.shells import ANA, BEN, LOOPBACK, PHRASE, Talk, device


def test_the_browser_keeps_and_offers_nothing_of_it(tmp_path):
    """Neither the phrase nor what cards say is there, and no password was offered to be kept."""
    profile = tmp_path / "browser"
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    with Served(ana) as served, chromium(*FAKE_CAMERA, profile=profile, permissions=["camera"]) as context:
        page = context.new_page()
        unlock(page, served.link)
        go(page, "My card")
        with Talk(ben, "swap", "--address", LOOPBACK) as terminal:
            go(page, "Meet")
            press(page, "Scan a code")
            page.get_by_label("Or paste a text here").fill(terminal.until("code")["typed"])
            press(page, "See what it is")
        go(page, "People")
        page.get_by_label("Find by a name").fill("canary-search")
        press(page, "Lock now")
        heading(page, "Your cards are locked")
    kept = b"".join(file.read_bytes() for file in profile.rglob("*") if file.is_file())
    assert served.origin.encode() in kept, "the profile is the one that was used"
    for secret in (PHRASE, "600 100 101", "canary-search", "ben@example.org"):
        assert secret.encode() not in kept
        assert secret.encode("utf-16-le") not in kept
    for file in profile.rglob("Login Data"):
        with sqlite3.connect(file) as base:
            assert base.execute("select count(*) from logins").fetchone() == (0,)
            assert base.execute("select count(*) from stats").fetchone() == (0,)
