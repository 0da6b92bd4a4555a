"""A short code can be typed: a slip is noticed, and one slip is named by its group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.formats import armor
from p2pcard.errors import TooMuchText, TypedSlip, TypedWrong

INVITATION = bytes(range(7, 30))  # 23 bytes, as an address and a token take
CODE = armor.to_typed(INVITATION)
SYMBOLS = CODE.replace("-", "")
SHORT = st.binary(min_size=1, max_size=armor.TYPED_LIMIT)
PLACES = range(len(SYMBOLS))


def group_of_the_slip(text):
    with pytest.raises(TypedSlip) as refusal:
        armor.from_typed(text)
    return refusal.value.values["group"]


# A second reader of the checksum: long division over the field of 32 elements, by the generator as
# BIP 173 describes it, x^6 + 29x^5 + 22x^4 + 20x^3 + 21x^2 + 29x + 18, where a^5 = a^3 + 1.

GENERATOR = (29, 22, 20, 21, 29, 18)
END_CONSTANT = (21, 28, 16, 12, 5, 3)  # 0x2bc830a3 of BIP 350, five bits at a time


def times(a, b):
    product = 0
    for bit in range(5):
        product ^= (b >> bit & 1) * a << bit
    for bit in (8, 7, 6, 5):
        product ^= (product >> bit & 1) * 0b101001 << bit - 5
    return product


def remainder(values):
    state = [0, 0, 0, 0, 0, 1]
    for value in values:
        top, *rest = state
        state = [a ^ times(top, b) for a, b in zip([*rest, value], GENERATOR, strict=True)]
    return tuple(state)


def closed(values):
    """`values` with the checksum that belongs to them, as text."""
    check = [a ^ b for a, b in zip(remainder([*values, *[0] * 6]), END_CONSTANT, strict=True)]
    return "".join(armor.ALPHABET[value] for value in [*values, *check])


@given(SHORT)
def test_a_second_reader_agrees_about_the_checksum(data):
    values = [armor.ALPHABET.index(symbol) for symbol in armor.to_typed(data).replace("-", "")]
    assert remainder(values) == END_CONSTANT
    assert closed(values[:-6]) == armor.to_typed(data).replace("-", "")


def test_the_second_reader_agrees_with_an_example_of_bip_350():
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    assert remainder([3, 0, 1, *map(letters.index, "lqfn3a")]) == END_CONSTANT  # A1LQFN3A


@given(SHORT)
def test_what_is_written_to_be_typed_is_read_back(data):
    assert armor.from_typed(armor.to_typed(data)) == data


@given(st.lists(st.integers(0, 31), max_size=90))
def test_whatever_is_read_is_written_back_the_same(values):
    text = closed(values)
    try:
        data = armor.from_typed(text)
    except (TypedWrong, TooMuchText):
        return
    assert armor.to_typed(data).replace("-", "") == text


def test_a_code_stands_in_groups_of_four_without_look_alikes():
    groups = CODE.split("-")
    assert [len(group) for group in groups] == [4] * 10 + [3]
    assert not set("ILOU") & set(armor.ALPHABET)
    assert len(set(armor.ALPHABET)) == 32


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(CODE.lower(), id="small letters"),
        pytest.param(SYMBOLS, id="in one piece"),
        pytest.param(" ".join(SYMBOLS), id="letter by letter"),
        pytest.param(f"\t{CODE[:20]}\r\n  {CODE[20:]} \n", id="on two lines"),
        pytest.param(CODE.replace("0", "O").replace("1", "I"), id="O for 0 and I for 1"),
        pytest.param(CODE.replace("0", "o").replace("1", "l"), id="o for 0 and l for 1"),
        pytest.param(CODE.replace("1", "L").replace("1", "i"), id="L for 1"),
        pytest.param(CODE.replace("1", "i"), id="i for 1"),
    ],
)
def test_spelling_does_not_matter(typed):
    assert {"0", "1"} <= set(SYMBOLS)
    assert armor.from_typed(typed) == INVITATION


@pytest.mark.parametrize("place", PLACES)
def test_one_wrong_letter_is_named_by_its_group(place):
    others = set(armor.ALPHABET) - {SYMBOLS[place]}
    assert len(others) == 31
    named = {group_of_the_slip(SYMBOLS[:place] + other + SYMBOLS[place + 1 :]) for other in others}
    assert named == {place // 4 + 1}


@pytest.mark.parametrize("place", PLACES[:-1])
def test_two_neighbours_swapped_are_named_by_the_group_of_the_first(place):
    first, second = SYMBOLS[place], SYMBOLS[place + 1]
    swapped = SYMBOLS[:place] + second + first + SYMBOLS[place + 2 :]
    if first == second:
        assert armor.from_typed(swapped) == INVITATION
    else:
        assert group_of_the_slip(swapped) == place // 4 + 1


def twins(place):
    """The places of the run of equal letters around `place`: which of them is missing cannot be seen."""
    run = [at for at in PLACES if set(SYMBOLS[min(at, place) : max(at, place) + 1]) == {SYMBOLS[place]}]
    return {at // 4 + 1 for at in run}


@pytest.mark.parametrize("place", PLACES)
def test_a_missing_letter_is_named_by_its_group(place):
    assert group_of_the_slip(SYMBOLS[:place] + SYMBOLS[place + 1 :]) in twins(place)


@pytest.mark.parametrize("place", PLACES)
def test_a_letter_too_many_is_named_by_its_group(place):
    assert group_of_the_slip(SYMBOLS[:place] + SYMBOLS[place] + SYMBOLS[place:]) in twins(place)


@pytest.mark.parametrize("sign", ["#", "u", "é", "０", "ı"])
def test_a_sign_that_no_code_has_is_named_by_its_group(sign):
    assert group_of_the_slip(CODE[:11] + sign + CODE[12:]) == 3


@given(SHORT, st.data())
def test_up_to_four_wrong_letters_are_never_taken_for_a_code(data, draw):
    symbols = list(armor.to_typed(data).replace("-", ""))
    places = draw.draw(st.lists(st.integers(0, len(symbols) - 1), min_size=2, max_size=4, unique=True))
    for place in places:
        symbols[place] = draw.draw(st.sampled_from(sorted(set(armor.ALPHABET) - {symbols[place]})))
    with pytest.raises((TypedSlip, TypedWrong)):
        armor.from_typed("".join(symbols))


def test_two_wrong_letters_far_apart_are_refused_without_naming_a_group():
    wrong = ("Z" if SYMBOLS[0] != "Z" else "Y") + SYMBOLS[1:-1] + ("Z" if SYMBOLS[-1] != "Z" else "Y")
    with pytest.raises(TypedWrong):
        armor.from_typed(wrong)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([], id="no bytes"),
        pytest.param([31], id="five bits are no byte"),
        pytest.param([31, 28, 0], id="a symbol that carries nothing"),
        pytest.param([31, 29], id="a bit after the last byte"),
        pytest.param([0] * 83, id="52 bytes, with a checksum that fits"),
    ],
)
def test_a_code_that_is_not_in_its_one_spelling_is_refused(values):
    with pytest.raises(TypedWrong):
        armor.from_typed(closed(values))


@pytest.mark.parametrize("text", ["", "-", "0", "Z", "000000"])
def test_next_to_nothing_is_not_whole(text):
    with pytest.raises(TypedWrong):
        armor.from_typed(text)


@pytest.mark.parametrize("size", [armor.TYPED_LIMIT - 1, armor.TYPED_LIMIT])
def test_up_to_the_limit_a_code_can_be_typed(size):
    assert armor.from_typed(armor.to_typed(bytes(size))) == bytes(size)


def test_beyond_the_limit_nothing_is_written_and_nothing_read():
    with pytest.raises(TooMuchText):
        armor.to_typed(bytes(armor.TYPED_LIMIT + 1))
    with pytest.raises(TooMuchText):
        armor.from_typed("0" * 90)
    with pytest.raises(TooMuchText):
        armor.from_typed(CODE + " " * 400)
