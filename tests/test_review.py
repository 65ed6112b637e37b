"""A mail that a person moves is a correction, exactly once, and becomes a training row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.desks import AUTO, Bench, bench_in, letter, think
from triage.domain import ActionKind, Corrected, Correction, Example, Mail, Outcome, RawMail, Receipt, mail_id
from triage.errors import Refused, Unavailable, WorkerDied
from triage.flow import cycle
from triage.review import look_around, meant, training_rows
from triage.settings import DEFAULT_QUEUES, QueueRule
from triage.testing import MemoryMailbox

QUEUES = {rule.name: rule for rule in DEFAULT_QUEUES}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


@pytest.fixture
def routed(bench: Bench) -> Bench:
    """A desk with one mail in Triage/Logistics, which has been looked at."""
    bench.account.deliver(letter())
    cycle(bench.desk)
    assert bench.mails("Triage/Logistics") == [letter()]
    return bench


def said(bench: Bench) -> list[tuple[str, str]]:
    return [(item.correction.from_queue, item.correction.to_queue) for item in bench.desk.corrections.corrected()]


# --- what is a correction --------------------------------------------------------------------------------------------
def test_our_own_moves_are_none(routed: Bench) -> None:
    assert look_around(routed.desk) == ()
    routed.account.deliver(letter("The cup is broken.", number=2))
    cycle(routed.desk)
    routed.again()
    assert look_around(routed.desk) == ()
    assert said(routed) == []


def test_our_own_move_without_a_told_place_is_none(bench: Bench) -> None:
    """A server without UIDPLUS does not say where a moved mail went."""
    perform = bench.hands.perform
    bench.hands.perform = lambda action, places: replace(perform(action, places), origin=None)  # type: ignore[method-assign]
    bench.account.deliver(letter())
    cycle(bench.desk)
    assert look_around(bench.desk) == ()
    assert [place.folder for place in bench.desk.intake.places(mail_id("support", letter()))] == ["Triage/Logistics"]


def test_a_moved_mail_is_one_correction(routed: Bench) -> None:
    routed.account.drag(1, "Triage/Logistics", "Triage/Money")
    (made,) = look_around(routed.desk)
    assert (made.mail_id, made.from_queue, made.to_queue) == (mail_id("support", letter()), "Logistics", "Money")
    assert made.at == routed.account.clock.now()
    for _ in range(2):
        routed.again()
        assert look_around(routed.desk) == ()
    assert said(routed) == [("Logistics", "Money")]
    assert cycle(routed.desk) == 0, "what a person moved is not decided again"


def test_new_numbers_of_a_queue_folder_are_no_correction(routed: Bench) -> None:
    routed.account.drag(1, "Triage/Logistics", "Triage/Money")
    look_around(routed.desk)
    routed.account.renumber("Triage/Money")
    routed.account.renumber("Triage/Logistics")
    assert look_around(routed.desk) == ()
    assert said(routed) == [("Logistics", "Money")]


def test_a_second_thought_wins(routed: Bench) -> None:
    routed.account.drag(1, "Triage/Logistics", "Triage/Money")
    look_around(routed.desk)
    routed.account.clock.step(minutes=5)
    routed.account.drag(1, "Triage/Money", "Triage/Service")
    look_around(routed.desk)
    assert said(routed) == [("Money", "Service")]


def test_moved_from_the_inbox_where_mails_are_only_tagged(bench: Bench) -> None:
    bench.policy = replace(AUTO, routing="tag")
    bench.again()
    for number, queue in ((1, "Logistics"), (2, "Quality")):
        bench.account.deliver(letter(f"Where is my order number {number}?", number=number))
        cycle(bench.desk)
        bench.account.drag(number, "INBOX", f"Triage/{queue}")
    (made,) = look_around(bench.desk)
    assert (made.from_queue, made.to_queue) == ("Logistics", "Quality"), "and a move to where it belongs is none"


NOT_OURS = {"a mail that was never seen": "Triage/Money", "a folder outside": "Archive"}


@pytest.mark.parametrize("folder", NOT_OURS.values(), ids=NOT_OURS.keys())
def test_what_is_not_ours_is_left_alone(routed: Bench, folder: str) -> None:
    routed.account.deliver(letter("Something of another account", number=7), folder)
    if folder == "Archive":
        routed.account.drag(1, "Triage/Logistics", "Archive")
    assert look_around(routed.desk) == ()
    assert len(routed.rows()["mail"]) == 1


def test_one_folder_that_cannot_be_opened_does_not_hide_the_others(routed: Bench) -> None:
    class Locked(MemoryMailbox):
        def arrivals(self, folder: str, after: object, since: object) -> object:  # type: ignore[override]
            if folder == "Triage/Disputes":
                raise Refused("no right to read it")
            return super().arrivals(folder, after, since)  # type: ignore[arg-type]

    routed.account.deliver(b"", "Triage/Disputes")
    routed.account.drag(1, "Triage/Logistics", "Triage/Money")
    routed.change(mailbox=Locked(routed.account))
    assert [made.to_queue for made in look_around(routed.desk)] == ["Money"]


def test_a_lost_connection_is_told(routed: Bench) -> None:
    routed.account.broken = Unavailable("the connection was lost")
    with pytest.raises(Unavailable):
        look_around(routed.desk)


INTENTS = {"Urgent": ("", "critical"), "Presales": ("product_question", ""), "Money": ("", ""), "Other": ("", "")}


@pytest.mark.parametrize("queue", INTENTS)
def test_a_queue_of_one_label_says_the_label(routed: Bench, queue: str) -> None:
    routed.account.drag(1, "Triage/Logistics", f"Triage/{queue}")
    (made,) = look_around(routed.desk)
    assert (made.intent, made.urgency) == INTENTS[queue]


# --- what the model learns from it -----------------------------------------------------------------------------------
def corrected(queue: str, intent: str = "", **intents: float) -> Corrected:
    raw = RawMail(id="m", mailbox="support", content=letter(), received_at=datetime(2026, 11, 20, tzinfo=UTC))
    said = Correction(mail_id="m", at=raw.received_at, from_queue="Logistics", to_queue=queue, intent=intent)
    return Corrected(correction=said, raw=raw, intents=intents)


MEANT = {
    "the queue's only intent": (corrected("Presales", "product_question", refund=0.9), "product_question"),
    "the likeliest of the queue's": (corrected("Money", order_status=0.7, payment=0.05, refund=0.2), "refund"),
    "nothing is known of any": (corrected("Money"), "payment"),
    "a queue by urgency": (corrected("Urgent", dispute=0.3, refund=0.6), "refund"),
    "a queue for what is left": (corrected("Other", refund=0.6), "other"),
    "a queue for machines": (corrected("Automatic", refund=0.6), "other"),
}


@pytest.mark.parametrize(("item", "intent"), MEANT.values(), ids=MEANT.keys())
def test_the_intent_that_a_move_tells(item: Corrected, intent: str) -> None:
    assert meant(item, QUEUES[item.correction.to_queue]) == intent


def test_a_queue_by_language_keeps_the_likeliest_intent() -> None:
    rule = QueueRule(name="Deutsch", languages=("de",))
    assert meant(corrected("Deutsch", refund=0.2, dispute=0.5), rule) == "dispute"


def test_export_rows(routed: Bench) -> None:
    routed.account.drag(1, "Triage/Logistics", "Triage/Money")
    look_around(routed.desk)
    items = routed.desk.corrections.corrected()
    (row,) = training_rows(items, [think(items[0].raw)], routed.policy.queues)
    assert row == Example(
        subject="My order", body=letter().decode().partition("\r\n\r\n")[2].strip(), intent=row.intent, language="en",
        writer="ann@customer.example", source="correction",
    )  # fmt: skip
    assert row.intent in QUEUES["Money"].intents


def test_what_cannot_be_read_again_is_left_out() -> None:
    items = [corrected("Money"), corrected("Money"), corrected("Gone"), corrected("Money")]
    read = think(items[0].raw)
    unread = replace(read, mail=Mail(id="m", error="the mail is empty"))
    rows = list(training_rows(items, [WorkerDied("killed"), unread, read, read], DEFAULT_QUEUES))
    assert len(rows) == 1


def test_a_move_by_hand_where_ours_was_refused_counts(bench: Bench) -> None:
    """Our move was refused, and a person moves the mail by hand."""
    bench.account.deliver(letter())
    bench.hands.scripted[ActionKind.MOVE] = Receipt(outcome=Outcome.FAILED, detail="read-only")
    cycle(bench.desk)
    bench.account.drag(1, "INBOX", "Triage/Service")
    assert [(made.from_queue, made.to_queue) for made in look_around(bench.desk)] == [("Logistics", "Service")]
