"""`python -m tests.fuzz [COUNT] [--seed N]`: hostile and mutated mails through the parser, in processes with limits.

Prints mails, exceptions, the slowest mail and the peak of memory; exits 1 when any mail was not read as it must be.
A fault is printed with its seed and number, which make the same mail again; numbers below zero are the hostile table's.
"""

from __future__ import annotations

import argparse
import multiprocessing
import multiprocessing.connection
import random
import resource
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz_judge import fault
from tests.fuzz_mutations import mutated
from tests.golden.golden import MAILS
from tests.mail import hostile

BATCH = 500
CPU_SECONDS = 120  # of one worker's batch: a mail takes a few milliseconds
MEMORY = 1_500_000_000  # bytes of address space of a worker, libraries included
SLOW = 1.0  # seconds of CPU for one mail
PEAK = 512 * 1024  # kB that a worker may have in memory
SHAPES = tuple(hostile.shapes())
LARGEST = 300_000  # bytes of a mail that is mutated: larger ones are the hostile table's
SAMPLES = Path(__file__).parent.parent / "triage" / "sample" / "mails"


@dataclass(kw_only=True)
class Tally:
    """What a batch came to."""

    mails: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, -1)
    memory: int = 0  # kB

    def add(self, other: Tally) -> None:
        """Take another batch in."""
        self.mails += other.mails
        self.faults += other.faults
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)


def seeds() -> list[bytes]:
    """What mutations begin with: golden mails, sample mails, and hostile shapes that are not large."""
    mails = [path.read_bytes() for path in (*MAILS, *sorted(SAMPLES.glob("*.eml")))]
    shapes = [content for _, make in hostile.broken() if len(content := make()) < LARGEST]
    return [mail for mail in mails if len(mail) < LARGEST] + shapes


def mail(seed: int, number: int, mails: list[bytes]) -> bytes:
    """The mail of this number; the same for the same seed, whatever batch it falls in."""
    if number < 0:
        return SHAPES[number][1]()
    return mutated(random.Random(f"{seed}:{number}"), mails)


def batch(seed: int, numbers: range, out: multiprocessing.connection.Connection) -> None:
    """Read these mails in this process and send what came of it, mail by mail where one is slow or wrong."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    mails, tally = seeds(), Tally()
    for number in numbers:
        out.send(number)
        content = mail(seed, number, mails)
        began = time.process_time()
        wrong = fault(content)
        took = time.process_time() - began
        tally.mails += 1
        tally.slowest = max(tally.slowest, (took, number))
        if wrong or took > SLOW:
            tally.faults.append((number, wrong or f"took {took:.2f} s"))
    tally.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if tally.memory > PEAK:
        tally.faults.append((numbers.start, f"{tally.memory // 1024} MB of memory in this batch"))
    out.send(tally)


def judged(seed: int, numbers: range) -> Tally:
    """A batch in its own process. A process that dies is the fault of the mail it was at; the rest are still read."""
    tally = Tally()
    while numbers:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        worker = multiprocessing.Process(target=batch, args=(seed, numbers, theirs))
        worker.start()
        theirs.close()
        at, found = numbers.start - 1, None  # the mail it is at; what came of all
        try:
            while found is None:
                got = ours.recv()
                at, found = (got, None) if isinstance(got, int) else (at, got)
        except EOFError:
            worker.join()
            tally.faults.append((at, f"the worker died with {worker.exitcode}"))
            tally.mails += at + 1 - numbers.start
        worker.join()
        if found is not None:
            tally.add(found)
            return tally
        numbers = range(max(at, numbers.start) + 1, numbers.stop)
    return tally


def main(arguments: list[str]) -> int:
    """Run, print, and say by the exit code whether all was well."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, help="write the mail of this number to standard output instead")
    asked = parser.parse_args(arguments)
    if asked.show is not None:
        sys.stdout.buffer.write(mail(asked.seed, asked.show, seeds()))
        return 0
    tally = Tally()
    for start in range(-len(SHAPES), asked.count, BATCH):
        before = len(tally.faults)
        tally.add(judged(asked.seed, range(start, min(start + BATCH, asked.count))))
        for number, wrong in tally.faults[before:]:
            print(f"\n  mail {number} of seed {asked.seed}: {wrong}")
        print(f"\r{tally.mails:,} mails, {len(tally.faults)} faults", end="", flush=True)
    report(tally)
    return 1 if tally.faults else 0


def report(tally: Tally) -> None:
    """What is said at the end."""
    took, number = tally.slowest
    print(f"\nmails {tally.mails:,} · faults {len(tally.faults)} · slowest {took:.3f} s CPU (mail {number})", end="")
    print(f" · peak memory {tally.memory // 1024} MB")
    for wrong, count in Counter(wrong for _, wrong in tally.faults).most_common(20):
        print(f"  {count} x {wrong}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
