"""What agents and customers do becomes evidence, and evidence moves levels: through the whole flow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import insert

from tests.desks import AUTO, WORDS, Bench, bench_in, letter
from triage.autonomy import drift_alarm, let_fall, look_over
from triage.care import listen_to_agents
from triage.domain import ActionKind, Evidence, Level, Outcome, Receipt, Standing, Step, mail_id
from triage.edges.store import schema
from triage.edges.store.standings import plain_text
from triage.flow import act, cycle
from triage.policy.evidence import counted
from triage.review import look_around
from triage.settings import Autonomy, Care
from triage.watch import Watch

MINE = mail_id("support", letter())
DRAFTS = replace(AUTO, default_level=Level.DRAFT)
SHADOW = replace(AUTO, default_level=Level.SHADOW)
CLASS = ("order_status", "en")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


@pytest.fixture
def drafting(tmp_path: Path) -> Iterator[Bench]:
    """A desk on draft with one mail, whose draft lies in the Drafts folder."""
    for bench in bench_in(tmp_path, policy=DRAFTS):
        listen_to_agents(bench.desk)
        bench.account.deliver(letter())
        cycle(bench.desk)
        assert len(bench.mails("Drafts")) == 1
        yield bench


def said(bench: Bench) -> list[Evidence]:
    since = bench.account.clock.now() - timedelta(days=999)
    return list(bench.desk.standings.register("support", since).evidence)


def words(bench: Bench) -> list[tuple[str, bool]]:
    return [(one.kind, one.agrees) for one in said(bench)]


def answer(bench: Bench, text: str, number: int = 50) -> None:
    """An agent writes in the thread."""
    bench.account.clock.step(minutes=5)
    mail = letter(text, number=number, sender="help@teapot.example", answers="<m1@customer.example>")
    bench.account.deliver(mail, "Sent")
    listen_to_agents(bench.desk)


def standing(bench: Bench, of: tuple[str, str] = CLASS) -> Standing | None:
    return bench.desk.standings.register("support", bench.account.clock.now()).standings.get(of)


def level(bench: Bench, of: tuple[str, str] = CLASS) -> Level:
    found = standing(bench, of)
    return found.level if found else bench.policy.level(of[0])


def note(bench: Bench, *evidence: Evidence) -> None:
    for one in evidence:
        bench.desk.standings.note(one)


def piece(bench: Bench, number: int, *, agrees: bool = True, **more: object) -> Evidence:
    values = {"kind": "sent", "intent": CLASS[0], "language": CLASS[1], "alone": True} | more
    at = bench.account.clock.now() - timedelta(hours=1)
    return Evidence(mail_id=f"x{number}", mailbox="support", at=at, agrees=agrees, **values)  # type: ignore[arg-type]


# --- agents ----------------------------------------------------------------------------------------------------------
def test_a_draft_sent_as_it_was_agrees(drafting: Bench) -> None:
    answer(drafting, plain_text(drafting.mails("Drafts")[0]))
    (one,) = said(drafting)
    assert (one.mail_id, one.kind, one.agrees, one.edited, one.alone) == (MINE, "sent", True, 0.0, True)
    assert (one.intent, one.language) == CLASS


def test_a_draft_half_rewritten_disagrees(drafting: Bench) -> None:
    draft = plain_text(drafting.mails("Drafts")[0])
    answer(
        drafting, draft.replace("A colleague will look into it within 24 hours.", "We have just sent you a new one.")
    )
    (one,) = said(drafting)
    assert (one.kind, one.agrees) == ("sent", False)


def test_only_the_first_answer_is_compared(drafting: Bench) -> None:
    answer(drafting, plain_text(drafting.mails("Drafts")[0]))
    answer(drafting, "By the way, we have found it now, it was in the other hub all the time.", number=51)
    assert words(drafting) == [("sent", True)]


def test_an_answer_before_the_draft_lay_there_tells_nothing(bench: Bench) -> None:
    bench.policy = DRAFTS
    bench.again()
    listen_to_agents(bench.desk)
    bench.account.deliver(letter())
    bench.change(stop=lambda: bool(bench.told))  # the mail is decided, the draft is not put there yet
    cycle(bench.desk)
    bench.change(stop=lambda: False)
    answer(bench, "I have looked into it myself.")
    act(bench.desk)
    assert (bench.mails("Drafts"), said(bench)) == ([], [])


def test_in_shadow_an_answer_counts_until_the_mail_is_moved(bench: Bench) -> None:
    bench.policy = SHADOW
    bench.again()
    listen_to_agents(bench.desk)
    bench.account.deliver(letter())
    cycle(bench.desk)
    look_around(bench.desk)
    answer(bench, "Let me have a look at that for you, I shall write today.")
    assert words(bench) == [("kept", True)], "the answer that nobody saw says that a colleague looks into it"
    bench.account.clock.step(minutes=5)
    bench.account.drag(1, "Triage/Logistics", "Triage/Money")
    look_around(bench.desk)
    assert words(bench) == [("kept", True), ("moved", False)]
    (one,) = counted(said(bench))
    assert one.kind == "moved"


def test_in_shadow_only_the_first_answer_is_compared(bench: Bench) -> None:
    bench.policy = SHADOW
    bench.again()
    listen_to_agents(bench.desk)
    bench.account.deliver(letter())
    cycle(bench.desk)
    answer(bench, "Hello Ann, thank you for your mail!")
    answer(bench, "Let me have a look at that for you.", number=51)
    assert words(bench) == []


def test_in_shadow_other_records_tell_nothing(bench: Bench) -> None:
    """What would be written now is not what would have been written then."""
    bench.policy = SHADOW
    bench.again()
    listen_to_agents(bench.desk)
    bench.account.deliver(letter("Where is my order A-10427?", verified=True))
    cycle(bench.desk)
    row = "A-10427,ann@customer.example,moving,DHL,2026-11-20T09:00:00+00:00"
    (bench.folder / "orders.csv").write_text(f"order,email,state,carrier,last_event_at\n{row}\n", encoding="utf-8")
    bench.again()
    answer(bench, "It is on its way with DHL.")
    assert words(bench) == []


def test_a_moved_mail_disagrees_until_it_is_moved_back(drafting: Bench) -> None:
    look_around(drafting.desk)
    drafting.account.drag(1, "Triage/Logistics", "Triage/Money")
    look_around(drafting.desk)
    assert words(drafting) == [("moved", False)]
    drafting.account.drag(1, "Triage/Money", "Triage/Logistics")
    look_around(drafting.desk)
    assert words(drafting) == [("moved", True)]


def test_a_machines_mail_and_an_answer_without_words_tell_nothing(drafting: Bench) -> None:
    drafting.account.deliver(letter(number=2, sender="bob@customer.example", Auto_Submitted="auto-replied"))
    cycle(drafting.desk)
    answer(drafting, "")
    assert said(drafting) == []


# --- customers -------------------------------------------------------------------------------------------------------
def come_back(bench: Bench, text: str, days: float = 1, **more: str) -> None:
    bench.account.clock.step(days=days)
    bench.account.deliver(letter(text, number=2, answers="<m1@customer.example>", **more))
    cycle(bench.desk)


def answered(bench: Bench) -> Bench:
    listen_to_agents(bench.desk)
    bench.account.deliver(letter())
    cycle(bench.desk)
    assert len(bench.account.sent) == 1
    return bench


def test_a_customer_who_writes_again_was_not_helped(bench: Bench) -> None:
    come_back(answered(bench), "I still do not know where it is.")
    (one,) = said(bench)
    assert (one.mail_id, one.kind, one.agrees, one.grave, one.alone) == (MINE, "reopened", False, False, True)
    let_fall(bench.desk)
    assert level(bench) is Level.AUTO, "one alone takes nothing"


def test_a_dispute_takes_the_level_for_a_while(bench: Bench) -> None:
    come_back(answered(bench), "I call my lawyer.")
    assert [one.grave for one in said(bench)] == [True]
    let_fall(bench.desk)
    found = standing(bench)
    assert found is not None
    assert (found.level, found.base, found.by) == (Level.DRAFT, Level.AUTO, "dispute")
    bench.account.deliver(letter("Where is my other order, please?", number=9, sender="bob@customer.example"))
    cycle(bench.desk)
    assert (bench.outcomes()[-1], len(bench.account.sent)) == ("draft", 1)
    let_fall(bench.desk)
    assert standing(bench) == found, "the same mail is not held against it again"
    look_over(bench.desk)
    assert level(bench) is Level.DRAFT
    bench.account.clock.step(days=7)
    let_fall(bench.desk)
    look_over(bench.desk)
    assert level(bench) is Level.AUTO, "nobody of the shop has said that it was wrong"
    let_fall(bench.desk)
    assert level(bench) is Level.AUTO
    answer(bench, "It was our fault, we have sent you a new one.", number=60)
    bench.desk.standings.note(replace(said(bench)[0], kind="console", at=bench.account.clock.now(), grave=True))
    let_fall(bench.desk)
    assert (level(bench), standing(bench).by) == (Level.DRAFT, "evidence"), "a person confirms it"  # type: ignore[union-attr]


def test_an_urgent_customer_alone_takes_nothing(bench: Bench) -> None:
    come_back(answered(bench), "My parcel came broken and I need another TODAY.")
    assert [(one.agrees, one.grave) for one in said(bench)] == [(False, False)]
    let_fall(bench.desk)
    assert level(bench) is Level.AUTO


def test_a_strangers_mails_in_shadow_lift_nothing(bench: Bench) -> None:
    """One customer, twenty-one mails, answers that say something else: nobody has seen an answer of the machine."""
    bench.policy = replace(SHADOW, autonomy=Autonomy(raise_by="itself"))
    bench.again()
    listen_to_agents(bench.desk)
    for number in range(1, 22):
        bench.account.clock.step(minutes=5)
        bench.account.deliver(letter(number=number))
        cycle(bench.desk)
        text = "We do not know. Your order was cancelled, sorry." if number % 2 else "Hello, thank you for your mail."
        mine = letter(text, number=100 + number, sender="help@teapot.example", answers=f"<m{number}@customer.example>")
        bench.account.deliver(mine, "Sent")
        listen_to_agents(bench.desk)
        look_over(bench.desk)
    assert set(words(bench)) == {("kept", False)}
    assert level(bench) is Level.SHADOW


def test_evidence_knows_whose_mail_it_is(drafting: Bench) -> None:
    answer(drafting, plain_text(drafting.mails("Drafts")[0]))
    (one,) = said(drafting)
    assert one.case == MINE
    assert len(one.customer) == 64
    assert "ann" not in one.customer


def test_a_draft_with_a_corrected_fact_is_grave(bench: Bench) -> None:
    bench.policy = DRAFTS
    row = "A-10427,ann@customer.example,moving,DHL,2026-11-20T09:00:00+00:00"
    (bench.folder / "orders.csv").write_text(f"order,email,state,carrier,last_event_at\n{row}\n", encoding="utf-8")
    bench.again()
    listen_to_agents(bench.desk)
    bench.account.deliver(letter("Where is my order A-10427?", verified=True))
    cycle(bench.desk)
    draft = plain_text(bench.mails("Drafts")[0])
    assert "on its way with DHL" in draft
    answer(bench, draft.replace("is on its way with", "has been lost by"))
    assert [(one.kind, one.agrees, one.grave) for one in said(bench)] == [("sent", False, True)]


@pytest.mark.parametrize("text", ["Thank you so much!", "Thanks"])
def test_thanks_are_no_reproach(bench: Bench, text: str) -> None:
    come_back(answered(bench), text)
    assert said(bench) == []


def test_an_order_number_that_was_asked_for_is_no_reproach(bench: Bench) -> None:
    asked = answered(bench)
    (case,) = bench.desk.cases.live("support", bench.account.clock.now())
    bench.desk.cases.write(Step(case=replace(case, asked="order")), case, bench.account.clock.now())
    come_back(asked, "My order number is A-10427, sorry.")
    assert said(bench) == []


def test_after_weeks_it_is_another_matter(bench: Bench) -> None:
    come_back(answered(bench), "I still do not know where it is.", days=20)
    assert said(bench) == []


def test_once_a_person_has_answered_it_is_hers(bench: Bench) -> None:
    answered(bench)
    answer(bench, "I take care of it.")
    come_back(bench, "I call my lawyer.")
    assert said(bench) == []


def test_an_answer_that_never_left_is_not_judged(bench: Bench) -> None:
    perform = bench.hands.perform
    refused = Receipt(outcome=Outcome.FAILED, detail="refused")
    bench.hands.perform = lambda todo, places: (  # type: ignore[method-assign]
        refused if todo.kind is ActionKind.REPLY else perform(todo, places)
    )
    bench.account.deliver(letter())
    cycle(bench.desk)
    come_back(bench, "I still do not know where it is.")
    assert (said(bench), bench.account.sent) == ([], [])


def test_a_mail_that_a_person_answers_anyway_is_no_reproach(drafting: Bench) -> None:
    come_back(drafting, "I still do not know where it is.")
    assert said(drafting) == []


# --- levels ----------------------------------------------------------------------------------------------------------
def earned(bench: Bench, **more: object) -> Bench:
    bench.policy = replace(SHADOW, autonomy=Autonomy(raise_by="itself", auto_agreement=0.9), **more)  # type: ignore[arg-type]
    bench.again()
    note(bench, *(piece(bench, number) for number in range(50)))
    return bench


def test_a_class_rises_step_by_step_and_then_answers(bench: Bench) -> None:
    earned(bench)
    for to in (Level.DRAFT, Level.AUTO, Level.AUTO):
        bench.account.clock.step(hours=1)
        look_over(bench.desk)
        assert level(bench) is to
    found = standing(bench)
    assert found is not None
    assert found.proven
    assert level(bench, ("refund", "en")) is Level.SHADOW, "no other class rises with it"
    bench.account.deliver(letter())
    cycle(bench.desk)
    assert bench.outcomes() == ["reply"]


def test_agents_agreement_is_a_proof(bench: Bench) -> None:
    """A model without any proof of its own sends nothing, unless the class has earned it."""
    bench.think = _unproven(bench)
    earned(bench, default_level=Level.AUTO)
    for number in (1, 2):
        bench.account.deliver(letter(number=number, sender=f"ann{number}@customer.example"))
        cycle(bench.desk)
        look_over(bench.desk)
    assert bench.outcomes() == ["draft", "reply"]


def _unproven(bench: Bench):
    usual = bench.think

    def think(raw):
        thought = usual(raw)
        return replace(thought, verdict=replace(thought.verdict, proven=False))

    return think


def test_without_leave_nothing_rises(bench: Bench) -> None:
    earned(bench)
    bench.policy = replace(bench.policy, autonomy=Autonomy(auto_agreement=0.9))
    bench.again()
    look_over(bench.desk)
    assert standing(bench) is None


def test_the_breaker_takes_all_and_gives_all_back(bench: Bench) -> None:
    before = Standing(
        mailbox="support", intent="refund", language="en", level=Level.SHADOW, base=Level.AUTO,
        at=bench.account.clock.now(), by="person", why="not yet",
    )  # fmt: skip
    bench.desk.standings.settle([before], (), bench.account.clock.now())
    with bench.database.write() as connection:
        connection.execute(
            insert(schema.setting).values(name="breaker:support", value="99 automatic replies in an hour")
        )
    let_fall(bench.desk)
    assert (level(bench), level(bench, ("refund", "de")), level(bench, ("refund", "en"))) == (Level.DRAFT,) * 2 + (
        Level.SHADOW,
    )
    rows = bench.rows()["standing"]
    let_fall(bench.desk)
    look_over(bench.desk)
    assert bench.rows()["standing"] == rows, "told once"
    bench.desk.journal.close_breaker("support")
    assert standing(bench) is None
    assert standing(bench, ("refund", "en")) == before


def test_while_the_breaker_is_open_nothing_rises(bench: Bench) -> None:
    earned(bench)
    with bench.database.write() as connection:
        connection.execute(insert(schema.setting).values(name="breaker:support", value="99 replies in an hour"))
    look_over(bench.desk)
    assert standing(bench) is None


def judged(bench: Bench, number: int, intent: str, days: float) -> dict[str, object]:
    return {
        "mail_id": f"{number:064x}", "mailbox": "support", "urgency": "low", "language": "en", "queue": "Other",
        "at": bench.account.clock.now() - timedelta(days=days), "intent": intent, "confidence": 0.9, "due": None,
        "level": "auto", "eligible": False, "outcome": "person", "template": None, "guards": [], "hits": [],
        "misses": [], "model": "m1", "intents": {}, "coverage": 0.9, "trust": 0.9,
    }  # fmt: skip


def test_changed_mail_takes_auto_and_a_person_may_give_it_back(bench: Bench) -> None:
    rows = [judged(bench, number, "order_status", 20 + number / 100) for number in range(300)]
    with bench.database.write() as connection:
        connection.execute(insert(schema.decision), rows)
    look_over(bench.desk)
    assert standing(bench) is None, "too few mails to tell"
    with bench.database.write() as connection:
        connection.execute(insert(schema.decision), [judged(bench, 1000 + n, "refund", 5) for n in range(300)])
    look_over(bench.desk)
    found = standing(bench)
    assert found is not None
    assert (found.level, found.by) == (Level.DRAFT, "drift")
    assert drift_alarm(bench.desk.standings, bench.policy, "other", bench.account.clock.now()) is None
    bench.account.clock.step(hours=1)
    mine = replace(found, level=Level.AUTO, by="person", at=bench.account.clock.now())
    bench.desk.standings.settle([mine], (), bench.account.clock.now())
    look_over(bench.desk)
    assert level(bench) is Level.AUTO, "she knew"


def test_our_own_people_are_told_why(bench: Bench) -> None:
    bench.policy = replace(AUTO, care=Care(notify="boss@teapot.example"))
    bench.again()
    come_back(answered(bench), "I call my lawyer.")
    let_fall(bench.desk)
    act(bench.desk)
    (notice,) = [message for to, message in bench.account.sent if to == "boss@teapot.example"]
    assert message_from_bytes(notice)["Subject"] == "[triage] 1 class has a new level"
    assert "order_status (en): on draft now, a customer came back with a dispute" in plain_text(notice)
    let_fall(bench.desk)
    act(bench.desk)
    assert len(bench.account.sent) == 2


def test_the_watch_looks_by_itself(bench: Bench) -> None:
    earned(bench)
    bench.account.deliver(letter(WORDS))
    Watch(desk=bench.desk, sleep=lambda _: None).once()
    assert level(bench) is Level.DRAFT


def test_the_watch_takes_a_level_as_soon_as_the_customer_is_back(bench: Bench) -> None:
    answered(bench)
    bench.account.clock.step(days=1)
    rounds = Watch(desk=bench.desk, sleep=lambda _: None)._rounds()
    next(rounds)
    bench.account.deliver(letter("I call my lawyer.", number=2, answers="<m1@customer.example>"))
    next(rounds)
    assert level(bench) is Level.DRAFT
