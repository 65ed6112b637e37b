"""Cases in the store: what a mail makes of them, joining and parting, and that a step never overwrites another."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.desks import AUTO, Bench, bench_in, letter
from triage.care import listen_to_agents, tick
from triage.domain import Case, CaseState, Step
from triage.edges.store.cases import close, find, joined, merge, reopen, split
from triage.edges.store.timeline import open_cases, timeline
from triage.errors import Refused
from triage.flow import cycle
from triage.policy.cases import promise
from triage.settings import Care, FollowUps


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


def only(bench: Bench) -> Case:
    (case,) = open_cases(bench.database, everything=True)
    return case


def kinds(bench: Bench, case: Case) -> list[str]:
    return [entry.kind for entry in timeline(bench.database, case)]


def agent_writes(bench: Bench, words: str, answers: str = "<m1@customer.example>", number: int = 50) -> None:
    bench.account.deliver(letter(words, number=number, sender="help@teapot.example", answers=answers), "Sent")


def listening(bench: Bench) -> None:
    """The Sent folder is read from its end on, so its end must have been seen."""
    listen_to_agents(bench.desk)


# --- opened and gone on with ------------------------------------------------------------------------------------------
def test_every_mail_belongs_to_one_case(bench: Bench) -> None:
    bench.account.deliver(letter("The cup is broken.", number=1))
    bench.account.deliver(letter("It is broken!", number=2, answers="<m1@customer.example>"))
    bench.account.deliver(letter("The cup is broken.", number=3, sender="bob@other.example"))
    cycle(bench.desk)
    first, other = open_cases(bench.database)
    assert sorted((first.mails, other.mails)) == [1, 2]
    assert all(case.queue == "Quality" and case.due and case.next_update for case in (first, other))


def test_a_machines_mail_opens_nothing(bench: Bench) -> None:
    bench.account.deliver(letter(Auto_Submitted="auto-replied"))
    cycle(bench.desk)
    assert open_cases(bench.database, everything=True) == ()


def test_an_automatic_answer_leaves_the_clock_only_where_it_names_a_person(bench: Bench) -> None:
    bench.account.deliver(letter())
    cycle(bench.desk)
    assert bench.outcomes() == ["reply"]
    assert only(bench).state is CaseState.WAITING
    assert only(bench).next_update is not None


def test_a_subject_alone_joins_nothing(bench: Bench) -> None:
    for number in (1, 2):
        bench.account.deliver(letter("The cup is broken.", number=number, subject="Re: Your order A-1"))
    cycle(bench.desk)
    assert len(open_cases(bench.database)) == 2


# --- people -----------------------------------------------------------------------------------------------------------
def test_an_agents_mail_moves_the_case_and_names_a_promise(bench: Bench) -> None:
    listening(bench)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    agent_writes(bench, "I am sorry. We will get back to you within 24 hours.")
    listen_to_agents(bench.desk)
    case = only(bench)
    assert case.silent
    assert case.state is CaseState.OPEN, "something was promised"
    (promise,) = bench.desk.cases.promises("support")
    assert promise.due == case.due == bench.account.clock.now() + timedelta(hours=24)
    bench.account.clock.step(days=3)
    tick(bench.desk)
    assert bench.desk.cases.promises("support") == ()
    assert [entry.detail for entry in timeline(bench.database, case) if entry.kind == "promise"][-1] == "broken"


def test_a_kept_promise(bench: Bench) -> None:
    listening(bench)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    agent_writes(bench, "We will get back to you within 24 hours.")
    listen_to_agents(bench.desk)
    bench.account.clock.step(hours=3)
    agent_writes(bench, "A new cup is on its way to you.", number=51)
    listen_to_agents(bench.desk)
    bench.account.clock.step(days=3)
    tick(bench.desk)
    details = [entry.detail for entry in timeline(bench.database, only(bench)) if entry.kind == "promise"]
    assert "kept" in details
    assert "broken" not in details


def test_the_customers_thanks_resolve_an_answered_case(bench: Bench) -> None:
    listening(bench)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    agent_writes(bench, "A new cup is on its way to you.")
    listen_to_agents(bench.desk)
    bench.account.deliver(letter("Thank you so much!", number=2, answers="<m50@customer.example>", verified=True))
    cycle(bench.desk)
    assert only(bench).state is CaseState.RESOLVED


def by_hand(bench: Bench) -> None:
    close(bench.database, only(bench).id, bench.account.clock.now())


def by_thanks(bench: Bench) -> None:
    bench.account.deliver(letter("Thank you so much!", number=2, answers="<m50@customer.example>", verified=True))
    cycle(bench.desk)


@pytest.mark.parametrize("end", [by_hand, by_thanks])
def test_a_closed_case_owes_no_promise(bench: Bench, end: Callable[[Bench], None]) -> None:
    listening(bench)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    agent_writes(bench, "We will write to you tomorrow.")
    listen_to_agents(bench.desk)
    case = only(bench)
    waits = replace(case, state=CaseState.WAITING)  # she has promised, and the customer is content before that
    bench.desk.cases.write(Step(case=waits), case, bench.account.clock.now())
    end(bench)
    assert only(bench).state is CaseState.RESOLVED
    bench.account.clock.step(days=3)
    tick(bench.desk)
    reopen(bench.database, case.id, bench.account.clock.now())
    tick(bench.desk)
    said = [entry.detail for entry in timeline(bench.database, case) if entry.kind == "promise"]
    assert [words.partition(":")[0] for words in said] == ["by agent", "void"]


def test_a_promise_that_is_made_again_stays_as_it_ended(bench: Bench) -> None:
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    case, now = only(bench), bench.account.clock.now()
    made = promise(case, "<a1@teapot.example>", now, now + timedelta(days=1), "agent")
    for one in (made, replace(made, kept_at=now), made):
        assert bench.desk.cases.write(Step(promises=(one,)), case, now) == ""
    (row,) = bench.rows()["promise"]
    assert now in row
    assert bench.desk.cases.promises("support") == ()


# --- a clock ----------------------------------------------------------------------------------------------------------
def polite(bench: Bench, **manners: str) -> None:
    rules = replace(AUTO, care=Care(notify="owner@teapot.example"), follow_ups=FollowUps(**manners))
    bench.change(policy=rules)


def test_an_overdue_case_is_told_once(bench: Bench) -> None:
    polite(bench)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    for _ in range(3):
        bench.account.clock.step(days=2)
        tick(bench.desk)
        cycle(bench.desk)
    assert [to for to, _ in bench.account.sent] == ["owner@teapot.example"]
    said = message_from_bytes(bench.account.sent[0][1]).get_payload(0).get_payload(decode=True).decode()
    assert "broken" not in said, "nothing of what the customer wrote"
    assert "ann@customer.example: overdue since" in said
    assert "My order" not in said, "anybody can write what looks like our own notice"
    ((_, flags),) = bench.server()["Triage/Quality"]
    assert {"triage-overdue", "\\Flagged"} <= flags


def test_nobody_is_forgotten_when_the_process_dies_while_it_looks(bench: Bench) -> None:
    polite(bench)
    for number in range(3):
        bench.account.deliver(letter("The cup is broken.", number=number, sender=f"ann{number}@customer.example"))
    cycle(bench.desk)
    bench.account.clock.step(days=4)

    def die() -> None:
        raise KeyboardInterrupt

    bench.change(beat=die)
    with pytest.raises(KeyboardInterrupt):
        tick(bench.desk)
    bench.again()
    polite(bench)
    cycle(bench.desk)
    tick(bench.desk)
    cycle(bench.desk)
    told = [message_from_bytes(message).get_payload(0).get_payload(decode=True) for _, message in bench.account.sent]
    assert all(case.id[:12].encode() in b"".join(told) for case in open_cases(bench.database))


def test_a_check_back_and_its_score(bench: Bench) -> None:
    polite(bench, csat="auto")
    listening(bench)
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    agent_writes(bench, "A new cup is on its way to you.")
    listen_to_agents(bench.desk)
    close(bench.database, only(bench).id, bench.account.clock.now())
    bench.account.clock.step(hours=25)
    for _ in range(3):
        tick(bench.desk)
        cycle(bench.desk)
    ((to, asked),) = bench.account.sent
    assert to == "ann@customer.example"
    assert b"Auto-Submitted: auto-replied" in asked
    bench.account.deliver(letter("5", number=2, answers="<m1@customer.example>"))
    cycle(bench.desk)
    assert (only(bench).score, only(bench).state) == (5, CaseState.RESOLVED)


def test_a_mail_cancels_the_follow_up_that_was_due(bench: Bench) -> None:
    """A step is written only if the case still is as it was seen."""
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    seen = only(bench)
    bench.account.deliver(letter("It is broken!", number=2, answers="<m1@customer.example>"))
    cycle(bench.desk)
    now = bench.account.clock.now()
    assert bench.desk.cases.write(Step(case=replace(seen, silent=True)), seen, now) == "changed"
    assert not only(bench).silent


# --- by hand ----------------------------------------------------------------------------------------------------------
def test_two_cases_become_one(bench: Bench) -> None:
    bench.account.deliver(letter("The cup is broken.", number=1))
    bench.account.deliver(letter("I want my money back.", number=2))
    cycle(bench.desk)
    one, two = open_cases(bench.database)
    now = bench.account.clock.now()
    made = merge(bench.database, one.id[:12], two.id[:12], now)
    assert only(bench) == made
    assert made.mails == 2
    assert kinds(bench, made).count("mail") == 2
    bench.account.deliver(letter("Any news?", number=3, answers="<m1@customer.example>"))
    cycle(bench.desk)
    assert only(bench).mails == 3, "the joined case goes on"


def test_joined_cases_are_as_grave_as_either_was(bench: Bench) -> None:
    bench.account.deliver(letter("I call my lawyer.", number=1))
    bench.account.deliver(letter("I want my money back.", number=2))
    cycle(bench.desk)
    dispute, calm = (
        next(one for one in open_cases(bench.database) if one.intent == wanted) for wanted in ("dispute", "refund")
    )
    calm = replace(calm, customer_at=calm.customer_at + timedelta(hours=1), done=("progress_update", "progress_update"))
    for one, other in ((dispute, calm), (calm, dispute)):
        made = joined(one, other)
        assert (made.intent, made.queue, made.urgency) == ("dispute", dispute.queue, "critical")
        assert made.done == ("progress_update", "progress_update"), "each counts, so that the next has its own number"
    assert joined(replace(dispute, state=CaseState.RESOLVED), calm).intent == "refund"


def test_one_case_becomes_two(bench: Bench) -> None:
    bench.account.deliver(letter("The cup is broken.", number=1))
    bench.account.deliver(letter("I want my money back.", number=2, answers="<m1@customer.example>"))
    cycle(bench.desk)
    before = only(bench)
    made = split(bench.database, before.last_mail[:12], bench.account.clock.now())
    assert (made.intent, made.mails) == ("refund", 1)
    assert {case.mails for case in open_cases(bench.database)} == {1}
    bench.account.deliver(letter("And my money?", number=3, answers="<m2@customer.example>"))
    cycle(bench.desk)
    assert find(bench.database, made.id).mails == 2
    assert find(bench.database, before.id).mails == 1


def test_an_answer_to_the_rest_of_a_parted_case_stays_there(bench: Bench) -> None:
    """The mail that has gone names the one that is answered."""
    listening(bench)
    bench.account.deliver(letter("The cup is broken.", number=1))
    bench.account.deliver(letter("I want my money back.", number=2, answers="<m1@customer.example>"))
    cycle(bench.desk)
    before = only(bench)
    made = split(bench.database, before.last_mail[:12], bench.account.clock.now())
    agent_writes(bench, "A new cup is on its way to you.")
    listen_to_agents(bench.desk)
    assert find(bench.database, before.id).state is CaseState.WAITING
    assert find(bench.database, made.id).state is CaseState.OPEN


def test_hands_are_told_what_cannot_be(bench: Bench) -> None:
    bench.account.deliver(letter("The cup is broken.", number=1))
    cycle(bench.desk)
    case, now = only(bench), bench.account.clock.now()
    for attempt in (
        lambda: merge(bench.database, case.id, case.id, now), lambda: split(bench.database, case.last_mail, now),
        lambda: find(bench.database, "zzzz"), lambda: find(bench.database, ""),
        lambda: reopen(bench.database, case.id, now),
        lambda: split(bench.database, "%", now),
    ):  # fmt: skip
        with pytest.raises(Refused):
            attempt()
    assert close(bench.database, case.id, now).state is CaseState.RESOLVED
    with pytest.raises(Refused, match="resolved already"):
        close(bench.database, case.id, now)
    assert reopen(bench.database, case.id, now).due is not None


def test_closing_by_hand_takes_back_what_was_queued(bench: Bench) -> None:
    bench.account.deliver(letter())
    bench.change(stop=lambda: bool(bench.told))  # decided, not yet done
    cycle(bench.desk)
    assert bench.state(f"reply:{only(bench).id}") == "queued"
    close(bench.database, only(bench).id, bench.account.clock.now())
    bench.again()
    cycle(bench.desk)
    assert bench.account.sent == []
