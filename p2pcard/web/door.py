"""What a page can ask for that was let in, whether cards are open or not: a first card, a copy, what is here.

An answer is what programs get from the command of the same name, and the sentences that belong to it.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from p2pcard.core import checkup
from p2pcard.core.formats import calendar, passphrase
from p2pcard.core.formats.recovery import read_recovery_words
from p2pcard.errors import CallNotUnderstood, ClockAhead, DifferentPhrase, NotTheSixWords
from p2pcard.jsonapi import cards as told_cards
from p2pcard.jsonapi import vault as told
from p2pcard.jsonapi.checkup import answer_checkup
from p2pcard.service import checkup as device
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.keeper import FoundSaves
from p2pcard.service.profiles import cards_here
from p2pcard.web.calls import Answer, Values, refuse_unless_typed, text, yes_or_no
from p2pcard.web.places import place_on_page
from p2pcard.wording import catalogue, people, understanding, vault
from p2pcard.wording.catalogue import say
from p2pcard.wording.checkup import summary, tell

COPY: Final = PurePath("p2pcard-copy")  # what a copy is called that a browser keeps
NO_NAME: Final = "-"  # typed for the profile that has no name


def named(me: Cardholder, values: Values, given: str) -> Cardholder:
    """Return the cardholder of the profile whose name was typed, or of the `given` one where none was."""
    typed = text(values, "profile")
    wanted = "" if typed == NO_NAME else typed or given
    return me if wanted == me.profile else me.beside(wanted)


def new_phrase(values: Values) -> str:
    """Return opening words that were chosen: those that were proposed, once, or own ones, twice.

    Raises NotTheSixWords, WeakPhrase and DifferentPhrase.
    """
    typed, again, proposed = (text(values, name) for name in ("phrase", "again", "proposed"))
    if proposed and passphrase.steady(typed) == passphrase.steady(proposed):
        return typed
    if proposed and not again:
        raise NotTheSixWords
    passphrase.new(typed)
    if passphrase.steady(typed) != passphrase.steady(again):
        raise DifferentPhrase
    return typed


# A card, as it is answered


def understand(me: Cardholder, values: Values) -> Answer:
    """Answer how one answer about oneself is understood; raises what no card can hold."""
    question = text(values, "question")
    if question not in understanding.QUESTIONS:
        raise CallNotUnderstood
    fields = understanding.read(question, text(values, "typed"))
    told_cards.refuse_what_no_card_holds(fields)
    shown = understanding.shown(fields)
    return Answer({"understood": fields}, [shown] if shown else [])


def preview(me: Cardholder, values: Values) -> Answer:
    """Answer with the card of all answers together, and all that others will get.

    `besides` are fields that nobody is asked for, of the card that is changed.
    """
    typed, besides = values.get("answers"), values.get("besides", {})
    if not isinstance(typed, Mapping) or not isinstance(besides, Mapping):
        raise CallNotUnderstood
    fields = understanding.together(
        *(understanding.read(each, text(typed, each)) for each in understanding.QUESTIONS)
    )
    card = told_cards.read_card({**besides, **fields})
    told_cards.refuse_what_no_card_holds({**besides, **fields})
    return Answer({"card": {**besides, **fields}}, people.card_lines(card))


def propose(me: Cardholder, values: Values) -> Answer:
    """Answer with six words that may open cards."""
    return Answer({"phrase": me.propose_phrase(catalogue.spoken())})


# What is here


def ready(me: Cardholder) -> Answer:
    """Refuse what stands in the way of a first card, or of a copy that comes back, before questions."""
    me.refuse_if_no_place()
    me.refuse_if_clock_not_set()
    return Answer({})


def month(me: Cardholder, values: Values) -> Answer:
    """Take the person's word for the month; nothing typed: they do not know it."""
    typed = text(values, "typed")
    me.it_is(calendar.read(typed) if typed else None)
    return Answer({}, [] if typed else [say(vault.MONTHS_NOT_KNOWN)])


def doctor(me: Cardholder, values: Values) -> Answer:
    """Answer what stands in the way on this device; slow."""
    facts = device.look(me, None)  # a browser shows all that a window of a terminal may not
    findings = checkup.judge(facts)
    found = [tell(finding, facts, me.home, place_on_page) for finding in findings]
    return Answer(answer_checkup(found, ready=checkup.is_ready(findings)), [summary(found)])


def here(me: Cardholder, values: Values) -> Answer:
    """Answer with all cards on this device as they show from outside, a sentence for each."""
    found = cards_here(me.home)
    return Answer({"here": [each.folder.name for each in found]}, [*map(vault.seen_from_outside, found)])


def check(me: Cardholder, values: Values) -> Answer:
    """Refuse a copy that is none, and twelve words that do not open it."""
    words = text(values, "words")
    me.check_backup(_copy(values), read_recovery_words(words) if words else None)
    return Answer({})


METHODS: Final[Mapping[str, Callable[[Cardholder, Values], Answer]]] = MappingProxyType(
    {
        "understand": understand,
        "preview": preview,
        "propose": propose,
        "month": month,
        "doctor": doctor,
        "here": here,
        "check": check,
    }
)


# What opens cards or ends them; slow


def init(me: Cardholder, values: Values) -> Answer:
    """Make an identity and its first card."""
    phrase, mine = new_phrase(values), told_cards.read_card(values.get("card"))
    me.refuse_if_clock_not_set()
    me.create(phrase, mine)
    me.choose_language(catalogue.spoken())
    return Answer(told_cards.answer_own(me.book.own_card()), [say(people.MADE)])


def restore(me: Cardholder, values: Values) -> Answer:
    """Bring back the cards of a copy."""
    phrase, root = new_phrase(values), read_recovery_words(text(values, "words"))
    taken, was_open = yes_or_no(values, "taken"), yes_or_no(values, "was_open")
    me.restore(_copy(values), root, phrase, taken=taken)
    me.choose_language(catalogue.spoken())
    return _restored(me, COPY, taken=taken, was_open=was_open)


OPENING: Final[Mapping[str, Callable[[Cardholder, Values], Answer]]] = MappingProxyType(
    {"init": init, "restore": restore}
)


def saves(found: FoundSaves) -> Answer:
    """Answer with the saves to go back to, a sentence for each and what cannot be opened."""
    return Answer(told.answer_saves(found), [*vault.found_saves(found)])


def back(me: Cardholder, found: FoundSaves, values: Values) -> Answer:
    """Go back to the save in a file; where one of those kept must go for it, answer which may."""
    file, drop = text(values, "file"), text(values, "drop")
    save = next((each for each in found.saves if each.name == file and not each.is_last), None)
    if save is None:
        raise CallNotUnderstood
    may_go = [each.name for each in me.must_drop(found, save)]
    if may_go and not drop:
        return Answer({"must_drop": may_go})
    if drop and drop not in may_go:
        raise CallNotUnderstood
    with suppress(ClockAhead):  # the cards are open, and `opened` asks for the month
        me.go_back(found, save, drop)
    return _restored(me, None, taken=False, was_open=False)


def wipe(me: Cardholder, values: Values) -> Answer:
    """Delete the cards that are open, or those in the folder of this name where none are."""
    refuse_unless_typed(values, vault.WIPE_WORD)
    folder = None
    if not me.is_open:
        found = (each.folder for each in cards_here(me.home))
        folder = next((each for each in found if each.name == text(values, "id")), None)
        if folder is None:
            raise CallNotUnderstood
        me.refuse_if_busy(folder)
    me.wipe(folder)
    return Answer(told.answer_wiped(), [say(vault.WIPED_ONE if cards_here(me.home) else vault.WIPED)])


def _restored(me: Cardholder, file: PurePath | None, *, taken: bool, was_open: bool) -> Answer:
    contacts = sorted(me.book.contacts.values(), key=lambda contact: contact.name)
    tell_them = contacts if was_open else []
    answer = told.answer_restored(file, len(contacts), tell_them, same_identity=not taken)
    return Answer(answer, [*vault.restored(tell_them, taken=taken)])


def _copy(values: Values) -> bytes:
    try:
        return base64.b64decode(text(values, "copy"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise CallNotUnderstood from error
