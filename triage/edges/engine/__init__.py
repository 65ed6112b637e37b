"""Where mails are read and judged: in worker processes that may be killed."""

from triage.edges.engine.pool import PoolEngine
from triage.edges.engine.worker import Thinker, Thinking

__all__ = ["PoolEngine", "Thinker", "Thinking"]
