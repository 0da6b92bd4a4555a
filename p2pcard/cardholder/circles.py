"""What a person can do about circles: begin, count in, leave, rule and check; all of it stays here."""

from dataclasses import replace

from p2pcard.cardholder.vouching import Vouching
from p2pcard.core import admission, forgetting, memory, text
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

    def find(self, name: str) -> Circle:
        """Return a circle; raises NoSuchCircle."""
        return admission.find(self.book, text.tidy(name))

    def count_in(self, name: str, contact: Contact, *, founder: bool, anyway: bool) -> None:
        """Count somebody in: a newcomer who meets the rule, or somebody who was there from the start.

        Raises NoSuchCircle, NotMet, CardRevoked, NotYet or OverBudget.
        """
        name = text.tidy(name)
        if founder:
            self.save(admission.found(self.book, name, contact, self.month))
        else:
            self.save(admission.admit(self.book, name, contact, self.month, anyway=anyway))

    def leave(self, name: str, *, forget: bool) -> int:
        """Drop a circle with its rule, and with `forget` the people who are in no other; return how many."""
        name = text.tidy(name)
        people = admission.find(self.book, name).people.keys()
        book = admission.without_circle(self.book, name)
        elsewhere = {key for circle in book.circles.values() for key in circle.people}
        gone = [key for key in people if key in book.contacts and key not in elsewhere] if forget else []
        for key in gone:
            book = forgetting.forget(book, key)
        self.vault.save(memory.settle(book, self.month), self.month, erase_previous=True)
        return len(gone)

    def change(self, name: str, rule: Rule) -> None:
        """Give a circle another rule; raises NoSuchCircle."""
        name = text.tidy(name)
        circle = admission.find(self.book, name)
        self.save(admission.with_circle(self.book, name, replace(circle, rule=rule)))

    def check(self, name: str, contact: Contact) -> Admission:
        """Put a circle's rule to what is known of somebody; raises NoSuchCircle."""
        return admission.check(self.book, text.tidy(name), contact, self.month)
