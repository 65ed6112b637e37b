"""Mail addresses: which ones we write to, and which count as one when replies are counted."""

from __future__ import annotations

import re

# RFC 5321 atoms in the shape we write to: printable ASCII, one @, at most 254 characters.
_ADDR_SPEC = re.compile(r"(?=.{3,254}\Z)[!#-'*+\-./0-9=?A-Z^_`a-z{|}~]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# Providers whose domain says nothing about who writes: strangers share it.
_FREE_MAIL = frozenset({
    "126.com", "139.com", "163.com", "aliyun.com", "aol.com", "bol.com.br", "comcast.net", "docomo.ne.jp",
    "ezweb.ne.jp", "fastmail.com", "foxmail.com", "free.fr", "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.de",
    "gmx.net", "googlemail.com", "hotmail.co.uk", "hotmail.com", "hotmail.de", "hotmail.es", "hotmail.fr", "hotmail.it",
    "icloud.com", "laposte.net", "libero.it", "live.com", "mac.com", "mail.com", "me.com", "msn.com", "orange.fr",
    "outlook.com", "outlook.de", "outlook.es", "outlook.fr", "outlook.jp", "proton.me", "protonmail.com", "qq.com",
    "sapo.pt", "sfr.fr", "sina.com", "softbank.ne.jp", "sohu.com", "t-online.de", "terra.com.br", "tiscali.it",
        "uol.com.br", "virgilio.it", "wanadoo.fr", "web.de", "yahoo.co.jp", "yahoo.co.uk", "yahoo.com", "yahoo.com.br",
    "yahoo.de", "yahoo.es", "yahoo.fr", "yahoo.it", "yeah.net", "ymail.com",
})  # fmt: skip
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "ne", "net", "or", "org"})


def is_address(email: str) -> bool:
    r"""Whether an addr-spec is one that we write to.

    >>> is_address("ann@shop.example"), is_address("ann@shop.example\r\nBcc: x@y.example")
    (True, False)
    """
    return _ADDR_SPEC.fullmatch(email) is not None and ".." not in email


def plain_address(email: str) -> str:
    """An address without what providers ignore: case, +tag, and the dots of Gmail. For counting, never for writing.

    >>> plain_address("Ann.Lee+shop@googlemail.com")
    'annlee@gmail.com'
    """
    local, _, domain = email.lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in {"gmail.com", "googlemail.com"}:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def counted_domain(email: str) -> str:
    """The domain whose mails are counted together, without subdomains; empty for the large free mail providers.

    >>> counted_domain("a@x7.robot.example"), counted_domain("a@mail.robot.co.uk"), counted_domain("a@gmail.com")
    ('robot.example', 'robot.co.uk', '')
    """
    labels = email.lower().rpartition("@")[2].split(".")
    domain = ".".join(labels[-3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else -2 :])
    return "" if domain in _FREE_MAIL else domain
