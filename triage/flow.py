"""The whole program on one screen: receive, think, act, look around; then wait for more.

The law: bytes are stored before the server is told anything; a decision and its actions are one transaction; an action
is marked before it is done and never repeated without proof. So a daemon that is killed anywhere begins again by
running the same functions.
"""

from __future__ import annotations

import logging
from datetime import datetime

from triage.desk import Desk, Handled
from triage.domain import MAILED, Action, ActionKind, Facts, Mail, Outcome, RawMail, Receipt, State
from triage.errors import TriageError, WorkerDied
from triage.labels import CALM_PARCEL_STATES
from triage.mail.compose import compose
from triage.mail.thread import thread_ids
from triage.policy.decide import decide
from triage.policy.parcels import as_of
from triage.policy.plan import plan
from triage.ports import History, Thought

log = logging.getLogger("triage.flow")

STRIKES = 3  # so many killed workers and a mail is quarantined
SENT = "\\Sent"  # the cursor's name for the account's Sent folder, whatever the server calls it
_BATCH = 50


def cycle(desk: Desk) -> int:
    """One round: take in what is new, decide it, do what is due. Returns how many mails were decided."""
    if receive(desk):
        listen_to_agents(desk)
    decided = think(desk)
    act(desk)
    return decided


def receive(desk: Desk) -> int:
    """Store what the server has above the cursor. Returns how many mails were new."""
    after = desk.intake.cursor(desk.name, desk.folder)
    new = 0
    for batch in desk.mailbox.arrivals(desk.folder, after, desk.since):
        new += len(desk.intake.keep(batch.mails, batch.cursor))
        desk.beat()
        if desk.stop():
            break
    return new


def think(desk: Desk) -> int:
    """Read, judge and decide every stored mail that has no decision. Returns how many were decided."""
    decided = 0
    while not desk.stop() and (waiting := desk.intake.waiting(desk.name, _BATCH)):
        for raw, thought in zip(waiting, desk.engine.think(waiting), strict=True):
            if _settled(desk, raw, thought):
                act(desk)
                decided += 1
            desk.beat()
            if desk.stop():
                break
    return decided


def decide_one(desk: Desk, thought: Thought) -> Handled:
    """Decide one mail and write decision and actions together."""
    now = desk.clock.now()
    mail, verdict = thought.mail, thought.verdict
    facts = _facts(desk, mail, desk.journal.history(desk.name, mail, now), now)
    decision = decide(mail, verdict, facts, desk.policy, now, desk.templates, mailbox=desk.name)
    made = plan(mail, decision, facts, desk.policy, desk.templates, now, compose=compose)
    written = desk.journal.decide(mail, verdict, made)
    handled = Handled(mail=mail, verdict=verdict, plan=written)
    log.info(
        "decided",
        extra={
            "mailbox": desk.name, "mail": mail.id, "intent": written.decision.intent,
            "urgency": written.decision.urgency, "queue": written.decision.queue,
            "outcome": written.decision.outcome, "rules": [hit.rule for hit in written.decision.hits],
        },
    )  # fmt: skip
    desk.told(handled)
    return handled


def act(desk: Desk) -> None:
    """Do what is due, one action at a time, each marked before and settled after."""
    while not desk.stop() and (todo := desk.outbox.due(desk.name, desk.clock.now(), _BATCH)):
        for action in todo:
            if desk.stop():
                return
            if desk.outbox.committing(action.key):
                _settle(desk, action, desk.hands.perform(action, desk.intake.places(action.mail_id)))
            desk.beat()


def reconcile(desk: Desk) -> None:
    """After a (re)connect: look for proof of what a crash or a lost answer left open. A reply is never repeated."""
    for action in desk.outbox.interrupted(desk.name):
        receipt = _proof(desk, action)
        if receipt is not None:
            _settle(desk, action, receipt)


def listen_to_agents(desk: Desk) -> None:
    """A person who wrote in a thread silences the machine there (the Sent folder tells)."""
    after = desk.intake.cursor(desk.name, SENT)
    for batch in desk.mailbox.sent(after):
        for raw in batch.mails:
            ids = thread_ids(raw.content)
            if ids:
                desk.journal.silence(desk.name, ids)
        desk.intake.keep((), batch.cursor)


def _settled(desk: Desk, raw: RawMail, thought: Thought | Exception) -> bool:
    """Whether the mail has its decision now: as judged, or a quarantine after the last strike. If not: again later."""
    if isinstance(thought, Thought):
        try:
            decide_one(desk, thought)
        except TriageError:  # the store or a server is in trouble, not this mail
            raise
        except Exception as error:  # noqa: BLE001  a fault of ours in one mail must not stop the next
            thought = WorkerDied(f"deciding it failed ({type(error).__name__})")
        else:
            return True
    strikes = desk.intake.struck(raw.id, str(thought))
    log.warning("mail struck", extra={"mailbox": desk.name, "mail": raw.id, "strikes": strikes, "why": str(thought)})
    if strikes < STRIKES:
        return False
    decide_one(desk, Thought(mail=Mail(id=raw.id, error=f"quarantined after {strikes} tries: {thought}"), verdict=None))
    return True


def _facts(desk: Desk, mail: Mail, history: History, now: datetime) -> Facts:
    """Records of the shop and our own for this sender: only their own orders, so that guessing tells nothing.

    An order's details go to a verified sender only; that it is in trouble keeps the machine silent in any case.
    """
    sender = mail.sender.email.lower() if mail.sender else ""
    found = (order for order in map(desk.lookup.parcel, mail.order_numbers) if order is not None)
    theirs = [as_of(order, now) for order in found if order.email.lower() == sender]
    troubled = (
        order for order in theirs if order.state not in CALM_PARCEL_STATES
    )  # first: a calm one must not hide it
    parcel = next(troubled, theirs[0] if theirs else None)
    return Facts(
        parcel=parcel if mail.verified else None,
        parcel_state=parcel.state if parcel is not None else "unknown",
        conversation=history.conversation,
        contacts_7d=history.contacts_7d,
        agent_wrote=history.agent_wrote,
        replied_before=history.replied_before,
        address_blocked=history.address_blocked,
        mailbox_age_days=history.mailbox_age_days,
        mailbox_mails=history.mailbox_mails,
        breaker_open=history.breaker_open,
    )


def _proof(desk: Desk, action: Action) -> Receipt | None:
    if action.kind is ActionKind.TAG:
        return Receipt(outcome=Outcome.INTERRUPTED, detail="a keyword set twice is set once")
    if action.kind in MAILED:
        return Receipt(outcome=Outcome.UNCERTAIN, detail="interrupted while sending; a person must look")
    done = desk.hands.happened(action)
    if done is None:
        return Receipt(outcome=Outcome.UNCERTAIN, detail="interrupted, and the server cannot tell whether it was done")
    if done:
        return Receipt(outcome=Outcome.DONE, detail="found after an interruption")
    return Receipt(outcome=Outcome.INTERRUPTED)


def _settle(desk: Desk, action: Action, receipt: Receipt) -> None:
    state = desk.outbox.settle(action.key, receipt, desk.clock.now())
    level = logging.INFO if state in {State.DONE, State.QUEUED} else logging.WARNING
    log.log(
        level,
        "acted",
        extra={
            "mailbox": desk.name, "mail": action.mail_id, "kind": action.kind.value, "state": state.value,
            "detail": receipt.detail,
        },
    )  # fmt: skip
