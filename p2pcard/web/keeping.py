"""What the page asks for to keep what its person holds: cards written, a copy, settings, the end of a card.

As in `methods`, an answer is what programs get from the command of the same name.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final

from p2pcard.core.book.settings import Retention
from p2pcard.core.statements import bundle
from p2pcard.errors import CallNotUnderstood
from p2pcard.jsonapi import cards as told_cards
from p2pcard.jsonapi import vault as told
from p2pcard.service import codes
from p2pcard.service.cardholder import Cardholder
from p2pcard.web.calls import Answer, Values, refuse_unless_typed, text, yes_or_no
from p2pcard.web.door import COPY, new_phrase
from p2pcard.web.places import place_on_page
from p2pcard.wording import people, understanding, vault
from p2pcard.wording.catalogue import say

ASKED: Final = ("name", "channels", "offers", "languages", "until")  # the rest of a card stays beside


def opened(me: Cardholder, values: Values) -> Answer:
    """Answer with what is told once after opening; `month` is why it is not known, if nobody was asked."""
    wrong = None if me.knows_month else vault.clock_is_wrong(me.clock, me.month)
    asks = wrong is not None and not me.is_asked
    lines = [*islice(_opened(me, None if asks else wrong), 1, None)]
    lines += [vault.moved(each, place_on_page) for each in me.tell_moved()]
    return Answer({"month": wrong if asks else None}, lines)


def answers(me: Cardholder, values: Values) -> Answer:
    """Answer with one of my cards as its answers would be typed, and with what nobody is asked for."""
    mine = me.book.own_card(text(values, "label")).read()
    besides = {name: value for name, value in told_cards.write_card(mine).items() if name not in ASKED}
    return Answer({"answers": understanding.as_typed(mine), "besides": besides})


def new_card(me: Cardholder, values: Values) -> Answer:
    """Write one more card."""
    mine = told_cards.read_card(values.get("card"))
    own = me.new_card(text(values, "label"), mine, short=yes_or_no(values, "short"))
    return Answer(told_cards.answer_own(own), [say(people.SHOWS_ONE_PERSON)])


def twelve(me: Cardholder, values: Values) -> Answer:
    """Answer with the twelve words that open copies, until they were typed back once."""
    return Answer({"words": None if me.knows_words else me.recovery_words()})


def backup(me: Cardholder, values: Values) -> Answer:
    """Answer with a copy; the first time the twelve words must be typed back for it."""
    if not me.knows_words:
        me.check_words(text(values, "words"))
    copy = base64.b64encode(me.backup_bytes()).decode()
    me.note_words_known()
    return Answer({**told.answer_backup(COPY, None), "copy": copy})


def passphrase(me: Cardholder, values: Values) -> Answer:
    """Seal the vault anew under other opening words; slow."""
    me.change_phrase(new_phrase(values))
    return Answer(told.answer_changed(), [say(vault.PHRASE_CHANGED)])


def memory(me: Cardholder, values: Values) -> Answer:
    """Answer how long others' words are remembered, after a change if there is one."""
    if kind := text(values, "memory"):
        if kind not in {each.value for each in Retention}:
            raise CallNotUnderstood
        me.vouching.remember(Retention(kind))
    now = me.book.settings.retention
    return Answer(told.answer_memory(now), [*vault.remembered(now)])


def settings(me: Cardholder, values: Values) -> Answer:
    """Answer with what is set, and say what is open."""
    now = me.book.settings.retention
    return Answer(told.answer_memory(now), [*islice(_opened(me, None), 1), *vault.remembered(now)])


def revoke(me: Cardholder, values: Values) -> Answer:
    """Answer with the notice that ends my card, as a code and as text."""
    notice = bundle.write([me.vouching.revocation()])
    answer = told_cards.answer_given(codes.text_of(notice), codes.block_of(notice), ())
    return Answer(
        answer, [say(vault.NOTICE)], codes.svg_of(notice, say("A code for a camera"), smallest=True)
    )


def begin_anew(me: Cardholder, values: Values) -> Answer:
    """End my card, and begin anew with the same people."""
    refuse_unless_typed(values, vault.END_WORD)
    me.begin_anew()
    return Answer(told.answer_begun_anew(me.book), [*vault.begun_anew(place_on_page)])


METHODS: Final[Mapping[str, Callable[[Cardholder, Values], Answer]]] = MappingProxyType(
    {
        "opened": opened,
        "answers": answers,
        "new": new_card,
        "twelve": twelve,
        "backup": backup,
        "passphrase": passphrase,
        "settings": settings,
        "memory": memory,
        "revoke": revoke,
        "anew": begin_anew,
    }
)


def _opened(me: Cardholder, wrong: str | None) -> Iterator[str]:
    """Say what is open; the first sentence is how many people in which save."""
    return vault.opened(me.book, me.save_number, me.profile, place_on_page, wrong=wrong)
