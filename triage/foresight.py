"""What the daemon would do with a mail now, by all that the shop knows. Nothing is written, and nothing is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Protocol

from triage.classify import thoughts
from triage.domain import Award, Decision, Facts, History, Mail, Parcel, Plan, RawMail, Thought, Verdict, mail_id
from triage.errors import ConfigError
from triage.facts import Past, read_with
from triage.mail.compose import compose
from triage.policy.decide import decide
from triage.policy.offers import may_offer, next_award
from triage.policy.parcels import as_of
from triage.policy.plan import plan, reply_to
from triage.policy.render import Reply, Templates
from triage.ports import Engine, Lookup
from triage.settings import Policy


class Diary(Past, Protocol):
    """Our own rows, for reading alone."""

    def fitting(self, plan: Plan) -> Plan:
        """The plan that would be written now, by the caps that are full."""

    def decision(self, mail_id: str) -> Decision | None:
        """See ports.Journal."""

    def awards(self, case: str, order: str) -> tuple[Award, ...]:
        """See ports.Ledger."""


class NoDiary:
    """Of a mailbox that was never watched: every mail begins a conversation."""

    def history(self, mailbox: str, mail: Mail, now: datetime) -> History:
        """Nothing came before."""
        return History(conversation=mail.id)

    def fitting(self, plan: Plan) -> Plan:
        """No cap is full."""
        return plan

    def decision(self, mail_id: str) -> Decision | None:
        """Nothing was decided."""
        return None

    def awards(self, case: str, order: str) -> tuple[Award, ...]:
        """Nothing was offered."""
        return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Books:
    """Where the facts of one mailbox's mail are looked up; see facts.Records."""

    name: str  # the mailbox's, "" for none
    policy: Policy
    lookup: Lookup
    journal: Diary
    alone: bool = False  # judge by the mail alone: look nothing up


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """An order number of a mail, and whose the order file says it is."""

    number: str
    whose: Literal["theirs", "another", "unknown"]
    parcel: Parcel | None = None  # only theirs, as it stands now
    recorded: str = ""  # the state that the file has


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreseen:
    """One mail with everything that would be decided, and by what."""

    mail: Mail
    verdict: Verdict | None
    facts: Facts
    decision: Decision
    orders: tuple[Named, ...] = ()
    others: int = 0  # orders of the sender that the mail does not name
    award: Award | None = None  # what the answer would offer; its code is not taken
    reply: Reply | None = None  # what would be sent, drafted, or noted on shadow
    before: Decision | None = None  # the daemon's own, where it has seen these very bytes


def foresee(
    mails: Iterable[RawMail], engine: Engine, books: Books, templates: Templates, now: datetime
) -> Iterator[Foreseen]:
    """One result per mail, in order; also for a mail that could not be read."""
    listed = [_delivered(raw, books.name) for raw in mails]
    for thought in thoughts(listed, engine):
        yield _foreseen(thought, books, templates, now)


def _delivered(raw: RawMail, mailbox: str) -> RawMail:
    """The mail as if it lay in the mailbox: its id is the one by which the store knows it."""
    if not mailbox or not raw.content:
        return raw
    return replace(raw, mailbox=mailbox, id=mail_id(mailbox, raw.content))


def _foreseen(thought: Thought, books: Books, templates: Templates, now: datetime) -> Foreseen:
    verdict, policy = thought.verdict, books.policy
    mail, facts = (thought.mail, Facts()) if books.alone else read_with(books, thought.mail, now)
    decision = decide(mail, verdict, facts, policy, now, templates, mailbox=books.name)
    award = _award(decision, facts, books, now)
    made = plan(mail, decision, facts, policy, templates, now, compose=compose, award=award)
    written = books.journal.fitting(made).decision
    return Foreseen(
        mail=mail, verdict=verdict, facts=facts, decision=written, award=award,
        orders=() if books.alone else tuple(_named(mail, books, now)),
        others=0 if books.alone else _others(mail, books),
        reply=_reply(mail, written, facts, policy, templates, now, award),
        before=books.journal.decision(mail.id),
    )  # fmt: skip


def _award(decision: Decision, facts: Facts, books: Books, now: datetime) -> Award | None:
    """As the ledger would have it: what stands there already goes before a new row."""
    if not may_offer(decision, facts, books.policy):
        return None
    earlier = books.journal.awards(facts.conversation, facts.parcel.order if facts.parcel else "")
    found = next_award(decision, facts, books.policy, earlier, now)
    return None if found is None else next((one for one in earlier if one.key == found.key), found)


def _reply(
    mail: Mail, decision: Decision, facts: Facts, policy: Policy, templates: Templates, now: datetime,
    award: Award | None,
) -> Reply | None:  # fmt: skip
    """None where there is none. On shadow it is what would go if the class were allowed to."""
    if decision.template is None or mail.sender is None:
        return None
    automatic = decision.outcome == "reply" or (decision.outcome == "shadow" and decision.eligible)
    try:
        return reply_to(mail, decision, facts, policy, templates, now, automatic=automatic, award=award)
    except ConfigError:  # a text that fails leaves the mail to a person
        return None


def _named(mail: Mail, books: Books, now: datetime) -> Iterator[Named]:
    """What the order file says of each number that the mail names: whose it is, and of their own its state."""
    sender = mail.sender.email.lower() if mail.sender else ""
    for number in mail.order_numbers:
        found = books.lookup.parcel(number)
        if found is None or not sender or found.email.lower() != sender:
            yield Named(number=number, whose="unknown" if found is None else "another")
        else:
            parcel = as_of(found, now, books.policy.parcels, books.policy.shop)
            yield Named(number=number, whose="theirs", parcel=parcel, recorded=found.state)


def _others(mail: Mail, books: Books) -> int:
    theirs: Sequence[Parcel] = books.lookup.orders_of(mail.sender.email.lower()) if mail.sender else ()
    named = {parcel.order for number in mail.order_numbers if (parcel := books.lookup.parcel(number)) is not None}
    return sum(parcel.order not in named for parcel in theirs)
