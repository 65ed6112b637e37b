"""A mail server inside this process, for the demo and for tests: IMAP by pymap, SMTP into a list by aiosmtpd.

Both listen on free ports of the loopback interface, keep everything in memory, and are gone when the block ends.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from argparse import Namespace
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import uuid4

from aiosmtpd.smtp import SMTP, Envelope, Session
from proxyprotocol.reader import ProxyProtocolReader
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxData, MailboxSet
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Flag, Wildcard
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash

T = TypeVar("T")

_LOOPBACK = "127.0.0.1"
_START_SECONDS = 20.0
_CALL_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """One mail that was sent through the SMTP side."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """One mail in a folder of the IMAP side."""

    uid: int
    flags: frozenset[str]
    content: bytes


class MailServer:
    """A context manager; `imap_port`, `smtp_port`, `user` and `password` say how to reach it without TLS."""

    def __init__(self, folders: tuple[str, ...] = ("Drafts", "Sent")) -> None:
        self.host = _LOOPBACK
        self.user = "support@shop.example"
        self.password = "embedded"  # noqa: S105  # guards nothing: loopback only, gone with the process
        self.imap_port = 0
        self.smtp_port = 0
        self.received: list[Received] = []
        self._first_folders = folders
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="embedded-mail", daemon=True)
        self._clients: set[asyncio.Task[Any] | None] = set()
        self._servers: list[asyncio.Server] = []
        self._boxes: MailboxSet
        self._imap: IMAPServer
        self._config: Config

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            self._call(self._start(), _START_SECONDS)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._call(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_CALL_SECONDS)
        self._loop.close()

    def deliver(self, content: bytes, folder: str = "INBOX", received_at: datetime | None = None) -> int:
        """Put a mail into a folder, as a delivery agent would; wakes IDLE. Returns its UID."""
        return self._call(self._deliver(content, folder, received_at or datetime.now(UTC)))

    def folders(self) -> dict[str, tuple[Kept, ...]]:
        """Every folder with its mails, as a mail program would show them."""
        return self._call(self._list())

    def renumber(self, folder: str = "INBOX") -> None:
        """Give a folder another UIDVALIDITY, as a server does that has lost its index."""
        self._call(self._renumber(folder))

    # --- inside the loop -------------------------------------------------------------------------------------------
    def _call(self, work: Coroutine[Any, Any, T], seconds: float = _CALL_SECONDS) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)

    async def _start(self) -> None:
        for name in ("pymap", "mail.log", "aiosmtpd", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        await self._start_imap()
        await self._start_smtp()

    async def _start_imap(self) -> None:
        self._config = config = _Config.from_args(
            _arguments(self.user, self.password),
            hash_context=BuiltinHash(rounds=1),  # a guess costs nothing here, a slow log-in would
            invalid_user_sleep=0.0,
            reject_dnsbl=False,
        )
        config.apply_context()
        self._boxes = _Folders()
        for name in self._first_folders:
            await self._boxes.add_mailbox(name)
        config.set_cache[self.user] = (self._boxes, FilterSet())
        login = Login(config)
        password = await Passwords(config).hash_password(self.password)
        await login.demo_user_identity.set(UserMetadata(config, self.user, password=password))
        self._imap = IMAPServer(login, config)
        self._servers.append(await asyncio.start_server(self._accept, host=self.host, port=0))
        self.imap_port = _port(self._servers[-1])

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one IMAP client. pymap's own way keeps no reference to the task, and Python 3.13 collects it alive."""
        task = asyncio.current_task()
        self._clients.add(task)
        try:
            result = await ProxyProtocolReader(self._config.proxy_protocol).read(reader)
            await self._imap(reader, writer, SocketInfo.get(writer, result, unique_id=uuid4().bytes))
        finally:
            self._clients.discard(task)

    async def _start_smtp(self) -> None:
        server = await self._loop.create_server(
            lambda: SMTP(self, hostname="localhost", ident="embedded", loop=self._loop), host=self.host, port=0
        )
        self._servers.append(server)
        self.smtp_port = _port(server)

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The hook of aiosmtpd: a mail was sent to us."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        recipients = tuple(envelope.rcpt_tos)
        self.received.append(
            Received(sender=(envelope.mail_from or "").strip("<>"), recipients=recipients, content=content)
        )
        return "250 OK"

    async def _deliver(self, content: bytes, folder: str, received_at: datetime) -> int:
        self._config.apply_context()
        box = await self._boxes.get_mailbox(folder)
        message = await box.append(AppendMessage(content, received_at, frozenset()), recent=True)
        return int(message.uid)

    async def _list(self) -> dict[str, tuple[Kept, ...]]:
        names = [entry.name for entry in (await self._boxes.list_mailboxes()).list() if entry.exists]
        return {name: await self._kept(name) for name in names}

    async def _kept(self, name: str) -> tuple[Kept, ...]:
        box = await self._boxes.get_mailbox(name)
        return tuple([_kept(message) async for message in box.messages()])

    async def _renumber(self, folder: str) -> None:
        box = await self._boxes.get_mailbox(folder)
        box._uid_validity += 1


class _Config(Config):
    """pymap's settings without its look-up of this machine's name."""

    @property
    def greeting(self) -> bytes:
        return b"Server ready"


class _Folder(MailboxData):
    """A folder that keeps keywords, as most servers do and pymap's own does not."""

    @property
    def permanent_flags(self) -> frozenset[Flag]:
        return frozenset({*super().permanent_flags, Wildcard})


class _Folders(MailboxSet):
    """Folders that keep keywords."""

    def __init__(self) -> None:
        super().__init__()
        self._inbox = _Folder(self._content_cache, self._thread_cache)

    async def add_mailbox(self, name: str) -> Any:
        async with self._set_lock.write_lock():
            if name in self._set:
                raise ValueError(name)
            self._set[name] = box = _Folder(self._content_cache, self._thread_cache)
        return box.mailbox_id


def _arguments(user: str, password: str) -> Namespace:
    """What pymap would read from its command line."""
    return Namespace(
        host=_LOOPBACK, port=0, debug=False, cert=None, key=None, tls=False, passlib_cfg=None, proxy_protocol=None,
        demo_data=False, demo_user=user, demo_password=password,
    )  # fmt: skip


def _port(server: asyncio.Server) -> int:
    return int(server.sockets[0].getsockname()[1])


def _kept(message: Any) -> Kept:
    flags = frozenset(str(flag) for flag in message.permanent_flags)
    return Kept(uid=message.uid, flags=flags, content=bytes(message._content))
