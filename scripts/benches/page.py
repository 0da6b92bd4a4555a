"""The page in Debian's Chromium: what people wait for, and what its process takes while nobody does anything.

Each time is taken inside the page, from what a person does or what the camera
gives to the picture on the screen. The camera is a film that the browser plays
(scripts/camera.py): first without a code that can be read, then with a sharp
one. A mark in its corner says which picture is shown, so that the time runs
from when the first sharp picture was taken. Reading one picture as the page
sends it, with the decoder alone, is measured in the same run and stands beside
it: no scan can be faster.

The process is compared with one that is the same but serves nothing.
"""

import contextlib
import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFilter

from p2pcard.core.statements.card import Card
from p2pcard.edge import qr
from p2pcard.service import codes
from p2pcard.service.cardholder import Cardholder
from scripts import camera
from scripts.benches import book
from tests.browser import CHROMIUM, FAKE_CAMERA, Served, chromium, go, press, unlock
from tests.shells import Device

PEOPLE: Final = 1_000
RUNS: Final = 9
TYPED: Final = "ana peña 7"
PAINT_LIMIT, LIST_LIMIT, KEY_LIMIT = 300.0, 200.0, 100.0  # ms, medians
MEMORY_LIMIT, MORE_LIMIT = 45.0, 10.0  # MB: of the process, and above one that serves nothing
IDLE, IDLE_LIMIT = 10.0, 0.1  # seconds in which nobody does anything, and percent of a processor
SIZES: Final = ((640, 480), (1280, 720), (1920, 1080))
GOAL: Final = (1280, 720)
SCAN_LIMIT, SCAN_WORST = 200.0, 500.0  # ms, median and worst, at the size of the goal
SENT: Final = 640  # pixels: how wide the page sends most pictures
DULL, SHARP = 40, 60  # pictures of the film, 30 a second
MARK: Final = 64  # pixels of the mark in the corner: black while nothing can be read, then white
GOOD: Final = camera.Shot(tilt=12, sway=10, blur=0.3, noise=6)

BARE = """\
import sys
from p2pcard.cli import start
from p2pcard.web import engine

def hold(me, address, tell, wishes):
    unlocking = me.unlocking(sys.stdin.readline().strip())
    me.enter(unlocking)
    tell("open")
    sys.stdin.readline()

start.main(hold)
"""
PAINT = """
() => new Promise((told) => new PerformanceObserver((all) => {
  all.getEntriesByName("first-contentful-paint").forEach((each) => told(each.startTime));
}).observe({ type: "paint", buffered: true }))
"""
# From something that a person does to the first picture after the list of people was filled.
WATCH = """
(done) => {
  window.took = new Promise((told) => addEventListener(done, () => {
    const began = performance.now();
    new MutationObserver((changes, watch) => {
      if (!changes.some(({ target }) => target.matches(".people, #page"))) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => told(performance.now() - began)));
    }).observe(document, { childList: true, subtree: true });
  }, { once: true, capture: true }));
}
"""
# From the first picture with a white mark behind one with a black mark to a card on the screen.
SCAN = """
() => {
  const video = document.querySelector("video");
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  let dull = false, since = null;
  const look = (now, { captureTime }) => {
    pen.drawImage(video, 8, 8, 16, 16, 0, 0, 1, 1);
    if (pen.getImageData(0, 0, 1, 1).data[0] < 128) dull = true;
    else if (dull) since ??= captureTime ?? now;
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
  window.took = new Promise((told) => {
    new MutationObserver((_, watch) => {
      if (!document.querySelector("main .sheet")) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => told(since && performance.now() - since)));
    }).observe(document, { childList: true, subtree: true });
  });
}
"""


def run() -> bool:
    """Print one row for each measure, with its limit; return whether all limits were kept."""
    if not Path(CHROMIUM).exists():
        print("page: Chromium is missing, so nothing was measured. On Debian: apt install chromium")
        return True
    _head(f"page (load {os.getloadavg()[0]:.1f})")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        nobody, many = (device_with(Path(folder), people) for people in (0, PEOPLE))
        kept = [*_waits(many), *_at_rest(nobody)]
        return all([*kept, *_scans(nobody, Path(folder))])


def device_with(folder: Path, people: int) -> Device:
    """Make a device on which the cards of so many people are."""
    book.make(folder / str(people), people)
    return Device(folder / str(people), book.PHRASE)


# What people wait for


def _waits(device: Device) -> list[bool]:
    with Served(device) as served, chromium() as context:
        page = context.new_page()
        paints = [_paint(page, served) for _ in range(RUNS)]
        unlock(page, served.new_link(), book.PHRASE)
        lists = [_list(page) for _ in range(RUNS)]
        page.get_by_role("searchbox").focus()
        keys = [_timed(page, "input", partial(page.keyboard.type, key)) for key in TYPED]
    return [
        row("first paint after navigation", paints, PAINT_LIMIT),
        row(f"{PEOPLE:,} people listed", lists, LIST_LIMIT),
        row(f"search among {PEOPLE:,}, a key", keys, KEY_LIMIT),
    ]


def _paint(page: Any, served: Served) -> float:
    page.goto("about:blank")
    page.goto(served.new_link())
    page.get_by_role("textbox").wait_for()
    return float(page.evaluate(PAINT))


def _list(page: Any) -> float:
    go(page, "Meet")
    return _timed(page, "click", lambda: go(page, "People"))


def _timed(page: Any, event: str, act: Callable[[], object]) -> float:
    page.evaluate(WATCH, event)
    act()
    return float(page.evaluate("() => took"))


# What the process takes


def _at_rest(device: Device) -> list[bool]:
    with Served(device) as served, chromium() as context:
        unlock(context.new_page(), served.link, book.PHRASE)
        ours = memory(served.process.pid)
        before = _worked(served.process.pid)
        time.sleep(IDLE)  # noqa: TID251  what is measured is that nothing happens
        share = (_worked(served.process.pid) - before) / IDLE * 100
    with bare(device) as pid:
        least = memory(pid)
    return [
        row("memory of its process, own cards open", [ours], MEMORY_LIMIT, "MB"),
        row("  above the same process that serves nothing", [ours - least], MORE_LIMIT, "MB"),
        row(f"processor in {IDLE:.0f} s of nothing", [share], IDLE_LIMIT, "%"),
    ]


@contextlib.contextmanager
def bare(device: Device) -> Iterator[int]:
    """Run the same program, with the same cards open, that serves nothing; give its number."""
    words = [
        sys.executable,
        "-c",
        BARE,
        "--home",
        str(device.home),
        "ui",
        "--no-browser",
        "--address",
        "127.0.0.1",
    ]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipes")
        process.stdin.write(book.PHRASE + "\n")
        process.stdin.flush()
        process.stdout.readline()
        yield process.pid
        process.stdin.close()


def memory(pid: int) -> float:
    """Return the MB that a process holds now."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1000


def _worked(pid: int) -> float:
    """Return the seconds of processor time that all its threads took so far."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


# Scanning


def _scans(device: Device, folder: Path) -> list[bool]:
    _head("scan, from the first sharp picture to the card", f"{'decoder':>10}{'ratio':>7}")
    text = _somebody(folder / "other")
    kept = []
    for width, height in SIZES:
        dull, sharp = pictures(text, width, height)
        film = folder / "film.mjpeg"
        film.write_bytes(dull * DULL + sharp * SHARP)
        times = _film_scanned(device, film)
        limits = (SCAN_LIMIT, SCAN_WORST) if (width, height) == GOAL else (None, None)
        kept.append(
            row(f"  camera of {width}x{height}", times, limits[0], worst=limits[1], alone=_decoding(sharp))
        )
    return kept


def _somebody(home: Path) -> str:
    """Return the text of somebody's code."""
    me = Cardholder(home)
    me.create(book.PHRASE, Card("Ben", languages=("en",)), low_memory=True)
    text = codes.text_of(bytes(me.current_card()))
    me.lock()
    return text


def pictures(text: str, width: int, height: int) -> tuple[bytes, bytes]:
    """Return two files of what a camera of this size sees: a code too blurred to be read, and a sharp one."""
    code = Image.open(io.BytesIO(qr.png(text)))
    taken = camera.photograph(code, code.width // 8 - 8, GOOD, random.Random(1))  # noqa: S311  the same each time
    seen = Image.open(io.BytesIO(taken))
    high = seen.width * height // width
    above = (seen.height - high) // 2
    sharp = seen.crop((0, above, seen.width, above + high)).resize((width, height))
    dull = sharp.filter(ImageFilter.GaussianBlur(height / 20))
    return _marked(dull, "black"), _marked(sharp, "white")


def _marked(picture: Image.Image, mark: str) -> bytes:
    ImageDraw.Draw(picture).rectangle((0, 0, MARK, MARK), fill=mark)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def _film_scanned(device: Device, film: Path) -> list[float]:
    """Scan the film again and again; a scan that began with the sharp pictures says nothing."""
    times: list[float] = []
    flags = (*FAKE_CAMERA, f"--use-file-for-fake-video-capture={film}")
    with Served(device) as served, chromium(*flags, permissions=["camera"]) as context:
        page = context.new_page()
        unlock(page, served.link, book.PHRASE)
        press(page, "Scan a code")
        while len(times) < RUNS:
            page.locator("video").wait_for(state="attached")
            page.evaluate(SCAN)
            took = page.evaluate("() => took")
            times += [] if took is None else [float(took)]
            press(page, "No", exact=True)
    return times


def _decoding(sharp: bytes) -> float:
    """Return the median of reading the picture as the page sends it, in ms."""
    picture = Image.open(io.BytesIO(sharp))
    file = io.BytesIO()
    picture.resize((SENT, picture.height * SENT // picture.width)).save(file, "JPEG", quality=85)
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        qr.read_frame(file.getvalue())
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _head(subject: str, more: str = "") -> None:
    print(f"{subject:<46}{'median':>12}{'worst':>12}{'limit':>9}{more}")


def row(
    name: str,
    found: Sequence[float],
    limit: float | None,
    unit: str = "ms",
    *,
    worst: float | None = None,
    alone: float | None = None,
) -> bool:
    """Print a measure with its limits, perhaps beside the decoder `alone`; return whether they were kept."""
    median, most = statistics.median(found), max(found)
    kept = (limit is None or median <= limit) and (worst is None or most <= worst)
    numbers = "".join(f"{each:>9.1f} {unit:<2}" for each in (median, most))
    beside = "" if alone is None else f"{alone:>7.1f} ms{median / alone:>7.0f}"
    limits = "/".join(f"{each:g}" for each in (limit, worst) if each is not None) or "-"
    print(f"{name:<46}{numbers}{limits:>9}{beside}{'' if kept else '  OVER THE LIMIT'}")
    return kept
