"""Settings of the pure core, as frozen values with safe defaults. `config` reads them from triage.toml."""

from triage.settings.policy import Policy
from triage.settings.reading import ContactForm, Limits, Reading
from triage.settings.routing import DEFAULT_QUEUES, QueueRule
from triage.settings.safety import Breaker, Caps, Safety
from triage.settings.shop import Shop

__all__ = [
    "DEFAULT_QUEUES",
    "Breaker",
    "Caps",
    "ContactForm",
    "Limits",
    "Policy",
    "QueueRule",
    "Reading",
    "Safety",
    "Shop",
]
