"""In which manner a customer is written to, where the built-in answer does not fit the shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from triage.settings.strict import STRICT


@dataclass(frozen=True, kw_only=True, slots=True)
class Markets:
    """Exceptions from the manner of a country or, where no order is known, of a language."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    countries: Mapping[str, str] = field(default_factory=dict)  # ISO 3166 to manner: AU = "north_america"
    languages: Mapping[str, str] = field(default_factory=dict)  # en = "europe", zh-Hant = "asia"
