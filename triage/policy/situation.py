"""What a rule looks at, and what a rule is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
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
    now: datetime  # aware

    @property
    def safety(self) -> Safety:
        """The shop's bounds."""
        return self.policy.safety

    @property
    def delivery_days(self) -> int:
        """Calendar days after which a delivery takes longer than the shop says it usually does.

        A delivery takes working days, of which a week has five; the longest that the shop names counts.
        """
        return -(-_most(self.policy.shop.shipping_days) * 7 // 5)

    @property
    def return_days(self) -> int:
        """The shop's return window."""
        return self.policy.shop.return_days


def _most(days: str) -> int:
    return max(map(int, re.findall(r"[0-9]+", days)), default=0)


Test = Callable[[Situation], str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A named reason. `allowance` marks what the shop allows so far, which says nothing about the mail itself."""

    name: str
    stops: Literal["everything", "sending"]
    test: Test
    allowance: bool = False
