"""A bad radio: everything comes late, and some lines are lost as soon as they are opened."""

import asyncio
import contextlib
import random
import threading

from p2pcard.core.exchange import invitation
from p2pcard.core.formats import armor

DELAY = 0.3  # seconds, each way
LOST = 0.1  # of all lines


class SlowLines:
    """A way to a door through a device where all is late and some is lost; chance is the same each time."""

    def __init__(self, host, door, seed):
        self.host, self.door = host, door
        self.lost = self.carried = self.port = 0
        self._chance = random.Random(seed)
        self._there, self._enough = threading.Event(), threading.Event()

    def __enter__(self):
        self._future = self.host.play(asyncio.run, self._serve())
        assert self._there.wait(30)
        return self

    def __exit__(self, *_):
        self._enough.set()
        self._future.result(timeout=30)

    def leading_to(self, code):
        """An invitation's typed form that leads this way to the same door."""
        shown = invitation.read_invitation(armor.read(code))
        address = invitation.Address(self.host.address, self.port)
        return armor.to_typed(bytes(invitation.Invitation(shown.token, address)))

    async def _serve(self):
        server = await asyncio.start_server(self._carry, self.host.address, 0)
        self.port = server.sockets[0].getsockname()[1]
        self._there.set()
        await asyncio.to_thread(self._enough.wait)
        server.close()

    async def _carry(self, reader, writer):
        if self._chance.random() < LOST:
            self.lost += 1
            writer.transport.abort()
            return
        self.carried += 1
        onward = await asyncio.open_connection(self.door.host, self.door.port)
        await asyncio.gather(_late(reader, onward[1]), _late(onward[0], writer))


async def _late(reader, writer):
    """Pass everything on in its order, each piece after a while, and the end, too."""
    later = asyncio.get_running_loop().call_later
    with contextlib.suppress(OSError):
        while piece := await reader.read(1 << 16):
            later(DELAY, writer.write, piece)
    later(DELAY, writer.close)
