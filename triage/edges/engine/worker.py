"""The worker's side: the model is loaded once, then one mail after the other is read and judged."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from triage.domain import RawMail, Thought
from triage.edges.models import load
from triage.errors import BadModel, TriageError, WorkerDied
from triage.mail.language import detection as language
from triage.mail.parse import parse
from triage.model.judge import Judge
from triage.model.sentences import apart
from triage.settings import Reading

_PR_SET_PDEATHSIG = 1  # prctl(2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Thinking:
    """What a worker needs to begin: the model's folder and how each mailbox is read."""

    model: Path
    readings: Mapping[str, Reading] = field(default_factory=dict)
    default: Reading = field(default_factory=Reading)
    memory_mb: int = 1536
    wrong_share: float = 0.01  # what the shop accepts of wrong automatic answers


class Thinker:
    """Reads and judges; one lives in each worker process."""

    def __init__(self, thinking: Thinking) -> None:
        self._thinking = thinking
        self._judge = Judge(load(thinking.model), thinking.wrong_share)
        language.warm()

    def think(self, raw: RawMail) -> Thought:
        """Read and judge one mail. A mail that cannot be read gets no verdict."""
        mail = parse(raw, self._thinking.readings.get(raw.mailbox, self._thinking.default))
        if mail.error is not None:
            return Thought(mail=mail, verdict=None)
        verdict = self._judge(mail.subject, mail.new_text, mail.language)
        if verdict.urgency == "low":  # nothing else is ever answered alone
            verdict = replace(verdict, apart=apart(self._judge, mail.subject, mail.new_text, mail.language, verdict))
        return Thought(mail=mail, verdict=verdict)


_thinker: Thinker | None = None
_why_not: str = ""  # why this worker has none; told by `ready`, because a pool shows what a start raises as a traceback


def start(thinking: Thinking) -> None:
    """Begin a worker process: limits first, then the model."""
    global _thinker, _why_not  # noqa: PLW0603  one per process, by design of the pool
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the daemon decides when a worker ends
    _die_with_parent()
    _limit_memory(thinking.memory_mb)
    try:
        _thinker = Thinker(thinking)
    except TriageError as error:
        _why_not = str(error)


def think(raw: RawMail) -> Thought:
    """One mail in this worker."""
    if _thinker is None:
        raise BadModel(_why_not)
    return _thinker.think(raw)


def attempt(think_with: Callable[[RawMail], Thought], raw: RawMail) -> Thought | WorkerDied:
    """What came of one mail. Whatever is raised ends here: not every error survives the way to another process."""
    try:
        return think_with(raw)
    except BadModel:  # not the mail's fault
        raise
    except MemoryError:
        return WorkerDied("it needed more memory than a worker may use")
    except BaseException as error:  # noqa: BLE001  SystemExit as well; it would end the daemon's thread
        return WorkerDied(f"reading it failed ({type(error).__name__})")


def ready() -> int:
    """The worker's process id, once its model is loaded. Raises BadModel."""
    if _thinker is None:
        raise BadModel(_why_not)
    return os.getpid()


def _die_with_parent() -> None:
    """A daemon that is killed must not leave workers behind (Linux, prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit_memory(megabytes: int) -> None:
    """Memory beyond the limit becomes a MemoryError in this worker alone."""
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
