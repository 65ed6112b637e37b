"""Outgoing messages, written byte by byte: text with an HTML alternative, and headers that a mail cannot bend.

The standard library's generators are not used: they let a folded header end the header block (CVE-2024-6923, Python
3.11.7). Everything here is ASCII, every header is one of HEADERS, every line ends with CRLF (RFC 5322, 2.1).
"""

from __future__ import annotations

import base64
import hashlib
import quopri
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from triage.errors import ConfigError

HEADERS = (
    "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "X-Triage-Id",
    "Auto-Submitted", "X-Auto-Response-Suppress", "Precedence", "Content-Type",
)  # fmt: skip
# RFC 3834, section 5; MS-OXCMAIL, 2.2.3.2.14. A person sends a draft, so a draft is not marked.
_AUTOMATIC = (
    ("Auto-Submitted", "auto-replied"),
    ("X-Auto-Response-Suppress", "All"),
    ("Precedence", "auto_reply"),
)
_MOST_REFERENCES = 20
_LONGEST_NAME = 120
_LONGEST_SUBJECT = 200
_LINE = 76  # RFC 2047, section 2: an encoded word has 75 characters at most
_WORD_BYTES = 39  # that many bytes fit into one encoded word
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # controls, bidi and other formats, half characters
_ADDR_SPEC = re.compile(r"(?=.{3,254}\Z)[!#-'*+\-./0-9=?A-Z^_`a-z{|}~]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,248}>")
_INSTANCE = re.compile(r"[^A-Za-z0-9-]")


def compose(
    *,
    key: str,
    template: str,
    instance: str,
    own_address: str,
    from_name: str,
    recipient: str,
    subject: str,
    text: str,
    html: str,
    date: datetime,
    in_reply_to: str | None,
    references: Sequence[str],
    automatic: bool,
) -> bytes:
    """One message to one recipient. `key` is the action's, and makes Message-ID and X-Triage-Id.

    Raises ConfigError when an address is none. A draft (`automatic` False) lacks the marks of an automatic reply.
    """
    own, to = _address(own_address), _address(recipient)
    answered = [identifier for identifier in (in_reply_to,) if identifier and _MESSAGE_ID.fullmatch(identifier)]
    thread = _thread((*references, *answered))
    boundary = f"=_{hashlib.sha256(key.encode()).hexdigest()[:32]}"  # "=_" is in no encoded body (RFC 2045, 6.7)
    headers = [
        ("From", _mailbox(from_name, own)),
        ("To", to),
        ("Subject", _unstructured(visible(subject)[:_LONGEST_SUBJECT])),
        ("Date", format_datetime(date)),
        ("Message-ID", message_id(key, template, own)),
        *(("In-Reply-To", identifier) for identifier in answered),
        *((("References", "\r\n ".join(thread)),) if thread else ()),
        ("MIME-Version", "1.0"),
        ("X-Triage-Id", triage_id(instance, key)),
        *(_AUTOMATIC if automatic else ()),
        ("Content-Type", f'multipart/alternative;\r\n boundary="{boundary}"'),
    ]
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    parts = "".join(
        f"--{boundary}\r\n{_part(kind, body)}\r\n" for kind, body in (("text/plain", text), ("text/html", html))
    )
    return f"{head}\r\n{parts}--{boundary}--\r\n".encode("ascii")


def message_id(key: str, template: str, own_address: str) -> str:
    """The Message-ID of an action: the same action has the same one, so that a message sent twice is seen once.

    >>> message_id("reply:ab", "refund/de", "help@shop.example")
    '<6cd208b0e62ce60c3876db75f89d13ba7d3a5db3@shop.example>'
    """
    digest = hashlib.sha256(f"{key}\0{template}".encode()).hexdigest()[:40]
    return f"<{digest}@{own_address.rpartition('@')[2]}>"


def triage_id(instance: str, key: str) -> str:
    """Our mark on every message: which installation, which action. Safe to search for on a server."""
    return f"{_INSTANCE.sub('', instance)[:64]}.{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def visible(value: str) -> str:
    r"""One line without anything that is not seen: controls, line separators, bidi marks, halves of characters.

    >>> visible("Order\r\nBcc: x\u202e\u2028 1042")
    'Order Bcc: x 1042'
    """
    spaced = " ".join(value.split())
    return " ".join("".join(char for char in spaced if unicodedata.category(char) not in _UNSEEN).split())


def _address(email: str) -> str:
    if _ADDR_SPEC.fullmatch(email) is None or ".." in email:
        raise ConfigError("a reply needs a plain address on both sides (ASCII, one @, 254 characters at most)")
    return email


def _thread(identifiers: Sequence[str]) -> list[str]:
    """Ids of the thread, its root and the newest of them (RFC 5322, 3.6.4)."""
    valid = [one for one in dict.fromkeys(identifiers) if _MESSAGE_ID.fullmatch(one) and one.count("@") == 1]
    return valid if len(valid) <= _MOST_REFERENCES else [valid[0], *valid[1 - _MOST_REFERENCES :]]


def _mailbox(name: str, email: str) -> str:
    shown = visible(name)[:_LONGEST_NAME]
    if not shown:
        return email
    if _plain(shown):
        escaped = re.sub(r'(["\\])', r"\\\1", shown)
        return f'"{escaped}" <{email}>'
    return f"{_encoded(shown)}\r\n <{email}>"


def _unstructured(value: str) -> str:
    return value if _plain(value) else _encoded(value)


def _plain(value: str) -> bool:
    """Whether a value may stand as it is: short ASCII that nobody takes for an encoded word."""
    return value.isascii() and "=?" not in value and len(value) <= _LINE - len("Subject: ")


def _encoded(value: str) -> str:
    """RFC 2047 encoded words, one a line, never splitting a character."""
    chunks, chunk = [], ""
    for char in value:
        if len((chunk + char).encode()) > _WORD_BYTES:
            chunks.append(chunk)
            chunk = ""
        chunk += char
    words = (base64.b64encode(part.encode()).decode() for part in (*chunks, chunk))
    return "\r\n ".join(f"=?utf-8?b?{word}?=" for word in words)


def _part(kind: str, body: str) -> str:
    """Headers and body of one part, in whichever encoding is shorter."""
    lines = "\n".join(_printable(line) for line in body.splitlines()) + "\n"
    content = lines.encode()
    quoted = quopri.encodestring(content).decode("ascii").replace("\n", "\r\n")
    packed = base64.encodebytes(lines.replace("\n", "\r\n").encode()).decode("ascii").replace("\n", "\r\n")
    encoding, encoded = min((("quoted-printable", quoted), ("base64", packed)), key=lambda choice: len(choice[1]))
    return f"Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{encoded}"


def _printable(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(char for char in line if char == "\t" or unicodedata.category(char) not in _UNSEEN)
