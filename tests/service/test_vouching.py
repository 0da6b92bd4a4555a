"""One's word, saved as it is given: each change is one save, and what must go is in neither."""

import pytest

from p2pcard.core.book.book import How
from p2pcard.core.book.news import VouchAccepted, VouchOffered
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.settings import Retention
from p2pcard.core.statements import bundle, vouch
from p2pcard.core.statements.bundle import Shown
from p2pcard.core.statements.card import Card
from p2pcard.errors import NoSuchPerson, NothingForYou, NothingToShow, NotMet, NoVouch
from p2pcard.service.cardholder import Cardholder
from tests.peers import MONTH, chance_of
from tests.vaults import PHRASE, go_back
from tests.vouchers import agreed, card_by, first_of, key_of, root_of, shown

pytestmark = pytest.mark.usefixtures("stretched_once")
ANA, TEO, ZOE = map(key_of, ("Ana", "Teo", "Zoe"))


@pytest.fixture
def mine(tmp_path):
    """My device, on which I hold Ana and Teo, both met, and Zoe, whose card only came."""
    made = Cardholder(tmp_path / "mine", chance=chance_of("mine"), clock=lambda: MONTH)
    made.create(PHRASE, Card("Me"), low_memory=True)
    book = made.book
    for name, how in (("Ana", How.QR), ("Teo", How.PHRASE), ("Zoe", How.CARD_ONLY)):
        book = book.accept(card_by(name), how, MONTH)
    made.store.change(lambda _: book)
    return made


def contact(mine, name):
    return mine.book.contacts[key_of(name)]


def test_a_word_is_one_save_with_its_mark_and_says_how_we_met(mine):
    before = mine.save_number
    mine.vouching.give(contact(mine, "Teo"), may_introduce=True, mark=Mark.THEIR_WORD)
    (said,) = mine.book.vouches.given[TEO]
    assert mine.save_number == before + 1
    assert (said.says.how.name, said.says.may_introduce, contact(mine, "Teo").mark) == ("PHRASE", True, 1)
    mine.vouching.give(contact(mine, "Ana"), may_introduce=False, how=How.PHRASE)
    assert mine.book.vouches.given_to(ANA).says.how.name == "PHRASE"
    assert contact(mine, "Ana").mark is Mark.NO


def test_what_is_refused_is_no_save(mine):
    before = mine.save_number
    with pytest.raises(NotMet):
        mine.vouching.give(contact(mine, "Zoe"), may_introduce=False)
    with pytest.raises(NoVouch):
        mine.vouching.withdraw(contact(mine, "Ana"))
    with pytest.raises(NothingForYou):
        mine.vouching.take_file(bundle.write((card_by("Leo"),)))
    mine.vouching.settle()
    assert mine.save_number == before


def test_what_is_taken_back_is_handed_out_and_given_no_more(mine):
    mine.vouching.give(contact(mine, "Ana"), may_introduce=False)
    mine.vouching.withdraw(contact(mine, "Ana"))
    assert len(mine.book.vouches.withdrawn) == 1
    carried = bundle.read(mine.vouching.bundle_for(contact(mine, "Teo"), shown=False, support=False))
    assert any(isinstance(item, bundle.Withdrawal) for item in carried)


def about_me(mine):
    """Ana's vouch about me."""
    word = (first_of(MONTH), MONTH, vouch.Manner.QR)
    return Shown(vouch.issue(root_of("Ana"), mine.book.me, "Me", *word, may_introduce=False), None)


def test_a_vouch_about_me_waits_is_answered_and_then_shown(mine):
    assert mine.vouching.take_file(bundle.write((about_me(mine),))) == (VouchOffered(ANA),)
    assert mine.vouching.vouches_to_answer() == (ANA,)
    with pytest.raises(NothingToShow):
        mine.vouching.to_show()
    mine.vouching.answer_vouch(ANA, yes=True)
    assert mine.vouching.vouches_to_answer() == ()
    assert [each.vouch.author for each in mine.vouching.to_show()] == [ANA]


def test_what_was_declined_is_not_shown_and_waits_no_longer(mine):
    mine.vouching.take_file(bundle.write((about_me(mine),)))
    mine.vouching.answer_vouch(ANA, yes=False)
    assert mine.vouching.vouches_to_answer() == ()
    with pytest.raises(NothingToShow):
        mine.vouching.to_show()


def test_what_several_send_at_once_is_one_save_and_told_for_each_in_their_order(mine):
    mine.vouching.give(contact(mine, "Teo"), may_introduce=False)
    before = mine.save_number
    said = mine.book.vouches.given_to(TEO).statement
    yes, word = (bundle.fill((item,), bundle.LARGE)[0] for item in (agreed(said, "Teo"), about_me(mine)))
    told = mine.vouching.take(((TEO, yes), (ZOE, b"nonsense"), (ANA, word)))
    assert told == ((VouchAccepted(TEO),), (VouchOffered(ANA),))
    assert mine.save_number == before + 1


def test_choosing_to_forget_drops_what_others_said_from_both_saves(mine):
    mine.vouching.mark(contact(mine, "Ana"), Mark.THEIR_WORD)
    mine.vouching.take_file(bundle.write((shown("Ana", "Teo"),)))
    assert mine.vouching.answer(TEO).verdict.separate
    mine.vouching.remember(Retention.FORGET)
    assert (mine.book.settings.retention, dict(mine.book.vouches.shown)) == (Retention.FORGET, {})
    mine.lock()
    go_back(mine)
    assert dict(mine.book.vouches.shown) == {}


def test_somebody_is_found_whose_card_is_held(mine):
    assert mine.vouching.somebody("ana") == ANA
    with pytest.raises(NoSuchPerson):
        mine.vouching.somebody("Kim")
