"""What the second implementation makes of the lives of the vectors: what is held, and the answers."""

import json
from collections.abc import Callable

from tests.second_reader import circling, counting, receiving, remembering
from tests.second_reader.basics import Refusal
from tests.second_reader.cards import read_card
from tests.second_reader.holding import Held, Holder, Offer
from tests.second_reader.vouching import read


def _hold(holder, how, month, card):
    holder.accept(read_card(bytes.fromhex(card)), how, int(month))


def _mark(holder, month, key, mark):
    person, before = bytes.fromhex(key), holder.marks.get(bytes.fromhex(key), 0)
    holder.marks[person] = int(mark)
    if int(mark) < before:
        remembering.doubt(holder)
    if int(mark) != before:
        remembering.look_again(holder, int(month), over=False)


def _remember(holder, kind):
    holder.memory = kind


def _give(holder, month, vouch):
    said = read(bytes.fromhex(vouch), "vouch")
    holder.given.setdefault(said["subject"], []).append(Held(said, None, int(month)))


def _introduce(holder, introduction):
    offer = Offer(read(bytes.fromhex(introduction), "introduction"))
    holder.made[offer.id] = offer


def _agree(holder, acceptance):
    yes = read(bytes.fromhex(acceptance), "acceptance")
    assert yes["key"] == holder.me
    for held in holder.mine.values():
        if held.id == yes["id"]:
            held.acceptance = yes
    if yes["id"] in holder.offered:
        holder.offered[yes["id"]].agreed = True


def _decline(holder, month, name):
    declined = bytes.fromhex(name)
    for author, held in list(holder.mine.items()):
        if held.id == declined:
            del holder.mine[author]
            holder.ended[declined] = int(month)
    if holder.offered.pop(declined, None):
        holder.ended[declined] = int(month)


def _strangers(holder, count):
    holder.revoked |= {number.to_bytes(32, "big") for number in range(int(count))}


def _over(holder, month):
    remembering.look_again(holder, int(month), over=True)


def _come(holder, last, month):
    remembering.come(holder, int(last), int(month))


def _forget(holder, month, key):
    """Somebody is forgotten: section 15.8.3."""
    person = bytes.fromhex(key)
    if holder.marks.pop(person, 0):
        remembering.doubt(holder)
    for held in holder.given.pop(person, []):
        holder.ended.setdefault(held.said["withdrawal"], held.said["month"])
    del holder.contacts[person]
    holder.introducers = {key: by for key, by in holder.introducers.items() if person not in (key, by)}
    holder.mine.pop(person, None)
    holder.kept.pop(person, None)
    holder.shown.pop(person, None)
    for authors in holder.shown.values():
        authors.pop(person, None)
    holder.past = [held for held in holder.past if person not in (held.said["key"], held.said["subject"])]
    for held in [*holder.mine.values(), *(each for given in holder.given.values() for each in given)]:
        held.blobs = []
    numbers = {offer.said["number"] for offer in holder.made.values() if offer.said["to"] == person}
    holder.made = {name: each for name, each in holder.made.items() if each.said["number"] not in numbers}
    holder.offered = {name: each for name, each in holder.offered.items() if each.said["key"] != person}
    for circle in holder.circles.values():
        circle.people.pop(person, None)
    remembering.look_again(holder, int(month), over=True)


def _circle(holder, name, *rule):
    circling.begin(holder, name, *map(int, rule))


def _founder(holder, name, month, key):
    circling.count_founder(holder, name, bytes.fromhex(key), int(month))


def _newcomer(holder, name, month, key):
    circling.count_newcomer(holder, name, bytes.fromhex(key), int(month))


STEPS: dict[str, Callable[..., None]] = {
    "hold": _hold,
    "mark": _mark,
    "remember": _remember,
    "give": _give,
    "introduce": _introduce,
    "agree": _agree,
    "decline": _decline,
    "strangers": _strangers,
    "over": _over,
    "come": _come,
    "forget": _forget,
    "circle": _circle,
    "founder": _founder,
    "newcomer": _newcomer,
}


def live(vector):
    """The device after all steps; its bundles are refused as the vector says."""
    holder, refused = Holder(vector.bytes("me")), []
    for line in vector.all("do"):
        name, *words = line.split(" ")
        if name == "bundle":
            sender = None if words[0] == "-" else bytes.fromhex(words[0])
            refused.append(receiving.take_bundle(holder, bytes.fromhex(words[2]), sender, int(words[1])))
        else:
            STEPS[name](holder, *words)
    assert refused == vector.text("refused")
    return holder, refused


def _refuse(vector, refused):
    if vector.expect != "ok":
        (name,) = refused[-1]
        raise Refusal(name)


def _listed(held):
    return sorted([each.id.hex(), each.acceptance is not None] for each in held)


def _offers(offers):
    return sorted([name.hex(), offer.agreed] for name, offer in offers.items())


def _kept(kept):
    routes = sorted([until, [each.hex() for each in handles]] for until, handles in kept.routes)
    return {"name": kept.name, "count": kept.number, "month": kept.month, "routes": routes}


def _contact(holder, key):
    contact = holder.contacts[key]
    return {
        "cards": [contact.cards[series].statement.id.hex() for series in sorted(contact.cards)],
        "how": contact.how,
        "month": contact.month,
        "first": contact.first,
        "by": holder.introducers.get(key, b"").hex(),
        "mark": holder.marks.get(key, 0),
    }


def holdings(holder):
    """What is held, as the vectors say it."""
    return {
        "given": {key.hex(): _listed(given) for key, given in holder.given.items() if given},
        "mine": {key.hex(): [*_listed([mine])[0], len(mine.blobs)] for key, mine in holder.mine.items()},
        "shown": {key.hex(): _listed(shown.values()) for key, shown in holder.shown.items()},
        "kept": {key.hex(): _kept(kept) for key, kept in holder.kept.items()},
        "ended": sorted(handle.hex() for handle in holder.ended),
        "revoked": sorted(key.hex() for key in holder.revoked if key[:30] != bytes(30)),
        "offered": _offers(holder.offered),
        "made": _offers(holder.made),
        "contacts": {key.hex(): _contact(holder, key) for key in holder.contacts},
    }


def check_receiving(vector):
    holder, refused = live(vector)
    assert holdings(holder) == vector.text("held")
    _refuse(vector, refused)


def check_answer(vector):
    holder, refused = live(vector)
    for line in vector.all("answer"):
        expected = json.loads(line)
        person = bytes.fromhex(expected["person"])
        assert counting.answer(holder, person, expected["month"]) == expected
    for line in vector.all("check"):
        expected = json.loads(line)
        about = bytes.fromhex(expected["person"]), expected["month"]
        assert circling.check(holder, expected["circle"], *about) == expected
    for line in vector.all("marked-from"):
        person, month = json.loads(line)
        assert circling.marked_from(holder, bytes.fromhex(person)) == month
    _refuse(vector, refused)


CHECKS = {"receiving": check_receiving, "answer": check_answer}
