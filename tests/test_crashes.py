"""Killed anywhere, or left without an answer: what can be proven is done once, and what cannot is never repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.desks import AUTO, Bench, bench_in, letter
from triage.domain import Action, ActionKind, Level, Origin, Outcome, Receipt, mail_id
from triage.edges.store.report import summary
from triage.flow import act, cycle, reconcile
from triage.ports import Hands
from triage.testing import MemoryHands

MINE = mail_id("support", letter())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


class Killed(BaseException):
    """SIGKILL."""


@dataclass
class Dying:
    """Hands of a process that is killed just before or just after its deed."""

    hands: Hands
    kind: ActionKind
    done: bool

    def perform(self, action: Action, places: Sequence[Origin]) -> Receipt:
        if action.kind is self.kind and not self.done:
            raise Killed
        receipt = self.hands.perform(action, places)
        if action.kind is self.kind:
            raise Killed
        return receipt

    def happened(self, action: Action) -> bool | None:
        return self.hands.happened(action)


def die(bench: Bench, kind: ActionKind, *, done: bool) -> None:
    """One round in which the process is killed, and a new process on the same files."""
    bench.change(hands=Dying(bench.hands, kind, done))
    with pytest.raises(Killed):
        cycle(bench.desk)
    bench.again()


def restart_often(bench: Bench) -> None:
    for _ in range(3):
        bench.again()
        reconcile(bench.desk)
        cycle(bench.desk)
        bench.account.clock.step(hours=2)


BEFORE_AND_AFTER = pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
DRAFTS = replace(AUTO, default_level=Level.DRAFT)


@BEFORE_AND_AFTER
@pytest.mark.parametrize("kind", [ActionKind.TAG, ActionKind.MOVE, ActionKind.SENT_COPY, ActionKind.DRAFT])
def test_what_can_be_looked_for_is_done_exactly_once(bench: Bench, kind: ActionKind, done: bool) -> None:
    bench.policy = DRAFTS if kind is ActionKind.DRAFT else AUTO
    bench.again()
    bench.account.deliver(letter())
    die(bench, kind, done=done)
    restart_often(bench)
    assert bench.mails("Triage/Logistics") == [letter()]
    assert (len(bench.mails("Drafts")), len(bench.mails("Sent"))) == ((1, 0) if bench.policy is DRAFTS else (0, 1))
    assert {state for (_, state), _ in summary(bench.database).actions.items()} == {"done"}


@BEFORE_AND_AFTER
def test_an_interrupted_reply_is_never_repeated(bench: Bench, done: bool) -> None:
    bench.account.deliver(letter())
    die(bench, ActionKind.REPLY, done=done)
    restart_often(bench)
    assert len(bench.account.sent) == done
    assert bench.state(f"reply:{MINE}") == "uncertain"
    assert [item.what for item in summary(bench.database).needs_person] == ["reply uncertain"]
    assert bench.mails("Sent") == [], "no copy of what was not surely sent"
    assert bench.mails("Triage/Logistics") == [letter()], "the mail waits for a person in its queue"


def test_a_lost_answer_to_a_reply_is_never_repeated(bench: Bench) -> None:
    bench.account.deliver(letter())
    bench.hands.scripted[ActionKind.REPLY] = Receipt(outcome=Outcome.UNCERTAIN, detail="the answer was lost")
    cycle(bench.desk)
    restart_often(bench)
    assert bench.account.sent == []
    assert bench.state(f"reply:{MINE}") == "uncertain"


class Blind(MemoryHands):
    """Hands of a server that cannot tell what happened."""

    def happened(self, action: Action) -> bool | None:
        return None


@pytest.mark.parametrize("kind", [ActionKind.MOVE, ActionKind.SENT_COPY])
def test_without_proof_nothing_is_repeated(bench: Bench, kind: ActionKind) -> None:
    bench.account.deliver(letter())
    die(bench, kind, done=False)
    for _ in range(2):
        bench.again()
        bench.change(hands=Blind(bench.account))
        reconcile(bench.desk)
        cycle(bench.desk)
        assert bench.state(f"{kind.value}:{MINE}") == "uncertain"
    restart_often(bench)
    assert bench.state(f"{kind.value}:{MINE}") == "done", "proof may come later"


def test_a_server_that_says_later_is_asked_later(bench: Bench) -> None:
    bench.account.deliver(letter())
    bench.hands.scripted[ActionKind.REPLY] = Receipt(outcome=Outcome.RETRY, detail="451 greylisted")
    cycle(bench.desk)
    act(bench.desk)
    assert (bench.account.sent, bench.mails("Sent")) == ([], [])
    bench.account.clock.step(seconds=61)
    act(bench.desk)
    assert len(bench.account.sent) == len(bench.mails("Sent")) == 1
