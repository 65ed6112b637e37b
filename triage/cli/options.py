"""Options that several commands share, and the settings they lead to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from triage.accounts import Mailbox
from triage.app import find_config
from triage.config import Config
from triage.errors import ConfigError

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="triage.toml, or the shop folder it lies in. Default: ./triage.toml."),
]
TextColumn = Annotated[str | None, typer.Option(help="Column that holds the text, for any CSV.")]
LabelColumn = Annotated[str | None, typer.Option(help="Column that holds the label, for any CSV.")]


def find_shop(path: Path | None) -> Config:
    """The settings, which must name a mailbox. Raises ConfigError."""
    settings = find_config(path)
    if not settings.mailbox:
        raise ConfigError("there is no mailbox in the settings; `triage init` asks for one and writes triage.toml")
    return settings


def known_mailbox(settings: Config, name: str) -> Mailbox:
    """The mailbox of this name. Raises BadParameter, a wrong call, where the settings have none."""
    found = [mailbox for mailbox in settings.mailbox if mailbox.name == name]
    if not found:
        names = ", ".join(mailbox.name for mailbox in settings.mailbox) or "none"
        raise typer.BadParameter(f"there is no mailbox {name!r} in the settings; there is: {names}")
    return found[0]
