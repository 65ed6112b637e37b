"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="triage.toml, or the shop folder it lies in. Default: ./triage.toml."),
]
TextColumn = Annotated[str | None, typer.Option(help="Column that holds the text, for any CSV.")]
LabelColumn = Annotated[str | None, typer.Option(help="Column that holds the label, for any CSV.")]
