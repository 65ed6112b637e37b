"""A month in a folder of its own, with everything that was seen and judged; two of them side by side."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import multiprocessing.connection
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.month.checks import at_dusk, digest, judged
from tests.month.finding import Finding
from tests.month.office import Left, Written
from tests.month.play import Play
from tests.month.record import Day, Month
from tests.month.scene import scene
from tests.month.watching import leaving, rendered
from triage.domain import ActionKind

Progress = Callable[[float], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What a month came to."""

    told: str
    mails: int
    cases: int
    deaths: int
    days: tuple[Day, ...]
    findings: tuple[Finding, ...]
    digest: str
    seconds: float


def month(seed: int, mails: int, days: int, progress: Progress = lambda share: None) -> Result:
    """Play one month and judge it."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, closing(play(seed, mails, days, Path(folder), progress)) as played:
        with played.office.database.read() as connection:
            cases = connection.exec_driver_sql("select count(*) from cases").scalar_one()
        return Result(
            told=played.scene.told,
            mails=len(played.letters),
            cases=cases,
            deaths=played.office.deaths,
            days=tuple(played.days),
            findings=tuple(judged(played)),
            digest=digest(played),
            seconds=time.monotonic() - began,
        )


def play(seed: int, mails: int, days: int, folder: Path, progress: Progress = lambda share: None) -> Month:
    """Play one month; its rows stay in the folder until it is closed."""
    return Play(scene(seed, mails, days), folder, _watch, _read, at_dusk, progress).run()


def _watch(played: Month, left: Left, template: str) -> None:
    if left.kind is ActionKind.REPLY:
        for wrong in leaving(played, left, template):
            played.blame(f"sent: {wrong}", f"{left.key[:20]} on {left.at:%d %H:%M}")


def _read(played: Month, written: Written) -> None:
    played.read += 1
    state = written.slots.parcel.state if written.slots.parcel else "no parcel"
    for wrong in rendered(written):
        played.blame(f"words: {written.template}/{written.locale} {wrong}", f"{written.slots.market}, {state}")


# --- two at once ------------------------------------------------------------------------------------------------------
def side_by_side(seeds: tuple[int, ...], mails: int, days: int, progress: Progress) -> list[Result]:
    """One month for each seed, each in a process of its own, with its share of the mails."""
    ends = {seed: _begun(seed, mails // len(seeds), days) for seed in seeds}
    shares = dict.fromkeys(seeds, 0.0)
    results: dict[int, Result] = {}
    while len(results) < len(seeds):
        for end in multiprocessing.connection.wait([end for seed, end in ends.items() if seed not in results]):
            seed = next(one for one in seeds if ends[one] is end)
            got = end.recv()  # type: ignore[union-attr]
            if isinstance(got, Result):
                results[seed] = got
            else:
                shares[seed] = got
                progress(sum(shares.values()) / len(seeds))
    return [results[seed] for seed in seeds]


def _begun(seed: int, mails: int, days: int) -> multiprocessing.connection.Connection:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    multiprocessing.get_context("spawn").Process(target=_work, args=(seed, mails, days, theirs), daemon=True).start()
    theirs.close()
    return ours


def _work(seed: int, mails: int, days: int, out: multiprocessing.connection.Connection) -> None:
    logging.disable(logging.CRITICAL)
    gc.set_threshold(200_000, 50, 50)  # everything of a month is kept, so looking for waste finds none
    last = 0.0

    def progress(share: float) -> None:
        nonlocal last
        if share - last >= 0.01:
            last = share
            out.send(share)

    out.send(month(seed, mails, days, progress))
