"""Bytes become text and come back the same: in a QR code, as a block to paste, and as a code to type."""

import base64
import itertools
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2pcard.core.formats import armor
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

VECTORS = json.loads((Path(__file__).parents[2] / "vectors/base45/base45-rfc9285.json").read_text("ascii"))
STATEMENTS = st.binary(min_size=1, max_size=armor.LIMIT)
DATA = bytes(range(100))
BLOCK = armor.to_text(DATA)
BEGIN, FIRST, SECOND, LAST, END = BLOCK.splitlines()


def block(*lines):
    return "".join(line + "\n" for line in lines)


def indented(text, prefix):
    return "\n".join(prefix + line for line in text.split("\n"))


def quoted(text):
    return indented(text, "> ")


def broken(text, size):
    """Break the long lines between the marks, as a narrow window does when it is copied from."""
    lines = text.split("\n")
    marked = [line if "P2PCARD" in line else "\n".join(re.findall(f".{{1,{size}}}", line)) for line in lines]
    return "\n".join(marked)


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
def test_what_is_read_from_a_block_has_one_spelling_but_for_what_nobody_sees(body):
    try:
        data = armor.from_text(block(BEGIN, body, END))
    except Refusal:
        return
    assert armor.to_text(data) == block(BEGIN, body.replace("=3D", "=").replace(" ", ""), END)


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
        pytest.param("My card" + BLOCK + "See you", id="words on its marked lines"),
        pytest.param("A" + BLOCK, id="a letter of its own alphabet on its first line"),
        pytest.param(BEGIN + "\n" + BLOCK, id="its first line twice"),
        pytest.param(BLOCK + END, id="its last line twice"),
        pytest.param(BLOCK + quoted(BLOCK), id="quoted once more below"),
        pytest.param(
            block(END, BEGIN.replace("CARD-", "SHARE-")) + BLOCK, id="what is left of others before it"
        ),
    ],
)
def test_a_block_is_found_among_other_words(text):
    assert armor.from_text(text) == DATA


SPACES = (
    "\t\x0b\x0c \x85\xa0\xad\u1680\u2003\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u2060\u3000\ufeff"
)
INSIDE = "(?<=[A-Za-z0-9+/]{30})(?=[A-Za-z0-9+/])"
CHANGES = {  # those that put something in front of lines stand last: behind them no program joins lines
    "white space behind each line": lambda text, space, count: text.replace("\n", space * count + "\n"),
    "white space in front of each line": lambda text, space, count: indented(text, space * count),
    "blank lines": lambda text, space, count: text.replace("\n", "\n" + (space + "\n") * count),
    "other line ends": lambda text, space, count: text.replace("\n", "\r" * count + "\n"),
    "line ends of old systems": lambda text, space, count: text.replace("\n", "\r"),
    "one line": lambda text, space, count: text.replace("\n", space),
    "shorter lines": lambda text, space, count: broken(text, 20 + count),
    "long dashes": lambda text, space, count: text.replace("-----", "\u2014" * count),
    "dashes of other kinds": lambda text, space, count: text.replace(
        "-", "\u2010\u2013\u2212\uff0d"[count % 4]
    ),
    "other white space in the marks": lambda text, space, count: text.replace(" ", space * count),
    "quoted-printable": lambda text, space, count: text.replace("=", "=3D"),
    "white space inside the lines": lambda text, space, count: re.sub(INSIDE, space, text),
    "an answer": lambda text, space, count: indented(text, ">" * count + " "),
    "a column": lambda text, space, count: indented(text, "| "),
    "one prefix": lambda text, space, count: indented(text, "# " * count),
    "one prefix with letters": lambda text, space, count: indented(text, "Ben: "),
    "words around it": lambda text, space, count: f"See below{space}\n{text}{space}\nBen",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("space", SPACES)
def test_a_block_survives_what_programs_do_to_text(change, space):
    for count in (1, 2, 3):
        assert armor.from_text(change(BLOCK, space, count)) == DATA


@pytest.mark.parametrize("space", SPACES)
def test_a_block_survives_any_two_programs_one_behind_the_other(space):
    for (_, first), (_, second) in itertools.combinations(CHANGES.items(), 2):
        for count in (1, 2):
            assert armor.from_text(second(first(BLOCK, space, count), space, count)) == DATA


@given(
    STATEMENTS,
    st.sets(st.sampled_from(sorted(CHANGES)), max_size=4),
    st.sampled_from(SPACES),
    st.integers(1, 4),
)
def test_a_block_survives_several_programs_one_behind_the_other(data, changes, space, count):
    text = armor.to_text(data)
    for name, change in CHANGES.items():
        text = change(text, space, count) if name in changes else text
    assert armor.read(text) == data


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(block(BEGIN, END), id="nothing between the lines"),
        pytest.param(block(BEGIN, "", END), id="an empty line between them"),
        pytest.param(block(BEGIN, FIRST[:-1], SECOND, LAST, END), id="a character is missing"),
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
        pytest.param(block(END, FIRST, SECOND, LAST, BEGIN), id="the wrong way round"),
        pytest.param(block(BEGIN, FIRST, SECOND, LAST, END.replace("CARD-", "VOUCH-")), id="two labels"),
        pytest.param(block(BEGIN, FIRST, SECOND, LAST, END.replace("END", "end")), id="no END in capitals"),
        pytest.param(block(BEGIN, "Ben: " + FIRST, SECOND, "Ben: " + LAST, END), id="words in some lines"),
    ],
)
def test_a_block_of_which_a_part_is_missing_or_another_is_refused(text):
    with pytest.raises(BlockDamaged):
        armor.from_text(text)


@pytest.mark.parametrize(
    "text", ["", "Hello Ana", BLOCK.replace("BEGIN", "begin"), block(FIRST, END), BLOCK.replace("-", "")]
)
def test_a_text_without_a_block_is_named_as_such(text):
    with pytest.raises(NothingFromHere):
        armor.from_text(text)


@pytest.mark.parametrize("other", [armor.to_text(b"other"), BLOCK.replace("P2PCARD CARD", "P2PCARD SHARE")])
def test_of_two_blocks_none_is_chosen(other):
    for text in (BLOCK + other, other + BLOCK, BLOCK + quoted(other) + BLOCK):
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
            assert refusal.text


def test_a_short_block_of_letters_and_digits_alone_is_read_as_a_block():
    plain = [bytes([first, second]) * 30 for first in range(64) for second in (0, 1)]
    blocks = [armor.to_text(data) for data in plain]
    letters = [text for text in blocks if not set("+/=") & set(text)]
    assert letters
    assert all(armor.to_text(armor.read(text)) == text for text in letters)


@pytest.mark.parametrize("line", [END, f"  > {END}\r", f"words {END} words", END.replace("-----", "—")])
def test_the_last_line_of_a_block_is_known_from_others(line):
    assert armor.ends_block(line)
    assert not any(armor.ends_block(other) for other in (BEGIN, FIRST, "", "-----END PGP MESSAGE-----"))
