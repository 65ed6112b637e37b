"""Whether the mail still is what the model is good at: drift."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from triage.app import store_url
from triage.cli.console import clean, emit, paper, screen
from triage.cli.options import ConfigOption, find_shop
from triage.config import Config
from triage.edges import models as registry
from triage.edges.clock import SystemClock
from triage.edges.store import Database, open_to_read
from triage.edges.store.judged import judged
from triage.model.drift import ENOUGH, REST, Drift, Shift
from triage.monitor import DAYS, EARLIER, Learnt, Measure, Report, advice, look_back

_MOST_DAYS = 3650
_WORDS = {
    "intent": "intents", "urgency": "urgencies", "language": "languages", "confidence": "mean confidence",
    "trust": "mean trust", "unknown_words": "unknown words", "below_draft_bound": "too unsure to draft",
    "unsupported_language": "unanswered languages", "corrected": "moved by agents",
}  # fmt: skip
_COLOURS = {Drift.CHANGED: "bold red", Drift.WATCH: "yellow", Drift.TOO_FEW: "dim"}
_SUMMARY = {
    Drift.CHANGED: f"changed: label {ENOUGH} of these mails and train again",
    Drift.WATCH: "watch: something moved, but not far",
    Drift.AS_BEFORE: "as before: nothing moved that chance does not explain",
}
_TRAINING = {
    Drift.AS_BEFORE: "alike", Drift.WATCH: "somewhat unlike", Drift.CHANGED: "unlike",
}  # fmt: skip
_LEAST_P = 0.001
_MOVERS, _TOLD = 3, 0.01  # classes named of a mix, and the least change of a share that is worth a word


def add_to(app: typer.Typer) -> None:
    """Hang this command into the program."""
    app.command("drift", epilog="Example: triage drift --days 30")(drift)


def drift(
    days: Annotated[
        int, typer.Option(min=1, max=_MOST_DAYS, help="How many days are lately; four times as many are before.")
    ] = DAYS,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    config: ConfigOption = None,
) -> None:
    """Compare what was judged lately with what was judged before, and with what the model learnt from.

    Only people's mails that the newest model judged count. The shift is the population stability index beyond chance:
    0.1 is to be watched, 0.25 is a change. Nothing is written, and nothing of a customer is shown.
    """
    settings = find_shop(config)
    database = open_to_read(store_url(settings))
    try:
        with screen.status("Reading what was judged"):
            report = look(settings, database, days)
    finally:
        if database is not None:
            database.close()
    if as_json:
        emit(json.dumps(_as_json(report, days), ensure_ascii=False))
    else:
        _show(report)


def look(settings: Config, database: Database | None, days: int = DAYS, at_most: int | None = None) -> Report:
    """The report on a shop's store; of more than about `at_most` mails a part is drawn. Raises Unavailable."""
    now, safety = SystemClock().now(), settings.safety
    rows = judged(database, now - timedelta(days=days * (1 + EARLIER)), at_most) if database else ()
    cards = registry.Registry(settings.path(settings.folders.models)).cards

    def learnt(model: str) -> Learnt | None:
        card = next((card for card in cards() if card.version == model), None)
        return Learnt(labels=card.rows_by_label, languages=card.rows_by_language) if card else None

    return look_back(
        rows, now, days, draft_bound=safety.draft_confidence, languages=safety.languages, learnt=learnt,
    )  # fmt: skip


def _as_json(report: Report, days: int) -> dict[str, Any]:
    return {
        "verdict": report.verdict.value, "model": report.model, "days": days, "now": report.now.isoformat(),
        "since": report.since.isoformat(), "earlier_since": report.earlier_since.isoformat(),
        "mails": report.mails, "mails_before": report.mails_before, "mails_of_other_models": report.others,
        "measures": [_measure_as_json(one) for one in report.measures], "next": list(advice(report)),
    }  # fmt: skip


def _measure_as_json(one: Measure) -> dict[str, Any]:
    found = one.shift
    return {
        "name": one.name, "kind": one.kind, "against": one.against, "verdict": one.verdict.value,
        "before": one.before, "lately": one.lately, "interval_95": one.interval,
        "mails_before": one.mails_before, "mails": one.mails, "needed_before": one.needed[0], "needed": one.needed[1],
        "psi": found and found.index, "psi_by_chance": found and found.chance, "p": found and found.p,
        "moved": [asdict(moved) for moved in found.moved] if found and one.kind == "mix" else [],
    }  # fmt: skip


def _show(report: Report) -> None:
    page = paper()
    if not report.model:
        page.print(f"No mail was judged since {report.earlier_since:%d %b %Y}: there is nothing to compare yet.")
        return
    page.print(Text.assemble("Mail that model ", (clean(report.model, 40), "bold"), " judged"))
    page.print(f"  lately  since {report.since:%d %b %Y}: {report.mails:,} mails")
    page.print(f"  before  since {report.earlier_since:%d %b %Y}: {report.mails_before:,} mails")
    if report.others:
        page.print(f"  left out: {report.others:,} mails that another model judged")
    page.print(Text(_summary(report), style=_COLOURS.get(report.verdict, "green")))
    page.print()
    _show_measures(page, report, "earlier")
    page.print()
    if any(one.against == "training" for one in report.measures):
        page.print("Beside the rows that the model learnt from, which cover every class on purpose:")
        _show_measures(page, report, "training")
    else:
        page.print("The model is not in the models folder any more, so its rows are not compared.")
    _show_advice(page, report)


def _summary(report: Report) -> str:
    if report.verdict is not Drift.TOO_FEW:
        return _SUMMARY[report.verdict]
    missing = _missing(max(0, ENOUGH - report.mails_before), max(0, ENOUGH - report.mails))
    return f"too few mails to tell: {missing} are needed; --days looks further back"


def _show_measures(page: Console, report: Report, against: str) -> None:
    told = [one for one in report.measures if one.against == against]
    table = Table("", "before", "lately", "shift", "p", "", box=None, padding=(0, 2, 0, 0))
    for one in told:
        table.add_row(f"  {_WORDS[one.name]}", *_row(one))
    page.print(table)
    for one in told:
        if one.kind == "mix" and one.shift and one.verdict in {Drift.WATCH, Drift.CHANGED}:
            page.print(Text(f"  moved most of {_WORDS[one.name]}:"))
            for line in _movers(one.shift):
                page.print(line)


def _row(one: Measure) -> tuple[str | Text, ...]:
    before, lately = _figure(one, one.before), _figure(one, one.lately)
    if one.interval is not None and one.mails:
        lately += " ({:.1%}-{:.1%})".format(*one.interval)
    if one.shift is None:
        return before, lately, "", "", Text(_missing(*one.needed), style="dim")
    words, colour = one.verdict.value, _COLOURS.get(one.verdict, "green")
    if one.against == "training":
        words, colour = _TRAINING[one.verdict], ""
    p = f"{one.shift.p:.3f}" if one.shift.p >= _LEAST_P else f"<{_LEAST_P}"
    return before, lately, f"{one.shift.beyond:.2f}", p, Text(words, style=colour)


def _figure(one: Measure, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if one.name in {"confidence", "trust"} else f"{value:.1%}"


def _missing(before: int, lately: int) -> str:
    """How many mails are missing on each side, in words."""
    sides = ((lately, "lately"), (before, "before"))
    return " and ".join(f"{mails:,} more {side}" for mails, side in sides if mails)


def _movers(found: Shift) -> Iterator[Text]:
    """The classes that moved most."""
    far = [one for one in found.moved if one.label != REST and abs(one.lately - one.before) >= _TOLD]
    for one in far[:_MOVERS]:
        yield Text(f"    {clean(one.label, 30):24} {one.before:6.1%} → {one.lately:.1%}")


def _show_advice(page: Console, report: Report) -> None:
    said = advice(report)
    if said:
        page.print("\nWhat to do next")
        listed = Table.grid(padding=(0, 1))
        for number, sentence in enumerate(said, 1):
            listed.add_row(f"  {number}.", Text(clean(sentence)))
        page.print(listed)
