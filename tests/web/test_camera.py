"""The camera of the page: a code that it sees is named, and nothing is done before somebody says so."""

import io

from PIL import Image
from playwright.sync_api import expect

from p2pcard.edge import qr
from tests.browser import FAKE_CAMERA, Served, chromium, heading, press, unlock
from tests.recorded_page import RecordedPage
from tests.shells import ANA, BEN, device

FRAMES = 30  # a second of pictures, which the browser plays again and again


def filmed(path, text):
    """Write what a camera of 1280 by 720 sees of a screen that shows this code."""
    code = Image.open(io.BytesIO(qr.png(text))).convert("L")
    side = 480
    frame = Image.new("L", (1280, 720), 90)
    frame.paste(code.resize((side, side)), ((1280 - side) // 2, (720 - side) // 2))
    jpeg = io.BytesIO()
    frame.convert("RGB").save(jpeg, "JPEG", quality=80)
    path.write_bytes(jpeg.getvalue() * FRAMES)
    return f"--use-file-for-fake-video-capture={path}"


def test_a_card_in_front_of_the_camera_is_named_and_taken_after_a_yes(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    film = filmed(tmp_path / "card.mjpeg", ben.do("show")["text"])
    with Served(ana) as served, chromium(*FAKE_CAMERA, film, permissions=["camera"]) as context:
        page = context.new_page()
        unlock(page, served.link)
        press(page, "Scan a code")
        expect(page.get_by_text("This is the card of Ben. Take it?")).to_be_visible()
        assert page.locator("video").count() == 0
        press(page, "Take it")
        heading(page, "Ben")
    assert ana.people() == ["Ben"]


def test_a_camera_that_is_refused_is_said_and_a_picture_from_a_file_works_instead(tmp_path):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    picture = tmp_path / "card.png"
    ben.do("show", "--png", str(picture))
    with Served(ana) as served, chromium() as context:
        page = context.new_page()
        unlock(page, served.link)
        press(page, "Scan a code")
        expect(page.get_by_role("status").filter(has_text="picture from a file")).to_be_visible()
        page.get_by_label("A picture from a file").set_input_files(picture)
        expect(page.get_by_text("This is the card of Ben. Take it?")).to_be_visible()


LATE = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
const may = new Promise((let_it) => { window.letCamera = let_it; });
navigator.mediaDevices.getUserMedia = async (wish) => {
  await may;
  window.given = await ask(wish);
  return window.given;
};
"""
TURNED_OFF = """
async () => {
  for (let looks = 0; looks < 200; looks++) {
    if (window.given?.getTracks().every((each) => each.readyState === "ended")) return true;
    await new Promise((passed) => setTimeout(passed, 20));
  }
  return false;
}
"""


def test_a_camera_that_is_given_after_its_screen_was_left_is_turned_off_at_once():
    with chromium(*FAKE_CAMERA, permissions=["camera"]) as context:
        context.add_init_script(LATE)
        recorded = RecordedPage(context)
        recorded.unlock()
        recorded.page.locator(".choice").nth(2).click()
        recorded.page.locator("video").wait_for(state="attached")
        recorded.page.locator("nav button").nth(2).click()
        heading(recorded.page, "People")
        recorded.page.evaluate("letCamera()")
        assert recorded.page.evaluate(TURNED_OFF)
        assert recorded.page.locator("video").count() == 0
