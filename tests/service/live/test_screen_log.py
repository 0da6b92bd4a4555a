"""The log of a conversation holds what a shell that was away still has to show."""

import pytest

from p2pcard.core.book.news import VouchOffered
from p2pcard.core.exchange.events import Again, AnswerVouch
from p2pcard.core.exchange.meeting.events import NumberNow, ReaderNow, WithoutNow
from p2pcard.core.exchange.meeting.host_states import CameNow
from p2pcard.service.live.person import ActedNow, HostsNow, IgnoredNow, NewsNow, RoleNow
from p2pcard.service.live.screen_log import LIMIT, ScreenLog


@pytest.fixture
def log():
    return ScreenLog()


def after(log, *screens):
    for screen in screens:
        log.note(screen)
    return log.screens


def news(number):
    return NewsNow((VouchOffered(number.to_bytes(32, "big")),))


def test_of_each_kind_the_last_is_kept_in_the_order_in_which_they_came(log):
    role, reader, number = RoleNow(host=False), ReaderNow(mine=True), NumberNow(2, None)
    assert after(log, role, ReaderNow(mine=False), reader, number) == (role, reader, number)
    fewer, anew = WithoutNow((3,)), NumberNow(2, "word")
    assert after(log, fewer, anew) == (role, reader, fewer, anew)


def test_each_piece_of_news_is_kept_and_each_thing_that_was_done(log):
    done = [ActedNow(AnswerVouch(bytes(32), yes)) for yes in (True, False)]
    assert after(log, news(1), news(2), *done) == (news(1), news(2), *done)


def test_as_many_devices_are_told_again_as_are_here(log):
    came, went = CameNow(here=True), CameNow(here=False)
    assert after(log, RoleNow(host=True), came, came, went, came) == (RoleNow(host=True), came, came)
    assert after(log, went, went, went) == (RoleNow(host=True),)


def test_what_was_ignored_is_not_told_again(log):
    assert after(log, Again(differs=True, left=2, typed="word"), IgnoredNow()) == (
        Again(differs=True, left=2, typed="word"),
    )


def test_where_more_came_than_is_kept_the_oldest_go(log):
    shown = after(log, *map(news, range(LIMIT)), HostsNow(1))
    assert len(shown) == LIMIT
    assert shown[0] == news(1)
    assert shown[-1] == HostsNow(1)


def test_a_log_that_was_cleared_holds_nothing(log):
    after(log, news(1), RoleNow(host=True))
    log.clear()
    assert log.screens == ()
