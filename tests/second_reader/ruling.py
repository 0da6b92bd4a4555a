"""The rule of a circle as text: section 17."""

from tests.second_reader.basics import demand

SPACES = [*range(0x09, 0x0E), *range(0x1C, 0x21), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B)]
SPACES += [0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
NUMBERS = {"people": "123456789", "budget": "123456789", "probation": "0123456789"}


def read_rule(text):
    """The three numbers by their names."""
    spaced = "".join(" " if ord(letter) in SPACES else letter for letter in text)
    words = [word for word in spaced.split(" ") if word != ""]
    demand(words[:2] == ["P2PCARD", "RULE"] and len(words) == 5, "RuleNotUnderstood")
    rule = {}
    for word, (name, digits) in zip(words[2:], NUMBERS.items(), strict=True):
        demand(word[:-1] == f"{name}=" and word[-1] in digits, "RuleNotUnderstood")
        rule[name] = digits.index(word[-1]) + int(digits[0])
    return rule


def write_rule(rule):
    return " ".join(["P2PCARD RULE", *(f"{name}={rule[name]}" for name in NUMBERS)])
