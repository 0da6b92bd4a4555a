"""The keys of an open vault: what seals the root and the file, and what another phrase changes."""

import pytest

from p2pcard.core.formats import sealed
from p2pcard.edge.store import rows, saves
from p2pcard.edge.store.keyring import Keyring
from p2pcard.errors import CannotOpen
from tests.canaries import disguises
from tests.peers import MONTH, chance_of
from tests.vaults import CANARY, OTHER_PHRASE, PHRASE, ROOT, create

pytestmark = pytest.mark.usefixtures("stretched_once")


def test_a_keyring_does_not_show_its_keys(folder):
    with create(folder) as made:
        shown = repr(made._opened.keys)
        assert repr(made._opened.keys.data_key) not in shown
        assert repr(made._opened.keys.slot_key) not in shown


def test_the_root_does_not_lie_open_among_the_rows(held):
    assert CANARY.encode() in held._opened.image
    assert [form for form in disguises(ROOT) if form in held._opened.image] == []


def test_the_root_is_sealed_for_this_vault_alone(held, tmp_path):
    with saves.database(held._opened.image) as database:
        sealed_root = rows.facts(database.execute)["root"]
    assert held._opened.keys.open_root(sealed_root) == ROOT
    with create(tmp_path / "other", seed="other") as other, pytest.raises(CannotOpen):
        other._opened.keys.open_root(sealed_root)


def test_a_new_phrase_costs_what_is_usual_unless_it_shall_cost_less(held):
    held.rekey(OTHER_PHRASE, MONTH)
    assert held._opened.keys.lock.cost == sealed.NORMAL
    held.rekey(PHRASE, MONTH, sealed.LOW_MEMORY)
    assert held._opened.keys.lock.cost == sealed.LOW_MEMORY
    assert isinstance(held._opened.keys, Keyring)


def test_keys_open_other_saves_behind_the_same_phrase_and_nothing_else(held, tmp_path):
    keys, image = held._opened.keys, held._opened.image
    data = keys.seal(image, chance_of("seal"))
    fresh = keys.fresh(chance_of("fresh"))
    assert [each.opened(data) for each in (keys, fresh)] == [(keys, image)] * 2
    with create(tmp_path / "other", seed="other") as other:
        assert other._opened.keys.opened(data) is None
    for bad in (b"", data[:-1], data[:8] + b"\2" + data[9:], data[:-1] + bytes((data[-1] ^ 1,))):
        assert keys.opened(bad) is None
