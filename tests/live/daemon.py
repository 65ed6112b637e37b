"""The real daemon as its own process in a shop folder of its own, to be started, stopped and killed."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass(slots=True)
class Daemon:
    """`triage run` on a shop folder."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    def start(self) -> None:
        """Start it, and go on at once."""
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "triage", "run", "--config", str(self.folder)],
            env={**os.environ, **ENVIRONMENT, **self.environment}, stdout=log, stderr=log,
        )  # fmt: skip
        log.close()

    def kill(self) -> None:
        """SIGKILL: nothing of it may finish anything."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(20)

    def stop(self) -> int:
        """SIGTERM; returns the exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def log(self) -> str:
        """Everything it has said."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask its database; nothing while there is none yet."""
        path = self.folder / "state" / "triage.db"
        if not path.exists():
            return []
        with contextlib.closing(sqlite3.connect(path, timeout=10)) as connection:
            try:
                return connection.execute(query, values).fetchall()
            except sqlite3.OperationalError:
                return []

    def count(self, query: str, *values: object) -> int:
        """The one number of a query; 0 while there is none."""
        rows = self.rows(query, *values)
        return int(rows[0][0]) if rows else 0


@contextlib.contextmanager
def running(folder: Path, **environment: str) -> Iterator[Daemon]:
    """A daemon that is running, and is gone at the end."""
    daemon = Daemon(folder, environment=environment)
    daemon.start()
    try:
        yield daemon
    finally:
        if daemon.process is not None and daemon.process.poll() is None:
            daemon.kill()


def shop(folder: Path, mailbox: Mapping[str, Any], models: Path, **tables: Any) -> Path:
    """A shop folder whose settings let the machine answer from the first mail on."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "shop": {"name": "Test Shop"},
        "mailbox": [mailbox],
        "levels": {"default": "auto"},
        # these tests are about the flow: what the model is sure of must not decide them
        "safety": {"shadow_days": 0, "shadow_mails": 0, "prove": False, "trust": 0.0, "coverage": 0.2},
        "caps": {"per_minute": 100_000, "per_hour": 100_000, "per_domain_hour": 100_000},
        "breaker": {"floor_per_hour": 100_000},
        "store": {"min_free_mb": 0},
        "folders": {"models": str(models)},
        "log": {"format": "json"},
    }
    (folder / "triage.toml").write_text(tomli_w.dumps({**settings, **tables}), encoding="utf-8")
    return folder


def until(true: Callable[[], bool], seconds: float, what: str, logs: Sequence[Daemon] = ()) -> None:
    """Wait until something is true."""
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            told = "\n".join(daemon.log()[-1500:] for daemon in logs)
            raise AssertionError(f"not within {seconds:g} s: {what}\n{told}")
        time.sleep(0.05)
