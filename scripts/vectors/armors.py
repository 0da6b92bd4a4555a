"""Bytes as text (docs/spec.md, section 10)."""

from p2pcard.core.formats import armor
from scripts.vectors.case import Case, Folder, chance, word

TYPED = chance("typed", 25)
SMALL = chance("armor", 60)


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("armor")
    _written(folder)
    for table in (_codes(), _blocks(), _typed()):
        for name, (form, expect, comment, text) in table.items():
            folder.add(name, expect, comment, ("form", word(form)), ("text", text))
    _read(folder)
    return folder.cases


def _written(folder: Folder) -> None:
    forms = {
        "qr": (armor.to_qr, (1, 2, 3, 2048)),
        "block": (armor.to_text, (1, 2, 3, 48, 49, 2048)),
        "typed": (armor.to_typed, (1, 2, 3, 4, 5, 25, 50, 51)),
    }
    for form, (write, sizes) in forms.items():
        for size in sizes:
            data = chance(f"{form} {size}", size)
            lines = (("form", word(form)), ("text", write(data)), ("bytes", data), ("writes", True))
            folder.add(f"{form}_{size}", "ok", f"{size} bytes", *lines)


def _read(folder: Folder) -> None:
    """What a reader takes and no writer writes, and texts whose form has to be found."""
    block, typed, code = armor.to_text(SMALL), armor.to_typed(TYPED), armor.to_qr(SMALL)
    loose = typed.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    texts = {
        "block_crlf": ("block", "CRLF", block.replace("\n", "\r\n"), SMALL),
        "block_no_end": ("block", "no line end behind the last line", block[:-1], SMALL),
        "block_words": ("block", "words around", f"Hello,\n\n{block}\n-- \nAda", SMALL),
        "block_indented": ("block", "a space before each line", _each(" "), SMALL),
        "block_twice": ("block", "the same block twice, once quoted", block + _each("> "), SMALL),
        "block_prefix": ("block", "letters of its own before each line", _each("Ben "), SMALL),
        "block_prefix_space": ("block", "letters and U+000B before each line", _each("Ben \x0b"), SMALL),
        "block_prefix_wide": (
            "block",
            "letters before each line, which ends with U+2028",
            _each("Ben ").replace("\n", "\u2028"),
            SMALL,
        ),
        "block_prefix_one": ("block", "a letter of its own before the first line", "A" + block, SMALL),
        "block_begun_twice": ("block", "the first line twice", f"{FIRST}\n{block}", SMALL),
        "block_ended_twice": ("block", "the last line twice", f"{block}{LAST}\n", SMALL),
        "block_cr": ("block", "CR alone as a line end", block.replace("\n", "\r"), SMALL),
        "block_blank": ("block", "blank lines", block.replace("\n", "\n\xa0\n"), SMALL),
        "block_one_line": ("block", "one line", block.replace("\n", " "), SMALL),
        "block_short_line": ("block", "lines of 20", _of(*_cut(20)), SMALL),
        "block_long_line": ("block", "one long line between", _of("".join(BODY)), SMALL),
        "block_unseen": (
            "block",
            "blanks inside the lines",
            _of(*("\u200b\u2060".join(line) for line in BODY)),
            SMALL,
        ),
        "block_dashes": ("block", "two long dashes", block.replace("-----", "\u2014\u2014"), SMALL),
        "block_dash": ("block", "one dash of another kind", block.replace("-----", "\uff0d"), SMALL),
        "block_printable": ("block", "= as =3D", block.replace("=", "=3D"), SMALL),
        "typed_loose": ("typed", "small letters, o and l, spaces", loose, TYPED),
        "typed_i": ("typed", "I for 1", typed.replace("1", "I"), TYPED),
        "typed_plain": ("typed", "no separators", typed.replace("-", ""), TYPED),
        "typed_spread": ("typed", "separators anywhere", f"\r\n\t- {typed[:1]} - {typed[1:]}\n", TYPED),
        "typed_unseen": ("typed", "other blanks and dashes", _unseen(typed), TYPED),
        "any_unseen": ("any", "typed, with other blanks and dashes", _unseen(typed), TYPED),
        "any_code": ("any", "the text of a code and a line end", f"\r\n{code}\n\n", SMALL),
        "any_block": ("any", "a block", f"see below\n{block}", SMALL),
        "any_typed": ("any", "typed", f" {typed}\n", TYPED),
    }
    for name, (form, comment, text, data) in texts.items():
        folder.add(name, "ok", comment, ("form", word(form)), ("text", text), ("bytes", data))


def _unseen(typed: str) -> str:
    """Write what was typed as a mail may bring it: other dashes, blanks of other widths, line ends."""
    first, second, *more = typed.split("-")
    return f"\ufeff{first}\u2011{second}\u2013" + "\xa0".join(more) + "\u200b\u2028"


def _codes() -> dict[str, tuple[str, str, str, str]]:
    code = armor.to_qr(SMALL)
    long = armor.to_qr(chance("long", 2048))
    return {
        "qr_empty": ("qr", "NotOurCode", "nothing", ""),
        "qr_other": ("qr", "NotOurCode", "another beginning", "HTTPS://EXAMPLE.ORG"),
        "qr_small": ("qr", "NotOurCode", "small letters", code.lower()),
        "qr_space": ("qr", "NotOurCode", "a space before", " " + code),
        "qr_nothing": ("qr", "CodeDamaged", "nothing behind the beginning", "P2PC:"),
        "qr_one": ("qr", "CodeDamaged", "a single symbol left over", "P2PC:0000"),
        "qr_no_symbol": ("qr", "CodeDamaged", "a character that is no symbol", "P2PC:00a"),
        "qr_three": ("qr", "CodeDamaged", "three symbols for 65,536", "P2PC:GGX"),
        "qr_three_most": ("qr", "CodeDamaged", "three symbols for the most", "P2PC:::: "[:8]),
        "qr_two": ("qr", "CodeDamaged", "two symbols for 256", "P2PC:V5"),
        "qr_line_end": ("qr", "CodeDamaged", "a line end behind", code + "\n"),
        "qr_too_long": ("qr", "TooMuchText", "3,078 characters", long + "00"[: 3078 - len(long)]),
    }


BLOCK = armor.to_text(SMALL)
FIRST, *BODY, LAST, _ = BLOCK.split("\n")


def _of(*lines: str) -> str:
    return "\n".join((FIRST, *lines, LAST, ""))


def _each(prefix: str) -> str:
    return "".join(f"{prefix}{line}\n" for line in (FIRST, *BODY, LAST))


def _cut(size: int) -> list[str]:
    text = "".join(BODY)
    return [text[at : at + size] for at in range(0, len(text), size)]


def _blocks() -> dict[str, tuple[str, str, str, str]]:
    found = {**_around(), **_labels(), **_between()}
    return {f"block_{name}": ("block", *case) for name, case in found.items()}


def _around() -> dict[str, tuple[str, str, str]]:
    return {
        "none": ("NothingFromHere", "no block", "Hello"),
        "empty": ("NothingFromHere", "nothing", ""),
        "two": ("SeveralBlocks", "two blocks", BLOCK + armor.to_text(b"ab")),
        "dashless": ("NothingFromHere", "no dashes", BLOCK.replace("-", "")),
        "no_last": ("BlockDamaged", "no last line", "\n".join((FIRST, *BODY))),
        "turned": ("BlockDamaged", "the last line first", "\n".join((LAST, *BODY, FIRST))),
        "turned_other": (
            "BlockDamaged",
            "the last line first, of another label",
            "\n".join((LAST, *BODY, FIRST)).replace("P2PCARD CARD", "P2PCARD NOTE"),
        ),
        "long_text": ("TooMuchText", "65,537 code points", BLOCK.ljust(65537)),
    }


def _labels() -> dict[str, tuple[str, str, str]]:
    def called(label: str) -> str:
        return BLOCK.replace("P2PCARD CARD", f"P2PCARD {label}")

    return {
        "label_small": ("NothingFromHere", "a label in small letters", called("card")),
        "label_17": ("NothingFromHere", "a label of 17", called("A" * 17)),
        "labels": ("BlockDamaged", "two labels", BLOCK.replace("END P2PCARD CARD", "END P2PCARD NOTE")),
        "other": ("OtherBlock", "another label", called("NOTE")),
        "other_16": ("OtherBlock", "another label of 16", called("A" * 16)),
    }


def _between() -> dict[str, tuple[str, str, str]]:
    whole, rest = BODY
    odd = armor.to_text(b"ab").split("\n")[1]
    more = armor.to_text(chance("more", 2048)).split("\n")[1:-2]
    return {
        "nothing": ("BlockDamaged", "no lines between", _of()),
        "no_padding": ("BlockDamaged", "no padding", _of(odd.rstrip("="))),
        "loose": ("BlockDamaged", "loose bits at the end", _of(odd.replace("I=", "J="))),
        "some_prefix": ("BlockDamaged", "letters before some lines", _of("Ben " + whole, rest)),
        "front_not_last": (
            "BlockDamaged",
            "a letter before all lines but the last",
            "A" + _of("A" + whole, "A" + rest),
        ),
        "symbol": ("BlockDamaged", "a character that is no symbol", _of("YW_J")),
        "2049": ("TooMuchText", "2,049 bytes", _of(*more[:-1], more[-1][:-1] + "A")),
    }


def _typed() -> dict[str, tuple[str, str, str, str]]:
    typed = armor.to_typed(TYPED)
    plain = typed.replace("-", "")
    other = "0" if plain[9] != "0" else "2"
    swapped = plain[:4] + plain[5] + plain[4] + plain[6:]
    bits = _of_values([0, 1])
    return {
        "typed_empty": ("typed", "TypedWrong", "nothing", ""),
        "typed_letter": ("typed", "TypedSlip", "a letter that is no symbol", plain[:5] + "u" + plain[6:]),
        "typed_other": ("typed", "TypedSlip", "one symbol wrong", plain[:9] + other + plain[10:]),
        "typed_missing": ("typed", "TypedSlip", "one symbol missing", plain[:20] + plain[21:]),
        "typed_more": ("typed", "TypedSlip", "one symbol too many", plain[:20] + "7" + plain[20:]),
        "typed_swapped": ("typed", "TypedSlip", "two neighbours swapped", swapped),
        "typed_two_wrong": ("typed", "TypedWrong", "two symbols wrong", _two_wrong(plain)),
        "typed_half": ("typed", "TypedWrong", "half of it", plain[:23]),
        "typed_bits": ("typed", "TypedWrong", "loose bits at the end, under a checksum that fits", bits),
        "typed_nothing": ("typed", "TypedWrong", "a checksum of nothing", _of_values([])),
        "typed_90": ("typed", "TooMuchText", "90 symbols", "0" * 90),
        "typed_353": ("typed", "TooMuchText", "353 code points", typed.ljust(353)),
    }


def _two_wrong(plain: str) -> str:
    def other(symbol: str) -> str:
        return armor.ALPHABET[(armor.ALPHABET.index(symbol) + 7) % 32]

    return plain[:3] + other(plain[3]) + plain[4:30] + other(plain[30]) + plain[31:]


def _of_values(values: list[int]) -> str:
    """Write values of five bits with their checksum, whether they are whole bytes or not."""
    state = 1
    for value in [*values, *[0] * 6]:
        top, state = state >> 25, (state & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            state ^= term if top >> bit & 1 else 0
    check = state ^ 0x2BC830A3
    return "".join(armor.ALPHABET[v] for v in [*values, *(check >> 5 * n & 31 for n in reversed(range(6)))])
