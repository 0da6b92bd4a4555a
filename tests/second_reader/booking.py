"""The book: section 9."""

from tests.second_reader.basics import demand, digest

MET = ("qr", "phrase")


class Contact:
    """One key, with its cards, its provenance and its pair secrets."""

    def __init__(self, how, month):
        self.how = how
        self.month = self.first = month
        self.cards = {}
        self.secrets = []

    def provenance(self, how, month):
        if how in MET or self.how in (how, "card-only"):
            self.how, self.month = how, month

    def secret(self, secret):
        if any(secret == held for held, _ in self.secrets):
            return
        if sum(not confirmed for _, confirmed in self.secrets) < 16:
            self.secrets.append((secret, False))

    def confirm(self, secret):
        places = [place for place, (held, _) in enumerate(self.secrets) if held == secret]
        if places:
            self.secrets = [(secret, True), *self.secrets[places[0] + 1 :]]

    def compare(self, before, binding, tags):
        """Tags came in an exchange before which the oldest so many of these were held."""
        theirs = {held for held, _ in self.secrets if digest("p2pc-held", held, binding)[:16] in tags}
        useless = {held for held, _ in self.secrets[:before]} - theirs
        both = [held for held, _ in self.secrets if held in theirs]
        if both:
            self.confirm(both[-1])
        self.secrets = [pair for pair in self.secrets if pair[0] not in useless]


class Book:
    """What a device holds of others."""

    def __init__(self, me):
        self.me = me
        self.contacts = {}

    def accept(self, card, how, month, secret=None):
        demand(card.key != self.me, "YourOwnCard")
        contact = self.contacts.get(card.key) or Contact(how, month)
        kept = self._counting(contact.cards.get(card.series), card, how in MET)
        contact.cards[card.series] = kept
        contact.provenance(how, month)
        if secret is not None:
            contact.secret(secret)
        self.contacts[card.key] = contact

    @staticmethod
    def _counting(held, card, met):
        if held is None or held.statement.id == card.statement.id:
            return held or card
        before, now = held.fields["sequence"], card.fields["sequence"]
        demand(before != now, "TwoVersions")
        if before > now:
            demand(met, "OlderCard")
            return held
        return card

    def confirm(self, key, secret):
        self.contacts[key].confirm(secret)

    def compare(self, key, before, binding, tags):
        self.contacts[key].compare(before, binding, tags)
