"""A person's data: handed out whole; erased to the last byte, and not coming back."""

import base64
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from tests.desks import AUTO, Bench, bench_in, letter
from tests.edges.people import address, canary, keep, live, on_disk, words
from triage.care import tick
from triage.domain import RawMail
from triage.edges.store import open_database, schema
from triage.edges.store.person import erase, export
from triage.edges.store.report import summary
from triage.errors import Unavailable
from triage.flow import STRIKES, cycle
from triage.settings import Care

SENDERS = range(50)
GONE, STAY = range(10), range(10, 50)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


@pytest.fixture
def training(tmp_path: Path) -> Path:
    folder = tmp_path / "training_data"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A shop with fifty customers."""
    for bench in bench_in(tmp_path_factory.mktemp("past")):
        live(bench, len(SENDERS))
        yield bench


@pytest.fixture
def lived(past: Bench, tmp_path: Path) -> Iterator[Bench]:
    """A shop of its own with that past."""
    past.database.close()  # so that its log is in its file
    (tmp_path / "triage.db").write_bytes(past.path.read_bytes())
    yield from bench_in(tmp_path, account=deepcopy(past.account), told=list(past.told))


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
    mail_id = lived.told[3].mail.id
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


def test_a_case_in_which_somebody_else_has_written_stays(bench: Bench, training: Path) -> None:
    bench.account.deliver(letter("The cup is broken.", number=1))
    bench.account.deliver(letter("It is mine.", number=2, sender="bob@other.example", answers="<m1@customer.example>"))
    cycle(bench.desk)
    assert erase(bench.database, "ann@customer.example", training)["cases"] == 0
    assert [row["table"] for row in export(bench.database, "bob@other.example")].count("cases") == 1
    assert erase(bench.database, "bob@other.example", training)["cases"] == 1
    assert bench.rows()["cases"] == bench.rows()["event"] == []


def mails_of(bench: Bench, sender: str) -> list[dict[str, Any]]:
    return [row for row in export(bench.database, sender) if row["table"] == "mail"]


def test_a_longer_address_is_another_person(bench: Bench, training: Path) -> None:
    near = ("joann@home.example", "jo.ann@home.example", "ann@home.example.org", "ann@home.example-shop.org")
    for number, sender in enumerate(("ann@home.example", *near)):
        bench.account.deliver(letter(number=number, sender=sender, subject=canary(number)))
    cycle(bench.desk)
    assert erase(bench.database, "Ann@Home.Example", training)["mails"] == 1
    assert [len(mails_of(bench, sender)) for sender in ("ann@home.example", *near)] == [0, 1, 1, 1, 1]
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
    [kept] = mails_of(bench, "bob@home.example")
    assert (kept["content"], kept["state"], len(kept["decisions"])) == ("", "decided", 1)


def test_another_persons_undecided_mail_that_was_emptied_goes_to_a_person(bench: Bench, training: Path) -> None:
    keep(bench, letter("My wife ann@home.example wrote.", number=1, sender="bob@home.example"))
    erase(bench.database, "ann@home.example", training)
    cycle(bench.desk)
    assert bench.outcomes() == ["person"]


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
    assert [found["id"] for found in mails_of(bench, "ann@home.example")] == [raw.id]
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


# --- notices to the shop's own people ---------------------------------------------------------------------------------
def noticed(bench: Bench, subject: str) -> None:
    """A notice that tells of two customers, sent; its words are packed, so that no name stands in its bytes."""
    bench.change(policy=replace(AUTO, care=Care(notify="owner@teapot.example")))
    for person in (1, 2):
        bench.account.deliver(letter("It is broken.", number=person, sender=address(person), subject=subject))
    cycle(bench.desk)
    bench.account.clock.step(days=4)
    tick(bench.desk)
    cycle(bench.desk)
    ((to, content),) = bench.account.sent
    said = message_from_bytes(content).get_payload(0).get_payload(decode=True).decode()
    assert to == "owner@teapot.example"
    assert all(address(person) in said for person in (1, 2))


@pytest.mark.parametrize("person", [1, 2])  # it is kept by the mail of one of them
@pytest.mark.parametrize("subject", ["My order", "我的订单在哪里" * 14], ids=["plain", "packed"])
def test_a_notice_that_names_an_erased_customer_goes(bench: Bench, training: Path, subject: str, person: int) -> None:
    noticed(bench, subject)
    assert address(person) in "".join(notices(bench))
    erase(bench.database, address(person), training)
    assert address(person) not in "".join(notices(bench))


def test_a_notice_is_in_nobodys_copy_for_it_tells_of_others(bench: Bench) -> None:
    noticed(bench, "My order")
    for person in (1, 2):
        rows = export(bench.database, address(person))
        kinds = {action["kind"] for row in rows for action in row.get("actions", ())} | {
            row.get("kind") for row in rows
        }
        assert "notice" not in kinds
        assert "tag" in kinds


def notices(bench: Bench) -> list[str]:
    with bench.database.read() as connection:
        found = connection.execute(select(schema.action.c.content).where(schema.action.c.kind == "notice")).scalars()
        return [str(message_from_bytes(one).get_payload(0).get_payload(decode=True)) for one in found]


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
    assert [row["table"] for row in found] == ["mail", "cases", "event", "blocked"]
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
