"""What our own rows tell of a mail before it is decided: who has answered it, how long it lay, what else is open."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desks import AUTO, WORDS, Bench, bench_in, letter
from triage.care import listen_to_agents
from triage.edges.store.cases import close
from triage.edges.store.timeline import open_cases
from triage.flow import cycle
from triage.watch import Watch

ORDER = "Where is my order NW-20031, please? I would like to know when it will arrive."
OTHER = "How long does it take, please? I would like to know when it will arrive."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A desk that has seen the end of the Sent folder, as one that was off for a while."""
    for bench in bench_in(tmp_path):
        listen_to_agents(bench.desk)
        yield bench


def agent(number: int, answers: str = "<m1@customer.example>") -> bytes:
    return letter("Dear Ann, it was lost.", number=number, sender="help@teapot.example", answers=answers)


def rules(bench: Bench, at: int = -1) -> set[str]:
    return {hit.rule for hit in bench.told[at].plan.decision.hits}


# --- a person was quicker ---------------------------------------------------------------------------------------------
def inbox_first(bench: Bench) -> None:
    cycle(bench.desk)


def sent_first(bench: Bench) -> None:
    listen_to_agents(bench.desk)
    cycle(bench.desk)


def watching(bench: Bench) -> None:
    Watch(desk=bench.desk, sleep=lambda _: None).once()


@pytest.mark.parametrize("look", [inbox_first, sent_first, watching])
def test_a_mail_that_a_person_has_answered_is_not_answered_again(bench: Bench, look: Callable[[Bench], None]) -> None:
    bench.account.deliver(letter())
    bench.account.deliver(agent(50), "Sent")
    look(bench)
    assert (bench.outcomes(), bench.account.sent) == (["person"], [])
    (hit,) = [hit for hit in bench.told[0].plan.decision.hits if hit.rule == "agent_wrote"]
    assert hit.reason == "a person has answered it already"
    assert [case.silent for case in open_cases(bench.database, everything=True)] == [True]


def test_an_answer_to_another_mail_silences_nothing(bench: Bench) -> None:
    bench.account.deliver(letter())
    bench.account.deliver(agent(50, "<m9@customer.example>"), "Sent")
    cycle(bench.desk)
    assert bench.outcomes() == ["reply"]


def test_the_conversation_stays_with_the_person_who_was_quicker(bench: Bench) -> None:
    bench.account.deliver(letter(ORDER))
    bench.account.deliver(agent(50), "Sent")
    cycle(bench.desk)
    bench.account.deliver(letter(f"{ORDER} Thanks", number=2))  # in no thread; the order number tells
    cycle(bench.desk)
    assert bench.outcomes() == ["person", "person"]
    assert "agent_wrote" in rules(bench)


def test_what_a_person_answers_while_a_backlog_is_worked_off_is_heard(bench: Bench) -> None:
    count = 60  # more than one batch
    for number in range(1, count + 1):
        bench.account.deliver(letter(f"{WORDS} {number}", number=number, sender=f"c{number}@c{number}.example"))
    bench.change(told=_answering(bench, f"<m{count}@customer.example>"))
    cycle(bench.desk)
    assert bench.outcomes()[0] == "reply"
    assert bench.told[-1].mail.message_id == f"<m{count}@customer.example>"
    assert "agent_wrote" in rules(bench)


def _answering(bench: Bench, message_id: str) -> Callable[[object], None]:
    def told(handled: object) -> None:
        if not bench.told:
            bench.account.deliver(agent(500, message_id), "Sent")
        bench.told.append(handled)  # type: ignore[arg-type]

    return told


# --- how long it lay --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("hours", "outcome"), [(23, "reply"), (25, "draft"), (120, "draft")])
def test_a_mail_that_has_lain_for_long_gets_a_draft(bench: Bench, hours: float, outcome: str) -> None:
    bench.account.deliver(letter())  # its own Date is whatever its sender likes
    bench.account.clock.step(hours=hours)
    cycle(bench.desk)
    assert (bench.outcomes(), "old_mail" in rules(bench)) == ([outcome], outcome == "draft")


def test_a_date_of_the_senders_choice_changes_nothing(bench: Bench) -> None:
    bench.account.deliver(letter(Date="Fri, 06 Nov 2026 11:59:00 +0000"))
    cycle(bench.desk)
    assert "old_mail" not in rules(bench)


def test_mail_from_before_the_first_start_gets_a_draft(bench: Bench) -> None:
    bench.change(policy=replace(AUTO, safety=replace(AUTO.safety, shadow_days=7, shadow_mails=1)))
    now = bench.account.clock.now()
    bench.account.deliver(letter(), received_at=now - timedelta(hours=3))
    bench.account.deliver(letter(OTHER, number=2, sender="bob@other.example"), received_at=now - timedelta(hours=2))
    cycle(bench.desk)
    assert all("old_mail" in rules(bench, at) for at in (0, 1))
    bench.account.clock.step(hours=4)
    bench.account.deliver(letter(OTHER, number=3, sender="eve@third.example"))
    cycle(bench.desk)
    assert (bench.outcomes()[-1], rules(bench)) == ("reply", set())


# --- what else is open ------------------------------------------------------------------------------------------------
def test_a_grave_case_of_the_sender_stops_answers_elsewhere(bench: Bench) -> None:
    bench.account.deliver(letter("My lawyer will write to you.", number=1))
    bench.account.deliver(letter(OTHER, number=2))
    bench.account.deliver(letter(OTHER, number=3, sender="bob@other.example"))
    cycle(bench.desk)
    assert bench.outcomes() == ["person", "draft", "reply"]
    assert "grave_case" in rules(bench, 1)


def test_once_it_is_closed_the_machine_answers_again(bench: Bench) -> None:
    bench.account.deliver(letter("My lawyer will write to you.", number=1))
    cycle(bench.desk)
    (case,) = open_cases(bench.database)
    close(bench.database, case.id, bench.account.clock.now())
    bench.account.deliver(letter(OTHER, number=2))
    cycle(bench.desk)
    assert bench.outcomes()[-1] == "reply"


def test_a_calm_case_elsewhere_stops_nothing(bench: Bench) -> None:
    bench.account.deliver(letter("The cup is broken.", number=1))
    bench.account.deliver(letter(OTHER, number=2))
    cycle(bench.desk)
    assert bench.outcomes() == ["draft", "reply"]
