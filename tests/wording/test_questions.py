"""Which news asks something: a vouch about me, and an introduction; all other news is only told."""

from p2pcard.core.book import news
from p2pcard.wording.questions import Accept, Meet, asked_by

ANA, TEO = bytes(32), bytes((1,)) * 32


def test_a_vouch_about_me_asks_whether_i_agree_and_an_introduction_whether_i_want_it():
    assert asked_by(news.VouchOffered(ANA)) == Accept(ANA)
    assert asked_by(news.IntroductionOffered(TEO, ANA, "Teo", True)) == Meet(TEO, ANA, "Teo", True)


def test_all_other_news_asks_nothing():
    told: list[news.News] = [
        news.VouchAccepted(TEO), news.VouchShown(ANA, TEO), news.IntroductionAccepted(ANA),
        news.IntroducedNow(ANA, TEO), news.RevokedNow(ANA), news.RenewNow(TEO), news.AskAgain(ANA),
        news.VouchOffMonth(ANA, 700),
    ]  # fmt: skip
    assert [asked_by(each) for each in told] == [None] * 8
