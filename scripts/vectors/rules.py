"""The rule of a circle as a line of text (docs/spec.md, section 17)."""

from p2pcard.core.book import circles
from scripts.vectors.case import Case, Folder

LINE = "P2PCARD RULE people=2 budget=3 probation=2"
SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000"
# name: whether a writer writes it so, comment, text
GOOD: dict[str, tuple[bool, str, str]] = {
    "ordinary": (True, "a rule as it is written", LINE),
    "least": (True, "the least of each", "P2PCARD RULE people=1 budget=1 probation=0"),
    "most": (True, "the most of each", "P2PCARD RULE people=9 budget=9 probation=9"),
    "ends": (False, "white space at both ends", f"\n {LINE}\r\n"),
    "runs": (False, "runs of white space", LINE.replace(" ", " \t\n")),
    "all_spaces": (False, "every kind of white space", SPACES + LINE.replace(" ", SPACES) + SPACES),
    "one_space": (False, "one white space of another kind", LINE.replace(" ", "\u3000")),
}
BAD = {
    "empty": ("no text", ""),
    "spaces": ("white space alone", " \n"),
    "people_0": ("nobody", LINE.replace("people=2", "people=0")),
    "people_10": ("ten people", LINE.replace("people=2", "people=10")),
    "people_02": ("two digits", LINE.replace("people=2", "people=02")),
    "people_none": ("no number", LINE.replace("people=2", "people=")),
    "people_minus": ("a sign", LINE.replace("people=2", "people=-2")),
    "people_arabic": ("a digit of another script", LINE.replace("people=2", "people=\u0662")),
    "people_wide": ("a full-width digit", LINE.replace("people=2", "people=\uff12")),
    "people_superscript": ("a raised digit", LINE.replace("people=2", "people=\u00b2")),
    "budget_0": ("a budget of nothing", LINE.replace("budget=3", "budget=0")),
    "budget_10": ("a budget of ten", LINE.replace("budget=3", "budget=10")),
    "probation_10": ("a probation of ten", LINE.replace("probation=2", "probation=10")),
    "probation_none": ("without the end", LINE.removesuffix(" probation=2")),
    "order": ("another order", "P2PCARD RULE budget=3 people=2 probation=2"),
    "small": ("small letters at the start", LINE.lower()),
    "capitals": ("capitals all through", LINE.upper()),
    "no_start": ("without the first word", LINE.removeprefix("P2PCARD ")),
    "before": ("a word before it", f"The {LINE}"),
    "behind": ("a full stop behind it", f"{LINE}."),
    "more": ("one thing more", f"{LINE} marks=1"),
    "twice": ("two of them", f"{LINE}\n{LINE}"),
    "joined": ("without a space", LINE.replace("RULE ", "RULE")),
    "split": ("a space around the sign", LINE.replace("people=2", "people = 2")),
    "zero_width": ("U+200B, which is no white space", LINE.replace(" ", "\u200b")),
    "byte_order": ("U+FEFF in front", f"\ufeff{LINE}"),
}


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("rule")
    for name, (writes, comment, text) in GOOD.items():
        rule = circles.read_rule(text)
        lines = (("people", rule.people), ("budget", rule.budget), ("probation", rule.probation))
        more = (("writes", True),) if writes else ()
        folder.add(name, "ok", comment, ("text", text), *lines, *more)
    for name, (comment, text) in BAD.items():
        folder.add(name, "RuleNotUnderstood", comment, ("text", text))
    return folder.cases
