"""What the page can ask for once the cards are open: each method, its values, and what it answers.

An answer is what programs get from the command of the same name, and the sentences that belong to it.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from p2pcard.core.book.book import Contact
from p2pcard.core.exchange.invitation import Invitation, SwapCode
from p2pcard.core.statements import card as cards
from p2pcard.errors import CallNotUnderstood
from p2pcard.jsonapi import cards as told_cards
from p2pcard.jsonapi import standing as told_standing
from p2pcard.jsonapi.values import Json
from p2pcard.service import codes, places
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.live.conversation import Conversation
from p2pcard.service.live.meeting import Wish
from p2pcard.web.places import place_on_page
from p2pcard.wording import catalogue, news, people, routes_picture, vouching
from p2pcard.wording.catalogue import say
from p2pcard.wording.standing import Standing

Values: TypeAlias = Mapping[str, object]


class Answer(NamedTuple):
    """The values of an answer, its sentences, and a picture (SVG) where it has one."""

    values: Mapping[str, Json]
    lines: Sequence[str] = ()
    picture: str | None = None


def list_people(me: Cardholder, values: Values) -> Answer:
    """Answer with the people who fit the words that were typed, or with all."""
    found = me.search(_text(values, "words"), people.offer_words(), people.language_words())
    return Answer(told_cards.answer_people(me.book, found))


def show_person(me: Cardholder, values: Values) -> Answer:
    """Answer with one person, all that is on their cards, how I got them, and who stands behind them."""
    contact, known = _person(me, values), me.knows_month
    answer = me.vouching.answer(contact.key)
    standing = Standing(me.book, contact, me.month, place_on_page, known=known)
    lines = [*people.person_lines(me.book, contact, me.month if known else None), *standing.answer(answer)]
    drawn = routes_picture.picture(me.book, contact, answer, lines) if answer.verdict.routes else None
    return Answer(told_cards.answer_person(me.book, contact), lines, drawn)


def forget(me: Cardholder, values: Values) -> Answer:
    """Forget a person."""
    contact = _person(me, values)
    me.forget(contact)
    return Answer(told_cards.answer_forgotten(contact), [say(line) for line in people.FORGOTTEN])


def list_cards(me: Cardholder, values: Values) -> Answer:
    """Answer with my cards."""
    return Answer(told_cards.answer_all_own(me.book.own))


def edit_card(me: Cardholder, values: Values) -> Answer:
    """Write one of my cards anew."""
    own = me.write_card(told_cards.read_card(values.get("card")), _text(values, "label"))
    return Answer(told_cards.answer_own(own), [say(people.CHANGED)])


def show_card(me: Cardholder, values: Values) -> Answer:
    """Answer with my card to give away, as a picture, as text, and as all that others will read."""
    data = bytes(me.current_card(_text(values, "label")))
    answer = told_cards.answer_given(codes.text_of(data), codes.block_of(data), ())
    lines = people.card_lines(me.book.own_card(_text(values, "label")).read())
    return Answer(answer, lines, codes.svg_of(data, say("A code for a camera")))


def draw(me: Cardholder, values: Values) -> Answer:
    """Answer with the picture of the code of a swap or an invitation, which is to be read from a screen."""
    data = codes.data_of(_text(values, "text"))
    return Answer({}, (), codes.svg_of(data, say("A code for a camera"), smallest=True))


def look(me: Cardholder, values: Values) -> Answer:
    """Tell what a text or a code is, before anything is done with it."""
    return Answer({"found": _told(_text(values, "text"))})


def look_at(picture: bytes) -> dict[str, Json]:
    """Tell what is on a picture; nothing found is no refusal, because the next frame may be sharp."""
    text = codes.read_frame(picture)
    return {"found": _told(text) if text else None}


def take(me: Cardholder, values: Values) -> Answer:
    """Hold a card, or take what a bundle brings."""
    found = me.add(_text(values, "text"))
    if isinstance(found, Contact):
        return Answer(told_cards.answer_person(me.book, found), [say(people.HELD_NOW)])
    lines = [*news.news_lines(me.book, found, place_on_page)]
    return Answer(told_standing.answer_news(found), lines or [news.nothing_new()])


def list_waiting(me: Cardholder, values: Values) -> Answer:
    """Answer with what waits for my answer."""
    vouches = [me.book.vouches.mine[by] for by in me.vouching.vouches_to_answer()]
    offers = me.vouching.introductions_to_answer()
    lines = [news.vouch_line(me.book, each.says.by) for each in vouches]
    lines += [" ".join(news.waiting_lines(me.book, each)) for each in offers]
    return Answer(told_standing.answer_waits(me.book, vouches, offers), lines)


def answer_vouch(me: Cardholder, values: Values) -> Answer:
    """Agree to what somebody says of me, or throw it away."""
    contact, yes = _person(me, values), _yes_or_no(values, "yes")
    me.vouching.answer_vouch(contact.key, yes=yes)
    lines = [vouching.answered(contact, yes=yes)]
    return Answer(told_standing.answer_answered([contact.key], (), yes=yes), lines)


def answer_introduction(me: Cardholder, values: Values) -> Answer:
    """Agree to be introduced, or throw the introduction away."""
    yes = _yes_or_no(values, "yes")
    offers = [each for each in me.vouching.introductions_to_answer() if each.statement.id == _id(values)]
    me.vouching.answer_introduction(_id(values), yes=yes)
    lines = [vouching.answered(me.book.contacts[each.says.by], yes=yes) for each in offers]
    return Answer(told_standing.answer_answered((), offers, yes=yes), lines)


METHODS: Final[Mapping[str, Callable[[Cardholder, Values], Answer]]] = MappingProxyType(
    {
        "people": list_people,
        "person": show_person,
        "forget": forget,
        "cards": list_cards,
        "edit": edit_card,
        "show": show_card,
        "draw": draw,
        "look": look,
        "take": take,
        "waiting": list_waiting,
        "accept": answer_vouch,
        "introduced": answer_introduction,
    }
)


def conversation(me: Cardholder, address: str, method: str, values: Values) -> Conversation:
    """Prepare a swap, or a meeting, from an address of this device."""
    own, digits = places.local_addresses(address), catalogue.works_in_digits()
    text = _text(values, "text")
    if method == "swap":
        return me.swap(places.read_swap(text) if text else own, digits=digits, own=own)
    invited = places.read_invitation(text) if text else None
    wish = Wish(own, host=_yes_or_no(values, "host"), invitation=invited, only_invited=False)
    return me.meet(wish, digits=digits)


def _told(text: str) -> dict[str, Json]:
    """Tell what a text holds: its kind, and for a card whose it is and what stands on it."""
    found = places.what_is(text)
    match found:
        case SwapCode():
            return {"kind": "swap", "text": text}
        case Invitation():
            return {"kind": "invitation", "text": text}
        case cards.Card(name):
            return {"kind": "card", "text": text, "name": name, "lines": people.card_lines(found)}
        case _:
            return {"kind": "bundle", "text": text}


def _person(me: Cardholder, values: Values) -> Contact:
    contact = me.book.contacts.get(_id(values))
    if contact is None:
        raise CallNotUnderstood
    return contact


def _id(values: Values) -> bytes:
    try:
        return bytes.fromhex(_text(values, "id"))
    except ValueError as error:
        raise CallNotUnderstood from error


def _text(values: Values, name: str) -> str:
    found = values.get(name, "")
    if not isinstance(found, str):
        raise CallNotUnderstood
    return found


def _yes_or_no(values: Values, name: str) -> bool:
    found = values.get(name, False)
    if not isinstance(found, bool):
        raise CallNotUnderstood
    return found
