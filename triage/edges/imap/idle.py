"""One IDLE kept over many short waits (RFC 2177), or NOOP now and then where the server has none."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import imaplib2

from triage.edges.imap.client import Client
from triage.edges.imap.connection import Connection

_BACKSTOP = 60.0  # seconds after which imaplib2 itself ends an IDLE that we did not renew
_GLANCE = 0.2  # an EXISTS that comes between our command and the server's "+" wakes nobody; so look again
_NOISE = ("FETCH", "EXPUNGE", "RECENT", "IDLE", "FLAGS")


class Arrival:
    """Waits for EXISTS in the folder that is open. The answer stays pending until somebody takes it."""

    def __init__(
        self,
        connection: Connection,
        *,
        renew_seconds: float,
        poll_seconds: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connection = connection
        self._renew = renew_seconds
        self._poll = poll_seconds
        self._monotonic = monotonic
        self._idling: _Idling | None = None
        self._refused = False
        self._next_poll = 0.0

    def wait(self, seconds: float) -> bool:
        """True as soon as the server has announced a mail; raises Unavailable when the connection is lost."""
        end = self._monotonic() + seconds
        while not self._connection.pending("EXISTS"):
            left = end - self._monotonic()
            if left <= 0:
                return False
            if "IDLE" in self._connection.capabilities and not self._refused:
                self._idle(left)
            else:
                self._nap(left)
        return True

    def _idle(self, seconds: float) -> None:
        client = self._connection.client()
        idling = self._idling
        if idling is None or idling.client is not client or idling.finished():
            self._connection.discard(*_NOISE)
            idling = self._idling = _Idling(client, self._monotonic() + self._renew)
            self._connection.call(lambda _client: idling.begin(self._renew + _BACKSTOP))
        if idling.ended.wait(max(0.0, min(seconds, _GLANCE, idling.renew_at - self._monotonic()))):
            self._refused = idling.refused()
        if not idling.finished() and self._monotonic() >= idling.renew_at:
            self._noop()  # ends the IDLE; a peer that is gone shows itself within the time limit

    def _nap(self, seconds: float) -> None:
        due = self._next_poll - self._monotonic()
        if due > 0:
            time.sleep(min(due, seconds))
            return
        self._next_poll = self._monotonic() + self._poll
        self._noop()

    def _noop(self) -> None:
        self._connection.call(lambda client: client.noop())


class _Idling:
    """One IDLE command, from begin to whatever ends it."""

    def __init__(self, client: Client, renew_at: float) -> None:
        self.client = client
        self.renew_at = renew_at
        self.ended = threading.Event()
        self._error: tuple[Any, Any] | None = None
        self._typ = ""

    def begin(self, seconds: float) -> tuple[str, list[None]]:
        """Start it; imaplib2 takes whole seconds only and would idle for 29 minutes on any other number."""
        self.client.idle(int(seconds), callback=self._end)
        return "OK", [None]

    def _end(self, outcome: tuple[Any, Any, Any]) -> None:
        response, _, self._error = outcome
        self._typ = response[0] if response else ""
        self.ended.set()

    def finished(self) -> bool:
        """The server has left IDLE, or the connection is over."""
        return self.ended.is_set()

    def refused(self) -> bool:
        """The server offered IDLE and then said NO or BAD to it."""
        aborted = self._error is not None and issubclass(self._error[0], imaplib2.IMAP4.abort)
        return self._typ == "NO" or (self._error is not None and not aborted)
