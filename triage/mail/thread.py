"""Who answers whom: Message-IDs of a thread (RFC 5322, 3.6.4)."""

from __future__ import annotations

from email.parser import BytesHeaderParser

from triage.mail.headers import message_ids

_HEADERS = 262_144  # bytes read at most


def thread_ids(content: bytes) -> tuple[str, ...]:
    r"""A mail's own Message-ID first, then those it answers. Reads headers only.

    >>> thread_ids(b"Message-ID: <b@x>\nIn-Reply-To: <a@x>\n\nhello")
    ('<b@x>', '<a@x>')
    """
    headers = BytesHeaderParser().parsebytes(content[:_HEADERS])
    found = (message_ids(str(headers.get(name, ""))) for name in ("Message-ID", "In-Reply-To", "References"))
    return tuple(dict.fromkeys(one for ids in found for one in ids))
