"""The nouns, in the order in which a mail meets them.

RawMail --parse--> Mail --judge--> Verdict --decide--> Decision --plan--> Action... --perform--> Receipt

All are frozen, keyword-only and complete at birth. Times are timezone-aware UTC.
"""

from triage.domain.deeds import Action, ActionKind, Claim, Outcome, Plan, Receipt, State
from triage.domain.learning import Correction, Example
from triage.domain.mail import (
    Address,
    Amount,
    Attachment,
    Cursor,
    Mail,
    Origin,
    RawMail,
    TrackingNumber,
    conversation_token,
    mail_id,
)
from triage.domain.meaning import Decision, Facts, Hit, Level, Parcel, Verdict

__all__ = [
    "Action",
    "ActionKind",
    "Address",
    "Amount",
    "Attachment",
    "Claim",
    "Correction",
    "Cursor",
    "Decision",
    "Example",
    "Facts",
    "Hit",
    "Level",
    "Mail",
    "Origin",
    "Outcome",
    "Parcel",
    "Plan",
    "RawMail",
    "Receipt",
    "State",
    "TrackingNumber",
    "Verdict",
    "conversation_token",
    "mail_id",
]
