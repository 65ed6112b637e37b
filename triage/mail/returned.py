"""Machines' mails about our own: which of our Message-IDs they name, and which of those did not arrive."""

from __future__ import annotations

import re

_READ = 1_000_000  # bytes; a report has what it is about near its beginning
_MOST = 50  # Message-IDs
# Our Message-IDs: a hex digest as local part. A bounce carries the one it could not deliver somewhere in its parts.
_OUR_ID = re.compile(rb"<([0-9a-f]{32,64}@[A-Za-z0-9.-]{1,253})>")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_ACTION = re.compile(rb"^Action:[ \t]*([A-Za-z]{1,20})", re.MULTILINE | re.IGNORECASE)  # RFC 3464, 2.3.3
_FAILED_HEAD = re.compile(rb"^X-Failed-Recipients:|report-type=\"?delivery-status", re.MULTILINE | re.IGNORECASE)
_WAS_READ = re.compile(rb"report-type=\"?disposition-notification", re.IGNORECASE)  # RFC 8098


def our_ids(content: bytes) -> tuple[str, ...]:
    r"""Message-IDs of our own shape that a mail names anywhere.

    >>> our_ids(b"Subject: Undelivered\n\nMessage-ID: <%s@shop.example>\n" % (b"a" * 40))
    ('<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@shop.example>',)
    """
    return tuple(f"<{found.decode()}>" for found in dict.fromkeys(_OUR_ID.findall(content[:_READ])))[:_MOST]


def undelivered_ids(content: bytes) -> tuple[str, ...]:
    r"""Those of our mails that a machine's mail says did not arrive: a bounce quotes the head of what comes back.

    An absence only answers our mail, a receipt says that it was read, and a report of a delay is no failure yet.

    >>> undelivered_ids(b"In-Reply-To: <%s@shop.example>\n\nI am on holiday.\n" % (b"a" * 40))
    ()
    """
    read = content[:_READ]
    ends = _END_OF_HEAD.search(read)
    head, body = (read[: ends.start()], read[ends.end() :]) if ends else (read, b"")
    told = {found.lower() for found in _ACTION.findall(body)}
    if _WAS_READ.search(head) or (told and b"failed" not in told):
        return ()
    return our_ids(read if _FAILED_HEAD.search(head) else body)
