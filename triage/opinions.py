"""What people's deeds say of the machine's answers, noted as they are seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from triage.desk import Desk
from triage.domain import Case, Decision, Evidence, Facts, Mail, Thought
from triage.errors import ConfigError
from triage.facts import read_with
from triage.labels import MARKETS
from triage.policy.evidence import of_move, of_sent, of_shadow
from triage.policy.plan import reply_to
from triage.policy.written import region_of, when
from triage.policy.zones import zone_of
from triage.settings import QueueRule


def heard(desk: Desk, case: Case, mail: Mail, now: datetime) -> None:
    """An agent has answered: did she send what lay before her, or in shadow the same as the machine would have?"""
    shown = desk.standings.shown(case)
    if shown is None:
        return
    frame = desk.templates.frame(case.language)
    if shown.draft is None:
        said = _in_shadow(desk, case, shown.decision, mail, frame, now)
    else:
        moments = tuple(_moments(desk, case, shown.decision))
        most = desk.policy.autonomy.most_edited
        said = of_sent(shown, mail.new_text, frame, now, most, locale=case.language, moments=moments)
    if said is not None:
        desk.standings.note(said)


def _in_shadow(
    desk: Desk, case: Case, decision: Decision, mail: Mail, frame: tuple[str, ...], now: datetime
) -> Evidence | None:
    """Her answer against the one that was not written; None where it can be no more, or the records say else now."""
    raw = desk.cases.newest(case)
    answered = case.agent_at is not None and case.agent_at >= case.customer_at
    if raw is None or raw.id != decision.mail_id or answered:
        return None
    (thought,) = desk.engine.think([raw])
    if not isinstance(thought, Thought):
        return None
    read, facts = read_with(desk, thought.mail, now)
    ours = _would_be(desk, read, decision, facts) if facts.parcel_state == decision.parcel_state else ""
    return of_shadow(decision, ours, mail.new_text, frame, now, locale=case.language) if ours else None


def _would_be(desk: Desk, mail: Mail, decision: Decision, facts: Facts) -> str:
    """The words that the machine would have sent; "" where they cannot be written."""
    try:
        return reply_to(mail, decision, facts, desk.policy, desk.templates, decision.at, automatic=False).text
    except ConfigError:
        return ""


def _moments(desk: Desk, case: Case, decision: Decision) -> Iterator[str]:
    """Days and times by which the draft may say that a person writes, in every way in which it may be written."""
    parcel = desk.lookup.parcel(case.order) if case.order else None
    shop, zones = desk.policy.shop, desk.policy.zones
    clocks = {zone_of(country, shop, zones) for country in ("", parcel.country if parcel else "")}
    habits = {region_of(case.language, market) for market in MARKETS}
    times = (decision.answer_by or decision.at + timedelta(hours=shop.answer_hours), decision.update_by)
    for at in filter(None, times):
        for moment in (when(at, zone, region) for zone in clocks for region in habits):
            yield from (moment.day, moment.time)


def moved(desk: Desk, mail_id: str, to: QueueRule) -> None:
    """An agent has moved a mail to this queue."""
    decision = desk.journal.decision(mail_id)
    said = of_move(decision, to, desk.clock.now()) if decision is not None else None
    if said is not None:
        desk.standings.note(said)
