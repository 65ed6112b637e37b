"""Addresses that no person has: daemons, bounce handlers, "no reply" in many languages."""

from __future__ import annotations

import re

from triage.mail.automatic import words as known

_OBSOLETE = re.compile(r"[._-]")
_BOUNCES = re.compile(r"bounces?(?:$|[-+=_\d])")
_REWRITTEN = re.compile(r"prvs=|msprvs1=|btv1==|srs[01][=+-]|bounces\+srs=|[^@]{1,64}\+caf_=")


def is_machine(address: str) -> bool:
    """Whether the local part is a program's (RFC 5230, 4.6, and what programs write since).

    >>> is_machine("no-reply@shop.example"), is_machine("bounce.house@shop.example")
    (True, False)
    """
    local = address.lower().rpartition("@")[0] or address.lower()
    if _REWRITTEN.match(local):  # signed, forwarded and rewritten envelopes of people (BATV, SRS, Gmail, Exchange)
        return False
    if local.endswith(("-request", "-owner", "-bounces", "-bounce", "-noreply", "_noreply", ".noreply")):
        return True
    if local.startswith("owner-") or _BOUNCES.match(local) or ("=" in local and "." in local.rpartition("=")[2]):
        return True
    name = _OBSOLETE.sub("", local.partition("+")[0])
    return name in known.MACHINES or name.startswith(known.MACHINE_STARTS) or name.endswith(("noreply", "donotreply"))
