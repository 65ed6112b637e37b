"""Who wrote: From read by two parsers, and whether a header we trust vouches for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from triage.domain import Address
from triage.mail.people import addresses
from triage.mail.wire.headers import Headers

_COMMENT = re.compile(r"\([^()]*+\)")
_HOST = re.compile(r"(?:[a-z0-9]+(?:-+[a-z0-9]+)*+\.)+[a-z0-9]+(?:-+[a-z0-9]+)*+")
_RESULT = re.compile(r"\A\s*+([a-z0-9-]{1,30})\s*+=\s*+([a-z]{1,20})(?![a-z])")
_PROPERTY = re.compile(r"\b(header\.(?:d|i|from)|smtp\.mailfrom)\s?=\s?\"?([^\s;\"]{1,300})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """The people of a mail. `sender` is None unless exactly one From holds exactly one mailbox in every reading."""

    sender: Address | None = None
    reply_to: Address | None = None
    envelope: str | None = None  # Return-Path; "" is the null sender, None where the server noted none, or an odd one
    recipients: tuple[Address, ...] = ()
    recipient_count: int = 0
    verified: bool = False
    failed: bool = False  # the trusted header says that the sender is forged


@dataclass(frozen=True, kw_only=True, slots=True)
class _Result:
    method: str
    verdict: str
    properties: dict[str, str]


def read(headers: Headers, authserv_id: str = "") -> Identity:
    """Sender, reply address and recipients, and what the trusted Authentication-Results says of the sender."""
    sender = addresses.one(headers.all("from"))
    to = addresses.members((*headers.all("to"), *headers.all("cc")))
    results = _results(headers, authserv_id)
    return Identity(
        sender=sender, reply_to=addresses.one(headers.all("reply-to")), envelope=_envelope(headers),
        recipients=tuple({found.email.lower(): found for found in to if found}.values())[:100], recipient_count=len(to),
        verified=sender is not None and _vouches(results, addresses.domain(sender.email)),
        failed=_denies(results),
    )  # fmt: skip


def authserv_id(headers: Headers) -> str:
    """Who wrote the topmost Authentication-Results, "" where that is no host's name (RFC 8601, 2.2 and 5).

    It may be forged where the server leaves what strangers write, so it is only a proposal for a person.
    """
    name = _COMMENT.sub(" ", headers.first("authentication-results")[:2_000].lower()).partition(";")[0].split()[:1]
    return name[0] if name and len(name[0]) <= 253 and _HOST.fullmatch(name[0]) else ""


def _envelope(headers: Headers) -> str | None:
    """The topmost Return-Path, which the delivering server writes (RFC 5321, 4.4)."""
    if not headers.has("return-path"):
        return None
    inner = headers.first("return-path")[:300].strip().removeprefix("<").removesuffix(">").strip()
    return addresses.addr_spec(inner) if inner else ""


def _results(headers: Headers, authserv_id: str) -> tuple[_Result, ...]:
    """Of the topmost Authentication-Results with our border's name (RFC 8601, 5); the ones below are anybody's."""
    if not authserv_id:
        return ()
    for value in headers.all("authentication-results"):
        name, _, rest = _COMMENT.sub(" ", value.lower()).partition(";")
        if name.split()[:1] == [authserv_id.lower()]:
            return tuple(found for piece in rest.split(";")[:30] if (found := _result(piece)))
    return ()


def _result(piece: str) -> _Result | None:
    found = _RESULT.match(piece[:2_000])
    return (
        _Result(method=found[1], verdict=found[2], properties=dict(_PROPERTY.findall(piece[:2_000]))) if found else None
    )


def _vouches(results: tuple[_Result, ...], sender_domain: str) -> bool:
    return any(
        result.verdict == "pass"
        and (
            (result.method == "dmarc" and result.properties.get("header.from", sender_domain) == sender_domain)
            or (result.method == "dkim" and _aligned(result, sender_domain))
        )
        for result in results
    )


def _aligned(result: _Result, sender_domain: str) -> bool:
    """Relaxed alignment without a public suffix list: the same domain, or one inside the other below a dotted name."""
    signer = result.properties.get("header.d") or addresses.domain(result.properties.get("header.i", ""))
    return "." in signer and (sender_domain == signer or sender_domain.endswith(f".{signer}"))


def _denies(results: tuple[_Result, ...]) -> bool:
    verdicts = {(result.method, result.verdict) for result in results}
    return ("dmarc", "fail") in verdicts or (("spf", "fail") in verdicts and ("dkim", "pass") not in verdicts)
