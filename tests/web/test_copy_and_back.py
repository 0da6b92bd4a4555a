"""A copy goes out through the browser, comes back on another device, and an older save comes back, too."""

from playwright.sync_api import expect

from tests.browser import Served, go, heading, press
from tests.shells import PHRASE, Device

OWN = "our boat lies upside down by the lake"


def chosen(page, phrase):
    """Choose opening words of one's own."""
    heading(page, "These six words open your cards")
    page.get_by_label("Type them here").fill(phrase)
    page.get_by_text("I want words of my own").click()
    page.get_by_label("Your own words once more").fill(phrase)
    press(page, "Go on")


def test_a_copy_leaves_by_the_browser_and_brings_everything_back_elsewhere(browser, page, ana, ben, tmp_path):
    press(page, "Scan a code")
    page.get_by_label("Or paste a text here").fill(ben.tell("show", "--text"))
    press(page, "See what it is")
    press(page, "Take it")
    heading(page, "Ben")
    go(page, "More")
    press(page, "Copy of everything")
    expect(page.locator("ol li")).to_have_count(12)
    words = " ".join(page.locator("ol li").all_inner_texts())
    press(page, "I wrote them down")
    page.get_by_label("Type all twelve").fill(words.partition(" ")[2])
    press(page, "Save the copy")
    expect(page.get_by_role("alert").locator(".note")).to_be_visible()
    expect(page.get_by_label("Type all twelve")).to_have_value(words.partition(" ")[2])
    page.get_by_label("Type all twelve").fill(words)
    with page.expect_download() as download:
        press(page, "Save the copy")
    assert download.value.suggested_filename == "p2pcard-copy"
    download.value.save_as(tmp_path / "kept")
    expect(page.get_by_text("Your browser has the copy now.")).to_be_visible()
    press(page, "Lock now")
    new = Device(tmp_path / "new")
    with Served(new) as served:
        other = browser.new_page()
        other.goto(served.link)
        press(other, "Bring back my cards from a copy")
        other.get_by_label("The file of the copy").set_input_files(tmp_path / "kept")
        other.get_by_label("The twelve words").fill(words)
        press(other, "Go on")
        expect(other.get_by_role("alert")).to_contain_text("what happened to the old device")
        other.get_by_label("It is lost or broken").check()
        press(other, "Go on")
        chosen(other, OWN)
        heading(other, "Meet")
        expect(other.get_by_text("you are the same person to everybody")).to_be_visible()
        go(other, "People")
        expect(other.get_by_role("button", name="Ben")).to_be_visible()
        other.close()


def test_from_the_locked_screen_one_goes_back_looks_what_is_wrong_and_deletes_everything(browser, ana):
    ana.do("card", "new", "second", "--card", "-", given='{"name": "Ana"}')
    with Served(ana) as served:
        page = browser.new_page()
        page.goto(served.link)
        heading(page, "Your cards are locked")
        page.get_by_text("More, if this does not open").click()
        press(page, "Does everything work here?")
        heading(page, "Does everything work here?")
        expect(page.get_by_text("Your cards are on this device.")).to_be_visible()
        press(page, "Back")
        page.get_by_text("More, if this does not open").click()
        press(page, "Go back to another save on this device")
        page.get_by_label("Your opening words").fill(PHRASE)
        page.keyboard.press("Enter")
        expect(page.get_by_text("This is your last save.")).to_be_visible()
        press(page, "Go back to save number")
        heading(page, "Meet")
        expect(page.get_by_role("alert")).to_contain_text("you are the same person")
        go(page, "More")
        press(page, "Delete everything")
        page.get_by_label("Your cards and your people will be gone").fill("delete")
        page.keyboard.press("Enter")
        heading(page, "Welcome")
        expect(page.get_by_text("Everything is gone from this device.")).to_be_visible()
        assert ana.refused("people") == "no-vault"
        press(page, "Make my card")
        heading(page, "Make my card")
        served.process.kill()
        heading(page, "p2pcard has ended")
        page.close()


def test_a_new_profile_is_made_from_the_locked_screen_and_opens_by_its_name(browser, ana):
    with Served(ana) as served:
        page = browser.new_page()
        page.goto(served.link)
        page.get_by_text("More, if this does not open").click()
        press(page, "Make a new profile")
        page.get_by_label("The name of the profile").fill("work")
        press(page, "Make my card")
        page.get_by_label("What should people here call you?").fill("Doctor A")
        press(page, "Go on")
        press(page, "That is right")
        chosen(page, PHRASE)
        heading(page, "Meet")
        press(page, "Lock now")
        heading(page, "Your cards are locked")
        page.goto(served.new_link())
        page.get_by_text("More, if this does not open").click()
        page.get_by_label("The name of the profile").fill("-")
        page.get_by_label("Your opening words").fill(PHRASE)
        page.keyboard.press("Enter")
        go(page, "My card")
        expect(page.get_by_text("Name: Ana")).to_be_visible()
        page.close()


def test_settings_are_changed_and_other_words_open_the_cards(page, ana):
    go(page, "More")
    press(page, "Settings")
    page.get_by_label("Who vouches for whom is forgotten").check()
    press(page, "Keep it so")
    expect(page.get_by_role("alert")).to_contain_text("Who vouches for whom is forgotten")
    press(page, "Change my opening words")
    chosen(page, OWN)
    expect(page.get_by_text("Only the new phrase opens your cards now.")).to_be_visible()
    press(page, "Español")
    heading(page, "Ajustes")
    press(page, "English")
    heading(page, "Settings")
    go(page, "More")
    press(page, "The notice that ends my card")
    press(page, "Yes")
    expect(page.get_by_text("With this notice anybody can end your card")).to_be_visible()
    go(page, "More")
    press(page, "End my card now, and begin anew")
    page.get_by_label("Your card will be dead for good").fill("DEAD")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your card is new, and nobody vouches for it yet.")).to_be_visible()
    press(page, "Lock now")
    heading(page, "Your cards are locked")
    page.get_by_label("Your opening words").fill(OWN)
    page.keyboard.press("Enter")
    heading(page, "Meet")
