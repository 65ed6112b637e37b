"""The whole program on one screen: receive, think, act, look around; then wait for more.

The law: bytes are stored before the server is told anything; a decision and its actions are one transaction; an action
is marked before it is done and never repeated without proof. So a daemon that is killed anywhere begins again by
running the same functions.
"""

from __future__ import annotations

import logging

from triage.care import listen_to_agents, offer, offered
from triage.desk import Desk, Handled
from triage.domain import MAILED, Action, ActionKind, Mail, Outcome, RawMail, Receipt, State, Thought
from triage.errors import TriageError, WorkerDied
from triage.facts import read_with
from triage.filing import taken_back
from triage.mail.compose import compose
from triage.policy.decide import decide
from triage.policy.plan import plan

log = logging.getLogger("triage.flow")

STRIKES = 3  # so many killed workers and a mail is quarantined
_BATCH = 50


def cycle(desk: Desk) -> int:
    """One round: take in what is new, decide it, do what is due. Returns how many mails were decided."""
    receive(desk)
    decided = think(desk)
    act(desk)
    return decided


def receive(desk: Desk) -> int:
    """Store what the server has above the cursor. Returns how many mails were new."""
    after = desk.intake.cursor(desk.name, desk.folder)
    new = 0
    for batch in desk.mailbox.arrivals(desk.folder, after, desk.since):
        taken_back(desk, batch.mails)
        new += len(desk.intake.keep(batch.mails, batch.cursor))
        desk.beat()
        if desk.stop():
            break
    return new


def think(desk: Desk) -> int:
    """Read, judge and decide every stored mail that has no decision. Returns how many were decided.

    Before each batch the agents are heard: what a person has answered meanwhile, the machine does not. A batch is
    decided before anything of it is done: a customer's second mail may take back what the first would have got.
    """
    decided = 0
    while not desk.stop() and (waiting := desk.intake.waiting(desk.name, _BATCH)):
        listen_to_agents(desk)
        for raw, thought in zip(waiting, desk.engine.think(waiting), strict=True):
            decided += _settled(desk, raw, thought)
            desk.beat()
            if desk.stop():
                break
        act(desk)
    return decided


def decide_one(desk: Desk, thought: Thought) -> Handled:
    """Decide one mail and write decision and actions together."""
    now = desk.clock.now()
    verdict = thought.verdict
    mail, facts = read_with(desk, thought.mail, now)
    decision = decide(mail, verdict, facts, desk.policy, now, desk.templates, mailbox=desk.name)
    award = offer(desk, mail, decision, facts, now)
    made = plan(mail, decision, facts, desk.policy, desk.templates, now, compose=compose, award=award)
    written = desk.journal.decide(mail, verdict, made)
    offered(desk, award, written.decision.outcome, now)
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
            if desk.outbox.committing(action.key, desk.clock.now()):
                _settle(desk, action, desk.hands.perform(action, desk.intake.places(action.mail_id)))
            desk.beat()


def reconcile(desk: Desk) -> None:
    """After a (re)connect: look for proof of what a crash or a lost answer left open. A reply is never repeated."""
    for action in desk.outbox.interrupted(desk.name):
        receipt = _proof(desk, action)
        if receipt is not None:
            _settle(desk, action, receipt)


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
