"""What a shop's settings mean for a mail: `triage policy show`."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from triage.app import find_config, open_templates, policy_for_files
from triage.cli.console import clean, paper, say
from triage.cli.options import ConfigOption
from triage.policy import sheet_pages as pages
from triage.policy.sheet import Cell, Sheet, Table, sheet
from triage.policy.sheet_words import ANSWER_NAMES

policy = typer.Typer(
    help="What happens with a mail by your settings.",
    epilog="Example: triage policy show --format html --out policy.html",
    no_args_is_help=True,
)

_COLOURS = {"auto": "green", "draft": "yellow", "person": "red"}


class Format(StrEnum):
    """What the page is written for."""

    TERMINAL = "terminal"
    MD = "md"
    HTML = "html"


def add_to(app: typer.Typer) -> None:
    """Hang this command into the program."""
    app.add_typer(policy, name="policy")


@policy.command("show", epilog="Example: triage policy show --format html --out policy.html")
def show(
    written: Annotated[Format, typer.Option("--format", help="How to write the page.")] = Format.TERMINAL,
    out: Annotated[Path | None, typer.Option(help="Write it to this file instead of standard output.")] = None,
    config: ConfigOption = None,
) -> None:
    """The decision matrix as a page: every request, parcel and customer, what happens, by which text, who and when."""
    settings = find_config(config)
    open_templates(settings)  # a row whose text is not there is told before a page says that it goes out
    page = sheet(policy_for_files(settings))
    if written is Format.TERMINAL and out is None:
        _print(page, paper())
        return
    text = pages.html(page) if written is Format.HTML else pages.markdown(page)
    if out is None:
        typer.echo(text, nl=False)
        return
    out.write_text(text, encoding="utf-8")
    say(f"{out} written")


def _print(page: Sheet, console: Console) -> None:
    console.print(Text(pages.LEAD))
    console.print(Text(f"Critical mail always goes to the {clean(pages.care_words(page.critical))}."))
    for table in page.tables:
        console.print()
        console.print(
            Text(pages.title(table.intents), style="bold"), Text(f"({', '.join(table.intents)})", style="dim")
        )
        console.print(_grid(table))
        console.print()
        console.print(_terms(pages.carers(table)))
        console.print(Text(pages.level_words(table), style="dim"))
    for heading, words in page.meanings:
        console.print("\n", Text(heading, style="bold"), sep="")
        console.print(_terms(words))
    console.print("\n", Text("The rules above the tables", style="bold"), sep="")
    console.print(Text(pages.RULES_LEAD))
    console.print(_terms((name, f"{words} ({left})") for name, left, words in page.rules))


def _grid(table: Table) -> Grid:
    short = pages.folded(table)
    grid = Grid(box=None, padding=(0, 2, 1, 0), pad_edge=False, header_style="dim")
    grid.add_column("The parcel", ratio=2)
    for customers in short.customers:
        grid.add_column(pages.customer_title(customers), ratio=3)
    for states, cells in zip(short.states, short.cells, strict=True):
        grid.add_row(pages.parcel_words(states), *(_cell(cell, table) for cell in cells))
    return grid


def _cell(cell: Cell, table: Table) -> Text:
    text = Text()
    for outcome in cell:
        text.append(f"{outcome.when}: " if outcome.when else "", style="dim")
        text.append(ANSWER_NAMES[outcome.answer], style=f"bold {_COLOURS[outcome.answer]}")
        lines = (pages.text_of(outcome, table.intents), outcome.row + " (yours)" * outcome.own)
        text.append("".join(f"\n{clean(line)}" for line in (*lines, pages.care_words(outcome.care)) if line))
        text.append("\n")
    text.rstrip()
    return text


def _terms(words: Iterable[tuple[str, str]]) -> Grid:
    grid = Grid(box=None, show_header=False, padding=(0, 2, 0, 0))
    for word, said in words:
        grid.add_row(Text(clean(word)), Text(clean(said)))
    return grid
