"""What is kept of a month, as far as it can be known from outside of the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from tests.month.agents import Agents, Said
from tests.month.letters import Letter
from tests.month.office import Left, Office
from tests.month.parcels import Shelf
from tests.month.people import Crowd
from tests.month.scene import Scene
from triage.desk import Handled


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A mail that left or a draft, with its text's name and its case then; "" for drafts and notices."""

    left: Left
    at: datetime  # the true time
    template: str
    case: str


@dataclass(kw_only=True, slots=True)
class Day:
    """What one day came to."""

    mails: int = 0
    replies: int = 0
    drafts: int = 0
    follow_ups: int = 0
    answers: int = 0  # by agents
    overdue: int = 0  # cases that are, at the day's end
    open: int = 0  # cases that are, at the day's end


@dataclass(kw_only=True)
class Month:
    """Everything that happened, as far as it can be known from outside of the desk."""

    scene: Scene
    office: Office
    shelf: Shelf
    crowd: Crowd
    agents: Agents
    letters: dict[str, Letter]
    handled: dict[str, Handled] = field(default_factory=dict)  # the last decision of a mail that was told
    sent: list[Sent] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)  # mails that agents have answered
    days: list[Day] = field(default_factory=list)
    read: int = 0  # texts that were read
    faults: dict[str, list[str]] = field(default_factory=dict)  # what was wrong at once, with where
    ticks: list[datetime] = field(default_factory=list)  # by the desk's clock

    def close(self) -> None:
        """Let go of its database."""
        self.office.database.close()

    def blame(self, what: str, where: str) -> None:
        """Note a fault."""
        self.faults.setdefault(what, []).append(where)
