"""Which language the program begins with."""

import pytest

from p2pcard.wording import catalogue


@pytest.mark.parametrize(
    ("place", "language"),
    [("es_MX.UTF-8", "es"), ("ES", "es"), ("en_GB", "en"), ("fr_FR", "en"), ("C", "en"), ("", "en")],
)
def test_the_system_says_which_language_to_begin_with(place, language):
    assert catalogue.wanted([], {"LANG": place}) == language
    assert catalogue.wanted(["--lang", "es"], {"LANG": place}) == "es"
    assert catalogue.wanted(["people", "--lang=es"], {"LANG": place}) == "es"


@pytest.mark.parametrize(
    ("list_of_languages", "language"), [("ca:es", "es"), ("es:en", "es"), ("en:es", "en"), ("fr:ca", "en")]
)
def test_of_several_languages_the_first_that_is_spoken_here_counts(list_of_languages, language):
    assert catalogue.wanted([], {"LANGUAGE": list_of_languages, "LANG": "es_ES.UTF-8"}) == language
