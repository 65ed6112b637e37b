"""What a rule looks at, and what a rule is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from triage.domain import Facts, Level, Mail, Verdict
from triage.settings import MatrixRow, Policy, Safety


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """Everything a rule may look at."""

    mail: Mail
    verdict: Verdict | None
    facts: Facts
    policy: Policy
    guards: tuple[str, ...]  # guard groups with a term in the mail
    row: MatrixRow  # of the decision matrix
    level: Level  # what the class may do so far
    has_template: bool

    @property
    def safety(self) -> Safety:
        """The shop's bounds."""
        return self.policy.safety


Test = Callable[[Situation], str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A named reason. `allowance` marks what the shop allows so far, which says nothing about the mail itself."""

    name: str
    stops: Literal["everything", "sending"]
    test: Test
    allowance: bool = False
