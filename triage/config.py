"""triage.toml to one frozen Config. A misspelt key stops the start; secrets are named, not written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from triage.complaints import in_words, neighbour
from triage.domain import Level
from triage.errors import ConfigError
from triage.labels import INTENTS, LANGUAGES, URGENCIES
from triage.mail.addresses import addr_spec
from triage.policy.guards import load_terms
from triage.policy.sla import office_hours
from triage.settings import DEFAULT_QUEUES, Breaker, Caps, Limits, Policy, QueueRule, Reading, Safety, Shop

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Secret(_Strict):
    """Where a password or token lies; never the password itself."""

    file: Path | None = None
    env: str | None = None
    keyring: str | None = None  # service name in the system's keyring; the account is the user name

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if sum(place is not None for place in (self.file, self.env, self.keyring)) != 1:
            raise ValueError("name exactly one of file, env or keyring")
        return self


class OAuth(_Strict):
    """OAuth 2.0 refresh grant (RFC 6749, section 6) for XOAUTH2."""

    provider: Literal["google", "microsoft", "custom"]
    client_id: str
    client_secret: Secret | None = None
    refresh_token: Secret
    tenant: str = "common"  # Microsoft only
    token_url: str = ""  # custom only
    scope: str = ""


class _Server(_Strict):
    host: str
    port: int = Field(ge=1, le=65535)
    security: Literal["tls", "starttls", "plain"] = "tls"
    user: str = ""
    password: Secret | None = None
    oauth: OAuth | None = None
    ca_file: Path | None = None  # a private certificate authority; empty: the system's
    timeout: float = Field(default=45, gt=0)

    @model_validator(mode="after")
    def _plain_is_local(self) -> Self:
        if self.security == "plain" and self.host not in _LOOPBACK:
            raise ValueError('security = "plain" is allowed on this machine only (127.0.0.1); use "tls" or "starttls"')
        if self.password is not None and self.oauth is not None:
            raise ValueError("give password or oauth, not both")
        return self


class Imap(_Server):
    """The server that is watched."""

    port: int = Field(default=993, ge=1, le=65535)
    idle_minutes: float = Field(default=9, gt=0, lt=10)
    poll_seconds: float = Field(default=60, ge=1)  # where the server has no IDLE
    batch: int = Field(default=50, ge=1, le=500)

    @model_validator(mode="after")
    def _logs_in(self) -> Self:
        if not self.user or (self.password is None and self.oauth is None):
            raise ValueError("user and one of password or oauth are needed")
        return self


class Smtp(_Server):
    """The server that sends replies."""

    port: int = Field(default=465, ge=1, le=65535)
    bounce_address: str = ""  # envelope sender where the relay refuses the empty one


class Mailbox(_Strict):
    """One watched account. Safe on the first day: keywords only, nothing sent."""

    name: str = Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")
    address: str
    aliases: tuple[str, ...] = ()
    from_name: str = ""
    folder: str = "INBOX"
    drafts: str = ""  # empty: found by SPECIAL-USE or by its usual names
    sent: str = ""
    since: date | None = None  # the first start reads mail from this day on; empty: from the day of the first start
    routing: Literal["off", "tag", "move"] = "tag"
    queue_root: str = "Triage"
    authserv_id: str = ""  # set it only if your mail server strips forged Authentication-Results headers
    imap: Imap
    smtp: Smtp | None = None

    @field_validator("address")
    @classmethod
    def _address(cls, value: str) -> str:
        if not value.isascii():
            raise ValueError("must be written in ASCII letters (an international domain as xn--...)")
        if addr_spec(value) is None:
            raise ValueError("is not a mail address")
        return value.lower()


class Levels(_Strict):
    """What each class may do: a default, and exceptions by intent."""

    default: Level = Level.SHADOW
    intents: Mapping[str, Level] = {}

    @field_validator("intents")
    @classmethod
    def _known(cls, value: Mapping[str, Level]) -> Mapping[str, Level]:
        for intent in value:
            neighbour(intent, INTENTS, "intent")
        return value


class Engine(_Strict):
    """The killable workers."""

    workers: int = Field(default=1, ge=1, le=64)
    seconds: float = Field(default=20, gt=0)  # for one mail
    memory_mb: int = Field(default=1536, ge=512)  # for one worker


class Orders(_Strict):
    """The shop's orders as a CSV file; empty: no order data in replies."""

    file: Path | None = None
    number_patterns: tuple[str, ...] = ()  # regular expressions with one group

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


class Store(_Strict):
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


class Folders(_Strict):
    """The shop's own folders."""

    models: Path = Path("models")
    templates: Path = Path("templates")
    training_data: Path = Path("training_data")


class Log(_Strict):
    """Structured lines on standard error, without mail text."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "text"] = "json"


class Config(_Strict):
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
            safety=self.safety, caps=self.caps, breaker=self.breaker,
        )  # fmt: skip

    def reading(self, mailbox: Mailbox | None, instance: str) -> Reading:
        """What `mail` must know to read for one mailbox."""
        own = (mailbox.address, *mailbox.aliases) if mailbox else ()
        return Reading(
            own_addresses=tuple(address.lower() for address in own), instance=instance,
            order_patterns=self.orders.number_patterns,
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
