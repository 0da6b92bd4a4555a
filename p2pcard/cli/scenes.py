"""The second half of the demo: a newcomer, one who vouches, a second one, and a word taken back."""

from typing import Any, Final

import click

from p2pcard.cli.cast import Player
from p2pcard.cli.stage import Play, Stage
from p2pcard.cli.words import say

CIRCLE: Final = "street"


class Sponsoring:
    """Behind the cards: a sponsor vouches, the newcomer agrees and shows it, and all others see it."""

    def __init__(self, stage: Stage, sponsor: Player) -> None:
        self._newcomer, self._sponsor = stage.newcomer, sponsor
        self._waiting = {player.name for player in stage.founders if player is not sponsor}
        self._by = sponsor.run("card")["card"]["id"]
        self._begun = False

    def __call__(self, player: Player, event: dict[str, Any]) -> bool:
        """Do what comes next; tell when everybody has seen it."""
        if not self._begun:
            self._begun = True
            self._sponsor.do({"vouch": self._newcomer.name})
        match event:
            case {"event": "news", "news": [{"news": "vouch-offered", "by": by}]}:
                player.do({"accept": by})
            case {"event": "acted", "act": "answer"}:
                player.do({"show": "everybody"})
            case {"event": "news", "news": news}:
                if any(each["news"] == "vouch-shown" and each["by"] == self._by for each in news):
                    self._waiting.discard(player.name)
        return not self._waiting


def play(stage: Stage) -> None:
    """Play the story of the newcomer."""
    first, second = stage.founders[:2]
    everybody, name = [*stage.founders, stage.newcomer], stage.newcomer.name
    stage.all_do(stage.founders, lambda player: _prepare(player, (first, second)))
    click.echo(
        say("{name} is new here. {by} knows {name}, and vouches as they all meet:", name=name, by=first.name)
    )
    stage.hold(Play(everybody, told=False), Sponsoring(stage, first))
    _tell_verdicts(stage)
    click.echo(say("Next week {by} vouches, too:", by=second.name))
    stage.hold(Play(everybody, told=False), Sponsoring(stage, second))
    _tell_verdicts(stage)
    second.run("withdraw", name)
    click.echo(say("Later {by} takes that back. After the next meeting all devices know it:", by=second.name))
    stage.hold(Play(everybody, told=False), lambda player, event: True)
    _tell_verdicts(stage)


def _prepare(player: Player, sponsors: tuple[Player, ...]) -> None:
    """Begin a circle, and count the word of those who will vouch."""
    player.run("circle", "new", CIRCLE)
    for each in sponsors:
        if each is not player:
            player.run("mark", each.name, "word")


def _tell_verdicts(stage: Stage) -> None:
    """Show what each of those says who did not vouch themselves; it is the same on all their devices."""
    name = stage.newcomer.name
    checkers = stage.founders[2:]
    said = stage.all_do(checkers, lambda player: player.tell("circle", "check", name, CIRCLE))
    for player, lines in zip(checkers, said, strict=True):
        click.echo(f"  {player.name}:")
        for line in lines[1:]:
            click.echo(f"    {line}")
