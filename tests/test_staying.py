"""Behind the cards at a terminal: one question at a time, and what each line means to it."""

import pytest

from p2pcard.cardholder.person import ActedNow, NewsNow, RefusedNow, RoleNow, ToShowNow
from p2pcard.cardholder.service import Cardholder
from p2pcard.cli import words
from p2pcard.cli.session import Session
from p2pcard.cli.telling import TerminalPerson
from p2pcard.cli.words import say
from p2pcard.core.exchange import (
    AnswerIntroduction,
    AnswerVouch,
    Busy,
    DecideLater,
    Done,
    ShowVouches,
    Stop,
    StoredNow,
    VouchFor,
)
from p2pcard.core.meeting.events import ReceiptsNow, StayNow
from p2pcard.core.news import (
    AskAgain,
    IntroducedNow,
    IntroductionAccepted,
    IntroductionOffered,
    RenewNow,
    RevokedNow,
    VouchAccepted,
    VouchOffered,
    VouchShown,
)
from p2pcard.core.routes import Mark
from p2pcard.core.swap import ReceiptNow
from p2pcard.errors import NotHere
from tests.shells import PHRASE
from tests.standings import device_of
from tests.terminals import controls
from tests.vouchers import ME, card_by, key_of, met

ANA, BEN, TEO = (key_of(name) for name in ("Ana", "Ben", "Teo"))
OFFER = bytes(32)
BY_ANA = IntroductionOffered(OFFER, ANA, "Dot", again=False)
HINT = "To vouch for somebody here, type: vouch NAME"
WHO = "Who may see it here? Type {word}, or names with commas, or press Enter for nobody:"
MEAN_IT = "Do you know {name}, and do you give your word? Type {word}:"
AGREE = "Do you agree? Type {word}, or press Enter to decide later:"
NO_YES = "Type yes, or press Enter for no:"
AS_IT_IS = "Type the number, or press Enter to leave it as it is:"
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
}


class Stage:
    """A person at a terminal to whom a conversation is played; Ana and Ben are here, Teo is at home."""

    def __init__(self, cardholder, capsys, *, plain):
        self.person = TerminalPerson(Session(plain=plain, _cardholder=cardholder))
        self._capsys = capsys

    def show(self, *screens):
        """Show screens; return the lines that are printed."""
        for screen in screens:
            self.person.show(screen)
        return self._capsys.readouterr().out.splitlines()

    def type(self, line):
        """Type a line; return what it does, and the lines that are printed."""
        event = self.person._meaning(line)
        return event, self._capsys.readouterr().out.splitlines()

    def act(self, line):
        """Type a line that does something; return what it does, and the lines until it is done."""
        event, lines = self.type(line)
        return event, lines + self.show(ActedNow(event))

    def meet(self, *, host=False):
        """Come to the end of a meeting of three."""
        cards = tuple(card_by(name) for name in ("Ana", "Ben"))
        self.show(RoleNow(host), StoredNow(cards, (), ()), ReceiptsNow((1, 2), (), ()))
        return self.show(StayNow())

    def swap(self):
        """Come to the end of a swap with Ana."""
        return self.show(StoredNow((card_by("Ana"),), (), ()), ReceiptNow(True))


@pytest.fixture(scope="module")
def me(tmp_path_factory):
    """Somebody who met Ana, Ben and Teo, and two of one family."""
    book = met("Ana", "Ben", "Teo", "Eva Ruiz", "Leo Ruiz")
    found = Cardholder(device_of(tmp_path_factory.mktemp("staying"), book).home)
    found.unlock(PHRASE)
    yield found
    found.lock()


@pytest.fixture(params=[True, False], ids=["plain", "drawn"])
def stage(request, me, capsys):
    """Somebody at a terminal in English, line by line or not."""
    return Stage(me, capsys, plain=request.param)


def test_the_host_is_told_how_a_meeting_ends_and_enter_ends_it(stage):
    end = "After two minutes of quiet the meeting is over. To end it now, press Enter."
    assert stage.meet(host=True) == [HINT, end]
    assert stage.type("") == (Done(), [])


def test_a_member_is_told_how_it_ends_too_and_enter_does_nothing(stage):
    assert stage.meet()[1:] == ["After two minutes of quiet the meeting is over. (q: leave now)"]
    assert stage.type("") == (None, [])
    assert stage.type("q") == (Stop(), [])


@pytest.mark.parametrize("line", ["hello", "vouch", "vouch ", "yes", "all"])
def test_a_line_that_means_nothing_is_answered_with_what_can_be_typed(stage, line):
    stage.meet()
    assert stage.type(line.strip()) == (None, [HINT])


def test_a_vouch_is_begun_by_name_and_goes_through_three_questions(stage):
    stage.meet()
    assert stage.type("vouch ben") == (Busy(), [MEAN_IT.format(name="Ben", word="yes")])
    may = "May others count what Ben says of newcomers? They will see your answer."
    assert stage.type("YES") == (None, [may, NO_YES])
    event, lines = stage.type("yes")
    assert (event, lines[0]) == (None, "For you alone: does the word of Ben on newcomers count with you?")
    assert lines[1:-1] == ["0: no", "1: yes, their own word", "2: yes, and the word of those they name"]
    assert lines[-1] == AS_IT_IS
    vouched = VouchFor(BEN.hex(), True, Mark.THOSE_THEY_NAME)
    assert stage.act("2") == (vouched, ["You vouch for Ben. It counts once Ben agreed."])


def test_empty_answers_promise_nothing_and_leave_the_mark(stage):
    stage.meet()
    for line in ("vouch Ben", "yes", ""):
        stage.type(line)
    assert stage.type("") == (VouchFor(BEN.hex(), False, None), [])


@pytest.mark.parametrize("line", ["", "no", "yes please", "1"])
def test_only_a_yes_leads_on_to_a_vouch(stage, line):
    stage.meet()
    stage.type("vouch Ben")
    assert stage.type(line) == (None, [])
    assert stage.type("yes") == (None, [HINT])


def test_a_choice_that_is_not_there_is_asked_again(stage):
    stage.meet()
    for line in ("vouch Ben", "yes", ""):
        stage.type(line)
    event, lines = stage.type("yes")
    assert (event, lines[0], lines[-1]) == (None, "There is no choice yes here.", AS_IT_IS)
    assert stage.type("1") == (VouchFor(BEN.hex(), False, Mark.THEIR_WORD), [])


@pytest.mark.parametrize("name", ["Teo", "Nobody"])
def test_whoever_is_not_here_cannot_be_vouched_for_on_the_spot(stage, name):
    stage.meet()
    event, lines = stage.type(f"vouch {name}")
    assert (event, lines) == (None, [f"“{name}” is not here.", *NotHere(name=name).sentences[1:]])
    assert stage.type("yes") == (None, [HINT])


def test_a_name_that_fits_two_who_are_here_is_told(stage):
    stage.meet()
    stage.show(StoredNow((card_by("Eva Ruiz"), card_by("Leo Ruiz")), (), ()))
    event, lines = stage.type("vouch ruiz")
    assert (event, len(lines)) == (None, 3)
    assert all(name in lines[0] + lines[2] for name in ("Eva Ruiz", "Leo Ruiz"))


@pytest.mark.parametrize(
    ("line", "event", "told"),
    [
        ("all", ShowVouches((), everybody=True), ["They can see it now."]),
        ("ALL", ShowVouches((), everybody=True), ["They can see it now."]),
        ("ben", ShowVouches(("ben",)), ["Ben can see it now."]),
        ("Ben, Ana ,", ShowVouches(("Ben", "Ana")), ["Ben can see it now.", "Ana can see it now."]),
        ("", ShowVouches(()), []),
    ],
)
def test_it_is_asked_who_may_see_who_vouches_for_me(stage, line, event, told):
    stage.meet()
    people = "These people vouch for you: Ana, Teo."
    assert stage.show(ToShowNow((TEO, ANA))) == [people, WHO.format(word="all")]
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
    assert stage.act("yes") == (AnswerVouch(ANA, yes=True), ["You agreed.", WHO.format(word="all")])
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
    assert stage.act("yes") == (AnswerVouch(BEN, yes=True), ["You agreed.", WHO.format(word="all")])
    event, lines = stage.act("")
    assert (event, lines[0]) == (ShowVouches(()), "Ana wants to introduce you to “Dot”.")
    assert stage.type("q") == (Stop(), [])


def test_a_host_who_is_asked_something_does_not_end_the_meeting_with_enter(stage):
    stage.meet(host=True)
    stage.show(NewsNow((VouchOffered(ANA),)))
    assert stage.type("") == (DecideLater(ANA), [])
    assert stage.type("") == (Done(), [])


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_same_conversation_in_either_language_takes_that_languages_words(stage, language):
    words.install(language)
    yes = say("yes")
    try:
        assert stage.meet()[0] == say(HINT)
        assert stage.type(f"{say('vouch')} ana") == (Busy(), [say(MEAN_IT, name="Ana", word=yes)])
        assert stage.type(yes)[1][-1] == say(NO_YES)
        assert stage.type(yes)[1][-1] == say(AS_IT_IS)
        assert stage.type("1") == (VouchFor(ANA.hex(), True, Mark.THEIR_WORD), [])
        assert stage.show(NewsNow((BY_ANA,)))[-1] == say(AGREE, word=yes)
        assert stage.type(yes) == (AnswerIntroduction(OFFER, yes=True), [])
        assert stage.show(ToShowNow((ANA,)))[-1] == say(WHO, word=say("all"))
        assert stage.type(say("all")) == (ShowVouches((), everybody=True), [])
    finally:
        words.install("en")


@pytest.mark.parametrize("news", NEWS)
def test_all_that_comes_is_said_in_plain_sentences(stage, news):
    stage.swap()
    lines = stage.show(NewsNow((news,)))
    asked = isinstance(news, VouchOffered | IntroductionOffered)
    assert lines == ([NEWS[news][0], AGREE.format(word="yes")] if asked else NEWS[news])
    assert not controls("\n".join(lines))
