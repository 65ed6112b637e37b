"""The law of the flow: bytes first, decide and record at once, do at most once, and nothing is forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from tests.desks import Bench, bench_in, letter, think
from triage.domain import Action, Arrivals, Cursor, Origin, RawMail, Receipt, Thought, mail_id
from triage.edges.lookup import NoOrders
from triage.edges.store.report import summary
from triage.errors import Unavailable, WorkerDied
from triage.flow import cycle, decide_one, receive, reconcile
from triage.testing import InlineEngine, MemoryHands

MINE = mail_id("support", letter())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


# --- the whole -------------------------------------------------------------------------------------------------------
def test_a_mail_is_answered_tagged_moved_and_copied(bench: Bench) -> None:
    bench.account.deliver(letter())
    assert cycle(bench.desk) == 1
    ((recipient, reply),) = bench.account.sent
    assert recipient == "ann@customer.example"
    assert message_from_bytes(reply)["In-Reply-To"] == "<m1@customer.example>"
    assert (bench.mails("INBOX"), bench.mails("Triage/Logistics"), bench.mails("Sent")) == ([], [letter()], [reply])
    ((_, flags),) = bench.server()["Triage/Logistics"]
    assert {"$Triaged", "triage-order_status", "triage-low"} <= flags


def test_a_second_round_changes_nothing(bench: Bench) -> None:
    for number, words in enumerate(("Where is my order, please?", "The cup is broken.", "I call my lawyer.")):
        bench.account.deliver(letter(words, number=number))
    assert cycle(bench.desk) == 3
    before = bench.rows(), bench.server(), list(bench.account.sent)
    for _ in range(2):
        bench.again()
        reconcile(bench.desk)
        assert cycle(bench.desk) == 0
        assert (bench.rows(), bench.server(), bench.account.sent) == before


def test_every_step_feeds_the_watchdog_and_hears_the_stop(bench: Bench) -> None:
    beats: list[str] = []
    for number in range(3):
        bench.account.deliver(letter(number=number))
    bench.change(beat=lambda: beats.append("alive"), stop=lambda: len(beats) >= 2)
    assert receive(bench.desk) == 3
    assert cycle(bench.desk) == 1, "it stops between two mails"
    bench.change(stop=lambda: False)
    assert cycle(bench.desk) == 2, "and goes on with what is left"
    assert len(beats) > 6


# --- bytes first -----------------------------------------------------------------------------------------------------
@dataclass
class Witness:
    """Hands that look into the database's file, as a second process does, before they do anything."""

    hands: MemoryHands
    path: Path
    seen: list[tuple[Any, ...]]

    def perform(self, action: Action, places: Sequence[Origin]) -> Receipt:
        query = """select action.kind, mail.content, decision.outcome, action.state from action
                   join mail on mail.id = action.mail_id join decision on decision.mail_id = mail.id where key = ?"""
        with closing(sqlite3.connect(self.path)) as connection:
            self.seen += connection.execute(query, [action.key]).fetchall()
        return self.hands.perform(action, places)

    def happened(self, action: Action) -> bool | None:
        return self.hands.happened(action)


def test_mail_decision_and_mark_are_on_disk_before_the_server_is_told(bench: Bench) -> None:
    bench.account.deliver(letter())
    witness = Witness(bench.hands, bench.path, [])
    bench.change(hands=witness)
    cycle(bench.desk)
    assert witness.seen == [(kind, letter(), "reply", "committing") for kind in ("reply", "tag", "move", "sent")]


class Cut:
    """A mailbox whose connection ends after the first batch."""

    def __init__(self, whole: Any) -> None:
        self._whole = whole

    def arrivals(self, folder: str, after: Cursor | None, since: Any) -> Iterator[Arrivals]:
        yield next(self._whole.arrivals(folder, after, since))
        raise Unavailable("the connection was lost")


def test_each_batch_is_kept_before_the_next_is_asked_for(bench: Bench) -> None:
    for number in range(120):
        bench.account.deliver(letter(number=number))
    whole = bench.desk.mailbox
    bench.change(mailbox=Cut(whole))
    with pytest.raises(Unavailable):
        receive(bench.desk)
    bench.again()
    cursor = bench.desk.intake.cursor("support", "INBOX")
    assert cursor is not None
    assert cursor.last_uid == 50
    assert len(bench.desk.intake.waiting("support", 200)) == 50
    assert receive(bench.desk) == 70


def test_a_decision_without_its_actions_is_never_written(bench: Bench) -> None:
    bench.account.deliver(letter())
    receive(bench.desk)
    (raw,) = bench.desk.intake.waiting("support", 9)
    with bench.database.write() as connection:
        connection.exec_driver_sql(
            "create trigger full before insert on action when new.kind = 'move' begin select raise(abort, 'no'); end"
        )
    with pytest.raises(IntegrityError):
        decide_one(bench.desk, think(raw))
    empty = ("decision", "action", "claim", "spoken")
    assert [bench.rows()[table] for table in empty] == [[]] * len(empty)
    with bench.database.write() as connection:
        connection.exec_driver_sql("drop trigger full")
    assert cycle(bench.desk) == 1
    assert len(bench.account.sent) == 1


# --- mails that kill -------------------------------------------------------------------------------------------------
def deadly(raw: RawMail) -> Thought:
    if b"bomb" in raw.content:
        raise WorkerDied("it took longer than 20 seconds")
    return think(raw)


BOMB, GOOD = letter("a bomb", number=1), letter(number=2)


def test_a_mail_that_kills_its_worker_is_quarantined_after_the_others(bench: Bench) -> None:
    bench.account.deliver(BOMB)
    bench.account.deliver(GOOD)
    bench.change(engine=InlineEngine(deadly))
    assert cycle(bench.desk) == 2
    assert [handled.mail.id for handled in bench.told] == [mail_id("support", GOOD), mail_id("support", BOMB)]
    assert bench.outcomes() == ["reply", "person"]
    assert "quarantined" in bench.rules()
    assert bench.mails("Triage/Other") == [BOMB], "a person sees it where the others are"
    (item,) = summary(bench.database).needs_person
    assert (item.what, item.detail) == ("mail quarantined", "it took longer than 20 seconds")


def test_strikes_are_counted_over_restarts(bench: Bench) -> None:
    tries: list[str] = []

    def dies(raw: RawMail) -> Thought:
        tries.append(raw.id)
        raise WorkerDied("killed")

    bench.account.deliver(BOMB)
    for life in (1, 2, 3):
        assert not bench.told
        bench.change(engine=InlineEngine(dies), stop=lambda life=life: len(tries) >= life)  # ended after one try
        receive(bench.desk)
        cycle(bench.desk)
        bench.again()
    assert len(tries) == 3
    assert bench.outcomes() == ["person"]
    bench.change(engine=InlineEngine(deadly))
    assert cycle(bench.desk) == 0, "a quarantined mail is left alone"


class Trap(NoOrders):
    """A shop's own connector with a fault in it."""

    def parcel(self, order: str) -> None:
        raise KeyError("ann@customer.example wants to know")


def test_a_mail_that_trips_the_decision_does_not_stop_the_next(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bench.account.deliver(letter("Where is my order NW-20417, please?", number=1))
    bench.account.deliver(GOOD)
    bench.change(lookup=Trap())
    assert cycle(bench.desk) == 2
    assert bench.outcomes() == ["reply", "person"]
    (item,) = summary(bench.database).needs_person
    assert (item.what, item.detail) == ("mail quarantined", "deciding it failed (KeyError)")
    assert "ann@" not in caplog.text


def test_a_store_in_trouble_is_not_the_mails_fault(bench: Bench) -> None:
    class Full(NoOrders):
        def parcel(self, order: str) -> None:
            raise Unavailable("the disk is full")

    bench.account.deliver(letter("Where is my order NW-20417, please?"))
    bench.change(lookup=Full())
    with pytest.raises(Unavailable):
        cycle(bench.desk)
    bench.again()
    assert cycle(bench.desk) == 1
    assert bench.outcomes() == ["reply"]


def test_hostile_mails_all_get_a_decision(bench: Bench) -> None:
    golden = sorted((Path(__file__).parent / "golden").glob("mime-*.eml"))
    golden += sorted((Path(__file__).parent / "golden").glob("identity-*.eml"))
    assert len(golden) > 10
    for path in golden:
        bench.account.deliver(path.read_bytes())
    assert cycle(bench.desk) == len({path.read_bytes() for path in golden})
    assert bench.mails("INBOX") == []
    assert not summary(bench.database).needs_person
