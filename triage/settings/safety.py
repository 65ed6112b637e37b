"""When a machine may answer alone, how often, and when it stops by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from triage.settings.strict import STRICT


@dataclass(frozen=True, kw_only=True, slots=True)
class Safety:
    """When a machine may answer alone. Every bound must hold; in doubt a person answers."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    wrong_share: float = 0.01  # of automatic answers; more than this must be ruled out with 95 % confidence
    prove: bool = True  # False: a class on auto is sent although no labelled mails prove it
    trust: float = 0.95  # that a mail needs where nothing is proven for its class
    alert: float = 0.2  # probability of critical from which a mail counts as critical and a person is alerted
    draft_confidence: float = 0.5  # probability of the intent below which no draft is written either
    language_confidence: float = 0.8
    coverage: float = 0.6  # share of the mail's words the model knows
    min_words: int = 3
    max_words: int = 300
    answer_within_hours: float = 24.0  # a mail that has lain for longer gets at most a draft
    languages: tuple[str, ...] = ("en", "zh", "de", "fr", "es", "it", "pt", "ja")
    shadow_days: int = 7  # automatic sending begins after so many days ...
    shadow_mails: int = 500  # ... or so many judged mails of this mailbox, whichever comes first
    require_verified_sender: bool = False  # True: an unverified sender gets no automatic reply at all
    same_order_days: int = 30  # the same sender's next mail about an order within so many days goes on with the talk
    repeat_contacts: int = 2  # so many earlier mails in seven days and a person answers
    guard_terms: tuple[str, ...] = ()  # the shop's own terms, on top of the built-in lists


@dataclass(frozen=True, kw_only=True, slots=True)
class Caps:
    """How many automatic replies at most; reserved when the reply is written, held again where it leaves late."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    per_conversation_template: int = 1  # ever
    per_sender_day: int = 2
    per_sender_week: int = 5  # replies and follow-ups together: a robot that answers each begins no endless talk
    per_domain_hour: int = 5  # not counted for the large free mail providers
    per_body_week: int = 1  # the same words from the same sender
    per_case_day: int = 1  # follow-ups in one case
    per_minute: int = 60
    per_hour: int = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Breaker:
    """When automatic sending stops by itself. Routing goes on; a person is told."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    times_usual_rate: float = 5.0  # of the trailing week's median hour
    floor_per_hour: int = 20  # below so many replies an hour the rate is never called a storm
    bounces_per_hour: int = 20
