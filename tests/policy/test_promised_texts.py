"""Our own texts are heard as agents' mails are: a text promises the times that it names, and nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from tests.abuse.stage import shipped
from triage.labels import MARKETS, PARCEL_STATES
from triage.policy.calendars import calendar
from triage.policy.promises import promised
from triage.policy.render import parted, tidy
from triage.policy.slots import Shipment, Slots, signed
from triage.policy.texts import Text
from triage.policy.written import office_for, region_of, when
from triage.settings import Shop

SHOP = signed(Shop(name="Blue Teapot", website="https://teapot.example"))
SENT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
ANSWER, LATER = datetime(2026, 11, 23, 14, 0, tzinfo=UTC), datetime(2026, 11, 26, 14, 30, tzinfo=UTC)
ZONES = {"north_america": "America/New_York", "europe": "Europe/Berlin", "asia": "Asia/Singapore"}
TEXTS = [text for text in shipped().texts() if not text.template.startswith("_") and "answer.day" in text.named]


def customers(text: Text) -> Iterator[tuple[str, Slots]]:
    for market, state, order in product(MARKETS, (None, *PARCEL_STATES), ("A-10427", "")):
        region, zone = region_of(text.locale, market), ZoneInfo(ZONES[market])
        parcel = Shipment(state=state, carrier="DHL", tracking="LX123456785CN") if state else None
        yield market, Slots(
            name="Maria", order=order, market=market, parcel=parcel, answer=when(ANSWER, zone, region),
            later=when(LATER, zone, region), office=office_for(calendar(SHOP), ANSWER, zone, region), shop=SHOP,
        )  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=[text.name for text in TEXTS])
def test_a_text_promises_the_times_it_names(text: Text) -> None:
    bodies = {tidy(parted(text.filled(slots))[1]): (market, slots) for market, slots in customers(text)}
    for body, (market, slots) in bodies.items():
        times = ((slots.answer.day, ANSWER), (slots.later.day if slots.later else "", LATER))
        named = tuple(at for day, at in times if day in body)
        assert promised(body, text.locale, SENT, calendar(SHOP), ZoneInfo(ZONES[market])) == named, body


def test_texts_of_every_language_are_among_them() -> None:
    assert len(TEXTS) > 9 * 10
