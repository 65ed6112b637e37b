"""Why a mail is treated so: the shop's facts, the row of the matrix, and the rules in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from triage.cli.compensation import what_it_is
from triage.cli.console import clean
from triage.domain import Case, CaseState, Decision, Hit, Mail
from triage.foresight import Books, Foreseen, Named
from triage.policy.compensation import code_kind
from triage.policy.matrix import row_for
from triage.policy.rules import RULES
from triage.policy.sheet_words import (
    ANSWER_NAMES,
    CUSTOMER_NAMES,
    MARKET_NAMES,
    RULE_WORDS,
    customer_words,
    state_words,
)
from triage.settings import Policy

Row = tuple[str, RenderableType]

_OUTCOMES = {
    "reply": "answered without a person",
    "draft": "a draft waits for a person",
    "shadow": "noted what would be answered; nothing is written or sent",
    "person": "a person answers",
    "none": "not answered: a machine wrote it",
}
_TURNS = {
    CaseState.OPEN: "we owe the next step",
    CaseState.WAITING: "the customer's turn",
    CaseState.RESOLVED: "resolved",
}
_BY_NAME = {rule.name: rule for rule in RULES}
_GROUPS = {
    "everything": "a person answers",
    "sending": "a draft at most",
    "allowance": "the shop does not allow it yet",
}
# On this page stands the one row of the matrix that fits, not its tables, and beside it the parcel.
_OF_THE_MATRIX = {
    "matrix_person": "The row of the matrix says: a person.",
    "matrix_draft": "The row of the matrix says: a draft; or the parcel is in trouble, which no row can lift.",
}
_COLOURS = {"reply": "green", "draft": "yellow", "person": "red", "shadow": "cyan"}


def at(moment: datetime, policy: Policy) -> str:
    """A moment by the shop's own clock; the page names its zone once."""
    return f"{moment.astimezone(ZoneInfo(policy.shop.timezone)):%a %d %b %H:%M}"


def sender_known(mail: Mail) -> str:
    """Whether anybody vouches for the sender's address, and what follows."""
    if mail.verified:
        return "your mail server vouches for this address"
    return "nobody vouches for this address: no automatic text tells it an order's details, only a draft"


# --- what is known beside the mail ------------------------------------------------------------------------------------
def known(found: Foreseen, books: Books) -> Iterator[Row]:
    """Orders, customer, market, case and mailbox, as they were looked up."""
    policy, facts = books.policy, found.facts
    for number, order in enumerate(found.orders):
        yield "order" if not number else "", _order(order, found, policy)
    if not found.orders:
        yield "order", Text("the mail names none" + _others(found.others))
    name = CUSTOMER_NAMES[facts.customer]
    yield "customer", Text.assemble((name, "bold"), f": {customer_words(policy.customers)[name]}")
    by = f"the order goes there ({facts.country})" if facts.country else "by the mail's language"
    yield "market", Text.assemble((MARKET_NAMES[facts.market], "bold"), f": {by}")
    yield "case", _case(facts.case, policy) if facts.case else Text("a new one")
    if facts.contacts_7d:
        yield "lately", Text(f"{facts.contacts_7d} other mail{'s' * (facts.contacts_7d > 1)} of this sender in 7 days")
    if found.before is not None:
        decided = f"{found.before.outcome}, to {found.before.queue}, {at(found.before.at, policy)}"
        yield "earlier", Text(f"the daemon has decided this very mail already: {decided}; this is how it looks now")


def _order(order: Named, found: Foreseen, policy: Policy) -> Text:
    number = clean(order.number)
    if order.whose == "unknown":
        return Text(f"{number} is not in the order file{_others(found.others)}")
    if order.whose == "another" or order.parcel is None:
        return Text(f"{number} is there, but the sender is not the address on the order: nothing of it counts")
    parcel = order.parcel
    words = Text.assemble(number, " ", (parcel.state.replace("_", " "), "bold"))
    words.append(f": {state_words(policy.parcels)[parcel.state]}")
    if order.recorded != parcel.state:
        words.append(f" The file says: {order.recorded.replace('_', ' ')}.")
    if parcel.last_event_at is not None:
        words.append(f" Last event {at(parcel.last_event_at, policy)}.")
    if not found.mail.verified:
        words.append(" It decides, but as nobody vouches for the sender only a draft tells it.")
    return words


def _others(count: int) -> str:
    return f"; {count} other{'s' * (count > 1)} of this address {'are' if count > 1 else 'is'} there" if count else ""


def _case(case: Case, policy: Policy) -> Text:
    turn = "a person has taken over" if case.silent else _TURNS[case.state]
    mails = f"{case.mails} mail{'s' * (case.mails > 1)} since {at(case.opened_at, policy)}"
    words = Text.assemble((case.id[:12], "bold"), f" in {clean(case.queue)}: {turn}; {mails}")
    if case.due is not None:
        words.append(f"; an answer is due by {at(case.due, policy)}")
    return words


# --- what is done -----------------------------------------------------------------------------------------------------
def done(found: Foreseen, books: Books) -> Iterator[Row]:
    """Outcome, the row that decided, queue with its clock, level and compensation."""
    decision, policy = found.decision, books.policy
    colour = _COLOURS.get(decision.outcome, "")
    yield "outcome", Text.assemble((decision.outcome, f"bold {colour}"), f": {_OUTCOMES[decision.outcome]}")
    if decision.outcome != "none":
        yield "matrix", _row(decision, policy)
    due = f"; a person answers by {at(decision.due, policy)}" if decision.due else ""
    yield "queue", Text.assemble((decision.queue, "bold"), due)
    if decision.outcome != "none":
        yield "level", _level(found, policy)
    if found.award is not None:
        code = " A code is taken when it is written." if code_kind(found.award) and not found.award.code else ""
        yield "offer", Text(f"{what_it_is(found.award)} for {found.award.cause}, step {found.award.step}.{code}")


def _row(decision: Decision, policy: Policy) -> Text:
    row = row_for(
        policy.matrix, intent=decision.intent, state=decision.parcel_state, customer=decision.customer,
        market=decision.market, level=decision.level,
    )  # fmt: skip
    words = Text.assemble("“", (clean(decision.row), "bold"), f"” says {ANSWER_NAMES[row.answer].lower()}")
    if text := decision.template or row.template:
        words.append(f", text {text}")
    return words


def _level(found: Foreseen, policy: Policy) -> Text:
    decision = found.decision
    allowed = policy.level(decision.intent)
    says = f"[levels] for {decision.intent}"
    if decision.level is allowed:
        return Text.assemble((decision.level.value, "bold"), f": {says}")
    moved = f"by `triage autonomy`, where {says} says {allowed.value}"
    return Text.assemble((decision.level.value, "bold"), f": earned or lost {moved}")


# --- the rules --------------------------------------------------------------------------------------------------------
def stopped(decision: Decision) -> Iterator[RenderableType]:
    """The rules that hit, by what they leave, gravest first, each with its sentence; then those that missed."""
    for kind, words in _GROUPS.items():
        hits = [hit for hit in decision.hits if _kind(hit.rule) == kind]
        if hits:
            yield Text(f"  {words}", style="dim")
            yield Padding(_sentences(hits, "yellow" if kind == "allowance" else "red"), (0, 0, 0, 4))
    if decision.misses:
        count = f"{len(decision.misses)} rule{'s' * (len(decision.misses) > 1)} passed: "
        yield Padding(Text(count + ", ".join(decision.misses), style="dim"), (0, 0, 0, 2))


def _sentences(hits: Iterable[Hit], style: str) -> RenderableType:
    block = Table.grid(padding=(0, 2, 0, 0))
    block.add_column(no_wrap=True)
    block.add_column(overflow="fold")
    for hit in hits:
        block.add_row(Text(hit.rule, style=style), _sentence(hit))
    return block


def _sentence(hit: Hit) -> Text:
    if hit.rule in _OF_THE_MATRIX:
        return Text(_OF_THE_MATRIX[hit.rule])
    sentence, reason = RULE_WORDS.get(hit.rule, "").removesuffix("."), clean(hit.reason)
    return Text.assemble(sentence, (f" ({reason})", "dim"), ".") if sentence else Text(reason)


def _kind(name: str) -> str:
    """What a rule leaves; a cap that is full is no rule of the table and leaves a draft, a text that fails does not."""
    rule = _BY_NAME.get(name)
    if rule is None:
        return "everything" if name == "template_failed" else "sending"
    return "allowance" if rule.allowance else rule.stops
