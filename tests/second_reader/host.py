"""The host's machine: section 7.7.3."""

from tests.second_reader import messages, rounding
from tests.second_reader.basics import Refusal, u8, u16
from tests.second_reader.messages import MOST, abort, message, positions
from tests.second_reader.transcript import SIZES

EMPTY_BOX = bytes(48)
LIMITS = {"Gathering": 1024, "Wanting": 1 << 20, "Bundling": 1 << 20}
PAUSES = {"Opening": 50, "Sealing": 50, "Keying": 30, "Receipting": 10}


class Host(rounding.Rounds):
    """Relays between numbered lines; each event gives a list of (line, message)."""

    def __init__(self):
        self.stage = "Gathering"
        self.joins = {}
        self.gone = set()
        self.closed = set()
        self.reader = None
        self.order = []
        self.size = 0
        self.staying = []
        self.came = {}
        self.pauses: list[int] = []

    def members(self):
        """The lines of those who joined and are not gone."""
        return [line for line in self.joins if line not in self.gone]

    def _to(self, lines, raw):
        return [(line, raw) for line in lines if line not in self.gone]

    def _only(self, line, raw):
        """An ABORT to one line, behind which the line is closed."""
        self.closed.add(line)
        return [(line, raw)]

    def receive(self, line, raw):
        if line in self.gone or line in self.closed:
            return []
        if len(raw) > LIMITS.get(self.stage, 16384):
            self.closed.add(line)
            return self.left(line)
        try:
            received = messages.read_message(raw)
        except Refusal as refusal:
            told = self._only(line, abort(12)) if refusal.name == "NewerVersion" else []
            return told + self.left(line)
        if received.name == "JOIN" and (line not in self.joins or self.stage == "Ended"):
            return self._join(line, received)
        if line not in self.joins or self.stage == "Ended":
            return []
        handler = TABLE.get((self.stage, received.name), Host._other)
        return handler(self, line, received)

    def _other(self, line, _received):
        return self.left(line)

    def left(self, line):
        if line in self.gone or line not in self.joins:
            return []
        self.gone.add(line)
        return LEAVING.get(self.stage, lambda host, line: [])(self, line)

    # Gathering

    def _join(self, line, received):
        if self.stage != "Gathering":
            return self._only(line, abort(10))
        if len(self.members()) >= MOST:
            return self._only(line, abort(11))
        if any(self.joins[other]["commitment"] == received["commitment"] for other in self.members()):
            return self._only(line, abort(4))
        self.joins[line] = received
        told = [] if self.reader is None else [(line, self._reader())]
        return told + self._people()

    def _people(self):
        return self._to(self.joins, message("PEOPLE", u16(len(self.members()))))

    def _reader(self):
        taken = b"" if self.reader is None else self.joins[self.reader]["commitment"]
        return message("READER", taken)

    def _read(self, line, _received):
        if self.reader is not None:
            return self._to([line], self._reader())
        self.reader = line
        return self._to(self.joins, self._reader())

    def _abort_gathering(self, line, received):
        if line != 0:
            return self.left(line)
        self.gone.add(line)
        return self._end(self.joins, abort(received["why"]))

    def _left_gathering(self, line):
        if line == 0:
            return self._end(self.joins, abort(1))
        told = []
        if self.reader == line:
            self.reader = None
            told = self._to(self.joins, self._reader())
        return told + self._people()

    def _end(self, lines, raw):
        self.stage = "Ended"
        return self._to(lines, raw)

    def begin(self, counted):
        if self.stage != "Gathering" or len(self.members()) < 2 or counted != [len(self.members())]:
            return []
        self.joins = {line: self.joins[line] for line in self.members()}
        self.order = sorted(self.joins, key=lambda line: self.joins[line]["commitment"])
        self.staying = list(range(len(self.order)))
        joins = self.joins.values()
        self.size = int(any(join["large"] for join in joins))
        mode = int(any(join["digits"] for join in joins))
        reader = self.joins[self.reader or 0]["commitment"]
        commitments = [self.joins[line]["commitment"] for line in self.order]
        self._next("Opening")
        return self._to(self.joins, message("LIST", u8(1), u8(mode), u8(self.size), reader, *commitments))

    def _next(self, stage):
        self.stage = stage
        self.came = {}
        self.pauses += [PAUSES[stage]] if stage in PAUSES else []

    # Opening and Sealing

    def _open(self, line, received):
        return self._gather(
            line, received["opening"], "Sealing", lambda all_of_them: message("OPENS", *all_of_them)
        )

    def _seal(self, line, received):
        if len(received["sealed"]) != SIZES[self.size] + 16:
            return self.left(line)

        def seals(all_of_them):
            return message("SEALS", u16(len(all_of_them)), *all_of_them)

        return self._gather(line, received["sealed"], "Confirming", seals)

    def _gather(self, line, value, stage, combine):
        if line in self.came:
            return self.left(line)
        self.came[line] = value
        if len(self.came) < len(self.order):
            return []
        raw = combine([self.came[each] for each in self.order])
        self._next(stage)
        return self._to(self.order, raw)

    def _left_early(self, line):
        return self._end(self.order, abort(7, self.order.index(line)))

    def _abort(self, line, received):
        self.gone.add(line)
        return self._end(self.order, abort(received["why"], self.order.index(line)))

    # Confirming

    def _lines(self, staying):
        return [self.order[position] for position in staying]

    def _ok(self, line, received):
        position = self.order.index(line)
        if received["staying"] != self.staying or position not in self.staying:
            return []
        self.came[position] = received["signature"]
        if len(self.came) < len(self.staying):
            return []
        signatures = [self.came[each] for each in self.staying]
        self._next("Keying")
        return self._to(self._lines(self.staying), message("OKS", positions(self.staying), *signatures))

    def _left_confirming(self, line):
        position = self.order.index(line)
        if position not in self.staying:
            return []
        fewer = [each for each in self.staying if each != position]
        return self._propose(fewer) if self._can_stay(fewer) else self._end(self.order, abort(7, position))

    def go_on(self, without):
        if self.stage != "Confirming":
            return []
        fewer = [each for each in self.staying if each in self.came or each not in without]
        return self._propose(fewer) if self._can_stay(fewer) and fewer != self.staying else []

    def _can_stay(self, fewer):
        return self.order.index(self.reader or 0) in fewer and len(fewer) >= 2

    def _propose(self, fewer):
        dropped = [self.order[each] for each in self.staying if each not in fewer]
        told = self._to(dropped, abort(7))
        self.gone.update(dropped)
        self.staying = fewer
        self.came = {}
        return told + self._to(self._lines(fewer), message("WITHOUT", positions(fewer)))

    # Keying and Receipting

    def _collect(self, line, value, finish):
        position = self.order.index(line)
        if position in self.came:
            return self.left(line)
        self.came[position] = value
        return self._if_all(finish)

    def _if_all(self, finish):
        there = [each for each in self.staying if self.order[each] not in self.gone]
        return finish() if all(each in self.came for each in there) else []

    def _keys(self, line, received):
        if len(received["boxes"]) != len(self.staying) - 1:
            return self.left(line)
        return self._collect(line, received["boxes"], self._hand_out)

    def _hand_out(self):
        boxes, told = self.came, []
        for receiver in self.staying:
            got = [self._box(boxes, sender, receiver) for sender in self.staying if sender != receiver]
            told += self._to([self.order[receiver]], message("BOXES", *got))
        self._next("Receipting")
        return told

    def _box(self, boxes, sender, receiver):
        if sender not in boxes:
            return EMPTY_BOX
        return boxes[sender][[each for each in self.staying if each != sender].index(receiver)]

    def _done(self, line, received):
        if received["position"] != self.order.index(line):
            return self.left(line)
        body = u16(received["position"]) + positions(received["stored"]) + received["signature"]
        return self._collect(line, body, self._hand_receipts)

    def _hand_receipts(self):
        receipts = [self.came[each] for each in sorted(self.came)]
        told = self._to(self._lines(self.staying), message("DONES", *receipts))
        self.begin_rounds()
        return told

    def late(self):
        if self.stage in ("Opening", "Sealing"):
            return self._end(self.order, abort(8))
        if self.stage == "Keying":
            return self._hand_out()
        if self.stage in ("Wanting", "Bundling"):
            return self.late_in_rounds()
        return self._hand_receipts() if self.stage == "Receipting" else []

    def _nothing(self, _line, _received):
        return []


TABLE = {
    ("Gathering", "READ"): Host._read,
    ("Gathering", "ABORT"): Host._abort_gathering,
    ("Opening", "OPEN"): Host._open,
    ("Sealing", "SEAL"): Host._seal,
    ("Confirming", "OK"): Host._ok,
    ("Keying", "KEYS"): Host._keys,
    ("Receipting", "DONE"): Host._done,
    **{(stage, "OK"): Host._nothing for stage in ("Keying", "Receipting", "Wanting", "Bundling")},
    **rounding.TABLE,
    **{(stage, "ABORT"): Host._abort for stage in ("Opening", "Sealing", "Confirming")},
}
LEAVING = {
    "Gathering": Host._left_gathering,
    "Opening": Host._left_early,
    "Sealing": Host._left_early,
    "Confirming": Host._left_confirming,
    "Keying": lambda host, line: host._if_all(host._hand_out),
    "Receipting": lambda host, line: host._if_all(host._hand_receipts),
    "Wanting": Host.left_in_rounds,
    "Bundling": Host.left_in_rounds,
}
