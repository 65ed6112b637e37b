"""One reply to one address, at most once: every stage of the SMTP dialogue maps to what may have happened.

Before the first byte of the message nothing has happened; a definite 4xx or 5xx is definite; a connection that ends
after the message began leaves the outcome open (RFC 5321, 4.5.3.2.6; RFC 1047), and nobody may send it again unasked.
"""

from __future__ import annotations

import base64
import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable
from pathlib import Path

from triage.accounts import Smtp
from triage.domain import Outcome, Receipt
from triage.edges.server import Login, login_of, printable, tls_context, trouble, xoauth2
from triage.errors import Refused, TriageError, Unavailable

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(
    rf"{_ATOM}(?:\.{_ATOM})*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{{2,63}}"
)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
# Exchange Online accepts the empty sender at MAIL and refuses it after the message; a definite 5xx all the same.
_SENDER_REFUSED = "5.7.60"


def is_address(text: str) -> bool:
    r"""Whether this is an addr-spec we would write to: ASCII, dot-atom, a domain with a dot, at most 254 characters.

    >>> [is_address(text) for text in ("ann.lee+1@shop.example", "a b@c.example", "a@b.example\r\nDATA")]
    [True, False, False]
    """
    local, _, _ = text.rpartition("@")
    return len(text) <= 254 and len(local) <= 64 and _ADDRESS.fullmatch(text) is not None


def payload(content: bytes) -> bytes:
    r"""The message as DATA wants it: CRLF line ends, dots doubled, one dot alone at the end (RFC 5321, 4.5.2).

    >>> payload(b"a\n.b")
    b'a\r\n..b\r\n.\r\n'
    """
    lines = _LEADING_DOT.sub(b"..", _LINE_END.sub(b"\r\n", content))
    return lines + (b"" if lines.endswith(b"\r\n") else b"\r\n") + b".\r\n"


class _Answered(Exception):
    """The server's definite refusal at one stage."""

    def __init__(self, stage: str, code: int, text: bytes) -> None:
        super().__init__(stage)
        self.stage = stage
        self.code = code
        self.text = printable(text)

    def receipt(self) -> Receipt:
        outcome = Outcome.FAILED if 500 <= self.code < 600 else Outcome.RETRY
        return Receipt(outcome=outcome, detail=f"SMTP {self.stage}: {self.code} {self.text}")


class _Open(Exception):
    """The connection ended after the message began."""


class SmtpSender:
    """Sends through the shop's own relay. One connection for each reply: at the rates allowed that costs nothing."""

    def __init__(
        self,
        server: Smtp,
        own_address: str,
        *,
        root: Path = Path(),
        login: Login | None = None,
        failpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._server = server
        self._root = root
        self._login = login or login_of(server, root)
        self._own_domain = own_address.rpartition("@")[2]
        # The empty sender keeps bounces from answering back (RFC 3834, 3.3).
        self._senders = (server.bounce_address,) if server.bounce_address else ("", own_address)
        self._failpoint = failpoint

    def send(self, recipient: str, content: bytes) -> Receipt:
        """Hand one message over. Never raises; UNCERTAIN when the server's last word was lost."""
        if not is_address(recipient):
            return Receipt(outcome=Outcome.FAILED, detail="the recipient is not a plain mail address")
        for sender in self._senders:
            receipt, sender_refused = self._attempt(sender, recipient, content)
            if not sender_refused:
                break
            if len(self._senders) > 1:
                self._senders = self._senders[1:]  # this relay wants a sender; do not ask again
        return receipt

    def check(self) -> None:
        """Connect, log in and leave. Raises Unavailable or Refused with what to do."""
        _leave(self._connected())

    def _attempt(self, sender: str, recipient: str, content: bytes) -> tuple[Receipt, bool]:
        try:
            client = self._connected()
        except TriageError as error:
            return Receipt(outcome=Outcome.RETRY, detail=str(error)), False
        try:
            self._envelope(client, sender, recipient, content)
            self._transfer(client, content)
        except _Answered as answer:
            refused = answer.stage == "MAIL" or _SENDER_REFUSED in answer.text
            return answer.receipt(), sender == "" and refused and answer.code >= 500
        except _Open:
            text = "the connection ended before the server confirmed the reply; it may have been sent"
            return Receipt(outcome=Outcome.UNCERTAIN, detail=text), False
        except (OSError, smtplib.SMTPException) as error:
            return Receipt(outcome=Outcome.RETRY, detail=str(_explain(error, self._server))), False
        finally:
            _leave(client)
        return Receipt(outcome=Outcome.DONE), False

    # --- stages ----------------------------------------------------------------------------------------------------
    def _connected(self) -> smtplib.SMTP:
        client: smtplib.SMTP | None = None
        try:
            client = self._greeted()
            if self._login is not None:
                _log_in(client, self._login, self._server)
        except Exception as error:  # noqa: BLE001  # translated, never swallowed
            fault = _explain(error, self._server)
        else:
            return client
        if client is not None:
            client.close()
        raise fault  # outside the handler: no traceback holds the password

    def _greeted(self) -> smtplib.SMTP:
        server = self._server
        context = tls_context(server, self._root)
        name = self._own_domain or "localhost"  # our own domain: no look-up, and nothing told of this machine
        if server.security == "tls":
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, local_hostname=name, timeout=server.timeout, context=context
            )
        else:
            client = smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=server.timeout)
        client.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            _start_tls(client, context, server)
        return client

    def _envelope(self, client: smtplib.SMTP, sender: str, recipient: str, content: bytes) -> None:
        options = ["BODY=8BITMIME"] if not content.isascii() and client.has_extn("8bitmime") else []
        _expect("MAIL", client.docmd("MAIL", " ".join([f"FROM:<{sender}>", *options])), 250)
        _expect("RCPT", client.docmd("RCPT", f"TO:<{recipient}>"), 250, 251)
        self._failpoint("before_data")
        _expect("DATA", client.docmd("DATA"), 354)

    def _transfer(self, client: smtplib.SMTP, content: bytes) -> None:
        """From the first byte of the message to the server's last word."""
        self._failpoint("after_354")
        try:
            client.send(payload(content))
            self._failpoint("after_dot")
            answer = client.getreply()
        except (OSError, smtplib.SMTPException):
            raise _Open from None
        if not 200 <= answer[0] < 600:
            raise _Open
        _expect("message", answer, *range(200, 300))
        self._failpoint("after_250")


def _leave(client: smtplib.SMTP) -> None:
    """Say QUIT without waiting for the answer: what was to be known is known."""
    with contextlib.suppress(OSError, smtplib.SMTPException):
        client.putcmd("QUIT")
    client.close()


def _expect(stage: str, answer: tuple[int, bytes], *codes: int) -> None:
    code, text = answer
    if code not in codes:
        raise _Answered(stage, code, text)


def _start_tls(client: smtplib.SMTP, context: ssl.SSLContext, server: Smtp) -> None:
    if not client.has_extn("starttls"):
        raise Refused(f'{server.host}: offers no STARTTLS; set security = "tls" and port = 465')
    client.starttls(context=context)
    client.ehlo_or_helo_if_needed()


def _log_in(client: smtplib.SMTP, login: Login, server: Smtp) -> None:
    if not client.has_extn("auth"):
        raise Refused(f"{server.host}:{server.port}: offers no log-in; check port and security, or leave the user out")
    code, text = _authenticate(client, login, renew=False)
    if code == 535 and login.oauth:
        code, text = _authenticate(client, login, renew=True)
    if code not in {235, 503}:
        said = f'{server.host}: the server says "{code} {printable(text)}"'
        if 400 <= code < 500:
            raise Unavailable(f"{said}; logging in is not possible right now")
        raise Refused(f"{said}; check user and password; many providers want an app password")


def _authenticate(client: smtplib.SMTP, login: Login, *, renew: bool) -> tuple[int, bytes]:
    secret = login.secret(renew)
    if login.oauth:
        code, text = client.docmd("AUTH", "XOAUTH2 " + base64.b64encode(xoauth2(login.user, secret)).decode())
        return client.docmd("") if code == 334 else (code, text)  # an empty line ends the refusal's details
    if "PLAIN" in client.esmtp_features.get("auth", "").upper().split():
        plain = base64.b64encode(f"\0{login.user}\0{secret}".encode()).decode()
        return client.docmd("AUTH", "PLAIN " + plain)
    try:
        return client.login(login.user, secret)
    except smtplib.SMTPAuthenticationError as error:
        said = error.smtp_error
        return error.smtp_code, said if isinstance(said, bytes) else said.encode()


def _explain(error: BaseException, server: Smtp) -> TriageError:
    if isinstance(error, smtplib.SMTPResponseException):
        said = printable(error.smtp_error if isinstance(error.smtp_error, (bytes, str)) else "")
        return Unavailable(f"{server.host}:{server.port}: answers {error.smtp_code} {said}")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return Unavailable(f"{server.host}:{server.port}: the connection was lost; trying later")
    if isinstance(error, smtplib.SMTPException):
        return Refused(f"{server.host}:{server.port}: offers no way to log in that we know; check port and security")
    return trouble(error, server)
