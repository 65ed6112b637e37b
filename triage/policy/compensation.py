"""What is offered to a customer when something went wrong: the cause, the next step of its ladder, and how much.

The law of the ladder:
1. One award for each cause and step of an order; without an order, of a case. What was withdrawn does not count.
2. A step that is only proposed is proposed again in its case, and nothing beside it in another one. Once it is granted,
   the next step may follow.
3. Another cause's award comes on top only if it is worth more, and then only the difference.
4. Nothing follows a refund. All together is never worth more than the order, of which a replacement is the whole: a
   person may propose one beside money, and grants it when the money was taken back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from babel.numbers import is_currency

from triage.domain import Award, AwardState, Case, Parcel
from triage.policy.compensation_limits import THANKS, WHOLE, in_the_way, one_matter, order_key, rounded, worth
from triage.settings import CompensationRow
from triage.settings.compensation import COUPONS

NO_CAUSE = "none"
_DEAREST = Decimal(10) ** 12  # a value above it is no order's
_LATE = frozenset({"not_collected", "late", "stalled", "stuck"})
_ASKS_WHERE = frozenset({"delivery_delay", "no_tracking_update", "order_status", "lost_parcel", "customs"})
_OF_INTENT: Mapping[str, str] = {
    "damaged_parcel": "damage", "wrong_or_missing_item": "wrong_item", "product_defect": "defect",
    "not_as_described": "defect",
}  # fmt: skip


def cause_of(intent: str, parcel_state: str) -> str:
    """Why a customer would be owed something: one of CAUSES, or "none".

    What a customer says of the goods counts; of the way it is the parcel's record. Only a delay is believed where there
    is no record. `congestion` and `data` are never read from a mail: a person or an incident names them.

    >>> cause_of("order_status", "stuck"), cause_of("delivery_delay", "moving"), cause_of("damaged_parcel", "delivered")
    ('delay', 'none', 'damage')
    """
    if intent in _OF_INTENT:
        return _OF_INTENT[intent]
    if intent not in _ASKS_WHERE:
        return NO_CAUSE
    if parcel_state in {"lost", "customs"}:
        return parcel_state
    late = parcel_state in _LATE or (intent == "delivery_delay" and parcel_state == "unknown")
    return "delay" if late else NO_CAUSE


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """What an award is for. `value` is what the customer paid, in `currency` (ISO 4217), where that is known."""

    case: str
    mailbox: str
    cause: str
    order: str = ""  # only one that is known to be this customer's
    state: str = "unknown"
    market: str = "europe"
    value: Decimal | None = None
    currency: str = ""
    by: str = "triage"  # who proposes it

    @property
    def known_value(self) -> Decimal | None:
        """The value where it can be reckoned with."""
        return known_value(self.value, self.currency)

    @property
    def holder(self) -> str:
        """Whose ladder it is: the order's, else the case's."""
        return order_key(self.order) or self.case


def known_value(value: Decimal | None, currency: str) -> Decimal | None:
    """What was paid, where a record tells it so that it can be reckoned with."""
    if value is None or not value.is_finite() or not 0 <= value <= _DEAREST or not is_currency(currency):
        return None
    return value


def matter_of(case: Case, parcel: Parcel | None, cause: str, by: str) -> Matter:
    """What a person offers for: a case, with its order's record where there is one."""
    return Matter(
        case=case.id, mailbox=case.mailbox, cause=cause, order=case.order, state=case.parcel_state, market=case.market,
        value=parcel.value if parcel else None, currency=parcel.currency if parcel else "", by=by,
    )  # fmt: skip


def proposal(
    table: Sequence[CompensationRow],
    matter: Matter,
    earlier: Sequence[Award],
    now: datetime,
    *,
    automatic: bool = False,
    by_hand: bool = False,
) -> Award | None:
    """The award that comes next; None where nothing is owed, or where only a person can tell.

    `earlier` holds every award of the case and of the order. `automatic`: for a mail that no person sees first; then
    only rows so marked count, and only with a known order. `by_hand`: a person proposes it, so a replacement or a
    refund may wait until what stands in its way was taken back.
    """
    alive = (one for one in earlier if one.state is not AwardState.WITHDRAWN)
    standing = [one for one in alive if one_matter(one, matter.order, matter.case)]
    ladder = [one for one in standing if one.cause == matter.cause]
    waiting = next((one for one in ladder if one.state is AwardState.PROPOSED), None)
    step = waiting.step if waiting else max((one.step for one in ladder), default=0) + 1
    row = fitting(table, matter, step)
    if row is None or (automatic and not (row.automatic and matter.order)):
        return None
    if waiting is not None:
        found = waiting if waiting.case == matter.case else None
    else:
        found = _worth(_plain(row, matter, earlier, now), row, matter, standing)
    if found is None or by_hand:
        return found
    return None if in_the_way(found, standing, matter.known_value, matter.currency) else found


def _plain(row: CompensationRow, matter: Matter, earlier: Sequence[Award], now: datetime) -> Award:
    """The award of a row, without its worth."""
    return Award(
        key=_key(matter, row.step, earlier), case=matter.case, mailbox=matter.mailbox, order=matter.order,
        cause=matter.cause, step=row.step, kind=row.kind, at=now, plus=row.plus, tier=row.tier, by=matter.by,
        valid_until=now + timedelta(days=row.valid_days) if row.kind in COUPONS else None,
    )  # fmt: skip


def _key(matter: Matter, step: int, earlier: Sequence[Award]) -> str:
    """The same step is the same row; a step that was withdrawn and is given anew is another one."""
    key = f"{matter.holder}:{matter.cause}:{step}"
    again = sum(one.key == key or one.key.startswith(f"{key}:") for one in earlier)
    return f"{key}:{again + 1}" if again else key


def fitting(table: Sequence[CompensationRow], matter: Matter, step: int) -> CompensationRow | None:
    """The row for a step: one with a range of values before the others."""
    rows = [row for row in table if row.step == step and fits(row, matter)]
    return next(filter(has_range, rows), next(iter(rows), None))


def has_range(row: CompensationRow) -> bool:
    """Whether the row is for orders of some values only."""
    return row.min_value is not None or row.max_value is not None


def fits(row: CompensationRow, matter: Matter) -> bool:
    """Whether a row is for this matter, whichever step it is."""
    wanted = ((row.states, matter.state), (row.markets, matter.market))
    plainly = matter.cause in row.causes and all(not known or one in known for known, one in wanted)
    return plainly and (not has_range(row) or _in_range(row, matter))


def _in_range(row: CompensationRow, matter: Matter) -> bool:
    value = matter.known_value
    if value is None or row.currency != matter.currency:
        return False
    return (row.min_value or 0) <= value and (row.max_value is None or value < row.max_value)


# --- how much ---------------------------------------------------------------------------------------------------------
def _worth(plain: Award, row: CompensationRow, matter: Matter, standing: Sequence[Award]) -> Award | None:
    """The award with what it is worth after what stands already."""
    others = [one for one in standing if one.cause not in {matter.cause, THANKS}]
    if any(one.kind == "refund" for one in standing) or any(one.kind in WHOLE for one in others):
        return None
    if row.kind not in WHOLE and any(one.kind == "replacement" for one in standing):
        return None
    if row.kind == "replacement":
        return plain
    if row.kind in {"gift", "free_shipping"}:
        return None if others else plain
    if matter.known_value is None:
        return _of_unknown_value(plain, row, others, standing)
    return _of_value(plain, row, matter, others, standing)


def _of_value(
    plain: Award, row: CompensationRow, matter: Matter, others: Sequence[Award], standing: Sequence[Award]
) -> Award | None:
    """In money. A difference, or what is left of the value, is a sum: a discount becomes a voucher then."""
    value, currency = matter.known_value or Decimal(0), matter.currency
    sums = {one.key: worth(one, value, currency) for one in standing}
    whole = value if row.kind == "refund" else row_sum(row, value, currency)
    if whole is None or any(one is None for one in sums.values()):
        return None
    before = sum((sums[one.key] or Decimal(0) for one in others), Decimal(0))
    left = value - sum((one or Decimal(0) for one in sums.values()), Decimal(0))
    due = min(whole if row.kind == "refund" else whole - before, left)
    if due <= 0:
        return None
    if due == whole and not before:
        return replace(plain, share=row.share, amount=due, currency=currency)
    kind = "voucher" if row.kind == "discount" else row.kind
    return replace(plain, kind=kind, amount=due, currency=currency, plus="" if before else row.plus)


def _of_unknown_value(
    plain: Award, row: CompensationRow, others: Sequence[Award], standing: Sequence[Award]
) -> Award | None:
    """In shares of the value; a sum only where nothing else stands. A part of an unknown value cannot be refunded."""
    if row.kind == "refund_part":
        return None
    if row.amount is not None:
        return replace(plain, amount=row.amount, currency=row.currency) if not standing else None
    if any(one.share is None and one.amount is not None for one in standing):
        return None
    before = sum((one.share or Decimal(0) for one in others), Decimal(0))
    left = 1 - sum((one.share or Decimal(0) for one in standing), Decimal(0))
    due = left if row.kind == "refund" else min((row.share or Decimal(0)) - before, left)
    return replace(plain, share=due, plus="" if before else row.plus) if due > 0 else None


def row_sum(row: CompensationRow, value: Decimal | None, currency: str) -> Decimal | None:
    """What a row gives in this currency on an order of this value; None where it cannot be told."""
    if row.share is not None:
        return rounded(row.share * value, currency) if value is not None else None
    return row.amount if row.currency == currency else None


# --- in words, and with which code ------------------------------------------------------------------------------------
def code_kind(award: Award | CompensationRow) -> str:
    """Which codes an award is handed over with; "" for one that needs none. A code's kind tells what it is worth.

    >>> code_kind(CompensationRow(name="delay", causes=("delay",), share=Decimal("0.05")))
    'discount_5'
    >>> tenner = {"kind": "voucher", "amount": Decimal("10.00"), "currency": "EUR"}
    >>> code_kind(CompensationRow(name="data", causes=("data",), **tenner))
    'voucher_10_EUR'
    """
    if award.kind not in COUPONS:
        return ""
    if award.kind == "discount":
        return "" if award.share is None else f"discount_{_short(award.share * 100)}"
    return f"{award.kind}_{_short(award.amount)}_{award.currency}" if award.amount is not None else award.kind


def is_told(award: Award, text: str) -> bool:
    """Whether a mail names an award: its code, else its share or sum. A gift without a code is never recognised.

    >>> offer = Award(key="", case="c", mailbox="m", order="", cause="delay", step=1, kind="discount", at=datetime.min)
    >>> [is_told(replace(offer, share=Decimal("0.05")), f"We offer {share} off.") for share in ("5 %", "15 %")]
    [True, False]
    """
    if award.code:
        return re.search(rf"(?<![\w-]){re.escape(award.code)}(?![\w-])", text) is not None
    figures = [] if award.share is None else [rf"{_figure(award.share * 100)}\s?[%％]"]
    if award.amount is not None and award.kind != "discount":
        figures.append(_figure(award.amount))
    return any(re.search(rf"(?<![\d.,]){figure}(?!\d|[.,]\d|\s?[%％])", text) for figure in figures)


def _figure(number: Decimal) -> str:
    """A number however it is written: 7.5 is 7.50 and 7,50."""
    whole, _, part = _short(number).partition(".")
    return rf"{whole}[.,]{part}0*" if part else rf"{whole}(?:[.,]0+)?"


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"
