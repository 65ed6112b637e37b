"""The agreement of two people as a page in the notebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from triage.domain import Example
from triage.edges.labelling.journal import standing
from triage.edges.labelling.work import Entry, Kind, Labels
from triage.model.agreement import Agreement, agreement

_UNNAMED = "the first"
_WORST = 8  # labels and pairs shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Agreement by the two people's names, the first labeller's and the second's."""

    by_people: Mapping[tuple[str, str], Agreement]

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        if not self.by_people:
            return "<p>No row has a second label yet: open_second(labeller)</p>"
        return "".join(_section(people, found) for people, found in self.by_people.items())


def compared(entries: Iterable[Entry]) -> Report:
    """Figures of all second, blind labels beside the first ones."""
    pairs: defaultdict[tuple[str, str], list[tuple[Example, Example]]] = defaultdict(list)
    for entry in standing(entries):
        if entry.kind is Kind.SECOND and entry.was and entry.now:
            pairs[entry.was_by or _UNNAMED, entry.labeller].append((_example(entry.was), _example(entry.now)))
    return Report(by_people={people: agreement(found) for people, found in sorted(pairs.items())})


def _example(labels: Labels) -> Example:
    return Example(subject="", body="", intent=labels.intent, also=labels.also, urgency=labels.urgency)


def _section(people: tuple[str, str], found: Agreement) -> str:
    first, second = map(escape, people)
    figures = [
        ("intent", _percent(found.intent_share), _kappa(found.intent_kappa)),
        ("urgency", _percent(found.urgency_share), f"{_kappa(found.urgency_kappa)} (weighted)"),
        ("also (F1)", _percent(found.also_f1), ""),
    ]
    worst = [(escape(label), _percent(share)) for label, share in [*found.by_label.items()][:_WORST] if share < 1]
    mixed = [(escape(one), escape(other), f"{rows}") for one, other, rows in found.disagreements[:_WORST]]
    return (
        f"<h4>{first} and {second}: {found.rows:,} mails</h4>"
        + _table(("", "the same", "Cohen's kappa"), figures)
        + _table(("least agreement", "the same"), worst)
        + _table((f"{first} said", f"{second} said", "mails"), mixed)
        + ("<p>To settle what differs: labelling.open_third()</p>" if mixed else "")
    )


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Nothing for no rows."""
    head = "".join(f'<th style="text-align:left">{name}</th>' for name in names)
    body = ("".join(f'<td style="text-align:left">{cell}</td>' for cell in row) for row in rows)
    lines = "".join(f"<tr>{row}</tr>" for row in (head, *body))
    return (
        f'<table style="display:inline-table;margin:0 28px 12px 0;vertical-align:top">{lines}</table>' if rows else ""
    )


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _kappa(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
