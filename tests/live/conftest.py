"""Real servers on loopback. Everything here carries the marker `live`."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.live.agent import Agent
from tests.live.dovecot import PASSWORD, PROGRAM, Dovecot
from triage.accounts import Mailbox
from triage.domain import Action, ActionKind
from triage.edges.embedded import MailServer
from triage.edges.hands import MailHands, open_account
from triage.edges.imap.mailbox import ImapMailbox
from triage.settings import Limits

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.live)


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A mailbox on a real server: our settings for it, and a person's way into it."""

    settings: Mailbox
    agent: Agent
    kind: str
    smtp: MailServer


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One server for all tests; every test takes a user of its own."""
    with dovecot_server() as server:
        yield server


@contextmanager
def dovecot_server(**layout: str) -> Iterator[Dovecot]:
    """A Dovecot of one's own. Its folder lies outside tmp_path, whose parents other users may not enter."""
    if PROGRAM is None:
        pytest.skip("dovecot is not installed (Debian: apt-get install dovecot-imapd)")
    with TemporaryDirectory(prefix="triage-dovecot-") as folder, Dovecot(Path(folder), **layout) as server:
        yield server


@pytest.fixture
def embedded() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Where the password of every test account lies."""
    monkeypatch.setenv("TRIAGE_TEST_PASSWORD", PASSWORD)
    return {"env": "TRIAGE_TEST_PASSWORD"}


@pytest.fixture
def on_dovecot(dovecot: Dovecot, embedded: MailServer, secret: dict[str, str]) -> Account:
    user = f"u{uuid.uuid4().hex[:12]}"
    imap = {"host": "127.0.0.1", "port": dovecot.tls_port, "ca_file": dovecot.ca_file, "user": user, "password": secret}
    agent = Agent(port=dovecot.port, user=user, password=PASSWORD)
    return Account(settings=settings(imap, embedded), agent=agent, kind="dovecot", smtp=embedded)


@pytest.fixture
def on_pymap(embedded: MailServer, monkeypatch: pytest.MonkeyPatch) -> Account:
    monkeypatch.setenv("TRIAGE_TEST_PASSWORD", embedded.password)
    password = {"env": "TRIAGE_TEST_PASSWORD"}
    imap = {"host": embedded.host, "port": embedded.imap_port, "security": "plain", "user": embedded.user}
    agent = Agent(port=embedded.imap_port, user=embedded.user, password=embedded.password)
    return Account(
        settings=settings({**imap, "password": password}, embedded), agent=agent, kind="pymap", smtp=embedded
    )


@pytest.fixture(params=["dovecot", "pymap"])
def account(request: pytest.FixtureRequest) -> Account:
    """The same test on both servers."""
    found = request.getfixturevalue(f"on_{request.param}")
    assert isinstance(found, Account)
    return found


@pytest.fixture
def opened(account: Account) -> Iterator[tuple[ImapMailbox, MailHands]]:
    yield from opening(account.settings)


def opening(settings: Mailbox, limits: Limits | None = None) -> Iterator[tuple[ImapMailbox, MailHands]]:
    """Mailbox and hands, closed at the end; for `yield from` in a fixture, or as a context manager's body."""
    mailbox, hands = open_account(settings, limits or Limits())
    try:
        yield mailbox, hands
    finally:
        mailbox.close()


def settings(imap: dict[str, Any], smtp: MailServer | None = None, **changes: Any) -> Mailbox:
    """One [[mailbox]] entry."""
    table = {"name": "support", "address": "support@shop.example", "imap": {"timeout": 10, **imap}, **changes}
    if smtp is not None:
        table["smtp"] = {"host": smtp.host, "port": smtp.smtp_port, "security": "plain", "timeout": 10}
    return Mailbox.model_validate(table)


def action(kind: ActionKind, mail_id: str = "m" * 64, **values: Any) -> Action:
    """One action that is due."""
    fields = {"key": f"{kind}:{mail_id}", "kind": kind, "mail_id": mail_id, "mailbox": "support"}
    return Action(**{**fields, "not_before": datetime(2026, 1, 1, tzinfo=UTC), **values})
