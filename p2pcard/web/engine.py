"""The engine of the page on a computer: one person's cards, the page in front of them, and one conversation.

The page calls methods with plain values, hears events, and has pictures read. It is the one thing that
knows whether a page is there: cards are locked as soon as none is, and when nobody did anything for a while.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from p2pcard.core.formats.crypto import Chance
from p2pcard.errors import CallNotUnderstood, ClockAhead, Locked, NewLinkNeeded, Refusal
from p2pcard.jsonapi.live import event_of, write_screen
from p2pcard.jsonapi.refusals import answer_refused, write_refusal
from p2pcard.jsonapi.values import Json
from p2pcard.service.cardholder import Cardholder
from p2pcard.service.keeper import FoundSaves
from p2pcard.service.live.conversation import Conversation
from p2pcard.service.live.person import IgnoredNow, PersonEvent, PersonGone, Screen
from p2pcard.web import door, keeping, methods
from p2pcard.web.calls import Answer, text
from p2pcard.web.gate import Gate
from p2pcard.web.places import place_on_page
from p2pcard.wording import catalogue, page

OPEN: Final = {**methods.METHODS, **keeping.METHODS}
DOOR: Final = frozenset((*door.METHODS, *door.OPENING, "ready", "saves", "back", "wipe"))
ONE_BY_ONE: Final = frozenset((*door.OPENING, "saves", "back", "wipe", "passphrase"))
BACKLOG: Final = 2000  # events that a page may not have read yet; a slower one counts as gone


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: how long cards stay open untouched, after the warning, and in a meeting without a page.

    `arriving` is how long they stay open for a page that opened them and does not listen.
    """

    idle: float = 120.0
    warned: float = 20.0
    away: float = 60.0
    arriving: float = 10.0


class PagePerson:
    """The person in front of the page, for one conversation."""

    def __init__(self, tell: Callable[[Mapping[str, Json]], None]) -> None:
        self._tell = tell
        self._said: asyncio.Queue[PersonEvent] = asyncio.Queue()

    def show(self, screen: Screen) -> None:
        """Tell the page."""
        self._tell(write_screen(screen, place_on_page))

    async def say(self) -> PersonEvent:
        """Wait for what the page says."""
        return await self._said.get()

    def take(self, event: PersonEvent) -> None:
        """Take what the page said."""
        self._said.put_nowait(event)


@dataclass(frozen=True, slots=True)
class Running:
    """The conversation that goes on: what it is, a swap or a meeting, and the task that holds it."""

    kind: str
    conversation: Conversation
    task: asyncio.Task[None]


class Engine:
    """What the page calls (`docs/json.md`, "The page")."""

    def __init__(self, me: Cardholder, address: str, chance: Chance, patience: Patience) -> None:
        self._me, self._address, self._patience = me, address, patience
        self._started = me.afresh()  # as the program was started, for each page that comes
        self._gate = Gate(chance)
        self._proved = False  # whether the page that is let in typed the opening phrase
        self._events: asyncio.Queue[Mapping[str, Json] | None] | None = None  # where a page listens
        self._timer: asyncio.TimerHandle | None = None
        self._running: Running | None = None
        self._person: PagePerson | None = None  # in front of that conversation
        self._found: FoundSaves | None = None  # held while somebody chooses among them
        self._turn = (
            asyncio.Lock()
        )  # what opens, makes or ends cards: one after the other, and nobody comes meanwhile
        self.ended = asyncio.Event()

    def new_token(self) -> str:
        """Return the token of a new link, which is good for one try."""
        return self._gate.new_token()

    # What the server asks for

    def lets_in(self, key: str) -> bool:
        """Tell whether this is the key of the page that is let in."""
        return self._gate.knows(key)

    async def call(self, method: str, values: Mapping[str, object], key: str) -> Mapping[str, Json]:
        """Do what the page asks for, and answer with values and sentences, or with a refusal."""
        try:
            return await self._done(method, values, key)
        except Refusal as refusal:
            return answer_refused(refusal, place_on_page)

    async def events(self, tell: Callable[[Mapping[str, Json]], Awaitable[None]]) -> None:
        """Tell the page what happens, until it leaves or another one is let in."""
        if self._events:
            self._events.put_nowait(None)
        queue = self._events = asyncio.Queue[Mapping[str, Json] | None]()
        self._stay()
        if self._proved and self._running and self._running.conversation.is_running:
            self._person = PagePerson(self._tell)
            self._running.conversation.attach(self._person)
        try:
            while (event := await queue.get()) is not None and queue.qsize() < BACKLOG:
                await tell(event)
        finally:
            if self._events is queue:
                self._events = None
                self._left()

    async def read_frame(self, picture: bytes) -> Mapping[str, Json]:
        """Tell what is on a frame of the camera: nothing, a code of ours, or one of another program."""
        try:
            return {"answer": methods.look_at(picture)}
        except Refusal as refusal:
            return answer_refused(refusal, place_on_page)

    async def close(self) -> None:
        """Lock, and let the page know that the program has ended."""
        running = self._running
        self.ended.set()
        self._lock("ended")
        if running:
            with contextlib.suppress(Refusal, asyncio.CancelledError):
                await running.task

    # Calls

    async def _done(self, method: str, values: Mapping[str, object], key: str) -> Mapping[str, Json]:
        match method:
            case "begin":
                return {"answer": self._begun(key)}
            case "enter":
                async with self._turn:
                    return {"answer": await self._entered(values, key)}
            case _ if method in ONE_BY_ONE:
                async with self._turn:
                    return await self._let_in(method, values, key)
        return await self._let_in(method, values, key)

    async def _let_in(self, method: str, values: Mapping[str, object], key: str) -> Mapping[str, Json]:
        """Do what only the page may ask for that is let in."""
        if not self._gate.knows(key):
            raise NewLinkNeeded if method in DOOR else Locked
        self._stay()
        match method:
            case "stay":
                return {"answer": {}}
            case "lock":
                if self._proved or self._turn.locked():
                    self._lock("locked")
                else:  # nothing was open, so the page may go on at the locked screen
                    self._let_go()
                return {"answer": {}}
            case "close":
                asyncio.get_running_loop().call_soon(self.ended.set)
                return {"answer": {}}
            case "say":
                self._say(values)
                return {"answer": {}}
            case "swap" | "meet":
                self._hold(method, methods.conversation(self._opened, self._address, method, values))
                return {"answer": {}}
            case "language":
                self._speak(text(values, "language"))
                return {"answer": {}}
            case _ if method in DOOR:
                return _told(await self._at_the_door(method, values, key))
            case "passphrase":
                return _told(await asyncio.to_thread(keeping.passphrase, self._opened, values))
            case _ if method in OPEN:
                return _told(OPEN[method](self._opened, values))
        raise CallNotUnderstood

    def _speak(self, language: str) -> None:
        """Speak a language from now on, and keep that where cards are open."""
        if language not in catalogue.LANGUAGES:
            raise CallNotUnderstood
        catalogue.install(language)
        if self._proved and self._me.is_open:
            self._me.choose_language(language)

    async def _at_the_door(self, method: str, values: Mapping[str, object], key: str) -> Answer:
        """Do what needs no open cards; some of it opens them, and some takes a second."""
        match method:
            case "init" | "restore":
                if self._me.is_open:
                    raise CallNotUnderstood
                new = self._named(self._me, values)
                answer = await asyncio.to_thread(door.OPENING[method], new, values)
                self._go_on(new, key)
                return answer
            case "saves":
                return await self._find_saves(values, key)
            case "back":
                if self._found is None:
                    raise Locked
                answer = door.back(self._me, self._found, values)
                if self._me.is_open:
                    self._found = None
                    self._go_on(self._me, key)
                return answer
            case "wipe":
                if not self._proved:
                    self._let_go()
                answer = door.wipe(self._me, values)
                self._let_go()
                return answer
            case "doctor":
                return await asyncio.to_thread(door.doctor, self._me, values)
            case "ready":
                return door.ready(self._named(self._me, values))
            case "month" if self._me.is_open:
                return door.month(self._opened, values)
        return door.METHODS[method](self._me, values)

    def _named(self, me: Cardholder, values: Mapping[str, object]) -> Cardholder:
        """Return the cardholder of the profile that was named, or else of the one of the program's start."""
        return door.named(me, values, self._started.profile)

    async def _find_saves(self, values: Mapping[str, object], key: str) -> Answer:
        """Lock, and hold the saves that a phrase opens until one of them is chosen, or none."""
        self._let_go()
        me = self._named(self._me, values)
        found = await asyncio.to_thread(me.find_saves, text(values, "phrase"))
        if not self._is_there(key):
            found.close()
            raise Locked
        self._me, self._found = me, found
        self._stay()
        return door.saves(found)

    def _go_on(self, me: Cardholder, key: str) -> None:
        """Have these cards open for the page; raises Locked where it went meanwhile, or the program ends."""
        if not self._is_there(key):
            me.lock()
            raise Locked
        if me is not self._me:
            self._me.lock()
        self._me, self._proved = me, True
        self._stay()

    def _is_there(self, key: str) -> bool:
        """Tell whether the page is still let in, or has no key yet, and the program does not end."""
        return not self.ended.is_set() and (not key or self._gate.knows(key))

    def _begun(self, key: str) -> dict[str, Json]:
        """Tell what a page must know before it is let in: the words, and whether another one is there."""
        return {
            "language": catalogue.spoken(),
            "languages": catalogue.LANGUAGES,
            "words": page.words(),
            "made": self._me.is_made,
            "elsewhere": self._events is not None and not self._gate.knows(key),
        }

    async def _entered(self, values: Mapping[str, object], key: str) -> dict[str, Json]:
        """Let in a page that has the token of the link, or the opening phrase, which opens the cards, too."""
        known = self._gate.knows(key)
        match values:
            case {"token": str(token)}:
                if not self._gate.takes_token(token):
                    raise NewLinkNeeded
                self._come()
            case {"phrase": str(phrase)}:
                await self._open(phrase, values, key if known else "")
            case _:
                raise CallNotUnderstood
        if self._events and not known:
            self._events.put_nowait({"event": "moved"})
            self._events.put_nowait(None)
            self._events = None
        self._stay()
        return {
            "key": self._gate.let_in(),
            "open": self._proved,
            "running": self._running.kind if self._proved and self._running else None,
        }

    def _come(self) -> None:
        """Have nothing open for a page that proved nothing yet; a conversation goes on without one."""
        self._proved = False
        if self._running is None:
            self._let_go()
            self._me = self._started.afresh()

    async def _open(self, phrase: str, values: Mapping[str, object], key: str) -> None:
        """Open cards for the page, which has no key yet where it did not come by the link."""
        if not key and (self._found or not self._gate.takes_try()):
            raise NewLinkNeeded
        if self._me.is_open:
            await asyncio.to_thread(self._me.refuse_other_phrase, phrase)
            self._go_on(self._me, key)
        else:
            self._let_go()
            me = self._named(self._me if key else self._started.afresh(), values)
            unlocking = me.unlocking(phrase)
            await unlocking
            with contextlib.suppress(ClockAhead):  # they are open, and `opened` asks for the month
                me.enter(unlocking)
            self._go_on(me, key)
        self._gate.forget_tries()
        catalogue.follow(self._me.book.settings.language)

    @property
    def _opened(self) -> Cardholder:
        if not self._proved or not self._me.is_open:
            raise Locked
        return self._me

    # Conversations

    def _hold(self, kind: str, conversation: Conversation) -> None:
        """Hold a conversation beside everything else; the one before it has ended or ends now."""
        if self._running:
            self._running.conversation.end()
        self._running = Running(kind, conversation, asyncio.create_task(self._until_over(conversation)))

    async def _until_over(self, conversation: Conversation) -> None:
        refused: dict[str, Json] | None = None
        self._person = PagePerson(self._tell)
        try:
            await conversation.run(self._person)
        except Refusal as refusal:
            refused = write_refusal(refusal, place_on_page)
        finally:
            if self._running and self._running.conversation is conversation:
                self._running = self._person = None
                self._tell({"event": "over", "refused": refused})
                if not self._events:
                    self._lock("locked")
                else:
                    self._stay()

    def _say(self, values: Mapping[str, object]) -> None:
        event = event_of(values)
        if event is None or not self._person:
            self._tell(write_screen(IgnoredNow(), place_on_page))
        else:
            self._person.take(event)

    # Being there

    def _tell(self, event: Mapping[str, Json]) -> None:
        if self._events:
            self._events.put_nowait(event)

    def _left(self) -> None:
        """Lock as soon as no page is there; a conversation waits for one to come back."""
        self._gate.shut()
        if self._running:
            self._stay()
        else:
            self._lock("locked")

    def _gone(self) -> None:
        if self._person:
            self._person.take(PersonGone())

    def _stay(self) -> None:
        """Begin to count anew how long nobody did anything; in a conversation people wait for each other."""
        if self._running:
            self._after(self._patience.away, None if self._events else self._gone)
        elif not (self._me.is_open or self._found):  # a page at the first questions: nothing could be locked
            self._after(0, None)
        elif self._events:
            self._after(self._patience.idle - self._patience.warned, self._warn)
        else:
            self._after(self._patience.arriving, lambda: self._lock("locked"))

    def _warn(self) -> None:
        self._tell({"event": "locking", "seconds": round(self._patience.warned)})
        self._after(self._patience.warned, lambda: self._lock("locked"))

    def _after(self, seconds: float, act: Callable[[], None] | None) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, act) if act else None

    def _lock(self, why: str) -> None:
        """Lock the cards and let go of their file; the page that is there is told, and let in no more."""
        self._gate.shut()
        self._let_go()
        if self._events:
            self._events.put_nowait({"event": why})
            self._events.put_nowait(None)

    def _let_go(self) -> None:
        """Lock the cards, and hold no saves any more."""
        self._after(0, None)
        self._proved = False
        if self._running:  # also one that has not begun yet, of which the cards know nothing
            self._running.conversation.abandon()
        self._me.lock()
        if self._found:
            self._found.close()
            self._found = None


def _told(answer: Answer) -> Mapping[str, Json]:
    return {"answer": answer.values, "lines": answer.lines, "picture": answer.picture}
