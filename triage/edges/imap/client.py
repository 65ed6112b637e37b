"""imaplib2 made safe: verified TLS, limits of time everywhere, one lock for both TLS directions, no smuggled lines.

imaplib2 3.6 checks neither certificate nor host name, connects and sends without a time limit, reads and writes one
TLS session from two threads, loses a literal when an untagged answer comes before its continuation, and after IDLE on
a dead peer waits for the rest of the IDLE time before it gives a command up. Each override below mends one of these.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import threading
from typing import Any

import imaplib2

from triage.accounts import Imap
from triage.edges.imap.wire import quoted, refuse_controls
from triage.edges.server import connect, xoauth2

_DONE = b"DONE\r\n"


class Client(imaplib2.IMAP4):  # type: ignore[misc]
    """One TCP connection. Raises OSError and ssl errors while opening, imaplib2's errors later."""

    def __init__(self, server: Imap, context: ssl.SSLContext) -> None:
        self._server = server
        self._context = context
        self._wire_lock = threading.Lock()
        self._greeted = False
        self.commands_out = 0  # commands handed to the network
        self.literals_out = 0  # literals whose first byte may have left
        super().__init__(server.host, server.port, timeout=max(1, round(server.timeout)))
        self._greeted = True
        if server.security == "starttls":
            try:
                self.starttls()
            except BaseException:
                self.leave(politely=False)
                raise

    # --- opening ---------------------------------------------------------------------------------------------------
    def open(self, host: str | None = None, port: int | None = None) -> None:
        """Connect; with security "tls" the handshake comes first."""
        self.host, self.port = self._server.host, self._server.port
        self.sock = connect(self._server)
        self.read_fd = self.sock.fileno()
        if self._server.security == "tls":
            self.ssl_wrap_socket()
        self.sock.settimeout(0)

    def ssl_wrap_socket(self) -> None:
        """Handshake with certificate and host name verified; also what STARTTLS calls."""
        plain = self.sock
        plain.settimeout(self._server.timeout)
        try:
            self.sock = self._context.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise
        self.read_fd = self.sock.fileno()
        self.sock.settimeout(0)

    # --- bytes -----------------------------------------------------------------------------------------------------
    def read(self, size: int) -> bytes:
        """At most `size` bytes; b"" at the end of the stream."""
        while True:
            try:
                with self._wire_lock:
                    return bytes(self.sock.recv(size))
            except (ssl.SSLWantReadError, BlockingIOError):
                self._ready(select.POLLIN)
            except ssl.SSLWantWriteError:
                self._ready(select.POLLOUT)

    def send(self, data: bytes) -> None:
        """Send everything, or raise TimeoutError when the peer takes nothing for the time limit."""
        if data.startswith(self.tagpre):
            self.commands_out += 1
        elif data != _DONE:
            self.literals_out += 1
        rest = memoryview(data)
        while rest:
            try:
                with self._wire_lock:
                    rest = rest[self.sock.send(rest) :]
            except (ssl.SSLWantWriteError, BlockingIOError):
                self._ready_or_late(select.POLLOUT)
            except ssl.SSLWantReadError:
                self._ready_or_late(select.POLLIN)

    def _ready(self, direction: int) -> bool:
        poll = select.poll()
        poll.register(self.read_fd, direction)
        return bool(poll.poll(self._server.timeout * 1000))

    def _ready_or_late(self, direction: int) -> None:
        if not self._ready(direction):
            raise TimeoutError

    def shutdown(self) -> None:
        """Close the socket, whatever state it is in."""
        with contextlib.suppress(OSError, ValueError):
            self.sock.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            self.sock.close()

    # --- protocol --------------------------------------------------------------------------------------------------
    def _command(self, name: str, *args: Any, **kw: Any) -> Any:
        try:
            for argument in args:
                refuse_controls(argument)
        except BaseException:
            self.literal = None
            raise
        return super()._command(name, *args, **kw)

    def _put_response(self, resp: bytes) -> None:
        """An untagged answer is no answer to a continuation that is still awaited (RFC 3501, 7)."""
        if not resp:
            return
        if not (self._greeted and resp.startswith(b"* ")) or self._expecting_data or self._literal_expected:
            super()._put_response(resp)
            return
        with self.commands_lock:
            waiting = self.tagged_commands.pop("continuation", None)
        try:
            super()._put_response(resp)
        finally:
            if waiting is not None:
                with self.commands_lock:
                    self.tagged_commands["continuation"] = waiting

    def _print_log(self) -> None:
        """Nothing: imaplib2 would write what was said, passwords included, to standard error."""

    def _end_idle(self) -> None:
        super()._end_idle()
        self.inq.put(b"")  # wakes the thread that still waits with IDLE's patience, so that the time limit holds

    def log_in(self, user: str, password: str) -> tuple[str, list[bytes]]:
        """AUTHENTICATE PLAIN where offered, else LOGIN; neither limits the password to ASCII."""
        if "AUTH=PLAIN" in self.capabilities:
            return self._authenticated("PLAIN", [f"\0{user}\0{password}".encode()])
        return self._enter("LOGIN", quoted(user.encode()), quoted(password.encode()))

    def log_in_with_token(self, user: str, token: str) -> tuple[str, list[bytes]]:
        """AUTHENTICATE XOAUTH2; the empty second answer lets the server finish its refusal."""
        return self._authenticated("XOAUTH2", [xoauth2(user, token), b""])

    def _authenticated(self, mechanism: str, replies: list[bytes]) -> tuple[str, list[bytes]]:
        left = iter(replies)
        self.literal = imaplib2.imaplib2._Authenticator(lambda _challenge: next(left, None)).process
        return self._enter("AUTHENTICATE", mechanism)

    def _enter(self, name: str, *args: str | bytes) -> tuple[str, list[bytes]]:
        try:
            typ, data = self._simple_command(name, *args)
        finally:
            self._release_state_change()
        if typ == "OK":
            self.state = imaplib2.imaplib2.AUTH
            self._get_capabilities()  # most servers offer more after the log-in (Dovecot: MOVE, UIDPLUS)
        return typ, data

    def leave(self, *, politely: bool = True) -> None:
        """End the connection and its threads; LOGOUT is said but its answer not awaited. Never raises."""
        with contextlib.suppress(Exception):
            if politely and not self.Terminate:
                self._end_idle()
                farewell = self._request_push(name="LOGOUT")
                farewell.data = farewell.tag + b" LOGOUT\r\n"
                self.ouq.put(farewell)
            else:
                self.shutdown()
            self._close_threads()
