"""What `triage status` begins with: what a person must do now, the gravest first, and where to look for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from triage.accounts import Mailbox
from triage.config import Config
from triage.domain import Case
from triage.edges.store.report import Open, Owed, Summary
from triage.policy.calendars import calendar
from triage.policy.case_words import by_clock, counted, standing_words
from triage.policy.clocks import standing

_NAMED = 3  # cases that a line names; a list has more


def concerns(found: Summary, owed: Owed, config: Config, now: datetime) -> Iterator[str]:
    """Lines with "!" cannot wait, those with "-" can. Where there is neither, one calm line."""
    lines = [*_grave(found, owed, config, now), *_mild(owed, config, now)]
    if not lines:
        yield _calm(owed, config, now)
        return
    yield from lines
    if owed.cases or owed.drafts:
        yield from (f"  {line}" for line in _where(config.mailbox))


def _grave(found: Summary, owed: Owed, config: Config, now: datetime) -> Iterator[str]:
    late = _standing(owed.cases, "overdue", config, now)
    if late:
        critical = sum(case.urgency == "critical" for case in late)
        yield f"! {_so_many(len(late), 'case')} overdue{_critical(critical, len(late))}: triage cases --overdue"
    if owed.broken:
        names = [case[:10] for case in owed.broken[:_NAMED]]
        more = f" and {len(owed.broken) - _NAMED} more" if len(owed.broken) > _NAMED else ""
        what = "1 promise is" if len(owed.broken) == 1 else f"promises in {len(owed.broken)} cases are"
        yield f"! {what} broken, and nobody has written since: triage cases show {', '.join(names)}{more}"
    yield from _went_wrong(found.needs_person)
    for mailbox, why in found.breakers.items():
        yield f"! automatic sending is stopped for {mailbox}: {why}; look, then: triage resume {mailbox}"


def _so_many(number: int, what: str) -> str:
    return f"{counted(number, what)} {'is' if number == 1 else 'are'}"


def _critical(critical: int, of: int) -> str:
    if not critical:
        return ""
    return ", and critical" if critical == of == 1 else f", {critical} of them critical"


def _went_wrong(items: Sequence[Open]) -> Iterator[str]:
    if items:
        kinds = Counter(item.what for item in items)
        words = ", ".join(f"{number} {what}" for what, number in kinds.items())
        yield f"! {words}: see below"


def _mild(owed: Owed, config: Config, now: datetime) -> Iterator[str]:
    soon = _standing(owed.cases, "soon", config, now)
    if soon:
        yield f"- {_so_many(len(soon), 'case')} due soon, the next {standing_words(soon[0], now)}: triage cases"
    if owed.drafts:
        lies = "lies" if owed.drafts == 1 else "lie"
        yield f"- {counted(owed.drafts, 'draft')} {lies} in Drafts, for a person to read and send"
    if owed.held:
        what = counted(owed.held, "automatic reply", "automatic replies")
        yield f"- {what} not sent yet: held back by a cap or the mail server, or no `triage run` is at work"


def _standing(cases: Sequence[Case], wanted: str, config: Config, now: datetime) -> list[Case]:
    days = calendar(config.shop, config.holidays, config.season)
    return [case for case in cases if case.due and standing(case.due, now, config.waiting, days) == wanted]


def _calm(owed: Owed, config: Config, now: datetime) -> str:
    first = next((case for case in owed.cases if case.due), None)
    if first is None or first.due is None:
        return "nothing waits for a person"
    at = by_clock(first.due, ZoneInfo(config.shop.timezone), now)
    what = f"{_so_many(len(owed.cases), 'case')} open, the next {standing_words(first, now)} ({at})"
    return f"nothing is overdue, broken or held back; {what}"


def _where(mailboxes: Sequence[Mailbox]) -> Iterator[str]:
    """Where the mails themselves are: only a mailbox that sorts has queue folders."""
    for mailbox in mailboxes:
        name = f"{mailbox.name}: " if len(mailboxes) > 1 else ""
        yield (
            name
            + {
                "move": f"the mails lie in the folders {mailbox.queue_root}/…",
                "tag": f"the mails lie in {mailbox.folder} with keywords such as triage-critical and triage-overdue",
                "off": f"the mails lie in {mailbox.folder}, without keywords",
            }[mailbox.routing]
        )
