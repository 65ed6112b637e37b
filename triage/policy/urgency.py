"""The least urgency that words and intents bring with them, whatever the model thinks of the tone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from triage.domain import Verdict
from triage.labels import URGENCIES

# Label contract: disputes, threats, injury, fraud and breaches are critical; a repeated contact is high.
_BY_INTENT: Mapping[str, str] = {"dispute": "critical"}
_BY_GUARD: Mapping[str, str] = {
    "chargeback": "critical",
    "fraud_breach": "critical",
    "injury_safety": "critical",
    "legal": "critical",
    "press_review": "critical",
    "regulator": "critical",
    "self_harm": "critical",
    "violence": "critical",
    "repeated_contact": "high",
    "vulnerable": "high",
}
# Spam speaks of lawyers and reviews too; where the model is sure of it, only harm to people still counts.
_HARM = frozenset({"injury_safety", "self_harm", "violence"})
_SURE = 0.9


def at_least(verdict: Verdict, guards: Iterable[str], alert: float = 1.0) -> Verdict:
    """The verdict with its urgency raised to what its intent and the guards demand, and to critical from a probability
    of it on (`alert`): a false alarm costs a look, a missed one a customer. Probabilities stay the model's.

    >>> calm = Verdict(intent="refund", confidence=0.9, intents={}, urgency="low", urgencies={"low": 1.0})
    >>> at_least(calm, ["chargeback"]).urgency, at_least(calm, []).urgency
    ('critical', 'low')
    """
    if verdict.intent == "other" and verdict.confidence >= _SURE:
        guards = _HARM.intersection(guards)
    chance = verdict.urgencies.get("critical", 0.0)
    alarm = "critical" if chance >= alert else "low"
    floors = [alarm, _BY_INTENT.get(verdict.intent, "low"), *(_BY_GUARD.get(guard, "low") for guard in guards)]
    return replace(verdict, urgency=max((verdict.urgency, *floors), key=URGENCIES.index))
