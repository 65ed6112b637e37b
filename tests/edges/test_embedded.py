"""The demo's mail server: deliver, look, send, renumber, gone at the end."""

from __future__ import annotations

import gc
import imaplib
import smtplib
import socket
from datetime import UTC, datetime

import pytest

from triage.edges.embedded import Kept, MailServer, Received

MAIL = b"Subject: one\r\n\r\n\xff.\r\n"


def test_what_is_delivered_is_seen_by_any_client() -> None:
    with MailServer() as server:
        uid = server.deliver(MAIL, received_at=datetime(2026, 2, 1, 12, tzinfo=UTC))
        client = imaplib.IMAP4(server.host, server.imap_port, timeout=10)
        client.login(server.user, server.password)
        client.select("INBOX")
        _, (answer, _tail) = client.fetch("1", "(INTERNALDATE BODY.PEEK[])")
        client.uid("STORE", str(uid), "+FLAGS", "(triage-urgent)")
        client.logout()
        assert isinstance(answer, tuple)
        assert b"01-Feb-2026 12:00:00 +0000" in answer[0]
        assert answer[1] == MAIL
        folders = server.folders()
    assert folders["INBOX"] == (Kept(uid=uid, flags=frozenset({"triage-urgent"}), content=MAIL),)
    assert set(folders) == {"INBOX", "Drafts", "Sent"}


def test_what_is_sent_is_kept_with_its_envelope() -> None:
    with MailServer() as server:
        with smtplib.SMTP(server.host, server.smtp_port, local_hostname="localhost", timeout=10) as client:
            client.sendmail("", ["ann@example.com"], MAIL)
        assert server.received == [Received(sender="", recipients=("ann@example.com",), content=MAIL)]


def test_a_wrong_password_is_refused() -> None:
    with MailServer() as server:
        client = imaplib.IMAP4(server.host, server.imap_port, timeout=10)
        with pytest.raises(imaplib.IMAP4.error):
            client.login(server.user, "wrong")


def test_two_servers_live_side_by_side_and_vanish() -> None:
    with MailServer() as one, MailServer() as two:
        ports = {one.imap_port, one.smtp_port, two.imap_port, two.smtp_port}
        one.deliver(MAIL)
        assert len(ports) == 4
        assert two.folders()["INBOX"] == ()
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5)


def test_it_ends_while_clients_are_connected() -> None:
    with MailServer() as server:
        client = imaplib.IMAP4(server.host, server.imap_port, timeout=10)
        client.login(server.user, server.password)
        client.select("INBOX")
        client.send(b"x IDLE\r\n")
        assert client.readline().startswith(b"+")
    client.shutdown()


def test_renumber_changes_uidvalidity() -> None:
    with MailServer() as server:
        numbers = []
        for _ in range(2):
            client = imaplib.IMAP4(server.host, server.imap_port, timeout=10)
            client.login(server.user, server.password)
            client.select("INBOX")
            numbers.append(client.response("UIDVALIDITY")[1])
            client.logout()
            server.renumber()
    assert numbers[0] != numbers[1]


def test_a_silent_client_outlives_the_garbage_collector() -> None:
    with MailServer() as server:
        client = imaplib.IMAP4(server.host, server.imap_port, timeout=10)
        client.login(server.user, server.password)
        for _ in range(3):
            gc.collect()
        assert client.noop()[0] == "OK"
        client.logout()
