"""What vectors say of bundles that machines are given or give: section 14.3."""

import re

from tests.second_reader.basics import Refusal
from tests.second_reader.passing import fill, unfill


def spelled(line):
    """A line of do, in whose message a number in parentheses stands for so many zero bytes."""
    who, what, rest = [*line.split(" ", 2), ""][:3]
    if what in (">", "<"):
        rest = re.sub(r"[(](\d+)[)]", lambda zeros: "00" * int(zeros.group(1)), rest)
    return f"{who} {what} {rest}".rstrip()


def ready(rest):
    """The details of Ready: whether something waits, needs the large size, and a question is asked."""
    size, _, asking = rest.partition(" ")
    assert size in ("nothing", "small", "large") and asking in ("", "asking")
    return size != "nothing", size == "large", asking == "asking"


def packed(rest, size):
    return [fill(bytes.fromhex(bundle), size) for bundle in rest.split()]


def inside(filled):
    """The bundle in a filled one, or the name of what it is refused as."""
    try:
        return unfill(filled).hex()
    except Refusal as refusal:
        return refusal.name
