"""What the machines of a conversation were told and what became of them, by the names of types alone.

For a person who reports a fault in a room. A type's name stands in the program
and can hold no value; times count from the beginning of the trace.
"""

from collections.abc import Callable
from typing import Final, TypeAlias, TypeVar

from p2pcard.core.exchange.meeting.host_states import From
from p2pcard.errors import Refusal

StateT = TypeVar("StateT")
EventT = TypeVar("EventT")
EffectsT = TypeVar("EffectsT")
Step: TypeAlias = Callable[[StateT, EventT], tuple[StateT, EffectsT]]


class Trace:
    """Writes a line for each event; `clock` gives seconds that only ever grow."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float]) -> None:
        self._write, self._clock, self._start = write, clock, clock()

    def of(self, machine: str, step: Step[StateT, EventT, EffectsT]) -> Step[StateT, EventT, EffectsT]:
        """Return a machine's step that is traced."""

        def traced(state: StateT, event: EventT) -> tuple[StateT, EffectsT]:
            try:
                after, effects = step(state, event)
            except Refusal as refused:
                self._note(machine, state, event, type(refused).__name__)
                raise
            except Exception:  # the step that broke is the one that is looked for
                self._note(machine, state, event, "fault")
                raise
            self._note(machine, state, event, type(after).__name__)
            return after, effects

        return traced

    def _note(self, machine: str, state: StateT, event: EventT, after: str) -> None:
        said = [type(event.message).__name__] if isinstance(event, From) else []
        names = [type(state).__name__, type(event).__name__, *said, after]
        self._write(f"{self._clock() - self._start:.3f} {machine} {' '.join(names)}\n")


NO_TRACE: Final = Trace(lambda line: None, lambda: 0.0)
