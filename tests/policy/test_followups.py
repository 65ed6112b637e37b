"""Follow-ups: when one is due, what cancels it, and when it is only a draft."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.policy.cases import MAIL, NOW, POLICY, facts, mail
from tests.policy.texts import templates
from triage.domain import Case, CaseState
from triage.policy.followups import due_follow_up, goes_alone, is_unfitting
from triage.policy.plan import follow_up
from triage.settings import FollowUps

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = "Subject: One thing is open\n\nHello, we asked for: {{ asked or 'nothing' }}."
SHELF = templates(silent_customer__en=WORDS, csat__en="Subject: All well?\n\nHello, is all well?")
ALL = FollowUps(silent_customer="auto", progress_update="auto", csat="auto", dispute_apology="auto", thank_you="auto")
POLITE = replace(POLICY, follow_ups=ALL)
BASE = Case(
    id="c" * 64, mailbox="support", state=CaseState.WAITING, intent="lost_parcel", urgency="normal", language="en",
    queue="Logistics", opened_at=NOW - 9 * DAY, customer_at=NOW - 5 * DAY, last_mail="a" * 64,
)  # fmt: skip


def asked(ago):
    return replace(BASE, asked="order", machine_at=NOW - ago)


def in_the_works(ago, **changes):
    return replace(BASE, state=CaseState.OPEN, agent_at=NOW - ago, due=NOW + DAY, **changes)


def solved(ago, **changes):
    return replace(BASE, state=CaseState.RESOLVED, agent_at=NOW - 2 * DAY, resolved_at=NOW - ago, **changes)


DUE = {
    "three days without an answer": (asked(3 * DAY), "silent_customer"),
    "three days in the works": (in_the_works(3 * DAY), "progress_update"),
    "twelve hours in the urgent track": (in_the_works(12 * HOUR, urgency="high"), "progress_update"),
    "a day after it was solved": (solved(DAY), "csat"),
    "closed by silence, and it has arrived": (
        solved(DAY, closed="silence", intent="order_status", parcel_state="delivered"), "csat",
    ),
    "a lost parcel that a person has settled": (solved(DAY, closed="person", parcel_state="lost"), "csat"),
    "said thanks, and it is on its way": (solved(DAY, closed="thanks", parcel_state="moving"), "csat"),
    "a day after a dispute was closed": (solved(DAY, intent="dispute"), "dispute_apology"),
    "a good score": (solved(DAY, done=("csat",), score=4), "thank_you"),
}  # fmt: skip
NOT_DUE = {
    "two days without an answer": asked(2.9 * DAY),
    "nothing was asked": replace(asked(4 * DAY), asked=""),
    "the customer has written since": replace(asked(4 * DAY), customer_at=NOW - DAY),
    "reminded once": replace(asked(4 * DAY), done=("silent_customer",)),
    "long ago": asked(11 * DAY),
    "a clock in the future": replace(asked(-DAY), customer_at=NOW - 5 * DAY),
    "two days in the works": in_the_works(2 * DAY),
    "nobody has answered yet": replace(in_the_works(3 * DAY), agent_at=None),
    "only the machine has promised something": replace(in_the_works(3 * DAY), agent_at=None, machine_at=NOW - 3 * DAY),
    "the customer must do something": in_the_works(3 * DAY, asked="photos"),
    "her answer is overdue": in_the_works(3 * DAY, warned="overdue"),
    "she is to write within the hour": in_the_works(3 * DAY, warned="soon"),
    "the parcel is there": in_the_works(3 * DAY, parcel_state="delivered"),
    "told of progress yesterday": in_the_works(5 * DAY, followed_at=NOW - DAY),
    "the customer wrote, nobody answered": replace(in_the_works(3 * DAY), customer_at=NOW - HOUR),
    "enough updates": in_the_works(3 * DAY, done=("progress_update",) * 5),
    "a question needs no progress": in_the_works(3 * DAY, intent="product_question"),
    "solved an hour ago": solved(HOUR),
    "asked for a score": solved(DAY, done=("csat",)),
    "solved by silence, nobody ever wrote": replace(solved(DAY), agent_at=None),
    "closed by silence, and the parcel is lost": solved(DAY, closed="silence", parcel_state="lost"),
    "closed by silence, and nobody knows of the parcel": solved(DAY, closed="silence"),
    "said thanks, and it is stuck now": solved(DAY, closed="thanks", intent="order_status", parcel_state="stuck"),
    "a complaint gets no score": solved(DAY, intent="service_complaint"),
    "a dispute customer gets no score": solved(DAY, customer="dispute"),
    "apologised": solved(DAY, intent="dispute", done=("dispute_apology",)),
    "a middling score": solved(DAY, done=("csat",), score=3),
    "followed an hour ago": replace(solved(2 * DAY), followed_at=NOW - HOUR),
    "thanked": solved(DAY, done=("csat", "thank_you"), score=5),
}


@pytest.mark.parametrize(("case", "template"), DUE.values(), ids=DUE.keys())
def test_due(case, template):
    found = due_follow_up(case, ALL, NOW)
    assert found is not None
    assert found.template == template
    assert due_follow_up(case, FollowUps(), NOW) is None, "all are off at first"


@pytest.mark.parametrize("case", NOT_DUE.values(), ids=NOT_DUE.keys())
def test_not_due(case):
    assert due_follow_up(case, ALL, NOW) is None


ONLY_DRAFTS = {
    "the settings": (asked(3 * DAY), MAIL, facts(), replace(POLICY, follow_ups=replace(ALL, silent_customer="draft"))),
    "a person took over": (replace(asked(3 * DAY), silent=True), MAIL, facts(), POLITE),
    "danger": (replace(asked(3 * DAY), urgency="critical"), MAIL, facts(), POLITE),
    "a dispute": (replace(asked(3 * DAY), intent="dispute"), MAIL, facts(), POLITE),
    "a customer with a dispute": (replace(asked(3 * DAY), customer="dispute"), MAIL, facts(), POLITE),
    "breaker": (asked(3 * DAY), MAIL, facts(breaker_open=True), POLITE),
    "mail came back": (asked(3 * DAY), MAIL, facts(address_blocked=True), POLITE),
    "a marketplace": (asked(3 * DAY), mail(relay="amazon"), facts(), POLITE),
    "a doubtful sender": (asked(3 * DAY), mail(automatic_rule="not_addressed"), facts(), POLITE),
    "a form": (asked(3 * DAY), mail(form="contact form"), facts(), POLITE),
    "another matter is grave": (asked(3 * DAY), MAIL, facts(grave_elsewhere=True), POLITE),
    "shadow time": (asked(3 * DAY), MAIL, facts(mailbox_age_days=1, mailbox_mails=10), POLITE),
    "another language": (asked(3 * DAY), mail(language="sv"), facts(), POLITE),
}


@pytest.mark.parametrize(("case", "read", "known", "rules"), ONLY_DRAFTS.values(), ids=ONLY_DRAFTS.keys())
def test_only_a_draft(case, read, known, rules):
    assert goes_alone("silent_customer", case, read, known, rules)


def test_alone():
    assert goes_alone("silent_customer", asked(3 * DAY), MAIL, facts(), POLITE) == ""
    assert goes_alone("csat", solved(DAY, silent=True), MAIL, facts(), POLITE) == "", "it was solved since"
    assert goes_alone("dispute_apology", solved(DAY, intent="dispute"), MAIL, facts(), POLITE)
    assert goes_alone("progress_update", in_the_works(3 * DAY), MAIL, facts(), POLITE), "a person works on it"


def test_nobody_is_asked_for_a_score_while_another_matter_is_grave():
    assert is_unfitting("csat", facts(grave_elsewhere=True))
    assert is_unfitting("thank_you", facts(grave_elsewhere=True))
    assert not is_unfitting("silent_customer", facts(grave_elsewhere=True))
    assert not is_unfitting("csat", facts())


ASKED = ("order", "photos", "address", "something")


@pytest.mark.parametrize("what", ASKED)
def test_a_reminder_names_what_was_asked_and_keeps_it(what):
    case = replace(asked(3 * DAY), asked=what)
    due = due_follow_up(case, ALL, NOW)
    step = follow_up(MAIL, case, due, facts(), POLITE, SHELF, NOW, compose=lambda **parts: parts["text"].encode())
    assert f"we asked for: {what}." in step.actions[0].content.decode()
    assert step.case.asked == what


def test_a_follow_up_that_asks_nothing_ends_the_asking():
    case = replace(
        in_the_works(3 * DAY), state=CaseState.RESOLVED, closed="person", resolved_at=NOW - DAY, asked="photos"
    )
    due = due_follow_up(case, ALL, NOW)
    step = follow_up(MAIL, case, due, facts(), POLITE, SHELF, NOW, compose=lambda **parts: parts["text"].encode())
    assert step.case.asked == ""
