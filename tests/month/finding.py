"""One rule that was held against a month."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """How many things a rule was held against, and what broke it."""

    rule: str
    looked_at: int
    broken: tuple[str, ...] = ()
