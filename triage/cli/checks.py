"""The checks of `triage check`: each is one line, and a failing one never hides the next."""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.text import Text

from triage import __version__
from triage.accounts import Imap, Mailbox, Smtp
from triage.app import find_config, open_lookup, open_store, open_templates
from triage.cli.console import clean, screen
from triage.cli.minds import never_asked, nobody_vouches, other_clocks
from triage.config import Config
from triage.domain import Level
from triage.edges import models
from triage.edges.hands import open_account
from triage.edges.secrets import resolve
from triage.edges.smtp import SmtpSender
from triage.edges.store.codes import pools
from triage.errors import ConfigError, TriageError, Unavailable
from triage.policy.clock_faults import nobody_there, office_words, slow
from triage.policy.clock_gaps import gaps
from triage.policy.compensation_faults import out_of_reach
from triage.policy.customers import unmeasured
from triage.policy.matrix import overlaps

_OK, _FAILS, _WRONG = 0, 1, 78
_LOOK = {_OK: ("ok   ", "green"), _FAILS: ("fails", "red"), _WRONG: ("wrong", "red")}
_MIND = ("mind ", "yellow")
_NEWEST = 30  # mails whose Authentication-Results are looked at

Look = Callable[[], Iterable[str]]  # what is well in one line, then a line for each thing to mind


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the report; status 0, 1 (cannot be used now) or 78 (wrong setting)."""

    name: str
    status: int
    words: str
    mind: bool = False  # it works, and may not be what was meant


def show(line: Line) -> None:
    """One check as one line for a person."""
    look = _MIND if line.mind else _LOOK[line.status]
    screen.print(Text.assemble(look, " ", (f"{clean(line.name):12}", "bold"), " ", clean(line.words)))


def all_checks(path: Path | None) -> Iterator[Line]:
    """Every check, in the order in which a newcomer mends things."""
    try:
        config = find_config(path)
        if not config.mailbox:
            raise ConfigError("no mailbox yet; `triage init` asks for one and writes triage.toml")
    except ConfigError as error:
        yield from (Line(name="settings", status=_WRONG, words=line) for line in str(error).splitlines())
        return
    yield from _lines("settings", lambda: _settings(config))
    for name, look in _shared(config):
        yield from _lines(name, look)
    for mailbox in config.mailbox:
        yield from _lines(f"imap {mailbox.name}", lambda mailbox=mailbox: _imap(config, mailbox))  # type: ignore[misc]
        yield from _lines(f"smtp {mailbox.name}", lambda mailbox=mailbox: _smtp(config, mailbox))  # type: ignore[misc]


def _shared(config: Config) -> tuple[tuple[str, Look], ...]:
    return (
        ("versions", lambda: [f"triage {__version__}, Python {platform.python_version()}"]),
        ("templates", lambda: [f"{len(list(open_templates(config)))} texts; the shop's own were tried"]),
        ("model", lambda: _model(config)),
        ("orders", lambda: _orders(config)),
        ("store", lambda: _store(config)),
        ("codes", lambda: _codes(config)),
        ("clocks", lambda: _clocks(config)),
    )


def _lines(name: str, look: Look) -> Iterator[Line]:
    try:
        well, *minded = look()
    except ConfigError as error:
        yield Line(name=name, status=_WRONG, words=_on_one(error))
    except (TriageError, OSError) as error:
        yield Line(name=name, status=_FAILS, words=_on_one(error))
    else:
        yield Line(name=name, status=_OK, words=well)
        yield from (Line(name=name, status=_OK, words=words, mind=True) for words in minded)


def _on_one(error: Exception) -> str:
    return "; ".join(str(error).splitlines())


def _levels(config: Config) -> str:
    special = ", ".join(f"{intent}={level}" for intent, level in sorted(config.levels.intents.items()))
    return f"{config.levels.default}" + (f" ({special})" if special else "")


def _settings(config: Config) -> Iterator[str]:
    yield f"{len(config.mailbox)} mailbox(es), levels {_levels(config)}"
    if not config.safety.prove:
        yield (
            "[safety] prove = false: a class on auto is answered although no labelled mail proves its answers right; "
            "write prove = true, and `triage models limits` shows what is missing"
        )
    yield from never_asked(config.follow_ups)
    yield from (f"[[matrix]] {line}" for line in overlaps(config.matrix))


def _model(config: Config) -> Iterator[str]:
    root = config.path(config.folders.models)
    active = models.active(root)
    if active is None:
        yield f"none in {root} yet; `triage run` trains the starter model at its first start"
        return
    models.load(active)
    yield f"{active.name}, hash verified"


def _orders(config: Config) -> Iterator[str]:
    logging.getLogger("triage.orders").addHandler(logging.NullHandler())  # its warnings are the lines below
    lookup = open_lookup(config)
    yield lookup.describe()
    yield from lookup.complaints()
    yield from unmeasured(config.customers, lookup.currencies())
    yield from other_clocks(config, lookup.countries())


def _store(config: Config) -> Iterator[str]:
    store = open_store(config)
    store.database.close()
    yield "database opened and checked"


def _clocks(config: Config) -> Iterator[str]:
    """When somebody is there, and what may not be meant so: the shop's wish is hers to say."""
    policy = config.policy(None, "")
    country = config.holidays.country or config.shop.country or "no country"
    yield f"{len(config.clock)} clocks; {office_words(policy)}, holidays of {country}"
    yield from nobody_there(policy, datetime.now(UTC))
    yield from slow(policy)
    yield from gaps(config.clock, config.queue)


def _codes(config: Config) -> Iterator[str]:
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
    yield f"free: {counted}" if counted else "none in the pool: offers go out without a code"
    if config.care.offers:
        yield from out_of_reach(config.compensation, config.authority)


def _imap(config: Config, mailbox: Mailbox) -> Iterator[str]:
    _has_password(mailbox.imap, config)
    account, _hands = open_account(mailbox, config.limits, root=config.root)
    with closing(account):
        yield f"logged in at {mailbox.imap.host}:{mailbox.imap.port}; {account.describe()}"
        if config.orders.file and not mailbox.authserv_id:
            yield nobody_vouches(account.border_names(_NEWEST))


def _smtp(config: Config, mailbox: Mailbox) -> Iterator[str]:
    server = mailbox.smtp
    if server is None:
        if Level.AUTO in {config.levels.default, *config.levels.intents.values()}:
            raise ConfigError(f"[levels] allows auto, but mailbox {mailbox.name} has no [mailbox.smtp] to send by")
        yield "not set: nothing can be sent, which is fine for shadow and draft"
        return
    _has_password(server, config)
    SmtpSender(server, mailbox.address, root=config.root).check()
    how = "logged in" if server.password or server.oauth else "connected without a log-in"
    yield f"{how} at {server.host}:{server.port}, nothing sent"


def _has_password(server: Imap | Smtp, config: Config) -> None:
    """A password that is not where the settings say is a wrong setting, whatever the server thinks."""
    if server.password is not None:
        resolve(server.password, account=server.user, root=config.root)
