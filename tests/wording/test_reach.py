"""Ways to reach somebody are understood as people write them, and nothing that is written gets lost."""

import pytest

from p2pcard.wording import catalogue, reach


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("600 123 456, rosa@example.org", [("phone", "600 123 456"), ("email", "rosa@example.org")]),
        (
            "signal teo.24, 600 123 456; a@b.org",
            [("signal", "teo.24"), ("phone", "600 123 456"), ("email", "a@b.org")],
        ),
        (
            "tel 600 100 101, whatsapp 600100102; mobile 600 100 103, telegram @eva",
            [
                ("phone", "600 100 101"),
                ("other", "WhatsApp 600100102"),
                ("phone", "600 100 103"),
                ("other", "Telegram @eva"),
            ],
        ),
        ("móvil: 600100101", [("phone", "600100101")]),
        ("Tel.600100101", [("phone", "600100101")]),
        ("tel:+34600100101", [("phone", "+34600100101")]),
        ("phone number 600 100 101", [("phone", "600 100 101")]),
        ("E-mail a@b.org y móvil 600 100 101", [("email", "a@b.org"), ("phone", "600 100 101")]),
        ("correo electrónico a@b.org", [("email", "a@b.org")]),
        ("wasap 600100101 o 900 100 100", [("other", "WhatsApp 600100101"), ("phone", "900 100 100")]),
        ("600 123 456 rosa@example.org", [("phone", "600 123 456"), ("email", "rosa@example.org")]),
        ("600 100 101\n900 100 100", [("phone", "600 100 101"), ("phone", "900 100 100")]),
        ("matrix @teo:example.org, briar abc", [("matrix", "@teo:example.org"), ("briar", "abc")]),
        ("600 100 101, in the evening", [("phone", "600 100 101"), ("other", "in the evening")]),
        ("@eva, @eva", [("other", "@eva")]),
        ("www.example.org / (600) 123-456", [("url", "www.example.org"), ("phone", "(600) 123-456")]),
        ("600100101 (whatsapp)", [("phone", "600100101 (whatsapp)")]),
    ],
)
def test_ways_are_told_apart_by_their_names_and_by_their_looks(typed, understood):
    assert reach.understood(typed) == understood


@pytest.mark.parametrize(
    "typed",
    [
        "ask at the bakery, after nine",
        "Calle Mayor 3, 28013 Madrid",
        "Rosa or Teo, first floor",
        "call me on 600100101",
        "Web of friends",
        "mail to the office",
    ],
)
def test_a_sentence_stays_whole_whatever_its_words_are(typed):
    assert reach.understood(typed) == [("other", typed)]


def test_an_address_keeps_its_commas():
    assert reach.understood("address Calle Mayor 3, left") == [("address", "Calle Mayor 3, left")]


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_was_understood_is_understood_alike_when_it_is_typed_as_it_is_shown(language):
    catalogue.install(language)
    ways = reach.understood(
        "tel 600 100 101, a@b.org, signal x.1, telegram @eva; ask at the bakery, after nine"
    )
    try:
        assert reach.understood(reach.typed(ways)) == ways
        assert reach.shown(ways[:2]).startswith("Phone 600" if language == "en" else "Teléfono 600")
    finally:
        catalogue.install("en")
