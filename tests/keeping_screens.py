"""The screens of a recorded page about a first card, copies, settings, and the end of a card."""

from collections.abc import Iterator

from tests.recorded_page import RecordedPage


def before_cards(recorded: RecordedPage) -> Iterator[str]:
    """Go through every screen of a page where no cards are; its name is told while it is shown."""
    page = recorded.page
    recorded.title("welcome")
    yield "welcome"
    recorded.press("another-profile")
    recorded.title("another-profile")
    yield "another profile"
    recorded.press("back")
    recorded.title("welcome")
    recorded.press("bring-back")
    recorded.title("bring-back")
    yield "bring back"
    recorded.press("back")
    recorded.title("welcome")
    recorded.press("make-card")
    recorded.title("make-card")
    page.locator("textarea").first.fill("600 100 101")
    page.locator("textarea").last.focus()
    page.locator("p[role=status]").nth(1).wait_for()
    yield "first card"
    page.locator("main .go").click()
    recorded.title("preview-title")
    yield "all that others will get"
    page.locator("main .go").click()
    recorded.title("words-title")
    page.locator("main summary").click()
    yield "opening words"
    recorded.changed["opened"] = {"answer": {"month": "The clock says 1970."}}
    page.locator("main .go").click()
    recorded.title("month-title")
    yield "month"
    del recorded.changed["opened"]
    page.locator("main .go").click()
    recorded.title("place-meet")
    page.locator("main .note").wait_for()
    yield "made"


def locked(recorded: RecordedPage) -> Iterator[str]:
    """Go through what can be done where cards are locked, and end there."""
    page = recorded.page

    def more() -> None:
        recorded.title("locked")
        page.locator("main summary").click()

    more()
    yield "locked, with more"
    recorded.press("doctor")
    recorded.title("doctor")
    yield "doctor, locked"
    recorded.press("back")
    more()
    recorded.press("wipe")
    recorded.title("wipe")
    yield "wipe, locked"
    recorded.press("back")
    more()
    recorded.press("go-back")
    recorded.title("go-back")
    yield "go back"
    page.locator("main .go").click()
    recorded.page.locator("main .sheet").first.wait_for()
    yield "saves"
    page.locator("main .sheet button").first.click()
    page.locator("main .halt").first.wait_for()
    yield "which save goes"
    page.locator("main button").last.click()
    recorded.title("locked")


def keeping(recorded: RecordedPage) -> Iterator[str]:
    """Go through what is done with open cards, from More and from the own card."""
    page = recorded.page
    for place, words in (
        ("place-card", ("edit-title", "new-title")),
        ("place-more", ("settings", "doctor", "notice", "anew", "wipe", "copy")),
    ):
        for word in words:
            recorded.press(place)
            recorded.press(word)
            recorded.title(word)
            yield word
    page.locator("main .go").click()
    page.locator("main textarea").wait_for()
    yield "twelve words"
    page.locator("main .go").click()
    page.locator("main p").nth(1).wait_for()
    yield "copy made"
    recorded.press("place-more")
    recorded.press("notice")
    page.locator("main .go").click()
    page.locator("main .code").wait_for()
    yield "notice shown"
