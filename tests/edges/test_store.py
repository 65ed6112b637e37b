"""The store's law: bytes first, one transaction for a decision and its actions, at most once, nothing forgotten."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from triage.domain import (
    Action,
    ActionKind,
    Address,
    Claim,
    Correction,
    Cursor,
    Decision,
    Hit,
    Level,
    Mail,
    Origin,
    Outcome,
    Plan,
    RawMail,
    Receipt,
    State,
    mail_id,
)
from triage.edges.store import (
    Database,
    SqlCorrections,
    SqlIntake,
    SqlJournal,
    SqlOutbox,
    instance,
    open_database,
    schema,
)
from triage.edges.store.report import summary
from triage.errors import ConfigError, Unavailable
from triage.settings import Breaker

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path}/state/triage.db")
    yield opened
    opened.close()


def raw(content: bytes = b"Subject: hi\n\nhello", uid: int | None = 1, folder: str = "INBOX") -> RawMail:
    origin = None if uid is None else Origin(mailbox="support", folder=folder, uidvalidity=7, uid=uid)
    return RawMail(id=mail_id("support", content), mailbox="support", content=content, received_at=NOW, origin=origin)


def at(uid: int, folder: str = "INBOX") -> Cursor:
    return Cursor(mailbox="support", folder=folder, uidvalidity=7, last_uid=uid)


def decided(mail: RawMail, outcome: str = "person", hits: tuple[Hit, ...] = (), when: datetime = NOW) -> Decision:
    return Decision(
        mail_id=mail.id, mailbox="support", at=when, intent="order_status", urgency="low", language="en",
        confidence=0.9, queue="Logistics", due=when + HOUR, level=Level.AUTO, eligible=True, outcome=outcome,
        template="order_status", hits=hits, misses=("a", "b"), model="m1",
    )  # fmt: skip


def read(mail: RawMail, sender: str = "ann@example.org", message_id: str = "<c1@example.org>", **more: object) -> Mail:
    return Mail(id=mail.id, subject="hi", sender=Address(email=sender), message_id=message_id, **more)  # type: ignore[arg-type]


def reply(mail: RawMail, **more: object) -> Action:
    content = b"Message-ID: <" + b"a" * 64 + b"@shop.example>\nTo: ann@example.org\n\nhello"
    values = {"key": f"reply:{mail.id}", "kind": ActionKind.REPLY, "recipient": "ann@example.org", "content": content}
    return Action(mail_id=mail.id, mailbox="support", not_before=NOW, **values | more)  # type: ignore[arg-type]


def tag(mail: RawMail, **more: object) -> Action:
    values = {"key": f"tag:{mail.id}", "kind": ActionKind.TAG, "keywords": ("$Triaged",)}
    return Action(mail_id=mail.id, mailbox="support", not_before=NOW, **values | more)  # type: ignore[arg-type]


@pytest.fixture
def intake(database: Database) -> SqlIntake:
    return SqlIntake(database)


@pytest.fixture
def journal(database: Database) -> SqlJournal:
    return SqlJournal(database, Breaker())


@pytest.fixture
def outbox(database: Database) -> SqlOutbox:
    return SqlOutbox(database)


def test_the_migrations_make_the_tables_of_the_schema(database: Database) -> None:
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_opening_twice_keeps_what_is_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/triage.db"
    first = open_database(url)
    token = instance(first)
    first.close()
    again = open_database(url)
    assert instance(again) == token
    again.close()


def test_a_damaged_file_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "triage.db"
    path.write_bytes(b"this is no database at all" * 1000)
    with pytest.raises(ConfigError, match=r"damaged.*backup"):
        open_database(f"sqlite:///{path}")


def test_a_full_disk_is_told_before_anything_is_taken_in(database: Database, tmp_path: Path) -> None:
    starved = SqlIntake(database, min_free_mb=10**9, folder=tmp_path)
    with pytest.raises(Unavailable, match="make room"):
        starved.keep([raw()], at(1))
    assert starved.cursor("support", "INBOX") is None


def test_a_database_that_may_not_grow_loses_nothing(database: Database, intake: SqlIntake) -> None:
    intake.keep([raw()], at(1))
    with database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    with database.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(Unavailable, match="full"):
            _keep_on(connection, database, raw(b"Subject: x\n\n" + b"y" * 500_000, 2))
    assert intake.cursor("support", "INBOX") == at(1)
    assert [kept.id for kept in intake.waiting("support", 10)] == [raw().id]


def _keep_on(connection: object, database: Database, mail: RawMail) -> None:
    """The page limit holds for one connection, so the pool is made to hand out this one."""
    database.engine.pool._max_overflow = 0  # type: ignore[attr-defined]
    pages = connection.exec_driver_sql("PRAGMA max_page_count").scalar()  # type: ignore[attr-defined]
    from sqlalchemy import event

    limit = lambda raw_connection, *_: raw_connection.execute(f"PRAGMA max_page_count={pages}")  # noqa: E731
    event.listen(database.engine, "checkout", limit)
    try:
        SqlIntake(database).keep([mail], at(2))
    finally:
        event.remove(database.engine, "checkout", limit)


def test_keeping_is_idempotent_and_moves_the_cursor(intake: SqlIntake) -> None:
    assert intake.keep([raw(), raw(b"two", 2)], at(2)) == (raw().id, raw(b"two").id)
    assert intake.keep([raw(), raw(b"two", 2)], at(2)) == ()
    assert intake.cursor("support", "INBOX") == at(2)
    assert {mail.content for mail in intake.waiting("support", 10)} == {raw().content, b"two"}
    assert intake.places(raw().id) == (raw().origin,)


def test_the_same_bytes_at_another_uid_are_one_mail_with_two_places(intake: SqlIntake) -> None:
    intake.keep([raw(uid=1)], at(1))
    assert intake.keep([raw(uid=5)], at(5)) == ()
    assert {place.uid for place in intake.places(raw().id)} == {1, 5}


def test_a_struck_mail_stands_behind_the_others(intake: SqlIntake) -> None:
    intake.keep([raw(b"bomb", 1), raw(b"good", 2)], at(2))
    assert intake.struck(raw(b"bomb").id, "timeout") == 1
    assert [mail.content for mail in intake.waiting("support", 10)] == [b"good", b"bomb"]
    assert intake.struck(raw(b"bomb").id, "timeout") == 2


def test_a_decision_and_its_actions_are_written_once(intake: SqlIntake, journal: SqlJournal, outbox: SqlOutbox) -> None:
    mail = raw()
    intake.keep([mail], at(1))
    plan = Plan(decision=decided(mail, "reply"), actions=(reply(mail), tag(mail)))
    assert journal.decide(read(mail), None, plan) == plan
    other = Plan(decision=replace(plan.decision, queue="Other"), actions=(tag(mail, key="move:x"),))
    assert journal.decide(read(mail), None, other).decision == plan.decision
    assert [todo.key for todo in outbox.due("support", NOW, 10)] == [f"reply:{mail.id}", f"tag:{mail.id}"]
    assert journal.decision(mail.id) == plan.decision
    assert intake.waiting("support", 10) == ()


def test_a_full_cap_writes_the_other_plan_and_says_so(
    intake: SqlIntake, journal: SqlJournal, outbox: SqlOutbox
) -> None:
    cap = Claim(cap="per_sender_day", subject="ann@example.org", limit=1, seconds=86_400)
    for number, expected in ((1, "reply"), (2, "person")):
        mail = raw(b"mail %d" % number, number)
        intake.keep([mail], at(number))
        person = Plan(decision=decided(mail, "person"))
        plan = Plan(decision=decided(mail, "reply"), actions=(reply(mail),), claims=(cap,), otherwise=person)
        written = journal.decide(read(mail), None, plan).decision
        assert written.outcome == expected
    assert [hit.rule for hit in written.hits] == ["cap_per_sender_day"]
    assert len(outbox.due("support", NOW, 10)) == 1


def test_a_cap_is_free_again_after_its_time(intake: SqlIntake, journal: SqlJournal) -> None:
    cap = Claim(cap="per_hour", subject="support", limit=1, seconds=3600)
    outcomes = []
    for number, when in ((1, NOW), (2, NOW + HOUR / 2), (3, NOW + HOUR * 1.1)):
        mail = raw(b"mail %d" % number, number)
        intake.keep([mail], at(number))
        plan = Plan(
            decision=decided(mail, "reply", when=when), claims=(cap,), otherwise=Plan(decision=decided(mail, when=when))
        )
        outcomes.append(journal.decide(read(mail), None, plan).decision.outcome)
    assert outcomes == ["reply", "person", "reply"]


def test_two_threads_cannot_take_the_same_last_place(database: Database, intake: SqlIntake) -> None:
    mails = [raw(b"mail %d" % number, number) for number in range(1, 21)]
    intake.keep(mails, at(20))
    cap = Claim(cap="per_hour", subject="support", limit=5, seconds=3600)
    outcomes: list[str] = []

    def work(mine: list[RawMail]) -> None:
        journal = SqlJournal(database, Breaker())
        for mail in mine:
            plan = Plan(decision=decided(mail, "reply"), claims=(cap,), otherwise=Plan(decision=decided(mail)))
            outcomes.append(journal.decide(read(mail), None, plan).decision.outcome)

    threads = [threading.Thread(target=work, args=(mails[start::2],)) for start in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("reply") == 5
    assert len(outcomes) == 20


def test_an_action_is_committed_once(intake: SqlIntake, journal: SqlJournal, outbox: SqlOutbox) -> None:
    mail = raw()
    intake.keep([mail], at(1))
    journal.decide(read(mail), None, Plan(decision=decided(mail), actions=(reply(mail),)))
    key = f"reply:{mail.id}"
    assert outbox.committing(key, NOW)
    assert not outbox.committing(key, NOW)
    assert outbox.due("support", NOW, 10) == ()
    assert [todo.key for todo in outbox.interrupted("support")] == [key]
    assert outbox.settle(key, Receipt(outcome=Outcome.UNCERTAIN, detail="cut"), NOW) is State.UNCERTAIN
    assert outbox.interrupted("support") == ()  # an uncertain reply is a person's business


def test_a_retry_waits_longer_each_time_and_gives_up_after_a_day(
    intake: SqlIntake, journal: SqlJournal, outbox: SqlOutbox
) -> None:
    mail = raw()
    intake.keep([mail], at(1))
    journal.decide(read(mail), None, Plan(decision=decided(mail), actions=(tag(mail),)))
    key, now, pauses = f"tag:{mail.id}", NOW, []
    while outbox.committing(key, now):
        if outbox.settle(key, Receipt(outcome=Outcome.RETRY, detail="421"), now) is State.FAILED:
            break
        before = now
        while not outbox.due("support", now, 10):
            now += timedelta(minutes=1)
        pauses.append((now - before) // timedelta(minutes=1))
    assert pauses[:5] == [1, 5, 15, 60, 60]
    assert NOW + timedelta(hours=22) < now < NOW + timedelta(hours=25)


def test_an_interrupted_action_is_due_at_once(intake: SqlIntake, journal: SqlJournal, outbox: SqlOutbox) -> None:
    mail = raw()
    intake.keep([mail], at(1))
    journal.decide(read(mail), None, Plan(decision=decided(mail), actions=(tag(mail),)))
    outbox.committing(f"tag:{mail.id}", NOW)
    outbox.settle(f"tag:{mail.id}", Receipt(outcome=Outcome.INTERRUPTED), NOW)
    assert len(outbox.due("support", NOW, 10)) == 1


def test_a_copy_waits_for_its_reply(intake: SqlIntake, journal: SqlJournal, outbox: SqlOutbox) -> None:
    mail = raw()
    intake.keep([mail], at(1))
    copy = tag(mail, key=f"sent:{mail.id}", kind=ActionKind.SENT_COPY, after=f"reply:{mail.id}")
    journal.decide(read(mail), None, Plan(decision=decided(mail), actions=(reply(mail), copy)))
    assert [todo.kind for todo in outbox.due("support", NOW, 10)] == [ActionKind.REPLY]
    outbox.committing(f"reply:{mail.id}", NOW)
    outbox.settle(f"reply:{mail.id}", Receipt(outcome=Outcome.DONE), NOW)
    assert [todo.kind for todo in outbox.due("support", NOW, 10)] == [ActionKind.SENT_COPY]


def test_a_copy_of_a_reply_that_is_uncertain_is_withdrawn(
    database: Database, intake: SqlIntake, journal: SqlJournal, outbox: SqlOutbox
) -> None:
    mail = raw()
    intake.keep([mail], at(1))
    copy = tag(mail, key=f"sent:{mail.id}", kind=ActionKind.SENT_COPY, after=f"reply:{mail.id}")
    journal.decide(read(mail), None, Plan(decision=decided(mail), actions=(reply(mail), copy)))
    outbox.committing(f"reply:{mail.id}", NOW)
    outbox.settle(f"reply:{mail.id}", Receipt(outcome=Outcome.UNCERTAIN), NOW)
    with database.read() as connection:
        state = connection.execute(select(schema.action.c.state).where(schema.action.c.key == copy.key)).scalar()
    assert state == "failed"
    assert [item.what for item in summary(database).needs_person] == ["reply uncertain"]


def test_our_own_move_is_not_looked_at_again(intake: SqlIntake, journal: SqlJournal, outbox: SqlOutbox) -> None:
    mail = raw()
    intake.keep([mail], at(1))
    move = tag(mail, key=f"move:{mail.id}", kind=ActionKind.MOVE, folder="Triage/Logistics")
    journal.decide(read(mail), None, Plan(decision=decided(mail), actions=(move,)))
    new = Origin(mailbox="support", folder="Triage/Logistics", uidvalidity=9, uid=1)
    outbox.settle(move.key, Receipt(outcome=Outcome.DONE, origin=new), NOW)
    assert intake.places(mail.id) == (new,)
    cursor = intake.cursor("support", "Triage/Logistics")
    assert cursor is not None
    assert (cursor.uidvalidity, cursor.last_uid) == (9, 1)


def test_history_counts_contacts_and_knows_who_spoke(intake: SqlIntake, journal: SqlJournal) -> None:
    for number in (1, 2):
        mail = raw(b"mail %d" % number, number)
        intake.keep([mail], at(number))
        plan = Plan(decision=decided(mail, "reply"), actions=(reply(mail),))
        journal.decide(read(mail, message_id=f"<c{number}@example.org>"), None, plan)
    answer = Mail(id="x" * 64, sender=Address(email="ann@example.org"), references=(f"<{'a' * 64}@shop.example>",))
    found = journal.history("support", answer, NOW)
    assert (found.contacts_7d, found.replied_before, found.agent_wrote) == (2, True, False)
    assert journal.history("support", replace(answer, references=()), NOW).replied_before is False
    assert journal.history("other", answer, NOW).contacts_7d == 0


def test_a_person_in_the_thread_silences_it_and_withdraws_what_waits(
    intake: SqlIntake, journal: SqlJournal, outbox: SqlOutbox
) -> None:
    mail = raw()
    intake.keep([mail], at(1))
    journal.decide(read(mail), None, Plan(decision=decided(mail, "reply"), actions=(reply(mail), tag(mail))))
    journal.silence("support", ("<agent@shop.example>", "<c1@example.org>"))
    assert [todo.kind for todo in outbox.due("support", NOW, 10)] == [ActionKind.TAG]
    follow_up = Mail(id="y" * 64, in_reply_to="<c1@example.org>")
    assert journal.history("support", follow_up, NOW).agent_wrote


def test_our_own_copy_in_sent_is_no_person(intake: SqlIntake, journal: SqlJournal) -> None:
    mail = raw()
    intake.keep([mail], at(1))
    journal.decide(read(mail), None, Plan(decision=decided(mail, "reply"), actions=(reply(mail),)))
    journal.silence("support", (f"<{'a' * 64}@shop.example>", "<c1@example.org>"))
    assert not journal.history("support", Mail(id="y" * 64, in_reply_to="<c1@example.org>"), NOW).agent_wrote


def test_a_bounce_of_our_reply_blocks_the_address(intake: SqlIntake, journal: SqlJournal) -> None:
    mail = raw()
    intake.keep([mail], at(1))
    journal.decide(read(mail), None, Plan(decision=decided(mail, "reply"), actions=(reply(mail),)))
    bounce = raw(b"From: postmaster@example.org\n\nundelivered: Message-ID: <" + b"a" * 64 + b"@shop.example>", 2)
    intake.keep([bounce], at(2))
    machine = read(bounce, "postmaster@example.org", "<b@example.org>", automatic_rule="sender_is_machine")
    journal.decide(machine, None, Plan(decision=decided(bounce, "none")))
    assert journal.history("support", Mail(id="z" * 64, sender=Address(email="Ann@example.org")), NOW).address_blocked


def test_the_breaker_opens_on_a_storm_and_stays_open(database: Database, intake: SqlIntake) -> None:
    journal = SqlJournal(database, Breaker(floor_per_hour=3))
    for number in range(1, 6):
        mail = raw(b"mail %d" % number, number)
        intake.keep([mail], at(number))
        journal.decide(read(mail), None, Plan(decision=decided(mail, "reply"), actions=(reply(mail),)))
    stranger = Mail(id="q" * 64)
    assert journal.history("support", stranger, NOW).breaker_open
    assert journal.history("support", stranger, NOW + timedelta(days=2)).breaker_open
    assert summary(database).breakers == {"support": "4 automatic replies in an hour"}
    journal.close_breaker("support")
    assert not journal.history("support", stranger, NOW + timedelta(days=2)).breaker_open


def test_a_mail_seen_in_another_queue_is_known_with_its_queue(
    database: Database, intake: SqlIntake, journal: SqlJournal
) -> None:
    mail, corrections = raw(), SqlCorrections(database)
    intake.keep([mail], at(1))
    journal.decide(read(mail), None, Plan(decision=decided(mail)))
    moved, unknown = raw(uid=3, folder="Triage/Money"), raw(b"never seen", 4, "Triage/Money")
    assert corrections.sighted([moved, unknown], at(4, "Triage/Money")) == ((mail.id, "Logistics"),)
    said = Correction(mail_id=mail.id, at=NOW, from_queue="Logistics", to_queue="Money")
    corrections.correct(said)
    corrections.correct(replace(said, at=NOW + HOUR))
    assert [item.correction.to_queue for item in corrections.corrected()] == ["Money"]
    assert corrections.sighted([moved], at(4, "Triage/Money")) == ((mail.id, "Money"),)
    with database.read() as connection:
        assert len(connection.execute(select(schema.correction)).all()) == 1


def test_the_summary_shows_what_needs_a_person(
    database: Database, intake: SqlIntake, journal: SqlJournal, outbox: SqlOutbox
) -> None:
    mail, bomb = raw(), raw(b"bomb", 2)
    intake.keep([mail, bomb], at(2))
    journal.decide(read(mail), None, Plan(decision=decided(mail, "reply"), actions=(reply(mail),)))
    outbox.committing(f"reply:{mail.id}", NOW)
    outbox.settle(f"reply:{mail.id}", Receipt(outcome=Outcome.UNCERTAIN, detail="the answer was lost"), NOW)
    quarantine = decided(bomb, hits=(Hit(rule="quarantined", reason="it killed its worker"),))
    journal.decide(read(bomb), None, Plan(decision=quarantine))
    assert {item.what for item in summary(database).needs_person} == {"reply uncertain", "mail quarantined"}
