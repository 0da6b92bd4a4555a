"""What every shell can say names no command of one of them."""

import ast
import re

from tests.next_steps import names_of_commands
from tests.shells import ROOT

COMMAND = re.compile(rf"p2pcard ({'|'.join(names_of_commands())})\b|: p2pcard$|\s--\w")


def sentences(path):
    """Each text of a module that is said to a person, which is every one but the explanations in the code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explained = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value


def test_no_sentence_of_all_shells_names_a_command_or_an_option():
    modules = sorted((ROOT / "p2pcard/wording").glob("*.py"))
    said = [(path.name, sentence) for path in modules for sentence in sentences(path)]
    assert len(said) > 400
    assert [each for each in said if COMMAND.search(each[1])] == []
