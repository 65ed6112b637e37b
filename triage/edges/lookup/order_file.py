"""An order file that is read again whenever it has changed. Where it is broken, the rows that were read last stay."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from triage.domain import Parcel
from triage.edges.lookup.book import Book
from triage.edges.lookup.cells import folded, order_key
from triage.errors import ConfigError, TriageError, Unavailable

log = logging.getLogger("triage.orders")

_TRIES = 3  # at the start; later the next look is the next try
_CHANGED = "the order file changed while it was read; it is being written, try again in a moment"
Stamp = tuple[tuple[int, int, int], ...]  # of every file that belongs to it: inode, time of change, size


@dataclass(frozen=True, kw_only=True, slots=True)
class Shrinking:
    """When a file that has fewer orders than before is not believed."""

    least_share: float = 0.0  # of the orders before; 0: every file is believed
    least_orders: int = 0  # before; smaller files are always believed

    def is_doubtful(self, before: int, now: int) -> bool:
        """Whether too many orders are gone.

        >>> Shrinking(least_share=0.5).is_doubtful(100, 49), Shrinking(least_share=0.5).is_doubtful(100, 50)
        (True, False)
        """
        return before >= self.least_orders and now < self.least_share * before


class NoOrders:
    """ports.Lookup of a shop that gives no order file."""

    def parcel(self, order: str) -> Parcel | None:
        """Nothing is known."""
        return None

    def orders_of(self, email: str) -> tuple[Parcel, ...]:
        """Nothing is known."""
        return ()

    def currencies(self) -> tuple[str, ...]:
        """Nothing is known."""
        return ()

    def describe(self) -> str:
        """One line for `triage check`."""
        return "no order file: replies name no parcel facts"

    def complaints(self) -> tuple[str, ...]:
        """Nothing to complain of."""
        return ()

    def countries(self) -> Mapping[str, int]:
        """Nothing is known."""
        return {}


class OrderFile(ABC):
    """ports.Lookup on one file.

    Raises ConfigError when the file cannot be read at the start, Unavailable when it never stops changing.
    """

    beside: tuple[str, ...] = ("",)  # endings of the files that tell that it has changed

    def __init__(self, path: Path, states: Mapping[str, str] | None = None, shrinking: Shrinking | None = None) -> None:
        self._path = path
        self._states = {folded(word): state for word, state in (states or {}).items()}
        self._shrinking = shrinking or Shrinking()
        self._trouble = ""
        self._doubted: Stamp = ()
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

    def complaints(self) -> tuple[str, ...]:
        """Which rows are not used and why, further lines for it. Raises ConfigError where not one row can be used."""
        book = self._current()
        if book.left_out and not book.orders:
            raise ConfigError("\n".join((f"{self._path}: not one of its orders can be used", *book.complaints)))
        return book.complaints

    def countries(self) -> Mapping[str, int]:
        """How many orders go to which country (ISO 3166), where the file names it; the most first."""
        named = Counter(parcel.country for parcel in self._current().orders.values() if parcel.country)
        return dict(named.most_common())

    def currencies(self) -> tuple[str, ...]:
        """See ports.Lookup."""
        return self._current().currencies

    @abstractmethod
    def _read(self, path: Path, states: Mapping[str, str]) -> Book:
        """The whole file. Raises ConfigError, or Unavailable when another program keeps it for the moment."""

    def _current(self) -> Book:
        try:
            if self._stamp_now() not in (self._stamp, self._doubted):
                self._take(*self._whole())
            if self._stamp_now() == self._stamp:
                self._trouble = ""
        except TriageError as error:
            self._tell("order file unreadable, the last good one is used", str(error))
        return self._book

    def _take(self, stamp: Stamp, book: Book) -> None:
        """Believe a new reading, unless most of the orders are gone: then somebody writes the file, or spoilt it."""
        before, now = len(self._book.orders), len(book.orders)
        if self._shrinking.is_doubtful(before, now):
            self._doubted = stamp
            why = f"{self._path}: it had {before:,} orders and now has {now:,}; if that is right, start triage again"
            self._tell("order file has lost most of its orders, the last good one is used", why)
        else:
            self._stamp, self._book, self._doubted = stamp, book, ()

    def _tell(self, words: str, why: str) -> None:
        """Once, not at every mail."""
        if why != self._trouble:
            log.warning(words, extra={"why": why})
        self._trouble = why

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
                raise Unavailable(f"{self._path}: {_CHANGED}") from None
            raise
        if self._stamp_now() != before:
            raise Unavailable(f"{self._path}: {_CHANGED}")
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
