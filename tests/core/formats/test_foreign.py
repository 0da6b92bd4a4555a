"""What codes of other programs are for is told by how they begin, and by nothing else of them."""

import pytest

from p2pcard.core.formats import foreign
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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("WIFI:T:WPA;S:guest;P:secret;;", WifiCode),
        ("wifi:S:guest;;", WifiCode),
        ("BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD", ContactCode),
        ("\ufeffBEGIN:VCARD\r\nVERSION:4.0", ContactCode),
        ("MECARD:N:Ruiz,Ana;TEL:600100101;;", ContactCode),
        ("BIZCARD:N:Ana;;", ContactCode),
        ("https://example.org/a", LinkCode),
        ("HTTP://EXAMPLE.ORG", LinkCode),
        ("www.example.org", LinkCode),
        ("MEBKM:TITLE:a;URL:http\\://example.org;;", LinkCode),
        ("tel:+34600100101", PhoneCode),
        ("SMSTO:+34600100101:hello", PhoneCode),
        ("mailto:ana@example.org", MailCode),
        ("MATMSG:TO:ana@example.org;SUB:hi;;", MailCode),
        ("BCD\n002\n1\nSCT\n\nAna\nDE02120300000000202051\nEUR1", PaymentCode),
        ("BCD\r\n002\r\n1\r\nSCT", PaymentCode),
        ("SPC\n0200\n1\n", PaymentCode),
        ("upi://pay?pa=ana@bank", PaymentCode),
        ("00020126580014br.gov.bcb.pix0136", PaymentCode),
        ("bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", PaymentCode),
        ("BCD of words", TextCode),
        ("4006381333931", TextCode),
        ("see https://example.org", TextCode),
        ("菜单", TextCode),
        ("", NotOurCode),
        ("geo:52.5,13.4", NotOurCode),
        ("otpauth://totp/a?secret=b", NotOurCode),
        ("p2pc:lowercase", NotOurCode),
    ],
)
def test_a_code_is_named_by_its_beginning(text, kind):
    assert type(foreign.refusal(text)) is kind
