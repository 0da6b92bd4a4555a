"""What people do about one another on the page, in a real browser, with real programs on the other side."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import Served, go, heading, press, unlock
from tests.shells import LOOPBACK, Talk, device
from tests.standings import friends, hand

HOSTILE: dict[str, Any] = {
    "name": "<img src=x onerror=alert(1)>",
    "channels": [
        ["phone", "javascript:alert(1)"],
        ["email", "ben@example.org?bcc=all@example.org&body=<b>"],
        ["url", "javascript:alert(2)"],
        ["signal", "<script>alert(3)</script>"],
        ["address", "data:text/html,<script>alert(4)</script>"],
    ],
    "offers": ["<svg onload=alert(5)>"],
    "organisation": "</p><form action=//example.org>",
    "role": "{name} & {way} &lt;b&gt;",
}


@pytest.fixture
def people(tmp_path):
    """Ana, Ben and Cleo, who all met; Ben vouches for Cleo, who agreed."""
    ana, ben, cleo = friends(tmp_path)
    ben.do("vouch", "Cleo", "--may-introduce")
    hand(ben, cleo)
    cleo.do("accept", "Ben")
    return ana, ben, cleo


@pytest.fixture
def opened(browser, people):
    """Ana's page, unlocked, with her people."""
    with Served(people[0]) as served:
        made = browser.new_page()
        unlock(made, served.link)
        yield made
        made.close()


def take(page, block):
    """Take a card, or what a bundle brings, from its text."""
    go(page, "Meet")
    press(page, "Scan a code")
    page.get_by_label("Or paste a text here").fill(block)
    press(page, "See what it is")
    press(page, "Take it")
    expect(said(page)).not_to_be_empty()


def said(page):
    """What is said above the screen."""
    return page.get_by_role("alert")


def person(page, name):
    go(page, "People")
    press(page, name)
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_whose_word_counts_who_stands_behind_somebody_and_what_if_one_were_wrong(opened, people):
    _, ben, cleo = people
    page = opened
    person(page, "Ben")
    press(page, "Whether the word of Ben counts with me")
    press(page, "yes, their own word")
    expect(said(page)).to_contain_text("counts with you: yes, their own word")
    take(page, cleo.do("show", "--vouches")["block"])
    expect(said(page)).to_contain_text("Ben vouches for Cleo.")
    person(page, "Cleo")
    expect(page.get_by_text("Only Ben vouches for Cleo: everything depends on Ben.")).to_be_visible()
    page.get_by_text("See it as a picture").click()
    assert "everything depends on Ben" in (page.locator(".routes img").get_attribute("alt") or "")
    press(page, "What if somebody were wrong?")
    press(page, "Ben")
    expect(page.get_by_text("Without Ben, this would be left:")).to_be_visible()
    person(page, "Ben")
    press(page, "Introduce Ben to somebody")
    press(page, "Cleo")
    press(page, "Introduce them")
    expect(said(page)).to_contain_text("Ben and Cleo are asked when you next meet them.")
    press(page, "Show what I have for Ben")
    expect(page.locator(".code img")).to_be_visible()
    page.get_by_text("As text for a mail or a file").click()
    block = page.locator("pre").inner_text()
    assert [each["news"] for each in ben.do("add", given=block)["news"]] == ["introduction-offered"]


def test_ones_word_is_given_seen_and_taken_back_under_vouching(opened):
    page = opened
    go(page, "Vouching")
    press(page, "Vouch for somebody")
    press(page, "Ben")
    expect(page.get_by_text("You met, by a code and words")).to_be_visible()
    press(page, "Not yet (most people choose this)")
    expect(said(page)).to_contain_text("You vouch for Ben. It counts once Ben agreed.")
    go(page, "Vouching")
    expect(page.locator(".sheet")).to_contain_text("who has not agreed yet")
    press(page, "Take back my word for Ben")
    press(page, "No", exact=True)
    press(page, "Take back my word for Ben")
    press(page, "Yes", exact=True)
    expect(said(page)).to_contain_text("You no longer vouch for Ben.")
    expect(page.get_by_text("You vouch for nobody yet.")).to_be_visible()


def test_in_a_swap_each_question_is_asked_and_the_swap_waits_for_its_answer(opened, people):
    page, ben = opened, people[1]
    ben.do("vouch", "Ana")
    with Talk(ben, "swap", "--address", LOOPBACK) as terminal:
        press(page, "Scan a code")
        page.get_by_label("Or paste a text here").fill(terminal.until("code")["text"])
        press(page, "See what it is")
        press(page, "Swap now")
        heard = " ".join(terminal.until("words")["say"])
        page.get_by_label("Type what the other person says").fill(heard)
        terminal.say({"heard": page.locator(".say").inner_text()})
        page.keyboard.press("Enter")
        expect(page.get_by_text("Ben vouches for you, as “Ana”.")).to_be_visible()
        press(page, "I agree")
        assert terminal.until("news")["news"][0]["news"] == "vouch-accepted"
        expect(page.get_by_text("Your answer is on its way.")).to_be_visible()
        assert terminal.end() == 0
    expect(page.get_by_role("navigation")).to_be_visible()
    go(page, "Vouching")
    expect(page.get_by_text("Ben vouches for you, as “Ana”.")).to_be_visible()
    press(page, "Show who vouches for me")
    expect(page.locator(".code img")).to_be_visible()


def test_a_circle_is_begun_changed_filled_checked_and_left(opened):
    page = opened
    go(page, "Vouching")
    press(page, "Begin a circle")
    page.get_by_label("What do you call the circle?").fill("<b>Street</b>")
    page.keyboard.press("Enter")
    heading(page, "Circle “<b>Street</b>”")
    press(page, "Change the rule")
    page.get_by_label("How many people does a newcomer need?").fill("1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("A newcomer needs 1 person who vouches for them.")).to_be_visible()
    press(page, "Take over a rule")
    page.get_by_label("Paste the line with the rule").fill("no rule")
    page.keyboard.press("Enter")
    expect(said(page).locator("p")).to_have_count(3)
    page.get_by_label("Paste the line with the rule").fill("P2PCARD RULE people=3 budget=1 probation=0")
    page.keyboard.press("Enter")
    expect(page.get_by_text("A newcomer needs 3 people")).to_be_visible()
    press(page, "Count somebody in")
    press(page, "Ben")
    expect(page.get_by_text("This says nothing bad about Ben.")).to_be_visible()
    expect(page.get_by_role("button", name="Count in by the rule")).to_have_count(0)
    press(page, "They belonged from the start")
    expect(said(page)).to_contain_text("Ben is counted in.")
    go(page, "Vouching")
    expect(page.get_by_role("button", name="<b>Street</b>: 1 person")).to_be_visible()
    press(page, "See whether somebody meets the rules")
    press(page, "Ben")
    expect(page.get_by_text("Ben has been there from the start.")).to_be_visible()
    go(page, "Vouching")
    press(page, "<b>Street</b>: 1 person")
    press(page, "Leave “<b>Street</b>”")
    press(page, "Leave it, and forget the people")
    expect(said(page)).to_contain_text("1 person is forgotten.")
    go(page, "People")
    expect(page.get_by_text("People found: 1")).to_be_visible()


def test_nothing_on_a_strangers_card_is_markup_or_leads_into_another_program(opened, tmp_path):
    page = opened
    stranger = device(tmp_path, HOSTILE, "stranger")
    take(page, stranger.tell("show", "--text"))
    heading(page, HOSTILE["name"])
    for _, way in HOSTILE["channels"]:
        expect(page.get_by_role("main")).to_contain_text(way)
    for text in (HOSTILE["offers"][0], HOSTILE["organisation"], HOSTILE["role"]):
        expect(page.get_by_role("main")).to_contain_text(text)
    made = "main a, main img, main script, main svg, main b, main form"
    assert page.locator(made).count() == 0
    press(page, "Introduce")
    press(page, "Ben ben@example.org")
    press(page, "Introduce them")
    expect(said(page)).to_contain_text(HOSTILE["name"])
    go(page, "People")
    expect(page.get_by_role("button", name=HOSTILE["name"])).to_be_visible()
    assert page.locator("main img, main script, main svg, main b").count() == 0


def test_two_of_one_name_are_told_apart_up_to_the_last_question(opened, tmp_path):
    page = opened
    for folder, phone in (("one", "+34 600 (222) 345"), ("other", "600 710 088")):
        teo = device(tmp_path / folder, {"name": "Teo", "channels": [["phone", phone]]})
        take(page, teo.tell("show", "--text"))
    go(page, "People")
    expect(page.get_by_text("only the card, not met").nth(1)).to_be_visible()
    press(page, "Teo (+34 600 (222) 345)")
    assert page.get_by_role("link").get_attribute("href") == "tel:+34600222345"
    press(page, "Forget Teo")
    heading(page, "Forget Teo (+34 600 (222) 345)")
    expect(page.get_by_text("Forget Teo (+34 600 (222) 345)?")).to_be_visible()
    press(page, "Yes", exact=True)
    expect(page.get_by_role("button", name="Teo", exact=False)).to_have_count(1)


def test_one_of_several_cards_is_shown_given_and_dropped(browser, ana, ben):
    ana.do("card", "new", "clinic", "--card", "-", given='{"name": "A.", "offers": ["nursing"]}')
    with Served(ana) as served:
        page = browser.new_page()
        unlock(page, served.link)
        go(page, "My card")
        press(page, "clinic", exact=True)
        expect(page.get_by_text("Name: A.", exact=True)).to_be_visible()
        go(page, "Meet")
        page.get_by_label("Which card do others get?").select_option("clinic")
        with Talk(ben, "swap", "--scan", "--address", LOOPBACK) as terminal:
            press(page, "Swap cards with one person")
            page.get_by_text("No camera? The code").click()
            terminal.say({"code": page.locator(".typed").inner_text()})
            heard = " ".join(terminal.until("words")["say"])
            page.get_by_label("Type what the other person says").fill(heard)
            terminal.say({"heard": page.locator(".say").inner_text()})
            page.keyboard.press("Enter")
            assert [each["name"] for each in terminal.until("stored")["cards"]] == ["A."]
            assert terminal.end() == 0
        press(page, "Done")
        go(page, "My card")
        press(page, "clinic", exact=True)
        press(page, "Drop the card “clinic”")
        press(page, "Yes", exact=True)
        expect(said(page)).to_contain_text("The card is dropped.")
        expect(page.get_by_role("button", name="Drop the card")).to_have_count(0)
        page.close()
