"""Whose turn it is in a case and until when, after each kind of mail."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.policy.cases import NOW, POLICY, facts, mail, verdict
from tests.policy.texts import templates
from triage.domain import Case, CaseState, Level, Promise
from triage.policy.cases import Failure, Told, after_agent, after_failure, after_mail, kept, promise, resolved
from triage.policy.decide import decide

SHELF = templates()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DUE, UPDATE = NOW + 8 * HOUR, NOW + 4 * DAY
CASE = Case(
    id="c" * 64, mailbox="support", state=CaseState.OPEN, intent="order_status", urgency="low", language="en",
    queue="Logistics", opened_at=NOW - DAY, customer_at=NOW - DAY, last_mail="a" * 64, due=NOW + HOUR,
    next_update=NOW + HOUR,
)  # fmt: skip
WAITING = replace(CASE, state=CaseState.WAITING, due=None, agent_at=NOW - 2 * HOUR, next_update=NOW + 2 * DAY)
DONE = replace(resolved(WAITING, NOW - HOUR), done=("csat",))


def after(words="Where is my order, please?", case=None, *, sent="", answer=None, intent="order_status", urgency="low",
          **changes):  # fmt: skip
    """What a mail makes of a case (None: of no case yet)."""
    read = mail(new_text=words, views=(words,), **changes)
    known = facts(conversation=CASE.id, case=case)
    decision = decide(read, verdict(intent, urgency), known, POLICY, NOW, SHELF, mailbox="support")
    decision = replace(decision, due=DUE, outcome="reply" if sent else "person")
    return after_mail(read, decision, known, Told(update=UPDATE, answer=answer), sent=sent)


STATES = {
    "a first mail for a person": (after(), CaseState.OPEN, DUE, DUE),
    "a first mail, answered": (after(sent="reply:1"), CaseState.WAITING, None, UPDATE),
    "answered, and a person's answer is promised": (after(sent="reply:1", answer=DUE), CaseState.OPEN, DUE, DUE),
    "a second mail keeps the first clock": (after(case=CASE), CaseState.OPEN, CASE.due, CASE.next_update),
    "a second mail, answered": (after(case=CASE, sent="reply:2"), CaseState.OPEN, CASE.due, CASE.next_update),
    "a mail after an agent's": (after(case=WAITING), CaseState.OPEN, DUE, DUE),
    "a mail after it was resolved": (after(case=DONE), CaseState.OPEN, DUE, DUE),
    "thanks after an agent's mail": (
        after("Thank you!", WAITING, intent="feedback", verified=True), CaseState.RESOLVED, None, None,
    ),
    "thanks for which nobody vouches": (
        after("Thank you!", WAITING, intent="feedback"), CaseState.WAITING, None, WAITING.next_update,
    ),
    "the same where nothing is in the works": (
        after("Thank you!", replace(WAITING, intent="account"), intent="feedback"), CaseState.RESOLVED, None, None,
    ),
    "thanks while the parcel is lost": (
        after("Thank you!", replace(WAITING, parcel_state="lost"), intent="feedback", verified=True),
        CaseState.WAITING, None, WAITING.next_update,
    ),
    "thanks after it was resolved": (after("Thank you!", DONE, intent="feedback"), CaseState.RESOLVED, None, None),
    "thanks while an answer is owed": (
        after("Thank you!", CASE, intent="feedback"),
        CaseState.OPEN,
        CASE.due,
        CASE.due,
    ),
    "thanks with a question": (after("Thanks, but where is it?", DONE), CaseState.OPEN, DUE, DUE),
    "a good score": (after("5", DONE, intent="feedback"), CaseState.RESOLVED, None, None),
    "a bad score": (after("1", DONE, intent="feedback"), CaseState.OPEN, DUE, DUE),
    "a good score with words that nobody has read": (
        after("5\n\nStill waiting for my refund!!", DONE, sent="reply:2"), CaseState.OPEN, DUE, DUE,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("made", "state", "due", "update"), STATES.values(), ids=STATES.keys())
def test_whose_turn(made, state, due, update):
    case, _, _ = made
    assert (case.state, case.due, case.next_update) == (state, due, update)


def test_a_machines_mail_is_nobodys_matter():
    read = mail(automatic_rule="list_id")
    known = facts(conversation=CASE.id, case=CASE)
    decision = decide(read, None, known, POLICY, NOW, SHELF, mailbox="support")
    assert after_mail(read, decision, known, Told(update=UPDATE)) == (None, (), ())


def test_a_score_counts_only_where_it_was_asked_for():
    asked, _, events = after("4", DONE, intent="feedback")
    assert asked.score == 4
    assert [event.kind for event in events] == ["score"]
    unasked, _, _ = after("4", replace(DONE, done=()), intent="feedback")
    assert unasked.score is None
    assert unasked.state is CaseState.OPEN, "a bare 4 that nobody asked for is a person's"


def test_a_bad_score_stays_in_the_cases_own_queue():
    rated = replace(DONE, queue="Money", intent="refund")
    made, _, _ = after("1", rated, intent="other")
    assert (made.queue, made.intent, made.urgency, made.closed) == ("Money", "refund", "normal", "")


def test_a_good_score_beside_a_complaint_is_kept():
    made, _, _ = after("5\n\nStill waiting for my refund!!", DONE)
    assert (made.score, made.state) == (5, CaseState.OPEN)


def test_what_we_asked_for_is_no_further_mail():
    asked = replace(WAITING, agent_at=None, machine_at=NOW - DAY, asked="order")
    assert (after(case=asked)[0].mails, after(case=asked)[0].unasked) == (2, 1)
    assert after(case=replace(asked, asked=""))[0].unasked == 2


def test_a_mail_without_a_number_does_not_make_the_parcel_unknown():
    assert after(case=replace(CASE, order="NW-1", parcel_state="stuck"))[0].parcel_state == "stuck"


def test_a_second_score_changes_nothing():
    assert after("1", replace(DONE, score=5), intent="feedback")[0].score == 5


def test_thanks_with_a_photo_or_a_threat_are_no_thanks():
    assert after("Thank you!", DONE, intent="feedback", urgency="critical")[0].state is CaseState.OPEN


def test_a_reopened_case_is_counted():
    made, _, events = after(case=DONE)
    assert (made.reopened, made.resolved_at, [event.kind for event in events]) == (1, None, ["reopened"])


def test_the_graver_urgency_of_an_unanswered_case_stays():
    assert after(case=replace(CASE, urgency="high"))[0].urgency == "high"
    assert after(case=replace(WAITING, urgency="critical"))[0].urgency == "low", "an answered matter begins anew"


@pytest.mark.parametrize(
    ("case", "stays"),
    [
        (replace(CASE, intent="dispute"), True),
        (replace(WAITING, intent="dispute"), True),
        (replace(DONE, intent="dispute"), False),
        (replace(CASE, intent="product_defect", urgency="critical"), True),
        (replace(WAITING, intent="product_defect", urgency="critical"), False),
        (replace(CASE, intent="refund"), False),
    ],
    ids=["dispute", "answered dispute", "closed dispute", "danger", "answered danger", "as urgent as before"],
)
def test_a_calm_mail_does_not_take_a_grave_case_from_its_queue(case, stays):
    made, _, _ = after(case=replace(case, queue="Urgent"))
    assert (made.intent, made.queue) == ((case.intent, "Urgent") if stays else ("order_status", "Logistics"))


@pytest.mark.parametrize(("urgency", "warned"), [("critical", ""), ("low", "overdue")])
def test_our_people_are_told_again_of_an_overdue_case_that_became_graver(urgency, warned):
    late = replace(CASE, warned="overdue", urgency="normal")
    made, _, _ = after(case=late, urgency=urgency)
    assert made.warned == warned


def test_a_mail_that_a_person_answered_before_it_was_read_waits_for_nobody():
    answered = decide(mail(), verdict(), facts(agent_answered=True), POLICY, NOW, SHELF, mailbox="support")
    for case in (None, CASE):
        known = facts(conversation=CASE.id, case=case, agent_answered=True, agent_wrote=True)
        made, promises, _ = after_mail(mail(), replace(answered, due=DUE), known, Told(update=UPDATE))
        assert (made.state, made.due, made.agent_at, promises) == (CaseState.WAITING, None, NOW, ())


def test_a_named_time_is_a_promise_once():
    _, (first,), _ = after(sent="reply:1", answer=DUE)
    _, (again,), _ = after(sent="reply:1", answer=DUE)
    assert (first.due, first.by, first.key) == (DUE, "triage", again.key)
    assert after(sent="reply:1")[1] == (), "a reply that names no time promises nothing"
    assert after(answer=DUE)[1] == (), "what was not sent promises nothing"


ASKED = {
    "no number is known": (after(sent="reply:1"), "order"),
    "the mail names its number": (after(sent="reply:1", order_numbers=("DE-10427",)), ""),
    "two numbers are named": (after(sent="reply:1", order_numbers=("DE-10427", "DE-10428")), "order"),
    "nothing was sent": (after(), ""),
    "a text that asks nothing": (after(sent="reply:1", intent="shipping_time"), ""),
}


@pytest.mark.parametrize(("made", "asked"), ASKED.values(), ids=ASKED.keys())
def test_what_a_reply_asks_for(made, asked):
    assert made[0].asked == asked


# --- an agent writes --------------------------------------------------------------------------------------------------
def test_an_agents_mail_silences_and_passes_the_turn():
    step = after_agent(CASE, NOW, UPDATE, (), (), source="<a1@teapot.example>")
    assert step.case.state is CaseState.WAITING
    assert (step.case.silent, step.case.due, step.case.next_update, step.case.agent_at) == (True, None, UPDATE, NOW)


def test_her_mail_is_heard_once_by_its_message_id():
    def places(source):
        return after_agent(CASE, NOW, UPDATE, (), (), source=source).claims

    assert places("<a1@x>") == places("<a1@x>") != places("<a2@x>")
    assert [place.limit for place in places("<a1@x>")] == [1]


def test_her_mail_does_not_answer_what_she_had_not_seen():
    step = after_agent(CASE, NOW, UPDATE, (), (), source="<a1@x>", asked="something", overtaken=True)
    assert (step.case.state, step.case.due, step.case.asked) == (CaseState.OPEN, CASE.due, "")
    assert (step.case.silent, step.case.agent_at) == (True, NOW)


def test_a_time_that_an_agent_names_keeps_the_case_open_until_then():
    friday, monday = NOW + 2 * DAY, NOW + 5 * DAY
    step = after_agent(CASE, NOW, UPDATE, (monday, friday, NOW - DAY), (), source="<a1@teapot.example>")
    assert (step.case.state, step.case.due, step.case.next_update) == (CaseState.OPEN, friday, friday)
    assert [made.due for made in step.promises] == [friday, monday]
    assert {made.by for made in step.promises} == {"agent"}


def test_an_agents_mail_keeps_the_promises_that_time_has_not_broken():
    def made(due):
        return promise(CASE, "reply:1", NOW - DAY, due, "triage")

    open_ones = (made(NOW + HOUR), made(NOW), made(NOW - HOUR))
    assert [one.due for one in kept(open_ones, NOW)] == [NOW + HOUR, NOW]
    step = after_agent(CASE, NOW, UPDATE, (), open_ones, source="<a1@teapot.example>")
    assert all(one.kept_at == NOW for one in step.promises)


def test_a_promise_of_the_same_mail_is_not_kept_by_it():
    later = Promise(key="k", case=CASE.id, mailbox="support", made_at=NOW, due=NOW + DAY, by="agent")
    assert kept((later,), NOW) == ()


# --- a mail of ours does not arrive -----------------------------------------------------------------------------------
ANSWERED = replace(CASE, state=CaseState.WAITING, due=None, machine_at=NOW, customer_at=NOW, next_update=NOW + 2 * DAY)
LATER = NOW + 2 * HOUR
FAILED = Failure(source="reply:1", written_at=NOW, answer=True, why="it came back", due=DUE)
FOLLOW = replace(FAILED, source="follow:1", answer=False, due=None)
FAILURES = {
    "an answered case": (ANSWERED, FAILED, CaseState.OPEN, DUE),
    "its time is over": (ANSWERED, replace(FAILED, due=NOW + HOUR), CaseState.OPEN, LATER),
    "its mail had no time": (ANSWERED, replace(FAILED, due=None), CaseState.OPEN, LATER + DAY),
    "a case that is a person's already": (replace(CASE, due=NOW + 3 * HOUR), FAILED, CaseState.OPEN, NOW + 3 * HOUR),
    "a case that silence has resolved": (resolved(ANSWERED, NOW + HOUR), FAILED, CaseState.OPEN, DUE),
    "the customer wrote since and was answered": (replace(ANSWERED, customer_at=LATER), FAILED, CaseState.OPEN, DUE),
    "a person wrote since": (replace(ANSWERED, agent_at=LATER), FAILED, CaseState.WAITING, None),
    "a person wrote before": (replace(ANSWERED, agent_at=NOW - DAY), FAILED, CaseState.OPEN, DUE),
    "a follow-up": (ANSWERED, FOLLOW, CaseState.OPEN, LATER + DAY),
    "a follow-up, and the customer wrote since": (
        replace(ANSWERED, customer_at=LATER), FOLLOW, CaseState.WAITING, None,
    ),
    "a check-back after the end": (resolved(ANSWERED, NOW - HOUR), FOLLOW, CaseState.RESOLVED, None),
}  # fmt: skip


@pytest.mark.parametrize(("case", "failure", "state", "due"), FAILURES.values(), ids=FAILURES.keys())
def test_a_mail_that_does_not_arrive_is_no_answer(case, failure, state, due):
    step = after_failure(case, failure, LATER, ())
    assert (step.case.state, step.case.due) == (state, due)
    assert step.events[0].kind == "undelivered"
    if state is CaseState.OPEN:
        assert step.case.next_update == due
        assert step.case.machine_at is None
    else:
        assert step.case == case


def test_only_what_that_mail_promised_is_void():
    mine, others = promise(ANSWERED, "reply:1", NOW, DUE, "triage"), promise(ANSWERED, "agent:1", NOW, DUE, "agent")
    step = after_failure(ANSWERED, FAILED, LATER, (mine, others))
    assert step.promises == (replace(mine, void_at=LATER),)


def test_a_newer_mail_of_the_machine_still_counts():
    step = after_failure(replace(ANSWERED, machine_at=LATER, asked="order"), FAILED, LATER + HOUR, ())
    assert (step.case.machine_at, step.case.asked) == (LATER, "order")


def test_levels_of_a_class_hold_as_long_as_the_settings_do():
    from triage.domain import Earned

    known = facts(levels={("order_status", "en"): Earned(level=Level.AUTO, base=Level.SHADOW)})
    assert known.level(Level.SHADOW, "order_status", "en") is Level.AUTO
    assert known.level(Level.DRAFT, "order_status", "en") is Level.DRAFT, "the owner has said something since"
    assert known.level(Level.SHADOW, "order_status", "de") is Level.SHADOW
