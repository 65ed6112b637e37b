"""Days on which somebody is there: weekends, holidays, the season, the shop's own days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from triage.errors import ConfigError
from triage.policy.calendars import calendar, working_days
from triage.settings import Holidays, Season, Shop

CHRISTMAS, SUNDAY, WEDNESDAY = date(2026, 12, 25), date(2026, 11, 22), date(2026, 11, 18)
GERMAN, ENGLISH = Shop(country="DE"), Shop()

OPEN = {
    "an ordinary day": (GERMAN, Holidays(), WEDNESDAY),
    "no country, no holiday": (ENGLISH, Holidays(), CHRISTMAS),
    "a country that keeps other holidays": (Shop(country="JP"), Holidays(), CHRISTMAS),
    "public holidays are not kept": (GERMAN, Holidays(country="none"), CHRISTMAS),
    "open although it is a holiday": (GERMAN, Holidays(open=("2026-12-25",)), CHRISTMAS),
    "open on a Sunday": (GERMAN, Holidays(open=(date(2026, 11, 22),)), SUNDAY),
    "another state's holiday": (GERMAN, Holidays(subdivision="BE"), date(2027, 1, 6)),
    "the day after a closed week": (ENGLISH, Holidays(closed=("12-24 to 01-01",)), date(2027, 1, 4)),
    "another year's closed day": (ENGLISH, Holidays(closed=("2025-11-18",)), WEDNESDAY),
    "a shop without office days is always there": (Shop(office_days=(), country="DE"), Holidays(), CHRISTMAS),
}
CLOSED = {
    "a weekend": (ENGLISH, Holidays(), SUNDAY),
    "a public holiday": (GERMAN, Holidays(), CHRISTMAS),
    "a public holiday of another country than the shop's": (ENGLISH, Holidays(country="JP"), date(2026, 11, 23)),
    "a holiday of a state": (GERMAN, Holidays(subdivision="BY"), date(2027, 1, 6)),
    "a moving feast": (Shop(country="CN"), Holidays(), date(2026, 2, 17)),
    "a day of its own": (ENGLISH, Holidays(closed=("2026-11-18",)), WEDNESDAY),
    "the same day every year": (ENGLISH, Holidays(closed=("11-18",)), WEDNESDAY),
    "a week over New Year": (ENGLISH, Holidays(closed=("12-24 to 01-02",)), date(2027, 1, 1)),
    "a week before New Year": (ENGLISH, Holidays(closed=("12-24 to 01-02",)), date(2026, 12, 31)),
    "holidays once": (ENGLISH, Holidays(closed=("2026-11-16 to 2026-11-20",)), WEDNESDAY),
}


@pytest.mark.parametrize(("shop", "holidays", "day"), OPEN.values(), ids=OPEN.keys())
def test_open(shop, holidays, day):
    assert calendar(shop, holidays).is_open(day)


@pytest.mark.parametrize(("shop", "holidays", "day"), CLOSED.values(), ids=CLOSED.keys())
def test_closed(shop, holidays, day):
    assert not calendar(shop, holidays).is_open(day)


WRONG = {
    "9am": (Shop(office_opens="9am"), Holidays(), Season(), 'shop: "9am" is no time of day'),
    "25:00": (Shop(office_closes="25:00"), Holidays(), Season(), 'shop: "25:00" is no time of day'),
    "empty": (Shop(office_closes=""), Holidays(), Season(), 'shop: "" is no time of day'),
    "Sunday is 7": (Shop(office_days=(1, 7)), Holidays(), Season(), "office_days are 0 (Monday) to 6 (Sunday), not 7"),
    "season hours": (Shop(), Holidays(), Season(office_opens="early"), 'season: "early" is no time of day'),
    "no such day": (Shop(), Holidays(), Season(days=("11-31 to 12-05",)), 'season.days: "11-31 to 12-05" is no day'),
    "a name": (Shop(), Holidays(closed=("Christmas",)), Season(), '"Christmas" is no day; write "12-24"'),
    "half a year": (Shop(), Holidays(open=("12-24 to 2026-12-26",)), Season(), "holidays.open: "),
    "backwards": (Shop(), Holidays(open=("2026-12-26 to 2026-12-24",)), Season(), "holidays.open: "),
    "a country nobody knows": (
        Shop(country="XX"), Holidays(), Season(), 'are known for the country "XX"; write country = "none"',
    ),
    "a state's name": (GERMAN, Holidays(subdivision="BAY"), Season(), 'no subdivision "BAY"; did you mean "BY"?'),
    "a state of nowhere": (GERMAN, Holidays(subdivision="??"), Season(), "write one of BB, BE"),
}  # fmt: skip


@pytest.mark.parametrize(("shop", "holidays", "season", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_setting_is_one_line_that_says_what_to_write(shop, holidays, season, words):
    with pytest.raises(ConfigError) as told:
        calendar(shop, holidays, season)
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_office_time_between_two_moments():
    days = calendar(GERMAN, Holidays(closed=("2026-11-19",)))
    wednesday = datetime(2026, 11, 18, 16, tzinfo=UTC)
    assert days.open_between(wednesday, wednesday + timedelta(days=2)) == timedelta(hours=8)
    assert days.open_between(wednesday, wednesday - timedelta(days=2)) == timedelta()
    always = calendar(Shop(office_days=()))
    assert always.open_between(wednesday, wednesday + timedelta(days=2)) == timedelta(days=2)


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        (date(2026, 11, 18), date(2026, 11, 18), 0),
        (date(2026, 11, 18), date(2026, 11, 19), 1),
        (date(2026, 11, 21), date(2026, 11, 22), 0),
        (date(2026, 11, 18), date(2026, 12, 2), 10),
        (date(2026, 11, 18), date(2025, 11, 18), 0),
        (date(1, 1, 1), date(2026, 11, 18), 2644),
    ],
)
def test_working_days(after, until, days):
    assert working_days("", after, until) == days, "the last ten years or so are enough"


def test_working_days_of_the_customers_country():
    friday, tuesday = date(2026, 11, 20), date(2026, 11, 24)
    assert working_days("DE", friday, tuesday) == 2
    assert working_days("JP", friday, tuesday) == 1, "Monday is Labour Thanksgiving Day"
    assert working_days("XX", friday, tuesday) == 2, "what is not known is Monday to Friday"
    assert working_days("AE", date(2026, 11, 20), date(2026, 11, 22)) == 0
    assert working_days("DE", tuesday, friday) == 0


def test_a_holiday_week_is_told_from_the_evening_before_on() -> None:
    days = calendar(Shop(timezone="Europe/Berlin", country="DE"), Holidays(closed=("12-24 to 12-31",), tell_days=3))
    told = {
        datetime(2026, 12, 23, 10, tzinfo=UTC): None,  # somebody is there until the evening
        datetime(2026, 12, 23, 18, tzinfo=UTC): date(2027, 1, 4),  # New Year is a Friday
        datetime(2026, 12, 28, 10, tzinfo=UTC): date(2027, 1, 4),
        datetime(2027, 1, 2, 10, tzinfo=UTC): None,  # an ordinary weekend is left
        datetime(2026, 11, 20, 18, tzinfo=UTC): None,
    }
    assert {now: (at := days.back(now)) and at.astimezone(days.zone).date() for now in told} == told
    assert calendar(Shop(), Holidays(closed=("12-01 to 12-31",), tell_days=0)).back(min(told)) is None
