"""triage status: it begins with what a person must do, and says so in one calm line where there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from tests.cli.terminal import Terminal
from triage.app import Store, open_store
from triage.config import load
from triage.domain import Action, ActionKind, Case, CaseState, Promise, Step
from triage.edges.store import schema
from triage.edges.store.steps import write_step

NOW = datetime.now(UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ID = "4f2a91" + "0" * 58
FINE = Case(
    id=ID, mailbox="support", state=CaseState.OPEN, intent="refund", urgency="normal", language="en", queue="Money",
    opened_at=NOW - DAY, customer_at=NOW - DAY, last_mail=ID, due=NOW + 30 * DAY, next_update=NOW + 30 * DAY,
)  # fmt: skip
LATE = replace(FINE, due=NOW - 3 * HOUR)
BROKEN = Promise(
    key="p", case=ID, mailbox="support", made_at=NOW - DAY, due=NOW - HOUR, by="agent", broken_at=NOW - HOUR / 2
)
DRAFT = Action(key=f"draft:{ID}", kind=ActionKind.DRAFT, mail_id=ID, mailbox="support", not_before=NOW, content=b"x")
REPLY = replace(DRAFT, key=f"reply:{ID}", kind=ActionKind.REPLY, recipient="ann@a.example")
Row = dict[str, object]


def keep(store: Store, case: Case, promise: Promise | None = None, action: Action | None = None, **row: object) -> None:
    """A case with its mail, a promise and what was or is to be done."""
    with store.database.write() as connection:
        connection.execute(insert(schema.mail).values(
            id=case.id, mailbox="support", content=b"x", received_at=NOW - DAY, state="decided", strikes=0,
            stored_at=NOW, sender="ann@a.example", conversation=case.id,
        ))  # fmt: skip
        step = Step(case=case, promises=(promise,) if promise else (), actions=(action,) if action else ())
        write_step(connection, step, NOW - 2 * HOUR, case.id)
        if row:
            connection.execute(schema.action.update().values(**row))


@pytest.fixture
def said(triage: Terminal, shop: Path) -> Callable[..., list[str]]:
    """The lines of `triage status` after something was kept."""

    def ask(*kept: object, settings: str = "", **row: object) -> list[str]:
        if settings:
            text = (shop / "triage.toml").read_text(encoding="utf-8")
            text = text.replace('name = "support"', f'name = "support"\n{settings}')
            (shop / "triage.toml").write_text(text, encoding="utf-8")
        store = open_store(load(shop / "triage.toml"))
        keep(store, *kept, **row)  # type: ignore[arg-type]
        store.database.close()
        ran = triage("status", "--config", shop)
        assert (ran.status, ran.out) == (0, "")
        return ran.err.splitlines()

    return ask


CONCERNS: dict[str, tuple[tuple[object, ...], Row, str]] = {
    "overdue": ((LATE,), {}, "! 1 case is overdue: triage cases --overdue"),
    "critical": ((replace(LATE, urgency="critical"),), {}, "! 1 case is overdue, and critical: triage cases --overdue"),
    "broken": ((FINE, BROKEN), {}, f"! 1 promise is broken, and nobody has written since: triage cases show {ID[:10]}"),
    "broken, not noted yet": (
        (FINE, replace(BROKEN, broken_at=None)), {},
        f"! 1 promise is broken, and nobody has written since: triage cases show {ID[:10]}",
    ),
    "uncertain": ((FINE, None, REPLY), {"state": "uncertain"}, "! 1 reply uncertain: see below"),
    "failed": ((FINE, None, REPLY), {"state": "failed"}, "! 1 reply failed: see below"),
    "soon": ((replace(FINE, due=NOW + HOUR),), {}, "- 1 case is due soon, the next due in "),
    "a draft": (
        (FINE, None, DRAFT), {"state": "done"}, "- 1 draft lies in Drafts, for a person to read and send",
    ),
    "a follow-up's draft in a closed case": (
        (replace(FINE, state=CaseState.RESOLVED, resolved_at=NOW - DAY), None, DRAFT), {"state": "done"},
        "- 1 draft lies in Drafts, for a person to read and send",
    ),
    "held": (
        (FINE, None, REPLY), {},
        "- 1 automatic reply not sent yet: held back by a cap or the mail server, or no `triage run` is at work",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kept", "row", "line"), CONCERNS.values(), ids=CONCERNS.keys())
def test_it_begins_with_what_a_person_must_do(
    said: Callable[..., list[str]], kept: tuple[object, ...], row: Row, line: str
) -> None:
    assert said(*kept, **row)[0].startswith(line)


CALM: dict[str, tuple[tuple[object, ...], Row]] = {
    "nothing is due for long": ((FINE,), {}),
    "the promise was kept": ((FINE, replace(BROKEN, broken_at=None, kept_at=NOW - 2 * HOUR)), {}),
    "the promise is void": ((FINE, replace(BROKEN, broken_at=None, void_at=NOW - 2 * HOUR)), {}),
    "somebody wrote after the broken promise": ((replace(FINE, agent_at=NOW), BROKEN), {}),
    "the promise is still to come": ((FINE, replace(BROKEN, due=NOW + HOUR, broken_at=None)), {}),
    "somebody answered after the draft": ((replace(FINE, agent_at=NOW), None, DRAFT), {"state": "done"}),
    "the draft was withdrawn": ((FINE, None, DRAFT), {"state": "failed", "detail": "withdrawn: a person wrote"}),
    "the reply was sent": ((FINE, None, REPLY), {"state": "done"}),
    "the reply was written a moment ago": ((FINE, None, REPLY), {"created_at": NOW + HOUR}),
}


@pytest.mark.parametrize(("kept", "row"), CALM.values(), ids=CALM.keys())
def test_where_nothing_is_wrong_it_begins_with_one_calm_line(
    said: Callable[..., list[str]], kept: tuple[object, ...], row: Row
) -> None:
    first, empty, *rest = said(*kept, **row)
    assert first.startswith("nothing is overdue, broken or held back; 1 case is open, the next due in 29 days (")
    assert empty == ""
    assert rest[0].startswith("1 mail, 0 not decided yet")


def test_a_closed_case_with_a_broken_promise_is_over(said: Callable[..., list[str]]) -> None:
    closed = replace(FINE, state=CaseState.RESOLVED, due=None, next_update=None, resolved_at=NOW)
    assert said(closed, BROKEN)[0] == "nothing waits for a person"


WHERE = {
    "tag": "the mails lie in INBOX with keywords such as triage-critical and triage-overdue",
    "move": "the mails lie in the folders Triage/…",
    "off": "the mails lie in INBOX, without keywords",
}


@pytest.mark.parametrize(("routing", "words"), WHERE.items())
def test_it_says_where_the_mails_are(said: Callable[..., list[str]], routing: str, words: str) -> None:
    assert said(LATE, settings=f'routing = "{routing}"')[1] == f"  {words}"


def test_the_gravest_comes_first(said: Callable[..., list[str]]) -> None:
    lines = said(LATE, BROKEN, DRAFT, state="done")
    assert [line[0] for line in lines[:4]] == ["!", "!", "-", " "]
    assert "overdue" in lines[0]
