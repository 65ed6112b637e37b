"""Certificates: each fault in one line that says what to do, for IMAP and SMTP alike."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.edges.scripted import Listener
from tests.live.authority import Authority
from tests.live.dovecot import Dovecot
from triage.accounts import Imap, Smtp
from triage.edges.imap.connection import Connection
from triage.edges.smtp import SmtpSender
from triage.errors import Refused, TriageError

Enter = Callable[[dict[str, Any]], None]


def _imap(table: dict[str, Any]) -> None:
    connection = Connection(Imap.model_validate({**table, "user": "ann", "password": {"env": "TRIAGE_TEST_PASSWORD"}}))
    try:
        connection.client()
    finally:
        connection.close()


def _smtp(table: dict[str, Any]) -> None:
    SmtpSender(Smtp.model_validate(table), "support@shop.example").check()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@contextlib.contextmanager
def listener(pem: Path) -> Iterator[int]:
    """Something that speaks TLS with this certificate and then nothing."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)

    def serve(peer: socket.socket) -> None:
        context.wrap_socket(peer, server_side=True).recv(1)

    with Listener(serve) as server:
        yield server.port


FAULTS: list[tuple[dict[str, Any], bool, str]] = [
    ({"days": -1}, True, "certificate has expired"),
    ({"host": "mail.shop.example"}, True, "certificate is for another address"),
    ({"self_signed": True}, True, "self-signed"),
    ({"self_signed": True}, False, "self-signed"),
    ({}, False, "unknown authority"),
]


@pytest.mark.parametrize(("faulty", "trusted", "words"), FAULTS)
@pytest.mark.parametrize("enter", [_imap, _smtp])
def test_a_faulty_certificate_is_refused(
    authority: Authority, enter: Enter, faulty: dict[str, Any], trusted: bool, words: str
) -> None:
    with listener(authority.issue("server", **faulty)) as port:
        table = {"host": "127.0.0.1", "port": port, "timeout": 5, "ca_file": authority.ca_file if trusted else None}
        with pytest.raises(Refused, match=rf"127\.0\.0\.1:{port}: not connected, .*{words}") as caught:
            enter(table)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("enter", [_imap, _smtp])
def test_a_certificate_for_another_name_is_refused(authority: Authority, enter: Enter) -> None:
    with listener(authority.issue("server")) as port:
        table = {"host": "localhost", "port": port, "timeout": 5, "ca_file": authority.ca_file}
        with pytest.raises(Refused, match="certificate is for another name; check host"):
            enter(table)


@pytest.mark.parametrize("enter", [_imap, _smtp])
def test_a_port_that_speaks_no_tls_is_refused(enter: Enter) -> None:
    def greet(peer: socket.socket) -> None:
        peer.sendall(b"* OK hello, no TLS here, and some more words\r\n")
        peer.recv(1)

    with Listener(greet) as server, pytest.raises(Refused, match="does not speak TLS here"):
        enter({"host": "127.0.0.1", "port": server.port, "timeout": 5})


@pytest.mark.parametrize("enter", [_imap, _smtp])
def test_a_ca_file_that_is_none_is_named(enter: Enter, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    for name in ("ca.pem", "missing.pem"):
        with pytest.raises(TriageError, match=f"{name}: cannot be read as a certificate"):
            enter({"host": "127.0.0.1", "port": 1, "timeout": 5, "ca_file": tmp_path / name})


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_dovecot_is_entered_by_both_ways_and_only_under_its_own_name(
    dovecot: Dovecot, secret: dict[str, str], security: str
) -> None:
    port = dovecot.tls_port if security == "tls" else dovecot.port
    table = {"port": port, "security": security, "ca_file": dovecot.ca_file, "timeout": 10}
    _imap({"host": "127.0.0.1", **table})
    with pytest.raises(Refused, match="certificate is for another name"):
        _imap({"host": "localhost", **table})
    with pytest.raises(Refused, match="unknown authority"):
        _imap({"host": "127.0.0.1", **table, "ca_file": None})


def test_a_wrong_password_on_dovecot(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIAGE_TEST_PASSWORD", "wr0ng-hunter2")
    with pytest.raises(Refused, match="log-in was refused; check user and password") as caught:
        _imap({"host": "127.0.0.1", "port": dovecot.tls_port, "ca_file": dovecot.ca_file, "timeout": 10})
    assert "hunter2" not in str(caught.value)
