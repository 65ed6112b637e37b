"""One account on a scripted IMAP server, for the tests of reading and of changing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from tests.edges.scripted import ScriptedImap
from triage.accounts import Mailbox
from triage.domain import Action, ActionKind, Cursor, RawMail
from triage.edges.hands import MailHands, open_account
from triage.edges.imap.mailbox import ImapMailbox
from triage.settings import Limits

Rules = dict[str, str | list[str]]

SECRET = "hunter2-secret"
OK = "{tag} OK done\r\n"


def settings(port: int, **imap: Any) -> Mailbox:
    server = {"host": "127.0.0.1", "port": port, "security": "plain", "user": "ann", "password": {"env": "SCRIPTED"}}
    return Mailbox.model_validate(
        {"name": "support", "address": "support@shop.example", "imap": {**server, "timeout": 5, **imap}}
    )


@contextmanager
def account(server: ScriptedImap, **imap: Any) -> Iterator[tuple[ImapMailbox, MailHands]]:
    os.environ.setdefault("SCRIPTED", SECRET)
    with server:
        mailbox, hands = open_account(settings(server.port, **imap), Limits())
        try:
            yield mailbox, hands
        finally:
            mailbox.close()


def action(kind: ActionKind, **values: Any) -> Action:
    fields = {"key": f"{kind}:m", "kind": kind, "mail_id": "m", "mailbox": "support", **values}
    return Action(**{"not_before": datetime(2026, 1, 1, tzinfo=UTC), **fields})


def mails(mailbox: ImapMailbox, after: Cursor | None = None) -> list[RawMail]:
    return [raw for batch in mailbox.arrivals("INBOX", after, None) for raw in batch.mails]
