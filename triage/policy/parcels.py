"""What a parcel's record means today: a record that stays as it is tells something, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from triage.domain import Parcel
from triage.policy.calendars import working_days
from triage.settings import Parcels

_NOT_BEFORE_SCAN = "label_only"
_SCANNED = frozenset({"moving", "out_for_delivery", "stalled", "stuck"})
# A day that has passed is bad news for these; the others are bad news or good news already.
_OVERDUE: Mapping[str, str] = {
    "unknown": "late", "not_shipped": "not_collected", "label_only": "not_collected", "moving": "late",
    "out_for_delivery": "late",
}  # fmt: skip
_GRAVITY = ("late", "stalled", "stuck", "lost")
_NO_SCANS = ("stalled", "stuck", "lost")


def as_of(parcel: Parcel, now: datetime, thresholds: Parcels) -> Parcel:
    """The parcel as it stands now: what was not scanned for too long, or should have arrived, is in no calm state.

    An expected day that has passed, or that was named before customs took too long, is repeated to nobody. Times in
    the future say nothing about now, so a clock that jumps back derives nothing. Source of the hours: product.md E2.

    >>> from datetime import UTC
    >>> monday = datetime(2026, 11, 16, 9, tzinfo=UTC)
    >>> scanned = Parcel(order="1", email="a@b.example", state="moving", last_event_at=monday)
    >>> [as_of(scanned, monday + timedelta(hours=hours), Parcels()).state for hours in (47, 48, 72, 144)]
    ['moving', 'stalled', 'stuck', 'lost']
    >>> due = Parcel(order="1", email="a@b.example", state="not_shipped", expected_at=monday)
    >>> [as_of(due, monday + timedelta(days=days), Parcels()).state for days in (0, 1)]
    ['not_shipped', 'not_collected']
    """
    state = max((parcel.state, *_derived(parcel, now, thresholds)), key=_gravity)
    keeps_its_day = state not in {"lost", "returned"} and not _day_passed(parcel, now)
    if state == "customs" and _held_too_long(parcel, now, thresholds):
        keeps_its_day = False
    return replace(parcel, state=state, expected_at=parcel.expected_at if keeps_its_day else None)


def _derived(parcel: Parcel, now: datetime, thresholds: Parcels) -> Iterator[str]:
    """States that the time gone by speaks for."""
    if _day_passed(parcel, now) and parcel.state in _OVERDUE:
        yield _OVERDUE[parcel.state]
    scanned = parcel.last_event_at or (parcel.ordered_at if parcel.state == _NOT_BEFORE_SCAN else None)
    hours = _hours(now - scanned) if scanned else 0.0
    if parcel.state == _NOT_BEFORE_SCAN and hours >= thresholds.collect_hours:
        yield "not_collected"
    if parcel.state == "not_shipped" and parcel.ordered_at and _hours(now - parcel.ordered_at) >= thresholds.ship_hours:
        yield "not_collected"
    if parcel.state in _SCANNED:
        bounds = (thresholds.stalled_hours, thresholds.stuck_hours, thresholds.lost_hours)
        yield from (state for state, bound in zip(_NO_SCANS, bounds, strict=True) if hours >= bound)


def _hours(gone: timedelta) -> float:
    return gone / timedelta(hours=1)


def _gravity(state: str) -> int:
    """How much worse than the record a derived state is; the record itself wins against its equals."""
    return _GRAVITY.index(state) + 1 if state in _GRAVITY else int(state == "not_collected")


def _day_passed(parcel: Parcel, now: datetime) -> bool:
    """Days, not hours: a shop's record names a day, and it is over when the day is."""
    expected = parcel.expected_at
    return expected is not None and expected.date() < now.astimezone(expected.tzinfo).date()


def _held_too_long(parcel: Parcel, now: datetime, thresholds: Parcels) -> bool:
    if parcel.last_event_at is None:
        return False
    today = now.astimezone(parcel.last_event_at.tzinfo).date()
    return working_days(parcel.country, parcel.last_event_at.date(), today) > thresholds.customs_days
