"""Commands around one person's data: export and erase."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from triage.app import open_store
from triage.cli.console import emit, say
from triage.cli.options import ConfigOption, find_shop
from triage.config import Config
from triage.daemon import alone
from triage.edges.store import person as data
from triage.mail.people.addresses import addr_spec

Address = Annotated[str, typer.Argument(help="The person's mail address, in any case.", show_default=False)]

person = typer.Typer(
    help="What is kept of one person: hand it out, or erase it.",
    epilog="Example: triage person export ann@customer.example",
    no_args_is_help=True,
)


def add_to(app: typer.Typer) -> None:
    """Hang these commands into the program."""
    app.add_typer(person, name="person")


@person.command("export", epilog="Example: triage person export ann@customer.example --out ann.jsonl")
def export(
    address: Address,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file. Default: the screen.")] = None,
    config: ConfigOption = None,
) -> None:
    """Write everything that is kept of a person as JSON lines: mails, decisions, replies, corrections.

    Bytes are base64. A mail is theirs when they sent it or its answers go to them; mails of others that name them are
    not in it.
    """
    settings = find_shop(config)
    store = open_store(settings)
    try:
        found = data.export(store.database, _customer(settings, address))
    finally:
        store.database.close()
    lines = [json.dumps(row, ensure_ascii=False) for row in found]
    if out is not None:
        out.touch(mode=0o600)  # a customer's words: for the owner's eyes
        out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    else:
        for line in lines:
            emit(line)
    say(f"{len(lines)} records" + (f" in {out}" if out is not None else ""))


@person.command("erase", epilog="Example: triage person erase ann@customer.example")
def erase(
    address: Address,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    config: ConfigOption = None,
) -> None:
    """Remove everything that is kept of a person, from the database and from the training rows. It cannot be undone.

    End the daemon first. The mail on your server stays, and so do models that have learnt from it.
    """
    settings = find_shop(config)
    known = _customer(settings, address)
    if not yes:
        typer.confirm(f"Erase everything that is kept of {known}? It cannot be undone.", abort=True, err=True)
    with alone(settings):
        store = open_store(settings)
        try:
            counts = data.erase(store.database, known, settings.path(settings.folders.training_data))
        finally:
            store.database.close()
    removed = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in counts.items() if number)
    say(f"erased: {removed}" if removed else "nothing of this address was kept")
    say("What stays: the mail on your server and your backups (delete it there), and models that have learnt from it")
    say("(make a new one with triage train, then delete the older ones in the models folder).")


def _customer(settings: Config, address: str) -> str:
    """The address, checked. The shop's own stands in every mail, so it is refused: raises BadParameter."""
    known = addr_spec(address.strip())
    if known is None:
        raise typer.BadParameter("this is no mail address; it looks like ann@customer.example")
    boxes = settings.mailbox
    accounts = (server.user for box in boxes for server in (box.imap, box.smtp) if server is not None)
    own = {name.lower() for box in boxes for name in (box.address, *box.aliases)} | {user.lower() for user in accounts}
    if known.lower() in own:
        raise typer.BadParameter("this is the shop's own address; it stands in every mail")
    return known
