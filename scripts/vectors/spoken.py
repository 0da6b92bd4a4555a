"""Phrases, codes and the messages of a meeting (docs/spec.md, 7.1, 7.3, 8.1)."""

from dataclasses import fields

from p2pcard.core.exchange import phrase
from p2pcard.core.exchange.invitation import Address, Invitation, SwapCode
from p2pcard.core.exchange.meeting import messages as m
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.phrase import Mode
from scripts.vectors.case import Case, Folder, chance, word

NAMES = {
    m.Join: "JOIN",
    m.People: "PEOPLE",
    m.Read: "READ",
    m.Reader: "READER",
    m.Listing: "LIST",
    m.Open: "OPEN",
    m.Opens: "OPENS",
    m.Seal: "SEAL",
    m.Seals: "SEALS",
    m.Ok: "OK",
    m.Oks: "OKS",
    m.Keys: "KEYS",
    m.Boxes: "BOXES",
    m.Receipt: "DONE",
    m.Dones: "DONES",
    m.Without: "WITHOUT",
    m.Abort: "ABORT",
    m.Want: "WANT",
    m.Round: "ROUND",
    m.Bundles: "BUNDLES",
}
C = tuple(sorted(chance(f"C {number}") for number in range(m.MOST + 1)))
SIGNATURE, BOX, OPENING = chance("signature", 64), chance("box", 48), chance("opening", 128)


def cases() -> list[Case]:
    """Return all cases."""
    phrases, codes, said = Folder("phrase"), Folder("invitation"), Folder("message")
    _phrases(phrases)
    _heard(phrases)
    _codes(codes)
    _messages(said)
    return phrases.cases + codes.cases + said.cases


def values_of(message: m.Message) -> dict[str, object]:
    """Return a message's values by their names."""
    found = {field.name: getattr(message, field.name) for field in fields(message)}
    if isinstance(message, m.Dones):
        found["receipts"] = [values_of(each) for each in message.receipts]
    return found


def _phrases(folder: Folder) -> None:
    for name, start in {"first": "00000000", "last": "ffffffff", "some": "0a7f80e1"}.items():
        digest = bytes.fromhex(start).ljust(32, b"\x55")
        for mode in Mode:
            for does, result in (
                ("phrase", list(phrase.phrase(digest, mode))),
                ("word", phrase.word(digest, mode)),
            ):
                lines = (("mode", word(mode.name.lower())), ("does", word(does)), ("digest", digest))
                folder.add(f"{does}_{mode.name.lower()}_{name}", "ok", does, *lines, ("result", result))


Heard = dict[str, tuple[str, str, list[str], str]]


def _heard(folder: Folder) -> None:
    for name, expect, typed in (("whole", "ok", "adviser aardvark"), ("own", "NotAWord", "aardvark adviser")):
        begun = (("mode", word("words")), ("does", word("hear")), ("expected", ["adviser", "aardvark"]))
        folder.add(f"hear_shower_{name}", expect, "from place 1", *begun, ("typed", typed), ("first", 1))
    for mode, table in (("words", _typed_words()), ("digits", _typed_digits())):
        for name, (expect, comment, expected, typed) in table.items():
            lines = (("mode", word(mode)), ("does", word("hear")), ("expected", expected), ("typed", typed))
            folder.add(f"hear_{name}", expect, comment, *lines)


def _typed_words() -> Heard:
    words = ["aardvark", "adviser", "wallet", "yucatan"]
    return {
        "whole": ("ok", "whole words", words, "aardvark adviser wallet yucatan"),
        "three_letters": ("ok", "three letters of each", words, "aar adv wal yuc"),
        "more_letters": ("MoreLetters", "the beginning of several words", words, "aar adv sta yuc"),
        "more_letters_still": ("MoreLetters", "four letters that two words have", words, "aar adv wal conf"),
        "more_letters_differ": ("MoreLetters", "and another word", words, "abs con wal yuc"),
        "more_letters_no_word": ("NotAWord", "and a word that is on no list", words, "sta adv zzz yuc"),
        "enough_letters": ("ok", "as many as no other word has", ["stapler"], "stap"),
        "pair": ("ok", "two words, the first at place 0", ["aardvark", "adviser"], "aar adv"),
        "capitals": ("ok", "capitals", words, "AARDVARK Adviser WAL yuC"),
        "kelvin": ("ok", "U+212A for k", words, "aardvar\u212a adv wal yuc"),
        "separators": ("ok", "separators of all kinds", words, " aar,adv;wal.-yuc\t\u00a0\u2028\u3000"),
        "two_letters": ("NotAWord", "two letters of one", words, "aa adv wal yuc"),
        "too_few": ("NotAWord", "three words", words, "aar adv wal"),
        "too_many": ("NotAWord", "five words", words, "aar adv wal yuc yuc"),
        "nothing": ("NotAWord", "nothing", words, ""),
        "no_word": ("NotAWord", "a word that is on no list", words, "aar adv wal zzz"),
        "other_list": ("NotAWord", "a word of the other list", words, "adviser adv wal yuc"),
        "too_long": ("NotAWord", "a word and a letter", words, "aardvarks adv wal yuc"),
        "accent": ("NotAWord", "an accent", words, "\u00e1ardvark adv wal yuc"),
        "other_word": ("Differs", "another word of the list", words, "absurd adv wal yuc"),
        "answer": ("ok", "one word", ["wallet"], "wal"),
        "answer_differs": ("Differs", "another word", ["wallet"], "absurd"),
        "answer_odd": ("NotAWord", "a word of the list for odd places", ["wallet"], "adviser"),
    }


def _typed_digits() -> Heard:
    groups = ["000", "012", "9791"]
    return {
        "digits": ("ok", "digits in groups", groups, "000 012 9791"),
        "digits_together": ("ok", "digits without spaces", groups, "0000129791"),
        "digits_separators": ("ok", "separators", groups, "000-012.97,91\u2003"),
        "digits_semicolon": ("NotAWord", "a semicolon, which is none", groups, "000;012;9791"),
        "digits_short": ("NotAWord", "nine digits", groups, "000 012 979"),
        "digits_long": ("NotAWord", "eleven digits", groups, "000 012 97910"),
        "digits_arabic": ("ok", "digits of an Arabic keyboard", groups, "\u0660\u0660\u0660 012 9791"),
        "digits_persian": ("ok", "of a Persian one", groups, "000 012 \u06f9\u06f7\u06f9\u06f1"),
        "digits_devanagari": ("NotAWord", "of another script", groups, "\u0966\u0966\u0966 012 9791"),
        "digits_differ": ("Differs", "another digit", groups, "000 012 9792"),
        "digits_answer": ("ok", "three digits", ["042"], "042"),
        "digits_answer_short": ("NotAWord", "without the zero", ["042"], "42"),
    }


def _codes(folder: Folder) -> None:
    place = Address("192.168.1.7", 40001)
    token = chance("token", 16)
    six = Address("fd00::7:1", 65535)
    codes: dict[str, Invitation | SwapCode] = {
        "invitation": Invitation(token, place),
        "invitation_ipv6": Invitation(token, six),
        "swap": SwapCode(token, place),
        "swap_last": SwapCode(token[::-1], Address("255.255.255.255", 65535)),
        "swap_ipv6": SwapCode(token, six),
    }
    for name, code in codes.items():
        lines: list[tuple[str, object]] = [("does", word(name.split("_")[0])), ("bytes", bytes(code))]
        secret = code.commitment if isinstance(code, SwapCode) else code.token
        lines += [("token", secret), ("psk", code.psk), ("host", word(code.address.host))]
        folder.add(name, "ok", "as it is written", *lines, ("port", code.address.port))
    _bad_codes(folder, bytes(codes["invitation"]), bytes(codes["swap"]))


def _bad_codes(folder: Folder, invited: bytes, swapped: bytes) -> None:
    for does, good, other in (("invitation", invited, swapped), ("swap", swapped, invited)):
        bad = {
            "empty": ("Malformed", "no bytes", b""),
            "one": ("Malformed", "one byte", good[:1]),
            "short": ("Malformed", "one byte short", good[:-1]),
            "long": ("Malformed", "one byte long", good + b"\0"),
            "nothing_more": ("Malformed", "no address", good[:18]),
            "version": ("NewerVersion", "version 3", b"\3" + good[1:]),
            "other": ("NotAnInvitation", "a code for the other thing", other),
            "other_kind": ("NotAnInvitation", "another kind", good[:1] + b"\x12" + good[2:]),
            "address": ("NewerVersion", "another kind of address", good[:-7] + b"\3" + good[-6:]),
            "address_ipv6": ("Malformed", "too short for IPv6", good[:-7] + b"\2" + good[-6:]),
        }
        if does == "swap":
            bad["older"] = ("OlderCode", "version 1", b"\1\x10\0" + bytes(55))
        else:
            bad["older"] = ("NotAnInvitation", "a swap's code of version 1", b"\1\x10\0" + bytes(55))
            bad["newer"] = ("NewerVersion", "version 2 of another thing", b"\2\x11" + good[2:])
        for name, (expect, comment, data) in bad.items():
            folder.add(f"{does}_{name}", expect, comment, ("does", word(does)), ("bytes", data))


def _messages(folder: Folder) -> None:
    for name, message in _good().items():
        lines = (("bytes", bytes(message)), ("name", word(NAMES[type(message)])))
        folder.add(name, "ok", "as it is written", *lines, ("values", values_of(message)))
    for name, (expect, comment, data) in {**_bad(), **_lengths()}.items():
        folder.add(name, expect, comment, ("bytes", data))


def _good() -> dict[str, m.Message]:
    done = m.Receipt(1, (0, 2), SIGNATURE)
    everybody = tuple(range(m.MOST))
    return {
        "join": m.Join(C[0], digits=False, large=False),
        "join_both": m.Join(C[0], digits=True, large=True),
        "people": m.People(250),
        "read": m.Read(),
        "reader": m.Reader(C[1]),
        "reader_none": m.Reader(b""),
        "list_two": m.Listing(Mode.WORDS, 0, C[1], C[:2]),
        "list_most": m.Listing(Mode.DIGITS, 1, C[0], C[: m.MOST]),
        "open": m.Open(OPENING),
        "opens": m.Opens((OPENING, OPENING[::-1])),
        "seal": m.Seal(chance("seal", 40)),
        "seals": m.Seals((chance("seal", 40), chance("seal 2", 40))),
        "ok_first": m.Ok((0, 1), SIGNATURE),
        "oks": m.Oks((0, 2), (SIGNATURE, SIGNATURE[::-1])),
        "keys": m.Keys((BOX, BOX[::-1])),
        "boxes": m.Boxes((m.NO_BOX, BOX)),
        "done": done,
        "done_nothing": m.Receipt(1, (), SIGNATURE),
        "dones": m.Dones((done, m.Receipt(2, (), SIGNATURE))),
        "dones_none": m.Dones(()),
        "without": m.Without((0, 1, 5)),
        "without_most": m.Without(everybody),
        "abort_nobody": m.Abort(Why.STOPPED),
        "abort": m.Abort(Why.STORAGE, 249),
        "want": m.Want(0),
        "want_large": m.Want(1),
        "round": m.Round(0),
        "round_large": m.Round(1),
        "bundles_one": m.Bundles((chance("bundle", 40),)),
        "bundles_two": m.Bundles((chance("bundle", 40), bytes(40))),
        "bundles_most": m.Bundles(tuple(C[place][:1] for place in everybody)),
        "bundles_empty": m.Bundles((b"", b"")),
    }


def _bad() -> dict[str, tuple[str, str, bytes]]:
    listing = bytes(m.Listing(Mode.WORDS, 0, C[1], C[:2]))
    join = bytes(m.Join(C[0], digits=False, large=False))
    listed = b"".join(C)
    return {
        "empty": ("Malformed", "no bytes", b""),
        "type_0": ("Malformed", "type 0", b"\0"),
        "type_21": ("Malformed", "type 21", b"\x15\0"),
        "join_version": ("NewerVersion", "version 2", b"\1\2" + join[2:]),
        "join_version_alone": ("NewerVersion", "version 2, of which nothing more is known", b"\1\2"),
        "join_flags": ("Malformed", "flag 4", b"\1\1\4" + join[3:]),
        "list_version": ("NewerVersion", "version 0", b"\5\0" + listing[2:]),
        "list_mode": ("Malformed", "mode 2", b"\5\1\2" + listing[3:]),
        "list_size": ("Malformed", "size 2", b"\5\1\0\2" + listing[4:]),
        "list_251": ("Malformed", "251 people", b"\5\1\0\0" + C[0] + listed),
        "seals_one": ("Malformed", "one sealed card", b"\x09\0\1" + bytes(40)),
        "seals_251": ("Malformed", "251 sealed cards", b"\x09\0\xfb" + bytes(251)),
        "seals_uneven": ("Malformed", "two cards in 41 bytes", b"\x09\0\2" + bytes(41)),
        "ok_twice": ("Malformed", "a position twice", b"\x0a\0\2\0\1\0\1" + SIGNATURE),
        "ok_order": ("Malformed", "positions in descending order", b"\x0a\0\2\0\1\0\0" + SIGNATURE),
        "without_251": ("Malformed", "251 positions", _without(251)),
        "without_count": ("Malformed", "three positions announced and two there", b"\x10\0\3\0\0\0\1"),
        "oks_251": ("Malformed", "251 signatures", b"\x0b\0\0" + SIGNATURE * 251),
        "keys_251": ("Malformed", "251 boxes", b"\x0c" + BOX * 251),
        "abort_0": ("Malformed", "reason 0", b"\x11\0\xff\xff"),
        "abort_14": ("Malformed", "reason 14", b"\x11\x0e\xff\xff"),
        "want_2": ("Malformed", "bundle size 2", b"\x12\2"),
        "round_2": ("Malformed", "bundle size 2", b"\x13\2"),
        "bundles_none": ("Malformed", "no box", b"\x14\0\0"),
        "bundles_none_long": ("Malformed", "no box, and something behind it", b"\x14\0\0" + bytes(40)),
        "bundles_251": ("Malformed", "251 boxes", b"\x14\0\xfb" + bytes(251)),
        "bundles_uneven": ("Malformed", "two boxes in 41 bytes", b"\x14\0\2" + bytes(41)),
        "bundles_short": ("Malformed", "half a number of boxes", b"\x14\0"),
    }


def _lengths() -> dict[str, tuple[str, str, bytes]]:
    found = {}
    both = ("join", "people", "reader", "list_two", "open", "opens", "ok_first", "oks", "keys", "done")
    for name in (*both, "want", "round"):
        data = bytes(_good()[name])
        found[f"{name}_short"] = ("Malformed", "one byte short", data[:-1])
        found[f"{name}_long"] = ("Malformed", "one byte long", data + b"\0")
    for name in ("read", "without", "abort", "dones", "boxes"):
        data = bytes(_good()[name])
        found[f"{name}_long"] = ("Malformed", "one byte long", data + b"\0")
    return found


def _without(count: int) -> bytes:
    return b"\x10" + count.to_bytes(2, "big") + b"".join(n.to_bytes(2, "big") for n in range(count))
