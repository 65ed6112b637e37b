"""What a record means today: two tables, and clocks that lie."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.policy.cases import NOW
from triage.domain import Parcel
from triage.labels import CALM_PARCEL_STATES, PARCEL_STATES
from triage.policy.parcels import as_of
from triage.settings import Parcels

CHINA = timezone(timedelta(hours=8))


def ago(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


def parcel(state: str, **more: datetime | None) -> Parcel:
    return Parcel(order="1", email="a@b.example", state=state, **more)  # type: ignore[arg-type]


BECOMES = {
    "label without a scan": (parcel("label_only", last_event_at=ago(72)), "not_collected"),
    "label, only the order's day known": (parcel("label_only", ordered_at=ago(90)), "not_collected"),
    "moving, 48 hours": (parcel("moving", last_event_at=ago(48)), "stalled"),
    "moving, 72 hours": (parcel("moving", last_event_at=ago(72)), "stuck"),
    "moving, 144 hours": (parcel("moving", last_event_at=ago(144)), "lost"),
    "out for delivery for two days": (parcel("out_for_delivery", last_event_at=ago(50)), "stalled"),
    "a record that calls it stalled": (parcel("stalled", last_event_at=ago(73)), "stuck"),
    "a record that calls it stuck": (parcel("stuck", last_event_at=ago(200)), "lost"),
    "moving, its day is over": (parcel("moving", expected_at=ago(24), last_event_at=ago(2)), "late"),
    "not shipped, its day is over": (parcel("not_shipped", expected_at=ago(24)), "not_collected"),
    "label, its day is over": (parcel("label_only", expected_at=ago(24), last_event_at=ago(2)), "not_collected"),
    "nothing known but a day that is over": (parcel("unknown", expected_at=ago(24)), "late"),
    "late, and not scanned either": (parcel("moving", expected_at=ago(24), last_event_at=ago(49)), "stalled"),
    "not shipped for weeks": (parcel("not_shipped", ordered_at=ago(900)), "not_collected"),
    "the worse of both": (parcel("moving", expected_at=ago(24), last_event_at=ago(80)), "stuck"),
}
STAYS = {
    "label, scanned yesterday": parcel("label_only", last_event_at=ago(71)),
    "label without a time": parcel("label_only"),
    "moving, 47 hours": parcel("moving", last_event_at=ago(47)),
    "moving without a time": parcel("moving"),
    "moving, ordered long ago": parcel("moving", ordered_at=ago(900)),
    "moving, scanned in the future": parcel("moving", last_event_at=ago(-900)),
    "moving, its day is today": parcel("moving", expected_at=NOW.replace(hour=0), last_event_at=ago(1)),
    "moving, its day is today in China": parcel(
        "moving", expected_at=datetime(2026, 11, 18, tzinfo=CHINA), last_event_at=ago(1)
    ),
    "not shipped for a week": parcel("not_shipped", ordered_at=ago(170), last_event_at=ago(170)),
    "customs for weeks": parcel("customs", last_event_at=ago(900)),
    "delivered long ago, late": parcel("delivered", last_event_at=ago(900), expected_at=ago(900)),
    "returned": parcel("returned", last_event_at=ago(900)),
    "lost, and its day to come": parcel("lost", last_event_at=ago(1), expected_at=ago(-90)),
    "not collected": parcel("not_collected", last_event_at=ago(900)),
    "stalled by the record, scanned now": parcel("stalled", last_event_at=ago(0)),
}


@pytest.mark.parametrize(("record", "state"), BECOMES.values(), ids=BECOMES.keys())
def test_a_record_that_stays_as_it_is_becomes(record: Parcel, state: str) -> None:
    assert as_of(record, NOW, Parcels()).state == state
    assert state not in CALM_PARCEL_STATES


@pytest.mark.parametrize("record", STAYS.values(), ids=STAYS.keys())
def test_left_alone(record: Parcel) -> None:
    assert as_of(record, NOW, Parcels()).state == record.state


@pytest.mark.parametrize("state", PARCEL_STATES)
def test_a_clock_that_jumps_back_derives_nothing(state: str) -> None:
    record = parcel(state, last_event_at=ago(1), ordered_at=ago(2), expected_at=ago(-90))
    assert as_of(record, ago(9_000), Parcels()).state == state


@pytest.mark.parametrize("state", PARCEL_STATES)
def test_a_day_that_is_over_is_repeated_to_nobody_and_leaves_no_calm(state: str) -> None:
    now = as_of(parcel(state, expected_at=ago(24)), NOW, Parcels())
    assert now.expected_at is None
    assert now.state not in CALM_PARCEL_STATES


def test_days_to_come_stay_unless_the_parcel_is_lost_or_with_customs_for_too_long() -> None:
    tomorrow = ago(-24)

    def kept(state: str, scanned: datetime) -> bool:
        return as_of(parcel(state, expected_at=tomorrow, last_event_at=scanned), NOW, Parcels()).expected_at is not None

    assert kept("moving", ago(50))  # stalled, and may still come in time
    assert not kept("moving", ago(145))
    assert not kept("returned", ago(1))
    friday = datetime(2026, 11, 13, 9, tzinfo=UTC)  # NOW is a Wednesday, the third working day
    assert kept("customs", friday)
    assert not kept("customs", friday - timedelta(days=1))


def test_the_shop_sets_the_hours_and_nothing_else_of_the_record_changes() -> None:
    record = parcel("moving", last_event_at=ago(30))
    assert as_of(record, NOW, Parcels(stalled_hours=24)) == replace(record, state="stalled")
