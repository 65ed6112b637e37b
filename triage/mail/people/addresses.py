"""Mail addresses: our own strict reading of RFC 5322, held against the library's. Where they differ, nobody is meant.

CVE-2023-27043: `alice@example.org <bob@evil.example>` is alice to one parser and bob to another; a sender who can be
read in two ways is not identified.
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterator
from itertools import islice

from triage.domain import Address
from triage.mail.wire.charset import clean_line
from triage.mail.wire.headers import words

_STRICT = getattr(email.utils, "supports_strict_parsing", False)  # Python 3.11.10, 3.12.6, 3.13
_VALUE = 4_000
_MANY = 100
_COMMENTS = 10  # the library recurses on nested ones
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?")
_TOKEN = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)("?)|([^\s"(),:;<>@\[\]\\]++)|(\s++)|(.)', re.DOTALL)


def addr_spec(text: str) -> str | None:
    """The address, domain in lower case; None when it is not plain ASCII `local@host.name` of at most 254 letters.

    >>> addr_spec("Anna@Shop.Example"), addr_spec("a b@c.example"), addr_spec("a@b@c.example")
    ('Anna@shop.example', None, None)
    """
    local, _, domain = text.rpartition("@")
    if len(text) > 254 or not _LOCAL.fullmatch(local) or local[0] == "." or local[-1] == "." or ".." in local:
        return None
    labels = domain.split(".")
    good = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels) and not labels[-1].isdigit()
    return f"{local}@{domain.lower()}" if good else None


def one(values: tuple[str, ...]) -> Address | None:
    """The single mailbox of a header that may occur once; None if it occurs twice, holds two, or is read in two ways.

    >>> one(("Anna <anna@example.org>",)).email
    'anna@example.org'
    >>> one(("alice@example.org <bob@evil.example>",)) is None
    True
    """
    if len(values) != 1 or len(values[0]) > _VALUE or values[0].count("(") > _COMMENTS:
        return None
    ours = _scan(values[0])
    if len(ours) != 1 or ours[0] is None:
        return None
    return ours[0] if [found.casefold() for found in _library(values[0])] == [ours[0].email.casefold()] else None


def members(values: tuple[str, ...]) -> tuple[Address | None, ...]:
    """Every mailbox of To, Cc and the like in order, at most a thousand; None stands for one that cannot be read.

    >>> members(("a@x.example, broken <b@", "c@x.example"))
    (Address(email='a@x.example', name=''), None, Address(email='c@x.example', name=''))
    """
    found = (address for value in values[:_MANY] for address in _scan(value[:_VALUE]))
    return tuple(islice(found, 1_000))


def domain(address: str) -> str:
    """The part after the last "@", lower case."""
    return address.rpartition("@")[2].lower()


def _library(value: str) -> list[str]:
    pairs = email.utils.getaddresses([value], strict=True) if _STRICT else email.utils.getaddresses([value])
    return [address for _, address in pairs]


def _scan(value: str) -> list[Address | None]:
    """Each mailbox of an address list; None stands for one that breaks the grammar we accept."""
    return [_mailbox(tokens) for tokens in _members(value) if any(text.strip() for _, text in tokens)]


def _members(value: str) -> Iterator[list[tuple[str, str]]]:
    """Tokens of each member, split at commas outside of quotes and comments."""
    member: list[tuple[str, str]] = []
    depth = 0
    comment: list[str] = []
    for match in _TOKEN.finditer(value):
        text = match[0]
        if depth or text == "(":
            depth += (text == "(") - (text == ")")
            comment.append(text)
            if not depth:
                member.append(("comment", "".join(comment)[1:-1]))
                comment = []
        elif text == ",":
            yield member
            member = []
        else:
            member.append(_token(match))
    yield [*member, ("mark", "(")] if depth else member


def _token(match: re.Match[str]) -> tuple[str, str]:
    if match[1] is not None:
        return ("quoted" if match[2] else "mark"), match[1]
    kind = {3: "atom", 4: "space"}.get(match.lastindex or 5, "mark")
    return kind, match[0]


def _mailbox(tokens: list[tuple[str, str]]) -> Address | None:
    comments = [text for kind, text in tokens if kind == "comment"]
    rest = _trimmed([(kind, text) for kind, text in tokens if kind != "comment"])
    opening = [place for place, token in enumerate(rest) if token == ("mark", "<")]
    if not opening:
        return _address(rest, " ".join(comments[:1]))
    if len(opening) != 1 or rest[-1] != ("mark", ">"):
        return None
    phrase, inner = rest[: opening[0]], rest[opening[0] + 1 : -1]
    if any(kind == "mark" and text != "." for kind, text in phrase):
        return None
    return _address(inner, _text(phrase))


def _address(tokens: list[tuple[str, str]], name: str) -> Address | None:
    tokens = _trimmed(tokens)
    if any(kind in {"quoted", "space"} for kind, _ in tokens):
        return None
    checked = addr_spec(_text(tokens))
    return Address(email=checked, name=clean_line(words(name.replace(chr(92), "")), 100)) if checked else None


def _trimmed(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    start, end = 0, len(tokens)
    while start < end and tokens[start][0] == "space":
        start += 1
    while end > start and tokens[end - 1][0] == "space":
        end -= 1
    return tokens[start:end]


def _text(tokens: list[tuple[str, str]]) -> str:
    return "".join(text for _, text in tokens)
