"""From nothing to an open card in a real browser, and what lies in the browser's profile afterwards."""

from playwright.sync_api import expect

from tests.browser import Served, chromium, go, heading, press
from tests.shells import Device


def test_a_newcomer_answers_slips_and_has_an_open_card_and_the_browser_keeps_nothing(tmp_path):
    profile, new = tmp_path / "browser", Device(tmp_path / "new")
    with Served(new) as served, chromium(profile=profile) as context:
        page = context.new_page()
        page.goto(served.link)
        heading(page, "Welcome")
        press(page, "Español")
        heading(page, "Te damos la bienvenida")
        press(page, "English")
        press(page, "Make my card")
        press(page, "Go on")
        expect(page.get_by_role("alert")).to_contain_text("There is nothing on this line.")
        page.get_by_label("What should people here call you?").fill("Zoe canary-name")
        page.get_by_label("How can they reach you?").fill("600 100 101\nzoe@example.org")
        page.get_by_label("What can you offer?").fill("van")
        expect(page.get_by_text("Understood: Phone 600 100 101. Email zoe@example.org.")).to_be_visible()
        page.get_by_label("Which languages do you speak?").fill("wxyz")
        press(page, "Go on")
        expect(page.get_by_role("alert")).to_contain_text("“wxyz” is no language that is known here.")
        page.get_by_label("Which languages do you speak?").fill("English")
        press(page, "Go on")
        heading(page, "This is all that others will get")
        press(page, "Change something")
        expect(page.get_by_label("What can you offer?")).to_have_value("van")
        press(page, "Go on")
        press(page, "That is right")
        heading(page, "These six words open your cards")
        words = page.locator(".say").inner_text()
        press(page, "Go on")
        expect(page.get_by_role("alert")).to_contain_text("Nothing was")
        typed = page.get_by_label("Type them here")
        typed.fill("other words than those")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").locator(".note")).to_be_visible()
        assert page.locator(".say").inner_text() == words
        typed.fill(words.upper())
        page.keyboard.press("Enter")
        heading(page, "Meet")
        expect(page.get_by_text("Your card is made.")).to_be_visible()
        go(page, "My card")
        expect(page.get_by_text("Name: Zoe canary-name")).to_be_visible()
        press(page, "Lock now")
        heading(page, "Your cards are locked")
        page.goto("about:blank")
        page.evaluate("setTimeout(() => history.back())")  # the page that is left answers nothing
        heading(page, "Your cards are locked")
        assert "canary-name" not in page.content()
    kept = b"".join(file.read_bytes() for file in profile.rglob("*") if file.is_file())
    assert served.origin.encode() in kept, "the profile is the one that was used"
    for secret in ("canary-name", "600 100 101", "zoe@example.org", words, words.upper()):
        assert secret.encode() not in kept
        assert secret.encode("utf-16-le") not in kept
    new.use(words)
    assert new.do("card")["card"]["name"] == "Zoe canary-name"
