"""What a page leaves behind: on the screen, behind the Back button, and in another tab."""

import pytest
from playwright.sync_api import expect

from tests.browser import FAKE_CAMERA, Served, chromium, go, heading, press, unlock
from tests.shells import ANA, PHRASE, device

KEPT = ["--disable-features=BackForwardCacheMemoryControls"]
HOSTILE = '<img src=x onerror="document.title=1">'


@pytest.fixture(scope="module")
def browser():
    """A browser that keeps pages for the Back button, as people's browsers do."""
    with chromium(
        *FAKE_CAMERA, *KEPT, permissions=["camera"], without=["--disable-back-forward-cache"]
    ) as context:
        yield context


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


@pytest.fixture
def served(ana):
    with Served(ana) as page:
        yield page


@pytest.fixture
def page(browser):
    opened = browser.new_page()
    yield opened
    opened.close()


def test_a_lock_by_button_and_by_keys_leaves_nothing_on_the_screen(page, served):
    unlock(page, served.link)
    for lock in (lambda: press(page, "Lock now"), lambda: page.keyboard.press("Control+Alt+KeyL")):
        go(page, "My card")
        expect(page.get_by_text("Name: Ana")).to_be_visible()
        lock()
        heading(page, "Your cards are locked")
        assert "600 100 101" not in page.content()
        page.goto(served.new_link())
        page.get_by_label("Your opening words").fill(PHRASE)
        page.keyboard.press("Enter")
        heading(page, "Meet")


def test_another_link_in_the_same_tab_lets_in_and_its_token_is_spent(page, served):
    page.goto(served.link)
    heading(page, "Your cards are locked")
    page.goto(served.new_link())
    expect(page).to_have_url(f"{served.origin}/")
    heading(page, "Your cards are locked")
    other = page.context.new_page()
    other.goto(served.link)
    expect(other.get_by_text("This link was used before", exact=False)).to_be_visible()
    other.close()


def test_back_shows_nothing_after_leaving_and_after_the_program_has_ended(page, ana):
    with Served(ana) as served:
        unlock(page, served.link)
        go(page, "My card")
        expect(page.get_by_text("Name: Ana")).to_be_visible()
        page.goto("about:blank")
        page.evaluate("history.back()")
        heading(page, "Your cards are locked")
        unlock(page, served.new_link())
        go(page, "My card")
        page.goto("about:blank")
    page.evaluate("history.back()")
    page.wait_for_timeout(300)
    assert "Ana" not in page.content()


def test_a_page_that_is_loaded_again_asks_and_then_goes_on_with_the_swap(page, served):
    unlock(page, served.link)
    press(page, "Swap cards with one person")
    page.get_by_text("No camera? The code").click()
    code = page.locator(".typed").inner_text()
    page.reload()
    heading(page, "Your cards are locked")
    page.get_by_label("Your opening words").fill(PHRASE)
    page.keyboard.press("Enter")
    page.get_by_text("No camera? The code").click()
    assert page.locator(".typed").inner_text() == code


def test_a_second_tab_says_that_there_is_a_first_one_and_takes_its_place(browser, page, served):
    unlock(page, served.link)
    second = browser.new_page()
    second.goto(served.origin)
    expect(second.get_by_text("p2pcard is open in another tab.")).to_be_visible()
    second.get_by_label("Your opening words").fill(PHRASE)
    second.keyboard.press("Enter")
    heading(second, "Meet")
    expect(page.get_by_text("p2pcard was opened in another tab")).to_be_visible()
    second.close()


def test_a_link_that_was_taken_says_so(browser, page, served):
    page.goto(served.link)
    heading(page, "Your cards are locked")
    late = browser.new_page()
    late.goto(served.link)
    expect(late.get_by_text("This link was used before")).to_be_visible()
    assert "#" not in late.url
    late.close()


def test_a_program_that_is_killed_is_told_and_nothing_is_lost(page, ana):
    with Served(ana) as served:
        unlock(page, served.link)
        served.process.kill()
        heading(page, "p2pcard has ended")
    assert ana.people() == []


def test_markup_on_a_card_is_text(page, served, tmp_path):
    hostile = device(
        tmp_path,
        {
            "name": HOSTILE,
            "channels": [["other", HOSTILE], ["phone", 'javascript:alert(1)"'], ["email", "a@b.c?bcc=d@e.f"]],
            "organisation": HOSTILE,
            "role": HOSTILE,
        },
        "hostile",
    )
    unlock(page, served.link)
    press(page, "Scan a code")
    page.get_by_label("Or paste a text here").fill(hostile.tell("show", "--text"))
    press(page, "See what it is")
    press(page, "Take it")
    heading(page, HOSTILE)
    assert page.title() == "p2pcard"
    assert page.locator("main img").count() == 0
    assert page.get_by_role("link").count() == 0  # neither is a telephone number, or a mail address alone
