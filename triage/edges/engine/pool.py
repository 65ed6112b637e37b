"""A pool of killable workers (pebble), with limits for time and memory."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from itertools import islice
from typing import Any

from pebble import ProcessExpired, ProcessPool

from triage.domain import RawMail
from triage.edges.engine import worker
from triage.edges.engine.worker import Thinking
from triage.errors import BadModel, WorkerDied
from triage.ports import Thought

_START_SECONDS = 60  # a worker that cannot load its model in this time never will


class PoolEngine:
    """ports.Engine on pebble. `think_with` is what a worker runs on a mail; tests hand in something that dies."""

    def __init__(
        self,
        thinking: Thinking,
        *,
        workers: int = 1,
        seconds: float = 20,
        think_with: Callable[[RawMail], Thought] = worker.think,
    ) -> None:
        os.environ.setdefault(
            "OPENBLAS_NUM_THREADS", "1"
        )  # read once by the worker's BLAS; a thread costs address space
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        self._seconds = seconds
        self._ahead = workers * 2
        self._think = think_with
        self._pool = ProcessPool(
            max_workers=workers,
            max_tasks=10_000,  # a fresh worker now and then keeps memory flat
            initializer=worker.start,
            initargs=[thinking],
            context=multiprocessing.get_context("spawn"),
        )

    def warm_up(self) -> None:
        """Wait until a worker has loaded its model, so that the first mail does not. Raises BadModel."""
        try:
            self._pool.schedule(worker.ready, timeout=_START_SECONDS).result()
        except Exception as error:
            raise BadModel(f"the workers cannot start: {error}; `triage models verify` says more") from None

    def think(self, mails: Sequence[RawMail]) -> Iterator[Thought | Exception]:
        """See ports.Engine."""
        waiting = iter(mails)
        running: deque[Future[Thought]] = deque(self._begin(raw) for raw in islice(waiting, self._ahead))
        while running:
            yield _result(running.popleft(), self._seconds)
            running.extend(self._begin(raw) for raw in islice(waiting, 1))

    def close(self) -> None:
        """End the workers at once; what they were doing is done again next time."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _begin(self, raw: RawMail) -> Future[Any]:
        future: Future[Any] = self._pool.schedule(self._think, args=[raw], timeout=self._seconds)
        return future


def _result(future: Future[Thought], seconds: float) -> Thought | Exception:
    try:
        return future.result()
    except TimeoutError:
        return WorkerDied(f"it took longer than {seconds:g} seconds")
    except ProcessExpired as error:
        return WorkerDied(f"its worker ended (exit code {error.exitcode})")
    except MemoryError:
        return WorkerDied("it needed more memory than a worker may use")
    except Exception as error:  # noqa: BLE001  a fault of ours in one mail must not stop the next
        return WorkerDied(f"reading it failed ({type(error).__name__})")
