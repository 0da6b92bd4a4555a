"""An attacker has a vouch's place taken by another one, so that what ends it may miss what it formed."""

from dataclasses import replace

import pytest

from p2pcard.core.book import receiving
from p2pcard.core.book.routes import Mark
from p2pcard.core.statements import acceptance, revocation, vouch
from p2pcard.core.statements.bundle import Shown
from p2pcard.core.statements.statement import make
from tests.attacks.test_vouches import checked
from tests.holders import Holder


def stolen(ana, fake, number, *, name="", handles=None):
    """What a thief signs with Ana's key about a friend: handles that fit nothing of Ana's, or another's."""
    made = vouch.issue(
        ana.root,
        fake.key,
        name or "Fake",
        64 * ana.month + number,
        ana.month,
        vouch.Manner.QR,
        may_introduce=False,
    )
    fields = {field: value for field, value in made.fields().items() if field}
    own = handles or {8: vouch.withdrawal_handle(bytes((number,)) * 32), 9: bytes((number,)) * 16}
    made = make(made.kind, {**fields, **own}, ana.seed)
    return Shown(made, acceptance.write(made, fake.seed))


@pytest.fixture
def known():
    """Cleo, who remembers a vouch for Fake that a thief signed with Ana's key."""
    cleo, ana, _ = checked()
    fake, ben = Holder("Fake"), Holder("Ben")
    cleo.meet(fake, ben)
    assert cleo.take([stolen(ana, fake, 1)], fake.key) == []
    cleo.later(0)
    assert cleo.people(fake) == 1
    return cleo, ana, fake, ben


def test_a_newer_one_in_the_round_of_the_revocation_saves_nothing(known):
    """Fake's bundle comes before Ben's, who brings what Ana's owner published: places can be searched for."""
    cleo, ana, fake, ben = known
    bundles = [(fake.key, [stolen(ana, fake, 2)]), (ben.key, [revocation.write(ana.root)])]
    cleo.book, _ = receiving.take_round(cleo.book, bundles, cleo.month)
    assert cleo.people(fake) == 0


@pytest.mark.parametrize("months", [0, 1])
def test_a_newer_one_under_another_name_saves_nothing(known, months):
    cleo, ana, fake, ben = known
    cleo.take([stolen(ana, fake, 2, name="Somebody else")], fake.key)
    cleo.later(months)
    cleo.take([revocation.write(ana.root)], ben.key)
    assert cleo.people(fake) == 0


def test_somebody_who_counts_more_and_takes_the_place_saves_nothing(known):
    """Fake has useless friends fill all places, and then shows the word of somebody who is marked."""
    cleo, ana, fake, ben = known
    dai, eve = Holder("Dai"), Holder("Eve")
    cleo.meet(dai, eve)
    cleo.mark(ana, mark=Mark.NO)  # only who names her counts, so that others may take her place
    cleo.mark(ben, mark=Mark.THOSE_THEY_NAME)
    cleo.mark(dai, eve)
    ben.vouch(ana, may=True)
    eve.vouch(fake)
    fake.show(cleo)
    cleo.later(1)
    ana.show(cleo)
    assert cleo.take([stolen(ana, fake, 2)], fake.key) == []
    cleo.later(1)
    assert cleo.people(fake) == 2
    fake.book = replace(fake.book, vouches=replace(fake.book.vouches, mine={}))
    for each in (*(Holder(f"Friend {number}") for number in range(7)), dai):
        each.vouch(fake)
    fake.show(cleo)
    assert cleo.book.vouches.about(fake.key, ana.key) is None
    assert cleo.people(fake) == 2
    cleo.take([revocation.write(ana.root)], ben.key)
    assert cleo.people(fake) == 1


def test_copied_handles_that_others_follow_do_not_keep_somebodys_word_when_they_take_it_back():
    """Fay, who counts, copies the handles of Ana's word for Teo and then vouches anew with other ones."""
    cleo, ana, teo = checked()
    fay, ben = Holder("Fay"), Holder("Ben")
    cleo.meet(fay, ben)
    cleo.mark(fay)
    given, own = ana.vouch(teo).fields(), fay.vouch(teo).fields()
    teo.show(cleo)
    assert cleo.people(teo) == 2
    for each in (cleo, fay):
        each.later(3)
    copied, other = ({field: from_[field] for field in (8, 9)} for from_ in (given, own))
    for number, handles in ((1, copied), (2, other), (3, {**other, 9: bytes(16)})):
        assert cleo.take([stolen(fay, teo, number, name="Teo", handles=handles)], teo.key) == []
    assert cleo.people(teo) == 2
    ana.withdraw(teo)
    ana.tell(cleo)
    assert cleo.people(teo) == 1
