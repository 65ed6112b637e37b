"""What IMAP and SMTP share: verified TLS, the log-in, and one clear line for everything that goes wrong on the way."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from triage.accounts import Imap, Smtp
from triage.edges.oauth import TokenSource
from triage.edges.secrets import resolve
from triage.errors import ConfigError, Refused, TriageError, Unavailable

# OpenSSL's X509_V_ERR_* numbers, and what the operator does about them.
_CERTIFICATE = {
    9: "its certificate is not valid yet; check this machine's clock",
    10: "its certificate has expired; the provider must renew it",
    18: "its certificate is self-signed; give its authority as ca_file",
    19: "its certificate comes from an unknown authority; give that authority as ca_file",
    20: "its certificate comes from an unknown authority; give that authority as ca_file",
    21: "its certificate comes from an unknown authority; give that authority as ca_file",
    62: "its certificate is for another name; check host",
    64: "its certificate is for another address; give the server's name as host",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """Who logs in, and how to get the password or access token. `secret(True)` asks for a new token."""

    user: str
    secret: Callable[[bool], str]
    oauth: bool = False


def login_of(server: Imap | Smtp, root: Path = Path()) -> Login | None:
    """The log-in of a server's settings; None for a server that wants none. Reads nothing yet."""
    if server.oauth is not None:
        return Login(user=server.user, secret=TokenSource(server.oauth, server.user, root).token, oauth=True)
    password = server.password
    if password is None:
        return None
    return Login(user=server.user, secret=lambda _renew: resolve(password, account=server.user, root=root))


def xoauth2(user: str, token: str) -> bytes:
    r"""The initial client response of XOAUTH2.

    >>> xoauth2("a@b.example", "t")
    b'user=a@b.example\x01auth=Bearer t\x01\x01'
    """
    return f"user={user}\x01auth=Bearer {token}\x01\x01".encode()


def tls_context(server: Imap | Smtp, root: Path = Path()) -> ssl.SSLContext:
    """A context that verifies certificate and host name (imaplib2 3.6 does neither). Raises ConfigError."""
    ca_file = None if server.ca_file is None else (root / server.ca_file.expanduser()).absolute()
    try:
        return ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
    except (OSError, ssl.SSLError):
        raise ConfigError(f"{ca_file}: cannot be read as a certificate in PEM form; check ca_file") from None


def connect(server: Imap | Smtp) -> socket.socket:
    """A TCP connection with the time limit set. Raises OSError; `trouble` explains it."""
    return socket.create_connection((server.host, server.port), timeout=server.timeout)


def trouble(error: BaseException, server: Imap | Smtp) -> TriageError:
    """The error as Unavailable (try later) or Refused (a person must act), in one line without secrets."""
    place = f"{server.host}:{server.port}"
    if isinstance(error, TriageError):
        return error
    if isinstance(error, ssl.SSLCertVerificationError):
        advice = _CERTIFICATE.get(error.verify_code, f"its certificate is not trusted ({error.verify_message})")
        return Refused(f"{place}: not connected, {advice}")
    if isinstance(error, ssl.SSLError) and not isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return Refused(f'{place}: does not speak TLS here; check port, or set security = "starttls"')
    return Unavailable(f"{place}: {_reason(error, server)}")


def _reason(error: BaseException, server: Imap | Smtp) -> str:
    if isinstance(error, socket.gaierror):
        return "the host name is not found; check host and the network"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there; check host and port, or the server is down"
    if isinstance(error, TimeoutError):
        return f"no answer within {server.timeout:g} s; check host and port, or the server is down"
    return f"the connection was lost ({type(error).__name__})"


def printable(text: bytes | str, limit: int = 200) -> str:
    r"""A server's words, fit for one line of a log.

    >>> printable(b"[ALERT] no\r\nway")
    '[ALERT] no  way'
    """
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return "".join(char if char.isprintable() else " " for char in words)[:limit].strip()
