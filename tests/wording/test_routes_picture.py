"""The picture of one answer: who is in it, what stands on its lines, and the same in words."""

from xml.etree import ElementTree

from p2pcard.wording.catalogue import month
from tests.standings import NOW, device_of, through, trusting, with_shown
from tests.vouchers import (
    WORD,
    met,
)

THIS = month(NOW)
SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_stands_alone_and_says_the_whole_answer_in_words(tmp_path):
    mine = device_of(tmp_path, with_shown(met("Ben", book=through("Bo"), mark=WORD), "Ben Teo"))
    file = tmp_path / "routes.svg"
    *lines, last = mine.tell("trace", "Teo", "--svg", str(file)).splitlines()
    assert last == f"The picture is in {file}."
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314  the program has just made it
    assert root.findtext(f"{SVG}title") == "Who stands behind Teo"
    assert root.findtext(f"{SVG}desc") == " ".join(lines)
    assert sorted(each.text or "" for each in root.findall(f"{SVG}g/{SVG}title")) == [
        "Ana",
        "Ben",
        "Bo",
        "Teo",
        "you",
    ]
    texts = [each.text or "" for each in root.findall(f"{SVG}text")]
    assert sorted(texts).count(f"vouches, {THIS}") == 3
    assert "Thick lines: routes that share nobody in between." in texts
    assert not [
        part for part in root.iter() if any("href" in name or "style" in name for name in part.attrib)
    ]


def test_whoever_leads_there_alone_and_behind_somebody_is_drawn_twice_and_that_is_explained(tmp_path):
    mine = device_of(tmp_path, met("Bo", book=through("Bo"), mark=WORD))
    file = tmp_path / "twice.svg"
    mine.tell("trace", "Teo", "--svg", str(file))
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314  the program has just made it
    texts = [each.text or "" for each in root.findall(f"{SVG}text")]
    assert "A dashed box: somebody who is in the picture already." in texts
    assert len(root.findall(f"{SVG}g/{SVG}rect[@stroke-dasharray]")) == 1


def test_the_picture_of_what_would_be_left_leaves_that_person_out(tmp_path):
    mine, file = device_of(tmp_path, trusting("Ana", "Ben")), tmp_path / "left.svg"
    mine.tell("trace", "Teo", "--without", "Ben", "--svg", str(file))
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314  the program has just made it
    assert sorted(each.text or "" for each in root.findall(f"{SVG}g/{SVG}title")) == ["Ana", "Teo", "you"]
    assert (root.findtext(f"{SVG}desc") or "").startswith("Without Ben, this would be left:")
