"""For each folder of vectors, what the second implementation makes of one file.

A check returns nothing when all it read and wrote is what the vector says, and refuses where it refuses.
"""

import hashlib

from tests.second_reader import (
    booking,
    cards,
    fields,
    life_checks,
    lines,
    messages,
    noise,
    places,
    spoken,
    swapping,
    texts,
    vouch_checks,
)
from tests.second_reader.keeping_checks import check_recovery, check_sealed
from tests.second_reader.primitive_checks import check_primitives
from tests.second_reader.runs import check_meeting
from tests.second_reader.swap_runs import check_swap
from tests.second_reader.vectors import same


def check_fields(vector):
    body = fields.decode(vector.bytes("bytes"))
    assert same([list(pair) for pair in body], vector.structure("values"))
    assert fields.encode(body) == vector.bytes("bytes")


def check_text(vector):
    match vector["kind"]:
        case "name":
            lines.check_name(_points(vector["points"]))
        case "line":
            lines.check_line(_points(vector["points"]), vector.number("limit"))
        case "annex":
            assert lines.digest() == vector.bytes("digest")
        case "tidy":
            assert lines.tidy(_points(vector["points"])) == _points(vector["line"])
        case "looks":
            one, other = (lines.looks(_points(vector[key])) for key in ("points", "other"))
            assert bool(one & other) == (vector["alike"] == "yes")
        case kind:
            raise AssertionError(kind)


def _points(written):
    return "".join(chr(int(point.removeprefix("U+"), 16)) for point in written.split())


def check_statement(vector):
    statement = cards.read_statement(vector.bytes("bytes"))
    assert statement.author == vector.bytes("author")
    assert statement.id == vector.bytes("id")


def check_card(vector):
    card = cards.read_card(vector.bytes("bytes"))
    assert same(card.fields, vector.structure("fields"))
    if "seed" in vector:
        assert cards.write_card(vector.bytes("seed"), card.fields) == card.raw


def check_handshake(vector):
    pattern, prologue = vector["pattern"], vector.bytes("prologue")
    psk = vector.bytes("psk", b"")
    initiator = noise.Handshake(pattern, True, prologue, vector.bytes("initiator-ephemeral"), psk)
    responder = noise.Handshake(pattern, False, prologue, vector.bytes("responder-ephemeral"), psk)
    first = initiator.write()
    if vector["reads"] == "first":
        responder.read(vector.bytes("first"))
        return
    assert first == vector.bytes("first")
    responder.read(first)
    second = responder.write()
    initiator.read(vector.bytes("second"))
    assert second == vector.bytes("second")
    for side in (initiator, responder):
        assert side.h == vector.bytes("h")
        keys = [vector.bytes(name) for name in ("to-responder", "to-initiator", "o3")]
        assert list(side.split()) == keys


def check_channel(vector):
    sender = noise.Sender(vector.bytes("key"))
    message = vector.bytes("message", b"") * int(vector.get("repeat", "1"))
    if vector["does"] == "write":
        written = sender.frames(message)
        if "frames-sha256" in vector:
            assert hashlib.sha256(written).hexdigest() == vector["frames-sha256"]
        else:
            assert written == b"".join(vector.each_bytes("frame"))
        read_back = _read_frames(vector.bytes("key"), noise.frames_of(written))
    else:
        on_the_line = b"".join(vector.each_bytes("frame"))
        read_back = _read_frames(vector.bytes("key"), noise.frames_of(on_the_line))
    assert read_back == [message]


def _read_frames(key, frames):
    receiver = noise.Receiver(key)
    return [message for message in map(receiver.frame, frames) if message is not None]


def check_phrase(vector):
    digits = vector["mode"] == "digits"
    if vector["does"] == "hear":
        first = int(vector.get("first", "0"))
        spoken.hear(vector.text("typed"), vector.text("expected"), digits, first)
    else:
        speaks = {"phrase": spoken.phrase, "word": spoken.word}[vector["does"]]
        assert speaks(vector.bytes("digest"), digits) == vector.text("result")


def check_message(vector):
    message = messages.read_message(vector.bytes("bytes"))
    assert message.name == vector["name"]
    assert same(message.values, vector.structure("values"))


def check_invitation(vector):
    data = vector.bytes("bytes")
    code = {"swap": swapping.read_code, "invitation": swapping.read_invitation}[vector["does"]](data)
    assert (code.token, code.psk) == (vector.bytes("token"), vector.bytes("psk"))
    assert (code.host, code.port) == (vector["host"], vector.number("port"))
    assert code.raw == data


def check_address(vector):
    interfaces = [places.Interface(line) for line in vector.all("interface")]
    routers = vector.all("router")
    if vector["does"] == "comes":
        assert places.comes(vector["host"], interfaces, routers) == vector["way"]
        return
    asked = {"yes": True, "no": False}[vector["loopback"]]
    way = places.leads(vector["host"], vector.number("port"), interfaces, routers, asked)
    assert way == vector["way"]


def check_book(vector):
    book = booking.Book(vector.bytes("me"))
    for step in vector.all("do"):
        name, *details = step.split(" ")
        if name == "confirm":
            book.confirm(*map(bytes.fromhex, details))
            continue
        if name == "compare":
            key, before, *told = details
            binding, *tags = map(bytes.fromhex, told)
            book.compare(bytes.fromhex(key), int(before), binding, tags)
            continue
        how, month, secret, card = details
        met_with = None if secret == "-" else bytes.fromhex(secret)
        book.accept(cards.read_card(bytes.fromhex(card)), how, int(month), met_with)
    assert same({key.hex(): _held(contact) for key, contact in book.contacts.items()}, vector.text("held"))


def _held(contact):
    return {
        "cards": [contact.cards[series].statement.id.hex() for series in sorted(contact.cards)],
        "how": contact.how,
        "month": contact.month,
        "first": contact.first,
        "secrets": [[secret.hex(), confirmed] for secret, confirmed in contact.secrets],
    }


FORMS = {
    "qr": (texts.read_qr, texts.write_qr),
    "block": (texts.read_block, texts.write_block),
    "typed": (texts.read_typed, texts.write_typed),
    "any": (texts.read_any, None),
}


def check_armor(vector):
    read, write = FORMS[vector["form"]]
    data = read(vector.text("text"))
    assert data == vector.bytes("bytes")
    if vector.get("writes") == "yes":
        assert write is not None
        assert write(data) == vector.text("text")


CHECKS = {
    "primitives": check_primitives,
    "fields": check_fields,
    "text": check_text,
    "statement": check_statement,
    "card": check_card,
    "handshake": check_handshake,
    "channel": check_channel,
    "phrase": check_phrase,
    "message": check_message,
    "meeting": check_meeting,
    "invitation": check_invitation,
    "address": check_address,
    "swap": check_swap,
    "book": check_book,
    "armor": check_armor,
    "sealed": check_sealed,
    "recovery": check_recovery,
    **vouch_checks.CHECKS,
    **life_checks.CHECKS,
}
