"""Cards that come without their owner: from a picture, a file, pasted text, and what is refused."""

import pytest
from PIL import Image

from p2pcard.core.formats import armor, wire
from p2pcard.core.formats.armor import Label
from p2pcard.core.statements import bundle, statement
from p2pcard.core.statements.statement import Kind
from tests.peers import MONTH, card_of, seed_of
from tests.screens import drawn, saved
from tests.shells import ANA, BEN, device
from tests.standings import NOW, device_of
from tests.vouchers import met, shown


@pytest.fixture
def two(tmp_path):
    return device(tmp_path, ANA), device(tmp_path, BEN)


def block_of(name, **fields):
    return armor.to_text(bytes(card_of(name, **fields)))


def test_a_block_of_text_is_read_from_standard_input_and_from_a_file(two, tmp_path):
    ana, ben = two
    block = ben.do("show")["block"]
    held = ana.do("add", given=f"Hello, this is mine:\n\n{block}\nSee you")["person"]
    assert (held["name"], held["provenance"]["how"], held["provenance"]["by"]) == ("Ben", "card-only", None)
    for number, data in enumerate(
        (block.encode(), b"\xef\xbb\xbf" + block.encode(), block.replace("\n", "\r\n").encode())
    ):
        file = tmp_path / f"{number}.txt"
        file.write_bytes(data)
        assert ana.do("add", str(file))["person"] == held
    assert ana.people() == ["Ben"]


def test_the_text_of_a_code_is_a_card_too(two):
    ana, ben = two
    assert ana.do("add", "-", given=ben.do("show")["text"] + "\n")["person"]["name"] == "Ben"


def test_a_picture_of_a_code_is_a_card_too(two, tmp_path):
    ana, ben = two
    ben.do("show", "--png", str(tmp_path / "ben.png"))
    assert ana.do("add", str(tmp_path / "ben.png"))["person"]["name"] == "Ben"
    Image.open(tmp_path / "ben.png").convert("RGB").rotate(12, expand=True, fillcolor="white").save(
        tmp_path / "photo.jpg"
    )
    assert ana.do("add", str(tmp_path / "photo.jpg"))["person"]["name"] == "Ben"


def test_of_codes_on_a_picture_the_card_is_taken_and_codes_of_others_are_named(two, tmp_path):
    ana, ben = two
    picture = Image.new("L", (1400, 800), 255)
    for number, text in enumerate(("WIFI:T:WPA;S:guest;P:secret;;", ben.do("show")["text"])):
        picture.paste(drawn(text), (700 * number, 0))
    (tmp_path / "both.png").write_bytes(saved(picture))
    (tmp_path / "wifi.png").write_bytes(saved(drawn("WIFI:T:WPA;S:guest;P:secret;;")))
    assert ana.do("add", str(tmp_path / "both.png"))["person"]["name"] == "Ben"
    assert ana.refused("add", str(tmp_path / "wifi.png")) == "wifi-code"
    assert ana.refused("swap", "--image", str(tmp_path / "both.png")) == "not-an-invitation"


def test_files_without_a_card_are_refused(two, tmp_path):
    ana, _ = two
    for name, data, reason in (
        ("white.png", saved(Image.new("L", (200, 200), 255)), "no-code-in-picture"),
        ("bytes", bytes(range(256)), "not-a-picture"),
        ("cut.png", saved(Image.effect_noise((200, 200), 80))[:400], "picture-damaged"),
        ("empty", b"", "nothing-from-here"),
        ("x.pdf", b"hi", "nothing-from-here"),
        ("word.txt", b"0123-4567\n", "nothing-from-here"),
        ("letter.txt", b"Dear Ana, see you on Monday.", "nothing-from-here"),
        ("book.txt", b"word " * 20_000, "too-much-text"),
        ("fifty-megabytes", b"\xff\xd8" + bytes(50_000_000), "picture-too-big"),
        ("long-text", b"a" * 50_000_000, "too-much-text"),
    ):
        (tmp_path / name).write_bytes(data)
        assert ana.refused("add", str(tmp_path / name)) == reason, name
    assert ana.refused("add", str(tmp_path)) == "is-a-folder"
    assert ana.refused("add", str(tmp_path / "not there")) == "folder-missing"
    assert ana.people() == []


def test_that_a_file_is_missing_is_said_before_anybody_types_a_phrase(two, tmp_path):
    ana, _ = two
    ana.use()  # a phrase that is asked for would be refused as not given
    for words in (("add",), ("swap", "--image")):
        assert ana.refused(*words, str(tmp_path / "nope.txt")) == "folder-missing"
        assert ana.refused(*words, str(tmp_path)) == "is-a-folder"


def test_who_vouches_without_a_card_that_i_hold_is_somebody(tmp_path):
    mine = device_of(tmp_path, met("Teo", "Ana"))
    for by, said in (
        ("Ben", "Somebody whose card you do not hold vouches for Teo."),
        ("Ana", "Ana vouches for Teo."),
    ):
        made = bundle.write([shown(by, "Teo", month=NOW)])
        assert mine.tell("add", given=armor.to_text(made, Label.BUNDLE)).splitlines() == [said]


def test_codes_of_others_and_damaged_ones_are_refused(two):
    ana, ben = two
    shown = ben.do("show")
    block = shown["block"].splitlines()
    for text, reason in (
        ("https://example.org", "nothing-from-here"),
        ("P2PC:", "code-damaged"),
        (shown["text"][:-2] + "::", "code-damaged"),
        (shown["block"] + block_of("Cleo"), "several-blocks"),
        ("\n".join([block[0], block[1][:-1], *block[2:]]), "block-damaged"),
        (shown["block"].replace("CARD-", "VOUCH-"), "other-block"),
    ):
        assert ana.refused("add", given=text) == reason, text
    data = bytearray(armor.read(shown["text"]))
    data[-1] ^= 1
    assert ana.refused("add", given=armor.to_text(bytes(data))) == "bad-signature"


def test_my_own_card_is_refused(two):
    ana, _ = two
    assert ana.refused("add", given=ana.do("show")["block"]) == "your-own-card"


def test_an_older_card_changes_nothing_and_a_newer_one_takes_its_place(two):
    ana, _ = two
    ana.do("add", given=block_of("Cam", sequence=2, channels=((0, "2"),)))
    assert ana.refused("add", given=block_of("Cam", sequence=1, channels=((0, "1"),))) == "older-card"
    assert ana.do("person", "Cam")["person"]["channels"] == [["phone", "2"]]
    ana.do("add", given=block_of("Cam", sequence=3, channels=((0, "3"),)))
    assert ana.do("person", "Cam")["person"]["channels"] == [["phone", "3"]]


def test_another_card_with_the_same_number_is_refused(two):
    ana, _ = two
    ana.do("add", given=block_of("Cam", channels=((0, "1"),)))
    assert ana.refused("add", given=block_of("Cam", channels=((0, "2"),))) == "two-versions"
    assert ana.do("person", "Cam")["person"]["channels"] == [["phone", "1"]]


def test_a_card_of_a_newer_version_is_refused_as_that(two):
    ana, _ = two
    fields: dict[int, wire.Value] = {1: 1, 2: MONTH, 3: "Cam", 5: MONTH + 12, 60: "something to come"}
    made = statement.make(Kind.CARD, fields, seed_of("Cam"))
    assert ana.refused("add", given=armor.to_text(bytes(made))) == "newer-version"
    data = bytearray(bytes(card_of("Cam")))
    data[0] += 1
    assert ana.refused("add", given=armor.to_text(bytes(data))) == "newer-version"


@pytest.mark.parametrize(
    "name", ["A\u202ena", "A\nna", "A\x1b[31mna", "A\u0000na", "Аna", "", " Ana", "a" * 200]
)
def test_a_hostile_name_is_refused(two, name):
    ana, _ = two
    fields: dict[int, wire.Value] = {1: 1, 2: MONTH, 3: name, 5: MONTH + 12}
    made = statement.make(Kind.CARD, fields, seed_of("Cam"))
    assert ana.refused("add", given=armor.to_text(bytes(made)))
    assert ana.people() == []


@pytest.mark.parametrize("name", ["=cmd()", "../../etc/passwd", "{name}", "%s", "'; DROP TABLE card; --"])
def test_a_name_that_some_programs_would_run_is_only_a_name(two, name):
    ana, _ = two
    ana.do("add", given=block_of(name))
    assert ana.people() == [name]
    assert name in ana.tell("people")
    assert ana.do("forget", name)["forgotten"]["name"] == name
    assert ana.people() == []


def test_adding_the_same_card_again_is_harmless(two):
    ana, ben = two
    block = ben.do("show")["block"]
    assert ana.do("add", given=block) == ana.do("add", given=block)
    assert ana.people() == ["Ben"]
