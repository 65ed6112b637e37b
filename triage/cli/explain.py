"""One mail's treatment, told to a person."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from triage.classify import Classified
from triage.cli.console import clean, clean_lines, paper
from triage.domain import Decision, Facts, Mail, Verdict
from triage.policy.render import Templates
from triage.policy.slots import slots_for
from triage.settings import Policy

_SHOWN = 5  # likely intents
_WORDS = 10
_BAR = 30  # columns of a certainty
_LETTERS, _LINES = 1_500, 30  # of the mail
_OUTCOMES = {
    "reply": "answered without a person",
    "draft": "a draft waits for a person",
    "shadow": "only noted what would be answered; nothing is written or sent",
    "person": "a person answers",
    "none": "not answered: a machine wrote it",
}


def show(found: Classified, policy: Policy, templates: Templates) -> None:
    """Print what the mail is, what it means, which rules spoke, and the reply that would go."""
    page = paper()
    page.print(_head(found.mail))
    if found.mail.new_text:
        words = clean_lines(found.mail.new_text, _LETTERS, _LINES)
        page.print(Panel(Text(words), title="the new words of this mail", title_align="left", border_style="dim"))
    for title, rows in (
        ("what it means", _meaning(found.verdict)),
        ("what it names", _named(found.mail)),
        ("what is done", _done(found.decision)),
        ("why", _rules(found.decision)),
    ):
        _section(page.print, title, tuple(rows))
    if found.decision.template is not None:
        page.print(_reply(found, policy, templates))


def _section(write, title: str, rows: tuple[tuple[str, RenderableType], ...]) -> None:
    pass


def _head(mail: Mail) -> Text:
    pass
