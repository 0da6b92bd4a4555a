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
    sealing,
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
    text = "".join(chr(int(point.removeprefix("U+"), 16)) for point in vector["points"].split())
    if vector["kind"] == "name":
        lines.check_name(text)
    else:
        lines.check_line(text, vector.number("limit"))


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
    psk, static = vector.bytes("psk", b""), vector.bytes("responder-static", b"")
    public = sealing.exchange_key(static) if static else b""
    initiator = noise.Handshake(
        pattern, True, prologue, vector.bytes("initiator-ephemeral"), psk, static_public=public
    )
    responder = noise.Handshake(pattern, False, prologue, vector.bytes("responder-ephemeral"), psk, static)
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
        spoken.hear(vector.text("typed"), vector.text("expected"), digits)
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
    if vector["does"] == "swap":
        assert (code.key, "digits" if code.digits else "words") == (vector.bytes("key"), vector["mode"])
        assert swapping.write_code(code.digits, code.key, code.token, code.host, code.port) == data


def check_book(vector):
    book = booking.Book(vector.bytes("me"))
    for step in vector.all("do"):
        name, *details = step.split(" ")
        if name == "confirm":
            book.confirm(*map(bytes.fromhex, details))
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
    "swap": check_swap,
    "book": check_book,
    "armor": check_armor,
    "sealed": check_sealed,
    "recovery": check_recovery,
    **vouch_checks.CHECKS,
    **life_checks.CHECKS,
}
