"""The worked examples in docs/spec.md: what stands in its blocks, by name."""

import hashlib
from collections.abc import Iterator
from textwrap import wrap

from p2pcard.core.book import pair_secrets
from p2pcard.core.book.pair_secrets import PairSecret
from p2pcard.core.exchange import channel, noise, phrase, swap
from p2pcard.core.exchange.invitation import Address, Invitation
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.messages import Abort, Join, Ok
from p2pcard.core.exchange.noise import Channel, Cipher
from p2pcard.core.exchange.phrase import Mode
from p2pcard.core.exchange.swap import Role
from p2pcard.core.formats import armor, crypto, recovery, sealed, wire
from p2pcard.core.formats.wordlists import BIP39, PGP_EVEN, PGP_ODD
from p2pcard.core.statements import card
from p2pcard.core.statements.card import Card
from scripts.vectors import rooms

WIDTH = 92


def block(**values: object) -> str:
    """Write values as the lines of a block: bytes as hex, long ones over several lines."""
    rows: list[str] = []
    for name, value in values.items():
        if isinstance(value, bytes):
            first, *rest = wrap(value.hex(), WIDTH - 14) or [""]
            rows += [f"{name.replace('_', ' '):12}  {first}".rstrip(), *(" " * 14 + line for line in rest)]
        else:
            rows.append(f"{name.replace('_', ' '):12}  {value}")
    return "\n".join(rows) + "\n"


def examples() -> dict[str, str]:
    """Return what stands in every block."""
    return {
        "hash": block(
            H=crypto.digest("p2pcard-stmt", b"ab", b""), K=crypto.derive(b"\7" * 16, "p2pcard-backup")
        ),
        "fields": block(body=wire.encode({0: b"\1\2", 3: "Ada", 4: ((1, "ada@example.org"),), 12: True})),
        "statement": _statement(),
        "card": _card(),
        "noise": _noise(),
        "frame": _frame(),
        "phrase": _phrase(),
        "messages": _messages(),
        "transcript": _transcript(),
        **_codes(),
        "sealed": _sealed(),
        "wordlists": block(English=_hash_of("en"), Spanish=_hash_of("es")),
        "root": _root(),
        "pgp-even": "\n".join(_rows(PGP_EVEN)) + "\n",
        "pgp-odd": "\n".join(_rows(PGP_ODD)) + "\n",
    }


def _statement() -> str:
    made = card.write(Card("A"), b"\1" * 32)
    return block(
        key=made.author,
        body=made.body,
        signed=made.kind.context + made.body,
        signature=made.signature,
        statement=bytes(made),
        id=made.id,
    )


def _card() -> str:
    ada = Card(
        "Ada Núñez",
        channels=((1, "ada@example.org"),),
        offers=(1, "bread on Fridays"),
        languages=("es", "en"),
        exchange=b"\3" * 32,
        support=b"\4" * 16,
        sequence=3,
        month=682,
        until=694,
    )
    made = card.write(ada, b"\2" * 32)
    return block(card=bytes(made), id=made.id)


def _noise() -> str:
    prologue = b"p2pcard/1/meetNN"
    caller = noise.begin("NN", initiator=True, ephemeral=b"\5" * 32, prologue=prologue)
    host = noise.begin("NN", initiator=False, ephemeral=b"\6" * 32, prologue=prologue)
    caller, first = caller.write()
    host, _ = host.read(first)
    host, second = host.write()
    done = host.finish()
    return block(
        first=first,
        second=second,
        h=done.binding,
        to_responder=done.receiving.key,
        to_initiator=done.sending.key,
        o3=done.third,
    )


def _frame() -> str:
    _, (frame,) = channel.cut(Cipher(b"\7" * 32), b"hi")
    return block(frame=len(frame).to_bytes(2, "big") + frame)


def _phrase() -> str:
    found = bytes.fromhex("0001faff").ljust(32, b"\0")
    return block(
        phrase=" ".join(phrase.phrase(found, Mode.WORDS)),
        in_digits=" ".join(phrase.phrase(found, Mode.DIGITS)),
        word=phrase.word(found, Mode.WORDS),
        word_digits=phrase.word(found, Mode.DIGITS),
    )


def _messages() -> str:
    return block(
        JOIN=bytes(Join(b"\10" * 32, digits=True, large=False)),
        OK=bytes(Ok((0, 2, 5), b"\11" * 64)),
        ABORT=bytes(Abort(Why.LIST)),
    )


def _transcript() -> str:
    transcript = rooms.of_two().transcript
    everybody = (0, 1)
    return block(
        C_0=transcript.listing.commitments[0],
        C_1=transcript.listing.commitments[1],
        reader=transcript.reader,
        T=transcript.digest,
        phrase=" ".join(transcript.phrase),
        numbers=" ".join(map(str, transcript.numbers)),
        answer=transcript.answer(everybody),
        answerer=transcript.answerer(everybody),
        OK_0_signs=transcript.ok(0, everybody),
        proof_0_signs=transcript.bind(0),
    )


def _codes() -> dict[str, str]:
    invited = Invitation(b"\12" * 16, Address("192.168.1.7", 40001))
    code = swap.code_for(b"\13" * 32, Address("10.0.0.1", 1024))
    data = bytes(invited)
    secrets = (PairSecret(b"\x11" * 32), PairSecret(b"\x12" * 32))
    done = Channel(Cipher(b""), Cipher(b""), b"\15" * 64, b"\16" * 64)
    said = {(role, mode): swap.said(done, role, mode) for role in Role for mode in Mode}
    return {
        "invitation": block(invitation=bytes(invited), psk=invited.psk),
        "swap-code": block(code=bytes(code), psk=code.psk),
        "swap": block(
            scanner=" ".join(said[Role.SCANNER, Mode.WORDS]),
            shower=" ".join(said[Role.SHOWER, Mode.WORDS]),
            in_digits=" ".join(*zip(*(said[role, Mode.DIGITS] for role in Role), strict=True)),
            pair_secret=crypto.digest("p2pc-pair", done.third, done.binding),
        ),
        "held": block(tags=b"".join(pair_secrets.tags(secrets, b"\x13" * 32))),
        "text": "\n".join((armor.to_qr(data), armor.to_typed(data), armor.to_text(bytes(range(3))))),
    }


def _sealed() -> str:
    head = sealed.Head(sealed.What.BACKUP, b"\17" * 16)
    slot = sealed.seal_key(head, sealed.RECOVERY, b"\20" * 32, b"\22" * 32, lambda size: b"\21" * size)
    return block(head=bytes(head), lock=bytes(sealed.RECOVERY), slot=bytes(slot))


def _root() -> str:
    root = bytes(range(16))
    seed = recovery.identity_seed(root)
    return block(
        seed=seed,
        identity=crypto.public_key(seed),
        backup_key=recovery.backup_key(root),
        support=recovery.support_secret(root),
        exchange=recovery.exchange_secret(root),
        English=" ".join(recovery.recovery_words(root, "en")),
        Spanish=" ".join(recovery.recovery_words(root, "es")),
    )


def _hash_of(language: str) -> bytes:
    return hashlib.sha256("".join(f"{word}\n" for word in BIP39[language]).encode()).digest()


def _rows(words: tuple[str, ...]) -> Iterator[str]:
    for start in range(0, len(words), 8):
        yield " ".join(words[start : start + 8])
