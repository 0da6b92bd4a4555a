"""How cards and people are put into words: one fact on a line."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from p2pcard.core.book.book import Book, Contact, How
from p2pcard.core.formats import offers
from p2pcard.core.statements.card import CHANNELS, Card
from p2pcard.errors import N_
from p2pcard.errors.next_step import Place, SeePeople, Swap
from p2pcard.wording.catalogue import in_each, isolated, month, say, say_count

CHANNEL_WORDS: Final = {
    "phone": N_("Phone"),
    "email": N_("Email"),
    "signal": N_("Signal"),
    "matrix": N_("Matrix"),
    "xmpp": N_("XMPP"),
    "briar": N_("Briar"),
    "threema": N_("Threema"),
    "url": N_("Web"),
    "address": N_("Address"),
    "other": N_("Reach by"),
}
OFFER_WORDS: Final = {
    "van": N_("van"),
    "car": N_("car"),
    "bicycle": N_("bicycle"),
    "driving": N_("driving"),
    "moving-help": N_("help with moving"),
    "babysitting": N_("babysitting"),
    "school-run": N_("fetching children from school"),
    "elder-care": N_("care for old people"),
    "pet-care": N_("care for animals"),
    "night-watch": N_("sitting up at night"),
    "first-aid": N_("first aid"),
    "nursing": N_("nursing"),
    "medicine-run": N_("fetching medicine"),
    "mental-health": N_("listening in hard times"),
    "cooking": N_("cooking"),
    "groceries": N_("shopping for food"),
    "spare-food": N_("spare food"),
    "spare-room": N_("spare room"),
    "sofa": N_("sofa for a night"),
    "storage": N_("room to store things"),
    "meeting-space": N_("room for meetings"),
    "generator": N_("power generator"),
    "tools": N_("tools"),
    "repairs": N_("repairs"),
    "electrical-work": N_("electrical work"),
    "plumbing": N_("plumbing"),
    "carpentry": N_("carpentry"),
    "gardening": N_("gardening"),
    "sewing": N_("sewing"),
    "computer-help": N_("help with computers"),
    "phone-charging": N_("charging phones"),
    "radio": N_("radio"),
    "printing": N_("printing"),
    "interpreting": N_("interpreting"),
    "legal-help": N_("legal help"),
    "paperwork": N_("help with paperwork"),
    "accompaniment": N_("going along to offices"),
    "teaching": N_("teaching"),
    "sign-language": N_("sign language"),
    "clothing": N_("clothing"),
}
LANGUAGE_WORDS: Final = {  # by their codes in ISO 639
    "ar": N_("Arabic"),
    "bn": N_("Bengali"),
    "ca": N_("Catalan"),
    "de": N_("German"),
    "el": N_("Greek"),
    "en": N_("English"),
    "es": N_("Spanish"),
    "eu": N_("Basque"),
    "fa": N_("Persian"),
    "fr": N_("French"),
    "gl": N_("Galician"),
    "hi": N_("Hindi"),
    "ht": N_("Haitian Creole"),
    "it": N_("Italian"),
    "ja": N_("Japanese"),
    "ko": N_("Korean"),
    "ku": N_("Kurdish"),
    "nah": N_("Nahuatl"),
    "nl": N_("Dutch"),
    "pa": N_("Punjabi"),
    "pl": N_("Polish"),
    "ps": N_("Pashto"),
    "pt": N_("Portuguese"),
    "qu": N_("Quechua"),
    "ro": N_("Romanian"),
    "ru": N_("Russian"),
    "so": N_("Somali"),
    "sw": N_("Swahili"),
    "ti": N_("Tigrinya"),
    "tl": N_("Tagalog"),
    "tr": N_("Turkish"),
    "uk": N_("Ukrainian"),
    "ur": N_("Urdu"),
    "vi": N_("Vietnamese"),
    "wo": N_("Wolof"),
    "yue": N_("Cantonese"),
    "zh": N_("Chinese"),
    "zgh": N_("Tamazight"),
}
ALL_OTHERS_GET: Final = N_("This is all that others will get:")
MADE: Final = N_("Your card is made. This is all that others will get:")
CARD_CHANGED: Final = N_("Your card is changed.")
CHANGED: Final = N_("Changed. This is all that others will get:")
SHOWS_ONE_PERSON: Final = N_("Whoever holds two of your cards can see that they belong to one person.")
DROPPED: Final = N_("The card is dropped.")
HELD_NOW: Final = N_("You now hold this card:")
FORGOTTEN: Final = (
    N_("Forgotten: nothing of them is left in your files."),
    N_("Copies that you made earlier still hold their card."),
    N_("So may old parts of the disk, for whoever has your phrase."),
)
ID_SHOWN: Final = 8  # digits of what tells people apart who have nothing else
OTHER_NAMES: Final = {"van": "camioneta"}  # words of some places for what others call otherwise


def offer(number_or_text: int | str) -> str:
    """Return an offer in the reader's language."""
    name = offers.name(number_or_text)
    return say(OFFER_WORDS[name]) if name in OFFER_WORDS else name


def language(code: str) -> str:
    """Return what a language is called; its code where we have no word for it."""
    return say(LANGUAGE_WORDS[code]) if code in LANGUAGE_WORDS else code


def offer_words() -> dict[int, str]:
    """Return what each offer may be called: in each of our languages, and by its name for programs."""
    return {
        offers.NUMBERS[name]: " ".join((*in_each(word), name, OTHER_NAMES.get(name, "")))
        for name, word in OFFER_WORDS.items()
    }


def language_words() -> dict[str, str]:
    """Return what each language may be called, in each of our languages."""
    return {code: " ".join(in_each(word)) for code, word in LANGUAGE_WORDS.items()}


def card_lines(card: Card) -> list[str]:
    """Return all that stands on a card, as others will see it."""
    lines = [say("Name: {name}", name=card.name)]
    for kind, text in card.channels:
        word = CHANNEL_WORDS[CHANNELS[kind]] if kind < len(CHANNELS) else CHANNEL_WORDS["other"]
        lines.append(say("{channel}: {text}", channel=say(word), text=text))
    if card.organisation:
        lines.append(say("Group: {name}", name=card.organisation))
    if card.role:
        lines.append(say("Role there: {role}", role=card.role))
    if card.offers:
        lines.append(
            say("Can offer: {offers}", offers=", ".join(isolated(offer(each)) for each in card.offers))
        )
    if card.languages:
        lines.append(say("Speaks: {languages}", languages=", ".join(map(language, card.languages))))
    if card.printable:
        lines.append(say("This card may be printed on paper lists."))
    return lines


def person_lines(book: Book, contact: Contact, now: int | None) -> list[str]:
    """Return all that is known of a person; `now` is this month, or None if the clock is behind."""
    lines: list[str] = []
    for card in contact.read():
        lines += [line for line in card_lines(card) if line not in lines]
    lines.append(provenance(contact, known=now is not None))
    if contact.key in book.vouches.revoked:
        lines.append(dead(contact))
    else:
        lines.append(validity(max(card.until for card in contact.read()), now))
    if book.look_alikes(contact):
        lines.append(
            say("Careful: you hold cards of two people whose names look alike. Ask which one you mean.")
        )
    return lines


def alike_lines(book: Book, came: Iterable[bytes]) -> Iterator[str]:
    """Say which of the people (keys) whose cards just came have a name that looks like somebody else's."""
    people = [book.contacts[key] for key in came if key in book.contacts]
    alike = sorted({isolated(each.name) for each in people if book.look_alikes(each)})
    if alike:
        yield say(
            "Careful: you hold a card of somebody else whose name looks like this: {names}. Ask who is who.",
            names=", ".join(alike),
        )


def provenance(contact: Contact, *, known: bool = True) -> str:
    """Say how a card came, in facts."""
    when = month(contact.provenance.month) if known else say("month not known")
    match contact.provenance.how:
        case How.QR:
            return say("You met, by a code and words ({when}).", when=when)
        case How.PHRASE:
            return say("You met in person, by the words read aloud ({when}).", when=when)
        case How.INTRODUCED:
            return say("Introduced to you ({when}).", when=when)
        case _:
            return say("You only hold the card ({when}). You have not swapped in person.", when=when)


def dead(contact: Contact) -> str:
    """Say that a card's owner ended it."""
    return say(
        "This card is dead: its owner said so. Meet {name} again and take the new card.", name=contact.name
    )


def validity(until: int, now: int | None) -> str:
    """Say how long a card is good."""
    if now is None:
        return say("Nobody here knows whether this card is still good.")
    if until < now:
        return say("This card has run out ({when}). Ask for a new one.", when=month(until))
    return say("Good until {when}.", when=month(until))


def own_validity(until: int, now: int | None) -> str:
    """Say how long a card of one's own is good: nobody need be asked for a new one."""
    if now is not None and until < now:
        return say(
            "This card has run out ({when}). It is written anew when you next show or swap it.",
            when=month(until),
        )
    return validity(until, now)


def reached(contact: Contact) -> list[str]:
    """Return who a person is and how to reach them, a piece each."""
    ways = (isolated(text) for card in contact.read() for _, text in card.channels)
    return [isolated(contact.name), *dict.fromkeys(ways)]


def holders_lines(book: Book) -> list[str]:
    """Name the people who may hold my card as it was before a change: those who got it face to face."""
    met = sorted(called_apart(book, each) for each in book.contacts.values() if each.provenance.how.met)
    if not met:
        return []
    return [
        say_count(
            "{count} person has your old card from a swap or a meeting: {people}.",
            "{count} people have your old card from a swap or a meeting: {people}.",
            len(met),
            people=", ".join(met),
        ),
        say("They get the new one when you next swap or meet."),
    ]


def called_apart(book: Book, contact: Contact) -> str:
    """Return what a person is called; with how to reach them where another name is the same or alike."""
    name, *ways = reached(contact)
    if not book.look_alikes(contact):
        return name
    return f"{name} ({ways[0] if ways else contact.key.hex()[:ID_SHOWN]})"


def fact(contact: Contact, *, known: bool = True) -> str:
    """Say who a person is, how to reach them and how their card came, in one line."""
    return f"{', '.join(reached(contact))}. {provenance(contact, known=known)}"


def nobody(name_place: Callable[[Place], str]) -> str:
    """Say that no card of anybody is held yet."""
    return say("Nobody yet. Swap cards with somebody: {next}", next=name_place(Swap()))


def nobody_fits(name_place: Callable[[Place], str]) -> str:
    """Say that nobody is what somebody looks for."""
    return say("Nobody among your people fits that. See everybody: {next}", next=name_place(SeePeople()))


def by_other_words() -> str:
    """Say what stands below: people who fit by something else than a name, an offer or a language."""
    return say("By other words on their cards:")


def people_count(count: int) -> str:
    """Say how many people there are."""
    return say_count("{count} person", "{count} people", count)


def numbers_gone(numbers: Sequence[int]) -> str:
    """Say which numbers a meeting would go on without, or only that somebody left where none are told."""
    if not numbers:
        return say("Somebody is no longer here. Ask aloud why, before anything else.")
    return say_count(
        "The meeting would go on without number {numbers}. Ask aloud why, before anything else.",
        "The meeting would go on without numbers {numbers}. Ask aloud why, before anything else.",
        len(numbers),
        numbers=_listed(numbers),
    )


def numbers_not_ready(numbers: Sequence[int]) -> str:
    """Say which people a meeting waits for."""
    return say_count(
        "Not ready yet: number {numbers}. Ask aloud. There is no hurry.",
        "Not ready yet: numbers {numbers}. Ask aloud. There is no hurry.",
        len(numbers),
        numbers=_listed(numbers),
    )


def numbers_sent_to(numbers: Sequence[int]) -> str:
    """Say to which people a card is on its way."""
    return say_count(
        "Your card is on its way to number {numbers}.",
        "Your card is on its way to numbers {numbers}.",
        len(numbers),
        numbers=_listed(numbers),
    )


def numbers_missing(numbers: Sequence[int]) -> str:
    """Say whose cards did not come."""
    return say_count(
        "Missing: number {numbers}. Swap with them, or meet once more.",
        "Missing: numbers {numbers}. Swap with them, or meet once more.",
        len(numbers),
        numbers=_listed(numbers),
    )


def numbers_not_known(numbers: Sequence[int]) -> str:
    """Say of which people it is not known whether they hold a card."""
    return say_count(
        "Not known whether number {numbers} holds your card.",
        "Not known whether numbers {numbers} hold your card.",
        len(numbers),
        numbers=_listed(numbers),
    )


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)
