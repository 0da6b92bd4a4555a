"""A measure names the peer that it lacks, with the command that brings it, and keeps its row."""

import random

import pytest

from p2pcard.edge import qr as reader
from scripts.benches import counting, meeting, page, qr, trace


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A device without any program."""
    monkeypatch.setenv("PATH", str(tmp_path))


def test_where_no_namespace_can_be_made_its_rows_say_so(bare, capsys):
    why = meeting._why_no_namespaces()
    assert why.endswith("On Debian: apt install iproute2")
    assert meeting._row(10, True, [], meeting.Rates(1.0, 1.0), why)
    assert meeting._table([], why)
    row, table = capsys.readouterr().out.splitlines()
    assert row.split() == ["10", "namespaces", "missing", "2.0"]
    assert table == "5 people, from starting the programs: missing (limit 10 s)"


def test_where_sq_wot_is_not_installed_its_row_says_so(bare, capsys):
    assert trace._against_sq_wot(trace.Town([], {}, []), {})
    row, sentence = capsys.readouterr().out.splitlines()
    assert row.split() == ["sq-wot", *["missing"] * 4]
    assert sentence.endswith("On Debian: apt install sq-wot")


def test_where_zbar_is_not_installed_its_columns_say_so(capsys):
    qr._row("telephone", [qr.Reading(True, False, 2.0)], [])
    assert capsys.readouterr().out.split() == ["telephone", "1", "1", "0", "2.0", "ms", "missing"]


def test_counting_heads_people_who_press_on_help_no_device_in_and_counting_its_numbers_they_do():
    """The threats name what the model gives; habits change the one way and not the other."""
    chance = random.Random(12)
    heads = sum(counting.by_heads(chance, counting.HEADS + 1)[0] for _ in range(2000)) / 2000
    numbers = [sum(counting.by_numbers(chance, share) for _ in range(2000)) / 2000 for share in (0.0, 0.95)]
    assert 0 < heads < counting.LIMIT
    assert numbers[0] == 0
    assert 0.5 < numbers[1] < 0.6


def test_a_room_that_counts_rightly_starts_at_once():
    whole = [counting.by_heads(random.Random(run), counting.HEADS) for run in range(2000)]
    assert sum(through for through, _ in whole) > 0.99 * len(whole)
    assert sum(counts == 1 for _, counts in whole) > 0.9 * len(whole)


def test_where_chromium_is_not_installed_the_page_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(page, "CHROMIUM", tmp_path / "chromium")
    assert page.run()
    assert capsys.readouterr().out.strip().endswith("On Debian: apt install chromium")


@pytest.mark.parametrize("size", page.SIZES)
def test_the_camera_of_the_page_sees_a_code_in_the_sharp_pictures_alone(size):
    dull, sharp = page.pictures("HELLO", *size)
    assert not reader.read_frame(dull)
    assert reader.read_frame(sharp) == {"HELLO"}


def test_a_measure_of_the_page_is_over_its_limit_by_its_median_or_by_its_worst(capsys):
    assert page.row("scan", [1.0, 2.0, 9.0], 2.0, worst=9.0)
    assert not page.row("scan", [1.0, 3.0, 9.0], 2.0)
    assert not page.row("scan", [1.0, 2.0, 9.0], 2.0, worst=8.0)
    assert [row.endswith("OVER THE LIMIT") for row in capsys.readouterr().out.splitlines()] == [
        False,
        True,
        True,
    ]


def test_a_process_that_serves_nothing_stands_open_beside_the_page(tmp_path):
    with page.bare(page.device_with(tmp_path, 0)) as pid:
        assert page.memory(pid) > 0
