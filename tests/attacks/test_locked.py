"""Attacks by a thief who has a locked device and guesses."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from p2pcard.core.formats import crypto
from p2pcard.core.statements.card import Card
from p2pcard.errors import WrongPhrase
from p2pcard.service.keeper import Keeper
from p2pcard.service.profiles import cards_here
from tests.vaults import OTHER_PHRASE, PHRASE, create, of_first_release

USUAL = ("work", "family", "union", "clinic", "neighbours", "sindicato", "antifa", "Clinic", "clínica")
TAGS = sorted(
    {
        tag
        for path in (Path(crypto.__file__).parents[2]).rglob("*.py")
        for tag in re.findall(r'"(p2pc[a-z0-9-]{1,12})"', path.read_text(encoding="utf-8"))
    }
)
HASHES = ("md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b", "blake2s")


def prints_of(name: str) -> Iterator[bytes]:
    """What fast ways make of a name, which a thief may look for: each hash there is, and each of our own."""
    for spelled in {name, name.lower(), name.upper(), name.title()}:
        data = spelled.encode()
        yield data
        yield spelled.encode("utf-16-le")
        for kind in HASHES:
            yield hashlib.new(kind, data).digest()[:8]
        for tag in TAGS:
            yield crypto.digest(tag, data)[:8]


def guessed(home: Path, names: tuple[str, ...]) -> list[str]:
    """Which names of a list show in the names of files and folders, or in any byte of them."""
    paths = [home, *home.rglob("*")]
    seen = b"".join(path.name.encode() + bytes(1) + path.name.encode().lower() for path in paths[1:])
    seen += b"".join(path.read_bytes() for path in paths if path.is_file())
    return [
        name for name in names if any(each in seen or each.hex().encode() in seen for each in prints_of(name))
    ]


@pytest.fixture
def home(tmp_path, stretched_once):
    """A device with three profiles, two of which have names that anybody would guess."""
    for profile in ("", "clinic", "Sindicato"):
        keeper = Keeper(tmp_path / "home", profile)
        keeper.create(PHRASE, Card("Me"), low_memory=True)
        keeper.change_phrase(OTHER_PHRASE)
        keeper.lock()
    return tmp_path / "home"


def test_no_guess_at_the_name_of_a_profile_can_be_confirmed(home):
    assert len(TAGS) > 20
    assert "p2pcard-profile" in TAGS
    assert guessed(home, USUAL) == []


def test_what_the_first_release_left_is_guessed_until_it_is_opened_once(home):
    create(of_first_release(home, "antifa")).close()
    assert guessed(home, USUAL) == ["antifa"]
    keeper = Keeper(home, "antifa")
    keeper.unlock(PHRASE)
    keeper.lock()
    assert guessed(home, USUAL) == []


def test_a_refusal_does_not_tell_whether_there_is_a_profile_of_that_name(home):
    told = []
    for name in ("clinic", "nobody"):
        with pytest.raises(WrongPhrase) as refused:
            Keeper(home, name).unlock("no phrase of this device")
        told.append((type(refused.value), refused.value.values))
    assert told[0] == told[1] == (WrongPhrase, {})


def test_how_many_profiles_there_are_when_each_was_saved_and_its_size_in_steps_shows(home):
    found = cards_here(home)
    assert len(found) == len(list(home.iterdir())) == 3
    assert len({each.size for each in found}) == 1
    assert all(each.saved_at.timestamp() > 0 for each in found)
