"""What the model learns from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """An agent's word against the model's: the mail was moved to another queue, or relabelled."""

    mail_id: str
    at: datetime
    from_queue: str
    to_queue: str
    intent: str = ""  # the intent the person meant, where the queue says it
    urgency: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One labelled mail. `writer` groups rows of one hand, so that a split can hold whole people out."""

    subject: str
    body: str
    intent: str
    also: tuple[str, ...] = ()
    urgency: str = ""
    language: str = ""
    writer: str = ""
    source: str = "starter"  # starter, shop, correction, notebook
    weight: float = 1.0
