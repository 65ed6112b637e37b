"""The corpus page: what the mails are, in pictures and plain words, as HTML and as Markdown.

Tells counts alone: no mail's words and no customer's name, so that a shop may show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from triage.corpus import charts
from triage.corpus.census import Census
from triage.corpus.curve import Curve
from triage.corpus.plot import curves, told
from triage.corpus.svg import STYLE, Picture, shown
from triage.model.agreement import Agreement
from triage.model.duplicates import LIMIT

_RAMP = ("h1", "h2", "h3", "h4", "h5", "h6", "h7")
_URGENCY = ("u0", "u1", "u2", "u3", "u4")
_MOST_APART = 12  # pairs of labels that are shown
_MARKED = re.compile(r"([\\`*\[\]<>|])")  # what Markdown would read as its own

_PAGE_STYLE = """
:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--page:#f6f8fa;--card:#fff;--edge:#d9dfe5}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b1;--page:#0d1117;--card:#161b22;--edge:#30363d}}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:900px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:28px;line-height:1.2;margin:0 0 6px}h2{font-size:20px;margin:44px 0 6px}p{margin:0 0 14px;max-width:46em}
.lead{color:var(--soft)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:12px;margin:22px 0 0;padding:0}
.figures div{background:var(--card);border:1px solid var(--edge);border-radius:8px;padding:12px 14px}
.figures dt{color:var(--soft);font-size:13px}.figures dd{margin:0;font-size:24px;font-weight:600;font-variant-numeric:tabular-nums}
figure{margin:0;overflow-x:auto;border:1px solid var(--edge);border-radius:8px;background:var(--card)}
figure svg{display:block;max-width:100%;height:auto;margin:0 auto}
table{border-collapse:collapse;margin:16px 0}td,th{padding:4px 14px 4px 0;text-align:left;border-bottom:1px solid var(--edge)}
td:last-child,th:last-child{text-align:right;font-variant-numeric:tabular-nums}
@media (max-width:640px){figure svg{max-width:none}}
"""  # noqa: E501


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading, what to see, the picture, and where it helps a table (heading first)."""

    name: str  # of the picture's file
    title: str
    words: str
    picture: Picture
    table: Sequence[tuple[str, ...]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What is on the page."""

    figures: Mapping[str, str]
    sections: tuple[Section, ...]


def page(census: Census, agreed: Agreement | None = None, curve: Curve | None = None) -> Page:
    """The page of a corpus. What was not measured is not on it."""
    figures = {
        "mails": f"{census.rows:,}",
        "languages": f"{len(census.languages)}",
        "writers": f"{census.writers:,}",
        "with a second request": f"{census.with_also / max(1, census.rows):.1%}",
        "no customer at all": f"{census.unscoped / max(1, census.rows):.1%}",
        "near-duplicates": f"{census.repeated:,}",
    }
    if agreed and agreed.intent_kappa is not None:
        figures["agreement (kappa)"] = f"{agreed.intent_kappa:.2f}"
    return Page(figures=figures, sections=tuple(_sections(census, agreed, curve)))


def html(content: Page) -> str:
    """One file that needs no other, runs nothing and asks no server."""
    figures = "".join(f"<div><dt>{_h(name)}</dt><dd>{_h(value)}</dd></div>" for name, value in content.figures.items())
    sections = "\n".join(
        f'<section id="{_h(one.name)}">\n<h2>{_h(one.title)}</h2>\n<p>{_h(one.words)}</p>\n'
        f"<figure>{one.picture.inline()}</figure>\n{_html_table(one.table)}</section>"
        for one in content.sections
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The labelled mails</title>
<style>{_PAGE_STYLE}{STYLE}</style>
</head>
<body>
<main>
<h1>The labelled mails</h1>
<p class="lead">{_h(_LEAD)}</p>
<dl class="figures">{figures}</dl>
{sections}
</main>
</body>
</html>
"""


def markdown(content: Page, folder: str) -> str:
    """The same for a repository; the pictures are files in `folder`, named by their sections."""
    figures = "\n".join(f"| {_m(name)} | {_m(value)} |" for name, value in content.figures.items())
    sections = "\n".join(
        f"## {_m(one.title)}\n\n{_m(one.words)}\n\n"
        f'<img src="{_h(folder)}/{_h(one.name)}.svg" alt="{_h(one.title)}" width="{charts.WIDTH}">\n'
        f"{_markdown_table(one.table)}"
        for one in content.sections
    )
    return f"# The labelled mails\n\n{_LEAD}\n\n| | |\n|---|---:|\n{figures}\n\n{sections}"


_LEAD = "What the model learns from, counted by the command triage corpus page."


def _sections(census: Census, agreed: Agreement | None, curve: Curve | None) -> Iterator[Section]:
    yield Section(
        name="intents", title="What customers want, by language", picture=charts.heat(
            "Mails by intent and language", _turned(census.intents), shares=True),
        words="Mails of each intent in each language. The stronger a cell's colour, the larger its share of the "
        "language; a dot is an intent that nobody wrote in it.",
    )  # fmt: skip
    yield Section(
        name="urgency", title="How fast they must be answered",
        picture=charts.mix("Urgency by language", census.urgencies, _URGENCY),
        words="A machine may answer low ones alone; critical ones are threats, injuries, fraud, and go to a person.",
    )  # fmt: skip
    yield Section(
        name="lengths", title="How long they are",
        picture=charts.mix("Length by language, in letters", census.lengths, _RAMP[:6]),
        words="Letters of the body, without the subject. Chat lines and long stories are told apart by different "
        "signs, and a model needs both. A Chinese or Japanese character says about as much as two letters.",
    )  # fmt: skip
    yield Section(
        name="writers", title="Who wrote them", picture=charts.hands("Mails by language and writer", census.hands),
        words="Each box is one writer with manners, shops and customers of their own. Accuracy is measured by leaving "
        "whole writers out: a mail by a hand the model knows is easier than any customer's.",
    )  # fmt: skip
    yield Section(
        name="also", title="What else they ask for", picture=charts.heat(
            "Mails by main intent (rows) and second request (columns)", census.also),
        words="The main intent on the left, the second request above. Such a mail is never answered by a machine "
        "alone unless one text serves both.",
    )  # fmt: skip
    yield Section(
        name="likeness", title="How alike they are",
        picture=charts.likeness("Mails by likeness", census.likeness, census.repeated),
        words="Each mail is compared with every mail before it, by the share of common pieces of four letters (two "
        f"in Chinese and Japanese). Above {LIMIT:.0%} a mail is another one retouched, and is refused.",
    )  # fmt: skip
    if agreed and agreed.rows:
        yield _agreement(agreed)
    if curve and (curve.growth or curve.own):
        yield _curve(curve, census)


def _agreement(agreed: Agreement) -> Section:
    figures = (
        ("kappa of the intent", agreed.intent_kappa, ".2f"), ("kappa of the urgency", agreed.urgency_kappa, ".2f"),
        ("F1 of second requests", agreed.also_f1, ".2f"), ("same intent", agreed.intent_share, ".1%"),
        ("same urgency", agreed.urgency_share, ".1%"),
    )  # fmt: skip
    measured = ", ".join(f"{name} {value:{form}}" for name, value, form in figures if value is not None)
    apart = [(first, second, f"{rows:,}") for first, second, rows in agreed.disagreements[:_MOST_APART]]
    return Section(
        name="agreement", title="Whether two people agree",
        picture=charts.scale("Agreement by intent", agreed.by_label),
        words=f"{agreed.rows:,} mails were labelled a second time by someone who did not see the first labels: "
        f"{measured}. No model can be expected to be right more often than people agree. The bars show, of all mails "
        "that either called so, the share that both did.",
        table=[("the first said", "the second said", "mails"), *apart] if apart else (),
    )  # fmt: skip


def _curve(curve: Curve, census: Census) -> Section:
    when = "" if curve.rows == census.rows else f" Measured when there were {curve.rows:,} rows."
    whose = f" The shop is played by {curve.shop}, which the model knows by the added rows alone." if curve.own else ""
    return Section(
        name="curve", title="What more mails teach", picture=curves("Learning curves", curve),
        words=f"{told(curve)} The left panel asks about {curve.left_out:,} writers whose mails the model never saw; "
        f"the bands hold the true share with 95% confidence.{whose}{when}",
    )  # fmt: skip


def _turned(table: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Rows as columns."""
    columns = dict.fromkeys(column for row in table.values() for column in row)
    return {column: {row: counts.get(column, 0) for row, counts in table.items()} for column in columns}


def _html_table(rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    head, *body = rows
    lines = ["".join(f"<th>{_h(cell)}</th>" for cell in head)]
    lines += ["".join(f"<td>{_h(cell)}</td>" for cell in row) for row in body]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>\n"


def _markdown_table(rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    head, *body = [" | ".join(map(_m, row)) for row in rows]
    rule = " | ".join(["---"] * (len(rows[0]) - 1) + ["---:"])
    return "\n" + "\n".join(f"| {line} |" for line in (head, rule, *body)) + "\n"


def _h(text: str) -> str:
    return escape(shown(text))


def _m(text: str) -> str:
    return _MARKED.sub(r"\\\1", shown(text))
