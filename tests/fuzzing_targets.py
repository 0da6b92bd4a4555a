"""The targets of `scripts/fuzz`, and of the test that gives their corpus to them again."""

import hashlib
import json
from collections.abc import Callable
from functools import cache, partial

from p2pcard.cli.next_steps import command
from p2pcard.core.book import circles, receiving
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.receiving import Came
from p2pcard.core.exchange import channel, phrase, swap
from p2pcard.core.exchange.invitation import Address, read_invitation, read_swap
from p2pcard.core.exchange.meeting import cards, handshake, reading
from p2pcard.core.exchange.noise import Cipher
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import armor, passphrase, recovery, sealed, text, wire
from p2pcard.core.formats.sealed import What
from p2pcard.core.statements import (
    acceptance,
    bundle,
    card,
    introduction,
    revocation,
    statement,
    support,
    vouch,
)
from p2pcard.core.statements.bundle import Shown
from p2pcard.core.statements.statement import Kind, Statement
from p2pcard.edge import qr
from p2pcard.jsonapi import cards as card_values
from p2pcard.jsonapi import live
from p2pcard.wording import catalogue
from tests.fuzzing import Shape, Target, loads
from tests.fuzzing_frames import (
    KEY,
    ME,
    SECRET,
    SEED,
    blob,
    container_of,
    file_of,
    filled_bundle,
    frames,
    meeting_card,
    picture,
    pictures,
    signed,
    signed_bundle,
    starts,
    swapped_card,
)
from tests.fuzzing_hosts import HOSTS
from tests.fuzzing_lines import LINES
from tests.fuzzing_members import MEMBERS
from tests.fuzzing_swaps import SWAPS
from tests.peers import MONTH, card_of
from tests.vector_files import vectors

PSK = hashlib.blake2b(b"psk", digest_size=32).digest()
WORDS = ("aardvark", "adviser", "wallet", "yucatan")
CODE = swap.code_for(SECRET, Address("192.0.2.7", 4711))
CALLED = swap.call(CODE, PSK)
FIELDS = Shape(wire.decode, wire.encode)
JSON = Shape(loads, lambda value: json.dumps(value).encode("ascii"))
BODY = slice(2, -64)  # of a statement
CARDS = (
    {"name": "Ana"},
    {"name": "Ana", "channels": [["phone", "600"], ["other", "x"]], "languages": ["es", "kab"]},
    {"name": "Ana", "offers": ["first aid", "x"], "keys": [["ssh", "00"], ["age", "ff"]]},
    {"name": "Ana", "organisation": "x", "role": "y", "printable": True},
)
ANSWERS = (
    {"heard": "x"},
    {"vouch": "Ben", "may_introduce": True, "mark": "full"},
    {"show": ["Ben"]},
    {"accept": "00"},
    {"decline_introduction": "00"},
    {"later": "00"},
    {"stop": True},
)


def same(found: object, written: bytes, data: bytes) -> object:
    """What is read is written back byte for byte; anything else is a crash."""
    if written != data:
        raise AssertionError("read, and written otherwise")
    return found


def octets(*folders: str, key: str = "bytes", part: slice = slice(None)) -> list[bytes]:
    """The bytes of all vectors of some folders."""
    return [each.octets(key)[part] for name in folders for each in vectors(name) if each.has(key)]


def typed(folder: str, key: str) -> list[bytes]:
    """The texts of all vectors of a folder."""
    return [each.json(key).encode("utf-8", "surrogatepass") for each in vectors(folder) if each.has(key)]


def decoded(data: bytes) -> str:
    """Bytes as the text that a terminal or file would give."""
    return data.decode("utf-8", "surrogateescape")


def fields(data: bytes) -> object:
    return same(None, wire.encode(wire.decode(data)), data)  # a text in it may still be any


def a_statement(data: bytes) -> object:
    found = statement.read(data)
    return same(found, bytes(found), data)


def behind_signature(kind: Kind, read: Callable[[Statement], object], body: bytes) -> object:
    return read(statement.read(signed(kind, body)))


def a_bundle(data: bytes) -> object:
    found = bundle.read(data)
    return same(found, bundle.write(found), data)


def a_message(data: bytes) -> object:
    found = reading.read(data)
    return same(found, bytes(found), data)


def a_line(data: bytes) -> object:
    inbox, found = channel.Inbox(Cipher(SECRET)), None
    for frame in frames(data):
        inbox, found = inbox.take(frame)
    return found


def armored(data: bytes) -> object:
    written = decoded(data)
    return armor.read(written, armor.label_of(written))


def a_sealed_file(data: bytes) -> object:
    whole = file_of(data)
    found = sealed.read(whole, What.VAULT)
    same(None, bytes(found), whole)
    return None


def meeting_cards(data: bytes) -> object:
    run, sealed_card, box = meeting_card(data)
    return cards.open_boxes(run, (0, 1), (b"", sealed_card), (box,))


def taken(data: bytes) -> object:
    """What one of us holds and is told after a bundle by a person they know."""
    items = bundle.read(signed_bundle(data))
    book, news, refused = receiving.take(known(), items, Came(KEY, MONTH))
    return book.vouches, book.introductions, news, tuple(catalogue.refusal(each, command) for each in refused)


@cache
def known() -> Book:
    """The book of the subject of the vouches in the vectors; in it are the fuzzer's own card and another."""
    alone = next(each for each in vectors("bundle") if each.name == "bundle/vouch_alone")
    (shown,) = bundle.read(alone.octets("bytes"))
    assert isinstance(shown, Shown)
    book = Book(vouch.read(shown.vouch).subject)
    for name in ("Fuzz", "Teo"):
        book = book.accept(card_of(name), How.QR, MONTH, b"")
    return book


def a_swap(data: bytes) -> object:
    return swap.step(swap.Giving(ME), swapped_card(data))[0]


def connected(data: bytes) -> bytes:
    return swap.connect(CODE, CALLED[0], data).binding


def called(data: bytes) -> bytes:
    return handshake.answer(data, SECRET, PSK, only_invited=False)[1]


def heard(mode: Mode, data: bytes) -> object:
    said = WORDS if mode is Mode.WORDS else ("123", "456", "7890")
    phrase.hear(said, decoded(data), mode)
    return said


def opened(data: bytes) -> object:
    passphrase.new(decoded(data))
    return passphrase.read(decoded(data))


def own_card(data: bytes) -> object:
    mine = card_values.read_card(loads(data))
    return card.read(card.write(mine, SEED))


def lines(data: bytes) -> object:
    for way in (text.plain, text.looks):  # for finding and comparing; nobody is shown these
        way(decoded(data))
    tidied = text.tidy(decoded(data))
    if text.tidy(tidied) != tidied:
        raise AssertionError("what is tidied is not tidy")
    return text.line(decoded(data))


def a_name(data: bytes) -> object:
    taken = text.name(decoded(data))
    if text.unseen(taken):
        raise AssertionError("a name that is taken holds what is not seen")
    return taken


def points() -> list[bytes]:
    """The texts of the vectors about text, which are listed by code points."""
    found = []
    for said in (said for each in vectors("text") for said in each.all("points")):
        numbers = [int(point[2:], 16) for point in said.split() if point != "-"]
        found.append("".join(map(chr, numbers)).encode("utf-8", "surrogatepass"))
    return found


def first_messages() -> list[bytes]:
    """First messages to a meeting's host and to a shower of a code."""
    return [handshake.call(SECRET)[1], handshake.call(SECRET, PSK)[1], CALLED[1], bytes(32), bytes(48)]


def of_kind(kind: Kind, folder: str, read: Callable[[Statement], object]) -> Target:
    """A target behind the signature of one kind."""
    return Target(partial(behind_signature, kind, read), partial(octets, folder, part=BODY), shape=FIELDS)


def swap_cards(front: bytes) -> list[bytes]:
    """What stands before a card in a swap or meeting, and then its length, around each card."""
    return [front + len(each).to_bytes(2, "big") + each for each in octets("card")]


STATEMENTS = ("statement", "card", "vouch", "acceptance", "introduction", "revocation")

TARGETS: dict[str, Target] = {
    "fields": Target(fields, partial(octets, "fields"), shape=FIELDS),
    "statement": Target(a_statement, partial(octets, *STATEMENTS)),
    "card": of_kind(Kind.CARD, "card", card.read),
    "vouch": of_kind(Kind.VOUCH, "vouch", vouch.read),
    "acceptance": of_kind(Kind.ACCEPTANCE, "acceptance", acceptance.read),
    "introduction": of_kind(Kind.INTRODUCTION, "introduction", introduction.read),
    "revocation": of_kind(Kind.REVOCATION, "revocation", revocation.read),
    "bundle": Target(a_bundle, partial(octets, "bundle")),
    "signed-bundle": Target(lambda data: a_bundle(signed_bundle(data)), partial(octets, "bundle")),
    "filled-bundle": Target(
        lambda data: bundle.read_filled(filled_bundle(data)),
        lambda: [len(each).to_bytes(2, "big") + each for each in octets("bundle")],
    ),
    "armor": Target(armored, partial(typed, "armor", "text"), typed=True),
    "swap-code": Target(read_swap, partial(octets, "invitation")),
    "swap-first": Target(lambda data: swap.answer(CODE, SECRET, data)[1], first_messages),
    "swap-second": Target(connected, lambda: [swap.answer(CODE, SECRET, CALLED[1])[1], bytes(48)]),
    "invitation": Target(read_invitation, partial(octets, "invitation")),
    "swap-card": Target(a_swap, partial(swap_cards, b"\x01" + bytes(64))),
    "meeting-card": Target(meeting_cards, partial(swap_cards, bytes(96))),
    "taken": Target(taken, partial(octets, "bundle")),
    "message": Target(a_message, partial(octets, "message")),
    "line": Target(a_line, lambda: [b"\x00\x02\x01a", b"\x00\x00\x00", b"\x00\x01\x01", b"\x00\x01\x00"]),
    "door": Target(called, first_messages),
    "support": Target(
        lambda data: support.open_blob(SECRET[:16], KEY, blob(data)),
        lambda: [b"\x00\x01a\x00\x01b", b"\x00\x00\x00\x00"],
    ),
    "sealed-file": Target(a_sealed_file, starts),
    "sealed-content": Target(
        lambda data: sealed.unseal(container_of(data), SECRET),
        lambda: [bytes(7) + b"\x01a\x00\x00", bytes(8)],
    ),
    "text-name": Target(a_name, points),
    "text-line": Target(lines, points),
    "words-heard": Target(partial(heard, Mode.WORDS), partial(typed, "phrase", "typed"), typed=True),
    "digits-heard": Target(
        partial(heard, Mode.DIGITS), lambda: [b"123 456 7890", *typed("phrase", "typed")], typed=True
    ),
    "recovery": Target(
        lambda data: recovery.read_recovery_words(decoded(data)), partial(typed, "recovery", "typed")
    ),
    "opening-phrase": Target(opened, partial(typed, "recovery", "typed")),
    "rule": Target(lambda data: circles.read_rule(decoded(data)), lambda: [str(circles.Rule()).encode()]),
    "own-card": Target(own_card, lambda: [json.dumps(each).encode() for each in CARDS], shape=JSON),
    "answer": Target(
        lambda data: live.read_answer(decoded(data)),
        lambda: [json.dumps(each).encode() for each in ANSWERS],
        typed=True,
        shape=JSON,
    ),
    "picture": Target(
        lambda data: qr.read_image(picture(data)),
        pictures,
        typed=True,
        share=0.05,
        seconds=20.0,
        mebibytes=700,
    ),
    **MEMBERS,
    **HOSTS,
    **SWAPS,
    **LINES,
}
