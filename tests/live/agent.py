"""A person's mail program for the tests: the standard library's IMAP client, which shares no code with ours."""

from __future__ import annotations

import contextlib
import imaplib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Agent:
    """Each act is one short session."""

    port: int
    user: str
    password: str

    @contextlib.contextmanager
    def session(self, folder: str | None = None) -> Iterator[imaplib.IMAP4]:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        client.authenticate("PLAIN", lambda _challenge: f"\0{self.user}\0{self.password}".encode())
        if folder is not None:
            assert client.select(f'"{folder}"')[0] == "OK", folder
        try:
            yield client
        finally:
            client.logout()

    def append(self, content: bytes, folder: str = "INBOX", received_at: datetime | None = None) -> None:
        date = imaplib.Time2Internaldate(received_at) if received_at else None
        with self.session() as client:
            answer = client.append(f'"{folder}"', "", date, content)
            assert answer[0] == "OK", answer

    def create(self, folder: str) -> None:
        with self.session() as client:
            assert client.create(f'"{folder}"')[0] == "OK"

    def mails(self, folder: str = "INBOX") -> list[bytes]:
        with self.session(folder) as client:
            answers = client.fetch("1:*", "(BODY.PEEK[])")[1] if client.search(None, "ALL")[1][0] else []
        return [answer[1] for answer in answers if isinstance(answer, tuple)]

    def flags(self, folder: str = "INBOX") -> list[str]:
        with self.session(folder) as client:
            answers = client.fetch("1:*", "(FLAGS)")[1]
        return [answer.decode() for answer in answers if isinstance(answer, bytes)]

    def subscribed(self) -> str:
        with self.session() as client:
            return repr(client.lsub()[1])

    def expunge(self, folder: str = "INBOX") -> None:
        with self.session(folder) as client:
            client.store("1:*", "+FLAGS", "(\\Deleted)")
            client.expunge()
