"""How cases look to a person: a list by their clocks, and one case with its whole story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from triage.cli.console import clean
from triage.cli.story import sentence
from triage.domain import Case, CaseState, conversation_token
from triage.edges.store.timeline import Entry, Face
from triage.policy.calendars import calendar
from triage.policy.case_words import by_clock, counted, matter, standing_words, whose
from triage.policy.clocks import standing
from triage.settings import Policy

WIDE = 140  # columns of a list, at most
_BROAD = 120  # from so many columns on, what it is about stands beside the customer, not below
_SUBJECT = 60  # columns of a subject
_STYLES = {"overdue": "bold red", "soon": "yellow"}
_NOBODY = Face()


def listing(cases: Sequence[Case], known: Mapping[str, Face], policy: Policy, now: datetime) -> RenderableType:
    """The cases in this order; each as two lines or more, so that nothing of it is cut off."""
    if not cases:
        return Text("no case")
    return Group(_List(cases, known, policy, now), Text(_times(policy), "dim"))


class _List:
    """Chooses its columns when it knows how wide the paper is."""

    def __init__(self, cases: Sequence[Case], known: Mapping[str, Face], policy: Policy, now: datetime) -> None:
        self._cases, self._known, self._policy, self._now = cases, known, policy, now

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        broad = options.max_width >= _BROAD
        heads = ("case", "answer by", "urgency", *(("customer", "about") if broad else ("customer and matter",)))
        table = Table(*heads, box=None, padding=(0, 2, 0, 0), pad_edge=False)
        for column in table.columns[:3]:
            column.no_wrap = True
        for column in table.columns[3:]:
            column.overflow = "fold"  # a long address is broken, never cut off
        for case in self._cases:
            table.add_row(*self._row(case, broad=broad))
        yield table

    def _row(self, case: Case, *, broad: bool) -> Iterator[Text]:
        style = _style(case, self._policy, self._now)
        zone, face = ZoneInfo(self._policy.shop.timezone), self._known.get(case.id, _NOBODY)
        due = by_clock(case.due, zone, self._now) if case.due else ""
        who, about = clean(whose(case, face.address)) or "not known any more", _about(case, face)
        yield Text(f"{case.id[:10]}\n{case.state.value}")
        yield Text.assemble((standing_words(case, self._now), style), "\n", due)
        yield Text.assemble((case.urgency, style), "\n", clean(case.queue))
        yield from (Text(who), Text(about)) if broad else (Text(f"{who}\n{about}"),)


def _about(case: Case, face: Face) -> str:
    subject = clean(face.subject, _SUBJECT)
    return matter(case) + (f" ({case.mails} mails)" if case.mails > 1 else "") + (f' – "{subject}"' if subject else "")


def _style(case: Case, policy: Policy, now: datetime) -> str:
    days = calendar(policy.shop, policy.holidays, policy.season)
    return _STYLES.get(standing(case.due, now, policy.waiting, days), "") if case.due else ""


def _times(policy: Policy) -> str:
    return f"Times are those of {policy.shop.timezone}."


def whole_story(
    case: Case, face: Face, entries: Iterable[Entry], policy: Policy, now: datetime
) -> Iterator[RenderableType]:
    """One case from its head to its last event."""
    zone = ZoneInfo(policy.shop.timezone)
    subject = clean(face.subject, _SUBJECT)
    about = (
        f"{case.urgency}, in {case.queue}: {matter(case)}", f"{case.customer} customer",
        counted(case.mails, "mail"), case.state.value,
    )  # fmt: skip
    yield Text(clean(whose(case, face.address)) or "A customer who is not known any more", "bold")
    yield Text(clean("; ".join(about)) + (f'\n"{subject}"' if subject else ""))
    yield Text(f"case {case.id[:12]}, {conversation_token(case.id)}\n", "dim")
    yield from (Text(line, style) for line, style in _stands(case, policy, zone, now))
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for entry in entries:
        table.add_row(by_clock(entry.at, zone, now), Text(sentence(entry, lambda at: by_clock(at, zone, now))))
    yield Text()
    yield table
    yield Text(f"\n{_times(policy)}", "dim")


def _stands(case: Case, policy: Policy, zone: ZoneInfo, now: datetime) -> Iterator[tuple[str, str]]:
    """Whose turn it is, and until when."""
    if case.state is CaseState.RESOLVED:
        yield "It is closed" + (f" since {by_clock(case.resolved_at, zone, now)}." if case.resolved_at else "."), ""
    elif case.due is None:
        yield "It is the customer's turn.", ""
    else:
        verb = "was to answer" if case.due < now else "answers"
        words = f"A person {verb} by {by_clock(case.due, zone, now)}: {standing_words(case, now)}."
        yield words, _style(case, policy, now)
    if case.next_update is not None and case.next_update != case.due:
        yield f"The customer hears from us by {by_clock(case.next_update, zone, now)}, whoever writes.", ""
    if case.silent and case.state is not CaseState.RESOLVED:
        yield "A person has taken over: the machine writes nothing more in it.", ""
