"""The command `triage` and what becomes of its errors: 0 done, 1 failed, 2 wrong call, 78 wrong configuration."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from rich.markup import escape

from triage import __version__
from triage.cli import mails, models, operate, shop
from triage.cli.console import screen
from triage.errors import ConfigError, TriageError

EX_CONFIG = 78  # sysexits(3)

app = typer.Typer(
    name="triage",
    help="Email triage and careful auto-reply for online shops that sell across borders.\n\nBegin with: triage demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for part in (operate, mails, models, shop):
    part.add_to(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"triage {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options of the command itself."""


def run() -> None:
    """Run the command line. Every error of ours is one line on standard error and an exit status."""
    try:
        app()
    except ConfigError as error:
        _leave(str(error), EX_CONFIG)
    except TriageError as error:
        _leave(str(error), 1)
    except BrokenPipeError:  # the reader of our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        _leave("stopped", 130)


def _leave(words: str, status: int) -> None:
    for line in words.splitlines():
        screen.print("[bold red]error:[/] " + escape(line))
    sys.exit(status)
