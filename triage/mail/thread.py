"""Which conversation a mail belongs to: what it answers, our token, the order it names; never its subject alone.

RFC 5322, 3.6.4 names the Message-IDs. The other marks hold only together with the sender's address, so that a guessed
number or token joins nobody's conversation.
"""

from __future__ import annotations

import hashlib
import re
from email.parser import BytesHeaderParser

from triage.domain import Mail, conversation_token
from triage.mail.wire.headers import message_ids

_HEADERS = 262_144  # bytes read at most
_PROGRAMS = ("phpmailer", "wordpress", "woocommerce", "magento", "shopware", "nodemailer", "sendgrid", "mailgun")
_BY_PROGRAMS = (
    "auto-submitted", "precedence", "list-", "feedback-id", "x-php", "x-campaign", "x-auto-response-suppress",
    "x-triage-id",
)  # fmt: skip
_TOKEN = re.compile(r"\[(T-[A-Z2-7]{10})\]")


def thread_ids(content: bytes) -> tuple[str, ...]:
    r"""A mail's own Message-ID first, then those it answers. Reads headers only.

    >>> thread_ids(b"Message-ID: <b@x>\nIn-Reply-To: <a@x>\n\nhello")
    ('<b@x>', '<a@x>')
    """
    headers = BytesHeaderParser().parsebytes(content[:_HEADERS])
    found = (message_ids(str(headers.get(name, ""))) for name in ("Message-ID", "In-Reply-To", "References"))
    return tuple(dict.fromkeys(one for ids in found for one in ids))


def by_hand(content: bytes) -> bool:
    r"""Whether the headers of a mail that we sent bear no mark of a program: neither ours nor that of a shop's system.

    >>> by_hand(b"Subject: Your order\nUser-Agent: Thunderbird\n\nhello"), by_hand(b"X-Mailer: PHPMailer 6.9\n\nhello")
    (True, False)
    """
    headers = BytesHeaderParser().parsebytes(content[:_HEADERS])
    program = any(name in str(headers.get("X-Mailer", "")).lower() for name in _PROGRAMS)
    return not program and not any(name.lower().startswith(_BY_PROGRAMS) for name in headers)


def tokens(subject: str) -> tuple[str, ...]:
    """Tokens in a subject, the newest first, at most three.

    >>> tokens("Re: your order 1042 [T-7DX76CDHTK]")
    ('T-7DX76CDHTK',)
    """
    return tuple(dict.fromkeys(reversed(_TOKEN.findall(subject[:500]))))[:3]


def marks(mail: Mail, *conversations: str) -> tuple[str, ...]:
    """Digests by which the same sender's next mail is known: each token and order number, joined with the address.

    Tokens come first, those in the subject and those of `conversations`; without a sender there is none.
    """
    if mail.sender is None:
        return ()
    sender = mail.sender.email.lower()
    named = [
        *tokens(mail.subject),
        *map(conversation_token, conversations),
        *(f"order {n.upper()}" for n in mail.order_numbers),
    ]
    return tuple(hashlib.sha256(f"{name}\0{sender}".encode()).hexdigest()[:40] for name in named)
