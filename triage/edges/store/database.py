"""The database itself: opened once, checked, migrated, and written in transactions that exclude each other."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from triage.edges.store import schema
from triage.errors import ConfigError, Unavailable

_MIGRATIONS = Path(__file__).parent / "migrations"
_INSTANCE = "instance"


@dataclass(frozen=True, slots=True)
class Database:
    """One open database. `read` and `write` are the only ways in."""

    engine: Engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading."""
        with _told(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that no other writer shares (BEGIN IMMEDIATE); rolled back on an error."""
        options = {"begin": "BEGIN IMMEDIATE"}
        with _told(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    def compact(self) -> None:
        """Rewrite the file without what was deleted, and empty its log (SQLite documentation, VACUUM).

        Raises Unavailable while another program reads the database, and when the disk has no room for a copy.
        """
        with self._bare() as connection:
            connection.exec_driver_sql("VACUUM")
        if not self.empty_log():
            raise Unavailable("another program reads the database, so old bytes still lie in its log; try again later")

    def empty_log(self) -> bool:
        """Bring the write-ahead log into the file and cut it to nothing. False while another program reads."""
        with self._bare() as connection:
            return not connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()  # the first is `busy`

    @contextmanager
    def _bare(self) -> Iterator[Connection]:
        """A connection outside of any transaction."""
        with _told(), self.engine.connect().execution_options(begin=None) as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _told() -> Iterator[None]:
    """Turn the driver's words into one line that says what to do."""
    try:
        yield
    except OperationalError as error:
        raise Unavailable(
            f"the database cannot be written or read ({error.orig}); {_advice(str(error.orig))}"
        ) from None
    except DatabaseError as error:
        if "malformed" in str(error.orig) or "not a database" in str(error.orig):
            raise ConfigError(f"the database is damaged ({error.orig}); restore the last backup of its file") from None
        raise


def _advice(words: str) -> str:
    if "full" in words:
        return "the disk is full: make room, nothing was lost, the mail is still on the server"
    if "locked" in words:
        return "another program holds it: end that program, or wait"
    if "readonly" in words or "unable to open" in words:
        return "check that the folder exists and belongs to the user who runs triage"
    return "it will be tried again"


def open_database(url: str) -> Database:
    """Open (or make) the database at an SQLAlchemy URL, check it and bring it to the newest schema.

    Raises ConfigError for a damaged or unreadable file, Unavailable when the disk is full or another program holds it.
    """
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise ConfigError(f"{path.parent}: the database's folder cannot be made ({error.strerror})") from None
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": 5, "check_same_thread": False})
    event.listen(engine, "connect", _pragmas)
    event.listen(engine, "begin", _begin)
    database = Database(engine)
    _check(database)
    _migrate(database)
    return database


def open_to_read(url: str) -> Database | None:
    """Open the database as it is, not checked and not migrated; nothing can be written. None where there is no file.

    What is wrong with the file is told at the first reading. No file is made beside it either: one that belongs to
    somebody else would keep the daemon out.
    """
    path = Path(url.removeprefix("sqlite:///"))
    if not path.exists():
        return None

    def connect() -> sqlite3.Connection:
        # Without a log nobody has the file open; SQLite would make one (its documentation, Read-Only WAL-Mode).
        how = "mode=ro" if Path(f"{path}-wal").exists() else "mode=ro&immutable=1"
        return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=5)

    return Database(create_engine("sqlite://", creator=connect, hide_parameters=True, poolclass=NullPool))


def _pragmas(connection: Any, _record: Any) -> None:
    """WAL with a full sync: what is committed survives a power cut (SQLite documentation, PRAGMA synchronous).

    With secure_delete what is deleted or emptied is overwritten with zeros.
    """
    connection.isolation_level = None  # the driver must not begin transactions by itself; _begin does
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    how = connection.get_execution_options().get("begin", "BEGIN")
    if how is not None:
        connection.exec_driver_sql(how)


def _check(database: Database) -> None:
    with database.read() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise ConfigError(f"the database is damaged ({found}); restore the last backup of its file")


def is_newest(database: Database) -> bool:
    """Whether the schema is the one of this version of the program, so that every row can be read."""
    newest = ScriptDirectory.from_config(_alembic()).get_current_head()
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def _alembic() -> AlembicConfig:
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(_MIGRATIONS))
    return settings


def _migrate(database: Database) -> None:
    settings = _alembic()
    with database.write() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def remembered(database: Database, name: str, value: str) -> str:
    """A setting that is made once: the value of the first call ever, whatever later calls bring."""
    with database.write() as connection:
        known = connection.execute(select(schema.setting.c.value).where(schema.setting.c.name == name)).scalar()
        if known is None:
            known = value
            connection.execute(insert(schema.setting).values(name=name, value=value))
    return str(known)


def instance(database: Database) -> str:
    """The hex token that marks this installation's mail; made once."""
    return remembered(database, _INSTANCE, secrets.token_hex(8))


def known_instance(database: Database) -> str:
    """The same as far as there is one already; "" before. Nothing is written."""
    with database.read() as connection:
        query = select(schema.setting.c.value).where(schema.setting.c.name == _INSTANCE)
        return str(connection.execute(query).scalar() or "")
