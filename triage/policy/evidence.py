"""What people do with answers, as evidence of whether a machine may give them; and how it is counted.

Nobody is asked for it: an agent sends a draft or rewrites it, moves a mail, or a customer writes again. One mail counts
once, by the strongest word that a person has said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from triage.domain import Case, Decision, Evidence, Plan, Shown
from triage.labels import URGENCIES
from triage.policy.edits import edited_share
from triage.settings import QueueRule

ANSWERED = frozenset({"shadow", "draft", "reply"})  # outcomes with an answer that can be right or wrong
_STRENGTH = ("console", "moved", "sent", "reopened", "kept")  # the strongest word first
_GRAVE = frozenset({"dispute", "service_complaint"})


def of_console(decision: Decision, agrees: bool, at: datetime) -> Evidence:
    """A person has said whether the answer was right."""
    return _evidence(decision, "console", at, agrees)


def of_sent(shown: Shown, sent: str, frame: Sequence[str], at: datetime, most_edited: float) -> Evidence | None:
    """An agent has answered. In shadow, where there is no draft, the mail at least was hers to answer in this queue.

    `sent` are the new words of her mail, `frame` the texts of closing and offer in its language. None where her mail
    has no words to compare.
    """
    if not sent.strip():
        return None
    if shown.draft is None:
        return _evidence(shown.decision, "kept", at, True)
    share = edited_share(shown.draft, sent, frame)
    return _evidence(shown.decision, "sent", at, share <= most_edited, edited=share)


def of_move(decision: Decision, to: QueueRule, at: datetime) -> Evidence | None:
    """A person has moved the mail. One that fits where it lies now takes an earlier move back, and says no more.

    None for a mail to which no answer was written.
    """
    return _evidence(decision, "moved", at, _fits(decision, to)) if decision.outcome in ANSWERED else None


def of_return(answered: Decision, plan: Plan, seen: Case, days: float) -> Evidence | None:
    """A customer whom the machine alone has answered writes again, within `days`; None where that speaks not against
    the answer: thanks, a good score, and what the answer itself had asked for.
    """
    came, kinds = plan.decision, {event.kind for event in plan.events}
    content = "thanks" in kinds or ("score" in kinds and "reopened" not in kinds)
    if plan.case is None or content:
        return None
    grave = came.urgency in {"high", "critical"} or came.intent in _GRAVE
    if not grave and (seen.asked or came.at - answered.at > timedelta(days=days)):
        return None
    return _evidence(answered, "reopened", came.at, False, grave=grave)


def _fits(decision: Decision, to: QueueRule) -> bool:
    """Whether the queue says nothing against what was decided."""
    if to.name == decision.queue:
        return True
    if to.automatic or to.takes_anything:
        return False
    graver = bool(to.urgencies) and min(map(URGENCIES.index, to.urgencies)) > URGENCIES.index(decision.urgency)
    other = bool(to.intents) and decision.intent not in to.intents
    foreign = bool(to.languages) and decision.language not in to.languages
    return not (graver or other or foreign)


def _evidence(
    decision: Decision, kind: str, at: datetime, agrees: bool, *, edited: float | None = None, grave: bool = False
) -> Evidence:
    return Evidence(
        mail_id=decision.mail_id, kind=kind, mailbox=decision.mailbox, at=at, intent=decision.intent,
        language=decision.language, agrees=agrees, alone=decision.eligible, edited=edited, grave=grave,
    )  # fmt: skip


# --- counting ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Answers of one class that somebody has judged. `alone`: those that a machine would have given alone."""

    agreed: int = 0
    of: int = 0
    alone_agreed: int = 0
    alone_of: int = 0
    edited: float | None = None  # mean share of the words changed in sent drafts
    grave: int = 0
    against: tuple[str, ...] = ()  # kinds of the evidence that disagrees
    alone_against: tuple[str, ...] = ()


def counted(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One piece for each mail: the strongest word of a person."""
    best: dict[str, Evidence] = {}
    for one in evidence:
        taken_back = one.kind == "moved" and one.agrees
        known = best.get(one.mail_id)
        if not taken_back and (known is None or _rank(one) < _rank(known)):
            best[one.mail_id] = one
    return tuple(best.values())


def tally(said: Sequence[Evidence], after: datetime) -> Tally:
    """What was said of one class after a time, each mail once. That nobody moved a mail proves nothing of an answer
    that nobody saw, so it does not count among those that go out alone.
    """
    all_of = [one for one in said if one.at > after]
    alone = [one for one in all_of if one.alone and one.kind != "kept"]
    shares = [one.edited for one in all_of if one.edited is not None]
    return Tally(
        agreed=sum(one.agrees for one in all_of), of=len(all_of),
        alone_agreed=sum(one.agrees for one in alone), alone_of=len(alone),
        edited=sum(shares) / len(shares) if shares else None, grave=sum(one.grave for one in all_of),
        against=tuple(one.kind for one in all_of if not one.agrees),
        alone_against=tuple(one.kind for one in alone if not one.agrees),
    )  # fmt: skip


def _rank(one: Evidence) -> int:
    return _STRENGTH.index(one.kind)
