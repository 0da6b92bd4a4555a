"""The picture of the routes to somebody: what it shows and says, and that nothing in it covers anything."""

import random
import re
from dataclasses import replace
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from p2pcard.wording import routes_layout
from p2pcard.wording.routes_layout import Figure
from tests.acquaintances import ME, TOM, facts, named, random_facts

SVG = {"": "http://www.w3.org/2000/svg"}
DASHES = "stroke-dasharray"
HOWS = ["March 2026, by a code", "November 2025, by the words read aloud", "January 2026"]
HOSTILE = ["<script>alert(1)</script>", "A & B", "]]>", '" onload="x', "a\0\x1b[31m\ud800b", "&lt;", "﷽" * 60]
TWICE = facts({"Ana": 2, "Bo": 1}, "Ana Bo +", "Ana Tom", "Bo Tom")  # Bo stands alone, and behind Ana


def drawn(known, names=(), notes=()):
    """The figure of all routes to Tom; everybody is called by their key unless `names` says otherwise."""
    verdict = known.network().answer(TOM)
    steps = dict.fromkeys(step for route in verdict.routes for step in pairwise((ME, *route, TOM)))
    separate = frozenset(step for route in verdict.separate for step in pairwise((ME, *route, TOM)))
    people = {key: key.decode(errors="replace") for key in [*known.people, TOM]} | {ME: "You"} | dict(names)
    links = tuple((*step, HOWS[place % 3]) for place, step in enumerate(steps))
    return Figure("How?", "In words.", people, routes_layout.columns(verdict, ME), links, separate, notes)


def called(name):
    """A figure in which the one person in between has this name."""
    return drawn(facts({"Ana": 1}, "Ana Tom"), {b"Ana": name})


def near(count):
    """A figure of so many people who each vouch for Tom."""
    names = [f"Near{place:02}" for place in range(count)]
    return drawn(facts(dict.fromkeys(names, 1), *(f"{name} Tom" for name in names)))


class Seen:
    """What is found in a picture; areas are (left, top, right, bottom)."""

    def __init__(self, figure):
        self.text = routes_layout.svg(figure)
        self.root = ElementTree.fromstring(self.text)  # noqa: S314  the image was made by the test itself
        self.width, self.height = map(int, self.root.attrib["viewBox"].split()[2:])
        self.frames = self.root.findall("g/rect", SVG)
        self.boxes = [area(frame) for frame in self.frames]
        self.names = [each.text or "" for each in self.root.findall("g/svg/text", SVG)]
        self.whole_names = [each.text or "" for each in self.root.findall("g/title", SVG)]
        self.texts = self.root.findall("text", SVG)
        self.labels = [each.text or "" for each in self.texts if each.attrib["text-anchor"] == "middle"]
        self.lines = self.root.findall("path[@stroke]", SVG)
        self.courses = [course(line.attrib["d"]) for line in self.lines]

    @property
    def cut(self):
        """The one name that is cut."""
        (name,) = (each for each in self.names if each.endswith("…"))
        return name

    def ends(self):
        """From whose box to whose each line goes, and whether it is thick."""
        thick = [float(line.attrib["stroke-width"]) > 2 for line in self.lines]
        tips = [(points[-1][0] + routes_layout.HEAD - 1, points[-1][1]) for points in self.courses]
        starts = [self.whose(2, *points[0]) for points in self.courses]
        return sorted(zip(starts, (self.whose(0, *tip) for tip in tips), thick, strict=True))

    def whose(self, side, x, y):
        (name,) = (name for name, box in self.called() if box[side] == x and box[1] < y < box[3])
        return name

    def called(self):
        return zip(self.names, self.boxes, strict=True)


def area(element):
    left, top, width, height = (int(element.attrib[key]) for key in ("x", "y", "width", "height"))
    return left, top, left + width, top + height


def inked(text):
    """What a text covers in the letters that Pillow brings."""
    x, y, size = (int(text.attrib[key]) for key in ("x", "y", "font-size"))
    width = ImageFont.load_default(size).getlength(text.text or "")
    left = x - width / 2 if text.attrib["text-anchor"] == "middle" else x
    return left, y - 0.8 * size, left + width, y + 0.25 * size


def course(path):
    """Many points on a line of level parts (H) and turns (C)."""
    (_, begin), *parts = re.findall("([MHC])([^MHC]+)", path)
    points = [tuple(map(float, begin.split()))]
    for kind, rest in parts:
        x, y = points[-1]
        numbers = [float(each) for each in rest.split()]
        if kind == "H":
            numbers = [x, y, numbers[0], y, numbers[0], y]
        for part in (step / 100 for step in range(1, 101)):
            shares = (1 - part) ** 3, 3 * part * (1 - part) ** 2, 3 * part**2 * (1 - part), part**3
            along = zip(shares, [x, *numbers[0::2]], [y, *numbers[1::2]], strict=True)
            sums = [(share * over, share * down) for share, over, down in along]
            points.append((round(sum(over for over, _ in sums), 6), round(sum(down for _, down in sums), 6)))
    return points


def apart(one, other, room=0):
    """Whether there is `room` between two areas, from above to below."""
    beside = one[2] <= other[0] or other[2] <= one[0]
    return beside or one[3] + room <= other[1] or other[3] + room <= one[1]


# Who stands where


def test_people_stand_in_columns_and_those_of_separate_routes_above():
    known = facts({"Ana": 2, "Bo": 2, "Zoe": 1}, "Ana Emil +", "Bo Emil +", "Emil Tom", "Zoe Tom")
    placed = routes_layout.columns(known.network().answer(TOM), ME)
    assert placed == ((ME,), named("Zoe", "Ana", "Bo"), named("Emil"), (TOM,))


# What it shows


@pytest.mark.parametrize(("known", "lines"), [(facts({}), []), (facts({"Tom": 0}), [("You", "Tom", False)])])
def test_without_anybody_in_between_there_are_two_boxes_and_no_line_where_we_did_not_meet(known, lines):
    seen = Seen(drawn(known))
    assert (seen.names, seen.ends()) == (["You", "Tom"], lines)


def test_one_route_is_a_straight_thick_line():
    seen = Seen(drawn(facts({"Ana": 1}, "Ana Tom")))
    assert seen.ends() == [("Ana", "Tom", True), ("You", "Ana", True)]
    assert len({y for points in seen.courses for _, y in points}) == 1


def test_a_picture_grows_in_height_with_the_routes():
    one, two, ten, twenty = (Seen(near(count)) for count in (1, 2, 10, 20))
    assert one.height < two.height < ten.height < twenty.height
    assert twenty.width == ten.width
    assert (len(twenty.boxes), len(twenty.lines)) == (22, 40)


def test_whom_i_met_is_reached_past_the_others_on_a_thin_line():
    seen = Seen(drawn(facts({"Tom": 0, "Ana": 2}, "Ana Emil +", "Emil Tom")))
    direct = ("You", "Tom", False)
    assert seen.ends() == [("Ana", "Emil", True), ("Emil", "Tom", True), ("You", "Ana", True), direct]


def test_only_lines_of_the_separate_routes_that_are_shown_are_thick():
    seen = Seen(drawn(facts({"Ana": 2, "Bo": 2}, "Ana Emil +", "Bo Emil +", "Emil Tom")))
    assert [end for end in seen.ends() if not end[2]] == [("Bo", "Emil", False), ("You", "Bo", False)]


def test_who_stands_in_both_columns_is_drawn_twice_the_second_time_dashed_and_with_thin_lines():
    seen = Seen(drawn(TWICE))
    (dashed,) = (box for box, frame in zip(seen.boxes, seen.frames, strict=True) if DASHES in frame.attrib)
    assert sorted(box for name, box in seen.called() if name == "Bo")[1:] == [dashed]
    assert [end for end in seen.ends() if end[0] == "Bo"] == [("Bo", "Tom", False), ("Bo", "Tom", True)]


def test_a_line_never_leads_back_or_up_and_down():
    seen = Seen(drawn(facts({"Ana": 2, "Bo": 2}, "Ana Bo +", "Bo Emil +", "Bo Tom", "Emil Tom")))
    assert [end[:2] for end in seen.ends()].count(("Bo", "Emil")) == 1
    assert all(one[0] <= other[0] for points in seen.courses for one, other in pairwise(points))


def test_lines_cross_only_where_they_must_and_thick_ones_lie_above():
    placed = ((ME,), named("A", "B", "C"), named("Z", "Y", "X"), (TOM,))
    steps = [(ME, b"C"), (ME, b"B"), (ME, b"A"), *(named(*pair) for pair in ("CZ", "BY", "AX"))]
    people = {key: key.decode() for column in placed for key in column}
    seen = Seen(Figure("", "", people, placed, tuple((*step, "") for step in steps), frozenset(steps[:1])))
    tops = {name: box[1] for name, box in seen.called()}
    assert tops["A"] == tops["X"] < tops["B"] == tops["Y"] < tops["C"] == tops["Z"]
    ends = [points[-1][1] for points in sorted(seen.courses) if points[0][0] == seen.boxes[0][2]]
    assert ends == sorted(ends)
    assert [line.attrib["stroke-width"] for line in seen.lines] == ["1.2"] * 5 + ["3.5"]


def test_each_link_has_its_label():
    figure = drawn(facts({"Ana": 2, "Bo": 1}, "Ana Emil +", "Emil Tom", "Bo Tom"))
    assert sorted(Seen(figure).labels) == sorted(label for *_, label in figure.links)


def test_title_and_notes_can_be_read_in_the_picture_too():
    figure = drawn(facts({}), notes=("Thick lines share nobody.", "This note is wider than all above. " * 3))
    seen = Seen(figure)
    assert [each.text for each in seen.texts] == [figure.title, *figure.notes]
    assert all(inked(each)[2] < seen.width and inked(each)[3] < seen.height for each in seen.texts)


# What it says to who does not see it


def test_a_screen_reader_finds_the_title_and_the_whole_answer():
    root = Seen(near(3)).root
    assert root.attrib["role"] == "img"
    said = [root.findall(f"*[@id='{each}']") for each in root.attrib["aria-labelledby"].split()]
    assert [each.text for found in said for each in found] == ["How?", "In words."]
    assert [root.findtext(tag, namespaces=SVG) for tag in ("title", "desc")] == ["How?", "In words."]
    assert len([each for each in root.iter() if "id" in each.attrib]) == 2


# Names and other strange texts


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text_and_nothing_else(name):
    harmless, seen = Seen(called("Ana")), Seen(called(name))
    shapes = [[(each.tag, sorted(each.attrib)) for each in one.root.iter()] for one in (harmless, seen)]
    assert shapes[0] == shapes[1]
    assert re.sub("[\0\x1b\ud800]", "\ufffd", name) in [
        each.strip("\u2068\u2069") for each in seen.whole_names
    ]


def test_all_other_texts_are_escaped_too():
    text, people = "</desc><script>&\0", {ME: "You", TOM: "Tom"}
    figure = Figure(text, text, people, ((ME,), (TOM,)), ((ME, TOM, text),), frozenset(), (text,))
    found = [each.text for each in Seen(figure).root.iter() if "script" in (each.text or "")]
    assert found == ["</desc><script>&\ufffd"] * 5  # title twice, description, label, note


def test_a_long_name_is_cut_in_its_box_and_whole_beside_it():
    name = "Asociación de vecinas y vecinos del barrio de la Esperanza"
    seen = Seen(called(name))
    assert name.startswith(seen.cut[:-1])
    assert len(seen.cut) > 15
    assert name in seen.whole_names


@pytest.mark.parametrize("name", ["Ana", "Tom Weber", "José Ñandú", "中村", ""])
def test_a_short_name_is_whole(name):
    assert name in Seen(called(name)).names


@pytest.mark.parametrize("letters", ["m", "W", "O", "n", "i", "Ana "])
def test_a_name_of_any_letters_ends_inside_its_box(letters):
    seen = Seen(called(letters * 60))
    left, _, right, _ = dict(seen.called())[seen.cut]
    assert 0.4 < ImageFont.load_default(routes_layout.NAME).getlength(seen.cut) / (right - left) < 1


@pytest.mark.parametrize("letter", ["e\u0301\u0323", "\u0915\u093e"])
def test_no_letter_loses_its_marks_where_a_name_is_cut(letter):
    assert all(
        re.fullmatch(f"a*({letter})*…", Seen(called("a" * some + letter * 30)).cut) for some in range(30)
    )


def test_what_a_name_would_paint_outside_its_box_is_cut_off():
    seen = Seen(called("﷽" * 60))
    inner = seen.root.findall("g/svg", SVG)  # which cuts off as long as nobody says `overflow`
    assert [area(each) for each in inner] == seen.boxes
    assert "overflow" not in seen.text


def test_right_to_left_names_are_isolated():
    names = Seen(called("\u0641\u0627\u0637\u0645\u0629")).names
    assert sorted(names) == ["Tom", "You", "\u2068\u0641\u0627\u0637\u0645\u0629\u2069"]


# The file


def test_it_refers_to_nothing_outside_and_is_black_and_white():
    seen = Seen(drawn(TWICE))
    assert re.findall('href|style|url|script>|metadata|https?:[^"]+', seen.text) == [SVG[""]]
    inks = {each.attrib.get(key) for each in seen.root.iter() for key in ("fill", "stroke")}
    assert inks == {None, "none", "#fff", "#000"}


def test_the_same_figure_is_drawn_the_same():
    figure = drawn(random_facts(random.Random(5), 12))
    again = replace(figure, people=dict(reversed(figure.people.items())))
    assert routes_layout.svg(figure) == routes_layout.svg(figure) == routes_layout.svg(again)


# Nothing covers anything


@given(st.integers(0, 2**32), st.integers(2, 14))
@settings(max_examples=40, deadline=None)
def test_no_box_label_or_line_covers_another_or_leaves_the_picture(seed, size):
    seen = Seen(drawn(random_facts(random.Random(seed), size), notes=("A note.",)))
    words = [inked(each) for each in seen.texts]
    assert all(apart(one, other) for one, other in combinations(seen.boxes + words, 2))
    for left, top, right, bottom in seen.boxes + words:
        assert 0 < left < right < seen.width
        assert 0 < top < bottom < seen.height
    for points in seen.courses:
        assert all(apart(point * 2, word, routes_layout.THICK / 2) for point in points for word in words)
        assert all(apart(point * 2, box) for point in points for box in seen.boxes)
    assert len(seen.ends()) == len(seen.labels)
