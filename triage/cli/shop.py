"""Commands that set a shop up and look after its words: init, demo, templates check and preview."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.panel import Panel
from rich.text import Text

from triage.app import find_config, open_templates
from triage.cli.console import paper, say
from triage.cli.demo import demo
from triage.cli.init import init
from triage.cli.options import ConfigOption
from triage.labels import PARCEL_STATES
from triage.policy.proofread import check as proofread
from triage.policy.proofread import preview

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
def check(config: ConfigOption = None) -> None:
    """Render every text with every combination of facts and look for faults. Exit 78 when there are any."""
    settings = find_config(config)
    loaded = open_templates(settings)
    found = proofread(loaded, settings.shop)
    for finding in found:
        say(f"! {finding.template}: {finding.problem}")
    say(f"{len(list(loaded))} texts, {len(found)} findings")
    raise typer.Exit(78 if found else 0)


@templates.command("preview", epilog="Example: triage templates preview order_status de")
def preview_command(
    intent: Annotated[str, typer.Argument(help="The intent, such as order_status.")],
    language: Annotated[str, typer.Argument(help="The language, such as de or zh-Hant.")],
    state: Annotated[str, typer.Option(help=f"The parcel's state: {', '.join(PARCEL_STATES)}.")] = "moving",
    html: Annotated[Path | None, typer.Option(help="Also write the HTML alternative to this file.")] = None,
    config: ConfigOption = None,
) -> None:
    """Show one reply as a customer would get it, with sample facts."""
    if state not in PARCEL_STATES:
        raise typer.BadParameter(f"there is no parcel state {state}; there are {', '.join(PARCEL_STATES)}")
    settings = find_config(config)
    loaded = open_templates(settings)
    if (intent, language) not in loaded:
        intents, locales = (", ".join(sorted(set(part))) for part in zip(*loaded, strict=True))
        raise typer.BadParameter(f"there is no text for {intent} in {language}; there are {intents}, in {locales}")
    reply = preview(loaded, intent, language, settings.shop, state=state)
    title = Text(f"Subject: {reply.subject}")
    paper().print(Panel(Text(reply.text.rstrip()), title=title, title_align="left"))
    if html is not None:
        html.write_text(reply.html, encoding="utf-8")
        say(f"{html} written")
