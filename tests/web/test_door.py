"""Before cards are open: a first card, a copy that comes back, another save, another profile, and the end."""

import asyncio
import base64
import os
from contextlib import asynccontextmanager

import pytest

from p2pcard.core.formats import calendar
from p2pcard.core.formats.recovery import recovery_words
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.keeper import this_month
from p2pcard.web.engine import Engine, Patience
from p2pcard.wording import catalogue
from tests.page_calls import Caller
from tests.shells import ANA, BEN, LOOPBACK, PHRASE, device

OWN = "our boat lies upside down by the lake"
CARD = {"name": "Ana", "channels": [["phone", "600 100 101"]]}


@asynccontextmanager
async def let_in(home, **known):
    """A page that came by the link, where cards are locked or none are here."""
    page = Caller(home)
    page.engine = Engine(Cardholder(home, **known), LOOPBACK, os.urandom, Patience())
    page.key = (await page.call("enter", token=page.engine.new_token()))["answer"]["key"]
    try:
        yield page
    finally:
        await page.engine.close()


def on_loop(test):
    """Run a test of one loop."""

    def run(tmp_path, stretched_once):
        asyncio.run(test(tmp_path))

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


async def reason(page, method, **values):
    return (await page.call(method, **values))["refused"]["reason"]


async def answer(page, method, **values):
    return (await page.call(method, **values))["answer"]


def is_counting(page):
    """Whether the engine counts how long nobody did anything."""
    return page.engine._timer is not None


def chosen(phrase=OWN, again=OWN, proposed=""):
    return {"phrase": phrase, "again": again, "proposed": proposed}


@on_loop
async def test_from_nothing_to_an_open_card(folder):
    async with let_in(folder / "new") as page:
        assert (await answer(page, "begin"))["made"] is False
        await answer(page, "ready")
        told = await page.call("understand", question="ways", typed="600 100 101, ana@example.org")
        assert told["lines"] == ["Phone 600 100 101. Email ana@example.org."]
        typed = {"name": "Ana", "ways": "600 100 101", "offers": "van, German", "languages": "English"}
        shown = await page.call("preview", answers=typed)
        assert "Can offer: van" in shown["lines"]
        assert shown["answer"]["card"]["languages"] == ["en", "de"]
        proposed = (await answer(page, "propose"))["phrase"]
        assert await reason(page, "people") == "locked"
        mine = {"card": shown["answer"]["card"]}
        assert await reason(page, "init", **mine, **chosen("ana", "ana")) == "weak-phrase"
        assert await reason(page, "init", **mine, **chosen(again="other words")) == "different-phrase"
        assert not (folder / "new").exists()
        capitals = chosen(proposed.upper(), "", proposed)
        assert (await answer(page, "init", **mine, **capitals))["card"]["name"] == "Ana"
        assert await answer(page, "people") == {"people": [], "by_other_words": []}
        assert await reason(page, "init", **mine, **chosen()) == "call-not-understood"
    Cardholder(folder / "new").unlock(proposed)


@on_loop
async def test_what_no_card_holds_is_refused_and_what_is_no_call_changes_nothing(folder):
    async with let_in(folder / "new") as page:
        empty = dict.fromkeys(("name", "ways", "offers", "languages"), "")
        assert await reason(page, "preview", answers=empty) == "empty-text"
        assert await reason(page, "understand", question="languages", typed="wxyz") == "language-not-known"
        many = ", ".join(map(str, range(100, 200)))
        assert await reason(page, "understand", question="offers", typed=many) == "more-than-a-card"
        for method, values in (
            ("understand", {"question": "age", "typed": ""}),
            ("preview", {"answers": []}),
            ("check", {"copy": "?"}),
            ("wipe", {"typed": "DELETE", "id": "x"}),
            ("language", {"language": "xx"}),
        ):
            told = await page.engine.call(method, values, page.key)
            assert told["refused"] | {"reason": "call-not-understood"} == told["refused"]
        assert await reason(page, "back", file="x") == "locked"


@on_loop
async def test_without_the_key_of_the_link_nothing_at_the_door_is_done(folder):
    async with let_in(device(folder, ANA).home) as page:
        page.key = ""
        for method, values in (("propose", {}), ("here", {}), ("saves", {"phrase": PHRASE})):
            assert await reason(page, method, **values) == "new-link-needed"
        assert await reason(page, "wipe", typed="DELETE") == "new-link-needed"


@on_loop
async def test_a_language_is_spoken_at_once_and_kept_with_open_cards(folder):
    async with let_in(device(folder, ANA).home) as page:
        try:
            await answer(page, "language", language="es")
            assert (await answer(page, "begin"))["words"]["open"] == "Abrir"
            page.key = (await answer(page, "enter", phrase=PHRASE))["key"]
            await answer(page, "language", language="es")
            assert page.engine._me.book.settings.language == "es"
        finally:
            catalogue.install("en")


@on_loop
async def test_a_copy_goes_out_and_comes_back_on_another_device(folder):
    async with Caller(device(folder, ANA).home) as page:
        words = " ".join((await answer(page, "twelve"))["words"])
        assert await reason(page, "backup", words="river " * 12) in (
            "other-words",
            "recovery-words-do-not-fit",
        )
        made = await answer(page, "backup", words=words)
        assert (await answer(page, "twelve"))["words"] is None
        assert (await answer(page, "backup"))["copy"] != made["copy"]
        assert made["backup"] == "p2pcard-copy"
    async with let_in(folder / "new") as page:
        assert await reason(page, "check", copy=base64.b64encode(b"no copy").decode()) == "not-a-sealed-file"
        other = " ".join(recovery_words(bytes(16), "en"))
        assert await reason(page, "check", copy=made["copy"], words=other) == "backup-of-somebody-else"
        await answer(page, "check", copy=made["copy"], words=words)
        told = await page.call(
            "restore", copy=made["copy"], words=words, taken=False, was_open=False, **chosen()
        )
        assert told["answer"]["restored"] == "p2pcard-copy"
        assert told["answer"]["same_identity"] is True
        assert "Name: Ana" in (await page.call("show"))["lines"]


@on_loop
async def test_another_save_is_named_and_gone_back_to_and_what_was_kept_is_told(folder):
    ana = device(folder, ANA)
    ana.do("card", "new", "second", "--card", "-", given='{"name": "Ana"}')
    async with Caller(ana.home) as page:
        found = await page.call("saves", phrase=PHRASE)
        first, last = found["answer"]["saves"][1], found["answer"]["saves"][0]
        assert last["save"] == first["save"] + 1
        assert len(found["lines"]) == 3
        assert await reason(page, "people") == "locked"
        assert await reason(page, "saves", phrase="other words") == "wrong-phrase"
        other = Cardholder(ana.home)
        other.unlock(PHRASE)  # nobody holds it while nothing is chosen
        other.lock()
        await page.call("saves", phrase=PHRASE)
        assert await reason(page, "back", file=last["file"]) == "call-not-understood"
        assert (await answer(page, "back", file=first["file"]))["restored"] == "previous"
        assert len((await answer(page, "cards"))["cards"]) == 1
        assert (await answer(page, "opened")) == {"month": None}


@on_loop
async def test_saves_that_are_held_are_let_go_of_by_a_lock(folder):
    ana = device(folder, ANA)
    async with Caller(ana.home) as page:
        await answer(page, "saves", phrase=PHRASE)
        await answer(page, "lock")
        other = Cardholder(ana.home)
        other.unlock(PHRASE)
        other.lock()
        assert (await answer(page, "saves", phrase=PHRASE))["saves"]


@on_loop
async def test_where_three_saves_are_kept_one_is_chosen_that_goes(folder):
    ana = device(folder, ANA)
    async with Caller(ana.home) as page:
        saves, must_drop = [], None
        for turn in range(6):
            await page.call("new", card={"name": "Ana"}, label=f"card {turn}")
            saves = (await answer(page, "saves", phrase=PHRASE))["saves"]
            back = await answer(page, "back", file=saves[1]["file"])
            if must_drop := back.get("must_drop"):
                break
        assert must_drop
        assert saves[1]["file"] not in must_drop
        assert await reason(page, "back", file=saves[1]["file"], drop="x") == "call-not-understood"
        gone = await answer(page, "back", file=saves[1]["file"], drop=must_drop[0])
        assert gone["restored"] == "previous"


@on_loop
async def test_a_clock_far_ahead_opens_and_asks_for_the_month_once(folder):
    home, now = device(folder, ANA).home, this_month()
    async with let_in(home, clock=lambda: now + 30) as page:
        page.key = (await answer(page, "enter", phrase=PHRASE))["key"]
        asked = await page.call("opened")
        assert calendar.parts(now + 30)[0] > 2000
        assert asked["answer"]["month"].startswith("This device says it is")
        assert await reason(page, "month", typed="13 2026") == "month-not-understood"
        assert (await page.call("month", typed=""))["lines"] == ["So months are shown as not known."]
        again = await page.call("opened")
        assert again["answer"]["month"] is None
        assert "So months are shown as not known." in again["lines"]
        year, number = calendar.parts(now + 1)
        await answer(page, "month", typed=f"{number} {year}")
        assert page.engine._me.month == now + 1


@on_loop
async def test_a_clock_that_was_never_set_is_said_before_any_question(folder):
    async with let_in(folder / "new", clock=lambda: 1) as page:
        assert await reason(page, "ready") == "clock-not-set"
        year, number = calendar.parts(this_month())
        await answer(page, "month", typed=f"{number} {year}")
        await answer(page, "ready")
        assert (await answer(page, "init", card=CARD, **chosen()))["card"]["name"] == "Ana"


@on_loop
async def test_another_profile_is_begun_beside_and_each_opens_by_its_name(folder):
    home = device(folder, ANA).home
    async with let_in(home) as page:
        assert await reason(page, "ready") == "vault-exists"
        await answer(page, "ready", profile="work")
        mine = {"card": {"name": "Doctor A"}, "profile": "work", **chosen(PHRASE, PHRASE)}
        assert (await answer(page, "init", **mine))["card"]["name"] == "Doctor A"
        await answer(page, "lock")
        page.key = (await answer(page, "enter", phrase=PHRASE))["key"]
        assert (await answer(page, "cards"))["cards"][0]["name"] == "Ana"
        await answer(page, "lock")
        page.key = (await answer(page, "enter", phrase=PHRASE, profile="Work"))["key"]
        assert (await answer(page, "cards"))["cards"][0]["name"] == "Doctor A"


@on_loop
async def test_cards_that_nobody_opens_are_named_from_outside_and_deleted_by_a_word(folder):
    home = device(folder, ANA).home
    async with let_in(home) as page:
        seen = await page.call("here")
        (vault,) = seen["answer"]["here"]
        assert len(seen["lines"]) == 1
        assert await reason(page, "wipe", typed="yes", id=vault) == "not-confirmed"
        told = await page.call("wipe", typed="delete", id=vault)
        assert told["lines"] == ["Everything is gone from this device. Copies in other places are not."]
        assert (await answer(page, "begin"))["made"] is False
        assert (await answer(page, "init", card=CARD, **chosen()))["card"]["name"] == "Ana"


@on_loop
async def test_open_cards_are_deleted_by_the_word_and_the_page_may_begin_anew(folder):
    async with Caller(device(folder, ANA).home) as page:
        assert await reason(page, "wipe", typed="") == "not-confirmed"
        assert await answer(page, "wipe", typed="DELETE") == {"wiped": True}
        assert await reason(page, "people") == "locked"
        assert (await answer(page, "begin"))["made"] is False


@on_loop
async def test_what_stands_in_the_way_here_is_told_without_opening_anything(folder):
    async with let_in(device(folder, ANA).home) as page:
        found = await page.call("doctor")
        assert {each["check"] for each in found["answer"]["findings"]} > {"cards", "folder", "pictures"}
        assert len(found["lines"]) == 1


@on_loop
async def test_a_page_that_has_nothing_open_is_not_locked_out_while_its_person_thinks(folder):
    page = Caller(folder / "new")
    page.engine = Engine(Cardholder(folder / "new"), LOOPBACK, os.urandom, Patience(0.02, 0.01, 0.02))
    page.key = (await page.call("enter", token=page.engine.new_token()))["answer"]["key"]
    await answer(page, "propose")
    assert not is_counting(page)
    await answer(page, "init", card=CARD, **chosen())
    assert is_counting(page)
    await page.engine.close()


@on_loop
async def test_another_tab_that_is_let_in_while_the_first_one_chooses_a_save_is_told_of_it(folder):
    async with Caller(device(folder, ANA).home) as page:
        told = []

        async def tell(event):
            told.append(event["event"])

        listening = asyncio.ensure_future(page.engine.events(tell))
        await asyncio.sleep(0)
        await answer(page, "saves", phrase=PHRASE)
        assert (await answer(page, "begin"))["elsewhere"] is False
        page.key = (await answer(page, "enter", phrase=PHRASE))["key"]
        assert told == []
        first, page.key = page.key, ""
        assert (await answer(page, "begin"))["elsewhere"] is True
        page.key = (await answer(page, "enter", phrase=PHRASE))["key"]
        await listening
        assert told == ["moved"]
        assert not page.engine.lets_in(first)


@pytest.mark.parametrize("taken", [True, False])
def test_who_is_to_be_told_is_named_where_a_device_was_taken_open(tmp_path, stretched_once, taken):
    ana, ben = device(tmp_path, ANA), device(tmp_path, BEN)
    ana.do("add", given=ben.tell("show", "--text"))

    async def coming_back():
        async with Caller(ana.home) as page:
            words = " ".join((await answer(page, "twelve"))["words"])
            copy = (await answer(page, "backup", words=words))["copy"]
        async with let_in(tmp_path / "new") as page:
            told = {"copy": copy, "words": words, "taken": taken, "was_open": True}
            return await page.call("restore", **told, **chosen())

    back = asyncio.run(coming_back())
    assert back["answer"]["same_identity"] is not taken
    assert [each["name"] for each in back["answer"]["tell"]] == ["Ben"]
    assert "Ben" in back["lines"][-1]
