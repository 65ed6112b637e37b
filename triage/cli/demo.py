"""What the demo looks like: a table that grows, a summary, the folders, one automatic reply and one draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Annotated

import typer
from rich.cells import set_cell_size
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.tree import Tree

from triage.app import Office
from triage.cli.console import clean
from triage.demo import Shown, open_demo, play, play_once
from triage.desk import Handled
from triage.edges import logs, starter
from triage.edges.embedded import MailServer
from triage.edges.store.report import Summary

# Name, width, and from which terminal width on a column is shown.
_COLUMNS = (
    ("time", 8, 120), ("from", 16, 100), ("subject", 22, 0), ("lang", 4, 0), ("intent", 22, 0), ("urgency", 8, 0),
    ("conf", 4, 110), ("queue", 10, 100), ("what was done", 20, 0),
)  # fmt: skip
_PAPER = 140  # columns where there is no terminal to ask
_LETTER = 96  # columns of a mail that is shown whole
Show = Callable[[MailServer, Office, Path, Callable[[Handled], None]], Shown]
_URGENCY = {"low": "green", "normal": "default", "high": "yellow", "critical": "bold red"}
# How an outcome looks in the table, and what it is called in the summary.
_DONE = {
    "reply": ("green", "answered", "answered alone"),
    "draft": ("cyan", "draft waits", "drafted for an agent"),
    "shadow": ("", "would have answered", "would have been answered"),
    "person": ("", "a person answers", "left to a person"),
    "none": ("dim", "no answer: machine", "from machines, not answered"),
}


def demo(
    once: Annotated[bool, typer.Option("--once", help="Deliver everything first, handle it in one go.")] = False,
    mails: Annotated[
        Path | None, typer.Option(help="A folder of .eml files (or an mbox) instead of the sample.")
    ] = None,
) -> None:
    """Show the whole job on an embedded mail server with a sample inbox. Nothing to configure."""
    run(console(), mails or starter.SAMPLE / "mails", play_once if once else play)


def run(paper: Console, mails: Path, show: Show) -> None:
    """The whole demo on this paper."""
    shown = live(paper, mails, show)
    _folders(paper, shown)
    _one_message(paper, "One automatic reply, as it was sent", shown.sent, "green")
    _one_message(paper, "One draft, as it waits for an agent", shown.folders.get("Drafts", ()), "cyan")
    paper.print("\nNext: [bold]triage init[/] connects your mailbox; it begins in shadow mode and sends nothing.")


def live(paper: Console, mails: Path, show: Show) -> Shown:
    """The table that grows, and its summary."""
    logs.set_up("error", "text")
    paper.print("[bold]triage demo[/]  an embedded IMAP and SMTP server on this machine; nothing leaves it\n")
    with open_demo(lambda words: paper.print(escape(words), style="dim")) as (server, office):
        _head(paper)
        shown = show(server, office, mails, lambda handled: _row(paper, handled))
    _summary(paper, shown.summary, shown.delivered)
    return shown


def console() -> Console:
    """As wide as the terminal, or as a page where there is none."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=_PAPER)


def _head(paper: Console) -> None:
    paper.print(_line(paper, [name for name, _width, _least in _COLUMNS]), style="bold")
    paper.print("─" * (paper.width - 1), style="dim")


def _row(paper: Console, handled: Handled) -> None:
    mail, decision = handled.mail, handled.plan.decision
    sender = mail.sender.email if mail.sender else "(unidentified)"
    cells = [
        f"{datetime.now().astimezone():%H:%M:%S}", clean(sender), clean(mail.subject) or "(no subject)", mail.language,
        *_judged(handled), decision.queue, _DONE[decision.outcome][1],
    ]  # fmt: skip
    styles = {5: _URGENCY.get(decision.urgency, ""), 8: _DONE[decision.outcome][0]} if cells[5] != "-" else {8: "dim"}
    paper.print(_line(paper, cells, styles) + f"[dim]{_why(handled)}[/]", overflow="ellipsis", no_wrap=True)


def _line(paper: Console, cells: Sequence[str], styles: Mapping[int, str] | None = None) -> str:
    """The columns that fit, each cut or padded by the cells a terminal uses: Chinese letters take two."""
    shown = []
    for number, (text, (_name, width, least)) in enumerate(zip(cells, _COLUMNS, strict=True)):
        if paper.width >= least:
            cell = escape(set_cell_size(text, width))
            style = (styles or {}).get(number, "")
            shown.append(f"[{style}]{cell}[/]" if style else cell)
    return "  ".join(shown)


def _judged(handled: Handled) -> tuple[str, str, str]:
    """Intent, urgency and confidence; a machine's mail has none."""
    if handled.mail.machine or handled.verdict is None:
        return "-", "-", "-"
    decision = handled.plan.decision
    return decision.intent, decision.urgency, f"{decision.confidence:.0%}"


def _why(handled: Handled) -> str:
    """The first rule that stood in the way; for a reply, nothing did."""
    decision = handled.plan.decision
    if decision.outcome == "reply":
        return ""
    return handled.mail.automatic_rule or next((hit.rule for hit in decision.hits), "")


def _summary(paper: Console, found: Summary, delivered: int) -> None:
    paper.print(f"\n[bold]{delivered} mails delivered, {found.mails} stored, {found.waiting} undecided[/]")
    paper.print("  " + _counts({_DONE[name][2]: number for name, number in found.outcomes.items()}))
    paper.print(f"  uncertain or failed: {len(found.needs_person)}\n")


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(counts.items(), key=lambda item: -item[1]))


def _folders(paper: Console, shown: Shown) -> None:
    tree = Tree(":mailbox_with_mail: the mailbox, as a mail program shows it" if paper.is_terminal else "the mailbox")
    for name, mails in sorted(shown.folders.items(), key=lambda item: (item[0] != "INBOX", item[0])):
        branch = tree.add(f"[bold]{escape(name)}[/]  {len(mails)}")
        for content in mails[:3]:
            branch.add(f"[dim]{escape(clean(str(_read(content).get('Subject', '')), 70)) or '(no subject)'}[/]")
        if len(mails) > 3:
            branch.add(f"[dim]… {len(mails) - 3} more[/]")
    paper.print(tree)


def _one_message(paper: Console, title: str, messages: tuple[bytes, ...], colour: str) -> None:
    if not messages:
        paper.print(f"\n{title}: there is none")
        return
    message = _read(messages[0])
    body = message.get_body(("plain",))
    text = body.get_content().strip() if body is not None else ""
    head = "\n".join(
        f"[bold]{name}:[/] {escape(clean(str(message.get(name, ''))))}" for name in ("From", "To", "Subject")
    )
    width = min(_LETTER, paper.width)
    paper.print(Panel(f"{head}\n\n{escape(text)}", title=title, title_align="left", border_style=colour, width=width))


def _read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)
