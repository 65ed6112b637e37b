"""How a class loses its level, and how it gets back what customers alone had taken.

The word of the shop's own people counts at once. Whoever has an address can write an angry mail, so what only customers
say takes no more than it proves, and a person's word undoes it.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from triage.domain import Level
from triage.policy.classes import DISPUTE, LEVELS, RETURNED, Back, Candidate, Fall
from triage.settings import Policy

_WORDS = {
    "console": "a person said no",
    "moved": "moved to another queue",
    "sent": "rewritten before it was sent",
    "kept": "contradicted by an agent's own answer",
}


def fall(one: Candidate, wanted: float, policy: Policy) -> Fall | None:
    """A level is lost by a few wrong answers in a short time that are too large a share of those judged in it.

    `wanted` is the share of right answers that auto asks for.
    """
    if one.level is Level.AUTO and one.lately.grave:
        return Fall(to=Level.DRAFT, why="a person corrected a fact in an answer, or called it wrong")
    if one.level is Level.SHADOW:
        return None
    auto = one.level is Level.AUTO
    people = _of_people(one, wanted if auto else policy.autonomy.draft_agreement, policy)
    return people or (_of_customers(one, wanted, policy) if auto else None)


def _of_people(one: Candidate, wanted: float, policy: Policy) -> Fall | None:
    """Answers that the shop's own people found wrong; beside one of them a customer who came back counts like it."""
    rules, lately, auto = policy.autonomy, one.lately, one.level is Level.AUTO
    against = lately.alone_against if auto else lately.against
    back = lately.returned if auto else 0
    wrong = len(against) + back
    of = wrong + (lately.alone_agreed if auto else lately.agreed)
    if not against or wrong < rules.fall_after or 1 - wrong / of >= wanted:
        return None
    kinds = Counter({_WORDS[kind]: count for kind, count in Counter(against).items()})
    kinds.update({"the customer wrote again": back})
    told = ", ".join(f"{word} ({count})" for word, count in kinds.most_common() if count)
    return Fall(
        to=LEVELS[LEVELS.index(one.level) - 1],
        why=f"{wrong} of {of} judged answers in {rules.fall_days:g} days were wrong: {told}",
    )


def _of_customers(one: Candidate, wanted: float, policy: Policy) -> Fall | None:
    """What customers alone can take: whoever has an address can write an angry mail.

    So they count by heads, not by mails. Enough of them in a short time, and the class waits for a person's word. One
    who threatens with a dispute lets it rest for a while, unless the class has so many right answers that this one
    still leaves the share that auto asks for.
    """
    rules, lately, ever = policy.autonomy, one.lately, one.ever
    of = lately.alone_agreed + lately.returned
    if lately.returned >= rules.fall_after and 1 - lately.returned / of < wanted:
        why = f"{lately.returned} customers wrote again after an automatic answer"
        return Fall(to=Level.DRAFT, why=f"{why}; a person has not looked yet", by=RETURNED)
    wrong = ever.alone_of - ever.alone_agreed
    if lately.disputes and 1 - wrong / ever.alone_of < wanted:
        return Fall(to=Level.DRAFT, why="a customer came back with a dispute after an automatic answer", by=DISPUTE)
    return None


def back(one: Candidate, policy: Policy, now: datetime) -> Back | None:
    """Whether the class gets back what customers alone had taken, because a person cleared them or nobody agreed."""
    if one.held is None or one.cause is None or one.rests_until is None or one.lately.alone_against:
        return None
    if one.lately.cleared and one.cause.returned < policy.autonomy.fall_after and not one.cause.disputes:
        return Back(to=Level.AUTO, why="a person has looked at it: the answer was right")
    if one.held.by == DISPUTE and now >= one.rests_until:
        return Back(
            to=Level.AUTO, why=f"nobody has found an answer wrong in the {policy.autonomy.back_days:g} days since"
        )
    return None
