"""Whose turn it is in a case and until when, after each kind of mail."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.policy.cases import NOW, POLICY, facts, mail, verdict
from tests.policy.texts import templates
from triage.domain import Case, CaseState, Level, Promise
from triage.policy.cases import Told, after_agent, after_mail, kept, promise, resolved
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
    "thanks after an agent's mail": (after("Thank you!", WAITING, intent="feedback"), CaseState.RESOLVED, None, None),
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
}


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


def test_a_named_time_is_a_promise_once():
    _, (first,), _ = after(sent="reply:1", answer=DUE)
    _, (again,), _ = after(sent="reply:1", answer=DUE)
    assert (first.due, first.by, first.key) == (DUE, "triage", again.key)
    assert after(sent="reply:1")[1] == (), "a reply that names no time promises nothing"
    assert after(answer=DUE)[1] == (), "what was not sent promises nothing"


# --- an agent writes --------------------------------------------------------------------------------------------------
def test_an_agents_mail_silences_and_passes_the_turn():
    step = after_agent(CASE, NOW, UPDATE, (), ())
    assert step.case.state is CaseState.WAITING
    assert (step.case.silent, step.case.due, step.case.next_update, step.case.agent_at) == (True, None, UPDATE, NOW)


def test_a_time_that_an_agent_names_keeps_the_case_open_until_then():
    friday, monday = NOW + 2 * DAY, NOW + 5 * DAY
    step = after_agent(CASE, NOW, UPDATE, (monday, friday, NOW - DAY), ())
    assert (step.case.state, step.case.due, step.case.next_update) == (CaseState.OPEN, friday, friday)
    assert [made.due for made in step.promises] == [friday, monday]
    assert {made.by for made in step.promises} == {"agent"}


def test_an_agents_mail_keeps_the_promises_that_time_has_not_broken():
    def made(due):
        return promise(CASE, "reply:1", NOW - DAY, due, "triage")

    open_ones = (made(NOW + HOUR), made(NOW), made(NOW - HOUR))
    assert [one.due for one in kept(open_ones, NOW)] == [NOW + HOUR, NOW]
    step = after_agent(CASE, NOW, UPDATE, (), open_ones)
    assert all(one.kept_at == NOW for one in step.promises)


def test_a_promise_of_the_same_mail_is_not_kept_by_it():
    later = Promise(key="k", case=CASE.id, mailbox="support", made_at=NOW, due=NOW + DAY, by="agent")
    assert kept((later,), NOW) == ()


def test_levels_of_a_class_hold_as_long_as_the_settings_do():
    from triage.domain import Earned

    known = facts(levels={("order_status", "en"): Earned(level=Level.AUTO, base=Level.SHADOW)})
    assert known.level(Level.SHADOW, "order_status", "en") is Level.AUTO
    assert known.level(Level.DRAFT, "order_status", "en") is Level.DRAFT, "the owner has said something since"
    assert known.level(Level.SHADOW, "order_status", "de") is Level.SHADOW
