"""A swap from this device: show a code and wait for its scanner, or call who showed one (spec section 8)."""

import asyncio
from typing import Any, Final

from p2pcard.cardholder.connection import HANDSHAKE_TIME, PATIENCE, Connection, call
from p2pcard.cardholder.person import CodeNow, IgnoredNow, Person, StrangerNow
from p2pcard.cardholder.porch import Porch
from p2pcard.cardholder.runner import Runner, hear
from p2pcard.cardholder.shelf import VaultShelf
from p2pcard.cardholder.tasks import stoppable, together, unless
from p2pcard.core import crypto, swap
from p2pcard.core.crypto import Chance
from p2pcard.core.exchange import Dropped, Mine, Stop
from p2pcard.core.handing import Send
from p2pcard.core.invitation import TOKEN_SIZE, Address, SwapCode
from p2pcard.core.noise import Channel
from p2pcard.core.phrase import Mode
from p2pcard.core.swap import Role, Side
from p2pcard.edge import lan
from p2pcard.edge.lan import Line, Listener
from p2pcard.errors import CodeRanOut, Refusal, SwapNotSaved, SwapStopped

LINES: Final = 20  # open at once: one scanner, and a porch of strangers who get no answer
_PORCH: Final = 16  # lines whose first message has not come


class Swap:
    """One device's part in a swap; a code that it shows is good for `code_time` seconds."""

    def __init__(
        self,
        mine: Mine,
        person: Person,
        shelf: VaultShelf,
        chance: Chance,
        code_time: float = swap.CODE_TIME,
    ) -> None:
        self._mine, self._person, self._shelf, self._chance = mine, person, shelf, chance
        self._code_time = code_time
        self._runner: Runner | None = None
        self._stopped = asyncio.Event()

    async def show(self, address: str) -> None:
        """Show a code, and swap with the first device that proves to have seen it.

        Raises CodeRanOut, SwapEnded or NoNetwork. Being cancelled is being stopped.
        """
        await stoppable(self._show(address), lambda: self._handle(Stop()))

    async def scan(self, code: SwapCode) -> None:
        """Swap with whoever shows this code; raises Unreachable or SwapEnded."""
        await stoppable(self._scan(code), lambda: self._handle(Stop()))

    async def _show(self, address: str) -> None:
        async with lan.listen(address, LINES, PATIENCE) as listener, together() as begin:
            begin(hear(self._person, self._handle))
            secret = self._chance(32)
            mode = Mode.DIGITS if self._mine.digits else Mode.WORDS
            place = Address(address, listener.port)
            code = SwapCode(crypto.exchange_public(secret), self._chance(TOKEN_SIZE), mode, place)
            self._person.show(CodeNow(bytes(code)))
            try:
                async with asyncio.timeout(self._code_time):
                    line, channel = await self._unless_stopped(self._scanner(listener, code, secret))
            except TimeoutError as error:
                raise CodeRanOut from error
            begin(_turn_away(listener))
            await self._swap(Role.SHOWER, Connection(line, channel), channel, code)

    async def _scan(self, code: SwapCode) -> None:
        async with together() as begin:
            begin(hear(self._person, self._handle))
            line, channel = await self._unless_stopped(call(code.address, *swap.call(code, self._chance(32))))
            await self._swap(Role.SCANNER, Connection(line, channel), channel, code)

    def _handle(self, event: Any) -> None:
        """Hand on what the person does to the machine, if it runs already."""
        if self._runner:
            self._runner.put(event)
        elif isinstance(event, Stop):
            self._stopped.set()
        else:
            self._person.show(IgnoredNow())

    async def _unless_stopped(self, work: Any) -> Any:
        """Do something that no machine watches over; raises SwapStopped when the person stops it."""
        return await unless(self._stopped, SwapStopped, work)

    async def _scanner(self, listener: Listener, code: SwapCode, secret: bytes) -> tuple[Line, Channel]:
        """Wait for the device whose first message opens under the code; all others get no answer."""
        called: asyncio.Queue[tuple[Line, bytes]] = asyncio.Queue()
        strangers = 0
        async with together() as begin:
            begin(_first_messages(listener, called))
            while True:
                line, message = await called.get()
                try:
                    channel, second = swap.answer(code, secret, self._chance(32), message)
                except Refusal:
                    strangers += 1
                    self._person.show(StrangerNow(strangers))
                    line.cut()
                    continue
                await line.send(second)
                return line, channel

    async def _swap(self, role: Role, connection: Connection, channel: Channel, code: SwapCode) -> None:
        async def send(effect: Send) -> None:
            await connection.send(effect.message)

        side = Side(role, self._mine.card, self._mine.prove, self._mine.digits, channel)
        self._runner = runner = Runner(swap.step, send, self._shelf, self._person, SwapNotSaved)
        if self._stopped.is_set():
            runner.put(Stop())
        try:
            async with together() as begin:
                begin(_pump(connection, runner))
                await runner.run(*swap.begin(side, code))
        finally:
            await connection.close()


async def _first_messages(listener: Listener, called: "asyncio.Queue[tuple[Line, bytes]]") -> None:
    """Read the first message of each device side by side, so that a silent one holds nobody up."""
    porch = Porch(_PORCH)

    async def read(line: Line) -> None:
        message = None
        with porch.waiting(line):
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
    """Let whoever comes after the code is used up know at once that nobody answers here."""
    async for line in listener:
        line.cut()


async def _pump(connection: Connection, runner: Runner) -> None:
    """Hand on what the other side says, and at last that it left."""
    while (said := await connection.receive()) is not None:
        await runner.hand(said)
    runner.put(Dropped())
