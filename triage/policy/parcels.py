"""What a parcel's record means today: a record that stays as it is tells something, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from triage.domain import Parcel
from triage.policy.calendars import working_days
from triage.settings import Parcels, Shop

_SCANNED = frozenset({"moving", "out_for_delivery", "stalled", "stuck"})
# A day that has passed is bad news for these; the others are bad news or good news already.
_OVERDUE: Mapping[str, str] = {
    "unknown": "late", "not_shipped": "not_collected", "label_only": "not_collected", "moving": "late",
    "out_for_delivery": "late",
}  # fmt: skip
# Calm states that end, and the days of a record that tell when: "out for delivery" lasts for one day, not for weeks.
_ENDS: Mapping[str, tuple[str, ...]] = {
    "not_shipped": ("ordered_at", "expected_at"),
    "label_only": ("ordered_at", "last_event_at", "expected_at"),
    "moving": ("ordered_at", "last_event_at", "expected_at"),
    "out_for_delivery": ("last_event_at", "expected_at"),
}
_GRAVITY = ("late", "stalled", "stuck", "lost")
_NO_SCANS = ("stalled", "stuck", "lost")
_FAR = timedelta(days=60)  # an expected day beyond it is a slip of the pen, or nothing to tell anybody alone
_AHEAD = timedelta(days=1)  # of our clock: so far may a carrier's be that does not tell its zone


def as_of(parcel: Parcel, now: datetime, thresholds: Parcels, shop: Shop) -> Parcel:
    """The parcel as it stands now: what was not scanned for too long, or should have arrived, is in no calm state.

    An expected day that has passed, or that was named before customs took too long, is repeated to nobody, nor is a
    scan in the future; one far in the future was none. A calm state that no day of the record can end, or one in two
    months only, is `undated`.
    `shop` tells the usual times. Source of the hours: product.md E2.

    >>> from datetime import UTC
    >>> monday = datetime(2026, 11, 16, 9, tzinfo=UTC)
    >>> scanned = Parcel(order="1", email="a@b.example", state="moving", last_event_at=monday)
    >>> [as_of(scanned, monday + timedelta(hours=hours), Parcels(), Shop()).state for hours in (47, 48, 72, 144)]
    ['moving', 'stalled', 'stuck', 'lost']
    >>> ordered = Parcel(order="1", email="a@b.example", state="moving", ordered_at=monday)
    >>> [as_of(ordered, monday + timedelta(days=days), Parcels(), Shop()).state for days in (23, 24)]
    ['moving', 'late']
    """
    sure = replace(parcel, last_event_at=_sure(parcel.last_event_at, now), ordered_at=_sure(parcel.ordered_at, now))
    state = max((sure.state, *_derived(sure, now, thresholds, shop)), key=_gravity)
    far = sure.expected_at is not None and sure.expected_at > now + _FAR
    keeps_its_day = state not in {"lost", "returned"} and not _day_passed(sure, now) and not far
    if state == "customs" and _held_too_long(sure, now, thresholds):
        keeps_its_day = False
    told = parcel.last_event_at if parcel.last_event_at and parcel.last_event_at <= now else None
    return replace(
        sure, state=state, last_event_at=told, expected_at=sure.expected_at if keeps_its_day else None,
        undated=_lasts_for_ever(sure, state) or (far and state in _ENDS),
    )  # fmt: skip


def _lasts_for_ever(parcel: Parcel, state: str) -> bool:
    return state in _ENDS and not any(getattr(parcel, day) for day in _ENDS[state])


def _sure(at: datetime | None, now: datetime) -> datetime | None:
    """A time that can be true: what lies further ahead than clocks differ is a slip of the pen."""
    return min(at, now) if at is not None and at <= now + _AHEAD else None


def _derived(parcel: Parcel, now: datetime, thresholds: Parcels, shop: Shop) -> Iterator[str]:
    """States that the time gone by speaks for."""
    if parcel.state in _OVERDUE and (_day_passed(parcel, now) or _takes_too_long(parcel, now, shop)):
        yield _OVERDUE[parcel.state]
    if parcel.state == "not_shipped" and _waits_too_long(parcel, now, thresholds, shop):
        yield "not_collected"
    if (
        parcel.state == "label_only"
        and _hours(parcel.last_event_at or parcel.ordered_at, now) >= thresholds.collect_hours
    ):
        yield "not_collected"
    if parcel.state in _SCANNED:
        first = thresholds.delivery_hours if parcel.state == "out_for_delivery" else thresholds.stalled_hours
        bounds = (first, thresholds.stuck_hours, thresholds.lost_hours)
        hours = _hours(parcel.last_event_at, now)
        yield from (state for state, bound in zip(_NO_SCANS, bounds, strict=True) if hours >= bound)


def _hours(since: datetime | None, now: datetime) -> float:
    return (now - since) / timedelta(hours=1) if since else 0.0


def _gravity(state: str) -> int:
    """How much worse than the record a derived state is; the record itself wins against its equals."""
    return _GRAVITY.index(state) + 1 if state in _GRAVITY else int(state == "not_collected")


def _day_passed(parcel: Parcel, now: datetime) -> bool:
    """Days, not hours: a shop's record names a day, and it is over when the day is."""
    expected = parcel.expected_at
    return expected is not None and expected.date() < now.astimezone(expected.tzinfo).date()


def _takes_too_long(parcel: Parcel, now: datetime, shop: Shop) -> bool:
    """Whether the usual time is over, where no day was named for this parcel."""
    usual = _most(shop.handling_days) + _most(shop.shipping_days)
    return parcel.expected_at is None and _working_days(parcel.country, parcel.ordered_at, now) > usual


def _waits_too_long(parcel: Parcel, now: datetime, thresholds: Parcels, shop: Shop) -> bool:
    """Whether an order should have left the shop."""
    days = _most(shop.handling_days) + thresholds.ship_grace_days
    late = _working_days(shop.country, parcel.ordered_at, now) > days
    return late or _hours(parcel.ordered_at, now) >= thresholds.ship_hours


def _held_too_long(parcel: Parcel, now: datetime, thresholds: Parcels) -> bool:
    return _working_days(parcel.country, parcel.last_event_at, now) > thresholds.customs_days


def _working_days(country: str, since: datetime | None, now: datetime) -> int:
    """Working days of a country after a day and up to today; none where that day is not known."""
    return working_days(country, since.date(), now.astimezone(since.tzinfo).date()) if since else 0


def _most(days: str) -> int:
    """The upper end of a time in the shop's own words.

    >>> _most("7-15"), _most("about 10")
    (15, 10)
    """
    return max(map(int, re.findall(r"\d+", days)), default=0)
