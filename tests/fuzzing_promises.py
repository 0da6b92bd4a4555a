"""What a member's machine promises, asserted at each step of a fuzzed conversation (spec 7.5)."""

from typing import Any

from p2pcard.core.exchange.events import Confirm, Finish, Heard, Keep, Show, Unpack
from p2pcard.core.exchange.meeting import messages, reading
from p2pcard.core.exchange.meeting.comparing import Comparing
from p2pcard.core.exchange.meeting.events import Agree, Counted, NumberNow, PhraseNow, SendToHost
from p2pcard.core.exchange.meeting.member import Keyed, Receiving, Storing, Waiting
from p2pcard.core.exchange.meeting.member_rounds import MemberBundling, MemberOver
from p2pcard.core.exchange.meeting.opening import Opened, Run
from p2pcard.core.exchange.meeting.transcript import card_hash, commit
from p2pcard.core.formats import crypto
from p2pcard.core.statements import card
from p2pcard.errors import BadSignature
from tests.fuzzing_others import PEOPLE

ORDER = (Waiting, Opened, Comparing, Keyed, Storing, Receiving, MemberBundling, MemberOver)


class Promises:
    """What `member.__doc__` promises, asserted at each step."""

    def __init__(self) -> None:
        self.rounds: set[int] = set()

    def __call__(self, before: Any, event: Any, after: Any, effects: tuple[Any, ...]) -> None:
        step = ORDER.index(type(after)) - ORDER.index(type(before))
        assert step in (0, 1) or (type(before), type(after)) == (Receiving, MemberOver), (
            "a state was left out"
        )
        assert any(isinstance(each, Finish) for each in effects) == (
            step > 0 and isinstance(after, MemberOver)
        )
        assert any(isinstance(each, Keep) for each in effects) == (step > 0 and isinstance(after, Storing))
        if step and not isinstance(after, MemberOver):
            self._entered(before, event, after)
        if isinstance(after, Comparing | Keyed):
            self._stays(after.run, after.staying)
            self._stays(after.run, getattr(after, "proposed", ()) or after.staying)
        if isinstance(after, Comparing) and after.confirmed and not (step or before.confirmed):
            assert after.run.reads or event == Counted(after.run.transcript.count)
            assert not before.recounting
        if isinstance(after, Comparing):
            assert len(after.seals) in (0, after.run.transcript.count)
        if isinstance(event, messages.Without) and after != before:
            stayed = getattr(before, "proposed", ()) or before.staying
            assert {*event.staying} < {*stayed}
        for effect in effects:
            self._done(before, event, after, effect)

    def _entered(self, before: Any, event: Any, after: Any) -> None:
        """What is known in a state that is new."""
        match after:
            case Opened(me, listing, asked):
                assert listing.commitments == tuple(sorted({*listing.commitments}))
                assert me.join.commitment in listing.commitments
                assert not asked or listing.reader == me.join.commitment
            case Comparing(run):
                transcript = run.transcript
                assert tuple(map(commit, transcript.openings)) == transcript.listing.commitments
                assert len({*run.shared}) == len({*map(transcript.signing_key, run.everybody)})
                assert len({*run.shared, bytes(32)}) == transcript.count + 1
            case Keyed(run, staying):
                assert staying == before.signed == event.staying
                for place, signature in zip(staying, event.signatures, strict=True):
                    key = run.transcript.signing_key(place)
                    crypto.verify(key, run.transcript.ok(place, staying), signature)
            case Storing(run, staying, results):
                self._held(run, staying, results)

    def _stays(self, run: Run, staying: tuple[int, ...]) -> None:
        """I am never asked to go on alone, without the reader or without myself."""
        assert {run.position, run.transcript.reader} <= {*staying} <= {*run.everybody}
        assert len(staying) >= messages.LEAST

    def _held(self, run: Run, staying: tuple[int, ...], results: Any) -> None:
        """Every card that came is one that its position committed to, and one of nobody else."""
        authors = [each.card.author for each in results.arrivals]
        assert len({*authors, run.me.card.author}) == len(authors) + 1
        for each in results.arrivals:
            card.read(each.card)
            assert each.position in run.others(staying)
            salts = (one.fresh.salt for one in PEOPLE)
            hashes = {card_hash(salt, bytes(each.card)) for salt in salts}
            assert run.transcript.card_hash(each.position) in hashes

    def _done(self, before: Any, event: Any, after: Any, effect: Any) -> None:
        match effect:
            case SendToHost(message):
                assert reading.read(bytes(message)) == message
                self._sent(before, event, after, message)
            case Show(PhraseNow(words)):
                assert (None not in words) == after.run.reads
            case Show(NumberNow(_, answer)):
                assert isinstance(after, Keyed) or after.accepted
                assert answer is None or not after.run.reads
            case Confirm(arrivals):
                assert {each.position for each in arrivals} <= {*before.stored}
                self._confirmed(before.run, event, {each.position for each in arrivals})
            case Unpack(came):
                assert {person for person, _ in came} <= {*before.people} - {b""}

    def _confirmed(self, run: Run, event: Any, places: set[int]) -> None:
        """A member who counts as holding my card signed that."""
        for place in places:
            signed = [each for each in event.receipts if each.position == place and _holds(run, each)]
            assert run.position in signed[-1].stored  # of two the later counts

    def _sent(self, before: Any, event: Any, after: Any, message: messages.Message) -> None:
        match message:
            case messages.Receipt(_, named):
                assert {*named} == {*event.stored} - {*event.without_secret}
            case messages.Keys():
                assert (type(before), type(after)) == (Comparing, Keyed)
            case messages.Ok(staying) if isinstance(after, Comparing):
                assert after.seals and after.accepted and after.confirmed and after.agreed
                assert staying == after.staying
            case messages.Ok(staying):
                assert staying == after.proposed == after.signed != before.signed
                assert isinstance(event, Heard if after.run.reads else Agree)
            case messages.Bundles():
                assert before.round not in self.rounds, "two messages under one key and nonce"
                self.rounds.add(before.round)


def _holds(run: Run, done: messages.Receipt) -> bool:
    """Whether a receipt is signed by the device of its position."""
    said = run.transcript.done(done.position, done.stored)
    try:
        crypto.verify(run.transcript.signing_key(done.position), said, done.signature)
    except BadSignature:
        return False
    return True
