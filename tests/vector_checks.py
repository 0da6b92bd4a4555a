"""What each vector file says, asked of the code: a check returns where it holds, or raises."""

import dataclasses
import hashlib
import json
import re
from ipaddress import ip_address, ip_interface
from typing import Any

from p2pcard.core.book import pair_secrets
from p2pcard.core.book.book import Book, How
from p2pcard.core.exchange import channel, network, noise, phrase
from p2pcard.core.exchange.channel import Inbox
from p2pcard.core.exchange.invitation import Address, read_invitation, read_swap
from p2pcard.core.exchange.meeting import messages, reading
from p2pcard.core.exchange.network import Interface, Link
from p2pcard.core.exchange.noise import Cipher
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import armor, crypto, passphrase, recovery, sealed, text, wire
from p2pcard.core.formats.sealed import SlotKind, What
from p2pcard.core.statements import card, statement
from scripts.vectors import cards as card_cases
from scripts.vectors import lines_of_text, sealed_files
from tests import receiving_checks, vector_runs, vouch_checks
from tests.vector_files import listed


def digest(vector):
    parts = [bytes.fromhex(part) for part in vector.all("part")]
    assert crypto.digest(vector.word("tag"), *parts) == vector.octets("result")


def derive(vector):
    parts = [bytes.fromhex(part) for part in vector.all("part")]
    assert crypto.derive(vector.octets("key"), vector.word("tag"), *parts) == vector.octets("result")


def sign(vector):
    signature = crypto.sign(vector.octets("seed"), vector.octets("message"))
    assert signature == vector.octets("signature")


def exchange(vector):
    assert crypto.exchange(vector.octets("secret"), vector.octets("public")) == vector.octets("result")


def unseal(vector):
    opening = {"unseal": crypto.unseal, "xunseal": crypto.xunseal}[vector.word("does")]
    assert opening(*map(vector.octets, ("key", "nonce", "sealed", "context"))) == vector.octets("message")


def stretch(vector):
    cost = vector.number("memory"), vector.number("passes")
    found = crypto.stretch(vector.octets("phrase"), vector.octets("salt"), *cost)
    assert found == vector.octets("result")


PRIMITIVES = {
    "digest": digest,
    "derive": derive,
    "sign": sign,
    "check-key": lambda vector: crypto.check_key(vector.octets("key")),
    "verify": lambda vector: crypto.verify(*map(vector.octets, ("key", "message", "signature"))),
    "exchange": exchange,
    "unseal": unseal,
    "xunseal": unseal,
    "stretch": stretch,
}


def primitives(vector):
    PRIMITIVES[vector.word("does")](vector)


def fields(vector):
    found = wire.decode(vector.octets("bytes"))
    assert [[name, listed(value)] for name, value in found.items()] == vector.json("values")
    assert wire.encode(found) == vector.octets("bytes")


def texts(vector):
    match vector.word("kind"):
        case "name":
            text.name(points(vector, "points"))
        case "line":
            text.line(points(vector, "points"), vector.number("limit"))
        case "annex":
            assert lines_of_text.digest() == vector.octets("digest")
        case "tidy":
            assert text.tidy(points(vector, "points")) == points(vector, "line")
        case "looks":
            one, other = (text.looks(points(vector, key)) for key in ("points", "other"))
            assert (not one.isdisjoint(other)) == (vector.word("alike") == "yes")
        case kind:
            raise AssertionError(kind)


def points(vector, key):
    return "".join(chr(int(point, 16)) for point in re.findall(r"U\+([0-9A-F]+)", vector.word(key)))


def statements(vector):
    found = statement.read(vector.octets("bytes"))
    assert (found.author, found.id) == (vector.octets("author"), vector.octets("id"))
    assert bytes(found) == vector.octets("bytes")


def cards(vector):
    made = statement.read(vector.octets("bytes"))
    found = card.read(made)
    expected = vector.json("fields")
    assert expected.pop("key") == made.author
    for name, value in expected.items():
        assert listed(getattr(found, {"keys": "other_keys"}.get(name, name))) == value
    known = [name for number, name in card_cases.NAMES.items() if number in made.fields() and number]
    assert sorted(known) == sorted(expected)
    if vector.has("seed"):
        assert bytes(card.write(found, vector.octets("seed"))) == vector.octets("bytes")


def handshakes(vector):
    pattern = vector.word("pattern")
    both = {"prologue": vector.octets("prologue"), "psk": vector.octets("psk") if vector.has("psk") else b""}
    secret, other = vector.octets("initiator-ephemeral"), vector.octets("responder-ephemeral")
    caller = noise.begin(pattern, initiator=True, ephemeral=secret, **both)
    host = noise.begin(pattern, initiator=False, ephemeral=other, **both)
    caller, first = caller.write()
    host, _ = host.read(vector.octets("first"))
    if vector.word("reads") == "first":
        return
    assert first == vector.octets("first")
    host, second = host.write()
    caller, _ = caller.read(vector.octets("second"))
    assert second == vector.octets("second")
    one, two = caller.finish(), host.finish()
    assert one.binding == two.binding == vector.octets("h")
    assert one.third == two.third == vector.octets("o3")
    assert one.sending.key == two.receiving.key == vector.octets("to-responder")
    assert one.receiving.key == two.sending.key == vector.octets("to-initiator")


def channels(vector):
    key = vector.octets("key")
    if vector.word("does") == "write":
        message = vector.octets("message") * vector.number("repeat")
        frames = [len(each).to_bytes(2, "big") + each for each in channel.cut(Cipher(key), message)[1]]
        if vector.has("frame"):
            assert [frame.hex() for frame in frames] == vector.all("frame")
        else:
            assert hashlib.sha256(b"".join(frames)).digest() == vector.octets("frames-sha256")
    else:
        frames = [bytes.fromhex(frame) for frame in vector.all("frame")]
        message = vector.octets("message") if vector.has("message") else None
    inbox, found = Inbox(Cipher(key)), None
    for frame in frames:
        assert found is None
        assert int.from_bytes(frame[:2], "big") == len(frame) - 2
        inbox, found = inbox.take(frame[2:])
    assert found == message


def phrases(vector):
    mode = Mode[vector.word("mode").upper()]
    match vector.word("does"):
        case "phrase":
            assert list(phrase.phrase(vector.octets("digest"), mode)) == vector.json("result")
        case "word":
            assert phrase.word(vector.octets("digest"), mode) == vector.json("result")
        case "hear":
            first = vector.number("first") if vector.has("first") else 0
            phrase.hear(tuple(vector.json("expected")), vector.json("typed"), mode, first)


def invitations(vector):
    data, is_swap = vector.octets("bytes"), vector.word("does") == "swap"
    found: Any = read_swap(data) if is_swap else read_invitation(data)
    assert bytes(found) == vector.octets("bytes")
    secret = found.commitment if is_swap else found.token
    assert (secret, found.psk) == (vector.octets("token"), vector.octets("psk"))
    assert (found.address.host, found.address.port) == (vector.word("host"), vector.number("port"))


def addresses(vector):
    interfaces = [_interface(*line.split()) for line in vector.all("interface")]
    routers = [ip_address(each) for each in vector.all("router")]
    host = vector.word("host")
    if vector.word("does") == "comes":
        way = network.way_from(host, interfaces, routers)
    else:
        place = Address(host, vector.number("port"))
        way = network.judge(place, interfaces, routers, loopback=vector.yes("loopback"))
    assert way.value == vector.word("way")


def _interface(at, *words):
    link = Link(
        has_carrier="up" in words, has_arp="arp" in words, is_point_to_point="point-to-point" in words
    )
    return Interface("", ip_interface(at), None if "not-known" in words else link)


def said(vector):
    found = reading.read(vector.octets("bytes"))
    assert bytes(found) == vector.octets("bytes")
    assert listed(_values(found)) == vector.json("values")
    assert {"Listing": "LIST", "Receipt": "DONE"}.get(
        type(found).__name__, type(found).__name__.upper()
    ) == vector.word("name")


def _values(message):
    found = {field.name: getattr(message, field.name) for field in dataclasses.fields(message)}
    if isinstance(message, messages.Dones):
        found["receipts"] = [_values(each) for each in message.receipts]
    return found


def armors(vector):
    forms = {"qr": armor.from_qr, "block": armor.from_text, "typed": armor.from_typed, "any": armor.read}
    data = forms[vector.word("form")](vector.json("text"))
    assert data == vector.octets("bytes")
    if vector.has("writes"):
        writes = {"qr": armor.to_qr, "block": armor.to_text, "typed": armor.to_typed}
        assert writes[vector.word("form")](data) == vector.json("text")


def sealed_file(vector):
    values = {key: vector.octets(key) for key in ("store", "data-key", "nonce", "kept")}
    values |= {"what": vector.number("what"), "repeat": vector.number("repeat")}
    slots = [json.loads(each) for each in vector.all("slot")]
    values |= {"slots": slots, "changes": vector.all("change")}
    values |= {"length": vector.number("length")} if vector.has("length") else {}
    values |= {"last": vector.octets("last")} if vector.has("last") else {}
    data = sealed_files.made(values)
    assert hashlib.sha256(data).digest() == vector.octets("sha256")
    assert sealed.mark(data) == vector.octets("mark")
    found = sealed.read(data, What[vector.word("expects").upper()])
    slot = found.slot(SlotKind[vector.word("opens").upper()])
    key = vector.octets("with")
    if slot.lock.kind is SlotKind.PHRASE:
        key = sealed.phrase_key(key, slot.lock)
    kept = sealed.unseal(found, sealed.open_key(found.head, slot, key))
    assert kept == vector.octets("kept") * vector.number("repeat")
    nonce = vector.octets("nonce")
    again = sealed.seal(found.head, found.slots, vector.octets("data-key"), kept, lambda size: nonce)
    assert bytes(again) == data == bytes(found)


def recovered(vector):
    match vector.word("does"):
        case "words":
            written = recovery.recovery_words(vector.octets("root"), vector.word("language"))
            assert " ".join(written) == vector.json("words")
        case "read":
            assert recovery.read_recovery_words(vector.json("typed")) == vector.octets("root")
        case "opening":
            written = recovery.opening_words(vector.octets("chance"), vector.word("language"))
            assert " ".join(written) == vector.json("words")
        case "phrase":
            assert passphrase.read(vector.json("typed")) == vector.octets("bytes")
        case "root":
            root = vector.octets("root")
            seed = recovery.identity_seed(root)
            assert (seed, crypto.public_key(seed)) == (vector.octets("seed"), vector.octets("identity"))
            assert recovery.backup_key(root) == vector.octets("backup-key")
            assert recovery.support_secret(root) == vector.octets("support")
            assert recovery.exchange_secret(root) == vector.octets("exchange-secret")


def books(vector):
    book = Book(vector.octets("me"))
    for step in vector.all("do"):
        match step.split():
            case "accept", how, month, secret, made:
                secret = b"" if secret == "-" else bytes.fromhex(secret)
                book = book.accept(statement.read(bytes.fromhex(made)), How(how), int(month), secret)
            case "confirm", key, secret:
                book = book.confirm(bytes.fromhex(key), bytes.fromhex(secret))
            case "compare", key, before, *told:
                key, (binding, *tags) = bytes.fromhex(key), map(bytes.fromhex, told)
                secrets = book.contacts[key].secrets
                left = pair_secrets.compare(secrets, secrets[: int(before)], binding, tags)
                book = book.with_secrets(key, left)
    held = {}
    for key, contact in book.contacts.items():
        came = contact.provenance
        held[key.hex()] = {
            "cards": [each.id.hex() for each in contact.cards],
            "how": came.how.value,
            "month": came.month,
            "first": came.first,
            "secrets": [[each.secret.hex(), each.confirmed] for each in contact.secrets],
        }
    assert held == vector.json("held")


CHECKS = {
    "primitives": primitives,
    "fields": fields,
    "text": texts,
    "statement": statements,
    "card": cards,
    "handshake": handshakes,
    "channel": channels,
    "phrase": phrases,
    "message": said,
    "meeting": vector_runs.meeting,
    "invitation": invitations,
    "address": addresses,
    "swap": vector_runs.swapped,
    "book": books,
    "armor": armors,
    "sealed": sealed_file,
    "recovery": recovered,
    **vouch_checks.CHECKS,
    **receiving_checks.CHECKS,
}
