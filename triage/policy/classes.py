"""Classes (an intent in a language): where one stands, what was said of its answers, and what may become of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from triage.domain import Evidence, Level, Standing
from triage.policy.evidence import Tally, counted, tally
from triage.settings import Autonomy, Policy

LEVELS = tuple(Level)  # from the most careful
DISPUTE, RETURNED, BACK = "dispute", "customers", "back"  # by whom, where no person of the shop has said anything
UNCONFIRMED = frozenset({DISPUTE, RETURNED})

Class = tuple[str, str]  # intent, language


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A class, where it stands, and what was said of its answers."""

    intent: str
    language: str
    level: Level
    held: Standing | None  # what it has earned or lost; None: the settings' own level holds
    ever: Tally
    lately: Tally  # since it stands where it does, at most the days of `fall_days`
    cause: Tally | None = None  # what customers said before they took its level from it, as it is judged now
    rests_until: datetime | None = None  # taken by customers alone: before that it does not rise

    @property
    def proven(self) -> bool:
        """Whether agents' agreement proves the level."""
        return self.held is not None and self.held.proven and self.level is Level.AUTO


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """What the next level asks. `missing` right answers more would do; None: no number of them does."""

    to: Level
    agreed: int
    of: int
    least: float  # share of right answers that is proven
    wanted: float
    missing: int | None
    customers: int  # different ones whose answers were right
    customers_wanted: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Raise:
    """The class has earned this level."""

    to: Level
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fall:
    """The class loses its level and gets this one. `by` is "evidence", or what customers alone have done."""

    to: Level
    why: str
    by: str = "evidence"


@dataclass(frozen=True, kw_only=True, slots=True)
class Back:
    """The class gets back what customers alone had taken."""

    to: Level
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """Nothing changes. `missing` right answers would lift it; None: none will."""

    missing: int | None
    why: str
    rests: bool = False  # customers alone took its level a short while ago


def candidates(
    evidence: Iterable[Evidence], standings: Mapping[Class, Standing], policy: Policy, now: datetime
) -> tuple[Candidate, ...]:
    """Every class of which anything is known."""
    said: defaultdict[Class, list[Evidence]] = defaultdict(list)
    for one in counted(evidence):
        said[one.intent, one.language].append(one)
    return tuple(
        candidate(one, said.get(one, []), standings.get(one), policy, now)
        for one in sorted(said.keys() | standings.keys())
    )


def candidate(
    of: Class, said: Sequence[Evidence], standing: Standing | None, policy: Policy, now: datetime
) -> Candidate:
    """One class. A standing holds as long as the settings say what they said then."""
    intent, language = of
    allowed, rules = policy.level(intent), policy.autonomy
    held = standing if standing is not None and standing.base is allowed else None
    window, lately = (now - timedelta(days=days) for days in (rules.window_days, rules.fall_days))
    taken = held if held is not None and held.by in UNCONFIRMED else None
    return Candidate(
        intent=intent, language=language, level=held.level if held else allowed, held=held,
        ever=tally(said, max(window, held.since) if held and held.since else window, rules.per_customer),
        lately=tally(said, max(lately, held.at) if held else lately, rules.per_customer),
        cause=_cause(said, taken, rules) if taken else None,
        rests_until=taken.at + timedelta(days=rules.back_days) if taken else None,
    )  # fmt: skip


def _cause(said: Sequence[Evidence], taken: Standing, rules: Autonomy) -> Tally:
    return tally(said, taken.at - timedelta(days=rules.fall_days), rules.per_customer, taken.at)
