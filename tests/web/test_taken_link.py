"""Somebody else takes the link first, or comes in the middle: what is open, chosen or said is not theirs."""

import asyncio
import os
import threading

import pytest

from p2pcard.core.formats import crypto
from p2pcard.service.cardholder import Cardholder
from p2pcard.web.engine import Engine, Patience
from tests.page_calls import Caller
from tests.shells import ANA, BEN, LOOPBACK, PATIENCE, PHRASE, device
from tests.web.test_door import CARD, answer, chosen, let_in, on_loop, reason

PREVIOUS = "vault-before.p2pcard"


def engine_of(home, patience=None):
    return Engine(Cardholder(home), LOOPBACK, os.urandom, patience or Patience())


def another_page(engine):
    """A page that has nothing of this engine's yet."""
    page = Caller.__new__(Caller)
    page.engine, page.key = engine, ""
    return page


async def by_link(engine):
    page = another_page(engine)
    page.key = (await answer(page, "enter", token=engine.new_token()))["key"]
    return page


def is_free(home):
    """Whether no program holds the cards, which open elsewhere."""
    other = Cardholder(home)
    other.unlock(PHRASE)
    other.lock()
    return True


async def between(page, method, values, act):
    """Call something slow, and let something happen while it goes on; return what was answered."""
    trying, go_on, stretch = threading.Event(), threading.Event(), crypto.stretch

    def held(*arguments):
        trying.set()
        go_on.wait(PATIENCE)
        return stretch(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crypto, "stretch", held)
        slow = asyncio.ensure_future(page.call(method, **values))
        while not trying.is_set():
            await asyncio.sleep(0)
        await act()
        go_on.set()
        return await slow


@on_loop
async def test_saves_that_were_found_are_let_go_of_when_a_page_comes_by_a_link_alone(folder):
    ana = device(folder, ANA)
    async with Caller(ana.home) as page:
        await answer(page, "saves", phrase=PHRASE)
        thief = await by_link(page.engine)
        assert await reason(thief, "back", file=PREVIOUS) == "locked"
        assert await reason(thief, "cards") == "locked"
        assert is_free(ana.home)


@on_loop
async def test_a_wrong_phrase_of_a_page_without_a_key_lets_go_of_no_saves(folder):
    ana = device(folder, ANA)
    ana.do("card", "new", "second", "--card", "-", given='{"name": "Ana"}')
    async with Caller(ana.home) as page:
        await answer(page, "saves", phrase=PHRASE)
        assert await reason(another_page(page.engine), "enter", phrase="other words") == "new-link-needed"
        assert (await answer(page, "back", file=PREVIOUS))["restored"] == "previous"


@on_loop
async def test_a_page_that_comes_by_a_link_during_a_first_card_gets_nothing_of_it(folder):
    async with let_in(folder / "new") as page:
        thief = another_page(page.engine)
        coming = []

        async def come():
            token = page.engine.new_token()
            coming.append(asyncio.ensure_future(thief.call("enter", token=token)))

        made = await between(page, "init", {"card": CARD, **chosen()}, come)
        thief.key = (await coming[0])["answer"]["key"]
        assert made["answer"]["card"]["name"] == "Ana"
        for method in ("cards", "twelve", "people"):
            assert await reason(thief, method) == "locked"


@on_loop
async def test_what_is_opened_for_a_page_that_locked_meanwhile_is_locked(folder):
    ana = device(folder, ANA)
    for method, values in (("saves", {"phrase": PHRASE}), ("enter", {"phrase": PHRASE})):
        engine = engine_of(ana.home)
        page = await by_link(engine)

        async def lock(page=page):
            await page.call("lock")

        told = await between(page, method, values, lock)
        assert told["refused"]["reason"] == "locked"
        assert await reason(page, "cards") == "locked"
        assert is_free(ana.home)
        await engine.close()


@on_loop
async def test_what_is_opened_as_the_program_ends_is_locked(folder):
    ana = device(folder, ANA)
    engine = engine_of(ana.home)
    page = another_page(engine)
    told = await between(page, "enter", {"phrase": PHRASE}, engine.close)
    assert told["refused"]["reason"] == "locked"
    assert is_free(ana.home)


@on_loop
async def test_cards_of_a_page_that_never_listens_are_locked_soon(folder):
    ana = device(folder, ANA)
    engine = engine_of(ana.home, Patience(arriving=0.02))
    page = await by_link(engine)
    page.key = (await answer(page, "enter", phrase=PHRASE))["key"]
    while engine.lets_in(page.key):
        await asyncio.sleep(0)
    assert is_free(ana.home)


@on_loop
async def test_of_two_profiles_that_are_opened_at_once_none_stays_open_behind_the_other(folder):
    ana = device(folder, ANA)
    async with let_in(ana.home) as page:
        mine = {"card": CARD, "profile": "work", **chosen()}
        made, opened = await asyncio.gather(page.call("init", **mine), page.call("enter", phrase=PHRASE))
        assert {"answer", "refused"} >= {*made, *opened} - {"lines", "picture"}
        await page.engine.close()
        assert is_free(ana.home)


@on_loop
async def test_the_month_is_not_for_a_link_alone_to_say(folder):
    home = device(folder, ANA).home
    async with Caller(home) as page:
        await answer(page, "swap", text="")  # a conversation keeps the cards open
        thief = await by_link(page.engine)
        assert await reason(thief, "month", typed="2031-01") == "locked"
    async with let_in(home) as thief:
        await answer(thief, "month", typed="2031-01")
        owner = another_page(thief.engine)
        owner.key = (await answer(owner, "enter", phrase=PHRASE))["key"]
        assert (await answer(owner, "opened"))["month"] is None
        until = (await answer(owner, "cards"))["cards"][0]["until"]
        assert until < "2030"
        assert not any("2031" in line for line in (await owner.call("settings"))["lines"])


@on_loop
async def test_however_many_phrases_come_at_once_three_are_heard(folder):
    ana = device(folder, ANA)
    engine = engine_of(ana.home)
    strangers = [another_page(engine) for _ in range(12)]
    told = await asyncio.gather(*(reason(each, "enter", phrase="other words") for each in strangers))
    assert sorted(told) == ["new-link-needed"] * 9 + ["wrong-phrase"] * 3
    await engine.close()


@on_loop
async def test_before_questions_the_page_is_told_what_the_first_card_would_be_refused_with(folder):
    ana = device(folder, ANA)
    async with let_in(ana.home) as page:
        await answer(page, "init", card=BEN, profile="work", **chosen())
        await answer(page, "lock")
        page.key = (await answer(page, "enter", token=page.engine.new_token()))["key"]
        assert await reason(page, "ready") == "vault-exists"
        assert await reason(page, "init", card=CARD, **chosen()) == "vault-exists"


@pytest.mark.parametrize("question", ["name", "ways", "offers", "languages"])
def test_an_answer_longer_than_any_card_is_refused_at_once(question, tmp_path):
    async def asking():
        async with let_in(tmp_path / "new") as page:
            return await reason(page, "understand", question=question, typed="van, " * 40_000)

    assert asyncio.run(asking()) == "more-than-a-card"
