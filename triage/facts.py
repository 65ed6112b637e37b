"""What is known beside a mail: the shop's records and our own rows, looked up before anything is decided."""

from __future__ import annotations

from datetime import datetime

from triage.desk import Desk
from triage.domain import Facts, Mail, Parcel
from triage.labels import CALM_PARCEL_STATES
from triage.policy.customers import customer_of
from triage.policy.markets import market_of
from triage.policy.parcels import as_of


def facts_of(desk: Desk, mail: Mail, now: datetime) -> Facts:
    """Records of the shop and our own for this sender: only their own orders, so that guessing tells nothing.

    An order's details go to a verified sender only, and so does what they would change in a text (country, market);
    that it is in trouble keeps the machine silent in any case.
    """
    history = desk.journal.history(desk.name, mail, now)
    sender = mail.sender.email.lower() if mail.sender else ""
    orders = desk.lookup.orders_of(sender) if sender else ()
    parcel = _theirs(desk, mail, sender, now)
    known = parcel if mail.verified else None
    country = known.country if known else ""
    return Facts(
        parcel=known,
        parcel_state=parcel.state if parcel is not None else "unknown",
        customer=customer_of(
            orders, relay=mail.relay, disputes_open=history.disputing, now=now, settings=desk.policy.customers,
            order=parcel.order if parcel else "",
        ),
        market=market_of(
            country=country, language=mail.language, script=mail.script, settings=desk.policy.markets
        ),
        country=country,
        case=history.case,
        levels=history.levels,
        conversation=history.conversation,
        contacts_7d=history.contacts_7d,
        agent_wrote=history.agent_wrote,
        replied_before=history.replied_before,
        stranger=history.stranger,
        awards_elsewhere=history.awards_elsewhere,
        address_blocked=history.address_blocked,
        mailbox_age_days=history.mailbox_age_days,
        mailbox_mails=history.mailbox_mails,
        breaker_open=history.breaker_open,
    )  # fmt: skip


def state_of(desk: Desk, order: str, now: datetime) -> str:
    """The state of an order's parcel as it stands now; "unknown" where nothing is known."""
    parcel = desk.lookup.parcel(order) if order else None
    return "unknown" if parcel is None else as_of(parcel, now, desk.policy.parcels).state


def _theirs(desk: Desk, mail: Mail, sender: str, now: datetime) -> Parcel | None:
    """The sender's own parcel among those that the mail names; one in trouble first: a calm one must not hide it."""
    found = (order for order in map(desk.lookup.parcel, mail.order_numbers) if order is not None)
    theirs = [as_of(order, now, desk.policy.parcels) for order in found if order.email.lower() == sender]
    return next((order for order in theirs if order.state not in CALM_PARCEL_STATES), theirs[0] if theirs else None)
