"""Figures, printed and judged by nobody: `make bench`. `make bench ARGS=soak` kills the daemon twenty times instead."""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import starter_model
from tests.live.agent import Agent
from tests.live.conftest import Account, dovecot_server, settings
from tests.live.daemon import running, shop, until
from tests.live.dovecot import PASSWORD, PROGRAM
from tests.live.letters import calm
from tests.live.test_daemon import decided, kills, ping_pong, settled, table
from triage.domain import RawMail
from triage.edges import models, starter
from triage.edges.embedded import MailServer
from triage.edges.mails import read_paths
from triage.mail.parse import parse
from triage.model.judge import Judge
from triage.settings import Reading

ROOT = Path(__file__).parent.parent


def main(arguments: list[str]) -> int:
    """Run the named measurements, or the quick ones."""
    wanted = arguments or ["reading", "judging", "latency"]
    for name in wanted:
        if name not in MEASUREMENTS:
            print(f"there is no measurement {name!r}; there are: {', '.join(MEASUREMENTS)}")
            return 2
        print(f"\n{name}: {(MEASUREMENTS[name].__doc__ or '').splitlines()[0]}", flush=True)
        MEASUREMENTS[name]()
    return 0


def reading() -> None:
    """CPU for parse and clean, per mail, over the golden and the sample mails."""
    mails = [raw for folder in _folders() for _name, raw in read_paths([folder], 25_000_000)]
    took = _cpu(lambda: [parse(raw, Reading()) for raw in mails], rounds=5)
    size = sum(len(raw.content) for raw in mails) / len(mails)
    print(f"  {took / len(mails) * 1e6:,.0f} µs a mail ({len(mails)} mails of {size / 1000:.1f} kB on average)")


def judging() -> None:
    """CPU for one verdict, and for reading and judging together."""
    judge = Judge(models.load(_model()))
    texts = [(mail.subject, mail.new_text, mail.language) for mail in map(_read, _sample())]
    took = _cpu(lambda: [judge(*text) for text in texts], rounds=20)
    print(f"  {took / len(texts) * 1e6:,.0f} µs a mail; the model file has {_size(_model()):.1f} MB")


def latency() -> None:
    """From delivery into Dovecot to the reply handed to SMTP, idle machine, one mail at a time."""
    with dovecot_account() as account, tempfile.TemporaryDirectory() as folder:
        letters = calm(100, first=1000)
        with running(shop(Path(folder) / "shop", table(account), _root())) as daemon:
            until(lambda: "watching" in daemon.log(), 60, "the daemon watches", [daemon])
            time.sleep(2)
            took = [_answer_time(account, content) for content in letters]
            daemon.stop()
    took.sort()
    print(
        f"  {len(took)} mails: median {statistics.median(took):.3f} s, p90 {took[89]:.3f} s,"
        f" p99 {took[98]:.3f} s, longest {took[99]:.3f} s"
    )


def soak() -> None:
    """1,000 mixed mails through Dovecot, the daemon killed (SIGKILL) 20 times at random."""
    began = time.monotonic()
    with dovecot_account() as account, tempfile.TemporaryDirectory() as folder:
        found = kills(account, _root(), Path(folder) / "shop", mails=1000, times=20)
    for name, value in found.items():
        print(f"  {name:18} {value}")
    print(f"  took {time.monotonic() - began:.0f} s")


def pingpong() -> None:
    """Two of our daemons answering each other with every marker taken away."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"  replies sent by each: {ping_pong(_root(), Path(folder))}")


def startup() -> None:
    """From the start of the process to watching."""
    with dovecot_account() as account, tempfile.TemporaryDirectory() as folder:
        where = shop(Path(folder) / "shop", table(account), _root())
        took = []
        for _ in range(5):
            (where / "log").unlink(missing_ok=True)
            began = time.monotonic()
            with running(where) as daemon:
                until(lambda: "watching" in daemon.log(), 60, "the daemon watches", [daemon])
                took.append(time.monotonic() - began)
                until(lambda: decided(daemon) == 0 and settled(daemon), 5, "rest", [daemon])
                daemon.stop()
    print(f"  median {statistics.median(took):.2f} s of {len(took)} starts")


@contextmanager
def dovecot_account() -> Iterator[Account]:
    """A fresh account on a Dovecot of our own, with an SMTP sink beside it."""
    if PROGRAM is None:
        sys.exit("dovecot is not installed (Debian: apt-get install dovecot-imapd)")
    os.environ["TRIAGE_TEST_PASSWORD"] = PASSWORD
    with dovecot_server() as server, MailServer() as smtp:
        user = f"u{uuid.uuid4().hex[:12]}"
        imap: dict[str, Any] = {
            "host": "127.0.0.1", "port": server.tls_port, "ca_file": server.ca_file, "user": user,
            "password": {"env": "TRIAGE_TEST_PASSWORD"},
        }  # fmt: skip
        agent = Agent(port=server.port, user=user, password=PASSWORD)
        yield Account(settings=settings(imap, smtp), agent=agent, kind="dovecot", smtp=smtp)


def _answer_time(account: Account, content: bytes) -> float:
    before = len(account.smtp.received)
    account.agent.append(content)
    began = time.monotonic()
    until(lambda: len(account.smtp.received) > before, 30, "the reply")
    return time.monotonic() - began


def _cpu(work: Callable[[], object], rounds: int) -> float:
    """Median CPU seconds of several rounds, after one that warms up."""
    work()
    took = []
    for _ in range(rounds):
        began = resource.getrusage(resource.RUSAGE_SELF)
        work()
        ended = resource.getrusage(resource.RUSAGE_SELF)
        took.append(ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime)
    return statistics.median(took)


def _folders() -> list[Path]:
    return [ROOT / "tests" / "golden", starter.SAMPLE / "mails"]


def _sample() -> list[RawMail]:
    return [raw for _name, raw in read_paths([starter.SAMPLE / "mails"], 25_000_000)]


def _read(raw: RawMail) -> Any:
    return parse(raw, Reading())


def _root() -> Path:
    return starter_model(ROOT / ".pytest_cache" / "d")


def _model() -> Path:
    active = models.active(_root())
    assert active is not None
    return active


def _size(folder: Path) -> float:
    return (folder / "model.joblib").stat().st_size / 1e6


MEASUREMENTS: dict[str, Callable[[], None]] = {
    task.__name__: task for task in (reading, judging, latency, startup, soak, pingpong)
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
