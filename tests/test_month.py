"""A small month, and that its judge sees what is wrong: `make month` plays a large one."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.month.checks import judged
from tests.month.finding import Finding
from tests.month.record import Month
from tests.month.run import month, play
from triage.domain import ActionKind

_ELSEWHERE = "from tests.month.run import month; print(month(1, 20, 1).digest)"
_MUST_BE_MET = (
    "cap: to one address in a day",
    "every soon and overdue is told once",
    "no case is settled without an answer",
)


@pytest.mark.parametrize("seed", [0, 1], ids=["calm", "kills, jumps and outages"])
def test_nothing_is_broken_in_a_small_month(seed: int) -> None:
    result = month(seed, 60, 3)
    assert [finding for finding in result.findings if finding.broken] == []
    looked_at = {finding.rule: finding.looked_at for finding in result.findings}
    assert all(looked_at[rule] > 0 for rule in _MUST_BE_MET), "a month in which nothing happens proves nothing"


def test_the_same_seed_is_the_same_month() -> None:
    """In another process, whose sets and dictionaries have another order."""
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", _ELSEWHERE]
    there = subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout.strip()
    assert month(1, 20, 1).digest == there
    assert month(2, 20, 1).digest != there


# --- the judge --------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Month]:
    with closing(play(0, 60, 3, tmp_path_factory.mktemp("month"))) as played:
        assert broken(judged(played)) == set()
        yield played


@pytest.fixture
def played(whole: Month) -> Iterator[Month]:
    """The same month for every test: what one spoils is put back."""
    sent = list(whole.sent)
    with closing(sqlite3.connect(whole.office.path)) as rows, closing(sqlite3.connect(":memory:")) as kept:
        rows.backup(kept)
        yield whole
        kept.backup(rows)
    whole.sent[:] = sent


def broken(findings: list[Finding]) -> set[str]:
    return {finding.rule for finding in findings if finding.broken}


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as rows, rows:
        assert rows.execute(statement).rowcount > 0, "nothing was spoilt"


UNANSWERED = "state = 'open' and machine_at is null and agent_at is null and intent not in ('feedback', 'other')"
SPOILT = {
    "every customer's mail is in a case": "delete from cases where state = 'open'",
    "no mail waits undecided": "update mail set state = 'waiting' where id in (select id from mail limit 1)",
    "no action is left undone": "update action set state = 'committing' where kind = 'tag'",
    "every open case has an owner": "update cases set queue = 'Nobody' where state = 'open'",
    "every open case has a next update, or is told overdue": "update cases set next_update = null where state = 'open'",
    "no case is settled without an answer": f"update cases set state = 'waiting' where {UNANSWERED}",
    "every promise is kept or told broken": "update promise set kept_at = null, broken_at = null, due = 1",
    "every time that an agent names is a promise": "delete from promise where by = 'agent'",
    "no promise counts as kept that nobody kept": "update promise set kept_at = due, broken_at = null, made_at = 9e9",
    "no promise is void in a case that nobody closed": "update promise set void_at = due",
    "the ledger balances": "update code set award = 'somebody' where code in (select code from code limit 1)",
}


@pytest.mark.parametrize(("rule", "statement"), SPOILT.items(), ids=SPOILT.keys())
def test_the_judge_sees_spoilt_rows(played: Month, rule: str, statement: str) -> None:
    spoil(played.office.path, statement)
    assert rule in broken(judged(played))


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("reply:", "cap: a template in a conversation, ever"), ("follow:", "cap: the same follow-up, ever")],
)
def test_the_judge_sees_a_mail_that_left_twice(played: Month, kind: str, rule: str) -> None:
    again = next(one for one in played.sent if one.left.kind is ActionKind.REPLY and one.left.key.startswith(kind))
    played.sent.append(again)
    assert rule in broken(judged(played))


def test_the_judge_sees_that_nobody_was_told(played: Month) -> None:
    played.sent[:] = [one for one in played.sent if one.left.kind is not ActionKind.NOTICE]
    assert "every soon and overdue is told once" in broken(judged(played))
