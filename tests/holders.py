"""People with a root, a card and a book, for the adversary tests: all that travels is bytes."""

from p2pcard import errors
from p2pcard.cli.next_steps import command
from p2pcard.core.book import admission, issuing, receiving, retention, sending, verdict, vouching
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.circles import Rule
from p2pcard.core.book.receiving import NO_SENDER, Came
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.vouching import PER_MONTH, Said
from p2pcard.core.formats import recovery
from p2pcard.core.statements import bundle, card, vouch
from p2pcard.core.statements.card import Card
from p2pcard.core.statements.statement import make
from p2pcard.core.statements.vouch import Manner
from p2pcard.wording.standing import Standing
from tests.peers import MONTH, chance_of

WORD, NAMED = Mark.THEIR_WORD, Mark.THOSE_THEY_NAME
QUARTER = 684  # January 2027: the first month of a quarter


class Holder:
    """Somebody with a root, a card and a book, who does what a device does; all that travels is bytes."""

    def __init__(self, name, month=MONTH, called=""):
        self.month, self.chance = month, chance_of(f"the chance of {name}")
        self.root = chance_of(f"the root of {name}")(16)
        self.seed = recovery.identity_seed(self.root)
        self.card = issuing.issue(self.root, Card(called or name), 1, month)
        self.key = self.card.author
        self.book = Book(self.key).with_own("card", self.card)

    def held(self, other):
        return self.book.contacts[other.key]

    def hold(self, card, how=How.QR):
        self.book = self.book.accept(card, how, self.month)

    def meet(self, *others):
        for other in others:
            self.hold(other.card)
            other.hold(self.card)

    def take(self, items, sender=NO_SENDER):
        """Take what somebody delivers, in as many bundles as there are items; return what was refused."""
        read = [each for item in items for each in bundle.read(bundle.write([item]))]
        self.book, self.news, refused = receiving.take(self.book, read, Came(sender, self.month))
        return [type(each) for each in refused]

    def tell(self, other):
        """Hand over what travels by itself."""
        return other.take(sending.waiting(self.book, other.key, self.month), self.key)

    def show(self, *others):
        """Show who vouches for me."""
        return [each.take(sending.mine_to_show(self.book, self.month), self.key) for each in others]

    def vouch(self, other, *, may=False, agreed=True):
        """Vouch for a person I meet, who agrees."""
        if other.key not in self.book.contacts:
            self.meet(other)
        said = Said(may, How.QR)
        self.book = vouching.give(self.book, self.root, self.held(other), self.month, said, self.chance)
        self.tell(other)
        if agreed:
            other.book = vouching.accept_vouch(other.book, other.root, self.key)
            other.tell(self)
        return self.book.vouches.given[other.key][-1].statement

    def withdraw(self, other):
        self.book = vouching.withdraw(self.book, self.root, self.held(other), self.month)

    def mark(self, *others, mark=WORD):
        for other in others:
            self.book = admission.mark(self.book, self.held(other), mark, self.month)

    def rename(self, name, **fields):
        """Write another card under a name."""
        sequence = card.read(self.card).sequence + 1
        self.card = issuing.issue(self.root, Card(name, **fields), sequence, self.month)

    def later(self, months):
        """Open the vault so many months later."""
        self.month += months
        self.book = retention.settle(self.book, self.month)

    def answer(self, other):
        return verdict.answer(self.book, verdict.lay_out(self.book, self.month), other.key, self.month)

    def people(self, other):
        """How many separate people stand behind somebody."""
        return self.answer(other).people

    def told(self, other):
        """What the screen says of somebody."""
        return [*Standing(self.book, self.held(other), self.month, command).answer(self.answer(other))]

    def founds(self, name="street", people=()):
        """Begin a circle with people who were there from the start."""
        self.book = admission.begin(self.book, name, Rule())
        for each in people:
            self.book = admission.found(self.book, name, self.held(each), self.month)

    def counts_in(self, other, name="street", **more):
        """Count somebody in; return the refusal if there is one."""
        try:
            self.book = admission.admit(self.book, name, self.held(other), self.month, **more)
        except errors.Refusal as refusal:
            return type(refusal)
        return None


def holders(names, month=MONTH):
    return [Holder(name, month) for name in names.split()]


def circle_of(*founders, mark=WORD):
    """Cleo, who met these founders, counts their word and has them in a circle."""
    cleo = Holder("Cleo", founders[0].month)
    cleo.meet(*founders)
    cleo.mark(*founders, mark=mark)
    cleo.founds(people=founders)
    return cleo


def comes(checker, newcomer, *vouchers):
    """A newcomer these people vouch for meets a checker and shows it; return why they are not counted in."""
    for each in vouchers:
        each.vouch(newcomer, may=True)
    checker.meet(newcomer)
    newcomer.show(checker)
    return checker.counts_in(newcomer)


def fakes(count, month=MONTH):
    return [Holder(f"Fake {number}", month) for number in range(count)]


def said(by, about, number=1, name=""):
    """A vouch as its author would sign it in any month."""
    name, sequence = name or card.read(about.card).name, by.month * PER_MONTH + number
    return vouch.issue(by.root, about.key, name, sequence, by.month, Manner.QR, may_introduce=False)


def copied(by, about, handle, number=1):
    """A vouch with the handles of somebody else's."""
    made = said(by, about, number)
    fields = {field: value for field, value in made.fields().items() if field}
    return make(made.kind, {**fields, 8: handle.withdrawal, 9: handle.void}, by.seed)
