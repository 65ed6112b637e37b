"""What a row of the abuse table is, and what running it came to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """How many attacks were made, what came of them in words, and every one that got through."""

    count: int
    result: str
    faults: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, count: int, result: str, faults: Iterable[str]) -> Found:
        """From any number of faults, each told once."""
        return cls(count=count, result=result, faults=tuple(dict.fromkeys(faults)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One attack. `run(every)` makes every n-th of its mails: 1 is all of them, `quick` is what the test makes."""

    name: str
    what: str
    wanted: str
    run: Callable[[int], Found]
    quick: int = 1
    also: str = ""  # where more of its proof lies
