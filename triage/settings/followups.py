"""Mails that nobody asked for at the moment: reminders, progress, check-backs, apologies, thanks. All off at first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from triage.settings.strict import STRICT

Manner = Literal["off", "draft", "auto"]


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUps:
    """Which follow-ups there are, how they go out, and when. A customer's or an agent's mail cancels what is due."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    silent_customer: Manner = "off"  # we asked for something and heard nothing
    progress_update: Manner = "off"  # a person who has answered still works on it; never more than a draft
    csat: Manner = "off"  # after it was resolved: is it really?
    dispute_apology: Manner = "off"  # after a dispute was closed; never more than a draft
    thank_you: Manner = "off"  # after a good score, with a code where the pool has one
    silent_days: float = 3  # without an answer
    progress_hours: float = 12  # between two updates of an urgent or high case
    progress_days: float = 3  # of the others
    progress_most: int = 5  # updates in one case; then a person must write
    csat_hours: float = 24  # after it was resolved
    apology_hours: float = 24
    good_score: int = 4  # from which on a thank-you goes out, 1 to 5
    thanks_share: float = 0.10  # discount of a thank-you's code
    thanks_days: int = 30  # for which the code is good
    thanks_again_days: int = 90  # one thank-you for each customer in so many days; 0: one for every case
