"""Before an address outside the network is called, the person says yes; what is near needs no question."""

import asyncio

import pytest

from p2pcard.core.exchange.invitation import Address
from p2pcard.core.exchange.network import Way
from p2pcard.errors import LeadsHere
from p2pcard.service.live.consent import Consent
from p2pcard.service.live.person import IgnoredNow, LeadsOutNow, Screen
from tests.shells import LOOPBACK

FAR = Address("203.0.113.5", 40000)


def asked():
    shown: list[Screen] = []
    return Consent(shown.append), shown


def test_a_far_address_waits_for_a_yes_and_one_yes_is_for_one_question():
    async def story():
        consent, shown = asked()
        waiting = asyncio.create_task(consent.to_call(FAR, (LOOPBACK,)))
        await asyncio.sleep(0)
        assert shown == [LeadsOutNow(FAR, Way.OUTSIDE)]
        assert not waiting.done()
        consent.give()
        await waiting
        consent.give()
        assert shown == [LeadsOutNow(FAR, Way.OUTSIDE), IgnoredNow()]

    asyncio.run(story())


def test_a_yes_before_the_question_means_nothing():
    async def story():
        consent, shown = asked()
        consent.give()
        waiting = asyncio.create_task(consent.to_call(FAR, (LOOPBACK,)))
        await asyncio.sleep(0)
        assert not waiting.done()
        waiting.cancel()
        assert shown == [IgnoredNow(), LeadsOutNow(FAR, Way.OUTSIDE)]

    asyncio.run(story())


def test_a_near_address_is_not_asked_about_and_ones_own_is_refused():
    consent, shown = asked()
    asyncio.run(consent.to_call(Address(LOOPBACK, 40000), (LOOPBACK,)))
    with pytest.raises(LeadsHere):
        asyncio.run(consent.to_call(Address(LOOPBACK, 40000), ("192.0.2.7",)))
    assert shown == []
