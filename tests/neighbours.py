"""A device that holds the cards of three neighbours."""

from tests.peers import card_of
from tests.shells import ANA, device

VAN, BABYSITTING, FIRST_AID = 1, 6, 11
PEOPLE = (
    card_of("Peña", offers=(VAN,), languages=("es",), channels=((0, "600 100 103"),)),
    card_of("Łukasz", offers=(BABYSITTING, "saxophone"), languages=("pl", "en")),
    card_of("Mei", offers=(FIRST_AID,), languages=("zh",), organisation="Bakery", role="night shift"),
)


def neighbours(folder):
    """Ana's device, which holds their cards."""
    made = device(folder, ANA)
    for each in PEOPLE:
        made.hold(each)
    return made
