"""What the reader must know, and what a hostile mail may cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from triage.settings.strict import STRICT


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Caps before work: what a hostile mail may cost. Bytes, counts and characters."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    mail_bytes: int = 25_000_000
    header_bytes: int = 256_000
    headers: int = 1_000
    parts: int = 200
    depth: int = 20
    text_chars: int = 1_000_000
    html_chars: int = 512_000
    lines: int = 5_000
    line_chars: int = 2_000
    attachment_name: int = 200
    model_chars: int = 8_000  # of the new text, what the model reads


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactForm:
    """A form of the shop's site whose mails carry a customer's words under the site's own address."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    sender: str  # the address its mails come from, or "@domain"
    name: str = "contact form"
    name_labels: tuple[str, ...] = ()  # on top of the usual ones: "Name", "Ihr Name", ...
    email_labels: tuple[str, ...] = ()
    message_labels: tuple[str, ...] = ()
    automatic: bool = False  # True: the site checks who writes, so that an automatic answer may go to that address


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the parser must know of the shop to tell its own mail, its orders and its trusted border from strangers'."""

    own_addresses: tuple[str, ...] = ()  # addresses and aliases, lower case
    instance: str = ""  # our token in X-Triage-Id
    order_patterns: tuple[str, ...] = ()  # regular expressions with one group, on top of the built-in ones
    order_examples: tuple[str, ...] = ()  # numbers as the shop writes them, such as "SHOP-104233"
    contact_forms: tuple[ContactForm, ...] = ()
    country: str = ""  # of the shop, ISO 3166
    authserv_id: str = ""  # the only Authentication-Results that counts; empty: none does
    limits: Limits = field(default_factory=Limits)
