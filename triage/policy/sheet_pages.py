"""The sheet of the decision matrix as Markdown, and as HTML that needs no other file, runs nothing, asks no server."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from triage.domain import Level
from triage.labels import CUSTOMERS, PARCEL_STATES
from triage.policy.sheet import Care, Cell, Outcome, Sheet, Table, grouped
from triage.policy.sheet_words import ANSWER_NAMES, CUSTOMER_NAMES, INTENT_WORDS, LEVELS

LEAD = (
    "For each kind of request: what happens with a mail, by what the records say of the parcel and by who writes."
    " Rows of your own come first; the rules at the end of this page stand above all rows, and so does the level of a"
    " class, which is what your settings say or what it has earned (triage autonomy)."
)
NUMBER_NOTE = (
    "The text missing_order_number asks for the number of the order; who has named one gets the request's own text"
    " instead. To a sender for whom nobody vouches its words are the same whether the order exists or not."
)
RULES_LEAD = (
    "Before anything is sent alone, every one of these rules is asked. Any that hits leaves the mail to a person, or"
    " leaves a draft at most. A rule hits when:"
)
OWN_LEAD = "Your own rows:"
_MARKED = re.compile(r"([\\`*_\[\]<>|])")  # what Markdown would read as its own

_STYLE = """
:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--page:#f6f8fa;--card:#fff;--edge:#d9dfe5;
--auto:#dafbe1;--auto-ink:#116329;--draft:#fff3c4;--draft-ink:#6b4a00;--person:#ffe2de;--person-ink:#8a1c12;--own:#0550ae}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b1;--page:#0d1117;--card:#161b22;--edge:#30363d;
--auto:#12341d;--auto-ink:#7ee29a;--draft:#3a2d07;--draft-ink:#f0cf6b;--person:#431a16;--person-ink:#ffa79d;--own:#79c0ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:1080px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:28px;line-height:1.2;margin:0 0 6px}h2{font-size:20px;margin:40px 0 4px}h2 small{font-weight:400;color:var(--soft);font-size:13px}
p{margin:0 0 12px;max-width:52em}.lead,.soft{color:var(--soft)}
nav{margin:16px 0 0;line-height:2}nav a{color:var(--ink);text-decoration:none;border:1px solid var(--edge);border-radius:99px;padding:3px 10px;
background:var(--card);font-size:14px;white-space:nowrap}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;min-width:640px;table-layout:fixed;margin:8px 0 0;background:var(--card);border:1px solid var(--edge);font-size:14px}
td,th{padding:8px 10px;text-align:left;vertical-align:top;border:1px solid var(--edge)}
thead th{background:var(--page)}th small,td small{display:block;font-weight:400;color:var(--soft);font-size:12.5px}
tbody th{width:21%;font-weight:500}
.answer{display:inline-block;border-radius:4px;padding:1px 7px;font-weight:600}
.auto{background:var(--auto);color:var(--auto-ink)}.draft{background:var(--draft);color:var(--draft-ink)}
.person{background:var(--person);color:var(--person-ink)}.own{color:var(--own);font-weight:600}
div+div{margin-top:8px}td span:nth-of-type(2){display:block;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 18px;margin:8px 0}dt{font-weight:600}dd{margin:0}
code{font-size:.95em}.rules th:first-child{width:22%}.rules th:last-child{width:16%}
@media (max-width:640px){dl{grid-template-columns:1fr}dd{margin:0 0 8px}}
@media print{:root{--page:#fff;--card:#fff}main{max-width:none;padding:0}nav{display:none}table,dl{break-inside:avoid}h2{break-after:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}body{font-size:11px}table{font-size:10px}}
"""  # noqa: E501


def parcel_words(states: Sequence[str]) -> str:
    """The states of one row of a table.

    >>> parcel_words(("not_shipped", "moving"))
    'not shipped, moving'
    """
    if len(states) == len(PARCEL_STATES):
        return "whatever the parcel does"
    return ", ".join("no order known" if state == "unknown" else state.replace("_", " ") for state in states)


def customer_title(customers: Sequence[str]) -> str:
    """The customers of one column of a table.

    >>> customer_title(("new", "vip"))
    'New, VIP'
    """
    if len(customers) == len(CUSTOMERS):
        return "Every customer"
    names = ", ".join(CUSTOMER_NAMES[customer] for customer in customers)
    return names[0].upper() + names[1:]


def text_of(outcome: Outcome, intents: Sequence[str]) -> str:
    """Which text goes out or waits; "" where a person begins with an empty page."""
    name = outcome.template or (intents[0] if len(intents) == 1 else "")
    said = f"text {name}" if name else "the request's own text"
    return "" if outcome.answer == "person" else said


def care_words(care: Care | None) -> str:
    """Whose mail it is, and by when."""
    if care is None:
        return ""
    return f"queue {care.queue}; a person {care.hours}" + (f" (clock {care.clock})" if care.clock else "")


def folded(table: Table) -> Table:
    """The table with those columns together that differ only in who looks after them; `carers` tells that."""
    columns = [_without_cares(table, place) for place in range(len(table.customers))]
    places = grouped(range(len(columns)), columns.__getitem__)
    together = tuple(tuple(customer for place in group for customer in table.customers[place]) for group in places)
    cells = tuple(zip(*(columns[group[0]] for group in places), strict=True))
    return replace(table, customers=together, cells=cells)


def carers(table: Table) -> Iterator[tuple[str, str]]:
    """Each kind of customer with who looks after it, in words; nothing where that differs from cell to cell."""
    for customers, care in zip(table.customers, table.cares, strict=True):
        if care:
            yield customer_title(customers), care_words(care)


def _without_cares(table: Table, place: int) -> tuple[Cell, ...]:
    """One column; a care that is the same in all of it is left out."""
    column = tuple(cells[place] for cells in table.cells)
    if not table.cares[place]:
        return column
    return tuple(tuple(replace(outcome, care=None) for outcome in cell) for cell in column)


def title(intents: Sequence[str]) -> str:
    """The requests of one table in words."""
    return " · ".join(INTENT_WORDS[intent] for intent in intents)


def level_words(table: Table) -> str:
    """What the levels in the settings let the machine do with these requests; "" where it has no say at all."""
    if not any(outcome.answer != "person" for cells in table.cells for cell in cells for outcome in cell):
        return ""
    said = {level: [i for i, of in zip(table.intents, table.levels, strict=True) if of is level] for level in Level}
    named = {level: f" ({', '.join(intents)})" * (len(set(table.levels)) > 1) for level, intents in said.items()}
    return ". ".join(f"Level {level}{named[level]}: {LEVELS[level]}" for level, intents in said.items() if intents)


# --- Markdown ---------------------------------------------------------------------------------------------------------
def markdown(page: Sheet) -> str:
    """The page as GitHub shows it."""
    lines = ["# What happens with a mail", "", LEAD, "", *_md_own(page)]
    lines += [f"Critical mail always goes to the {_m(care_words(page.critical))}.", ""]
    for table in page.tables:
        lines += [f"## {_m(title(table.intents))}", "", ", ".join(f"`{intent}`" for intent in table.intents), ""]
        lines += [*_md_table(table), *(f"- {_m(words)}" for words in [level_words(table)] if words), ""]
    for heading, words in page.meanings:
        lines += [f"## {heading}", "", *(f"- **{_m(word.replace('_', ' '))}**: {_m(said)}" for word, said in words), ""]
    lines += [NUMBER_NOTE.replace("missing_order_number", "`missing_order_number`"), ""]
    lines += ["## The rules above the tables", "", RULES_LEAD, "", "| rule | it hits when | what it leaves |"]
    lines += ["|---|---|---|", *(f"| `{name}` | {_m(words)} | {left} |" for name, left, words in page.rules)]
    return "\n".join(lines) + "\n"


def _md_own(page: Sheet) -> Iterator[str]:
    if page.own_rows:
        yield from (OWN_LEAD, "", *(f"- {_m(row.name)}" for row in page.own_rows), "")


def _md_table(table: Table) -> Iterator[str]:
    short = folded(table)
    yield f"| The parcel | {' | '.join(_m(customer_title(group)) for group in short.customers)} |"
    yield "|---" * (len(short.customers) + 1) + "|"
    for states, cells in zip(short.states, short.cells, strict=True):
        yield f"| {parcel_words(states)} | {' | '.join(_md_cell(cell, table.intents) for cell in cells)} |"
    yield from ("", *(f"- {_m(customers)}: {_m(words)}" for customers, words in carers(table)))


def _md_cell(cell: Cell, intents: Sequence[str]) -> str:
    return "<br>".join(
        "<br>".join(filter(None, (
            f"{_m(outcome.when)}: " * bool(outcome.when) + f"**{ANSWER_NAMES[outcome.answer]}**",
            _m(text_of(outcome, intents)),
            _m(care_words(outcome.care)),
            f"*{_m(outcome.row)}*" + " (yours)" * outcome.own,
        )))
        for outcome in cell
    )  # fmt: skip


def _m(text: str) -> str:
    return _MARKED.sub(r"\\\1", " ".join(text.split()))


# --- HTML -------------------------------------------------------------------------------------------------------------
def html(page: Sheet) -> str:
    """The page for a browser, light and dark, and for paper."""
    links = "\n".join(
        f'<a href="#{intent}">{_h(INTENT_WORDS[intent])}</a>' for table in page.tables for intent in table.intents
    )
    body = [f"<h1>What happens with a mail to {_h(page.shop)}</h1>", f'<p class="lead">{_h(LEAD)}</p>']
    body += [_html_own(page), f"<p>Critical mail always goes to the <b>{_h(care_words(page.critical))}</b>.</p>"]
    body += [f"<nav>{links}</nav>", *map(_html_table, page.tables), *_html_meanings(page), _html_rules(page)]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>What happens with a mail</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main>\n" + "\n".join(filter(None, body)) + "\n</main></body></html>\n"
    )


def _html_own(page: Sheet) -> str:
    rows = "".join(f'<li class="own">{_h(row.name)}</li>' for row in page.own_rows)
    return f"<p>{OWN_LEAD}</p><ul>{rows}</ul>" if rows else ""


def _html_table(table: Table) -> str:
    names = "".join(f'<span id="{intent}"></span>' for intent in table.intents)
    heads = "".join(
        f"<th>{_h(customer_title(group))}<small>{_h(care_words(care))}</small></th>"
        for group, care in zip(table.customers, table.cares, strict=True)
    )
    columns = [_without_cares(table, place) for place in range(len(table.customers))]
    rows = "".join(
        f"<tr><th>{_h(parcel_words(states))}</th>{_html_cells(cells, table)}</tr>\n"
        for states, cells in zip(table.states, zip(*columns, strict=True), strict=True)
    )
    small = f"<small>{_h(', '.join(table.intents))}</small>"
    return (
        f"<section>{names}<h2>{_h(title(table.intents))} {small}</h2>\n"
        f'<p class="soft">{_h(level_words(table))}</p>'
        f'<div class="wide"><table><thead><tr><th>The parcel</th>{heads}</tr></thead>\n'
        f"<tbody>{rows}</tbody></table></div></section>"
    )


def _html_cells(cells: Sequence[Cell], table: Table) -> str:
    """Neighbours that say the same are one cell."""
    return "".join(
        f'<td colspan="{len(list(same))}">{"".join(_html_outcome(outcome, table.intents) for outcome in cell)}</td>'
        for cell, same in groupby(cells)
    )


def _html_outcome(outcome: Outcome, intents: Sequence[str]) -> str:
    own = ' <span class="own">yours</span>' if outcome.own else ""
    care = f"<small>{_h(care_words(outcome.care))}</small>" if outcome.care else ""
    when = f"<small>{_h(outcome.when)}:</small>" if outcome.when else ""
    return (
        f'<div>{when}<span class="answer {outcome.answer}">{ANSWER_NAMES[outcome.answer]}</span>'
        f"<span>{_h(text_of(outcome, intents))}</span><small>{_h(outcome.row)}{own}</small>{care}</div>"
    )


def _html_meanings(page: Sheet) -> Iterator[str]:
    for heading, words in page.meanings:
        terms = "".join(f"<dt>{_h(word.replace('_', ' '))}</dt><dd>{_h(said)}</dd>" for word, said in words)
        yield f"<h2>{_h(heading)}</h2><dl>{terms}</dl>"
    yield f'<p class="soft">{_h(NUMBER_NOTE)}</p>'


def _html_rules(page: Sheet) -> str:
    rows = "".join(
        f"<tr><td><code>{_h(name)}</code></td><td>{_h(words)}</td><td>{_h(left)}</td></tr>\n"
        for name, left, words in page.rules
    )
    head = "<tr><th>rule</th><th>it hits when</th><th>what it leaves</th></tr>"
    table = f'<table class="rules"><thead>{head}</thead><tbody>{rows}</tbody></table>'
    return f"<h2>The rules above the tables</h2><p>{_h(RULES_LEAD)}</p>{table}"


def _h(text: str) -> str:
    return escape(text)
