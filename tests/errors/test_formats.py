"""What is malformed says where to those who write programs, and to nobody at a screen."""

import ast

import pytest

from p2pcard.core.formats import armor, calendar, wire
from p2pcard.core.statements import card, statement
from p2pcard.core.statements.statement import Kind
from p2pcard.errors import Malformed
from tests.peers import MONTH, seed_of
from tests.shells import ANA, ROOT, device

PLAIN: dict[int, wire.Value] = {1: 1, 2: MONTH, 3: "Eve", 5: MONTH + calendar.LIFE}
BAD: dict[str, dict[int, wire.Value]] = {  # what is wrong with a card, by what is said of it
    "a card: its sequence": {**PLAIN, 1: 0},
    "a field: there and empty": {**PLAIN, 7: ""},
    "a card: too many items in a list": {**PLAIN, 4: tuple((1, str(each)) for each in range(9))},
}


def raised():
    """Each place of the program where something is malformed, and what it says."""
    for path in sorted((ROOT / "p2pcard").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and node.exc and "Malformed" in ast.unparse(node.exc):
                match node.exc:
                    case ast.Call(args=[ast.Constant(value=str(where))], keywords=[]):
                        yield path.name, node.lineno, where
                    case _:
                        yield path.name, node.lineno, ""


def test_each_place_has_words_of_its_own_and_no_value_in_them():
    found = [*raised()]
    assert len(found) > 50
    assert [(name, line) for name, line, where in found if not where] == []
    assert len({where for _, _, where in found}) == len(found)


@pytest.mark.parametrize("where", BAD)
def test_what_is_wrong_with_a_card_is_told_apart(where):
    with pytest.raises(Malformed) as found:
        card.read(statement.make(Kind.CARD, BAD[where], seed_of("Eve")))
    assert found.value.where == where
    assert found.value.__notes__ == [where]  # what a traceback shows to those who write programs


@pytest.mark.parametrize("where", BAD)
def test_no_screen_and_no_program_is_told_where(tmp_path, where):
    ana = device(tmp_path, ANA)
    block = armor.to_text(bytes(statement.make(Kind.CARD, BAD[where], seed_of("Eve"))))
    for words in (("add",), ("--technical", "add"), ("--json", "add")):
        refused = ana.run(*words, given=block)
        assert refused.code == 1
        assert "not something that p2pcard wrote" in refused.err
        assert where not in refused.err + refused.out
