"""The checks of `triage check`: each is one line, and a failing one never hides the next."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.text import Text

from triage import __version__
from triage.accounts import Imap, Mailbox, Smtp
from triage.app import find_config, open_lookup, open_store, open_templates
from triage.cli.console import clean, screen
from triage.config import Config
from triage.domain import Level
from triage.edges import models
from triage.edges.hands import open_account
from triage.edges.secrets import resolve
from triage.edges.smtp import SmtpSender
from triage.edges.store.codes import pools
from triage.errors import ConfigError, TriageError, Unavailable
from triage.policy.clock_faults import slow

_OK, _FAILS, _WRONG = 0, 1, 78
_LOOK = {_OK: ("ok   ", "green"), _FAILS: ("fails", "red"), _WRONG: ("wrong", "red")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the report; status 0, 1 (cannot be used now) or 78 (wrong setting)."""

    name: str
    status: int
    words: str


def show(line: Line) -> None:
    """One check as one line for a person."""
    screen.print(Text.assemble(_LOOK[line.status], " ", (f"{clean(line.name):12}", "bold"), " ", clean(line.words)))


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
        ("versions", lambda: f"triage {__version__}, Python {platform.python_version()}"),
        ("templates", lambda: f"{len(list(open_templates(config)))} texts; the shop's own were tried"),
        ("model", lambda: _model(config)),
        ("orders", lambda: _orders(config)),
        ("store", lambda: _store(config)),
        ("codes", lambda: _codes(config)),
        ("clocks", lambda: _clocks(config)),
    )


def _line(name: str, look: Callable[[], str]) -> Line:
    try:
        return Line(name=name, status=_OK, words=look())
    except ConfigError as error:
        return Line(name=name, status=_WRONG, words=_on_one(error))
    except (TriageError, OSError) as error:
        return Line(name=name, status=_FAILS, words=_on_one(error))


def _on_one(error: Exception) -> str:
    return "; ".join(str(error).splitlines())


def _levels(config: Config) -> str:
    special = ", ".join(f"{intent}={level}" for intent, level in sorted(config.levels.intents.items()))
    return f"{config.levels.default}" + (f" ({special})" if special else "")


def _model(config: Config) -> str:
    root = config.path(config.folders.models)
    active = models.active(root)
    if active is None:
        return f"none in {root} yet; `triage run` trains the starter model at its first start"
    models.load(active)
    return f"{active.name}, hash verified"


def _orders(config: Config) -> str:
    return open_lookup(config).describe()


def _store(config: Config) -> str:
    store = open_store(config)
    store.database.close()
    return "database opened and checked"


def _clocks(config: Config) -> str:
    """A table that is slower than replies say is told; what the shop wants is hers to say."""
    late = list(slow(config.policy(None, "")))
    country = config.holidays.country or config.shop.country or "no country"
    return "; ".join((f"{len(config.clock)} clocks, holidays of {country}", *(f"mind: {line}" for line in late)))


def _codes(config: Config) -> str:
    """Pools that run low are told; one that is empty cannot be used."""
    store, settings = open_store(config), config.compensation_codes
    try:
        with store.database.read() as connection:
            found = pools(connection, datetime.now(UTC) + timedelta(days=settings.least_days))
    finally:
        store.database.close()
    counted = ", ".join(f"{pool.kind} {pool.free}" + (" (low)" if pool.free < settings.low else "") for pool in found)
    if not settings.command and any(not pool.free for pool in found):
        raise Unavailable(f"a pool is empty: {counted}; fill it with `triage compensation codes add`")
    return f"free: {counted}" if counted else "none in the pool: offers go out without a code"


def _imap(config: Config, mailbox: Mailbox) -> str:
    _has_password(mailbox.imap, config)
    account, _hands = open_account(mailbox, config.limits, root=config.root)
    with closing(account):
        return f"logged in at {mailbox.imap.host}:{mailbox.imap.port}; {account.describe()}"


def _smtp(config: Config, mailbox: Mailbox) -> str:
    server = mailbox.smtp
    if server is None:
        if Level.AUTO in {config.levels.default, *config.levels.intents.values()}:
            raise ConfigError(f"[levels] allows auto, but mailbox {mailbox.name} has no [mailbox.smtp] to send by")
        return "not set: nothing can be sent, which is fine for shadow and draft"
    _has_password(server, config)
    SmtpSender(server, mailbox.address, root=config.root).check()
    how = "logged in" if server.password or server.oauth else "connected without a log-in"
    return f"{how} at {server.host}:{server.port}, nothing sent"


def _has_password(server: Imap | Smtp, config: Config) -> None:
    """A password that is not where the settings say is a wrong setting, whatever the server thinks."""
    if server.password is not None:
        resolve(server.password, account=server.user, root=config.root)
