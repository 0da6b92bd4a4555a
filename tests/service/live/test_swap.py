"""A swap ends for both where one device has a fault, and what belongs to meetings means nothing in it."""

import asyncio
from dataclasses import replace

import pytest

from p2pcard.core.book.book import How
from p2pcard.core.book.routes import Mark
from p2pcard.core.exchange.events import (
    AnswerIntroduction,
    AnswerVouch,
    Busy,
    DecideLater,
    Heard,
    PersonDone,
    ShowVouches,
    StoredNow,
    VouchFor,
)
from p2pcard.core.exchange.meeting.events import Agree, Counted, LeaveOut, TakeReader
from p2pcard.core.exchange.meeting.host_states import Begin
from p2pcard.core.exchange.swap import CardSentNow, ReceiptNow, WordsNow
from p2pcard.errors import CardUnreadable, SwapBroken
from p2pcard.service import codes
from p2pcard.service.live.conversation import Conversation
from p2pcard.service.live.exchange_store import ExchangeStore
from p2pcard.service.live.person import CodeNow, IgnoredNow, Screen
from p2pcard.service.live.swap import Swap
from p2pcard.service.live.swap_codes import SwapCodes
from p2pcard.service.places import read_swap
from tests.peers import chance_of, self_of
from tests.shells import LOOPBACK
from tests.talkers import FailsToShow, Fault, swapping


def test_where_one_device_has_a_fault_the_other_is_told_that_it_ended_the_swap(two):
    async def story():
        shower, scanner = two
        shower.shell = FailsToShow(WordsNow)
        shower.begin(shower.me.swap((LOOPBACK,), digits=False))
        code = await shower.shell.until(CodeNow)
        scanner.begin(scanner.me.swap(read_swap(codes.text_of(code.code)), digits=False, own=(LOOPBACK,)))
        await scanner.shell.until(WordsNow)
        return [type(await each.end()) for each in two]

    assert asyncio.run(story()) == [Fault, SwapBroken]
    assert [each.names for each in two] == [set(), set()]


@pytest.mark.parametrize("event", [TakeReader(), Counted(2), Agree(), Begin(2), LeaveOut((2,))])
def test_what_belongs_to_a_meeting_is_ignored_before_the_cards_and_behind_them(two, event):
    async def story():
        shower = two[0]
        typed = await swapping(*two)
        shower.shell.do(event)
        await shower.shell.until(IgnoredNow)
        for each, words in zip(two, typed, strict=True):
            each.shell.do(Heard(words))
        shower.shell.do(event)
        await shower.shell.until(ReceiptNow, stored=True)
        for each in two:
            each.shell.do(PersonDone())
        return [await each.end() for each in two]

    assert asyncio.run(story()) == [None, None]
    assert two[0].shell.kinds.count(IgnoredNow) == 2
    assert StoredNow in two[1].shell.kinds


CHEATS = {
    "a proof that does not hold": lambda mine, victim: replace(mine, prove=lambda message: bytes(64)),
    "the card of the other": lambda mine, victim: replace(mine, card=victim.current_card("")),
}


@pytest.mark.parametrize("cheat", CHEATS.values(), ids=CHEATS)
def test_who_takes_a_card_and_gives_none_back_cannot_hide_that_it_went(two, cheat):
    victim, scanner = two

    async def story():
        victim.begin(victim.me.swap((LOOPBACK,), digits=False))
        code = read_swap(codes.text_of((await victim.shell.until(CodeNow)).code))
        mine, store = cheat(self_of("Ben"), victim.me), ExchangeStore(scanner.me.vouching, How.QR)
        scanner.begin(
            Conversation(
                lambda show: Swap(mine, code, show, store, chance_of("Ben"), SwapCodes(), own=(LOOPBACK,))
            )
        )
        for one, other in ((victim, scanner), (scanner, victim)):
            one.shell.do(Heard(" ".join((await other.shell.until(WordsNow)).words)))
        await scanner.end()
        return await victim.end()

    ended = asyncio.run(story())
    assert type(ended) is CardUnreadable
    assert ended.__cause__ is not None
    assert CardSentNow in victim.shell.kinds
    assert victim.names == set()


@pytest.mark.parametrize(
    "event",
    [
        Heard("word"),
        Busy(),
        PersonDone(),
        VouchFor("Ben", may_introduce=False, mark=Mark.NO),
        AnswerVouch(bytes(32), yes=True),
        AnswerIntroduction(bytes(32), yes=True),
        DecideLater(bytes(32)),
        ShowVouches((), everybody=True),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_a_person_does_before_the_other_device_is_there_is_ignored_and_told(two, event):
    store, shown = ExchangeStore(two[0].me.vouching, How.QR), list[Screen]()
    swap = Swap(self_of("Ana"), (LOOPBACK,), shown.append, store, chance_of("Ana"), SwapCodes())
    swap.handle(event)
    assert shown == [IgnoredNow()]
