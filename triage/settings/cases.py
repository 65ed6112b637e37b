"""How cases are looked after: who is told, and when a silent one is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from triage.settings.strict import STRICT


@dataclass(frozen=True, kw_only=True, slots=True)
class Care:
    """What the clock does beside the service clocks themselves."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    notify: str = ""  # address of the shop's own people that gets notices of soon-due and overdue cases; "": nobody
    offers: bool = False  # drafts name what the compensation table proposes, as far as any agent may grant it
    done_folder: str = "Done"  # beside the queue folders: an agent who moves a mail there has closed its case; "": off
    new_mails: bool = True  # an agent's new mail to a customer answers the case; False: shop programs send from here
    resolve_days: int = 10  # silent days after which a case is closed whose customer waits for nothing; 0: never
