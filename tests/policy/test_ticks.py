"""What a clock finds due in a case, and that it says so once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.policy.cases import POLICY
from triage.domain import ActionKind, Address, Case, CaseState, Mail, Promise
from triage.policy.cases import resolved
from triage.policy.ticks import notice, tick

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday, in office hours
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CASE = Case(
    id="c" * 64, mailbox="support", state=CaseState.OPEN, intent="order_status", urgency="low", language="en",
    queue="Logistics", opened_at=NOW - 2 * HOUR, customer_at=NOW - 2 * HOUR, last_mail="a" * 64, due=NOW + 4 * HOUR,
    next_update=NOW + 4 * HOUR, order="A-1", parcel_state="moving",
)  # fmt: skip
WAITING = replace(
    CASE, state=CaseState.WAITING, due=None, customer_at=NOW - 12 * DAY, next_update=NOW - 8 * DAY,
    opened_at=NOW - 12 * DAY,
)  # fmt: skip
ANSWERED = replace(WAITING, agent_at=NOW - 11 * DAY)  # by a person
TOLD = replace(WAITING, machine_at=NOW - 11 * DAY)  # by the machine alone
ASKED = replace(ANSWERED, asked="something")
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


ENDED = {
    "the customer was asked, and is silent": (ASKED, "moving"),
    "the parcel has arrived": (ANSWERED, "delivered"),
    "the machine's answer, and it has arrived": (TOLD, "delivered"),
    "a calm question": (replace(ANSWERED, intent="product_question"), "moving"),
}
BACK = {  # to a person
    "answered, and nothing has come of it": (ANSWERED, "moving"),
    "a refund that is in the works": (replace(ANSWERED, intent="refund", order=""), "unknown"),
    "asked, silent, and the parcel is stuck": (replace(ASKED, parcel_state="stuck"), "stuck"),
    "told that it moves, and it is late": (replace(TOLD, customer_at=NOW - DAY, machine_at=NOW - DAY), "late"),
    "told that it moves, and it is lost": (replace(TOLD, customer_at=NOW - DAY, machine_at=NOW - DAY), "lost"),
    "told that it moves, and no record knows it any more": (TOLD, "unknown"),
    "asked for an address, and it is lost now": (replace(ASKED, agent_at=NOW - DAY, parcel_state="stuck"), "lost"),
    "said thanks, and it is lost": (resolved(ANSWERED, NOW - DAY, "thanks"), "lost"),
    "delivered, but she has said that it never came": (replace(ANSWERED, intent="lost_parcel"), "delivered"),
}
LEFT = {  # as it is
    "told that it moves, and it does": (TOLD, "moving"),
    "answered a moment ago": (replace(ANSWERED, agent_at=NOW, next_update=NOW + 3 * DAY), "moving"),
    "asked a moment ago": (replace(ASKED, agent_at=NOW), "moving"),
    "closed by a person": (resolved(ANSWERED, NOW - DAY), "lost"),
    "it was stuck when we spoke of it": (
        replace(ANSWERED, parcel_state="stalled", next_update=NOW + DAY, agent_at=NOW), "stuck",
    ),
    "another matter": (replace(ASKED, agent_at=NOW, intent="account"), "lost"),
}  # fmt: skip


@pytest.mark.parametrize(("case", "parcel"), ENDED.values(), ids=ENDED.keys())
def test_silence_ends_what_nobody_waits_for(case, parcel):
    made = tick(case, (), parcel, POLICY, NOW).case
    assert (made.state, made.closed, made.resolved_at) == (CaseState.RESOLVED, "silence", NOW)


@pytest.mark.parametrize(("case", "parcel"), BACK.values(), ids=BACK.keys())
def test_a_person_looks_again(case, parcel):
    step = tick(case, (), parcel, POLICY, NOW)
    made = step.case
    assert (made.state, made.resolved_at, made.closed) == (CaseState.OPEN, None, "")
    assert made.due == made.next_update > NOW
    assert "reopened" in {happened.kind for happened in step.events}
    assert tick(made, (), parcel, POLICY, NOW) is None, "it is said once"


@pytest.mark.parametrize(("case", "parcel"), LEFT.values(), ids=LEFT.keys())
def test_a_case_that_waits_well(case, parcel):
    step = tick(case, (), parcel, POLICY, NOW)
    assert step is None or (step.case.state, [one.kind for one in step.events]) == (case.state, ["parcel"])


def test_the_clock_of_the_queue_counts_from_the_news_on():
    made = tick(replace(TOLD, queue="VIP", customer="vip"), (), "lost", POLICY, NOW).case
    assert made.due == NOW + 2 * HOUR


def test_a_clock_that_was_ahead_has_closed_nothing():
    ahead = resolved(ASKED, NOW + 12 * DAY, "silence")
    made = tick(ahead, (), "moving", replace(POLICY, care=replace(POLICY.care, resolve_days=0)), NOW).case
    assert (made.state, made.resolved_at, made.closed) == (CaseState.WAITING, None, "")
    by_hand = tick(resolved(ASKED, NOW + 12 * DAY), (), "moving", POLICY, NOW).case
    assert (by_hand.state, by_hand.resolved_at) == (CaseState.RESOLVED, NOW)


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


# --- the notice to our own people -------------------------------------------------------------------------------------
LATE = replace(CASE, due=NOW - HOUR, warned="overdue", urgency="critical", queue="Urgent", intent="refund")
SOON = replace(CASE, id="b" * 64, due=NOW + HOUR, warned="soon", order="", queue="Service", intent="contact_human")
SUBJECTS = [
    ([LATE], "1 case overdue"),
    ([LATE, replace(LATE, id="c" * 64)], "2 cases overdue"),
    ([SOON], "1 case due soon"),
    ([SOON, LATE], "1 case overdue, 1 due soon"),
]


@pytest.mark.parametrize(("cases", "words"), SUBJECTS)
def test_a_notices_subject_counts(cases, words):
    assert notice(cases, NOW)[0] == words


def test_a_notice_tells_who_it_is_by_the_shops_clock():
    mail = Mail(id="m", subject="Where is it?", sender=Address(email="ann@a.example"))
    _subject, text = notice([SOON, LATE], NOW, ZoneInfo("Asia/Tokyo"), {LATE.id: mail})
    first, second, last = text.split("\n\n")
    due = (NOW - HOUR).astimezone(ZoneInfo("Asia/Tokyo"))
    assert first.splitlines() == [
        f"- {LATE.id[:12]}  ann@a.example, order A-1: overdue since {due:%a %d %b %H:%M}",
        "  critical, in Urgent: Money back",
    ]
    assert second.startswith(f"- {SOON.id[:12]}  a customer: due ")
    assert text.count("Asia/Tokyo") == last.count("Asia/Tokyo") == 1
