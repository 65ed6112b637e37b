"""What a parcel's record means today."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from triage.domain import Parcel

_ON_ITS_WAY = frozenset({"not_shipped", "label_only", "moving", "out_for_delivery"})


def as_of(parcel: Parcel, now: datetime) -> Parcel:
    """The parcel as it stands now: one that should have arrived is stalled, and its old date is no promise any more.

    >>> from datetime import UTC
    >>> due = datetime(2026, 11, 17, tzinfo=UTC)
    >>> late = Parcel(order="1", email="a@b.example", state="moving", expected_at=due)
    >>> as_of(late, datetime(2026, 11, 20, tzinfo=UTC)).state, as_of(late, datetime(2026, 11, 16, tzinfo=UTC)).state
    ('stalled', 'moving')
    """
    if parcel.state not in _ON_ITS_WAY or parcel.expected_at is None or parcel.expected_at >= now:
        return parcel
    return replace(parcel, state="stalled", expected_at=None)
