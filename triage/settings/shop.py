"""Who the customer is writing to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from triage.settings.strict import STRICT


@dataclass(frozen=True, kw_only=True, slots=True)
class Shop:
    """Who the customer is writing to; these words appear in replies."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    name: str = "Our shop"
    team: str = ""  # how replies are signed; empty: the shop's name
    website: str = ""
    timezone: str = "UTC"  # IANA name; office hours are in it
    country: str = ""  # ISO 3166 code, such as "DE": how phone numbers and dates without a country are read
    office_days: tuple[int, ...] = (0, 1, 2, 3, 4)  # Monday is 0; none ("always" in the file): open day and night
    office_opens: str = "09:00"
    office_closes: str = "17:00"
    answer_hours: int = 24  # a person answers within so many hours; named in replies
    shipping_days: str = "7-15"  # usual delivery time in working days; named in replies, and after it a parcel is late
    handling_days: str = "1-2"  # working days from order to dispatch; named in replies
    return_days: int = 30  # the shop's return window; named in replies
    refund_days: str = "5-10"  # working days that banks need for a refund; named in replies
