"""triage.toml to one frozen Config. A misspelt key stops the start; secrets are named, not written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator, model_validator

from triage.accounts import Mailbox, Strict
from triage.complaints import in_words, neighbour
from triage.domain import Level
from triage.errors import ConfigError
from triage.labels import CUSTOMERS, INTENTS, LANGUAGES, MARKETS, URGENCIES
from triage.policy.autonomy import faults as autonomy_faults
from triage.policy.calendars import calendar
from triage.policy.clock_faults import faults as clock_faults
from triage.policy.compensation_faults import setting_faults
from triage.policy.filing import faults as filing_faults
from triage.policy.guards import load_terms
from triage.policy.matrix import faults as matrix_faults
from triage.policy.number_faults import faults as number_faults
from triage.policy.zones import check_zones
from triage.records import Orders
from triage.records import faults as record_faults
from triage.settings import (
    DEFAULT_CLOCKS,
    DEFAULT_COMPENSATION,
    DEFAULT_MATRIX,
    DEFAULT_QUEUES,
    Authority,
    Autonomy,
    Breaker,
    Caps,
    Care,
    ClockRule,
    Codes,
    CompensationRow,
    Customers,
    FollowUps,
    Holidays,
    Limits,
    Markets,
    MatrixRow,
    Parcels,
    Policy,
    QueueRule,
    Reading,
    Safety,
    Season,
    Shop,
    Waiting,
)

ALWAYS = "always"  # of [shop] office_days
_MOST_WRONG = 0.2  # share of wrong automatic answers that a shop can ask for; more is a slip, such as per cent


class Levels(Strict):
    """What each class may do: a default, and exceptions by intent."""

    default: Level = Level.SHADOW
    intents: Mapping[str, Level] = {}

    @field_validator("intents")
    @classmethod
    def _known(cls, value: Mapping[str, Level]) -> Mapping[str, Level]:
        for intent in value:
            neighbour(intent, INTENTS, "intent")
        return value


class Engine(Strict):
    """The killable workers."""

    workers: int = Field(default=1, ge=1, le=64)
    seconds: float = Field(default=20, gt=0)  # for one mail
    memory_mb: int = Field(default=1536, ge=512)  # for one worker


class Store(Strict):
    """Where everything is kept."""

    url: str = "sqlite:///state/triage.db"
    min_free_mb: int = Field(default=500, ge=0)  # below it nothing is fetched
    keep_days: int = Field(default=0, ge=0)  # then a decided mail is emptied; 0: never

    @field_validator("keep_days")
    @classmethod
    def _a_week_at_least(cls, value: int) -> int:
        if 0 < value < 7:
            raise ValueError("must be 0 (for ever) or at least 7: a sender's mails of seven days are counted")
        return value


class Folders(Strict):
    """The shop's own folders."""

    models: Path = Path("models")
    templates: Path = Path("templates")
    training_data: Path = Path("training_data")


class Log(Strict):
    """Structured lines on standard error, without mail text."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "text"] = "json"


class Config(Strict):
    """The whole triage.toml, checked. `root` is the folder it lies in; relative paths start there."""

    root: Path = Path()
    shop: Shop = Shop()
    mailbox: tuple[Mailbox, ...] = ()
    levels: Levels = Levels()
    queue: tuple[QueueRule, ...] = DEFAULT_QUEUES
    clock: tuple[ClockRule, ...] = DEFAULT_CLOCKS
    matrix: tuple[MatrixRow, ...] = ()  # the shop's rows; the shipped ones come after them
    season: Season = Season()
    holidays: Holidays = Holidays()
    waiting: Waiting = Waiting()
    zones: Mapping[str, str] = {}
    care: Care = Care()
    follow_ups: FollowUps = FollowUps()
    compensation: tuple[CompensationRow, ...] = DEFAULT_COMPENSATION  # the shop's own replaces it wholly
    authority: Authority = Authority()
    compensation_codes: Codes = Codes()
    parcels: Parcels = Parcels()
    customers: Customers = Customers()
    markets: Markets = Markets()
    safety: Safety = Safety()
    autonomy: Autonomy = Autonomy()
    caps: Caps = Caps()
    breaker: Breaker = Breaker()
    limits: Limits = Limits()
    engine: Engine = Engine()
    orders: Orders = Orders()
    store: Store = Store()
    folders: Folders = Folders()
    log: Log = Log()

    @field_validator("mailbox")
    @classmethod
    def _names_differ(cls, value: tuple[Mailbox, ...]) -> tuple[Mailbox, ...]:
        names = [mailbox.name for mailbox in value]
        if len(set(names)) != len(names):
            raise ValueError("two mailboxes have the same name")
        return value

    @field_validator("queue")
    @classmethod
    def _queues_cover_everything(cls, value: tuple[QueueRule, ...]) -> tuple[QueueRule, ...]:
        for rule in value:
            for labels, known, what in (
                (rule.intents, INTENTS, "intent"),
                (rule.urgencies, URGENCIES, "urgency"),
                (rule.languages, LANGUAGES, "language"),
                (rule.customers, CUSTOMERS, "customer"),
                (rule.markets, MARKETS, "market"),
            ):
                for label in labels:
                    neighbour(label, known, what)
        if not any(rule.takes_anything for rule in value):
            raise ValueError('the last [[queue]] must take everything that is left (only "name" and "hours")')
        return value

    @field_validator("zones")
    @classmethod
    def _real_zones(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        check_zones(value)
        return value

    @model_validator(mode="after")
    def _calendar(self) -> Self:
        calendar(self.shop, self.holidays, self.season)  # raises ConfigError for hours and days that are none
        return self

    @model_validator(mode="after")
    def _records_and_matrix(self) -> Self:
        found = [*record_faults(self.parcels, self.customers, self.markets), *self.matrix_faults()]
        found += number_faults(self)
        found += clock_faults(self.clock, self.queue, self.season, self.waiting)
        found += (f"autonomy: {line}" for line in autonomy_faults(self.autonomy))
        found += (f"care: {line}" for line in filing_faults(self.care, self.queue))
        found += setting_faults(self.compensation, self.authority, self.compensation_codes)
        if found:
            raise ConfigError("\n".join(found))
        return self

    @field_validator("safety")
    @classmethod
    def _terms(cls, value: Safety) -> Safety:
        if not 0 < value.wrong_share <= _MOST_WRONG:
            raise ValueError(
                f"wrong_share is a share of 1, above 0 and at most {_MOST_WRONG}: 0.01 is one in a hundred"
            )
        try:
            load_terms({"guard_terms": "\n".join(value.guard_terms)})
        except ConfigError as error:
            raise ValueError(str(error).replace("guards/guard_terms.txt, line", "guard_terms, entry")) from None
        return value

    @field_validator("shop", mode="before")
    @classmethod
    def _office(cls, value: object) -> object:
        """An office that is open always is said in a word: an empty list might as well mean that nobody is there."""
        days = value.get("office_days") if isinstance(value, Mapping) else None
        if days in ([], ()):
            raise ValueError(f'office_days is empty; write the days, such as [0, 1, 2, 3, 4], or "{ALWAYS}"')
        if isinstance(days, str) and days != ALWAYS:
            raise ValueError(f'office_days is "{days}"; write the days, such as [0, 1, 2, 3, 4], or "{ALWAYS}"')
        return {**value, "office_days": ()} if days == ALWAYS else value  # type: ignore[dict-item]

    @field_validator("shop")
    @classmethod
    def _zone(cls, value: Shop) -> Shop:
        try:
            ZoneInfo(value.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(
                f'timezone "{value.timezone}" does not exist; use a name such as "Europe/Berlin"'
            ) from error
        if value.country and not re.fullmatch("[A-Z]{2}", value.country):
            raise ValueError(f'country "{value.country}" must be two capital letters (ISO 3166), such as "DE"')
        return value

    def whole_matrix(self) -> tuple[MatrixRow, ...]:
        """The decision matrix: the shop's rows before the shipped ones."""
        return *self.matrix, *DEFAULT_MATRIX

    def matrix_faults(self, templates: Collection[str] | None = None) -> list[str]:
        """What is wrong with the decision matrix; its texts are looked for among `templates` where they are known."""
        queues = [rule.name for rule in self.queue if not rule.automatic]
        clocks = [rule.name for rule in self.clock]
        found = matrix_faults(self.whole_matrix(), queues=queues, clocks=clocks, templates=templates)
        return [f"matrix: {line}" for line in found]

    def path(self, relative: Path) -> Path:
        """A path of the settings, from the folder of triage.toml."""
        return (self.root / relative.expanduser()).absolute()

    def policy(self, mailbox: Mailbox | None, instance: str) -> Policy:
        """What `policy` must know to decide for one mailbox, or for mail of none."""
        policy = Policy(
            shop=self.shop, instance=instance, queues=self.queue,
            levels=dict(self.levels.intents), default_level=self.levels.default,
            clocks=self.clock, season=self.season, holidays=self.holidays, waiting=self.waiting, zones=dict(self.zones),
            care=self.care, follow_ups=self.follow_ups, compensation=self.compensation, authority=self.authority,
            matrix=self.whole_matrix(), parcels=self.parcels, customers=self.customers, markets=self.markets,
            safety=self.safety, autonomy=self.autonomy, caps=self.caps, breaker=self.breaker,
        )  # fmt: skip
        if mailbox is None:
            return policy
        return replace(
            policy, own_address=mailbox.address, from_name=mailbox.from_name or self.shop.name,
            routing=mailbox.routing, queue_root=mailbox.queue_root,
            sure_forms=frozenset(form.name for form in mailbox.contact_form if form.automatic),
        )  # fmt: skip

    def reading(self, mailbox: Mailbox | None, instance: str) -> Reading:
        """What `mail` must know to read for one mailbox."""
        own = (mailbox.address, *mailbox.aliases) if mailbox else ()
        return Reading(
            own_addresses=tuple(address.lower() for address in own), instance=instance,
            order_patterns=self.orders.number_patterns, order_examples=self.orders.number_examples,
            contact_forms=mailbox.contact_form if mailbox else (), country=self.shop.country,
            authserv_id=mailbox.authserv_id if mailbox else "", limits=self.limits,
        )  # fmt: skip


def load(path: Path) -> Config:
    """Read and check triage.toml. Raises ConfigError with one line per fault."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file; `triage init` writes one") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error})") from None
    try:
        return parse(tomllib.loads(text), path.parent.absolute())
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from None
    except ConfigError as error:
        raise ConfigError("\n".join(f"{path}: {line}" for line in str(error).splitlines())) from None


def parse(settings: Mapping[str, Any], root: Path) -> Config:
    """Check settings that were read already. Raises ConfigError."""
    try:
        return Config.model_validate({**settings, "root": root})
    except ValidationError as error:
        raise ConfigError("\n".join(in_words(fault, Config, settings) for fault in error.errors())) from None
