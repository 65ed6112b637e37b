"""The same tests on every kind of a port: the stand-in in memory, and the real one on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import pytest

from tests.live.agent import Agent
from triage.accounts import Mailbox as Settings
from triage.edges.embedded import MailServer
from triage.edges.hands import open_account
from triage.errors import Unavailable
from triage.ports import Hands, Mailbox
from triage.settings import Limits
from triage.testing import MemoryAccount, MemoryHands, MemoryMailbox

PASSWORD = "TRIAGE_CONTRACT_PASSWORD"
LIMIT = 20_000  # bytes of a mail


class Account(Protocol):
    """An account with both ports, and a person's way into it."""

    mailbox: Mailbox
    hands: Hands

    def deliver(self, content: bytes, folder: str = "INBOX", received_at: datetime | None = None) -> None:
        """A mail arrives."""

    def mails(self, folder: str = "INBOX") -> list[bytes]:
        """What lies there."""

    def flags(self, folder: str = "INBOX") -> list[frozenset[str]]:
        """Its flags and keywords."""

    def expunge(self, folder: str = "INBOX") -> None:
        """A person deletes everything there."""

    def renumber(self, folder: str = "INBOX") -> None:
        """The server loses its index."""

    def sent(self) -> list[tuple[str, bytes]]:
        """Recipient and message of what went out."""

    def unreachable(self) -> tuple[Mailbox, Hands]:
        """The ports of this account while its server is gone."""


@dataclass(slots=True)
class InMemory:
    """triage.testing."""

    account: MemoryAccount = field(default_factory=MemoryAccount)
    mailbox: Mailbox = field(init=False)
    hands: Hands = field(init=False)

    def __post_init__(self) -> None:
        self.mailbox = MemoryMailbox(self.account, mail_bytes=LIMIT)
        self.hands = MemoryHands(self.account)

    def deliver(self, content: bytes, folder: str = "INBOX", received_at: datetime | None = None) -> None:
        self.account.deliver(content, folder, received_at)

    def mails(self, folder: str = "INBOX") -> list[bytes]:
        return [kept.content for kept in self.account.folders[folder].mails.values()]

    def flags(self, folder: str = "INBOX") -> list[frozenset[str]]:
        return [kept.flags for kept in self.account.folders[folder].mails.values()]

    def expunge(self, folder: str = "INBOX") -> None:
        self.account.folders[folder].mails.clear()

    def renumber(self, folder: str = "INBOX") -> None:
        self.account.renumber(folder)

    def sent(self) -> list[tuple[str, bytes]]:
        return self.account.sent

    def unreachable(self) -> tuple[Mailbox, Hands]:
        self.account.broken = Unavailable("nothing listens there")
        return self.mailbox, self.hands


@dataclass(slots=True)
class OnServer:
    """triage.edges on the embedded server."""

    server: MailServer
    mailbox: Mailbox = field(init=False)
    hands: Hands = field(init=False)

    def __post_init__(self) -> None:
        self.mailbox, self.hands = open_account(self._settings(), Limits(mail_bytes=LIMIT))

    def _settings(self, port: int = 0) -> Settings:
        here = {"host": self.server.host, "security": "plain", "timeout": 10}
        imap = {**here, "port": port or self.server.imap_port, "user": self.server.user, "password": {"env": PASSWORD}}
        smtp = {**here, "port": port or self.server.smtp_port}
        return Settings.model_validate({"name": "support", "address": self.server.user, "imap": imap, "smtp": smtp})

    def deliver(self, content: bytes, folder: str = "INBOX", received_at: datetime | None = None) -> None:
        self.server.deliver(content, folder, received_at)

    def mails(self, folder: str = "INBOX") -> list[bytes]:
        return [kept.content for kept in self.server.folders()[folder]]

    def flags(self, folder: str = "INBOX") -> list[frozenset[str]]:
        return [kept.flags for kept in self.server.folders()[folder]]

    def expunge(self, folder: str = "INBOX") -> None:
        Agent(port=self.server.imap_port, user=self.server.user, password=self.server.password).expunge(folder)

    def renumber(self, folder: str = "INBOX") -> None:
        self.server.renumber(folder)
        self.mailbox.close()  # a server that makes a folder anew ends the sessions in it

    def sent(self) -> list[tuple[str, bytes]]:
        return [(recipient, sent.content) for sent in self.server.received for recipient in sent.recipients]

    def unreachable(self) -> tuple[Mailbox, Hands]:
        return open_account(self._settings(port=1), Limits())


@contextmanager
def _in_memory() -> Iterator[Account]:
    yield InMemory()


@contextmanager
def _on_server() -> Iterator[Account]:
    with MailServer() as server:
        account = OnServer(server)
        try:
            yield account
        finally:
            account.mailbox.close()


KINDS = {"memory": _in_memory, "imap": _on_server}


@pytest.fixture(params=["memory", pytest.param("imap", marks=pytest.mark.live)])
def account(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    monkeypatch.setenv(PASSWORD, "embedded")
    with KINDS[request.param]() as opened:
        yield opened
