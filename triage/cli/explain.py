"""One mail's treatment, told to a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from triage.classify import Classified
from triage.cli.console import clean, clean_lines, paper
from triage.domain import Decision, Facts, Mail, Verdict
from triage.policy.render import Templates
from triage.policy.slots import slots_for
from triage.settings import Policy

Row = tuple[str, RenderableType]

_SHOWN = 5  # likely intents
_WORDS = 10
_BAR = 30  # columns of certainty
_LINE = 60  # columns of a row of words
_LETTERS, _LINES = 1_500, 30  # of the mail
_OUTCOMES = {
    "reply": "answered without a person",
    "draft": "a draft waits for a person",
    "shadow": "noted what would be answered; nothing is written or sent",
    "person": "a person answers",
    "none": "not answered: a machine wrote it",
}


def show(found: Classified, policy: Policy, templates: Templates) -> None:
    """Print what the mail is, what it means, which rules spoke, and the reply that would go."""
    page = paper()
    mail = found.mail
    page.print(Text(clean(mail.subject) or "(no subject)", style="bold"))
    _rows(page, "", _head(mail))
    if mail.new_text:
        words = Text(clean_lines(mail.new_text, _LETTERS, _LINES))
        page.print(Panel(words, title="the new words", title_align="left", border_style="dim"))
    if found.verdict is not None and not mail.machine:
        _rows(page, "what it means", _meaning(found.verdict, found.decision))
    _rows(page, "what it names", _named(mail))
    _rows(page, "what is done", _done(found.decision))
    _rows(page, "why no machine may answer alone" if found.decision.hits else "why", _rules(found.decision))
    if found.decision.template is not None:
        page.print(_reply(found, policy, templates))
    page.print()


def _rows(page: Console, title: str, rows: Iterable[Row]) -> None:
    """A titled block: names on the left, and on the right what wraps under itself."""
    block = Table.grid(padding=(0, 2, 0, 0))
    block.add_column(style="dim", no_wrap=True)
    block.add_column(overflow="fold")
    for name, value in rows:
        block.add_row(("  " if title else "") + name, value)
    if block.row_count:
        if title:
            page.print(Text(title, style="bold"))
        page.print(block)


def _head(mail: Mail) -> Iterator[Row]:
    name = f'  "{clean(mail.sender.name, 40)}"' if mail.sender and mail.sender.name else ""
    yield "from", Text(clean(mail.sender.email) + name if mail.sender else "nobody who could be identified")
    yield "language", Text(f"{mail.locale} ({mail.language_confidence:.0%})")
    if mail.relay or mail.form:
        yield "through", Text(clean(mail.relay or mail.form or ""))
    if mail.only:
        yield "holds", Text(f"no new word, only a {mail.only}")
    if mail.error:
        yield "trouble", Text(clean(mail.error), style="red")


def _meaning(verdict: Verdict, decision: Decision) -> Iterator[Row]:
    likely = sorted(verdict.intents.items(), key=lambda item: -item[1])[:_SHOWN]
    bars = Table.grid(padding=(0, 2, 0, 0))
    for label, share in likely:
        if label == verdict.intent or share >= 0.005:
            bars.add_row(Text(label), Text(f"{share:4.0%}"), Text("█" * round(share * _BAR), style="cyan"))
    yield "intent", bars
    if verdict.also:
        yield "also asks", Text(", ".join(verdict.also))
    urgencies = ", ".join(f"{name} {share:.0%}" for name, share in verdict.urgencies.items())
    yield "urgency", Text.assemble((decision.urgency, "bold"), f"  ({urgencies})")
    words = [f"{clean(word)} {weight:+.2f}" for word, weight in verdict.because[:_WORDS]]
    yield "words", Text("\n".join(_lines(words)) or "(none that the model knows)")


def _lines(parts: Iterable[str]) -> Iterator[str]:
    """Parts in a row, none of them torn apart at a line's end."""
    line = ""
    for part in parts:
        if line and cell_len(line) + cell_len(part) > _LINE:
            yield line
            line = ""
        line += f"{', ' if line else ''}{part}"
    if line:
        yield line


def _named(mail: Mail) -> Iterator[Row]:
    if mail.order_numbers:
        yield "orders", Text(clean(", ".join(mail.order_numbers)))
    if mail.tracking_numbers:
        numbers = (
            f"{known.number} ({known.carrier}{'' if known.valid else ', its check digit is wrong'})"
            for known in mail.tracking_numbers
        )
        yield "parcels", Text(clean(", ".join(numbers)))
    if mail.amounts:
        yield "amounts", Text(", ".join(f"{known.value} {known.currency}".strip() for known in mail.amounts))
    if mail.dates:
        yield "dates", Text(", ".join(known.isoformat() for known in mail.dates))
    if mail.phone_numbers or mail.email_addresses:
        yield "reach at", Text(clean(", ".join((*mail.phone_numbers, *mail.email_addresses))))
    if mail.attachments:
        yield "attached", Text(", ".join(f"{clean(each.name, 40)} ({each.kind})" for each in mail.attachments))


def _done(decision: Decision) -> Iterator[Row]:
    due = f"; a person answers by {decision.due:%a %d %b %H:%M} UTC" if decision.due else ""
    yield "queue", Text.assemble((decision.queue, "bold"), due)
    yield "outcome", Text.assemble((decision.outcome, "bold"), f": {_OUTCOMES[decision.outcome]}")
    if decision.outcome != "none":
        yield "level", Text(f"{decision.level} is what the shop allows for {decision.intent}")


def _rules(decision: Decision) -> Iterator[Row]:
    stops = Table.grid(padding=(0, 2, 0, 0))
    for hit in decision.hits:
        stops.add_row(Text(hit.rule, style="red"), Text(clean(hit.reason)))
    if decision.hits:
        yield "stopped by", stops
    yield "passed", Text(", ".join(decision.misses) or "(none)", style="dim")


def _reply(found: Classified, policy: Policy, templates: Templates) -> Panel:
    mail, decision = found.mail, found.decision
    answer_at = decision.due or decision.at + timedelta(hours=policy.shop.answer_hours)
    slots = slots_for(mail, Facts(), policy.shop, mail.locale, answer_at=answer_at)
    reply = templates.render(decision.template or "", mail.locale, slots, automatic=decision.eligible)
    words = "\n".join(map(clean, f"Subject: {reply.subject}\n\n{reply.text}".strip().split("\n")))
    title = "the reply that would go" if decision.eligible else "the reply a person could use as a draft"
    return Panel(Text(words), title=title, title_align="left", border_style="green")
