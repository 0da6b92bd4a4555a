"""What people can offer one another, as numbers with names: the number travels, each reader sees own words.

The numbers stand for good; new ones are added at the end. Number 0 is not
used, so that an offer is never an empty value. The English and Spanish words
are in the catalogue; `NAMES` are for programs (spec section 5.3).
"""

from typing import Final

OFFER_LIMIT: Final = 65535

NAMES: Final = (
    "van",
    "car",
    "bicycle",
    "driving",
    "moving-help",
    "babysitting",
    "school-run",
    "elder-care",
    "pet-care",
    "night-watch",
    "first-aid",
    "nursing",
    "medicine-run",
    "mental-health",
    "cooking",
    "groceries",
    "spare-food",
    "spare-room",
    "sofa",
    "storage",
    "meeting-space",
    "generator",
    "tools",
    "repairs",
    "electrical-work",
    "plumbing",
    "carpentry",
    "gardening",
    "sewing",
    "computer-help",
    "phone-charging",
    "radio",
    "printing",
    "interpreting",
    "legal-help",
    "paperwork",
    "accompaniment",
    "teaching",
    "sign-language",
    "clothing",
)
NUMBERS: Final = {name: number for number, name in enumerate(NAMES, 1)}


def name(offer: int | str) -> str:
    """Return an offer's name for programs: free text as it is, a number this version lacks as `offer-N`."""
    if isinstance(offer, str):
        return offer
    return NAMES[offer - 1] if 1 <= offer <= len(NAMES) else f"offer-{offer}"
