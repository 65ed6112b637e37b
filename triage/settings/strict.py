"""How `config` validates a settings dataclass: an unknown key is an error. Nothing of pydantic is imported here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STRICT: Mapping[str, Any] = {"extra": "forbid"}
