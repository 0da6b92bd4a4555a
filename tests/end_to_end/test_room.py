"""Meetings of real programs on real networks: who ends up with whose card, where some come late or leave."""

import json

import pytest

from p2pcard.core.formats import calendar
from tests.disks import needs_root, small_disk
from tests.network import needs_networks, network
from tests.people import NAMES, Person, home_of, people
from tests.rooms import Room, come, swap

pytestmark = needs_networks

ANOTHER_CLOCK = """
import sys
from functools import partial
from p2pcard.service import cardholder
month = int(sys.argv.pop(1))
cardholder.Cardholder = partial(cardholder.Cardholder, clock=lambda: month)
from p2pcard.__main__ import main
main()
"""


@pytest.mark.parametrize("count", [2, 5, 12])
def test_u02_all_who_start_together_end_with_everyones_card(tmp_path, count):
    with network(count) as bed, Room(*people(count, tmp_path, bed.hosts)) as room:
        for person in room.people:
            person.meet()
        room.meet()
        assert room.all_hold_all()
        for person in room.people:
            assert person.code == 0, person.complaint
            others = [n for n in range(1, count + 1) if n != person.last("number")["number"]]
            assert person.all("receipts") == [
                {"event": "receipts", "stored": others, "not_stored": [], "unknown": []}
            ]
            assert {each["name"] for each in person.last("stored")["cards"]} == person.held
        met = room.people[-1].people()
        assert set(met) == room.people[-1].held
        assert {each["how"] for each in met.values()} == {"phrase"}
        assert {len(each["month"]) for each in met.values()} == {len("2026-11")}


def test_whoever_wants_to_read_reads_and_one_who_needs_digits_gets_them(tmp_path):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        host, reader, spaniard = room.people
        host.meet("--host")
        reader.meet()
        spaniard.meet("--lang", "es")
        room.gather()
        reader.say(reader=True)
        room.until(lambda: all(person.last("reader") for person in room.people))
        assert [person.last("reader")["mine"] for person in room.people] == [False, True, False]
        room.begin()
        assert room.reader is reader
        assert {person.last("phrase")["mode"] for person in room.people} == {"digits"}
        assert list(map(len, reader.last("phrase")["words"])) == [3, 3, 4]
        room.read()
        room.confirm(room.count_off())
        room.over()
        assert room.all_hold_all()


def test_a_late_comer_is_told_and_repairs_it_with_a_swap(tmp_path):
    with network(3) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        host, member = room.people
        come(room)
        room.begin()
        late = room.join(Person(NAMES[2], home_of(NAMES[2], tmp_path / "late"), bed.hosts[2]))
        late.meet()
        room.until(lambda: late.role == "host")  # a started meeting is not found any more, and goes on
        late.say(stop=True)
        room.until(lambda: late.ended)
        late.meet("--invitation")
        late.say(invitation=host.last("invitation")["typed"])
        room.until(lambda: late.ended)
        assert late.last("aborted")["reason"] == "started"
        assert late.code == 1
        assert "already started" in late.complaint
        room.read()
        room.confirm(room.count_off())
        room.over()
        assert room.all_hold_all(but=[late])
        swap(room, member, late)
        assert late.people()[member.name]["how"] == "qr"
        assert member.held == {host.name, late.name}


# Clocks, disks


def test_u23_clocks_that_are_years_apart_keep_nobody_from_meeting(tmp_path):
    months = calendar.month(2010, 1), calendar.month(2040, 6)
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        room.people[0].meet("--host")
        for person, month in zip(room.people[1:], months, strict=True):
            python, _, _, *words = person.words("meet")
            insists = ("--month", calendar.write(month)) if month == months[1] else ()
            person.start(python, "-c", ANOTHER_CLOCK, month, *words, *insists)
        room.meet()
        assert room.all_hold_all()
        now, behind, ahead = ({c.provenance.first for c in p.book.contacts.values()} for p in room.people)
        assert behind == now  # not before the last save, whatever the clock shows
        assert ahead == {months[1]}


@needs_root
def test_whose_disk_is_full_is_told_so_and_holds_nothing_half(tmp_path):
    with network(3) as bed, small_disk(tmp_path / "disk", 2048) as disk, Room() as room:
        homes = [tmp_path / "first", tmp_path / "second", disk / "third"]
        for name, home, host in zip(NAMES, homes, bed.hosts, strict=False):
            room.join(Person(name, home_of(name, home), host))
        come(room)
        room.begin()
        room.read()
        answer = room.count_off()
        fill(disk)
        room.confirm(answer)
        room.over()
        *others, full = room.people
        assert full.last("aborted")["reason"] == "not-saved"
        assert "could not be saved" in full.complaint
        assert full.code == 1
        assert full.held == set()
        number = full.last("number")["number"]
        for person in others:
            assert number in person.last("receipts")["not_stored"] + person.last("receipts")["unknown"]
            assert full.name in person.held
            assert person.code == 0


def fill(disk):
    """Leave no room on a disk."""
    with (disk / "filling").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


def test_two_who_open_a_meeting_by_choice_are_shown_one_another(tmp_path):
    with network(2) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        for person in room.people:
            person.meet("--host")
        room.until(
            lambda: all(person.last("hosts") == {"event": "hosts", "others": 1} for person in room.people)
        )
        for person in room.people:
            assert person.role == "host"
            person.say(stop=True)
        room.over()
        for person in room.people:
            assert person.all("aborted") == [{"event": "aborted", "reason": "stopped"}]
            assert person.code == 1


def test_a_member_is_told_of_two_who_start_a_meeting_before_anything_is_typed(tmp_path):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        *hosts, member = room.people
        for person in hosts:
            person.meet("--host")
        room.until(lambda: all(person.last("hosts") for person in hosts))
        member.meet()
        room.until(lambda: member.last("hosts") == {"event": "hosts", "others": 1})
        assert not member.last("phrase")
        (alone,) = (person for person in hosts if not person.last("came"))
        alone.say(leave=True)  # they agreed aloud which one starts
        room.until(lambda: alone.ended)
        assert alone.last("aborted")["reason"] == "you-left"
        room.meet()
        assert room.all_hold_all(but=[alone])


def test_answers_that_mean_nothing_here_harm_nothing(tmp_path):
    with network(2) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        come(room)
        for person in room.people:
            for line in (
                "",
                "nonsense",
                "[]",
                '{"start": true}',
                '{"counted": 1}',
                '{"heard": 3}',
                '{"heard": "x"}',
                '{"agree": true}',
            ):
                person.say(line + " ")
        room.people[1].say(start=2, leave_out=[1])
        room.people[1].say(json.dumps({"leave_out": [1]}))
        room.meet()
        assert room.all_hold_all()
        assert all(person.all("ignored") for person in room.people)
