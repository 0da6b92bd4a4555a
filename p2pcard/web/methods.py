"""What the page can ask for once the cards are open: each method, its values, and what it answers.

An answer is what programs get from the command of the same name, and the sentences that belong to it.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from p2pcard.core.book.book import Contact
from p2pcard.core.exchange.invitation import Invitation, SwapCode
from p2pcard.core.statements import card as cards
from p2pcard.jsonapi import cards as told_cards
from p2pcard.jsonapi import standing as told_standing
from p2pcard.jsonapi.values import Json
from p2pcard.service import codes, places
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.live.conversation import Conversation
from p2pcard.service.live.meeting import Wish
from p2pcard.web import standing
from p2pcard.web.calls import Answer, Values, person, text, yes_or_no
from p2pcard.web.places import place_on_page
from p2pcard.wording import catalogue, news, people, routes_picture
from p2pcard.wording.catalogue import say


def list_people(me: Cardholder, values: Values) -> Answer:
    """Answer with the people who fit the words that were typed, or with all."""
    found = me.search(text(values, "words"), people.offer_words(), people.language_words())
    return Answer(told_cards.answer_people(me.book, found))


def show_person(me: Cardholder, values: Values) -> Answer:
    """Answer with one person, all that is on their cards, how I got them, and who stands behind them."""
    contact, month = person(me, values), me.month if me.knows_month else None
    answer = me.vouching.answer(contact.key)
    behind = standing.standing_of(me, contact).answer(answer)
    lines = [*people.person_lines(me.book, contact, month), *behind]
    drawn = routes_picture.picture(me.book, contact, answer, lines) if answer.verdict.routes else None
    return Answer(told_cards.answer_person(me.book, contact), lines, drawn)


def forget(me: Cardholder, values: Values) -> Answer:
    """Forget a person."""
    contact = person(me, values)
    me.forget(contact)
    return Answer(told_cards.answer_forgotten(contact), [say(line) for line in people.FORGOTTEN])


def list_cards(me: Cardholder, values: Values) -> Answer:
    """Answer with my cards."""
    return Answer(told_cards.answer_all_own(me.book.own))


def edit_card(me: Cardholder, values: Values) -> Answer:
    """Write one of my cards anew."""
    own = me.write_card(told_cards.read_card(values.get("card")), text(values, "label"))
    return Answer(told_cards.answer_own(own), [say(people.CARD_CHANGED), *people.holders_lines(me.book)])


def drop_card(me: Cardholder, values: Values) -> Answer:
    """Drop one of my cards."""
    label = text(values, "label")
    me.drop_card(label)
    return Answer(told_cards.answer_dropped(label), [say(people.DROPPED)])


def show(me: Cardholder, values: Values) -> Answer:
    """Answer with something to give away, as a picture and as text.

    It is what I have `for` somebody, who vouches for me where `vouches` is wanted, and else my card with all
    that others will read.
    """
    receiver, vouches = text(values, "for"), yes_or_no(values, "vouches")
    if receiver or vouches:
        who = person(me, values, "for") if receiver else None
        small, whole = (me.vouching.bundle_for(who, shown=vouches, support=each) for each in (False, True))
        return _given(small, whole)
    data = bytes(me.current_card(text(values, "label")))
    mine = me.book.own_card(text(values, "label")).read()
    good = people.own_validity(mine.until, me.month if me.knows_month else None)
    return _given(data, data, *people.card_lines(mine), good)


def draw(me: Cardholder, values: Values) -> Answer:
    """Answer with the picture of the code of a swap or an invitation, which is to be read from a screen."""
    data = codes.data_of(text(values, "text"))
    return Answer({}, (), codes.svg_of(data, say("A code for a camera"), smallest=True))


def look(me: Cardholder, values: Values) -> Answer:
    """Tell what a text or a code is, before anything is done with it."""
    return Answer({"found": _told(text(values, "text"))})


def look_at(picture: bytes) -> dict[str, Json]:
    """Tell what is on a picture; nothing found is no refusal, because the next frame may be sharp."""
    held = codes.read_frame(picture)
    return {"found": _told(held) if held else None}


def take(me: Cardholder, values: Values) -> Answer:
    """Hold a card, or take what a bundle brings."""
    found = me.add(text(values, "text"))
    if isinstance(found, Contact):
        return Answer(told_cards.answer_person(me.book, found), [say(people.HELD_NOW)])
    lines = [*news.news_lines(me.book, found, place_on_page)]
    return Answer(told_standing.answer_news(found), lines or [news.nothing_new()])


METHODS: Final[Mapping[str, Callable[[Cardholder, Values], Answer]]] = MappingProxyType(
    {
        "people": list_people,
        "person": show_person,
        "forget": forget,
        "cards": list_cards,
        "edit": edit_card,
        "drop": drop_card,
        "show": show,
        "draw": draw,
        "look": look,
        "take": take,
        **standing.METHODS,
    }
)


def conversation(me: Cardholder, address: str, method: str, values: Values) -> Conversation:
    """Prepare a swap, or a meeting, from an address of this device."""
    own, digits = places.local_addresses(address), catalogue.works_in_digits()
    code, label = text(values, "text"), text(values, "label")
    if method == "swap":
        return me.swap(places.read_swap(code) if code else own, label, digits=digits, own=own)
    invited, only = places.read_invitation(code) if code else None, yes_or_no(values, "only_invited")
    wish = Wish(own, host=yes_or_no(values, "host") or only, invitation=invited, only_invited=only)
    return me.meet(wish, label, digits=digits)


def _given(small: bytes, whole: bytes, *lines: str) -> Answer:
    """Answer with what fits a code, and with the whole of it as text."""
    answer = told_cards.answer_given(codes.text_of(small), codes.block_of(whole), ())
    return Answer(answer, lines, codes.svg_of(small, say("A code for a camera")))


def _told(held: str) -> dict[str, Json]:
    """Tell what a text holds: its kind, and for a card whose it is and what stands on it."""
    found = places.what_is(held)
    match found:
        case SwapCode():
            return {"kind": "swap", "text": held}
        case Invitation():
            return {"kind": "invitation", "text": held}
        case cards.Card(name):
            return {"kind": "card", "text": held, "name": name, "lines": people.card_lines(found)}
        case _:
            return {"kind": "bundle", "text": held}
