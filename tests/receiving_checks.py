"""What the vectors of lives say, asked of the code: what enters, what is kept, who stands behind a person."""

import json
from dataclasses import replace

import pytest

from p2pcard.core.book import (
    admission,
    forgetting,
    introductions,
    passing,
    receiving,
    retention,
    vouches,
    vouching,
)
from p2pcard.core.book.book import Book, How
from p2pcard.core.book.circles import Rule
from p2pcard.core.book.receiving import Came
from p2pcard.core.book.routes import Mark
from p2pcard.core.book.settings import Retention, Settings
from p2pcard.core.statements import acceptance, bundle, statement
from p2pcard.errors import StillNew
from scripts.vectors.holdings import answered, checked, holdings
from scripts.vectors.lives import dead, root_of


class Device:
    """A book, and what was refused of each bundle."""

    def __init__(self, me):
        self.book = Book(me)
        self.refused = []

    def do(self, name, *words):
        getattr(self, name)(*words)

    def hold(self, how, month, made):
        self.book = self.book.accept(_statement(made), How(how), int(month))

    def mark(self, month, key, mark):
        self.book = admission.mark(self.book, self._contact(key), Mark(int(mark)), int(month))

    def remember(self, kind):
        self.book = self.book.with_settings(Settings(retention=Retention(kind)))

    def give(self, month, made):
        held = vouches.hold(_statement(made), None, int(month))
        self.book = replace(self.book, vouches=self.book.vouches.with_given(held))

    def introduce(self, made):
        made = introductions.offer(_statement(made))
        self.book = replace(self.book, introductions=self.book.introductions.with_made(made))

    def agree(self, made):
        yes = _statement(made)
        for held in self.book.vouches.mine.values():
            if held.statement.id == acceptance.read(yes):
                whole = self.book.vouches.with_mine(replace(held, acceptance=yes))
                self.book = replace(self.book, vouches=whole)
        for offer in self.book.introductions.offered:
            if offer.statement.id == acceptance.read(yes):
                agreed = self.book.introductions.with_offered(replace(offer, acceptance=yes))
                self.book = replace(self.book, introductions=agreed)

    def decline(self, month, made):
        book, name = self.book, bytes.fromhex(made)
        for by in [by for by, held in book.vouches.mine.items() if held.statement.id == name]:
            self.book = vouching.decline_vouch(book, by, int(month))
        for offer in [each for each in book.introductions.offered if each.statement.id == name]:
            self.book = vouching.decline_introduction(book, offer, int(month))

    def strangers(self, count):
        keys = {number.to_bytes(32, "big"): dead("nobody") for number in range(int(count))}
        revoked = {**self.book.vouches.revoked, **keys}
        self.book = replace(self.book, vouches=replace(self.book.vouches, revoked=revoked))

    def bundle(self, sender, month, data):
        came = Came(b"" if sender == "-" else bytes.fromhex(sender), int(month))
        before = self.book
        items = bundle.read(bytes.fromhex(data))
        self.book, news, refused = receiving.take(before, items, came)
        if len(items) == len(refused):
            assert (self.book, news) == (retention.settle(before, came.month, over=False), ())
        self.refused.append(refused)

    def over(self, month):
        self.book = retention.settle(self.book, int(month))

    def come(self, last, month):
        self.book = retention.settle(passing.arrive(self.book, int(last), int(month)), int(month))

    def forget(self, month, key):
        forgotten = forgetting.forget(self.book, root_of("me"), bytes.fromhex(key))
        self.book = retention.settle(forgotten, int(month))

    def circle(self, name, *rule):
        self.book = admission.begin(self.book, name, Rule(*map(int, rule)))

    def founder(self, name, month, key):
        self.book = admission.found(self.book, name, self._contact(key), int(month))

    def newcomer(self, name, month, key):
        self.book = admission.admit(self.book, name, self._contact(key), int(month))

    def _contact(self, key):
        return self.book.contacts[bytes.fromhex(key)]


def _statement(data):
    return statement.read(bytes.fromhex(data))


def lived(vector):
    """The device that lived through all of it; what its bundles were refused for is what the vector says."""
    device = Device(vector.octets("me"))
    for step in vector.all("do"):
        device.do(*step.split(" "))
    names = [[type(each).__name__ for each in refused] for refused in device.refused]
    assert names == vector.json("refused")
    return device


def refuse(vector, device):
    """Refuse as the only item of the last bundle was, where that is what the vector is about."""
    if vector.expect != "ok":
        (refusal,) = device.refused[-1]
        raise refusal


def received(vector):
    device = lived(vector)
    assert holdings(device.book) == vector.json("held")
    refuse(vector, device)


def asked(vector):
    device = lived(vector)
    for line in vector.all("answer"):
        answer = json.loads(line)
        assert answered(device.book, bytes.fromhex(answer["person"]), answer["month"]) == answer
    for line in vector.all("check"):
        check = json.loads(line)
        person = bytes.fromhex(check["person"])
        assert checked(device.book, check["circle"], person, check["month"]) == check
    for line in vector.all("marked-from"):
        name, month = json.loads(line)
        contact = device.book.contacts[bytes.fromhex(name)]
        admission.mark(device.book, contact, Mark.THEIR_WORD, month)
        with pytest.raises(StillNew):
            admission.mark(device.book, contact, Mark.THEIR_WORD, month - 1)
    refuse(vector, device)


CHECKS = {"receiving": received, "answer": asked}
