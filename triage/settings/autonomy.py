"""How a class of mails earns what a machine may do alone, and how it loses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from triage.settings.strict import STRICT


@dataclass(frozen=True, kw_only=True, slots=True)
class Autonomy:
    """What agents must have done with the answers of a class (an intent in a language) before it goes further."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    raise_by: Literal["command", "itself"] = "command"  # who lifts a class that has earned it; it falls by itself
    draft_mails: int = 20  # answers that a person has judged, from shadow to draft
    draft_agreement: float = 0.8  # share of them that were right, at least this much with 95 % confidence
    auto_mails: int = 50  # of mails that a machine would have answered alone, from draft to auto
    auto_agreement: float | None = None  # None: what [safety] wrong_share leaves, so 0.99
    customers: int = 10  # different customers whose answers were right, before either step
    per_customer: int = 2  # answers to one customer that count; of one conversation never more than one
    most_edited: float = 0.15  # a sent draft with more of its words changed was not right, nor one whose facts were
    fall_after: int = 2  # wrong answers ...
    fall_days: float = 7  # ... within so many days, and the class falls by one level
    back_days: float = 7  # who writes again so soon was not helped; a class that one dispute takes rests as long
    window_days: float = 180  # older answers say nothing
