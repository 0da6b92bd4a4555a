"""The second half of the demo: a newcomer, a person who vouches, a second one, and a word taken back."""

from typing import Any, Final

from p2pcard.cli.demo.meeting import DemoMeeting, Play
from p2pcard.cli.demo.people import Player
from p2pcard.wording.catalogue import say

CIRCLE: Final = "street"


class Sponsoring:
    """Behind the cards: a sponsor vouches, the newcomer agrees and shows it, and all others see it."""

    def __init__(self, meeting: DemoMeeting, sponsor: Player) -> None:
        self._newcomer, self._sponsor = meeting.newcomer, sponsor
        self._waiting = {player.name for player in meeting.founders if player is not sponsor}
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


def play(meeting: DemoMeeting) -> None:
    """Play the story of the newcomer."""
    first, second = meeting.founders[:2]
    everybody, name = [*meeting.founders, meeting.newcomer], meeting.newcomer.name
    meeting.all_do(meeting.founders, lambda player: _prepare(player, (first, second)))
    meeting.tell(
        say("{name} is new here. {by} knows {name}, and vouches as they all meet:", name=name, by=first.name)
    )
    meeting.hold(Play(everybody), Sponsoring(meeting, first))
    _tell_verdicts(meeting)
    meeting.tell(say("Next week {by} vouches, too:", by=second.name))
    meeting.hold(Play(everybody), Sponsoring(meeting, second))
    _tell_verdicts(meeting)
    second.run("withdraw", name)
    meeting.tell(
        say("Later {by} takes that back. After the next meeting all devices know it:", by=second.name)
    )
    meeting.hold(Play(everybody), lambda player, event: True)
    _tell_verdicts(meeting)


def _prepare(player: Player, sponsors: tuple[Player, ...]) -> None:
    """Begin a circle, and count the word of the people who will vouch."""
    player.run("circle", "new", CIRCLE)
    for each in sponsors:
        if each is not player:
            player.run("mark", each.name, "word")


def _tell_verdicts(meeting: DemoMeeting) -> None:
    """Show the verdict of each founder who did not vouch; it is the same on all their devices."""
    name = meeting.newcomer.name
    checkers = meeting.founders[2:]
    said = meeting.all_do(checkers, lambda player: player.tell("circle", "check", name, CIRCLE))
    for player, lines in zip(checkers, said, strict=True):
        meeting.tell(f"  {player.name}:")
        for line in lines[1:]:
            meeting.tell(f"    {line}")
