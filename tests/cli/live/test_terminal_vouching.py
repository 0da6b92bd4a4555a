"""Behind the cards at a terminal: one question at a time, and what each line means to it."""

import pytest

from p2pcard.core.book.news import (
    AskAgain,
    IntroducedNow,
    IntroductionAccepted,
    IntroductionOffered,
    RenewNow,
    RevokedNow,
    VouchAccepted,
    VouchOffered,
    VouchOffMonth,
    VouchShown,
)
from p2pcard.core.book.routes import Mark
from p2pcard.core.exchange.events import (
    AnswerIntroduction,
    AnswerVouch,
    Busy,
    DecideLater,
    PersonDone,
    ShowVouches,
    VouchFor,
)
from p2pcard.errors import NotHere
from p2pcard.service.live.person import NewsNow, PersonLeaves, RefusedNow, ToShowNow
from p2pcard.wording import catalogue
from p2pcard.wording.catalogue import say
from tests.stages import AGREE, ASKED_WHO, HINT, MEAN_IT, WHO
from tests.terminals import controls
from tests.vouchers import ME, key_of

ANA, BEN, TEO = (key_of(name) for name in ("Ana", "Ben", "Teo"))
OFFER = bytes(32)
BY_ANA = IntroductionOffered(OFFER, ANA, "Dot", again=False)
NEWS = {  # each kind, and what is said of it in a list of news
    VouchOffered(ANA): ["Ana vouches for you.", "To agree: p2pcard accept"],
    VouchAccepted(BEN): ["Ben agreed to what you said of them."],
    VouchShown(ANA, TEO): ["Ana vouches for Teo."],
    BY_ANA: ["Ana wants to introduce you to “Dot”.", "To agree: p2pcard accept"],
    IntroductionAccepted(BEN): ["Ben agreed to be introduced."],
    IntroducedNow(ANA, TEO): ["Ana introduced you to Teo."],
    RevokedNow(ME): [
        "Somebody handed out the notice that ends your card. To begin anew: p2pcard revoke --now"
    ],
    RevokedNow(BEN): ["The card of Ben is dead: its owner said so.", "Meet Ben again and take the new card."],
    RenewNow(TEO): [
        "Somebody's word for Teo does not count any more.",
        "Please ask Teo to show again who vouches for them.",
    ],
    AskAgain(ANA): ["Please ask Ana to vouch for you again."],
    VouchOffMonth(ANA, 708): [
        "Ana vouches for you, but dated January 2029, so it was not taken.",
        "Tell Ana. Look at the clocks of both devices, then Ana can vouch again.",
    ],
}


def test_the_host_is_told_how_a_meeting_ends_and_enter_ends_it(stage):
    end = "After two minutes of quiet the meeting is over. To end it now, press Enter."
    assert stage.meet(host=True) == [HINT, end]
    assert stage.type("") == (PersonDone(), [])


def test_a_member_is_told_how_it_ends_too_and_enter_does_nothing(stage):
    assert stage.meet()[1:] == ["After two minutes of quiet the meeting is over. (q: leave now)"]
    assert stage.type("") == (None, [])
    assert stage.type("q") == (PersonLeaves(), [])


@pytest.mark.parametrize("line", ["hello", "vouching", "2", "yes", "all"])
def test_a_line_that_means_nothing_is_answered_with_what_can_be_typed(stage, line):
    stage.meet()
    assert stage.type(line.strip()) == (None, [HINT])


@pytest.mark.parametrize(
    ("line", "event", "told"),
    [
        ("all", ShowVouches((), everybody=True), ["They can see it now."]),
        ("ALL", ShowVouches((), everybody=True), ["They can see it now."]),
        ("ben", ShowVouches(("ben",)), ["Ben can see it now."]),
        ("Ben, Ana ,", ShowVouches(("Ben", "Ana")), ["Ben can see it now.", "Ana can see it now."]),
        ("2", ShowVouches((BEN.hex(),)), ["Ben can see it now."]),
        ("2, ana", ShowVouches((BEN.hex(), "ana")), ["Ben can see it now.", "Ana can see it now."]),
        ("", ShowVouches(()), []),
    ],
)
def test_it_is_asked_who_may_see_who_vouches_for_me(stage, line, event, told):
    stage.meet()
    people = "These people vouch for you: Ana, Teo."
    assert stage.show(ToShowNow((TEO, ANA))) == [people, *ASKED_WHO]
    assert stage.act(line) == (event, told)


def test_a_name_that_is_not_here_is_asked_again(stage):
    stage.swap()
    stage.show(ToShowNow((TEO,)))
    assert stage.type("Cleo") == (ShowVouches(("Cleo",)), [])
    refused = stage.show(RefusedNow(NotHere(name="Cleo")))
    assert (refused[0], refused[-1]) == ("“Cleo” is not here.", WHO.format(word="all"))
    assert stage.type("Ana") == (ShowVouches(("Ana",)), [])


@pytest.mark.parametrize(
    ("line", "event"), [("yes", AnswerVouch(ANA, yes=True)), ("", DecideLater(ANA)), ("no", DecideLater(ANA))]
)
def test_in_a_swap_a_vouch_is_agreed_to_or_left_for_later(stage, line, event):
    stage.swap()
    assert stage.show(NewsNow((VouchOffered(ANA),))) == ["Ana vouches for you.", AGREE.format(word="yes")]
    assert stage.act(line) == (event, ["You agreed."] if line == "yes" else [])


def test_in_a_meeting_whoever_agreed_is_asked_who_may_see_it(stage):
    stage.meet()
    stage.show(NewsNow((VouchOffered(ANA),)))
    assert stage.act("yes") == (AnswerVouch(ANA, yes=True), ["You agreed.", *ASKED_WHO])
    assert stage.act("all") == (ShowVouches((), everybody=True), ["They can see it now."])


def test_an_introduction_is_agreed_to_or_left_for_later(stage):
    stage.swap()
    asked = ["Ana wants to introduce you to “Dot”.", AGREE.format(word="yes")]
    for line, event in (("yes", AnswerIntroduction(OFFER, yes=True)), ("", DecideLater(OFFER))):
        assert stage.show(NewsNow((BY_ANA,))) == asked
        assert stage.type(line) == (event, [])


def test_when_two_want_to_introduce_the_same_person_one_is_warned_before_the_question(stage):
    stage.swap()
    lines = stage.show(NewsNow((IntroductionOffered(OFFER, ANA, "Dot", again=True),)))
    assert lines[1:] == [
        "Somebody else does, too. One of them may want to find out whom you know. Tell neither.",
        AGREE.format(word="yes"),
    ]


def test_one_question_stands_on_the_screen_and_the_next_comes_with_its_answer(stage):
    stage.meet()
    lines = stage.show(NewsNow((VouchOffered(ANA), VouchAccepted(BEN), VouchOffered(BEN), BY_ANA)))
    assert lines == [*NEWS[VouchAccepted(BEN)], "Ana vouches for you.", AGREE.format(word="yes")]
    assert stage.show(NewsNow((VouchOffered(BEN), BY_ANA))) == []  # each is asked once
    assert stage.show(NewsNow((VouchShown(ANA, TEO),))) == ["Ana vouches for Teo."]
    assert stage.act("") == (DecideLater(ANA), ["Ben vouches for you.", AGREE.format(word="yes")])
    assert stage.act("yes") == (AnswerVouch(BEN, yes=True), ["You agreed.", *ASKED_WHO])
    event, lines = stage.act("")
    assert (event, lines[0]) == (ShowVouches(()), "Ana wants to introduce you to “Dot”.")
    assert stage.type("q") == (PersonLeaves(), [])


def test_a_host_who_is_asked_something_does_not_end_the_meeting_with_enter(stage):
    stage.meet(host=True)
    stage.show(NewsNow((VouchOffered(ANA),)))
    assert stage.type("") == (DecideLater(ANA), [])
    assert stage.type("") == (PersonDone(), [])


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_same_conversation_in_either_language_takes_that_languages_words(stage, language):
    catalogue.install(language)
    yes = say("yes")
    try:
        assert stage.meet()[0] == say(HINT)
        event, lines = stage.type(f"{say('vouch')} ana")
        assert (event, lines[-1]) == (Busy(), say(MEAN_IT, name="Ana"))
        assert stage.type(yes)[1][-1] == say("Type a number, or press Enter for {now}:", now="1")
        assert stage.type("3") == (VouchFor(ANA.hex(), True, Mark.THEIR_WORD), [])
        assert stage.show(NewsNow((BY_ANA,)))[-1] == say(AGREE, word=yes)
        assert stage.type(yes) == (AnswerIntroduction(OFFER, yes=True), [])
        assert stage.show(ToShowNow((ANA,)))[-1] == say(WHO, word=say("all"))
        assert stage.type(say("all")) == (ShowVouches((), everybody=True), [])
    finally:
        catalogue.install("en")


@pytest.mark.parametrize("news", NEWS)
def test_all_that_comes_is_said_in_plain_sentences(stage, news):
    stage.swap()
    lines = stage.show(NewsNow((news,)))
    asked = isinstance(news, VouchOffered | IntroductionOffered)
    assert lines == ([NEWS[news][0], AGREE.format(word="yes")] if asked else NEWS[news])
    assert not controls("\n".join(lines))
