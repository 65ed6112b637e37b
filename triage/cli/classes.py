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
from triage.domain import Level, Register
from triage.edges.store.standings import class_sizes
from triage.policy.autonomy import auto_agreement, never_beyond, outlook, percent, verdict_on
from triage.policy.classes import (
    BACK,
    LEVELS,
    UNCONFIRMED,
    Back,
    Candidate,
    Fall,
    Raise,
    Stay,
    candidates,
)
from triage.policy.classes import candidate as candidate_of
from triage.policy.standings import told_together
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
            said = verdict_on(one, view.policy, view.now)
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
    page.print(Text(f"{view.mailbox.name}: the settings say {_settings(view.policy)}", "bold"))
    if not shown:
        page.print("Nothing is known yet: no mail with an answer of the machine has come.")
    else:
        page.print(_table(view, shown, sizes))
    if left := len(rows) - len(shown):
        page.print(f"and {left} {'class' if left == 1 else 'classes'} without mail (--all shows them)")
    for part in (list(_reasons(rows)), list(_legend(view, shown))):
        page.print(*(Text(clean(line)) for line in ("", *part) if part), sep="\n", end="\n" if part else "")


def _legend(view: View, shown: Sequence[Candidate]) -> Iterator[str]:
    """What the columns say; nothing where nothing was judged."""
    rules, auto = view.policy.autonomy, percent(auto_agreement(view.policy))
    if any(one.ever.of for one in shown):
        yield f"right: of the answers that were judged in {rules.window_days:g} days"
        yield f"customers: different ones with a right answer; {rules.customers} are needed"
        yield f"proven: the share that is surely right; draft wants {percent(rules.draft_agreement)}, auto {auto}"
        yield "next: right answers that are missing"
    if any(isinstance(verdict_on(one, view.policy, view.now), Raise) for one in shown):
        yield "earned: " + ("it rises by itself" if rules.raise_by == "itself" else "triage autonomy raise gives it")


def _is_of_note(one: Candidate) -> bool:
    """Whether somebody said something of it; the breaker and drift speak of every class."""
    return bool(one.ever.of) or (one.held is not None and one.held.by not in {"breaker", "drift"})


def _settings(policy: Policy) -> str:
    """What the settings say of levels.

    >>> from triage.settings import Policy
    >>> _settings(Policy(levels={"refund": Level.AUTO, "feedback": Level.AUTO}))
    'auto for feedback and refund, else shadow'
    """
    named = [(level, sorted(one for one, of in policy.levels.items() if of is level)) for level in reversed(LEVELS)]
    parts = [
        f"{level.value} for {_listed(intents)}"
        for level, intents in named
        if intents and level is not policy.default_level
    ]
    return (
        f"{', '.join(parts)}, else {policy.default_level.value}" if parts else f"{policy.default_level.value} for all"
    )


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _table(view: View, shown: Sequence[Candidate], sizes: dict[tuple[str, str], int]) -> Table:
    table = Table("class", "level", "mails", "right", "customers", "proven", "next", box=None, padding=(0, 1, 0, 0))
    for one in shown:
        of = (one.intent, one.language)
        table.add_row(
            Text(clean(" ".join(of), 28)), Text(one.level.value, _COLOURS[one.level]), f"{sizes.get(of, 0):,}",
            *_figures(view, one),
        )  # fmt: skip
    return table


def _figures(view: View, one: Candidate) -> tuple[str | Text, ...]:
    ahead, ever = outlook(one, view.policy), one.ever
    if ahead is None:
        return f"{ever.alone_agreed}/{ever.alone_of}", str(ever.alone_customers), "yes", ""
    right, few = f"{ahead.agreed}/{ahead.of}", ahead.customers < ahead.customers_wanted
    if never_beyond(one.intent, one.language, one.level, view.policy):
        return right, str(ahead.customers), "", Text("a person's", "dim")
    said = verdict_on(one, view.policy, view.now)
    missing = Text(_missing(one, ahead.to, said), "green" if isinstance(said, Raise | Back) else "")
    customers = f"{ahead.customers} of {ahead.customers_wanted}" if few else str(ahead.customers)
    return right, customers, f"{ahead.least:.0%}", missing


def _missing(one: Candidate, to: Level, said: Raise | Fall | Back | Stay) -> str:
    """What is missing to the next level; on auto, to its proof."""
    next_one = "proof" if one.level is to else to.value
    if isinstance(said, Raise | Back):
        return f"{next_one} earned"
    if isinstance(said, Fall):
        return f"falls to {said.to.value}"
    if said.rests and one.rests_until:
        return f"rests to {one.rests_until:%d %b}"
    return f"{said.missing} for {next_one}" if said.missing is not None else "out of reach"


def _how(one: Candidate) -> str:
    """Whether a level is the settings' own, or was earned, lost, given back, or set by hand."""
    if one.held is None:
        return "settings"
    if one.held.by == "person":
        return "by hand"
    if one.held.by == BACK:
        return "given back"
    return "earned" if LEVELS.index(one.held.level) >= LEVELS.index(one.held.base) else "lost"


def _reasons(rows: Iterable[Candidate]) -> Iterator[str]:
    """Why classes stand elsewhere than the settings say; those with the same reason together."""
    held = [one for one in rows if one.held]
    for (level, why), classes in told_together(one.held for one in held if one.held):
        since = min(one.held.at for one in held if one.held and (one.held.level.value, one.held.why) == (level, why))
        yield f"{_few(classes)}: {level} since {since:%d %b}, {why}"
    if any(one.held and one.held.by in UNCONFIRMED for one in rows):
        yield "If an answer that a customer complained of was right: triage autonomy verdict ID yes"


def _few(classes: Sequence[str]) -> str:
    rest = f" and {len(classes) - 3} more" if len(classes) > 3 else ""
    return ", ".join(classes[:3]) + rest


def _document(view: View, one: Candidate, mails: int) -> dict[str, Any]:
    ahead, said, held = outlook(one, view.policy), verdict_on(one, view.policy, view.now), one.held
    return {
        "mailbox": view.mailbox.name, "intent": one.intent, "language": one.language, "level": one.level.value,
        "settings": view.policy.level(one.intent).value, "how": _how(one), "proven": one.proven,
        "since": held and held.at.isoformat(), "by": held and held.by, "why": held and held.why, "mails": mails,
        "judged": one.ever.of, "right": one.ever.agreed, "judged_alone": one.ever.alone_of,
        "right_alone": one.ever.alone_agreed, "edited": one.ever.edited, "next": ahead and ahead.to.value,
        "at_least": ahead and ahead.least, "wanted": ahead and ahead.wanted, "missing": ahead and ahead.missing,
        "customers": ahead and ahead.customers, "customers_wanted": ahead and ahead.customers_wanted,
        "rests_until": one.rests_until and one.rests_until.isoformat(),
        "verdict": type(said).__name__.lower(), "verdict_why": said.why,
    }  # fmt: skip
