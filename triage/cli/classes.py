"""Where the classes of a mailbox stand, as a table, as JSON and in a few lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.table import Table
from rich.text import Text

from triage.accounts import Mailbox
from triage.app import Store
from triage.cli.console import clean, emit, paper
from triage.cli.options import known_mailbox
from triage.config import Config
from triage.domain import Level
from triage.edges.store.standings import class_sizes
from triage.policy.autonomy import (
    LEVELS,
    Candidate,
    Fall,
    Raise,
    Stay,
    candidates,
    never_beyond,
    outlook,
    percent,
    verdict_on,
)
from triage.policy.autonomy import candidate as candidate_of
from triage.policy.standings import told_together
from triage.ports import Register
from triage.settings import Policy

_COLOURS = {Level.AUTO: "green", Level.DRAFT: "yellow", Level.SHADOW: "dim"}


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A mailbox as these commands see it."""

    mailbox: Mailbox
    policy: Policy
    register: Register
    found: tuple[Candidate, ...]
    store: Store
    now: datetime

    def of(self, intent: str, language: str) -> Candidate:
        """One class, also one of which nothing is known yet."""
        known = (one for one in self.found if (one.intent, one.language) == (intent, language))
        return next(known, None) or candidate_of((intent, language), (), None, self.policy, self.now)


def views(settings: Config, store: Store, mailbox: str) -> Iterator[View]:
    """The mailbox of this name, or all for "". Raises BadParameter for one that is not there."""
    boxes = (known_mailbox(settings, mailbox),) if mailbox else settings.mailbox
    for box in boxes:
        policy, now = settings.policy(box, store.instance), datetime.now(UTC)
        register = store.standings.register(box.name, now - timedelta(days=policy.autonomy.window_days))
        found = candidates(register.evidence, register.standings, policy, now)
        yield View(mailbox=box, policy=policy, register=register, found=found, store=store, now=now)


def told(settings: Config, store: Store) -> Iterator[str]:
    """Lines for `triage status`: levels that were lost, and those that wait to be given."""
    for view in views(settings, store, ""):
        name = view.mailbox.name
        lost = [one.held for one in view.found if one.held and _how(one) == "lost"]
        for (level, why), classes in told_together(lost):
            yield f"! {name}: {_few(classes)}: only on {level} now, {why}; see: triage autonomy"
        for one in view.found:
            said = verdict_on(one, view.policy)
            if isinstance(said, Raise) and said.to is not one.level:
                yield (
                    f"{name}: {one.intent} in {one.language} has earned {said.to.value}; "
                    f"give it: triage autonomy raise {one.intent} {one.language}"
                )


def show_classes(view: View, *, everything: bool, as_json: bool) -> None:
    """Print the classes of a mailbox; those without mail only with `everything`."""
    since = view.now - timedelta(days=view.policy.autonomy.window_days)
    sizes = class_sizes(view.store.database, view.mailbox.name, since)
    known = {(one.intent, one.language) for one in view.found}
    rows = [view.of(*of) for of in sorted(known | sizes.keys())]
    shown = [one for one in rows if everything or (one.intent, one.language) in sizes or _is_of_note(one)]
    if as_json:
        for one in shown:
            emit(json.dumps(_document(view, one, sizes.get((one.intent, one.language), 0)), ensure_ascii=False))
        return
    page = paper()
    page.print(Text(f"{view.mailbox.name}: {_settings(view.policy)}", "bold"))
    if not shown:
        page.print("Nothing is known yet: no mail with an answer of the machine has come.")
    else:
        page.print(_table(view, shown, sizes))
    if left := len(rows) - len(shown):
        page.print(f"and {left} {'class' if left == 1 else 'classes'} without mail (--all shows them)")
    for line in _reasons(rows):
        page.print(Text(clean(line)))


def _is_of_note(one: Candidate) -> bool:
    """Whether somebody said something of it; the breaker and drift speak of every class."""
    return bool(one.ever.of) or (one.held is not None and one.held.by in {"person", "evidence"})


def _settings(policy: Policy) -> str:
    who = "rise by themselves" if policy.autonomy.raise_by == "itself" else "rise by `triage autonomy raise`"
    return f"the settings begin at {policy.default_level.value}, classes {who}"


def _table(view: View, shown: Sequence[Candidate], sizes: dict[tuple[str, str], int]) -> Table:
    table = Table("class", "level", "since", "mails", "right", "edited", "at least", "next", "missing", box=None,
                  padding=(0, 1, 0, 0))  # fmt: skip
    for one in shown:
        of = (one.intent, one.language)
        table.add_row(
            Text(clean(" ".join(of), 28)), Text(one.level.value, _COLOURS[one.level]), _since(one),
            f"{sizes.get(of, 0):,}", *_figures(view, one),
        )  # fmt: skip
    return table


def _figures(view: View, one: Candidate) -> tuple[str | Text, ...]:
    edited = "" if one.ever.edited is None else f"{one.ever.edited:.0%}"
    ahead = outlook(one, view.policy)
    if ahead is None:
        return f"{one.ever.alone_agreed}/{one.ever.alone_of}", edited, "", "", Text("proven", "green")
    right = f"{ahead.agreed}/{ahead.of}"
    if never_beyond(one.intent, one.language, one.level, view.policy):
        return right, edited, "", "", Text("as far as it goes", "dim")
    said = verdict_on(one, view.policy)
    missing = Text(_missing(said), "green" if isinstance(said, Raise) else "")
    return right, edited, f"{ahead.least:.0%}", f"{ahead.to.value} {percent(ahead.wanted)}", missing


def _missing(said: Raise | Fall | Stay) -> str:
    if isinstance(said, Raise):
        return "earned"
    if isinstance(said, Fall):
        return "it falls"
    return "out of reach" if said.missing is None else f"{said.missing} right"


def _since(one: Candidate) -> str:
    return "" if one.held is None else f"{_how(one)} {one.held.at:%d %b}"


def _how(one: Candidate) -> str:
    """Whether a level is the settings' own, or was earned, lost, or set by hand."""
    if one.held is None:
        return "settings"
    if one.held.by == "person":
        return "by hand"
    return "earned" if LEVELS.index(one.held.level) >= LEVELS.index(one.held.base) else "lost"


def _reasons(rows: Iterable[Candidate]) -> Iterator[str]:
    """Why classes stand elsewhere than the settings say; those with the same reason together."""
    for (level, why), classes in told_together(one.held for one in rows if one.held):
        yield f"  {_few(classes)} on {level}: {why}"


def _few(classes: Sequence[str]) -> str:
    rest = f" and {len(classes) - 3} more" if len(classes) > 3 else ""
    return ", ".join(classes[:3]) + rest


def _document(view: View, one: Candidate, mails: int) -> dict[str, Any]:
    ahead, said, held = outlook(one, view.policy), verdict_on(one, view.policy), one.held
    return {
        "mailbox": view.mailbox.name, "intent": one.intent, "language": one.language, "level": one.level.value,
        "settings": view.policy.level(one.intent).value, "how": _how(one), "proven": one.proven,
        "since": held and held.at.isoformat(), "by": held and held.by, "why": held and held.why, "mails": mails,
        "judged": one.ever.of, "right": one.ever.agreed, "judged_alone": one.ever.alone_of,
        "right_alone": one.ever.alone_agreed, "edited": one.ever.edited, "next": ahead and ahead.to.value,
        "at_least": ahead and ahead.least, "wanted": ahead and ahead.wanted, "missing": ahead and ahead.missing,
        "verdict": type(said).__name__.lower(), "verdict_why": said.why,
    }  # fmt: skip
