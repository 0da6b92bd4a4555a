"""The program and the second implementation, each a stranger to the other, on real lines and files."""

import shutil
import sqlite3
from contextlib import ExitStack, closing

import pytest

from tests.second_client import Guest, House, join, new_person, until
from tests.second_program import PHRASE, Program, answer, new_home
from tests.second_reader import recovery, sealed, sealing, swapping, texts
from tests.second_reader.basics import derive
from tests.second_reader.cards import read_card
from tests.second_reader.messages import NOBODY, read_message
from tests.second_swap import Shown, scan
from tests.second_vouch import accepted, vouch_for

FULL = {
    "channels": [["email", "ada@example.org"], ["other", "ask at the bakery"]],
    "offers": ["van", "bread on Fridays"],
    "languages": ["es", "en"],
    "organisation": "Bakery",
    "role": "night shift",
    "keys": [["age", "00ff"]],
    "printable": True,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A home in which nothing has happened but its beginning."""
    folder = tmp_path_factory.mktemp("made") / "ada"
    new_home(folder, "Ada Núñez", **FULL)
    return folder


@pytest.fixture(scope="module")
def shown(made):
    return answer(made, "show")


@pytest.fixture(scope="module")
def card(shown):
    return read_card(texts.read_any(shown["text"]))


@pytest.fixture
def home(made, tmp_path):
    return shutil.copytree(made, tmp_path / "ada")


def vault_of(home):
    """The tables of a vault, its data key and its head."""
    (path,) = home.glob("*/vault.p2pcard")
    file = sealed.read_file(path.read_bytes(), "vault")
    data_key = file.data_key("phrase", recovery.phrase_bytes(PHRASE))
    database = sqlite3.connect(":memory:")
    database.deserialize(file.kept(data_key))
    return database, data_key, file.head


def held_in(home):
    """Whose cards the program keeps: by name, how they came and the pair secret with them."""
    database, _, _ = vault_of(home)
    rows = """SELECT statement, how, secret, confirmed FROM contact JOIN card USING (key)
        LEFT JOIN secret USING (key)"""
    with closing(database):
        return {
            read_card(raw).fields["name"]: (how, secret, confirmed)
            for raw, how, secret, confirmed in database.execute(rows)
        }


def test_the_program_writes_a_card_that_the_second_reader_reads_field_by_field(shown, card):
    assert texts.read_any(shown["block"]) == card.raw
    assert texts.write_qr(card.raw) == shown["text"]
    assert texts.write_block(card.raw) == shown["block"]
    told = {name: value for name, value in card.fields.items() if name not in ("key", "exchange", "support")}
    month = told.pop("month")
    assert told == {
        "sequence": 1,
        "name": "Ada Núñez",
        "channels": [[1, "ada@example.org"], [9, "ask at the bakery"]],
        "until": month + 12,
        "organisation": "Bakery",
        "role": "night shift",
        "offers": [1, "bread on Fridays"],
        "languages": ["es", "en"],
        "keys": [[2, b"\x00\xff"]],
        "printable": True,
    }


def test_the_program_holds_a_card_that_the_second_implementation_wrote(home):
    person = new_person("Clara")
    path = home / "clara.txt"
    path.write_text(texts.write_block(person.card), encoding="utf-8")
    assert answer(home, "add", str(path))["person"]["id"] == read_card(person.card).key.hex()
    (person,) = answer(home, "people")["people"]
    assert (person["name"], person["provenance"]["how"]) == ("Clara", "card-only")
    assert held_in(home) == {"Clara": ("card-only", None, None)}


def test_the_vault_of_the_program_opens_and_its_root_gives_the_card(home, card):
    database, data_key, head = vault_of(home)
    with closing(database):
        facts = dict(database.execute("SELECT name, value FROM fact"))
        own = database.execute("SELECT statement FROM own").fetchall()
    root = sealing.xunseal(derive(data_key, "p2pc-vault-root"), facts["root"][:24], facts["root"][24:], head)
    made = recovery.from_root(root)
    assert own == [(card.raw,)]
    assert (facts["me"], card.key) == (made["identity"], made["identity"])
    assert card.fields["exchange"] == sealing.exchange_key(made["exchange-secret"])
    assert card.fields["support"] == made["support"]


def test_the_backup_of_the_program_opens_with_its_twelve_words(home, card):
    path = home / "copy"
    told = answer(home, "backup", str(path))
    (written,) = [each for each in home.iterdir() if each.name.startswith("copy")]
    root = recovery.read_words(" ".join(told["words"]))
    file = sealed.read_file(written.read_bytes(), "backup")
    kept = file.kept(file.data_key("recovery", recovery.from_root(root)["backup-key"]))
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(kept)
        assert database.execute("PRAGMA user_version").fetchone() == (5,)
        assert database.execute("SELECT statement FROM own").fetchall() == [(card.raw,)]
        assert database.execute("SELECT count(*) FROM secret").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM vouch WHERE role = 'shown'").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM past").fetchone() == (0,)


@pytest.mark.parametrize("digits", [False, True])
def test_two_strangers_meet_at_the_host_of_the_program_and_all_three_hold_all_cards(home, card, digits):
    with ExitStack() as stack, Program(home, "meet", "--host", "--address", "127.0.0.1") as program:
        told = program.event("invitation")
        invitation = swapping.read_invitation(texts.read_any(told["text"]))
        assert texts.write_typed(texts.read_any(told["text"])) == told["typed"]
        clara = stack.enter_context(closing(Guest(new_person("Clara"), invitation)))
        dora = stack.enter_context(
            closing(Guest(new_person("Dora", digits), invitation, by_invitation=False))
        )
        guests = [clara, dora]
        program.event("came")
        program.event("came")
        program.say(start=3)
        until(guests, lambda guest: guest.member.seals is not None)
        phrase = program.event("phrase", mode="digits" if digits else "words")["words"]
        number = program.event("number")["number"]
        for guest in guests:
            guest.happens("Heard", " ".join(phrase))
            guest.happens("Counted", 3)
        assert sorted([number, *(guest.shown["number"]["number"] for guest in guests)]) == [1, 2, 3]
        (word,) = filter(None, (guest.shown["number"]["answer"] for guest in guests))
        vouch, clara.parcels.waiting[card.key] = vouch_for(clara.member.me, card)
        program.say(heard=word)
        until(guests, lambda guest: guest.member.round == 1)
        assert {person["name"] for person in program.event("stored")["cards"]} == {"Clara", "Dora"}
        assert len(program.event("receipts")["stored"]) == 2
        second = lambda: until(guests, lambda guest: guest.member.round == 2)  # noqa: E731  # one line of a test
        assert accepted(program, clara.parcels, vouch, card, second)
        assert dora.parcels.came == {key: [] for key in (vouch["key"], card.key)}
        clara.done()
        program.say(done=True)
        until([dora], lambda guest: guest.over)
        assert clara.over
        assert program.ends() == 0
    assert clara.names() == {"Ada Núñez", "Dora"}
    assert dora.names() == {"Ada Núñez", "Clara"}
    assert held_in(home) == {
        "Clara": ("phrase", secret_of(clara, card), 1),
        "Dora": ("phrase", secret_of(dora, card), 1),
    }


def secret_of(device, card):
    (position,) = [place for place, theirs in device.member.cards.items() if theirs.key == card.key]
    assert position in device.shown["confirm"]
    return device.member.pair_secret(position)


def test_the_host_of_the_program_says_why_a_stranger_cannot_join(home):
    with ExitStack() as stack, Program(home, "meet", "--host", "--address", "127.0.0.1") as program:
        invitation = swapping.read_invitation(texts.read_any(program.event("invitation")["text"]))

        def joined(person):
            return stack.enter_context(closing(Guest(person, invitation)))

        def told(guest):
            return read_message(guest.line.receive()).values, guest.line.receive()

        person = new_person("Clara")
        joined(person).close()
        program.event("came")
        program.event("went")
        clara = joined(person)
        program.event("came")
        assert told(joined(person)) == ({"why": 4, "position": NOBODY}, None)
        newer = stack.enter_context(closing(join(invitation)))
        newer.send(b"\x01\x02 another version")
        assert read_message(newer.receive()).values == {"why": 12, "position": NOBODY}
        assert newer.receive() is None
        program.say(start=2)
        until([clara], lambda guest: guest.member.state == "Comparing")
        assert told(joined(new_person("Dora"))) == ({"why": 10, "position": NOBODY}, None)


def test_a_stranger_reads_aloud_and_the_person_at_the_program_types_the_phrase(home, card):
    with ExitStack() as stack, Program(home, "meet", "--host", "--address", "127.0.0.1") as program:
        invitation = swapping.read_invitation(texts.read_any(program.event("invitation")["text"]))
        clara = stack.enter_context(closing(Guest(new_person("Clara"), invitation)))
        clara.happens("TakeReader")
        until([clara], lambda guest: guest.shown.get("reader"))
        program.event("reader", mine=False)
        program.say(start=2)
        until([clara], lambda guest: guest.member.seals is not None)
        program.event("phrase", words=[None, None, None, None])
        program.say(heard=" ".join(clara.shown["phrase"]))
        told = program.event("number")
        assert {told["number"], clara.shown["number"]["number"]} == {1, 2}
        program.say(counted=2)
        clara.happens("Heard", told["answer"])
        until([clara], lambda guest: guest.member.round == 1)
        assert program.event("receipts")["unknown"] == []
        clara.done()
        program.say(done=True)
        assert program.ends() == 0
    assert clara.names() == {"Ada Núñez"}
    assert held_in(home) == {"Clara": ("phrase", secret_of(clara, card), 1)}


def test_the_program_meets_at_a_host_of_the_second_implementation(home, card):
    here = ("meet", "--invitation", "--address", "127.0.0.1")
    with closing(House(new_person("Clara"))) as house, Program(home, *here) as program:
        program.say(invitation=texts.write_typed(house.invitation))
        house.let_in()
        house.until(lambda: len(house.host.members()) == 2)
        house.begin()
        house.until(lambda: house.own.member.seals is not None)
        program.event("phrase", mode="words")
        program.say(heard=" ".join(house.own.shown["phrase"]))
        word = program.event("number")["answer"]
        program.say(counted=2)
        vouch, house.own.parcels.waiting[card.key] = vouch_for(house.own.member.me, card)
        house.own.happens("Heard", word)
        house.until(lambda: house.own.member.round == 1)
        assert len(program.event("receipts")["stored"]) == 1
        second = lambda: house.until(lambda: house.own.member.round == 2)  # noqa: E731  # one line of a test
        assert accepted(program, house.own.parcels, vouch, card, second)
        program.say(done=True)
        house.until(lambda: house.host.gone)
        house.own.done()
        assert house.own.over
        assert program.ends() == 0
    assert house.own.names() == {"Ada Núñez"}
    assert held_in(home) == {"Clara": ("phrase", secret_of(house.own, card), 1)}


@pytest.mark.parametrize("digits", [False, True])
def test_a_stranger_scans_the_code_of_the_program_and_both_hold_the_other(home, card, digits):
    with Program(home, "swap", "--address", "127.0.0.1") as program:
        person = new_person("Clara", digits)
        clara = scan(program.event("code")["text"], person)
        with closing(clara):
            vouch, clara.parcels.waiting[card.key] = vouch_for(person, card)
            clara.until(lambda clara: "say" in clara.shown)
            told = program.event("words", mode="digits" if digits else "words")
            program.say(heard=clara.shown["say"][0])
            program.event("typed")
            clara.happens("Heard", " ".join(told["say"]))
            clara.until(lambda clara: clara.side.heard)
            assert "confirm" in clara.shown
            assert program.event("receipt") == {"event": "receipt", "stored": True}
            assert accepted(
                program, clara.parcels, vouch, card, lambda: clara.until(lambda clara: clara.over)
            )
            assert program.ends() == 0
    assert clara.side.other.raw == card.raw
    assert held_in(home) == {"Clara": ("qr", clara.side.secret, 1)}


def test_the_program_scans_the_code_of_a_stranger_and_both_hold_the_other(home, card):
    code = Shown(new_person("Clara"))
    with Program(home, "swap", "--scan", "--address", "127.0.0.1") as program:
        program.say(code=texts.write_qr(code.code))
        with closing(code.let_in()) as clara:
            clara.until(lambda clara: "say" in clara.shown)
            clara.happens("Heard", " ".join(program.event("words", mode="words")["say"]))
            assert "typed" in clara.shown
            program.say(heard=clara.shown["say"][0])
            program.event("card-sent")
            clara.until(lambda clara: clara.over)
            assert "confirm" in clara.shown
            assert clara.parcels.came == {card.key: []}
            assert program.event("receipt") == {"event": "receipt", "stored": True}
            assert program.ends() == 0
    assert clara.side.other.raw == card.raw
    assert held_in(home) == {"Clara": ("qr", clara.side.secret, 1)}
