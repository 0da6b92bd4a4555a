"""Attacks with names: that look like another one, hide something, or were kept before there was a rule."""

import json
from dataclasses import replace

import pytest

from p2pcard.core.book import introductions, issuing, vouches
from p2pcard.core.book.book import Contact, How, Provenance
from p2pcard.core.formats import armor, text
from p2pcard.core.statements import card, statement
from p2pcard.core.statements.card import Card
from p2pcard.service.cardholder import Cardholder
from tests.peers import MONTH, card_of, seed_of
from tests.shells import ANA, BEN, PHRASE, device
from tests.vouchers import offered, vouch_by
from tests.vouchers import seed_of as seed_by

CAREFUL = "Careful: you hold cards of two people whose names look alike."
# What an earlier version let pass: blanks, unassigned numbers, piles of marks, bold letters, two scripts.
KEPT = {
    "A\U00016fe4na": "A\ufffdna",
    "Bel\U0001d159a": "Bel\ufffda",
    "Cleo\u0378": "Cleo\ufffd",
    "Da\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4ci": "Da\u0e47\u0e48\u0e49\u0e4a\ufffd\ufffdi",
    "𝐄va": "𝐄va",
    "Fini\u05d0": "\u2068Fini\u05d0\u2069",
    "\U00013430": "\ufffd",
}


def signed(name, seed="kept", **fields):
    """A card as a program wrote it that had none of today's rules."""
    whole = Card(name, month=MONTH, until=MONTH + 12, **fields)
    return card.write(whole, seed_of(seed), text.KEPT)


def renamed(made, name, seed):
    """A vouch or an introduction of somebody under a name that no rule lets pass."""
    return statement.make(made.kind, {**made.fields(), 2: name}, seed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Carlos", "Carl\u1d0fs"),
        ("Marco", "Mar\u1d04o"),
        ("Maria", "M\u0251ria"),
        ("Olga", "Ol\u0261a"),
        ("ANA", "\ua4ee\ua4e0\ua4ee"),
        ("Cocos", "\u0421\u043e\u0441\u043e\u0455"),
        ("ANNA", "\u0391\u039d\u039d\u0391"),
        ("TAMA", "\u13a2\u13aa\u13b7\u13aa"),
        ("OMHP", "\u2c9e\u2c98\u2c8e\u2ca2"),
        ("Lola", "L0la"),
        ("Bill", "B1lI"),
        ("Zoe", "2oe"),
        ("Ana María", "Ana-Maria"),
        ("علی\u200cرضا", "علي رضا"),
    ],
)
def test_a_card_whose_name_looks_like_one_that_is_held_is_pointed_out_as_it_comes(tmp_path, one, other):
    ben = device(tmp_path, BEN)
    assert CAREFUL not in ben.tell("add", given=armor.to_text(bytes(card_of(one))))
    assert CAREFUL in ben.tell("add", given=armor.to_text(bytes(signed(other, "other"))))
    assert CAREFUL not in ben.tell("add", given=armor.to_text(bytes(card_of("Somebody else"))))


@pytest.mark.parametrize(
    "name", [*KEPT, "Ana\u200d", "Ana\u202e", "An\u0430", "Ana \u2714", "\u3164", "a" + "\u0301" * 25]
)
def test_no_card_enters_whose_name_hides_turns_or_mixes(tmp_path, name):
    ben = device(tmp_path, BEN)
    block = armor.to_text(bytes(signed(name)))
    answer = ben.run("add", given=block)
    assert (answer.code, answer.out) == (1, "")
    assert "Nothing was stored." in answer.err
    assert ben.people() == []
    for more in ({"organisation": name}, {"channels": ((1, name),)}, {"offers": (name,)}):
        if name not in ("Fini\u05d0", "An\u0430"):  # a line of free text may mix
            other = armor.to_text(bytes(signed("Teo", **more)))
            assert ben.refused("add", given=other) == "hidden-character"


def test_a_vault_from_before_the_rules_opens_and_shows_its_names_without_what_hides(tmp_path):
    ana = device(tmp_path, ANA)
    me = Cardholder(ana.home)
    me.unlock(PHRASE)
    made = [signed(name, name, offers=("loom",)) for name in KEPT]

    def with_kept(book):
        for each in made:
            came = Provenance(How.QR, MONTH, MONTH)
            book = book.with_contact(Contact(each.author, (each,), came))
        vouch = renamed(vouch_by("Ana", "Teo"), "T\U00016fe4eo", seed_by("Ana"))
        offer = renamed(offered("Ana", "me", "Bo"), "B\U00016fe4o", seed_by("Ana"))
        held = vouches.hold(vouch, None, MONTH, rules=text.KEPT)
        said = replace(book.vouches, shown={held.says.subject: (held,)})
        asked = book.introductions.with_offered(introductions.offer(offer, rules=text.KEPT))
        return replace(book, vouches=said, introductions=asked)

    me.store.change(with_kept)
    me.lock()
    shown = ana.tell("people")
    for each in KEPT.values():
        assert each in shown
    assert {person["name"] for person in ana.do("people")["people"]} == set(KEPT)
    for each in made:
        assert KEPT[card.trusted_name(each.body)] in ana.tell("person", each.author.hex())
    assert len(ana.people("loom")) == len(KEPT)
    file = tmp_path / "copy"
    words = ana.do("backup", str(file))["words"]
    new = device(tmp_path, BEN, "other")
    new.home = tmp_path / "new"
    typed = "\n".join((" ".join(words), PHRASE, PHRASE, ""))
    assert new.run("restore", str(file), "--lost", "--low-memory", given=typed).code == 0
    assert {person["name"] for person in new.do("people")["people"]} == set(KEPT)


def test_an_own_card_from_before_the_rules_is_shown_and_not_handed_on_until_its_line_is_written_again(
    tmp_path,
):
    ana = device(tmp_path, ANA)
    me = Cardholder(ana.home)
    me.unlock(PHRASE)

    def with_old(book):
        own = book.own_card()
        mine = replace(card.read(own.statement), name="A\U00016fe4na")
        return book.with_own(own.label, issuing.issue(me.store.root(), mine, 2, me.month, rules=text.KEPT))

    me.store.change(with_old)
    me.lock()
    assert "A\ufffdna" in ana.tell("card")
    for command in (
        ("show",),
        ("swap", "--address", "127.0.0.1"),
        ("meet", "--host", "--address", "127.0.0.1"),
    ):
        assert ana.refused(*command) == "card-to-rewrite"
    file = tmp_path / "copy"
    typed = "\n".join((" ".join(ana.do("backup", str(file))["words"]), PHRASE, PHRASE, ""))
    new = device(tmp_path, BEN, "other")
    new.home = tmp_path / "new"
    assert new.run("restore", str(file), "--lost", "--low-memory", given=typed).code == 0
    assert "A\ufffdna" in new.tell("card")
    told = ana.run("show").err
    assert "card edit" in told
    mine = ana.do("card")["card"]
    fields = {name: mine[name] for name in ("channels", "offers")}
    assert (
        ana.refused("card", "edit", "--card", "-", given=json.dumps({"name": mine["name"], **fields}))
        == "hidden-character"
    )
    ana.do("card", "edit", "--card", "-", given=json.dumps({"name": "Ana", **fields}))
    assert ana.do("show")["text"]
