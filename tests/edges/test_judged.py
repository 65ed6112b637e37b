"""What the store keeps for a monitor: written with the decision, read without writing, also from older stores."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, insert, select, text

from tests.desks import Bench, bench_in, letter, think
from triage.domain import Correction, RawMail, Thought, mail_id
from triage.edges.store import SqlJournal, open_database, open_to_read, schema
from triage.edges.store.database import _MIGRATIONS
from triage.edges.store.judged import judged
from triage.errors import ConfigError, Unavailable
from triage.flow import cycle
from triage.settings import Breaker

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
OLD_ROW = """
INSERT INTO decision (mail_id, mailbox, at, intent, urgency, language, confidence, queue, due, level, eligible, outcome,
 template, guards, hits, misses, model, intents) VALUES (:id, 'support', 1763600000.0, 'refund', 'low', 'en', 0.75,
 'Money', NULL, 'shadow', 0, :outcome, NULL, '[]', '[]', '[]', :model, '{}')
"""


def half_known(raw: RawMail) -> Thought:
    thought = think(raw)
    return (
        thought
        if thought.verdict is None
        else replace(thought, verdict=replace(thought.verdict, coverage=0.5, trust=0.25))
    )


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path, think=half_known)


@pytest.fixture
def old_store(tmp_path: Path) -> Path:
    """A database as the version before kept it, with a judged mail, a machine's and one that nobody could read."""
    path = tmp_path / "old.db"
    settings = Config()
    settings.set_main_option("script_location", str(_MIGRATIONS))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0002")
        for name, outcome, model in (("a", "draft", "m0"), ("b", "none", "m0"), ("c", "person", "")):
            connection.execute(text(OLD_ROW), {"id": name * 64, "outcome": outcome, "model": model})
    engine.dispose()
    return path


def test_coverage_and_trust_of_a_verdict_are_kept_with_its_decision(bench: Bench) -> None:
    bench.account.deliver(letter())
    assert cycle(bench.desk) == 1
    (row,) = judged(bench.database, LONG_AGO)
    assert (row.coverage, row.trust, row.intent, row.language, row.model) == (0.5, 0.25, "order_status", "en", "m1")
    assert row.corrected_at is None
    kept = bench.desk.journal.decision(bench.told[0].mail.id)
    assert kept == bench.told[0].plan.decision
    assert (kept.coverage, kept.trust) == (0.5, 0.25)


def test_the_first_time_a_mail_was_moved_is_told(bench: Bench) -> None:
    bench.account.deliver(letter())
    cycle(bench.desk)
    now = bench.account.clock.now()
    for hours, queue in ((2, "Money"), (1, "Quality")):
        bench.desk.corrections.correct(
            Correction(
                mail_id=bench.told[0].mail.id, at=now + timedelta(hours=hours), from_queue="Logistics", to_queue=queue
            )
        )
    (row,) = judged(bench.database, LONG_AGO)
    assert row.corrected_at == now + timedelta(hours=1)


def test_machines_and_mails_that_could_not_be_judged_do_not_count(bench: Bench) -> None:
    bench.account.deliver(letter(number=1))
    bench.account.deliver(letter(number=2, Auto_Submitted="auto-replied"))
    bench.account.deliver(b"")
    assert cycle(bench.desk) == 3
    assert len(judged(bench.database, LONG_AGO)) == 1
    assert judged(bench.database, bench.account.clock.now()) == ()


def test_of_many_mails_a_part_is_drawn_whatever_their_time(bench: Bench) -> None:
    bench.account.deliver(letter())
    cycle(bench.desk)
    with bench.database.write() as connection:
        one = dict(connection.execute(select(schema.decision)).mappings().one())
        ids = (mail_id("support", str(number).encode()) for number in range(399))
        connection.execute(insert(schema.decision), [one | {"mail_id": other} for other in ids])
    everyone = judged(bench.database, LONG_AGO)
    drawn = judged(bench.database, LONG_AGO, 100)
    assert len(everyone) == 400
    assert 70 <= len(drawn) <= 130
    assert drawn == judged(bench.database, LONG_AGO, 100)
    assert judged(bench.database, LONG_AGO, 400) == everyone


def test_an_old_store_opens_and_keeps_its_rows(old_store: Path) -> None:
    database = open_database(f"sqlite:///{old_store}")
    with database.read() as connection:
        rows = connection.execute(select(schema.decision).order_by(schema.decision.c.mail_id)).all()
    assert [(row.intent, row.confidence, row.coverage, row.trust) for row in rows] == [("refund", 0.75, None, None)] * 3
    known = SqlJournal(database, Breaker()).decision("a" * 64)
    assert known is not None
    assert (known.confidence, known.coverage, known.trust) == (0.75, 1.0, 1.0)
    (row,) = judged(database, LONG_AGO)
    assert (row.confidence, row.coverage, row.trust, row.model) == (0.75, None, None, "m0")
    database.close()


def test_an_old_store_is_read_without_being_migrated(old_store: Path) -> None:
    before = old_store.read_bytes()
    database = open_to_read(f"sqlite:///{old_store}")
    assert database is not None
    (row,) = judged(database, LONG_AGO)
    assert (row.intent, row.coverage) == ("refund", None)
    with pytest.raises(Unavailable, match="readonly"), database.read() as connection:
        connection.exec_driver_sql("DELETE FROM decision")
    database.close()
    assert old_store.read_bytes() == before


def test_what_a_running_daemon_has_not_brought_into_the_file_yet_is_read_too(bench: Bench) -> None:
    bench.account.deliver(letter())
    cycle(bench.desk)
    assert bench.path.with_name(f"{bench.path.name}-wal").stat().st_size
    database = open_to_read(f"sqlite:///{bench.path}")
    assert database is not None
    assert len(judged(database, LONG_AGO)) == 1
    database.close()


def test_where_there_is_no_store_none_is_made(tmp_path: Path) -> None:
    assert open_to_read(f"sqlite:///{tmp_path}/state/triage.db") is None
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_and_one_without_tables_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "damaged.db").write_bytes(b"no database" * 1000)
    sqlite3.connect(tmp_path / "empty.db").execute("CREATE TABLE other (x)").connection.close()
    for name, kind in (("damaged", ConfigError), ("empty", Unavailable)):
        database = open_to_read(f"sqlite:///{tmp_path}/{name}.db")
        assert database is not None
        with pytest.raises(kind):
            judged(database, LONG_AGO)
