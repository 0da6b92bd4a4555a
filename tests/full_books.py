"""A book with something in each place, for what a vault keeps."""

from dataclasses import replace

from p2pcard.core.book import vouches
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.circles import Circle, Place, Rule
from p2pcard.core.book.introductions import Introductions, Offer, offer
from p2pcard.core.book.pair_secrets import PairSecret
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.settings import Lost, Retention, Settings
from p2pcard.core.book.tally import Tally
from p2pcard.core.book.vouches import Confirmation, KeptRoute, SupersededVouch, Vouches, Withdrawn
from p2pcard.core.statements import support
from p2pcard.core.statements.vouch import Handle
from tests.peers import MONTH, chance_of
from tests.vouchers import ME, WORD, agreed, card_by, dead, key_of, met, offered, vouch_by

NAMES = ("Ana", "Ben", "Eva", "Leo")
KEYS = tuple(map(key_of, NAMES))
BLOBS = tuple(chance_of("blobs")(support.SIZE) for _ in range(3))
HANDLES = tuple(Handle(chance_of(f"handle {number}")(32), bytes((number,)) * 16) for number in range(4))
SEQUENCES = (1, 2**63 - 1, 2**63, 2**64 - 1)


def held_of(by, about, *, yes=True, first=MONTH, blobs=(), **more):
    """A vouch as it is held, agreed to or not."""
    made = vouch_by(by, about, **more)
    return vouches.hold(made, agreed(made, about) if yes else None, first, blobs)


def offer_of(by, to, of, number, *, yes):
    made = offered(by, to, of, number=bytes((number,)) * 16)
    return Offer(made, offer(made).says, agreed(made, to) if yes else None)


def everything():
    """A book with something in each place, at the ends of what can stand there."""
    book = met("Ana", "Ben", book=Book(ME), mark=WORD)
    book = book.accept(card_by("Eva"), How.INTRODUCED, MONTH, by=KEYS[0])
    book = book.accept(card_by("Ana", series=7), How.PHRASE, MONTH, bytes(range(32)))
    contact = replace(book.contacts[KEYS[0]], mark=Mark.THOSE_THEY_NAME, brought=Tally(227, 3))
    book = book.with_contact(
        replace(contact, delivered=Tally(56, 256), secrets=(PairSecret(bytes(32), True),))
    )
    given = tuple(held_of("me", "Ana", sequence=each, yes=each == 1, blobs=BLOBS) for each in SEQUENCES)
    said = Vouches(
        given={KEYS[0]: given, KEYS[3]: (held_of("me", "Leo"),)},
        mine={KEYS[0]: held_of("Ana", "me", blobs=BLOBS), KEYS[1]: held_of("Ben", "me", yes=False)},
        shown={KEYS[2]: tuple(held_of(by, "Eva", first=MONTH - 1) for by in ("Leo", "Ana", "Ben"))},
        past={
            KEYS[2]: frozenset(SupersededVouch(KEYS[0], KEYS[2], each, MONTH, 1) for each in HANDLES[:2]),
            KEYS[3]: frozenset((SupersededVouch(KEYS[0], KEYS[3], HANDLES[0], 0, MONTH),)),
        },
        kept={
            KEYS[2]: Confirmation(
                "Eva", 3, MONTH, (KeptRoute(MONTH + 12, HANDLES[:1]), KeptRoute(1, HANDLES[1:3]))
            ),
            KEYS[3]: Confirmation("Łeo Ñ", 1, 0, ()),
        },
        ended={HANDLES[0].withdrawal: MONTH, HANDLES[1].withdrawal: 0},
        withdrawn=tuple(Withdrawn(each.withdrawal, MONTH + place) for place, each in enumerate(HANDLES)),
        revoked={key_of("Zoe"): dead("Zoe"), KEYS[3]: dead("Leo")},
    )
    offers = Introductions(
        (offer_of("Ana", "me", "Yan", 1, yes=True), offer_of("Ben", "me", "Yan", 2, yes=False)),
        (offer_of("me", "Ana", "Ben", 3, yes=True), offer_of("me", "Ben", "Ana", 3, yes=False)),
    )
    people = {KEYS[0]: Place(MONTH, founder=True), KEYS[2]: Place(MONTH - 5)}
    circles = {"street": Circle(Rule(1, 9, 0), people), "Çırcle": Circle(Rule(9, 1, 9))}
    book = replace(book, vouches=said, introductions=offers, circles=circles)
    settings = Settings("es", Retention.FORGET, True, Tally(227, 2), Lost(680, 681, 682, 3))
    return replace(book, former=(dead("my first self"), dead("my second self")), settings=settings)
