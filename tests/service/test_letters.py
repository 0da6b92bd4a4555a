"""What a file says is found in whatever encoding it stands, and in mails as programs save them."""

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from p2pcard.core.formats import armor
from p2pcard.errors import SeveralBlocks
from p2pcard.service import letters

DATA = bytes(range(200))
BLOCK = armor.to_text(DATA)
AROUND = f"Aquí está, Señora Muñoz:\n{BLOCK}\n— Benjamín"


def said(data):
    found = letters.text_of(data)
    assert found is not None
    return found


def read(data):
    return armor.from_text(said(data))


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "latin-1",
        "cp1252",
        "cp437",
        "mac-roman",
        "iso8859-15",
        "shift-jis",
        "gb18030",
        "koi8-r",
    ],
)
def test_a_block_is_found_in_a_file_of_any_encoding(encoding):
    assert read(AROUND.encode(encoding, "replace")) == DATA


def test_a_text_of_another_encoding_is_a_text_and_no_picture():
    assert letters.text_of("mañana a las ocho".encode("cp1252")) == "mañana a las ocho"


def test_bytes_that_are_no_text_are_none():
    assert letters.text_of(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") is None
    assert letters.text_of(bytes(range(256))) is None


def mail(text, subtype="plain", encoding=None, charset="utf-8"):
    found = EmailMessage()
    found["From"], found["To"], found["Subject"] = "ben@example.org", "ana@example.org", "my card"
    found.set_content(text, subtype=subtype, cte=encoding, charset=charset)
    return found


HTML = "<html><body><p>Aqu&iacute;:</p><pre>" + BLOCK.replace("\n", "<br>\n") + "</pre></body></html>"
ATTACHED = mail("My card is in the file.")
ATTACHED.add_attachment(BLOCK.encode(), maintype="application", subtype="octet-stream", filename="ben.txt")
ATTACHED.add_attachment(bytes(500), maintype="image", subtype="png", filename="ben.png")
BOTH = mail(AROUND, encoding="quoted-printable")
BOTH.add_alternative(HTML, subtype="html", cte="base64")
FORWARDED = mail("Here is what Ben wrote.")
FORWARDED.add_attachment(mail(AROUND, encoding="base64"))
MAILS = {
    "7bit": mail(BLOCK),
    "8bit": mail(AROUND, encoding="8bit"),
    "quoted-printable": mail(AROUND, encoding="quoted-printable"),
    "base64": mail(AROUND, encoding="base64"),
    "an older encoding": mail(AROUND, encoding="quoted-printable", charset="cp1252"),
    "html": mail(HTML, "html", "quoted-printable"),
    "both": BOTH,
    "an attached file": ATTACHED,
    "forwarded": FORWARDED,
}


@pytest.mark.parametrize("saved", MAILS.values(), ids=MAILS)
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_a_block_is_found_in_a_saved_mail(saved, line_end):
    data = bytes(saved).replace(b"\n", line_end)
    assert read(data) == DATA
    assert read(b"From ben@example.org Tue Dec  1 10:00:00 2026" + line_end + data) == DATA


def test_a_mail_of_a_charset_that_nobody_knows_is_read_all_the_same():
    data = bytes(MAILS["quoted-printable"]).replace(b"utf-8", b"x-nobody")
    assert read(data) == DATA


def test_of_two_cards_in_one_mail_none_is_chosen():
    several = MIMEMultipart()
    other = armor.to_text(b"other")
    for block in (BLOCK, other):
        several.attach(MIMEText(block))
    with pytest.raises(SeveralBlocks):
        read(bytes(several))


def test_what_begins_like_a_mail_and_is_none_says_what_it_says():
    plain = "Subject: cards\n\nSee you on Monday.\n"
    assert letters.text_of(plain.encode()) == plain
    for around in ("Note: read this\n\n", "Note: read this\n"):
        assert read((around + BLOCK).encode()) == DATA
