"""Swaps between real programs: one code, one word, and both hold the other's card, or nobody does."""

import asyncio
import json

import pytest

from p2pcard.core.book.book import How
from p2pcard.core.exchange.events import Mine
from p2pcard.core.formats import armor
from p2pcard.core.formats.wordlists import PGP_EVEN
from p2pcard.errors import CodeRanOut
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.live.exchange_store import ExchangeStore
from p2pcard.service.live.person import CodeNow, Screen
from p2pcard.service.live.swap import Swap
from p2pcard.service.live.swap_codes import SwapCodes
from tests.network import needs_networks, network
from tests.people import PHRASE, home_of, people
from tests.rooms import Room, say_words, swap
from tests.strangers import Flood, Stranger, door_of


def show(room, person, *words):
    """Somebody shows a code; here it is."""
    person.start(*person.words("swap", *words))
    room.until(lambda: person.last("code"))
    return person.last("code")["text"]


def scan(room, person, code, *words):
    """Somebody scans a code, and has words on the screen or an end."""
    person.start(*person.words("swap", "--scan", *words))
    person.say(code=code)
    room.until(lambda: person.last("words") or person.ended)
    return person.last("words")


@pytest.fixture
def pair(tmp_path):
    """Two people on a network, and one more device on it."""
    with network(3) as bed, Room(*people(2, tmp_path, bed.hosts)) as room:
        room.third = bed.hosts[2]
        yield room


@needs_networks
def test_u03_one_scan_and_two_words_each_way_and_both_hold_the_other(pair):
    shower, scanner = pair.people
    swap(pair, shower, scanner)
    assert [person.last("words")["mode"] for person in pair.people] == ["words", "words"]
    for one, other in ((shower, scanner), (scanner, shower)):
        assert one.code == 0, one.complaint
        assert one.last("receipt") == {"event": "receipt", "stored": True}
        met = one.people()
        assert list(met) == [other.name]
        assert met[other.name]["how"] == "qr"
        (contact,) = one.book.contacts.values()
        (secret,) = contact.secrets
        assert secret.confirmed
    first, second = (next(iter(p.book.contacts.values())).secrets for p in (shower, scanner))
    assert first == second


@needs_networks
@pytest.mark.parametrize("who", ["shower", "scanner"])
def test_one_who_needs_digits_gets_them(pair, who):
    shower, scanner = pair.people
    spanish = ("--lang", "es")
    code = show(pair, shower, *(spanish if who == "shower" else ()))
    scan(pair, scanner, code, *(spanish if who == "scanner" else ()))
    say_words(pair, shower, scanner)
    for person in pair.people:
        (digits,) = person.last("words")["say"]
        assert person.last("words")["mode"] == "digits"
        assert digits.isdigit()
        assert len(digits) == 5
    pair.over()
    assert pair.all_hold_all()


@needs_networks
def test_u16_three_wrong_words_end_it_and_nobody_holds_anything(pair):
    shower, scanner = pair.people
    first, second = scan(pair, scanner, show(pair, shower))["say"]
    wrong = f"{next(each for each in PGP_EVEN if each != first)} {second}"
    pair.until(lambda: shower.last("words"))
    shower.say(heard="qqq")
    for _ in range(3):
        shower.say(heard=wrong)
    pair.over()
    assert [(e["reason"], e["left"]) for e in shower.all("again")] == [
        ("not-a-word", 3),
        ("different", 2),
        ("different", 1),
    ]
    assert shower.last("aborted")["reason"] == "words-differ"
    assert scanner.last("aborted")["reason"] == "broken"
    assert [person.code for person in pair.people] == [1, 1]
    assert [person.held for person in pair.people] == [set(), set()]


@needs_networks
def test_a_photographer_who_is_first_shows_no_name_and_gets_nothing(tmp_path):
    with network(3) as bed, Room(*people(3, tmp_path, bed.hosts)) as room:
        shower, friend, photographer = room.people
        code = show(room, shower)
        assert scan(room, photographer, code)
        room.until(lambda: shower.last("words"))
        assert not any(photographer.name in json.dumps(event) for event in shower.events)
        assert scan(room, friend, code) is None  # told at once, so both people know that something is wrong
        assert friend.code == 1
        assert "The other device does not answer." in friend.complaint
        shower.say(stop=True)
        room.over()
        assert shower.last("aborted")["reason"] == "stopped"
        assert [person.held for person in room.people] == [set(), set(), set()]
        assert not photographer.last("stored")


@needs_networks
def test_strangers_without_the_code_get_no_answer_and_are_no_hindrance(pair):
    shower, scanner = pair.people
    code = show(pair, shower)
    for said in (b"\0" * 32, b"\0" * 48, b"p2p"):
        with Stranger(pair.third, door_of(shower)) as stranger:
            stranger.say(said)
            assert stranger.hear() == b""
    pair.until(lambda: shower.last("stranger") == {"event": "stranger", "count": 1})
    with Flood(pair.third, door_of(shower)):
        assert scan(pair, scanner, code)
        say_words(pair, shower, scanner)
        pair.over()
    assert pair.all_hold_all()


@needs_networks
def test_a_code_is_good_for_one_use(pair):
    shower, scanner = pair.people
    code = show(pair, shower)
    assert scan(pair, scanner, code)
    scanner.say(stop=True)
    pair.over()
    assert shower.last("aborted")["reason"] == "broken"
    assert scan(pair, scanner, code) is None
    assert scanner.code == 1
    assert "does not answer" in scanner.complaint
    assert [person.held for person in pair.people] == [set(), set()]


@needs_networks
def test_whoever_dies_before_the_words_leaves_nothing_on_either_side(pair):
    shower, scanner = pair.people
    assert scan(pair, scanner, show(pair, shower))
    scanner.kill()
    pair.over()
    assert shower.last("aborted")["reason"] == "broken"
    assert [person.held for person in pair.people] == [set(), set()]


@needs_networks
def test_u22_a_shower_who_dies_after_the_words_holds_all_or_nothing_and_so_does_the_scanner(pair):
    shower, scanner = pair.people
    scan(pair, scanner, show(pair, shower))
    say_words(pair, shower, scanner)
    pair.until(lambda: shower.last("stored"))
    shower.kill()
    pair.over()
    assert shower.held == {scanner.name}
    assert scanner.held in (set(), {shower.name})


OTHERS = (b"\3\x10" + bytes(23), b"\1\x10" + bytes(56), b"\1\x11" + bytes(23))


def test_what_is_no_swap_code_is_refused_in_a_sentence(tmp_path):
    (person,) = people(1, tmp_path)
    for text in ("", "P2PC:ABC", *map(armor.to_qr, OTHERS)):
        code, printed, complaint = person.run("swap", "--scan", typed=json.dumps({"code": text}) + "\n")
        assert code == 1
        values = json.loads(printed)
        assert values["refused"]["text"] in complaint  # a conversation that cannot begin is refused
        assert len(complaint.splitlines()) >= 3  # what happened, what was kept, what to do
        assert "Traceback" not in complaint


def test_a_code_that_nobody_scans_in_time_is_no_longer_good(tmp_path):
    me = Cardholder(home_of("Ana Ruiz", tmp_path / "Ana"))
    me.unlock(PHRASE)
    shown: list[Screen] = []
    mine = Mine(me.current_card(), lambda message: message, digits=False)
    exchange = ExchangeStore(me.vouching, How.QR)
    with pytest.raises(CodeRanOut):
        asyncio.run(
            Swap(mine, ("127.0.0.1",), shown.append, exchange, bytes, SwapCodes(), code_time=0.01).run()
        )
    me.lock()
    assert [type(screen) for screen in shown] == [CodeNow]


@needs_networks
def test_two_swap_over_ipv6_where_the_shower_chooses_such_an_address(pair):
    shower, scanner = pair.people
    for number, person in enumerate(pair.people, 1):
        on = "echo 0 > /proc/sys/net/ipv6/conf/eth0/disable_ipv6; "
        on += f"ip addr add fd00:1::{number}/64 dev eth0 nodad"
        assert person.host.start("sh", "-c", on).wait(30) == 0
    show(pair, shower, "--address", "fd00:1::1")
    typed = shower.last("code")["typed"]
    assert len(typed.replace("-", "")) == 66
    assert scan(pair, scanner, typed)
    assert not scanner.last("leads-out")
    say_words(pair, shower, scanner)
    pair.over()
    assert pair.all_hold_all()
