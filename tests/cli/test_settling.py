"""How long others' words are remembered, and the end of one's own card: on paper, at once, after a theft."""

import pytest
import zxingcpp
from PIL import Image, ImageChops

from p2pcard.core.formats import calendar
from p2pcard.wording.catalogue import month
from tests.shells import PHRASE, Device
from tests.standings import NOW, device_of, friends, hand, id_of, kinds, trusting
from tests.terminals import Terminal
from tests.vouchers import met

HIDDEN = "(what you type is not shown):"
CHANGE = "To change it, type one of these:"
READ_WHEN_OPEN = "Whoever gets this device while it is open can read what is remembered."
MEMORIES = {
    "forget": "Who vouches for whom is forgotten as soon as it was looked at, so no circle can count it.",
    "two-months": "Who vouches for whom is remembered this month and the next.",
    "until-expiry": "Who vouches for whom is remembered until it runs out.",
}
KNOWN = "Only Ana vouches for Teo: everything depends on Ana."
KEPT = "Who that was is no longer kept. To see it again, ask Teo to show it."
FOR_GOOD = "With this notice anybody can end your card for good. Without it nobody can."
DEAD = "This card is dead: its owner said so. Meet Ana again and take the new card."


@pytest.fixture
def town(tmp_path):
    """Ana, Ben and Cleo, who have all met each other."""
    return friends(tmp_path)


# How long others' words are remembered


@pytest.mark.parametrize("kind", MEMORIES)
def test_a_memory_is_chosen_said_and_kept(tmp_path, kind):
    mine = device_of(tmp_path, met("Ana"))
    shown = mine.tell("settings", "memory").splitlines()
    assert shown[:3] == [MEMORIES["two-months"], READ_WHEN_OPEN, CHANGE]
    assert shown[3:] == [f"    p2pcard settings memory {each}" for each in MEMORIES]
    assert mine.tell("settings", "memory", kind).splitlines() == [MEMORIES[kind], READ_WHEN_OPEN]
    assert mine.do("settings", "memory") == {"memory": kind}


def test_settings_alone_shows_them(tmp_path):
    mine = device_of(tmp_path, met("Ana"))
    assert mine.tell("settings") == mine.tell("settings", "memory")
    assert mine.do("settings") == {"memory": "two-months"}


@pytest.mark.parametrize(
    ("kind", "ago", "remembered"),
    [
        ("forget", 0, False),
        ("two-months", 0, True),
        ("two-months", 1, True),
        ("two-months", 2, False),
        ("until-expiry", 2, True),
        ("until-expiry", 12, True),
    ],
)
def test_a_memory_lasts_as_long_as_it_says_and_then_only_a_number_is_left(tmp_path, kind, ago, remembered):
    book = trusting("Ana", month=NOW - ago, memory_kind=kind)
    lines = (
        device_of(tmp_path, book, NOW - ago).tell("--month", calendar.write(NOW), "trace", "Teo").splitlines()
    )
    if remembered:
        assert KNOWN in lines
    else:
        assert lines[1:] == [f"Confirmed by 1 person ({month(NOW - ago)}).", KEPT]


def test_what_is_remembered_goes_at_once_when_less_is_to_be_remembered(tmp_path):
    mine = device_of(tmp_path, trusting("Ana"))
    assert KNOWN in mine.tell("trace", "Teo").splitlines()
    mine.do("settings", "memory", "forget")
    assert KEPT in mine.tell("trace", "Teo").splitlines()
    mine.do("settings", "memory", "until-expiry")
    assert KEPT in mine.tell("trace", "Teo").splitlines()  # what is gone does not come back


@pytest.mark.parametrize(
    "arguments", [("memory", "for ever"), ("memory", ""), ("colour",), ("memory", "forget", "all")]
)
def test_a_setting_that_does_not_exist_is_wrong_use_and_changes_nothing(tmp_path, arguments):
    mine = device_of(tmp_path, met("Ana"))
    answer = mine.run("settings", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert mine.do("settings", "memory") == {"memory": "two-months"}


# The notice


def test_the_notice_is_the_same_each_time_and_says_what_it_does(town):
    ana, *_ = town
    answer = ana.run("revoke", "--text")
    assert answer.code == 0
    assert answer.err.startswith(FOR_GOOD)
    assert answer.out.startswith("-----BEGIN P2PCARD BUNDLE-----\n")
    assert ana.tell("revoke", "--text") == answer.out
    assert ana.do("revoke")["block"] == answer.out.removesuffix("\n")
    assert "█" in ana.tell("revoke")
    assert ana.tell("revoke", "--plain").splitlines()[-1] == ana.do("revoke")["text"]


def test_the_notice_is_a_code_of_version_6_at_level_l_and_is_read_back(town, tmp_path):
    ana, ben, _ = town
    png, svg = tmp_path / "notice.png", tmp_path / "notice.svg"
    notice = ana.do("revoke", "--png", str(png), "--svg", str(svg))
    assert notice["files"] == [str(png), str(svg)]
    picture = Image.open(png).convert("1")
    (code,) = zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    assert (code.text, code.ec_level) == (notice["text"], "L")
    assert squares(picture) == 6 * 4 + 17
    assert svg.read_text(encoding="utf-8").startswith("<svg")
    assert ben.do("add", str(png))["news"] == [{"news": "revoked", "id": id_of(ana)}]


def squares(picture):
    """How many squares a side of a code has: its first line begins with seven dark ones."""
    left, top, right, _ = ImageChops.invert(picture.convert("L")).getbbox() or (0, 0, 0, 0)
    dark = [picture.getpixel((x, top)) == 0 for x in range(left, right)]
    return (right - left) * 7 // dark.index(False)


def test_whoever_gets_the_notice_sees_a_dead_card_and_counts_its_word_no_more(town):
    ana, ben, cleo = town
    ana.do("vouch", "Cleo")
    hand(ana, cleo)
    cleo.do("accept", "Ana")
    ben.do("mark", "Ana", "word")
    ben.do("add", given=cleo.do("show", "--vouches")["block"])
    assert ben.do("trace", "Cleo")["separate"] == 1
    said = ben.tell("add", given=ana.tell("revoke", "--text")).splitlines()
    assert said == [
        "The card of Ana is dead: its owner said so.",
        "Meet Ana again and take the new card.",
        "Somebody's word for Cleo does not count any more.",
        "Please ask Cleo to show again who vouches for them.",
    ]
    assert ben.tell("add", given=ana.do("revoke")["text"]) == "There is nothing new for you in this.\n"
    for command in (("trace", "Ana"), ("person", "Ana"), ("people", "ana", "--plain")):
        assert DEAD in ben.tell(*command).splitlines()
    assert DEAD in ben.tell("people", "ana")
    assert [each["revoked"] for each in ben.do("people")["people"]] == [True, False]
    assert ben.do("trace", "Cleo")["separate"] == 0
    for command in (("vouch", "Ana"), ("mark", "Ana", "named")):
        assert ben.refused(*command) == "card-revoked"


def test_whoever_lost_a_vouch_to_a_notice_is_told_whom_to_ask(town):
    ana, _, cleo = town
    ana.do("vouch", "Cleo")
    hand(ana, cleo)
    cleo.do("accept", "Ana")
    assert kinds(cleo.do("add", given=ana.do("revoke")["block"])["news"]) == ["revoked", "ask-again"]
    assert cleo.refused("show", "--vouches") == "nothing-to-show"


def test_ones_own_notice_that_somebody_handed_out_leads_to_a_new_beginning(town):
    ana, *_ = town
    told = "Somebody handed out the notice that ends your card. To begin anew: p2pcard revoke --now\n"
    assert ana.tell("add", given=ana.do("revoke")["block"]) == told
    dead = "Your card is dead, and nobody takes it. To begin anew: p2pcard revoke --now\n"
    for _ in range(2):  # each time it is opened, until then
        assert dead in ana.run("card").err
    ana.do("revoke", "--now", given="DEAD\n")
    assert dead not in ana.run("card").err


# The end of a card, at once


@pytest.mark.parametrize(("typed", "code"), [("", 2), ("\n", 1), ("yes\n", 1), ("DEA\n", 1)])
def test_without_the_word_the_card_lives_on(town, typed, code):
    ana, *_ = town
    before = id_of(ana)
    answer = ana.run("revoke", "--now", given=typed)
    assert answer.code == code
    assert "Your card will be dead for good, and you begin anew. Type DEAD:" in answer.out
    assert ana.run("revoke", "--now", "--text", given="DEAD\n").code == 2
    assert id_of(ana) == before


@pytest.mark.parametrize("typed", ["DEAD", "dead", " Dead "])
def test_with_the_word_everything_begins_anew_with_the_same_people(town, tmp_path, typed):
    ana, ben, _ = town
    before, words = id_of(ana), ana.do("backup", str(tmp_path / "before"))["words"]
    ana.do("vouch", "Ben")
    assert ana.tell("revoke", "--now", given=f"{typed}\n").splitlines()[1:] == [
        "Your card is new, and nobody vouches for it yet.",
        "Whoever you meet from now on learns that the old one is dead.",
        "Make a new copy with new words: p2pcard backup FILE",
    ]
    assert id_of(ana) != before
    assert ana.people() == ["Ben", "Cleo"]
    again = ana.do("backup", str(tmp_path / "after"))["words"]
    assert again not in (None, words)
    assert hand(ana, ben) == [{"news": "revoked", "id": before}]


# After a theft


@pytest.fixture
def stolen(town, tmp_path):
    """The copy of a device that somebody took, and its twelve words."""
    ana, *_ = town
    copy = str(tmp_path / "copy")
    return copy, " ".join(ana.do("backup", copy)["words"])


def test_a_device_that_was_taken_open_names_everybody_to_tell(town, stolen, tmp_path):
    ana, ben, cleo = town
    copy, words = stolen
    new = Device(tmp_path / "new")
    answer = new.run("restore", copy, "--taken", "--was-open", "--low-memory", given=f"{words}\n")
    assert answer.code == 0
    assert answer.out.splitlines()[1:] == [
        "Your people are back. Your card is new, because the old one may be in other hands.",
        "Meet your people again, so that they hold the new one, and learn that the old one is dead.",
        "Nobody vouches for your new card yet. Ask them again, and vouch again for others.",
        "Their cards were open to others. Tell them, face to face: Ben, Cleo",
    ]
    assert id_of(new) != id_of(ana)
    assert hand(new, ben) == [{"news": "revoked", "id": id_of(ana)}]
    again = Device(tmp_path / "again").do(
        "restore", copy, "--taken", "--was-open", "--low-memory", given=words
    )
    assert again["tell"] == [{"id": id_of(each), "name": each.home.name} for each in (ben, cleo)]


@pytest.mark.parametrize("option", ["--taken", "--lost"])
def test_a_device_that_was_locked_gives_nobody_to_tell(stolen, tmp_path, option):
    copy, words = stolen
    new = Device(tmp_path / "new")
    assert new.do("restore", copy, option, "--low-memory", given=words)["tell"] == []


def test_at_a_terminal_the_notice_is_shown_when_nobody_looks(tmp_path):
    ana = device_of(tmp_path, met("Ben"))
    for typed, shown in (("", False), ("yes", True)):
        with Terminal(ana.home, "revoke", "--text") as terminal:
            terminal.answer("(what you type is not shown):", PHRASE)
            terminal.answer("Type yes to see the notice:", typed)
            assert terminal.end() == (0 if shown else 1)
            assert ("BEGIN P2PCARD" in terminal.shown) is shown


@pytest.mark.parametrize(("typed", "names"), [("yes", "Ben, Cleo"), ("", "")])
def test_at_a_terminal_it_is_asked_whether_the_device_was_open(stolen, tmp_path, typed, names):
    copy, words = stolen
    with Terminal(tmp_path / "new", "restore", copy, "--low-memory") as terminal:
        terminal.answer("Type 1 or 2:", "2")
        terminal.answer("Was it open when they took it? Type yes, or press Enter for no:", typed)
        terminal.answer("your twelve words:", words)
        terminal.answer(HIDDEN, PHRASE)
        terminal.answer("type it once more:", PHRASE)
        assert terminal.end() == 0
        told = "Their cards were open to others. Tell them, face to face: "
        assert (f"{told}{names}\n" in terminal.shown) == bool(names)
        assert (told in terminal.shown) == bool(names)
