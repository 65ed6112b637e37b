"""An order file that is read again whenever it has changed. Where it is broken, the rows that were read last stay."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from stat import S_ISREG

from triage.domain import Parcel
from triage.edges.lookup.book import Book
from triage.edges.lookup.cells import folded, order_key
from triage.errors import ConfigError, TriageError, Unavailable

log = logging.getLogger("triage.orders")

_TRIES = 3  # at the start; later the next look is the next try
Stamp = tuple[tuple[int, int, int], ...]  # of every file that belongs to it: inode, time of change, size


class NoOrders:
    """ports.Lookup of a shop that gives no order file."""

    def parcel(self, order: str) -> Parcel | None:
        """Nothing is known."""
        return None

    def orders_of(self, email: str) -> tuple[Parcel, ...]:
        """Nothing is known."""
        return ()

    def describe(self) -> str:
        """One line for `triage check`."""
        return "no order file: replies name no parcel facts"


class OrderFile(ABC):
    """ports.Lookup on one file.

    Raises ConfigError when the file cannot be read at the start, Unavailable when it never stops changing.
    """

    beside: tuple[str, ...] = ("",)  # endings of the files that tell that it has changed

    def __init__(self, path: Path, states: Mapping[str, str] | None = None) -> None:
        self._path = path
        self._states = {folded(word): state for word, state in (states or {}).items()}
        self._trouble = ""
        self._stamp, self._book = self._first()

    def parcel(self, order: str) -> Parcel | None:
        """See ports.Lookup."""
        return self._current().orders.get(order_key(order))

    def orders_of(self, email: str) -> tuple[Parcel, ...]:
        """See ports.Lookup."""
        return self._current().by_email.get(email.strip().lower(), ())

    def describe(self) -> str:
        """One line for `triage check`."""
        return f"{self._path}: {self._current().summary}"

    @abstractmethod
    def _read(self, path: Path, states: Mapping[str, str]) -> Book:
        """The whole file. Raises ConfigError, or Unavailable when another program keeps it for the moment."""

    def _current(self) -> Book:
        try:
            if self._stamp_now() != self._stamp:
                self._stamp, self._book = self._whole()
            self._trouble = ""
        except TriageError as error:
            if str(error) != self._trouble:  # once, not at every mail
                log.warning("order file unreadable, the last good one is used", extra={"why": str(error)})
            self._trouble = str(error)
        return self._book

    def _first(self) -> tuple[Stamp, Book]:
        for _ in range(_TRIES - 1):
            try:
                return self._whole()
            except Unavailable:
                continue
        return self._whole()

    def _whole(self) -> tuple[Stamp, Book]:
        """A reading during which nobody wrote."""
        before = self._stamp_now()
        try:
            book = self._read(self._path, self._states)
        except ConfigError:
            if self._stamp_now() != before:
                raise Unavailable(f"{self._path}: the order file changed while it was read") from None
            raise
        if self._stamp_now() != before:
            raise Unavailable(f"{self._path}: the order file changed while it was read")
        return before, book

    def _stamp_now(self) -> Stamp:
        try:
            if not S_ISREG(self._path.stat().st_mode):
                raise ConfigError(f"{self._path}: the order file must be an ordinary file; see [orders] file")
            files = [Path(f"{self._path}{ending}") for ending in self.beside]
            found = [file.stat() for file in files if file.exists()]
        except OSError as error:
            raise ConfigError(
                f"{self._path}: the order file cannot be read ({error.strerror}); see [orders] file"
            ) from None
        return tuple((stat.st_ino, stat.st_mtime_ns, stat.st_size) for stat in found)
