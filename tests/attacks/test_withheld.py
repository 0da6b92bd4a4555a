"""A host that withholds receipts and bundles, and people who go back to a copy: nothing is lost for good."""

import pytest

from p2pcard.core.exchange.events import Dropped, StoredNow
from p2pcard.core.exchange.meeting.events import ReceiptsNow
from p2pcard.core.exchange.meeting.messages import Bundles, Dones
from p2pcard.core.exchange.swap import CARD_SIZE, ReceiptNow, Role
from p2pcard.core.formats import sealed
from p2pcard.core.formats.sealed import What
from p2pcard.edge.store import generations
from tests import crowd
from tests.keepers import ROLES, Keeper, KeepersPair, KeepersRoom

pytestmark = pytest.mark.usefixtures("stretched_once")
EVERYTHING = (Dones, Bundles)
OK, KEPT = b"\x02", b"\x07"


@pytest.fixture
def two(tmp_path):
    """Two people with vaults."""
    found = [Keeper(name, tmp_path) for name in ("Ana", "Ben")]
    yield found
    for each in found:
        each.store.close()


def meet(people, run, withheld=(), lines=(0, 1)):
    """A meeting whose host withholds messages of these kinds from some lines; return the devices."""

    def bend(line, message, down):
        if not (down and line in lines and isinstance(message, withheld)):
            return (message,)
        return (Dones(()) if isinstance(message, Dones) else Bundles((bytes(528),)),)

    room = KeepersRoom(people, str(run), bend=bend)
    room.start()
    assert crowd.careful(room)
    room.done()
    assert all(device.over and not device.ended for device in room.devices)
    assert all(len(device.last(StoredNow).cards) == 1 for device in room.devices)
    return room.devices


def swap(people, run, lost=lambda role, message: False):
    """A swap with the first of two as shower; behind a message that is lost nothing comes that way."""
    broken: set[Role] = set()

    def bend(role, message):
        if role in broken or lost(role, message):
            broken.add(role)
            return ()
        return (message,)

    pair = KeepersPair(people, str(run), bend)
    pair.both_typed()
    for role in ROLES if broken else ():
        pair.happen(role, Dropped())
    return pair


def share(people):
    """Both hold one and the same secret, and each knows that the other does."""
    one, other = people
    ((secret, confirmed),) = one.secrets(other)
    assert confirmed
    assert other.secrets(one) == [(secret, True)]
    return secret


def test_where_only_receipts_are_withheld_the_bundles_tell_what_both_hold(two):
    seen = set()
    for run in range(3):
        devices = meet(two, run, (Dones,))
        assert all(device.last(ReceiptsNow).unknown for device in devices)
        seen.add(share(two))
    assert len(seen) == 3


def test_a_host_that_withholds_all_for_seventeen_meetings_costs_no_secret_and_fills_nothing_for_good(two):
    ana, ben = two
    for run in range(17):
        meet(two, run, EVERYTHING)
    assert ana.secrets(ben) == ben.secrets(ana)
    assert len(ana.secrets(ben)) == 16
    sixteenth = ana.secrets(ben)[-1][0]
    devices = meet(two, "honest")  # each stores the card without its secret, and names nobody in its receipt
    assert all(device.last(ReceiptsNow).not_stored for device in devices)
    assert share(two) == sixteenth
    devices = meet(two, "honest, too")
    assert all(device.last(ReceiptsNow).stored for device in devices)
    assert share(two) != sixteenth


def test_a_host_that_withholds_all_from_one_of_two_costs_no_secret(two):
    ana, ben = two
    meet(two, "first")
    for run in range(17):
        meet(two, run, EVERYTHING, lines=(0,))
        assert ana.secrets(ben)
        assert {secret for secret, _ in ana.secrets(ben)} & {secret for secret, _ in ben.secrets(ana)}
    meet(two, "honest")
    meet(two, "honest, too")
    share(two)


def test_one_who_went_back_to_a_copy_does_not_leave_the_other_full_for_good(two):
    ana, ben = two
    for run in range(16):
        meet(two, run, EVERYTHING)
    ana.loses_secrets()
    meet(two, "after the copy")
    assert len(ana.secrets(ben)) == 1
    assert ben.secrets(ana) == []  # what Ana does not hold opens nothing any more
    meet(two, "again")
    share(two)


def test_what_goes_when_both_have_told_what_they_hold_is_gone_from_both_saves(two):
    ana, ben = two
    for run in range(2):
        meet(two, run, EVERYTHING)
    older = [secret for secret, _ in ana.secrets(ben)]
    meet(two, "honest", (Dones,))
    newest = share(two)
    for keeper in two:
        for name in (generations.VAULT, generations.PREVIOUS):
            container = sealed.read((keeper.vault.folder / name).read_bytes(), What.VAULT)
            content = sealed.unseal(container, keeper.vault._opened.keys.data_key)
            assert newest in content
            assert not [secret for secret in older if secret in content]


def test_a_lost_ok_and_then_four_lost_cards_leave_two_people_a_secret(two):
    ana, ben = two
    swap(two, "whole")
    share(two)
    swap(two, "the OK to Ben", lambda role, message: role is Role.SHOWER and message == OK)
    ((second, confirmed),) = ana.secrets(ben)
    assert confirmed
    assert [knows for _, knows in ben.secrets(ana)] == [True, False]
    for run in range(4):
        swap(two, run, lambda role, message: role is Role.SCANNER and len(message) == CARD_SIZE)
    assert len(ben.secrets(ana)) == 6
    assert (second, False) in ben.secrets(ana)
    assert ana.secrets(ben) == [(second, True)]
    swap(two, "whole again")
    assert share(two) != second


def test_in_a_swap_a_card_without_its_secret_is_kept_and_the_next_swap_is_as_good_as_ever(two):
    ana, ben = two
    for run in range(17):
        swap(two, run, lambda role, message: message in (OK, KEPT))
    assert ana.secrets(ben) == ben.secrets(ana)
    assert len(ana.secrets(ben)) == 16
    sixteenth = ana.secrets(ben)[-1][0]
    pair = swap(two, "whole")
    assert all(end.last(ReceiptNow).stored for end in pair.ends.values())
    assert share(two) == sixteenth
    swap(two, "whole again")
    assert share(two) != sixteenth


def test_a_swap_that_breaks_at_any_message_costs_no_secret(two):
    for message in range(3, 13):  # behind both HELLO
        left = [message]

        def lost(role, said, left=left):
            left[0] -= 1
            return left[0] == 0

        swap(two, f"before {message}")
        share(two)
        swap(two, f"broken at {message}", lost)
        ana, ben = two
        assert {secret for secret, _ in ana.secrets(ben)} & {secret for secret, _ in ben.secrets(ana)}
