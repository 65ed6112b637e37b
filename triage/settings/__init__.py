"""Settings of the pure core, as frozen values with safe defaults. `config` reads them from triage.toml."""

from triage.settings.autonomy import Autonomy
from triage.settings.cases import Care
from triage.settings.clocks import DEFAULT_CLOCKS, ClockRule, Holidays, Season, Waiting
from triage.settings.compensation import DEFAULT_COMPENSATION, Authority, Codes, CompensationRow
from triage.settings.customers import Customers
from triage.settings.followups import FollowUps
from triage.settings.markets import Markets
from triage.settings.matrix import DEFAULT_MATRIX, MatrixRow
from triage.settings.parcels import Parcels
from triage.settings.policy import Policy
from triage.settings.reading import ContactForm, Limits, Reading
from triage.settings.routing import DEFAULT_QUEUES, QueueRule
from triage.settings.safety import Breaker, Caps, Safety
from triage.settings.shop import Shop

__all__ = [
    "DEFAULT_CLOCKS",
    "DEFAULT_COMPENSATION",
    "DEFAULT_MATRIX",
    "DEFAULT_QUEUES",
    "Authority",
    "Autonomy",
    "Breaker",
    "Caps",
    "Care",
    "ClockRule",
    "Codes",
    "CompensationRow",
    "ContactForm",
    "Customers",
    "FollowUps",
    "Holidays",
    "Limits",
    "Markets",
    "MatrixRow",
    "Parcels",
    "Policy",
    "QueueRule",
    "Reading",
    "Safety",
    "Season",
    "Shop",
    "Waiting",
]
