"""What a person can do about circles: begin, count in, leave, rule and check; all of it stays here."""

from p2pcard.cardholder.vouching import Vouching
from p2pcard.core import admission, text
from p2pcard.core.admission import Admission
from p2pcard.core.book import Contact
from p2pcard.core.circles import Circle, Rule


class Circles(Vouching):
    """The circles of one open vault."""

    def begin(self, name: str, rule: Rule) -> str:
        """Begin a circle; return its name as it is kept. Raises CircleExists or what `text.name` raises."""
        kept = text.name(text.tidy(name))
        self.save(admission.begin(self.book, kept, rule))
        return kept

    def named(self, typed: str) -> str:
        """Return how a circle is called, whatever accents and case were typed; raises NoSuchCircle."""
        return admission.named(self.book, typed)

    def find(self, name: str) -> Circle:
        """Return a circle; raises NoSuchCircle."""
        return admission.find(self.book, name)

    def count_in(self, name: str, contact: Contact, *, founder: bool, anyway: bool) -> None:
        """Count somebody in: a newcomer who meets the rule, or somebody who was there from the start.

        Raises NoSuchCircle, NotMet, CardRevoked, NotYet or OverBudget.
        """
        if founder:
            self.save(admission.found(self.book, name, contact, self.month))
        else:
            self.save(admission.admit(self.book, name, contact, self.month, anyway=anyway))

    def leave(self, name: str, *, forget: bool) -> int:
        """Drop a circle with its rule, and with `forget` the people who are in no other; return how many."""
        book = admission.leave(self.book, self.vault.root(), name, self.month, forget=forget)
        gone = len(self.book.contacts) - len(book.contacts)
        self.vault.save(book, self.month, erase_previous=True)
        return gone

    def change(self, name: str, rule: Rule) -> None:
        """Give a circle another rule; raises NoSuchCircle."""
        self.save(admission.change(self.book, name, rule))

    def check(self, name: str, contact: Contact) -> Admission:
        """Put a circle's rule to what is known of somebody; raises NoSuchCircle."""
        return admission.check(self.book, name, contact, self.month)
