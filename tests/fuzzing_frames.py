"""Right signatures, seals and paddings around what a mutator made, under keys that everybody knows."""

import io
import zlib

from PIL import Image

from p2pcard.core.exchange import noise, swap
from p2pcard.core.exchange.meeting.messages import Listing
from p2pcard.core.exchange.meeting.opening import MeetingMine, Run
from p2pcard.core.exchange.meeting.transcript import Fresh, Transcript, card_hash
from p2pcard.core.exchange.noise import Channel, Cipher
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.formats import crypto, sealed
from p2pcard.core.formats.sealed import Container, Head, What
from p2pcard.core.statements import bundle, statement, support
from p2pcard.core.statements.statement import Kind
from p2pcard.edge import qr
from tests.peers import card_of, chance_of, seed_of

SEED = seed_of("Fuzz")
KEY = crypto.public_key(SEED)
SECRET = bytes(range(32))
HEAD = Head(What.VAULT, bytes(16))
CHANNEL = Channel(Cipher(SECRET), Cipher(SECRET), bytes(64), bytes(64))
ME = swap.Side(
    card_of("Ana"), lambda said: crypto.sign(seed_of("Ana"), said), False, swap.Role.SCANNER, CHANNEL
)
_SLOT = 94  # bytes of one slot of a sealed file
_SLOTS_AT = 27


def signed(kind: Kind, body: bytes) -> bytes:
    """A statement of this body, with our key where a key belongs, and signed."""
    made = bytearray(bytes((1, kind)) + body + bytes(64))
    sign(made, 0, len(made))
    return bytes(made)


def sign(made: bytearray, start: int, end: int, seed: bytes = SEED) -> None:
    """Sign what stands between two places in its place, if it has the room of a statement."""
    if end - start < 100 or end > len(made):
        return
    place = start + (5 if made[start + 2] == 0xDE else 3)
    if made[place : place + 3] == b"\x00\xc4\x20" and place + 35 <= end - 64:
        made[place + 3 : place + 35] = crypto.public_key(seed)
    if made[start + 1] in set(Kind):
        said = Kind(made[start + 1]).context + bytes(made[start + 2 : end - 64])
        made[end - 64 : end] = crypto.sign(seed, said)


def signed_bundle(data: bytes) -> bytes:
    """A bundle in which every statement that can be found is signed."""
    made, place = bytearray(data), 2
    while place + 2 < len(made):
        start, end = place + 2, place + 2 + int.from_bytes(made[place : place + 2], "big")
        if made[start] == statement.VERSION:
            sign(made, start, end)
        else:
            _sign_inside(made, start + (2 if made[start] == 3 else 1), min(end, len(made)))
        place = end
    return bytes(made)


def _sign_inside(made: bytearray, place: int, end: int) -> None:
    for _ in range(3):
        size = int.from_bytes(made[place : place + 2], "big")
        if place + 2 + size <= end:
            sign(made, place + 2, place + 2 + size)
        place += 2 + size


def filled_bundle(data: bytes) -> bytes:
    """The same in a meeting or swap, where zeros fill it up."""
    return (data[:2] + signed_bundle(data[2:])).ljust(bundle.LARGE, b"\x00")


def swapped_card(data: bytes) -> bytes:
    """A swap's CARD, filled up: its statement is signed, and its proof is that of this channel."""
    made = bytearray(data.ljust(69, b"\x00"))
    size = int.from_bytes(made[65:67], "big")
    sign(made, 67, 67 + size)
    bound = b"p2pcard/2/bind\x00" + bytes((swap.Role.SHOWER,)) + CHANNEL.binding
    made[1:65] = crypto.sign(SEED, bound)
    return bytes(made).ljust(swap.CARD_SIZE, b"\x00")


def meeting_card(data: bytes) -> tuple[Run, bytes, bytes]:
    """A run of two people, and the other's sealed card with its box: all is right about it but the card."""
    made = bytearray(data.ljust(100, b"\x00"))
    end = 98 + int.from_bytes(made[96:98], "big")
    sign(made, 98, end)
    mine, theirs = (Fresh.draw(chance_of(name)) for name in ("mine", "theirs"))
    committed = card_hash(bytes(made[:32]), bytes(made[98:end]))
    openings = (mine.opening(ME.card), theirs.opening(ME.card)[:64] + committed + theirs.random)
    transcript = Transcript(Listing(Mode.WORDS, 1, bytes(32), (bytes(32), SECRET)), openings)
    run = Run(MeetingMine(ME.card, ME.prove, False, mine), transcript, 0, (SECRET, SECRET))
    made[32:96] = crypto.sign(SEED, transcript.bind(1))
    padded, nonce = bytes(made).ljust(2304, b"\x00"), bytes(crypto.NONCE_SIZE)
    box = crypto.seal(transcript.box_key(SECRET, 1, 0), nonce, theirs.card_key)
    return run, crypto.seal(theirs.card_key, nonce, padded, transcript.seal_context(1)), box


def frames(data: bytes) -> list[bytes]:
    """Sealed frames of a channel: each piece behind its length in two bytes, which are not sent."""
    found, cipher = [], Cipher(SECRET)
    while data:
        size = int.from_bytes(data[:2], "big") or noise.MESSAGE_LIMIT - 16
        cipher, frame = cipher.seal(data[2 : 2 + size].ljust(size, b"\x00")[: noise.MESSAGE_LIMIT - 16])
        found.append(frame)
        data = data[2 + size :]
    return found


def blob(content: bytes) -> bytes:
    """A blob for support that opens with SECRET and KEY."""
    key, nonce = crypto.digest("p2pc-support", SECRET[:16], KEY), bytes(24)
    tag = crypto.digest("p2pc-sup-tag", key, nonce)[:16]
    room = support.SIZE - 24 - 16 - 16
    return (
        nonce + tag + crypto.xseal(crypto.digest("p2pc-sup-key", key), nonce, content.ljust(room, b"\0"), tag)
    )


def picture(data: bytes) -> bytes:
    """A PNG file whose chunks have right checksums; what is no PNG file stays as it is."""
    made, place = bytearray(data), 8
    while made[:4] == b"\x89PNG" and place + 12 <= len(made):
        end = place + 8 + int.from_bytes(made[place : place + 4], "big")
        if end + 4 <= len(made):
            made[end : end + 4] = zlib.crc32(made[place + 4 : end]).to_bytes(4, "big")
        place = end + 4
    return bytes(made)


def pictures() -> list[bytes]:
    """A code each of some texts, and one in every format that is read: grey, in colours and see-through."""
    small = Image.open(io.BytesIO(qr.png("P2PC:0", smallest=True))).convert("L").reduce(4)
    found = [qr.png(said, smallest=True) for said in ("P2PC:0", "P2PC:ABC123", "HELLO")]
    for kind, mode, more in (
        ("JPEG", "L", {"quality": 40}),
        ("JPEG", "RGB", {"quality": 20, "progressive": True}),
        ("JPEG", "CMYK", {"quality": 10}),
        ("WEBP", "RGB", {"quality": 10}),
        ("WEBP", "RGBA", {"lossless": True}),
        ("PNG", "P", {"transparency": 255}),
        ("PNG", "RGBA", {}),
    ):
        out = io.BytesIO()
        small.convert(mode).save(out, kind, **more)
        found.append(out.getvalue())
    return found


def starts() -> list[bytes]:
    """How sealed files begin: with one slot, with two, and with eight."""
    lock = bytes(sealed.Lock(sealed.SlotKind.PHRASE, sealed.NORMAL, bytes(16)))
    head, rest = bytes(sealed.Head(What.VAULT, bytes(16))), bytes(24 + 48)
    slots = (lock + rest, bytes(sealed.RECOVERY) + rest)
    return [head + bytes((count,)) + b"".join((slots * 4)[:count]) for count in (1, 2, 8)]


def file_of(start: bytes) -> bytes:
    """A sealed file that begins so, with a body of the size that its slots leave for it."""
    if len(start) < _SLOTS_AT:
        return start
    end = _SLOTS_AT + start[_SLOTS_AT - 1] * _SLOT + 24
    return start[:end].ljust(end + sealed.FIRST_STEP + 16, b"\x00")


def container_of(content: bytes) -> Container:
    """A sealed body with this inside."""
    return Container(HEAD, (), bytes(24), crypto.xseal(SECRET, bytes(24), content, bytes(HEAD)))
