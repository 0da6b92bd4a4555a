"""A swap from this device: show a code and wait for its scanner, or call the shower of one (section 8)."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Final, TypeAlias, TypeVar, assert_never

from p2pcard.core.exchange import swap
from p2pcard.core.exchange.events import (
    AnswerIntroduction,
    AnswerVouch,
    Busy,
    DecideLater,
    Dropped,
    Heard,
    Mine,
    PersonDone,
    ShowVouches,
    Stop,
    VouchFor,
)
from p2pcard.core.exchange.invitation import SwapCode
from p2pcard.core.exchange.meeting.events import Agree, Counted, LeaveOut, TakeReader
from p2pcard.core.exchange.meeting.host_states import Begin
from p2pcard.core.exchange.noise import Channel, Handshake
from p2pcard.core.exchange.swap import CardSentNow, Role, Side
from p2pcard.core.exchange.swap_bundles import SwapSend
from p2pcard.core.formats.crypto import Chance
from p2pcard.edge import lan
from p2pcard.edge.lan import Line, Listener
from p2pcard.errors import CardUnreadable, CodeRanOut, Refusal, SwapEnded, SwapNotSaved, SwapStopped
from p2pcard.service.live.connection import HANDSHAKE_TIME, PATIENCE, Connection, call
from p2pcard.service.live.consent import Consent
from p2pcard.service.live.exchange_store import ExchangeStore
from p2pcard.service.live.pending import PendingHandshakes
from p2pcard.service.live.person import (
    BetweenNow,
    CallAnyway,
    CodeNow,
    IgnoredNow,
    PersonEvent,
    Screen,
    StrangerNow,
)
from p2pcard.service.live.runner import Runner
from p2pcard.service.live.swap_codes import SwapCodes
from p2pcard.service.live.tasks import together, unless
from p2pcard.service.live.trace import NO_TRACE, Trace
from p2pcard.service.places import in_code, places_of

LINES: Final = 20  # open at once: one scanner, and strangers who get no answer
_PENDING: Final = 16  # lines whose first message has not come


T = TypeVar("T")
SwapRunner: TypeAlias = Runner[swap.State, swap.Event, SwapSend]


class Swap:
    """One device's part in a swap: it scans a code, or shows one at its addresses for `code_time` seconds.

    `own` are the addresses that a device which scans uses; one for its own programs lets it call such a one.
    """

    def __init__(
        self,
        mine: Mine,
        where: tuple[str, ...] | SwapCode,
        show: Callable[[Screen], None],
        store: ExchangeStore,
        chance: Chance,
        codes: SwapCodes,
        trace: Trace | None = None,
        own: tuple[str, ...] = (),
        code_time: float = swap.CODE_TIME,
    ) -> None:
        self._mine, self._where, self._show, self._store, self._chance = mine, where, show, store, chance
        self._codes, self._code_time, self._trace = codes, code_time, trace or NO_TRACE
        self._own, self._consent = own, Consent(show)
        self._runner: SwapRunner | None = None
        self._given = False  # whether my card is on its way
        self._between = False  # whether the code is used up, and the words are not typed on both sides
        self._stopped = asyncio.Event()

    async def run(self) -> None:
        """Swap with the device that shows the code, or with the first one that proves to have seen mine.

        Raises CodeRanOut, SwapEnded, Unreachable, NoNetwork, OwnCode, CodeUsed, LeadsHere or LeadsNowhere.
        Behind my card, what is wrong with theirs is the cause of CardUnreadable: the end says what has left.
        """
        try:
            if isinstance(self._where, SwapCode):
                await self._scan(self._where)
            else:
                await self._show_code(self._where)
        except Refusal as refused:
            if self._given and not isinstance(refused, SwapEnded):
                raise CardUnreadable from refused
            if self._between and (in_a_row := self._codes.ended()) >= swap.ROW:
                self._show(BetweenNow(in_a_row))
            raise

    async def _show_code(self, addresses: tuple[str, ...]) -> None:
        async with lan.listen(addresses, LINES, PATIENCE) as listener, together() as begin:
            secret = self._chance(32)
            code = swap.code_for(secret, in_code(addresses, listener.port))
            self._codes.show(code)
            self._show(CodeNow(bytes(code)))
            try:
                async with asyncio.timeout(self._code_time):
                    line, channel = await self._unless_stopped(self._scanner(listener, code, secret))
            except TimeoutError as error:
                raise CodeRanOut from error
            begin(_turn_away(listener))
            await self._swap(Role.SHOWER, Connection(line, channel), channel)

    async def _scan(self, code: SwapCode) -> None:
        await self._unless_stopped(self._consent.to_call(code.address, self._own))

        def first() -> tuple[Handshake, bytes]:
            self._codes.call(code)
            self._between = True
            return swap.call(code, self._chance(32))

        at, port = places_of(code.address), code.address.port
        calling = call(at, port, self._own, first, lambda begun, second: swap.connect(code, begun, second))
        line, channel = await self._unless_stopped(calling)
        await self._swap(Role.SCANNER, Connection(line, channel), channel)

    def handle(self, event: PersonEvent) -> None:
        """Hand on what the person does to the machine, if it runs already and knows what that is."""
        match event:
            case Stop():
                self._stopped.set()  # for what no machine watches over
                if self._runner:
                    self._runner.put(event)
            case CallAnyway():
                self._consent.give()
            case (
                Heard()
                | Busy()
                | PersonDone()
                | VouchFor()
                | AnswerVouch()
                | AnswerIntroduction()
                | DecideLater()
                | ShowVouches()
            ):
                if self._runner:
                    self._runner.put(event)
                else:
                    self._show(IgnoredNow())
            case TakeReader() | Counted() | Agree() | Begin() | LeaveOut():  # a swap knows none of these
                self._show(IgnoredNow())
            case _:
                assert_never(event)

    async def _unless_stopped(self, work: Coroutine[None, None, T]) -> T:
        """Do something that no machine watches over; raises SwapStopped when the person stops it."""
        return await unless(self._stopped, SwapStopped, work)

    async def _scanner(self, listener: Listener, code: SwapCode, secret: bytes) -> tuple[Line, Channel]:
        """Wait for the device whose first message opens under the code, and answer it; others get none."""
        called: asyncio.Queue[tuple[Line, bytes]] = asyncio.Queue()
        strangers, due = 0, 1
        async with together() as begin:
            begin(_first_messages(listener, called))
            while True:
                line, message = await called.get()
                try:
                    channel, second = swap.answer(code, secret, message)
                except Refusal:
                    strangers += 1
                    if strangers == due:  # the 1st, 10th, 100th: a flood must not scroll the code away
                        self._show(StrangerNow(strangers))
                        due *= 10
                    line.cut()
                    continue
                self._between = True
                await line.send(second)
                return line, channel

    async def _swap(self, role: Role, connection: Connection, channel: Channel) -> None:
        async def send(effect: SwapSend) -> None:
            await connection.send(effect.message)

        def show(screen: Screen) -> None:
            if isinstance(screen, CardSentNow):  # both typed
                self._given, self._between = True, False
                self._codes.went_through()
            self._show(screen)

        side = Side(self._mine.card, self._mine.prove, self._mine.digits, role, channel)
        begun = swap.begin(side)
        runner: SwapRunner = Runner(
            begun, self._trace.of("swap", swap.step), send, self._store, show, SwapNotSaved
        )
        self._runner = runner
        if self._stopped.is_set():
            runner.put(Stop())
        try:
            async with together() as begin:
                begin(_pump(connection, runner))
                await runner.run()
        finally:
            await connection.close()


async def _first_messages(listener: Listener, called: "asyncio.Queue[tuple[Line, bytes]]") -> None:
    """Read the first message of each device side by side, so that a silent one holds nobody up."""
    pending = PendingHandshakes(_PENDING)

    async def read(line: Line) -> None:
        message = None
        with pending.waiting(line):
            try:
                async with asyncio.timeout(HANDSHAKE_TIME):
                    message = await line.receive()
            except TimeoutError:
                pass
        if message is None:
            line.cut()
        else:
            called.put_nowait((line, message))

    async with together() as begin:
        async for line in listener:
            begin(read(line))


async def _turn_away(listener: Listener) -> None:
    """Let a device that comes after the code is used up know at once that nobody answers here."""
    async for line in listener:
        line.cut()


async def _pump(connection: Connection, runner: SwapRunner) -> None:
    """Hand on what the other side says, and at last that it left."""
    while (said := await connection.receive()) is not None:
        await runner.hand(said)
    runner.put(Dropped())
