"""The stage of the demo: what the five people say and type, and what can be seen of it.

Everything is real but the people: the program reads, types and counts in their
place. All files are in one temporary folder, which goes at the end.
"""

import queue
import tempfile
from pathlib import Path
from typing import Any, Final, Self

import click

from p2pcard.cardholder import codes
from p2pcard.cli.cast import CAST, PATIENCE, Heard, Player
from p2pcard.cli.drawing import code_lines
from p2pcard.cli.session import Session
from p2pcard.cli.words import say
from p2pcard.errors import N_, DemoFailed

READS: Final = N_("  {name} reads aloud: {phrase}")
NUMBERED: Final = N_("  {name} types what was read, and says: {number}")
ANSWERED: Final = N_("  {name} says after the last number: {word}")
STORED: Final = N_("  {name} now holds the cards of {names}")


class Stage:
    """Five people in one room on this device."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._folder = tempfile.TemporaryDirectory(prefix="p2pcard-demo-")
        self._heard: queue.Queue[Heard] = queue.Queue()
        self._players = [Player(Path(self._folder.name), role, self._heard) for role in CAST]
        self._phrase: list[str] = []
        self._reader: Player | None = None
        self._listeners: list[Player] = []
        self._numbered: list[Player] = []
        self._answer = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for player in self._players:
            player.leave()
        self._folder.cleanup()

    def introduce(self) -> None:
        """Make five cards and five vaults."""
        click.echo(say("Five people make their cards, each on a device of their own:"))
        for player in self._players:
            player.begin()
            click.echo(f"  {player.name}")

    def meet(self) -> None:
        """Hold the meeting, step by step, until every device is done."""
        click.echo(say("They meet, with no server and no internet:"))
        self._players[0].enter()
        over = 0
        while over < len(self._players):
            try:
                player, event = self._heard.get(timeout=PATIENCE)
            except queue.Empty as error:
                raise DemoFailed(text=say("Nothing happened for a minute.")) from error
            over += event["event"] == "over"
            self._play(player, event)

    def look_around(self) -> None:
        """Show what each person holds, and a code of one card."""
        click.echo(say("This is what each of them holds now:"))
        for player in self._players:
            people = player.run("people")["people"]
            click.echo(f"  {player.name}:")
            for each in people:
                ways = ", ".join(text for _, text in each["channels"])
                click.echo(f"    {each['name']}  {ways}")
        first = self._players[0]
        click.echo(say("And this is the card of {name} as a code:", name=first.name))
        for line in code_lines(self._session, codes.data_of(first.run("show")["text"])):
            click.echo(line)
        click.echo(say("The demo leaves nothing behind. Make your own card: p2pcard init"))

    def _play(self, player: Player, event: dict[str, Any]) -> None:
        match event:
            case {"event": "invitation", "text": invitation}:
                for other in self._players[1:]:
                    other.enter(invitation)
            case {"event": "people", "role": "host", "count": count} if count == len(self._players):
                player.do({"start": True})
            case {"event": "phrase", "words": words}:
                self._take_phrase(player, words)
            case {"event": "number", "number": number, "answer": answer}:
                self._take_number(player, number, answer)
            case {"event": "stored", "cards": cards}:
                names = ", ".join(card["name"] for card in cards)
                click.echo(say(STORED, name=player.name, names=names))
            case {"event": "aborted", "reason": reason}:
                raise DemoFailed(text=reason)

    def _take_phrase(self, player: Player, words: list[Any]) -> None:
        """The reader reads once; all others type what they hear, whoever's device was ready first."""
        if None in words:
            self._listeners.append(player)
        else:
            self._reader, self._phrase = player, words
            click.echo(say(READS, name=player.name, phrase=" ".join(words)))
        while self._phrase and self._listeners:
            heard = " ".join(word if word.isdigit() else word[:3] for word in self._phrase)
            self._listeners.pop().do({"heard": heard})

    def _take_number(self, player: Player, number: int, answer: str | None) -> None:
        """When all have said their numbers, everybody confirms and the reader types the answer."""
        self._numbered.append(player)
        self._answer = answer or self._answer
        if player is not self._reader:
            click.echo(say(NUMBERED, name=player.name, number=number))
        if answer:
            click.echo(say(ANSWERED, name=player.name, word=answer))
        if len(self._numbered) == len(self._players):
            for each in self._players:
                each.do({"heard": self._answer} if each is self._reader else {"counted": True})
