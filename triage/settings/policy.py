"""Everything `policy` needs to know of one mailbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from triage.domain import Level
from triage.settings.routing import DEFAULT_QUEUES, QueueRule
from triage.settings.safety import Breaker, Caps, Safety
from triage.settings.shop import Shop


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """Everything `policy` needs to know of one mailbox's shop."""

    shop: Shop = field(default_factory=Shop)
    own_address: str = ""  # replies come from it
    from_name: str = ""
    instance: str = ""
    routing: str = "tag"  # off, tag, move
    queue_root: str = "Triage"
    queues: tuple[QueueRule, ...] = DEFAULT_QUEUES
    levels: Mapping[str, Level] = field(default_factory=dict)
    default_level: Level = Level.SHADOW
    sure_forms: frozenset[str] = frozenset()  # contact forms whose site checks who writes
    safety: Safety = field(default_factory=Safety)
    caps: Caps = field(default_factory=Caps)
    breaker: Breaker = field(default_factory=Breaker)

    def level(self, intent: str) -> Level:
        """What the shop allows for this intent."""
        return self.levels.get(intent, self.default_level)
