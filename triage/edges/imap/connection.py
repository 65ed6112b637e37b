"""The one connection of an account: opened on demand, logged in, one folder selected; every fault in one clear line.

After any Unavailable the next call connects again; when to make that call is the flow's decision.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imaplib2

from triage import __version__
from triage.accounts import Imap
from triage.edges.imap.client import Client
from triage.edges.imap.wire import Answer, decode_name, first_namespace, quoted
from triage.edges.server import Login, login_of, printable, tls_context, trouble
from triage.errors import Refused, TriageError, Unavailable

# Response codes (RFC 3501, 5530) after which the same command may succeed later.
_PASSING = frozenset({"UNAVAILABLE", "INUSE", "LIMIT", "OVERQUOTA", "SERVERBUG", "CONTACTADMIN", "EXPUNGEISSUED"})
_BUSY = re.compile(r"too many|simultaneous|try again|temporar", re.IGNORECASE)
_CODE = re.compile(r"\[([A-Z-]+)")


_PAUSE = 1.0  # seconds after a failed opening before the next; many actions may be due at once


class Interrupted(Unavailable):
    """The connection was lost when the command was already on its way: it may have been carried out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """A finished command. `code` is the response code, `text` the server's words when it said NO or BAD."""

    ok: bool
    data: tuple[Answer, ...] = ()
    code: str = ""
    text: str = ""

    @property
    def passing(self) -> bool:
        """The refusal may pass; trying later makes sense."""
        return not self.ok and (self.code in _PASSING or bool(_BUSY.search(self.text)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Selected:
    r"""The open folder. `flags` are those the server keeps; "\*" among them means any keyword."""

    wire: bytes
    uidvalidity: int
    uidnext: int | None
    read_only: bool  # the server allows no changes
    examined: bool  # opened by EXAMINE, because nothing was to be changed
    flags: frozenset[str]


class Connection:
    """Used by one thread. Every method but `close` raises Unavailable or Refused."""

    def __init__(self, server: Imap, root: Path = Path(), login: Login | None = None) -> None:
        self._server = server
        self._root = root
        self._login = login or login_of(server, root)
        self._client: Client | None = None
        self._selected: Selected | None = None
        self._prefix: str | None = None
        self._failed_at = -_PAUSE

    # --- opening and closing ---------------------------------------------------------------------------------------
    def client(self) -> Client:
        """The live client, connected and logged in first if need be; a loss is reported once before that."""
        if self._client is not None and self._client.Terminate:
            self._drop()
            raise Unavailable(f"{self._server.host}: the connection was lost; trying later")
        if self._client is None:
            if time.monotonic() - self._failed_at < _PAUSE:
                raise Unavailable(f"{self._server.host}: could not be reached a moment ago; trying later")
            self._client = self._opened()
        return self._client

    def _opened(self) -> Client:
        client = None
        try:
            client = Client(self._server, tls_context(self._server, self._root))
            self._enter(client)
        except Exception as error:  # noqa: BLE001  # translated, never swallowed
            fault = self._fault(error)
        else:
            return client
        self._failed_at = time.monotonic()
        if client is not None:
            client.leave(politely=False)
        raise fault  # outside the handler: no traceback holds the password

    def _enter(self, client: Client) -> None:
        if self._login is None:
            raise Refused(f"{self._server.host}: no password or oauth is set")
        reply = self._try_login(client, self._login, renew=False)
        if not reply.ok and self._login.oauth and not reply.passing:
            reply = self._try_login(client, self._login, renew=True)
        if not reply.ok:
            raise _login_fault(reply, self._server, oauth=self._login.oauth)
        if "ID" in client.capabilities:  # 163 and QQ mail refuse SELECT to a client that does not say who it is
            client.id("name", "triage", "version", __version__)

    def _try_login(self, client: Client, login: Login, *, renew: bool) -> Reply:
        secret = login.secret(renew)
        try:
            enter = client.log_in_with_token if login.oauth else client.log_in
            typ, data = enter(login.user, secret)
        except imaplib2.IMAP4.abort:
            raise
        except imaplib2.IMAP4.error:  # BAD; its text repeats the command, password and all
            return Reply(ok=False, text="the server did not understand the log-in")
        return _reply(typ, data, words=str(data[-1] or b"", "utf-8", "replace").replace(secret, "***"))

    def close(self) -> None:
        """Log out; never raises."""
        self._drop(politely=True)

    def _drop(self, *, politely: bool = False) -> None:
        client, self._client, self._selected = self._client, None, None
        if client is not None:
            client.leave(politely=politely)

    # --- commands --------------------------------------------------------------------------------------------------
    @property
    def capabilities(self) -> tuple[str, ...]:
        """What the server offers to a logged-in client, upper case."""
        return tuple(self.client().capabilities)

    def uid(self, command: str, *args: str | bytes, once: bool = False) -> Reply:
        """UID FETCH, STORE, COPY, MOVE, SEARCH, EXPUNGE in the selected folder."""
        return self.call(lambda client: client.uid(command, *args), once=once)

    def call(self, command: Callable[[Client], Any], *, once: bool = False) -> Reply:
        """Any command of imaplib2. With `once`, Interrupted tells that the connection ended after it was sent."""
        client = self.client()
        before = client.commands_out
        with self._guard(lambda: once and client.commands_out > before):
            try:
                typ, data = command(client)
            except imaplib2.IMAP4.abort:
                raise
            except imaplib2.IMAP4.error:
                return Reply(ok=False, text="the server did not understand the command")
            return _reply(typ, data)
        raise AssertionError  # the guard re-raises

    def append(self, wire: bytes, flags: str, content: bytes) -> Reply:
        """APPEND; Interrupted only when the message itself may have begun to leave."""
        client = self.client()
        before = client.literals_out
        with self._guard(lambda: client.literals_out > before):
            try:
                return _reply(*client.append(quoted(wire), flags, None, content))
            except imaplib2.IMAP4.abort:
                raise
            except imaplib2.IMAP4.error:
                return Reply(ok=False, text="the server did not understand the command")
        raise AssertionError

    def response(self, code: str) -> bytes | None:
        """The last untagged answer or response code of this name since the folder was opened, once."""
        answers = [answer for answer in self.client().response(code)[1] if isinstance(answer, bytes)]
        return answers[-1] if answers else None

    def pending(self, name: str) -> bool:
        """Whether an untagged answer of this name has come and was not yet taken."""
        return self._client is not None and self._client._get_untagged_response(name, leave=True) is not None

    def discard(self, *names: str) -> None:
        """Forget untagged answers that came unasked."""
        if self._client is not None:
            for name in names:
                self._client.response(name)

    @contextmanager
    def _guard(self, begun: Callable[[], bool]) -> Iterator[None]:
        try:
            yield
        except TriageError:
            raise
        except Exception as error:  # noqa: BLE001  # imaplib2 raises many; each means that this connection is over
            fault = self._fault(error)
            self._drop()
        else:
            return
        raise Interrupted(str(fault)) if begun() and isinstance(fault, Unavailable) else fault

    def _fault(self, error: Exception) -> TriageError:
        host = self._server.host
        if isinstance(error, imaplib2.IMAP4.error):
            text = str(error)
            if "TLS not supported" in text:
                return Refused(f'{host}: offers no STARTTLS; set security = "tls" and port = 993')
            if "no response" in text:
                return Unavailable(f"{host}: no answer within {self._server.timeout:g} s; trying later")
            return Unavailable(f"{host}: the connection was lost; trying later")
        return trouble(error, self._server)

    # --- folders ---------------------------------------------------------------------------------------------------
    @property
    def prefix(self) -> str:
        """The personal namespace's prefix, such as "INBOX." on some servers (RFC 2342)."""
        if self._prefix is None:
            self._prefix = ""
            if "NAMESPACE" in self.capabilities:
                reply = self.call(lambda client: client.namespace())
                answer = reply.data[0] if reply.ok and reply.data else None
                self._prefix = first_namespace(answer) if isinstance(answer, bytes) else ""
        return self._prefix

    def select(self, wire: bytes, *, writable: bool = True, fresh: bool = False) -> Selected:
        """Open a folder unless it is open already; `fresh` lets the server tell then what is new in it.

        Raises Refused when the folder does not exist.
        """
        self.client()
        known = self._selected
        if known is not None and known.wire == wire and not (writable and known.examined):
            if fresh:
                self.call(lambda client: client.noop())
            return known
        self._selected = None
        read_only = False
        if writable:
            reply, read_only = self._open_writable(wire)
        if not writable or read_only:
            reply = self.call(lambda client: client.select(quoted(wire), readonly=True))
        if not reply.ok:
            text = f'{self._server.host}: folder "{decode_name(wire)}" cannot be opened: {reply.text}'
            raise Unavailable(text) if reply.passing else Refused(text)
        self._selected = self._read_selected(wire, read_only=read_only, examined=not writable)
        return self._selected

    def _open_writable(self, wire: bytes) -> tuple[Reply, bool]:
        try:
            return self.call(lambda client: _selected_or_read_only(client, wire)), False
        except _ReadOnly:
            return Reply(ok=True), True

    def _read_selected(self, wire: bytes, *, read_only: bool, examined: bool) -> Selected:
        flags = self.response("PERMANENTFLAGS")
        return Selected(
            wire=wire,
            uidvalidity=_number(self.response("UIDVALIDITY")) or 0,
            uidnext=_number(self.response("UIDNEXT")),
            read_only=read_only,
            examined=examined,
            flags=frozenset((flags or b"").decode("ascii", "replace").strip("()").split()),
        )


class _ReadOnly(Refused):
    """SELECT opened the folder, but for reading only."""


def _selected_or_read_only(client: Client, wire: bytes) -> Any:
    try:
        return client.select(quoted(wire))
    except imaplib2.IMAP4.readonly:
        raise _ReadOnly("read-only") from None


def _reply(typ: str, data: Any, words: str | None = None) -> Reply:
    if typ == "OK":
        return Reply(ok=True, data=tuple(data))
    text = words if words is not None else str(data[-1] or b"", "utf-8", "replace")
    code = _CODE.match(text)
    return Reply(ok=False, code=code[1] if code else "", text=printable(text))


def _login_fault(reply: Reply, server: Imap, *, oauth: bool) -> TriageError:
    said = f' (the server says "{reply.text}")' if reply.text else ""
    if reply.passing:
        return Unavailable(f"{server.host}: logging in is not possible right now{said}")
    if oauth:
        return Refused(f"{server.host}: the access token was refused; allow IMAP for this account and app{said}")
    advice = "check user and password; many providers want IMAP switched on and an app password"
    return Refused(f"{server.host}: the log-in was refused; {advice}{said}")


def _number(raw: bytes | None) -> int | None:
    return int(raw) if raw is not None and raw.isdigit() else None
