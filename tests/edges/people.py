"""Customers of the tests around a person's data: each has words that stand nowhere else."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import insert

from tests.desks import Bench, letter
from triage.domain import Correction, RawMail
from triage.edges.store import schema
from triage.flow import cycle


def address(person: int) -> str:
    """One domain each, or the cap on a domain's replies is reached."""
    return f"person{person:02}@home{person:02}.example"


def canary(person: int) -> str:
    """In their subject and text."""
    return f"canary{person:02}sings"


def words(person: int, number: int | None = None) -> bytes:
    """A mail of theirs that is answered automatically."""
    told = {"sender": f"P <{address(person)}>", "subject": f"Order {canary(person)}"}
    return letter(f"Where is my order, please? {canary(person)}", number=person if number is None else number, **told)


def live(bench: Bench, count: int) -> None:
    """So many customers, each answered, moved by an agent, blocked and with claims."""
    for person in range(count):
        bench.account.deliver(words(person))
        bench.account.clock.step(minutes=10)  # or the breaker opens
        assert cycle(bench.desk) == 1
    assert set(bench.outcomes()) == {"reply"}
    for person, handled in enumerate(bench.told):
        said = Correction(mail_id=handled.mail.id, at=now(bench), from_queue="Logistics", to_queue="Money")
        bench.desk.corrections.correct(said)
        _block(bench, address(person), handled.mail.id)


def _block(bench: Bench, who: str, mail_id: str) -> None:
    values = {"mailbox": "support", "address": who, "at": now(bench) - timedelta(hours=9), "mail_id": mail_id}
    with bench.database.write() as connection:
        connection.execute(insert(schema.blocked).values(**values))


def now(bench: Bench) -> datetime:
    """The time on the shop's clock."""
    return bench.account.clock.now()


def on_disk(bench: Bench) -> bytes:
    """Every byte of the database's files, log included, while it is open; in lower case."""
    return b"".join(path.read_bytes() for path in sorted(bench.folder.glob("triage.db*"))).lower()


def keep(bench: Bench, content: bytes) -> RawMail:
    """Stored, but not decided, as after a crash."""
    bench.account.deliver(content)
    [batch] = bench.desk.mailbox.arrivals("INBOX", bench.desk.intake.cursor("support", "INBOX"), None)
    bench.desk.intake.keep(batch.mails, batch.cursor)
    return batch.mails[-1]
