"""What becomes of a verdict on a class: its new standing, and the words in which our own people are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from triage.domain import Level, Standing
from triage.policy.answerable import ANSWERABLE
from triage.policy.autonomy import verdict_on
from triage.policy.classes import (
    BACK,
    LEVELS,
    UNCONFIRMED,
    Back,
    Candidate,
    Class,
    Fall,
    Raise,
    candidate,
)
from triage.settings import Policy


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarm:
    """Why no class of a mailbox may be on auto for now. `by` is breaker or drift."""

    by: str
    why: str
    since: datetime | None = None  # a level that a person has given after this stays: she knew


def falls(found: Iterable[Candidate], policy: Policy, mailbox: str, now: datetime) -> tuple[Standing, ...]:
    """The new standing of every class that loses its level. It begins anew: older evidence lifts it no more.

    What customers alone took is not begun anew: nobody of the shop has said that the older evidence was mistaken.
    """
    verdicts = ((one, verdict_on(one, policy, now)) for one in found)
    return tuple(
        stands(one, verdict.to, policy, mailbox, now, by=verdict.by, why=verdict.why)
        for one, verdict in verdicts
        if isinstance(verdict, Fall)
    )


def backs(found: Iterable[Candidate], policy: Policy, mailbox: str, now: datetime) -> tuple[Standing, ...]:
    """The standing of every class that gets back what customers alone had taken, with the proof that it had."""
    verdicts = ((one, verdict_on(one, policy, now)) for one in found)
    return tuple(
        stands(one, verdict.to, policy, mailbox, now, by=BACK, why=verdict.why)
        for one, verdict in verdicts
        if isinstance(verdict, Back)
    )


def raises(found: Iterable[Candidate], policy: Policy, mailbox: str, now: datetime) -> tuple[Standing, ...]:
    """The new standing of every class that has earned it, where the shop lets them rise by themselves.

    An intent that the settings name has the level that a person chose for it.
    """
    if policy.autonomy.raise_by != "itself":
        return ()
    verdicts = ((one, verdict_on(one, policy, now)) for one in found if one.intent not in policy.levels)
    return tuple(
        stands(one, verdict.to, policy, mailbox, now, by="evidence", why=verdict.why)
        for one, verdict in verdicts
        if isinstance(verdict, Raise)
    )


def stopped(
    standings: Mapping[Class, Standing], alarm: Alarm, policy: Policy, mailbox: str, now: datetime
) -> tuple[Standing, ...]:
    """Draft for every class of the mailbox that is on auto."""
    classes = ((intent, language) for intent in sorted(ANSWERABLE) for language in policy.safety.languages)
    found = (candidate(one, [], standings.get(one), policy, now) for one in classes)
    return tuple(
        stands(one, Level.DRAFT, policy, mailbox, now, by=alarm.by, why=alarm.why)
        for one in found
        if one.level is Level.AUTO and not _chosen(one, alarm)
    )


def _chosen(one: Candidate, alarm: Alarm) -> bool:
    held = one.held
    return held is not None and held.by == "person" and alarm.since is not None and held.at > alarm.since


def stands(
    one: Candidate, to: Level, policy: Policy, mailbox: str, now: datetime, *, by: str, why: str, proven: bool = True
) -> Standing:
    """A class on its new level. Auto that was earned is proven, unless a person has forced it.

    What customers alone take keeps the proof that it had, and the evidence from before, for when it comes back.
    """
    held, down = one.held, LEVELS.index(to) < LEVELS.index(one.level)
    since, sure = held.since if held else None, held.proven if held else False
    if by not in UNCONFIRMED | {BACK}:
        since, sure = now if down else since, proven and to is Level.AUTO
    return Standing(
        mailbox=mailbox, intent=one.intent, language=one.language, level=to, base=policy.level(one.intent), at=now,
        by=by, why=why, proven=sure, since=since,
    )  # fmt: skip


def notice(changed: Iterable[Standing]) -> tuple[str, str]:
    """Subject and text of the notice to the shop's own people."""
    together = told_together(changed)
    lines = [f"- {', '.join(classes)}: on {level} now, {why}" for (level, why), classes in together]
    count = sum(len(classes) for _, classes in together)
    subject = "1 class has a new level" if count == 1 else f"{count} classes have a new level"
    return subject, "\n".join((*lines, "", "`triage autonomy` tells what was found and what is missing.", ""))


def told_together(changed: Iterable[Standing]) -> list[tuple[tuple[str, str], list[str]]]:
    """Level and reason, each with its classes as "order_status (en)"."""
    together: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in changed:
        together[one.level.value, one.why].append(f"{one.intent} ({one.language})")
    return list(together.items())
