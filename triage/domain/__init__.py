"""The nouns, in the order in which a mail meets them.

RawMail --parse--> Mail --judge--> Verdict --decide--> Decision --plan--> Action... --perform--> Receipt

All are frozen, keyword-only and complete at birth. Times are timezone-aware UTC.
"""

from triage.domain.carried import Arrivals, Corrected, History, Register, Thought
from triage.domain.cases import Award, AwardState, Case, CaseState, Event, Promise
from triage.domain.deeds import MAILED, Action, ActionKind, Claim, Outcome, Plan, Receipt, State, Step
from triage.domain.learning import Correction, Evidence, Example, Judged, Shown, Standing
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
from triage.domain.meaning import Decision, Earned, Facts, Hit, Level, Parcel, Verdict

__all__ = [
    "MAILED",
    "Action",
    "ActionKind",
    "Address",
    "Amount",
    "Arrivals",
    "Attachment",
    "Award",
    "AwardState",
    "Case",
    "CaseState",
    "Claim",
    "Corrected",
    "Correction",
    "Cursor",
    "Decision",
    "Earned",
    "Event",
    "Evidence",
    "Example",
    "Facts",
    "History",
    "Hit",
    "Judged",
    "Level",
    "Mail",
    "Origin",
    "Outcome",
    "Parcel",
    "Plan",
    "Promise",
    "RawMail",
    "Receipt",
    "Register",
    "Shown",
    "Standing",
    "State",
    "Step",
    "Thought",
    "TrackingNumber",
    "Verdict",
    "conversation_token",
    "mail_id",
]
