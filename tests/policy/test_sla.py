"""Clocks within office hours."""

from datetime import UTC, datetime, timedelta

import pytest

from triage.errors import ConfigError
from triage.policy.sla import due_at
from triage.settings import Shop

BERLIN = Shop(timezone="Europe/Berlin")


def utc(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


ROWS = {
    "within a day": (utc(18, 10), 2, Shop(), utc(18, 12)),
    "over night": (utc(18, 16), 2, Shop(), utc(19, 10)),
    "over the weekend": (utc(20, 16, 30), 1, Shop(), utc(23, 9, 30)),
    "before opening": (utc(18, 3), 1, Shop(), utc(18, 10)),
    "on a Sunday": (utc(22, 12), 8, Shop(), utc(23, 17)),
    "exactly at closing": (utc(18, 17), 1, Shop(), utc(19, 10)),
    "several days": (utc(16, 9), 24, Shop(), utc(18, 17)),
    "no hours left to count": (utc(22, 12), 0, Shop(), utc(23, 9)),
    "another zone": (utc(18, 7), 1, BERLIN, utc(18, 9)),
    "Saturday shop": (utc(21, 10), 1, Shop(office_days=(5,)), utc(21, 11)),
    "open until midnight": (utc(18, 22), 1, Shop(office_closes="24:00"), utc(18, 23)),
    "never open": (utc(22, 12), 3, Shop(office_days=()), utc(22, 15)),
    "closes before it opens": (utc(22, 12), 3, Shop(office_opens="22:00", office_closes="06:00"), utc(22, 15)),
}


@pytest.mark.parametrize(("start", "hours", "shop", "due"), ROWS.values(), ids=ROWS.keys())
def test_due(start, hours, shop, due):
    assert due_at(start, hours, shop) == due


def test_around_the_clock():
    assert due_at(utc(22, 23), 2, Shop(), around_the_clock=True) == utc(23, 1)


def test_summer_time_moves_the_office_not_the_customer():
    friday = utc(23, 15, month=10)  # Berlin leaves summer time on Sunday, 25 October
    assert due_at(friday, 1, BERLIN) == utc(26, 9, month=10)
    assert due_at(friday - timedelta(days=7), 1, BERLIN) == utc(19, 8, month=10)


def test_a_century_of_hours_ends():
    assert due_at(utc(18, 10), 1e9, Shop()) > utc(18, 10)


@pytest.mark.parametrize("wrong", ["9am", "25:00", "09:60", ""])
def test_a_wrong_time_says_so(wrong):
    with pytest.raises(ConfigError, match="no time of day"):
        due_at(utc(18, 10), 1, Shop(office_opens=wrong))
