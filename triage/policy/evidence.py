"""What people do with answers, as evidence of whether a machine may give them; and how it is counted.

Nobody is asked for it: an agent sends a draft or rewrites it, moves a mail, or a customer writes again. A conversation
counts once, by the strongest word that a person has said, and one customer only a few times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from triage.domain import Case, Decision, Evidence, Plan, Shown
from triage.labels import URGENCIES
from triage.policy.answers import ANSWERS
from triage.policy.edits import edited_share, stated, touched
from triage.policy.substance import LEFT_OUT, MEANS, same_answer
from triage.settings import QueueRule

ANSWERED = frozenset({"shadow", "draft", "reply"})  # outcomes with an answer that can be right or wrong
_STRENGTH = ("console", "moved", "sent", "reopened", "kept")  # the strongest word first
_ANGRY = frozenset({"dispute", "service_complaint"})
CUSTOMERS = "reopened"  # the only kind that a customer makes: whoever has an address can


def of_console(decision: Decision, agrees: bool, at: datetime) -> Evidence:
    """A person has said whether the answer was right."""
    return _evidence(decision, "console", at, agrees, grave=not agrees)


def of_sent(
    shown: Shown, sent: str, frame: Sequence[str], at: datetime, most_edited: float, *, locale: str = "en",
    moments: Sequence[str] = (),
) -> Evidence | None:  # fmt: skip
    """An agent has answered with a draft before her. One fact that she changed makes it wrong, however few words it
    took, and grave unless she only left something out.

    `sent` are the new words of her mail, `frame` the texts of closing and offer in its language, `moments` the times
    that the draft names for a person's answer. None where there was no draft, or her mail has no words to compare.
    """
    if shown.draft is None or not sent.strip():
        return None
    share = edited_share(shown.draft, sent, frame)
    kinds = set(touched(shown.draft, sent, locale, frame, moments))
    agrees = share <= most_edited and not kinds
    return _evidence(shown.decision, "sent", at, agrees, edited=share, grave=bool(kinds - {LEFT_OUT}))


def of_shadow(
    decision: Decision, ours: str, sent: str, frame: Sequence[str], at: datetime, *, locale: str = "en"
) -> Evidence | None:  # fmt: skip
    """An agent has answered where nobody saw an answer of the machine: `ours` is what it would have been.

    None where her own words neither say the same nor contradict it: then they prove nothing.
    """
    state = MEANS.get(decision.parcel_state, "")
    same = same_answer(stated(ours, locale, frame), stated(sent, locale, frame), state) if sent.strip() else None
    return None if same is None else _evidence(decision, "kept", at, same)


def of_move(decision: Decision, to: QueueRule, at: datetime) -> Evidence | None:
    """A person has moved the mail. One that fits where it lies now takes an earlier move back, and says no more.

    None for a mail to which no answer was written.
    """
    return _evidence(decision, "moved", at, _fits(decision, to)) if decision.outcome in ANSWERED else None


def of_return(
    answered: Decision, plan: Plan, seen: Case, days: float, *, names_order: bool = False
) -> Evidence | None:  # fmt: skip
    """A customer whom the machine alone has answered writes again, within `days`; None where that speaks not against
    the answer: thanks, a good score, and what the answer itself had asked for. `names_order`: the new mail does.

    However angry, it is one customer's word; only a dispute is more (see policy.autonomy).
    """
    came, kinds = plan.decision, {event.kind for event in plan.events}
    content = "thanks" in kinds or ("score" in kinds and "reopened" not in kinds)
    if plan.case is None or content:
        return None
    angry = came.urgency in {"high", "critical"} or came.intent in _ANGRY
    if not angry and (_was_asked(seen, answered, names_order) or came.at - answered.at > timedelta(days=days)):
        return None
    return _evidence(answered, CUSTOMERS, came.at, False, grave=came.intent == "dispute")


def _was_asked(seen: Case, answered: Decision, names_order: bool) -> bool:
    """Whether the answer had asked for this mail. One that asks for a number besides was to help all the same."""
    besides = seen.asked == "order" and answered.template in ANSWERS
    return bool(seen.asked) and (names_order or not besides)


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
    """Answers of one class that somebody has judged. `alone`: those that a machine would have given alone.

    What customers say of automatic answers stands apart from what the shop's own people do: `returned` and `disputes`
    are different customers.
    """

    agreed: int = 0
    of: int = 0
    alone_agreed: int = 0
    alone_of: int = 0
    edited: float | None = None  # mean share of the words changed in sent drafts
    grave: int = 0  # of those alone that a person has corrected or called wrong
    cleared: int = 0  # of those alone that a person has called right
    against: tuple[str, ...] = ()  # kinds of people's evidence that disagrees
    alone_against: tuple[str, ...] = ()
    customers: int = 0  # different ones whose answers were right
    alone_customers: int = 0
    returned: int = 0
    disputes: int = 0


def counted(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One piece for each mail: the strongest word of a person."""
    best: dict[str, Evidence] = {}
    for one in evidence:
        taken_back = one.kind == "moved" and one.agrees
        known = best.get(one.mail_id)
        if not taken_back and (known is None or _rank(one) < _rank(known)):
            best[one.mail_id] = one
    return tuple(best.values())


def tally(said: Sequence[Evidence], after: datetime, per_customer: int, until: datetime | None = None) -> Tally:
    """What was said of one class after a time, each mail once.

    What was said in shadow is no word on an answer that somebody saw: it does not count among those that go out alone.
    """
    within = [one for one in said if after < one.at and (until is None or one.at <= until)]
    all_of = list(_few_of_each(within, per_customer))
    alone = [one for one in all_of if one.alone and one.kind != "kept"]
    people = [one for one in all_of if one.kind != CUSTOMERS]
    back = [one for one in alone if one.kind == CUSTOMERS]
    shares = [one.edited for one in all_of if one.edited is not None]
    return Tally(
        agreed=sum(one.agrees for one in all_of), of=len(all_of),
        alone_agreed=sum(one.agrees for one in alone), alone_of=len(alone),
        edited=sum(shares) / len(shares) if shares else None,
        grave=sum(one.grave and one.kind != CUSTOMERS for one in alone),
        cleared=sum(one.agrees and one.kind == "console" for one in alone),
        against=tuple(one.kind for one in people if not one.agrees),
        alone_against=tuple(one.kind for one in alone if one.kind != CUSTOMERS and not one.agrees),
        customers=_customers(one for one in all_of if one.agrees),
        alone_customers=_customers(one for one in alone if one.agrees),
        returned=_customers(back), disputes=_customers(one for one in back if one.grave),
    )  # fmt: skip


def _few_of_each(said: Iterable[Evidence], per_customer: int) -> Iterator[Evidence]:
    """One piece of each conversation and a few of each customer, those that speak against the answer first.

    So nobody lifts a class by writing often, and what was wrong is not hidden behind what was right.
    """
    cases: set[str] = set()
    left: defaultdict[str, int] = defaultdict(lambda: per_customer)
    for one in sorted(said, key=lambda one: (one.agrees, not one.grave, _rank(one), one.at)):
        case = one.case or one.mail_id
        if case not in cases and left[one.customer] > 0:
            left[one.customer] -= 1
            cases.add(case)
            yield one


def _customers(said: Iterable[Evidence]) -> int:
    return len({one.customer for one in said})


def _rank(one: Evidence) -> int:
    return _STRENGTH.index(one.kind)
