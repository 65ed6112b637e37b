"""Which cases are grave: while one stands, its customer hears from a person alone, whatever else is asked."""

from __future__ import annotations

from triage.domain import CaseState

_ALWAYS = frozenset({"dispute"})
_UNANSWERED = frozenset({"legal_policy"})


def is_grave(intent: str, urgency: str, state: CaseState) -> bool:
    """Whether a case is grave as it stands: a danger, a threat or a dispute until it is resolved; what is urgent, or a
    matter of law, as long as it waits for a person.

    >>> is_grave("product_defect", "critical", CaseState.WAITING), is_grave("order_status", "low", CaseState.OPEN)
    (True, False)
    >>> is_grave("legal_policy", "low", CaseState.OPEN), is_grave("legal_policy", "low", CaseState.WAITING)
    (True, False)
    """
    if state is CaseState.RESOLVED:
        return False
    waits = state is CaseState.OPEN and (urgency == "high" or intent in _UNANSWERED)
    return waits or urgency == "critical" or intent in _ALWAYS
