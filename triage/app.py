"""Config to Desk: opens every edge once. The only file that knows both sides."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from triage.accounts import Mailbox
from triage.config import Config, load, parse
from triage.desk import Desk, Handled
from triage.edges import models, starter
from triage.edges.clock import SystemClock, WatchedClock
from triage.edges.code_command import code_maker
from triage.edges.dataset import read_examples
from triage.edges.engine import PoolEngine, Thinking
from triage.edges.hands import open_account
from triage.edges.lookup import NoOrders, OrderFile, Shrinking, open_orders
from triage.edges.mails import NOBODY
from triage.edges.store import (
    Database,
    SqlCases,
    SqlCorrections,
    SqlDiary,
    SqlIntake,
    SqlJournal,
    SqlLedger,
    SqlOutbox,
    SqlStandings,
    instance,
    is_newest,
    known_instance,
    open_database,
    open_to_read,
    remembered,
)
from triage.errors import BadModel, ConfigError, Unavailable
from triage.foresight import Books, NoDiary
from triage.policy.render import Templates
from triage.ports import Lookup
from triage.settings import Policy

FILE = "triage.toml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Store:
    """The store's ports on one database."""

    database: Database
    instance: str
    intake: SqlIntake
    journal: SqlJournal
    outbox: SqlOutbox
    corrections: SqlCorrections
    ledger: SqlLedger
    cases: SqlCases
    standings: SqlStandings


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """One shop's open edges, shared by its mailboxes."""

    config: Config
    store: Store
    templates: Templates
    lookup: Lookup
    engine: PoolEngine


def find_config(path: Path | None) -> Config:
    """The settings at `path`, or of the current folder; without either, the defaults with no mailbox."""
    if path is not None:
        return load(path / FILE if path.is_dir() else path)
    here = Path(os.environ.get("TRIAGE_CONFIG", FILE))
    if here.exists() or "TRIAGE_CONFIG" in os.environ:
        return load(here)
    return parse({}, starter.cache())


def open_store(config: Config) -> Store:
    """Open the database. Raises ConfigError or Unavailable."""
    database, codes = open_database(store_url(config)), config.compensation_codes
    return Store(
        database=database,
        instance=instance(database),
        intake=SqlIntake(database, config.store.min_free_mb, config.path(Path())),
        journal=SqlJournal(database, config.breaker, **_days(config)),
        outbox=SqlOutbox(database, config.breaker),
        corrections=SqlCorrections(database),
        cases=SqlCases(database),
        standings=SqlStandings(database),
        ledger=SqlLedger(database, codes, code_maker(codes.command, codes.seconds)),
    )


def store_url(config: Config) -> str:
    """The database's URL, with a relative SQLite path taken from the folder of triage.toml."""
    prefix = "sqlite:///"
    if not config.store.url.startswith(prefix):
        return config.store.url
    return prefix + str(config.path(Path(config.store.url.removeprefix(prefix))))


def open_templates(config: Config) -> Templates:
    """The shipped texts with the shop's own over them; its own are tried. Raises ConfigError."""
    shipped, own = starter.texts(starter.folder() / "templates"), {}
    folder = config.path(config.folders.templates)
    if folder.is_dir():
        try:
            own = starter.texts(folder)
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{folder}: the templates cannot be read ({error})") from None
    loaded = Templates.load(shipped | own, proven=shipped.keys() - own.keys())
    if faults := config.matrix_faults({name for name, _ in loaded}):
        raise ConfigError("\n".join(faults))
    return loaded


def model_folder(config: Config, progress: Callable[[str], None]) -> Path:
    """The active model's folder; the starter model is trained first where there is none yet."""
    root = config.path(config.folders.models)
    active = models.active(root)
    if active is not None and root == starter.cache() / "models":
        active = _still_good(active, progress)
    if active is None:
        from triage.retrain import retrain  # not above: scikit-learn takes a second that only training needs

        progress("There is no model yet: training the starter model (once, about two minutes) ...")
        data = starter.folder() / "training_data"
        starter_rows, frozen = read_examples([data / "starter"]), read_examples([data / "benchmark"])
        active = retrain(starter_rows, frozen, models.Registry(root), progress=progress)
    return active


def _still_good(active: Path, progress: Callable[[str], None]) -> Path | None:
    """The starter model that an earlier start has kept, unless another version of the program made it."""
    try:
        models.verify(active)
    except BadModel as error:
        progress(f"The kept starter model cannot be used: {error}")
        return None
    return active


def open_engine(config: Config, token: str, progress: Callable[[str], None]) -> PoolEngine:
    """Workers that read for every mailbox of the settings. Raises BadModel."""
    readings = {mailbox.name: config.reading(mailbox, token) for mailbox in config.mailbox}
    only = config.mailbox[0] if len(config.mailbox) == 1 else None
    thinking = Thinking(
        model=model_folder(config, progress),
        readings=readings | {NOBODY: config.reading(only, token)},
        default=config.reading(None, token),
        memory_mb=config.engine.memory_mb,
        wrong_share=config.safety.wrong_share,
    )
    return PoolEngine(thinking, workers=config.engine.workers, seconds=config.engine.seconds)


def open_lookup(config: Config) -> OrderFile | NoOrders:
    """The shop's orders. Raises ConfigError or Unavailable."""
    orders = config.orders
    if not orders.file:
        return NoOrders()
    shrinking = Shrinking(least_share=orders.least_share, least_orders=orders.least_orders)
    return open_orders(config.path(orders.file), orders.states, orders.table, shrinking)


@contextmanager
def open_office(config: Config, progress: Callable[[str], None]) -> Iterator[Office]:
    """Everything the mailboxes share, closed at the end."""
    with ExitStack() as opened:
        store = open_store(config)
        opened.callback(store.database.close)
        engine = open_engine(config, store.instance, progress)
        opened.callback(engine.close)
        engine.begin()  # a worker loads its model while the texts are tried
        templates, lookup = open_templates(config), open_lookup(config)
        engine.warm_up()
        yield Office(config=config, store=store, templates=templates, lookup=lookup, engine=engine)


def open_desk(
    office: Office,
    mailbox: Mailbox,
    *,
    told: Callable[[Handled], None] = lambda handled: None,
    beat: Callable[[], None] = lambda: None,
    stop: Callable[[], bool] = lambda: False,
) -> Desk:
    """One mailbox's desk. Nothing is connected yet."""
    config, store = office.config, office.store
    account, hands = open_account(mailbox, config.limits, root=config.root)
    clock = WatchedClock(SystemClock(), functools.partial(store.outbox.clock_set, mailbox.name))
    return Desk(
        name=mailbox.name, folder=mailbox.folder, since=_since(mailbox, store.database, clock.now()),
        policy=config.policy(mailbox, store.instance), templates=office.templates,
        mailbox=account, hands=hands,
        intake=store.intake, journal=store.journal, outbox=store.outbox, corrections=store.corrections,
        cases=store.cases, ledger=store.ledger, standings=store.standings,
        lookup=office.lookup, engine=office.engine, clock=clock, told=told, beat=beat, stop=stop,
    )  # fmt: skip


@contextmanager
def open_books(config: Config, mailbox: Mailbox | None) -> Iterator[tuple[Books, tuple[str, ...]]]:
    """What the shop knows of one mailbox's mail, for reading alone, and a few words for each thing that is not there.

    Nothing is made: no store, no folder, no lock.
    """
    missing: list[str] = []
    lookup, database = _orders_to_read(config, missing), _store_to_read(config, missing) if mailbox else None
    try:
        journal = SqlDiary(database, config.breaker, **_days(config)) if database else NoDiary()
        policy = config.policy(mailbox, known_instance(database) if database else "")
        name = mailbox.name if mailbox else ""
        yield Books(name=name, policy=policy, lookup=lookup, journal=journal), tuple(missing)
    finally:
        if database is not None:
            database.close()


def _orders_to_read(config: Config, missing: list[str]) -> Lookup:
    try:
        lookup = open_lookup(config)
    except (ConfigError, Unavailable) as error:
        missing.append(str(error))
        return NoOrders()
    if not config.orders.file:
        missing.append("no order file is set ([orders] file)")
    return lookup


def _store_to_read(config: Config, missing: list[str]) -> Database | None:
    database = open_to_read(store_url(config))
    if database is None:
        missing.append("the store is not there yet: `triage run` makes it")
    elif not is_newest(database):
        database.close()
        missing.append("the store is of another version of the program: `triage run` brings it up to date")
        return None
    return database


def _days(config: Config) -> dict[str, float]:
    return {"conversation_days": config.safety.same_order_days, "back_days": config.autonomy.back_days}


def policy_for_files(config: Config) -> Policy:
    """The policy by which files are judged: that of the only mailbox, or the shop's without an address."""
    return config.policy(config.mailbox[0] if len(config.mailbox) == 1 else None, "")


def _since(mailbox: Mailbox, database: Database, now: datetime) -> datetime:
    """From when the first start reads: the day that was named, else the day of the very first start."""
    first = remembered(database, f"since:{mailbox.name}", now.date().isoformat())
    return datetime.combine(mailbox.since or date.fromisoformat(first), time(), UTC)
