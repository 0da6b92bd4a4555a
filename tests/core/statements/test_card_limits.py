"""Every limit of a card, one below, at, and one above; and the sizes that are promised."""

from dataclasses import replace

import pytest
import qrcode

from p2pcard.core.formats import armor, calendar
from p2pcard.core.statements import card, statement
from p2pcard.core.statements.card import Card
from p2pcard.errors import Malformed, TextTooLong, TooLarge
from tests.peers import MONTH, seed_of

SEED = seed_of("Ana")
ANA = Card("Ana", month=MONTH, until=MONTH + calendar.LIFE)


def but(card=ANA, **fields):
    """A card with other fields."""
    return replace(card, **fields)


# field, how a value of a size is made, the limit, what is raised above it
LIMITS = [
    pytest.param("name", lambda n: "x" * n, 60, TextTooLong, id="letters of a name"),
    pytest.param("organisation", lambda n: "x" * n, 60, TextTooLong, id="letters of an organisation"),
    pytest.param("role", lambda n: "x" * n, 60, TextTooLong, id="letters of a role"),
    pytest.param("channels", lambda n: ((1, "x" * n),), 200, TextTooLong, id="letters of a channel"),
    pytest.param("channels", lambda n: ((1, "x"),) * n, 8, Malformed, id="channels"),
    pytest.param("channels", lambda n: ((n, "x"),), 255, Malformed, id="kinds of channel"),
    pytest.param("offers", lambda n: tuple(range(1, n + 1)), 16, Malformed, id="offers"),
    pytest.param("offers", lambda n: ("x" * n,), 30, TextTooLong, id="letters of an offer"),
    pytest.param("offers", lambda n: (n,), 65535, Malformed, id="numbers of offers"),
    pytest.param(
        "languages", lambda n: tuple(f"x{chr(97 + i)}" for i in range(n)), 8, Malformed, id="languages"
    ),
    pytest.param("languages", lambda n: ("x" * n,), 3, Malformed, id="letters of a language"),
    pytest.param("other_keys", lambda n: ((0, b"x"),) * n, 4, Malformed, id="other keys"),
    pytest.param("other_keys", lambda n: ((0, bytes(n)),), 512, Malformed, id="bytes of another key"),
    pytest.param("other_keys", lambda n: ((n, b"x"),), 255, Malformed, id="kinds of other key"),
    pytest.param("series", lambda n: n, 2**32 - 1, Malformed, id="series"),
    pytest.param("sequence", lambda n: n, 2**64 - 1, Malformed, id="sequence"),
    pytest.param("until", lambda n: n, MONTH + 24, Malformed, id="months of life"),
]


@pytest.mark.parametrize(("field", "make", "limit", "refusal"), LIMITS)
def test_up_to_the_limit_it_is_a_card_and_beyond_it_is_none(field, make, limit, refusal):
    for size in (limit - 1, limit):
        mine = but(**{field: make(size)})
        assert card.read(statement.read(bytes(card.write(mine, SEED)))) == mine
    with pytest.raises(refusal):
        card.write(but(**{field: make(limit + 1)}), SEED)


@pytest.mark.parametrize(
    "too_small",
    [
        {"sequence": 0},
        {"sequence": -1},
        {"series": -1},
        {"month": -1, "until": 3},
        {"until": MONTH - 1},
        {"channels": ((-1, "x"),)},
        {"languages": ("x",)},
        {"other_keys": ((0, b""),)},
        {"other_keys": ((-1, b"x"),)},
    ],
    ids=str,
)
def test_one_below_the_least_is_refused(too_small):
    with pytest.raises(Malformed):
        card.write(but(**too_small), SEED)


@pytest.mark.parametrize(("field", "size"), [("exchange", 32), ("support", 16)])
def test_secrets_have_one_size(field, size):
    mine = but(**{field: bytes(size)})
    assert card.read(card.write(mine, SEED)) == mine
    for other in (1, size - 1, size + 1):
        with pytest.raises(Malformed):
            card.write(but(**{field: bytes(other)}), SEED)


def test_a_card_ends_with_the_last_month_that_two_bytes_hold():
    last = but(month=calendar.MONTH_LIMIT - 1, until=calendar.MONTH_LIMIT)
    assert card.read(card.write(last, SEED)) == last
    with pytest.raises(Malformed):
        card.write(but(last, until=calendar.MONTH_LIMIT + 1), SEED)


def test_a_card_may_end_in_the_month_in_which_it_was_written():
    short = but(until=MONTH)
    assert card.read(card.write(short, SEED)) == short


LARGE = replace(
    ANA,
    name="ñ" * 60,
    organisation="x" * 60,
    role="x" * 60,
    channels=((9, "x" * 130),) * 8,
    offers=tuple(range(65520, 65535)),
    languages=tuple(f"xx{chr(97 + i)}" for i in range(8)),
    printable=True,
    exchange=bytes(32),
    support=bytes(16),
    series=2**32 - 1,
    sequence=2**64 - 1,
)


def of_size(size):
    """A card with every field, of this many bytes."""
    other_keys = ((255, bytes(size - len(bytes(card.write(LARGE, SEED))) - 8)),)
    return but(LARGE, other_keys=other_keys)


@pytest.mark.parametrize("size", [2047, 2048])
def test_a_card_with_every_field_has_at_most_2048_bytes(size):
    made = card.write(of_size(size), SEED)
    assert len(bytes(made)) == size
    assert card.read(statement.read(bytes(made))) == of_size(size)


def test_a_card_of_2049_bytes_is_not_made():
    with pytest.raises(TooLarge) as refusal:
        card.write(of_size(2049), SEED)
    assert refusal.value.values == {"size": 2049, "limit": 2048}


def version_of(made):
    """The version of the QR code, at level M, that holds a card."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(armor.to_qr(bytes(made)), optimize=0)
    code.make(fit=True)
    return code.version


def test_204_bytes_fit_one_code_of_version_10_and_205_do_not():
    role = but(role="x" * 40)
    spare = card.ONE_CODE_LIMIT - len(bytes(card.write(role, SEED))) - 3
    at_limit = card.write(but(role, organisation="x" * spare), SEED)
    above = card.write(but(role, organisation="x" * (spare + 1)), SEED)
    assert (len(bytes(at_limit)), version_of(at_limit)) == (204, 10)
    assert (len(bytes(above)), version_of(above)) == (205, 11)


def test_a_card_with_a_name_a_phone_and_both_secrets_fits_one_code():
    mine = but(
        name="María Hernández",
        channels=((card.CHANNELS.index("phone"), "+34 600 000000"),),
        exchange=bytes(32),
        support=bytes(16),
    )
    made = card.write(mine, SEED)  # 31 bytes of name and phone number together, and not one more
    assert (len(bytes(made)), version_of(made)) == (card.ONE_CODE_LIMIT, 10)


def test_a_card_of_a_name_alone_has_125_bytes_or_less():
    assert len(bytes(card.write(ANA, SEED))) <= 125


def test_the_numbers_of_channels_and_keys_stand_for_good():
    names = "phone email signal matrix xmpp briar threema url address other"
    assert list(card.CHANNELS) == names.split()
    assert card.OTHER_KEYS == ("openpgp", "ssh", "age")
