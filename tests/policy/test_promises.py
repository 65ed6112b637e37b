"""Times that agents promise: what is one, in eight languages, and what is none."""

import time as stopwatch
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy import promise_talk, promise_texts
from triage.labels import LANGUAGES
from triage.policy.calendars import calendar
from triage.policy.promises import promised
from triage.settings import Holidays, Shop

SENT = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # a Wednesday
DAYS = calendar(Shop())
CATCHES = {one: rows | promise_talk.CATCHES[one] for one, rows in promise_texts.CATCHES.items()}
LEAVES_ALONE = {one: (*rows, *promise_talk.LEAVES_ALONE[one]) for one, rows in promise_texts.LEAVES_ALONE.items()}
PIECES = [text for texts in CATCHES.values() for text in texts] + [
    text for texts in LEAVES_ALONE.values() for text in texts
]


def at(written: str) -> datetime:
    day, _, clock = written.partition(" ")
    return datetime.combine(datetime(2026, 11, int(day)), time.fromisoformat(clock or "23:59"), UTC)


@pytest.mark.parametrize(
    ("language", "text", "due"),
    [(language, text, due) for language, rows in CATCHES.items() for text, due in rows.items()],
)
def test_a_promise_is_caught(language, text, due):
    assert promised(text, language, SENT, DAYS) == (at(due),)


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in LEAVES_ALONE.items() for text in texts]
)
def test_what_is_no_promise_is_left_alone(language, text):
    assert promised(text, language, SENT, DAYS) == ()


def test_every_language_has_its_rows():
    assert all(len(CATCHES[language]) >= 16 and len(LEAVES_ALONE[language]) >= 16 for language in LANGUAGES)


@pytest.mark.parametrize("language", ["", "nl", "de-AT", "DE"])
def test_a_language_that_is_not_known_is_tried_in_all(language):
    assert promised("Wir melden uns innerhalb von 24 Stunden bei Ihnen.", language, SENT, DAYS) == (at("19 15:00"),)


def test_two_sentences_promise_two_times_in_order():
    text = (
        "Hello Ann,\n\nwe will refund you by Friday.\nI will also check the photos\ntoday and write to you tomorrow.\n"
    )
    assert promised(text, "en", SENT, DAYS) == (at("18"), at("19"), at("20"))


def test_a_time_in_brackets_is_told_by_the_customers_clock_and_others_by_the_shops():
    shop, customer = calendar(Shop(timezone="Europe/Berlin")), ZoneInfo("America/New_York")
    texts = "We will write by Friday, 10:00 AM (Eastern Time).", "We will write by Friday at 10 am."
    assert promised(texts[0], "en", SENT, shop, customer) == (at("20 15:00"),)
    assert promised(texts[1], "en", SENT, shop, customer) == (at("20 09:00"),)


@pytest.mark.parametrize(
    ("clock", "hour"), [("a las 9:00\xa0a.m.", 14), ("a la 1:00\xa0p.m.", 18), ("a las 13:00", 18)]
)
def test_a_zone_in_brackets_is_seen_behind_a_spanish_time_of_day(clock: str, hour: int) -> None:
    text = f"Una persona de nuestro equipo le escribirá a más tardar el lunes 23 de noviembre, {clock} (hora oriental)."
    sent = datetime(2026, 11, 20, 15, tzinfo=UTC)
    found = promised(text, "es", sent, calendar(Shop()), ZoneInfo("America/New_York"))
    assert found == (datetime(2026, 11, 23, hour, tzinfo=UTC),)


def test_days_end_by_the_shops_clock():
    shop = calendar(Shop(timezone="Asia/Shanghai"))
    late = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)  # Thursday in Shanghai
    assert promised("明天给您答复。", "zh", late, shop) == (datetime(2026, 11, 20, 15, 59, tzinfo=UTC),)


def test_working_days_skip_weekends_and_holidays():
    shop = calendar(Shop(country="DE"), Holidays(closed=("12-24 to 01-01",)))
    sent = datetime(2026, 12, 23, 15, 0, tzinfo=UTC)
    for text in ("We will reply within two business days.", "We will answer within 48 hours on working days."):
        assert [due.date().isoformat() for due in promised(text, "en", sent, shop)] == ["2027-01-05"]
    assert promised("We will reply within 24 business hours.", "en", SENT, DAYS) == (at("23 15:00"),)


def test_what_is_past_or_far_ahead_is_no_promise():
    for text in ("We will write about your order of 12 November.", "We will write to you on 1 March 2027."):
        assert promised(text, "en", SENT, DAYS) == ()


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=6), st.sampled_from([*LANGUAGES, ""])
)
def test_any_text_is_read_and_nothing_is_promised_for_the_past(pieces, language):
    found = promised("\n".join(pieces), language, SENT, DAYS)
    assert list(found) == sorted(set(found))
    assert all(due > SENT and due.utcoffset() is not None for due in found)


@pytest.mark.parametrize(
    "piece", ["we will ", "wir werden und ", "如果我们会", "24 hours within ", "(", "by 1.1.", "a person "]
)
def test_a_long_text_without_an_end_is_read_quickly(piece):
    begin = stopwatch.perf_counter()
    promised(piece * 20_000, "", SENT, DAYS)
    assert stopwatch.perf_counter() - begin < 5
