"""A pool of killable workers (pebble), with limits for time and memory."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any

from pebble import ProcessExpired, ProcessPool

from triage.domain import RawMail, Thought
from triage.edges.engine import worker
from triage.edges.engine.worker import Thinking
from triage.errors import BadModel, WorkerDied

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
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # read once by the worker's BLAS
            os.environ.setdefault(name, "1")  # a thread costs address space
        self._thinking = thinking
        self._workers = workers
        self._seconds = seconds
        self._think = think_with
        self._ready: Future[int] | None = None
        self._renewing = threading.Lock()  # several mailboxes' threads share one engine
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._workers,
            max_tasks=10_000,  # a fresh worker now and then keeps memory flat
            initializer=worker.start,
            initargs=[self._thinking],
            context=multiprocessing.get_context("spawn"),
        )

    def begin(self) -> None:
        """Let a worker load its model, and go on at once."""
        if self._ready is None:
            self._ready = self._pool.schedule(worker.ready, timeout=_START_SECONDS)

    def warm_up(self) -> None:
        """Wait until a worker has loaded its model, so that the first mail does not. Raises BadModel."""
        self.begin()
        try:
            assert self._ready is not None
            self._ready.result()
        except BadModel:
            raise
        except Exception as error:  # noqa: BLE001  whatever kept the worker from starting is told in one line
            raise BadModel(f"the workers cannot start: {error}; `triage models verify` says more") from None

    def think(self, mails: Sequence[RawMail]) -> Iterator[Thought | Exception]:
        """See ports.Engine. Raises BadModel when a new worker cannot load the model any more."""
        waiting = iter(mails)
        running = deque((raw, self._begin(raw)) for raw in islice(waiting, self._workers * 2))
        while running:
            yield self._result(*running.popleft())
            running.extend((raw, self._begin(raw)) for raw in islice(waiting, 1))

    def close(self) -> None:
        """End the workers at once; what they were doing is done again next time."""
        _end(self._pool)

    def _begin(self, raw: RawMail) -> Future[Any]:
        """Raises BadModel."""
        with self._renewing:
            if not self._pool.active:
                _end(self._pool)
                self._pool, self._ready = self._new_pool(), None
                self.warm_up()
            future: Future[Any] = self._pool.schedule(worker.attempt, args=[self._think, raw], timeout=self._seconds)
        return future

    def _result(self, raw: RawMail, future: Future[Any]) -> Thought | Exception:
        """A worker that ends at an unlucky moment breaks pebble's pool; then each mail is tried again by itself."""
        try:
            return self._outcome(future)
        except BrokenProcessPool:
            try:
                return self._outcome(self._begin(raw))
            except BrokenProcessPool:
                return WorkerDied("it ended its worker at once")

    def _outcome(self, future: Future[Any]) -> Thought | Exception:
        """Raises BrokenProcessPool, and BadModel when a new worker could not load its model."""
        try:
            result: Thought | WorkerDied = future.result()
        except TimeoutError:
            return WorkerDied(f"it took longer than {self._seconds:g} seconds")
        except ProcessExpired as error:
            return WorkerDied(f"its worker ended (exit code {error.exitcode})")
        except (BrokenProcessPool, BadModel):
            raise
        except Exception as error:  # noqa: BLE001  a thought that cannot be sent must not stop the next
            return WorkerDied(f"its result was lost ({type(error).__name__})")
        return result


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
