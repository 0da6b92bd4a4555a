"""What may enter a book (docs/spec.md, section 9)."""

from p2pcard.core.book import Book, How
from p2pcard.core.statement import Statement
from scripts.vectors.case import MONTH, Case, Folder, card_of, chance, key_of, word

Step = tuple[How, int, bytes, Statement] | tuple[bytes, bytes]
S = [chance(f"pair secret {number}") for number in range(8)]
NEW, OLD, OTHER = (card_of("Ben", sequence=2), card_of("Ben"), card_of("Ben", sequence=2, role="nurse"))
WORK = card_of("Ben", series=7, sequence=1)
BEN = NEW.author


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("book")
    for name, (comment, steps) in {**_cards(), **_secrets()}.items():
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
        "secrets_four": ("four that are not confirmed", met(0, 1, 2, 3)),
        "secrets_five": ("the oldest of five goes", met(0, 1, 2, 3, 4)),
        "secrets_same": ("the same one twice", met(0, 1, 0)),
        "secrets_confirmed": ("a confirmation erases what is older", [*met(0, 1, 2), (BEN, S[1])]),
        "secrets_kept": ("a confirmed one never goes", [*met(0), (BEN, S[0]), *met(1, 2, 3, 4, 5)]),
        "secrets_replaced": ("a later confirmation", [*met(0), (BEN, S[0]), *met(1, 2), (BEN, S[2])]),
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
    how, month, secret, card = step
    return "do", word(f"accept {how.value} {month} {secret.hex() or '-'} {bytes(card).hex()}")


def _after(steps: list[Step]) -> Book:
    book = Book(key_of("Ada"))
    for step in steps:
        if len(step) == 2:
            book = book.confirm(*step)
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
