"""Levels are earned: how far a class (an intent in a language) may go, from what people did with its answers.

A class rises by one level when so many answers were right that their share is proven to be high enough, and falls by
one when a few in a short time were wrong; a grave one counts at once. A person is told why.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from triage.bounds import upper_bound
from triage.domain import Evidence, Level, Standing
from triage.policy.answerable import ANSWERABLE
from triage.policy.evidence import Tally, counted, tally
from triage.settings import Autonomy, Policy

LEVELS = tuple(Level)  # from the most careful
_MOST = 20_000  # answers that nobody collects for one class
_WORDS = {
    "console": "a person said no",
    "moved": "moved to another queue",
    "sent": "rewritten before it was sent",
    "reopened": "the customer wrote again",
}

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

    @property
    def proven(self) -> bool:
        """Whether agents' agreement proves the level."""
        return self.held is not None and self.held.proven


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """What the next level asks. `missing` right answers more would do; None: no number of them does."""

    to: Level
    agreed: int
    of: int
    least: float  # share of right answers that is proven
    wanted: float
    missing: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Raise:
    """The class has earned this level."""

    to: Level
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fall:
    """The class loses its level and gets this one."""

    to: Level
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """Nothing changes. `missing` right answers would lift it; None: none will."""

    missing: int | None
    why: str


def faults(settings: Autonomy) -> Iterator[str]:
    """What is wrong with the settings, a sentence each."""
    for name in ("draft_agreement", "auto_agreement", "most_edited"):
        share = getattr(settings, name)
        if share is not None and not 0 < share < 1:
            yield f"{name} is {share}; it is a share between 0 and 1, so 80 % is 0.8"
    for name in ("draft_mails", "auto_mails", "fall_after", "fall_days", "back_days", "window_days"):
        if not 0 < getattr(settings, name) < float("inf"):
            yield f"{name} must be above 0"
    if settings.window_days < settings.fall_days:
        yield "window_days must not be less than fall_days"


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
    return Candidate(
        intent=intent, language=language, level=held.level if held else allowed, held=held,
        ever=tally(said, max(window, held.since) if held and held.since else window),
        lately=tally(said, max(lately, held.at) if held else lately),
    )  # fmt: skip


# --- the verdict ------------------------------------------------------------------------------------------------------
def verdict_on(one: Candidate, policy: Policy) -> Raise | Fall | Stay:
    """Whether a class rises, falls or stays, and why."""
    fall = _fall(one, policy)
    if fall is not None:
        return fall
    never = never_beyond(one.intent, one.language, one.level, policy)
    if never:
        return Stay(missing=None, why=never)
    ahead = outlook(one, policy)
    if ahead is None:
        return Stay(missing=None, why="it is on auto, and agents' agreement proves it")
    judged = f"{ahead.agreed} of {ahead.of} answers were right, so at least {ahead.least:.0%}"
    judged = judged if ahead.of else "nobody has judged an answer yet"
    if ahead.missing == 0:
        return Raise(to=ahead.to, why=f"{judged} with 95 % confidence")
    more = "more of them do not help" if ahead.missing is None else f"{ahead.missing} more right ones are needed"
    return Stay(missing=ahead.missing, why=f"{judged}; {percent(ahead.wanted)} are wanted for {ahead.to.value}: {more}")


def never_beyond(intent: str, language: str, level: Level, policy: Policy) -> str:
    """Why a class can never go beyond its level; "" where it can."""
    if language not in policy.safety.languages:
        return f"language {language} is not answered; [safety] languages names those that are"
    if level is not Level.SHADOW and intent not in ANSWERABLE:
        return f"{intent} is never answered without a person"
    return ""


def outlook(one: Candidate, policy: Policy) -> Outlook | None:
    """What is missing to the next level; None at the end. On auto it is the proof by agents' agreement."""
    rules = policy.autonomy
    if one.level is Level.SHADOW:
        return _outlook(Level.DRAFT, one.ever.agreed, one.ever.of, rules.draft_agreement, rules.draft_mails)
    if one.level is Level.AUTO and one.proven:
        return None
    return _outlook(Level.AUTO, one.ever.alone_agreed, one.ever.alone_of, auto_agreement(policy), rules.auto_mails)


def auto_agreement(policy: Policy) -> float:
    """Share of right answers that auto asks for."""
    named = policy.autonomy.auto_agreement
    return 1 - policy.safety.wrong_share if named is None else named


def lower_bound(agreed: int, of: int) -> float:
    """The share of right answers that is proven with 95 % confidence (Clopper and Pearson 1934, one-sided).

    >>> round(lower_bound(20, 20), 2), round(lower_bound(299, 299), 2), lower_bound(0, 0)
    (0.86, 0.99, 0.0)
    """
    return 1 - upper_bound(of - agreed, of)


def percent(share: float) -> str:
    """A share as a person writes it.

    >>> percent(0.99), percent(0.995)
    ('99%', '99.5%')
    """
    return f"{round(100 * share, 2):g}%"


def _outlook(to: Level, agreed: int, of: int, wanted: float, mails: int) -> Outlook:
    return Outlook(
        to=to, agreed=agreed, of=of, least=lower_bound(agreed, of), wanted=wanted,
        missing=_missing(agreed, of, wanted, mails),
    )  # fmt: skip


def _missing(agreed: int, of: int, wanted: float, mails: int) -> int | None:
    """The fewest right answers that prove enough: the proof grows with each of them, so they are found by halving."""

    def proves(more: int) -> bool:
        return of + more >= mails and lower_bound(agreed + more, of + more) >= wanted

    if not proves(_MOST):
        return None
    few, enough = -1, _MOST
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if proves(middle) else (middle, enough)
    return enough


def _fall(one: Candidate, policy: Policy) -> Fall | None:
    """A level is lost by a few wrong answers in a short time that are too large a share of those judged in it."""
    rules, lately = policy.autonomy, one.lately
    if one.level is Level.SHADOW:
        return None
    if one.level is Level.AUTO and lately.grave:
        return Fall(to=Level.DRAFT, why="after an automatic answer the customer came back urgent or with a complaint")
    auto = one.level is Level.AUTO
    against, of = (lately.alone_against, lately.alone_of) if auto else (lately.against, lately.of)
    wanted = auto_agreement(policy) if auto else rules.draft_agreement
    if len(against) < rules.fall_after or 1 - len(against) / of >= wanted:
        return None
    kinds = ", ".join(f"{_WORDS[kind]} ({count})" for kind, count in Counter(against).most_common())
    return Fall(
        to=LEVELS[LEVELS.index(one.level) - 1],
        why=f"{len(against)} of {of} judged answers in {rules.fall_days:g} days were wrong: {kinds}",
    )
