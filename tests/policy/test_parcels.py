"""What a record means today: two tables, and clocks that lie."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.policy.cases import NOW
from triage.domain import Parcel
from triage.labels import CALM_PARCEL_STATES, PARCEL_STATES
from triage.policy.parcels import as_of
from triage.settings import Parcels, Shop

CHINA = timezone(timedelta(hours=8))
SHOP = Shop()  # handling 1-2, delivery 7-15 working days


def ago(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


def parcel(state: str, **more: datetime | None) -> Parcel:
    return Parcel(order="1", email="a@b.example", state=state, **more)  # type: ignore[arg-type]


def weekdays(days: int) -> datetime:
    """So many working days before NOW, a Wednesday, where no holiday is known."""
    day = NOW
    while days:
        day -= timedelta(days=1)
        days -= day.weekday() < 5
    return day


BECOMES = {
    "label without a scan": (parcel("label_only", last_event_at=ago(72)), "not_collected"),
    "label, only the order's day known": (parcel("label_only", ordered_at=ago(90)), "not_collected"),
    "moving, 48 hours": (parcel("moving", last_event_at=ago(48)), "stalled"),
    "moving, 72 hours": (parcel("moving", last_event_at=ago(72)), "stuck"),
    "moving, 144 hours": (parcel("moving", last_event_at=ago(144)), "lost"),
    "out for delivery for a day": (parcel("out_for_delivery", last_event_at=ago(24)), "stalled"),
    "out for delivery for three days": (parcel("out_for_delivery", last_event_at=ago(72)), "stuck"),
    "a record that calls it stalled": (parcel("stalled", last_event_at=ago(73)), "stuck"),
    "a record that calls it stuck": (parcel("stuck", last_event_at=ago(200)), "lost"),
    "moving, its day is over": (parcel("moving", expected_at=ago(24), last_event_at=ago(2)), "late"),
    "not shipped, its day is over": (parcel("not_shipped", expected_at=ago(24)), "not_collected"),
    "label, its day is over": (parcel("label_only", expected_at=ago(24), last_event_at=ago(2)), "not_collected"),
    "nothing known but a day that is over": (parcel("unknown", expected_at=ago(24)), "late"),
    "late, and not scanned either": (parcel("moving", expected_at=ago(24), last_event_at=ago(49)), "stalled"),
    "not shipped for weeks": (parcel("not_shipped", ordered_at=ago(900)), "not_collected"),
    "moving without a scan, beyond the usual time": (parcel("moving", ordered_at=weekdays(18)), "late"),
    "moving and scanned, beyond the usual time": (
        parcel("moving", ordered_at=ago(1_440), last_event_at=ago(5)),
        "late",
    ),
    "out for delivery, ordered long ago": (parcel("out_for_delivery", ordered_at=ago(1_440)), "late"),
    "label, beyond the usual time": (parcel("label_only", ordered_at=ago(720), last_event_at=ago(2)), "not_collected"),
    "nothing known, beyond the usual time": (parcel("unknown", ordered_at=ago(1_440)), "late"),
    "beyond the usual time, a scan far in the future": (
        parcel("moving", ordered_at=ago(1_440), last_event_at=ago(-900)),
        "late",
    ),
    "not shipped, two days beyond the handling": (parcel("not_shipped", ordered_at=weekdays(5)), "not_collected"),
    "the worse of both": (parcel("moving", expected_at=ago(24), last_event_at=ago(80)), "stuck"),
}
STAYS = {
    "label, scanned yesterday": parcel("label_only", last_event_at=ago(71)),
    "label without a time": parcel("label_only"),
    "moving, 47 hours": parcel("moving", last_event_at=ago(47)),
    "moving without a time": parcel("moving"),
    "moving, within the usual time": parcel("moving", ordered_at=weekdays(17)),
    "moving, ordered long ago, and a day to come": parcel("moving", ordered_at=ago(1_440), expected_at=ago(-24)),
    "moving, scanned in the future": parcel("moving", last_event_at=ago(-900)),
    "moving, ordered in the future": parcel("moving", ordered_at=ago(-900)),
    "out for delivery since this morning": parcel("out_for_delivery", last_event_at=ago(23)),
    "out for delivery without a time": parcel("out_for_delivery"),
    "delivered long ago, ordered long ago": parcel("delivered", ordered_at=ago(9_000)),
    "moving, its day is today": parcel("moving", expected_at=NOW.replace(hour=0), last_event_at=ago(1)),
    "moving, its day is today in China": parcel(
        "moving", expected_at=datetime(2026, 11, 18, tzinfo=CHINA), last_event_at=ago(1)
    ),
    "not shipped, a day of grace left": parcel("not_shipped", ordered_at=weekdays(4), last_event_at=ago(170)),
    "not shipped, and nobody knows since when": parcel("not_shipped"),
    "customs for weeks": parcel("customs", last_event_at=ago(900)),
    "delivered long ago, late": parcel("delivered", last_event_at=ago(900), expected_at=ago(900)),
    "returned": parcel("returned", last_event_at=ago(900)),
    "lost, and its day to come": parcel("lost", last_event_at=ago(1), expected_at=ago(-90)),
    "not collected": parcel("not_collected", last_event_at=ago(900)),
    "stalled by the record, scanned now": parcel("stalled", last_event_at=ago(0)),
}


@pytest.mark.parametrize(("record", "state"), BECOMES.values(), ids=BECOMES.keys())
def test_a_record_that_stays_as_it_is_becomes(record: Parcel, state: str) -> None:
    assert as_of(record, NOW, Parcels(), SHOP).state == state
    assert state not in CALM_PARCEL_STATES


@pytest.mark.parametrize("record", STAYS.values(), ids=STAYS.keys())
def test_left_alone(record: Parcel) -> None:
    assert as_of(record, NOW, Parcels(), SHOP).state == record.state


@pytest.mark.parametrize("state", PARCEL_STATES)
def test_a_clock_that_jumps_back_derives_nothing(state: str) -> None:
    record = parcel(state, last_event_at=ago(1), ordered_at=ago(2), expected_at=ago(-90))
    assert as_of(record, ago(9_000), Parcels(), SHOP).state == state


@pytest.mark.parametrize("state", PARCEL_STATES)
def test_a_day_that_is_over_is_repeated_to_nobody_and_leaves_no_calm(state: str) -> None:
    now = as_of(parcel(state, expected_at=ago(24)), NOW, Parcels(), SHOP)
    assert now.expected_at is None
    assert now.state not in CALM_PARCEL_STATES


def test_days_to_come_stay_unless_the_parcel_is_lost_or_with_customs_for_too_long() -> None:
    tomorrow = ago(-24)

    def kept(state: str, scanned: datetime) -> bool:
        return (
            as_of(parcel(state, expected_at=tomorrow, last_event_at=scanned), NOW, Parcels(), SHOP).expected_at
            is not None
        )

    assert kept("moving", ago(50))  # stalled, and may still come in time
    assert not kept("moving", ago(145))
    assert not kept("returned", ago(1))
    friday = datetime(2026, 11, 13, 9, tzinfo=UTC)  # NOW is a Wednesday, the third working day
    assert kept("customs", friday)
    assert not kept("customs", friday - timedelta(days=1))


def test_the_shop_sets_the_hours_and_nothing_else_of_the_record_changes() -> None:
    record = parcel("moving", last_event_at=ago(30))
    assert as_of(record, NOW, Parcels(stalled_hours=24), SHOP) == replace(record, state="stalled")


def test_the_shops_own_words_for_the_usual_time_are_counted() -> None:
    slow = Shop(handling_days="3 to 5", shipping_days="20 to 30")

    def state(record: Parcel, thresholds: Parcels) -> str:
        return as_of(record, NOW, thresholds, slow).state

    assert state(parcel("moving", ordered_at=weekdays(35)), Parcels()) == "moving"
    assert state(parcel("moving", ordered_at=weekdays(36)), Parcels()) == "late"
    assert state(parcel("not_shipped", ordered_at=weekdays(6)), Parcels(ship_grace_days=1)) == "not_shipped"
    assert state(parcel("not_shipped", ordered_at=weekdays(7)), Parcels(ship_grace_days=1)) == "not_collected"
    assert state(parcel("not_shipped", ordered_at=ago(100)), Parcels(ship_hours=100)) == "not_collected"


UNDATED = {
    "moving": parcel("moving"),
    "moving, its only scan far in the future": parcel("moving", last_event_at=ago(-25)),
    "moving, ordered far in the future": parcel("moving", ordered_at=ago(-25)),
    "out for delivery, since when is not said": parcel("out_for_delivery", ordered_at=ago(48)),
    "registered": parcel("label_only"),
    "not shipped, and scanned for whatever reason": parcel("not_shipped", last_event_at=ago(2)),
}
DATED = {
    "moving, scanned": parcel("moving", last_event_at=ago(2)),
    "moving, ordered": parcel("moving", ordered_at=ago(48)),
    "moving, a day to come": parcel("moving", expected_at=ago(-48)),
    "moving, scanned by a clock that is ahead": parcel("moving", last_event_at=ago(-8)),
    "out for delivery, scanned": parcel("out_for_delivery", last_event_at=ago(2)),
    "registered, ordered": parcel("label_only", ordered_at=ago(2)),
    "not shipped, ordered": parcel("not_shipped", ordered_at=ago(2)),
    "delivered": parcel("delivered"),
    "lost": parcel("lost"),
    "nothing known": parcel("unknown"),
}


@pytest.mark.parametrize("record", UNDATED.values(), ids=UNDATED.keys())
def test_a_calm_state_that_no_day_ends_is_undated(record: Parcel) -> None:
    now = as_of(record, NOW, Parcels(), SHOP)
    assert now.undated
    assert now.state in CALM_PARCEL_STATES  # what the record says stays said; a person looks


@pytest.mark.parametrize("record", DATED.values(), ids=DATED.keys())
def test_what_ends_by_itself_or_is_no_calm_is_not(record: Parcel) -> None:
    assert not as_of(record, NOW, Parcels(), SHOP).undated


@pytest.mark.parametrize(("hours", "told"), [(1, True), (0, True), (-1, False), (-900, False)])
def test_a_scan_in_the_future_is_told_to_nobody(hours: float, told: bool) -> None:
    scanned = ago(hours)
    now = as_of(parcel("moving", last_event_at=scanned, ordered_at=ago(48)), NOW, Parcels(), SHOP)
    assert now.last_event_at == (scanned if told else None)


@pytest.mark.parametrize(("days", "told"), [(60, True), (61, False), (400, False)])
def test_a_day_months_ahead_is_told_to_nobody_and_dates_nothing(days: int, told: bool) -> None:
    record = parcel("moving", last_event_at=ago(5), expected_at=NOW + timedelta(days=days))
    now = as_of(record, NOW, Parcels(), SHOP)
    assert (now.expected_at is not None, now.undated, now.state) == (told, not told, "moving")
