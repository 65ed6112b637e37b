"""A watched account: its servers, how it logs in, what it may be called. Secrets are named, not written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from triage.mail.automatic.words import FREE_MAIL
from triage.mail.people.addresses import addr_spec
from triage.settings import ContactForm

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Strict(BaseModel):
    """An unknown key is an error; values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Secret(Strict):
    """Where a password or token lies; never the password itself."""

    file: Path | None = None
    env: str | None = None
    keyring: str | None = None  # service name in the system's keyring; the account is the user name

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if sum(place is not None for place in (self.file, self.env, self.keyring)) != 1:
            raise ValueError("name exactly one of file, env or keyring")
        return self


class OAuth(Strict):
    """OAuth 2.0 refresh grant (RFC 6749, section 6) for XOAUTH2."""

    provider: Literal["google", "microsoft", "custom"]
    client_id: str
    client_secret: Secret | None = None
    refresh_token: Secret
    tenant: str = "common"  # Microsoft only
    token_url: str = ""  # custom only
    scope: str = ""


class _Server(Strict):
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


class Mailbox(Strict):
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
    contact_form: tuple[ContactForm, ...] = ()
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

    @field_validator("contact_form")
    @classmethod
    def _forms(cls, value: tuple[ContactForm, ...]) -> tuple[ContactForm, ...]:
        for form in value:
            if addr_spec(f"x{form.sender}" if form.sender.startswith("@") else form.sender) is None:
                raise ValueError(f'sender "{form.sender}" is neither a mail address nor "@domain"')
            if form.sender.lower().removeprefix("@") in FREE_MAIL:
                raise ValueError(f'sender "{form.sender}" is everybody\'s domain; name the address of your form')
        if len({form.name for form in value}) != len(value):
            raise ValueError("two contact forms have the same name; give each its own")
        return value
