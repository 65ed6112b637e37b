"""Commands that set a shop up and look after its words: init, demo, templates check and preview."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer
from rich.panel import Panel
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from triage.app import find_config, open_templates
from triage.cli.console import paper, say, screen
from triage.cli.demo import demo
from triage.cli.init import init
from triage.cli.options import ConfigOption
from triage.labels import MARKETS, PARCEL_STATES
from triage.policy.grammar import near
from triage.policy.proofread import check as proofread
from triage.policy.samples import sample

templates = typer.Typer(
    help="The texts of replies: check them all, or look at one.",
    epilog="Example: triage templates check",
    no_args_is_help=True,
)


def add_to(app: typer.Typer) -> None:
    """Hang these commands into the program."""
    app.command("demo", epilog="Example: triage demo")(demo)
    app.command("init", epilog="Example: triage init myshop")(init)
    app.add_typer(templates, name="templates")


@templates.command("check", epilog="Example: triage templates check")
def check(
    only: Annotated[list[str] | None, typer.Argument(help="Templates to look at; without any, all.")] = None,
    config: ConfigOption = None,
) -> None:
    """Write every text to every kind of customer and look for faults. Exit 78 when there are any."""
    settings = find_config(config)
    loaded = open_templates(settings)
    for template in only or ():
        _known("template", template, {text.template for text in loaded.texts()})
    with _progress() as progress:
        task = progress.add_task("reading every reply", total=None)
        report = proofread(
            loaded,
            settings.shop,
            only=only or (),
            told=lambda done, all_: progress.update(task, completed=done, total=all_),
        )
    for finding in report.findings:
        say(f"! {finding}")
    say(f"{report.texts} texts, {report.replies:,} replies read, {len(report.findings)} findings")
    raise typer.Exit(78 if report.findings else 0)


@templates.command("preview", epilog="Example: triage templates preview order_status de --market europe --state stuck")
def preview(
    template: Annotated[str, typer.Argument(help="The template, such as order_status.")],
    language: Annotated[str, typer.Argument(help="The language, such as de or zh-Hant.")],
    market: Annotated[str, typer.Option(help=f"The customer's market: {', '.join(MARKETS)}.")] = "europe",
    state: Annotated[str, typer.Option(help=f"The parcel's state: {', '.join(PARCEL_STATES)}.")] = "moving",
    html: Annotated[Path | None, typer.Option(help="Also write the HTML alternative to this file.")] = None,
    config: ConfigOption = None,
) -> None:
    """Show one reply as a customer would get it, with sample facts."""
    _known("market", market, MARKETS)
    _known("parcel state", state, PARCEL_STATES)
    settings = find_config(config)
    loaded = open_templates(settings)
    _known("template", template, {name for name, _ in loaded})
    if (template, language) not in loaded:
        _known(f"text for {template} in", language, {locale for name, locale in loaded if name == template})
    reply = loaded.render(template, language, sample(settings.shop, language, market=market, state=state))
    title = Text(f"Subject: {reply.subject}")
    paper().print(Panel(Text(reply.text.rstrip()), title=title, title_align="left"))
    if html is not None:
        html.write_text(reply.html, encoding="utf-8")
        say(f"{html} written")


def _known(what: str, word: str, known: Collection[str]) -> None:
    """A word that is in the list, or an end that names its neighbour."""
    if word not in known:
        raise typer.BadParameter(f"there is no {what} {word}{near(word, known)} (there are {', '.join(sorted(known))})")


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} of {task.total}"))
    return Progress(*columns, TimeElapsedColumn(), console=screen, transient=True)
