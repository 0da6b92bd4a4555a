"""Words to look for: random ones, each way in which something may write them, and where they are looked for.

A canary is put where a name, a number or a label stands. Whatever writes it
where it must not be, as it is or in some encoding, is found by looking for it.
"""

import base64
import contextlib
import errno
import random
import re
import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from p2pcard.core.formats import armor

LETTERS, DIGITS = 16, 14  # so many that chance writes none of them
TEXT = re.compile(rb"[\0 -~]*")


def word(drawn: random.Random) -> str:
    """A random word, such as a name: `Xqjvkw...`."""
    return "".join(drawn.choices(string.ascii_lowercase, k=LETTERS)).capitalize()


def number(drawn: random.Random) -> str:
    """A random telephone number."""
    return "+" + "".join(drawn.choices("123456789", k=DIGITS))


def _aligned(data: bytes, group: int, symbols: int, write: Callable[[bytes], bytes]) -> set[bytes]:
    """What an encoding of so many bytes in so many symbols makes of data wherever in a group it begins."""
    forms = set()
    for before in range(group):
        skipped = symbols if before else 0
        whole = (before + len(data)) // group * symbols
        forms.add(write(bytes(before) + data)[skipped:whole])
    return forms


def _base45(data: bytes) -> bytes:
    return armor.to_qr(data)[len(armor.PREFIX) :].encode()


def encodings(data: bytes) -> set[bytes]:
    """Bytes as they are, in hexadecimal, in base64 at each offset, and as a QR code of ours has them."""
    forms = {data, data.hex().encode(), data.hex().upper().encode()}
    forms |= _aligned(data, 3, 4, base64.b64encode) | _aligned(data, 3, 4, base64.urlsafe_b64encode)
    return forms | _aligned(data, 2, 3, _base45)


def disguises(secret: bytes) -> set[bytes]:
    """Return a secret in each form in which something may write it without meaning to."""
    forms: set[bytes] = set()
    for written in {secret, secret.upper(), secret.lower(), secret.swapcase(), secret[::-1]}:
        text = written.decode("latin-1")
        for data in (written, text.encode("utf-16-le"), text.encode("utf-16-be")):
            forms |= encodings(data)
    return forms


@dataclass(frozen=True)
class Watch:
    """Everything that is looked for."""

    canaries: tuple[bytes, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Watch":
        """Look for these texts."""
        return cls(tuple(text.encode() for text in texts))

    @cached_property
    def forms(self) -> dict[bytes, bytes]:
        """What each form that is looked for is a form of."""
        return {form: canary for canary in self.canaries for form in disguises(canary)}

    @cached_property
    def _kinds(self) -> tuple[list[bytes], list[bytes], re.Pattern[bytes]]:
        """The forms that are text, the others, and how to find text in what is mostly noise."""
        text = [form for form in self.forms if TEXT.fullmatch(form)]
        shortest = min(map(len, text))
        return text, [*self.forms.keys() - set(text)], re.compile(rb"[\0\r\n -~]{%d,}" % shortest)

    def seen(self, data: bytes) -> list[bytes]:
        """Which canaries can be read in these bytes, also where lines break one."""
        text, others, pattern = self._kinds
        lines = b"\xff".join(pattern.findall(data))
        joined = lines.translate(None, b"\r\n")
        found = [form for form in text if form in lines or form in joined]
        return sorted({self.forms[form] for form in (*found, *(form for form in others if form in data))})

    def in_folders(self, *folders: Path) -> list[tuple[Path, bytes]]:
        """What can be read anywhere in these folders, names of files and targets of links included."""
        return [
            (path, canary) for folder in folders for path in folder.rglob("*") for canary in self._at(path)
        ]

    def _at(self, path: Path) -> list[bytes]:
        if path.is_symlink():
            return self.seen(bytes(path) + b"\0" + bytes(path.readlink()))
        return self.seen(bytes(path) + b"\0" + (path.read_bytes() if path.is_file() else b""))

    def in_process(self, number: int) -> list[tuple[Path, bytes]]:
        """What a running program shows everybody: its arguments, its surroundings, files it holds open."""
        process, found = Path("/proc", str(number)), []
        named = (process / each for each in ("cmdline", "environ", "comm"))
        for path in (*named, *_open_files(process)):
            try:
                found += [(path, canary) for canary in self.seen(path.read_bytes())]
            except OSError as error:  # it has just ended, or has something else open under this number
                if error.errno not in (errno.ENOENT, errno.ESRCH, errno.ENXIO):
                    raise
        return found


def _open_files(process: Path) -> list[Path]:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has just ended
        return [path for path in (process / "fd").iterdir() if path.is_file()]
    return []
