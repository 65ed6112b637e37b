"""Cases: every mail has one, every open one has an owner and a time, and none is settled without an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.month.finding import Finding
from tests.month.letters import Letter
from tests.month.record import Month
from tests.month.rows import Rows

_JUMP = timedelta(hours=26)  # a clock that is wrong by a day


def mails(month: Month, rows: Rows) -> Iterator[Finding]:
    """Nobody's mail is lost, nothing waits."""
    cases = {row["id"] for row in rows.all("select id from cases")}
    kept = {row["id"]: row for row in rows.all("select id, state, conversation from mail")}
    people = [one.id for one in month.letters.values() if one.kind in {"person", "thanks"}]
    homeless = [one for one in people if one not in kept or kept[one]["conversation"] not in cases]
    yield Finding(rule="every customer's mail is in a case", looked_at=len(people), broken=tuple(homeless))
    waiting = [row["id"] for row in kept.values() if row["state"] == "waiting"]
    yield Finding(rule="no mail waits undecided", looked_at=len(kept), broken=tuple(waiting))
    undone = rows.all(
        "select key, state from action where state = 'committing' or (state = 'queued' and not_before < ?)",
        month.ticks[-1].timestamp(),
    )
    left = tuple(f"{row['key'][:24]} {row['state']}" for row in undone)
    yield Finding(rule="no action is left undone", looked_at=rows.one("select count(*) from action"), broken=left)


def owners(month: Month, rows: Rows) -> Iterator[Finding]:
    """Open cases have a queue, and the customer's next word is to come or is told to be late."""
    queues = {rule.name for rule in month.scene.policy.queues if not rule.automatic}
    now = month.ticks[-1].timestamp()
    every = rows.all("select * from cases where state = 'open'")
    nobodys = tuple(row["id"] for row in every if row["queue"] not in queues)
    yield Finding(rule="every open case has an owner", looked_at=len(every), broken=nobodys)
    unheard = tuple(
        f"{row['id'][:12]} {row['intent']}: next {when(row['next_update'])}, due {when(row['due'])} {row['warned']}"
        for row in every
        if row["next_update"] is None or (row["next_update"] < now and row["warned"] != "overdue")
    )
    yield Finding(rule="every open case has a next update, or is told overdue", looked_at=len(every), broken=unheard)


def answers(month: Month, rows: Rows) -> Iterator[Finding]:
    """A case that is not open was answered: by a reply that left, by an agent, or closed by hand."""
    replied = {one.left.mail_id for one in month.sent if one.left.key.startswith("reply:")}
    asked, answered = _asked(month, rows), _answered(month, rows)
    settled = rows.all("select * from cases where state != 'open'")
    early = _JUMP if month.scene.jumps else timedelta()
    lost = []
    for row in settled:
        newest = max(asked[row["id"]], key=lambda one: one.at, default=None)
        if newest is None or newest.id in replied:
            continue
        if not any(at >= newest.at - early for at in answered[row["id"]]):
            lost.append(_told(row, newest, rows))
    yield Finding(rule="no case is settled without an answer", looked_at=len(settled), broken=tuple(lost))


def _asked(month: Month, rows: Rows) -> dict[str, list[Letter]]:
    """The letters of each case that want an answer."""
    found: dict[str, list[Letter]] = defaultdict(list)
    for mail_id, case in rows.conversations().items():
        letter = month.letters.get(mail_id)
        if letter is not None and letter.kind == "person" and letter.intent != "feedback":
            found[case].append(letter)
    return found


def _answered(month: Month, rows: Rows) -> dict[str, list[datetime]]:
    """When a person wrote in each case, or closed it."""
    found: dict[str, list[datetime]] = defaultdict(list)
    case_of = rows.conversations()
    for said in month.said:
        found[case_of[said.to.id]].append(said.at)
    for row in rows.all("select \"case\", at from event where detail = 'by hand'"):
        found[row["case"]].append(datetime.fromtimestamp(row["at"], UTC))
    return found


def _told(row: Any, newest: Letter, rows: Rows) -> str:
    state = rows.one("select state from action where key = ?", f"reply:{newest.id}")
    return (
        f"{row['id'][:12]} is {row['state']}; {newest.intent}, {newest.urgency} of {newest.at:%d %H:%M}, reply {state}"
    )


def when(seconds: float | None) -> str:
    """A kept time."""
    return "never" if seconds is None else f"{datetime.fromtimestamp(seconds, UTC):%d %H:%M}"
