"""A real browser in front of the page: Debian's Chromium, with a camera made of pictures."""

import contextlib
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

from tests.shells import LOOPBACK, PATIENCE, PHRASE, Device

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
expect.set_options(timeout=PATIENCE * 1000)


@contextlib.contextmanager
def chromium(
    *flags: str, profile: Path | None = None, without: Sequence[str] = (), **options: Any
) -> Iterator[Any]:
    """A browser, as a context of Playwright: one person's, with a profile of its own."""
    with sync_playwright() as playwright:
        settings: dict[str, Any] = {"executable_path": CHROMIUM, "args": [*QUIET, *flags]}
        settings["ignore_default_args"] = list(without)
        if profile:
            context = playwright.chromium.launch_persistent_context(str(profile), **settings, **options)
            yield context
            context.close()
            return
        browser = playwright.chromium.launch(**settings)
        yield browser.new_context(**options)
        browser.close()


class Served:
    """The page of one device, served by the program in a process of its own."""

    def __init__(self, device: Device, *arguments: str) -> None:
        self.process = device.process(
            "ui", "--no-browser", "--address", LOOPBACK, *arguments, stderr=subprocess.DEVNULL
        )
        self.link = self._link()
        self.origin = self.link.partition("/#")[0]

    def _link(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def new_link(self) -> str:
        """Ask for another link, as a person does with Enter."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.link = self._link()
        return self.link

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE)


def unlock(page: Page, link: str, phrase: str = PHRASE) -> None:
    """Come by the link and type the opening phrase."""
    page.goto(link)
    page.get_by_label("Your opening words").fill(phrase)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Meet", exact=True)).to_be_visible()
    page.evaluate(COUNT)


COUNT = """() => {
  window.actions = 0;
  const pressed = (event) => { if (event.target.closest("button[type=button]")) actions += 1; };
  addEventListener("click", pressed, true);
  addEventListener("submit", () => { actions += 1; }, true);
}"""


def actions(page: Page) -> int:
    """Count what was done since the page was unlocked: buttons that were pressed, forms that were sent."""
    done: int = page.evaluate("actions")
    return done


def press(page: Page, name: str, *, exact: bool = False) -> None:
    """Press the one button whose name has these words, or is these words."""
    page.get_by_role("button", name=name, exact=exact).click()


def go(page: Page, place: str) -> None:
    """Go to a place by its name in the row of places."""
    page.get_by_role("navigation").get_by_role("button", name=place, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(place)


def heading(page: Page, name: str) -> None:
    """Wait for a screen by its title."""
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
