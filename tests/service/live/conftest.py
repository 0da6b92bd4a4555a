"""People with open vaults, for conversations under one loop."""

import pytest

from tests.people import NAMES
from tests.talkers import Talker


@pytest.fixture
def four(tmp_path):
    """Four people whose vaults are open."""
    people = [Talker(name, tmp_path) for name in NAMES[:4]]
    yield people
    for each in people:
        each.me.lock()


@pytest.fixture
def two(four):
    """Two of them."""
    return four[:2]
