"""What may enter: section 16.2. Each item is looked at whole before anything changes."""

from tests.second_reader import bundling, remembering, supporting
from tests.second_reader.basics import Refusal, demand, digest
from tests.second_reader.cards import KINDS, read_card
from tests.second_reader.holding import Held, Offer, fits_void
from tests.second_reader.vouching import check_fits, read


def take_bundle(holder, data, sender, month):
    """Take a bundle; return the names of what was refused."""
    refused = []
    for item in bundling.read_bundle(data):
        try:
            TAKERS[item["is"]](holder, item, sender, month)
        except Refusal as refusal:
            refused.append(refusal.name)
    remembering.look_again(holder, month, over=False)
    return refused


def _take_vouch(holder, item, sender, month):
    vouch = read(item["vouch"], "vouch")
    acceptance = read(item["acceptance"], "acceptance") if item["acceptance"] else None
    held = Held(vouch, acceptance, month)
    _check_vouch(holder, held, month)
    if vouch["key"] == holder.me:
        _take_own(holder, held)
    elif vouch["subject"] == holder.me:
        held.blobs = item["blobs"]
        _take_about_me(holder, held)
    else:
        demand(held.acceptance is not None, "NotAccepted")
        demand(sender in (None, vouch["subject"]), "NotTheirs")
        demand(holder.holds(vouch["subject"]), "UnknownSubject")
        _hold_shown(holder, held)
        for blob in item["blobs"]:
            _open_blob(holder, blob, vouch["key"], month)


def _check_vouch(holder, held, month):
    """Rules 1 to 5, but for what reading refuses."""
    vouch = held.said
    if held.acceptance is not None:
        check_fits(held.acceptance, vouch)
    demand(vouch["withdrawal"] not in holder.ended, "VouchWithdrawn")
    demand(vouch["key"] not in holder.revoked and vouch["subject"] not in holder.revoked, "CardRevoked")
    demand(vouch["until"] <= month + 13, "VouchAhead")
    demand(vouch["until"] >= month, "VouchRanOut")


def _take_own(holder, held):
    if held.acceptance is None or held.id in holder.ended:
        return
    subject = held.said["subject"]
    given = holder.given.setdefault(subject, [])
    known = held.id in [each.id for each in given]
    if not known and held.said["sequence"] < 2**63 and holder.holds(subject):
        given[:] = [each for each in given if each.said["sequence"] != held.said["sequence"]]
        given.append(Held(held.said, None, held.since))
    _agree(holder, held.acceptance)


def _take_about_me(holder, held):
    author = held.said["key"]
    demand(holder.holds(author), "UnknownVoucher")
    others = [mine.said["withdrawal"] for by, mine in holder.mine.items() if by != author]
    demand(held.said["withdrawal"] not in others, "VouchCopied")
    before = holder.mine.get(author)
    if held.id not in holder.ended and (before is None or before.said["sequence"] < held.said["sequence"]):
        holder.mine[author] = held


def _hold_shown(holder, held):
    """Rule 11."""
    author, authors = held.said["key"], holder.shown.setdefault(held.said["subject"], {})
    before = authors.get(author)
    if before is None:
        if len(authors) >= 8:
            unmarked = [by for by in authors if holder.marks.get(by, 0) == 0]
            demand(unmarked and holder.marks.get(author, 0) > 0, "ManyVouches")
            holder.past.append(authors.pop(unmarked[0]))  # the one taken longest ago stands first
        authors[author] = held
        return
    again = before.said.statement.raw == held.said.statement.raw
    if again or before.said["sequence"] < held.said["sequence"]:
        holder.past += [] if again else [before]
        del authors[author]
        authors[author] = held


def _open_blob(holder, blob, signer, month):
    """Rule 12."""
    for key, contact in holder.contacts.items():
        cards = [contact.cards[series].fields for series in sorted(contact.cards)]
        secret = next((fields["support"] for fields in cards if "support" in fields), None)
        if secret is None or contact.how not in ("qr", "phrase"):
            continue
        try:
            _take_blob(holder, supporting.open_blob(secret, signer, blob), (key, signer), month)
        except Refusal:
            continue


def _take_blob(holder, opened, ends, month):
    demand(opened is not None, "CannotOpen")
    held = Held(read(opened[0], "vouch"), read(opened[1], "acceptance"), month)
    demand((held.said["key"], held.said["subject"]) == ends, "Malformed")
    _check_vouch(holder, held, month)
    _hold_shown(holder, held)


def _agree(holder, acceptance):
    """An acceptance enters if it fits something of mine."""
    for held in holder.given.get(acceptance["key"], []):
        if held.id == acceptance["id"]:
            held.acceptance = held.acceptance or acceptance
            return
    offer = holder.made.get(acceptance["id"])
    demand(offer is not None and offer.said["to"] == acceptance["key"], "NothingForYou")
    offer.agreed = True


def _take_statement(holder, item, sender, month):
    raw = item["statement"]
    kind = KINDS[raw[1]]
    demand(kind in ("acceptance", "introduction", "revocation"), "NothingForYou")
    said = read(raw, kind)
    if kind == "acceptance":
        _agree(holder, said)
    elif kind == "introduction":
        _take_introduction(holder, said, month)
    else:
        _take_revocation(holder, said)


def _take_introduction(holder, said, month):
    demand(said["key"] not in holder.revoked, "CardRevoked")
    demand(said["to"] == holder.me, "NotForYou")
    demand(said["until"] >= month and said["month"] <= month + 1, "IntroductionRanOut")
    demand(holder.holds(said["key"]), "UnknownVoucher")
    name = said.statement.id
    if name in holder.offered or name in holder.ended:
        return
    demand(len(holder.offered) < 32, "ManyIntroductions")
    holder.offered[name] = Offer(said)


def _take_introduced(holder, item, sender, month):
    theirs = read(item["introduction"], "introduction")
    acceptance, card = read(item["acceptance"], "acceptance"), read_card(item["card"])
    mine = [
        offer
        for offer in holder.offered.values()
        if offer.agreed
        and offer.said["until"] >= month
        and all(offer.said[name] == theirs[name] for name in ("key", "number"))
    ]
    if not mine and holder.holds(card.key):
        return
    mine = [offer for offer in mine if offer.said["name"] == card.fields["name"]]
    demand(mine and theirs["to"] == card.key, "NotIntroduced")
    demand(card.key not in holder.revoked and theirs["key"] not in holder.revoked, "NotIntroduced")
    demand((acceptance["key"], acceptance["id"]) == (card.key, theirs.statement.id), "NotIntroduced")
    try:
        holder.accept(card, "introduced", month, theirs["key"])
    except Refusal as refusal:
        demand(refusal.name == "OlderCard", refusal.name)
    del holder.offered[mine[0].id]


def _take_withdrawal(holder, item, sender, month):
    handle = digest("p2pc-withdraw", item["secret"])
    if handle in holder.ended:
        return
    year = (sender, month // 12)
    if sender is not None:
        demand(holder.delivered.get(year, 0) < 256, "ManyWithdrawals")
        holder.delivered[year] = holder.delivered.get(year, 0) + 1
    holder.ended[handle] = month


def _take_revocation(holder, said):
    key, was_kept = said["key"], _is_kept(holder, said["void"])
    known = key in holder.revoked or key == holder.me or holder.holds(key)
    room = known or len(holder.revoked) < (1024 if was_kept or _is_on_route(holder, key) else 512)
    for kept in holder.kept.values():
        kept.routes = [
            route for route in kept.routes if not any(fits_void(said["void"], each) for each in route[1])
        ]
    if room:
        holder.revoked.add(key)
    else:
        demand(_drop(holder, key) or was_kept, "NothingForYou")


def _is_on_route(holder, key):
    named = any(holder.marks.get(held.said["key"], 0) == 2 for held in remembering.about(holder, key))
    every_way = [way for person in holder.kept for way in remembering.ways(holder, person)]
    return named or any(held.said["key"] == key for way in every_way for held in way.vouches)


def _drop(holder, key):
    """Drop what is shown by or about somebody; whether there was anything."""
    there = [held for held in holder.every_shown() if key in (held.said["key"], held.said["subject"])]
    for held in there:
        del holder.shown[held.said["subject"]][held.said["key"]]
    return bool(there)


def _is_kept(holder, secret):
    kept = [each for found in holder.kept.values() for _, handles in found.routes for each in handles]
    return any(fits_void(secret, each) for each in kept)


def _take_held(_holder, _item, _sender, _month):
    """What is told here came behind no card."""
    raise Refusal("NothingForYou")


TAKERS = {
    "held": _take_held,
    "vouch": _take_vouch,
    "withdrawal": _take_withdrawal,
    "introduced": _take_introduced,
    "statement": _take_statement,
}
