"""Recovery words, opening phrases and the root (docs/spec.md, section 12)."""

from p2pcard.core.formats import crypto, passphrase, recovery
from p2pcard.core.formats.wordlists import BIP39
from scripts.vectors.case import Case, Folder, chance, word

ROOT = chance("root", 16)
ENGLISH, SPANISH = (recovery.recovery_words(ROOT, language) for language in ("en", "es"))


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("recovery")
    _words(folder)
    _read(folder)
    _phrases(folder)
    for name, root in {"zeros": bytes(16), "ordinary": ROOT}.items():
        seed = recovery.identity_seed(root)
        folder.add(
            f"root_{name}",
            "ok",
            "what the root gives",
            ("does", word("root")),
            ("root", root),
            ("seed", seed),
            ("identity", crypto.public_key(seed)),
            ("backup-key", recovery.backup_key(root)),
            ("support", recovery.support_secret(root)),
            ("exchange-secret", recovery.exchange_secret(root)),
        )
    return folder.cases


def _words(folder: Folder) -> None:
    for name, root in {"zeros": bytes(16), "ones": b"\xff" * 16, "ordinary": ROOT}.items():
        for language in BIP39:
            words = " ".join(recovery.recovery_words(root, language))
            lines = (("language", word(language)), ("root", root), ("words", words))
            folder.add(f"words_{language}_{name}", "ok", "as written", ("does", word("words")), *lines)
    for language in BIP39:
        bits = chance("opening", 9)
        words = " ".join(recovery.opening_words(bits, language))
        lines = (("language", word(language)), ("chance", bits), ("words", words))
        folder.add(f"opening_{language}", "ok", "six words", ("does", word("opening")), *lines)


def _read(folder: Folder) -> None:
    english, spanish = " ".join(ENGLISH), " ".join(SPANISH)
    others = [each for each in BIP39["en"] if each[:4] not in {w[:4] for w in ENGLISH}]
    swapped = " ".join((ENGLISH[1], ENGLISH[0], *ENGLISH[2:]))
    tries = {
        "english": ("ok", "as written", english),
        "spanish": ("ok", "as written", spanish),
        "capitals": ("ok", "capitals", english.upper()),
        "short": ("ok", "four letters of each", " ".join(each[:4] for each in ENGLISH)),
        "no_accents": ("ok", "no accents", "".join(_plain(letter) for letter in spanish)),
        "decomposed": ("ok", "accents as marks of their own", _decomposed(spanish)),
        "spaces": ("ok", "all kinds of space", f"\n{english}\t".replace(" ", "\u00a0\u2028 \u3000")),
        "full_width": ("ok", "full-width letters", "".join(_wide(letter) for letter in english)),
        "11": ("WrongNumberOfWords", "eleven words", " ".join(ENGLISH[:11])),
        "13": ("WrongNumberOfWords", "thirteen words", f"{english} zoo"),
        "none": ("WrongNumberOfWords", "nothing", ""),
        "unknown": (
            "RecoveryWordUnknown",
            "a word that is on no list",
            " ".join((*ENGLISH[:11], "xylophone")),
        ),
        "three_letters": ("RecoveryWordUnknown", "three letters of one", _shortened()),
        "longer": ("RecoveryWordUnknown", "a word and a letter", " ".join((ENGLISH[0] + "x", *ENGLISH[1:]))),
        "two_lists": ("RecoveryWordUnknown", "half of each list", " ".join((*ENGLISH[:6], *SPANISH[6:]))),
        "swapped": ("RecoveryWordsDoNotFit", "two words changed places", swapped),
        "other": ("RecoveryWordsDoNotFit", "one other word", _unfit(others)),
    }
    for name, (expect, comment, typed) in tries.items():
        shown = (("root", ROOT),) if expect == "ok" else ()
        folder.add(f"read_{name}", expect, comment, ("does", word("read")), ("typed", typed), *shown)


def _phrases(folder: Folder) -> None:
    same = {
        "plain": "six words of a list in order",
        "capitals": "SIX Words Of A List In Order",
        "spaces": "  six\twords\u3000of a\u00a0list\nin  order ",
        "accents": "Ñandú Über Ångström Çédille",
        "greek": "ΌΔΟΣ ὀδύσσεια ΆΣ ας",
        "cyrillic": "ЁЛКА Йод Ѐ Џ",
        "special": "ÆÐØÞĐĦŁŊŒŦ æ Straße STRAẞE ı İ",
        "quotes": "don\u2019t \u2018say\u2019 \u201cit\u201d o\u02bcclock `now`",
        "dashes": "one\u2010two\u2013three\u2014four\u2212five",
        "unseen": "\ufeffone\u200b two\u00ad \u200ethree\u2060 \u2764\ufe0f\u200d",
        "unseen_marks": "\u05d0\u05bc\u200d\u05b0",
        "ligature": "ﬁne ½ Ⅻ Ａｂｃ",
        "no_case": "日本語 עברית 한국어",
        "newer": "\u1c90 \U0001f600 \u0220",
        "newer_marks": "bo\u1dc4\u0591ats",
        "unassigned_mark": "\u05d0\u05bc\u05ba\u05b0 \u05d0\u05bc\u05b0",
        "corrected": "\U0002f868 \U0002f874 \U0002f91f \U0002f95f \U0002f9bf",
    }
    for name, typed in same.items():
        lines = (("typed", typed), ("bytes", passphrase.read(typed)))
        folder.add(f"phrase_{name}", "ok", name, ("does", word("phrase")), *lines)


def _plain(letter: str) -> str:
    return "aeiouun"["áéíóúüñ".index(letter)] if letter in "áéíóúüñ" else letter


def _decomposed(text: str) -> str:
    marks = {
        "á": "\u0301",
        "é": "\u0301",
        "í": "\u0301",
        "ó": "\u0301",
        "ú": "\u0301",
        "ü": "\u0308",
        "ñ": "\u0303",
    }
    return "".join(_plain(letter) + marks.get(letter, "") for letter in text)


def _wide(letter: str) -> str:
    return chr(ord(letter) + 0xFEE0) if "a" <= letter <= "z" else letter


def _shortened() -> str:
    place = next(at for at, each in enumerate(ENGLISH) if len(each) > 3 and each[:3] not in BIP39["en"])
    return " ".join((*ENGLISH[:place], ENGLISH[place][:3], *ENGLISH[place + 1 :]))


def _unfit(others: list[str]) -> str:
    """Put another word in the last place, whose checksum does not fit."""
    for each in others:
        typed = " ".join((*ENGLISH[:11], each))
        if each not in {recovery.recovery_words(ROOT[:15] + bytes((n,)))[11] for n in range(256)}:
            return typed
    raise AssertionError("Some word must be wrong.")
