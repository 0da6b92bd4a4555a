"""A stranger vouches for the person at the program, behind the cards on real lines."""

import os

from tests.second_reader import vouching
from tests.second_reader.bundling import write_bundle


def vouch_for(person, card):
    """What a stranger says about the person at the program, and a bundle with it."""
    values = {name: card.fields[name] for name in ("name", "month", "until")}
    values |= {"subject": card.key, "sequence": 1, "how": 2}
    values |= {"withdrawal": os.urandom(32), "void": os.urandom(16)}
    vouch = vouching.sign(person.seed, "vouch", values)
    item = {"is": "vouch", "vouch": vouch, "acceptance": None, "blobs": []}
    return vouching.read(vouch, "vouch"), write_bundle([item])


def accepted(program, parcels, vouch, card, wait):
    """The person at the program hears of a vouch and agrees, and the stranger who vouches learns of it."""
    by = vouch["key"].hex()
    assert program.event("news")["news"] == [{"news": "vouch-offered", "by": by}]
    assert not parcels.waiting
    program.say(accept=by)
    wait()
    (item,) = parcels.came[card.key]
    vouching.check_fits(vouching.read(item["statement"], "acceptance"), vouch)
    return True
