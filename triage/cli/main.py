"""The command `triage` and what becomes of its errors: 0 done, 1 failed, 2 wrong call, 78 wrong configuration."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from triage import __version__
from triage.cli import autonomy, cases, compensation, corpus, drift, mails, models, operate, person, policy, shop
from triage.cli.console import clean, screen
from triage.errors import ConfigError, TriageError

EX_CONFIG = 78  # sysexits(3)

app = typer.Typer(
    name="triage",
    help="Email triage and careful auto-reply for online shops that sell across borders.\n\nBegin with: triage demo",
    epilog="Example: triage classify inbox.mbox",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for part in (operate, cases, mails, models, drift, autonomy, corpus, shop, compensation, policy, person):
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
    """Run the command line. Every error is one line on standard error and an exit status, never a traceback."""
    try:
        app()
    except ConfigError as error:
        _leave(str(error), EX_CONFIG)
    except TriageError as error:
        _leave(str(error), 1)
    except KeyboardInterrupt:
        _leave("stopped", 130)
    except OSError as error:
        _leave(f"{error.filename or 'this machine'}: {error.strerror or error}", 1)
    except Exception as error:  # its words may quote a mail, so only kind and place are told
        if sys.flags.dev_mode:
            raise
        _leave(f"a fault of the program, {_place(error)}; python -X dev -m triage shows more", 1)


def _leave(words: str, status: int) -> None:
    for line in words.splitlines():
        screen.print(Text.assemble(("error:", "bold red"), " ", clean(line)))
    sys.exit(status)


def _place(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
