"""Who the engine lets in, when it locks, and what becomes of a conversation whose page is gone."""

import asyncio
import json
import os
from contextlib import asynccontextmanager
from typing import Any

import pytest

from p2pcard.service.cardholder import Cardholder
from p2pcard.web.engine import Engine, Patience
from tests.shells import ANA, BEN, LOOPBACK, PHRASE, device

SOON = Patience(idle=0.02, warned=0.01, away=0.02)
CALM = Patience()


class Page:
    """A page that was let in, and what it was told."""

    def __init__(self, engine, key):
        self.engine, self.key = engine, key
        self.told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.task: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def call(self, method, **values):
        return await self.engine.call(method, values, self.key)

    async def answer(self, method, **values):
        return (await self.call(method, **values))["answer"]

    async def reason(self, method, **values):
        return (await self.call(method, **values))["refused"]["reason"]

    def listen(self):
        async def tell(event):
            self.told.put_nowait(json.loads(json.dumps(event)))

        self.task = asyncio.ensure_future(self.engine.events(tell))

    async def until(self, name):
        while (event := await asyncio.wait_for(self.told.get(), 30))["event"] != name:
            pass
        return event

    async def leave(self):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


@asynccontextmanager
async def opened(home, patience=CALM):
    """Ana's page, let in by the link and the phrase."""
    engine = Engine(Cardholder(home), LOOPBACK, os.urandom, patience)
    page = Page(engine, "")
    page.key = (await page.answer("enter", token=engine.new_token()))["key"]
    page.key = (await page.answer("enter", phrase=PHRASE))["key"]
    page.listen()
    await asyncio.sleep(0)
    try:
        yield page
    finally:
        await engine.close()


@pytest.fixture
def home(tmp_path, stretched_once):
    return device(tmp_path, ANA).home


def on_loop(test):
    """Run a test of one loop."""

    def run(home):
        asyncio.run(test(home))

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


@on_loop
async def test_a_link_is_good_for_one_try_right_or_wrong(home):
    engine = Engine(Cardholder(home), LOOPBACK, os.urandom, CALM)
    page = Page(engine, "")
    token = engine.new_token()
    assert await page.reason("enter", token="0" * 32) == "new-link-needed"
    assert await page.reason("enter", token=token) == "new-link-needed"
    token = engine.new_token()
    assert (await page.answer("enter", token=token))["open"] is False
    assert await page.reason("enter", token=token) == "new-link-needed"


@on_loop
async def test_a_link_alone_opens_nothing(home):
    engine = Engine(Cardholder(home), LOOPBACK, os.urandom, CALM)
    page = Page(engine, "")
    page.key = (await page.answer("enter", token=engine.new_token()))["key"]
    for method in ("people", "show", "swap", "waiting", "cards", "backup", "twelve", "revoke", "answers"):
        assert await page.reason(method) == "locked"
    assert "refused" in await engine.read_frame(b"")


@on_loop
async def test_without_the_key_nothing_is_done(home):
    async with opened(home) as page:
        stranger = Page(page.engine, "")
        for method in ("people", "show", "lock", "close", "say", "stay", "swap", "no-such-method"):
            assert await stranger.reason(method) == "locked"
        assert (await page.answer("people")) == {"people": [], "by_other_words": []}


@on_loop
async def test_after_three_wrong_phrases_a_page_without_a_key_needs_a_new_link(home):
    engine = Engine(Cardholder(home), LOOPBACK, os.urandom, CALM)
    page = Page(engine, "")
    for wrong in ("one", "two", "three"):
        assert await page.reason("enter", phrase=wrong) == "wrong-phrase"
    assert await page.reason("enter", phrase=PHRASE) == "new-link-needed"
    page.key = (await page.answer("enter", token=engine.new_token()))["key"]
    for wrong in ("one", "two", "three", "four"):
        assert await page.reason("enter", phrase=wrong) == "wrong-phrase"
    assert (await page.answer("enter", phrase=PHRASE))["open"] is True
    await engine.close()


@on_loop
async def test_the_first_page_is_told_when_a_second_one_is_let_in(home):
    async with opened(home) as page:
        second = Page(page.engine, "")
        assert (await second.answer("begin"))["elsewhere"] is True
        assert await second.reason("enter", phrase="another one") == "wrong-phrase"
        assert await page.answer("people") == {"people": [], "by_other_words": []}
        second.key = (await second.answer("enter", phrase=PHRASE))["key"]
        await page.until("moved")
        assert await page.reason("people") == "locked"
        assert await second.answer("people") == {"people": [], "by_other_words": []}


@on_loop
async def test_nobody_doing_anything_is_warned_of_the_lock_and_then_locked(home):
    async with opened(home, SOON) as page:
        assert (await page.until("locking"))["seconds"] == round(SOON.warned)
        await page.until("locked")
        assert await page.reason("people") == "locked"
        assert not page.engine.lets_in(page.key)


@on_loop
async def test_a_page_that_leaves_locks_the_cards_and_gives_their_file_back(home):
    async with opened(home) as page:
        await page.leave()
        other = Cardholder(home)
        other.unlock(PHRASE)
        assert other.is_open
        other.lock()


@on_loop
async def test_in_a_conversation_nothing_locks_and_a_page_that_comes_back_goes_on(home):
    patience = Patience(idle=0.02, warned=0.01, away=60)
    async with opened(home, patience) as page:
        await page.answer("swap", text="")
        code = (await page.until("code"))["text"]
        await page.leave()
        back = Page(page.engine, "")
        assert await back.reason("enter", phrase="another one") == "wrong-phrase"
        back.key = (await back.answer("enter", phrase=PHRASE))["key"]
        back.listen()
        assert (await back.until("code"))["text"] == code
        await back.answer("say", stop=True)
        assert (await back.until("over"))["refused"]["reason"]


@on_loop
async def test_a_page_that_stays_away_is_a_device_that_is_gone(home):
    async with opened(home, SOON) as page:
        await page.answer("swap", text="")
        await page.until("code")
        await page.leave()
        await asyncio.wait_for(page.engine._running.task, 30)
        assert not page.engine._me.is_open


@on_loop
async def test_what_is_said_at_the_wrong_moment_or_is_no_answer_is_told(home):
    async with opened(home) as page:
        await page.answer("say", agree=True)
        assert await page.until("ignored")
        await page.answer("swap", text="")
        await page.until("code")
        await page.answer("say", dance=True)
        assert await page.until("ignored")


@on_loop
async def test_values_that_are_none_of_a_method_are_refused_and_nothing_is_done(home):
    async with opened(home) as page:
        for method, values in (
            ("people", {"words": 1}),
            ("person", {"id": "zz"}),
            ("person", {"id": "00" * 32}),
            ("forget", {}),
            ("meet", {"host": "yes"}),
            ("accept", {"id": "", "yes": 1}),
            ("vouch", {"id": "00" * 32, "counts": "1"}),
            ("trace", {"id": ""}),
            ("circle-check", {"id": 1}),
            ("news", {"news": "none"}),
            ("news", {"news": [{"news": "another"}]}),
            ("show", {"for": "00" * 32}),
            ("meet", {"only_invited": 1}),
            ("enter", {}),
            ("enter", {"token": 1}),
            ("nothing", {}),
        ):
            assert await page.reason(method, **values) == "call-not-understood"
        assert await page.reason("look", text="https://example.org") == "link-code"
        assert (await page.call("edit", card={"name": ""}))["refused"]


@on_loop
async def test_the_end_is_told_and_nothing_stays_open(home):
    async with opened(home) as page:
        await page.answer("close")
        await asyncio.wait_for(page.engine.ended.wait(), 30)
        await page.engine.close()
        await page.until("ended")
        assert await page.reason("people") == "locked"


@on_loop
async def test_two_pages_swap_and_each_reads_what_it_holds(home):
    ben = device(home.parent / "Ben", BEN).home
    async with opened(home) as one, opened(ben) as other:
        await one.answer("swap", text="")
        code = (await one.until("code"))["text"]
        assert (await other.answer("look", text=code))["found"]["kind"] == "swap"
        await other.answer("swap", text=code)
        words = [" ".join((await page.until("words"))["say"]) for page in (one, other)]
        await one.answer("say", heard=words[1])
        await other.answer("say", heard=words[0])
        for page, name in ((one, "Ben"), (other, "Ana")):
            assert [each["name"] for each in (await page.until("stored"))["cards"]] == [name]
            await page.until("receipt")
        for page in (one, other):
            await page.answer("say", done=True)
        for page in (one, other):
            assert (await page.until("over"))["refused"] is None
            (held,) = (await page.answer("people"))["people"]
            told = await page.call("person", id=held["id"])
            assert told["answer"]["person"] == held
            assert "You met, by a code and words" in " ".join(told["lines"])
