"""What is wrong with values of the smaller tables: numbers out of bounds, addresses and languages that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from triage.labels import LANGUAGES
from triage.policy.addresses import is_address
from triage.policy.grammar import near
from triage.settings import Authority, Care, Safety, Shop

_A_YEAR = 8_760  # hours
_SHORTEST = 4  # days; a code for less is an affront
_MOST = 1_000_000
_SHARE = "a share of one, so 10 % is 0.1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """What a number must lie in: from `least` (not at it, where `above`) to `most`."""

    table: str
    key: str
    least: float = 0
    most: float = _MOST
    above: bool = False
    hint: str = ""

    def fault(self, value: float) -> str:
        """The line for a value outside; "" for one within.

        >>> Bound(table="shop", key="answer_hours", least=1, most=48).fault(0)
        'shop: answer_hours is 0; write a number from 1 to 48'
        """
        if (self.least < value if self.above else self.least <= value) and value <= self.most:
            return ""
        begins = f"above {self.least:g} and at most" if self.above else f"from {self.least:g} to"
        said = f"{self.table}: {self.key} is {value:g}; write a number {begins} {self.most:,.10g}"
        return f"{said}: {self.hint}" if self.hint else said


BOUNDS = (
    Bound(table="shop", key="answer_hours", least=1, most=_A_YEAR),
    Bound(table="shop", key="return_days", most=3_650),
    Bound(table="holidays", key="tell_days", most=366, hint="0 tells nothing"),
    Bound(table="follow_ups", key="silent_days", above=True, most=365),
    Bound(table="follow_ups", key="progress_hours", above=True, most=_A_YEAR),
    Bound(table="follow_ups", key="progress_days", above=True, most=365),
    Bound(table="follow_ups", key="progress_most", most=100, hint='0 is none; progress_update = "off" says the same'),
    Bound(table="follow_ups", key="csat_hours", above=True, most=_A_YEAR),
    Bound(table="follow_ups", key="apology_hours", above=True, most=_A_YEAR),
    Bound(table="follow_ups", key="good_score", least=1, most=5),
    Bound(table="follow_ups", key="thanks_share", above=True, most=1, hint=_SHARE),
    Bound(
        table="follow_ups", key="thanks_days", least=_SHORTEST, most=3_650,
        hint=f"a code for {_SHORTEST - 1} days or less is an affront",
    ),
    Bound(table="follow_ups", key="thanks_again_days", most=3_650, hint="0 thanks in every case"),
    Bound(table="care", key="resolve_days", most=3_650, hint="0 closes none by itself"),
    *(
        Bound(table="caps", key=key)
        for key in ("per_conversation_template", "per_sender_day", "per_sender_week", "per_domain_hour",
                    "per_body_week", "per_case_day", "per_minute", "per_hour")
    ),
    Bound(table="breaker", key="times_usual_rate", above=True),
    Bound(table="breaker", key="floor_per_hour"),
    Bound(table="breaker", key="bounces_per_hour"),
    *(
        Bound(table="safety", key=key, most=1, hint=_SHARE)
        for key in ("trust", "alert", "draft_confidence", "language_confidence", "coverage")
    ),
    *(
        Bound(table="safety", key=key)
        for key in ("min_words", "max_words", "shadow_days", "shadow_mails", "same_order_days", "repeat_contacts",
                    "answer_within_hours")
    ),
)  # fmt: skip


def faults(settings: Any) -> Iterator[str]:
    """Every fault, a line each that says what to write. `settings` has the tables as attributes."""
    found = (bound.fault(getattr(getattr(settings, bound.table), bound.key)) for bound in BOUNDS)
    yield from filter(None, found)
    yield from _working_days(settings.shop)
    yield from _addresses(settings.care, settings.authority)
    yield from _languages(settings.safety)


def _working_days(shop: Shop) -> Iterator[str]:
    """The times that replies name also tell when a parcel takes longer than that."""
    for key, such in (("handling_days", "1-2"), ("shipping_days", "7-15")):
        written = getattr(shop, key)
        if not re.search(r"\d", written):
            yield f'shop: {key} is "{written}"; write working days, such as "{such}"'


def _addresses(care: Care, authority: Authority) -> Iterator[str]:
    if care.notify and not is_address(care.notify):
        yield f'care: notify is "{care.notify}"; write one mail address, such as "team@shop.example"'
    for agent in authority.agents:
        if not is_address(agent):
            yield f'authority: agents: "{agent}" is no mail address; write one such as "ann@shop.example" = "advanced"'


def _languages(safety: Safety) -> Iterator[str]:
    for language in safety.languages:
        if language not in LANGUAGES:
            hint = near(language, LANGUAGES) or f"; there are {', '.join(LANGUAGES)}"
            yield f'safety: languages: "{language}" is not among them{hint}'
