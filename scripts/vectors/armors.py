"""Bytes as text (docs/spec.md, section 10)."""

from p2pcard.core import armor
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
        "typed_loose": ("typed", "small letters, o and l, spaces", loose, TYPED),
        "typed_i": ("typed", "I for 1", typed.replace("1", "I"), TYPED),
        "typed_plain": ("typed", "no separators", typed.replace("-", ""), TYPED),
        "typed_spread": ("typed", "separators anywhere", f"\r\n\t- {typed[:1]} - {typed[1:]}\n", TYPED),
        "any_code": ("any", "the text of a code and a line end", f"\r\n{code}\n\n", SMALL),
        "any_block": ("any", "a block", f"see below\n{block}", SMALL),
        "any_typed": ("any", "typed", f" {typed}\n", TYPED),
    }
    for name, (form, comment, text, data) in texts.items():
        folder.add(name, "ok", comment, ("form", word(form)), ("text", text), ("bytes", data))


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


def _blocks() -> dict[str, tuple[str, str, str, str]]:
    block = armor.to_text(SMALL)
    first, *body, last, _ = block.split("\n")
    whole, rest = body[0], body[1]
    odd = armor.to_text(b"ab").split("\n")[1]
    more = armor._body(chance("more", 2049))

    def of(*lines: str) -> str:
        return "\n".join((first, *lines, last, ""))

    return {
        "block_none": ("block", "NothingFromHere", "no block", "Hello"),
        "block_empty": ("block", "NothingFromHere", "nothing", ""),
        "block_indented": ("block", "NothingFromHere", "a space before the first line", " " + block),
        "block_two": ("block", "SeveralBlocks", "two blocks", block + block),
        "block_no_last": ("block", "BlockDamaged", "no last line", "\n".join((first, *body))),
        "block_two_last": ("block", "BlockDamaged", "two last lines", of(*body, last)),
        "block_turned": ("block", "BlockDamaged", "the last line first", "\n".join((last, *body, first))),
        "block_first_tail": (
            "block",
            "BlockDamaged",
            "a space behind the first line",
            block.replace("-\n", "- \n", 1),
        ),
        "block_label_small": (
            "block",
            "BlockDamaged",
            "a label in small letters",
            block.replace("CARD CARD", "CARD card"),
        ),
        "block_label_17": (
            "block",
            "BlockDamaged",
            "a label of 17",
            block.replace("CARD CARD", "CARD " + "A" * 17),
        ),
        "block_labels": (
            "block",
            "BlockDamaged",
            "two labels",
            block.replace("END P2PCARD CARD", "END P2PCARD NOTE"),
        ),
        "block_other": (
            "block",
            "OtherBlock",
            "another label",
            block.replace("P2PCARD CARD", "P2PCARD NOTE"),
        ),
        "block_nothing": ("block", "BlockDamaged", "no lines between", of()),
        "block_blank": ("block", "BlockDamaged", "an empty line between", of(whole, "", rest)),
        "block_space": ("block", "BlockDamaged", "a space behind a line", of(whole + " ", rest)),
        "block_short_line": (
            "block",
            "BlockDamaged",
            "a short line before the last",
            of(whole[:60], whole[60:] + rest),
        ),
        "block_long_line": ("block", "BlockDamaged", "a line of 68", of(whole + rest[:4], rest[4:])),
        "block_no_padding": ("block", "BlockDamaged", "no padding", of(odd.rstrip("="))),
        "block_loose": ("block", "BlockDamaged", "loose bits at the end", of(odd.replace("I=", "J="))),
        "block_symbol": ("block", "BlockDamaged", "a character that is no symbol", of("YW_J")),
        "block_cr": ("block", "BlockDamaged", "CR alone as a line end", block.replace("\n", "\r", 2)),
        "block_2049": ("block", "TooMuchText", "2,049 bytes", of(*more)),
        "block_long_text": ("block", "TooMuchText", "65,537 code points", block.ljust(65537)),
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
