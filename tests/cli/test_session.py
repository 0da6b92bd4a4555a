"""One call of the program: where its opening phrase comes from, and what its terminal asks for."""

import json

import pytest

from p2pcard.cli.session import wants_plain
from tests.shells import ANA, PHRASE, Device, device, in_shell


@pytest.fixture
def ana(tmp_path):
    return device(tmp_path, ANA)


@pytest.mark.parametrize("content", [None, b"", b"\n\n", b"\xff\xfe\x00"])
def test_a_phrase_file_that_gives_no_phrase_is_wrong_use(ana, content):
    ana.phrase_file.unlink()
    if content is not None:
        ana.phrase_file.write_bytes(content)
    assert ana.refused("people", code=2) == "no-phrase"
    ana.phrase_file.unlink(missing_ok=True)
    ana.phrase_file.mkdir()
    assert ana.refused("people", code=2) == "no-phrase"


OWN = "don't tell the señora's grey cat"
WRITTEN = {
    "as typed": OWN.encode(),
    "with a mark": b"\xef\xbb\xbf" + OWN.encode(),
    "with line ends of another system": OWN.encode() + b"\r\n",
    "curly": OWN.replace("'", "’").encode(),
    "utf-16": OWN.encode("utf-16"),
    "utf-16-le": OWN.encode("utf-16-le"),
    "utf-16-be": (OWN + "\r\n").encode("utf-16-be"),
    "latin-1": OWN.encode("latin-1"),
    "with a sign that nobody sees": OWN.replace(" ", "\u200b ").encode(),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_a_vault_made_with_a_phrase_from_any_file_opens_with_the_typed_one_and_the_other_way_round(
    tmp_path, way
):
    for number, (made, opened) in enumerate(((WRITTEN[way], OWN.encode()), (OWN.encode(), WRITTEN[way]))):
        there = Device(tmp_path / str(number))
        there.phrase_file.write_bytes(made)
        there.do("init", "--low-memory", "--card", "-", given=json.dumps(ANA))
        there.phrase_file.write_bytes(opened)
        assert there.people() == []


def test_the_phrase_comes_from_a_descriptor_before_the_file(ana):
    ana.use("not the right phrase at all")
    for redirection, words in (
        ("3<<EOF\n" + PHRASE + "\nEOF", ("--passphrase-fd", "3")),
        ("<<EOF\n" + PHRASE + "\nEOF", ("--passphrase-fd", "0")),
    ):
        done = in_shell(ana, redirection, "people", "--json", *words)
        assert (done.returncode, done.stdout) == (0, '{"people": [], "by_other_words": []}\n'), done.stderr
    closed = in_shell(ana, "9<&-", "people", "--json", "--passphrase-fd", "9")
    assert closed.returncode == 2
    assert json.loads(closed.stdout)["refused"]["reason"] == "no-phrase"
    nothing_left = in_shell(ana, f"<<EOF\n{PHRASE}\nEOF", "card", "edit", "--passphrase-fd", "0")
    assert nothing_left.returncode == 2
    assert "Traceback" not in nothing_left.stderr


def test_without_a_phrase_and_without_a_terminal_nobody_is_asked(ana):
    done = in_shell(ana, "</dev/null", "people", P2PCARD_PASSPHRASE_FILE="")
    assert done.returncode == 2
    assert "P2PCARD_PASSPHRASE_FILE" in done.stderr
    fresh = Device(ana.home.parent / "fresh")
    card = ana.home.parent / "card.json"
    card.write_text(json.dumps(ANA))
    made = in_shell(fresh, "</dev/null", "init", "--card", str(card), P2PCARD_PASSPHRASE_FILE="")
    assert (made.returncode, made.stdout) == (2, "")
    assert not fresh.home.exists()


@pytest.mark.parametrize(
    ("environment", "plain"),
    [
        ({"TERM": "dumb"}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
        ({"TERM": "xterm"}, False),
    ],
)
def test_a_terminal_can_ask_for_plain_lines(environment, plain):
    assert wants_plain(environment) is plain
