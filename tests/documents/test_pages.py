"""The pages for people who change the program: their paths, names, links and tables are true today."""

import re

import pytest

from scripts.drawing.tables import ROOT

NAMES = ("CONTRIBUTING.md", "docs/changing.md", "docs/design.md", "docs/pictures/README.md")
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
CHANGING, DESIGN = PAGES["docs/changing.md"], PAGES["docs/design.md"]
QUOTED = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?:p2pcard|tests|docs|scripts)/[\w./-]*|\w+\.(?:md|toml)")
NAME = re.compile(r"[A-Za-z_]\w+")
LINK = re.compile(r"\]\(([^)#]*)(?:#([^)]*))?\)")


def paths(text):
    """What is quoted and is a path; of a command line, the script."""
    return [found[0] for quoted in QUOTED.findall(text) if (found := PATH.fullmatch(quoted.split()[0]))]


@pytest.mark.parametrize("name", NAMES)
def test_every_path_on_a_page_is_there(name):
    named = paths(PAGES[name])
    assert named or name == "docs/pictures/README.md"
    assert sorted({path for path in named if not (ROOT / path).exists()}) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_a_page_leads_somewhere(name):
    for file, place in LINK.findall(PAGES[name]):
        target = ((ROOT / name).parent / file) if file else ROOT / name
        assert target.exists(), file
        if place:
            assert place in places(target.read_text(encoding="utf-8")), place


def places(page):
    """The headings of a page as links name them."""
    titles = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}


CHANGES = re.split(r"^## ", CHANGING, flags=re.MULTILINE)[1:]
STEPS = [line for change in CHANGES for line in change.splitlines() if re.match(r"\d+\. ", line)]


def test_there_are_twelve_changes_each_listed_above():
    assert len(CHANGES) == 12
    listed = {place for file, place in LINK.findall(CHANGING) if not file}
    assert listed == places("".join(f"## {change}" for change in CHANGES))


@pytest.mark.parametrize("step", STEPS)
def test_what_a_step_names_stands_in_a_file_that_it_names(step):
    files = [ROOT / path for path in paths(step)]
    texts = [file.read_text(encoding="utf-8") for file in files if file.is_file()]
    named = [quoted for quoted in QUOTED.findall(step) if NAME.fullmatch(quoted)]
    assert [one for one in named if not any(re.search(rf"\b{one}\b", text) for text in texts)] == []


def test_the_index_of_the_design_lists_every_subject_in_order():
    subjects = [title for title in re.findall(r"^## (.*)$", DESIGN, re.MULTILINE) if title != "Index"]
    index = DESIGN.partition("## Index")[2].partition("\n## ")[0]
    assert re.findall(r"^\| \[(.*?)\]\(#", index, re.MULTILINE) == subjects


def listed():
    """The modules in the table of where things are, by their folders."""
    table = DESIGN.partition("### Where things are")[2].partition("\n### ")[0]
    folder = ""
    for row in re.findall(r"^\| (?:`([\w/]+)`)? *\| (`.*?`) \|", table, re.MULTILINE):
        folder = row[0] or folder
        yield from (f"{folder}/{module}" for module in QUOTED.findall(row[1]))


def test_every_module_has_its_line_in_the_design_and_every_line_its_module():
    package = ROOT / "p2pcard"
    modules = {path.relative_to(package).with_suffix("") for path in package.rglob("*.py")}
    words = {path.parent for path in modules if path.parts[-2:-1] == ("wordlists",)}
    inside = {path for path in modules if len(path.parts) > 1 and path.name != "__init__"}
    there = {path.as_posix() for path in inside | words if path.parent not in words}
    rows = list(listed())
    assert sorted(set(rows)) == sorted(rows)
    assert set(rows) == there


@pytest.mark.parametrize("name", NAMES)
def test_a_page_names_its_subjects_plainly_and_has_one_sentence_on_a_line(name):
    page = re.sub(r"```.*?```|<!--.*?-->", "", PAGES[name], flags=re.DOTALL)
    assert re.findall(r"\bwhom?(?:so)?ever\b|\bwhom\b|\bwhose\b", page, re.IGNORECASE) == []
    prose = [line for line in page.splitlines() if not line.startswith(("|", "#", "-"))]
    assert [line for line in prose if re.search(r"[a-z)`]\. [A-Z]", re.sub(r"^\d+\. ", "", line))] == []


@pytest.mark.parametrize(
    "name",
    ["README.md", "SECURITY.md", "CHANGELOG.md", "docs/json.md", "docs/spec.md", "docs/threats.md"],
)
def test_every_other_page_names_its_subjects_plainly(name):
    page = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r".*\b(?:whoever|whom(?:so)?ever|whom)\b.*", page, re.IGNORECASE) == []
