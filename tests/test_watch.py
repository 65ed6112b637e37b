"""Waiting out a server's troubles: never a storm of log-ins, never deaf, never forgetting to come back."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil
from pathlib import Path
from statistics import mean

import pytest

from tests.desks import Bench, bench_in, letter
from triage.domain import ActionKind, Arrivals, Cursor, Outcome, Receipt
from triage.errors import Refused, Unavailable
from triage.testing import MemoryAccount, MemoryMailbox
from triage.watch import LOOK_AROUND, SLICE, Watch, pause_after

GONE, WRONG = Unavailable("imap.shop.example: nothing listens there"), Refused("the log-in was refused")


@pytest.fixture(autouse=True)
def _same_jitter() -> None:
    random.seed(20261120)


# --- how long --------------------------------------------------------------------------------------------------------
def pauses(troubles: int, *, refused: bool = False) -> list[float]:
    return [pause_after(troubles, refused=refused) for _ in range(400)]


def test_pauses_grow_with_jitter_and_end_at_five_minutes() -> None:
    averages = [mean(pauses(troubles)) for troubles in range(1, 9)]
    assert averages == sorted(averages)
    for troubles in (1, 2, 5, 9, 50, 10_000):
        found = pauses(troubles)
        assert min(found) >= 1
        assert max(found) <= min(300, 2**troubles if troubles < 9 else 300)
        assert len(set(found)) > 100, "two daemons must not come back at the same moment"
    assert max(pauses(9)) > 250


def test_a_refused_log_in_rests_a_minute_at_least() -> None:
    for troubles in (1, 2, 9, 10_000):
        assert min(pauses(troubles, refused=True)) >= 60
        assert max(pauses(troubles, refused=True)) <= 300


# --- the loop --------------------------------------------------------------------------------------------------------
class Line(MemoryMailbox):
    """A mailbox that notes when it is connected anew, and in which one thing happens in each wait."""

    def __init__(self, account: MemoryAccount) -> None:
        super().__init__(account)
        self._clock = account.clock
        self._in = False
        self.connects: list[float] = []
        self.happens: list[Callable[[], object]] = []

    def sent(self, after: Cursor | None) -> Iterator[Arrivals]:
        if not self._in:
            self.connects.append(self._clock.monotonic())
        self._in = True
        return super().sent(after)

    def wait(self, seconds: float) -> bool:
        if self.happens:
            self.happens.pop(0)()
        return super().wait(seconds)

    def close(self) -> None:
        self._in = False


@dataclass
class Watched:
    """A watch that ends after so many rests and rounds."""

    bench: Bench
    rests: list[float] = field(default_factory=list)
    rounds: int = 0
    most_rests: int = 10_000
    most_rounds: int = 10_000
    while_resting: Callable[[], object] = lambda: None

    def __post_init__(self) -> None:
        self.line = Line(self.bench.account)
        self.bench.change(mailbox=self.line, stop=self.over)

    def over(self) -> bool:
        return len(self.rests) >= self.most_rests or self.rounds >= self.most_rounds

    def run(self) -> None:
        Watch(desk=self.bench.desk, sleep=self._sleep, ready=self._ready).run()

    def _sleep(self, seconds: float) -> None:
        self.rests.append(seconds)
        self.bench.account.clock.step(microseconds=ceil(seconds * 1e6))  # a datetime has no finer steps
        self.while_resting()

    def _ready(self) -> None:
        self.rounds += 1

    def between_connects(self) -> list[float]:
        return [late - early for early, late in pairwise(self.line.connects)]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    yield from bench_in(tmp_path)


def test_a_server_that_is_gone_is_asked_ever_more_seldom(bench: Bench) -> None:
    bench.account.broken = GONE
    watched = Watched(bench, most_rests=2_000)
    watched.run()
    waited = watched.between_connects()
    assert len(waited) > 20
    assert all(1 <= seconds <= 301 for seconds in waited), "never more than one connection a second"
    assert mean(waited[-10:]) > 5 * mean(waited[:4])
    assert max(watched.rests) <= SLICE, "a stop is obeyed within a slice"


def test_a_refused_log_in_is_not_repeated_within_a_minute(bench: Bench) -> None:
    bench.account.broken = WRONG
    watched = Watched(bench, most_rests=200)
    watched.run()
    assert len(watched.line.connects) > 3
    assert min(watched.between_connects()) >= 60


@pytest.mark.parametrize("trouble", [GONE, WRONG])
def test_a_stop_while_resting_ends_at_once(bench: Bench, trouble: Exception) -> None:
    bench.account.broken = trouble  # type: ignore[assignment]
    watched = Watched(bench, most_rests=1)
    watched.run()
    assert len(watched.rests) == len(watched.line.connects) == 1


def test_a_resting_daemon_says_that_it_lives(bench: Bench) -> None:
    beats: list[float] = []
    bench.account.broken = WRONG
    watched = Watched(bench, most_rests=40)
    bench.change(beat=lambda: beats.append(bench.account.clock.monotonic()))
    watched.run()
    assert max(late - early for early, late in pairwise(beats)) <= SLICE


def test_work_goes_on_when_the_server_is_back(bench: Bench) -> None:
    def back() -> None:
        if len(watched.rests) == 30:
            bench.account.broken = None

    bench.account.broken = GONE
    bench.account.deliver(letter())
    watched = Watched(bench, most_rounds=2, while_resting=back)
    watched.run()
    assert bench.outcomes() == ["reply"]
    assert len(bench.account.sent) == 1


def test_a_connection_that_has_lasted_is_made_anew_soon(bench: Bench) -> None:
    """A line that drops every few minutes for days must not make its customers wait for five."""

    def cut() -> None:
        bench.account.broken = GONE

    def heal() -> None:
        bench.account.broken = None

    watched = Watched(bench, while_resting=heal, most_rounds=200)
    watched.line.happens = [act for _ in range(40) for act in (bool, bool, cut)]
    watched.run()
    assert len(watched.line.connects) == 41
    assert max(watched.rests) <= 2


def test_a_line_that_breaks_at_once_each_time_is_not_made_anew_soon(bench: Bench) -> None:
    def heal() -> None:
        bench.account.broken = None

    def cut() -> None:
        bench.account.broken = GONE

    watched = Watched(bench, while_resting=heal, most_rests=300)
    watched.line.happens = [cut] * 10_000
    watched.run()
    assert max(watched.between_connects()) > 60


def test_a_mail_that_comes_while_waiting_is_handled_in_that_round(bench: Bench) -> None:
    watched = Watched(bench, most_rounds=3)
    watched.line.happens = [bool, lambda: bench.account.deliver(letter())]
    watched.run()
    assert len(bench.account.sent) == 1


def test_what_was_put_off_is_done_while_waiting(bench: Bench) -> None:
    bench.account.deliver(letter())
    bench.hands.scripted[ActionKind.REPLY] = Receipt(outcome=Outcome.RETRY)
    Watched(bench, most_rounds=int(60 / SLICE)).run()
    assert bench.account.sent == []
    Watched(bench, most_rounds=3).run()
    assert len(bench.account.sent) == 1


def test_agents_are_heard_and_seen_every_minute(bench: Bench) -> None:
    bench.account.deliver(letter())
    watched = Watched(bench, most_rounds=3 + int(LOOK_AROUND / SLICE))
    watched.line.happens = [lambda: bench.account.drag(1, "Triage/Logistics", "Triage/Money")]
    watched.run()
    (said,) = bench.desk.corrections.corrected()
    assert (said.correction.from_queue, said.correction.to_queue) == ("Logistics", "Money")


def test_what_a_crash_left_open_is_looked_at_first(bench: Bench) -> None:
    bench.account.deliver(letter())
    bench.hands.scripted[ActionKind.MOVE] = Receipt(outcome=Outcome.UNCERTAIN)
    Watched(bench, most_rounds=2).run()
    assert bench.mails("INBOX") == [letter()]
    bench.again()
    Watched(bench, most_rounds=1).run()
    assert bench.mails("Triage/Logistics") == [letter()]


def test_once_tells_how_many_and_lets_troubles_out(bench: Bench) -> None:
    bench.account.deliver(letter())
    watch = Watch(desk=bench.desk, sleep=lambda seconds: None)
    assert (watch.once(), watch.once()) == (1, 0)
    bench.account.broken = WRONG
    with pytest.raises(Refused):
        watch.once()
