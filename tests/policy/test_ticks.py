"""What a clock finds due in a case, and that it says so once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.policy.cases import POLICY
from triage.domain import ActionKind, Case, CaseState, Promise
from triage.policy.ticks import notice, tick

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday, in office hours
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CASE = Case(
    id="c" * 64, mailbox="support", state=CaseState.OPEN, intent="order_status", urgency="low", language="en",
    queue="Logistics", opened_at=NOW - 2 * HOUR, customer_at=NOW - 2 * HOUR, last_mail="a" * 64, due=NOW + 4 * HOUR,
    next_update=NOW + 4 * HOUR, order="A-1", parcel_state="moving",
)  # fmt: skip
PROMISE = Promise(key="p", case=CASE.id, mailbox="support", made_at=NOW - DAY, due=NOW - HOUR, by="agent")


def kinds(case, promises=(), parcel="moving", at=NOW):
    step = tick(case, promises, parcel, POLICY, at)
    return [] if step is None else [happened.kind for happened in step.events]


FOUND = {
    "due in half an hour": (replace(CASE, due=NOW + HOUR / 2), (), "moving", ["soon"]),
    "overdue": (replace(CASE, due=NOW - HOUR), (), "moving", ["overdue", "raised"]),
    "overdue after it was soon": (
        replace(CASE, due=NOW - HOUR, warned="soon", raised=2, urgency="high"), (), "moving", ["overdue"],
    ),
    "a broken promise": (CASE, (PROMISE,), "moving", ["promise"]),
    "the parcel is stuck": (CASE, (), "stuck", ["parcel"]),
    "silence for eleven days": (
        replace(CASE, state=CaseState.WAITING, due=None, customer_at=NOW - 12 * DAY, agent_at=NOW - 11 * DAY), (),
        "moving", ["resolved"],
    ),
}  # fmt: skip
NOTHING = {
    "time enough": (CASE, (), "moving"),
    "told that it is due soon": (replace(CASE, due=NOW + HOUR / 2, warned="soon"), (), "moving"),
    "told that it is overdue": (
        replace(CASE, due=NOW - HOUR, warned="overdue", raised=2, urgency="high"), (), "moving",
    ),
    "waits for the customer": (replace(CASE, state=CaseState.WAITING, due=None), (), "moving"),
    "a promise for later": (CASE, (replace(PROMISE, due=NOW + HOUR),), "moving"),
    "nothing is known of the parcel": (CASE, (), "unknown"),
    "no order, so no parcel": (replace(CASE, order=""), (), "stuck"),
}  # fmt: skip


@pytest.mark.parametrize(("case", "promises", "parcel", "expected"), FOUND.values(), ids=FOUND.keys())
def test_found(case, promises, parcel, expected):
    assert kinds(case, promises, parcel) == expected


@pytest.mark.parametrize(("case", "promises", "parcel"), NOTHING.values(), ids=NOTHING.keys())
def test_nothing_to_say(case, promises, parcel):
    assert tick(case, promises, parcel, POLICY, NOW) is None


@pytest.mark.parametrize(("case", "promises", "parcel", "_expected"), FOUND.values(), ids=FOUND.keys())
def test_what_was_said_is_not_said_again(case, promises, parcel, _expected):
    step = tick(case, promises, parcel, POLICY, NOW)
    assert tick(step.case, (), parcel, POLICY, NOW) is None


def test_waiting_makes_high_but_never_critical():
    late = replace(CASE, due=NOW - HOUR, customer_at=NOW - 30 * DAY, opened_at=NOW - 30 * DAY)
    assert tick(late, (), "moving", POLICY, NOW + 30 * DAY).case.urgency == "high"


def test_an_overdue_mail_stands_out():
    step = tick(replace(CASE, due=NOW - HOUR), (), "moving", POLICY, NOW)
    (flag,) = step.actions
    assert flag.kind is ActionKind.TAG
    assert {"triage-overdue", "\\Flagged"} <= set(flag.keywords)
    assert len(flag.key) <= 80
    quiet = replace(POLICY, routing="off")
    assert tick(replace(CASE, due=NOW - HOUR), (), "moving", quiet, NOW).actions == ()


def test_a_clock_that_jumped_back_breaks_nothing():
    assert tick(CASE, (replace(PROMISE, due=NOW),), "moving", POLICY, NOW - 30 * DAY) is None


def test_a_notice_tells_queues_and_times_and_nothing_of_the_customer():
    late = replace(CASE, due=NOW - HOUR, warned="overdue")
    subject, text = notice([replace(CASE, warned="soon"), late], NOW)
    assert subject == "1 cases overdue, 1 due soon"
    assert "A-1" not in text
    assert text.index("overdue since") < text.index("due 2026")
