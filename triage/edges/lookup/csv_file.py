"""Orders from a CSV file that the shop's own system writes; read again whenever it has changed."""

from __future__ import annotations

import csv
import logging
from datetime import UTC, datetime
from pathlib import Path

from triage.domain import Parcel
from triage.errors import ConfigError
from triage.labels import PARCEL_STATES

log = logging.getLogger("triage.orders")

_FIELD_CHARS = 10_000
_NEEDED = ("order", "email", "state")


class NoOrders:
    """ports.Lookup of a shop that gives no order file."""

    def parcel(self, order: str) -> Parcel | None:
        """Nothing is known."""
        return None


class CsvOrders:
    """ports.Lookup on a CSV file with the columns order, email, state and, where known, carrier, tracking, last_event,
    last_event_at, expected_at (ISO 8601) and language.

    Raises ConfigError when the file cannot be read at the start. A file that is broken later keeps the rows that were
    read last, and a row that cannot be read is left out: then nothing is known of that order, and a person answers.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = _stamp(path)
        self._parcels = _read(path)

    def parcel(self, order: str) -> Parcel | None:
        """See ports.Lookup."""
        return self._current().get(_key(order))

    def _current(self) -> dict[str, Parcel]:
        try:
            stamp = _stamp(self._path)
            if stamp != self._stamp:
                self._parcels, self._stamp = _read(self._path), stamp
        except ConfigError as error:
            log.warning("order file unreadable, the last good one is used", extra={"why": str(error)})
        return self._parcels


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise ConfigError(f"{path}: the order file cannot be read ({error.strerror}); see [orders] file") from None
    return found.st_mtime_ns, found.st_size


def _read(path: Path) -> dict[str, Parcel]:
    csv.field_size_limit(_FIELD_CHARS)  # a quote that never closes is told, not swallowed
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
            if missing:
                raise ConfigError(f"{path}: the column {missing[0]!r} is missing; needed are {', '.join(_NEEDED)}")
            parcels = [parcel for number, row in enumerate(rows, 2) if (parcel := _parcel(row, number)) is not None]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{path}: the order file cannot be read ({error})") from None
    return {_key(parcel.order): parcel for parcel in parcels}


def _parcel(row: dict[str, str | None], number: int) -> Parcel | None:
    values = {name: (value or "").strip() for name, value in row.items() if name}
    if not values["order"] or values["state"] not in PARCEL_STATES:
        log.warning("order row left out", extra={"row": number, "why": "no order number, or a state that is not known"})
        return None
    try:
        return Parcel(
            order=values["order"], email=values["email"].lower(), state=values["state"],
            carrier=values.get("carrier", ""), tracking=values.get("tracking", ""),
            last_event=values.get("last_event", ""), last_event_at=_time(values.get("last_event_at", "")),
            expected_at=_time(values.get("expected_at", "")), language=values.get("language", ""),
        )  # fmt: skip
    except ValueError:
        log.warning("order row left out", extra={"row": number, "why": "a time is not ISO 8601"})
        return None


def _time(text: str) -> datetime | None:
    if not text:
        return None
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _key(order: str) -> str:
    """Customers write #nw-20417, NW 20417 and NW-20417.

    >>> _key("#nw 20417") == _key("NW-20417")
    True
    """
    return "".join(letter for letter in order.upper() if letter.isalnum())
