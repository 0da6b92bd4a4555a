"""All that a command can do is done by a method of the page's engine, or it is named here why it is not."""

import re
from importlib.resources import files

from p2pcard.web.engine import DOOR, OPEN
from tests.cli.guided.test_first_screen_reaches_all import everything
from tests.schema import PARTS

ASKS = "the page asks instead"
SHOWN = "the page shows the code and the text, and what is done with them is the person's"
ASIDE = {
    "init source": "cards in JSON are for scripts",
    "init low_memory": "the program sees by itself that a device has little memory",
    "restore low_memory": "the same",
    "passphrase low_memory": "the same",
    "forget yes": ASKS,
    "vouch yes": ASKS,
    "vouch how": "the program knows how two people met",
    "show png": SHOWN,
    "show svg": SHOWN,
    "show text": SHOWN,
    "trace svg": SHOWN,
    "revoke png": SHOWN,
    "revoke svg": SHOWN,
    "revoke text": SHOWN,
    "trace graph": "it is for research, on a network in a file",
    "circle new people": "the rule is changed by its own method",
    "circle new budget": "the same",
    "circle new probation": "the same",
    "swap address": "the page is served at the address that it uses",
    "meet address": "the same",
    "ui": "it serves the page",
    "ui address": "the same",
    "ui no_browser": "the same",
    "demo": "it plays in the terminal",
    "completion": "it is about the shell in which commands are typed",
    "completion shell": "the same",
}
OTHERWISE = {  # the method, and the value where one is meant, that does what is called otherwise for commands
    "card": "show",
    "card list": "cards",
    "card edit": "edit",
    "card edit source": "edit card",
    "card new": "new",
    "card new source": "new card",
    "card drop": "drop",
    "show receiver": "show for",
    "add": "take",
    "add source": "take text",
    "swap scan": "swap text",
    "swap image": "swap text",
    "meet invitation": "meet text",
    "meet invitation_only": "meet only_invited",
    "person name": "person id",
    "forget name": "forget id",
    "vouch name": "vouch id",
    "vouch may_introduce": "vouch counts",
    "vouch mark": "vouch counts",
    "accept": "waiting",
    "accept name": "accept id",
    "accept declined": "accept yes",
    "withdraw name": "withdraw id",
    "mark name": "mark id",
    "mark answer": "mark mark",
    "introduce name": "introduce id",
    "trace name": "trace id",
    "circle": "circles",
    "circle add person": "circle-add id",
    "circle rule take": "circle-rule text",
    "circle check person": "circle-check id",
    "settings memory": "memory",
    "settings memory kind": "memory memory",
    "backup file": "backup",
    "restore file": "restore copy",
    "restore previous": "back",
    "restore lost": "restore taken",
    "revoke now": "anew",
}


def methods():
    """Each method of the page, and each of its values, as the schema has them."""
    for each in PARTS["call"]["anyOf"]:
        method = each["properties"]["method"]["const"]
        yield method
        yield from (f"{method} {name}" for name in each["properties"]["values"].get("properties", ()))


def named(there):
    """Return what does on the page what a command or an option of it does, by the names of both."""
    if there in OTHERWISE:
        return OTHERWISE[there]
    *command, last = there.split(" ")
    whole = " ".join(command)
    if there.startswith("circle ") and len(command) == 1:
        return there.replace(" ", "-")
    called = OTHERWISE.get(whole, whole.replace(" ", "-"))
    return f"{called} {last}" if command else there


def test_what_commands_do_and_what_the_page_can_call_is_the_same_but_for_what_is_named_here():
    there, done = [*everything()], {*methods()}
    assert {*ASIDE} <= {*there}
    assert {*OTHERWISE} <= {*there}
    assert [each for each in there if named(each) not in done] == [each for each in there if each in ASIDE]


def test_every_method_is_called_by_the_page():
    scripts = "".join(
        each.read_text("utf-8")
        for each in files("p2pcard.web").joinpath("page").iterdir()
        if each.name.endswith(".js")
    )
    quoted = set(re.findall(r'"([a-z-]+)"', scripts))
    assert OPEN.keys() | DOOR <= quoted
