"""One mail's treatment, told to a person: what it is, what it means, and what would be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from triage.cli.console import clean, clean_lines, paper
from triage.cli.explain_why import Row, done, known, sender_known, stopped
from triage.domain import Decision, Mail, Verdict
from triage.foresight import Books, Foreseen

_SHOWN = 5  # likely intents
_WORDS = 10
_BAR = 30  # columns of certainty
_LINE = 60  # columns of a row of words
_LETTERS, _LINES = 1_500, 30  # of the mail
_REPLIES = {
    "reply": "the reply that would go",
    "draft": "the draft that would wait for a person",
}
_NOT_YET = "the reply that would go, if the class were on auto"
_NOT_ALONE = "the draft that would wait, if the class were on draft"


def show(found: Foreseen, books: Books) -> None:
    """Print what the mail is, what it means, what is known beside it, which rules spoke, and the reply."""
    page, mail = paper(), found.mail
    page.print(Text(clean(mail.subject) or "(no subject)", style="bold"))
    _rows(page, "", _head(found, books))
    if mail.new_text:
        words = Text(clean_lines(mail.new_text, _LETTERS, _LINES))
        page.print(Panel(words, title="the new words", title_align="left", border_style="dim"))
    if found.verdict is not None and not mail.machine:
        _rows(page, "what it means", _meaning(found.verdict, found.decision))
    _rows(page, "what it names", _named(mail, with_orders=books.alone))
    if not books.alone and not mail.machine:
        _rows(page, "what is known", known(found, books))
    _rows(page, "what is done", done(found, books))
    page.print(Text("why no machine may answer alone" if found.decision.hits else "why", style="bold"))
    for block in stopped(found.decision):
        page.print(block)
    if found.reply is not None:
        page.print(_reply(found))
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


def _head(found: Foreseen, books: Books) -> Iterator[Row]:
    mail = found.mail
    name = f'  "{clean(mail.sender.name, 40)}"' if mail.sender and mail.sender.name else ""
    yield "from", Text(clean(mail.sender.email) + name if mail.sender else "nobody who could be identified")
    if mail.sender and not mail.machine:
        yield "", Text(sender_known(mail), style="dim")
    yield "language", Text(f"{mail.locale} ({mail.language_confidence:.0%})")
    if mail.relay or mail.form:
        yield "through", Text(clean(mail.relay or mail.form or ""))
    if mail.only:
        yield "holds", Text(f"no new word, only a {mail.only}")
    if mail.error:
        yield "trouble", Text(clean(mail.error), style="red")
    yield "times", Text(f"by the shop's clock, {books.policy.shop.timezone}")


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


def _named(mail: Mail, *, with_orders: bool) -> Iterator[Row]:
    if with_orders and mail.order_numbers:  # else they are told with what is known of them
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


def _reply(found: Foreseen) -> RenderableType:
    assert found.reply is not None
    decision, reply = found.decision, found.reply
    words = "\n".join(map(clean, f"Subject: {reply.subject}\n\n{reply.text}".strip().split("\n")))
    title = _REPLIES.get(decision.outcome, _NOT_YET if decision.eligible else _NOT_ALONE)
    return Panel(Text(words), title=title, title_align="left", border_style="green")
