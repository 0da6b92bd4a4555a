"""Lives by chance: what devices go through with vouches, endings, introductions, marks and circles."""

import random
from contextlib import suppress

from p2pcard.core.book.book import How
from p2pcard.core.formats import recovery
from p2pcard.core.statements import bundle, statement, support
from p2pcard.core.statements.bundle import Introduced, Shown
from p2pcard.errors import Refusal
from scripts.vectors.case import MONTH
from scripts.vectors.lives import (
    Life,
    agreed,
    card_by,
    dead,
    key_of,
    offered,
    root_of,
    seed_of,
    vouch_by,
    withdrawn,
)

PEOPLE = ("Ana", "Ben", "Eva", "Leo", "Mia", "Noa", "Teo", "Zoe")
KINDS = ("forget", "two-months", "until-expiry")
SOON = (-13, -12, -3, *[0] * 12, 1, 2)  # months from now


class Fate:
    """One life: a device of somebody who knows most of a few people."""

    def __init__(self, seed):
        self.chance, self.life, self.month, self.sequence = random.Random(seed), Life(), MONTH, 100
        self.life.remember(self.chance.choice(KINDS))
        for name in PEOPLE:
            if self.chance.random() < 0.85:
                self.life.take_card(card_by(name), self.chance.choice((How.QR, How.PHRASE, How.CARD_ONLY)))
        for name in self.held:
            with suppress(Refusal):
                self.try_to(self.life.mark, name, self.chance.randint(0, 2))
        rule = self.chance.choice((1, 1, 2)), self.chance.choice((1, 2)), self.chance.choice((0, 1, 2))
        self.life.circle("street", *rule)

    @property
    def held(self):
        """The people whose cards are held."""
        return [name for name in PEOPLE if key_of(name) in self.life.book.contacts]

    def try_to(self, do, *words, **more):
        """Do something that may be refused, and then did not happen."""
        before = len(self.life.lines)
        try:
            do(*words, **more)
        except Refusal:
            del self.life.lines[before:]

    def live(self, steps):
        """Go through so many steps."""
        weights = {
            self.receive: 50,
            self.mark: 8,
            self.wait: 10,
            self.meet: 5,
            self.say: 6,
            self.answer: 6,
            self.count: 15,
            self.forget: 1,
        }
        for _ in range(steps):
            self.chance.choices(list(weights), list(weights.values()))[0]()
        self.life.month = self.month
        return self.life

    def receive(self):
        items = bundle.fitting(self.item() for _ in range(self.chance.randint(1, 4)))
        self.life.take(*items, sender=self.chance.choice(("", "", "", *PEOPLE)), month=self.month)

    def mark(self):
        self.try_to(self.life.mark, self.chance.choice(self.held), self.chance.randint(0, 2), self.month)

    def wait(self):
        if self.chance.random() < 0.1:
            self.life.remember(self.chance.choice(KINDS))
        self.month += self.chance.choice((0, 0, 0, 1, 1, 2, 5))
        self.life.over(self.month)

    def meet(self):
        name = self.chance.choice(PEOPLE)
        called = self.chance.choice(("", "", f"{name} X"))
        card = card_by(name, called, sequence=self.chance.randint(1, 3), series=self.chance.choice((0, 0, 7)))
        self.try_to(self.life.take_card, card, self.chance.choice((How.QR, How.CARD_ONLY)), self.month)

    def say(self):
        self.sequence += 1
        one, other = self.chance.sample(self.held, 2)
        if self.chance.random() < 0.6:
            self.life.give(vouch_by("me", one, sequence=self.sequence, month=self.month), self.month)
        else:
            number = self.chance.randbytes(16)
            self.life.introduce(offered("me", one, other, self.month, number))
            self.life.introduce(offered("me", other, one, self.month, number))

    def answer(self):
        book = self.life.book
        waiting = [each.statement for each in book.vouches.mine.values() if not each.acceptance]
        waiting += [each.statement for each in book.introductions.offered if not each.acceptance]
        if waiting and self.chance.random() < 0.7:
            self.life.agree(self.chance.choice(waiting))
        elif waiting:
            self.life.decline(self.chance.choice(waiting), self.month)

    def count(self):
        name = self.chance.choice(self.held)
        founds = self.chance.random() < 0.2 and key_of(name) not in self.life.book.vouches.revoked
        self.try_to(self.life.founder if founds else self.life.newcomer, "street", name, month=self.month)

    def forget(self):
        if len(self.held) > 5:
            self.life.forget(self.chance.choice(self.held), self.month)

    def item(self):
        """Something that a bundle may bring."""
        makers = {
            self.vouch: 60,
            self.newer: 6,
            self.about_me: 6,
            self.ending: 7,
            self.agreement: 8,
            self.introduction: 8,
            self.introduced: 14,
            lambda: card_by("Ana"): 1,
        }
        return self.chance.choices(list(makers), list(makers.values()))[0]()

    def vouch(self):
        by, about = self.chance.sample(PEOPLE, 2)
        made = vouch_by(
            by,
            about,
            month=self.month + self.chance.choice(SOON),
            sequence=self.chance.choice((1, 1, 1, 2, 3)),
            may_introduce=self.chance.random() < 0.7,
            name=about if self.chance.random() < 0.95 else "X",
        )
        if self.chance.random() < 0.1:
            made = self.forge(made, by)
        yes = agreed(made, about if self.chance.random() < 0.96 else by)
        blobs = self.blobs(by) if self.chance.random() < 0.3 else ()
        return Shown(made, yes if self.chance.random() < 0.96 else None, blobs)

    def newer(self):
        """A vouch that takes the place of one in hand."""
        held = [each.says for each in self.life.book.vouches.everything_shown()]
        if not held:
            return self.vouch()
        before, names = self.chance.choice(held), {key_of(name): name for name in PEOPLE}
        by, about = names[before.by], names[before.subject]
        called = about if self.chance.random() < 0.5 else "X"
        more = {"sequence": before.sequence + 1, "name": called, "may_introduce": self.chance.random() < 0.7}
        made = vouch_by(by, about, month=self.month, **more)
        if self.chance.random() < 0.3:
            made = self.forge(made, by)
        return Shown(made, agreed(made, about), ())

    def forge(self, made, by):
        """The same with a void handle that is made up, or the handles of another one."""
        other, says = vouch_by(*self.chance.sample(PEOPLE, 2), sequence=1).fields(), made.fields()
        if self.chance.random() < 0.3:
            says = {**says, 8: other[8]}
        else:
            other = {9: self.chance.choice((bytes(16), bytes((1,)) * 16))}
        says = {**says, 9: other[9]}
        return statement.make(made.kind, {field: says[field] for field in says if field}, seed_of(by))

    def blobs(self, signer):
        """Vouches about the author of a vouch, sealed."""
        authors = [name for name in self.chance.sample(PEOPLE, 2) if name != signer]
        return support.fill(tuple(self.blob(by, signer) for by in authors), self.chance.randbytes)

    def blob(self, by, signer):
        made = vouch_by(by, signer, month=self.month, sequence=1, may_introduce=True)
        secret, nonce = recovery.support_secret(root_of(by)), self.chance.randbytes(24)
        return support.seal(secret, key_of(signer), made, agreed(made, signer), nonce)

    def about_me(self):
        by = self.chance.choice(PEOPLE)
        month = self.month + self.chance.choice(SOON)
        made = vouch_by(by, "me", month=month, sequence=self.chance.choice((1, 2)))
        yes = agreed(made, "me") if self.chance.random() < 0.3 else None
        return Shown(made, yes, self.blobs(by) if self.chance.random() < 0.5 else ())

    def ending(self):
        by, about = self.chance.sample((*PEOPLE, "me"), 2)
        past = {each.by for found in self.life.book.vouches.past.values() for each in found}
        if past and self.chance.random() < 0.5:
            return dead(next(name for name in PEOPLE if key_of(name) in past))
        if self.chance.random() < 0.85:
            return withdrawn(by, about, self.chance.choice((1, 1, 2)))
        return dead(by)

    def agreement(self):
        book = self.life.book
        mine = [each.statement for given in book.vouches.given.values() for each in given]
        mine += [each.statement for each in book.introductions.made]
        if not mine:
            return self.vouch()
        made = self.chance.choice(mine)
        names = {key_of(name): name for name in PEOPLE}
        ends = [value for value in made.fields().values() if value in names]
        return agreed(made, names[ends[0]] if ends else "Ana")

    def introduction(self):
        by, of = self.chance.sample(PEOPLE, 2)
        month, number = self.month + self.chance.choice((-2, -1, 0, 0, 0, 1, 2)), of.encode().ljust(16)
        return offered(by, self.chance.choice(("me", "me", "me", "me", of)), of, month, number)

    def introduced(self):
        offers = [each for each in self.life.book.introductions.offered if each.acceptance]
        if not offers:
            return self.introduction()
        mine = self.chance.choice(offers).says
        names = {key_of(name): name for name in PEOPLE}
        owner = mine.name if self.chance.random() < 0.8 else self.chance.choice(PEOPLE)
        if owner == names[mine.by]:
            return self.introduction()
        made = offered(names[mine.by], owner, "me", self.month, mine.number)
        return Introduced(card_by(owner), made, agreed(made, owner))
