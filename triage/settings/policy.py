"""Everything `policy` needs to know of one mailbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from triage.domain import Level
from triage.settings.autonomy import Autonomy
from triage.settings.cases import Care
from triage.settings.clocks import DEFAULT_CLOCKS, ClockRule, Holidays, Season, Waiting
from triage.settings.compensation import DEFAULT_COMPENSATION, Authority, CompensationRow
from triage.settings.customers import Customers
from triage.settings.followups import FollowUps
from triage.settings.markets import Markets
from triage.settings.matrix import DEFAULT_MATRIX, MatrixRow
from triage.settings.parcels import Parcels
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
    matrix: tuple[MatrixRow, ...] = DEFAULT_MATRIX  # the shop's rows before the shipped ones
    clocks: tuple[ClockRule, ...] = DEFAULT_CLOCKS
    season: Season = field(default_factory=Season)
    holidays: Holidays = field(default_factory=Holidays)
    waiting: Waiting = field(default_factory=Waiting)
    zones: Mapping[str, str] = field(default_factory=dict)  # country to time zone, where a country has several
    levels: Mapping[str, Level] = field(default_factory=dict)
    default_level: Level = Level.SHADOW
    sure_forms: frozenset[str] = frozenset()  # contact forms whose site checks who writes
    parcels: Parcels = field(default_factory=Parcels)
    customers: Customers = field(default_factory=Customers)
    markets: Markets = field(default_factory=Markets)
    care: Care = field(default_factory=Care)
    compensation: tuple[CompensationRow, ...] = DEFAULT_COMPENSATION  # the shop's own table replaces it wholly
    authority: Authority = field(default_factory=Authority)
    follow_ups: FollowUps = field(default_factory=FollowUps)
    safety: Safety = field(default_factory=Safety)
    autonomy: Autonomy = field(default_factory=Autonomy)
    caps: Caps = field(default_factory=Caps)
    breaker: Breaker = field(default_factory=Breaker)

    @property
    def finished_folder(self) -> str:
        """The folder into which agents move the mails of finished cases; "" where there is none."""
        return f"{self.queue_root}/{self.care.done_folder}" if self.care.done_folder else ""

    def level(self, intent: str) -> Level:
        """What the shop allows for this intent."""
        return self.levels.get(intent, self.default_level)
