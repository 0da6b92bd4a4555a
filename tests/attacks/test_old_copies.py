"""Attacks by somebody who puts older copies of a vault's files back."""

import pytest

from p2pcard.core.book.book import How
from p2pcard.core.formats import crypto, sealed
from p2pcard.core.statements.card import Card
from p2pcard.edge.store import rows, saves
from p2pcard.edge.store.generations import KEPT, PREVIOUS, VAULT, Moved
from p2pcard.errors import EarlierPhrase, NoVouch
from p2pcard.service.cardholder import Cardholder
from tests.peers import MONTH, card_of
from tests.shells import ANA, device
from tests.vaults import OTHER_PHRASE, PHRASE, ROOT, back, book_of, create, files, go_back, reopen

pytestmark = pytest.mark.usefixtures("stretched_once")

ANEW = {  # whatever writes both saves under another store id
    "forget": lambda held: held.save(book_of(1), MONTH, erase_previous=True),
    "the same phrase": lambda held: held.rekey(PHRASE, MONTH),
    "another root": lambda held: held.become(ROOT, book_of(1), MONTH),
}


def put_back(folder, anew):
    """Make a vault that lived through this, up to save 4, and put its first save in the place of the last."""
    with create(folder) as held:
        old = (folder / VAULT).read_bytes()
        anew(held)
        held.save(book_of(2), MONTH)
        held.save(book_of(3), MONTH)
    (folder / VAULT).write_bytes(old)


@pytest.mark.parametrize("anew", ANEW.values(), ids=ANEW)
def test_an_older_copy_in_the_place_of_the_last_save_does_not_erase_the_newer_one_beside_it(folder, anew):
    put_back(folder, anew)
    newer = files(folder)[PREVIOUS]
    with reopen(folder) as opened:
        assert (opened.save_number, opened.moved) == (1, [Moved(PREVIOUS, KEPT[0])])
        for people in range(1, 5):
            opened.save(book_of(people), MONTH)
    with reopen(folder) as opened:
        assert opened.moved == []
    assert files(folder)[KEPT[0]] == newer
    with back(folder, name=KEPT[0]) as opened:
        assert (opened.book, opened.save_number, opened.root()) == (book_of(2), 3, ROOT)
    with reopen(folder) as opened:
        assert opened.book == book_of(2)


def test_a_copy_of_a_life_that_was_left_is_not_taken_for_the_newer_save_either(folder):
    with create(folder) as held:
        held.save(book_of(1), MONTH)
        left = (folder / VAULT).read_bytes()
    with back(folder) as held:
        held.save(book_of(2), MONTH, erase_previous=True)
    (folder / VAULT).write_bytes(left)
    with reopen(folder) as opened:  # both are number 2
        opened.save(book_of(3), MONTH)
    with back(folder, name=KEPT[1]) as opened:
        assert opened.book == book_of(2)


def test_a_copy_under_an_earlier_phrase_does_not_erase_what_the_phrase_of_today_opens(folder):
    put_back(folder, lambda held: held.rekey(OTHER_PHRASE, MONTH))
    before = files(folder)
    with pytest.raises(EarlierPhrase):
        reopen(folder, OTHER_PHRASE)
    assert files(folder) == before
    with back(folder, OTHER_PHRASE) as opened:
        assert opened.book == book_of(2)
        assert files(folder)[KEPT[0]] == before[VAULT]


def test_whoever_finds_an_older_copy_in_the_place_of_the_last_save_gets_back_with_the_next_step(tmp_path):
    ana = device(tmp_path, ANA)
    (vault,) = ana.home.rglob(VAULT)
    old = vault.read_bytes()
    ana.hold(card_of("Ben"))
    ana.do("forget", "Ben")
    for name in ("Cam", "Cleo"):
        ana.hold(card_of(name))
    vault.write_bytes(old)
    told = ana.run("people")
    assert told.code == 0
    assert told.err.splitlines()[1:] == [
        f"Something else was where {PREVIOUS} belongs. It is kept as {KEPT[0]}. "
        "To see it: p2pcard restore --previous",
    ]
    assert len(ana.run("people").err.splitlines()) == 1
    listed = ana.do("restore", "--previous", given="\n")
    assert [(each["file"], each["save"], each["people"]) for each in listed["saves"]] == [
        (VAULT, 2, 0),
        (KEPT[0], 5, 1),
    ]
    assert ana.do("restore", "--previous", given="2\n")["restored"] == "previous"
    assert ana.people() == ["Cam"]


def newer_file(data):
    return data[:8] + b"\x02" + data[9:]


@pytest.mark.parametrize("what", ["file", "tables"])
def test_what_a_newer_version_wrote_is_kept_and_keeps_nobody_out(folder, what, monkeypatch):
    create(folder).close()
    old = (folder / VAULT).read_bytes()
    with monkeypatch.context() as tomorrow:
        if what == "tables":
            tomorrow.setattr(saves.migrated, "__defaults__", ((*rows.MIGRATIONS, lambda run: None),))
        with reopen(folder) as held:
            ANEW["forget"](held)
    if what == "file":
        (folder / PREVIOUS).write_bytes(newer_file((folder / PREVIOUS).read_bytes()))
    (folder / VAULT).write_bytes(old)
    newer = files(folder)[PREVIOUS]
    with reopen(folder) as held:
        held.save(book_of(1), MONTH)
        held.save(book_of(2), MONTH)
    assert files(folder)[KEPT[0]] == newer


def counted(monkeypatch, module, name):
    """Let a function note its calls."""
    calls, real = [], getattr(module, name)

    def noting(*asked):
        calls.append(asked)
        return real(*asked)

    monkeypatch.setattr(module, name, noting)
    return calls


def test_what_lies_beside_is_opened_at_no_cost_and_where_its_mark_is_known_not_at_all(folder, monkeypatch):
    with create(folder) as held:
        held.save(book_of(1), MONTH)
    opened, paid = counted(monkeypatch, sealed, "unseal"), counted(monkeypatch, crypto, "stretch")
    reopen(folder).close()
    assert (len(opened), len(paid)) == (1, 1)
    put_back_again(folder)
    reopen(folder).close()
    assert len(paid) == 2


def put_back_again(folder):
    """Put what lies beside the last save in its place, and the last one beside it."""
    found = files(folder)
    (folder / VAULT).write_bytes(found[PREVIOUS])
    (folder / PREVIOUS).write_bytes(found[VAULT])


def test_where_both_saves_changed_places_the_newer_one_is_kept(folder):
    with create(folder) as held:
        for people in range(1, 4):
            held.save(book_of(people), MONTH)
    put_back_again(folder)
    with reopen(folder) as opened:
        assert opened.book == book_of(2)
        opened.save(book_of(5), MONTH, erase_previous=True)
        opened.save(book_of(6), MONTH)
    with back(folder, name=KEPT[0]) as opened:
        assert len(opened.book.contacts) == 3


@pytest.mark.parametrize("damaged", [b"", b"Dear Ben", None], ids=["empty", "letter", "body"])
def test_a_save_beside_that_nobody_can_open_keeps_nobody_out(folder, damaged):
    put_back(folder, ANEW["forget"])
    data = (folder / PREVIOUS).read_bytes()
    bent = data[:-1] + bytes((data[-1] ^ 1,)) if damaged is None else damaged
    (folder / PREVIOUS).write_bytes(bent)
    with reopen(folder) as opened:
        assert opened.book == book_of(0)
        opened.save(book_of(1), MONTH)
    assert files(folder)[KEPT[0]] == bent


def vouched_and_put_back(folder):
    """Let Ana vouch for Teo, and put both her files back to before; return her device and her vouch."""
    ana = Cardholder(folder, clock=lambda: MONTH)
    ana.create(PHRASE, Card("Ana"), low_memory=True)
    ana.store.change(lambda book: book.accept(card_of("Teo"), How.QR, MONTH))
    ana.store.change(lambda book: book.accept(card_of("Cleo"), How.QR, MONTH))
    before = files(ana.folder)
    made = vouch_for_teo(ana)
    ana.lock()
    for name, data in before.items():
        (ana.folder / name).write_bytes(data)
    return ana, made


def teo_of(ana):
    return next(contact for contact in ana.book.contacts.values() if contact.name == "Teo")


def vouch_for_teo(ana):
    ana.vouching.give(teo_of(ana), may_introduce=False)
    return ana.book.vouches.given[teo_of(ana).key][-1].says


def test_where_both_files_were_put_back_unseen_a_sequence_comes_twice_and_a_word_is_not_taken_back(tmp_path):
    ana, made = vouched_and_put_back(tmp_path)
    ana.unlock(PHRASE)
    with pytest.raises(NoVouch):
        ana.vouching.withdraw(teo_of(ana))
    again = vouch_for_teo(ana)
    assert (again.sequence, again.handle) == (made.sequence, made.handle)


def test_whoever_goes_back_by_one_save_more_says_so_and_takes_back_what_was_lost(tmp_path):
    ana, made = vouched_and_put_back(tmp_path)
    go_back(ana)
    again = vouch_for_teo(ana)
    assert again.sequence > made.sequence
    ana.vouching.withdraw(teo_of(ana))
    assert made.handle.withdrawal in ana.book.vouches.ended
