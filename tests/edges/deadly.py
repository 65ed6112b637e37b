"""What workers do in the tests of the engine. It lies apart, so that a worker imports this and no test."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from triage.domain import Mail, RawMail, Thought
from triage.edges.engine import worker
from triage.ports import Engine


class OddError(Exception):
    """Can be sent from one process to another, and cannot be received."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one)


def _eat() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(2_000_000_000))  # more than any limit at once: no clock decides how it ends


def _raise(error: BaseException) -> None:
    raise error


_DEATHS: Mapping[str, Callable[[], object]] = {
    "sleep": lambda: time.sleep(3_600),
    "eat": _eat,
    "exit": lambda: os._exit(3),
    "exit as if all were well": lambda: os._exit(0),
    "raise": lambda: _raise(RuntimeError("ann@customer.example")),
    "raise oddly": lambda: _raise(OddError("ann@customer.example", "")),
    "leave": lambda: sys.exit("ann@customer.example"),
}
_ANSWERS: Mapping[str, Callable[[], object]] = {
    "pid": os.getpid, "limit": lambda: resource.getrlimit(resource.RLIMIT_AS)[0],
}  # fmt: skip


def obey(raw: RawMail) -> Thought:
    """Die as the mail says, or answer its question, or think."""
    order = raw.content.decode()
    if order in _DEATHS:
        _DEATHS[order]()
    if order in _ANSWERS:
        return Thought(mail=Mail(id=raw.id, subject=str(_ANSWERS[order]())), verdict=None)
    return worker.think(raw)


def lose(raw: RawMail) -> Thought:
    """Give back what cannot be sent."""
    return Path(os.devnull).open()  # type: ignore[return-value]


def raw(order: str, number: int = 0) -> RawMail:
    """A mail with an order to the worker."""
    now = datetime(2026, 11, 20, tzinfo=UTC)
    return RawMail(id=f"{number}", mailbox="m", content=order.encode(), received_at=now)


def answer(engine: Engine, question: str) -> int:
    """A worker's answer."""
    (thought,) = engine.think([raw(question)])
    assert isinstance(thought, Thought), thought
    return int(thought.mail.subject)
