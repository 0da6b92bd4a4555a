"""The word lists: words that are spoken (PGP) and words that are written down (BIP-0039).

Data only, as Python so that no file is opened at run time; each list is a
module that names its origin and licence. A word's place in its list is its
value.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from p2pcard.core.formats.wordlists.bip39_english import ENGLISH
from p2pcard.core.formats.wordlists.bip39_spanish import SPANISH
from p2pcard.core.formats.wordlists.pgp import PGP_EVEN, PGP_ODD

__all__ = ["BIP39", "PGP_EVEN", "PGP_ODD"]

BIP39: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({"en": ENGLISH, "es": SPANISH})
