"""What may enter a book (docs/spec.md, section 9)."""

from p2pcard.core.book import pair_secrets
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.pair_secrets import PairSecret
from p2pcard.core.statements.statement import Statement
from scripts.vectors.case import MONTH, Case, Folder, card_of, chance, key_of, word

Step = tuple[How, int, bytes, Statement] | tuple[bytes, bytes] | tuple[bytes, int, tuple[bytes, ...]]
S = [chance(f"pair secret {number}") for number in range(19)]
BINDING = chance("the transcript of a meeting")
NEW, OLD, OTHER = (card_of("Ben", sequence=2), card_of("Ben"), card_of("Ben", sequence=2, role="nurse"))
WORK = card_of("Ben", series=7, sequence=1)
BEN = NEW.author


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("book")
    for name, (comment, steps) in {**_cards(), **_secrets(), **_compared()}.items():
        held = [("held", _held(_after(steps)))]
        folder.add(name, "ok", comment, ("me", key_of("Ada")), *map(_line, steps), *held)
    for name, (expect, comment, steps) in _refused().items():
        folder.add(name, expect, comment, ("me", key_of("Ada")), *map(_line, steps))
    return folder.cases


def _came(how: How, later: int, card: Statement) -> Step:
    return how, MONTH + later, b"", card


def _cards() -> dict[str, tuple[str, list[Step]]]:
    mere, met, scanned, introduced = How.CARD_ONLY, How.PHRASE, How.QR, How.INTRODUCED
    two_mere = [_came(mere, 0, NEW), _came(mere, 1, NEW)]
    return {
        "first": ("the first card", [_came(mere, 0, NEW)]),
        "again": ("the same card twice", [_came(scanned, 0, NEW), _came(scanned, 1, NEW)]),
        "newer": ("a higher sequence", [_came(mere, 0, OLD), _came(mere, 0, NEW)]),
        "older_met": ("a lower sequence, from somebody met", [_came(mere, 0, NEW), _came(scanned, 0, OLD)]),
        "series": ("a second series", [_came(scanned, 0, WORK), _came(mere, 0, NEW)]),
        "met_stays": ("a mere card after a meeting", [_came(met, 0, OLD), _came(mere, 1, NEW)]),
        "met_later": ("a swap after a meeting", [_came(met, 0, NEW), _came(scanned, 2, NEW)]),
        "introduced": (
            "a mere card after an introduction",
            [_came(introduced, 0, NEW), _came(mere, 1, NEW)],
        ),
        "card_only_twice": (
            "a mere card twice, then an introduction",
            [*two_mere, _came(introduced, 2, NEW)],
        ),
    }


def _secrets() -> dict[str, tuple[str, list[Step]]]:
    def met(*numbers: int) -> list[Step]:
        return [(How.QR, MONTH, S[number], NEW) for number in numbers]

    return {
        "secrets_sixteen": ("sixteen that are not confirmed", met(*range(16))),
        "secrets_seventeen": ("where sixteen wait, a new one is not taken", met(*range(17))),
        "secrets_seventeen_same": ("nor is one of them a second time", met(*range(16), 3)),
        "secrets_room": ("a confirmation makes room", [*met(*range(16)), (BEN, S[0]), *met(16, 17)]),
        "secrets_same": ("the same one twice", met(0, 1, 0)),
        "secrets_confirmed": ("a confirmation erases what is older", [*met(0, 1, 2), (BEN, S[1])]),
        "secrets_kept": ("a confirmed one never goes", [*met(0), (BEN, S[0]), *met(*range(1, 18))]),
        "secrets_unknown": ("the confirmation of one that is not held", [*met(0), (BEN, S[1])]),
        "secrets_replaced": ("a later confirmation", [*met(0), (BEN, S[0]), *met(1, 2), (BEN, S[2])]),
    }


def _compared() -> dict[str, tuple[str, list[Step]]]:
    """Compare what both hold: the number is how many were held before the exchange, the oldest."""

    def met(*numbers: int) -> list[Step]:
        return [(How.QR, MONTH, S[number], NEW) for number in numbers]

    def told(before: int, *numbers: int) -> Step:
        return BEN, before, pair_secrets.tags(tuple(PairSecret(S[each]) for each in numbers), BINDING)

    confirmed: list[Step] = [*met(0), (BEN, S[0])]
    other = pair_secrets.tags((PairSecret(S[0]),), chance("another transcript"))
    return {
        "tags_newest": ("the newest of both is confirmed", [*met(0, 1, 2), told(2, 0, 1)]),
        "tags_this": ("that of this exchange is confirmed", [*met(0, 1, 2), told(2, 0, 2)]),
        "tags_none": ("none in common: what was there before goes", [*confirmed, *met(1, 2), told(2)]),
        "tags_older": ("an older one alone is in common", [*confirmed, *met(1, 2), told(2, 0)]),
        "tags_between": ("what is newer and theirs not goes", [*met(0, 1, 2, 3), told(3, 1)]),
        "tags_order": ("the order of the tags counts for nothing", [*met(0, 1, 2), told(2, 1, 0)]),
        "tags_strange": ("tags of secrets that are not held", [*met(0, 1), told(1, 7, 0, 8)]),
        "tags_full": ("sixteen that only one of two holds", [*met(*range(17)), told(16), *met(17)]),
        "tags_other_run": ("tags of another exchange fit none", [*met(0, 1), (BEN, 1, other)]),
        "tags_two": ("two lists, one after the other", [*met(0, 1, 2), told(2, 0, 1), told(2, 2)]),
    }


def _refused() -> dict[str, tuple[str, str, list[Step]]]:
    return {
        "own": ("YourOwnCard", "my own card", [(How.QR, MONTH, b"", card_of("Ada"))]),
        "older": (
            "OlderCard",
            "a lower sequence, from nobody met",
            [(How.QR, MONTH, b"", NEW), (How.CARD_ONLY, MONTH, b"", OLD)],
        ),
        "two_versions": (
            "TwoVersions",
            "one sequence and two cards",
            [(How.QR, MONTH, b"", NEW), (How.QR, MONTH, b"", OTHER)],
        ),
    }


def _line(step: Step) -> tuple[str, object]:
    if len(step) == 2:
        return "do", word(f"confirm {step[0].hex()} {step[1].hex()}")
    if len(step) == 3:
        key, before, tags = step
        told = (key.hex(), str(before), BINDING.hex(), *(tag.hex() for tag in tags))
        return "do", word(" ".join(("compare", *told)))
    how, month, secret, card = step
    return "do", word(f"accept {how.value} {month} {secret.hex() or '-'} {bytes(card).hex()}")


def _after(steps: list[Step]) -> Book:
    book = Book(key_of("Ada"))
    for step in steps:
        if len(step) == 2:
            book = book.confirm(*step)
        elif len(step) == 3:
            key, before, tags = step
            held = book.contacts[key].secrets
            book = book.with_secrets(key, pair_secrets.compare(held, held[:before], BINDING, tags))
        else:
            how, month, secret, card = step
            book = book.accept(card, how, month, secret)
    return book


def _held(book: Book) -> dict[str, object]:
    return {
        key.hex(): {
            "cards": [card.id.hex() for card in contact.cards],
            "how": contact.provenance.how.value,
            "month": contact.provenance.month,
            "first": contact.provenance.first,
            "secrets": [[each.secret.hex(), each.confirmed] for each in contact.secrets],
        }
        for key, contact in book.contacts.items()
    }
