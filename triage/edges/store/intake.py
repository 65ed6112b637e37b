"""What arrived: bytes and places, written before the server is told anything."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from triage.domain import Cursor, Origin, RawMail
from triage.edges.store.database import Database
from triage.edges.store.schema import cursor as cursors
from triage.edges.store.schema import mail, place
from triage.errors import Unavailable


class SqlIntake:
    """ports.Intake on SQLAlchemy. Takes nothing in while less than `min_free_mb` is free in `folder`."""

    def __init__(self, database: Database, min_free_mb: int = 0, folder: Path | None = None) -> None:
        self._database = database
        self._min_free = min_free_mb * 1_000_000
        self._folder = folder

    def keep(self, mails: Iterable[RawMail], cursor: Cursor) -> tuple[str, ...]:
        """See ports.Intake. Raises Unavailable when the disk is nearly full."""
        self._check_room()
        with self._database.write() as connection:
            new = tuple(raw.id for raw in mails if _store(connection, raw))
            write_cursor(connection, cursor)
        return new

    def cursor(self, mailbox: str, folder: str) -> Cursor | None:
        """See ports.Intake."""
        with self._database.read() as connection:
            return read_cursor(connection, mailbox, folder)

    def waiting(self, mailbox: str, limit: int) -> tuple[RawMail, ...]:
        """See ports.Intake."""
        query = (
            select(mail)
            .where(mail.c.mailbox == mailbox, mail.c.state == "waiting")
            .order_by(mail.c.strikes, mail.c.received_at, mail.c.stored_at, mail.c.id)
            .limit(limit)
        )
        with self._database.read() as connection:
            return tuple(raw_mail(row) for row in connection.execute(query))

    def struck(self, mail_id: str, why: str) -> int:
        """See ports.Intake."""
        with self._database.write() as connection:
            connection.execute(update(mail).where(mail.c.id == mail_id).values(strikes=mail.c.strikes + 1, trouble=why))
            return int(connection.execute(select(mail.c.strikes).where(mail.c.id == mail_id)).scalar() or 0)

    def places(self, mail_id: str) -> tuple[Origin, ...]:
        """See ports.Intake."""
        query = select(place).where(place.c.mail_id == mail_id).order_by(place.c.seen_at.desc(), place.c.uid.desc())
        with self._database.read() as connection:
            return tuple(
                Origin(mailbox=row.mailbox, folder=row.folder, uidvalidity=row.uidvalidity, uid=row.uid)
                for row in connection.execute(query)
            )

    def _check_room(self) -> None:
        if self._folder is not None and shutil.disk_usage(self._folder).free < self._min_free:
            raise Unavailable(
                f"less than {self._min_free // 1_000_000} MB are free in {self._folder}: make room;"
                " nothing is fetched until then, and all mail stays on the server"
            )


def raw_mail(row: object) -> RawMail:
    """A row of the mail table as the value it was made from."""
    return RawMail(
        id=row.id, mailbox=row.mailbox, content=row.content, received_at=row.received_at, note=row.note  # type: ignore[attr-defined]
    )  # fmt: skip


def write_place(connection: Connection, mail_id: str, origin: Origin) -> None:
    """Note where a copy lies; the same UID again is the same row, and one UID holds one mail."""
    values = {"mail_id": mail_id, "seen_at": datetime.now(UTC)}
    connection.execute(
        insert(place)
        .values(mailbox=origin.mailbox, folder=origin.folder, uidvalidity=origin.uidvalidity, uid=origin.uid, **values)
        .on_conflict_do_update(index_elements=["mailbox", "folder", "uidvalidity", "uid"], set_=values)
    )


def write_cursor(connection: Connection, cursor: Cursor) -> None:
    """Note how far a folder is read."""
    values = {"uidvalidity": cursor.uidvalidity, "last_uid": cursor.last_uid}
    connection.execute(
        insert(cursors)
        .values(mailbox=cursor.mailbox, folder=cursor.folder, **values)
        .on_conflict_do_update(index_elements=["mailbox", "folder"], set_=values)
    )


def read_cursor(connection: Connection, mailbox: str, folder: str) -> Cursor | None:
    """How far a folder is read; None before the first time."""
    row = connection.execute(select(cursors).where(cursors.c.mailbox == mailbox, cursors.c.folder == folder)).first()
    if row is None:
        return None
    return Cursor(mailbox=mailbox, folder=folder, uidvalidity=row.uidvalidity, last_uid=row.last_uid)


def _store(connection: Connection, raw: RawMail) -> bool:
    written = connection.execute(
        insert(mail)
        .values(
            id=raw.id, mailbox=raw.mailbox, content=raw.content, received_at=raw.received_at, note=raw.note,
            state="waiting", strikes=0, stored_at=datetime.now(UTC),
        )
        .on_conflict_do_nothing()
    )  # fmt: skip
    if raw.origin is not None:
        write_place(connection, raw.id, raw.origin)
    return bool(written.rowcount)
