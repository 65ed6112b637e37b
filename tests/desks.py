"""A desk for the tests of the use cases: the real store and order file in a folder, everything else in memory.

The account stands for the mail server: it lives on when a desk is opened again, as after a crash.
"""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from tests.policy.cases import POLICY, verdict
from tests.policy.texts import templates
from triage.desk import Desk, Handled
from triage.domain import RawMail, Thought
from triage.edges.clock import WatchedClock
from triage.edges.lookup import CsvOrders, NoOrders
from triage.edges.store import (
    Database,
    SqlCases,
    SqlCorrections,
    SqlIntake,
    SqlJournal,
    SqlLedger,
    SqlOutbox,
    SqlStandings,
    open_database,
    schema,
)
from triage.mail.parse import parse
from triage.settings import Breaker, Policy, Reading
from triage.testing import InlineEngine, MemoryAccount, MemoryHands, MemoryMailbox

BORDER = "mx.teapot.example"
AUTO = replace(POLICY, safety=replace(POLICY.safety, shadow_days=0, shadow_mails=0, repeat_contacts=99))
READING = Reading(own_addresses=(POLICY.own_address,), instance=POLICY.instance, authserv_id=BORDER)
WORDS = "Where is my order, please? I would like to know when it will arrive."
_MEANT = {"broken": ("damaged_parcel", "normal"), "money back": ("refund", "normal"), "lawyer": ("dispute", "critical")}


def letter(
    words: str = WORDS,
    *,
    number: int = 1,
    sender: str = "ann@customer.example",
    subject: str = "My order",
    answers: str = "",
    verified: bool = False,
    **headers: str,
) -> bytes:
    """A customer's mail with the Message-ID <m{number}@customer.example>."""
    domain = sender.rpartition("@")[2].rstrip(">")
    lines = {
        "Authentication-Results": f"{BORDER}; dmarc=pass header.from={domain}" if verified else "",
        "From": sender, "To": POLICY.own_address, "Subject": subject, "Message-ID": f"<m{number}@customer.example>",
        "In-Reply-To": answers, "Date": "Fri, 20 Nov 2026 11:59:00 +0000",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"{head}\r\n{words}\r\n".encode()


def think(raw: RawMail) -> Thought:
    """Read by the real reader, judged by one word."""
    mail = parse(raw, READING)
    intent, urgency = next((meant for word, meant in _MEANT.items() if word in mail.new_text), ("order_status", "low"))
    return Thought(mail=mail, verdict=None if mail.error else verdict(intent, urgency))


@functools.cache
def _blank() -> bytes:
    """A database file with all tables, made once: migrating is what takes time."""
    with tempfile.TemporaryDirectory() as folder:
        open_database(f"sqlite:///{folder}/triage.db").close()
        return (Path(folder) / "triage.db").read_bytes()


def _trust_the_machine(database: Database) -> None:
    """A process may die in these tests, the machine may not: what the system has taken need not reach the disk."""
    database.engine.dispose()
    event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))


_templates = functools.cache(templates)


@dataclass(slots=True)
class Bench:
    """One mailbox's desk with everything a test looks at."""

    folder: Path
    account: MemoryAccount = field(default_factory=MemoryAccount)
    policy: Policy = AUTO
    think: Callable[[RawMail], Thought] = think
    told: list[Handled] = field(default_factory=list)
    database: Database = field(init=False)
    hands: MemoryHands = field(init=False)
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self._open()

    @property
    def path(self) -> Path:
        """The database's file."""
        return self.folder / "triage.db"

    def _open(self) -> None:
        if not self.path.exists():
            self.path.write_bytes(_blank())
        orders = self.folder / "orders.csv"
        self.database = database = open_database(f"sqlite:///{self.path}")
        _trust_the_machine(database)
        self.hands, outbox = MemoryHands(self.account), SqlOutbox(database)
        self.desk = Desk(
            name="support", folder="INBOX", since=None, policy=self.policy, templates=_templates(),
            mailbox=MemoryMailbox(self.account), hands=self.hands, intake=SqlIntake(database),
            journal=SqlJournal(database, Breaker()), outbox=outbox, corrections=SqlCorrections(database),
            cases=SqlCases(database), ledger=SqlLedger(database), standings=SqlStandings(database),
            lookup=CsvOrders(orders) if orders.exists() else NoOrders(), engine=InlineEngine(self.think),
            clock=WatchedClock(self.account.clock, functools.partial(outbox.clock_set, "support")),
            told=self.told.append,
        )  # fmt: skip

    def again(self) -> None:
        """What was in memory is gone; the file and the server are as they are."""
        self.database.close()
        self._open()

    def change(self, **parts: Any) -> None:
        """Put other parts onto the desk."""
        self.desk = replace(self.desk, **parts)

    def orders(self, *rows: str) -> None:
        """The shop's order file: order, email, state, carrier, last_event_at."""
        head = "order,email,state,carrier,last_event_at"
        (self.folder / "orders.csv").write_text("\n".join((head, *rows)), encoding="utf-8")
        self.again()

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        with self.database.read() as connection:
            return {
                name: sorted(map(tuple, connection.execute(select(table))), key=repr)
                for name, table in schema.metadata.tables.items()
            }

    def state(self, key: str) -> str:
        """Where an action stands."""
        query = select(schema.action.c.state).where(schema.action.c.key == key)
        with self.database.read() as connection:
            return str(connection.execute(query).scalar())

    def mails(self, folder: str) -> list[bytes]:
        """What lies in a folder."""
        found = self.account.folders.get(folder)
        return [kept.content for kept in found.mails.values()] if found else []

    def server(self) -> dict[str, list[tuple[bytes, frozenset[str]]]]:
        """Every folder's mails with their flags."""
        return {
            name: [(kept.content, kept.flags) for kept in folder.mails.values()]
            for name, folder in self.account.folders.items()
        }

    def outcomes(self) -> list[str]:
        """Of the mails in the order in which they were decided."""
        return [handled.plan.decision.outcome for handled in self.told]

    def rules(self) -> set[str]:
        """Rules that hit the mail decided last."""
        return {hit.rule for hit in self.told[-1].plan.decision.hits}


def bench_in(folder: Path, **values: Any) -> Iterator[Bench]:
    """For `yield from` in a fixture."""
    bench = Bench(folder, **values)
    try:
        yield bench
    finally:
        bench.database.close()
