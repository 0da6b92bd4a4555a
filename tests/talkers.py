"""Shells of a few lines: conversations of several people under one loop, with real vaults and real lines."""

import asyncio

from p2pcard.core.exchange.events import Heard
from p2pcard.core.exchange.meeting.events import Counted, InNow, NumberNow, PhraseNow
from p2pcard.core.exchange.meeting.host_states import Begin, CameNow
from p2pcard.core.exchange.swap import WordsNow
from p2pcard.service import codes
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.live.meeting import Wish
from p2pcard.service.live.person import CodeNow, InvitationNow, PersonEvent
from p2pcard.service.places import read_invitation, read_swap
from tests.people import PHRASE, home_of
from tests.shells import LOOPBACK


class Shell:
    """A shell that keeps what it shows; its person does what the story says."""

    def __init__(self):
        self.screens = []
        self._events: asyncio.Queue[PersonEvent] = asyncio.Queue()
        self._more = asyncio.Event()

    def show(self, screen):
        self.screens.append(screen)
        self._more.set()

    async def say(self):
        return await self._events.get()

    def do(self, event):
        self._events.put_nowait(event)

    @property
    def kinds(self):
        return [type(screen) for screen in self.screens]

    async def until(self, kind, **fields):
        """Wait for a screen of this kind with these fields; return the last such screen."""
        while True:
            for screen in reversed(self.screens):
                if isinstance(screen, kind) and all(getattr(screen, k) == v for k, v in fields.items()):
                    return screen
            self._more.clear()
            await self._more.wait()


class Fault(Exception):
    """A bug of this program, and no refusal."""


class FailsToShow(Shell):
    """A shell with a fault, which comes out at a screen of one kind."""

    def __init__(self, kind):
        super().__init__()
        self._kind = kind

    def show(self, screen):
        super().show(screen)
        if isinstance(screen, self._kind):
            raise Fault


class Talker:
    """Somebody with an open vault, one conversation and a shell in front of it."""

    def __init__(self, name, folder):
        self.me = Cardholder(home_of(name, folder / name))
        self.me.unlock(PHRASE)
        self.shell = Shell()

    def begin(self, conversation):
        self.conversation = conversation
        self.running = asyncio.create_task(conversation.run(self.shell))

    @property
    def names(self):
        """Whose cards this person holds."""
        return {contact.name for contact in self.me.book.contacts.values()}

    async def end(self):
        """Wait for the end of the conversation; return what ended it early."""
        await asyncio.wait((self.running,))
        return asyncio.CancelledError() if self.running.cancelled() else self.running.exception()


async def swapping(shower, scanner):
    """Come to where both are asked for words; return what the shower types, and the scanner."""
    shower.begin(shower.me.swap((LOOPBACK,), digits=False))
    code = await shower.shell.until(CodeNow)
    scanner.begin(scanner.me.swap(read_swap(codes.text_of(code.code)), digits=False, own=(LOOPBACK,)))
    shown = [await each.shell.until(WordsNow) for each in (scanner, shower)]
    return tuple(" ".join(each.words) for each in shown)


async def gathered(host, *members):
    """Come to where all are in."""
    host.begin(host.me.meet(Wish((LOOPBACK,), host=True, only_invited=True), digits=False))
    shown = await host.shell.until(InvitationNow)
    invitation = read_invitation(codes.text_of(shown.invitation))
    for member in members:
        member.begin(member.me.meet(Wish((LOOPBACK,), invitation=invitation), digits=False))
        await member.shell.until(InNow)
        await host.shell.until(CameNow)


async def numbered(host, member):
    """Come to where both have a number; the host reads."""
    await gathered(host, member)
    host.shell.do(Begin(2))
    phrase = await host.shell.until(PhraseNow)
    await member.shell.until(PhraseNow)
    member.shell.do(Heard(" ".join(phrase.words)))
    await host.shell.until(NumberNow)
    await member.shell.until(NumberNow)


async def confirmed(host, member_shell):
    """The member counts, and the reader types the answer."""
    member_shell.do(Counted(2))
    number = await member_shell.until(NumberNow)
    host.shell.do(Heard(number.answer))
