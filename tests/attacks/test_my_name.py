"""Attacks by a thief who vouches in my name, with my key and without my root."""

from p2pcard.core.book import forgetting, retention, sending
from p2pcard.core.book.vouching import PER_MONTH
from tests.attacks.test_vouches import agreed, checked
from tests.holders import Holder, copied, said
from tests.peers import MONTH


def robbed():
    """Whose device was open, a friend of the thief, and somebody with a word that counts, with its handle."""
    me, ana, teo = checked()
    friend = Holder("Friend")
    me.meet(friend)
    ana.vouch(teo)
    teo.show(me)
    return me, friend, teo, me.book.vouches.shown[teo.key][0].says.handle


def test_a_thiefs_vouch_in_my_name_with_anothers_handle_goes_with_my_word_and_does_not_come_back():
    me, friend, teo, handle = robbed()
    me.vouch(friend)
    fake = copied(me, friend, handle, number=9)
    assert me.take(agreed(fake, friend), friend.key) == []
    assert fake in [held.statement for held in me.book.vouches.given[friend.key]]
    me.withdraw(friend)
    me.later(0)
    assert handle.withdrawal not in me.book.vouches.ended
    assert (me.people(teo), teo.show(me), me.people(teo)) == (1, [[]], 1)
    for _ in range(2):
        assert fake not in [held.statement for held in me.book.vouches.given[friend.key]]
        assert not me.answer(friend).verdict.own
        me.take(agreed(fake, friend), friend.key)
    assert (me.tell(teo), len(sending.mine_to_show(teo.book, MONTH))) == ([], 1)


def test_forgetting_whom_a_thief_vouched_for_in_my_name_ends_nobody_elses_word():
    me, friend, teo, handle = robbed()
    fake = copied(me, friend, handle)
    assert me.take(agreed(fake, friend), friend.key) == []
    me.book = retention.settle(forgetting.forget(me.book, me.root, friend.key), me.month)
    assert handle.withdrawal not in me.book.vouches.ended
    assert (me.people(teo), teo.show(me)) == (1, [[]])
    me.meet(friend)
    me.take(agreed(fake, friend), friend.key)
    assert friend.key not in me.book.vouches.given  # it does not come back


def test_the_highest_sequence_in_my_name_keeps_me_from_vouching_and_taking_back_no_more():
    me, _, teo = checked()
    me.vouch(teo)
    for sequence, held in ((2**63 - 1, True), (2**63, False), (2**64 - 1, False)):
        made = said(me, teo, sequence - me.month * PER_MONTH)
        me.take(agreed(made, teo), teo.key)
        assert (made in [each.statement for each in me.book.vouches.given[teo.key]]) is held
    me.vouch(teo)
    me.withdraw(teo)
    assert not me.answer(teo).verdict.own
    me.vouch(teo)
    assert me.answer(teo).verdict.own
