"""The pool of codes: each is given away once, and none that ends soon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from triage.edges.store.schema import code

ERASED = "erased"  # holds the codes of a person whose data went: given away, and nobody knows to whom
_FORM = re.compile(r"[A-Za-z0-9-]{4,40}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What became of the lines of a file, by their numbers, from 1."""

    added: int
    known: tuple[int, ...]  # codes that were there already, or stand twice in the file
    refused: tuple[int, ...]  # lines that are no code


@dataclass(frozen=True, kw_only=True, slots=True)
class Pool:
    """How many codes of a kind there are."""

    kind: str
    free: int
    ended: int  # free, but too near to their end to be given
    taken: int


def is_code(text: str) -> bool:
    """Whether a text may stand in a reply as a code: letters, digits and hyphens, 4 to 40.

    >>> is_code("SORRY-4711"), is_code("=cmd|calc"), is_code("5OFF!")
    (True, False, False)
    """
    return _FORM.fullmatch(text) is not None


def take_code(connection: Connection, kind: str, least: datetime, award: str) -> tuple[str, datetime | None] | None:
    """A free code of a kind that holds until `least` at least, and until when; None where none is left.

    It belongs to the award from now on. Those that end first go first. The caller holds a writing transaction.
    """
    query = (
        select(code.c.code, code.c.valid_until)
        .where(code.c.kind == kind, code.c.award.is_(None), _holds(least))
        .order_by(code.c.valid_until.is_(None), code.c.valid_until, code.c.added_at, code.c.code)
        .limit(1)
    )
    while (found := connection.execute(query).first()) is not None:
        mine = update(code).where(code.c.code == found.code, code.c.award.is_(None)).values(award=award)
        if connection.execute(mine).rowcount:
            return found.code, found.valid_until
    return None


def free_code(connection: Connection, award: str) -> None:
    """Put an award's code back: only for one that no customer has seen."""
    connection.execute(update(code).where(code.c.award == award).values(award=None))


def add_code(
    connection: Connection, text: str, kind: str, until: datetime | None, now: datetime, award: str | None
) -> bool:
    """Write down a code that a command made, for its award or as a free one; False where it was there already."""
    if connection.execute(select(code.c.code).where(code.c.code == text)).first() is not None:
        return False
    connection.execute(insert(code).values(code=text, kind=kind, valid_until=until, added_at=now, award=award))
    return True


def add_codes(
    connection: Connection, lines: Iterable[str], kind: str, until: datetime | None, now: datetime
) -> Imported:
    """Fill the pool from a file, one code a line; empty lines are passed over. `until` None: the codes never end."""
    known = set(connection.execute(select(code.c.code)).scalars())
    again, refused, new = [], [], []
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text and not is_code(text):
            refused.append(number)
        elif text in known:
            again.append(number)
        elif text:
            known.add(text)
            new.append({"code": text, "kind": kind, "valid_until": until, "added_at": now, "award": None})
    if new:
        connection.execute(insert(code), new)
    return Imported(added=len(new), known=tuple(again), refused=tuple(refused))


def pools(connection: Connection, least: datetime) -> tuple[Pool, ...]:
    """The codes counted by kind; `least` is until when a code must hold to be given away."""
    taken = func.sum(func.iif(code.c.award.is_(None), 0, 1))
    free = func.sum(func.iif((code.c.award.is_(None)) & _holds(least), 1, 0))
    query = select(code.c.kind, func.count(), taken, free).group_by(code.c.kind).order_by(code.c.kind)
    return tuple(
        Pool(kind=kind, free=free, ended=every - taken - free, taken=taken)
        for kind, every, taken, free in connection.execute(query)
    )


def _holds(least: datetime) -> ColumnElement[bool]:
    return or_(code.c.valid_until.is_(None), code.c.valid_until >= least)
