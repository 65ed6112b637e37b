"""Service clocks: by when what happens, and what waiting does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.domain import Case, CaseState
from triage.policy.calendars import calendar
from triage.policy.clock_faults import faults, hidden, nobody_there, slow
from triage.policy.clocks import clock_for, deadlines, due_at, lifted, next_update, raised, standing
from triage.settings import (
    DEFAULT_CLOCKS,
    DEFAULT_QUEUES,
    ClockRule,
    Holidays,
    Policy,
    QueueRule,
    Season,
    Shop,
    Waiting,
)

BERLIN, NIGHT = Shop(timezone="Europe/Berlin"), Shop(office_opens="22:00", office_closes="06:00")
EVERY_DAY = tuple(range(7))
ALL_DAY = Shop(office_days=EVERY_DAY, office_opens="00:00", office_closes="24:00")


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
    "less than nothing": (utc(22, 12), -5, Shop(), utc(23, 9)),
    "another zone": (utc(18, 7), 1, BERLIN, utc(18, 9)),
    "Saturday shop": (utc(21, 10), 1, Shop(office_days=(5,)), utc(21, 11)),
    "open until midnight": (utc(18, 22), 1, Shop(office_closes="24:00"), utc(18, 23)),
    "never open": (utc(22, 12), 3, Shop(office_days=()), utc(22, 15)),
    "a night shift": (utc(18, 23), 3, NIGHT, utc(19, 2)),
    "after midnight in a night shift": (utc(19, 2), 3, NIGHT, utc(19, 5)),
    "from a night shift to the next": (utc(19, 5), 3, NIGHT, utc(20, 0)),
    "Friday's shift ends on Saturday": (utc(21, 5), 3, NIGHT, utc(24, 0)),
    "day and night": (utc(21, 23), 26, ALL_DAY, utc(23, 1)),
    "opens when it closes": (utc(18, 10), 24, Shop(office_opens="09:00", office_closes="09:00"), utc(19, 10)),
}


@pytest.mark.parametrize(("start", "hours", "shop", "due"), ROWS.values(), ids=ROWS.keys())
def test_due(start, hours, shop, due):
    assert due_at(start, hours, calendar(shop)) == due


def test_around_the_clock():
    assert due_at(utc(22, 23), 2, calendar(Shop()), around_the_clock=True) == utc(23, 1)


def test_holidays_and_closed_weeks_are_no_office_time():
    german = calendar(Shop(country="DE"))
    assert due_at(utc(24, 16, month=12), 2, german) == utc(28, 10, month=12)
    closed = calendar(Shop(country="DE"), Holidays(closed=("12-24 to 01-01",)))
    assert due_at(utc(23, 16, month=12), 2, closed) == datetime(2027, 1, 4, 10, tzinfo=UTC)


def test_summer_time_moves_the_office_not_the_customer():
    friday, days = utc(23, 15, month=10), calendar(BERLIN)  # Berlin leaves summer time on Sunday, 25 October
    assert due_at(friday, 1, days) == utc(26, 9, month=10)
    assert due_at(friday - timedelta(days=7), 1, days) == utc(19, 8, month=10)


def test_an_hour_that_is_left_out_or_comes_twice():
    sunday = calendar(replace(BERLIN, office_days=(6,), office_opens="01:00", office_closes="04:00"))
    assert due_at(utc(28, 22, month=3), 2, sunday) == utc(29, 2, month=3), "03:00 became 04:00: two hours, not three"
    assert due_at(utc(24, 22, month=10), 4, sunday) == utc(25, 3, month=10), "from 01:00 to 04:00 there were four"


def test_a_century_of_hours_ends_within_office_hours():
    assert due_at(utc(18, 10), 1e9, calendar(Shop())).hour == 17


def test_the_season_has_its_own_hours():
    days = calendar(Shop(), Holidays(), Season(days=("11-15 to 01-05",), office_days=EVERY_DAY, office_closes="21:00"))
    assert due_at(utc(21, 16), 4, days) == utc(21, 20)
    assert due_at(utc(7, 16), 4, days) == utc(9, 13)


shops = st.builds(
    Shop,
    timezone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"]),
    country=st.sampled_from(["", "DE", "US", "CN"]),
    office_days=st.sets(st.integers(0, 6), min_size=1).map(tuple),
    office_opens=st.sampled_from(["00:00", "02:30", "09:00", "22:00"]),
    office_closes=st.sampled_from(["02:45", "06:00", "17:00", "24:00"]),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@settings(deadline=None, max_examples=60)
@given(shop=shops, start=moments, hours=st.floats(0, 60), more=st.floats(0, 30))
def test_the_due_time_is_never_before_monotone_and_in_office_hours(shop, start, hours, more):
    days = calendar(shop, Holidays(closed=("08-01 to 08-20",)))
    due = due_at(start, hours, days)
    assert start <= due <= due_at(start, hours + more, days)
    assert any(opens <= due <= closes for opens, closes in _until(days, start, due))
    assert abs(days.open_between(start, due) - timedelta(hours=hours)) < timedelta(milliseconds=1)


def _until(days, start, due):
    for opens, closes in days.windows(start):
        if opens > due:
            return
        yield opens, closes


# --- which clock ------------------------------------------------------------------------------------------------------
PICKS = {
    "critical": ({"queue": "Urgent", "customer": "vip", "urgency": "critical"}, "critical"),
    "a customer with an open dispute": ({"queue": "Logistics", "customer": "dispute"}, "dispute"),
    "a queue": ({"queue": "Disputes", "customer": "new"}, "dispute queue"),
    "a marketplace": ({"queue": "Logistics", "customer": "marketplace", "channel": "amazon"}, "marketplace"),
    "vip": ({"queue": "Logistics", "customer": "vip", "urgency": "low"}, "vip"),
    "everybody else": ({"queue": "Logistics", "customer": "new"}, "ordinary"),
    "named by the matrix": ({"queue": "Logistics", "customer": "new", "named": "vip"}, "vip"),
    "a name that is none": ({"queue": "Logistics", "customer": "new", "named": "nobody"}, "ordinary"),
}


@pytest.mark.parametrize(("seen", "name"), PICKS.values(), ids=PICKS.keys())
def test_the_first_row_that_fits_wins(seen, name):
    assert clock_for(DEFAULT_CLOCKS, **seen).name == name


def test_a_channel_is_told_in_small_letters_and_no_row_is_no_clock():
    rows = (ClockRule(name="amazon", channels=("amazon",)),)
    assert clock_for(rows, queue="Other", channel="Amazon") == rows[0]
    assert clock_for(rows, queue="Other", channel="ebay") is None


QUEUE = QueueRule(name="Logistics", hours=8)
FRIDAY = utc(20, 16, 30)


def named(customer="new", urgency="normal", now=FRIDAY, queue=QUEUE, **more):
    return deadlines(Policy(**more), queue=queue, customer=customer, urgency=urgency, now=now)


def test_ordinary_mail_waits_for_the_queues_hours():
    made = named()
    assert (made.answer, made.due) == (utc(23, 16, 30), utc(23, 16, 30))
    assert made.update == utc(26, 16, 30), "three days after the answer"


def test_critical_mail_is_answered_at_night():
    made = named(urgency="critical", now=utc(21, 23))
    assert (made.answer, made.due, made.update) == (utc(22, 0), utc(22, 0), utc(22, 12))


def test_a_platforms_limit_is_kept_before_the_weekend_and_not_told_to_the_customer():
    made = named("marketplace")
    assert (made.answer, made.due) == (utc(23, 16, 30), utc(20, 17))
    assert named("marketplace", now=utc(21, 10)).due == utc(22, 10), (
        "nobody is there before the limit: the limit itself"
    )
    assert named("dispute", now=utc(18, 10)).due == utc(18, 12), "in time anyway"


def test_the_next_update_falls_into_office_hours():
    days = calendar(Shop())
    assert next_update(utc(18, 16), ClockRule(name="x", update_hours=12), days) == utc(19, 9)
    assert next_update(utc(18, 16), ClockRule(name="x", update_hours=12, around_the_clock=True), days) == utc(19, 4)


def test_a_season_lengthens_what_is_short_but_no_clock_of_its_own():
    season, quick = Season(days=("11-15 to 01-05",)), QueueRule(name="Presales", hours=2)
    morning = utc(18, 9)
    assert named(now=morning, queue=quick, season=season).answer == utc(18, 13)
    assert named(now=utc(4, 9), queue=quick, season=season).answer == utc(4, 11), "out of season"
    assert named(now=morning, season=season).answer == utc(18, 17), "eight hours stay eight"
    assert named("vip", now=morning, season=season).answer == utc(18, 11)


def test_without_a_fitting_row_the_queue_decides():
    made = named(clocks=())
    assert (made.answer, made.due, made.update) == (utc(23, 16, 30), utc(23, 16, 30), utc(26, 16, 30))


@settings(deadline=None, max_examples=40)
@given(shop=shops, now=moments, customer=st.sampled_from(["dispute", "marketplace", "vip", "new"]))
def test_deadlines_are_in_order(shop, now, customer):
    made = named(customer, now=now, shop=shop)
    assert now <= made.due <= made.answer < made.update


def test_the_shipped_tables_keep_what_replies_say():
    assert list(slow(Policy())) == []
    assert list(hidden(DEFAULT_CLOCKS)) == []


def test_a_clock_that_is_slower_than_replies_say_is_told():
    slow_queue = Policy(queues=(*DEFAULT_QUEUES[:-1], QueueRule(name="Other", hours=24)))
    assert list(slow(slow_queue)) == [
        'queue "Other": its first answer may take 72 hours, replies say 24 ([shop] answer_hours)'
    ]
    clocks = (ClockRule(name="slow", answer_hours=30, around_the_clock=True),)
    assert "30 hours" in next(slow(Policy(clocks=clocks)))


def test_a_row_that_never_counts_is_found():
    rows = (
        ClockRule(name="vips", customers=("vip", "returning")),
        ClockRule(name="amazon vips", customers=("vip",), channels=("amazon",)),
        ClockRule(name="amazon", channels=("amazon",)),
        ClockRule(name="all"),
        ClockRule(name="late", urgencies=("high",)),
    )
    assert list(hidden(rows)) == [("amazon vips", "vips"), ("late", "all")]


def test_every_fault_of_the_tables_is_told():
    rows = (
        ClockRule(name="a", queues=("Disput",), urgencies=("hihg",), channels=("Amazon",), answer_hours=0),
        ClockRule(name="a", customers=("vip",), update_hours=float("nan")),
        ClockRule(name="dispute queue", queues=("Disputes",), answer_hours=2, update_hours=12, limit_hours=48),
    )
    queues = (QueueRule(name="Dispute"), QueueRule(name="Late", hours=-1))
    assert list(faults(rows, queues, Season(answer_hours=-1), Waiting(raise_after=(0.5,)))) == [
        'clock: "a": unknown queue "Disput"; did you mean "Dispute"?',
        'clock: "a": unknown urgency "hihg"; did you mean "high"?',
        'clock: "a": channels are written in small letters: "amazon"',
        'clock: "a": answer_hours is 0; it must be above 0 and at most 8760',
        'clock: "a": update_hours is nan; it must be above 0 and at most 8760',
        'clock: two clocks have the name "a"',
        'queue: "Late": hours must be 0 to 8760',
        "season: answer_hours must be 0 to 8760",
        "waiting: soon_hours and mails must not be below 0, raise_after not below 1",
    ], "a shipped row whose queue is gone is no fault"
    assert list(faults(DEFAULT_CLOCKS, DEFAULT_QUEUES, Season(), Waiting())) == []


CLOSED = {  # from Monday 23 November on
    "for a year": (Holidays(closed=("01-01 to 12-31",)), Season(), "nobody is there at all"),
    "until spring": (Holidays(closed=("11-20 to 03-01",)), Season(), "nobody is there before 2027-03-02"),
    "a season on days that are holidays": (
        Holidays(closed=("2026-11-23", "2026-11-24 to 2027-02-14")),
        Season(days=("11-01 to 02-28",)),
        "before 2027-02-15",
    ),
}
OPEN = {
    "the usual week": (Holidays(), Season()),
    "two months": (Holidays(closed=("11-20 to 01-20",)), Season()),
    "one day in between": (Holidays(closed=("01-01 to 12-31",), open=("2026-12-31",)), Season()),
}


@pytest.mark.parametrize(("holidays", "season", "words"), CLOSED.values(), ids=CLOSED.keys())
def test_weeks_without_anybody_are_told(holidays, season, words):
    (line,) = nobody_there(Policy(holidays=holidays, season=season), utc(23, 9))
    assert words in line


@pytest.mark.parametrize(("holidays", "season"), OPEN.values(), ids=OPEN.keys())
def test_an_office_that_opens_soon_is_left_alone(holidays, season):
    assert list(nobody_there(Policy(holidays=holidays, season=season), utc(23, 9))) == []


# --- cases that wait --------------------------------------------------------------------------------------------------
WAITING, DAYS = Waiting(), calendar(Shop())
CASE = Case(
    id="a" * 64, mailbox="support", state=CaseState.OPEN, intent="order_status", urgency="low", language="en",
    queue="Logistics", opened_at=utc(18, 9), customer_at=utc(18, 9), last_mail="a" * 64, due=utc(18, 17),
)  # fmt: skip


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        (utc(20, 15, 30), "fine"), (utc(20, 16, 45), "soon"), (utc(22, 12), "soon"), (utc(23, 9, 30), "soon"),
        (utc(23, 9, 31), "overdue"),
    ],
)  # fmt: skip
def test_what_is_due_on_monday_morning_is_soon_on_friday(now, stands):
    assert standing(utc(23, 9, 30), now, WAITING, DAYS) == stands


def test_without_a_calendar_every_hour_counts():
    assert standing(utc(23, 9, 30), utc(22, 12), WAITING) == "fine"
    assert standing(utc(23, 9, 30), utc(23, 9), WAITING) == "soon"


RAISED = {
    "in time": (CASE, utc(18, 16), (0, "low")),
    "overdue": (CASE, utc(18, 17, 1), (1, "normal")),
    "overdue over night": (CASE, utc(19, 16), (1, "normal")),
    "twice the time": (CASE, utc(19, 17), (2, "high")),
    "never beyond high": (replace(CASE, urgency="high"), utc(26, 9), (2, "high")),
    "critical stays": (replace(CASE, urgency="critical"), utc(26, 9), (2, "critical")),
    "counted before": (replace(CASE, urgency="normal", raised=1), utc(19, 17), (2, "high")),
    "counted before and nothing new": (replace(CASE, urgency="normal", raised=1), utc(18, 18), (1, "normal")),
    "a second mail": (replace(CASE, mails=2, unasked=2), utc(18, 10), (1, "normal")),
    "a second mail that was asked for": (replace(CASE, mails=2), utc(18, 10), (0, "low")),
    "a second mail and late": (replace(CASE, mails=2, unasked=2, urgency="normal"), utc(18, 18), (2, "high")),
    "a second mail that a person has answered": (
        replace(CASE, mails=2, unasked=2, agent_at=utc(18, 9)),
        utc(18, 10),
        (0, "low"),
    ),
    "it is the customer's turn": (replace(CASE, state=CaseState.WAITING), utc(26, 9), (0, "low")),
    "nobody is owed": (replace(CASE, due=None), utc(26, 9), (0, "low")),
    "a clock that jumped back": (CASE, utc(1, 9), (0, "low")),
}


@pytest.mark.parametrize(("case", "now", "made"), RAISED.values(), ids=RAISED.keys())
def test_waiting_raises(case, now, made):
    assert raised(case, now, WAITING, DAYS) == made


def test_a_clock_that_ran_at_night_counts_the_hours_of_the_day():
    night = replace(CASE, opened_at=utc(18, 1), customer_at=utc(18, 1), due=utc(18, 2))
    assert raised(night, utc(18, 2, 30), WAITING, DAYS)[0] == 1
    assert raised(night, utc(18, 3), WAITING, DAYS)[0] == 2


def test_steps_are_settings():
    late = utc(26, 9)
    assert raised(CASE, late, Waiting(raise_after=()), DAYS) == (0, "low")
    assert raised(replace(CASE, mails=9, unasked=9), utc(18, 10), Waiting(mails=0), DAYS) == (0, "low")
    assert lifted("low", 0) == "low"
