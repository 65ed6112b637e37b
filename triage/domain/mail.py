"""What arrived, and what it is."""

from __future__ import annotations

import base64
import datetime as calendar
import hashlib
from dataclasses import dataclass
from decimal import Decimal

from triage.labels import DOUBTS


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where the server keeps one copy of a mail (RFC 3501: a UID holds only under its UIDVALIDITY)."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Cursor:
    """How far a folder has been read: every UID up to and including `last_uid` is known."""

    mailbox: str
    folder: str
    uidvalidity: int
    last_uid: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RawMail:
    """The bytes as the server gave them, and where they lie.

    `note` says why bytes are missing (too large, lost); without any content the id is a digest of the place.
    """

    id: str
    mailbox: str
    content: bytes
    received_at: calendar.datetime
    origin: Origin | None = None
    note: str | None = None


def mail_id(mailbox: str, content: bytes) -> str:
    """Hex SHA-256 of mailbox and bytes. UIDs change and Message-IDs are forged; this is neither.

    >>> mail_id("support", b"x") == mail_id("support", b"x") != mail_id("other", b"x")
    True
    """
    return hashlib.sha256(mailbox.encode() + b"\0" + content).hexdigest()


def conversation_token(conversation: str) -> str:
    """What our replies carry in their subject, for programs that drop In-Reply-To and References: fifty bits.

    >>> conversation_token("4f2a")
    'T-PT7GQJGWVB'
    """
    digest = hashlib.sha256(f"token\0{conversation}".encode()).digest()
    return f"T-{base64.b32encode(digest).decode()[:10]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A mailbox of RFC 5322; `email` is a checked addr-spec with a lower-case domain, `name` may be empty."""

    email: str
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """What is known of an attachment without opening it. `kind` is image, video, audio, document, archive or other."""

    name: str
    content_type: str
    size: int
    sha256: str
    kind: str
    inline: bool = False  # shown within the text (RFC 2183): a photo from a phone, or a logo


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackingNumber:
    """A number that looks like a parcel's; `valid` when its check digit is right."""

    number: str
    carrier: str
    valid: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A sum of money that a mail names. `currency` is an ISO 4217 code, "" where only a shared sign is there."""

    value: Decimal
    currency: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """A mail, read. Everything here is the sender's claim; nothing is trusted but what `verified` says."""

    id: str
    subject: str = ""
    sender: Address | None = None  # None: absent, or two parsers disagree about it; of a contact form its writer
    reply_to: Address | None = None
    envelope: str | None = None  # Return-Path as the server noted it; "" is the null sender (RFC 5321, 4.5.5)
    recipients: tuple[Address, ...] = ()
    verified: bool = False  # a trusted Authentication-Results header vouches for the sender's domain
    relay: str | None = None  # the marketplace behind whose relay address a customer writes
    form: str | None = None  # the shop's contact form that carried it; the sender is then what somebody typed
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    date: calendar.datetime | None = None
    automatic_rule: str | None = None  # first rule that speaks against an automatic answer; None: none does
    new_text: str = ""
    quoted_text: str = ""  # history: what this mail answers
    forwarded_text: str = ""  # somebody else's mail, passed on
    signature: str = ""
    hidden_text: str = ""  # words of the HTML part that a reader does not see
    views: tuple[str, ...] = ()  # every text a guard looks at: subject, plain, visible and hidden HTML, alt, names
    parts_disagree: bool = False  # text/plain and text/html say different things
    encrypted: bool = False
    language: str = "und"  # ISO 639-1 of the new words, "und" when nobody could tell
    language_confidence: float = 0.0
    script: str = ""  # "Hans" or "Hant" for Chinese, else empty
    order_numbers: tuple[str, ...] = ()
    tracking_numbers: tuple[TrackingNumber, ...] = ()
    amounts: tuple[Amount, ...] = ()
    dates: tuple[calendar.date, ...] = ()  # named in the new words, relative ones counted from the mail's own date
    email_addresses: tuple[str, ...] = ()
    phone_numbers: tuple[str, ...] = ()  # E.164; without a prefix only where the shop's country is set
    links: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    fingerprint: str = ""  # digest of the text without trace headers: equal for a mail delivered twice
    error: str | None = None  # why it could not be read, or not wholly

    @property
    def machine(self) -> bool:
        """A machine wrote it. Where only the sender is in doubt, a person may have, and a person answers."""
        return self.automatic_rule is not None and self.automatic_rule not in DOUBTS

    @property
    def only(self) -> str:
        """What a mail without a new word consists of: "quote", "forward", "signature", or "" when it has new words."""
        if self.new_text:
            return ""
        kinds = (("forward", self.forwarded_text), ("quote", self.quoted_text), ("signature", self.signature))
        return next((kind for kind, text in kinds if text), "")

    @property
    def thread_ids(self) -> tuple[str, ...]:
        """Message-IDs this mail answers, nearest last (RFC 5322, 3.6.4)."""
        return tuple(dict.fromkeys((*self.references, *filter(None, (self.in_reply_to,)))))

    @property
    def locale(self) -> str:
        """Language with script where the script matters: "zh-Hant", else the language."""
        return "zh-Hant" if (self.language, self.script) == ("zh", "Hant") else self.language
