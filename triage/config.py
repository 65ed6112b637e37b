"""triage.toml to one frozen Config. A misspelt key stops the start; secrets are named, not written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator

from triage.accounts import Mailbox, Strict
from triage.complaints import in_words, neighbour
from triage.domain import Level
from triage.errors import ConfigError
from triage.labels import INTENTS, LANGUAGES, URGENCIES
from triage.policy.guards import load_terms
from triage.policy.sla import office_hours
from triage.settings import DEFAULT_QUEUES, Breaker, Caps, Limits, Policy, QueueRule, Reading, Safety, Shop

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


class Orders(Strict):
    """The shop's orders as a CSV file; empty: no order data in replies."""

    file: Path | None = None
    number_examples: tuple[str, ...] = ()  # as the shop writes them: "SHOP-104233"
    number_patterns: tuple[str, ...] = ()  # regular expressions with one group, where examples do not do

    @field_validator("number_examples")
    @classmethod
    def _with_digits(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for example in value:
            if not re.fullmatch(r"[#A-Za-z0-9/_.-]{3,30}", example) or not re.search(r"\d", example):
                raise ValueError(f'"{example}" is no example of an order number; write one such as "SHOP-104233"')
        return value

    @field_validator("number_patterns")
    @classmethod
    def _compile(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            try:
                groups = re.compile(pattern).groups
            except re.error as error:
                raise ValueError(f'"{pattern}" is no regular expression: {error}') from None
            if groups != 1:
                raise ValueError(f'"{pattern}" needs exactly one group in brackets: the number')
        return value


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
    safety: Safety = Safety()
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
            ):
                for label in labels:
                    neighbour(label, known, what)
        if not any(not (r.automatic or r.intents or r.urgencies or r.languages) for r in value):
            raise ValueError('the last [[queue]] must take everything that is left (only "name" and "hours")')
        return value

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
        office_hours(value)  # raises ConfigError for hours that are none
        return value

    def path(self, relative: Path) -> Path:
        """A path of the settings, from the folder of triage.toml."""
        return (self.root / relative.expanduser()).absolute()

    def policy(self, mailbox: Mailbox, instance: str) -> Policy:
        """What `policy` must know to decide for one mailbox."""
        return Policy(
            shop=self.shop, own_address=mailbox.address, from_name=mailbox.from_name or self.shop.name,
            instance=instance, routing=mailbox.routing, queue_root=mailbox.queue_root, queues=self.queue,
            levels=dict(self.levels.intents), default_level=self.levels.default,
            sure_forms=frozenset(form.name for form in mailbox.contact_form if form.automatic),
            safety=self.safety, caps=self.caps, breaker=self.breaker,
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
        raise ConfigError("\n".join(in_words(fault, Config) for fault in error.errors())) from None
