"""A person's data: handed out whole; erased to the last byte, and not coming back; forgotten by age."""

import base64
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, event, insert, select

from tests.desks import Bench, bench_in, letter
from triage.daemon import forget
from triage.domain import Correction, Outcome, RawMail, Receipt
from triage.edges.store import Database, forget_older_than, open_database, schema
from triage.edges.store.person import erase, export
from triage.edges.store.report import summary
from triage.errors import Unavailable
from triage.flow import STRIKES, cycle

SENDERS = range(50)
GONE, STAY = range(10), range(10, 50)


def address(number: int) -> str:
    return f"person{number:02}@home{number:02}.example"


def canary(number: int) -> str:
    return f"canary{number:02}sings"


def words(person: int, number: int | None = None) -> bytes:
    told = {"sender": f"P <{address(person)}>", "subject": f"Order {canary(person)}"}
    return letter(f"Where is my order, please? {canary(person)}", number=person if number is None else number, **told)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


@pytest.fixture
def training(tmp_path: Path) -> Path:
    folder = tmp_path / "training_data"
    folder.mkdir()
    return folder


@pytest.fixture
def lived(past: Bench, tmp_path: Path) -> Iterator[Bench]:
    """A shop of its own with that past."""
    past.database.close()  # so that its log is in its file
    (tmp_path / "triage.db").write_bytes(past.path.read_bytes())
    yield from bench_in(tmp_path, account=deepcopy(past.account), told=list(past.told))


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Fifty customers, each answered, moved by an agent, blocked and with claims."""
    for bench in bench_in(tmp_path_factory.mktemp("past")):
        _live(bench)
        yield bench


def _live(bench: Bench) -> None:
    for number in SENDERS:
        bench.account.deliver(words(number))
        bench.account.clock.step(minutes=10)  # or the breaker opens
        assert cycle(bench.desk) == 1
    assert set(bench.outcomes()) == {"reply"}
    for number, handled in enumerate(bench.told):
        mail_id = handled.mail.id
        bench.desk.corrections.correct(
            Correction(mail_id=mail_id, at=bench.account.clock.now(), from_queue="Logistics", to_queue="Money")
        )
        put(
            bench,
            schema.blocked,
            mailbox="support",
            address=address(number),
            at=now(bench) - timedelta(hours=9),
            mail_id=mail_id,
        )


def now(bench: Bench) -> datetime:
    return bench.account.clock.now()


def put(bench: Bench, table: Table, **values: Any) -> None:
    with bench.database.write() as connection:
        connection.execute(insert(table).values(**values))


def on_disk(bench: Bench) -> bytes:
    """Every byte of the database's files, log included, while it is open."""
    return b"".join(path.read_bytes() for path in sorted(bench.folder.glob("triage.db*"))).lower()


def decided_as(bench: Bench, number: int) -> str:
    return bench.told[number].mail.id


# --- erase --------------------------------------------------------------------------------------------------------
def test_of_the_erased_no_byte_is_left_and_of_the_others_all(lived: Bench, training: Path) -> None:
    before = {number: export(lived.database, address(number)) for number in STAY}
    assert all(canary(number).encode() in on_disk(lived) for number in SENDERS)
    for number in GONE:
        counts = erase(lived.database, address(number).upper(), training)
        assert {"mails": 1, "decisions": 1, "corrections": 1, "places": 1, "blocked": 1}.items() <= counts.items()
        assert counts["actions"] >= 3  # the reply, its copy and the keywords
        assert counts["claims"] >= 3
        assert counts["message_ids"] == 2  # theirs and ours
    left = on_disk(lived)
    told = (words_ for number in GONE for words_ in (canary(number), address(number), f"<m{number}@customer"))
    assert [word for word in told if word.encode() in left] == []
    assert [number for number in STAY if canary(number).encode() not in left] == []
    assert {number: export(lived.database, address(number)) for number in STAY} == before


def test_what_is_left_is_a_digest(lived: Bench, training: Path) -> None:
    mail_id = decided_as(lived, 3)
    erase(lived.database, address(3), training)
    rows = {name: [row for row in table if mail_id in map(str, row)] for name, table in lived.rows().items()}
    [tombstone] = rows.pop("mail")
    assert [row for found in rows.values() for row in found] == []
    values = dict(zip(schema.mail.c.keys(), tombstone, strict=True))
    assert (values.pop("id"), values.pop("mailbox"), values.pop("state")) == (mail_id, "support", "erased")
    assert {value for value in values.values() if value} == {datetime.fromtimestamp(0, UTC)}
    assert export(lived.database, address(3)) == []
    assert summary(lived.database).mails == len(SENDERS) - 1


def test_an_erased_mail_does_not_come_back_when_the_server_numbers_anew(lived: Bench, training: Path) -> None:
    for number in GONE:
        erase(lived.database, address(number), training)
    clean, told = lived.rows()["mail"], len(lived.told)
    lived.account.renumber("INBOX")
    lived.again()
    assert cycle(lived.desk) == 0
    assert lived.desk.intake.waiting("support", 100) == ()
    assert lived.rows()["mail"] == clean
    assert len(lived.told) == told
    assert [number for number in GONE if canary(number).encode() in on_disk(lived)] == []


def test_bytes_that_an_earlier_version_has_left_in_the_file_go_too(bench: Bench, training: Path) -> None:
    bench.database.close()
    with closing(sqlite3.connect(bench.path)) as earlier:
        earlier.execute("PRAGMA secure_delete=OFF")
        earlier.execute("INSERT INTO setting VALUES ('x', ?)", ("leftover of ann@home.example " * 1_000,))
        earlier.commit()
        earlier.execute("DELETE FROM setting WHERE name = 'x'")
        earlier.commit()
    assert b"ann@home.example" in on_disk(bench)
    erase(bench.database, "ann@home.example", training)
    assert b"ann@home.example" not in on_disk(bench)


def test_erasing_twice_finds_nothing(lived: Bench, training: Path) -> None:
    erase(lived.database, address(0), training)
    assert not any(erase(lived.database, address(0), training).values())


def test_a_longer_address_is_another_person(bench: Bench, training: Path) -> None:
    near = ("joann@home.example", "jo.ann@home.example", "ann@home.example.org", "ann@home.example-shop.org")
    for number, sender in enumerate(("ann@home.example", *near)):
        bench.account.deliver(letter(number=number, sender=sender, subject=canary(number)))
    cycle(bench.desk)
    assert erase(bench.database, "Ann@Home.Example", training)["mails"] == 1
    assert [len(export(bench.database, sender)) for sender in ("ann@home.example", *near)] == [0, 1, 1, 1, 1]
    assert all(canary(number).encode() in on_disk(bench) for number in (1, 2, 3, 4))


@pytest.mark.parametrize(
    "word", ["to=ann@home.example;", "=3Dann@home.example", "'Ann@HOME.example'.", "=20ann@home.example=20"]
)
def test_a_mail_of_another_that_names_the_address_loses_its_words_and_keeps_its_decision(
    word: str, bench: Bench, training: Path
) -> None:
    bench.account.deliver(
        letter(f"My wife wrote: {word}", number=1, sender="bob@home.example", subject=f"Is {word} in?")
    )
    cycle(bench.desk)
    counts = erase(bench.database, "ann@home.example", training)
    assert (counts["mails"], counts["mails_of_others_emptied"], counts["decisions"]) == (0, 1, 0)
    assert b"ann@home.example" not in on_disk(bench)
    [kept] = export(bench.database, "bob@home.example")
    assert (kept["content"], kept["state"], len(kept["decisions"])) == ("", "decided", 1)


def test_another_persons_undecided_mail_that_was_emptied_goes_to_a_person(bench: Bench, training: Path) -> None:
    keep(bench, letter("My wife ann@home.example wrote.", number=1, sender="bob@home.example"))
    erase(bench.database, "ann@home.example", training)
    cycle(bench.desk)
    assert bench.outcomes() == ["person"]


def keep(bench: Bench, content: bytes) -> RawMail:
    """Stored, but not decided, as after a crash."""
    bench.account.deliver(content)
    [batch] = bench.desk.mailbox.arrivals("INBOX", bench.desk.intake.cursor("support", "INBOX"), None)
    bench.desk.intake.keep(batch.mails, batch.cursor)
    return batch.mails[-1]


@pytest.mark.parametrize(
    ("sender", "headers"),
    [
        ("Ann@home.example", {}),
        ("form@shop.example", {"Reply_To": "Ann <ANN@home.example>"}),
        ("<ann@home.example>, bob@home.example", {}),
    ],
)
@pytest.mark.parametrize("decided", [True, False])
def test_a_mail_is_theirs_before_it_is_decided_and_when_a_form_has_sent_it(
    sender: str, headers: dict[str, str], decided: bool, bench: Bench, training: Path
) -> None:
    raw = keep(bench, letter(sender=sender, **headers))
    if decided:
        cycle(bench.desk)
    assert [found["id"] for found in export(bench.database, "ann@home.example")] == [raw.id]
    assert erase(bench.database, "ann@home.example", training)["mails"] == 1
    assert cycle(bench.desk) == 0
    assert b"ann@home.example" not in on_disk(bench)


def test_a_quarantined_mail_is_erased_too(bench: Bench, training: Path) -> None:
    raw = keep(bench, letter(sender="ann@home.example"))
    bench.change(engine=Broken())
    for _ in range(STRIKES):
        cycle(bench.desk)
    assert summary(bench.database).needs_person[0].what == "mail quarantined"
    assert erase(bench.database, "ann@home.example", training)["mails"] == 1
    assert summary(bench.database).needs_person == ()
    assert raw.content not in on_disk(bench)


class Broken:
    """An engine whose workers all die."""

    def think(self, mails: tuple[RawMail, ...]) -> Iterator[Exception]:
        return (RuntimeError("died") for _ in mails)

    def close(self) -> None:
        pass


def test_a_thread_in_which_a_person_wrote_stays_silent(lived: Bench, training: Path) -> None:
    lived.desk.journal.silence("support", ("<agent@shop.example>", "<m1@customer.example>"))
    erase(lived.database, address(1), training)
    assert b"<m1@customer.example>" not in on_disk(lived)
    again = letter("Where is it now?", number=99, sender=address(1), References="<agent@shop.example>")
    lived.account.deliver(again)
    cycle(lived.desk)
    assert lived.rules() == {"agent_wrote"}


def test_while_another_program_reads_the_log_cannot_be_emptied_and_that_is_told(lived: Bench, training: Path) -> None:
    event.listen(lived.database.engine, "checkout", lambda bare, *_: bare.execute("PRAGMA busy_timeout=50"))
    reader = open_database(f"sqlite:///{lived.path}")
    with reader.read() as connection:
        connection.execute(select(schema.mail.c.id)).first()
        with pytest.raises(Unavailable, match=r"another program|locked"):
            erase(lived.database, address(0), training)
    reader.close()
    erase(lived.database, address(0), training)
    assert canary(0).encode() not in on_disk(lived)


# --- training rows ------------------------------------------------------------------------------------------------
def test_training_rows_of_the_person_are_taken_out_of_their_files(bench: Bench, training: Path) -> None:
    ann = json.dumps({"body": "mine", "intent": "refund", "writer": "Ann@home.example"})
    told = json.dumps({"body": "write to ann@home.example", "intent": "refund"})
    joann = json.dumps(
        {"body": "other\u2028line", "intent": "refund", "writer": "joann@home.example"}, ensure_ascii=False
    )
    (training / "corrections.jsonl").write_text(f"{ann}\n{joann}\n{told}\n", encoding="utf-8")
    (training / "corrections.jsonl").chmod(0o600)
    (training / "own").mkdir()
    (training / "own" / "rows.csv").write_text(
        'body,intent,writer\n"mine, all\nmine",refund,ann@home.example\n"other, too",refund,bob@home.example\n'
    )
    (training / "labelled.jsonl").write_text(f"{joann}\nno json")
    untouched = (training / "labelled.jsonl").stat().st_mtime_ns
    assert erase(bench.database, "ann@home.example", training)["training_rows"] == 3
    assert (training / "corrections.jsonl").read_text(encoding="utf-8") == f"{joann}\n"
    assert (training / "corrections.jsonl").stat().st_mode & 0o777 == 0o600
    assert (training / "own" / "rows.csv").read_text().splitlines() == [
        "body,intent,writer", '"other, too",refund,bob@home.example'
    ]  # fmt: skip
    assert (training / "labelled.jsonl").stat().st_mtime_ns == untouched
    assert sorted(path.name for path in training.rglob("*") if path.is_file()) == [
        "corrections.jsonl", "labelled.jsonl", "rows.csv"
    ]  # fmt: skip


def test_a_shop_without_training_rows_has_none_to_lose(bench: Bench, tmp_path: Path) -> None:
    assert erase(bench.database, "ann@home.example", tmp_path / "nowhere")["training_rows"] == 0


# --- export -------------------------------------------------------------------------------------------------------
def test_an_export_holds_everything_and_nothing_of_others(lived: Bench) -> None:
    found = json.loads(json.dumps(export(lived.database, address(7).upper())))
    assert [row["table"] for row in found] == ["mail", "blocked"]
    mail = found[0]
    assert base64.b64decode(mail["content"]) == words(7)
    assert datetime.fromisoformat(mail["received_at"]).tzinfo is not None
    assert (mail["sender"], mail["subject"], mail["queue"]) == (address(7), f"Order {canary(7)}", "Money")
    [decision], [correction] = mail["decisions"], mail["corrections"]
    assert (decision["outcome"], decision["intent"], correction["to_queue"]) == ("reply", "order_status", "Money")
    actions = {action["kind"]: action for action in mail["actions"]}
    assert actions["reply"]["recipient"] == address(7)
    assert base64.b64decode(actions["reply"]["content"]) in lived.mails("Sent")
    assert {row["by"] for row in mail["message_ids"]} == {"customer", "triage"}
    assert mail["places"]
    assert mail["claims"]
    others = {address(number) for number in SENDERS} - {address(7)}
    assert not [other for other in others if other in json.dumps(found)]


def test_mails_of_a_person_come_oldest_first(bench: Bench) -> None:
    for number in (1, 2, 3):
        bench.account.deliver(words(1, number))
        bench.account.clock.step(hours=1)
        cycle(bench.desk)
    times = [row["received_at"] for row in export(bench.database, address(1)) if row["table"] == "mail"]
    assert len(times) == 3
    assert times == sorted(times)


def test_a_stranger_has_nothing(lived: Bench) -> None:
    assert export(lived.database, "stranger@home.example") == []


# --- retention ----------------------------------------------------------------------------------------------------
def content_of(database: Database, table: Table) -> list[Any]:
    with database.read() as connection:
        return list(connection.execute(select(table).order_by(*table.primary_key.columns)).mappings())


def test_nothing_is_forgotten_where_the_settings_keep_for_ever_or_time_is_not_up(lived: Bench) -> None:
    before = lived.rows()
    assert forget_older_than(lived.database, 0, now(lived) + timedelta(days=9999)) == 0
    assert forget_older_than(lived.database, 30, now(lived) + timedelta(days=29)) == 0
    assert lived.rows() == before


def test_old_mail_is_emptied_once_and_stays_known_and_counted(lived: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("triage.edges.store.retention._BATCH", 20)
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
