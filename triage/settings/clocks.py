"""By when a person answers and a customer hears again: clocks, the busy season, holidays, and what waiting does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from triage.settings.strict import STRICT


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockRule:
    """One row of the clock table; the first row that fits wins. An empty tuple fits everything."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    name: str
    queues: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()  # new, returning, vip, marketplace, dispute
    urgencies: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()  # marketplaces, in small letters: "amazon"
    answer_hours: float | None = None  # first answer by a person, office hours counted; None: the queue's own hours
    update_hours: float = 72.0  # by then the customer hears again after that, nights and Sundays counted
    limit_hours: float | None = None  # what a platform allows, nights and Sundays counted; None: nobody does
    around_the_clock: bool = False  # True: `answer_hours` runs at night and on Sundays too

    @property
    def conditions(self) -> tuple[tuple[str, ...], ...]:
        """What the row wants of queue, customer, urgency and channel."""
        return self.queues, self.customers, self.urgencies, self.channels

    @property
    def all_hours(self) -> tuple[float, ...]:
        """Every number of hours that the row names."""
        return tuple(hours for hours in (self.answer_hours, self.update_hours, self.limit_hours) if hours is not None)


DEFAULT_CLOCKS = (
    ClockRule(name="critical", urgencies=("critical",), answer_hours=1, update_hours=12, around_the_clock=True),
    # Platforms decide a dispute after two days, also over a weekend.
    ClockRule(name="dispute", customers=("dispute",), answer_hours=2, update_hours=12, limit_hours=48),
    ClockRule(name="dispute queue", queues=("Disputes",), answer_hours=2, update_hours=12, limit_hours=48),
    # Amazon and its like count 24 hours from the buyer's message, Sundays too, and no automatic answer.
    ClockRule(name="marketplace", customers=("marketplace",), limit_hours=24),
    ClockRule(name="vip", customers=("vip",), answer_hours=2, update_hours=24),
    ClockRule(name="ordinary"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Season:
    """The weeks in which more mail comes than people can answer in the usual time. No days: there is none."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    days: tuple[str | date, ...] = ()  # "11-15 to 01-05" every year, or "2026-11-11", "2026-11-09 to 2026-11-13"
    answer_hours: float = 4.0  # the least that a queue's own hours become; a clock with hours of its own keeps them
    office_days: tuple[int, ...] = ()  # Monday is 0; empty: as usual
    office_opens: str = ""  # empty: as usual
    office_closes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Holidays:
    """Days on which nobody is there. Public holidays are those of the `holidays` library."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    country: str = ""  # ISO 3166; empty: the shop's; "none": no public holidays
    subdivision: str = ""  # a state or province, such as "BY"; empty: what the whole country keeps
    closed: tuple[str | date, ...] = ()  # "12-24" every year, "2026-12-24", or "12-24 to 01-02"
    open: tuple[str | date, ...] = ()  # somebody is there although it is a holiday or a weekend
    tell_days: int = 3  # so many closed days in a row, and replies say when somebody is back; 0: they never do


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """How a case that waits is moved up. Waiting alone makes nothing critical: that is for danger."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    soon_hours: float = 1.0  # of office time left: the case is due soon
    raise_after: tuple[float, ...] = (1.0, 2.0)  # one step of urgency when its clock has run out so many times
    mails: int = 2  # from so many mails of the customer without a person's answer on, one step; 0: never
