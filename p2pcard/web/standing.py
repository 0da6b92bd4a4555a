"""What the page asks for about others' standing: one's word, what waits, who stands behind a person, circles.

As in `methods`, an answer is what programs get from the command of the same name.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from p2pcard.core.book.book import Contact
from p2pcard.core.book.circles import Rule, read_rule
from p2pcard.errors import CallNotUnderstood
from p2pcard.jsonapi import circles as told_circles
from p2pcard.jsonapi import standing as told
from p2pcard.service.cardholder import Cardholder
from p2pcard.web.calls import Answer, Values, digit, id_of, person, text, yes_or_no
from p2pcard.web.places import place_on_page
from p2pcard.wording import circles as circle_words
from p2pcard.wording import news, people, routes_picture, vouching
from p2pcard.wording.standing import Standing


def standing_of(me: Cardholder, contact: Contact) -> Standing:
    """Return what is said of somebody in this month, with the places of the page."""
    return Standing(me.book, contact, me.month, place_on_page, known=me.knows_month)


# My word


def list_vouches(me: Cardholder, values: Values) -> Answer:
    """Answer with the vouches that I gave and with those about me, a sentence for each in this order."""
    given, mine = me.vouching.given(), me.vouching.about_me()
    lines = [" ".join(standing_of(me, me.book.contacts[each.says.subject]).own()) for each in given]
    lines += [news.vouch_line(me.book, each.says.by) for each in mine]
    return Answer(told.answer_vouches(given, mine), lines)


def vouch(me: Cardholder, values: Values) -> Answer:
    """Give my word for somebody; `counts` is the number of the answer to the one question about it."""
    contact, counts = person(me, values), text(values, "counts")
    if counts not in vouching.COUNTS:
        raise CallNotUnderstood
    mark, may_introduce = vouching.counted(contact, counts)
    me.vouching.give(contact, mark=mark, may_introduce=may_introduce)
    return Answer(told.answer_vouched(me.book.vouches.given[contact.key][-1]), [*vouching.vouched(contact)])


def withdraw(me: Cardholder, values: Values) -> Answer:
    """Take back my word for somebody."""
    contact = person(me, values)
    me.vouching.withdraw(contact)
    return Answer(told.answer_withdrawn(contact), [*vouching.withdrawn(contact)])


def mark(me: Cardholder, values: Values) -> Answer:
    """Answer whether somebody's word counts with me, after a change if there is one."""
    contact, wanted = person(me, values), text(values, "mark")
    if wanted and wanted not in told.MARKS:
        raise CallNotUnderstood
    if wanted:
        me.vouching.mark(contact, told.MARKS[wanted])
    now = me.book.contacts[contact.key]
    return Answer(told.answer_marked(now), [vouching.marked(now)])


def introduce(me: Cardholder, values: Values) -> Answer:
    """Offer two people to each other."""
    one, other = person(me, values), person(me, values, "other")
    me.vouching.introduce(one, other)
    return Answer(told.answer_introduced((one, other)), [*vouching.introduced(one, other)])


# What waits for me


def list_waiting(me: Cardholder, values: Values) -> Answer:
    """Answer with what waits for my answer."""
    vouches = [me.book.vouches.mine[by] for by in me.vouching.vouches_to_answer()]
    offers = me.vouching.introductions_to_answer()
    lines = [news.vouch_line(me.book, each.says.by) for each in vouches]
    lines += [" ".join(news.waiting_lines(me.book, each)) for each in offers]
    return Answer(told.answer_waits(me.book, vouches, offers), lines)


def answer_vouch(me: Cardholder, values: Values) -> Answer:
    """Agree to what somebody says of me, or throw it away."""
    contact, yes = person(me, values), yes_or_no(values, "yes")
    me.vouching.answer_vouch(contact.key, yes=yes)
    lines = [vouching.answered(contact, yes=yes)]
    return Answer(told.answer_answered([contact.key], (), yes=yes), lines)


def answer_introduction(me: Cardholder, values: Values) -> Answer:
    """Agree to be introduced, or throw the introduction away."""
    yes, id_ = yes_or_no(values, "yes"), id_of(values)
    offers = [each for each in me.vouching.introductions_to_answer() if each.statement.id == id_]
    me.vouching.answer_introduction(id_, yes=yes)
    lines = [vouching.answered(me.book.contacts[each.says.by], yes=yes) for each in offers]
    return Answer(told.answer_answered((), offers, yes=yes), lines)


def word_news(me: Cardholder, values: Values) -> Answer:
    """Put into words what an event of a conversation brought."""
    found = values.get("news")
    if not isinstance(found, list):
        raise CallNotUnderstood
    brought = [told.read_news(each) for each in found]
    read = [each for each in brought if each is not None]
    if len(read) < len(brought):
        raise CallNotUnderstood
    return Answer(told.answer_news(read), [*news.news_lines(me.book, read, place_on_page)])


# Who stands behind somebody


def trace(me: Cardholder, values: Values) -> Answer:
    """Answer who stands behind somebody, or what would be left `without` somebody's word."""
    contact = person(me, values)
    answer, standing = me.vouching.answer(contact.key), standing_of(me, contact)
    if text(values, "without"):
        key = person(me, values, "without").key
        changed = me.vouching.answer(contact.key, frozenset((key,)))
        lines, answer = [*standing.without(answer, changed, key)], changed
    else:
        lines = [people.provenance(contact, known=standing.known), *standing.answer(answer)]
    drawn = routes_picture.picture(me.book, contact, answer, lines) if answer.verdict.routes else None
    return Answer(told.answer_trace(answer, ()), lines, drawn)


# Circles


def list_circles(me: Cardholder, values: Values) -> Answer:
    """Answer with my circles."""
    found = sorted(me.book.circles.items())
    lines = [circle_words.circle_line(*each) for each in found]
    return Answer(told_circles.answer_circles(found), lines)


def begin_circle(me: Cardholder, values: Values) -> Answer:
    """Begin a circle."""
    name = me.circles.begin(text(values, "name"), Rule())
    return _circle(me, name, circle_words.begun(name))


def circle_rule(me: Cardholder, values: Values) -> Answer:
    """Answer with a circle's rule, after taking over the line `text` or changing its numbers if asked."""
    name, line = text(values, "name"), text(values, "text")
    now = me.circles.find(name).rule
    wanted = read_rule(line) if line else _changed(now, values)
    if wanted != now:
        me.circles.change(name, wanted)
    return _circle(me, name, *circle_words.rule_lines(wanted))


def count_in(me: Cardholder, values: Values) -> Answer:
    """Count somebody in."""
    name, contact = text(values, "name"), person(me, values)
    founder, anyway = yes_or_no(values, "founder"), yes_or_no(values, "anyway")
    me.circles.count_in(name, contact, founder=founder, anyway=anyway)
    return _circle(me, name, circle_words.counted_in(contact))


def check_person(me: Cardholder, values: Values) -> Answer:
    """Answer whether somebody meets the rule of one circle, or of all."""
    contact, name = person(me, values), text(values, "name")
    checks = {each: me.circles.check(each, contact) for each in ([name] if name else sorted(me.book.circles))}
    standing = standing_of(me, contact)
    lines = [line for each, found in checks.items() for line in standing.check(each, found)]
    none = circle_words.no_circle(place_on_page)
    return Answer(told_circles.answer_checks(contact, checks), lines or [none])


def leave_circle(me: Cardholder, values: Values) -> Answer:
    """Leave a circle, and with `forget` forget the people who are in no other."""
    name, forget = text(values, "name"), yes_or_no(values, "forget")
    gone = me.circles.leave(name, forget=forget)
    lines = circle_words.left(name, gone if forget else None, place_on_page)
    return Answer(told_circles.answer_left(name, gone), [*lines])


def _changed(now: Rule, values: Values) -> Rule:
    return Rule(
        digit(values, "people", now.people, 1),
        digit(values, "budget", now.budget, 1),
        digit(values, "probation", now.probation, 0),
    )


def _circle(me: Cardholder, name: str, *lines: str) -> Answer:
    return Answer(told_circles.answer_circle(name, me.circles.find(name)), lines)


METHODS: Final[Mapping[str, Callable[[Cardholder, Values], Answer]]] = MappingProxyType(
    {
        "vouches": list_vouches,
        "vouch": vouch,
        "withdraw": withdraw,
        "mark": mark,
        "introduce": introduce,
        "waiting": list_waiting,
        "accept": answer_vouch,
        "introduced": answer_introduction,
        "news": word_news,
        "trace": trace,
        "circles": list_circles,
        "circle-new": begin_circle,
        "circle-rule": circle_rule,
        "circle-add": count_in,
        "circle-check": check_person,
        "circle-leave": leave_circle,
    }
)
