"""What tests of a vault's parts begin with."""

import pytest

from tests.vaults import canary_book, create


@pytest.fixture
def held(folder):
    """An open vault in which there is somebody whose name and secret are to be looked for."""
    with create(folder, canary_book()) as made:
        yield made
