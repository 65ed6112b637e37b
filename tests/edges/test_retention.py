"""Forgetting by age: what a decided mail said and who sent it goes, that it came and what was decided stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

from tests.desks import AUTO, Bench, bench_in, letter
from tests.edges.people import address, canary, keep, live, now, on_disk, words
from triage.care import tick
from triage.daemon import forget
from triage.domain import Outcome, Receipt
from triage.edges.store import Database, forget_older_than, schema
from triage.flow import cycle
from triage.settings import Care

SENDERS = range(10)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


@pytest.fixture
def lived(bench: Bench) -> Bench:
    """A shop with ten customers."""
    live(bench, len(SENDERS))
    return bench


def content_of(database: Database, table: Table) -> list[Any]:
    with database.read() as connection:
        return list(connection.execute(select(table).order_by(*table.primary_key.columns)).mappings())


def test_nothing_is_forgotten_where_the_settings_keep_for_ever_or_time_is_not_up(lived: Bench) -> None:
    before = lived.rows()
    assert forget_older_than(lived.database, 0, now(lived) + timedelta(days=9999)) == 0
    assert forget_older_than(lived.database, 30, now(lived) + timedelta(days=29)) == 0
    assert lived.rows() == before


def test_old_mail_is_emptied_once_and_stays_known_and_counted(lived: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("triage.edges.store.retention._BATCH", 4)
    later = now(lived) + timedelta(days=31)
    lived.account.clock.step(days=31)
    lived.account.deliver(words(77))
    cycle(lived.desk)
    assert not lived.rules()
    assert forget_older_than(lived.database, 30, later) == len(SENDERS)
    left = on_disk(lived)
    said = [word for number in SENDERS for word in (canary(number), f"p <{address(number)}>", f"to: {address(number)}")]
    assert [word for word in said if word.encode() in left] == []
    assert canary(77).encode() in left
    assert {row["recipient"] for row in content_of(lived.database, schema.action)} == {"", address(77)}
    assert not [
        row
        for row in content_of(lived.database, schema.claim)
        if "@" in row["subject"] and row["at"] < later - timedelta(days=30)
    ]
    assert len(content_of(lived.database, schema.decision)) == len(SENDERS) + 1
    assert len(lived.desk.corrections.corrected()) == len(SENDERS)
    assert forget_older_than(lived.database, 30, later) == 0
    lived.account.renumber("INBOX")
    assert cycle(lived.desk) == 0


def test_what_is_still_to_be_done_keeps_its_content(bench: Bench) -> None:
    keep(bench, words(1))
    bench.change(hands=Idle())
    cycle(bench.desk)
    keys = {row["kind"]: row["key"] for row in content_of(bench.database, schema.action)}
    bench.desk.outbox.settle(keys["tag"], Receipt(outcome=Outcome.FAILED, detail="550 <x@y.example>"), now(bench))
    assert forget_older_than(bench.database, 7, now(bench) + timedelta(days=8)) == 1
    rows = {row["kind"]: row for row in content_of(bench.database, schema.action)}
    assert rows["reply"]["content"]
    assert rows["reply"]["recipient"] == address(1)
    assert rows["tag"]["detail"] == ""
    assert content_of(bench.database, schema.mail)[0]["content"] == b""
    bench.desk.outbox.settle(keys["reply"], Receipt(outcome=Outcome.UNCERTAIN), now(bench))
    forget_older_than(bench.database, 7, now(bench) + timedelta(days=9))
    rows = {row["kind"]: row for row in content_of(bench.database, schema.action)}
    assert (rows["reply"]["content"], rows["reply"]["recipient"]) == (b"", "")
    assert rows["sent"]["detail"].startswith("withdrawn:")


class Idle:
    """Hands that never get to it."""

    def perform(self, action: object, places: object) -> Receipt:
        return Receipt(outcome=Outcome.RETRY, detail="later")


def test_a_notice_is_emptied_by_its_own_age(bench: Bench) -> None:
    bench.change(policy=replace(AUTO, care=Care(notify="owner@teapot.example")))
    bench.account.deliver(letter("It is broken.", number=1))
    cycle(bench.desk)
    bench.account.clock.step(days=4)
    tick(bench.desk)
    cycle(bench.desk)

    def kept() -> bytes:
        return next(row["content"] for row in content_of(bench.database, schema.action) if row["kind"] == "notice")

    with bench.database.write() as connection:  # the mail by which it is kept is younger than the rest of it
        connection.execute(schema.mail.update().values(received_at=now(bench) + timedelta(days=30)))
    forget_older_than(bench.database, 7, now(bench) + timedelta(days=6))
    assert kept()
    forget_older_than(bench.database, 7, now(bench) + timedelta(days=8))
    assert not kept()


def test_an_undecided_mail_is_not_forgotten(bench: Bench) -> None:
    keep(bench, words(1))
    assert forget_older_than(bench.database, 7, now(bench) + timedelta(days=99)) == 0
    assert cycle(bench.desk) == 1


def test_a_fault_while_forgetting_is_logged_without_a_word_of_a_mail(
    lived: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    with lived.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE claim")
    caplog.set_level("INFO", "triage.daemon")
    forget(lived.database, 7)
    assert [record.message for record in caplog.records] == ["old mail not forgotten"]
