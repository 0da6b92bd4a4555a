"""A host whose laptop is closed says no goodbye: all others are told all the same, and meet again."""

from contextlib import ExitStack

from tests.network import needs_networks, network
from tests.people import people
from tests.rooms import Room

pytestmark = needs_networks

BROKE = "The line to the device that started the meeting broke."
AGAIN = "Start again together: p2pcard meet"


HASTY = """
from p2pcard.service.live import connection
connection.PATIENCE = 6
from p2pcard.__main__ import main
main()
"""  # a test's patience is shorter than that of people


def come_invited(room):
    """The first person opens a meeting that nobody else's device finds, and the others come to it."""
    first, *others = room.people
    first.meet("--invitation-only")
    room.until(lambda: first.last("invitation"))
    for person in others:
        python, _, _, *words = person.words("meet", "--invitation")
        person.start(python, "-c", HASTY, *words)
        person.say(invitation=first.last("invitation")["typed"])
    room.gather()


def bring_to(room, stage):
    """Play a room up to a stage."""
    if stage == "gather":
        return
    room.begin()
    if stage == "phrase":
        return
    room.read()
    answer = room.count_off()
    if stage == "cards":
        room.confirm(answer)
        room.until(lambda: all(person.last("stay") for person in room.people))


def test_where_the_hosts_laptop_is_closed_all_are_told_and_those_left_meet_again(tmp_path):
    everybody = 8
    with network(everybody) as bed, ExitStack() as open_rooms:
        each = people(everybody, tmp_path, bed.hosts)
        stages = {
            stage: open_rooms.enter_context(Room(*each[number * 2 : number * 2 + 2]))
            for number, stage in enumerate(("gather", "phrase", "count", "cards"))
        }
        for stage, room in stages.items():
            come_invited(room)
            bring_to(room, stage)
        for room in stages.values():
            room.people[0].host.unplug()
        for stage, room in stages.items():
            whole = stage == "cards"
            for person in left_alone(room):
                assert person.code == (0 if whole else 1), person.complaint
                assert whole or (BROKE in person.complaint and AGAIN in person.complaint)
                assert person.held == (others(room, person) if whole else set())
        left = [person for room in stages.values() for person in room.people[1:]]
        again = open_rooms.enter_context(Room(*left))
        meet_again(again)
        for person in again.people:
            assert person.code == 0, person.complaint
            assert others(again, person) <= person.held


def left_alone(room):
    """Return all but the host, once the meeting is over for each of them."""
    left = room.people[1:]
    room.until(lambda: not any(person.there for person in left))
    return left


def meet_again(room):
    """One action each, the command, and all are in one meeting."""
    for person in room.people:
        person.meet()
    room.meet()


def others(room, person):
    """Return the names of all others in a room."""
    return {other.name for other in room.people if other is not person}
