"""When a record that does not change any more means that something is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from triage.settings.strict import STRICT


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcels:
    """Hours without a scan, counted around the clock: carriers scan at night and on Sundays; days are working days."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    ship_hours: float = 240.0  # ordered and still not sent: not collected either, whatever [shop] says
    ship_grace_days: int = 2  # working days beyond [shop] handling_days until that is so, too
    collect_hours: float = 72.0  # registered and not scanned for so long: not collected
    delivery_hours: float = 24.0  # out for delivery and not delivered: stalled
    stalled_hours: float = 48.0  # no scan: stalled, the customer is told
    stuck_hours: float = 72.0  # stuck, the carrier is asked
    lost_hours: float = 144.0  # lost: another 72 hours after that
    customs_days: int = 3  # with customs; then the expected day is no promise any more
