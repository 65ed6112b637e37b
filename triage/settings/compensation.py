"""What a shop gives when something went wrong: the table, who may give it, and where codes come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from triage.settings.strict import STRICT

CAUSES = ("delay", "customs", "congestion", "damage", "lost", "wrong_item", "defect", "data")
KINDS = ("discount", "refund_part", "voucher", "free_shipping", "gift", "replacement", "refund")
COUPONS = frozenset({"discount", "voucher", "free_shipping"})  # handed over as a code, where the shop has codes
PRICED = frozenset({"discount", "refund_part", "voucher"})  # need a share or an amount; the others have neither
EXTRAS = ("gift", "free_shipping")
TIERS = ("basic", "advanced", "expert")  # each may grant what those before it may


@dataclass(frozen=True, kw_only=True, slots=True)
class CompensationRow:
    """One row of the compensation table. An empty tuple fits everything.

    Where a row with a range of values fits an order, it goes before the rows without one.
    """

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    name: str
    causes: tuple[str, ...]  # of CAUSES
    states: tuple[str, ...] = ()  # the parcel's, of PARCEL_STATES
    markets: tuple[str, ...] = ()
    min_value: Decimal | None = None  # of the order, in `currency`; this value is within
    max_value: Decimal | None = None  # this value is above
    step: int = 1  # what is given first, then second ...
    kind: str = "discount"  # of KINDS
    share: Decimal | None = None  # of the order's value, 0 to 1; this or `amount`
    amount: Decimal | None = None  # in `currency`
    currency: str = ""  # ISO 4217, of every number above
    plus: str = ""  # "gift" or "free_shipping", on top of it
    valid_days: int = 30  # a code, from the day on which it is proposed; 3 or less is refused
    tier: str = "basic"  # the least authority that may grant it, of TIERS
    automatic: bool = False  # True: a mail that no person has seen may promise it


@dataclass(frozen=True, kw_only=True, slots=True)
class Authority:
    """Who may grant what: tiers of agents by their mail addresses."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    agents: Mapping[str, str] = field(default_factory=dict)  # address to tier
    default: str = "basic"  # of everybody else in the shop

    def tier(self, address: str) -> str:
        """The tier of an agent; addresses are compared without regard to case."""
        known = {name.lower(): tier for name, tier in self.agents.items()}
        return known.get(address.lower(), self.default)


@dataclass(frozen=True, kw_only=True, slots=True)
class Codes:
    """Where codes come from: the pool that `triage compensation codes add` fills, then a command."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    command: tuple[str, ...] = ()  # prints one code; "{kind}" in it is replaced; run without a shell
    seconds: float = 10.0  # for one run of the command
    least_days: int = 7  # a code that ends sooner is not given away any more
    low: int = 10  # `triage check` tells when fewer codes of a kind are left


_Row = CompensationRow
_WEST = ("europe", "north_america")
_ASIA = ("asia",)
_HIGH = ("delay", "customs", "congestion", "damage")
_GOODS = ("lost", "wrong_item", "defect")


def _percent(percent: int) -> Decimal:
    return Decimal(percent) / 100


def _high_value(currency: str) -> tuple[CompensationRow, ...]:
    """A dear order is worth more than a gesture: 30 %, then the article itself, or a better one."""
    name, least = f"high_value_{currency}", Decimal(500)
    return (
        _Row(name=name, causes=_HIGH, min_value=least, currency=currency, share=_percent(30), tier="expert"),
        _Row(name=f"{name}_2", causes=_HIGH, min_value=least, currency=currency, step=2, kind="replacement",
             tier="expert"),
    )  # fmt: skip


DEFAULT_COMPENSATION = (
    # A concrete share at once.
    _Row(name="delay", causes=("delay",), markets=_WEST, share=_percent(5)),
    _Row(name="delay_2", causes=("delay",), markets=_WEST, step=2, share=_percent(15), plus="gift", tier="advanced"),
    _Row(name="customs", causes=("customs",), markets=_WEST, share=_percent(15), tier="advanced"),
    _Row(name="congestion", causes=("congestion",), markets=_WEST, share=_percent(10), plus="free_shipping"),
    # A small gift first.
    _Row(name="gift_first", causes=("delay", "customs", "congestion", "data"), markets=_ASIA, kind="gift"),
    _Row(name="delay_asia", causes=("delay",), markets=_ASIA, step=2, share=_percent(5)),
    _Row(name="delay_asia_2", causes=("delay",), markets=_ASIA, step=3, share=_percent(15), tier="advanced"),
    _Row(name="customs_asia", causes=("customs",), markets=_ASIA, step=2, share=_percent(15), tier="advanced"),
    _Row(name="congestion_asia", causes=("congestion",), markets=_ASIA, step=2, share=_percent(10),
         plus="free_shipping"),
    # The goods themselves: everywhere alike.
    _Row(name="damage", causes=("damage",), kind="refund_part", share=_percent(20), tier="advanced"),
    _Row(name="damage_2", causes=("damage",), step=2, kind="replacement", tier="advanced"),
    _Row(name="damage_3", causes=("damage",), step=3, kind="refund", tier="expert"),
    _Row(name="goods", causes=_GOODS, kind="replacement", tier="advanced"),
    _Row(name="goods_2", causes=_GOODS, step=2, kind="refund", tier="expert"),
    _Row(name="data", causes=("data",), markets=("europe",), kind="voucher", amount=Decimal(10), currency="EUR"),
    _Row(name="data_us", causes=("data",), markets=("north_america",), kind="voucher", amount=Decimal(10),
         currency="USD"),
    *_high_value("EUR"),
    *_high_value("USD"),
    *_high_value("GBP"),
)  # fmt: skip
