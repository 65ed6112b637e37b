"""What people said by moving a mail."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from triage.domain import ActionKind, Case, Corrected, Correction, Cursor, RawMail, State
from triage.edges.store.database import Database
from triage.edges.store.intake import raw_mail, write_cursor, write_place
from triage.edges.store.schema import action, cases, correction, decision, mail
from triage.edges.store.steps import as_case


class SqlCorrections:
    """ports.Corrections on SQLAlchemy."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sighted(self, mails: Iterable[RawMail], cursor: Cursor) -> tuple[tuple[str, str], ...]:
        """See ports.Corrections."""
        found = []
        with self._database.write() as connection:
            for raw in mails:
                queue = connection.execute(select(mail.c.queue).where(mail.c.id == raw.id)).scalar()
                if queue is not None and raw.origin is not None:
                    write_place(connection, raw.id, raw.origin)
                    _leave_there(connection, raw.id, raw.origin.folder)
                    found.append((raw.id, str(queue)))
            write_cursor(connection, cursor)
        return tuple(found)

    def case(self, mail_id: str) -> Case | None:
        """See ports.Corrections."""
        query = select(cases).join(mail, mail.c.conversation == cases.c.id).where(mail.c.id == mail_id)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else as_case(row)

    def correct(self, correction_: Correction) -> None:
        """See ports.Corrections."""
        values = {name: getattr(correction_, name) for name in Correction.__dataclass_fields__}
        with self._database.write() as connection:
            connection.execute(
                insert(correction)
                .values(**values)
                .on_conflict_do_update(index_elements=["mail_id", "to_queue"], set_={"at": correction_.at})
            )
            connection.execute(update(mail).where(mail.c.id == correction_.mail_id).values(queue=correction_.to_queue))

    def corrected(self) -> tuple[Corrected, ...]:
        """See ports.Corrections."""
        query = (
            select(correction, mail, decision.c.intents)
            .join(mail, mail.c.id == correction.c.mail_id)
            .join(decision, decision.c.mail_id == correction.c.mail_id)
            .order_by(correction.c.at)
        )
        newest = {}
        with self._database.read() as connection:
            for row in connection.execute(query):
                said = Correction(**{name: getattr(row, name) for name in Correction.__dataclass_fields__})
                newest[row.mail_id] = Corrected(correction=said, raw=raw_mail(row), intents=row.intents)
        return tuple(newest.values())


def _leave_there(connection: Connection, mail_id: str, folder: str) -> None:
    """A person was faster than our own move, and knows better."""
    connection.execute(
        update(action)
        .where(action.c.mail_id == mail_id, action.c.kind == ActionKind.MOVE.value, action.c.folder != folder)
        .where(action.c.state == State.QUEUED.value)
        .values(state=State.FAILED.value, detail="withdrawn: a person has moved the mail")
    )
