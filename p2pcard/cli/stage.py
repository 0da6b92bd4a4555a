"""The stage of the demo: what its people say and type, and what can be seen of it.

Everything is real but the people: the program reads, types and counts in their
place. All files are in one temporary folder, which goes at the end.
"""

import queue
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Self

import click

from p2pcard.cardholder import codes
from p2pcard.cli.cast import CAST, NEWCOMER, PATIENCE, Heard, Player
from p2pcard.cli.drawing import code_lines
from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.errors import N_, DemoFailed

READS: Final = N_("  {name} reads aloud: {phrase}")
NUMBERED: Final = N_("  {name} types what was read, and says: {number}")
ANSWERED: Final = N_("  {name} says after the last number: {word}")
STORED: Final = N_("  {name} now holds the cards of {names}")

Scene = Callable[[Player, dict[str, Any]], bool]  # what happens behind the cards; tells when it is over


class Stage:
    """Six people on this device, five of whom know each other."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._folder = tempfile.TemporaryDirectory(prefix="p2pcard-demo-")
        self._heard: queue.Queue[Heard] = queue.Queue()
        self._people = [Player(Path(self._folder.name), role, self._heard) for role in (*CAST, NEWCOMER)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for player in self._people:
            player.leave()
        self._folder.cleanup()

    @property
    def founders(self) -> list[Player]:
        """Those who know each other."""
        return self._people[:-1]

    @property
    def newcomer(self) -> Player:
        """The one who comes later."""
        return self._people[-1]

    def introduce(self) -> None:
        """Make all cards and vaults, and show those of the five."""
        click.echo(say("Five people make their cards, each on a device of their own:"))
        for player in self.founders:
            player.begin()
            click.echo(f"  {player.name}")
        self.newcomer.begin()

    def meet(self) -> None:
        """Let the five meet, and show it step by step."""
        click.echo(say("They meet, with no server and no internet:"))
        self.hold(Play(self.founders, told=True), lambda player, event: True)

    def hold(self, play: "Play", scene: Scene) -> None:
        """Hold a meeting until every device is done; the host ends it when the scene is over."""
        play.players[0].enter()
        over = staying = 0
        ended = False
        while over < len(play.players):
            try:
                player, event = self._heard.get(timeout=PATIENCE)
            except queue.Empty as error:
                raise DemoFailed(text=say("Nothing happened for a minute.")) from error
            over += event["event"] == "over"
            staying += event["event"] == "stay"
            play.go_on(player, event)
            if staying == len(play.players) and not ended and (ended := scene(player, event)):
                play.players[0].do({"done": True})

    def all_do(self, players: list[Player], work: Callable[[Player], Any]) -> list[Any]:
        """Let several people do something on their own devices at once; return what came of it, in order."""
        with ThreadPoolExecutor(len(players)) as pool:
            return list(pool.map(work, players))

    def look_around(self) -> None:
        """Show what each person holds, and a code of one card."""
        click.echo(say("This is what each of them holds now:"))
        for player in self.founders:
            people = player.run("people")["people"]
            click.echo(f"  {player.name}:")
            for each in people:
                ways = ", ".join(text for _, text in each["channels"])
                click.echo(f"    {each['name']}  {ways}")

    def leave(self) -> None:
        """Show one card as a code, and say goodbye."""
        first = self._people[0]
        click.echo(say("And this is the card of {name} as a code:", name=first.name))
        for line in code_lines(self._session, codes.data_of(first.run("show")["text"])):
            click.echo(line)
        click.echo(say("The demo leaves nothing behind. Make your own card: p2pcard init"))


class Play:
    """One meeting, played: the first of its players is the host; `told` shows it line by line."""

    def __init__(self, players: list[Player], *, told: bool) -> None:
        self.players, self._told = players, told
        self._phrase: list[str] = []
        self._reader: Player | None = None
        self._listeners: list[Player] = []
        self._numbered: list[Player] = []
        self._answer = ""

    def go_on(self, player: Player, event: dict[str, Any]) -> None:
        """Let people do what follows an event."""
        match event:
            case {"event": "invitation", "text": invitation}:
                for other in self.players[1:]:
                    other.enter(invitation)
            case {"event": "people", "role": "host", "count": count} if count == len(self.players):
                player.do({"start": True})
            case {"event": "phrase", "words": words}:
                self._take_phrase(player, words)
            case {"event": "number", "number": number, "answer": answer}:
                self._take_number(player, number, answer)
            case {"event": "stored", "cards": cards}:
                self._tell(STORED, name=player.name, names=", ".join(card["name"] for card in cards))
            case {"event": "aborted", "reason": reason}:
                raise DemoFailed(text=reason)

    def _take_phrase(self, player: Player, words: list[Any]) -> None:
        """The reader reads once; all others type what they hear, whoever's device was ready first."""
        if None in words:
            self._listeners.append(player)
        else:
            self._reader, self._phrase = player, words
            self._tell(READS, name=player.name, phrase=" ".join(words))
        while self._phrase and self._listeners:
            heard = " ".join(word if word.isdigit() else word[:3] for word in self._phrase)
            self._listeners.pop().do({"heard": heard})

    def _take_number(self, player: Player, number: int, answer: str | None) -> None:
        """When all have said their numbers, everybody confirms and the reader types the answer."""
        self._numbered.append(player)
        self._answer = answer or self._answer
        if player is not self._reader:
            self._tell(NUMBERED, name=player.name, number=number)
        if answer:
            self._tell(ANSWERED, name=player.name, word=answer)
        if len(self._numbered) == len(self.players):
            for each in self.players:
                each.do({"heard": self._answer} if each is self._reader else {"counted": True})

    def _tell(self, template: str, **values: object) -> None:
        if self._told:
            click.echo(say(template, **values))
