"""All choices of the guided session: what is typed for each, and what stands beside it.

A label names the person that it is about as {name}, and how many things wait as {count}.
"""

from typing import Final

from p2pcard.errors import N_

MORE: Final = "m"
LEAVE: Final = "q"

SWAP, MEET, FIND, CARD, WAITS, VOUCH = "1", "2", "3", "4", "5", "6"
COPY, LOST, TAKE, CIRCLES, SETTINGS, CHECK, PROFILE, DEMO, WIPE, PAGE = map(str, range(7, 17))

WAITING: Final = N_("What waits for me")  # where it is named without how many things that are
FIRST: Final = {
    SWAP: N_("Swap cards with one person"),
    MEET: N_("Swap cards with a whole room"),
    FIND: N_("Find somebody"),
    CARD: N_("My card"),
    WAITS: N_("What waits for me ({count})"),
    VOUCH: N_("Vouch for somebody"),
    MORE: N_("More"),
    LEAVE: N_("Lock and leave"),
}
BEHIND_MORE: Final = {
    COPY: N_("Copy of everything"),
    LOST: N_("Lost or taken device"),
    TAKE: N_("Take a card from a file, a picture or text"),
    CIRCLES: N_("Circles"),
    SETTINGS: N_("Settings (language, opening phrase, memory, network)"),
    CHECK: N_("Does everything work here?"),
    PROFILE: N_("Another profile, or another folder"),
    DEMO: N_("See how people meet (a play)"),
    WIPE: N_("Delete everything"),
    PAGE: N_("Open my cards as a page in my browser"),
}
OF_PERSON: Final = {
    "1": N_("Who introduced {name}"),
    "2": N_("Give my word for {name}"),
    "3": N_("Take back my word for {name}"),
    "4": N_("Whether the word of {name} counts with me"),
    "5": N_("Introduce {name} to somebody"),
    "6": N_("Show what I have for {name}"),
    "7": N_("Forget {name}"),
}
OF_MY_CARD: Final = {
    "1": N_("Change it"),
    "2": N_("Show it as a code, a picture or text"),
    "3": N_("Show who vouches for me"),
    "4": N_("All my cards"),
    "5": N_("Write one more card"),
    "6": N_("Drop a card"),
}
OF_LOST: Final = {
    "1": N_("Bring back my cards from a copy"),
    "2": N_("Go back to another save on this device"),
    "3": N_("See the notice that ends my card, to keep it on paper"),
    "4": N_("End my card now, and begin anew with the same people"),
}
OF_CIRCLES: Final = {
    "1": N_("Begin a circle"),
    "2": N_("See a rule, or change it"),
    "3": N_("Count somebody in"),
    "4": N_("See whether somebody meets the rules"),
    "5": N_("Take over a rule that somebody sent"),
    "6": N_("Leave a circle"),
}
OF_SETTINGS: Final = {
    "1": N_("Language (Español)"),
    "2": N_("Opening phrase"),
    "3": N_("How long I remember who vouches for whom"),
    "4": N_("Network address"),
}
LOCKED: Final = {  # where cards are here, and were not opened
    "1": N_("Type the opening phrase once more"),
    "2": N_("Go back to another save on this device"),
    "3": N_("Does everything work here?"),
    "4": N_("Another profile, or another folder"),
    "5": N_("Delete everything"),
    LEAVE: N_("Lock and leave"),
}
BEGINNINGS: Final = {  # where no cards are here
    "1": N_("Make a new card"),
    "2": N_("Bring back my cards from a copy"),
    "3": N_("Another profile, or another folder"),
    "4": N_("See how people meet (a play)"),
    LEAVE: N_("Lock and leave"),
}
