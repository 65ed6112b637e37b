"""What an agent's mail does to the ledger: the awards it names, and what she offers by herself.

Her mail has left: nothing is refused here, all of it is written down, and what went beyond her tier or the order's
value is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from triage.domain import Award, AwardState, Event
from triage.policy.compensation import NO_CAUSE, Matter, fits, is_told, row_sum
from triage.policy.compensation_limits import allowed, in_money, in_the_way, rounded, too_dear, worth
from triage.policy.compensation_words import Offered, offered_in
from triage.settings import Authority, CompensationRow
from triage.settings.compensation import PRICED, TIERS

BY_HAND = "by_hand"  # the cause of what an agent offers in her own words


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """Awards of which a mail told the customer, and what is to be noted of it in the case."""

    granted: tuple[str, ...] = ()  # keys of awards that were only proposed
    made: tuple[Award, ...] = ()  # new ones, granted
    events: tuple[Event, ...] = ()


def heard_in(
    text: str,
    matter: Matter,
    earlier: Sequence[Award],
    table: Sequence[CompensationRow],
    authority: Authority,
    now: datetime,
) -> Heard:
    """What an agent's mail offers. `matter` is its case's, `by` the agent; `earlier` the awards of case and order.

    A share or sum that stands there already is that award and no further one, so a mail may be heard twice. A plain sum
    that goes back is compensation only where something went wrong: else it is a return's.
    """
    offers = [one for one in offered_in(text) if not _a_returns(one, matter)]
    waiting = [one for one in earlier if one.state is AwardState.PROPOSED]
    told = tuple(one for one in waiting if _is_named(one, text, matter) or any(_is_it(one, offer) for offer in offers))
    known = [one for one in earlier if one.state is not AwardState.WITHDRAWN]
    new = [offer for offer in offers if not any(_is_it(one, offer, matter) for one in known)]
    made: list[Award] = []
    for offer in new:
        made.append(_award(offer, matter, (*earlier, *made), table, now))
    events = _events(told, made, matter, known, authority, now)
    return Heard(granted=tuple(one.key for one in told), made=tuple(made), events=tuple(events))


def _is_named(one: Award, text: str, matter: Matter) -> bool:
    """A bare figure is an award of the very case; one of the order's other cases needs the words of an offer."""
    return one.case == matter.case and is_told(one, text)


def _a_returns(offer: Offered, matter: Matter) -> bool:
    return offer.back and offer.share is None and matter.cause == NO_CAUSE


def _is_it(one: Award, offer: Offered, matter: Matter | None = None) -> bool:
    """Whether an offer is this award, by its share or its sum."""
    if offer.share is not None and offer.share == one.share:
        return True
    amount, currency = one.amount, one.currency
    if amount is None and matter is not None and matter.known_value is not None:
        amount, currency = worth(one, matter.known_value, matter.currency), matter.currency
    return offer.amount is not None and (offer.amount, offer.currency) == (amount, currency)


def _award(
    offer: Offered, matter: Matter, earlier: Sequence[Award], table: Sequence[CompensationRow], now: datetime
) -> Award:
    step = 1 + sum(one.key.startswith(f"{matter.holder}:{BY_HAND}:") for one in earlier)
    value, amount, currency = matter.known_value, offer.amount, offer.currency
    if amount is None and offer.share is not None and value is not None:
        amount, currency = rounded(offer.share * value, matter.currency), matter.currency
    return Award(
        key=f"{matter.holder}:{BY_HAND}:{step}", case=matter.case, mailbox=matter.mailbox, order=matter.order,
        cause=BY_HAND, step=step, kind=_kind(offer, matter), at=now, state=AwardState.GRANTED, share=offer.share,
        amount=amount, currency=currency, tier=needed_tier(offer, matter, table), by=matter.by,
    )  # fmt: skip


def _kind(offer: Offered, matter: Matter) -> str:
    if offer.back:
        whole = offer.share == 1 or (offer.amount, offer.currency) == (matter.known_value, matter.currency)
        return "refund" if whole else "refund_part"
    return "discount" if offer.share is not None else "voucher"


def needed_tier(offer: Offered, matter: Matter, table: Sequence[CompensationRow]) -> str:
    """The least tier whose rows reach so high; "expert" where none does. Without a cause any row will do.

    >>> from decimal import Decimal
    >>> from triage.settings import DEFAULT_COMPENSATION
    >>> matter = Matter(case="c", mailbox="m", cause="delay")
    >>> [needed_tier(Offered(share=Decimal(part) / 100), matter, DEFAULT_COMPENSATION) for part in (5, 15, 30)]
    ['basic', 'advanced', 'expert']
    """
    rows = (row for row in table if _is_for(row, matter) and _reaches(row, offer, matter))
    return min((row.tier for row in rows), key=TIERS.index, default=TIERS[-1])


def _is_for(row: CompensationRow, matter: Matter) -> bool:
    causes = row.causes if matter.cause == NO_CAUSE else (matter.cause,)
    return any(fits(row, replace(matter, cause=cause)) for cause in causes)


def _reaches(row: CompensationRow, offer: Offered, matter: Matter) -> bool:
    if row.kind not in PRICED:
        return row.kind == "refund" and offer.back
    if offer.share is not None and row.share is not None:
        return row.share >= offer.share
    value = matter.known_value
    asked = offer.amount if offer.share is None or value is None else offer.share * value
    currency = matter.currency if offer.share is not None else offer.currency
    most = row_sum(row, value, currency)
    return asked is not None and most is not None and most >= asked


def _events(
    told: Sequence[Award], made: Sequence[Award], matter: Matter, known: Sequence[Award], authority: Authority,
    now: datetime,
) -> Iterator[Event]:  # fmt: skip
    granted = [one for one in known if one.state is AwardState.GRANTED]
    for one in (*told, *made):
        if not (allowed(one, matter.by, authority) or (one in told and allowed(one, one.by, authority))):
            yield _event("above_authority", f"{in_money(one)} by {matter.by} needs the tier {one.tier}", matter, now)
        paid = (matter.known_value, matter.currency)
        if in_the_way(one, granted, *paid) or too_dear(one, *paid):
            yield _event("above_value", f"{in_money(one)} by {matter.by} is more than the order leaves", matter, now)
        granted.append(replace(one, state=AwardState.GRANTED))


def _event(kind: str, detail: str, matter: Matter, now: datetime) -> Event:
    return Event(case=matter.case, mailbox=matter.mailbox, at=now, kind=kind, detail=detail)
