"""What people write of themselves is understood as a card has it, and written again as they would type it."""

import pytest

from p2pcard.errors import LanguageNotKnown, MoreThanACard
from p2pcard.jsonapi.cards import read_card, refuse_what_no_card_holds
from p2pcard.wording import understanding


def test_offers_may_stand_between_semicolons_and_on_lines_and_a_language_among_them_is_spoken():
    wanted = {"offers": ["van", "first-aid"], "languages": ["es"]}
    assert understanding.offers("van; first aid, Spanish") == wanted
    assert understanding.offers("van\nprimeros auxilios\nespañol") == wanted
    assert understanding.offers("my own boat") == {"offers": ["my own boat"], "languages": []}


def test_languages_are_words_of_ours_or_codes_and_nothing_else():
    assert understanding.languages("inglés, hu, English") == {"languages": ["en", "hu"]}
    with pytest.raises(LanguageNotKnown, match="wxyz"):
        understanding.languages("wxyz")


def test_answers_taken_together_are_one_card_that_can_be_typed_again():
    typed = {"name": "Ana", "ways": "600 100 101", "offers": "van, German", "languages": "Spanish"}
    fields = understanding.together(*(understanding.read(name, text) for name, text in typed.items()))
    assert fields["languages"] == ["es", "de"]
    again = understanding.as_typed(read_card(fields))
    wanted = {"name": "Ana", "ways": "Phone 600 100 101", "offers": "van", "languages": "Spanish, German"}
    assert again == wanted


def test_an_empty_answer_loses_nothing_of_another():
    told = understanding.together(understanding.offers("German"), understanding.languages(""))
    assert told == {"offers": [], "languages": ["de"]}


def test_an_answer_that_no_card_has_room_for_is_refused_in_words_for_people():
    with pytest.raises(MoreThanACard):
        refuse_what_no_card_holds(understanding.offers(", ".join(map(str, range(100, 200)))))
