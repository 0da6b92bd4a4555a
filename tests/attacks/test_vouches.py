"""Attacks with what people say of one another: forged, borrowed, renamed, withdrawn; introducers who lie."""

from dataclasses import replace
from itertools import pairwise

import pytest

from p2pcard import errors
from p2pcard.cli.next_steps import command
from p2pcard.core.book import sending, vouching
from p2pcard.core.book.book import How
from p2pcard.core.book.introductions import LIMIT
from p2pcard.core.book.news import IntroducedNow
from p2pcard.core.book.receiving import NO_SENDER
from p2pcard.core.book.routes import Level
from p2pcard.core.book.settings import Retention, Settings
from p2pcard.core.book.verdict import Lack
from p2pcard.core.book.vouching import Said
from p2pcard.core.formats.recovery import support_secret
from p2pcard.core.statements import acceptance, bundle, card, introduction, statement, support
from p2pcard.core.statements.bundle import Introduced, Shown
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.core.statements.vouch import AHEAD
from p2pcard.wording import news
from tests.canaries import disguises
from tests.holders import NAMED, Holder, circle_of, holders
from tests.peers import MONTH, card_of

UNTOLD = "If somebody took back their word since, this device does not know it until it is told."


def checked():
    """Cleo, who met Ana and Teo and counts Ana's word."""
    cleo, ana, teo = holders("Cleo Ana Teo")
    cleo.meet(ana, teo)
    cleo.mark(ana)
    return cleo, ana, teo


def agreed(made, *holders):
    """A vouch with the acceptance of its subject, as its subject shows it."""
    return [Shown(made, acceptance.write(made, each.seed)) for each in holders]


# Not agreed to, and agreed to by somebody else


def test_a_vouch_for_somebody_who_never_agreed_counts_nowhere():
    cleo, ana, teo = checked()
    made = ana.vouch(teo, agreed=False)
    for sender in (teo.key, ana.key, NO_SENDER):
        assert cleo.take([Shown(made, None)], sender) == [errors.NotAccepted]
    assert cleo.people(teo) == 0
    assert not ana.answer(teo).verdict.own
    assert not sending.mine_to_show(teo.book, MONTH)


def test_an_acceptance_that_is_forged_or_borrowed_serves_for_nothing():
    cleo, ana, teo = checked()
    eve = Holder("Eve")
    made = ana.vouch(teo)
    same = {field: value for field, value in made.fields().items() if field}
    others = [eve.vouch(teo), statement.make(Kind.VOUCH, same, eve.seed), ana.vouch(teo, may=True)]
    borrowed = [acceptance.write(made, each.seed) for each in (eve, ana)]
    borrowed += [acceptance.write(each, teo.seed) for each in others]
    for each in borrowed:
        assert cleo.take([Shown(made, each)], teo.key) == [errors.BadAcceptance]
    assert ana.take(borrowed[:-1], teo.key) == [errors.NothingForYou] * 4
    forged = Statement(Kind.ACCEPTANCE, teo.key, borrowed[3].body, borrowed[0].signature)
    with pytest.raises(errors.BadSignature):
        bundle.read(bundle.write([Shown(made, forged)]))
    assert (cleo.people(teo), cleo.take(agreed(made, teo)), cleo.people(teo)) == (0, [], 1)


def test_a_vouch_serves_for_no_other_name_before_or_after_it_is_shown_or_on_a_second_card():
    cleo, ana, teo = checked()
    ana.vouch(teo)
    teo.show(cleo)
    second = card.write(card.read(card_of("Teo", series=1)), teo.seed)
    teo.rename("Rosa")
    dai = Holder("Dai")
    dai.meet(ana, teo)
    dai.mark(ana)
    teo.show(dai)
    cleo.hold(teo.card)
    for each in (cleo, dai):
        each.hold(second)
        assert (each.held(teo).names, each.people(teo)) == (("Rosa", "Teo"), 0)
        assert [why for _, why in each.answer(teo).lacking] == [Lack.NAME]
        assert any("It was not made for this card." in line for line in each.told(teo))
        each.later(3)
        assert each.people(teo) == 0


def test_a_name_that_looks_alike_is_another_name_and_both_people_are_shown():
    cleo, ana = holders("Cleo Ana")
    teo, thief = Holder("Capa"), Holder("thief", called="Сара")  # the second one in Cyrillic letters
    cleo.meet(ana, teo, thief)
    cleo.mark(ana)
    made = ana.vouch(teo)
    assert cleo.take(agreed(made, thief), thief.key) == [errors.BadAcceptance]
    teo.show(cleo)
    ana.vouch(thief)  # Ana, too, sees two people
    assert (cleo.people(teo), cleo.people(thief)) == (1, 0)
    assert [each.key for each in ana.book.look_alikes(ana.held(teo))] == [thief.key]
    with pytest.raises(errors.MixedAlphabets):
        card_of("Cара")


def test_whoever_shows_the_vouch_of_another_is_refused_and_by_a_file_or_sealed_beside_gets_it_through():
    cleo, ana, teo = checked()
    eve = Holder("Eve")
    cleo.meet(eve)
    made = ana.vouch(teo)
    teo.meet(eve)
    teo.show(eve)
    stolen = sending.mine_to_show(teo.book, MONTH)
    assert cleo.take(stolen, eve.key) == cleo.take(stolen, ana.key) == [errors.NotTheirs]
    assert cleo.people(teo) == 0
    ana.meet(eve)
    teo.vouch(eve)  # and beside that vouch Eve seals what Ana said of Teo, since she holds Ana's card
    secret = support_secret(ana.root)
    blob = support.seal(secret, teo.key, made, acceptance.write(made, teo.seed), bytes(24))
    beside = [replace(sending.mine_to_show(eve.book, MONTH)[0], blobs=(blob, *stolen[0].blobs[1:]))]
    for way, sender in ((stolen, NO_SENDER), (beside, eve.key)):
        dai = circle_of(ana)
        dai.meet(teo, eve)
        assert (dai.take(way, sender), dai.people(teo), dai.people(eve)) == ([], 1, 0)


# Withdrawn


def test_a_withdrawn_vouch_counts_where_it_is_not_known_and_the_screen_says_so():
    cleo, ana, teo = checked()
    dai = Holder("Dai")
    ana.vouch(teo)
    ana.withdraw(teo)
    dai.meet(ana, teo)
    dai.mark(ana)
    assert ana.tell(dai) == []
    assert teo.show(cleo, dai) == [[], [errors.VouchWithdrawn]]
    assert (cleo.people(teo), dai.people(teo), cleo.told(teo)[-1]) == (1, 0, UNTOLD)
    ana.tell(cleo)
    assert teo.show(cleo) == [[errors.VouchWithdrawn]]
    assert (cleo.people(teo), UNTOLD in cleo.told(teo)) == (0, False)


def test_an_older_vouch_does_not_come_back_when_a_newer_one_was_withdrawn():
    cleo, ana, teo = checked()
    older = [ana.vouch(teo, may=True), ana.vouch(teo, may=True)]
    ana.later(1)
    whole = [each for made in (*older, ana.vouch(teo)) for each in agreed(made, teo)]
    assert cleo.take(whole, teo.key) == []
    assert cleo.answer(teo).people == 1
    ana.withdraw(teo)
    ana.tell(cleo)
    assert cleo.take(whole, teo.key) == [errors.VouchWithdrawn] * 3
    assert cleo.people(teo) == 0


@pytest.mark.parametrize("ahead", [0, 1, 2, 7, 13])  # months that a clock may be wrong
def test_a_vouch_that_is_dated_ahead_is_not_taken_or_does_not_outlive_its_withdrawal(ahead):
    cleo, ana, teo = checked()
    for each in (ana, teo):
        each.later(ahead)
    again = agreed(ana.vouch(teo), teo)
    assert cleo.take(again, teo.key) == ([errors.VouchAhead] if ahead > AHEAD else [])
    ana.withdraw(teo)
    ana.tell(cleo)
    for _ in range(ahead + 14):
        cleo.later(1)
        cleo.take(again, teo.key)
        assert cleo.people(teo) == 0


# Introducers who lie


def offered(ivan, *pair, number=bytes(16)):
    """Ivan introduces two people to each other; return what each was offered."""
    one, other = map(ivan.held, pair)
    ivan.book = vouching.introduce(ivan.book, ivan.root, one, other, ivan.month, number)
    assert [ivan.tell(each) for each in pair] == [[], []]
    return [each.book.introductions.offered[-1] for each in pair]


def accepts(somebody, ivan, offer):
    somebody.book = vouching.accept_introduction(somebody.book, somebody.root, offer)
    somebody.tell(ivan)


def test_an_introducer_can_invent_somebody_whom_nobody_stands_behind():
    ivan, mia, fake = Holder("Ivan"), Holder("Mia"), Holder("fake", called="Rosa")
    ivan.meet(mia, fake)
    for each, offer in zip((mia, fake), offered(ivan, mia, fake), strict=True):
        accepts(each, ivan, offer)
    assert (ivan.tell(mia), mia.news) == ([], (IntroducedNow(ivan.key, fake.key),))
    came = mia.held(fake).provenance
    assert (came.how, came.by, mia.answer(fake).level) == (How.INTRODUCED, ivan.key, Level.NONE)
    with pytest.raises(errors.NotMet):
        mia.mark(fake)
    assert "Nobody has shown you who vouches for Rosa." in mia.told(fake)


def test_a_card_comes_only_where_both_agreed_and_once_and_from_whom_it_was_promised():
    ivan, mia, rosa, eve = holders("Ivan Mia Rosa Eve")
    ivan.meet(mia, rosa)
    to_mia, to_rosa = offered(ivan, mia, rosa)
    to_eve = introduction.write(eve.key, "Mia", MONTH, bytes(16), ivan.seed)
    other = introduction.write(rosa.key, "Mia", MONTH, bytes(range(16)), ivan.seed)
    by_eve = introduction.write(rosa.key, "Mia", MONTH, bytes(16), eve.seed)
    yes = acceptance.write(to_rosa.statement, rosa.seed)
    good = Introduced(rosa.card, to_rosa.statement, yes)
    assert mia.take([good], ivan.key) == [errors.NotIntroduced]  # she did not agree yet
    accepts(mia, ivan, to_mia)
    lies = [Introduced(rosa.card, to_rosa.statement, acceptance.write(to_rosa.statement, ivan.seed))]
    lies += [Introduced(rosa.card, each, acceptance.write(each, rosa.seed)) for each in (other, by_eve)]
    lies += [Introduced(rosa.card, to_rosa.statement, acceptance.write(other, rosa.seed))]
    lies += [Introduced(eve.card, to_rosa.statement, yes), Introduced(rosa.card, to_eve, yes)]
    lies += [Introduced(eve.card, to_eve, acceptance.write(to_eve, eve.seed))]  # who is not called Rosa
    assert mia.take(lies, ivan.key) == [errors.NotIntroduced] * len(lies)
    assert mia.book.contacts.keys() == {ivan.key}
    assert mia.take([good, good], ivan.key) == []
    assert mia.book.contacts.keys() == {ivan.key, rosa.key}


def test_whoever_introduces_to_find_out_whom_somebody_knows_is_answered_alike():
    ivan, mia, nina, rosa = holders("Ivan Mia Nina Rosa")
    ivan.meet(mia, nina, rosa)
    rosa.rename("Rosa", channels=((0, "+49 30 1234567"),))
    mia.meet(rosa)  # and holds a newer card than Ivan
    sizes = []
    for each in (mia, nina):
        to_each, to_rosa = offered(ivan, each, rosa, number=each.key[:16])
        sizes.append([len(bundle.write(sending.waiting(each.book, ivan.key, MONTH)))])
        accepts(each, ivan, to_each)
        accepts(rosa, ivan, to_rosa)
        for _ in ("once", "again"):
            sizes[-1].append(len(bundle.write(sending.waiting(each.book, ivan.key, MONTH))))
            assert ivan.tell(each) == []
    assert sizes[0] == sizes[1]
    for by, sentences in zip(holders("Jo Kim"), (2, 3), strict=True):
        mia.meet(by)
        mia.take([introduction.write(mia.key, "Rosa", MONTH, bytes(16), by.seed)])
        assert len([*news.news_lines(mia.book, mia.news, command)]) == sentences
    told = " ".join(news.news_lines(mia.book, mia.news, command))
    assert "One of them may want to find out whom you know. Tell neither." in told


def test_whoever_introduces_again_and_again_fills_the_places_until_they_are_answered():
    ivan, jo, mia = holders("Ivan Jo Mia")
    mia.meet(ivan, jo)
    names = [f"Rosa {number}" for number in range(LIMIT)]
    many = [introduction.write(mia.key, name, MONTH, bytes(16), ivan.seed) for name in names]
    more = introduction.write(mia.key, "Rosa", MONTH, bytes(16), jo.seed)
    assert mia.take([*many, more, *many], ivan.key) == [errors.ManyIntroductions]
    for offer in mia.book.introductions.offered[:2]:
        mia.book = vouching.decline_introduction(mia.book, offer, MONTH)
    assert mia.take([*many, more], jo.key) == []
    assert len(mia.book.introductions.offered) == LIMIT - 1


# What leaves the device


def sent(somebody, *others):
    """All that a device sends to these people and writes for them, as bytes."""
    out = [each for one in others for each in sending.waiting(somebody.book, one.key, MONTH)]
    out += sending.mine_to_show(somebody.book, MONTH)
    after = Holder("Cleo")
    after.book = somebody.book
    for one, other in pairwise(map(somebody.held, others)):
        said = Said(may_introduce=True, how=How.QR)
        after.book = vouching.give(after.book, after.root, one, MONTH, said, after.chance)
        after.book = vouching.introduce(after.book, after.root, one, other, MONTH, bytes(16))
    out += [each for one in others for each in sending.waiting(after.book, one.key, MONTH)]
    return bundle.write(out) + b"".join(bytes(own.statement) for own in somebody.book.own)


def test_marks_circles_counts_and_memory_change_nothing_of_what_is_sent():
    cleo, ana, ben, teo, fake = holders("Cleo Ana Ben Teo Fake")
    everybody = (ana, ben, teo, fake)
    cleo.meet(*everybody)
    ana.vouch(cleo, may=True)
    for each in (ana, ben):
        each.vouch(teo)
        each.vouch(fake)
    cleo.vouch(ben, agreed=False)
    for each in (teo, fake):
        each.show(cleo)
    before = sent(cleo, *everybody)
    cleo.mark(ana, ben, mark=NAMED)
    cleo.founds("Zirkel Zebra", people=(ana, ben))
    assert [cleo.counts_in(each, "Zirkel Zebra") for each in (teo, fake)] == [None, None]
    ben.withdraw(fake)
    ben.tell(cleo)
    cleo.book = cleo.book.with_settings(Settings(retention=Retention.UNTIL_EXPIRY))
    assert sent(cleo, *everybody) == before
    assert len(before) > 3000
    assert [each for each in disguises(b"Zirkel Zebra") if each in before] == []
