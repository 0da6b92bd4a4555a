"""What a second shell may rely on, be it a page or a window, beside another one: ten points.

What a test elsewhere shows already stands in `ELSEWHERE`, by point.
"""

import ast
import asyncio
import gc
import os
import subprocess
import sys
import types
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from p2pcard.core.book import vouches
from p2pcard.core.book.settings import Retention
from p2pcard.core.exchange.events import Heard
from p2pcard.core.statements import card
from p2pcard.edge.store import generations
from p2pcard.edge.store.vault import Vault
from p2pcard.errors import Locked, MeetingStopped, SwapBroken, VaultBusy
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.live.person import CodeNow
from p2pcard.wording import catalogue
from tests.people import NAMES, PHRASE
from tests.shells import ROOT
from tests.talkers import Shell, Talker, gathered, numbered, swapping
from tests.vouchers import vouch_by

ELSEWHERE = {
    "1: what callers save at once is all kept": (
        "service/test_book_store.py::test_what_four_threads_save_at_once_is_all_kept",
        "service/test_book_store.py::test_what_several_tasks_on_one_loop_save_is_all_kept",
        "service/test_book_store.py::"
        "test_a_change_begins_from_the_book_of_its_turn_and_not_from_one_that_was_read_before",
    ),
    "2: opening stops no loop": (
        "service/test_unlocking.py::"
        "test_while_a_vault_of_the_usual_cost_opens_everything_else_on_the_loop_goes_on",
        "service/test_unlocking.py::test_opening_that_is_given_up_lets_go_of_the_vault",
    ),
    "3: what is locked is gone": (
        "service/test_book_store.py::"
        "test_what_another_caller_still_holds_after_locking_says_that_the_cards_are_locked",
        "service/test_book_store.py::"
        "test_locking_lets_go_of_the_image_and_of_the_book_although_others_still_hold_the_vault",
    ),
    "6: a shell that was away sees what still matters": (
        "service/live/test_conversation.py::"
        "test_a_shell_that_takes_over_a_swap_sees_what_still_matters_and_finishes_it",
        "service/live/test_conversation.py::test_nothing_of_a_conversation_outlives_it",
    ),
    "7: the next step of a refusal is a value": (
        "errors/test_next_step.py::test_no_sentence_of_a_refusal_names_a_command_an_option_or_a_key",
        "errors/test_next_step.py::test_what_stands_for_a_place_is_the_word_of_the_shell_that_speaks",
        "cli/guided/test_places.py::test_the_guided_session_names_every_place_by_choices_and_none_by_a_command",
    ),
    "8: codes as a page shows and reads them": (
        "service/test_codes.py::test_a_code_that_a_page_shows_is_read_back_from_its_pixels",
        "service/test_codes.py::test_a_frame_without_a_code_is_no_refusal",
    ),
    "9: a conversation owns neither loop nor signals": (
        "service/live/test_conversation.py::"
        "test_two_pairs_swap_under_one_loop_each_in_a_conversation_of_its_own",
        "service/live/test_conversation.py::"
        "test_a_conversation_leaves_the_signals_of_the_process_as_they_are",
    ),
    "10: a shell that comes back in time finds its conversation": (
        "service/live/test_conversation.py::"
        "test_a_shell_that_takes_over_a_meeting_sees_what_still_matters_and_finishes_it",
    ),
}


@pytest.fixture
def two(tmp_path):
    """Two people whose vaults are open."""
    pair = [Talker(name, tmp_path) for name in NAMES[:2]]
    yield pair
    for each in pair:
        each.me.lock()


@pytest.mark.parametrize("point", ELSEWHERE)
def test_what_is_shown_elsewhere_is_really_there(point):
    for place in ELSEWHERE[point]:
        file, _, name = place.partition("::")
        tree = ast.parse(Path(ROOT, "tests", file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


# 3


@pytest.mark.parametrize(("come", "told"), [(swapping, SwapBroken), (gathered, MeetingStopped)])
def test_locking_ends_a_conversation_first_and_the_other_person_is_told(two, come, told):
    async def story():
        first, second = two
        await come(first, second)
        seen = list(first.shell.screens)
        first.me.lock()
        assert first.conversation.log.screens == ()
        ended = [await first.end(), await second.end()]
        assert first.shell.screens == seen  # nothing of it reaches a shell any more
        assert first.conversation.log.screens == ()
        return ended

    assert type(asyncio.run(story())[1]) is told
    for each in two:
        each.me.lock()
        each.me.unlock(PHRASE)
    assert [each.names for each in two] == [set(), set()]


def test_under_a_conversation_that_still_says_farewell_the_book_and_the_image_are_gone(two):
    async def story():
        first, second = two
        await numbered(first, second)
        book, image = weakref.ref(first.me.book), first.me.store._vault._opened.image
        first.me.lock()
        gc.collect()
        assert first.conversation.is_running
        assert book() is None
        assert [each for each in gc.get_referrers(image) if not isinstance(each, types.FrameType)] == []
        assert card.read.cache_info().currsize == 0
        await first.end()
        await second.end()

    asyncio.run(story())


def test_what_was_to_be_forgotten_at_the_end_of_a_conversation_is_forgotten_where_locking_ends_it(two):
    first, second = two
    said = vouches.hold(vouch_by("Cleo", "Dai"), None, first.me.month)

    async def story():
        first.me.vouching.remember(Retention.FORGET)
        await swapping(first, second)
        first.me.store.change(lambda book: replace(book, vouches=book.vouches.with_shown(said)))
        first.me.lock()
        await first.end()
        await second.end()

    asyncio.run(story())
    with Vault.open(generations.unlock(first.me.folder, PHRASE), os.urandom) as kept:
        assert list(kept.book.vouches.everything_shown()) == []


def test_a_conversation_that_was_prepared_before_locking_brings_nothing_back(two):
    async def story():
        first, second = two
        prepared = first.me.swap(("127.0.0.1",), digits=False)
        first.me.lock()
        first.begin(prepared)
        code = await first.shell.until(CodeNow)
        assert code.code
        with pytest.raises(Locked):
            first.me.swap(("127.0.0.1",), digits=False)
        await prepared.stop()
        await first.end()
        assert second.names == set()

    asyncio.run(story())


def test_locking_after_a_conversation_is_over_disturbs_no_later_one(two):
    async def story():
        first, second = two
        for _ in range(2):
            typed = await swapping(first, second)
            for each, words in zip(two, typed, strict=True):
                each.shell.do(Heard(words))
            assert [await first.end(), await second.end()] == [None, None]
            first.me.lock()
            await asyncio.sleep(0)
            first.me.unlock(PHRASE)
            for each in two:
                each.shell = Shell()
        return first.names

    assert asyncio.run(story()) == {NAMES[1]}


# 4


@pytest.mark.parametrize(
    ("language", "happened", "advice"),
    [
        (
            "en",
            "Another window or page of p2pcard on this device has your cards open.",
            "Lock it or close it",
        ),
        (
            "es",
            "Otra ventana o página de p2pcard en este dispositivo tiene abiertas tus tarjetas.",
            "Bloquéala o",
        ),
    ],
)
def test_while_one_shell_has_the_cards_open_another_is_told_so_and_gets_them_after_it_locked(
    two, language, happened, advice
):
    me = two[0].me
    other = Cardholder(me.home)
    for refuse in (other.refuse_if_out_of_reach, lambda: other.unlock(PHRASE)):
        with pytest.raises(VaultBusy) as refused:
            refuse()
        catalogue.install(language)
        try:
            said = catalogue.refusal(refused.value, repr)
        finally:
            catalogue.install("en")
        assert said[0] == happened
        assert said[2].startswith(advice)
    me.lock()
    other.unlock(PHRASE)
    assert other.is_open
    other.lock()


# 5


def test_what_programs_are_told_is_below_all_shells():
    story = (
        "import sys, p2pcard.jsonapi.live, p2pcard.jsonapi.refusals, p2pcard.wording.catalogue\n"
        "print(sorted(name for name in sys.modules if name.startswith(('p2pcard.cli', 'click'))))"
    )
    told = subprocess.run([sys.executable, "-c", story], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
