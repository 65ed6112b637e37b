"""Workers that are killed, starved and shot: each mail gets its result in order, and the next one works."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.edges.deadly import answer, lose, obey, raw
from triage.domain import Thought
from triage.edges import models
from triage.edges.engine import PoolEngine, Thinking
from triage.errors import BadModel, WorkerDied

pytestmark = pytest.mark.xdist_group("engine")  # one engine for all of them

MEGABYTES = 900
SECONDS = 1.5
GOOD = "Subject: order\r\nFrom: ann@customer.example\r\n\r\nWhere is my parcel, please?"


@pytest.fixture(scope="module")
def thinking(model_root: Path) -> Thinking:
    folder = models.active(model_root)
    assert folder is not None
    return Thinking(model=folder, memory_mb=MEGABYTES)


@pytest.fixture(scope="module")
def engine(thinking: Thinking) -> Iterator[PoolEngine]:
    made = PoolEngine(thinking, seconds=SECONDS, think_with=obey)
    made.warm_up()
    yield made
    made.close()


def gone(pid: int) -> bool:
    """No such process, or one that nobody has buried yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def until(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


# Those that take their worker along cost a new one, which loads the model again.
ENDS = {
    "sleep": "longer than 1.5 seconds", "eat": "more memory", "exit": "exit code 3",
    "exit as if all were well": "longer than 1.5 seconds", "raise": "RuntimeError",
    "raise oddly": "OddError", "leave": "SystemExit",
}  # fmt: skip


@pytest.mark.timeout(60)
def test_every_death_is_one_result_in_order_and_the_next_mail_works(engine: PoolEngine) -> None:
    mails = [raw(order, 2 * number + n) for number, death in enumerate(ENDS) for n, order in enumerate((death, GOOD))]
    results = list(engine.think(mails))
    assert len(results) == len(mails)
    for (death, words), died, lived in zip(ENDS.items(), results[::2], results[1::2], strict=True):
        assert isinstance(died, WorkerDied), death
        assert words in str(died), death
        assert "ann@" not in str(died), "a reason is no place for a customer's words"
        assert isinstance(lived, Thought), f"{lived} after: {death}"
        assert lived.verdict is not None
    assert [thought.mail.id for thought in results[1::2]] == [mail.id for mail in mails[1::2]]  # type: ignore[union-attr]


def test_a_worker_has_a_limit_of_memory_and_of_its_own(engine: PoolEngine) -> None:
    assert answer(engine, "limit") == MEGABYTES * 1024 * 1024
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != MEGABYTES * 1024 * 1024


def test_a_worker_that_is_shot_while_it_rests_costs_no_mail(engine: PoolEngine) -> None:
    os.kill(answer(engine, "pid"), signal.SIGKILL)
    time.sleep(0.3)
    results = list(engine.think([raw(GOOD, number) for number in range(4)]))
    assert all(isinstance(result, Thought) for result in results), results


def test_a_result_that_cannot_be_sent_is_a_death(thinking: Thinking, engine: PoolEngine) -> None:
    engine._think = lose
    try:
        (lost,) = engine.think([raw(GOOD)])
    finally:
        engine._think = obey
    assert isinstance(lost, WorkerDied)
    assert isinstance(next(engine.think([raw(GOOD)])), Thought)


def test_two_mailboxes_share_the_workers(engine: PoolEngine) -> None:
    found: dict[str, list[str]] = {}

    def work(name: str, orders: list[str]) -> None:
        found[name] = [
            result.mail.subject if isinstance(result, Thought) else "died"
            for result in engine.think([raw(order) for order in orders])
        ]

    sick = threading.Thread(target=work, args=("sick", ["raise", GOOD, "raise"]))
    sick.start()
    work("well", [GOOD] * 5)
    sick.join(30)
    assert found == {"sick": ["died", "order", "died"], "well": ["order"] * 5}


def test_a_model_that_vanishes_is_told_and_strikes_no_mail(thinking: Thinking, tmp_path: Path) -> None:
    folder = tmp_path / thinking.model.name
    shutil.copytree(thinking.model, folder)
    engine = PoolEngine(replace(thinking, model=folder), seconds=SECONDS, think_with=obey)
    engine.warm_up()
    shutil.rmtree(folder)
    results = engine.think([raw("exit"), raw(GOOD)])
    assert isinstance(next(results), WorkerDied), "the worker is gone, and the next one finds no model"
    with pytest.raises(BadModel, match="triage train"):
        next(results)
    engine.close()


def test_closing_does_not_wait_for_the_mail_in_hand(thinking: Thinking) -> None:
    engine = PoolEngine(thinking, seconds=600, think_with=obey)
    results = engine.think([raw("pid"), raw("sleep"), raw("sleep")])
    first = next(results)
    assert isinstance(first, Thought)
    time.sleep(0.2)
    began = time.monotonic()
    engine.close()
    engine.close()
    assert time.monotonic() - began < 3
    assert gone(int(first.mail.subject))


PARENT = """
import sys
from pathlib import Path
from tests.edges.deadly import answer, obey, raw
from triage.edges.engine import PoolEngine, Thinking

if __name__ == "__main__":
    engine = PoolEngine(Thinking(model=Path(sys.argv[1])), seconds=600, think_with=obey)
    print(answer(engine, "pid"), flush=True)
    list(engine.think([raw("sleep")]))
"""


def test_workers_die_with_their_parent(thinking: Thinking, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script), str(thinking.model)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=ROOT) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert not gone(worker)
        parent.kill()
        assert until(lambda: gone(worker), 5)
