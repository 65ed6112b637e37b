"""What people's deeds say of the machine's answers, noted as they are seen."""

from __future__ import annotations

from datetime import datetime

from triage.desk import Desk
from triage.domain import Case, Mail
from triage.policy.evidence import of_move, of_sent
from triage.settings import QueueRule


def heard(desk: Desk, case: Case, mail: Mail, now: datetime) -> None:
    """An agent has answered: did she send what lay before her?"""
    shown = desk.standings.shown(case)
    if shown is None:
        return
    frame = desk.templates.frame(case.language)
    said = of_sent(shown, mail.new_text, frame, now, desk.policy.autonomy.most_edited)
    if said is not None:
        desk.standings.note(said)


def moved(desk: Desk, mail_id: str, to: QueueRule) -> None:
    """An agent has moved a mail to this queue."""
    decision = desk.journal.decision(mail_id)
    said = of_move(decision, to, desk.clock.now()) if decision is not None else None
    if said is not None:
        desk.standings.note(said)
