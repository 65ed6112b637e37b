"""Evidence and standings in the store: what is shown to agents, the newest word, and levels that hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desks import AUTO, Bench, bench_in, letter
from triage.domain import Case, Evidence, Level, Mail, Standing, State, mail_id
from triage.edges.store import SqlStandings, open_database
from triage.edges.store.report import summary
from triage.edges.store.retention import forget_older_than
from triage.edges.store.standings import class_sizes, find_decision, plain_text
from triage.flow import act, cycle, reconcile
from triage.mail.compose import compose
from triage.policy.plan import notice_mail
from triage.settings import Care

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINE = mail_id("support", letter())
ONE = Evidence(
    mail_id="m1", kind="sent", mailbox="support", at=NOW, intent="refund", language="de", agrees=True, alone=False,
    edited=0.05, customer="c1", case="t1",
)  # fmt: skip
LOST = Standing(
    mailbox="support", intent="refund", language="de", level=Level.DRAFT, base=Level.AUTO, at=NOW, by="evidence",
    why="2 of 3 were wrong", since=NOW,
)  # fmt: skip


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path, policy=replace(AUTO, default_level=Level.DRAFT))


@pytest.fixture
def drafted(bench: Bench) -> Bench:
    bench.account.deliver(letter())
    cycle(bench.desk)
    return bench


def case(bench: Bench) -> Case:
    found = bench.desk.cases.case(MINE)
    assert found is not None
    return found


def evidence(bench: Bench, mailbox: str = "support", since: datetime = NOW - timedelta(days=1)) -> tuple[Evidence, ...]:
    return bench.desk.standings.register(mailbox, since).evidence


# --- evidence --------------------------------------------------------------------------------------------------------
def test_evidence_is_kept_as_it_was_and_the_newest_of_a_kind_holds(bench: Bench) -> None:
    store = bench.desk.standings
    second = replace(ONE, at=NOW + timedelta(hours=1), agrees=False, edited=0.5)
    third = replace(ONE, kind="moved", edited=None, at=NOW + timedelta(hours=2))
    for one in (ONE, second, third):
        store.note(one)
    bench.again()
    assert evidence(bench) == (second, third)
    assert evidence(bench, "other") == ()
    assert evidence(bench, since=NOW + timedelta(hours=1)) == (third,)


def test_what_was_grave_stays_grave(bench: Bench) -> None:
    first = replace(ONE, kind="reopened", agrees=False, grave=True)
    for one in (first, replace(first, grave=False)):
        bench.desk.standings.note(one)
    assert [one.grave for one in evidence(bench)] == [True]


# --- standings -------------------------------------------------------------------------------------------------------
def test_the_newest_standing_of_a_class_holds(bench: Bench) -> None:
    store = bench.desk.standings
    won = replace(LOST, level=Level.AUTO, by="person", proven=True, since=None, at=NOW + timedelta(days=1))
    store.settle([LOST, replace(LOST, language="en")], (), NOW)
    store.settle([won], (), NOW)
    bench.again()
    found = bench.desk.standings.register("support", NOW).standings
    assert found == {("refund", "de"): won, ("refund", "en"): replace(LOST, language="en")}
    assert bench.desk.standings.register("other", NOW).standings == {}
    levels = bench.desk.journal.history("support", Mail(id="x"), NOW).levels
    assert (levels["refund", "de"].level, levels["refund", "de"].proven) == (Level.AUTO, True)


def test_a_standing_and_its_notice_are_written_together(bench: Bench) -> None:
    policy = replace(bench.policy, care=Care(notify="boss@teapot.example"))
    notice = notice_mail("notice:1", "1 class", "why", "", "support", policy, NOW, compose=compose)
    with pytest.raises(AttributeError):
        bench.desk.standings.settle([LOST], [notice, None], NOW)  # type: ignore[list-item]
    assert bench.desk.standings.register("support", NOW).standings == {}
    assert bench.state("notice:1") == "None"
    bench.desk.standings.settle([LOST], [notice], NOW)
    act(bench.desk)
    assert bench.state("notice:1") == State.DONE.value
    assert [to for to, _ in bench.account.sent] == ["boss@teapot.example"]


def test_a_notice_that_failed_is_shown_to_a_person(bench: Bench) -> None:
    policy = replace(bench.policy, care=Care(notify="boss@teapot.example"))
    notice = notice_mail("notice:1", "1 class", "why", "", "support", policy, NOW, compose=compose)
    bench.desk.standings.settle([LOST], [notice], NOW)
    bench.desk.outbox.committing("notice:1", NOW)
    bench.again()
    reconcile(bench.desk)
    assert [item.what for item in summary(bench.database).needs_person] == ["notice uncertain"]


# --- what lies before the agents -------------------------------------------------------------------------------------
def test_a_draft_is_shown_with_its_words(drafted: Bench) -> None:
    shown = drafted.desk.standings.shown(case(drafted))
    assert shown is not None
    assert shown.decision == drafted.desk.journal.decision(MINE)
    assert shown.draft == plain_text(drafted.mails("Drafts")[0])
    assert "A colleague will look into it" in (shown.draft or "")


def test_a_draft_that_was_compared_is_shown_no_more(drafted: Bench) -> None:
    drafted.desk.standings.note(replace(ONE, mail_id=MINE, kind="moved"))
    assert drafted.desk.standings.shown(case(drafted)) is not None
    drafted.desk.standings.note(replace(ONE, mail_id=MINE))
    assert drafted.desk.standings.shown(case(drafted)) is None


def test_a_draft_whose_words_were_forgotten_is_not_shown(drafted: Bench) -> None:
    forget_older_than(drafted.database, 7, drafted.account.clock.now() + timedelta(days=30))
    assert drafted.desk.standings.shown(case(drafted)) is None


def test_the_newest_mail_counts_and_a_person_must_answer_it(drafted: Bench) -> None:
    drafted.account.clock.step(hours=1)
    drafted.account.deliver(letter("I call my lawyer.", number=2, answers="<m1@customer.example>"))
    cycle(drafted.desk)
    assert drafted.outcomes() == ["draft", "person"]
    assert drafted.desk.standings.shown(case(drafted)) is None


def test_what_was_sent_automatically_is_not_shown(bench: Bench) -> None:
    bench.change(policy=AUTO)
    bench.account.deliver(letter())
    cycle(bench.desk)
    assert bench.outcomes() == ["reply"]
    assert bench.desk.standings.shown(case(bench)) is None


@pytest.mark.parametrize("message", [b"", b"Content-Type: text/html\r\n\r\n<p>hi</p>", b"\xff\x00"])
def test_a_message_without_plain_words_is_no_fault(message: bytes) -> None:
    assert plain_text(message).strip() in {"", message.decode("utf-8", "replace").strip()}


# --- for the console -------------------------------------------------------------------------------------------------
def test_a_decision_is_found_by_the_beginning_of_its_id(drafted: Bench) -> None:
    found = find_decision(drafted.database, MINE[:8])
    assert found is not None
    assert found.mail_id == MINE
    assert [find_decision(drafted.database, start) for start in ("zz", "%", "_" * 64)] == [None] * 3
    drafted.account.deliver(letter(number=2, sender="bob@customer.example"))
    cycle(drafted.desk)
    assert find_decision(drafted.database, "") is None, "more than one begins so"


def test_classes_are_counted_by_mails_with_an_answer(drafted: Bench) -> None:
    drafted.account.deliver(letter("I call my lawyer.", number=2, sender="bob@customer.example"))
    cycle(drafted.desk)
    since = drafted.account.clock.now() - timedelta(days=1)
    assert class_sizes(drafted.database, "support", since) == {("order_status", "en"): 1}
    assert class_sizes(drafted.database, "other", since) == {}
    assert class_sizes(drafted.database, "support", since + timedelta(days=2)) == {}


def test_judged_mails_are_those_of_the_mailbox(drafted: Bench) -> None:
    since = drafted.account.clock.now() - timedelta(days=1)
    store = SqlStandings(drafted.database)
    assert [len(store.judged(name, since, 10)) for name in ("support", "other")] == [1, 0]


def test_a_new_store_knows_nothing(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/triage.db")
    assert SqlStandings(database).register("support", NOW).standings == {}
    database.close()
