"""The checks of `triage check`: each is one line, and a failing one never hides the next."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from triage.app import find_config, open_lookup, open_store, open_templates
from triage.config import Config, Mailbox
from triage.edges import models
from triage.edges.imap.connection import Connection
from triage.edges.imap.folders import Folders
from triage.edges.smtp import SmtpSender
from triage.errors import BadModel, ConfigError, TriageError

_SPECIAL = ("\\drafts", "\\sent")
_OK, _FAILS, _WRONG = 0, 1, 78


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the report; status 0, 1 (cannot be used now) or 78 (wrong setting)."""

    name: str
    status: int
    words: str


def all_checks(path: Path | None) -> Iterator[Line]:
    """Every check, in the order in which a newcomer mends things."""
    try:
        config = find_config(path)
        if not config.mailbox:
            raise ConfigError("no mailbox yet; `triage init` asks for one and writes triage.toml")
    except ConfigError as error:
        yield from (Line(name="settings", status=_WRONG, words=line) for line in str(error).splitlines())
        return
    yield Line(name="settings", status=_OK, words=f"{len(config.mailbox)} mailbox(es), levels {_levels(config)}")
    for name, look in _shared(config):
        yield _line(name, look)
    for mailbox in config.mailbox:
        yield _line(f"imap {mailbox.name}", lambda mailbox=mailbox: _imap(config, mailbox))  # type: ignore[misc]
        yield _line(f"smtp {mailbox.name}", lambda mailbox=mailbox: _smtp(config, mailbox))  # type: ignore[misc]


def _shared(config: Config) -> tuple[tuple[str, Callable[[], str]], ...]:
    return (
        ("versions", lambda: f"Python {platform.python_version()}"),
        ("templates", lambda: f"{len(list(open_templates(config)))} texts, all rendered"),
        ("model", lambda: _model(config)),
        ("orders", lambda: _orders(config)),
        ("store", lambda: _store(config)),
    )


def _line(name: str, look: Callable[[], str]) -> Line:
    try:
        return Line(name=name, status=_OK, words=look())
    except ConfigError as error:
        return Line(name=name, status=_WRONG, words=str(error))
    except TriageError as error:
        return Line(name=name, status=_FAILS, words=str(error))


def _levels(config: Config) -> str:
    special = ", ".join(f"{intent}={level}" for intent, level in sorted(config.levels.intents.items()))
    return f"{config.levels.default}" + (f" ({special})" if special else "")


def _model(config: Config) -> str:
    root = config.path(config.folders.models)
    active = models.active(root)
    if active is None:
        raise BadModel(f"there is none in {root} yet; `triage train` makes one, `triage run` does it by itself")
    models.load(active)
    return f"{active.name}, hash verified"


def _orders(config: Config) -> str:
    open_lookup(config)
    return str(config.orders.file or "no order file: replies name no parcel facts")


def _store(config: Config) -> str:
    store = open_store(config)
    store.database.close()
    return "database opened and checked"


def _imap(config: Config, mailbox: Mailbox) -> str:
    connection = Connection(mailbox.imap, config.root)
    folders = Folders(connection, root=mailbox.queue_root, drafts=mailbox.drafts, sent=mailbox.sent)
    with closing(connection):
        found = [f"{use[1:].title()} is {place.name}" for use in _SPECIAL if (place := folders.special(use))]
        can = [name for name in ("IDLE", "MOVE", "UIDPLUS") if name in connection.capabilities]
        return f"logged in, {len(folders.names())} folders; {', '.join(found) or 'no Drafts or Sent'}; {' '.join(can)}"


def _smtp(config: Config, mailbox: Mailbox) -> str:
    if mailbox.smtp is None:
        return "not set: nothing can be sent, which is fine for shadow and draft"
    SmtpSender(mailbox.smtp, mailbox.address, root=config.root).check()
    return f"logged in at {mailbox.smtp.host}:{mailbox.smtp.port}, nothing sent"
