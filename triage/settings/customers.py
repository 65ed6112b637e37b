"""Which customers are told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from triage.settings.strict import STRICT


@dataclass(frozen=True, kw_only=True, slots=True)
class Customers:
    """From which sums on a person writes. Orders in a currency without a rate are left out.

    Where every order is in one other currency and there are no rates, the sums count as that one (policy.customers).
    """

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    vip_spend: Decimal = Decimal(1000)  # more than so much in `vip_days` makes a VIP
    vip_days: int = 365
    vip_currency: str = "USD"  # ISO 4217, of both sums
    high_value: Decimal = Decimal(300)  # an order from this sum on is looked after like a VIP's
    rates: Mapping[str, Decimal] = field(default_factory=dict)  # what one unit is worth: EUR = 1.08
