"""Cards and people as programs are told of them: each answer fits the schema."""

import json

import pytest

from p2pcard.core.book.book import Book, How
from p2pcard.core.formats import offers
from p2pcard.jsonapi.cards import write_person
from tests.peers import MONTH, card_of
from tests.published import VECTORS
from tests.schema import ABOUT_VOUCHES, SERVES, commands, fits
from tests.shells import ANA, BEN, PHRASE, Device, device


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The answer of every command, from a day in which all of them are used."""
    folder = tmp_path_factory.mktemp("told")
    ana, new = Device(folder / "ana"), Device(folder / "new")
    written, copy = json.dumps(ANA), str(folder / "copy")
    given = {
        "init": ana.do("init", "--low-memory", "--card", "-", given=written),
        "card": ana.do("card"),
        "card-edit": ana.do("card", "edit", "--card", "-", given=written),
        "card-new": ana.do("card", "new", "clinic", "--card", "-", given=json.dumps(_everything())),
        "card-list": ana.do("card", "list"),
        "card-drop": ana.do("card", "drop", "clinic"),
        "show": ana.do("show", "--png", str(folder / "a.png")),
        "add": ana.do("add", given=device(folder, BEN).do("show")["block"]),
    }
    ana.hold(card_of("BEN", channels=((200, "what a newer version knows"),), offers=(9999,)))
    given |= {
        "people": ana.do("people"),
        "person": ana.do("person", given["add"]["person"]["id"]),
        "backup": ana.do("backup", copy),
        "forget": ana.do("forget", given["add"]["person"]["id"][:8]),
    }
    words = " ".join(given["backup"]["words"])
    given["restore"] = new.do("restore", copy, "--taken", "--low-memory", given=words)
    ana.use(PHRASE, PHRASE.upper() + " and more")
    given["passphrase"] = ana.do("passphrase")
    given["trace"] = ana.do("trace", "--graph", str(VECTORS / "routes/routes.json"))
    given["doctor"], given["completion"] = ana.do("doctor"), ana.do("completion", "bash")
    given["wipe"] = ana.do("wipe", given="DELETE\n")
    given["again"] = ana.run("--json", "people").values
    return given


def _everything():
    return {
        "name": "Аня",
        "channels": [
            [kind, f"{kind} 1"] for kind in ("matrix", "xmpp", "briar", "threema", "url", "address")
        ],
        "offers": ["sofa", "saxophone"],
        "languages": ["RU"],
        "organisation": "Bakery",
        "role": "night shift",
        "keys": [["openpgp", "00ff"], ["ssh", "01"], ["age", "02"]],
        "printable": True,
    }


def test_every_answer_fits_the_schema(told):
    refused = told.pop("again")
    assert {*told} == {*commands()} - ABOUT_VOUCHES - SERVES
    for name, values in told.items():
        fits(f"answer-{name}", values)
    fits("card", _everything())
    fits("refused", refused)
    assert refused["refused"]["reason"] == "no-vault"
    assert told["people"]["people"][0]["look_alikes"] == [told["people"]["people"][1]["id"]]


def test_a_person_has_exactly_what_other_programs_rely_on(told):
    person = told["people"]["people"][0]
    assert {"id", "name", "channels", "offers", "languages", "until", "provenance"} <= set(person)
    assert set(person["provenance"]) == {"how", "month", "by"}


def test_what_stands_on_several_cards_of_one_person_is_told_once():
    one = card_of("Ben", offers=(1, 2), languages=("en",))
    other = card_of("Ben", series=1, offers=(2, 3), languages=("en", "es"))
    book = Book(bytes(32)).accept(one, How.QR, MONTH).accept(other, How.QR, MONTH)
    (person,) = book.contacts.values()
    assert len(person.read()) == 2
    told = write_person(book, person)
    assert told["offers"] == [offers.name(each) for each in (1, 2, 3)]
    assert told["languages"] == ["en", "es"]
