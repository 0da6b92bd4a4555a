"""The tables of text: made from Unicode's data, alike in the program and in the annex, and fresh."""

import hashlib
import json
import unicodedata
from itertools import pairwise

from p2pcard.core.formats import characters, lookalikes
from scripts import make_characters
from scripts.characters import rules
from scripts.characters.data import FILES, FOLDER, VERSION, Unicode, confusables
from scripts.make_characters import ANNEX
from tests.second_reader import lines

TEXT = ANNEX.read_text(encoding="utf-8")
PYTHONS = {  # of Python's own version of Unicode, by the kinds of the annex
    "l": ("Lu", "Ll", "Lt", "Lm", "Lo"),
    "d": ("Lu", "Ll", "Lm", "Lo"),
    "r": ("Lo",),
    "q": ("Lo",),
    "m": ("Mn", "Me"),
    "c": ("Mn", "Me"),
    "s": ("Mc",),
    "v": ("Mn", "Mc"),
    "k": ("Mn", "Mc"),
}


def known(point):
    """Whether both versions of Unicode, that of Python and ours, know a code point for the same."""
    return unicodedata.category(chr(point)) != "Cn"


def test_the_annex_says_of_every_code_point_what_the_program_does():
    starts = [*(int(start, 16) for start in characters.STARTS.split()), 0x110000]
    scripts = characters.SCRIPTS.split()
    assert len(starts) - 1 == len(characters.KINDS) == len(scripts)
    assert all(first < second for first, second in pairwise(starts))
    for (start, end), kind, names in zip(pairwise(starts), characters.KINDS, scripts, strict=True):
        said = {"-": None, " ": ("space", names)}.get(kind, (kind, names))
        assert {lines.KINDS.get(point) for point in range(start, end)} == {said}


def test_the_annex_says_what_looks_alike_as_the_program_does():
    found: dict[int, str] = {}
    for row in lookalikes.LOOKS.splitlines():
        look, *points = row.split()
        letters = "" if look == "-" else "".join(chr(int(each, 16)) for each in look.split("+"))
        found |= {int(point, 16): letters for point in points}
    assert found == lines.LOOKS
    assert len(found) > 2000


def test_python_knows_each_code_point_of_the_annex_for_what_it_is_said_to_be():
    """By another way than the files that the annex is made from: what Python was built with."""
    wrong = [
        hex(point)
        for point, (kind, _) in lines.KINDS.items()
        if known(point) and kind in PYTHONS and unicodedata.category(chr(point)) not in PYTHONS[kind]
    ]
    assert wrong == []
    signs = {
        unicodedata.category(chr(point))[0]
        for point, (kind, _) in lines.KINDS.items()
        if kind == "o" and known(point)
    }
    assert signs == {"N", "P", "S"}
    takes = {
        point for point in range(0x110000) if unicodedata.combining(chr(point)) == 9 and point in lines.KINDS
    }
    assert takes <= {point for point, (kind, _) in lines.KINDS.items() if kind in "vk"}


def test_a_letter_that_python_knows_is_in_the_annex_unless_its_script_or_its_form_is_not():
    """The scripts by the first words of Python's names, which the annex is not made from."""
    scripts = {
        name: code
        for point, (_, code) in lines.KINDS.items()
        if (name := _script_word(point)) and code != "Zyyy"
    }
    missing = {
        hex(point)
        for point in range(0x110000)
        if point not in lines.KINDS
        and unicodedata.category(chr(point))[0] == "L"
        and _script_word(point) in scripts
        and not unicodedata.decomposition(chr(point)).startswith("<")
        and point
        not in (0x115F, 0x1160, 0x1CFA, 0x3164, 0xFFA0)  # fillers, and a Vedic sign of a script of old
    }
    assert len(scripts) > 60
    assert missing == set()


def _script_word(point):
    name = unicodedata.name(chr(point), "")
    first = " ".join(
        name.split(" ")[
            : 2 if name.startswith(("OLD ", "TAI ", "MEETEI ", "NEW TAI", "LINEAR ", "CANADIAN")) else 1
        ]
    )
    return first if unicodedata.category(chr(point))[0] == "L" else ""


def test_the_scripts_of_the_annex_are_those_that_the_specification_lists():
    spec = (ANNEX.parent / "spec.md").read_text(encoding="utf-8")
    part = spec[spec.index("### 3.2") : spec.index("### 3.3")]
    listed = {
        name
        for line in part.splitlines()
        if line.startswith(("Recommended: ", "Of limited use: ", "Two more: "))
        for name in line.split(": ")[1].rstrip(".").split(", ")
    }
    assert listed == rules.SCRIPTS - {"Zyyy"}
    used = {name for _, scripts in lines.KINDS.values() for name in scripts.split("+")}
    assert used - {"-", "Zyyy"} == listed


def test_the_tables_are_fresh():
    """Where Unicode's files are at hand everything is made again; elsewhere the rules are as they were."""
    assert make_characters.rules_digest() in TEXT.splitlines()
    assert f"Unicode {VERSION}" in TEXT
    named = {line.split()[1]: line.split()[2] for line in TEXT.splitlines()[2 : 3 + len(FILES)]}
    assert set(named) == {*FILES, confusables().name}
    assert named[confusables().name] == hashlib.sha256(confusables().read_bytes()).hexdigest()
    for path, made in (
        make_characters.files(
            Unicode(),
        ).items()
        if FOLDER.exists()
        else ()
    ):
        assert path.read_text(encoding="utf-8") == made, f"{path.name}: run scripts/make characters"


def test_a_build_server_has_unicodes_files():
    """So that there, at least, everything is made again."""
    wanted = (make_characters.ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "unicode-data" in wanted


def test_each_pair_of_letters_of_the_confusables_table_looks_alike():
    """All pairs of the source, and not only those that the annex is made from: nothing is lost on the way."""
    pairs = {
        frozenset((one, other))
        for one, others in json.loads(confusables().read_text(encoding="utf-8")).items()
        for other in (each["c"].strip("\u200e") for each in others)
        if all(len(each) == 1 and lines.KINDS.get(ord(each), "-")[0] in "ldrq" for each in (one, other))
    }
    apart = {pair for pair in pairs if not _meet(*pair)}
    assert len(pairs) > 1500
    # Raised letters, which are those below them; the German s, which is two; and marks on a letter.
    assert apart == {
        frozenset(each.split("~"))
        for each in ["ᶟ~ᵋ", "ß~β", "ß~ϐ", "ţ~ƫ", "ț~ƫ", "ˤ~ˁ", "ö~ة", "ῶ~Ꮿ", "ᶻ~ᙆ", "ᶺ~ᣔ", "ᴾ~ᣖ", "ˢ~ᣵ"]
    }


def _meet(one, other):
    return bool(lines.looks(f"a{one}") & lines.looks(f"a{other}"))
