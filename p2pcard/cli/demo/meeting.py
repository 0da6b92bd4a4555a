"""The meetings of the demo: what its people say and type, and what can be seen of it.

Everything is real but the people: the program reads, types and counts in their
place. All files are in one temporary folder, which goes at the end.
"""

import queue
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Self

from p2pcard.cli.demo.people import FOUNDERS, NEWCOMER, PATIENCE, Heard, Player
from p2pcard.cli.demo.teller import Teller
from p2pcard.cli.drawing import code_lines
from p2pcard.cli.session import Session
from p2pcard.errors import N_, DemoFailed
from p2pcard.errors.next_step import MakeVault
from p2pcard.service import codes
from p2pcard.wording.catalogue import say

READS: Final = N_("  {name} reads aloud: {phrase}")
TYPED: Final = N_("  {name} types what was read.")
COUNTED: Final = N_("  They count off in the order they sit: {numbers}")
ANSWERED: Final = N_("  {name} says after the last number: {word}")
ENTERED: Final = N_("  {name} types the last number: {number}")
STORED: Final = N_("  {name} now holds the cards of {names}")

AfterCards = Callable[[Player, dict[str, Any]], bool]  # what people do then; tells when they are done


class DemoMeeting:
    """Six people on this device, and five of them know each other."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.tell = Teller(session).tell
        self._folder = tempfile.TemporaryDirectory(prefix="p2pcard-demo-")
        self._heard: queue.Queue[Heard] = queue.Queue()
        self._people = [Player(Path(self._folder.name), role, self._heard) for role in (*FOUNDERS, NEWCOMER)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for player in self._people:
            player.leave()
        self._folder.cleanup()

    @property
    def founders(self) -> list[Player]:
        """The people who know each other."""
        return self._people[:-1]

    @property
    def newcomer(self) -> Player:
        """The person who comes later."""
        return self._people[-1]

    def introduce(self) -> None:
        """Make all cards and vaults, and show those of the five."""
        self.tell(say("Five people make their cards, each on a device of their own:"))
        for player in self.founders:
            player.begin()
            self.tell(f"  {player.name}")
        self.newcomer.begin()

    def meet(self) -> None:
        """Let the five meet, and show it step by step."""
        self.tell(say("They meet, with no server and no internet. Wait some seconds: five programs start."))
        self.hold(Play(self.founders, self.tell), lambda player, event: True)

    def hold(self, play: "Play", after_cards: AfterCards) -> None:
        """Hold a meeting until every device is done; the host ends it when what follows the cards is done."""
        if not play.tell:
            self.tell(say("  (They meet again. Wait some seconds.)"))
        play.players[0].enter()
        over = behind_cards = 0
        ended = False
        while over < len(play.players):
            try:
                player, event = self._heard.get(timeout=PATIENCE)
            except queue.Empty as error:
                raise DemoFailed(text=say("Nothing happened for a minute.")) from error
            over += event["event"] == "over"
            behind_cards += event["event"] == "stay"
            play.go_on(player, event)
            if behind_cards == len(play.players) and not ended and (ended := after_cards(player, event)):
                play.players[0].do({"done": True})

    def all_do(self, players: list[Player], work: Callable[[Player], Any]) -> list[Any]:
        """Let several people do something on their own devices at once; return what came of it, in order."""
        with ThreadPoolExecutor(len(players)) as pool:
            return list(pool.map(work, players))

    def look_around(self) -> None:
        """Show what each person holds, and a code of one card."""
        self.tell(say("This is what each of them holds now:"))
        for player in self.founders:
            people = player.run("people")["people"]
            self.tell(f"  {player.name}:")
            for each in people:
                ways = ", ".join(text for _, text in each["channels"])
                self.tell(f"    {each['name']}  {ways}")

    def leave(self) -> None:
        """Show one card as a code, and say goodbye."""
        first = self._people[0]
        self.tell(say("And this is the card of {name} as a code:", name=first.name))
        self.tell(*code_lines(self._session, codes.data_of(first.run("show")["text"])))
        self.tell(say("The demo leaves nothing behind. Make your own card: {next}", next=self._own_card()))

    def _own_card(self) -> str:
        """Return what leads to a card of one's own from here: a choice, or what can be typed here."""
        if self._session.guided:
            return self._session.name_place(MakeVault())
        return "p2pcard" if shutil.which("p2pcard") else "scripts/p2pcard"


class Play:
    """One meeting, played: the first of its players is the host; with `tell` it is shown line by line."""

    def __init__(self, players: list[Player], tell: Callable[..., None] | None = None) -> None:
        self.players, self.tell = players, tell
        self._phrase: list[str] = []
        self._reader: Player | None = None
        self._listeners: list[Player] = []
        self._here = 1
        self._numbered: list[Player] = []
        self._answer, self._answerer = "", players[0]

    def go_on(self, player: Player, event: dict[str, Any]) -> None:
        """Let people do what follows an event."""
        match event:
            case {"event": "invitation", "text": invitation}:
                for other in self.players[1:]:
                    other.enter(invitation)
            case {"event": "came"}:
                self._here += 1
                if self._here == len(self.players):
                    player.do({"start": self._here})
            case {"event": "phrase", "words": words}:
                self._take_phrase(player, words)
            case {"event": "number", "answer": answer}:
                self._take_number(player, answer)
            case {"event": "stored", "cards": cards}:
                self._tell(STORED, name=player.name, names=", ".join(card["name"] for card in cards))
            case {"event": "aborted", "reason": reason}:
                raise DemoFailed(text=reason)

    def _take_phrase(self, player: Player, words: list[Any]) -> None:
        """The reader reads once; all others type what they hear, no matter whose device was ready first."""
        if None in words:
            self._listeners.append(player)
        else:
            self._reader, self._phrase = player, words
            self._tell(READS, name=player.name, phrase=" ".join(words))
        while self._phrase and self._listeners:
            heard = " ".join(self._phrase)
            self._listeners.pop().do({"heard": heard})

    def _take_number(self, player: Player, answer: str | None) -> None:
        """When all screens say so they count off, in the order they sit; the reader types the answer."""
        self._numbered.append(player)
        self._answer, self._answerer = (answer, player) if answer else (self._answer, self._answerer)
        if player is not self._reader:
            self._tell(TYPED, name=player.name)
        if len(self._numbered) == len(self.players):
            self._count_off()

    def _count_off(self) -> None:
        said = [number for number, _ in enumerate(self.players, 1)]
        self._tell(COUNTED, numbers=", ".join(map(str, said)))
        self._tell(ANSWERED, name=self._answerer.name, word=self._answer)
        for each in self.players:
            if each is self._reader:
                each.do({"heard": self._answer})
            else:
                self._tell(ENTERED, name=each.name, number=said[-1])
                each.do({"counted": said[-1]})

    def _tell(self, template: str, **values: object) -> None:
        if self.tell:
            self.tell(say(template, **values))
