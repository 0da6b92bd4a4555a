"""My word for others, given and taken back, and what I agree to (spec 15)."""

import pytest

from p2pcard.core.book import vouching
from p2pcard.core.book.book import How
from p2pcard.core.book.vouching import Said
from p2pcard.core.statements import statement, support, vouch
from p2pcard.core.statements.bundle import Shown
from p2pcard.core.statements.statement import Kind
from p2pcard.core.statements.vouch import Manner
from p2pcard.errors import CardRevoked, NothingToAccept, NotMet, NoVouch, TheSamePerson
from tests.peers import MONTH
from tests.vouchers import (
    INTRODUCES,
    KNOWS,
    ME,
    NUMBER,
    ROOT,
    accepted,
    after,
    agreed,
    card_by,
    dead,
    first_of,
    given,
    held,
    key_of,
    met,
    newest,
    news_of,
    offered,
    own,
    published,
    secrets,
    seed_of,
    sequences,
    shown,
    taken_back,
    vouch_by,
)

ANA, BEN, TEO = map(key_of, ("Ana", "Ben", "Teo"))
BOOK = met("Ana", "Ben", "Teo")


# Given


@pytest.mark.parametrize(("how", "manner"), [(How.QR, Manner.QR), (How.PHRASE, Manner.PHRASE)])
@pytest.mark.parametrize("may_introduce", [False, True])
def test_i_vouch_for_whom_i_met_by_the_name_on_their_card(how, manner, may_introduce):
    book = given(BOOK, Said(may_introduce, how))
    held = newest(book)
    says = vouch.read(statement.read(bytes(held.statement)))
    assert (says.by, says.subject, says.name, says.how) == (ME, TEO, "Teo", manner)
    assert (says.month, says.until, says.may_introduce) == (MONTH, MONTH + 12, may_introduce)
    assert says.sequence == first_of(MONTH) == 64 * MONTH + 1
    assert (held.acceptance, held.first, len(held.blobs)) == (None, MONTH, support.COUNT)


def test_i_vouch_for_nobody_i_did_not_meet_however_i_say_so():
    unmet = held("Teo")
    for said in (KNOWS, Said(False, How.PHRASE)):
        with pytest.raises(NotMet):
            given(unmet, said)
    for how in (How.CARD_ONLY, How.INTRODUCED):
        with pytest.raises(NotMet):
            given(BOOK, Said(False, how))


def test_i_vouch_for_nobody_whose_card_is_dead():
    with pytest.raises(CardRevoked):
        given(after(BOOK, dead("Teo")))


def test_in_one_month_sequences_go_on_and_in_the_next_they_begin_anew():
    book = given(given(given(BOOK)), month=MONTH + 1)
    assert sequences(book) == [first_of(MONTH), first_of(MONTH) + 1, first_of(MONTH + 1)]
    assert book.vouches.withdrawn == ()


def test_more_vouches_than_a_month_has_room_for_go_on_in_the_next():
    book = BOOK
    for _ in range(66):
        book = given(book)
    assert sequences(book)[-1] == first_of(MONTH + 1) + 1
    assert sequences(given(book, month=MONTH + 1))[-1] == first_of(MONTH + 1) + 2


def test_saying_more_or_the_same_again_takes_nothing_back():
    book = given(given(given(BOOK), INTRODUCES), INTRODUCES)
    assert book.vouches.withdrawn == ()
    assert own(accepted(book))


def test_saying_less_takes_back_what_was_said_before():
    book = accepted(given(accepted(given(BOOK, INTRODUCES)), KNOWS))
    assert published(book) == secrets(first_of(MONTH))
    assert own(book)
    assert not newest(book).says.may_introduce


def test_another_name_takes_back_what_was_said_under_the_old_one():
    book = given(BOOK, INTRODUCES).accept(card_by("Teo", "Theo", sequence=2), How.QR, MONTH)
    again = given(book, INTRODUCES)
    assert published(again) == secrets(first_of(MONTH))
    assert newest(again).says.name == "Theo"
    assert own(accepted(again))


# Taken back


def test_taking_back_publishes_a_secret_for_each_that_may_still_count():
    book = given(given(given(BOOK, month=MONTH - 13), month=MONTH - 12))
    left = taken_back(book)
    assert published(left) == secrets(first_of(MONTH - 12), first_of(MONTH))
    assert {each.until for each in left.vouches.withdrawn} == {MONTH, MONTH + 12}
    assert not own(accepted(left))
    assert sequences(left) == sequences(book)


@pytest.mark.parametrize("yes", [False, True], ids=["waits", "agreed to"])
def test_what_waits_and_what_was_agreed_to_can_be_taken_back(yes):
    book = accepted(given(BOOK)) if yes else given(BOOK)
    assert own(book) == yes
    assert not own(accepted(taken_back(book)))


def test_what_was_never_said_is_taken_back_already_or_has_run_out_cannot_be():
    for book, month in ((BOOK, MONTH), (given(BOOK), MONTH + 13), (taken_back(given(BOOK)), MONTH)):
        with pytest.raises(NoVouch):
            taken_back(book, month=month)


def test_under_another_name_it_can_still_be_taken_back():
    book = accepted(given(BOOK)).accept(card_by("Teo", "Theo", sequence=2), How.CARD_ONLY, MONTH)
    assert not own(book)
    assert published(taken_back(book)) == secrets(first_of(MONTH))


def test_after_taking_back_i_can_vouch_again_and_it_counts():
    for later in (0, 1):
        book = taken_back(accepted(given(BOOK)))
        again = accepted(given(book, month=MONTH + later), month=MONTH + later)
        assert own(again, month=MONTH + later)
        assert len(set(sequences(again))) == 2


def stolen():
    """A vouch about Teo that a thief signed with my key, with the handles of Ana's."""
    says = {field: value for field, value in vouch_by("me", "Teo").fields().items() if field}
    hers = vouch_by("Ana", "Teo").fields()
    return statement.make(Kind.VOUCH, {**says, 3: 7, 8: hers[8], 9: hers[9]}, seed_of("me"))


def test_what_a_thief_signed_in_my_name_is_dropped_with_my_word_and_does_not_come_back():
    item = Shown(stolen(), agreed(stolen(), "Teo"))
    book = after(accepted(given(BOOK)), item)
    assert len(book.vouches.given[TEO]) == 2
    left = taken_back(book)
    assert published(left) >= secrets(first_of(MONTH))
    assert sequences(left) == [first_of(MONTH)]
    assert stolen().id in left.vouches.ended
    assert after(left, item) == left
    assert news_of(held("Teo", book=left), shown("Ana", "Teo")) != ()  # whose handles it had


# Agreeing


def test_agreeing_to_a_vouch_makes_it_mine_and_throwing_it_away_is_for_good():
    book = after(BOOK, Shown(vouch_by("Ana", "me"), None))
    yes = vouching.accept_vouch(book, ROOT, ANA)
    assert yes.vouches.mine[ANA].acceptance == agreed(vouch_by("Ana", "me"), "me")
    no = vouching.decline_vouch(book, ANA, MONTH)
    assert no.vouches.mine == {}
    assert no.vouches.shown == no.vouches.given == {}


def test_an_answer_is_for_a_vouch_that_waits_for_one():
    book = after(BOOK, Shown(vouch_by("Ana", "me"), None), Shown(vouch_by("Ben", "me"), None))
    assert vouching.vouches_to_answer(book, MONTH) == (ANA, BEN)
    yes = vouching.answer_vouch(book, ROOT, ANA, MONTH, yes=True)
    assert yes == vouching.accept_vouch(book, ROOT, ANA)
    no = vouching.answer_vouch(book, ROOT, ANA, MONTH, yes=False)
    assert no == vouching.decline_vouch(book, ANA, MONTH)
    for answered, by in ((yes, ANA), (no, ANA), (after(book, dead("Ana")), ANA), (book, TEO)):
        with pytest.raises(NothingToAccept):
            vouching.answer_vouch(answered, ROOT, by, MONTH, yes=True)


def test_my_word_stands_until_it_runs_out_or_is_taken_back_whether_it_was_agreed_to_or_not():
    waits = given(BOOK)
    agreed_to = accepted(waits)
    for each in (waits, agreed_to):
        assert vouching.vouches_given(each, MONTH) == (newest(each),)
        assert vouching.vouches_given(each, MONTH + 13) == ()
    assert vouching.vouches_given(taken_back(agreed_to), MONTH) == ()


def test_two_people_are_offered_to_each_other_by_their_names_with_one_number():
    book = vouching.introduce(BOOK, ROOT, BOOK.contacts[ANA], BOOK.contacts[BEN], MONTH, NUMBER)
    assert [each.statement for each in book.introductions.made] == [
        offered("me", "Ana", "Ben"),
        offered("me", "Ben", "Ana"),
    ]
    assert book.introductions.partner(book.introductions.made[0]) == book.introductions.made[1]


def test_two_people_who_were_introduced_are_not_asked_twice_until_the_first_time_has_run_out():
    ana, ben = BOOK.contacts[ANA], BOOK.contacts[BEN]
    book = vouching.introduce(BOOK, ROOT, ana, ben, MONTH, NUMBER)
    for month, one, other in ((MONTH, ana, ben), (MONTH + 1, ben, ana)):
        assert vouching.introduce(book, ROOT, one, other, month, bytes(16)) == book
    assert len(vouching.introduce(book, ROOT, ana, ben, MONTH + 2, bytes(16)).introductions.made) == 4
    with_teo = vouching.introduce(book, ROOT, ana, BOOK.contacts[TEO], MONTH, bytes(16))
    assert len(with_teo.introductions.made) == 4


def test_nobody_is_introduced_to_themselves_and_nobody_dead_to_anybody():
    with pytest.raises(TheSamePerson):
        vouching.introduce(BOOK, ROOT, BOOK.contacts[ANA], BOOK.contacts[ANA], MONTH, NUMBER)
    for name in ("Ana", "Ben"):
        book = after(BOOK, dead(name))
        with pytest.raises(CardRevoked):
            vouching.introduce(book, ROOT, book.contacts[ANA], book.contacts[BEN], MONTH, NUMBER)


def test_agreeing_to_an_introduction_is_noted_and_throwing_it_away_leaves_others():
    book = after(BOOK, offered("Ana", "me", "Leo"), offered("Ben", "me", "Leo"))
    first, second = book.introductions.offered
    yes = vouching.accept_introduction(book, ROOT, first)
    assert {each.says.by: bool(each.acceptance) for each in yes.introductions.offered} == {
        ANA: True,
        BEN: False,
    }
    no = vouching.decline_introduction(book, second, MONTH)
    assert [each.says.by for each in no.introductions.offered] == [ANA]


def test_an_answer_is_for_an_introduction_that_waits_for_one():
    book = after(BOOK, offered("Ana", "me", "Leo"))
    (offer,) = vouching.introductions_to_answer(book, MONTH)
    yes, no = (
        vouching.answer_introduction(book, ROOT, offer.statement.id, MONTH, yes=each)
        for each in (True, False)
    )
    assert yes == vouching.accept_introduction(book, ROOT, offer)
    assert no == vouching.decline_introduction(book, offer, MONTH)
    for answered in (yes, no, after(book, dead("Ana"))):
        with pytest.raises(NothingToAccept):
            vouching.answer_introduction(answered, ROOT, offer.statement.id, MONTH, yes=True)
