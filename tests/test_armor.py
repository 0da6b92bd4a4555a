"""Bytes become text and come back the same: in a QR code, as a block to paste, and as a code to type."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core import armor
from p2pcard.errors import (
    BlockDamaged,
    CodeDamaged,
    NothingFromHere,
    NotOurCode,
    OtherBlock,
    Refusal,
    SeveralBlocks,
    TooMuchText,
    TypedWrong,
)

VECTORS = json.loads((Path(__file__).parent / "vectors/base45/base45-rfc9285.json").read_text("ascii"))
STATEMENTS = st.binary(min_size=1, max_size=armor.LIMIT)
DATA = bytes(range(100))
BLOCK = armor.to_text(DATA)
BEGIN, FIRST, SECOND, LAST, END = BLOCK.splitlines()


def block(*lines):
    return "".join(line + "\n" for line in lines)


# In a QR code


def test_there_are_examples_from_the_rfc():
    assert len(VECTORS) == 4


@pytest.mark.parametrize("example", VECTORS, ids=lambda example: example["text"])
def test_the_examples_of_rfc_9285_come_out_as_printed_there(example):
    data, text = example["text"].encode("ascii"), "P2PC:" + example["base45"]
    assert armor.to_qr(data) == text
    assert armor.from_qr(text) == data


@given(STATEMENTS)
def test_what_is_written_for_a_qr_code_is_read_back(data):
    assert armor.from_qr(armor.to_qr(data)) == data


@given(st.text(alphabet=armor.BASE45, max_size=40).map("P2PC:".__add__))
def test_whatever_is_read_from_a_qr_code_is_written_back_the_same(text):
    try:
        data = armor.from_qr(text)
    except Refusal:
        return
    assert armor.to_qr(data) == text


@pytest.mark.parametrize("body", ["FGW", "U5", "000", "00", "FGWU5"])
def test_the_largest_and_the_smallest_values_are_read(body):
    assert armor.to_qr(armor.from_qr("P2PC:" + body)) == "P2PC:" + body


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing at all"),
        pytest.param("0", id="one symbol carries no byte"),
        pytest.param("FGW0", id="four symbols carry no three bytes"),
        pytest.param("GGW", id="65536 is no two bytes"),
        pytest.param(":::", id="far beyond two bytes"),
        pytest.param("V5", id="256 is no byte"),
        pytest.param("::", id="far beyond a byte"),
        pytest.param("fgw", id="small letters"),
        pytest.param("FG\n", id="a line end"),
        pytest.param("FGW\n", id="a line end behind it"),
        pytest.param("FG=", id="a sign outside the alphabet"),
        pytest.param("FG０", id="a digit of another script"),
    ],
)
def test_a_code_that_is_not_exactly_base45_is_refused(body):
    with pytest.raises(CodeDamaged):
        armor.from_qr("P2PC:" + body)


@pytest.mark.parametrize(
    "text", ["", "P2PC", "p2pc:BB8", " P2PC:BB8", "WIFI:S:house;;", "https://example.org"]
)
def test_the_code_of_another_program_is_named_as_such(text):
    with pytest.raises(NotOurCode):
        armor.from_qr(text)


# A block


@given(STATEMENTS)
def test_what_is_written_as_a_block_is_read_back(data):
    assert armor.from_text(armor.to_text(data)) == data


@given(st.text(alphabet=armor.BASE45.lower() + armor.BASE45 + "=", min_size=1, max_size=8))
def test_whatever_is_read_from_a_block_is_written_back_the_same(body):
    try:
        data = armor.from_text(block(BEGIN, body, END))
    except Refusal:
        return
    assert armor.to_text(data) == block(BEGIN, body, END)


def test_a_block_has_marked_lines_and_sixty_four_characters_between_them():
    assert (BEGIN, END) == ("-----BEGIN P2PCARD CARD-----", "-----END P2PCARD CARD-----")
    assert [len(FIRST), len(SECOND), len(LAST)] == [64, 64, 8]
    assert base64.b64decode(FIRST + SECOND + LAST) == DATA


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BLOCK.replace("\n", "\r\n"), id="line ends of another system"),
        pytest.param(BLOCK.rstrip("\n"), id="without the last line end"),
        pytest.param("\n \n\t\n" + BLOCK + " \n\n", id="empty lines around it"),
        pytest.param("Hello Ana,\nhere it is:\n\n" + BLOCK + "\nSee you on Monday\n", id="words around it"),
        pytest.param("-----BEGIN PGP MESSAGE-----\n" + BLOCK, id="the beginning of something else before it"),
        pytest.param(
            "We cut -----BEGIN P2PCARD CARD----- here:\n" + BLOCK, id="its first line quoted in a line"
        ),
    ],
)
def test_a_block_is_found_among_other_words(text):
    assert armor.from_text(text) == DATA


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(block(BEGIN, END), id="nothing between the lines"),
        pytest.param(block(BEGIN, "", END), id="an empty line between them"),
        pytest.param(block(BEGIN, "", FIRST, SECOND, LAST, END), id="an empty line first"),
        pytest.param(block(BEGIN, FIRST, "", SECOND, LAST, END), id="an empty line in the middle"),
        pytest.param(block(BEGIN, FIRST, SECOND, LAST, "", END), id="an empty line last"),
        pytest.param(block(BEGIN, FIRST[:-1], SECOND, LAST, END), id="a character is missing"),
        pytest.param(block(BEGIN, FIRST + SECOND, LAST, END), id="a line too long"),
        pytest.param(block(BEGIN, FIRST[:32], FIRST[32:], SECOND, LAST, END), id="lines too short"),
        pytest.param(block(BEGIN, FIRST + " ", SECOND, LAST, END), id="a space at the end of a line"),
        pytest.param(block(BEGIN, " " + FIRST, SECOND, LAST, END), id="a space at its beginning"),
        pytest.param(block(BEGIN, FIRST + "\r", SECOND + "\r\r", LAST, END), id="a lone carriage return"),
        pytest.param(block(BEGIN + " ", FIRST, SECOND, LAST, END), id="a space behind the first line"),
        pytest.param(block(BEGIN, FIRST, SECOND, LAST, END + " "), id="a space behind the last line"),
        pytest.param(block(BEGIN + "-", FIRST, SECOND, LAST, END), id="a dash too many"),
        pytest.param(block(BEGIN, FIRST, SECOND, LAST, END[:-1]), id="a dash too few"),
        pytest.param(block(BEGIN, "Version: 1", "", FIRST, SECOND, LAST, END), id="headers"),
        pytest.param(block(BEGIN, "#" + FIRST[1:], SECOND, LAST, END), id="a sign outside the alphabet"),
        pytest.param(block(BEGIN, "é" + FIRST[1:], SECOND, LAST, END), id="a letter outside ASCII"),
        pytest.param(block(BEGIN, "-_" + FIRST[2:], SECOND, LAST, END), id="the alphabet for addresses"),
        pytest.param(block(BEGIN, "QUI", END), id="padding left out"),
        pytest.param(block(BEGIN, "QUI==", END), id="padding too long"),
        pytest.param(block(BEGIN, "QUJD====", END), id="padding where none belongs"),
        pytest.param(block(BEGIN, "QQ==QQ==", END), id="padding in the middle"),
        pytest.param(block(BEGIN, "QUJ=", END), id="loose bits before the padding"),
        pytest.param(block(BEGIN, "QR==", END), id="loose bits before two signs of padding"),
        pytest.param(block(BEGIN, "=", END), id="padding alone"),
        pytest.param(block(BEGIN, FIRST, SECOND, LAST), id="no last line"),
        pytest.param(block(BEGIN, FIRST, SECOND, LAST, END, END), id="two last lines"),
        pytest.param(block(END, FIRST, SECOND, LAST, BEGIN), id="the wrong way round"),
        pytest.param(block(BEGIN, FIRST, SECOND, LAST, END.replace("CARD-", "VOUCH-")), id="two labels"),
        pytest.param(
            block(BEGIN.replace("CARD-", "card-"), FIRST, SECOND, LAST, END), id="a label in small letters"
        ),
        pytest.param(block(BEGIN, *["> " + line for line in (FIRST, SECOND, LAST)], END), id="quoted lines"),
    ],
)
def test_a_block_that_is_not_exactly_as_written_is_refused(text):
    with pytest.raises(BlockDamaged):
        armor.from_text(text)


@pytest.mark.parametrize(
    "text", ["", "Hello Ana", "\n".join("> " + line for line in BLOCK.splitlines()), block(FIRST, END)]
)
def test_a_text_without_a_block_is_named_as_such(text):
    with pytest.raises(NothingFromHere):
        armor.from_text(text)


@pytest.mark.parametrize("text", [BLOCK + BLOCK, BLOCK + "and\n" + BEGIN, BEGIN + "\n" + BLOCK])
def test_of_two_blocks_none_is_chosen(text):
    with pytest.raises(SeveralBlocks):
        armor.from_text(text)


def test_a_block_of_another_kind_is_not_taken_for_a_card():
    with pytest.raises(OtherBlock):
        armor.from_text(BLOCK.replace("P2PCARD CARD", "P2PCARD SHARE"))


# Which of the three


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(armor.to_qr(DATA), id="a QR code"),
        pytest.param("\n" + armor.to_qr(DATA) + "\r\n", id="a QR code with line ends"),
        pytest.param("Here:\n" + BLOCK, id="a block"),
    ],
)
def test_each_form_is_recognised(text):
    assert armor.read(text) == DATA


@given(st.binary(min_size=1, max_size=armor.TYPED_LIMIT))
def test_what_was_typed_is_recognised(data):
    assert armor.read(armor.to_typed(data).lower() + "\n") == data


@pytest.mark.parametrize(
    "text", ["", " \n", "--", "Hello, Ana!", "naïve", "words " * 100, "https://example.org"]
)
def test_a_text_of_none_of_the_forms_is_named_as_such(text):
    with pytest.raises(NothingFromHere):
        armor.read(text)


def test_a_few_words_are_no_typed_code():
    with pytest.raises(TypedWrong):
        armor.read("see the dog on Monday")


# Limits


WRITERS = [armor.to_qr, armor.to_text]
READERS = [armor.from_qr, armor.from_text]


@pytest.mark.parametrize("size", [1, armor.LIMIT - 1, armor.LIMIT])
def test_as_many_bytes_as_a_statement_may_have_are_written_and_read(size):
    data = bytes(size)
    assert [read(write(data)) for write, read in zip(WRITERS, READERS, strict=True)] == [data, data]


@pytest.mark.parametrize("write", WRITERS)
def test_more_bytes_than_a_statement_may_have_are_not_written(write):
    with pytest.raises(TooMuchText):
        write(bytes(armor.LIMIT + 1))


@pytest.mark.parametrize("write", [armor.to_qr, armor.to_text, armor.to_typed])
def test_writing_no_bytes_at_all_is_a_bug_and_not_a_refusal(write):
    with pytest.raises(ValueError, match="nothing to write"):
        write(b"")


@pytest.mark.parametrize("extra", [1, 2, 3, 100, 10_000])
def test_more_bytes_than_a_statement_may_have_are_not_read(extra):
    body = base64.b64encode(bytes(armor.LIMIT + extra)).decode("ascii")
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    with pytest.raises(TooMuchText):
        armor.from_text(block(BEGIN, *lines, END))
    with pytest.raises(TooMuchText):
        armor.from_qr("P2PC:" + "000" * (armor.LIMIT // 2) + "0" * extra)


@pytest.mark.parametrize("read", [armor.from_text, armor.read])
def test_a_text_is_searched_up_to_its_limit_and_not_beyond(read):
    words = "." * (armor.TEXT_LIMIT - len(BLOCK) - 1) + "\n"
    assert read(words + BLOCK) == DATA
    with pytest.raises(TooMuchText):
        read("." + words + BLOCK)


@given(st.text())
def test_no_text_at_all_breaks_a_reader(text):
    for read in (armor.read, armor.from_qr, armor.from_text, armor.from_typed):
        try:
            read(text)
        except Refusal as refusal:
            assert all(refusal.sentences)


def test_a_short_block_of_letters_and_digits_alone_is_read_as_a_block():
    plain = [bytes([first, second]) * 30 for first in range(64) for second in (0, 1)]
    blocks = [armor.to_text(data) for data in plain]
    letters = [text for text in blocks if not set("+/=") & set(text)]
    assert letters
    assert all(armor.to_text(armor.read(text)) == text for text in letters)
