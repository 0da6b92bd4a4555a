"""One member's device against a host and others that break the rules (docs/spec.md, 7.5)."""

from collections.abc import Callable
from dataclasses import replace

from p2pcard.core.exchange.events import Dropped
from p2pcard.core.exchange.meeting.abort import Why
from p2pcard.core.exchange.meeting.events import Agree, LeaveOut, TakeReader, Unready
from p2pcard.core.exchange.meeting.messages import (
    Abort,
    Boxes,
    Dones,
    Listing,
    Oks,
    Opens,
    People,
    Reader,
    Receipt,
    Seals,
    Without,
)
from p2pcard.core.exchange.meeting.transcript import commit
from p2pcard.core.exchange.phrase import Mode
from scripts.vectors.case import Case, Folder, card_of, chance
from scripts.vectors.members import (
    COUNTED,
    DROPPED,
    ELAPSED,
    STOP,
    Do,
    Table,
    counts,
    heard,
    says,
    unreadable,
)
from scripts.vectors.rooms import self_of

AGREE: Do = ("agree", Agree())
TAKE_READER: Do = ("take-reader", TakeReader())
Bad = dict[str, tuple[str, str, list[Do]]]


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("meeting")
    table, reading = Table("member"), Table("member", first_reads=True)
    groups: tuple[tuple[Callable[[Table], Bad], Table], ...] = (
        (_lists, table),
        (_openings, table),
        (_talk, table),
        (_answers, reading),
        (_fewer, table),
        (_without, table),
        (_left_out, table),
        (_keys, table),
        (_keyed, table),
        (_cards, table),
    )
    for group, seats in groups:
        for name, (expect, comment, events) in group(seats).items():
            folder.add(f"member_{name}", expect, comment, *seats.lines(events))
    for several in (table.others, table.others[:1]):
        comment = "a card without its pair secret is stored, and not named in DONE"
        events = [*_talked(table), says(table.oks(table.everybody)), *_end(table, table.everybody)]
        folder.add(f"member_without_secret_{len(several)}", "ok", comment, *table.lines(events, several))
    _others(folder)
    return folder.cases


def _lists(table: Table) -> Bad:
    good, c = table.listing, table.listing.commitments
    mine = table.me.join.commitment

    def listed(name: str, comment: str, listing: Listing, expect: str = "ListWrong") -> Bad:
        return {f"list_{name}": (expect, comment, [says(People(3)), says(listing)])}

    ours = (TAKE_READER, says(good))
    newer = unreadable(b"\5\2" + bytes(good)[2:], Abort(Why.VERSION))
    return {
        **listed("one", "only me", replace(good, reader=mine, commitments=(mine,))),
        **listed("order", "C in descending order", replace(good, commitments=c[::-1])),
        **listed("twice", "a C twice", replace(good, commitments=tuple(sorted((*c, c[0]))))),
        **listed("without_me", "my C is not there", replace(good, commitments=table_without(c, mine))),
        **listed("no_reader", "the reader's C is not there", replace(good, reader=chance("nobody"))),
        "reader_none": (
            "ok",
            "I took the role, then nobody has it, and LIST has another reader",
            [TAKE_READER, says(Reader(mine)), says(Reader(b"")), says(good)],
        ),
        "reader_other": (
            "ok",
            "I took the role, another one has it, and LIST says so",
            [TAKE_READER, says(Reader(good.reader)), says(good)],
        ),
        "reader_again": (
            "ReaderDiffers",
            "another one had the role, then I, and LIST has the other",
            [TAKE_READER, says(Reader(good.reader)), says(Reader(mine)), says(good)],
        ),
        "reader_unasked": (
            "ReaderDiffers",
            "READER names me, who did not ask, and LIST another",
            [says(Reader(mine)), says(good)],
        ),
        "list_newer": ("OtherVersion", "a LIST of version 2", [says(People(3)), newer]),
        "waiting_unreadable": (
            "MeetingBroken",
            "a message of a type that there is not",
            [unreadable(b"\x15", Dropped())],
        ),
        "list_other_reader": ("ReaderDiffers", "I took the role, and another has it", list(ours)),
        "waiting_elapsed": ("MeetingBroken", "no time was asked for yet", [ELAPSED]),
        "waiting_opens": ("MeetingBroken", "OPENS before LIST", [says(table.opens)]),
        "waiting_dropped": ("MeetingBroken", "the line broke", [DROPPED]),
        "waiting_abort": (
            "AlreadyStarted",
            "the host says that the run has started",
            [says(Abort(Why.STARTED))],
        ),
        "waiting_stop": ("MeetingStopped", "my person stops", [STOP]),
    }


def table_without(commitments: tuple[bytes, ...], mine: bytes) -> tuple[bytes, ...]:
    """Put another C in the place of mine."""
    return tuple(sorted((*(each for each in commitments if each != mine), chance("another C"))))


def _openings(table: Table) -> Bad:
    listed, o = says(table.listing), table.opens.openings
    place = table.others[0]

    def opened(name: str, comment: str, openings: tuple[bytes, ...]) -> Bad:
        return {f"opens_{name}": ("OpeningWrong", comment, [listed, says(Opens(openings))])}

    bent = bytearray(o[place])
    bent[127] ^= 1
    return {
        **opened("few", "one opening less", o[:-1]),
        **opened("bent", "an opening that does not give its C", (*o[:place], bytes(bent), *o[place + 1 :])),
        **opened("order", "two openings changed places", (o[1], o[0], o[2])),
        "opens_late": ("TookTooLong", "nothing in time", [listed, ELAPSED]),
        "opens_seals": ("MeetingBroken", "SEALS before OPENS", [listed, says(table.seals)]),
        "opens_second_list": ("MeetingBroken", "a second LIST", [listed, listed]),
    }


def _start(table: Table) -> list[Do]:
    return [says(table.listing), says(table.opens), says(table.seals)]


def _talked(table: Table) -> list[Do]:
    return [*_start(table), heard(" ".join(table.transcript.phrase)), COUNTED]


def _talk(table: Table) -> Bad:
    start, s = _start(table), table.seals.seals
    wrong = heard(" ".join(_other(each, place) for place, each in enumerate(table.transcript.phrase)))
    phrase = heard(" ".join(table.transcript.phrase))
    short = Seals(tuple(each[1:] for each in s))
    return {
        "seals_few": ("MeetingBroken", "a sealed card less", [*start[:2], says(Seals(s[:2]))]),
        "seals_short": ("MeetingBroken", "sealed cards of another length", [*start[:2], says(short)]),
        "seals_twice": ("MeetingBroken", "SEALS twice", [*start, start[2]]),
        "phrase_differs": ("PhraseDiffers", "three different ones", [*start, wrong, wrong, wrong]),
        "phrase_third": (
            "ok",
            "the third is right, and what is no word costs nothing",
            [*start, wrong, heard("zz"), wrong, phrase, COUNTED],
        ),
        "counted_early": ("MeetingBroken", "counted before the phrase", [*start, COUNTED]),
        "counted_before_seals": ("ok", "the OK waits for SEALS", [*start[:2], phrase, COUNTED, start[2]]),
        "count_differs": (
            "CountDiffers",
            "three other numbers, each behind a time to count again",
            [*start, phrase, counts(2), ELAPSED, counts(4), ELAPSED, counts(2)],
        ),
        "count_third": (
            "ok",
            "the third number is right",
            [*start, phrase, counts(2), ELAPSED, counts(2), ELAPSED, COUNTED],
        ),
        "count_between": (
            "ok",
            "while the room counts again no number is taken, and none costs anything",
            [*start, phrase, counts(2), COUNTED, counts(2), counts(1), ELAPSED, COUNTED],
        ),
        "count_elapsed_twice": (
            "TookTooLong",
            "the room counted again, and then nothing came",
            [*start, phrase, counts(2), ELAPSED, ELAPSED],
        ),
        "talk_elapsed": ("TookTooLong", "nothing in time", [*start, ELAPSED]),
        "talk_abort": (
            "PhraseDiffers",
            "somebody heard another phrase",
            [*start, says(Abort(Why.PHRASE, 1))],
        ),
        "oks_early": ("ListWrong", "OKS before my own OK", [*start, says(table.oks(table.everybody))]),
    }


def _other(word: str, place: int) -> str:
    even, odd = ("aardvark", "absurd"), ("adroitness", "adviser")
    return next(each for each in (odd if place % 2 else even) if each != word)


def _answers(table: Table) -> Bad:
    start, answer = _start(table), table.transcript.answer(table.everybody)
    wrong = heard(_other(answer, 0))
    other, right = tuple(sorted((table.mine, table.others[1]))), heard(_fresh_answer(table))
    answered, fewer = [*start, heard(answer)], says(Without(_two(table)))
    return {
        "answer_differs": ("AnswerDiffers", "three different ones", [*start, wrong, wrong, wrong]),
        "answer_good": ("ok", "the reader's device gives its OK", [*start, heard(answer)]),
        "keyed_reader_agrees": (
            "ok",
            "the reader's yes to fewer is no OK",
            [*_keyed_reader(table), AGREE],
        ),
        "keyed_reader_hears": (
            "ok",
            "the reader types the answer of those who stay, at the third try",
            [*_keyed_reader(table), *[_wrong_answer(table)] * 2, heard(_fresh_answer(table)), AGREE],
        ),
        "keyed_reader_differs": (
            "ok",
            "three other answers: no OK, and no end",
            [*_keyed_reader(table), *[_wrong_answer(table)] * 3, heard(_fresh_answer(table)), ELAPSED],
        ),
        "without_reader_answer": (
            "ok",
            "the reader typed the answer for all, and types the one of those who stay, at the third try",
            [*answered, fewer, AGREE, *[_wrong_answer(table)] * 2, heard(_fresh_answer(table))],
        ),
        "without_reader_tries": (
            "ok",
            "two other answers before somebody left cost none of the three tries behind it",
            [*start, wrong, wrong, fewer, *[_wrong_answer(table)] * 2, heard(_fresh_answer(table))],
        ),
        "without_reader_differs": (
            "AnswerDiffers",
            "three other answers behind it",
            [*answered, fewer, *[_wrong_answer(table)] * 3],
        ),
        "without_reader_old_answer": (
            "ok",
            "the answer for all does not do any more",
            [*answered, fewer, heard(answer), heard(_fresh_answer(table))],
        ),
        "without_reader_alone": ("ListWrong", "the reader alone", [*start, says(Without((table.mine,)))]),
        "leave_out_alone": (
            "ok",
            "the reader cannot leave out all others",
            [*answered, unready(*table.others), _leave_out(table, *table.others)],
        ),
        "keyed_reader_tries": (
            "ok",
            "two other answers for all cost none of the three tries for those who stay",
            [*start, wrong, wrong, *_keyed_reader(table)[len(start) :], *[_wrong_answer(table)] * 2, right],
        ),
        "keyed_reader_other": (
            "ok",
            "another list of two behind one of two is no part of it",
            [*_keyed_reader(table), says(Without(other)), heard(table.transcript.answer(other)), right],
        ),
        "answer_counted": ("MeetingBroken", "the reader counts nobody", [*start, COUNTED]),
    }


def _keyed_reader(table: Table) -> list[Do]:
    answer = heard(table.transcript.answer(table.everybody))
    return [*_start(table), answer, says(table.oks(table.everybody)), says(Without(_two(table)))]


def _two(table: Table) -> tuple[int, ...]:
    return tuple(sorted((table.mine, table.others[0])))


def _fresh_answer(table: Table) -> str:
    return table.transcript.answer(_two(table))


def _wrong_answer(table: Table) -> Do:
    return heard(_other(_fresh_answer(table), 0))


def _fewer(table: Table) -> Bad:
    talked, mine = _talked(table), table.mine
    reader = table.transcript.reader
    gone = next(place for place in table.everybody if place not in (mine, reader))
    fewer = tuple(sorted((mine, reader)))
    no_reader, no_me = tuple(sorted((mine, gone))), tuple(sorted((reader, gone)))
    return {
        "without_all": ("ListWrong", "all of them", [*talked, says(Without(table.everybody))]),
        "without_me": ("ListWrong", "I am not there", [*talked, says(Without(no_me))]),
        "without_reader": ("ListWrong", "the reader is not there", [*talked, says(Without(no_reader))]),
        "without_others": ("ListWrong", "I alone", [*talked, says(Without((mine,)))]),
        "without_stranger": (
            "ListWrong",
            "a position that is not there",
            [*talked, says(Without((*fewer, 9)))],
        ),
    }


def _without(table: Table) -> Bad:
    talked = _talked(table)
    fewer = tuple(sorted((table.mine, table.transcript.reader)))
    without = says(Without(fewer))
    return {
        "without_more": (
            "ListWrong",
            "all of them again",
            [*talked, without, says(Without(table.everybody))],
        ),
        "without_good": (
            "ok",
            "two go on",
            [*talked, without, AGREE, says(table.oks(fewer)), *_end(table, fewer)],
        ),
        "without_count": (
            "ok",
            "somebody left before the count, and still all of the run are counted",
            [*talked[:-1], without, AGREE, counts(2), ELAPSED, COUNTED],
        ),
        "without_not_agreed": ("ok", "no OK before my person agreed", [*talked, without]),
        "without_old_oks": (
            "ok",
            "OKS over the list I signed last",
            [*talked, without, says(table.oks(table.everybody))],
        ),
    }


def _left_out(table: Table) -> Bad:
    """What the host's own device proposes, where its person names who is left out."""
    talked, mine, reader = _talked(table), table.mine, table.transcript.reader
    gone = next(place for place in table.everybody if place not in (mine, reader))
    both = [*talked, unready(*sorted((gone, reader)))]
    return {
        "leave_out": ("ok", "who is not ready is left out", [*both, _leave_out(table, gone)]),
        "leave_out_twice": ("ok", "one number twice", [*both, _leave_out(table, gone, gone)]),
        "leave_out_nobody": ("ok", "nobody", [*both, _leave_out(table)]),
        "leave_out_reader": ("ok", "the reader", [*both, _leave_out(table, reader)]),
        "leave_out_both": (
            "ok",
            "the reader and another",
            [*both, _leave_out(table, *sorted((gone, reader)))],
        ),
        "leave_out_me": (
            "ok",
            "myself",
            [*talked, unready(*sorted((mine, reader))), _leave_out(table, mine)],
        ),
        "leave_out_ready": (
            "ok",
            "who is ready, or was not ready before",
            [*talked, _leave_out(table, gone), unready(gone), unready(reader), _leave_out(table, gone)],
        ),
        "leave_out_stranger": ("ok", "a number that nobody has", [*both, ("leave-out 9", LeaveOut((9,)))]),
        "leave_out_again": (
            "ok",
            "of two who are left nobody can be left out",
            [
                *talked,
                says(Without(tuple(sorted((mine, reader))))),
                unready(reader),
                _leave_out(table, reader),
            ],
        ),
        "leave_out_early": (
            "MeetingBroken",
            "before the count",
            [*talked[:-1], unready(gone), _leave_out(table, gone)],
        ),
    }


def _leave_out(table: Table, *places: int) -> Do:
    """Return that the person names the numbers of these positions."""
    named = tuple(table.transcript.numbers[place] for place in places)
    return " ".join(("leave-out", *map(str, named))), LeaveOut(named)


def unready(*places: int) -> Do:
    """Return that the host's machine lacks the OKs of these positions."""
    return " ".join(("unready", *map(str, places))), Unready(places)


def _end(table: Table, staying: tuple[int, ...]) -> list[Do]:
    others = tuple(place for place in staying if place != table.mine)
    return [says(table.boxes(staying)), says(table.dones({place: staying for place in others}))]


def _keys(table: Table) -> Bad:
    talked, everybody = _talked(table), table.everybody
    oks = table.oks(everybody)
    bent = tuple(bytes((each[0] ^ 1,)) + each[1:] for each in oks.signatures)
    some = table.others[0]
    one_bent = tuple(bent[p] if p == some else each for p, each in enumerate(oks.signatures))
    fewer = tuple(sorted((table.mine, table.transcript.reader)))
    return {
        "oks_bent": ("ListWrong", "one signature does not hold", [*talked, says(Oks(everybody, one_bent))]),
        "oks_few": ("ListWrong", "a signature less", [*talked, says(Oks(everybody, oks.signatures[:2]))]),
        "oks_fewer": ("ListWrong", "over a list I did not sign", [*talked, says(table.oks(fewer))]),
    }


def _keyed(table: Table) -> Bad:
    everybody, oks = table.everybody, table.oks(table.everybody)
    fewer = tuple(sorted((table.mine, table.transcript.reader)))
    keyed, some = [*_talked(table), says(oks)], table.others[0]
    gone = next(place for place in everybody if place not in fewer)
    no_me, no_reader = (tuple(sorted((each, gone))) for each in (table.transcript.reader, table.mine))
    return {
        "keyed_late": ("ok", "no boxes in time", [*keyed, ELAPSED, says(table.dones({}))]),
        "keyed_abort": ("ok", "ABORT after the keys is no end", [*keyed, says(Abort(Why.LIST))]),
        "keyed_stop": ("ok", "nor is my person's stop", [*keyed, STOP]),
        "keyed_boxes_few": (
            "ok",
            "a box less changes nothing",
            [*keyed, says(Boxes((table.box(some, everybody),)))],
        ),
        "keyed_oks": ("ok", "OKS again changes nothing", [*keyed, says(oks), *_end(table, everybody)]),
        "keyed_without": ("ok", "an OK over fewer, and no keys", [*keyed, says(Without(fewer)), AGREE]),
        "keyed_without_twice": (
            "ok",
            "a second yes signs nothing more",
            [*keyed, says(Without(fewer)), AGREE, AGREE],
        ),
        "keyed_without_bad": (
            "ok",
            "lists without me, without the reader, of me alone, or with a stranger: nothing is signed",
            [
                *keyed,
                *(
                    step
                    for bad in (no_me, no_reader, (table.mine,), (*fewer, 9))
                    for step in (says(Without(bad)), AGREE)
                ),
            ],
        ),
        "keyed_without_more": (
            "ok",
            "all of them behind two of them: nothing more is signed",
            [*keyed, says(Without(fewer)), AGREE, says(Without(everybody)), AGREE],
        ),
        "keyed_newer": (
            "ok",
            "a LIST of version 2 is an ABORT, and no end",
            [*keyed, unreadable(b"\5\2", Abort(Why.VERSION))],
        ),
        "keyed_without_all": (
            "ok",
            "no list of fewer, so nothing",
            [*keyed, says(Without(everybody)), AGREE],
        ),
        "dropped_receipts": (
            "ok",
            "the line breaks before DONES",
            [*keyed, _end(table, everybody)[0], DROPPED],
        ),
    }


def _cards(table: Table) -> Bad:
    keyed = [*_talked(table), says(table.oks(table.everybody))]
    one, other = table.others
    boxes = table.boxes(table.everybody)
    told: dict[int, tuple[int, ...]] = dict.fromkeys(table.others, table.everybody)
    bent = (bytes((boxes.boxes[0][0] ^ 1,)) + boxes.boxes[0][1:], boxes.boxes[1])
    done, bad = table.done(one, table.everybody), replace(table.done(other, table.everybody), stored=())
    return {
        "cards_one_bent": ("ok", "a box that does not open costs one card", [*keyed, says(Boxes(bent))]),
        "cards_one_missing": (
            "ok",
            "a box that did not come",
            [*keyed, says(Boxes((bytes(48), boxes.boxes[1])))],
        ),
        "cards_all": (
            "ok",
            "all cards, and one receipt that holds of two",
            [*keyed, says(boxes), says(Dones((done, bad)))],
        ),
        **{
            f"cards_receipts_{name}": ("ok", comment, [*keyed, says(boxes), says(Dones(receipts))])
            for name, (comment, receipts) in _receipts(table).items()
        },
        "cards_receipts_unheld": (
            "ok",
            "a receipt of one whose card did not come",
            [*keyed, says(Boxes((bytes(48), boxes.boxes[1]))), says(table.dones(told))],
        ),
        **{f"cards_seal_{name}": case for name, case in _bent_seals(table).items()},
    }


def _receipts(table: Table) -> dict[str, tuple[str, tuple[Receipt, ...]]]:
    one, other = table.others
    good, not_me = table.done(one, table.everybody), table.done(other, table.others)
    forged = replace(table.done(other, table.everybody), signature=good.signature)
    moved = replace(good, position=other)
    return {
        "both": ("both name me", (good, table.done(other, table.everybody))),
        "forged": ("one has another one's signature", (good, forged)),
        "moved": ("one member's receipt as another one's", (moved,)),
        "not_me": ("one does not name me", (good, not_me)),
        "mine": ("my own counts for nothing", (table.done(table.mine, table.everybody), good)),
        "stranger": ("a position that is not there", (good, replace(good, position=9))),
        "later": ("of two of one the later counts", (good, table.done(one, ()))),
        "later_forged": (
            "the later one is forged",
            (good, replace(table.done(one, ()), signature=bytes(64))),
        ),
        "none": ("none came", ()),
    }


def _bent_seals(table: Table) -> Bad:
    """SEALs that do not hold, each of which costs one card."""
    place, size = table.others[0], len(bytes(table.order[table.others[0]].card))
    talked = [heard(" ".join(table.transcript.phrase)), COUNTED, says(table.oks(table.everybody))]
    bends: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
        "salt": ("a salt that does not give the card hash", lambda content: _flip(content, 0)),
        "proof": ("a proof that does not hold", lambda content: _flip(content, 32)),
        "card": ("a card that does not give the card hash", lambda content: _flip(content, 98 + size - 1)),
        "hidden": ("something behind the card", lambda content: _flip(content, len(content) - 1)),
        "length": (
            "a card longer than the SEAL",
            lambda content: content[:96] + b"\xff\xff" + content[98:],
        ),
    }
    return {
        name: (
            "ok",
            comment,
            [
                *_start(table)[:2],
                says(table.bent_seal(place, bend)),
                *talked,
                says(table.boxes(table.everybody)),
                says(table.dones(dict.fromkeys(table.others, table.everybody))),
            ],
        )
        for name, (comment, bend) in bends.items()
    }


def _flip(content: bytes, place: int) -> bytes:
    return content[:place] + bytes((content[place] ^ 1,)) + content[place + 1 :]


def _others(folder: Folder) -> None:
    """Tables at which one member is not like the others."""
    table = Table("digits")
    table.me = table.people[0] = self_of("Ada", "digits member", digits=True)
    commitments = sorted(each.join.commitment for each in table.people)
    listing = Listing(Mode.WORDS, 0, table.people[2].join.commitment, tuple(commitments))
    folder.add("member_list_words", "ListWrong", "I asked for digits", *table.lines([says(listing)]))
    large = card_of("Ada", channels=tuple((9, "x" * 150) for _ in range(8)))
    table.me = table.people[0] = self_of("Ada", "large member", card=large)
    commitments = sorted(each.join.commitment for each in table.people)
    listing = replace(listing, commitments=tuple(commitments))
    folder.add("member_list_small", "ListWrong", "my card is large", *table.lines([says(listing)]))
    for name, (comment, bend) in _BENT.items():
        table = Table(f"bent {name}")
        mine, second, third = (each.opening for each in table.people)
        theirs = bend(second, third, mine)
        openings = sorted((mine, theirs, third), key=commit)
        listing = Listing(Mode.WORDS, 0, commit(openings[0]), tuple(map(commit, openings)))
        events = [says(listing), says(Opens(tuple(openings)))]
        folder.add(f"member_opens_{name}", "OpeningWrong", comment, *table.lines(events))


_BENT: dict[str, tuple[str, Callable[[bytes, bytes, bytes], bytes]]] = {
    "my_e": ("another one's e is mine", lambda theirs, _, mine: mine[:32] + theirs[32:]),
    "same_e": ("one e twice", lambda theirs, other, _: other[:32] + theirs[32:]),
    "same_e_spelled": (
        "one e twice, in two spellings",
        lambda theirs, other, _: other[:31] + bytes((other[31] | 0x80,)) + theirs[32:],
    ),
    "same_k": ("one k twice", lambda theirs, other, _: theirs[:32] + other[32:64] + theirs[64:]),
    "zero_e": ("an e that gives zeros", lambda theirs, other, _: bytes(32) + theirs[32:]),
    "bad_k": ("a k that is no key", lambda theirs, other, _: theirs[:32] + bytes(32) + theirs[64:]),
}
