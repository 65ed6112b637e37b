"""What a case's award becomes in the customer's words, and the award of a thank-you."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from triage.domain import Award, AwardState, Case
from triage.policy.compensation import THANKS
from triage.policy.slots import Offer, offer_of
from triage.settings import Policy, Shop


def offer_for(award: Award | None, locale: str, market: str, shop: Shop, now: datetime) -> Offer | None:
    """The award as a text tells it, by the shop's calendar; None where there is none.

    Raises ConfigError where there is no time to use it.
    """
    if award is None:
        return None
    zone = ZoneInfo(shop.timezone)
    until = award.valid_until.astimezone(zone).date() if award.valid_until else None
    return offer_of(award, locale, market, today=now.astimezone(zone).date(), valid_until=until)


def thanks_award(case: Case, earlier: Sequence[Award], policy: Policy, now: datetime) -> Award | None:
    """What a satisfied customer gets with the thank-you: one discount a case, by code.

    One that was proposed and not told yet is proposed again; one that was taken back does not count.
    """
    thanks = [one for one in earlier if one.cause == THANKS]
    if standing := [one for one in thanks if one.state is not AwardState.WITHDRAWN]:
        return standing[0] if standing[0].state is AwardState.PROPOSED else None
    again = f":{len(thanks) + 1}" if thanks else ""
    return Award(
        key=f"{case.id}:{THANKS}:1{again}", case=case.id, mailbox=case.mailbox, order=case.order, cause=THANKS, step=1,
        kind="discount", at=now,
        valid_until=now + timedelta(days=policy.follow_ups.thanks_days),
        share=Decimal(str(policy.follow_ups.thanks_share)),
    )  # fmt: skip
