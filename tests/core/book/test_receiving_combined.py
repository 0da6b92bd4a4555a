"""Ten thousand combinations of vouch, acceptance, bringer, card and month: only what was made so counts."""

import random
from collections import Counter
from dataclasses import dataclass, replace

from p2pcard.core.book import receiving, retention, verdict
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.receiving import NO_SENDER, Came
from p2pcard.core.book.routes import Mark
from p2pcard.core.formats import crypto
from p2pcard.core.formats.recovery import identity_seed
from p2pcard.core.statements import acceptance, bundle, card, revocation, statement, vouch
from p2pcard.core.statements.bundle import Shown, Withdrawal
from p2pcard.core.statements.card import Card
from p2pcard.core.statements.statement import Kind
from p2pcard.core.statements.vouch import Manner
from tests.peers import MONTH, chance_of, seed_of

ROUNDS = 12_000
ME = crypto.public_key(seed_of("me"))
ROOTS = [chance_of(f"root {number}")(16) for number in range(3)]
AUTHORS = {crypto.public_key(identity_seed(root)): root for root in ROOTS}
SUBJECTS = {crypto.public_key(seed_of(name)): name for name in ("Teo", "Bea", "Leo")}
CALLED = ("Teo", "Bea", "Leo", "Theo")


def vouch_by(root, key, name):
    return vouch.issue(root, key, name, 64 * MONTH + 1, MONTH, Manner.QR, may_introduce=False)


VOUCHES = [vouch_by(root, key, name) for root in ROOTS for key, name in SUBJECTS.items()]
VOUCHES += [vouch_by(ROOTS[0], key, "Theo") for key in SUBJECTS]
AGREED = {
    (key, made.id): acceptance.write(made, seed_of(SUBJECTS[key])) for made in VOUCHES for key in SUBJECTS
}
BY_AUTHORS = [acceptance.write(made, identity_seed(root)) for made in VOUCHES for root in ROOTS]
DEAD = {key: revocation.write(root) for key, root in AUTHORS.items()}
DEAD |= {
    key: statement.make(Kind.REVOCATION, {1: bytes(16)}, seed_of(name)) for key, name in SUBJECTS.items()
}


def book_of(key, called):
    """A book of somebody who met all who vouch, and holds a card of one of the others under some name."""
    book = Book(ME)
    for number, root in enumerate(ROOTS):
        book = book.accept(card.write(Card(f"Author {number}"), identity_seed(root)), How.QR, MONTH)
    for contact in book.contacts.values():
        book = book.with_contact(replace(contact, mark=Mark.THEIR_WORD))
    return book.accept(card.write(Card(called), seed_of(SUBJECTS[key])), How.CARD_ONLY, MONTH)


BOOKS = {(key, called): book_of(key, called) for key in SUBJECTS for called in CALLED}


@dataclass
class Trial:
    """One combination."""

    made: statement.Statement
    agreed: statement.Statement
    sender: bytes
    held: tuple[bytes, str]
    came: int
    asked: int
    ending: statement.Statement | Withdrawal | None
    first: bool  # the ending comes before the vouch

    @classmethod
    def draw(cls, chance):
        """Everything by chance, but mostly so that it fits."""
        made = chance.choice(VOUCHES)
        says = vouch.read(made)
        fitting = AGREED[says.subject, made.id]
        agreed = chance.choice((fitting, fitting, chance.choice([*AGREED.values(), *BY_AUTHORS])))
        sender = chance.choice((NO_SENDER, says.subject, chance.choice([*AUTHORS, *SUBJECTS])))
        own = (says.subject, says.name)
        held = chance.choice((own, own, chance.choice(list(BOOKS))))
        came = MONTH + chance.choice((-2, -1, 0, 0, 0, 1, 12, 13))
        asked = max(came, MONTH + chance.choice((0, 1, 2, 12, 13, 40)))
        secret = vouch.withdrawal_secret(AUTHORS[says.by], says.subject, says.sequence)
        other = vouch.withdrawal_secret(AUTHORS[says.by], says.subject, says.sequence + 1)
        endings = [None, None, Withdrawal(secret), Withdrawal(other), chance.choice(list(DEAD.values()))]
        return cls(made, agreed, sender, held, came, asked, chance.choice(endings), chance.random() < 0.5)

    def why_not(self):
        """By which rule it does not count, if by any."""
        says = vouch.read(self.made)
        ends = isinstance(self.ending, Withdrawal) and (
            vouch.withdrawal_handle(self.ending.secret) == says.handle.withdrawal
        )
        dead = isinstance(self.ending, statement.Statement) and self.ending.author in (says.by, says.subject)
        rules = {
            "another key agreed": self.agreed.author != says.subject,
            "another vouch was agreed to": acceptance.read(self.agreed) != self.made.id,
            "another person showed it": self.sender not in (NO_SENDER, says.subject),
            "another key is held": self.held[0] != says.subject,
            "another name is held": self.held[1] != says.name,
            "ahead": says.until > self.came + 13,
            "run out before it came": says.until < self.came,
            "run out since": says.until < self.asked,
            "withdrawn": ends,
            "revoked": dead,
        }
        return [rule for rule, broken in rules.items() if broken]

    def counts(self):
        """Whether it counts with the program, and whether anything about somebody else does."""
        book, ending = BOOKS[self.held], [self.ending] if self.ending else []
        came = Came(NO_SENDER, self.came)
        if self.first:
            book = receiving.take(book, ending, came)[0]
        book = receiving.take(book, [Shown(self.made, self.agreed)], Came(self.sender, self.came))[0]
        if not self.first:
            book = receiving.take(book, ending, came)[0]
        book = retention.settle(book, self.asked)  # as whenever a vault is opened
        network = verdict.lay_out(book, self.asked)
        return {key for key in SUBJECTS if verdict.answer(book, network, key, self.asked).people}


def test_of_ten_thousand_combinations_those_count_whose_parts_were_made_for_one_another():
    chance, broken, counted = random.Random("combined"), Counter[str](), 0
    for _ in range(ROUNDS):
        trial = Trial.draw(chance)
        why_not = trial.why_not()
        broken.update(why_not[:1] if len(why_not) == 1 else [])
        expected = set() if why_not else {vouch.read(trial.made).subject}
        assert trial.counts() == expected, (trial, why_not)
        counted += bool(expected)
    assert ROUNDS - counted > 10_000
    assert counted > 300
    assert min(broken.values()) > 30  # each rule refuses some that all others would let in
    assert len(broken) >= 9


def test_what_came_and_ended_stays_ended_in_whatever_order_it_is_brought_again():
    """Somebody shows vouches again and again, in any order and month: who ended is never counted again."""
    chance, live_seen, ended_seen = random.Random("again"), 0, 0
    for _ in range(150):
        key, name = chance.choice(list(SUBJECTS.items()))
        book, month, live = BOOKS[key, name], MONTH, set(AUTHORS)
        shown = {by: vouch_by(root, key, name) for by, root in AUTHORS.items()}
        for _ in range(12):
            month += chance.choice((0, 0, 0, 1, 3))
            by = chance.choice(list(AUTHORS))
            secret = Withdrawal(vouch.withdrawal_secret(AUTHORS[by], key, 64 * MONTH + 1))
            again = Shown(shown[by], AGREED[key, shown[by].id])
            item: bundle.Item = chance.choice((again, again, again, again, secret, DEAD[by]))
            live -= {by} if not isinstance(item, Shown) else set()
            live = live if month <= MONTH + 12 else set()
            brought = bundle.read(bundle.write([item]))
            book = receiving.take(book, brought, Came(NO_SENDER, month))[0]
            found = verdict.answer(book, verdict.lay_out(book, month), key, month)
            assert found.people <= len(live)
            assert {link.by for link in found.links} - {ME} <= live
            live_seen, ended_seen = live_seen + found.people, ended_seen + (len(live) < 3)
    assert live_seen > 300
    assert ended_seen > 300
