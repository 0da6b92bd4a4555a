"""One member's device against a host and others that break the rules (docs/spec.md, 7.5)."""

from collections.abc import Callable
from dataclasses import replace

from p2pcard.core.meeting.ending import Why
from p2pcard.core.meeting.events import Agree, TakeReader
from p2pcard.core.meeting.messages import Abort, Boxes, Dones, Listing, Oks, Opens, People, Seals, Without
from p2pcard.core.meeting.transcript import commit
from p2pcard.core.phrase import Mode
from scripts.vectors.case import Case, Folder, card_of, chance
from scripts.vectors.members import COUNTED, DROPPED, ELAPSED, STOP, Do, Table, heard, says
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
        (_keys, table),
        (_keyed, table),
        (_cards, table),
    )
    for group, seats in groups:
        for name, (expect, comment, events) in group(seats).items():
            folder.add(f"member_{name}", expect, comment, *seats.lines(events))
    _others(folder)
    return folder.cases


def _lists(table: Table) -> Bad:
    good, c = table.listing, table.listing.commitments
    mine = table.me.join.commitment

    def listed(name: str, comment: str, listing: Listing, expect: str = "ListWrong") -> Bad:
        return {f"list_{name}": (expect, comment, [says(People(3)), says(listing)])}

    ours = (TAKE_READER, says(good))
    return {
        **listed("one", "only me", replace(good, reader=mine, commitments=(mine,))),
        **listed("order", "C in descending order", replace(good, commitments=c[::-1])),
        **listed("twice", "a C twice", replace(good, commitments=tuple(sorted((*c, c[0]))))),
        **listed("without_me", "my C is not there", replace(good, commitments=table_without(c, mine))),
        **listed("no_reader", "the reader's C is not there", replace(good, reader=chance("nobody"))),
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
    return {
        "answer_differs": ("AnswerDiffers", "three different ones", [*start, wrong, wrong, wrong]),
        "answer_good": ("ok", "the reader's device gives its OK", [*start, heard(answer)]),
        "answer_counted": ("MeetingBroken", "the reader counts nobody", [*start, COUNTED]),
    }


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
        "without_not_agreed": ("ok", "no OK before my person agreed", [*talked, without]),
        "without_old_oks": (
            "ok",
            "OKS over the list I signed last",
            [*talked, without, says(table.oks(table.everybody))],
        ),
    }


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
    }


def _others(folder: Folder) -> None:
    """Tables at which somebody is not like the others."""
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
        mine, theirs = table.me.opening, bend(table.people[1].opening, table.people[2].opening)
        openings = sorted((mine, theirs, table.people[2].opening), key=commit)
        listing = Listing(Mode.WORDS, 0, commit(openings[0]), tuple(map(commit, openings)))
        events = [says(listing), says(Opens(tuple(openings)))]
        folder.add(f"member_opens_{name}", "OpeningWrong", comment, *table.lines(events))


_BENT: dict[str, tuple[str, Callable[[bytes, bytes], bytes]]] = {
    "same_e": ("one e twice", lambda mine, other: other[:32] + mine[32:]),
    "same_e_spelled": (
        "one e twice, in two spellings",
        lambda mine, other: other[:31] + bytes((other[31] | 0x80,)) + mine[32:],
    ),
    "same_k": ("one k twice", lambda mine, other: mine[:32] + other[32:64] + mine[64:]),
    "zero_e": ("an e that gives zeros", lambda mine, other: bytes(32) + mine[32:]),
    "bad_k": ("a k that is no key", lambda mine, other: mine[:32] + bytes(32) + mine[64:]),
}
