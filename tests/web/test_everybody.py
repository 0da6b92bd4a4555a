"""The page for everybody: every screen in both languages, narrow and wide, by keyboard, and read aloud."""

import copy

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import keeping_screens
from tests.recorded_page import RecordedPage

REFUSED = {
    "reason": "own-code",
    "text": "No.",
    "kept": "Nothing.",
    "advice": "Go.",
    "next": {"do": "swap"},
}
WIDTHS = (320, 768, 1280)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@pytest.fixture
def shown(browser):
    recorded = []

    def showing(language="en", **known):
        recorded.append(RecordedPage(browser, language, **known))
        return recorded[-1]

    yield showing
    for each in recorded:
        each.page.close()


def screens(recorded):
    """Go through every screen; its name is told while it is shown."""
    page = recorded.page
    page.locator("input[type=password]").wait_for()
    yield "locked"
    yield from keeping_screens.locked(recorded)
    recorded.unlock()
    yield "meet"
    for place in ("card", "people", "vouching", "more"):
        page.locator("nav button").nth(["card", "meet", "people", "vouching", "more"].index(place)).click()
        page.locator("nav [aria-current]").wait_for()
        yield place
    page.locator("nav button").nth(2).click()
    page.locator(".people button").first.click()
    page.locator(".routes").wait_for(state="attached")
    yield "person"
    page.locator("main .halt").click()
    yield "forget"
    yield from keeping_screens.keeping(recorded)
    yield from of_a_person(recorded)
    yield from of_circles(recorded)
    recorded.press("place-card")
    recorded.press("card-drop", label="card")
    recorded.title("card-drop", label="card")
    yield "dropping a card"
    page.locator("nav button").nth(1).click()
    page.locator(".choice").nth(2).click()
    page.locator("textarea").fill("P2PC:A")
    yield "scan"
    page.locator("main .go").click()
    page.locator(".sheet").wait_for()
    yield "found"
    page.locator("nav button").nth(1).click()
    page.locator(".choice").nth(0).click()
    recorded.tell("code")
    page.locator(".code").wait_for()
    yield "swap"
    recorded.tell("words")
    page.locator(".say").wait_for()
    yield "words"
    recorded.tell("again", reason="different", left=2, beginning="")
    page.locator(".note").wait_for()
    yield "again"
    recorded.tell("stored")
    recorded.tell("over")
    page.locator("nav").wait_for()
    yield "over"
    page.locator("nav button").nth(1).click()
    page.locator(".choice").nth(1).click()
    yield "room"
    page.locator("main .go").click()
    recorded.tell("role", role="host")
    recorded.tell("invitation")
    recorded.tell("came")
    page.locator("#devices").wait_for()
    yield "hosting"
    recorded.tell("phrase", words=["slow", "amulet", "invent", "trophy"], mode="words", asked=False)
    page.locator(".say").wait_for()
    yield "reading"
    recorded.tell("not-ready", numbers=[2, 3])
    page.locator(".note").wait_for()
    yield "not ready"
    recorded.tell("over")
    page.locator("nav").wait_for()
    page.locator("main .go").click()
    page.locator(".choice").nth(1).click()
    page.locator("main .go").click()
    recorded.tell("in")
    page.locator("main p[role=status]").wait_for()
    yield "joined"
    recorded.tell("phrase", words=[None] * 4, mode="words", asked=False)
    page.locator("form").wait_for()
    yield "listening"
    recorded.tell("number", number=2, answer="talon")
    page.locator(".number").wait_for()
    yield "counting"
    recorded.tell("waiting")
    yield "waiting"
    recorded.tell("without", numbers=[3])
    page.locator(".note").wait_for()
    yield "somebody left"
    page.locator("main > div > .row .halt, main .row .halt").last.click()
    yield "stopping"
    recorded.tell("stored")
    recorded.tell("receipts")
    recorded.tell("stay")
    page.locator(".people").wait_for()
    yield "staying"
    recorded.tell("to-show")
    page.locator("main .sheet").wait_for()
    yield "who may see it"
    page.locator(".people button").first.click()
    page.locator(".choice").first.wait_for()
    yield "vouching on the spot"
    recorded.tell("moved")


def of_a_person(recorded):
    """Go through what is done about one person."""
    name = recorded.shown("answer-person")["person"]["name"]
    for word, values in (
        *((each, {"name": name}) for each in ("vouch-give", "mark", "introduce", "show-for", "check")),
        ("what-if", {}),
    ):
        recorded.press("place-people")
        recorded.page.locator(".people button").first.click()
        recorded.title_is(name)
        recorded.press(word, **values)
        if word == "introduce":
            recorded.page.locator(".people button").first.click()
        recorded.title(word, **values)
        yield word
    recorded.page.locator("main .row button").first.click()
    recorded.page.locator("main .routes").wait_for()
    yield "without one person"
    recorded.press("place-vouching")
    recorded.press("withdraw", name="Teo")
    recorded.title("withdraw", name=name)
    yield "withdraw"


def of_circles(recorded):
    """Go through what is done about circles."""
    recorded.press("place-vouching")
    recorded.press("circle-begin")
    recorded.title("circle-begin")
    yield "circle-begin"
    for word in ("circle-add", "circle-change", "circle-take", "circle-leave"):
        recorded.press("place-vouching")
        recorded.title("place-vouching")
        recorded.page.locator(".people button").first.click()
        recorded.title("circle", name="street")
        if word == "circle-add":
            yield "circle"
        recorded.press(word, name="street")
        recorded.title(word, name="street")
        yield word
    recorded.press("place-vouching")
    recorded.title("place-vouching")
    recorded.page.locator(".people button").first.click()
    recorded.press("circle-add")
    recorded.title("circle-add")
    recorded.page.locator(".people button").first.click()
    recorded.page.locator("main .go").wait_for()
    yield "counting in"


def every_screen(shown, language="en"):
    """Go through every screen of a page without cards, and of one with them."""
    for made, through in ((False, keeping_screens.before_cards), (True, screens)):
        recorded = shown(language, made=made)
        for name in through(recorded):
            yield recorded, name


def rules_broken(page):
    """What axe finds on the screen that is shown; its script is loaded once for all screens of a page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return page.evaluate("async (options) => (await axe.run(document, options)).violations", RULES)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_screen_begins_at_its_title_or_question_breaks_no_rule_and_fits_every_width(shown, language):
    seen = []
    for recorded, name in every_screen(shown, language):
        seen.append(name)
        focused = recorded.page.evaluate("document.activeElement.tagName")
        assert focused in {"H1", "INPUT", "TEXTAREA", "BUTTON", "SUMMARY"}, name
        assert recorded.page.locator("html").get_attribute("lang") == language
        assert recorded.page.locator("h1").count() == 1
        for width in WIDTHS:
            recorded.page.set_viewport_size({"width": width, "height": 720})
            wide = recorded.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} at {width}"
        broken = rules_broken(recorded.page)
        assert [(each["id"], each["nodes"][0]["html"]) for each in broken] == [], name
    assert len(seen) > 60


def test_everything_is_done_by_keyboard_alone(shown):
    recorded = shown()
    recorded.changed["cards"] = {"answer": {"cards": recorded.shown("answer-card-list")["cards"][:1]}}
    page, press = recorded.page, recorded.page.keyboard.press
    page.locator("input[type=password]").wait_for()
    page.keyboard.type("any words")
    press("Enter")
    page.locator("nav").wait_for()
    for _ in range(2):
        press("Tab")
    press("Enter")
    page.get_by_role("heading", name="Swap cards with a whole room").wait_for()
    press("Tab")
    press("Enter")
    recorded.tell("in")
    page.get_by_role("heading", name="Wait until all are here").wait_for()
    recorded.tell("phrase", words=[None] * 4, mode="words", asked=False)
    page.get_by_role("heading", name="Listen").wait_for()
    press("Tab")
    page.keyboard.type("slo amu inv tro")
    press("Enter")
    recorded.tell("number", number=2, answer=None)
    page.get_by_role("heading", name="Count off aloud").wait_for()
    press("Tab")
    page.keyboard.type("3")
    press("Enter")
    said = [values for method, values in recorded.calls if method == "say"]
    assert said == [{"heard": "slo amu inv tro"}, {"counted": 3}]


def test_what_somebody_wrote_on_a_card_never_stands_there_as_the_program_says_it(shown):
    recorded = shown()
    told = copy.deepcopy(recorded._recorded("people"))
    said = "You met in person, just now."
    told["answer"]["people"][0] |= {
        "channels": [["other", said]],
        "look_alikes": [told["answer"]["people"][1]["id"]],
    }
    recorded.changed["people"] = told
    recorded.unlock()
    recorded.page.locator("nav button").nth(2).click()
    entry = recorded.page.locator(".people button").first
    expect(entry).to_contain_text(f"(“{said}”)")
    expect(entry.locator("span").first).to_have_text(f"“{said}”")


def test_being_there_takes_away_the_warning_of_the_lock_and_no_other_sentence(shown):
    recorded = shown()
    recorded.unlock()
    alert = recorded.page.get_by_role("alert")
    recorded.changed["swap"] = {"refused": REFUSED}
    recorded.page.locator(".choice").nth(0).click()
    expect(alert).to_have_text("No.Nothing.Go.")
    recorded.page.evaluate("Date.now = () => 9e12")  # long after the last time that somebody did anything
    recorded.page.keyboard.press("Shift")
    recorded.page.evaluate("answer('cards', {})")  # what was asked before is answered before
    assert [method for method, _ in recorded.calls][-2:] == ["stay", "cards"]
    expect(alert).to_have_text("No.Nothing.Go.")
    recorded.tell("locking")
    expect(alert).to_contain_text("seconds")
    recorded.page.evaluate("Date.now = () => 9.1e12")
    recorded.page.keyboard.press("Shift")
    expect(alert).to_have_text("")


def test_a_conversation_that_is_refused_at_once_leaves_no_screen_behind_that_waits(shown):
    recorded = shown()
    recorded.unlock()
    for number, method in ((0, "swap"), (1, "meet")):
        recorded.changed[method] = {"refused": REFUSED}
        recorded.page.locator(".choice").nth(number).click()
        if method == "meet":
            recorded.page.locator("main .go").click()
        expect(recorded.page.get_by_role("alert")).to_have_text("No.Nothing.Go.")
        expect(recorded.page.get_by_role("heading", level=1)).to_have_text("Meet")


def test_what_is_refused_is_read_aloud_and_nothing_typed_is_lost(shown):
    recorded = shown()
    recorded.unlock()
    recorded.page.locator(".choice").nth(2).click()
    recorded.changed["look"] = {"refused": REFUSED}
    recorded.page.locator("textarea").fill("a text that is none")
    recorded.page.locator("main .go").click()
    expect(recorded.page.get_by_role("alert")).to_have_text("No.Nothing.Go.")
    expect(recorded.page.locator("textarea")).to_have_value("a text that is none")


def test_with_less_motion_forced_colours_and_larger_text_everything_is_there(shown):
    for recorded, name in every_screen(shown):
        recorded.page.emulate_media(forced_colors="active", reduced_motion="reduce")
        recorded.page.set_viewport_size({"width": 640, "height": 360})  # 1280 by 720 at 200 %
        assert recorded.page.evaluate("document.documentElement.scrollWidth") <= 640, name
        assert recorded.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_from_right_to_left_nothing_is_wider_than_the_window(shown):
    for recorded, name in every_screen(shown):
        recorded.page.evaluate("document.documentElement.dir = 'rtl'")
        for width in WIDTHS:
            recorded.page.set_viewport_size({"width": width, "height": 720})
            assert recorded.page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_page_is_small_and_comes_whole_from_here():
    from importlib.resources import files

    kept = {each.name: each.read_text("utf-8") for each in files("p2pcard.web").joinpath("page").iterdir()}
    assert sum(len(text.encode()) for text in kept.values()) <= 150_000
    assert not [
        name for name, text in kept.items() if "http://" in text or "https://" in text or "//cdn" in text
    ]
    assert not [
        name for name, text in kept.items() if "innerHTML" in text or "eval(" in text or "style=" in text
    ]
    assert not [name for name, text in kept.items() if "localStorage" in text or "sessionStorage" in text]
