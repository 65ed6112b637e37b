"""What is known beside a mail: the shop's records and our own rows, looked up before anything is decided."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from triage.desk import Desk
from triage.domain import Facts, History, Mail, Parcel
from triage.labels import CALM_PARCEL_STATES
from triage.policy.customers import customer_of, measured
from triage.policy.markets import market_of
from triage.policy.parcels import as_of
from triage.policy.tongues import in_its_language
from triage.ports import Lookup
from triage.settings import Policy


class Past(Protocol):
    """The part of ports.Journal that looks back."""

    def history(self, mailbox: str, mail: Mail, now: datetime) -> History:
        """See ports.Journal."""


class Records(Protocol):
    """Where the facts of one mailbox's mail are looked up. A desk is one."""

    @property
    def name(self) -> str:
        """The mailbox's."""

    @property
    def policy(self) -> Policy:
        """By which records are read."""

    @property
    def journal(self) -> Past:
        """Our own rows."""

    @property
    def lookup(self) -> Lookup:
        """The shop's."""


def facts_of(desk: Records, mail: Mail, now: datetime) -> Facts:
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
        record=known if mail.reply_to and mail.reply_to.email.lower() != sender else parcel,
        parcel_state=parcel.state if parcel is not None else "unknown",
        customer=customer_of(
            orders, relay=mail.relay, disputes_open=history.disputing, now=now,
            settings=measured(desk.policy.customers, desk.lookup.currencies()), order=parcel.order if parcel else "",
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
        agent_answered=history.agent_answered,
        grave_elsewhere=history.grave_elsewhere,
        waited_hours=_hours(now - history.received_at) if history.received_at else 0.0,
        replied_before=history.replied_before,
        stranger=history.stranger,
        awards_elsewhere=history.awards_elsewhere,
        thanked_at=history.thanked_at,
        address_blocked=history.address_blocked,
        mailbox_age_days=history.mailbox_age_days,
        mailbox_mails=history.mailbox_mails,
        breaker_open=history.breaker_open,
    )  # fmt: skip


def read_with(desk: Records, mail: Mail, now: datetime) -> tuple[Mail, Facts]:
    """A mail, in its case's language where its own words tell none, and what is known beside it."""
    facts = facts_of(desk, mail, now)
    read = mail if facts.stranger else in_its_language(mail, facts.case, desk.policy.safety)
    return (mail, facts) if read == mail else (read, facts_of(desk, read, now))


def _hours(time: timedelta) -> float:
    return max(0.0, time.total_seconds() / 3_600)


def state_of(desk: Desk, order: str, now: datetime) -> str:
    """The state of an order's parcel as it stands now; "unknown" where nothing is known."""
    parcel = desk.lookup.parcel(order) if order else None
    return "unknown" if parcel is None else as_of(parcel, now, desk.policy.parcels, desk.policy.shop).state


def _theirs(desk: Records, mail: Mail, sender: str, now: datetime) -> Parcel | None:
    """The sender's own parcel among those that the mail names; one in trouble first: a calm one must not hide it."""
    rules = desk.policy
    found = (order for order in map(desk.lookup.parcel, mail.order_numbers) if order is not None)
    theirs = [as_of(order, now, rules.parcels, rules.shop) for order in found if order.email.lower() == sender]
    return max(theirs, key=lambda one: (one.state not in CALM_PARCEL_STATES, one.undated), default=None)
