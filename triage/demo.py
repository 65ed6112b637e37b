"""The main job on an embedded mail server: a sample inbox is delivered, and the daemon handles it live."""

from __future__ import annotations

import csv
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from triage.app import Office, open_desk, open_office
from triage.config import Config, parse
from triage.desk import Desk, Handled
from triage.edges import starter
from triage.edges.embedded import MailServer
from triage.edges.mails import read_paths
from triage.edges.store.report import Summary, summary
from triage.watch import Watch

ADDRESS = "support@northwind-outfitters.example"
_PASSWORD = "TRIAGE_DEMO_PASSWORD"  # noqa: S105  the name of an environment variable
_SAMPLE_DAY = date(2026, 11, 16)  # when the sample's orders are true
_PACE = 0.15  # seconds between two deliveries, so that an eye can follow
_PATIENCE = 60.0  # seconds without a new decision until the demo gives up


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What the demo has to show at its end."""

    folders: Mapping[str, tuple[bytes, ...]]
    keywords: Mapping[str, frozenset[str]]
    sent: tuple[bytes, ...]
    summary: Summary
    delivered: int


def settings(server: MailServer, root: Path) -> Config:
    """A shop that has been through its shadow time: everything harmless on auto, some classes on draft."""
    os.environ[_PASSWORD] = server.password
    account = {"host": server.host, "security": "plain", "user": server.user, "password": {"env": _PASSWORD}}
    return parse(
        {
            "shop": {
                "name": "Northwind Outfitters", "team": "Northwind Outfitters",
                "timezone": "Europe/Amsterdam", "website": "northwind-outfitters.example",
            },
            "mailbox": [
                {
                    "name": "support", "address": ADDRESS, "routing": "move", "since": "2020-01-01",
                    "authserv_id": "mx.northwind-outfitters.example",
                    "imap": account | {"port": server.imap_port},
                    "smtp": {"host": server.host, "port": server.smtp_port, "security": "plain"},
                }
            ],
            "levels": {"default": "auto", "intents": dict.fromkeys(("address_change", "cancel_or_change_order",
                                                                    "payment", "refund"), "draft")},
            "safety": {"shadow_days": 0, "shadow_mails": 0, "prove": False},
            "orders": {"file": str(_orders_of_today(root)), "number_patterns": [r"\b(NW-\d{5})\b"]},
            "folders": {"models": str(starter.cache() / "models")},
            "store": {"min_free_mb": 0},
            "log": {"level": "error", "format": "text"},
        },
        root,
    )  # fmt: skip


def _orders_of_today(root: Path) -> Path:
    """The sample's orders as if the sample had been written today, so that an expected day lies ahead."""
    shift = date.today() - _SAMPLE_DAY  # noqa: DTZ011  days, not hours
    with (starter.SAMPLE / "orders.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        for column in ("last_event_at", "expected_at"):
            row[column] = (datetime.fromisoformat(row[column]) + shift).isoformat() if row[column] else ""
    path = root / "orders.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.DictWriter(stream, fieldnames=list(rows[0]))
        sheet.writeheader()
        sheet.writerows(rows)
    return path


@contextmanager
def open_demo(progress: Callable[[str], None]) -> Iterator[tuple[MailServer, Office]]:
    """The embedded server and a shop that watches it, both gone at the end."""
    with (
        tempfile.TemporaryDirectory(prefix="triage-demo-") as folder,
        MailServer() as server,
        open_office(settings(server, Path(folder)), progress) as office,
    ):
        yield server, office


def play(server: MailServer, office: Office, mails: Path, told: Callable[[Handled], None]) -> Shown:
    """Deliver the mails one by one while the daemon watches; return what it made of them."""
    contents = [raw.content for _name, raw in read_paths([mails], office.config.limits.mail_bytes)]
    progress = _Progress(told)
    desk = open_desk(office, office.config.mailbox[0], told=progress.told, stop=progress.stop.is_set)
    watcher = threading.Thread(target=_watch, args=(desk, progress), name="demo-watch")
    watcher.start()
    for content in contents:
        server.deliver(content)
        progress.stop.wait(_PACE)
    progress.wait_for(len(set(contents)))
    _until_done(office, progress)
    progress.stop.set()
    watcher.join()
    return _shown(server, office, len(contents))


def play_once(server: MailServer, office: Office, mails: Path, told: Callable[[Handled], None]) -> Shown:
    """Deliver the mails first, then handle what is there and end."""
    contents = [raw.content for _name, raw in read_paths([mails], office.config.limits.mail_bytes)]
    for content in contents:
        server.deliver(content)
    desk = open_desk(office, office.config.mailbox[0], told=told)
    try:
        Watch(desk=desk, sleep=lambda seconds: None).once()
    finally:
        desk.mailbox.close()
    return _shown(server, office, len(contents))


class _Progress:
    """Counts decisions across threads."""

    def __init__(self, told: Callable[[Handled], None]) -> None:
        self._told = told
        self._news = threading.Condition()
        self._count = 0
        self.stop = threading.Event()

    def told(self, handled: Handled) -> None:
        self._told(handled)
        with self._news:
            self._count += 1
            self._news.notify_all()

    def wait_for(self, count: int) -> None:
        """Until so many mails were decided, or nothing has happened for a while."""
        with self._news:
            while self._count < count and not self.stop.is_set():
                if not self._news.wait(_PATIENCE):
                    return


def _until_done(office: Office, progress: _Progress) -> None:
    """The last decision was written; let its actions be done too."""
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends and not progress.stop.is_set():
        if not {"queued", "committing"} & {state for _kind, state in summary(office.store.database).actions}:
            return
        progress.stop.wait(_PACE)


def _watch(desk: Desk, progress: _Progress) -> None:
    try:
        Watch(desk=desk, sleep=progress.stop.wait).run()
    finally:
        progress.stop.set()


def _shown(server: MailServer, office: Office, delivered: int) -> Shown:
    folders = server.folders()
    return Shown(
        folders={name: tuple(kept.content for kept in mails) for name, mails in folders.items()},
        keywords={name: frozenset(flag for kept in mails for flag in kept.flags) for name, mails in folders.items()},
        sent=tuple(received.content for received in server.received),
        summary=summary(office.store.database),
        delivered=delivered,
    )
