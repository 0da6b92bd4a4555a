"""What people do on the page, in a real browser, with real programs on the other side."""

from playwright.sync_api import expect

from tests.browser import COUNT, actions, go, heading, press
from tests.shells import LOOPBACK, PHRASE, Talk, device, said_by


def test_a_swap_with_a_terminal_takes_one_code_and_two_words_each_way(page, ben, ana):
    with Talk(ben, "swap", "--scan", "--address", LOOPBACK) as terminal:
        press(page, "Swap cards with one person")
        page.get_by_text("No camera? The code").click()
        terminal.say({"code": page.locator(".typed").inner_text()})
        page.get_by_label("Type what the other person says").fill(said_by(terminal))
        terminal.say({"heard": page.locator(".say").inner_text()})
        page.keyboard.press("Enter")
        expect(page.get_by_role("main").get_by_text("You now hold the cards of: Ben")).to_be_visible()
        expect(page.get_by_role("main").get_by_text("They hold your card, too.")).to_be_visible()
        assert terminal.end() == 0
    assert ben.people() == ["Ana"]
    press(page, "Ben", exact=True)
    expect(page.get_by_text("You met, by a code and words")).to_be_visible()
    press(page, "Not yet (most people choose this)")
    heading(page, "Ben")
    expect(page.get_by_role("alert")).to_contain_text("You vouch for Ben. It counts once Ben agreed.")


def test_a_code_is_named_before_anything_is_done_and_then_swapped(page, ben):
    with Talk(ben, "swap", "--address", LOOPBACK) as terminal:
        press(page, "Scan a code")
        page.get_by_label("Or paste a text here").fill(terminal.until("code")["typed"])
        press(page, "See what it is")
        expect(page.get_by_text("This is the code of a swap")).to_be_visible()
        press(page, "Swap now")
        page.get_by_label("Type what the other person says").fill(said_by(terminal))
        page.keyboard.press("Enter")
        expect(page.get_by_text("That is right.")).to_be_visible()
        terminal.say({"heard": page.locator(".say").inner_text()})
        expect(page.get_by_text("You now hold the cards of")).to_be_visible()
        assert terminal.end() == 0


def test_a_page_hosts_a_meeting_of_three(page, ben, tmp_path):
    cora = device(tmp_path, {"name": "Cora"})
    press(page, "Swap cards with a whole room")
    press(page, "Start it only for those who have the invitation")
    invitation = page.locator(".typed").inner_text()
    with (
        Talk(ben, "meet", "--invitation", "--address", LOOPBACK) as one,
        Talk(cora, "meet", "--invitation", "--address", LOOPBACK) as other,
    ):
        for talk in (one, other):
            talk.say({"invitation": invitation})
            talk.until("in")
        expect(page.get_by_text("Devices here, with this one: 3")).to_be_visible()
        done = actions(page)
        page.reload()
        page.get_by_label("Your opening words").fill(PHRASE)
        page.keyboard.press("Enter")
        expect(page.get_by_text("Devices here, with this one: 3")).to_be_visible()
        page.evaluate(COUNT)
        page.get_by_label("Count who holds a device here").fill("3")
        press(page, "All are here: begin")
        heading(page, "Read this aloud, slowly, twice")
        phrase = page.locator(".say").inner_text()
        for talk in (one, other):
            talk.until("phrase")
            talk.say({"heard": phrase})
        answers = [talk.until("number")["answer"] for talk in (one, other)]
        for talk in (one, other):
            talk.say({"counted": 3})
        page.get_by_label("After the last number, one of the others says").fill(next(filter(None, answers)))
        page.keyboard.press("Enter")
        expect(page.get_by_text("All of them hold your card.")).to_be_visible()
        press(page, "Done")
        assert done + actions(page) <= 6  # of the person who starts it and reads aloud
        assert (one.end(), other.end()) == (0, 0)
    assert sorted(ben.people()) == ["Ana", "Cora"]


def test_a_guest_has_three_actions_and_vouches_on_the_spot_with_two(page, host, ben):
    page.get_by_label("What you heard").fill(" ".join(host.until("phrase")["words"]))
    page.keyboard.press("Enter")
    page.get_by_label("The last number you heard").fill("2")
    word = page.locator(".say").inner_text()
    page.keyboard.press("Enter")
    host.say({"heard": word})
    expect(page.get_by_text("All of them hold your card.")).to_be_visible()
    assert actions(page) == 1 + 3  # the first leads to the page where one joins
    host.until("stay")
    host.say({"vouch": "Ana"})
    expect(page.get_by_text("Ben vouches for you, as “Ana”.")).to_be_visible()
    press(page, "I agree")
    expect(page.get_by_text("Who may see here that they vouch for you?")).to_be_visible()
    press(page, "Ben may see it")
    expect(page.get_by_text("Who may see it is decided.")).to_be_visible()
    assert host.until("news")["news"][0]["news"] == "vouch-accepted"
    before = actions(page)
    press(page, "Ben", exact=True)
    press(page, "Yes, and others may count it, too. Ben sees this.")
    expect(page.get_by_text("You vouch for Ben. It counts once Ben agreed.")).to_be_visible()
    assert actions(page) == before + 2
    (news,) = host.until("news")["news"]
    host.say({"accept": news["by"]})
    expect(page.get_by_text("Ben agreed to what you said of them.")).to_be_visible()
    press(page, "Done")
    host.say({"done": True})
    assert host.end() == 0
    expect(page.get_by_role("navigation")).to_be_visible()
    assert ben.people() == ["Ana"]


def test_whoever_must_go_and_whoever_stops_for_all_do_two_things(page, host):
    host.until("phrase")
    press(page, "Stop")
    press(page, "Stay")
    press(page, "Stop")
    press(page, "Something is wrong: stop for all")
    assert host.until("aborted")["reason"]
    expect(page.get_by_role("heading", name="It is over.")).to_be_visible()


def test_people_are_found_as_one_types_and_forgotten_after_a_question(page, ben, ana):
    block = ben.tell("show", "--text")
    press(page, "Scan a code")
    page.get_by_label("Or paste a text here").fill(block)
    press(page, "See what it is")
    expect(page.get_by_text("This is the card of Ben")).to_be_visible()
    press(page, "Take it")
    heading(page, "Ben")
    assert page.get_by_role("link").get_attribute("href") == "mailto:ben%40example.org"
    go(page, "People")
    search = page.get_by_label("Find by a name")
    search.press_sequentially("first aid")
    expect(page.get_by_text("People found: 1")).to_be_visible()
    search.fill("Zoe")
    expect(page.get_by_text("Nobody fits that.")).to_be_visible()
    search.fill("")
    press(page, "Ben")
    press(page, "Forget")
    press(page, "No", exact=True)
    heading(page, "Ben")
    press(page, "Forget")
    press(page, "Yes")
    expect(page.get_by_text("Nobody yet.")).to_be_visible()
