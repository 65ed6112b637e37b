"""A person's data: handed out whole, or erased (GDPR, articles 15, 17 and 20).

A mail is theirs when they sent it, or when its answers go to them: a shop's contact form writes in its own name.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, bindparam, delete, select, update

from triage.domain import ActionKind
from triage.edges import dataset
from triage.edges.store.awards import forget_awards
from triage.edges.store.database import Database
from triage.edges.store.schema import (
    action,
    award,
    blocked,
    cases,
    claim,
    correction,
    decision,
    event,
    evidence,
    mail,
    mark,
    place,
    promise,
    spoken,
)
from triage.mail.people import addresses
from triage.mail.wire import headers
from triage.settings import Limits

_Naming = Callable[[Any], bool]

_BY_MAIL: Mapping[str, Table] = {
    "decisions": decision, "actions": action, "corrections": correction, "places": place, "claims": claim,
    "message_ids": spoken, "conversation_marks": mark, "verdicts": evidence,
}  # fmt: skip
_BY_NAME: Mapping[str, Table] = {"actions": action, "claims": claim, "message_ids": spoken, "blocked": blocked}
_BY_CASE: Mapping[str, tuple[Table, str]] = {
    "cases": (cases, "id"), "promises": (promise, "case"), "awards": (award, "case"), "events": (event, "case"),
}  # fmt: skip
_NAMING_HEADERS = ("from", "sender", "reply-to")
_NO_TIME = datetime.fromtimestamp(0, UTC)
_ERASED = {
    "state": "erased", "content": b"", "sender": None, "subject": None, "note": None, "trouble": None, "queue": None,
    "received_at": _NO_TIME, "stored_at": _NO_TIME, "strikes": 0, "conversation": None,
}  # fmt: skip
_EMPTIED = {
    "content": b"", "subject": None, "trouble": None,
    "note": "its words were erased here: it named a person whose data was to go; the mail itself is on the server",
}  # fmt: skip


def export(database: Database, address: str) -> list[dict[str, Any]]:
    """Everything kept of an address, ready for JSON: times as ISO 8601, bytes as base64.

    A dict for each of their mails, oldest first, with its decisions, actions (replies are among them), corrections,
    places, claims and Message-IDs; then their cases with promises, compensation and events, and one for each other row
    that names the address. Mails of others are not in it, nor notices to the shop's own people, which tell of others
    too.
    """
    named = _naming(address)
    with database.read() as connection:
        theirs, _others = _mails(connection, address, named)
        mails = [_whole(connection, mail_id) for mail_id in theirs]
        return [*mails, *_matters(connection, theirs), *_elsewhere(connection, named, frozenset(theirs))]


def erase(database: Database, address: str, training: Path) -> dict[str, int]:
    """Leave nothing of an address in the database, its file and log, and the training rows in a folder.

    Of each of their mails only the digest stays, so that it is known when it is seen again. Mails of others that name
    the address lose their words; one that is not decided yet then goes to a person. No daemon may run meanwhile: what
    it holds in memory would be written again. Returns how many rows of which kind were removed. Raises Unavailable when
    another program reads the database, and ConfigError when a training file cannot be read; then call it again.
    """
    named = _naming(address)
    with database.write() as connection:
        counts = _erase(connection, address, named)
    database.compact()
    gone = dataset.remove(training, lambda values: any(map(named, values)))
    return {**counts, "training_rows": gone}


def _naming(address: str) -> _Naming:
    r"""Whether a value names an address. A longer address that it is a part of does not; =3D and %3C before it do.

    >>> [_naming("Ann@x.example")(text) for text in ("to=ann@x.example.", "joann@x.example", "ann@x.example.org")]
    [True, False, False]
    """
    plain = address.lower().encode()
    before, after = rb"(?:(?<![a-z0-9._+-])|(?<=[=%][0-9a-f]{2}))", rb"(?!-*[a-z0-9]|\.[a-z0-9])"
    whole = re.compile(before + re.escape(plain) + after)

    def named(value: Any) -> bool:
        data = (value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")).lower()
        return plain in data and whole.search(data) is not None  # the first is fast, and nearly always enough

    return named


def _mails(connection: Connection, address: str, named: _Naming) -> tuple[list[str], list[str]]:
    """Ids of their mails, oldest first, and of mails of others that name the address."""
    theirs: list[str] = []
    others: list[str] = []
    query = select(mail).order_by(mail.c.received_at, mail.c.id).execution_options(yield_per=50)
    for row in connection.execute(query):
        if row.sender == address.lower():
            theirs.append(row.id)
        elif any(map(named, row)):
            (theirs if _speaks_for(row.content, address) else others).append(row.id)
    return theirs, others


def _speaks_for(content: bytes, address: str) -> bool:
    """Whether a header names the address as the one who writes or is to be answered."""
    head, _rest = headers.split(content, Limits())
    people = (found for name in _NAMING_HEADERS for found in addresses.members(head.all(name)))
    return any(found is not None and found.email.lower() == address.lower() for found in people)


def _whole(connection: Connection, mail_id: str) -> dict[str, Any]:
    found = connection.execute(select(mail).where(mail.c.id == mail_id)).one()
    parts = {
        kind: [
            _plain(row)
            for row in connection.execute(select(table).where(table.c.mail_id == mail_id))
            if not _is_notice(table, row)
        ]
        for kind, table in _BY_MAIL.items()
    }
    return {"table": "mail", **_plain(found), **parts}


def _matters(connection: Connection, theirs: Sequence[str]) -> Iterator[dict[str, Any]]:
    for case in _cases(connection, theirs):
        for table, column in _BY_CASE.values():
            for row in connection.execute(select(table).where(table.c[column] == case)):
                yield {"table": table.name, **_plain(row)}


def _cases(connection: Connection, theirs: Iterable[str]) -> list[str]:
    """The cases of these mails."""
    found = (connection.execute(select(mail.c.conversation).where(mail.c.id == one)).scalar() for one in theirs)
    return list(dict.fromkeys(case for case in found if case))


def _elsewhere(connection: Connection, named: _Naming, theirs: frozenset[str]) -> Iterator[dict[str, Any]]:
    for table in _BY_NAME.values():
        for row in _rows_naming(connection, table, named):
            if (table is blocked or row.mail_id not in theirs) and not _is_notice(table, row):
                yield {"table": table.name, **_plain(row)}


def _rows_naming(connection: Connection, table: Table, named: _Naming) -> Iterator[Row[Any]]:
    for row in connection.execute(select(table).execution_options(yield_per=50)):
        if any(map(named, row)) or (_is_notice(table, row) and named(_said(row.content))):
            yield row


def _is_notice(table: Table, row: Row[Any]) -> bool:
    """A mail to the shop's own people, which names the customers of several cases in its words."""
    return table is action and bool(row.kind == ActionKind.NOTICE.value)


def _said(content: bytes) -> bytes:
    """The words of a mail of our own, out of the encoding that would hide a name in them."""
    parts = (part.get_payload(decode=True) for part in message_from_bytes(content).walk())
    return b"\n".join(part for part in parts if isinstance(part, bytes))


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {name: _json(value) for name, value in row._mapping.items()}


def _json(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime) else value


def _erase(connection: Connection, address: str, named: _Naming) -> dict[str, int]:
    theirs, others = _mails(connection, address, named)
    talks = _cases(connection, theirs)
    _overwrite(connection, theirs, _ERASED)
    _overwrite(connection, others, _EMPTIED)
    counts = {"mails": len(theirs), "mails_of_others_emptied": len(others), "blocked": 0}
    erased = select(mail.c.id).where(mail.c.state == "erased")
    said = select(spoken.c.message_id).where(spoken.c.mail_id.in_(erased), spoken.c.by == "customer")
    counts["message_ids"] = connection.execute(delete(spoken).where(spoken.c.message_id.in_(said))).rowcount
    for kind, table in _BY_MAIL.items():
        removed = connection.execute(delete(table).where(table.c.mail_id.in_(erased))).rowcount
        counts[kind] = counts.get(kind, 0) + removed
    counts |= _forget_cases(connection, talks)
    for kind, table in _BY_NAME.items():
        counts[kind] += _delete(connection, table, list(_rows_naming(connection, table, named)))
    return counts


def _forget_cases(connection: Connection, talks: Sequence[str]) -> dict[str, int]:
    """Cases in which nobody else has written; the others' rows name nobody."""
    shared = set(connection.execute(select(mail.c.conversation).where(mail.c.conversation.in_(talks))).scalars())
    theirs = [case for case in talks if case not in shared]
    counts = {"awards": forget_awards(connection, theirs)}
    for kind, (table, column) in _BY_CASE.items():
        if table is not award:
            counts[kind] = connection.execute(delete(table).where(table.c[column].in_(theirs))).rowcount
    return counts


def _overwrite(connection: Connection, mail_ids: Iterable[str], values: Mapping[str, Any]) -> None:
    rows = [{"which": mail_id} for mail_id in mail_ids]
    if rows:
        connection.execute(update(mail).where(mail.c.id == bindparam("which")).values(**values), rows)


def _delete(connection: Connection, table: Table, rows: Sequence[Row[Any]]) -> int:
    keys = list(table.primary_key.columns)
    if rows:
        which = and_(*(key == bindparam(f"which_{key.name}") for key in keys))
        given = [{f"which_{key.name}": row._mapping[key.name] for key in keys} for row in rows]
        connection.execute(delete(table).where(which), given)
    return len(rows)
