"""A loopback proxy that cuts, swallows or delays what passes through it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

from tests.edges.scripted import Listener


class Proxy(Listener):
    """Passes bytes to a port until told otherwise.

    `watch(pattern, then)`: when a client says the pattern, the rest happens: "cut" before it is passed on, "cut_after"
    once it was passed on and before the answer comes back, "swallow" nothing passes any more in either direction.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._pattern = b""
        self._then = ""
        self._swallowing = False
        self.connections = 0
        super().__init__(self._pass)

    def watch(self, pattern: bytes, then: str) -> None:
        self._pattern, self._then = pattern, then

    def heal(self) -> None:
        self._pattern, self._then, self._swallowing = b"", "", False

    def cut(self) -> None:
        """End every connection now."""
        for peer in self._open:
            with contextlib.suppress(OSError):
                peer.shutdown(socket.SHUT_RDWR)

    def swallow(self) -> None:
        """Keep every connection, and let nothing through."""
        self._swallowing = True

    def _pass(self, client: socket.socket) -> None:
        self.connections += 1
        with socket.create_connection(("127.0.0.1", self._target)) as server:
            back = threading.Thread(target=self._copy, args=(server, client, lambda _data: False), daemon=True)
            back.start()
            self._copy(client, server, self._spotted)
            back.join(5)

    def _spotted(self, data: bytes) -> bool:
        return bool(self._pattern) and self._pattern in data

    def _copy(self, source: socket.socket, sink: socket.socket, spotted: Callable[[bytes], bool]) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                then = self._then if spotted(data) else ""
                if then == "cut":
                    break
                if then == "cut_after":
                    source.shutdown(socket.SHUT_RD)
                    source.shutdown(socket.SHUT_WR)
                if then == "swallow":
                    self._swallowing = True
                if not self._swallowing:
                    sink.sendall(data)
                if then == "cut_after":
                    break
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_WR if end is sink else socket.SHUT_RD)
