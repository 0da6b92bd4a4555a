"""Among ten thousand names of eight languages no word for an offer finds the middle of one."""

import re
import unicodedata
from types import MappingProxyType

from p2pcard.core.book import search
from p2pcard.core.book.book import Book, Contact, How, Provenance
from p2pcard.core.formats import crypto
from p2pcard.core.statements import card
from p2pcard.core.statements.card import Card
from p2pcard.wording.people import OFFER_WORDS, language_words, offer_words
from tests.peers import MONTH, seed_of

GIVEN = {
    "Spanish": "Ana María Iván Evangelina José Carmen Núria Catalina Rosa Vanesa Óscar Iñaki",
    "German": "Jörg Eva Silvan Günther Käthe Carsten Uwe Liane Radomir Ewald Anke Bernd",
    "Polish": "Łukasz Ewa Stanisław Żaneta Iwan Kinga Małgorzata Zbigniew Paweł Oskar Ola Jan",
    "Turkish": "Ayşe İvan Çağla Şule Gülşen Umut Ozan Evrim Kardelen Cansu Tolga Rıza",
    "Vietnamese": "Vân Thị Đức Nguyệt Hương Phượng Quốc Tuấn Ánh Bảo Lan Minh",
    "Russian": "Иван Мария Ёлка Сергей Наталья Олег Вера Ян Юлия Пётр Анна Лев",
    "Arabic": "محمد فاطمة أحمد ليلى يوسف مريم خالد نور سعيد هدى عمر زينب",
    "Chinese": "小龍 芳 伟 秀英 娜 敏 静 丽 强 磊 军 洋",
}
FAMILY = {
    "Spanish": "Evans Sofía-Vanegas Carrillo Peña Ruiz García Núñez Toolan",
    "German": "Müller Evanger Großmann Silvaner Kochmann Weiß Radtke Lehrer",
    "Polish": "Kowalski Wiśniewska Iwański Zieliński Cara Nowak Wójcik Dąbrowa",
    "Turkish": "Yılmaz Demir Caravan Öztürk Şahin Çelik Aydın Koç",
    "Vietnamese": "Nguyễn Trần Lê Phạm Hoàng Huỳnh Vũ Võ",
    "Russian": "Петров Иванова Кузнецов Смирнова Попов Волков Лебедев Козлова",
    "Arabic": "الخطيب حداد نجار صباغ عيسى منصور سليمان درويش",
    "Chinese": "李 王 張 劉 陳 楊 黃 趙",
}


def ten_thousand():
    """People with names of eight languages who offer nothing, by every other name of their language."""
    names = [
        f"{first} {middle} {family}" if number else f"{first} {family}"
        for language, given in GIVEN.items()
        for family in FAMILY[language].split()
        for first in given.split()
        for number, middle in enumerate(given.split())
    ]
    assert len(names) == 9216
    held = {}
    for number, name in enumerate([*names, *names[:784]]):
        made = card.write(Card(name, month=MONTH, until=MONTH + 12), seed_of(f"{number}"))
        held[made.author] = Contact(made.author, (made,), Provenance(How.QR, MONTH, MONTH))
    assert len(held) == 10_000
    return Book(crypto.public_key(seed_of("me")), contacts=MappingProxyType(held))


def folded(name):
    """A name in small letters without marks, by another way than the program's."""
    return "".join(
        each for each in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(each)
    )


def test_among_ten_thousand_names_of_eight_languages_no_offer_finds_the_middle_of_a_name():
    book, offers = ten_thousand(), offer_words()
    assert len(offers) == len(OFFER_WORDS)
    asked = {word for words in offers.values() for word in re.findall(r"[^\W_]+", folded(words))}
    assert {"van", "car", "furgoneta", "ninos"} <= asked
    parts = {each.name: re.split("[ -]", folded(each.name)) for each in book.contacts.values()}
    for word in asked:
        found = search.search(book, word, offers, language_words())
        begin = {name for name, each in parts.items() if any(part.startswith(word) for part in each)}
        assert {each.name for each in found.people} == begin
        assert found.by_other_words == ()
