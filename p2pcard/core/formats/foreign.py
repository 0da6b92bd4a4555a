"""What the code of another program is for, by how it begins: nothing of what it says is shown or opened."""

import re
from typing import Final

from p2pcard.errors import (
    ContactCode,
    LinkCode,
    MailCode,
    NotOurCode,
    PaymentCode,
    PhoneCode,
    TextCode,
    WifiCode,
)

_BEGINNINGS: Final = {  # as telephones write and read them, in capitals
    "WIFI:": WifiCode,
    "BEGIN:VCARD": ContactCode,
    "MECARD:": ContactCode,
    "BIZCARD:": ContactCode,
    "HTTP://": LinkCode,
    "HTTPS://": LinkCode,
    "WWW.": LinkCode,
    "URL:": LinkCode,
    "URLTO:": LinkCode,
    "MEBKM:": LinkCode,
    "TEL:": PhoneCode,
    "SMS:": PhoneCode,
    "SMSTO:": PhoneCode,
    "MMS:": PhoneCode,
    "MMSTO:": PhoneCode,
    "MAILTO:": MailCode,
    "MATMSG:": MailCode,
    "SMTP:": MailCode,
    "BCD\n": PaymentCode,  # of European banks
    "BCD\r": PaymentCode,
    "SPC\n": PaymentCode,  # of Swiss ones
    "SPC\r": PaymentCode,
    "SPD*": PaymentCode,  # of Czech and Slovak ones
    "UPI:": PaymentCode,  # in India
    "000201": PaymentCode,  # of shops (EMV), as in Brazil and much of Asia
    "BITCOIN:": PaymentCode,
    "LIGHTNING:": PaymentCode,
    "ETHEREUM:": PaymentCode,
    "MONERO:": PaymentCode,
}
_FOR_A_PROGRAM: Final = re.compile(r"[A-Z][A-Z0-9+.-]*:")  # one that has no name here, such as GEO:


def refusal(text: str) -> NotOurCode:
    """Return the refusal that names what the code with this text is for."""
    begun = text.lstrip("\ufeff \t\r\n").upper()
    for beginning, kind in _BEGINNINGS.items():
        if begun.startswith(beginning):
            return kind()
    return NotOurCode() if not begun or _FOR_A_PROGRAM.match(begun) else TextCode()
