"""Promises and notices: what was said to customers, and to the shop's own people."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.month.finding import Finding
from tests.month.record import Month
from tests.month.rows import Rows
from tests.month.watching import text_of
from triage.domain import ActionKind

_NEAR = 90.0  # seconds between a time that is named and the one that is kept
_AN_HOUR, _A_JUMP = 3_700.0, 93_600.0
_LINE = re.compile(r"- ([0-9a-f]{12})  .*: (overdue since|due) ")


def promises(month: Month, rows: Rows) -> Iterator[Finding]:
    """Each is kept or told broken, and each is there."""
    every = rows.all("select * from promise")
    last = month.ticks[-1].timestamp()
    over = tuple(
        one["key"]
        for one in every
        if all(one[name] is None for name in ("kept_at", "broken_at", "void_at")) and one["due"] < last
    )
    yield Finding(rule="every promise is kept or told broken", looked_at=len(every), broken=over)
    yield _void(rows)
    yield _told_broken(rows)
    yield _named(month, rows)
    yield _kept(month, rows)


def _void(rows: Rows) -> Finding:
    """A promise falls only with its case, or with the mail that named it and did not arrive."""
    closed = {row["case"] for row in rows.all("select \"case\" from event where kind in ('resolved', 'undelivered')")}
    void = rows.all("select * from promise where void_at is not null")
    changed = rows.joined()
    alone = tuple(one["key"] for one in void if one["case"] not in closed and one["case"] not in changed)
    return Finding(rule="no promise is void in a case that nobody closed", looked_at=len(void), broken=alone)


def _told_broken(rows: Rows) -> Finding:
    broken = Counter(row["case"] for row in rows.all('select "case" from promise where broken_at is not null'))
    told = Counter(row["case"] for row in rows.all("select \"case\" from event where kind = 'promise'"))
    changed = rows.joined()
    unsaid = tuple(
        f"{case[:12]}: {count} broken, {told[case]} told"
        for case, count in broken.items()
        if told[case] != count and case not in changed
    )
    return Finding(rule="every broken promise is in its case's story", looked_at=broken.total(), broken=unsaid)


def _named(month: Month, rows: Rows) -> Finding:
    """What an agent promised stands in the case to which she wrote."""
    dues: dict[str, list[float]] = defaultdict(list)
    for row in rows.all('select "case", due from promise'):
        dues[row["case"]].append(row["due"])
    case_of = rows.conversations()
    changed = rows.joined()
    named = [(said, said.due.timestamp()) for said in month.said if said.due is not None]
    unknown = tuple(
        f"{case_of[said.to.id][:12]}: {said.to.language}, said on {said.at:%d %H:%M} to {said.to.id[:12]}"
        for said, due in named
        if case_of[said.to.id] not in changed and not any(abs(at - due) < _NEAR for at in dues[case_of[said.to.id]])
    )
    return Finding(rule="every time that an agent names is a promise", looked_at=len(named), broken=unknown)


def _kept(month: Month, rows: Rows) -> Finding:
    """Somebody wrote in the case between the promise and its time."""
    wrote: dict[str, list[float]] = defaultdict(list)
    case_of = rows.conversations()
    for said in month.said:
        wrote[case_of[said.to.id]].append(said.at.timestamp())
    slack = _A_JUMP if month.scene.jumps else _AN_HOUR
    kept = rows.all("select * from promise where kept_at is not null")
    changed = rows.joined()
    nobody = tuple(
        f"{one['case'][:12]}: {one['key'][:12]}"
        for one in kept
        if one["case"] not in changed
        and not any(one["made_at"] - slack <= at <= one["due"] + slack for at in wrote[one["case"]])
    )
    return Finding(rule="no promise counts as kept that nobody kept", looked_at=len(kept), broken=nobody)


def notices(month: Month, rows: Rows) -> Iterator[Finding]:
    """Each case that became due soon or overdue was told once; after a death rather twice than never."""
    told: Counter[tuple[str, str]] = Counter()
    for one in month.sent:
        if one.left.kind is ActionKind.NOTICE:
            told.update(_LINE.findall(text_of(one.left.content)))
    events = rows.all("select \"case\", kind from event where kind in ('soon', 'overdue')")
    wanted = Counter((row["case"][:12], "overdue since" if row["kind"] == "overdue" else "due") for row in events)
    changed = {case[:12] for case in rows.joined()}
    twice = month.office.deaths > 0
    broken = tuple(
        f"{case}: {what} {count} times, told {told[case, what]} times"
        for (case, what), count in wanted.items()
        if case not in changed and (told[case, what] < count or (told[case, what] > count and not twice))
    )
    yield Finding(rule="every soon and overdue is told once", looked_at=wanted.total(), broken=broken)
