"""What a case's award becomes in the customer's words, and the award of a thank-you."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from triage.domain import Award, AwardState, Case, Decision, Facts
from triage.policy.compensation import Matter, cause_of, proposal
from triage.policy.compensation_limits import THANKS, allowed
from triage.policy.slots import Offer, offer_of
from triage.settings import FollowUps, Policy, Shop


def offer_for(award: Award | None, locale: str, market: str, shop: Shop, now: datetime) -> Offer | None:
    """The award as a text tells it, by the shop's calendar; None where there is none.

    Raises ConfigError where there is no time to use it.
    """
    if award is None:
        return None
    zone = ZoneInfo(shop.timezone)
    until = award.valid_until.astimezone(zone).date() if award.valid_until else None
    return offer_of(award, locale, market, today=now.astimezone(zone).date(), valid_until=until)


def may_offer(decision: Decision, facts: Facts, policy: Policy) -> bool:
    """Whether the answer to a mail names compensation at all.

    Not to somebody who joined the case; where another case's award may be for the same matter, a person looks.
    """
    if not policy.care.offers or decision.outcome not in {"reply", "draft"}:
        return False
    twice = "" in facts.awards_elsewhere or (facts.parcel is None and facts.awards_elsewhere != ())
    return bool(facts.conversation) and not facts.stranger and not twice


def next_award(
    decision: Decision, facts: Facts, policy: Policy, earlier: Sequence[Award], now: datetime
) -> Award | None:
    """What the answer to a mail offers, with `earlier` the awards of its case and order; None for most.

    In a draft it is what any agent may grant, so that it can be sent as it is; alone a machine offers only what the
    table marks as automatic.
    """
    parcel = facts.parcel
    matter = Matter(
        case=facts.conversation, mailbox=decision.mailbox, cause=cause_of(decision.intent, facts.parcel_state),
        order=parcel.order if parcel else "", state=facts.parcel_state, market=facts.market,
        value=parcel.value if parcel else None, currency=parcel.currency if parcel else "",
    )  # fmt: skip
    found = proposal(policy.compensation, matter, earlier, now, automatic=decision.outcome == "reply")
    return found if found is not None and allowed(found, "", policy.authority) else None


def thanked_lately(facts: Facts, settings: FollowUps, now: datetime) -> bool:
    """Whether the customer had a thank-you for another case so lately that one more would be given away for asking."""
    days = timedelta(days=settings.thanks_again_days)
    return facts.thanked_at is not None and now < facts.thanked_at + days


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
