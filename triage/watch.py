"""The daemon's loop for one mailbox: connect, catch up, work, wait; and again when the server comes back."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from triage.autonomy import let_fall, look_over
from triage.care import listen_to_agents, tick
from triage.desk import Desk
from triage.errors import ConfigError, Refused, Unavailable
from triage.filing import make_room
from triage.flow import act, cycle, reconcile
from triage.review import look_around

log = logging.getLogger("triage.watch")

SLICE = 5.0  # seconds of waiting between two looks at the outbox and the stop sign
LOOK_AROUND = 60.0  # seconds between two looks into the queue folders
LOOK_OVER = 3_600.0  # seconds between two looks at what classes have earned
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 300.0
_SERVER_SAYS_LATER = 60.0  # after NO [LIMIT], [OVERQUOTA], [UNAVAILABLE] and refused log-ins: not sooner


@dataclass(frozen=True, kw_only=True, slots=True)
class Watch:
    """One mailbox watched until its desk is told to stop. `sleep` waits, but not longer than until the stop."""

    desk: Desk
    sleep: Callable[[float], object]
    ready: Callable[[], None] = lambda: None  # called whenever a round has gone well

    def run(self) -> None:
        """Work until told to stop. Server troubles are waited out, with growing pauses and full jitter."""
        troubles = 0
        while not self.desk.stop():
            try:
                for _ in self._rounds():
                    troubles = 0  # a connection that has lasted is made anew soon
            except (Unavailable, Refused, ConfigError) as error:
                troubles += 1
                pause = pause_after(troubles, refused=not isinstance(error, Unavailable))
                log.warning(
                    "mailbox unavailable",
                    extra={"mailbox": self.desk.name, "why": str(error), "again_in": round(pause, 1)},
                )
                self.desk.mailbox.close()
                self._rest(pause)
        self.desk.mailbox.close()

    def once(self) -> int:
        """Handle what is there. Returns how many mails were decided; server troubles reach the caller."""
        reconcile(self.desk)
        listen_to_agents(self.desk)
        decided = cycle(self.desk)
        make_room(self.desk)
        look_around(self.desk)
        tick(self.desk)
        let_fall(self.desk)
        look_over(self.desk)
        act(self.desk)
        return decided

    def _rounds(self) -> Iterator[None]:
        """Rounds on one connection, each once it has gone well. Ends when told to stop, or by an error."""
        self.once()
        self.ready()
        clock = self.desk.clock
        looked = looked_over = clock.monotonic()
        while not self.desk.stop():
            self.desk.beat()
            if self.desk.mailbox.wait(SLICE):
                cycle(self.desk)
                let_fall(self.desk)
            else:
                act(self.desk)
            if clock.monotonic() - looked > LOOK_AROUND:
                listen_to_agents(self.desk)
                look_around(self.desk)
                tick(self.desk)
                let_fall(self.desk)
                cycle(self.desk)
                looked = clock.monotonic()
            if clock.monotonic() - looked_over > LOOK_OVER:
                look_over(self.desk)
                looked_over = clock.monotonic()
            self.ready()
            yield

    def _rest(self, seconds: float) -> None:
        """Rest in slices: a daemon that waits for its server is alive, and says so."""
        until = self.desk.clock.monotonic() + seconds
        while not self.desk.stop() and (left := until - self.desk.clock.monotonic()) > 0:
            self.desk.beat()
            self.sleep(min(SLICE, left))


def pause_after(troubles: int, *, refused: bool) -> float:
    """Seconds to rest after so many troubles in a row: exponential with full jitter, at most five minutes.

    >>> 1.0 <= pause_after(1, refused=False) <= 2.0
    True
    >>> 60.0 <= pause_after(1, refused=True) <= 300.0
    True
    """
    longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(troubles, 20))
    least = _SERVER_SAYS_LATER if refused else _FIRST_PAUSE
    return max(least, random.uniform(0, longest))  # noqa: S311  jitter, not a secret
